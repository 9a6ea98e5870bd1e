"""Who published a report: newspapers and stations by the signs they open with, their names and hosts."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from bangvang.facts import places
from bangvang.language import text
from bangvang.press import tables


@dataclass(frozen=True, slots=True)
class Outlet:
    """A newspaper, station or portal; `province` is the id of the one it belongs to."""

    name: str
    province: str | None = None


@cache
def _outlets() -> tuple[tuple[Outlet, tuple[str, ...], tuple[str, ...]], ...]:
    return tuple(
        (Outlet(row["name"], row.get("province")), tuple(row.get("codes", ())), tuple(row.get("hosts", ())))
        for row in tables.load("datelines.yaml")["outlets"]
    )


@cache
def _by_code() -> dict[str, Outlet]:
    found: dict[str, Outlet] = {}
    for outlet, codes, _ in _outlets():
        for code in codes:
            found.setdefault(text.key(code), outlet)
    return found


@cache
def _by_host() -> dict[str, Outlet]:
    return {host: outlet for outlet, _, hosts in _outlets() for host in hosts}


@cache
def _by_name() -> dict[str, Outlet]:
    return {_bare(outlet.name): outlet for outlet, _, _ in _outlets()}


_KIND_OF_OUTLET = re.compile(
    r"^(?:theo |nguồn:? ?)?(?:báo|tạp chí|đài|trang)(?: điện tử)? | ?(?:online|điện tử)$"
)


def _bare(name: str) -> str:
    return re.sub(r"[\W_]+", "", text.fold(_KIND_OF_OUTLET.sub("", text.key(name))))


_ONLINE = re.compile(r" (?:online|điện tử)$")


def by_code(code: str) -> Outlet | None:
    """The outlet whose reports open with this sign, or None."""
    found = _by_code().get(text.key(code)) or _by_code().get(_ONLINE.sub("", text.key(code)))
    if found is None and re.fullmatch(r"bao[a-z]{4,}", code, re.IGNORECASE) is not None:
        return by_host(f"{code}.vn")  # "(Baonghean) Ngày 24/10, …"
    return found if found is not None else by_host(code)


def of_sign(sign: str, told: str) -> Outlet | None:
    """The outlet of a report's sign; of several that use it, the one whose province the report names (`told`:
    its headline and lead). None where that does not tell."""
    code = text.key(sign.partition("-")[0])
    using = [outlet for outlet, codes, _ in _outlets() if code in map(text.key, codes)]
    if len({outlet.name for outlet in using}) > 1:
        words = text.key(told)
        near = [o for o in using if o.province and text.key(places.get(o.province).name) in words]
        return near[0] if len(near) == 1 else None
    return by_code(sign.partition("-")[0]) or by_name(sign)


def by_host(host: str) -> Outlet | None:
    """The outlet of a web host or address, or None; a host named after a province is its paper."""
    bare = re.sub(r"^(?:https?://)?(?:www\.|m\.|amp\.)?", "", host.strip().lower()).partition("/")[0]
    parts = bare.split(".")
    for start in range(len(parts) - 1):
        if (found := _by_host().get(".".join(parts[start:]))) is not None:
            return found
    if len(parts) >= 2 and (named := re.fullmatch(r"bao([a-z]{4,})", parts[0])) is not None:
        place = places.find(named[1])
        return None if place is None else Outlet(f"Báo {place.name}", place.id)
    return None


def by_name(name: str) -> Outlet | None:
    """The outlet that a name means (`Báo Thanh Niên`, `Tuổi Trẻ`, `ANTĐ`), or None."""
    bare = _bare(name)
    if not bare:
        return None
    found = _by_name().get(bare)
    if found is None and (named := re.match(r"báo (.+?)(?: online| điện tử)?$", text.key(name))) is not None:
        place = places.find(named[1])
        found = None if place is None else Outlet(f"Báo {place.name}", place.id)
    if found is None and re.fullmatch(r"[\w-]+(?:\.[\w-]+)*\.(?:vn|com|net|org)", name) is not None:
        found = by_host(name)
    return found if found is not None else _by_code().get(text.key(name))


_WHOLE = re.compile(r"(?:Báo|Đài|Tạp chí|Trang|Cổng)\s")


def is_whole_name(sign: str) -> bool:
    """Whether a sign is no abbreviation but the outlet's own name: `Báo Gia Lai điện tử`."""
    return _WHOLE.match(sign) is not None


def sign(opening: str) -> tuple[str, int] | None:
    """The sign at the beginning of a paragraph and where what follows it begins: `(QNO) - `, `BHG - `.

    Without brackets only what looks like a sign counts, and `TP -` never: it is half of `TP - …` a city, too.
    """
    half = _HALF.match(opening) or _DATED.match(opening)
    if half is not None and by_code(code := half[1] or half[2]) is not None:
        return code, half.end()
    bracketed = _BRACKETED.match(opening)
    if bracketed is not None and _may_be_sign(bracketed[1].strip()):
        return bracketed[1].strip(), bracketed.end()
    bare = _BARE.match(opening)
    if bare is None:
        unparted = _UNPARTED.match(opening)
        known = unparted is not None and by_name(unparted[1]) is not None and places.find(unparted[1]) is None
        return (unparted[1], unparted.end()) if unparted is not None and known else None
    code = bare[1].strip()
    if not bare["gap"]:  # "LSO-Ngày 2/12": only a known code may stand so close
        close = re.fullmatch(r"[A-ZĐ]{3,6}", code) is not None and by_code(code) is not None
        return (code, bare.end()) if close else None
    known = by_code(code) is not None or (_WHOLE.match(code) is not None and by_name(code) is not None)
    if known or (re.fullmatch(r"[A-ZĐ][A-ZĐ&]{1,6}", code) is not None and code not in ("TP", "TX", "TT")):
        return code, bare.end()
    return None


# "TTXVN (Hà Nội 14/12) - …"
_DATED = re.compile(r"\s*([A-ZĐ]{3,6})\s*\([^()]{2,30}\d{1,2}[/.-]\d{1,2}[^()]{0,6}\)\s*[-–—:]\s*(?=[^\W_])")
# "GLO)- Ngày 18-7, …", "(GLO - Ngày 18-7, …": half of the brackets is lost.
_HALF = re.compile(r"\s*(?:([A-ZĐ]{2,6})\s*\)|\(\s*([A-ZĐ]{2,6})(?!\s*\)))\s*[-–—]\s*(?=[^\W\d_]|[\d“\"'])")
_BRACKETED = re.compile(r"\s*\(\s*([^()\n]{2,30}?)\s*\)\s*[-–—:.]*\s*(?=[^\W\d_]|[\d“\"'])")
# "Dân trí Chiều 9/4, …": nothing parts the name from the report.
_UNPARTED = re.compile(
    r"\s*([A-ZĐ][\w.]+(?: [^\W\d_]+)?)\s+(?=(?:Sáng|Trưa|Chiều|Tối|Ngày|Hôm|Theo|Mới đây|Vừa qua)\s)"
)
_BARE = re.compile(r"\s*([A-ZĐa-z][\w&.+ ]{1,34}?)\s*[-–—](?P<gap>\s*)(?=[A-ZĐÂÔƠƯÁÀẢÃẠẤẮỦÚÙỐĂÊÝ“\"\d])")


def _may_be_sign(code: str) -> bool:
    return (
        by_code(code) is not None
        or (by_name(code) is not None and places.find(code) is None)
        or re.fullmatch(r"[A-ZĐ][A-ZĐ&]{1,6}(?:[-.][A-Za-zĐ]{1,6})?", code) is not None
        or re.fullmatch(r"[\w-]+(?:\.[\w-]+)*\.(?:vn|com|net|org)", code, re.IGNORECASE) is not None
        or re.fullmatch(r"[^\W\d_]{2,}(?: [^\W\d_]+)? (?:online|điện tử|Online)", code) is not None
    )
