"""Archives for the tests of search: cases made by hand, and random ones that are hard on phrases."""

from __future__ import annotations

import random
import unicodedata
from typing import Any

from bangvang.search import Document, Said, Seen, corrections, tokens, twin

Article = tuple[Document, Said]

# Few syllables and many forms of them: every phrase is nearly there in every article.
SYLLABLES = (
    "an",
    "án",
    "ăn",
    "nam",
    "năm",
    "ninh",
    "to",
    "tổ",
    "quốc",
    "quoc",
    "đa",
    "da",
    "đá",
    "hoà",
    "hòa",
    "5",
    "05",
    "UBND",
    "ANTQ",
    "CA",
    "công",
    "khen",
    "thưởng",
    "thuong",
    "thường",
    "ñu",
    "x²",
    "ỷ",
)
GRANTORS = ("an ninh", "cong an", '"to quoc"', "ca", "an")
MARKS = (" ", " ", " ", " ", " ", ", ", "-", "/", ". ", "; ", "\n", ".", " – ")


def document(
    id: str, text: str, facts: str = "", *, title: str = "Tin", date: str = "2024-06-05", **more: Any
) -> Article:
    """Return an article as search sees it, with what it says."""
    year, month, day = (int(part) for part in date.split("-"))
    return (
        Document(
            id=id,
            url=f"bai-viet/{year}/{id}.html",
            title=title,
            digest=f"{text}\n\n{facts}",
            date=date,
            sort_date=(year, month, day),
            **more,
        ),
        Said(text, facts),
    )


def by_hand() -> list[Article]:
    """Return one small article for each way of writing that search must see through."""
    decomposed = unicodedata.normalize("NFD", "Đắk Lắk khen thưởng tập thể.")
    return [
        document("exact", "Tỉnh Đắk Lắk khen thưởng một tập thể.", date="2024-01-01"),
        document("nodia", "Tinh Dak Lak khen thuong mot tap the.", date="2024-01-02"),
        document("other", "Tỉnh Đăk Lăk vẫn khen thường xuyên.", date="2024-01-03"),
        document("nfd", decomposed, date="2024-01-04"),
        document("upper", "ĐẮK LẮK KHEN THƯỞNG. HOA NỞ.", date="2024-01-05"),
        document("oldtone", "Hoà bình, uỷ viên, thuỷ lợi.", date="2024-01-06"),
        document("newtone", "Hòa bình, ủy viên, thủy lợi.", date="2024-01-07"),
        document("dong", "Đồng chí Đoàn Đình Đức phát biểu.", date="2024-01-08"),
        document("hyph", "Quyết định số 123/QĐ-UBND ngày 05/6/2024 về kinh tế - xã hội.", date="2024-01-09"),
        document("num", "Họp ngày 5/6/2024, 4.701 người dự.", date="2024-01-10"),
        document("a1", "Anh Anh đến dự.", date="2024-01-11"),
        document("a2", "An ninh được giữ vững.", date="2024-01-12"),
        document("city", "Thành phố Hồ Chí Minh.", date="2023-01-12"),
        document("tp", "TP. Hồ Chí Minh hôm nay.", date="2023-01-13"),
        document("foreign", "Giải thưởng international.", date="2023-01-14"),
        document("long-s", "Chữ ſoà.", date="2023-01-15"),
        document("eth", "\u00d0ồng Tháp và huyện \u00d0ức Hòa.", date="2024-01-13"),
    ]


def at_random(rnd: random.Random, count: int) -> list[Article]:
    """Return articles in which syllables and phrases repeat as much as they can."""
    out = []
    for n in range(count):
        body = "".join(rnd.choice(SYLLABLES) + rnd.choice(MARKS) for _ in range(rnd.choice((0, 3, 20, 60))))
        facets = [("tinh", rnd.choice("abc"))] if rnd.random() < 0.8 else []
        facets += [("chu-de", tag) for tag in "xyz" if rnd.random() < 0.4]
        facets += [
            ("noi-khen", rnd.choice(("an-ninh", "to-quoc", "cong-an-ninh", "bo-cong-an"))),
            ("cap", "x"),
        ]
        out.append(
            document(
                f"bai-{n}",
                body,
                "".join(rnd.choice(SYLLABLES) + rnd.choice(MARKS) for _ in range(rnd.choice((0, 4, 10)))),
                title=" ".join(rnd.choices(SYLLABLES, k=rnd.randint(1, 6))),
                date=f"{rnd.randint(2020, 2024)}-{rnd.randint(1, 12):02d}-{rnd.randint(1, 28):02d}",
                facets=tuple(facets),
                recipients=rnd.choice((None, 0, 3, 40)),
            )
        )
    return out


def questions(rnd: random.Random, articles: list[Article], count: int) -> list[dict[str, Any]]:
    """Return random queries: words and phrases of an article, its words shuffled, beginnings; marks kept in
    part."""
    out: list[dict[str, Any]] = []
    while len(out) < count:
        chosen, said = rnd.choice(articles)
        found = [run for run in tokens.sentences("\n".join((chosen.title, *said))) if run]
        run = rnd.choice(found)
        size = rnd.randint(1, min(rnd.choice((6, 6, 10)), len(run)))
        start = rnd.randrange(len(run) - size + 1)
        words = run[start : start + size]
        if rnd.random() < 0.3:
            words = [rnd.choice(rnd.choice(found)) for _ in words]
        kept = rnd.choice((0.0, 0.5, 1.0))
        words = [word if rnd.random() < kept else tokens.folded(word) for word in words]
        if rnd.random() < 0.1:
            words = [word.upper() for word in words]
        q = " ".join(words)
        q = rnd.choice(
            (
                q,
                f"{q} ",
                f'"{q}"',
                f'"{q}"',
                f'"{q}" {rnd.choice(run)}',
                q[: max(1, len(q) - rnd.randint(1, 3))],
                f"{q} -{rnd.choice(run)}",
                f'{q} -"{" ".join(rnd.choice(found)[:3])}" ',
                f"{q} hoặc {' '.join(rnd.choice(found)[:2])}",
                f"{q} năm:{rnd.choice(('2021', '2021..2023', '2022..', '..2022'))}",
                f"nơi-khen:{rnd.choice(GRANTORS)} {q}",
                f"tỉnh:{rnd.choice('abz')} {q}",
                f"{q} {rnd.randint(2020, 2024)} ",
            )
        )
        if rnd.random() < 0.4:
            q = slipped(rnd, q)
        facets: dict[str, list[str]] = {}
        if rnd.random() < 0.4:
            for _ in range(rnd.randint(1, 3)):
                facet, value = rnd.choice(twin.facets_of(rnd.choice(articles)[0]))
                facets.setdefault(facet, []).append(value)
        out.append({"q": q, "facets": facets, "sort": rnd.choice(twin.SORTS)})
        out[-1]["years"] = rnd.choice((None, None, None, [2021, 2023], [2022, 9999]))
    return out


def nearly_there(rnd: random.Random) -> tuple[list[Article], list[dict[str, Any]]]:
    """Return articles of a handful of syllables, which repeat every run of them, and phrases made of the
    same: their pieces are everywhere, the whole in few."""
    said = ["an", "án", "nam", "bo", "co"][: rnd.choice((2, 3, 4))]

    def run(size: int, ends: tuple[str, ...] = ("",)) -> str:
        return " ".join(rnd.choice(said) + rnd.choice(ends) for _ in range(size))

    articles = [document(f"bai-{n}", run(rnd.choice((20, 60, 200)), ("",) * 19 + (".",))) for n in range(25)]
    asked = [{"q": f'"{run(rnd.randint(3, 10))}"', "facets": {}, "sort": "lien-quan"} for _ in range(100)]
    return articles, asked


def answer(seen: list[Seen], question: dict[str, Any]) -> dict[str, Any]:
    """Return what the twin says, in the form in which the browser's answers come."""
    shown = corrections.answer(
        seen, question["q"], question["facets"], question["sort"], question.get("years")
    )
    way = shown.way
    return {
        "ids": list(shown.found.ids),
        "counts": sorted([facet, value, n] for (facet, value), n in shown.found.counts.items()),
        "way": [way.kind, way.q, list(way.dropped)] if way else None,
        "offers": [[offer.kind, offer.q] for offer in shown.offers],
        "ahead": list(shown.ahead),
        "believed": 0,
    }


def slipped(rnd: random.Random, q: str) -> str:
    """Return a question with slips: keys for letters, sounds and letters put for others, words glued or
    split, words that ask, words that no article has."""
    words = q.split(" ")
    n = rnd.randrange(len(words))
    word = words[n]
    at = rnd.randrange(len(word) or 1)
    words[n] = rnd.choice(
        (
            word[:at] + rnd.choice("aeoghnmsx") + word[at + 1 :],
            word[:at] + word[at + 1 :],
            word.replace("n", "m"),
            word.replace("s", "x") + "g",
            rnd.choice(("toor", "quoocs", "thuwowrng", "quoc61", "nawm", "ddas", "na8m", "kheen")),
            word + "".join(words[n + 1 : n + 2]),
            f"{word[:at]} {word[at:]}",
            f"{word} mèo",
            f"mèo mún {word}",
            f"{word}19",
        )
    )
    said = " ".join(words)
    return rnd.choice((said, said, said, f"{said} ", f"ai {said}", f"{said}?", f"bao nhieu nguoi {said}"))
