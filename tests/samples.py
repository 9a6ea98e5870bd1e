"""Little archives made in a test's own words, and a way to build them without the command line."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import Any

from bangvang.archive import archive
from bangvang.archive.archive import Archive
from bangvang.archive.model import Article, Source
from bangvang.build import pipeline
from bangvang.build.pipeline import Options, Report
from bangvang.language import words
from bangvang.problems import Language
from bangvang.site.links import Site
from bangvang.sources import content

ROOT = Path(__file__).parent.parent
TODAY = dt.date(2026, 1, 1)
BASE_URL = "https://example.org/kho/"
PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010804000000b51c0c02"
    "0000000b4944415478da6364f80f00010501012718e3660000000049454e44ae426082"
)
"""A picture of one dot."""


def written(
    title: str = "Khen thưởng 3 cá nhân",
    *,
    date: str = "2024-06-05",
    body: str = "Hội nghị biểu dương 3 cá nhân.",
    **keys: Any,
) -> str:
    """An article's file, of Kon Tum unless told otherwise: `keys` are further keys of the front matter."""
    matter = {"title": title, "date": date, **keys}
    if not {"province", "scope"} & matter.keys():
        matter["province"] = "Kon Tum"
    lines = [f"{key}: {json.dumps(value, ensure_ascii=False)}" for key, value in matter.items()]
    return "---\n" + "\n".join(lines) + f"\n---\n\n{body}\n"


def award(form: str = "Bằng khen", grantor: str = "UBND tỉnh", **keys: Any) -> dict[str, Any]:
    """An entry of `awards`."""
    return {"grantor": grantor, "form": form, **keys}


def config(**keys: Any) -> str:
    """A config.yaml: a title, an address, and whatever else. Share images take the longest of all files to
    make: none unless asked for."""
    whole = {"title": "Kho thử", "base_url": BASE_URL, "share_images": 0, **keys}
    return "".join(
        f"{key}: {json.dumps(value, ensure_ascii=False)}\n"
        for key, value in whole.items()
        if value is not None
    )


def bare_templates() -> dict[str, str]:
    """An archive's own templates, of a few lines for every kind of page: to compile those of the program is
    most of what a little site costs. Bodies and their photos are shown."""
    pages = (ROOT / "templates/pages").glob("*.html")
    return {f"templates/pages/{page.name}": _BARE for page in pages}


_BARE = """\
<meta name="generator" content="Bảng Vàng">
<h1>{{ page.url }} {{ view.title if view.title is defined }}</h1>
{{ view.story | story if view.story is defined }}
"""


def build(site: Path, output: Path | None = None, **options: Any) -> Report:
    """Builds a site in this process; into its own output/ unless told otherwise."""
    given = {"today": TODAY, "jobs": 1, **options}
    return pipeline.run(Options(site=site, output=output or site / "output", **given))


def check(site: Path, **options: Any) -> Report:
    """Checks a site in this process, as `build` does without writing."""
    given = {"today": TODAY, "jobs": 1, **options}
    return pipeline.run(Options(site=site, output=None, **given))


def parsed(text: str, name: str = "bai") -> Article:
    """The article that a file's text becomes. The text must be without fault."""
    item = content.parse(Source(f"content/{name}.md", text, ""))
    assert item.article is not None, item.problems
    assert not item.problems, item.problems
    return item.article


def collected(*articles: Article) -> Archive:
    """The archive of some articles."""
    return archive.collect(articles, ())


def site(language: Language = "vi", **keys: Any) -> Site:
    """What pages know of a site called Kho."""
    usual = {"title": "Kho", "tagline": None, "description": "Kho thử", "base_url": "", "footer": None}
    given = {**usual, "search": False, "nav": (), **keys}
    return Site(language=language, words=words.load(language), **given)


def codes(report: Report) -> list[str]:
    """The codes of a report's problems."""
    return [problem.code for problem in report.problems]
