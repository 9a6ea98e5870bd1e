"""Photos that come in by the form: looked at as the build looks at them, named as addresses are, put beside
the article."""

from __future__ import annotations

import re
import secrets
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from bangvang import digests
from bangvang.build import system
from bangvang.desk.store import Refused, Store
from bangvang.language import text
from bangvang.problems import TERMS
from bangvang.site import photos
from bangvang.site.photos import Fault, Negative

if TYPE_CHECKING:
    from bangvang.desk.handling import Answering

FIELD = "anh"
KEPT = "anh-nhap"
"""The field that names pictures of an imported file, which wait for their article."""
LARGEST = photos.MOST_BYTES
_ENDING = {"JPEG": ".jpg", "PNG": ".png", "WEBP": ".webp", "GIF": ".gif", "AVIF": ".avif"}


class NoPhoto(Exception):  # noqa: N818 - an answer, not a bug
    """A file that is not taken. `term`: why, as the build's messages say it."""

    def __init__(self, file: str, term: str) -> None:
        super().__init__(term)
        self.file = file
        self.term = term


def received(
    handler: Answering, path: str, form: list[tuple[str, str]], *, save: bool
) -> tuple[list[tuple[str, str]], list[str]]:
    """The photos that were posted with a form: saved beside the article, each a row of it; and what is to be
    said of those that were not taken. Pictures of an imported file that are as many as the captions without a
    file belong to these, one to one."""
    refusals: list[str] = []
    kept = [each for name, value in form if name == KEPT and (each := taken(handler.desk.store, value))]
    uploads = [(upload.filename, upload.body) for upload in handler.request.files.get(FIELD, ())]
    uploads = kept + [each for each in uploads if any(each)]
    captions, end = _rows(form)
    captions = captions if len(captions) == len(kept) else []
    numbers = [*captions, *range(end, end + len(uploads) - len(captions))]
    form = [pair for pair in form if pair[0] != KEPT] if save else form
    for number, (filename, body) in zip(numbers, uploads, strict=True) if save else ():
        try:
            name = put(handler.desk.store, path, filename, body)
        except NoPhoto as fault:
            detail = TERMS[handler.desk.language].get(fault.term, fault.term)
            refusals.append(handler.say("refused.refused_photo", file=fault.file, detail=detail))
            continue
        field = f"photos.{number}.file"
        form = [*(pair for pair in form if pair[0] != field), (field, name)]
    return form, refusals


def _rows(form: Sequence[tuple[str, str]]) -> tuple[list[int], int]:
    """The rows of photos in which something but no file stands, and the number of the next new row."""
    rows: dict[int, set[str]] = {}
    for name, value in form:
        if match := re.fullmatch(r"photos\.(\d+)\.(\w+)", name):
            rows.setdefault(int(match[1]), set()).update({match[2]} if value.strip() else ())
    waiting = sorted(number for number, filled in rows.items() if filled and "file" not in filled)
    return waiting, max(rows, default=-1) + 1


def keep(store: Store, filename: str, raw: bytes) -> str:
    """Keeps a picture that has no article yet; gives the name it is kept under."""
    room = store.room / "anh-nhap"
    room.mkdir(parents=True, exist_ok=True)
    token = f"{digests.of(raw)}-{filename.rpartition('/')[2]}"
    (room / token).write_bytes(raw)
    return token


def taken(store: Store, token: str) -> tuple[str, bytes] | None:
    """The picture kept under a name."""
    if re.fullmatch(r"[0-9a-f]+-[\w.-]+", token) is None or ".." in token:
        return None
    try:
        return token.partition("-")[2], (store.room / "anh-nhap" / token).read_bytes()
    except OSError:
        return None


def put(store: Store, path: str, filename: str, raw: bytes) -> str:
    """Writes a photo beside an article and gives its name there; the same photo is written once. Raises
    NoPhoto, Refused, OSError."""
    from bangvang.build import imaging  # deferred: decoders are loaded when they are needed

    shown = text.clean(filename).replace("\\", "/").rpartition("/")[2][:120] or "anh"
    if len(raw) > photos.MOST_BYTES:
        raise NoPhoto(shown, "photo_heavy")
    seen = imaging.look(raw)
    if isinstance(seen, Fault):
        raise NoPhoto(shown, seen.term)
    for name in _names(shown, seen):
        file = store.file(f"{path.rpartition('/')[0]}/{name}")
        if _written(file, raw):
            return name
    raise Refused("refused_path")


def _names(shown: str, seen: Negative) -> Iterator[str]:
    """Names for a photo, the best first."""
    stem, _, suffix = shown.rpartition(".")
    ending = (
        f".{suffix.lower()}"
        if photos.SUFFIXES.get(f".{suffix.lower()}") == seen.format
        else _ENDING[seen.format]
    )
    name = text.file_stem(stem or shown) or "anh"
    yield f"{name}{ending}"
    for number in range(2, 1000):
        yield f"{name}-{number}{ending}"


def _written(file: Path, raw: bytes) -> bool:
    """False where another file has the name."""
    if file.exists():
        return file.stat().st_size == len(raw) and file.read_bytes() == raw
    file.parent.mkdir(parents=True, exist_ok=True)
    new = file.with_name(f".{secrets.token_hex(6)}.moi")
    try:
        new.write_bytes(raw)
        try:
            system.place(new, file)
        except FileExistsError:
            return False
    finally:
        system.remove(new, missing_ok=True)
    return True
