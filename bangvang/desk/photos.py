"""Photos that come in by the form: looked at as the build looks at them, named as addresses are, put beside
the article."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from bangvang import digests
from bangvang.desk.store import Refused, Store
from bangvang.language import text
from bangvang.problems import terms
from bangvang.site import photos
from bangvang.site.photos import Fault, Negative

if TYPE_CHECKING:
    from bangvang.desk.handling import Answering

FIELD = "anh"
WAITING = "cho"
"""The field of a row of photos that names the picture as it is kept while its form is not saved."""
LARGEST = photos.MOST_BYTES
_ENDING = {"JPEG": ".jpg", "PNG": ".png", "WEBP": ".webp", "GIF": ".gif", "AVIF": ".avif"}
_ROW = re.compile(r"photos\.(\d{1,6})\.(\w+)")

Form = list[tuple[str, str]]


class NoPhoto(Exception):  # noqa: N818 - an answer, not a bug
    """A file that is not taken. `term`: why, as the build's messages say it."""

    def __init__(self, file: str, term: str) -> None:
        super().__init__(term)
        self.file = file
        self.term = term


# ---------------------------------------------------------------- while the form is not saved


def received(handler: Answering, form: Form) -> tuple[Form, list[str]]:
    """A form with a row for each photo that was posted with it, and what is to be said of those that are not
    taken. What is refused for another reason has its photos still."""
    refusals: list[str] = []
    for upload in handler.request.files.get(FIELD, ()):
        if not upload.filename and not upload.body:
            continue
        try:
            token = keep(handler.desk.store, upload.filename, upload.body)
        except NoPhoto as fault:
            refusals.append(refusal(handler, fault))
            continue
        form = with_row(form, token)
    return form, refusals


def refusal(handler: Answering, fault: NoPhoto) -> str:
    """Why a file is not taken, in words."""
    detail = terms()[handler.desk.language].get(fault.term, fault.term)
    return handler.say("refused.refused_photo", file=fault.file, detail=detail)


def with_row(form: Form, token: str, number: int | None = None) -> Form:
    """A form with a picture that waits: in a row of its own, or in one that has no file yet."""
    rows = _rows(form)
    number = max(rows, default=-1) + 1 if number is None else number
    field, name = f"photos.{number}.file", token.partition("-")[2]
    taken_names = {row.get("file", "") for row in rows.values()}
    name = next(each for each in _numbered(name) if each not in taken_names)
    others = [pair for pair in form if pair[0] != field]
    return [*others, (field, name), (f"photos.{number}.{WAITING}", token)]


def without_file(form: Form) -> list[int]:
    """The rows of photos in which something but no file stands."""
    return sorted(n for n, row in _rows(form).items() if any(row.values()) and not row.get("file"))


def waiting_in(form: Iterable[tuple[str, str]]) -> dict[str, str]:
    """The names of the pictures that wait -> how they are kept."""
    rows = _rows(form).values()
    return {row["file"]: row[WAITING] for row in rows if row.get(WAITING) and row.get("file")}


def carried(form: Form, former: Iterable[tuple[str, str]]) -> Form:
    """A form with the pictures that wait in a former one, in the rows that name them now."""
    waiting, rows = waiting_in(former), _rows(form)
    named = [(n, waiting[row["file"]]) for n, row in rows.items() if row.get("file") in waiting]
    return [*form, *((f"photos.{number}.{WAITING}", token) for number, token in named)]


def _rows(form: Iterable[tuple[str, str]]) -> dict[int, dict[str, str]]:
    """Number of a row of photos -> its fields."""
    rows: dict[int, dict[str, str]] = {}
    for name, value in form:
        if match := _ROW.fullmatch(name):
            rows.setdefault(int(match[1]), {})[match[2]] = value.strip()
    return rows


def keep(store: Store, filename: str, raw: bytes) -> str:
    """Keeps a picture that has no article yet; gives the name it is kept under. Raises NoPhoto, OSError."""
    shown, seen = _looked(filename, raw)
    room = store.room / "anh-nhap"
    room.mkdir(parents=True, exist_ok=True)
    token = f"{digests.of(raw)}-{next(_names(shown, seen))}"
    (room / token).write_bytes(raw)
    return token


def taken(store: Store, token: str) -> bytes | None:
    """The picture kept under a name."""
    if re.fullmatch(r"[0-9a-f]+-[\w.-]+", token) is None or ".." in token:
        return None
    try:
        return (store.room / "anh-nhap" / token).read_bytes()
    except OSError:
        return None


def placed(store: Store, path: str, form: Form) -> Form:
    """Puts the pictures that wait beside their article; the form with their names there, wherever they are
    named. Raises NoPhoto, Refused, OSError."""
    for number, row in sorted(_rows(form).items()):
        name = row.get("file", "")
        raw = taken(store, row.get(WAITING, "")) if name else None
        if raw is None:
            continue
        there = put(store, path, name, raw)
        used = re.compile(rf"(?<=\]\(){re.escape(name)}(?=[\s)])")
        form = [(field, used.sub(there, value) if field == "body" else value) for field, value in form]
        form = [pair for pair in form if pair[0] != f"photos.{number}.file"] + [
            (f"photos.{number}.file", there)
        ]
    return [pair for pair in form if not pair[0].endswith(f".{WAITING}")]


# ---------------------------------------------------------------- beside the article


def put(store: Store, path: str, filename: str, raw: bytes) -> str:
    """Writes a photo beside an article and gives its name there; the same photo is written once. Raises
    NoPhoto, Refused, OSError."""
    shown, seen = _looked(filename, raw)
    for name in _names(shown, seen):
        there = f"{path.rpartition('/')[0]}/{name}"
        file = store.file(there)
        if _is(file, raw) if file.exists() else store.add(there, raw):
            return name
    raise Refused("refused_path")


def _looked(filename: str, raw: bytes) -> tuple[str, Negative]:
    """What a file is called and what it shows. Raises NoPhoto."""
    from bangvang.build import imaging  # deferred: decoders are loaded when they are needed

    shown = text.clean(filename).replace("\\", "/").rpartition("/")[2][:120] or "anh"
    if len(raw) > LARGEST:
        raise NoPhoto(shown, "photo_heavy")
    seen = imaging.look(raw)
    if isinstance(seen, Fault):
        raise NoPhoto(shown, seen.term)
    return shown, seen


def _names(shown: str, seen: Negative) -> Iterator[str]:
    """Names for a photo, the best first."""
    stem, _, suffix = shown.rpartition(".")
    ending = (
        f".{suffix.lower()}"
        if photos.SUFFIXES.get(f".{suffix.lower()}") == seen.format
        else _ENDING[seen.format]
    )
    name = text.file_stem(stem or shown) or "anh"
    yield from _numbered(f"{name}{ending}")


def _numbered(name: str) -> Iterator[str]:
    """A name, and others for where it is taken."""
    stem, dot, ending = name.rpartition(".")
    yield name
    for number in range(2, 1000):
        yield f"{stem}-{number}{dot}{ending}"


def _is(file: Path, raw: bytes) -> bool:
    """Whether a file has these bytes."""
    return file.stat().st_size == len(raw) and file.read_bytes() == raw
