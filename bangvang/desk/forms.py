"""What the form's templates see: every field with its words, its value and what is said of it."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from bangvang.desk import texts
from bangvang.desk.checking import BODY, Told
from bangvang.desk.fields import Field, Shown
from bangvang.facts import honours, places
from bangvang.language.words import Words, load

SECTIONS: Mapping[str, tuple[str, ...]] = {
    "event": ("title", "date", "date_note", "published", "province", "scope", "region", "place"),
    "awards": ("awards", "total", "breakdown"),
    "people": ("organisations", "people", "programme"),
    "source": ("source", "byline"),
    "photos": ("photos",),
    "tags": ("tags", "aliases", "same_event"),
    "status": ("status", "status_date", "status_note"),
    "state": ("draft", "review"),
}
"""The parts of the form, in the contract's order. Keys that are none of these come last."""

_SUGGESTS = {
    "province": "tinh",
    "form": "hinh-thuc",
    "grantor": "noi-khen",
    "tags": "chu-de",
    "organisations": "don-vi",
    "region": "vung",
}
"""Fields whose values are completed -> the list they are completed from."""
_RARE = ("awards.level", "awards.subset", "awards.status", "awards.status_date", "awards.status_note")
"""Fields of a row that are mostly left alone; they are folded away while nothing is in them."""
_WIDE = ("title", "date_note", "status_note", "caption", "alt", "url", "grantor", "names")


@dataclass(frozen=True, slots=True)
class Evidence:
    """The words of a report that a value was read from, their line, and what is doubtful about it; `codes`:
    the doubts as `review` names them; `key`: of its box, `confirmed`: that is ticked."""

    words: str
    line: int
    doubtful: bool = False
    doubt: str = ""
    codes: tuple[str, ...] = ()
    key: str = ""
    confirmed: bool = False


@dataclass(frozen=True, slots=True)
class Input:
    """One field. `name`: as it is posted; `told`: its messages; `rows`: of a repeated group, each with its
    fields; `spare`: an empty row to be added."""

    name: str
    key: str
    kind: str
    label: str
    help: str
    value: str = ""
    lines: tuple[str, ...] = ()
    choices: tuple[tuple[str, str], ...] = ()
    inner: tuple[Input, ...] = ()
    rows: tuple[tuple[Input, ...], ...] = ()
    spare: tuple[Input, ...] = ()
    row_told: tuple[tuple[Told, ...], ...] = ()
    what: str = ""
    told: tuple[Told, ...] = ()
    note: str = ""
    suggests: str = ""
    required: bool = False
    wide: bool = False
    unknown: bool = False
    rare: bool = False
    evidence: tuple[Evidence, ...] = ()
    row_evidence: tuple[tuple[Evidence, ...], ...] = ()

    @property
    def id(self) -> str:
        return _id(self.name)

    @property
    def asked(self) -> bool:
        """Whether it is to be seen though it is rare: something stands in it, or is wrong with it."""
        return bool(self.value or self.lines or self.rows or self.told or self.evidence)

    @property
    def filled(self) -> bool:
        """Whether anything stands in it or is said of it."""
        inside = any(each.filled for each in self.inner)
        return bool(self.value or self.lines or self.rows or self.told or self.note) or inside


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the form. `open`: there is something in it, or it is one of those always wanted."""

    id: str
    title: str
    inputs: tuple[Input, ...]
    open: bool


@dataclass(frozen=True, slots=True)
class Notes:
    """What is said beside fields: messages, and what their values mean; `evidence`: of an import."""

    told: tuple[Told, ...] = ()
    echoes: Mapping[str, str] = field(default_factory=dict)
    evidence: Mapping[str, tuple[Evidence, ...]] = field(default_factory=dict)

    def at(self, name: str) -> tuple[Told, ...]:
        return tuple(each for each in self.told if each.field == name)


def inputs(about: Field, shown: Shown, notes: Notes, say: Words) -> tuple[Input, ...]:
    """Every field of a form's top level."""
    return _Maker(notes, say).group(about, shown, (), ())


def sections(about: Field, shown: Shown, notes: Notes, say: Words) -> tuple[Section, ...]:
    """The form in its parts."""
    made = {each.key: each for each in inputs(about, shown, notes, say)}
    parts = []
    for name, keys in SECTIONS.items():
        found = tuple(made.pop(key) for key in keys if key in made)
        if found:
            wanted = name != "status" or any(each.filled for each in found)
            parts.append(Section(name, say(f"section.{name}"), found, wanted))
    if made:
        parts.append(Section("other", say("section.other"), tuple(made.values()), True))
    return tuple(parts)


def general(notes: Notes, sections: Iterable[Section]) -> tuple[Told, ...]:
    """Messages that no field of the form holds."""
    known = held(sections)
    return tuple(each for each in notes.told if each.field not in known)


def held(sections: Iterable[Section]) -> frozenset[str]:
    """The names of all that a form has a place for."""
    return frozenset(
        {BODY} | {name for section in sections for each in section.inputs for name in _held(each)}
    )


def anchor(name: str, held: Collection[str]) -> str:
    """The id, on the form's page, of where the messages of a field are told."""
    return _id(name) if name in held else "thong-bao"


def _held(each: Input) -> set[str]:
    inner = [*each.inner, *(cell for row in each.rows for cell in row)]
    rows = {f"{each.name}.{i}" for i in range(len(each.rows))}
    return {each.name} | rows | {name for one in inner for name in _held(one)}


def _id(name: str) -> str:
    return "o-" + name.replace(".", "-")


def for_scripts(say: Words) -> str:
    """The words that the form's scripts say, as JSON that may stand in a page."""
    wanted = {k: v for k, v in say.entries.items() if k.startswith(("form.", "kept.", "stale."))}
    return json.dumps(wanted, ensure_ascii=False).replace("<", "\\u003c")


def label_of(name: str, say: Words) -> str:
    """What a field is called, its rows counted from 1: `Khen thưởng 2: Nơi khen`."""
    steps = name.split(".")
    path = tuple(step for step in steps if not step.isdigit())
    rows = [int(step) + 1 for step in steps if step.isdigit()]
    label = texts.named(say, "field", path, path[-1])
    owner = texts.named(say, "field", path[:1], path[0])
    return f"{owner} {rows[0]}: {label}" if rows else label if len(path) == 1 else f"{owner}: {label}"


@dataclass(frozen=True, slots=True)
class _Maker:
    notes: Notes
    say: Words

    def group(
        self, about: Field, shown: Shown, name: tuple[str, ...], path: tuple[str, ...]
    ) -> tuple[Input, ...]:
        values = shown if isinstance(shown, dict) else {}
        made = [
            self.input(each, values.get(each.key, ""), (*name, each.key), (*path, each.key))
            for each in about.inner
        ]
        known = {each.key for each in about.inner}
        for key, value in values.items():
            if key not in known and isinstance(value, str):
                made.append(self.unknown(key, value, (*name, key)))
        return tuple(made)

    def input(self, about: Field, shown: Shown, name: tuple[str, ...], path: tuple[str, ...]) -> Input:
        joined = ".".join(name)
        rows: tuple[tuple[Input, ...], ...] = ()
        inner: tuple[Input, ...] = ()
        spare: tuple[Input, ...] = ()
        each = Field("", "group", about.inner)
        if about.kind == "groups":
            items = shown if isinstance(shown, list) else []
            rows = tuple(self.group(each, row, (*name, str(i)), path) for i, row in enumerate(items))
            spare = _Maker(Notes(), self.say).group(each, {}, (*name, str(len(rows))), path)
        elif about.kind == "group":
            inner = self.group(each, shown, name, path)
        lines = tuple(map(str, shown)) if isinstance(shown, list) and about.kind in ("lines", "names") else ()
        value = shown if isinstance(shown, str) else ", ".join(lines) if about.kind == "names" else ""
        return Input(
            name=joined,
            key=about.key,
            kind=about.kind,
            label=texts.named(self.say, "field", path, about.key),
            help=texts.named(self.say, "help", path),
            value=value,
            lines=lines,
            choices=self.choices(about, value),
            inner=inner,
            rows=rows,
            spare=spare,
            row_told=tuple(self.notes.at(f"{joined}.{i}") for i in range(len(rows))),
            row_evidence=tuple(self.notes.evidence.get(f"{joined}.{i}", ()) for i in range(len(rows))),
            what=texts.named(self.say, "what", path[-1:], self.say("what.default")),
            told=self.notes.at(joined),
            note=self.notes.echoes.get(joined, ""),
            suggests=_SUGGESTS.get(about.key, ""),
            required=about.required and len(path) == 1,
            wide=about.key in _WIDE,
            rare=".".join(path) in _RARE,
            evidence=self.notes.evidence.get(joined, ()),
        )

    def unknown(self, key: str, value: str, name: tuple[str, ...]) -> Input:
        joined = ".".join(name)
        return Input(
            name=joined,
            key=key,
            kind="text",
            label=self.say("form.unknown_key", name=key),
            help=self.say("form.unknown_help"),
            value=value,
            told=self.notes.at(joined),
            unknown=True,
        )

    def choices(self, about: Field, value: str) -> tuple[tuple[str, str], ...]:
        """The fixed words of a field, and whatever else stands in it."""
        words: Sequence[tuple[str, str]] = ()
        if about.kind == "choice":
            words = [(word, self.say.get(f"choice.{word}", word)) for word in about.choices]
        elif about.key == "level":
            interface = load(self.say.language)
            words = [(level, interface(f"level.{level}")) for level in honours.LEVELS]
        elif about.key == "region":
            words = [(region.name, region.name) for region in places.all_regions()]
        else:
            return ()
        stray = [(value, value)] if value and value not in dict(words) else []
        return (("", self.say("form.choose")), *words, *stray)
