"""Two versions of one article joined: what one of two people wrote is there in the form that joins them."""

from __future__ import annotations

import shutil

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bangvang.desk import joining
from tests.desk.conftest import ARTICLE, KHEN
from tests.desk.served import Page, Pairs, Served, put

TWO = ARTICLE.replace(
    "tags:",
    """\
  - grantor: Công an tỉnh
    form: Giấy khen
    individuals: 2
    names: [Trần B, Lê C]
people:
  - {name: Hồ E, title: Giám đốc}
  - {name: Võ G, title: Bí thư}
tags:""",
    1,
)


def both(served: Served, mine: Pairs, theirs: Pairs, *, forgotten: bool = False) -> Page:
    """They save first; then I save what was opened before."""
    assert served.save(KHEN, theirs).status == 200
    if forgotten:
        shutil.rmtree(served.site / ".cache/soan/ban-cu")
    page = served.save(KHEN, mine)

    assert page.status == 409
    return page


@pytest.fixture
def opened(served: Served) -> Pairs:
    served.file(KHEN).write_text(TWO, "utf-8")
    return served.open(KHEN).form


def test_rows_and_lists_are_joined_by_their_fields(served: Served, opened: Pairs) -> None:
    theirs = put(
        opened,
        awards__1__names="Trần B\r\nLê C\r\nĐỗ D",
        people__0__title="Phó giám đốc",
        source__code="QNO",
        tags="phụ nữ\r\nan ninh\r\nkhuyến học",
    )
    mine = put(
        opened,
        awards__0__collectives="4",
        awards__1__names="Trần Bá\r\nLê C",
        people__1__title="Phó bí thư",
        source__name="Báo Đà Nẵng",
        tags="biên giới\r\nphụ nữ\r\nan ninh",
    )
    joined = dict(both(served, mine, theirs).form)

    assert joined["awards.0.collectives"] == "4"
    assert joined["awards.1.names"].split() == ["Trần", "Bá", "Lê", "C", "Đỗ", "D"]
    assert (joined["people.0.title"], joined["people.1.title"]) == ("Phó giám đốc", "Phó bí thư")
    assert (joined["source.name"], joined["source.code"]) == ("Báo Đà Nẵng", "QNO")
    assert joined["tags"].split("\r\n") == ["biên giới", "phụ nữ", "an ninh", "khuyến học"]


def test_a_row_that_one_added_and_one_that_another_took_away(served: Served, opened: Pairs) -> None:
    theirs = [pair for pair in opened if not pair[0].startswith("people.0.")]
    mine = [*opened, ("people.2.name", "Lý K"), ("people.2.title", "Chủ tịch")]
    joined = both(served, mine, theirs).form

    assert [value for name, value in joined if name.startswith("people.") and value] == [
        *("Võ G", "Bí thư", "Lý K", "Chủ tịch")
    ]


def test_a_row_that_one_changed_and_another_took_away_is_kept(served: Served, opened: Pairs) -> None:
    theirs = [pair for pair in opened if not pair[0].startswith("people.0.")]
    joined = dict(both(served, put(opened, people__0__title="Phó giám đốc"), theirs).form)

    assert "Phó giám đốc" in joined.values()


def test_paragraphs_of_both_are_joined(served: Served, opened: Pairs) -> None:
    theirs = put(opened, body="Đoạn đầu.\r\n\r\nĐoạn của họ.")
    mine = put(opened, body="Câu trước.\r\n\r\nĐoạn đầu.\r\n\r\nĐoạn của tôi.")
    body = dict(both(served, mine, theirs).form)["body"]

    assert body.split("\r\n\r\n") == ["Câu trước.", "Đoạn đầu.", "Đoạn của tôi.", "Đoạn của họ."]


def test_without_what_both_began_with_nothing_that_one_has_is_left_out(served: Served, opened: Pairs) -> None:
    theirs = put(opened, place="Tam Kỳ", awards__0__households="7", awards__1__names="Trần B\r\nLê C\r\nĐỗ D")
    page = both(served, put(opened, byline="K.ANH"), theirs, forgotten=True)
    joined = dict(page.form)

    assert (joined["place"], joined["byline"], joined["awards.0.households"]) == ("Tam Kỳ", "K.ANH", "7")
    assert "Đỗ D" in joined["awards.1.names"]
    assert "gộp những chỗ không chạm nhau" not in page.words
    assert "không biết ai đã đổi gì" in page.words


@pytest.mark.parametrize("forgotten", [False, True])
def test_what_was_typed_over_a_file_that_can_no_longer_be_read_is_not_lost(
    served: Served, opened: Pairs, *, forgotten: bool
) -> None:
    served.file(KHEN).write_text(TWO.replace("title:", "title: Khen: 9:", 1), "utf-8")
    if forgotten:
        shutil.rmtree(served.site / ".cache/soan/ban-cu")
    page = served.save(KHEN, put(opened, body="Đoạn gõ cả giờ.", place="Tam Kỳ"))
    text = dict(page.form)["text"]

    assert page.status == 409
    assert "Đoạn gõ cả giờ." in text
    assert "place: Tam Kỳ" in text
    assert ("title: Khen: 9:" in text) is not forgotten
    served.save(KHEN, page.form)

    assert "Đoạn gõ cả giờ." in served.file(KHEN).read_text("utf-8")


def test_a_file_edited_as_text_by_two_is_joined_by_its_lines(served: Served, opened: Pairs) -> None:
    form = served.open(f"{KHEN}?chu=1").form
    mine = put(form, text=dict(form)["text"].replace("individuals: 6", "individuals: 7"))
    served.save(KHEN, put(opened, place="Tam Kỳ"))
    text = dict(served.save(KHEN, mine).form)["text"]

    assert "individuals: 7" in text
    assert "place: Tam Kỳ" in text


texts = st.lists(st.sampled_from("abcd"), max_size=8)


@given(texts, texts)
def test_what_only_one_changed_is_as_that_one_has_it(base: list[str], new: list[str]) -> None:
    assert joining.lines(base, new, base) == new
    assert joining.lines(base, base, new) == new
    assert joining.lines(base, new, new) == new


@given(texts, texts, texts)
def test_no_line_that_i_put_in_is_lost(base: list[str], mine: list[str], theirs: list[str]) -> None:
    assert set(mine) - set(base) <= set(joining.lines(base, mine, theirs))
    assert set(theirs) - set(base) <= set(joining.lines(base, mine, theirs, both=True))
