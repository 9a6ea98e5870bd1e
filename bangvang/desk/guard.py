"""Who may do what at the desk: the right Host, no other site's requests, a token with every write, and beyond
this machine a name and a passphrase."""

from __future__ import annotations

import hashlib
import hmac
import ipaddress
import re
import secrets
import socket
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from bangvang.build import system

_MOST_TRIES = 8
_WAIT = 60.0
_SECRET = 32


@dataclass
class Guard:
    """`room`: where the secret is kept; `local`: the server listens on this machine only. `people`: name ->
    passphrase of those who may write from elsewhere; None: nobody may."""

    room: Path
    local: bool = True
    host: str = ""
    people: Mapping[str, str] | None = None
    tries: list[float] = field(default_factory=list)

    @property
    def may_write(self) -> bool:
        """Whether anybody may write at all."""
        return self.local or bool(self.people)

    @property
    def asks(self) -> bool:
        """Whether one has to say who one is."""
        return bool(self.people)

    @cached_property
    def secret(self) -> bytes:
        """Made when the first form is shown: whoever only looks at pages leaves nothing behind."""
        return secret(self.room / "khoa")

    # ------------------------------------------------------------ requests

    def right_host(self, name: str) -> bool:
        """Whether a request's Host is ours: a page elsewhere may point its own name at this machine."""
        name = name.strip("[]").rstrip(".").lower()
        if name == "localhost" or name.endswith(".localhost"):
            return True
        try:
            address = ipaddress.ip_address(name)
        except ValueError:
            return not self.local and name in {
                self.host.lower(),
                socket.gethostname().lower(),
                socket.getfqdn().lower(),
            }
        return address.is_loopback or not self.local

    @staticmethod
    def right_origin(headers: Mapping[str, str], protocol: str, host: str) -> bool:
        """Whether a write comes from a page of ours, as far as the browser tells."""
        origin = headers.get("Origin")
        if origin is not None and origin != f"{protocol}://{host}":
            return False
        return headers.get("Sec-Fetch-Site", "same-origin") in ("same-origin", "none")

    def token(self, name: str = "") -> str:
        """What a page of ours sends with every write."""
        return hmac.new(self.secret, f"form\0{name}".encode(), hashlib.sha256).hexdigest()

    def right_token(self, token: str, name: str = "") -> bool:
        return hmac.compare_digest(token.encode("utf-8", "replace"), self.token(name).encode())

    # ------------------------------------------------------------ people

    def enters(self, name: str, passphrase: str) -> bool:
        """Whether somebody may come in. Raises TooMany."""
        now = time.monotonic()
        self.tries[:] = [when for when in self.tries if now - when < _WAIT]
        if len(self.tries) >= _MOST_TRIES:
            raise TooMany
        kept = (self.people or {}).get(name)
        # Compared in any case, so that the time taken tells nothing.
        right = hmac.compare_digest((kept or secrets.token_hex()).encode(), passphrase.encode())
        if kept is None or not right:
            self.tries.append(now)
            return False
        return True

    def ticket(self, name: str) -> str:
        """What the browser of somebody who came in keeps."""
        return f"{name.encode().hex()}.{self._sign(name)}"

    def holder(self, ticket: str) -> str | None:
        """Whose ticket it is; None for none of ours, or of somebody who is no longer let in."""
        coded, _, signed = ticket.partition(".")
        try:
            name = bytes.fromhex(coded).decode()
        except ValueError:
            return None
        known = name in (self.people or {})
        right = hmac.compare_digest(signed.encode("utf-8", "replace"), self._sign(name).encode())
        return name if known and right else None

    def _sign(self, name: str) -> str:
        # With another passphrase the tickets given out under the former one are void.
        passphrase = (self.people or {}).get(name, "")
        return hmac.new(self.secret, f"ticket\0{name}\0{passphrase}".encode(), hashlib.sha256).hexdigest()


class TooMany(Exception):  # noqa: N818 - an answer, not a bug
    """Somebody guesses."""


def secret(file: Path) -> bytes:
    """The secret of this site's desk, made when it is first asked for: forms that are open stay good when the
    server is started again."""
    try:
        kept = file.read_bytes()
        if len(kept) == _SECRET:
            return kept
    except OSError:
        pass
    made = secrets.token_bytes(_SECRET)
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        system.remove(file, missing_ok=True)
        file.touch(mode=0o600)
        file.write_bytes(made)
    except OSError:  # a disk that cannot be written: good for as long as the server runs
        return made
    return made


_LINE = re.compile(r"\s*([^:\t]+?)\s*[:\t]\s*(\S.*?)\s*|\s*([^:\t\s]+) +([^:\t]*?)\s*")


def people(text: str) -> dict[str, str]:
    """Name -> passphrase, one of each a line, parted by a colon, a tab or the first blank; `#` begins a
    comment. Raises ValueError for a line that is neither, naming its number."""
    found: dict[str, str] = {}
    for number, row in enumerate(text.removeprefix("\ufeff").splitlines(), 1):
        if not row.strip() or row.lstrip().startswith("#"):
            continue
        match = _LINE.fullmatch(row)
        name, passphrase = (match[1] or match[3], match[2] or match[4]) if match is not None else ("", "")
        if not name or len(passphrase) < 8:
            raise ValueError(str(number))
        found[name] = passphrase
    return found
