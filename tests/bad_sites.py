"""Sites with one fault each: `tests/bad/*.txt`, read and laid out on disk.

A case is one file. Its first line says in Vietnamese what is wrong. Then come the files of the site, each
under a line `=== path`, and the messages that must be told, under `=== vi` and `=== en`. After the path may
stand

    -> target      a symbolic link
    x 4000         the last line that many times
    bytes          \\xNN in the text is that byte
    photo          a small photo
    absent         the file (or folder) is taken away

and after the first line, on a line of its own, `alone`: the fault keeps others from being found, so the case
has no place in the site that has all faults at once.
"""

from __future__ import annotations

import io
import re
from dataclasses import dataclass
from pathlib import Path

from PIL import Image

BAD = Path(__file__).parent / "bad"
_HEADING = re.compile(
    r"=== (?P<path>.*?)(?: (?P<how>bytes|photo|absent)| x (?P<times>\d+)| -> (?P<target>\S+))?"
)


@dataclass(frozen=True)
class Case:
    """`files`: path -> bytes, the target of a link, or None for what is taken away."""

    name: str
    says: str
    alone: bool
    files: dict[str, bytes | str | None]
    expected: dict[str, str]

    @property
    def fails(self) -> bool:
        return ": lỗi K" in self.expected["vi"]


def cases() -> list[Case]:
    """Every case, by name."""
    return [read(file) for file in sorted(BAD.glob("*.txt"))]


def read(file: Path) -> Case:
    """One case."""
    parts = re.split(r"^(=== .*)\n", file.read_text(encoding="utf-8"), flags=re.MULTILINE)
    says, *marks = parts[0].strip().split("\n")
    files: dict[str, bytes | str | None] = {}
    expected = {}
    for heading, text in zip(parts[1::2], parts[2::2], strict=True):
        match = _HEADING.fullmatch(heading)
        assert match is not None, heading
        if match["path"] in ("vi", "en"):
            expected[match["path"]] = text
        else:
            files[match["path"]] = _content(match, text)
    return Case(file.stem, says, marks == ["alone"], files, expected)


def _content(heading: re.Match[str], text: str) -> bytes | str | None:
    if heading["how"] == "absent":
        return None
    if heading["how"] == "photo":
        photo = io.BytesIO()
        Image.new("RGB", (32, 24), (150, 30, 40)).save(photo, "JPEG")
        return photo.getvalue()
    if heading["how"] == "bytes":
        pieces = re.split(r"\\x([0-9a-f]{2})", text)
        return b"".join(bytes.fromhex(piece) if i % 2 else piece.encode() for i, piece in enumerate(pieces))
    if heading["times"]:
        *rest, last = text.splitlines(keepends=True)
        text = "".join(rest) + last * int(heading["times"])
    return heading["target"] or text.encode()


def lay_out(case: Case, site: Path) -> None:
    """Puts the files of a case into a site's folder."""
    for path, content in case.files.items():
        place = site / path
        place.parent.mkdir(parents=True, exist_ok=True)
        if content is None:
            place.rmdir() if place.is_dir() else place.unlink()
        elif isinstance(content, str):
            place.symlink_to(content)
        else:
            place.write_bytes(content)


def told(output: str) -> list[str]:
    """Messages with their hints, as an editor reads them, without the closing line."""
    return re.findall(r"^\S.*\n {4}.*\n", output, flags=re.MULTILINE)
