"""Made-up archives of any size, the same bytes on any machine.

    python benchmarks/archive.py DIR --articles 20000 [--seed 1] [--hugo HUGO_DIR]

DIR becomes a site that `build.py build --site DIR` accepts; HUGO_DIR the same articles as a Hugo site.
Article i depends on the seed and on i alone, so a smaller archive is the beginning of a larger one. Only
`random.Random.random()` is drawn from: the method whose sequence Python promises to keep between versions.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import shutil
import sys
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import TypeVar

HERE = Path(__file__).resolve().parent
FIRST_YEAR, YEARS = 2010, 15
BODY_BYTES = 10_000
REGIONAL = 0.03
SLOT = re.compile(r"\{(\w+)\}")
CONFIG = """\
title: "Kho thử tốc độ"
base_url: "https://thi-dua.example/"
language: vi
timezone: Asia/Ho_Chi_Minh
search: false
share_images: 0
"""

T = TypeVar("T")


@dataclass(frozen=True)
class Grant:
    """One award entry: a grantor, a form and how many received it."""

    grantor: str
    form: str
    collectives: int
    individuals: int


@dataclass(frozen=True)
class Article:
    """One made-up report, before it is written in either site's front matter."""

    slug: str
    title: str
    day: date
    province: str | None
    region: str | None
    grants: tuple[Grant, ...]
    split_total: bool
    tags: tuple[str, ...]
    source: str
    byline: str
    organisations: tuple[str, ...]
    people: tuple[tuple[str, str], ...]
    body: str

    @property
    def collectives(self) -> int:
        return sum(grant.collectives for grant in self.grants)

    @property
    def individuals(self) -> int:
        return sum(grant.individuals for grant in self.grants)

    @property
    def url(self) -> str:
        return f"https://bao.example/{self.day.year}/{self.slug}.htm"


def articles(n: int, seed: int = 1) -> Iterator[tuple[str, str]]:
    """Yield (path inside the site, text) of the n articles of an archive, as Bảng Vàng reads them."""
    for article in made(n, seed):
        yield f"content/{article.day.year}/{article.slug}.md", _front_matter(article) + article.body


def hugo_articles(n: int, seed: int = 1) -> Iterator[tuple[str, str]]:
    """Yield (path inside the site, text) of the same articles with the front matter that Hugo wants."""
    for article in made(n, seed):
        yield f"content/bai-viet/{article.day.year}/{article.slug}.md", _hugo_matter(article) + article.body


def write_site(folder: Path, n: int, seed: int = 1) -> None:
    """Write config.yaml and content/ of an archive of n articles into folder, which is made if absent."""
    _write(folder / "config.yaml", CONFIG)
    for path, text in articles(n, seed):
        _write(folder / path, text)


def write_hugo(folder: Path, n: int, seed: int = 1) -> None:
    """Write the same archive as a Hugo site, templates included, into folder, which is made if absent."""
    shutil.copytree(HERE / "hugo", folder, dirs_exist_ok=True)
    for path, text in hugo_articles(n, seed):
        _write(folder / path, text)


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    # write_bytes, not write_text, which on Windows would turn line ends into CRLF
    path.write_bytes(text.encode())


# ---- the front matter of either site


def _front_matter(article: Article) -> str:
    if article.region:
        where = ["scope: region", f"region: {article.region}", "place: Hà Nội"]
    else:
        where = [f"province: {article.province}"]
    if article.split_total:
        collectives, individuals = _number(article.collectives), _number(article.individuals)
        total = f"total: {{collectives: {collectives}, individuals: {individuals}}}"
    else:
        total = f"total: {{recipients: {_number(article.collectives + article.individuals)}}}"
    tags = f"tags: [{', '.join(article.tags)}]"
    return _matter(article, [*where, *_awards(article, _number), total, tags])


def _hugo_matter(article: Article) -> str:
    where = f"tinh: [{_quote(article.province)}]" if article.province else f"khu_vuc: {article.region}"
    forms = dict.fromkeys(grant.form for grant in article.grants)
    lists = [
        f'nam: ["{article.day:%Y}"]',
        f'thang: ["{article.day:%Y-%m}"]',
        f"hinh-thuc: [{', '.join(forms)}]",
        f"chu-de: [{', '.join(article.tags)}]",
    ]
    total = f"total: {{collectives: {article.collectives}, individuals: {article.individuals}}}"
    return _matter(article, [where, *lists, *_awards(article, str), total])


def _matter(article: Article, own: Sequence[str]) -> str:
    """The front matter of either site: what both have, around what is this site's own."""
    lines = ["---", f"title: {_quote(article.title)}", f"date: {article.day.isoformat()}", *own]
    lines.append(f"organisations: [{', '.join(map(_quote, article.organisations))}]")
    lines.append("people:")
    lines += [f"  - {{name: {name}, title: {_quote(title)}}}" for name, title in article.people]
    lines.append(f"source: {{name: {article.source}, url: {_quote(article.url)}}}")
    lines.append(f"byline: {article.byline}")
    return "\n".join(lines) + "\n---\n"


def _awards(article: Article, count: Callable[[int], str]) -> Iterator[str]:
    yield "awards:"
    for grant in article.grants:
        yield f"  - grantor: {grant.grantor}"
        yield f"    form: {grant.form}"
        yield f"    collectives: {count(grant.collectives)}"
        yield f"    individuals: {count(grant.individuals)}"


def _quote(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)  # JSON strings are YAML strings


def _number(count: int) -> str:
    """A count as an editor types it: with a leading nought below ten, thousands with dots."""
    return f"{count:02d}" if count < 10 else _dots(count)


def _dots(count: int) -> str:
    return f"{count:,}".replace(",", ".")


# ---- the articles


def made(n: int, seed: int = 1, first_year: int = FIRST_YEAR) -> Iterator[Article]:
    """Yield the n articles of an archive before they are written; their events begin in first_year."""
    words = stock()
    for index in range(n):
        source = random.Random(f"{seed}:{index}")  # noqa: S311 - not a secret
        yield _Writer(words, source, index, first_year).article()


def stock() -> dict[str, tuple[str, ...]]:
    """Read the sections of stock.txt."""
    text = (HERE / "stock.txt").read_text(encoding="utf-8")
    sections: dict[str, list[str]] = {}
    lines: list[str] = []
    for line in text.splitlines():
        if line.startswith("["):
            lines = sections.setdefault(line.strip("[]"), [])
        elif line and not line.startswith("#"):
            lines.append(line)
    return {name: tuple(entries) for name, entries in sections.items()}


class _Writer:
    """Writes one article, from the stock and from random numbers of its own."""

    def __init__(
        self, stock: dict[str, tuple[str, ...]], source: random.Random, index: int, first_year: int
    ) -> None:
        self._stock = stock
        self._random = source.random
        self._index = index
        year = first_year + index % YEARS
        self._day = date(year, 1, 1) + timedelta(days=self._below(365))
        self._regional = self._chance(REGIONAL)
        provinces = stock["provinces"] + stock["cities"]
        self._province = self._pick(provinces)
        self._kind = "thành phố" if self._province in stock["cities"] else "tỉnh"
        self._slots: dict[str, Callable[[], str]] = {
            "ten": self._name,
            "ho": self._name,
            "dv": self._unit,
            "xa": lambda: "xã " + self._place(),
            "huyen": lambda: "huyện " + self._place(),
            "tinh": lambda: "khu vực" if self._regional else self._land(),
            "n": lambda: f"{2 + self._below(98):02d}",
            "tram": lambda: str(100 + self._below(900)),
            "nghin": lambda: _dots(1000 + self._below(90_000)),
            "phan": lambda: f"{5 + self._below(94)},{self._below(10)}",
            "tien": lambda: f"{20 + self._below(900)} triệu đồng" if self._chance(0.7) else self._billions(),
            "nam": lambda: str(self._day.year),
            "truoc": lambda: str(self._day.year - 1 - self._below(8)),
            "mh": lambda: f"“{self._pick(stock['models'])}”",
            "pt": lambda: self._pick(stock["movements"]),
            "lv": lambda: self._pick(stock["fields"]),
        }

    def article(self) -> Article:
        grants = self._grants()
        movement = self._pick(self._stock["movements"])
        title = self._title(sum(g.collectives + g.individuals for g in grants), movement)
        people = tuple((self._name(), self._of(entry)) for entry in self._draw(self._stock["titles"], 2))
        return Article(
            slug=f"{_slug(title)[:64].rstrip('-')}-{self._index:05d}",
            title=title,
            day=self._day,
            province=None if self._regional else self._province,
            region=self._pick(self._stock["regions"]) if self._regional else None,
            grants=grants,
            split_total=self._chance(0.5),
            tags=self._draw(self._stock["tags"], 4),
            source="Bản tin " + (self._province if not self._regional else "khu vực"),
            byline=self._pick(self._stock["bylines"]),
            organisations=tuple(f"{unit} {self._of('%s')}" for unit in self._draw(self._stock["units"], 2)),
            people=people,
            body=self._body(grants, movement, people),
        )

    def _grants(self) -> tuple[Grant, ...]:
        entries = self._draw(self._stock["national" if self._regional else "grantors"], 2)
        pairs = [entry.split(" | ") for entry in entries]
        return tuple(
            Grant(grantor.replace("%s", self._kind), form, 1 + self._below(20), 1 + self._below(60))
            for grantor, form in pairs
        )

    def _title(self, total: int, movement: str) -> str:
        verb = self._pick(("Khen thưởng", "Biểu dương", "Tôn vinh", "Tuyên dương"))
        what = self._pick(("tiêu biểu", "điển hình", "xuất sắc", "có thành tích"))
        where = self._pick(("trong " + movement, "ở " + self._fill("{huyen}"), "năm " + str(self._day.year)))
        return f"{verb} {total} tập thể, cá nhân {what} {where}"

    # ---- the body

    def _body(self, grants: Sequence[Grant], movement: str, people: Sequence[tuple[str, str]]) -> str:
        blocks = [self._lead(movement, people), *(self._granted(grant) for grant in grants)]
        extras = self._extras(grants)
        size, goal = (
            0,
            BODY_BYTES * (0.8 + 0.3 * self._random()),
        )  # the last paragraph and the closing go beyond
        sentences = iter(self._draw(self._stock["sentences"], len(self._stock["sentences"])))
        while size < goal:
            paragraph = " ".join(self._sentence(next(sentences)) for _ in range(2 + self._below(4)))
            if self._chance(0.12):
                paragraph += f" Phương châm được nhắc lại nhiều lần là **{self._pick(self._stock['bold'])}**."
            blocks.append(paragraph)
            if extras and self._chance(0.3):
                blocks += extras.pop()
            size = sum(len(block.encode()) + 2 for block in blocks)
        blocks.append(self._sentence(self._pick(self._stock["closings"])))
        return "\n\n".join(blocks) + "\n"

    def _lead(self, movement: str, people: Sequence[tuple[str, str]]) -> str:
        occasion = self._pick(self._stock["occasions"])
        when = f"{self._day.day}/{self._day.month}/{self._day.year}"
        where = "khu vực" if self._regional else self._land()
        (first, post), (second, other) = people
        return (
            f"Ngày {when}, {self._unit()} phối hợp với {self._unit()} tổ chức {occasion} trong {movement}"
            f" của {where}. Dự hội nghị có {first}, {post}; {second}, {other},"
            f" cùng đông đảo đại biểu và bà con {self._fill('{xa}')}."
        )

    def _granted(self, grant: Grant) -> str:
        return (
            f"Dịp này, {grant.grantor} tặng {grant.form} cho {_number(grant.collectives)} tập thể và"
            f" {_number(grant.individuals)} cá nhân. {self._sentence(self._pick(self._stock['sentences']))}"
        )

    def _extras(self, grants: Sequence[Grant]) -> list[list[str]]:
        """What breaks the prose of this article: each a list of blocks, in a random order."""
        extras: list[list[str]] = []
        if self._chance(0.5):
            extras.append(["## " + self._pick(self._stock["subheadings"])])
        if self._chance(0.4):
            items = self._draw(self._stock["items"], 3 + self._below(3))
            extras.append(["Kết quả nổi bật:", "\n".join("- " + self._fill(item) for item in items)])
        if self._chance(0.5):
            path = f"https://bao.example/{self._day.year}/{1000 + self._below(9000)}.htm"
            extras.append([f"Bạn đọc xem thêm [bài viết về {self._pick(self._stock['models'])}]({path})."])
        if self._chance(0.1):
            rows = [f"| {g.grantor} | {g.form} | {g.collectives} | {g.individuals} |" for g in grants]
            head = ["| Cấp khen | Hình thức | Tập thể | Cá nhân |", "|---|---|---|---|"]
            extras.append(["\n".join(head + rows)])
        return [extras[at] for at in self._draw(range(len(extras)), len(extras))]

    # ---- words

    def _fill(self, template: str) -> str:
        return SLOT.sub(lambda slot: self._slots[slot[1]](), template)

    def _sentence(self, template: str) -> str:
        filled = self._fill(template)
        return filled[0].upper() + filled[1:]  # a sentence may begin with a slot: "tỉnh Hà Nam đã …"

    def _name(self) -> str:
        return " ".join(self._pick(self._stock[part]) for part in ("surnames", "middles", "givens"))

    def _place(self) -> str:
        return " ".join(self._draw(self._stock["syllables"], 2))

    def _unit(self) -> str:
        return f"{self._pick(self._stock['units'])} {self._of('%s')}"

    def _land(self) -> str:
        # "TP. Hồ Chí Minh" already says what it is
        return self._province if self._province.startswith("TP.") else f"{self._kind} {self._province}"

    def _of(self, template: str) -> str:
        return template.replace("%s", "khu vực" if self._regional else self._land())

    def _billions(self) -> str:
        return f"{1 + self._below(9)},{1 + self._below(9)} tỷ đồng"

    # ---- chance, from random() alone

    def _below(self, limit: int) -> int:
        return int(self._random() * limit)

    def _chance(self, probability: float) -> bool:
        return self._random() < probability

    def _pick(self, entries: Sequence[T]) -> T:
        return entries[self._below(len(entries))]

    def _draw(self, entries: Sequence[T], count: int) -> tuple[T, ...]:
        """Draw count different entries, in the order they were drawn."""
        left = list(entries)
        drawn = []
        for _ in range(count):
            at = self._below(len(left))
            left[at], left[-1] = left[-1], left[at]
            drawn.append(left.pop())
        return tuple(drawn)


def _slug(text: str) -> str:
    # đ has no decomposition: NFD leaves it alone
    bare = unicodedata.normalize("NFD", text.lower().replace("đ", "d")).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", bare).strip("-")


def main(arguments: Sequence[str] | None = None) -> int:
    """Write the archives asked for on the command line; return the exit status."""
    parser = argparse.ArgumentParser(description="Write a made-up archive of any size.")
    parser.add_argument("folder", type=Path, metavar="DIR", help="the site to write")
    parser.add_argument("--articles", type=int, required=True, metavar="N")
    parser.add_argument("--seed", type=int, default=1, metavar="S")
    parser.add_argument("--hugo", type=Path, metavar="HUGO_DIR", help="the same articles for Hugo")
    options = parser.parse_args(arguments)
    if options.articles < 0:
        parser.error("--articles must not be negative")
    write_site(options.folder, options.articles, options.seed)
    if options.hugo:
        write_hugo(options.hugo, options.articles, options.seed)
    return 0


if __name__ == "__main__":
    sys.exit(main())
