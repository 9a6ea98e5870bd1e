"""What a report tells beside its own award, in the words of one: near misses of each kind first."""

from __future__ import annotations

import pytest

from tests.press.test_awards_of_sentences import awards, codes

# ---------------------------------------------------------------- said at a meeting


@pytest.mark.parametrize(
    "sentence",
    [
        "Với những kết quả đạt được trong nhiều năm qua, tại hội nghị, UBND huyện tặng Giấy khen cho 14 xã.",
        "Phát biểu và tặng hoa tại hội nghị, UBND huyện cũng trao Giấy khen cho 14 xã.",
        "Phát biểu tại lễ tổng kết, UBND huyện đánh giá cao kết quả; đồng thời trao Giấy khen cho 14 xã.",
    ],
)
def test_what_is_given_at_a_meeting_is_given_whatever_was_said_at_it(sentence: str) -> None:
    assert awards(sentence) == [("UBND huyện", "Giấy khen", {"collectives": 14})]


@pytest.mark.parametrize(
    "sentence",
    [
        "Báo cáo tại hội nghị cho thấy, 5 năm qua, xã có 2 cá nhân được Thủ tướng Chính phủ tặng Bằng khen.",
        "Theo báo cáo tại hội nghị, năm 2023, UBND huyện tặng Giấy khen cho 14 tập thể.",
        "Thông tin tại buổi họp báo, từ đầu năm UBND huyện tặng Giấy khen cho 14 tập thể.",
        "Số liệu được công bố tại lễ cho thấy trong nhiệm kỳ qua, UBND huyện tặng Giấy khen cho 14 tập thể.",
        "Báo cáo kết quả tại hội nghị, trong 3 năm, UBND huyện tặng Giấy khen cho 14 tập thể.",
        "Phát biểu tại đại hội, ông Lê Văn Bảy cho biết, năm qua UBND tỉnh tặng Bằng khen cho 14 tập thể.",
    ],
)
def test_that_something_is_reported_at_a_meeting_does_not_say_that_it_was_given_there(sentence: str) -> None:
    assert awards(sentence) == []
    assert "awards_set_aside_history" in codes(sentence)
