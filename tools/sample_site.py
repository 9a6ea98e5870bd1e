"""A made-up archive that shows everything a site can hold: some 300 articles of 15 years and every province.

    python -m tools.sample_site DIR [--articles 300] [--seed 1]

DIR becomes a site to look at with `build.py serve --site DIR`. It is not for publishing: every name, number
and event in it is invented, and its pages say so. The same arguments write the same bytes on any machine.
"""

from __future__ import annotations

import argparse
import datetime as dt
import random
import shutil
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from bangvang.facts import places
from bangvang.language import dates
from benchmarks import archive
from benchmarks.archive import Article, Grant

FIRST_YEAR = 2011
LATE = dt.date(2025, 12, 20)
# The drawings of the shipped archive serve again.
DRAWN = Path(__file__).parent.parent / "content" / "2024"
PICTURES = {
    "minh-hoa-bang-khen.jpg": "Minh hoạ: một tờ bằng khen trong khung.",
    "minh-hoa-cao-nguyen.jpg": "Minh hoạ: nhà rông bên những dãy núi lúc mặt trời lên.",
    "minh-hoa-hoa-sen.webp": "Minh hoạ: hoa sen trên mặt nước, trước vầng trăng.",
}
BLOCKS = 9  # enough of a body to look at
CONFIG = """\
# Dữ liệu mẫu do tools/sample_site.py viết ra, chỉ để xem và thử. Không xuất bản.
title: "Bảng Vàng: dữ liệu mẫu"
tagline: Mọi tên người, số liệu và sự kiện đều do máy đặt ra
description: Kho mẫu để xem thử giao diện. Mọi tên người, số liệu và sự kiện ở đây đều do máy đặt ra.
base_url: https://mau.example/kho/
footer: "Dữ liệu mẫu: mọi tên người, số liệu và sự kiện đều do máy đặt ra."
per_page: 10
"""
WARNING = "*Bài mẫu: mọi tên người, số liệu và sự kiện trên đây đều do máy đặt ra.*"
# What the stock of the benchmark lacks: grantor, form, and the kind of recipient the form is for.
RARE = (
    ("Chủ tịch UBND xã", "Gia đình văn hóa", "households"),
    ("Chủ tịch UBND huyện", "Giấy khen", "households"),
    ("Chủ tịch nước", "Nghệ sĩ ưu tú", "individuals"),
    ("Chủ tịch nước", "Huy chương Vì an ninh Tổ quốc", "individuals"),
    ("Thủ tướng Chính phủ", "Cờ thi đua của Chính phủ", "collectives"),
    ("Giám đốc Công ty Sao Mẫu", "Giấy chứng nhận", "individuals"),
)


@dataclass(frozen=True)
class Entry:
    """An award as it is written: a grant, or something the stock has not; counts in the order they stand."""

    grantor: str
    form: str
    counts: tuple[tuple[str, int], ...]
    names: tuple[str, ...] = ()
    approx: bool = False
    posthumous: bool = False


def write_site(folder: Path, n: int = 300, seed: int = 1) -> None:
    """Write config.yaml and content/ of a sample of about n articles into folder, which is made if absent."""
    for path, text in (("config.yaml", CONFIG), *articles(n, seed)):
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text.encode())
        for name in PICTURES:
            if f"file: {name}" in text:
                shutil.copy(DRAWN / name, file.parent)


def articles(n: int = 300, seed: int = 1) -> Iterator[tuple[str, str]]:
    """Yield (path inside the site, text) of each article."""
    for index, article in enumerate(_spread(n, seed)):
        chance = random.Random(f"sample:{seed}:{index}")  # noqa: S311 - not a secret
        yield from _Variant(article, index, chance).files()


def _spread(n: int, seed: int) -> Iterator[Article]:
    """Made-up articles whose province had its name then, no province much more often than another."""
    taken: Counter[str] = Counter()
    share = n // len(places.former()) + 1
    left = n
    for article in archive.made(n * 8, seed, FIRST_YEAR):
        where = article.province or f"region {article.region}"
        known = places.find(article.province) if article.province else None
        if known is not None and not places.exists_on(known, dates.of(article.day)):
            continue
        if taken[where] >= share:
            continue
        taken[where] += 1
        left -= 1
        yield article
        if not left:
            return


class _Variant:
    """One article with what makes it differ: how exact its date is, who is named, what became of it."""

    def __init__(self, article: Article, index: int, source: random.Random) -> None:
        self._article = article
        self._index = index
        self._random = source.random
        self._stock = archive.stock()

    def files(self) -> Iterator[tuple[str, str]]:
        article = self._article
        entries = self._entries()
        yield self._file(article, entries, self._fate())
        if self._index % 31 == 7:
            again = replace(
                article,
                slug=article.slug + "-tin-thu-hai",
                title=article.title + ", theo một báo khác",
                source="Báo Mẫu",
            )
            yield self._file(again, entries, [f"same_event: {article.slug}"])

    def _file(self, article: Article, entries: Sequence[Entry], more: Sequence[str]) -> tuple[str, str]:
        lines = [f"title: {_quoted(article.title)}", f"date: {self._date()}", *self._where(), "awards:"]
        for entry in entries:
            lines += _written(entry)
        lines += self._total(entries)
        if self._index % 9 == 4:
            lines.append(f"published: {article.day.isoformat()}")
        organisations = ", ".join(_quoted(name) for name in article.organisations)
        lines += [f"organisations: [{organisations}]", "people:"]
        lines += [f"  - {{name: {name}, title: {_quoted(title)}}}" for name, title in article.people]
        lines += [
            f"source: {{name: {article.source}, url: {_quoted(article.url)}}}",
            f"byline: {article.byline}",
            *self._photo(),
            f"tags: [{', '.join(article.tags)}]",
            *more,
        ]
        body = "\n\n".join((*article.body.split("\n\n")[:BLOCKS], WARNING))
        text = "---\n" + "\n".join(lines) + f"\n---\n\n{body}\n"
        return f"content/{article.day.year}/{article.slug}.md", text

    def _photo(self) -> list[str]:
        """One in thirty has a photo, and what happened last."""
        if self._index % 30 != 3 and self._article.day < LATE:
            return []
        name = list(PICTURES)[self._index % len(PICTURES)]
        return ["photos:", f"  - {{file: {name}, caption: {_quoted(PICTURES[name])}, credit: Bảng Vàng}}"]

    # ---- the front matter

    def _date(self) -> str:
        day = self._article.day
        # The year alone cannot tell before from after the merger of provinces.
        if self._index % 37 == 11 and day.year < places.MERGER.year:
            return f"{day:%Y}"
        return f"{day:%Y-%m}" if self._index % 13 == 5 else day.isoformat()

    def _where(self) -> list[str]:
        article = self._article
        if article.region is None:
            return [f"province: {article.province}"]
        if self._index % 2:
            return ["scope: national", "place: Hà Nội"]
        return ["scope: region", f"region: {article.region}", "place: Hà Nội"]

    def _fate(self) -> list[str]:
        day = self._article.day
        if self._index % 41 == 3:
            note = "Quyết định khen thưởng đã bị huỷ bỏ vì hồ sơ kê khai sai."
            return ["status: annulled", f"status_date: {day.year + 1}", f"status_note: {note}"]
        if self._index % 29 == 8:
            note = "Báo đã đính chính số lượng cá nhân được khen."
            return ["status: corrected", f"status_date: {day.isoformat()}", f"status_note: {note}"]
        return []

    def _total(self, entries: Sequence[Entry]) -> list[str]:
        article = self._article
        split = all(len(entry.counts) > 1 for entry in entries)
        if len(entries) > len(article.grants) or (split and self._index % 3):
            return []
        return [f"total: {{recipients: {article.collectives + article.individuals}}}"]

    # ---- the awards

    def _entries(self) -> tuple[Entry, ...]:
        entries = [self._entry(grant) for grant in self._article.grants]
        grantor, form, kind = RARE[self._index // 6 % len(RARE)]
        # Districts were done away with on the day provinces merged.
        if self._index % 6 == 1 and not ("huyện" in grantor and self._article.day >= places.MERGER.first_day):
            count = 1 + self._below(30)
            names = self._names(kind, min(count, 6)) if self._index % 12 == 1 else ()
            entries.append(Entry(grantor, form, ((kind, count),), names, posthumous=self._index % 48 == 13))
        return tuple(entries)

    def _entry(self, grant: Grant) -> Entry:
        if self._index % 19 == 2:
            return Entry(grant.grantor, grant.form, ())
        if self._index % 8 == 3:
            return Entry(grant.grantor, grant.form, (("recipients", grant.collectives + grant.individuals),))
        names: tuple[str, ...] = ()
        if self._index % 2:
            names = self._names("collectives", min(grant.collectives, 3))
            names += self._names("individuals", min(grant.individuals, 7))
        counts = (("collectives", grant.collectives), ("individuals", grant.individuals))
        return Entry(grant.grantor, grant.form, counts, names, approx=self._index % 23 == 6)

    def _names(self, kind: str, count: int) -> tuple[str, ...]:
        return tuple(self._name(kind) for _ in range(count))

    def _name(self, kind: str) -> str:
        stock = self._stock
        if kind == "collectives":
            place = f"{self._pick(stock['syllables'])} {self._pick(stock['syllables'])}"
            return f"{self._pick(stock['units'])} xã {place}"
        name = " ".join(self._pick(stock[part]) for part in ("surnames", "middles", "givens"))
        return f"Hộ ông {name}" if kind == "households" else name

    def _below(self, limit: int) -> int:
        return int(self._random() * limit)

    def _pick(self, entries: Sequence[str]) -> str:
        return entries[self._below(len(entries))]


def _written(entry: Entry) -> Iterator[str]:
    yield f"  - grantor: {entry.grantor}"
    yield f"    form: {entry.form}"
    for kind, count in entry.counts:
        yield f"    {kind}: {count}"
    if entry.approx:
        yield "    approx: true"
    if entry.posthumous:
        yield "    posthumous: true"
    if entry.names:
        names = (_quoted(name) if "," in name else name for name in entry.names)
        yield f"    names: [{', '.join(names)}]"


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def main(argv: Sequence[str] | None = None) -> int:
    """The command line; 0 when the sample is written."""
    parser = argparse.ArgumentParser(
        prog="python -m tools.sample_site", description="Write a made-up archive to look at."
    )
    parser.add_argument("folder", type=Path, metavar="DIR", help="the site to write")
    parser.add_argument("--articles", type=int, default=300, metavar="N", help="about how many (300)")
    parser.add_argument(
        "--seed", type=int, default=1, metavar="S", help="another number, another archive (1)"
    )
    options = parser.parse_args(argv)
    write_site(options.folder, options.articles, options.seed)
    return 0


if __name__ == "__main__":
    sys.exit(main())
