"""What the front matter says of a photo, put where the body shows it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from html import escape
from urllib.parse import unquote

from bangvang.archive.model import NOTHING, Article, Photo, Reference
from bangvang.language import text
from bangvang.problems import Place, Problem, problem

_ATTRIBUTES = r'(?: [\w-]+="[^"]*+")*+'
_FIGURE = re.compile(
    rf"<figure>\s*+(?P<image><img{_ATTRIBUTES}>)\s*+(?:<figcaption>(?P<said>.*?)</figcaption>)?+\s*+</figure>",
    re.DOTALL,
)
_TOKEN = re.compile(rf' src="({NOTHING}[0-9]+{NOTHING})"')
_UNDESCRIBED = re.compile(r'<img(?: alt="")?(?P<rest>(?: (?!alt=)[\w-]+="[^"]*+")*+)>')
_CREDIT = '<span class="credit">'


def put(html: str, references: Iterable[Reference], photos: Iterable[Photo]) -> str:
    """The body's HTML with captions, credits and descriptions of `photos` in its figures; what a figure says
    itself stays."""
    known = {photo.file: photo for photo in photos if photo.file is not None}
    shown = {r.token: known[r.target] for r in references if r.kind == "file" and r.target in known}
    if not shown:
        return html

    def told(found: re.Match[str]) -> str:
        token = _TOKEN.search(found["image"])
        photo = shown.get(token[1]) if token is not None else None
        return found[0] if photo is None else _figure(found["image"], found["said"] or "", photo)

    return _FIGURE.sub(told, html)


def _figure(image: str, said: str, photo: Photo) -> str:
    caption, credit = said.strip(), ""
    if said.startswith(_CREDIT):
        caption, credit = "", said.strip()
    if not caption and photo.caption:
        caption = escape(photo.caption, quote=False)
    if not credit and _CREDIT not in caption and photo.credit:
        credit = f"{_CREDIT}Ảnh: {escape(photo.credit, quote=False)}</span>"
    if photo.alt:
        image = _UNDESCRIBED.sub(lambda found: f'<img alt="{escape(photo.alt)}"{found["rest"]}>', image)
    words = " ".join(filter(None, (caption, credit)))
    return f"<figure>{image}" + (f"<figcaption>{words}</figcaption>" if words else "") + "</figure>"


def unseen(html: str, article: Article) -> Iterator[Problem]:
    """Words of photos that the body shows within sentences only, where they have no place (K417)."""
    inside = {r.token: r.target for r in article.references if r.kind == "file"}
    tokens = (_TOKEN.search(found["image"]) for found in _FIGURE.finditer(html)) if inside else ()
    below = {inside.get(token[1]) for token in tokens if token is not None}
    for photo in article.photos:
        words = photo.caption or photo.credit
        if words and photo.file in inside.values() and photo.file not in below:
            place = Place(article.path, *article.mark(f"photos/{photo.file}"))
            yield problem(place, "K417", caption=text.excerpt(words, 60))


def undescribed(problems: Iterable[Problem], photos: Iterable[Photo]) -> tuple[Problem, ...]:
    """The problems of a body without those of pictures that the front matter describes (K404)."""
    described = {photo.file for photo in photos if photo.alt}
    return tuple(
        found
        for found in problems
        if found.code != "K404" or unquote(dict(found.values).get("file", "")) not in described
    )
