"""Links of a body led to other addresses: only what the page takes for a link, however it is written.

A spot that looks like a link may be code, another site's address, or words. So each is tried: it is one where
the page stays the same but for where that link leads.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from urllib.parse import quote

from bangvang.archive.model import Reference
from bangvang.sources import markup

_AMISS = re.compile(r"[\s()<>\"'%?#\\]")

Leads = Callable[[Reference], str | None]
"""A link -> where it is to lead, without what follows "?" or "#"; None where it stays."""


class Left(Exception):  # noqa: N818 - an answer, not a bug
    """A link that is written so oddly that it can only be changed by hand. The text is its address."""


def relinked(body: str, path: str, leads: Leads) -> str:
    """A body whose links lead elsewhere. Raises Left."""
    shown, _ = markup.render(body, path)
    wanted = {r.written: new for r in shown.references if (new := leads(r)) is not None}
    for written in sorted(wanted, key=len, reverse=True):
        new = _AMISS.sub(lambda found: quote(found[0]), wanted[written]) + _tail(written)
        at = body.find(written)
        while at >= 0:
            made = body[:at] + new + body[at + len(written) :]
            then, _ = markup.render(made, path)
            right = then.html == shown.html and then.references != shown.references
            body, shown = (made, then) if right else (body, shown)
            at = body.find(written, at + len(new if right else written))
    for reference in shown.references:
        if leads(reference) is not None:
            raise Left(reference.written)
    return body


def _tail(written: str) -> str:
    found = re.search(r"[?#]", written)
    return written[found.start() :] if found is not None else ""
