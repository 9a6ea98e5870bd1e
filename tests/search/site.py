"""A small site with a search page, for tests: the index and the page's own template, articles as plain
pages."""

from __future__ import annotations

import html
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from types import SimpleNamespace

from jinja2 import DictLoader, Environment, StrictUndefined

from bangvang import search
from bangvang.language import words
from bangvang.search import Document, Said, twin
from bangvang.site import assets

HERE = Path(__file__).resolve().parents[2]
POLICY = "default-src 'self'; require-trusted-types-for 'script'"
BASE = f"""<!DOCTYPE html><html lang="vi"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>{{{{ view.title }}}}</title>
<meta http-equiv="Content-Security-Policy" content="{POLICY}">
<link rel="icon" type="image/svg+xml" href="{{{{ root }}}}{{{{ asset('img/favicon.svg') }}}}">
<link rel="stylesheet" href="{{{{ root }}}}{{{{ asset('css/main.css') }}}}">
<script defer src="{{{{ root }}}}{{{{ asset('js/search-box.js') }}}}"></script>
{{% block head %}}{{% endblock %}}</head><body><main>{{% block main %}}{{% endblock %}}</main></body></html>
"""
ARTICLE = """<!DOCTYPE html><html lang="vi"><head><meta charset="utf-8"><title>{title}</title></head>
<body><h1 data-search>{title}</h1><div data-search-body>{paragraphs}</div>
<div data-search>{facts}</div></body></html>
"""
FACETS = ("nam", "tinh", "tinh-nay", "khu-vuc", "hinh-thuc", "noi-khen", "cap", "chu-de")


def write(
    folder: Path, articles: Iterable[tuple[Document, Said]], *, language: str = "vi"
) -> Mapping[str, str]:
    """Write the whole site of the articles, each with its text, into a folder; return the names of its
    assets."""
    archive = dict(articles)
    made = dict(search.build(archive, archive.__getitem__))
    for document, (text, facts) in archive.items():
        paragraphs = "".join(f"<p>{html.escape(line)}</p>\n" for line in text.split("\n") if line)
        noted = "".join(f"<p>{html.escape(line)}</p>\n" for line in facts.split("\n") if line)
        title = html.escape(document.title)
        made[document.url] = ARTICLE.format(title=title, paragraphs=paragraphs, facts=noted).encode()
    sources = {
        path.relative_to(HERE / "assets").as_posix(): path.read_bytes()
        for path in sorted((HERE / "assets").rglob("*"))
        if path.is_file()
    }
    design = assets.bundle(sources)
    made |= design.files
    made["tim-kiem.html"] = page(archive, design.names, words.load(language)).encode()
    for name, data in made.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    return design.names


def page(documents: Iterable[Document], names: Mapping[str, str], word: Callable[[str], str]) -> str:
    """Return the search page: every value that a facet has is a choice."""
    values: dict[str, set[str]] = {}
    for document in documents:
        for facet, value in twin.facets_of(document):
            values.setdefault(facet, set()).add(value)
    view = SimpleNamespace(
        title="Tìm kiếm",
        facets=[
            SimpleNamespace(
                name=facet,
                label=word(f"search.facet.{facet}"),
                open=facet != "chu-de",
                choices=[SimpleNamespace(value=value, label=value) for value in sorted(values[facet])],
            )
            for facet in FACETS
            if facet in values
        ],
    )
    template = (HERE / "templates/pages/search.html").read_text(encoding="utf-8")
    environment = Environment(
        loader=DictLoader({"base.html": BASE, "search.html": template}),
        autoescape=True,
        undefined=StrictUndefined,
    )
    environment.globals["asset"] = names.__getitem__
    environment.filters["w"] = word
    return environment.get_template("search.html").render(view=view, root="")
