"""What may be written as a value: each kind of value, how it is understood, and what is told of a wrong one.

Scalars arrive as the text that was typed (see `yamltext`). Front matter and `config.yaml` are made of these.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, ValidationInfo
from pydantic_core import PydanticCustomError

from bangvang.archive import ledger
from bangvang.facts import honours, places
from bangvang.language import dates, quotes, spelling, text
from bangvang.language.dates import DateError, PartialDate
from bangvang.language.text import CountError
from bangvang.problems import term
from bangvang.sources import guesses
from bangvang.sources.yamltext import UNKNOWN

# Every part of an address is the name of a file; file systems end at 255 bytes.
LONGEST_NAME = 200


class Strict(BaseModel):
    """Frozen, and strict about unknown keys."""

    model_config = ConfigDict(extra="forbid", frozen=True, arbitrary_types_allowed=True)


def _complain(code: str, **values: object) -> PydanticCustomError:
    return PydanticCustomError(code, "{code}", {"code": code, **values})


# What advice leaves to the editor, and drafts to the next day. Two dots lead to the folder above.
_DOTS = re.compile(r"\s*(?:…|\.\s?\.\s?\.)[\s.…]*")


def _text(value: object) -> object:
    if isinstance(value, str) and (not value.strip() or _DOTS.fullmatch(value)):
        raise _complain("K115")
    return " ".join(value.split()) if isinstance(value, str) else value


def _name(value: object) -> object:
    """What somebody or something is called: the quotes of a word processor around it are no part of it."""
    said = _text(value)
    return quotes.inside(said) if isinstance(said, str) else said


def _item(value: object) -> object:
    """A name in a list: the comma of running text that ends it is none of its own. One within quotes is
    theirs (see `name_lists`)."""
    said = _text(value)
    if not isinstance(said, str):
        return said
    said = said.rstrip(" ,;") or said
    return said if "," in said or ";" in said else quotes.inside(said)


def _count(value: object, info: ValidationInfo) -> object:
    if not isinstance(value, str):
        return value
    try:
        return text.parse_count(value)
    except CountError as error:
        why = term(f"count_{error.reason}")
        raise _complain(
            "K201", value=value, why=why, suggestion=guesses.count(value, info.field_name or "")
        ) from None


def _date(value: object) -> object:
    if not isinstance(value, str):
        return value
    try:
        return dates.parse(value)
    except DateError as error:
        code = {"form": "K202", "impossible": "K203", "range": "K204"}[error.reason]
        advice = term("date_no_year" if guesses.lacks_year(value) else "date_form")
        raise _complain(code, value=value, advice=advice, suggestion=guesses.date(value)) from None


def _boolean(value: object) -> object:
    if not isinstance(value, str):
        return value
    if value.strip().lower() not in ("true", "false"):
        raise _complain("K212", value=value)
    return value.strip().lower() == "true"


def _province(value: str) -> str:
    if value == UNKNOWN:
        return value
    place = places.find(value)
    if place is None:
        raise _no_province(value)
    return place.id


_NATION = frozenset(("ca nuoc", "toan quoc", "quoc gia", "viet nam", "trung uong", "toan quoc gia"))
_PROVINCES = re.compile(
    r"(?:(?:[0-9]+|các|cả) )?tỉnh,? (?:và )?thành(?: phố)?(?: (?:cả nước|toàn quốc))?|các tỉnh", re.IGNORECASE
)


def _no_province(value: str) -> PydanticCustomError:
    several = dict.fromkeys(place.name for place in places.all_in(value))
    if len(several) > 1:
        return _complain("K222", value=value, example=f"province: [{', '.join(several)}]")
    if text.fold(value) in _NATION or _PROVINCES.fullmatch(value):
        return _complain("K223", value=value, example="scope: national")
    region = places.find_region(re.sub(r"^các tỉnh (?=\S)", "", value, flags=re.IGNORECASE))
    if region is not None:
        return _complain("K223", value=value, example=f"scope: region ⏎ region: {region.name}")
    heirs = places.heirs(value)
    if heirs:
        known = ", ".join(place.name for place in heirs)
        return _complain("K224", value=re.sub(r"^tỉnh\s+", "", value, flags=re.IGNORECASE), known=known)
    within = next(iter(several), None) or _province_of(value)
    return _complain("K205", value=value, suggestion=within or _near_place(value))


def _province_of(value: str) -> str | None:
    """The province that an address ends in: "xã Bờ Y, huyện Ngọc Hồi, tỉnh Kon Tum"."""
    *within, last = value.split(",")
    place = places.find(last.strip()) if within else None
    return place.name if place is not None and all(places.find(part) is None for part in within) else None


def _near_place(value: str) -> str | None:
    """A district, a region or a province of former times is no misspelt province: only what is one by slips
    of the keyboard is taken for it."""
    name = places.suggest(value)
    place = places.find(name) if name is not None else None
    if place is None or places.find_region(value) is not None or places.heirs(value):
        return None
    alike = any(spelling.is_respelt(places.bare(value), known) for known in (place.name, *place.aliases))
    return place.name if alike else None


def _region(value: str) -> str:
    region = places.find_region(value)
    if region is None:
        known = ", ".join(r.name for r in places.all_regions())
        raise _complain("K210", value=value, suggestion=places.suggest_region(value), known=known)
    return region.id


def _form(value: str) -> str:
    if value != UNKNOWN and honours.find_form(value) is None:
        raise _complain("K207", value=value, suggestion=honours.suggest_form(value))
    return value


def _level(value: str) -> str:
    level = honours.find_level(value)
    if level is None:
        known = ", ".join(honours.LEVELS)
        raise _complain("K209", value=value, suggestion=spelling.nearest(value, honours.LEVELS), known=known)
    return level


def _url(value: str) -> str:
    if not re.fullmatch(r"https?://[^\s/<>\"'.][^\s/<>\"']*\.[^\s/<>\"']+(/[^\s<>\"']*)?", value):
        raise _complain("K211", value=value, suggestion=guesses.web_address(value))
    return value


def _alias(value: str) -> str:
    if value == UNKNOWN:
        return value
    url = _page_of(value.removeprefix("/"))
    if not ledger.is_address(url):
        whole = re.fullmatch(r"https?://[^/?#]+/([^?#]*)", value)  # pasted from the browser
        guess = f"/{whole[1]}" if whole is not None and ledger.is_address(_page_of(whole[1])) else None
        raise _complain("K213", value=value, suggestion=guess)
    if (part := text.device(url)) is not None:
        raise _complain("K805", name=part, advice=term("advise_alias"))
    return url


def _page_of(bare: str) -> str:
    """The page that answers an address: a host answers a folder with its index, and a bare name has no file
    to live in."""
    if bare.endswith("/"):
        return bare + "index.html"
    return bare if bare.endswith(".html") or not bare else bare + "/index.html"


def _file(value: str) -> str:
    name = value.replace("\\", "/").rpartition("/")[2]
    if name != value or value.startswith(".") or len(value) > LONGEST_NAME:
        raise _complain("K214", value=value, suggestion=name if name.strip(".") and name != value else None)
    return value


def _one_of(known: Mapping[str, str]) -> Callable[[object], object]:
    def choose(value: object) -> object:
        if isinstance(value, str):
            found = known.get(text.fold(value))
            if found is None:
                raise _complain(
                    "K208",
                    value=value,
                    suggestion=guesses.choice(value, tuple(known.values())),
                    known=", ".join(dict.fromkeys(known.values())),
                )
            return found
        return value

    return choose


def listed(value: object) -> object:
    return [value] if isinstance(value, str) else value


def named(value: object) -> object:
    """A text where a group with a name may stand. A group without one is text with a colon in it."""
    if isinstance(value, str):
        return {"name": value}
    if isinstance(value, Mapping) and "name" not in value:
        (first, second), *rest = value.items() or ((None, None),)
        if not rest and isinstance(first, str) and (second is None or isinstance(second, str)):
            raise _complain("K108")
    return value


# Roughly what `dates.parse` takes: an editor's tool must not underline what `check` reads.
_SCHEMA_DATE = {
    "type": "string",
    "pattern": (
        r"^(\d{4}( ?[-./] ?\d{1,2}){0,2}|([Nn]gày )?(\d{1,2} ?[-./] ?){1,2}\d{4}"
        r"|(([Nn]gày )?\d{1,2} )?([Tt]háng \d{1,2}(,? năm|[-./]) ?)?\d{4}|[Nn]ăm \d{4})$"
    ),
}

# Types are shown to editors' tools as they are typed, not as they are stored.
Text = Annotated[str, BeforeValidator(_text)]
Name = Annotated[str, BeforeValidator(_name)]
Item = Annotated[str, BeforeValidator(_item)]
Number = Annotated[int, BeforeValidator(_count, json_schema_input_type=int | str)]
Date = Annotated[
    PartialDate,
    BeforeValidator(_date, json_schema_input_type=Annotated[str, Field(json_schema_extra=_SCHEMA_DATE)]),
]
Flag = Annotated[bool, BeforeValidator(_boolean)]
ProvinceId = Annotated[Text, AfterValidator(_province)]
RegionId = Annotated[Text, AfterValidator(_region)]
FormName = Annotated[Name, AfterValidator(_form)]
LevelId = Annotated[Text, AfterValidator(_level)]
WebAddress = Annotated[Text, AfterValidator(_url)]
FormerAddress = Annotated[Text, AfterValidator(_alias)]
FileName = Annotated[Text, AfterValidator(_file)]
SCOPES = ("province", "provinces", "region", "national")
ScopeId = Annotated[
    Literal["province", "provinces", "region", "national"], BeforeValidator(_one_of({s: s for s in SCOPES}))
]
StatusId = Annotated[
    Literal["corrected", "annulled"],
    BeforeValidator(_one_of({"corrected": "corrected", "annulled": "annulled"})),
]
