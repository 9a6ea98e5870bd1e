"""One file, read alone: what it says, what is wrong with it, and where."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest

from bangvang.archive.model import Article, Count, Source
from bangvang.build import reading
from bangvang.problems import Problem
from bangvang.sources import content
from bangvang.sources.content import Parsed
from tests import samples
from tests.conftest import MakeSite

ROOT = Path(__file__).resolve().parents[2]
REAL = sorted(path for path in (ROOT / "content").rglob("*.md"))
LEAST = "title: Khen thưởng\ndate: 2024-09-19\nprovince: Quảng Nam\n"


def parse(
    front: str = "", *, body: str = "\nMột đoạn.\n", least: str = LEAST, path: str = "content/2024/x.md"
) -> Parsed:
    return content.parse(Source(path, f"---\n{least}{front}---\n{body}", ""))


def article(front: str = "", *, body: str = "\nMột đoạn.\n", least: str = LEAST) -> Article:
    parsed = parse(front, body=body, least=least)
    assert [p for p in parsed.problems if p.is_error] == []
    assert parsed.article is not None
    return parsed.article


def told(parsed: Parsed) -> list[str]:
    return [f"{p.place.line}:{p.place.column} {p.code}" for p in sorted(parsed.problems)]


def codes(front: str, *, least: str = LEAST) -> list[str]:
    return [p.code for p in parse(front, least=least).problems]


def awards(*entries: str) -> str:
    return "awards:\n" + "".join(f"  - {{{entry}}}\n" for entry in entries)


# ---------------------------------------------------------------- the shape of a file


@pytest.mark.parametrize("path", REAL, ids=lambda path: path.stem)
def test_the_archives_own_articles_have_no_fault(path: Path) -> None:
    name = path.relative_to(ROOT).as_posix()
    decoded = reading.decode(name, path.read_bytes())
    assert isinstance(decoded, str)

    parsed = content.parse(Source(name, decoded, ""))

    assert parsed.problems == ()
    assert parsed.article or parsed.page


@pytest.mark.parametrize(
    "body",
    [
        *(
            "Đề mục\n=======",
            "> > trích",
            "<<<<<<<<<",
            "a <<<<<<< b",
            ">>>>>>trích",
            "<<<<<<<x",
            "\\<<<<<<< x",
        ),
        *(">>>>>>> Xem thêm bài", ">>>>>>>", "<<<<<<<", ">>>>>>> Xem thêm\n\nBÁO CÁO\n======="),
    ],
)
def test_a_heading_or_other_marks_are_no_conflict(body: str) -> None:
    parsed = content.parse(
        Source("content/2024/x.md", f"---\ntitle: A\ndate: 2024\nprovince: Huế\n---\n{body}\n", "")
    )

    assert "K129" not in [p.code for p in parsed.problems]
    assert parsed.article is not None


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "K111"),
        (" \n\n", "K111"),
        ("Văn xuôi.\n", "K101"),
        ("\n---\ntitle: A\n---\n", "K101"),
        ("----\ntitle: A\n----\n", "K101"),
        (" ---\ntitle: A\n---\n", "K101"),
        ("—\ntitle: A\n—\n", "K101"),
        ("---\ntitle: A\n", "K102"),
        ("---", "K102"),
        ("---\ntitle: A\n --- \n", "K102"),
    ],
)
def test_a_file_has_front_matter_between_two_lines(text: str, code: str) -> None:
    parsed = content.parse(Source("content/2024/x.md", text, ""))

    assert [p.code for p in parsed.problems] == [code]
    assert parsed.article is None


@pytest.mark.parametrize(
    "text", [f"---\n{LEAST}---", f"---  \n{LEAST}---\t\n\nBài.\n", f"---\n{LEAST}---\nBài.\n\n---\n\nB.\n"]
)
def test_lines_of_three_hyphens_may_have_blanks_after_them(text: str) -> None:
    parsed = content.parse(Source("content/2024/x.md", text, ""))

    assert [p.code for p in parsed.problems if p.is_error] == []
    assert parsed.article is not None


def test_bom_line_ends_no_break_spaces_eth_and_decomposed_letters_are_read_as_what_they_mean() -> None:
    text = f"---\n{LEAST}place: \u00d0à Nẵng\nbyline: K.\u00a0ANH\n---\n\nBình Ðịnh, ngày 19.\n"
    raw = b"\xef\xbb\xbf" + unicodedata.normalize("NFD", text).replace("\n", "\r\n").encode()
    decoded = reading.decode("content/2024/x.md", raw)
    assert isinstance(decoded, str)

    parsed = content.parse(Source("content/2024/x.md", decoded, ""))

    assert parsed.problems == ()
    assert parsed.article is not None
    assert (parsed.article.place, parsed.article.byline) == ("Đà Nẵng", "K. ANH")
    assert parsed.html == "<p>Bình Định, ngày 19.</p>"
    assert unicodedata.is_normalized("NFC", parsed.html)


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        ("Bài.md", "bai.md"),
        ("a..b.md", "a-b.md"),
        ("A.md", "a.md"),
        ("a b.md", "a-b.md"),
        ("a_b.md", "a-b.md"),
        ("-a.md", "a.md"),
        ("!.md", "ten-bai.md"),
        ("x" * 121 + ".md", "x" * 120 + ".md"),
    ],
)
def test_a_name_that_can_be_no_address_is_told_with_one_that_can(name: str, wanted: str) -> None:
    (found,) = parse(path=f"content/2024/{name}").problems

    assert found.code == "K116"
    assert wanted in found.hint("vi")


@pytest.mark.parametrize("name", ["a.md", "khen-thuong-33.md", "2024-09.md", "x" * 120 + ".md"])
def test_a_name_of_small_letters_digits_and_hyphens_is_an_address(name: str) -> None:
    assert parse(path=f"content/2024/{name}").problems == ()


def test_a_plain_page_has_a_title_and_nothing_else() -> None:
    path = "content/pages/gioi-thieu.md"

    page = content.parse(Source(path, "---\ntitle: Giới thiệu\n---\nBài.\n", "")).page

    assert page is not None
    assert (page.id, page.title, page.url) == ("gioi-thieu", "Giới thiệu", "gioi-thieu.html")
    assert told(content.parse(Source(path, "---\ntitle: A\ndate: 2024\n---\nBài.\n", ""))) == ["3:1 K103"]


def test_an_article_without_text_is_a_warning() -> None:
    assert told(parse(body="")) == ["5:1 K409"]
    assert not parse(body="").broken


def test_places_in_the_body_count_from_the_first_line_of_the_file() -> None:
    assert told(parse(body="\nMột.\n\nXem [x](javascript:x).\n")) == ["9:9 K407"]


# ---------------------------------------------------------------- where


@pytest.mark.parametrize(
    ("front", "scope"),
    [
        ("province: Quảng Nam", "province"),
        ("province: [Quảng Nam]", "province"),
        ("province: [Quảng Nam, Kon Tum]", "provinces"),
        ("region: Phía Bắc", "region"),
        ("scope: region\nregion: Phía Bắc", "region"),
        ("scope: national", "national"),
        ("scope: province\nprovince: Quảng Nam", "province"),
    ],
)
def test_the_scope_is_derived_where_it_can_be(front: str, scope: str) -> None:
    assert article(least=f"title: A\ndate: 2024-09-19\n{front}\n").scope == scope


@pytest.mark.parametrize(
    ("front", "code"),
    [
        ("", "K105"),
        ("province:", "K105"),
        ("scope: province", "K105"),
        ("scope: provinces", "K105"),
        ("scope: region", "K105"),
        ("scope: region\nprovince: Quảng Nam\nregion: Phía Bắc", "K218"),
        ("scope: national\nprovince: Quảng Nam", "K218"),
        ("scope: national\nregion: Phía Bắc", "K218"),
        ("scope: province\nprovince: [Quảng Nam, Kon Tum]", "K218"),
        ("scope: provinces\nprovince: Quảng Nam", "K218"),
        ("province: Quảng Nam\nregion: Phía Bắc", "K312"),
    ],
)
def test_scope_province_and_region_go_together_or_are_told(front: str, code: str) -> None:
    assert codes("", least=f"title: A\ndate: 2024-09-19\n{front}\n") == [code]


def test_a_misspelt_province_is_told_once_and_not_as_missing() -> None:
    assert codes("", least="title: A\ndate: 2024-09-19\nprovince: Quảng Nma\n") == ["K205"]


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        ("Quảng Nma", "Quảng Nam"),
        ("tỉnh Gia Lay", "Gia Lai"),
        # a region, provinces of former times, an ocean
        ("Tây Nguyên", None),
        ("Hải Hưng", None),
        ("Vĩnh Phú", None),
        ("Thái Bình Dương", None),
    ],
)
def test_only_a_slip_is_taken_for_a_province(typed: str, offered: str | None) -> None:
    text = f"---\ntitle: A\ndate: 1990\nprovince: {typed}\n---\n\nBài.\n"
    (found,) = content.parse(Source("content/a.md", text, "")).problems

    assert found.code in ("K205", "K223", "K224")
    assert dict(found.values).get("suggestion") == offered


def test_a_misspelt_key_for_the_province_is_told_once_and_not_as_missing() -> None:
    assert codes("", least="title: A\ndate: 2024-09-19\nprovnce: Quảng Nam\n") == ["K103"]


@pytest.mark.parametrize(
    ("date", "province", "right"),
    [
        ("2025-06-30", "Quảng Nam", None),
        ("2025-07-01", "Quảng Nam", "Đà Nẵng"),
        ("2025", "Quảng Nam", None),
        ("2025-07", "Kon Tum", "Quảng Ngãi"),
        ("2024-12-31", "Huế", "Thừa Thiên Huế"),
        ("2025-01-01", "Huế", None),
        ("2025-01-01", "Thừa Thiên Huế", "Huế"),
        ("2026-01-01", "Lâm Đồng", None),
    ],
)
def test_a_name_of_another_time_is_a_warning_with_the_right_one(
    date: str, province: str, right: str | None
) -> None:
    found = parse(least=f"title: A\ndate: {date}\nprovince: {province}\n").problems

    assert [(p.code, dict(p.values)["suggestion"], p.is_error) for p in found] == (
        [("K206", right, False)] if right else []
    )


def test_a_date_that_cannot_be_read_says_nothing_of_the_time_of_a_name() -> None:
    assert codes("published: 2024-01-01\n", least="title: A\ndate: 2/8\nprovince: Đà Nẵng\n") == ["K202"]


# ---------------------------------------------------------------- awards and sums


def test_an_entry_is_read_with_level_and_form() -> None:
    (award,) = article(
        awards("grantor: Chủ tịch UBND tỉnh, form: bằng khen, collectives: 03, individuals: 0")
    ).awards

    assert (award.level, award.form, award.form_id) == ("province", "Bằng khen", "bang-khen")
    assert award.count == Count(collectives=3, individuals=0)


def test_a_total_that_is_stated_counts_and_entries_do_not_come_on_top() -> None:
    total = article(awards("grantor: A, form: Bằng khen, recipients: 33") + "total: {recipients: 33}\n").total

    assert (total.all, total.stated, total.at_least) == (33, True, False)


def test_without_a_stated_total_the_entries_add_up_and_an_unknown_one_makes_a_floor() -> None:
    known = article(
        awards("grantor: A, form: Bằng khen, collectives: 3", "grantor: B, form: Bằng khen, individuals: 6")
    )
    floor = article(awards("grantor: A, form: Bằng khen, collectives: 3", "grantor: B, form: Bằng khen"))
    nothing = article(awards("grantor: A, form: Bằng khen"))

    assert (known.total.all, known.total.at_least) == (9, False)
    assert (floor.total.all, floor.total.at_least) == (3, True)
    assert (nothing.total.all, nothing.total.known) == (None, False)


@pytest.mark.parametrize(
    ("front", "expected"),
    [
        (awards("grantor: A, form: Bằng khen, recipients: 33") + "total: {recipients: 33}\n", []),
        (awards("grantor: A, form: Bằng khen, recipients: 34") + "total: {recipients: 33}\n", ["K302"]),
        (awards("grantor: A, form: Bằng khen, recipients: 32") + "total: {recipients: 33}\n", ["K303"]),
        # An entry without a number explains what is missing, but not what is too much.
        (
            awards("grantor: A, form: Bằng khen, recipients: 32", "grantor: B, form: Bằng khen")
            + "total: {recipients: 33}\n",
            [],
        ),
        (
            awards("grantor: A, form: Bằng khen, recipients: 34", "grantor: B, form: Bằng khen")
            + "total: {recipients: 33}\n",
            ["K302"],
        ),
        # A rough number, or a rough total, settles nothing.
        (
            awards("grantor: A, form: Bằng khen, recipients: 34, approx: true") + "total: {recipients: 33}\n",
            [],
        ),
        (
            awards("grantor: A, form: Bằng khen, recipients: 34") + "total: {recipients: 33, approx: true}\n",
            [],
        ),
        (
            awards(
                "grantor: A, form: Bằng khen, recipients: 40",
                "grantor: B, form: Bằng khen, recipients: 1, approx: true",
            )
            + "total: {recipients: 33}\n",
            ["K302"],
        ),
        # Column by column, where the total tells its columns.
        (
            awards("grantor: A, form: Bằng khen, collectives: 3, individuals: 6")
            + "total: {collectives: 3, individuals: 6}\n",
            [],
        ),
        (
            awards("grantor: A, form: Bằng khen, collectives: 6, individuals: 3")
            + "total: {collectives: 3, individuals: 6}\n",
            ["K302"],
        ),
        (
            awards("grantor: A, form: Bằng khen, collectives: 6, individuals: 3")
            + "total: {recipients: 9}\n",
            [],
        ),
        ("awards: []\ntotal: {recipients: 33}\n", []),
        (awards("grantor: A, form: Bằng khen, recipients: 0") + "total: {recipients: 0}\n", []),
        # Numbers that could not be read are told, and no sum is built on them.
        (awards("grantor: A, form: Bằng khen, recipients: vài") + "total: {recipients: 33}\n", ["K201"]),
        (awards("grantor: A, form: Bằng khen, recipients: 34") + "total: {recipients: vài}\n", ["K201"]),
        (
            "xyz: 1\n" + awards("grantor: A, form: Bằng khen, recipients: 34") + "total: {recipients: 33}\n",
            ["K103", "K302"],
        ),
    ],
)
def test_entries_are_held_against_the_stated_total(front: str, expected: list[str]) -> None:
    assert codes(front) == expected


@pytest.mark.parametrize(
    ("entry", "expected"),
    [
        ("recipients: 6", []),
        ("collectives: 3, individuals: 6, households: 2", []),
        ("collectives: 3, recipients: 6", ["K301"]),
        ("households: 0, recipients: 6", ["K301"]),
        ("recipients: 5, subset: [{recipients: 5, of: X}]", []),
        ("recipients: 5, subset: [{recipients: 6, of: X}]", ["K305"]),
        ("subset: [{recipients: 6, of: X}]", []),
        ("recipients: 5, approx: true, subset: [{recipients: 6, of: X}]", []),
        ("individuals: 2, names: [A, B]", []),
        ("individuals: 1, names: [A, B]", ["K311"]),
        ("names: [A, B]", []),
    ],
)
def test_the_numbers_of_an_entry_agree_or_are_told(entry: str, expected: list[str]) -> None:
    assert codes(awards(f"grantor: A, form: Bằng khen, {entry}")) == expected


@pytest.mark.parametrize(
    ("second", "expected"),
    [
        ("grantor: UBND tỉnh, form: Giấy khen", []),
        ("grantor: Chủ tịch UBND tỉnh, form: Bằng khen", []),
        ("grantor: UBND tỉnh, form: Bằng khen", ["K304"]),
        ("grantor: Uỷ ban nhân dân tỉnh, form: BẰNG KHEN", ["K304"]),
    ],
)
def test_one_grantor_and_form_have_one_entry(second: str, expected: list[str]) -> None:
    assert codes(awards("grantor: UBND tỉnh, form: Bằng khen", second)) == expected


def test_entries_whose_grantor_or_form_is_missing_are_not_taken_for_the_same() -> None:
    assert codes(awards("form: Bằng khen", "form: Bằng khen")) == ["K105", "K105"]


def test_a_breakdown_is_at_most_the_total() -> None:
    least = "title: A\ndate: 2024-09-19\nscope: national\ntotal: {recipients: 9}\n"

    assert codes("breakdown: [{province: Gia Lai, collectives: 9}]\n", least=least) == []
    assert codes("breakdown: [{province: Gia Lai, collectives: 10}]\n", least=least) == ["K306"]


# ---------------------------------------------------------------- the rest


@pytest.mark.parametrize(
    ("front", "expected"),
    [
        ("status: corrected\nstatus_date: 2024-10-01\nstatus_note: Sửa tên.\n", []),
        ("status: Corrected\nstatus_date: 2024-10-01\nstatus_note: Sửa tên.\n", []),
        ("status: annulled\n", ["K309", "K309"]),
        ("status_date: 2024-10-01\n", ["K308"]),
        ("status_note: Sửa tên.\n", ["K308"]),
        ("status: huỷ\nstatus_date: 2024-10-01\n", ["K208"]),
        ("status: corrected\nstatus_date: 2/8\nstatus_note: Sửa tên.\n", ["K202"]),
    ],
)
def test_status_date_and_note_go_together(front: str, expected: list[str]) -> None:
    assert codes(front) == expected


@pytest.mark.parametrize(
    ("tags", "expected"),
    [
        ("[phụ nữ, Bằng khen]", []),
        ("[phụ nữ, Phụ nữ]", ["K219"]),
        ("[thuỷ lợi, thủy lợi]", ["K219"]),
        ("[Bắc, Bạc]", ["K502"]),
        ('["!!"]', ["K215"]),
        ("[index]", ["K215"]),
        (f"[{'x' * 101}]", ["K215"]),
        (f"[{'x' * 100}]", []),
    ],
)
def test_tags_have_addresses_of_their_own(tags: str, expected: list[str]) -> None:
    assert codes(f"tags: {tags}\n") == expected


@pytest.mark.parametrize(
    ("photo", "expected"),
    [
        ("{file: a.jpg, caption: Hội nghị}", []),
        ("{file: a.jpg, alt: Hội nghị}", []),
        ("{caption: Hội nghị, credit: M.L}", []),
        ("{file: a.jpg}", ["K404"]),
        ("{file: a.jpg, credit: M.L}", ["K404"]),
        ("{credit: M.L}", ["K105"]),
        ("{}", ["K105"]),
    ],
)
def test_a_photo_has_words(photo: str, expected: list[str]) -> None:
    assert codes(f"photos: [{photo}]\n") == expected


def test_the_caption_describes_a_photo_unless_there_is_a_description() -> None:
    photos = article("photos: [{file: a.jpg, caption: C}, {file: b.jpg, caption: C, alt: A}]\n").photos

    assert [photo.alt for photo in photos] == ["C", "A"]


def test_the_day_of_the_report_is_never_before_the_event() -> None:
    assert codes("published: 2024-09\n") == []
    assert codes("published: 2024-09-19\n") == []
    assert codes("published: 2024-09-18\n") == ["K217"]


def test_nor_is_the_day_of_its_correction() -> None:
    corrected = "status: corrected\nstatus_note: Sửa.\nstatus_date: "

    assert codes(f"{corrected}2024-09\n") == []
    assert codes(f"{corrected}2024-09-18\n") == ["K217"]


@pytest.mark.parametrize(
    ("published", "expected"), [(samples.TODAY.isoformat(), []), ("2026", []), ("2026-01-02", ["K220"])]
)
def test_the_day_of_the_report_has_come(site: MakeSite, published: str, expected: list[str]) -> None:
    late = {"date": "2025-12-31", "province": "Đà Nẵng"}
    folder = site(
        {
            "content/bai.md": samples.written(published=published, **late),
            "content/nhap.md": samples.written(published="2030", draft=True, **late),
            "content/mai-sau.md": samples.written(
                date="2026-02-01", province="Đà Nẵng", published="2026-02-02"
            ),
        }
    )

    assert [code for code in samples.codes(samples.check(folder)) if code != "K216"] == expected


@pytest.mark.parametrize(
    ("period", "expected"),
    [
        ("2019-2024", []),
        ("2024-2024", []),
        ("2019-24", []),
        ("12/2024-3/2019", []),
        ("2024 – 2019", ["K221"]),
        ("giai đoạn 2024-2019", ["K221"]),
    ],
)
def test_a_period_does_not_end_before_it_begins(period: str, expected: list[str]) -> None:
    assert codes(f'programme: {{name: A, period: "{period}"}}\n') == expected


@pytest.mark.parametrize(("date", "expected"), [("2025-06-30", []), ("2025-07-01", ["K310"]), ("2025", [])])
def test_no_district_gives_awards_after_there_are_none(date: str, expected: list[str]) -> None:
    least = f"title: A\ndate: {date}\nprovince: Lâm Đồng\n"

    assert codes(awards("grantor: UBND huyện Đạ Huoai, form: Giấy khen"), least=least) == expected


def test_open_questions_are_told_one_by_one() -> None:
    assert told(parse("review: [a, b]\n")) == ["5:10 K307", "5:13 K307"]


def test_an_article_knows_where_its_tags_aliases_and_photos_stand() -> None:
    made = article("tags:\n  - phụ nữ\naliases: [/cu.html]\nphotos:\n  - {caption: C, file: a b.jpg}\n")

    assert made.mark("date") == (3, 7)
    assert made.mark("tags/phu-nu") == (6, 5)
    assert made.mark("aliases/cu.html") == (7, 11)
    assert made.mark("photos/a b.jpg") == (9, 24)
    assert made.mark("tags/phu") == (1, 1)


def test_where_things_stand_is_no_fact_of_an_article() -> None:
    first, second = article("place: A\n"), article("# chú thích\nplace: A\n")

    assert first.facts == second.facts
    assert first.facts != article("place: B\n").facts


def test_a_broken_article_can_still_be_laid_out() -> None:
    faulty = parse(
        "awards: [{form: Bằng khen}]\nbreakdown: [{province: X}]\n", least="title:\ndate: x\nprovince: Y\n"
    )

    assert faulty.broken
    assert faulty.article is not None
    assert faulty.article.scope == "national"
    assert faulty.article.breakdown == ()


def problem_places(found: tuple[Problem, ...]) -> list[str]:
    return [str(p.place) for p in found]


def test_every_place_lies_in_the_file() -> None:
    parsed = parse("provnce: x\ntags: [!!x y]\n", body="\n[a](b)\n")

    assert all(place.startswith("content/2024/x.md:") for place in problem_places(parsed.problems))


@pytest.mark.parametrize("row", ["source: {name: Báo A}", "tags: [an ninh]", "people:", "awards: []"])
def test_a_rule_within_the_front_matter_that_cuts_it_is_told(row: str) -> None:
    text = f"---\ntitle: Tin\ndate: 2024\nprovince: Kon Tum\n---\n{row}\n---\n\nBài.\n"
    found = content.parse(Source("content/a.md", text, "")).problems

    assert [(item.code, item.place.line) for item in found] == [("K128", 6)]


@pytest.mark.parametrize(
    "body",
    [
        "source: Báo A\n\n---\n\nHết.",
        "tags: [an ninh]\n\nHết.",
        "Nội dung people:\n\n---\n\nHết.",
        "A\n\n---\n\nB",
    ],
)
def test_words_of_the_text_like_keys_are_words(body: str) -> None:
    text = f"---\ntitle: Tin\ndate: 2024\nprovince: Kon Tum\n---\n\n{body}\n"
    assert content.parse(Source("content/a.md", text, "")).problems == ()
