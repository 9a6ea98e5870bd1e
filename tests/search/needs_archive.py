"""The archive of the needs: made-up reports of its own among those of the benchmark, read as a site's are."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

from bangvang.archive.model import Source
from bangvang.search import Document, Said
from bangvang.site import search_documents
from bangvang.sources import content
from benchmarks import archive
from tests import samples
from tests.conftest import ROOT

FOLDER = Path(__file__).parent / "needs"
OTHERS, FEW_OTHERS = 1000, 100
LENGTH = 2500
"""Bytes of the other reports' bodies: 400 syllables, as most reports have."""
ASKED_FOR = ("Kon Tum", "Thủ tướng")
SITE = samples.site()


def table(name: str) -> Any:
    return yaml.safe_load((FOLDER / f"{name}.yaml").read_text("utf-8"))


def articles() -> list[tuple[Document, Said]]:
    """Return the reports that somebody looks for, and many that nobody does: none of a place or a grantor by
    which a need asks for one."""
    own = [(f"content/x/{name}.md", written(row)) for name, row in table("articles").items()]
    others = [(path, text[:LENGTH].rpartition(" ")[0]) for path, text in archive.articles(OTHERS, 3)]
    kept = [(path, text) for path, text in others if not any(name in text for name in ASKED_FOR)]
    return [said(path, text) for path, text in [*own, *kept]]


def shipped() -> list[tuple[Document, Said]]:
    """Return the five articles that the archive begins with, among others."""
    own = [(path.name, path.read_text("utf-8")) for path in sorted((ROOT / "content").glob("20*/*.md"))]
    others = [(path, text[:LENGTH].rpartition(" ")[0]) for path, text in archive.articles(FEW_OTHERS, 3)]
    return [said(path, text) for path, text in [*own, *others]]


def written(row: dict[str, Any]) -> str:
    front = {key: value for key, value in row.items() if key not in ("body", "photo")}
    front["people"] = [{"name": name, "title": title} for name, title in row.get("people", ())]
    front["awards"] = [_award(*award) for award in row.get("awards", ())]
    for key, keys in (("programme", ("name", "period")), ("source", ("name", "code"))):
        if key in row:
            front[key] = dict(zip(keys, map(str, row[key]), strict=True))
    if "photo" in row:
        caption, credit = row["photo"]
        front["photos"] = [{"caption": caption, "credit": credit}]
    front = {key: value for key, value in front.items() if value not in ([], None)}
    return f"---\n{yaml.safe_dump(front, allow_unicode=True)}---\n\n{row['body']}\n"


def _award(grantor: str, form: str, *names: str) -> dict[str, Any]:
    named = {"names": list(names)} if names else {}
    return {"grantor": grantor, "form": form, "individuals": len(names) or 1, **named}


def said(path: str, text: str) -> tuple[Document, Said]:
    parsed = content.parse(Source(path, text, path))
    assert parsed.article is not None, parsed.problems
    # A link to another article is looked for beside it; here there is none.
    assert {problem.code for problem in parsed.problems} <= {"K401"} or not parsed.broken, parsed.problems
    (entry,) = search_documents.entries(SITE, [parsed.article], {})
    document = search_documents.document(SITE, parsed.article, entry, {})
    return document, search_documents.said(parsed.article, parsed.html)
