"""The page that tells of problems: as a page of the site, or as one that needs no template."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from markupsafe import Markup

from bangvang.site.links import Site


@dataclass(frozen=True, slots=True)
class ProblemsView:
    """What `pages/problems.html` sees."""

    title: str
    description: str
    problems: tuple[Mapping[str, object], ...]
    search: bool = False


def problems_page(site: Site, told: tuple[Mapping[str, object], ...]) -> ProblemsView:
    """A maker like those of the published pages."""
    return ProblemsView(site.words("problems.title"), site.words("problems.lead"), told)


def bare(told: Iterable[Mapping[str, object]]) -> bytes:
    """A page that needs no template."""
    rows = "".join(
        str(
            Markup(
                "<li><p><strong>{code}</strong> <code>{file}:{line}:{column}</code></p>"
                "<p>{message}</p><p>{hint}</p></li>"
            ).format_map(item)
        )
        for item in told
    )
    page = (
        '<!DOCTYPE html>\n<html lang="vi">\n<head>\n<meta charset="utf-8">\n<title>Bảng Vàng</title>\n'
        f"</head>\n<body>\n<main>\n<h1>Bảng Vàng</h1>\n<ol>{rows}</ol>\n</main>\n</body>\n</html>\n"
    )
    return page.encode()
