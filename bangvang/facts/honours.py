"""Forms of award, the levels of those who give them, and how a report's words for both are understood."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources
from typing import Any, Final, Literal

import yaml

from bangvang.facts import places
from bangvang.language import spelling, text
from bangvang.language.dates import PartialDate

LEVELS: Final = ("state", "ministry", "military", "province", "district", "commune", "organisation")
"""Ids of the levels of grantors, in the order they are shown."""

RecipientKind = Literal["collective", "individual", "household"]


@dataclass(frozen=True, slots=True)
class Category:
    """A kind of forms of award."""

    id: str
    label: str


@dataclass(frozen=True, slots=True)
class Form:
    """A form of award."""

    id: str
    label: str
    category: str
    """Id of its category."""
    rank: int
    """Its place in the order of display; editorial, not legal."""
    levels: tuple[str, ...]
    """Levels of grantors that may give it; none when the form does not say."""
    recipients: tuple[RecipientKind, ...]
    """Who may receive it."""
    aliases: tuple[str, ...] = ()
    short: tuple[str, ...] = ()
    """Abbreviations that mean it where a form is named; in prose they may stand for something else."""
    note: str = ""
    """A remark for readers, in Vietnamese."""
    law: str = ""
    """Where the law names it; empty for usage of the press."""
    named: bool = False
    """Whether a name of its own may follow the label: Kỷ niệm chương “…”."""

    @property
    def level(self) -> str | None:
        """The level that follows from the form alone, if one does."""
        return self.levels[0] if len(self.levels) == 1 else None


def _table(name: str) -> Any:
    source = resources.files("bangvang.facts") / name
    return yaml.load(source.read_text(encoding="utf-8"), Loader=yaml.CBaseLoader)  # noqa: S506 - builds text only


# --- forms ---------------------------------------------------------------------------------------

_CLASSES = ("Nhất", "Nhì", "Ba")
_CLASS = re.compile(r"(?<!\w)(hạng|hang) (nhất|nhat|nhì|nhi|ba|iii|ii|i|[123]|hai)(?!\w)")
# "HCLĐ Nhì" and "Huân chương Lao động Nhì" mean a class, too.
_BARE_CLASS = re.compile(
    r"((?:hc|huân chương|huy chương)\S*(?: \S+)*?) (?<!hạng )(nhất|nhì|ba|iii|ii|i|[123])"
)
# "Bằng khen của UBND tỉnh": who gave it is said again, behind the form.
_GIVEN_BY = re.compile(r"(bằng khen|giấy khen|bk|gk|thư khen)(?: của)? (?!(?:và|cùng|kèm|hoặc|hay) )(.+)")
_CLASS_WORDS = dict.fromkeys(("nhất", "nhat", "i", "1"), "nhất") | dict.fromkeys(("ba", "iii", "3"), "ba")
_QUOTED_NAME = re.compile('([^"“”«»]+)["“«]([^"“”«»]+)["”»]')
_QUOTED_TAIL = re.compile(r'(.+?) ?"[^"]+"')


def _rows() -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Yield id, label and row of every form; one with classes is four forms."""
    for row in _table("forms.yaml")["forms"]:
        if row.get("classes") == "true":
            for name in _CLASSES:
                yield f"{row['id']}-hang-{text.slug(name)}", f"{row['label']} hạng {name}", row
        # The name without a class stays: reports leave it out, and guessing one would be wrong.
        yield row["id"], row["label"], row


@cache
def _forms() -> dict[str, Form]:
    return {
        form_id: Form(
            form_id,
            label,
            row["category"],
            rank * 10,
            tuple(row.get("levels", ())),
            tuple(row.get("recipients", ("collective", "individual", "household"))),
            tuple(row.get("aliases", ())),
            tuple(f"{name}{label.removeprefix(row['label'])}" for name in row.get("short", ())),
            row.get("note", ""),
            row.get("law", ""),
            row.get("named") == "true",
        )
        for rank, (form_id, label, row) in enumerate(_rows(), start=1)
    }


@cache
def _form_names() -> spelling.Names:
    names = ((form.id, (form.id, form.label, *form.aliases, *form.short)) for form in _forms().values())
    return spelling.Names(names, prefix='(?:danh hiệu|danh hieu|hình thức|hinh thuc) "?')


def forms() -> tuple[Form, ...]:
    """Return every form in the order of display."""
    return tuple(_forms().values())


@cache
def categories() -> tuple[Category, ...]:
    """Return every category in the order of display."""
    return tuple(Category(row["id"], row["label"]) for row in _table("forms.yaml")["categories"])


def get_form(form_id: str) -> Form | None:
    """Return the form with this id, or None."""
    return _forms().get(form_id)


@lru_cache(maxsize=4096)
def find_form(label: str) -> Form | None:
    """Return the form a label, an alias or an id means, or None.

    Case, tone placement and dashes do not count; the class may be `Nhất`, `I` or `1`; `danh hiệu` may stand
    before it; a name in quotes may follow it, and one without quotes where the form is `named`; so may who
    gave it, where the form says nothing of that (Bằng khen của UBND tỉnh).
    """
    typed = _BARE_CLASS.sub(r"\1 hạng \2", text.key(label))
    typed = _CLASS.sub(lambda match: f"hạng {_CLASS_WORDS.get(match[2], 'nhì')}", typed)
    found = _form_names().find(typed)
    if found is None and (tail := _QUOTED_TAIL.fullmatch(typed)) is not None:
        found = _form_names().find(tail[1])
    if found is not None:
        return _forms()[found]
    for form in forms():
        if form.named and any(typed.startswith(f"{text.key(name)} ") for name in (form.label, *form.aliases)):
            return form
    given = _GIVEN_BY.fullmatch(typed)
    if given is not None and _level_of(normal_grantor(given[2]), None, None) in _OF_GRANTORS:
        return _forms()[_form_names().find(given[1]) or ""]
    return None


def own_name(typed: str, form: Form) -> str:
    """Return the name behind a form (Huy hiệu *Tuổi trẻ dũng cảm*): in quotes behind any form, without them
    behind one that is `named`; nothing where there is none."""
    said = " ".join(typed.split())
    quoted = _QUOTED_NAME.fullmatch(said)
    if quoted is not None and _form_names().find(text.key(quoted[1])) == form.id:
        return quoted[2].strip()
    for name in (form.label, *form.aliases) if form.named and quoted is None else ():
        if text.key(said).startswith(f"{text.key(name)} "):
            return " ".join(said.split()[len(name.split()) :])
    return ""


# Whose certificates have no form of their own in the table.
_OF_GRANTORS = ("ministry", "province", "district", "commune", "organisation")


def other_classes(label: str) -> tuple[str, ...]:
    """Return a form's label with its class in numbers: hạng II, hạng 2 for hạng Nhì; nothing without one."""
    return tuple(
        label.removesuffix(name) + number
        for n, name in enumerate(_CLASSES, start=1)
        if label.endswith(f" hạng {name}")
        for number in ("I" * n, str(n))
    )


def suggest_form(label: str) -> str | None:
    """Return the label of the form that one is misspelt for, or None: another word is another honour."""
    # A few capitals are like too many others.
    alike = {
        form.label
        for form in forms()
        for name in (form.label, *form.aliases)
        if spelling.is_respelt(label, name)
    }
    return alike.pop() if len(alike) == 1 else None


# --- levels --------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Rule:
    """A row of the table of rules; its fields are explained there."""

    level: str
    opens: re.Pattern[str] | None
    body: re.Pattern[str] | None
    has: re.Pattern[str] | None
    lacks: re.Pattern[str] | None
    local: bool | None

    def fits(self, grantor: str, body: str, locality: str | None) -> bool:
        return (
            (self.opens is None or self.opens.match(grantor) is not None)
            and (self.body is None or self.body.match(body) is not None)
            and (self.has is None or self.has.search(grantor) is not None)
            and (self.lacks is None or self.lacks.search(grantor) is None)
            and (self.local is None or self.local == (locality is not None))
        )


def _any_of(phrases: list[str] | None) -> re.Pattern[str] | None:
    """Return a pattern of whole words, the longest phrase first."""
    if phrases is None:
        return None
    ordered = sorted(
        (re.escape(text.key(phrase)) for phrase in phrases), key=lambda phrase: (-len(phrase), phrase)
    )
    return re.compile(rf"(?<!\w)(?:{'|'.join(ordered)})(?!\w)")


@dataclass(frozen=True, slots=True)
class _Grantors:
    """The table of levels, read."""

    labels: dict[str, dict[str, str]]
    names: spelling.Names
    abbreviations: dict[str, str]
    abbreviated: re.Pattern[str]
    capitals: dict[str, str]
    in_capitals: re.Pattern[str]
    offices: re.Pattern[str]
    rules: tuple[_Rule, ...]


@cache
def _grantors() -> _Grantors:
    table = _table("levels.yaml")
    levels = table["levels"]
    short = {
        text.key(abbreviation): text.key(meant) for abbreviation, meant in table["abbreviations"].items()
    }
    # What ends with a dot may touch the next word (TP.HCM), what does not must be a whole word.
    longest_first = sorted(short, key=lambda abbreviation: (-len(abbreviation), abbreviation))
    parts = (re.escape(part) + ("" if part.endswith(".") else r"(?!\w)") for part in longest_first)
    offices = _any_of(table["offices"])
    assert offices is not None  # noqa: S101 - tells the type checker what the table says
    return _Grantors(
        {row["id"]: {"vi": row["vi"], "en": row["en"]} for row in levels},
        spelling.Names((row["id"], (row["id"], row["vi"], row["en"], *row["aliases"])) for row in levels),
        short,
        re.compile(rf"(?<!\w)(?:{'|'.join(parts)})"),
        table["capitals"],
        re.compile(rf"(?<!\w)(?:{'|'.join(sorted(table['capitals']))})(?!\w)"),
        offices,
        tuple(
            _Rule(
                level=row["level"],
                opens=_any_of(row.get("opens")),
                body=_any_of(row.get("body")),
                has=_any_of(row.get("has")),
                lacks=_any_of(row.get("lacks")),
                local={None: None, "true": True, "false": False}[row.get("local")],
            )
            for row in table["rules"]
        ),
    )


def level_label(level: str, language: Literal["vi", "en"] = "vi") -> str:
    """Return the name of a level. Raises KeyError."""
    return _grantors().labels[level][language]


def find_level(typed: str) -> str | None:
    """Return the id of the level a word means (`province`, `Cấp tỉnh`, `tỉnh`), or None."""
    return _grantors().names.find(typed)


@lru_cache(maxsize=16384)
def normal_grantor(grantor: str) -> str:
    """Return what two spellings of one grantor have in common: a key with the abbreviations written out.

    Nothing that has meaning is dropped: the chairman of a committee is not the committee, and a committee
    named with its province is not the bare one.
    """
    table = _grantors()
    cleaned = text.clean(grantor)
    if not cleaned.isupper():  # in a line of capitals, TƯ may be the first half of TƯ LỆNH
        cleaned = table.in_capitals.sub(lambda match: table.capitals[match[0]], cleaned)
    exact = text.key(cleaned)

    def written_out(match: re.Match[str]) -> str:
        following = exact[match.end() : match.end() + 1]
        return table.abbreviations[match[0]] + (" " if following.isalnum() else "")

    return text.key(table.abbreviated.sub(written_out, exact))


def level_of(grantor: str, form: Form | None = None, *, on: PartialDate | None = None) -> str | None:
    """Return the level of a grantor as a report words it, or None if neither it nor the form tells.

    `on` is the date of the award; it decides whether a city was run by the centre then (UBND TP. Huế was a
    district authority before 2025). The rules and the choices behind them are in `levels.yaml`.
    """
    normal = normal_grantor(grantor)
    # Only of a city does the date decide; without it one answer serves every article.
    return _level_of(normal, form, on if "thành phố" in normal else None)


@lru_cache(maxsize=16384)
def _level_of(normal: str, form: Form | None, on: PartialDate | None) -> str | None:
    body = normal
    while (office := _grantors().offices.match(body)) is not None:
        body = body[office.end() :].lstrip(" ,-")
    locality = _locality(normal, on) or _named_locality(body)
    for rule in _grantors().rules:
        if rule.fits(normal, body, locality):
            return locality if rule.level == "local" else rule.level
    return None if form is None else form.level


# "xã" is also half of thị xã, xã hội, hợp tác xã and thông tấn xã.
_COMMUNE = re.compile(
    r"(?<!\w)(?:(?<!thị )(?<!tác )(?<!tấn )xã(?! hội(?!\w))"
    r"|phường|thị trấn|đặc khu|thôn|tổ dân phố|khu phố)(?!\w)"
)
_DISTRICT = re.compile(r"(?<!\w)(?:huyện|quận|thị xã|thị ủy)(?!\w)")
_CITY = re.compile(r"(?<!\w)thành phố(?!\w)((?: \w+){0,4})")
_PROVINCE = re.compile(r"(?<!\w)(?:tỉnh|thành ủy|thủ đô)(?!\w)")


def _locality(grantor: str, on: PartialDate | None) -> str | None:
    """Return the level of the smallest unit a grantor speaks of, or None if it speaks of none."""
    if _COMMUNE.search(grantor) is not None:
        return "commune"
    if _DISTRICT.search(grantor) is not None:
        return "district"
    cities = [_city_level(match[1].split(), on) for match in _CITY.finditer(grantor)]
    if "district" in cities:
        return "district"
    return "province" if cities or _PROVINCE.search(grantor) is not None else None


_AUTHORITY = re.compile(r"(?:ủy ban nhân dân|hội đồng nhân dân|công an) (.+)")


def _named_locality(body: str) -> str | None:
    """Return the level of an authority named with nothing but its province: `Công an Quảng Nam`."""
    authority = _AUTHORITY.fullmatch(body)
    return None if authority is None or places.find(authority[1]) is None else "province"


def _city_level(following: list[str], on: PartialDate | None) -> str:
    """Tell a centrally-run city from a town of a province by the words that follow `thành phố`."""
    if not following or following[:2] == ["trực", "thuộc"]:
        return "province"
    for count in range(len(following), 0, -1):
        place = places.find(" ".join(following[:count]))
        if place is not None:
            kind = places.kind_on(place, on) if on is not None else place.eras[-1].kind
            return "province" if kind == "thành phố" else "district"
    return "district"
