"""Front matter as the contract with editors has it: keys, forms of numbers and dates, names."""

from __future__ import annotations

import re
import unicodedata

import pytest

from bangvang.desk import fields
from bangvang.desk.fields import Field
from bangvang.language import text
from bangvang.language.dates import PartialDate
from bangvang.sources import schema
from bangvang.sources.front_matter import EXAMPLES, AwardEntry, FrontMatter
from bangvang.sources.schema import Reading
from bangvang.sources.yamltext import UNKNOWN, Front

LEAST = 'title: "Khen thưởng"\ndate: 2024-09-19\nprovince: Quảng Nam\n'


def read(yaml: str, *, least: str = LEAST) -> Reading:
    return schema.read(Front("content/2024/x.md", least + yaml, 1), FrontMatter)


def entry(yaml: str, *, least: str = LEAST) -> FrontMatter:
    reading = read(yaml, least=least)
    assert reading.problems == ()
    assert isinstance(reading.model, FrontMatter)
    return reading.model


def codes(yaml: str, *, least: str = LEAST) -> list[str]:
    return [found.code for found in read(yaml, least=least).problems]


def award(line: str) -> str:
    return f"awards:\n  - grantor: UBND tỉnh\n    form: Bằng khen\n    {line}\n"


# ---------------------------------------------------------------- what is required


def test_title_and_date_are_enough_for_the_schema() -> None:
    model = entry("", least="title: A\ndate: 2024\n")

    assert (model.title, model.date, model.awards, model.province) == ("A", PartialDate(2024), None, None)


def test_awards_may_be_empty() -> None:
    assert entry("awards: []\n").awards == ()


@pytest.mark.parametrize("key", ["title", "date"])
def test_nothing_goes_without_title_and_date(key: str) -> None:
    least = "".join(line + "\n" for line in LEAST.splitlines() if not line.startswith(key))

    assert codes("", least=least) == ["K105"]


@pytest.mark.parametrize("key", sorted(FrontMatter.model_fields))
def test_every_key_of_the_contract_is_known_and_its_near_misses_are_not(key: str) -> None:
    near = schema.read(Front("x.md", f"{LEAST}{key}x: 1\n", 1), FrontMatter)

    assert [found.code for found in near.problems] == ["K103"]
    assert dict(near.problems[0].values)["suggestion"] == key


# ---------------------------------------------------------------- counts


@pytest.mark.parametrize(
    ("typed", "count"),
    [
        ("0", 0),
        ("9", 9),
        ("09", 9),
        ("1.024", 1024),
        ("1 024", 1024),
        ('"09"', 9),
        ("010", 10),
        ("1.000.000", 10**6),
    ],
)
def test_a_count_is_read_as_typed(typed: str, count: int) -> None:
    awards = entry(award(f"collectives: {typed}")).awards

    assert awards is not None
    assert awards[0].collectives == count


@pytest.mark.parametrize(
    "typed",
    [
        "1.25",
        "-3",
        "12:30",
        "vài",
        "1,024",
        "0x1f",
        "1e3",
        "1_000",
        "+3",
        "3.",
        ".5",
        "1.0245",
        "٣",
        "½",
        "yes",
        "1 2",
        "99999999",
    ],
)
def test_what_is_no_count_is_told(typed: str) -> None:
    assert codes(award(f"collectives: {typed}")) == ["K201"]


def test_an_absent_count_is_not_stated_and_nought_is_stated_to_be_none() -> None:
    awards = entry(award("households: 0")).awards

    assert awards is not None
    assert (awards[0].households, awards[0].collectives) == (0, None)


@pytest.mark.parametrize("empty", ["", "~", "null"])
def test_an_empty_count_is_not_stated(empty: str) -> None:
    awards = entry(award(f"collectives: {empty}")).awards

    assert awards is not None
    assert awards[0].collectives is None


# ---------------------------------------------------------------- dates


@pytest.mark.parametrize(
    ("typed", "date"),
    [
        ("2024-09-19", PartialDate(2024, 9, 19)),
        ("2024-09", PartialDate(2024, 9)),
        ("2024", PartialDate(2024)),
        ("19/09/2024", PartialDate(2024, 9, 19)),
        ("19/9/2024", PartialDate(2024, 9, 19)),
        ("9/2024", PartialDate(2024, 9)),
        ("29/02/2024", PartialDate(2024, 2, 29)),
        ("2024-9-19", PartialDate(2024, 9, 19)),
        ("19.9.2024", PartialDate(2024, 9, 19)),
        ("19-9-2024", PartialDate(2024, 9, 19)),
        ("2024/09/19", PartialDate(2024, 9, 19)),
        ("9-2024", PartialDate(2024, 9)),
        ("Ngày 19 tháng 9 năm 2024", PartialDate(2024, 9, 19)),
        ("tháng 9, năm 2024", PartialDate(2024, 9)),
        ("năm 2024", PartialDate(2024)),
    ],
)
def test_a_date_has_the_precision_that_is_written(typed: str, date: PartialDate) -> None:
    assert entry("", least=f"title: A\nprovince: Quảng Nam\ndate: {typed}\n").date == date
    # Editors' tools must not underline what is read.
    assert re.fullmatch(FrontMatter.model_json_schema()["properties"]["date"]["pattern"], typed)


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("31/02/2024", "K203"),
        ("29/02/2023", "K203"),
        ("2024-13", "K203"),
        ("2024-00-10", "K203"),
        ("2/8", "K202"),
        ("2.6", "K202"),
        ("19.9.24", "K202"),
        ("19/9-2024", "K202"),
        ("2024-09-19T08:00", "K202"),
        ("hôm nay", "K202"),
        ("1944", "K204"),
        ("2101-01-01", "K204"),
    ],
)
def test_what_is_no_date_is_told(typed: str, code: str) -> None:
    assert codes("", least=f"title: A\nprovince: Quảng Nam\ndate: {typed}\n") == [code]


# ---------------------------------------------------------------- names


@pytest.mark.parametrize(
    "typed",
    [
        "Quảng Nam",
        "quảng nam",
        "QUẢNG NAM",
        "tỉnh Quảng Nam",
        unicodedata.normalize("NFD", "Quảng Nam"),
        "Quang Nam",
        "Quảng  Nam",
    ],
)
def test_a_province_is_known_by_all_its_spellings(typed: str) -> None:
    assert entry("", least=f"title: A\ndate: 2024\nprovince: {typed}\n").province == ("quang-nam",)


@pytest.mark.parametrize(
    "typed", ["Bà Rịa - Vũng Tàu", "Bà Rịa – Vũng Tàu", "Bà Rịa-Vũng Tàu", "Bà Rịa—Vũng Tàu"]
)
def test_the_kind_of_dash_does_not_count(typed: str) -> None:
    assert entry("", least=f"title: A\ndate: 2024\nprovince: {typed}\n").province == ("ba-ria-vung-tau",)


@pytest.mark.parametrize("typed", ["Khánh Hòa", "Khánh Hoà"])
def test_the_place_of_the_tone_mark_does_not_count(typed: str) -> None:
    assert entry("", least=f"title: A\ndate: 2024\nprovince: {typed}\n").province == ("khanh-hoa",)


def test_a_province_may_be_a_name_or_a_list() -> None:
    least = "title: A\ndate: 2024\n"

    assert entry("province: [Quảng Nam, Kon Tum]\n", least=least).province == ("quang-nam", "kon-tum")
    assert entry("province: Kon Tum\n", least=least).province == ("kon-tum",)


@pytest.mark.parametrize(
    "typed", ["Bằng khen", "bằng khen", "BẰNG KHEN", unicodedata.normalize("NFD", "Bằng khen")]
)
def test_a_form_is_known_by_all_its_spellings(typed: str) -> None:
    assert codes(f"awards: [{{grantor: UBND tỉnh, form: {typed}}}]\n") == []


@pytest.mark.parametrize("typed", ["Phía Bắc", "phía bắc", "khu vực phía Bắc", "phia-bac"])
def test_a_region_is_known_by_all_its_spellings(typed: str) -> None:
    least = "title: A\ndate: 2024\nscope: region\n"

    assert entry(f"region: {typed}\n", least=least).region == "phia-bac"


@pytest.mark.parametrize(
    "typed", ["state", "ministry", "military", "province", "district", "commune", "organisation"]
)
def test_the_levels_of_the_contract_are_known(typed: str) -> None:
    assert codes(award(f"level: {typed}")) == []
    assert codes(award(f"level: {typed.upper()}")) == []
    assert codes(award(f"level: {typed}x")) == ["K209"]


# ---------------------------------------------------------------- other values


@pytest.mark.parametrize("typed", ["true", "True", "TRUE", "false"])
def test_a_flag_is_true_or_false(typed: str) -> None:
    assert entry(f"draft: {typed}\n").draft is (typed.lower() == "true")


@pytest.mark.parametrize("typed", ["yes", "on", "1", "có", "y", '"thật"'])
def test_nothing_else_is_a_flag(typed: str) -> None:
    assert codes(f"draft: {typed}\n") == ["K212"]


@pytest.mark.parametrize(
    ("typed", "alias"),
    [
        ("/cu.html", "cu.html"),
        ("cu.html", "cu.html"),
        ("/tin/2019/cu.html", "tin/2019/cu.html"),
        ("/tin/", "tin/index.html"),
        ("/tin", "tin/index.html"),
        ("/a.b/c~d_e-1.html", "a.b/c~d_e-1.html"),
    ],
)
def test_a_former_address_becomes_the_file_a_host_looks_for(typed: str, alias: str) -> None:
    assert entry(f"aliases: [{typed}]\n").aliases == (alias,)


@pytest.mark.parametrize(
    "typed",
    [
        "/../x.html",
        "/a/../x.html",
        "..",
        "/.",
        "//x.html",
        "/a//b.html",
        "/a b.html",
        "/bài.html",
        "/a.html?x=1",
        "/a#b",
        "/" + "x" * 201,
        "/%2e%2e/x",
        "/a\\\\b",
    ],
)
def test_a_former_address_stays_in_the_site(typed: str) -> None:
    assert codes(f'aliases: ["{typed}"]\n') == ["K213"]


@pytest.mark.parametrize(
    "typed", ["../a.jpg", "a/b.jpg", "a\\\\b.jpg", ".a.jpg", "..", "/a.jpg", "C:\\\\a.jpg"]
)
def test_a_photo_is_a_name_and_no_path(typed: str) -> None:
    assert codes(f'photos: [{{file: "{typed}", caption: x}}]\n') == ["K214"]


@pytest.mark.parametrize("typed", ["https://bao.vn", "http://bao.vn/a?b=c#d", "https://a.b.vn:8080/x(1)"])
def test_a_source_has_an_address_of_the_web(typed: str) -> None:
    assert codes(f'source: {{name: Báo, url: "{typed}"}}\n') == []


@pytest.mark.parametrize(
    "typed",
    [
        "bao.vn",
        "ftp://bao.vn",
        "javascript:alert(1)",
        "https://",
        "https://x",
        "http:// bao.vn",
        "https://bao.vn/<b>",
    ],
)
def test_nothing_else_is_an_address_of_the_web(typed: str) -> None:
    assert codes(f'source: {{name: Báo, url: "{typed}"}}\n') == ["K211"]


def test_text_is_kept_on_one_line_and_without_blanks_around() -> None:
    assert entry('place: "  Tam   Kỳ  "\nbyline: |\n  K.\n  ANH\n').place == "Tam Kỳ"


# ---------------------------------------------------------------- faults side by side


def test_every_fault_of_a_file_is_told_at_once() -> None:
    yaml = (
        "provnce: x\nawards:\n  - {grantor: UBND tỉnh, form: Bằng kheng, collectives: vài}\n"
        "  - {form: Giấy khen, levl: x}\ntags: a\ndraft: có\npublished: 2/8\n"
    )

    assert sorted(codes(yaml)) == ["K103", "K103", "K105", "K106", "K201", "K202", "K207", "K212"]


@pytest.mark.parametrize("key", ["title", "date", "province"])
def test_a_misspelt_key_is_not_missing_as_well(key: str) -> None:
    assert codes("", least=LEAST.replace(f"{key}:", f"{key}x:")) == ["K103"]


def test_what_is_sound_is_kept_beside_what_is_not() -> None:
    reading = read(
        "awards:\n  - {grantor: UBND tỉnh, form: Bằng khen, collectives: vài, individuals: 3}\n"
        "  - {form: Giấy khen, individuals: 4}\ntags: [a, [b], c]\n"
    )

    assert [a.individuals for a in reading.model.awards] == [3, 4]
    assert reading.model.awards[1].grantor == UNKNOWN
    assert reading.model.tags == ("a", UNKNOWN, "c")
    assert reading.faulty == {"awards", "tags"}


def test_a_fault_points_at_its_value_and_an_unknown_key_at_the_key() -> None:
    reading = read("awards:\n  - grantor: UBND tỉnh\n    form: Bằng kheng\n    levl: x\n")

    assert [(p.code, p.place.line, p.place.column) for p in sorted(reading.problems)] == [
        ("K207", 7, 11),
        ("K103", 8, 5),
    ]


def test_a_name_alone_may_belong_to_any_group() -> None:
    assert codes("name: Lê A\n") == ["K103"]


@pytest.mark.parametrize(
    ("key", "owner"),
    [("collectives", "awards"), ("posthumous", "awards"), ("caption", "photos"), ("code", "source")],
)
def test_a_key_that_stands_one_step_too_high_is_told_where_it_belongs(key: str, owner: str) -> None:
    (found,) = read(f"{key}: x\n").problems

    assert (found.code, dict(found.values)["owner"]) == ("K126", owner)


def hint(yaml: str) -> str:
    (found,) = read(yaml).problems
    return found.hint("en")


@pytest.mark.parametrize(
    ("typed", "example"),
    [
        ("total: 3 tập thể, 6 cá nhân", "total: {collectives: 3, individuals: 6}"),
        ("total: 3 tập thể và 2 hộ", "total: {collectives: 3, households: 2}"),
        ("total: 45", "total: {recipients: 45}"),
        ("total: hơn 1.200", "total: {recipients: 1.200, approx: true}"),
        ("total: [45]", "total: {recipients: 45}"),
        ("people: Lê A, Trần B", "people: [{name: Lê A}, {name: Trần B}]"),
        ("people: [Trần B]", "{name: Trần B}"),
        ('people: ["Trần B, Giám đốc Sở"]', "{name: Trần B, title: Giám đốc Sở}"),
        ("programme: Xoá đói", "programme: {name: Xoá đói}"),
        ("source: VOV", "source: {name: VOV}"),
        ("photos: anh.jpg", "photos: [{file: anh.jpg}]"),
        ("awards: {grantor: UBND xã, form: Giấy khen}", "awards: [{grantor: UBND xã, form: Giấy khen}]"),
        ("byline: [K.ANH]", "byline: K.ANH"),
    ],
)
def test_what_has_the_wrong_form_is_shown_in_the_right_one(typed: str, example: str) -> None:
    assert hint(typed + "\n") == f"write it like this: {example}"


@pytest.mark.parametrize(
    ("typed", "example"),
    [
        ("total: 3 tập thể và nhiều cá nhân", "total: {recipients: …}"),
        ("total: 3 và 6", "total: {recipients: …}"),
        ("photos: Quang cảnh", "photos: [{file: …, caption: …}]"),
        ("breakdown: Gia Lai 5", "breakdown: [{province: …, collectives: …}]"),
        ("awards: Bằng khen", "awards: [{grantor: …, form: …, collectives: …}]"),
        ("title: {a: [b]}", "title: …"),
    ],
)
def test_where_nobody_can_tell_what_was_meant_the_pattern_has_no_facts(typed: str, example: str) -> None:
    least = LEAST if not typed.startswith("title") else LEAST.partition("\n")[2]
    (found, *_) = read(typed + "\n", least=least).problems

    assert (found.code, dict(found.values)["example"]) == ("K106", example)


def test_a_missing_key_is_shown_without_facts_of_another_article() -> None:
    missing = [dict(found.values)["example"] for found in read("awards: [{}]\n", least="").problems]

    assert missing == ["title: …", "date: ngày/tháng/năm", "grantor: …", "form: …"]


@pytest.mark.parametrize("key", ["organisations", "tags", "review"])
def test_where_each_of_a_list_is_text_it_is_shown_as_the_list_it_was_meant_to_be(key: str) -> None:
    assert hint(f"{key}: Lê A, Lê B\n") == f"write it like this: {key}: [Lê A, Lê B]"


def test_a_name_of_an_entry_is_such_a_text_though_more_may_be_said_of_it() -> None:
    assert hint(award("names: Lê A, Lê B")) == "write it like this: names: [Lê A, Lê B]"


def test_topics_typed_as_one_text_are_shown_as_the_list_they_were_meant_to_be() -> None:
    for typed in ("điển hình, phụ nữ", "điển hình; phụ nữ", "|\n  điển hình\n  phụ nữ"):
        (found,) = read(f"tags: {typed}\n").problems

        assert (found.code, dict(found.values)["example"]) == ("K106", "tags: [điển hình, phụ nữ]")


def test_text_with_a_colon_in_a_list_is_told_to_be_quoted() -> None:
    (found,) = read("tags:\n  - Hội nghị: tổng kết\n").problems

    assert found.code == "K108"
    assert '- "Hội nghị: tổng kết"' in found.hint("vi")


def test_every_key_that_takes_more_than_text_has_an_example() -> None:
    def without(about: Field) -> set[str]:
        own = {each.key for each in about.inner if each.kind != "text"} - EXAMPLES.keys()
        return own.union(*map(without, about.inner))

    assert without(fields.article()) == set()


@pytest.mark.parametrize("key", sorted(set(FrontMatter.model_fields) & set(EXAMPLES)))
def test_the_examples_shown_to_editors_are_valid(key: str) -> None:
    least = "".join(line + "\n" for line in LEAST.splitlines() if not line.startswith(f"{key}:"))

    assert codes(EXAMPLES[key] + "\n", least=least) == []


@pytest.mark.parametrize("key", sorted(set(AwardEntry.model_fields) & set(EXAMPLES)))
def test_the_examples_of_an_entry_are_valid(key: str) -> None:
    kept = [line for line in ("grantor: UBND tỉnh", "form: Bằng khen") if not line.startswith(key)]
    lines = [*kept, EXAMPLES[key]]

    assert codes("awards:\n  - " + "\n    ".join(lines) + "\n") == []


def test_keys_of_a_kind_are_found_in_groups_and_lists_of_them() -> None:
    assert set(schema.keys_of(FrontMatter, bool)) == {"draft", "approx", "posthumous"}


def test_the_json_schema_can_be_made() -> None:
    made = FrontMatter.model_json_schema()

    assert set(made["required"]) == {"title", "date"}
    assert made["additionalProperties"] is False
    assert all(text.clean(part["description"]) for part in made["properties"].values())


@pytest.mark.parametrize(
    "typed",
    [
        "place: …",
        "place: ...",
        "source: {name: …}",
        "people: [{name: Lê A, title: . . .}]",
        "awards: [{grantor: …, form: Bằng khen, individuals: 3}]",
        "awards: [{grantor: Bộ Công an, form: Bằng khen, individuals: 1, names: […]}]",
        "tags: [an ninh, …]",
    ],
)
def test_dots_that_advice_left_to_the_editor_are_not_published(typed: str) -> None:
    assert codes(typed) == ["K115"]


@pytest.mark.parametrize("typed", ["place: Huế, …", "byline: T.…", "place: 3…", "people: [{name: Lê Văn …}]"])
def test_dots_beside_words_are_what_was_typed(typed: str) -> None:
    assert codes(typed) == []
