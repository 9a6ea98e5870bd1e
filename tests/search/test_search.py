"""The index as bytes, the reading of queries, and the twin that judges both; the browser's side is in
browser/."""

# ruff: noqa: S311 - random articles are no secret
from __future__ import annotations

import json
import os
import random
import subprocess
import sys
import zlib
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bangvang import search
from bangvang.search import Seen, arrays, files, layout, lexicon, output, parts, query, tokens, twin
from bangvang.sources import plaintext
from tests.search import samples

VECTORS = Path(__file__).parents[1] / "vectors"
HERE = Path(__file__).resolve().parents[2]


def found(articles: list[samples.Article], q: str, **options: Any) -> list[str]:
    return list(twin.find([Seen(document, text) for document, text in articles], q, **options).ids)


def built(articles: list[samples.Article]) -> dict[str, bytes]:
    texts = dict(articles)
    return dict(search.build(texts, texts.__getitem__))


@pytest.fixture
def small_pieces(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two trees, many blocks and files within files, as only a large archive has them."""
    monkeypatch.setattr(output, "ONE_TREE", 20)
    monkeypatch.setattr(output, "NEWEST_AT_LEAST", 5)
    monkeypatch.setattr(parts, "BLOCK_LIMIT", 12)

    def cut(documents: int, _syllables: int, *, newest: bool) -> layout.Layout:
        return layout.Layout(layout.slices_of(documents), 4, 100 if newest else 200)

    monkeypatch.setattr(layout.Layout, "of", cut)


# --- tokens


@pytest.mark.parametrize("case", json.loads((VECTORS / "search_tokens.json").read_text("utf-8"))["vectors"])
def test_a_text_falls_into_the_syllables_of_the_shared_vectors(case: dict[str, Any]) -> None:
    syllables = tokens.syllables(case["text"])

    assert syllables == case["syllables"]
    assert [tokens.exact(s) if s else "" for s in syllables] == case["exact"]
    assert [tokens.folded(tokens.exact(s)) if s else "" for s in syllables] == case["folded"]


@pytest.mark.parametrize("case", json.loads((VECTORS / "search_tokens.json").read_text("utf-8"))["spread"])
def test_names_of_files_are_those_of_the_shared_vectors(case: dict[str, Any]) -> None:
    assert tokens.spread(case["text"]) == case["spread"]
    assert tokens.name_of(case["text"]) == case["name"]


# --- queries


def covers(q: str) -> tuple[query.Cover, ...]:
    (clause,) = query.parse(q).clauses
    return clause.covers


def test_capitals_are_asked_for_only_where_small_letters_mean_something_else() -> None:
    assert covers("ca nhan") == ()
    assert [cover.concepts for cover in covers("CA tỉnh")] == [("cong_an",)]
    assert [cover.concepts for cover in covers("antq")] == [("an_ninh_to_quoc",)]


def test_an_abbreviation_inside_a_number_of_a_document_is_only_itself() -> None:
    assert covers("123/QĐ-UBND") == ()
    assert covers("KT-XH")[0].concepts == ("kinh_te_xa_hoi",)


def test_two_abbreviations_may_be_joined_by_a_full_stop() -> None:
    assert [cover.concepts for cover in covers("TP.HCM")] == [("thanh_pho",), ("ho_chi_minh",)]
    assert [cover.concepts for cover in covers("TPHCM")] == [("ho_chi_minh",)]
    assert [cover.concepts for cover in covers("Đảng bộ T.Ư")] == [("trung_uong",)]
    assert covers("5.6.2024") == ()


def test_a_long_form_is_seen_through_missing_marks_but_not_through_wrong_ones() -> None:
    assert covers("giữ an ninh to quốc")[0].concepts == ("an_ninh_to_quoc",)
    assert covers("án ninh tổ quốc") == ()


def test_quotation_marks_of_any_kind_make_phrases_and_the_last_may_be_left_open() -> None:
    (asked,) = query.parse('khen “an ninh” «tổ quốc» "thi đua').clauses

    assert [term.exact for term in asked.terms] == ["khen"]
    assert [[term.exact for term in phrase] for phrase in asked.phrases] == [
        ["an", "ninh"],
        ["tổ", "quốc"],
        ["thi", "đua"],
    ]
    assert not asked.open_ended


def test_a_word_is_unfinished_only_while_nothing_stands_behind_it() -> None:
    assert query.parse("khen thuo").clauses[0].open_ended
    assert not query.parse("khen thuo ").clauses[0].open_ended
    assert not query.parse('"khen thuo"').clauses[0].open_ended


def test_every_row_of_the_table_of_abbreviations_can_be_found_both_ways() -> None:
    for row in lexicon.abbreviations():
        for typed in (row.short, row.long):
            assert any(row.concept in cover.concepts for cover in covers(typed)), row


# --- what is found: the twin, on the cases made by hand

FIVE = ["exact", "nodia", "other", "nfd", "upper"]
NEWEST_FIRST = FIVE[::-1]


@pytest.mark.parametrize(
    ("q", "expected"),
    [
        ("khen thuong", NEWEST_FIRST),
        ("dak lak", NEWEST_FIRST),
        ('"dak lak"', NEWEST_FIRST),
        ('"Đắk Lắk"', ["upper", "nfd", "exact"]),
        ('"khen thưởng"', ["upper", "nfd", "exact"]),
        ('"đồng chí"', ["dong"]),
        ("doan dinh duc", ["dong"]),
        ("qd-ubnd", ["hyph"]),
        ("123/QĐ-UBND", ["hyph"]),
        ("5/6/2024", ["num", "hyph"]),
        ("05/6/2024", ["num", "hyph"]),
        ("kinh te xa hoi", ["hyph"]),
        ("an ", ["a2"]),
        ("khen thuo", NEWEST_FIRST),
        ("khen thuo ", []),
        ("dong thap", ["eth"]),
        ("đức hòa", ["eth"]),
        ('"lắk khen"', ["upper", "nfd", "exact"]),
        ('"thưởng hoa"', []),
    ],
)
def test_the_twin_finds(q: str, expected: list[str]) -> None:
    assert found(samples.by_hand(), q) == expected


@pytest.mark.parametrize("q", ["khen thưởng", "KHEN THƯỞNG", "khen thu\u031bo\u031b\u0309ng", "Đắk Lắk"])
def test_the_form_that_was_typed_stands_above_other_forms(q: str) -> None:
    assert found(samples.by_hand(), q) == ["upper", "nfd", "exact", "other", "nodia"]


def test_one_syllable_spelled_two_ways_is_one_form() -> None:
    old, new = found(samples.by_hand(), "hoà"), found(samples.by_hand(), "hòa")

    assert old == new == ["eth", "newtone", "oldtone", "upper"]
    assert found(samples.by_hand(), "thuỷ") == ["newtone", "oldtone"]


def test_neighbours_in_order_stand_above_scattered_words_and_a_title_above_a_body() -> None:
    articles = [
        samples.document("scattered", "Văn hóa. Nguyễn Huệ. Dũng cảm.", date="2024-03-03"),
        samples.document("phrase", "Ông Nguyễn Văn Dũng.", date="2024-01-01"),
        samples.document("title", "Ông Nguyễn Văn Dũng.", title="Dũng", date="2023-01-01"),
        samples.document("pairs", "Nguyễn Văn Hùng, Trần Văn Dũng.", date="2024-02-02"),
    ]

    assert found(articles, "nguyen van dung") == ["title", "phrase", "pairs", "scattered"]


def test_all_in_one_place_with_a_wrong_mark_stands_above_right_marks_that_are_scattered() -> None:
    articles = [
        samples.document("scattered", "Lê Lợi. Quốc Oai. Hưng Yên. Thứ tư. Bộ trưởng.", date="2024-03-03"),
        samples.document("wrong", "Lê Quốc Hùng, Thứ trưởng.", date="2023-03-03"),
        samples.document("right", "Lê Quốc Hưng, Thứ trưởng.", date="2022-03-03"),
    ]

    assert found(articles, "lê quốc hưng thứ trưởng") == ["right", "wrong", "scattered"]
    assert found(articles, "hưng ") == ["scattered", "right", "wrong"]


def test_a_report_of_the_province_that_is_named_stands_above_one_that_has_more_neighbours() -> None:
    facets = (("tinh", "quang-nam"),)
    articles = [
        samples.document("other", "Ông Lê Văn Dung. Tịch Quang Nam. Chủ.", date="2024-03-03"),
        samples.document("own", "Chủ tịch Lê Văn Dũng. Quảng Nam.", date="2023-03-03", facets=facets),
    ]

    assert found(articles, "le van dung chu tich quang nam") == ["own", "other"]
    assert found(articles, "le van dung chu tich quang ") == ["other", "own"]


def test_an_abbreviation_and_its_long_form_find_each_other() -> None:
    articles = [
        samples.document("short", "Phong trào bảo vệ ANTQ."),
        samples.document("long", "Phong trào bảo vệ an ninh Tổ quốc."),
        samples.document("neither", "An ninh của tổ quốc."),
        samples.document("song", "Ca múa nhạc."),
        samples.document("police", "CA tỉnh."),
    ]

    assert set(found(articles, "ANTQ")) == {"short", "long"}
    assert set(found(articles, "an ninh tổ quốc")) == {"short", "long", "neither"}
    assert found(articles, "an ninh tổ quốc")[-1] == "neither"
    assert found(articles, '"an ninh tổ quốc"') == ["long"]
    assert found(articles, "công an") == ["police"]
    assert set(found(articles, "ca")) == {"song", "police"}


def test_long_forms_that_overlap_each_stand_for_their_syllables() -> None:
    articles = [
        samples.document("front", "Ủy ban MTTQ xã."),
        samples.document("neither", "Ủy ban nhân dân xã. Tổ quốc."),
        samples.document("forces", "LLVT nhân dân tỉnh."),
    ]

    assert found(articles, "ủy ban mặt trận tổ quốc xã") == ["front"]
    assert found(articles, "lực lượng vũ trang nhân dân") == ["forces"]
    assert found(articles, '"lực lượng vũ trang nhân dân"') == []


def test_a_long_form_with_marks_puts_those_very_marks_and_its_abbreviation_above_other_forms() -> None:
    articles = [
        samples.document("marks", "Hồ Chí Minh.", date="2022-01-01"),
        samples.document("short", "TP.HCM.", date="2023-01-01"),
        samples.document("bare", "Ho Chi Minh city.", date="2024-01-01"),
    ]

    assert found(articles, "Hồ Chí Minh") == ["marks", "short", "bare"]
    assert found(articles, "ho chi minh") == ["bare", "marks", "short"]


@pytest.mark.parametrize(
    ("q", "expected"),
    [
        ("khen -lụt", ["three", "one"]),
        ("khen - lụt", ["two"]),
        ("hè-lụt", ["two"]),
        ('khen -"mùa hè"', ["three"]),
        ("-khen", []),
        ("khen hoặc lụt", ["two", "three", "one"]),
        ("thư hoặc mùa hè", ["two", "one", "three"]),
        ('"hoặc" khen', []),
        ("năm:2022..2023 ", ["two", "one"]),
        ("năm:2023.. khen", ["three", "two"]),
        ("nam:..2022", ["one"]),
        ("năm:2030", []),
        ("tỉnh:Kon Tum khen", ["one"]),
        ("tinh:kon", ["one"]),
        ("tỉnh:Sao Hoả", []),
        ("nơi-khen:UBND tỉnh", ["three"]),
        ("nơi khen:bộ", []),
    ],
)
def test_operators_mean_what_the_help_says_and_what_is_nearly_one_is_a_word(
    q: str, expected: list[str]
) -> None:
    ministry, committee = ("noi-khen", "bo-cong-an"), ("noi-khen", "chu-tich-uy-ban-nhan-dan-tinh")
    articles = [
        samples.document("one", "Khen mùa hè.", date="2022-01-01", facets=(("tinh", "kon-tum"), ministry)),
        samples.document("two", "Khen chống lụt. Mùa hè lụt.", date="2023-01-01", facets=(ministry,)),
        samples.document("three", "Thư khen.", date="2024-01-01", facets=(committee,)),
    ]

    assert found(articles, q) == expected


def test_a_phrase_does_not_cross_from_an_item_into_the_list_inside_it_nor_out_of_a_summary() -> None:
    html = (
        "<ul><li>Tập thể<ol><li>Đội Một</li></ol></li></ul>"
        "<details><summary>Danh sách</summary>Hai người</details>"
    )
    articles = [samples.document("a", plaintext.of(html))]

    assert (
        found(articles, '"tập thể"')
        == found(articles, '"đội một"')
        == found(articles, '"hai người"')
        == ["a"]
    )
    assert found(articles, '"thể đội"') == found(articles, '"thể 1"') == found(articles, '"sách hai"') == []
    assert found(articles, "sáchhai") == []


def test_an_abbreviation_that_no_article_has_finds_its_long_form_while_it_is_typed() -> None:
    articles = [samples.document("long", "Phong trào bảo vệ an ninh Tổ quốc.")]

    assert found(articles, "ANTQ") == found(articles, "antq ") == ["long"]


def test_the_numbers_beside_the_choices_are_those_that_the_other_facets_leave() -> None:
    articles = [
        samples.document("one", "khen", date="2023-01-01", facets=(("tinh", "a"), ("chu-de", "x"))),
        samples.document(
            "two", "khen", date="2024-01-01", facets=(("tinh", "b"), ("chu-de", "x"), ("chu-de", "y"))
        ),
        samples.document("three", "chê", date="2024-01-01", facets=(("tinh", "b"),)),
    ]

    result = twin.find([Seen(d, t) for d, t in articles], "khen", {"tinh": ["b"]})

    assert result.ids == ("two",)
    assert result.counts == {
        ("nam", "2024"): 1,
        ("tinh", "a"): 1,
        ("tinh", "b"): 1,
        ("chu-de", "x"): 1,
        ("chu-de", "y"): 1,
    }


def test_results_may_be_ordered_by_date_and_by_recipients() -> None:
    articles = [
        samples.document("unknown", "khen", date="2024-01-03"),
        samples.document("few", "khen", date="2024-01-01", recipients=2),
        samples.document("many", "khen", date="2024-01-02", recipients=30),
    ]

    assert found(articles, "khen", sort="moi-nhat") == ["unknown", "many", "few"]
    assert found(articles, "khen", sort="cu-nhat") == ["few", "many", "unknown"]
    assert found(articles, "khen", sort="so-luong") == ["many", "few", "unknown"]


# --- bytes


def test_an_archive_without_articles_has_an_index_of_nothing() -> None:
    assert "tim-kiem/index.bin" in built([])


@pytest.mark.usefixtures("small_pieces")
def test_the_order_in_which_articles_come_does_not_matter() -> None:
    articles = samples.at_random(random.Random(1), 60)
    shuffled = random.Random(2).sample(articles, len(articles))

    assert built(articles) == built(shuffled)


@pytest.mark.usefixtures("small_pieces")
def test_every_file_is_written_once_and_has_its_check_in_front() -> None:
    articles = samples.at_random(random.Random(3), 60)
    texts = dict(articles)
    files = list(search.build(texts, texts.__getitem__))

    assert len({path for path, _ in files}) == len(files)
    assert all(len(data) > 4 for _, data in files)


SCRIPT = """
import hashlib, random, sys
from bangvang import search
from tests.search import samples as search_samples
texts = dict(search_samples.at_random(random.Random(4), 40))
digest = hashlib.sha256()
for path, data in sorted(search.build(texts, texts.__getitem__)):
    digest.update(path.encode() + data)
print(digest.hexdigest())
"""


def test_the_hash_seed_of_python_leaves_no_trace() -> None:
    answers = {
        subprocess.run(
            [sys.executable, "-c", SCRIPT],
            env={**os.environ, "PYTHONHASHSEED": seed},
            cwd=HERE,
            capture_output=True,
            check=True,
            text=True,
        ).stdout
        for seed in ("0", "1", "12345")
    }

    assert len(answers) == 1


Change = Callable[[list[samples.Article], random.Random], list[samples.Article]]


def edited(articles: list[samples.Article], rnd: random.Random) -> list[samples.Article]:
    at = rnd.randrange(len(articles))
    document, said = articles[at]
    more = f". {' '.join(rnd.choices(samples.SYLLABLES, k=rnd.randint(0, 4)))}"
    changed = (
        said._replace(text=said.text + more) if rnd.random() < 0.5 else said._replace(facts=said.facts + more)
    )
    return [*articles[:at], (replace(document, digest=repr(changed)), changed), *articles[at + 1 :]]


def retitled(articles: list[samples.Article], rnd: random.Random) -> list[samples.Article]:
    at = rnd.randrange(len(articles))
    document, text = articles[at]
    return [
        *articles[:at],
        (replace(document, title=f"{document.title} {rnd.choice(samples.SYLLABLES)}"), text),
        *articles[at + 1 :],
    ]


def added(articles: list[samples.Article], rnd: random.Random) -> list[samples.Article]:
    document, text = samples.at_random(rnd, 1)[0]
    return [*articles, (replace(document, id=f"moi-{rnd.random()}"), text)]


def removed(articles: list[samples.Article], rnd: random.Random) -> list[samples.Article]:
    at = rnd.randrange(len(articles))
    return [*articles[:at], *articles[at + 1 :]]


@given(
    st.integers(0, 2**32),
    st.lists(st.sampled_from([edited, retitled, added, removed]), min_size=1, max_size=3),
)
def test_whatever_is_kept_under_its_key_is_what_a_clean_build_makes(seed: int, changes: list[Change]) -> None:
    rnd = random.Random(seed)
    articles = samples.at_random(rnd, 30)
    kept: dict[str, Any] = {}

    def build(now: list[samples.Article]) -> None:
        texts = {document.id: (document, said) for document, said in now}
        for plan in search.plan(document for document, _ in now).trees:
            made = []
            for block in plan.blocks:
                inside = [texts[entry.id] for entry in block.documents]
                part = search.invert(
                    [(document.title, *said) for document, said in inside],
                    [document.provinces for document, _ in inside],
                )
                assert kept.setdefault(block.key, part) == part
                made.append(part)
            opened = plan.open(made)
            for n in range(plan.slices):
                result = opened.slice(n)
                assert kept.setdefault(opened.key(n), result) == result

    build(articles)
    for change in changes:
        articles = change(articles, rnd)
        build(articles)


@pytest.mark.usefixtures("small_pieces")
def test_a_new_article_leaves_the_files_of_the_older_ones_alone() -> None:
    articles = [article for article in samples.at_random(random.Random(5), 60) if article[0].date < "2024-12"]
    newest = samples.document("newest", "Công an khen thưởng.", date="2024-12-31")
    before, after = built(articles), built([*articles, newest])
    of_archive = {path for path in before if path.startswith("tim-kiem/a/")}

    assert of_archive
    assert all(before[path] == after[path] for path in of_archive)


def test_two_frequent_words_side_by_side_cost_no_file_for_the_first_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def cut(documents: int, _syllables: int, **_: bool) -> layout.Layout:
        return layout.Layout(layout.slices_of(documents), 4, 400)  # every word has files of its own

    monkeypatch.setattr(layout.Layout, "of", cut)
    articles = samples.at_random(random.Random(6), 60)
    for path, data in built(articles).items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_bytes(data)
    asked = [{"q": q, "cold": True} for q in ("công khen ", "công", "khen công khen ")]
    done = subprocess.run(
        ["node", str(HERE / "tests/node/search.mjs"), str(tmp_path)],  # noqa: S607 - whichever is installed
        input=json.dumps(asked),
        capture_output=True,
        check=True,
        text=True,
    )
    two, one, three = json.loads(done.stdout)

    assert one["requests"] == 2  # the manifest, and what is known of the word
    assert two["requests"] == 3
    assert three["requests"] <= 4 + 1  # a run of three may have a file of its own
    assert two["ids"] == found(articles, "công khen ")[:5]


def test_a_year_that_is_too_large_is_cut_into_quarters_then_months_then_eights_of_days(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(parts, "BLOCK_LIMIT", 2)
    days = ["2022-05-01", "2023-01-01", "2023-02-02", "2023-02-03", "2023-02-09", "2023-02-28", "2023-04-01"]
    blocks = parts.blocks(samples.document(f"d{n}", "", date=day)[0] for n, day in enumerate(days))

    assert [(block.name, len(block.documents)) for block in blocks] == [
        ("2022", 1),
        ("2023-01-01", 1),
        ("2023-01-02-01", 2),
        ("2023-01-02-02", 1),
        ("2023-01-02-04", 1),
        ("2023-02", 1),
    ]


def test_no_file_has_the_check_that_says_there_is_none() -> None:
    payloads = (n.to_bytes(4, "little") for n in range(1 << 20))
    payload = next(payload for payload in payloads if zlib.crc32(payload) & 0xFFFF == 0)
    file = files.seal("a", payload)

    assert file.check != files.File.empty().check
    assert int.from_bytes(file.data[:2], "little") == file.check


# --- arrays


@given(st.lists(st.integers(0, 2**33)))
def test_numbers_come_back_from_their_bytes(values: list[int]) -> None:
    data, sizes = arrays.varints(np.array(values, np.int64))
    out, shift, current = [], 0, 0
    for byte in data.tolist():
        current |= (byte & 0x7F) << shift
        shift += 7
        if byte < 0x80:
            out.append(current)
            shift = current = 0

    assert out == values
    assert int(sizes.sum()) == len(data)


@given(
    st.lists(
        st.integers(1, 40).flatmap(
            lambda universe: st.tuples(
                st.just(universe), st.sets(st.integers(0, universe - 1), max_size=universe)
            )
        )
    )
)
def test_lists_take_no_byte_when_they_say_all_or_nothing_and_never_more_than_a_bitmap_or_what_is_missing(
    rows: list[tuple[int, set[int]]],
) -> None:
    universe = np.array([u for u, _ in rows], np.int64)
    starts = arrays.offsets(np.array([len(s) for _, s in rows], np.int64))
    members = np.array([m for _, s in rows for m in sorted(s)], np.int64)
    data, sizes = arrays.subsets(universe, starts, members)

    assert int(sizes.sum()) == len(data)
    for (whole, chosen), size in zip(rows, sizes.tolist(), strict=True):
        assert (size == 0) == (len(chosen) in (0, whole))
        assert size <= min((whole + 7) // 8, len(chosen), whole - len(chosen))


def test_a_packed_buffer_gives_its_arrays_back_range_by_range() -> None:
    packed = arrays.Packed(
        arrays.pack({"a": np.arange(300), "b": np.array([], np.int64), "c": np.array([2**40])})
    )

    assert packed.read("a", 5, 8).tolist() == [5, 6, 7]
    assert packed.read("b").tolist() == []
    assert packed.read("c").tolist() == [2**40]
    assert packed.length("a") == 300
