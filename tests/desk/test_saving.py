"""A save changes what was changed: every other line of the file stays byte for byte as it lies on disk."""

from __future__ import annotations

import difflib
import unicodedata
from collections.abc import Iterator
from typing import cast

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from bangvang.desk import edits, fields, nodes, yaml_text
from bangvang.desk.nodes import Unreadable, Value
from bangvang.desk.sheet import Sheet
from tests import bad_sites
from tests.conftest import ROOT

FORM = fields.article()
ARTICLE = """\
---
draft: true   # bản nháp
title: "Khen thưởng: 33 tập thể"   # nhan đề
date: 19/9/2024
province: Quảng Nam
awards:
  # cấp tỉnh
  - grantor: Chủ tịch UBND tỉnh   # nơi quyết định
    form: Bằng khen
    collectives: 3
    individuals: 06
    names: [Công an xã A, "Nguyễn Văn B, xã C"]
  # cấp ngành
  - {grantor: Công an tỉnh, form: 'Giấy khen', recipients: 1.024}
total: {recipients: 33}   # cả bài
# people: [{name: Nguyễn Văn A}]
people:
- name: Nguyễn Hữu Hợp
  title: "Đại tá, Giám đốc Công an tỉnh"
- {name: Lê Thị D}
tags: [điển hình tiên tiến, 'an ninh']   # chủ đề
khoa_la: để đó
review:
  - date_year_inferred
---

Đoạn đầu.

- mục
"""


def posted(shown: fields.Shown, name: str = "") -> Iterator[tuple[str, str]]:
    """What a browser sends of a form that nobody touched."""
    if isinstance(shown, dict):
        for key, value in shown.items():
            yield from posted(value, f"{name}.{key}" if name else key)
    elif isinstance(shown, list) and not all(isinstance(each, str) for each in shown):
        yield name, ""
        for i, value in enumerate(shown):
            yield from posted(value, f"{name}.{i}")
    elif isinstance(shown, list):
        yield name, "\r\n".join(map(str, shown))
    else:
        yield name, shown


def form_of(sheet: Sheet) -> list[tuple[str, str]]:
    return list(posted(fields.shown(FORM, sheet.values())))


def saved(sheet: Sheet, form: list[tuple[str, str]], body: str | None = None) -> bytes:
    goal = fields.wanted(FORM, sheet.values(), fields.posted(form))
    return sheet.changed(goal, sheet.body if body is None else body, fields.order)


def changed(sheet: Sheet, **new: str) -> bytes:
    names = {name.replace("__", "."): value for name, value in new.items()}
    form = [(name, names.pop(name, value)) for name, value in form_of(sheet)]
    return saved(sheet, [*form, *names.items()])


def differing(old: bytes, new: bytes) -> list[str]:
    rows = difflib.ndiff(
        old.decode("utf-8", "replace").splitlines(), new.decode("utf-8", "replace").splitlines()
    )
    return [row for row in rows if row[0] in "+-"]


# ---------------------------------------------------------------- files as they are


def readable() -> list[bytes]:
    """Every file of the archive and of the sites with a fault that opens as a form."""
    raws = [file.read_bytes() for file in sorted((ROOT / "content").rglob("*.md"))]
    for case in bad_sites.cases():
        raws += [raw for path, raw in case.files.items() if path.endswith(".md") and isinstance(raw, bytes)]
    return [raw for raw in raws if _opens(raw)]


def _opens(raw: bytes) -> bool:
    try:
        Sheet(raw).values()
    except Unreadable:
        return False
    return True


def test_to_open_and_save_gives_the_same_bytes() -> None:
    for raw in readable():
        for variant in (raw, b"\xef\xbb\xbf" + raw, raw.replace(b"\n", b"\r\n"), raw.rstrip(b"\n")):
            sheet = Sheet(variant)

            assert saved(sheet, form_of(sheet)) == variant


def test_a_changed_field_changes_its_line_and_no_other() -> None:
    for raw in readable():
        sheet = Sheet(raw)
        for name, value in form_of(sheet):
            if not value or "\r\n" in value or name.endswith("period"):
                continue
            new = saved(sheet, [(n, "đổi 7" if n == name else v) for n, v in form_of(sheet)])
            told = differing(raw, new)

            assert len([row for row in told if row[0] == "+"]) <= 1, (name, told)
            assert any("đổi 7" in row for row in told), (name, told)


def test_comments_quotes_and_order_stay() -> None:
    sheet = Sheet(ARTICLE.encode())

    assert differing(sheet.raw, changed(sheet, title='Biểu dương "33" tập thể')) == [
        '- title: "Khen thưởng: 33 tập thể"   # nhan đề',
        '+ title: "Biểu dương \\"33\\" tập thể"   # nhan đề',
    ]
    assert differing(sheet.raw, changed(sheet, awards__0__collectives="4")) == [
        "-     collectives: 3",
        "+     collectives: 4",
    ]
    assert differing(sheet.raw, changed(sheet, awards__1__form="Kỷ niệm chương")) == [
        "-   - {grantor: Công an tỉnh, form: 'Giấy khen', recipients: 1.024}",
        "+   - {grantor: Công an tỉnh, form: 'Kỷ niệm chương', recipients: 1.024}",
    ]
    assert differing(sheet.raw, changed(sheet, awards__0__individuals="")) == ["-     individuals: 06"]
    assert differing(sheet.raw, changed(sheet, draft="")) == ["- draft: true   # bản nháp"]


def test_what_is_new_stands_in_the_order_of_the_contract() -> None:
    sheet = Sheet(ARTICLE.encode())

    new = changed(sheet, place="Tam Kỳ", awards__0__approx="true", source__name="Báo: QN", byline="K.ANH")

    assert differing(sheet.raw, new) == [
        "+ place: Tam Kỳ",
        "+     approx: true",
        '+ source: {name: "Báo: QN"}',
        "+ byline: K.ANH",
    ]
    assert list(Sheet(new).values())[:5] == ["draft", "title", "date", "province", "place"]


def test_rows_are_added_moved_and_taken_away_with_their_comments() -> None:
    sheet = Sheet(ARTICLE.encode())
    form = dict(form_of(sheet))
    swapped = {
        name.replace("awards.0", "awards.x").replace("awards.1", "awards.0").replace("awards.x", "awards.1")
        for name in form
        if name.startswith("awards.")
    }
    moved = [(n, v) for n, v in form.items() if not n.startswith("awards.")]
    for name in swapped:
        twin = name.replace("awards.0", "awards.x").replace("awards.1", "awards.0")
        moved.append((name, form[twin.replace("awards.x", "awards.1")]))
    lines = saved(sheet, moved).decode().splitlines()

    assert lines.index("  # cấp ngành") + 1 == next(
        i for i, row in enumerate(lines) if "Công an tỉnh, form" in row
    )
    assert lines.index("  # cấp ngành") < lines.index("  - grantor: Chủ tịch UBND tỉnh   # nơi quyết định")
    fewer = [(n, v) for n, v in form.items() if not n.startswith("people.0.")]

    assert differing(sheet.raw, saved(sheet, fewer)) == [
        "- - name: Nguyễn Hữu Hợp",
        '-   title: "Đại tá, Giám đốc Công an tỉnh"',
    ]
    more = [*form.items(), ("people.2.name", "Trần E"), ("people.2.title", "Trưởng ban, Phó chủ tịch")]

    assert differing(sheet.raw, saved(sheet, more)) == [
        '+ - {name: Trần E, title: "Trưởng ban, Phó chủ tịch"}'
    ]


def test_names_of_a_list_keep_how_they_were_written() -> None:
    sheet = Sheet(ARTICLE.encode())
    new = changed(sheet, awards__0__names="Công an xã A\r\nNguyễn Văn B, xã C\r\nTrần D")

    assert differing(sheet.raw, new) == [
        '-     names: [Công an xã A, "Nguyễn Văn B, xã C"]',
        '+     names: [Công an xã A, "Nguyễn Văn B, xã C", Trần D]',
    ]


REVOKED = """\
---
awards:
  - grantor: Công an tỉnh
    names:
      - {name: Trần B, status: annulled, status_note: thu hồi}   # quyết định 7
      - Lê Thị Lan   # tổ trưởng
      - 'Đỗ D'
---
"""


def names_saved(*names: str) -> list[str]:
    sheet = Sheet(REVOKED.encode())
    return differing(sheet.raw, changed(sheet, awards__0__names="\r\n".join(names)))


@pytest.mark.parametrize(
    "names",
    [
        ("Nguyễn Hữu Thọ", "Lê Thị Lan", "Đỗ D"),
        ("Lê Thị Lan", "Đỗ D"),
        ("Lê Thị Lan", "Đỗ D", "Trần Thị Hoa"),
    ],
)
def test_what_is_known_of_one_person_is_not_handed_on_to_another(names: tuple[str, ...]) -> None:
    told = names_saved(*names)

    assert told[0] == "-       - {name: Trần B, status: annulled, status_note: thu hồi}   # quyết định 7"
    assert not any("annulled" in row or "#" in row for row in told[1:])


@pytest.mark.parametrize(
    ("names", "new"),
    [
        (("Trần Bá", "Lê Thị Lan", "Đỗ D"), "Trần Bá"),
        (("Trần Văn B", "Lê Thị Lan", "Đỗ D", "Hồ E"), "Trần Văn B"),
        (("Nguyễn X", "TRẦN B.", "Lê Thị Lan", "Đỗ D"), "TRẦN B."),
        (("Lê Thị Lan", "Đỗ D", "Trần Bá"), "Trần Bá"),
    ],
)
def test_a_name_that_was_mended_is_still_annulled(names: tuple[str, ...], new: str) -> None:
    kept = f"{{name: {new}, status: annulled, status_note: thu hồi}}   # quyết định 7"

    assert any(row.startswith("+") and row.endswith(kept) for row in names_saved(*names))


def test_a_mended_name_keeps_the_comment_of_its_own_line() -> None:
    told = names_saved("Lê Thị Loan", "Đỗ D")

    assert "+       - Lê Thị Loan   # tổ trưởng" in told


def told_of(front: str, **new: str) -> list[str]:
    raw = f"---\n{front}---\n".encode()
    return differing(raw, changed(Sheet(raw), **new))


LINES = """\
tags: [A,   # một
       B,   # hai
       C]   # ba
"""
LONG = """\
tags: [  # đầu
  A,  # một
  # trên B
  B,
  C  # ba
]  # cuối
"""


@pytest.mark.parametrize(
    ("front", "tags", "told"),
    [
        (LINES, "A B C", []),
        (LINES, "A C", ["-        B,   # hai"]),
        (LINES, "A B", ["-        C]   # ba", "+        ]   # ba"]),
        (LINES, "X A B C", ["- tags: [A,   # một", "+ tags: [X, A,   # một"]),
        (LINES, "A X B C", ["+        X,"]),
        (LINES, "A B C X", ["-        C]   # ba", "+        C, X]   # ba"]),
        (LONG, "B C", ["-   A,  # một"]),
        (LONG, "A C", ["-   # trên B", "-   B,"]),
        (LONG, "A B", ["-   C  # ba"]),
        (LONG, "A B C X", ["-   C  # ba", "+   C,  # ba", "+   X"]),
        (LONG, "C A B", ["+   C,  # ba", "-   C  # ba"]),
        ("tags: [A\n  , B   # hai\n  , C]\n", "A C", ["-   , B   # hai"]),
        ("tags: [ A, B, ]  # c\n", "B", ["- tags: [ A, B, ]  # c", "+ tags: [ B, ]  # c"]),
        ("tags: [ ]  # c\n", "B", ["- tags: [ ]  # c", "+ tags: [B]  # c"]),
        ("tags:\n- A   # a\n-   # ?\n- B\n", "A C", ["- - B", "+ - C"]),
    ],
)
def test_a_list_that_is_changed_keeps_the_lines_and_comments_of_the_rest(
    front: str, tags: str, told: list[str]
) -> None:
    assert told_of(front, tags=tags.replace(" ", "\r\n")) == told


SPARSE = """\
awards:
  - grantor: 'G'   # g
    form: F
    collectives:   # bài không nêu
    individuals: 6
    names: []   # chưa có
  - grantor:   # sẽ tìm
    form:
  - grantor: H
    individuals: 2
"""


@pytest.mark.parametrize(
    ("front", "new", "told"),
    [
        (SPARSE, {"awards__0__individuals": "7"}, ["-     individuals: 6", "+     individuals: 7"]),
        (SPARSE, {"awards__2__individuals": "3"}, ["-     individuals: 2", "+     individuals: 3"]),
        (
            SPARSE,
            {"awards__0__collectives": "2"},
            ["-     collectives:   # bài không nêu", "+     collectives: 2   # bài không nêu"],
        ),
        (
            "source: {name: A, code: QNO, url: }\n",
            {"source__name": "B"},
            ["- source: {name: A, code: QNO, url: }", "+ source: {name: B, code: QNO, url: }"],
        ),
        (
            "source: {name: A,  # tên\n  code: Q,  # mã\n  url: u}\n",
            {"source__code": ""},
            ["-   code: Q,  # mã"],
        ),
        (
            "people:\n- name: 'Trần B'   # đọc\n- name:\n- name: Lê D\n",
            {"people__0__name": "Trần C"},
            ["- - name: 'Trần B'   # đọc", "+ - name: 'Trần C'   # đọc"],
        ),
        (
            "awards:\n  grantor: G   # g\n  collectives: 3\n",
            {"awards__0__collectives": "5"},
            ["-   collectives: 3", "+   collectives: 5"],
        ),
    ],
)
def test_what_says_nothing_stays_beside_what_is_changed(
    front: str, new: dict[str, str], told: list[str]
) -> None:
    assert told_of(front, **new) == told


def test_a_group_without_a_dash_keeps_its_comments_when_a_second_comes() -> None:
    assert "+   - grantor: G   # g" in told_of(
        "awards:\n  grantor: G   # g\n  collectives: 3\n", awards__1__grantor="H"
    )


def test_only_a_text_that_was_cut_off_at_a_hash_is_taken_up_by_the_new_one() -> None:
    assert told_of("place: Tam Kỳ #xem lại sau\n", place="Huế")[1] == "+ place: Huế #xem lại sau"
    assert told_of("place: Đợt #33\n", place="Đợt #33, Huế")[1] == '+ place: "Đợt #33, Huế"'


@pytest.mark.parametrize("block", [">+\n  chữ\n\n", "|+ # c\n  chữ\n\n\n# sau\n", ">\n  chữ\n\n"])
def test_a_key_is_added_below_a_text_with_its_blank_lines(block: str) -> None:
    assert told_of(f"date_note: {block}", place="Huế", byline="K.ANH") == ["+ place: Huế", "+ byline: K.ANH"]


def test_names_with_a_comma_of_their_own_stay_whole() -> None:
    front = "province: [\"A, xã B\", 'Huế']\n"

    assert told_of(front) == []
    assert told_of(front, province="A, xã B, Huế, Gia Lai")[1] == (
        "+ province: [\"A, xã B\", 'Huế', Gia Lai]"
    )


@pytest.mark.parametrize("typed", ["null", "~", "NULL"])
def test_no_word_typed_is_taken_for_nothing(typed: str) -> None:
    sheet = Sheet(changed(Sheet(ARTICLE.encode()), awards__0__approx=typed))
    awards = sheet.values()["awards"]

    assert isinstance(awards, list)
    assert isinstance(awards[0], dict)
    assert awards[0]["approx"] == typed


MISSHAPEN = {
    "people: [Nguyễn A, Trần B]   # hai người\n": ("people.0.name", "Nguyễn A", "people.1.title", "Giám đốc"),
    "people: Nguyễn A\n": ("people.0.name", "Nguyễn A", "people.0.title", "Giám đốc"),
    "people:\n  - Nguyễn A   # đọc\n": ("people.0.name", "Nguyễn A", "people.0.title", "Giám đốc"),
    "source: Báo Quảng Nam   # báo\n": ("source.name", "Báo Quảng Nam", "source.code", "QNO"),
    "source: https://a.vn/b\n": ("source.url", "https://a.vn/b", "source.name", "Báo A"),
    "source: [{name: Báo Quảng Nam}]\n": ("source.name", "Báo Quảng Nam", "source.code", "QNO"),
    "source: [A, B]\n": ("source.name", "[A, B]", "source.code", "QNO"),
    "photos: hoi-nghi.jpg\n": ("photos.0.file", "hoi-nghi.jpg", "photos.0.caption", "Hội nghị"),
    "photos: [a.jpg, b.jpg]\n": ("photos.1.file", "b.jpg", "photos.0.caption", "Hội nghị"),
    "total: 33\n": ("total.recipients", "33", "total.approx", "true"),
    "awards: Bằng khen cho 3 tập thể\n": (
        *("awards.0.form", "Bằng khen cho 3 tập thể", "awards.0.grantor", "UBND tỉnh"),
    ),
    "awards: [{grantor: G, subset: 5 của Hội}]\n": (
        *("awards.0.subset.0.of", "5 của Hội", "awards.0.subset.0.recipients", "5"),
    ),
    "programme: Toàn dân\n": ("programme.name", "Toàn dân", "programme.period", "2019-2024"),
    "breakdown: [Gia Lai]\n": ("breakdown.0.province", "Gia Lai", "breakdown.0.individuals", "5"),
}


@pytest.mark.parametrize("front", MISSHAPEN)
def test_a_value_of_another_shape_is_seen_and_goes_along(front: str) -> None:
    name, value, beside, typed = MISSHAPEN[front]
    raw = f"---\n{front}---\n".encode()
    sheet = Sheet(raw)

    assert (name, value) in form_of(sheet)
    assert saved(sheet, form_of(sheet)) == raw
    new = Sheet(changed(sheet, **{beside.replace(".", "__"): typed}))

    assert (name, value) in form_of(new)
    assert (beside, typed) in form_of(new)
    assert front.partition("#")[2] in new.clean


def test_an_open_question_ticked_off_goes() -> None:
    sheet = Sheet(ARTICLE.encode())

    new = saved(sheet, [*form_of(sheet), ("review.xong", "date_year_inferred")])

    assert "review" not in Sheet(new).values()


def test_a_body_changed_in_one_place_keeps_its_other_lines() -> None:
    raw = (
        ARTICLE.replace("\n", "\r\n")
        .encode()
        .replace("mục".encode(), unicodedata.normalize("NFD", "mục").encode())
    )
    sheet = Sheet(raw)
    new = saved(sheet, form_of(sheet), sheet.body.replace("Đoạn đầu.", "Đoạn đầu.\n\nĐoạn thêm."))

    assert new == raw.replace("Đoạn đầu.\r\n".encode(), "Đoạn đầu.\r\n\r\nĐoạn thêm.\r\n".encode())


def test_only_what_was_posted_is_touched() -> None:
    sheet = Sheet(ARTICLE.encode())

    assert differing(sheet.raw, saved(sheet, [("place", "Tam Kỳ")])) == ["+ place: Tam Kỳ"]


def test_a_file_that_is_no_tree_of_keys_is_not_taken_for_one() -> None:
    for front in (
        "title: Quảng Nam: khen",
        "a: &x 1\nb: *x",
        "a: 1\na: 2",
        "- a",
        "\ta: 1",
        "a: !!str 1",
        "? a\n: 1",
    ):
        with pytest.raises(Unreadable):
            Sheet(f"---\n{front}\n---\n\nChữ.\n".encode()).values()


def test_as_text_only_the_lines_typed_anew_are_written_anew() -> None:
    raw = b"\xef\xbb\xbf---\r\ntitle: Qu\xe1\xba\xa3ng Nam: khen\r\n---\r\nTh\xe0nh t\xedch\r\n"
    sheet = Sheet(raw)
    new = sheet.rewritten(sheet.shown.replace("title: Quảng Nam: khen", 'title: "Quảng Nam: khen"'))

    assert new == raw.replace(b"Qu\xe1\xba\xa3ng Nam: khen", b'"Qu\xe1\xba\xa3ng Nam: khen"')


# ---------------------------------------------------------------- whatever is in the file

words = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cc", "Cf", "Cn", "Co", "Cs", "Zl", "Zp")),
    min_size=1,
    max_size=12,
)
typed = st.one_of(
    words.map(lambda s: " ".join(s.split())).filter(bool),
    st.sampled_from(
        ["a: b", "#33", "x #y", "- a", "null", "true", "~", '"', "'", "[a", "{a: b}", "a, b", "&x", "%", "@a"]
    ),
)
values = st.recursive(
    typed,
    lambda inner: (
        st.lists(inner, min_size=1, max_size=4)
        | st.dictionaries(st.sampled_from(["name", "title", "of", "file"]), inner, min_size=1, max_size=3)
    ),
    max_leaves=6,
)
trees = st.dictionaries(
    st.sampled_from(["title", "date", "place", "tags", "people", "total", "xyz"]), values, max_size=6
)


def laid_out(draw: st.DrawFn, key: str, value: Value) -> str:
    """A key and its value as somebody may have written them."""
    after = draw(st.sampled_from(["", "", "   # chú thích"]))
    if draw(st.booleans()):
        text = f"{key}: {yaml_text.inline(value, key=key)}{after}\n"
    else:
        text = yaml_text.joined(yaml_text.entry(key, value, 0))
    return draw(st.sampled_from(["", "", "# dòng riêng\n", "\n"])) + text


@st.composite
def fronts(draw: st.DrawFn) -> tuple[str, dict[str, Value]]:
    tree = cast("dict[str, Value]", draw(trees))
    return "".join(laid_out(draw, key, value) for key, value in tree.items()), tree


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(fronts(), trees, st.data())
def test_whatever_stands_in_a_file_a_change_says_what_was_wanted_and_leaves_the_rest(
    front: tuple[str, dict[str, Value]], other: dict[str, Value], data: st.DataObject
) -> None:
    text, tree = front
    assume(nodes.read(text).value == tree)
    key = data.draw(st.sampled_from([*tree, *other, "title"]))
    goal: Value = other.get(key)

    new = edits.changed(text, {key: goal}, fields.order)
    read = nodes.read(new).value

    assert read.get(key) == goal
    assert {k: v for k, v in read.items() if k != key} == {k: v for k, v in tree.items() if k != key}
    kept = [row for row in text.splitlines() if row.startswith("# dòng riêng")]

    assert [row for row in new.splitlines() if row.startswith("# dòng riêng")] == kept


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=200), st.booleans())
def test_any_text_at_all_comes_back_as_it_was(text: str, mark: bool) -> None:
    raw = (b"\xef\xbb\xbf" if mark else b"") + text.encode("utf-8", "surrogatepass")
    sheet = Sheet(raw)

    assert sheet.rewritten(sheet.shown) == raw


def test_a_sheet_is_quick_to_save_however_long() -> None:
    body = "\n\n".join(f"Đoạn số {i} của một bài rất dài." for i in range(6000))
    raw = ARTICLE.replace("Đoạn đầu.", body).encode()
    sheet = Sheet(raw)

    assert saved(sheet, form_of(sheet), sheet.body.replace("số 7 ", "thứ bảy ")) == raw.replace(
        "số 7 ".encode(), "thứ bảy ".encode()
    )
