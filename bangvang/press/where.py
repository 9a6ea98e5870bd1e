"""Where the event was: the province or provinces a report means, or a region, or the whole country."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from bangvang.facts import places
from bangvang.language.dates import PartialDate
from bangvang.press import gazetteer, outlets
from bangvang.press.findings import GUESSED, LIKELY, SURE, Doubt, Finding, quote
from bangvang.press.gazetteer import Named
from bangvang.press.layout import Layout
from bangvang.press.manuscript import small

_LISTED = re.compile(
    r"(?<!\w)(?:các tỉnh|các địa phương|các tỉnh, thành|tỉnh, thành(?: phố)?|đơn vị)(?!\w)[^.;]{0,40}$"
)
_CENTRAL = re.compile(
    r"(?<!\w)(?:chính phủ|thủ tướng|chủ tịch nước|quốc hội|trung ương|toàn quốc|cả nước|quốc gia|"
    r"tổng liên đoàn|hội [^,.;]{2,40} việt nam|"
    r"ủy ban dân tộc|quân khu|quân chủng|quân đoàn|bộ quốc phòng|bộ tư lệnh)(?!\w)"
)
_MINISTRY = re.compile(r"(?<!\w)Bộ (?!Tư lệnh|Chỉ huy|Đội|Tư Lệnh|Chỉ Huy|CHQS|CH)[A-ZĐÂ]")
_REGION = re.compile(
    r"(?<!\w)(?:khu vực|vùng|các tỉnh(?:,? thành(?: phố)?)?(?: khu vực| vùng| miền)?|cụm)\s+"
)


@dataclass(frozen=True, slots=True)
class Where:
    """Names of provinces as of the event, its scope, region and venue, and what is doubtful about them."""

    provinces: Finding[tuple[str, ...]] | None
    scope: str | None
    region: Finding[str] | None = None
    venue: Finding[str] | None = None
    doubts: tuple[Doubt, ...] = ()


def read(layout: Layout, date: PartialDate | None) -> Where:
    """Weighs every place that is named; a paper's home is a hint and no more."""
    named = list(gazetteer.all_named(layout))
    home = _home(layout)
    sums: dict[str, float] = defaultdict(float)
    best: dict[str, Named] = {}
    for one in named:
        sums[one.place] += min(one.weight, 6 - min(sums[one.place] / 4, 5.5))
        if one.place not in best or one.weight > best[one.place].weight:
            best[one.place] = one
    for place in _of_local_body(layout):
        sums[place] += 4 if place in best else 0
    if home is not None:
        sums[home.place] += 3
        best.setdefault(home.place, home)
    central = _central(layout)
    region = _region(layout)
    wide = region is not None and (central or not sums or max(sums.values()) < 6)
    strong = {
        p: w
        for p, w in sums.items()
        if w >= (4.5 if central and home is None else 1.5) and not (best[p].venue and central)
    }
    if wide or (central and not strong):
        return _wide(region, best, central)
    if not strong:
        return Where(None, None, doubts=(Doubt("province_not_found", "province"),))
    return _provinces(strong, best, home, date, layout)


# "Công an TP Vinh, Nghệ An", "UBND huyện Ba Tri (Bến Tre)": a body of a district says where it is.
_LOCAL = re.compile(
    r"(?<!\w)(?:công an|ubnd|ủy ban nhân dân|huyện ủy|thành ủy|thị ủy|hội|phòng|trường|trạm|bệnh viện|đồn|"
    r"đoàn|mttq)"
    r"(?:\s[^\W\d_]+){0,5}?\s(?:huyện|tp\.?|thành phố|thị xã|quận|xã|phường|thị trấn)\s[^,;.()]{2,25}"
    r"(?:,|\s\()\s*(?:tỉnh\s+)?$"
)


def _of_local_body(layout: Layout) -> Iterator[str]:
    """Provinces that the lead names behind a body of one of their districts."""
    for paragraph in layout.body[:1]:
        for place, start, _ in gazetteer.hits(paragraph.text[:600]):
            if _LOCAL.search(paragraph.small[max(0, start - 90) : start]) is not None:
                yield place


_ALL_OF = re.compile(
    r"(?<!\w)(?:các|hai|ba|bốn|năm|sáu|\d{1,2})\s+tỉnh(?:,?\s*(?:và\s+)?thành(?:\s+phố)?)?\s*"
    r"(?:gồm|là)?\s*:?\s*$"
)


def _enumerated(layout: Layout) -> list[str]:
    """Provinces that headline or lead lists: "các tỉnh, thành phố Hải Dương, Hưng Yên và Quảng Ninh"."""
    heads = [layout.headline.value] if layout.headline is not None else []
    for words in [*heads, *(p.text[:800] for p in layout.body[:1])]:
        listed: list[str] = []
        end = 0
        for place, start, stop in gazetteer.hits(words):
            between = small(words[end:start])
            if listed and re.fullmatch(r"\s*(?:,|và|,\s*và)\s*(?:tỉnh\s+|tp\.?\s*)?", between) is not None:
                listed.append(place)
            elif len(listed) < 2:
                listed = [place] if _ALL_OF.search(small(words[:start])) is not None else []
            end = stop
        if len(listed) >= 2:
            return list(dict.fromkeys(listed))
    return []


# ---------------------------------------------------------------- one place or several


def _provinces(
    sums: dict[str, float],
    best: dict[str, Named],
    home: Named | None,
    date: PartialDate | None,
    layout: Layout,
) -> Where:
    order = sorted(sums, key=lambda p: (-sums[p], best[p].line))
    first = order[0]
    chosen = [first]
    doubts: list[Doubt] = []
    joined = _joined(layout)
    listed = _enumerated(layout)
    if first in listed:
        chosen = [place for place in listed if place in best]
    for other in order[1:3] if len(chosen) == 1 else ():
        if joined is not None and {first, other} <= joined:
            chosen.append(other)
        elif sums[other] >= 0.7 * sums[first]:
            doubts.append(
                Doubt(
                    "province_rival",
                    "province",
                    best[other].words,
                    best[other].line,
                    (("name", places.get(other).name),),
                )
            )
    found = best[first]
    only_home = home is not None and found is home
    doubts += _weak(first, sums[first], found, only_home)
    names: list[str] = []
    for place_id in chosen:
        name, doubt = _then(place_id, date, best[place_id])
        names.append(name)
        doubts.extend([doubt] if doubt is not None else [])
    names = list(dict.fromkeys(names))
    sure = SURE if not doubts else GUESSED if only_home else LIKELY
    scope = "province" if len(names) == 1 else "provinces"
    return Where(Finding(tuple(names), found.words, found.line, sure), scope, doubts=tuple(doubts))


def _weak(place_id: str, weight: float, found: Named, only_home: bool) -> Iterator[Doubt]:
    """What is doubtful about a province that little speaks for."""
    values = (("name", places.get(place_id).name),)
    if only_home:
        yield Doubt("province_from_paper", "province", found.words, found.line, values)
    elif weight < 4:
        yield Doubt("province_uncertain", "province", found.words, found.line, values)


def _then(place_id: str, date: PartialDate | None, named: Named) -> tuple[str, Doubt | None]:
    """The name at the time: what is called Huế today was Thừa Thiên Huế before 2025."""
    place = places.get(place_id)
    if date is None or places.exists_on(place, date):
        return place.name, None
    right = places.then_for(place, date)
    shown = place if right is None else right
    doubt = Doubt(
        "province_other_era",
        "province",
        named.words,
        named.line,
        (("name", place.name), ("right", shown.name), ("date", date.iso)),
    )
    return shown.name, doubt


def _joined(layout: Layout) -> frozenset[str] | None:
    """Two provinces that the headline or the lead joins: `An Giang và Kiên Giang`."""
    heads = [layout.headline.value] if layout.headline is not None else []
    heads += [p.text for p in layout.body[:1]]
    for words in heads:
        hits = list(gazetteer.hits(words))
        for former, latter in pairwise(hits):
            between = small(words[former[2] : latter[1]])
            if (
                re.fullmatch(r"\s*(?:,|và|-|–)\s*(?:tỉnh |tp\.? ?)?", between) is not None
                and _LISTED.search(small(words[: former[1]])) is None
            ):
                return frozenset((former[0], latter[0]))
    return None


def _wide(region: Finding[str] | None, best: dict[str, Named], central: bool) -> Where:
    venue = next((n for n in best.values() if n.venue), None)
    found = None if venue is None else Finding(places.get(venue.place).name, venue.words, venue.line, LIKELY)
    if region is not None:
        return Where(
            None,
            "region",
            region,
            found,
            (Doubt("scope_region", "scope", region.words, region.line, (("region", region.value),)),),
        )
    words, line = (venue.words, venue.line) if venue is not None else ("", 0)
    doubts = (Doubt("scope_national", "scope", words, line),) if central else ()
    return Where(None, "national", None, found, doubts)


def _home(layout: Layout) -> Named | None:
    """The province of the paper, from its sign, its name or its address."""
    tries: list[tuple[outlets.Outlet | None, Finding[str] | None]] = []
    if layout.sign is not None:
        tries.append((outlets.of_sign(layout.sign.value, layout.opening), layout.sign))
    signature = layout.signature
    if signature.source is not None:
        tries.append((outlets.by_name(signature.source.value), signature.source))
    if signature.url is not None:
        tries.append((outlets.by_host(signature.url.value), signature.url))
    for outlet, found in tries:
        if outlet is not None and outlet.province is not None and found is not None:
            return Named(outlet.province, 3.0, found.words, found.line)
    return None


def _central(layout: Layout) -> bool:
    """Whether the headline or the lead speaks of central bodies or of the whole country."""
    heads = [layout.headline.value] if layout.headline is not None else []
    heads += [p.text[:600] for p in layout.body[:1]]
    return any(
        _CENTRAL.search(small(words)) is not None or _MINISTRY.search(words) is not None for words in heads
    )


@cache
def _regions() -> tuple[tuple[str, str], ...]:
    found = [
        (small(name), region.name)
        for region in places.all_regions()
        for name in (region.name, *region.aliases)
    ]
    return tuple(sorted(found, key=lambda pair: -len(pair[0])))


def _region(layout: Layout) -> Finding[str] | None:
    heads: list[tuple[str, int]] = []
    if layout.headline is not None:
        heads.append((layout.headline.value, layout.headline.line))
    heads += [(p.text[:800], p.line) for p in layout.body[:2]]
    for words, line in heads:
        lowered = small(words)
        for cue in _REGION.finditer(lowered):
            rest = lowered[cue.end() : cue.end() + 50]
            for name, region in _regions():
                bare = re.sub(r"^(?:các tỉnh |miền |khu vực )", "", name)
                if re.match(rf"{re.escape(bare)}(?!\w)", rest) is not None or rest.startswith(name):
                    return Finding(region, quote(words[cue.start() : cue.end() + 40]), line, LIKELY)
    return None
