"""Photos as pages use them: what is made of each, under which names, and what cannot be shown.

Decisions only; `build.imaging` does what is decided here.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from hashlib import blake2b
from typing import Literal

from bangvang.archive.model import Article, Item
from bangvang.language import text

RECIPE = "1"
"""To be raised when the same photo would come out otherwise: published names say how they were made."""
WIDTHS = (480, 960, 1600)
"""What readers are offered, in pixels. A photo is never made larger than it is."""
HIGHEST = 6400
"""Where a very tall picture ends; WebP itself knows nothing higher than 16383."""
MOST_PIXELS = 60_000_000
"""More is taken for a bomb: these unpack to 240 MB. Telephones take at most 50 million unasked."""
MOST_BYTES = 40 * 1024 * 1024
SIZES = "(min-width: 45rem) 41rem, 92vw"
"""How wide a photo of a page stands: the measure of the text, on a phone the screen without its gutters."""
HALF_SIZES = "(min-width: 45rem) 20rem, 92vw"
"""The same where two stand abreast."""

LOGO = (260, 48)
"""A logo is shown no wider and no higher."""

Format = Literal["JPEG", "PNG", "WEBP", "GIF", "AVIF"]
SUFFIXES: Mapping[str, Format] = {
    ".jpg": "JPEG",
    ".jpeg": "JPEG",
    ".jfif": "JPEG",  # as browsers on Windows save it
    ".png": "PNG",
    ".webp": "WEBP",
    ".gif": "GIF",
    ".avif": "AVIF",
}
# Browsers that lack WebP lack AVIF too, and a still GIF is a PNG that nobody has saved yet.
_FALLBACK: Mapping[tuple[Format, bool], Format] = {
    ("JPEG", False): "JPEG",
    ("AVIF", False): "JPEG",
    ("AVIF", True): "PNG",
    ("PNG", False): "PNG",
    ("PNG", True): "PNG",
    ("GIF", False): "PNG",
    ("GIF", True): "PNG",
}
_ENDING: Mapping[Format, str] = {"JPEG": ".jpg", "PNG": ".png", "WEBP": ".webp"}


@dataclass(frozen=True, slots=True)
class Negative:
    """A photo that can be shown: its kind, its size once it stands upright, whether anything of it is
    transparent."""

    format: Format
    width: int
    height: int
    transparent: bool


@dataclass(frozen=True, slots=True)
class Fault:
    """Why a file cannot be shown as a photo: a term of `problems.terms`."""

    term: str


Seen = Negative | Fault


@dataclass(frozen=True, slots=True)
class Stored:
    """A file that was made already: where it lies, and the digest of its bytes. With `size`, it is that piece
    of the file at `path` which begins at `at`."""

    path: str
    digest: str
    at: int = 0
    size: int | None = None


@dataclass(frozen=True, slots=True)
class Developed:
    """What became of a photo: what was seen in it, and by name the files made of it."""

    seen: Seen
    prints: Mapping[str, Stored]


@dataclass(frozen=True, slots=True)
class Print:
    """One file to be made of a photo. `name` is its name in the darkroom's store."""

    name: str
    format: Format
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Picture:
    """A photo on a page. `src` is the file for every browser, `webp` the same in other sizes for those that
    can choose: (address, width). Addresses are below output/."""

    src: str
    webp: tuple[tuple[str, int], ...]
    sizes: str
    width: int
    height: int


def fault_of_name(path: str) -> Fault | None:
    """What is wrong with a photo by its name alone."""
    suffix = _suffix(path)
    if suffix in SUFFIXES:
        return None
    known = {".svg": "photo_svg", ".heic": "photo_heic", ".heif": "photo_heic"}
    return Fault(known.get(suffix, "photo_other"))


def check(path: str, seen: Seen) -> Seen:
    """What was seen in a file, or the fault that its name tells another kind than its content."""
    named = fault_of_name(path)
    if named is not None:
        return named
    if isinstance(seen, Negative) and SUFFIXES[_suffix(path)] != seen.format:
        return Fault(f"photo_is_{seen.format.lower()}")
    return seen


def _suffix(path: str) -> str:
    dot = path.rfind(".")
    return path[dot:].lower() if dot >= 0 else ""


def named(items: Iterable[Item], files: Mapping[str, str]) -> dict[str, str]:
    """The photos that articles and plain pages name and that are there: path -> digest. `files`: path ->
    digest of every file that might be one."""
    paths = sorted({path for item in items for path in paths_of(item)})
    return {path: files[path] for path in paths if path in files}


def paths_of(item: Item) -> tuple[str, ...]:
    """The photos an article or plain page names, those of its body first; each once."""
    folder = item.path.rpartition("/")[0]
    names = [reference.target for reference in item.references if reference.kind == "file"]
    if isinstance(item, Article):
        names += [photo.file for photo in item.photos if photo.file is not None]
    return tuple(dict.fromkeys(f"{folder}/{name}" for name in names))


def prints(digest: str, negative: Negative) -> tuple[Print, ...]:
    """The files to be made of a photo: the one for every browser first, then WebP from small to large."""
    key = blake2b(f"{digest} {RECIPE}".encode(), digest_size=5).hexdigest()
    sizes = _sizes(negative.width, negative.height)
    wide, high = sizes[-1]
    made = [Print(f"{key}-{w}.webp", "WEBP", w, h) for w, h in sizes]
    if negative.format == "WEBP":
        return (made[-1], *made)
    kind = _FALLBACK[negative.format, negative.transparent and negative.format != "JPEG"]
    return (Print(f"{key}-{wide}{_ENDING[kind]}", kind, wide, high), *made)


def _sizes(width: int, height: int) -> list[tuple[int, int]]:
    """Small to large, the largest never above the photo's own. One hardly smaller than it is left out."""
    scale = min(1.0, WIDTHS[-1] / width, HIGHEST / height)
    largest = (max(round(width * scale), 1), max(round(height * scale), 1))
    smaller = [w for w in WIDTHS if w < 0.85 * largest[0]]
    return [*((w, max(round(height * w / width), 1)) for w in smaller), largest]


def pictures(
    items: Iterable[Item], files: Mapping[str, str], developed: Mapping[str, Developed]
) -> tuple[dict[str, Picture], dict[str, Stored]]:
    """For what is published: path of a photo -> how pages show it, and address -> the file to put there.

    A photo's files lie beside the first page that shows it and are named by its content. `files`: path ->
    digest; `developed`: path -> what became of it.
    """
    shown: dict[str, Picture] = {}
    put: dict[str, Stored] = {}
    for item in items:
        folder = item.url.removesuffix(".html")
        for path in paths_of(item):
            done = developed.get(path)
            if path in shown or done is None or isinstance(done.seen, Fault):
                continue
            stem = text.slug(path.rpartition("/")[2].rpartition(".")[0])[:60].strip("-") or "anh"
            stem = f"{stem}-anh" if text.device(stem) else stem
            made = {f"{folder}/{stem}.{p.name}": p for p in prints(files[path], done.seen)}
            put |= {url: done.prints[p.name] for url, p in made.items() if p.name in done.prints}
            shown[path] = _picture(made)
    return shown, put


def logo(
    named: Mapping[str, str], developed: Mapping[str, Developed]
) -> tuple[Picture | None, dict[str, Stored]]:
    """How every page shows the archive's own sign, and address -> the file to put there. `named`: its path ->
    its digest. Nothing where there is none or it cannot be shown."""
    for path, digest in named.items():
        done = developed.get(path)
        if done is not None and isinstance(done.seen, Negative):
            made = {f"assets/logo.{p.name}": p for p in prints(digest, done.seen)}
            put = {url: done.prints[p.name] for url, p in made.items() if p.name in done.prints}
            whole = _picture(made)
            scale = min(1.0, LOGO[0] / whole.width, LOGO[1] / whole.height)
            width, height = max(round(whole.width * scale), 1), max(round(whole.height * scale), 1)
            return replace(whole, sizes=f"{width}px", width=width, height=height), put
    return None, {}


def tag(picture: Picture, root: str, attributes: str, *, eager: bool | None, width: int | None = None) -> str:
    """The HTML of a picture. `root`: the way from the page to output/; `attributes`: further attributes of
    the image, escaped; `eager`: it is what is looked at first (None: in sight, but small); `width`: how wide
    it is to stand, where its writer asked for less than it could."""
    shown = picture.width if width is None else max(min(width, picture.width), 1)
    high = max(round(picture.height * shown / picture.width), 1)
    sizes = picture.sizes if width is None else f"{shown}px"
    choice = ", ".join(f"{root}{address} {w}w" for address, w in picture.webp)
    # What is in sight at once is fetched at once; the rest when it comes near.
    when = {True: ' fetchpriority="high"', False: ' loading="lazy" decoding="async"', None: ""}[eager]
    choices = f'srcset="{choice}" sizes="{sizes}"'
    plain = f'width="{shown}" height="{high}" {attributes}{when}>'
    if picture.src.endswith(_ENDING["WEBP"]):
        return f'<img src="{root}{picture.src}" {choices} {plain}'
    return f'<picture><source type="image/webp" {choices}><img src="{root}{picture.src}" {plain}</picture>'


def _picture(made: Mapping[str, Print]) -> Picture:
    src, first = next(iter(made.items()))
    webp = tuple((address, p.width) for address, p in made.items() if p.format == "WEBP")
    # Sorted by width: where the photo itself is WebP, its largest came first.
    return Picture(src, tuple(sorted(webp, key=lambda pair: pair[1])), SIZES, first.width, first.height)
