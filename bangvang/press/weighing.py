"""From a text to a reading: every recogniser is asked, what they found is held against what is known."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from bangvang.archive.model import KINDS
from bangvang.language import dates
from bangvang.language.dates import DateError
from bangvang.press import (
    awarding,
    bodies,
    captions,
    documents,
    layout,
    outlets,
    people,
    publication,
    when,
    where,
)
from bangvang.press import known as known_things
from bangvang.press.awarding import Awarding
from bangvang.press.findings import LIKELY, SURE, Doubt, Finding, quote
from bangvang.press.known import Known
from bangvang.press.layout import Layout
from bangvang.press.manuscript import Manuscript, Paragraph
from bangvang.press.reading import Origin, Picture, Reading
from bangvang.press.when import When
from bangvang.press.where import Where

_NOTHING = Known()


def read(raw: bytes | str, name: str = "", *, known: Known = _NOTHING) -> Reading:
    """Reads a press text: the bytes of a .txt, .html or .docx file, or pasted text; `name` is the file's.

    Raises documents.Unreadable. Whatever else the text is, there is a reading of it."""
    manuscript, alphabet = documents.read(raw, name)
    taken = layout.of(manuscript)
    taken = _with_page_day(taken, manuscript)
    at = _given_date(when.read(taken, manuscript.url), known)
    date = at.date.value if at.date is not None else None
    place = _given_place(where.read(taken, date), known)
    awards = awarding.read(taken, at, _value(place.provinces) or ())
    origin, source = _source(taken, manuscript)
    found = _Findings(
        taken=taken,
        at=at,
        place=place,
        awards=awards,
        origin=origin,
        source=source,
        organisers=people.organisers(taken),
        named=people.people(taken, [name for award in awards.awards for name in award.names]),
        programme=people.programme(taken),
        same_event=known_things.same_event(at.date, _value(place.provinces) or (), awards.awards, known),
    )
    return _composed(found, known, alphabet)


def _with_page_day(taken: Layout, manuscript: Manuscript) -> Layout:
    """A saved page's own day of publication, where its text shows none."""
    if taken.published is not None or manuscript.published is None:
        return taken
    try:
        day = dt.date.fromisoformat(manuscript.published[:10])
        return replace(taken, published=Finding(dates.of(day), quote(manuscript.published), 0, LIKELY))
    except (ValueError, DateError):
        return taken


def _given_date(at: When, known: Known) -> When:
    if known.date is None:
        return at
    doubts = tuple(d for d in at.doubts if not d.code.startswith("date_"))
    if at.date is not None and at.date.value != known.date:
        doubts += (Doubt("date_given", "date", at.date.words, at.date.line, (("found", at.date.value.iso),)),)
    return When(Finding(known.date, "", 0), at.published, None, doubts)


def _given_place(place: Where, known: Known) -> Where:
    if not known.provinces:
        return place
    scope = "province" if len(known.provinces) == 1 else "provinces"
    doubts = tuple(d for d in place.doubts if d.field not in ("province", "scope"))
    return Where(Finding(known.provinces, "", 0), scope, None, place.venue, doubts)


# ---------------------------------------------------------------- putting together


@dataclass(frozen=True, slots=True)
class _Findings:
    """What the recognisers found, before it is a reading."""

    taken: Layout
    at: When
    place: Where
    awards: Awarding
    origin: Origin | None
    source: Finding[str] | None
    organisers: Sequence[Finding[str]]
    named: Sequence[Finding[tuple[str, str | None]]]
    programme: Finding[tuple[str, str | None]] | None
    same_event: str | None

    @property
    def provinces(self) -> tuple[str, ...]:
        return _value(self.place.provinces) or ()


def _value(found: Finding[Any] | None) -> Any:
    return None if found is None else found.value


def _composed(found: _Findings, known: Known, alphabet: str) -> Reading:
    taken, at, place, awards = found.taken, found.at, found.place, found.awards
    return Reading(
        title=_value(taken.headline),
        date=_value(at.date),
        published=_value(at.published),
        date_note=at.note,
        scope=place.scope,
        region=_value(place.region),
        place=_value(place.venue),
        provinces=found.provinces,
        awards=awards.awards,
        total=awards.total,
        total_approx=awards.total_approx,
        organisations=tuple(one.value for one in found.organisers),
        people=tuple(one.value for one in found.named),
        programme=_value(found.programme),
        source=found.origin,
        byline=_value(taken.signature.byline),
        photos=tuple(Picture(c.file, c.text, c.credit) for c in taken.captions),
        tags=known_things.tags(taken, known),
        same_event=found.same_event,
        body=bodies.markdown(taken.body),
        doubts=tuple(dict.fromkeys(_doubts(found))),
        evidence=dict(_evidence(found)),
        alphabet=alphabet,
    )


def _doubts(found: _Findings) -> Iterator[Doubt]:
    taken, byline = found.taken, found.taken.signature.byline
    yield from _title_doubts(taken)
    yield from (*found.at.doubts, *found.place.doubts, *found.awards.doubts)
    yield from _source_doubts(taken, found.origin, found.source)
    if byline is not None and byline.confidence < SURE:
        yield Doubt("byline_uncertain", "byline", byline.words, byline.line)
    yield from _tail_doubts(taken)
    yield from _photo_doubts(taken)
    yield from _dropped_doubts(taken)
    if found.same_event is not None:
        yield Doubt("same_event_proposed", "same_event", "", 0, (("other", found.same_event),))


def _evidence(found: _Findings) -> Iterator[tuple[str, Finding[Any]]]:
    taken, awards = found.taken, found.awards
    singles: dict[str, Finding[Any] | None] = {
        "title": taken.headline,
        "date": found.at.date,
        "published": found.at.published,
        "province": found.place.provinces,
        "region": found.place.region,
        "place": found.place.venue,
        "source": found.source,
        "byline": taken.signature.byline,
        "programme": found.programme,
    }
    yield from ((field, single) for field, single in singles.items() if single is not None)
    for path, one in awards.evidence:
        yield path, one
        if path.startswith("awards["):
            award = awards.awards[int(path[7:-1])]
            yield from ((f"{path}.{kind}", one) for kind in KINDS if getattr(award.count, kind) is not None)
            yield from ((f"{path}.{part}", one) for part in ("grantor", "form"))
    lists: dict[str, Sequence[Finding[Any]]] = {
        "organisations": found.organisers,
        "people": found.named,
    }
    for kind, several in lists.items():
        yield from ((f"{kind}[{n}]", one) for n, one in enumerate(several))
    for n, caption in enumerate(taken.captions):
        yield f"photos[{n}]", Finding(None, captions.quoted(caption), caption.line, caption.confidence)


def _title_doubts(taken: Layout) -> Iterator[Doubt]:
    if taken.headline is None:
        yield Doubt("title_missing", "title")
    elif taken.headline.confidence < SURE:
        yield Doubt("title_uncertain", "title", taken.headline.words, taken.headline.line)


def _tail_doubts(taken: Layout) -> Iterator[Doubt]:
    """A last line that is no sentence may be the writer's, whatever else it was taken for."""
    last = taken.body[-1] if len(taken.body) > 1 else None
    if taken.signature.byline is None and last is not None and _TAIL.fullmatch(last.text) is not None:
        yield Doubt("byline_uncertain", "byline", quote(last.text), last.line)


_TAIL = re.compile(r"[^\W\d_a-zà-ỹ][^.!?…:;|\n]{2,70}[^.!?…:;,|\n]")


def _dropped_doubts(taken: Layout) -> Iterator[Doubt]:
    """Lines that were left out in the midst of a report; what stands above and below it is the page's own."""
    if not taken.body:
        return
    first, last = taken.body[0].line, taken.body[-1].line
    out = [p for p in taken.dropped if first < p.line < last and not _of_the_page(p)]
    if out:
        yield Doubt("body_lines_dropped", "body", quote(out[0].text), out[0].line, (("number", len(out)),))


def _of_the_page(paragraph: Paragraph) -> bool:
    return captions.is_artefact(paragraph) or publication.read(paragraph) is not None


def _photo_doubts(taken: Layout) -> Iterator[Doubt]:
    for n, caption in enumerate(taken.captions):
        if caption.confidence < SURE and caption.text:
            yield Doubt("photos_caption_guessed", f"photos[{n}]", captions.quoted(caption), caption.line)
        if caption.file:
            yield Doubt(
                "photos_file_missing", f"photos[{n}]", "", caption.line, (("file", quote(caption.file)),)
            )
    for left in captions.left(taken.body[1:]):
        yield Doubt("photos_caption_left", "photos", quote(left.text), left.line)


# ---------------------------------------------------------------- source


def _source(taken: Layout, manuscript: Manuscript) -> tuple[Origin | None, Finding[str] | None]:
    """The newspaper, from its sign, from the line that names it, from an address."""
    signature = taken.signature
    url = signature.url.value if signature.url is not None else manuscript.url
    code = taken.sign.value if taken.sign is not None else None
    if signature.source is not None:
        outlet = outlets.by_name(signature.source.value)
        short = signature.source.value.isupper() and len(signature.source.value) <= 6
        name = outlet.name if outlet is not None and short else signature.source.value
        alone = signature.source.words == signature.source.value
        code = code or (signature.source.value if outlet is not None and short and alone else None)
        return Origin(name, code, url), signature.source
    if taken.sign is not None and outlets.is_whole_name(taken.sign.value):
        return Origin(taken.sign.value, None, url), taken.sign
    if taken.sign is not None:
        outlet = outlets.of_sign(taken.sign.value, taken.opening)
        return Origin(outlet.name if outlet is not None else taken.sign.value, code, url), taken.sign
    if url is not None:
        outlet = outlets.by_host(url)
        found = signature.url or Finding(url, quote(url), 0, LIKELY)
        name = (
            outlet.name if outlet is not None else manuscript.site or url.split("/")[2].removeprefix("www.")
        )
        return Origin(name, None, url), found
    if manuscript.site:
        return Origin(manuscript.site, None, None), Finding(
            manuscript.site, quote(manuscript.site), 0, LIKELY
        )
    return None, None


def _source_doubts(taken: Layout, origin: Origin | None, source: Finding[str] | None) -> Iterator[Doubt]:
    if origin is None or source is None or taken.signature.source is not None:
        return
    if taken.sign is not None and outlets.is_whole_name(taken.sign.value):
        return
    if origin.code is not None and origin.name == origin.code:
        yield Doubt("source_unknown", "source", source.words, source.line, (("code", origin.code),))
    else:
        yield Doubt("source_inferred", "source", source.words, source.line)
