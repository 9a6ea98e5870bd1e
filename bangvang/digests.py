"""The digest of some bytes: equal digests, equal bytes, for all that is ever compared here."""

from __future__ import annotations

import hashlib


def of(raw: bytes) -> str:
    """128 bits of the SHA-256 of the bytes, in hexadecimal. (Most processors have instructions for it, which
    makes it twice as quick as BLAKE2.)"""
    return hashlib.sha256(raw).hexdigest()[:32]
