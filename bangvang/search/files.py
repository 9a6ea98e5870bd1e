"""The files of the index: how they are sealed and named, and how small things are written in them."""

from __future__ import annotations

import zlib
from dataclasses import dataclass

ESCAPE, TERMINATOR = 0x7F, 0x80
ALPHABET = "0123456789abcdefghijklmnopqrstuvwxyz" + "".join(
    "ăâđêôơưáàảãạắằẳẵặấầẩẫậéèẻẽẹếềểễệíìỉĩịóòỏõọốồổỗộớờởỡợúùủũụứừửữựýỳỷỹỵ"
)


@dataclass(frozen=True, slots=True)
class File:
    """One file of the index. `check`: what whoever points to it knows, to notice another build's file."""

    path: str
    data: bytes
    check: int

    @classmethod
    def empty(cls) -> File:
        """Return the file that is not written, since nothing would be in it; its check is 0."""
        return cls("", b"", 0)


@dataclass(frozen=True, slots=True)
class Hot:
    """A syllable with files of its own, and the checks of these."""

    fold: str
    checks: tuple[int, ...]


def seal(path: str, payload: bytes) -> File:
    """Return the file of a payload: four bytes of check, of which the reader knows two, then raw deflate."""
    check = zlib.crc32(payload)
    if not check & 0xFFFF:
        check += 1  # 0 says that there is no file
    # The levels above squeeze a thousandth more, in twice the time.
    squeeze = zlib.compressobj(6, zlib.DEFLATED, -15, 9)
    return File(
        path, check.to_bytes(4, "little") + squeeze.compress(payload) + squeeze.flush(), check & 0xFFFF
    )


def varint(n: int) -> bytes:
    """Return a number as little-endian base-128 bytes."""
    out = bytearray()
    while n >= 0x80:
        out.append(n & 0x7F | 0x80)
        n >>= 7
    out.append(n)
    return bytes(out)


def text(s: str) -> bytes:
    """Return a text with its length in front."""
    raw = s.encode()
    return varint(len(raw)) + raw


_CODE = {char: n for n, char in enumerate(ALPHABET)}


def spell(word: str) -> bytes:
    """Return a word in one byte a letter, the last byte marked; other letters are an escape and 21 bits."""
    out = bytearray()
    for char in word:
        code = _CODE.get(char)
        if code is None:
            point = ord(char)
            out += bytes((ESCAPE, point >> 14, (point >> 7) & 0x7F, point & 0x7F))
        else:
            out.append(code)
    out[-1] |= TERMINATOR
    return bytes(out)
