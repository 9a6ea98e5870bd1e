"""The body of a page, and what is put in for the tokens that stand in it for addresses and pictures."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from bangvang.archive.model import Article, PlainPage, Reference
from bangvang.site import photos
from bangvang.site.photos import Picture


@dataclass(frozen=True, slots=True)
class Story:
    """The body of a page: HTML kept under `digest`, with the addresses and the pictures to put in for its
    tokens (None: a picture that cannot be shown). `eager`: its first picture is loaded at once."""

    digest: str
    addresses: tuple[tuple[str, str], ...]
    pictures: tuple[tuple[str, Picture | None], ...] = ()
    eager: bool = True


def story(item: Article | PlainPage, urls: Mapping[str, str], pictures: Mapping[str, Picture]) -> Story:
    """The body of an article or page. `urls`: path of a published file of content/ -> address;
    `pictures`: path of a photo -> how to show it."""
    folder = item.path.rpartition("/")[0]
    addresses = tuple((r.token, _address(r, urls)) for r in item.references if r.kind != "file")
    files = ((r.token, f"{folder}/{r.target}") for r in item.references if r.kind == "file")
    return Story(item.body, addresses, tuple((token, pictures.get(path)) for token, path in files))


def _address(reference: Reference, urls: Mapping[str, str]) -> str:
    """Where a link leads, below output/; empty when its target is not published (yet)."""
    url = reference.target if reference.kind == "site" else urls.get(reference.target, "")
    return url + reference.tail if url else ""


def photos_of(article: Article, pictures: Mapping[str, Picture]) -> tuple[tuple[str, Picture], ...]:
    """The photos of an article's front matter that can be shown: file -> how."""
    folder = article.path.rpartition("/")[0]
    named = (photo.file for photo in article.photos if photo.file is not None)
    return tuple((name, pictures[path]) for name in named if (path := f"{folder}/{name}") in pictures)


def filled(html: str, story: Story, root: str) -> str:
    """Puts addresses in for a body's tokens; a link whose target is not published becomes plain text."""
    # From the last, so that no token is the beginning of a longer one still to come.
    for token, address in reversed(story.addresses):
        if address:
            html = html.replace(f'"{token}"', f'"{root}{address}"')
        else:
            html = re.sub(rf'<a [^>]*"{token}"[^>]*>(.*?)</a>', r"\1", html, flags=re.DOTALL)
    for number, (token, picture) in enumerate(story.pictures):
        html = _place_picture(html, token, picture, root, eager=story.eager and number == 0)
    return html


def _place_picture(html: str, token: str, picture: Picture | None, root: str, *, eager: bool) -> str:
    """Puts a picture in place of the image that bears a token. Its writer may have asked for a width; the
    height is the picture's own, so that the page does not jump when it arrives."""

    def put(match: re.Match[str]) -> str:
        if picture is None:
            return ""
        attributes = dict(_ATTRIBUTE.findall(match[0]))
        asked = attributes.get("width", "")
        kept = ['alt=""'] if "alt" not in attributes else []
        kept += [f'{k}="{v}"' for k, v in attributes.items() if k not in ("src", "width", "height")]
        width = int(asked) if asked.isascii() and asked.isdigit() else None
        return photos.tag(picture, root, " ".join(kept), eager=eager, width=width)

    return re.sub(rf'<img(?: [\w-]+="[^"]*")*? src="{token}"(?: [\w-]+="[^"]*")*>', put, html)


_ATTRIBUTE = re.compile(r' ([\w-]+)="([^"]*)"')
