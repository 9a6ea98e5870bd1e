"""The body of a page, and what is put in for the tokens that stand in it for addresses and pictures."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from bangvang.archive.model import NOTHING, Article, PlainPage, Reference
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
    addresses, pictures = dict(story.addresses), dict(story.pictures)
    eager = story.pictures[0][0] if story.eager and story.pictures else None
    plain = False

    def put(found: re.Match[str]) -> str:
        nonlocal plain
        tag, token = found[0], found["token"]
        if tag == "</a>":  # no link stands in a link
            ended, plain = plain, False
            return "" if ended else tag
        if token in pictures:
            return _picture(tag, pictures[token], root, eager=token == eager)
        if addresses.get(token):
            return tag.replace(token, root + addresses[token])
        plain = tag.startswith("<a")
        return ""

    return _BEARER.sub(put, html) if NOTHING in html else html


# A tag that bears a token, or where it ends. Other links end, too, but have nothing to be taken away.
_BEARER = re.compile(
    rf'<(?:a|img)(?: [\w-]+="[^"{NOTHING}]*+")*+'
    rf' (?:href|src)="(?P<token>{NOTHING}[0-9]+{NOTHING})"(?: [\w-]+="[^"]*+")*+>|</a>'
)


def _picture(tag: str, picture: Picture | None, root: str, *, eager: bool) -> str:
    """What stands in place of an image. Its writer may have asked for a width; the height is the picture's
    own, so that the page does not jump when it arrives."""
    if picture is None:
        return ""
    attributes = dict(_ATTRIBUTE.findall(tag))
    asked = attributes.get("width", "")
    kept = ['alt=""'] if "alt" not in attributes else []
    kept += [f'{k}="{v}"' for k, v in attributes.items() if k not in ("src", "width", "height")]
    width = int(asked) if asked.isascii() and asked.isdigit() else None
    return photos.tag(picture, root, " ".join(kept), eager=eager, width=width)


_ATTRIBUTE = re.compile(r' ([\w-]+)="([^"]*)"')
