"""`retire`: a published address goes on purpose, or another page takes its place."""

from __future__ import annotations

import contextlib
import glob
from collections.abc import Iterator, Sequence
from pathlib import Path

from bangvang import problems
from bangvang.archive import ledger
from bangvang.archive.ledger import Ledger
from bangvang.build import reading, system
from bangvang.commands.console import DONE, FAILED, Console
from bangvang.language import spelling
from bangvang.problems import Problem, ProblemsFound
from bangvang.sources import content


def retire(site: Path, urls: Sequence[str], heir: str | None, console: Console) -> int:
    """Marks addresses in the ledger, all of them or none, and says what will answer there."""
    try:
        base_url = reading.read_config(site).config.base_url or ""
        kept, found = reading.read_ledger(site)
    except ProblemsFound as error:
        print(problems.show(error.problems, console.language), end="")
        return FAILED
    if found:  # a line that cannot be read would be lost
        print(problems.show(found, console.language), end="")
        return FAILED
    to = ledger.address(heir, base_url) if heir is not None else None
    wrong = [console.say("bad_url", value=heir)] if heir is not None and to is None else []
    named, unknown = _named(urls, to, kept, base_url, console)
    wrong += unknown
    if wrong:
        console.complain("plain", text="\n".join(wrong))
        return FAILED
    for url in named:
        kept = ledger.with_fate(kept, url, to or ledger.GONE)
    try:
        system.replace_file(site / ledger.FILE, ledger.written(kept).encode())
    except OSError as error:
        console.complain("cannot_write", path=site / ledger.FILE, detail=error.strerror or error)
        return FAILED
    for url in named:
        console.print("retired_to" if to else "retired_gone", url=url, heir=to)
        for path in _standing(site, url):
            console.complain("retired_standing", path=path)
    return DONE


def _named(
    urls: Sequence[str], to: str | None, kept: Ledger, base_url: str, console: Console
) -> tuple[list[str], list[str]]:
    """The addresses of the ledger that were named, and what is wrong with the others."""
    named, wrong = [], []
    for written in urls:
        url = ledger.address(written, base_url)
        if url is None:
            wrong.append(console.say("bad_url", value=written))
        elif url == to:
            wrong.append(console.say("same_url", url=f"/{url}"))
        elif url not in kept.fates:
            near = spelling.nearest(url, sorted(kept.fates))
            mean = console.say("mean", suggestion=f"/{near}") if near else ""
            wrong.append(console.say("unknown_url", url=f"/{url}") + mean)
        else:
            named.append(url)
    return named, wrong


def _standing(site: Path, url: str) -> Iterator[str]:
    """The files whose article or plain page stands at an address; what cannot be read stands nowhere."""
    for file in sorted((site / "content").rglob(f"{glob.escape(ledger.slug(url))}.md")):
        path = file.relative_to(site).as_posix()
        with contextlib.suppress(OSError):
            source = reading.as_source(path, file.read_bytes())
            item = None if isinstance(source, Problem) else content.parse(source)
            page = (item.article or item.page) if item is not None and not item.draft else None
            if page is not None and page.url == url:
                yield path
