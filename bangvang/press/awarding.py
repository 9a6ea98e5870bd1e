"""The awards of a report: what sentences say of one award is put together, numbers are held against others.

What does not add up is kept as it stands in the text, and doubted.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from bangvang.archive.model import KINDS, Count, add_counts
from bangvang.press import (
    counts,
    frames,
    gazetteer,
    genres,
    giving,
    grantors,
    grants,
    grouped,
    itemized,
    parallel,
    results,
    rolls,
    tellings,
    twofold,
)
from bangvang.press.findings import LIKELY, SURE, Doubt, Finding
from bangvang.press.granted import Context, Grant, Origin, Refusal
from bangvang.press.layout import Layout
from bangvang.press.manuscript import Paragraph, sentences, small
from bangvang.press.reading import Award
from bangvang.press.when import When

_SET_ASIDE = 5
"""How many sentences that were passed over an editor is told of."""


@dataclass(frozen=True, slots=True)
class Awarding:
    """Entries in the order of the text, the total the report states, and what is doubtful."""

    awards: tuple[Award, ...] = ()
    total: Count | None = None
    total_approx: bool = False
    doubts: tuple[Doubt, ...] = ()
    evidence: tuple[tuple[str, Finding[Any]], ...] = ()


def read(layout: Layout, at: When, provinces: Iterable[str] = ()) -> Awarding:
    """Reads headline, body and captions and weighs what they say; `at`: when it was, `provinces`: where."""
    found, refusals = _all_grants(layout, _context(layout, at, gazetteer.ids(provinces)))
    body = [g for g in found if g.origin == "body"]
    entries, handed, sums = tellings.apart(tellings.merged(g for g in body if not g.umbrella))
    refusals += [Refusal("unread", e.words, e.line) for e in handed]
    entries = _with_captions(entries, [g for g in found if g.origin == "caption"], body)
    umbrellas = [g for g in found if g.umbrella and g.origin != "caption"]
    entries, umbrellas = _umbrella_entries(entries, umbrellas, layout)
    if not entries:
        entries = tellings.merged(
            replace(g, doubts=g.doubts | {"awards_from_headline"})
            for g in found
            if g.origin == "headline" and not g.umbrella
        )
    entries = _tallied(_with_decision(entries, layout), results.tallies(layout.body))
    entries, unlisted = rolls.attached(entries, rolls.find(layout))
    total = _total(
        entries, [*sums, *umbrellas, *(g for g in found if g.origin == "headline" and not g.umbrella)]
    )
    total = total or tellings.whole_of(layout.headline, entries)
    refusals += _untold(umbrellas, entries, total)
    return _composed(tellings.in_full(entries), total, refusals, unlisted)


def _all_grants(layout: Layout, told: Context) -> tuple[list[Grant], list[Refusal]]:
    found: list[Grant] = []
    refusals: list[Refusal] = []
    context, record, signed = told, False, None
    for paragraph, origin in _parts(layout):
        context = replace(context, origin=origin, past=record and paragraph.kind == "item")
        for sentence in sentences(paragraph):
            if found and not found[-1].parts and (of_these := grants.parts(sentence)):
                found[-1] = replace(found[-1], parts=tuple(of_these))
            if found and found[-1].umbrella and parallel.divides(sentence.small):
                found[-1] = replace(found[-1], breakdown_follows=True)
            some, refused, title = grants.read(sentence, context)
            if found and found[-1].line >= paragraph.line and parallel.goes_on(sentence.small):
                some = [tellings.by(grant, found[-1].grantor, "carried") for grant in some]
            if paragraph.kind == "item" or parallel.follows_decision(sentence.small):
                some = [tellings.by(grant, signed, "decision") for grant in some]
            else:
                signed = giving.who_signed(sentence.text, sentence.small)
            found += twofold.parted(some, sentence.small)
            context = replace(context, one=tellings.one(found), those=tellings.those(found))
            refusals += refused
            past = origin == "body" and frames.after(sentence.small, context.past, context.event_year)
            context = replace(context, title=title, past=past)
        if paragraph.kind != "item":
            record = frames.heads_record(paragraph.small, context.past)
    listed, unread = results.read(layout.body, told)
    headline = Paragraph(layout.headline.value, layout.headline.line) if layout.headline is not None else None
    listed += grouped.read(layout.body, told, headline)
    lines = {grant.line for grant in listed}
    refusals = [*(r for r in refusals if not (r.reason == "unread" and r.line in lines)), *unread]
    return sorted([*found, *listed], key=lambda grant: (_ORDER[grant.origin], grant.line)), refusals


_ORDER: dict[Origin, int] = {"headline": 0, "body": 1, "caption": 2}


def _parts(layout: Layout) -> Iterator[tuple[Paragraph, Origin]]:
    if layout.headline is not None:
        yield Paragraph(layout.headline.value, layout.headline.line), "headline"
    yield from ((p, "body") for p in itemized.joined(layout.body) if p.kind != "row")
    yield from ((Paragraph(c.text, c.line), "caption") for c in layout.captions if c.text)


def _context(layout: Layout, at: When, places: frozenset[str]) -> Context:
    headline = layout.headline.value if layout.headline is not None else ""
    numbers = frozenset(hit.number for hit in counts.find(headline, small(headline)))
    event = at.date.value if at.date is not None else None
    year = None if event is None else event.year
    genre = genres.of(layout, day=at.names_day)
    return Context("headline", year, None, numbers, genre, event=event, places=places)


# ---------------------------------------------------------------- what captions tell


def _with_captions(entries: list[Grant], captions: Sequence[Grant], body: Sequence[Grant]) -> list[Grant]:
    """Captions repeat the body; what they alone say is taken from them and doubted."""
    made = list(entries)
    forms = {tellings.form(entry) for entry in entries}
    new: list[Grant] = []
    for caption in captions:
        if caption.umbrella or (
            "awards_counted_by_name" in caption.doubts and tellings.form(caption) in forms
        ):
            continue
        same = next(
            (
                n
                for n, e in enumerate(made)
                if tellings.form(e) == tellings.form(caption) and grantors.same(e.grantor, caption.grantor)
            ),
            None,
        )
        praised = next(
            (
                g
                for g in body
                if g.umbrella and g.grantor is not None and grantors.same(g.grantor, caption.grantor)
            ),
            None,
        )
        if same is not None:
            if caption.parts and not made[same].parts:
                made[same] = replace(made[same], parts=caption.parts)
            continue
        if tellings.form(caption) in forms and not caption.count.known and praised is None:
            continue
        if any(tellings.form(e) == tellings.form(caption) and _some(caption.count, e.count) for e in entries):
            continue  # the same award, in the hands of whoever is in the picture
        new.append(replace(caption, doubts=caption.doubts | {"awards_from_caption"}))
    return made + tellings.merged(new)


def _some(one: Count, other: Count) -> bool:
    """Whether each number of one is that of the other: "cho 8 tập thể" of 8 and 15."""
    return one.known and all(getattr(one, kind) in (None, getattr(other, kind)) for kind in KINDS)


# ---------------------------------------------------------------- honoured, no paper named


def _umbrella_entries(
    entries: list[Grant], umbrellas: list[Grant], layout: Layout
) -> tuple[list[Grant], list[Grant]]:
    """Which honours without a paper are entries of their own, and which speak of all of them together."""
    if not entries:
        own = (
            [g for g in umbrellas if g.origin == "body" and g.grantor is not None]
            or [g for g in umbrellas if g.origin == "body"]
            or umbrellas
        )
        numbered = [g for g in own if g.count.known] or own
        kept = tellings.merged(numbered)
        totals = [g for g in umbrellas if g.origin == "headline" and g.count.known]
        if len(kept) > 1 and all(g.grantor is None for g in kept):
            kept = [max(kept, key=lambda g: g.count.whole or 0)]
        return kept, totals
    together = [g for g in umbrellas if _speaks_of_all(g, entries, layout)]
    own = [
        replace(g, doubts=g.doubts | {"awards_number_repeated"})
        if _in_headline(g, layout) or any(g.count == e.count for e in entries)
        else g
        for g in umbrellas
        if g not in together and g.origin == "body" and g.grantor is not None
    ]
    return sorted([*entries, *tellings.merged(own)], key=lambda g: (g.origin == "caption", g.line)), together


def _speaks_of_all(grant: Grant, entries: Sequence[Grant], layout: Layout) -> bool:
    """Numbers of the headline, of the lead before the entries, or of an authority that gives one of them.

    Where the headline's number is that of an entry already, another authority's is an award of its own."""
    if grant.origin == "headline" or grant.grantor is None or grant.breakdown_follows:
        return True
    if any(_of_the_same(grant, entry) for entry in entries):
        return True
    own = [e for e in entries if e.grantor is not None and grantors.same(e.grantor, grant.grantor)]
    if own:
        return not all(_others(grant.count, entry.count) for entry in own)
    if not grant.count.known:
        return False
    if _in_headline(grant, layout) and all(e.count.whole != grant.count.whole for e in entries):
        return True
    whole = add_counts(e.count for e in entries).whole or 0
    # Of 17 that a hamlet honours, two papers of the district tell nothing.
    return grant.line < min(e.line for e in entries) and whole <= (grant.count.whole or 0) <= 3 * whole


def _of_the_same(honour: Grant, entry: Grant) -> bool:
    """Whether an honour is of whom a paper was given to: by name, or "các em" said so."""
    shared = honour.count == entry.count and "awards_recipients_shared" in entry.doubts
    return shared or bool(set(honour.roll.all) & set(entry.roll.all))


def _others(one: Count, other: Count) -> bool:
    """Whether numbers are of other kinds of recipients: "khen 40 người; trao Cờ cho 12 trường"."""
    kinds = [{kind for kind in KINDS if getattr(count, kind) is not None} for count in (one, other)]
    apart = all(kinds) and not kinds[0] & kinds[1] and "recipients" not in kinds[0] | kinds[1]
    return apart and one.whole != other.whole


def _in_headline(grant: Grant, layout: Layout) -> bool:
    headline, number = layout.headline.value if layout.headline is not None else "", grant.count.whole
    return number is not None and re.search(rf"(?<!\d){number}(?!\d)", headline.replace(".", "")) is not None


def _with_decision(entries: list[Grant], layout: Layout) -> list[Grant]:
    """Who decided gave what nobody is said to have given."""
    orphans = any(entry.grantor is None and not entry.umbrella for entry in entries)
    by = grouped.decided_by(layout.body) if orphans else None
    if by is None:
        return entries
    return [
        replace(e, grantor=by, doubts=e.doubts - {"awards_grantor_missing"} | {"awards_grantor_decision"})
        if e.grantor is None and not e.umbrella
        else e
        for e in entries
    ]


def _tallied(entries: list[Grant], tallies: Iterable[results.Tally]) -> list[Grant]:
    """Gives the sums of a table to the award before it that has no numbers."""
    made = list(entries)
    for tally in tallies:
        before = [n for n, e in enumerate(made) if not e.count.known and e.line < tally.line]
        if before:
            entry = made[before[-1]]
            doubts = entry.doubts - {"awards_without_numbers"}
            doubts |= {"awards_counts_summed"} if tally.added else set()
            made[before[-1]] = replace(entry, count=tally.count, doubts=doubts)
    return made


# ---------------------------------------------------------------- the stated total


def _total(entries: Sequence[Grant], stated: Sequence[Grant]) -> Grant | None:
    """The number the report states for all; one that only repeats a single entry is none."""
    whole = add_counts(e.count for e in entries).whole
    numbered = [g for g in stated if g.count.known]
    equal = [g for g in numbered if g.count.whole == whole]
    if equal and len(entries) > 1:
        return equal[0]
    for grant in sorted(numbered, key=lambda g: g.origin != "headline"):
        if not grant.umbrella:
            continue
        if any(_repeats(grant.count, entry.count) for entry in entries):
            continue
        if grant.origin == "body" and (grant.count.whole or 0) < max(e.count.whole or 0 for e in entries):
            continue  # "Ngoài ra, 3 đơn vị được biểu dương"
        return grant
    return None


def _untold(umbrellas: Sequence[Grant], entries: Sequence[Grant], total: Grant | None) -> Iterator[Refusal]:
    """Honoured without a paper, and neither all nor some of those told of."""
    told = {e.count.whole for e in entries} | {add_counts(e.count for e in entries).whole}
    for grant in umbrellas:
        counted = grant.origin == "body" and grant.count.known and not grant.breakdown_follows
        again = grant.count.whole in told or any(_repeats(grant.count, e.count) for e in entries)
        if total is not None and grant.count.whole == total.count.whole:
            again |= not _own(grant, entries) and not _contradiction(entries, total)
        if counted and not again:
            yield Refusal("number", grant.words, grant.line)


def _own(grant: Grant, entries: Sequence[Grant]) -> bool:
    """Whether an authority is said to honour them that gives none of the awards: it may be one of its own."""
    by = grant.grantor
    return by is not None and not any(e.grantor and grantors.same(e.grantor, by) for e in entries)


def _repeats(stated: Count, entry: Count) -> bool:
    if stated == entry or stated.whole == entry.whole:
        return True
    return any(
        getattr(stated, kind) is not None and getattr(stated, kind) == getattr(entry, kind) for kind in KINDS
    )


# ---------------------------------------------------------------- entries and doubts


_PRAISE = (
    ("khen thưởng", "Khen thưởng"),
    ("tuyên dương", "Tuyên dương"),
    ("biểu dương", "Biểu dương"),
    ("vinh", "Tôn vinh"),
    ("khen", "Khen thưởng"),
)


def _label(grant: Grant) -> str:
    if grant.paper is not None:
        return grant.paper.label
    return next((label for word, label in _PRAISE if word in grant.praise), "Khen thưởng")


def _composed(
    entries: Sequence[Grant], total: Grant | None, refusals: Sequence[Refusal], unlisted: Sequence[Doubt]
) -> Awarding:
    awards: list[Award] = []
    doubts: list[Doubt] = []
    evidence: list[tuple[str, Finding[Any]]] = []
    for n, grant in enumerate(entries):
        awards.append(
            Award(
                grant.grantor,
                _label(grant),
                grant.count,
                grant.approx,
                grant.posthumous,
                grant.roll.all,
                grant.parts,
            )
        )
        sure = LIKELY if grant.doubts else SURE
        evidence.append((f"awards[{n}]", Finding(None, grant.words, grant.line, sure)))
        codes = grant.doubts | ({"awards_form_unknown"} if _unknown_form(grant) else set())
        doubts += [Doubt(code, f"awards[{n}]", grant.words, grant.line) for code in sorted(codes)]
    doubts += tellings.twice(entries)
    doubts += unlisted
    stated = None if total is None else total.count
    if total is not None:
        evidence.append(("total", Finding(None, total.words, total.line, SURE)))
        doubts += _contradiction(entries, total)
    if not awards:
        doubts.append(Doubt("awards_not_found", "awards"))
    for refusal in list(dict.fromkeys(refusals))[:_SET_ASIDE]:
        doubts.append(Doubt(f"awards_set_aside_{refusal.reason}", "awards", refusal.words, refusal.line))
    return Awarding(
        tuple(awards), stated, total.approx if total is not None else False, tuple(doubts), tuple(evidence)
    )


def _unknown_form(grant: Grant) -> bool:
    return grant.paper is not None and grant.paper.form is None


def _contradiction(entries: Sequence[Grant], total: Grant) -> list[Doubt]:
    known = all(e.count.known for e in entries)
    sums = add_counts(e.count for e in entries)
    stated, whole = total.count.whole or 0, sums.whole or 0
    # "Khen thưởng 2 tập thể" says nothing of the persons.
    alone = next((kind for kind in KINDS[:3] if getattr(total.count, kind) == stated), None)
    if alone is not None:
        whole = getattr(sums, alone) or whole
    approximate = total.approx or any(e.approx for e in entries)
    if entries and (stated < whole or (known and stated != whole and not approximate)):
        return [
            Doubt("total_differs", "total", total.words, total.line, (("stated", stated), ("sum", whole)))
        ]
    return []
