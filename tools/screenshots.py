"""Pictures of a built site, on a phone and on a desktop, by day and by night.

    python -m tools.screenshots [--site output] [--to screenshots] [PAGE …]

A PAGE is a path in the site, like `thong-ke.html`; without any, one page of each kind that is there.
The pictures are whole pages, named `<page>-<width>-<scheme>.png`.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import get_args

from tools.browser import NoBrowserError, Scheme, running
from tools.static_server import serving

WIDTHS = {390: 844, 1280: 900}
# One page of each kind: the first match of each pattern.
KINDS = (
    "index.html",
    "bai-viet/*/*.html",
    "nam/index.html",
    "nam/*.html",
    "tinh/index.html",
    "tinh/*.html",
    "tinh/*/*.html",
    "khu-vuc/*.html",
    "chu-de/index.html",
    "chu-de/*.html",
    "hinh-thuc/index.html",
    "hinh-thuc/*.html",
    "hinh-thuc/*/*.html",
    "cap/*.html",
    "vinh-danh/index.html",
    "vinh-danh/*/*.html",
    "du-lieu/index.html",
    "thong-ke.html",
    "tim-kiem.html",
    "404.html",
)


def one_of_each(site: Path) -> list[str]:
    """The first page of each kind in a built site, as paths from its top."""
    chosen: dict[str, None] = {}
    for pattern in KINDS:
        for page in sorted(site.glob(pattern)):
            path = page.relative_to(site).as_posix()
            if pattern == path or page.name != "index.html":
                chosen[path] = None
                break
    return list(chosen)


def take(site: Path, pages: Iterable[str], to: Path, *, widths: Iterable[int] = tuple(WIDTHS)) -> list[Path]:
    """Take every page at every width in both schemes; gives the files written. Raises NoBrowserError."""
    written = []
    to.mkdir(parents=True, exist_ok=True)
    with serving(site) as top, running() as browser:
        for page in pages:
            for width in widths:
                for scheme in get_args(Scheme):
                    browser.set_size(width, WIDTHS.get(width, 900))
                    browser.set_scheme(scheme)
                    browser.open(top + page)
                    name = page.removesuffix(".html").replace("/", "-")
                    picture = to / f"{name}-{width}-{scheme}.png"
                    picture.write_bytes(browser.screenshot())
                    written.append(picture)
    return written


def main(argv: Sequence[str] | None = None) -> int:
    """The command line; 0 when the pictures are taken, 1 when there is no site or no browser."""
    parser = argparse.ArgumentParser(
        prog="python -m tools.screenshots", description="Take pictures of a built site."
    )
    parser.add_argument(
        "pages", nargs="*", metavar="PAGE", help="path in the site; default: one page of each kind"
    )
    parser.add_argument("--site", type=Path, default=Path("output"), help="the built site (output)")
    parser.add_argument(
        "--to", type=Path, default=Path("screenshots"), help="where the pictures go (screenshots)"
    )
    options = parser.parse_args(argv)
    pages = options.pages or one_of_each(options.site)
    missing = [page for page in pages if not (options.site / page).is_file()]
    if missing or not pages:
        sys.stderr.write(f"Không có trang / No such page: {', '.join(missing) or options.site}\n")
        return 1
    try:
        for picture in take(options.site, pages, options.to):
            sys.stdout.write(f"{picture}\n")
    except NoBrowserError as error:
        sys.stderr.write(str(error))
        return 1
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
