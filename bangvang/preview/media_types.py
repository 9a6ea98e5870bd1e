"""What kind of file lies at an address, as a browser wants to be told."""

from __future__ import annotations

import mimetypes
import posixpath

# What Windows takes from its registry, where any program may have put something else.
_TYPES = {
    ".avif": "image/avif",
    ".css": "text/css",
    ".csv": "text/csv",
    ".gif": "image/gif",
    ".htm": "text/html",
    ".html": "text/html",
    ".ico": "image/vnd.microsoft.icon",
    ".jpeg": "image/jpeg",
    ".jpg": "image/jpeg",
    ".jfif": "image/jpeg",
    ".js": "text/javascript",
    ".json": "application/json",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".txt": "text/plain",
    ".webmanifest": "application/manifest+json",
    ".webp": "image/webp",
    ".woff2": "font/woff2",
    ".xml": "application/xml",
}


def of(url: str) -> str:
    """What a file is sent as, by the ending of its address."""
    ending = posixpath.splitext(url)[1].lower()
    kind = _TYPES.get(ending) or mimetypes.guess_type(url)[0] or "application/octet-stream"
    is_text = kind.startswith("text/") or kind in ("application/json", "application/xml", "image/svg+xml")
    return f"{kind}; charset=UTF-8" if is_text else kind
