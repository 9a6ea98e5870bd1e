"""Press texts read into drafts: bytes or pasted text in, findings with their evidence and doubts out.

The entry point is `read`; it is pure, and deterministic:

    from bangvang import press

    reading = press.read(raw, "tin.docx")            # bytes of a .txt, .html or .docx file, or pasted text
    reading = press.read(text, "", known=press.Known(date=…, provinces=("Quảng Nam",), tags=(…), events=(…)))
    reading.as_data("vi")                            # the object of `import --dry-run --json`
    reading.doubts, reading.evidence                 # every value beside its words, line and confidence
    press.draft(reading, today=date)                 # Draft(path, text): a file that passes `check`

`read` raises press.Unreadable, with a `reason` (`empty`, `binary`, `word`, `page`), for what is no text.

Inside: clean (`decoding`, `documents`, `manuscript`) → take apart (`layout`) → one recogniser a thing, each a
pure function from paragraphs to findings (`when`, `where`, `grants`, `rolls`, `people`, …) → one place that
weighs them (`weighing`, and `awarding` for awards) → a draft (`drafting`).
"""

from __future__ import annotations

from bangvang.press.documents import Unreadable, pictures
from bangvang.press.drafting import MARK, Draft, draft, fingerprint
from bangvang.press.known import Event, Known
from bangvang.press.known import of as known_of
from bangvang.press.reading import Reading
from bangvang.press.weighing import read

__all__ = [
    "MARK",
    "Draft",
    "Event",
    "Known",
    "Reading",
    "Unreadable",
    "draft",
    "fingerprint",
    "known_of",
    "pictures",
    "read",
]
