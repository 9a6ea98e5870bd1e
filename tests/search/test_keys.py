"""What keys would have made, and words that are no keys."""

from __future__ import annotations

import pytest

from bangvang.search.keys import decoded


@pytest.mark.parametrize(
    "typed", ["đoàn", "thuê", "khuya", "2024", "m2", "qđ", "Lan", "thưởng", "người", "anh"]
)
def test_words_as_they_are_written_are_no_keys(typed: str) -> None:
    assert decoded(typed) is None


@pytest.mark.parametrize(
    ("typed", "made"),
    [
        ("khen", None),
        ("thuwowrng", "thưởng"),
        ("thuwongr", "thưởng"),
        ("thưowngr", "thưởng"),
        ("lang2", "làng"),
        ("đôngj", "động"),
        ("đôngf", "đồng"),
        ("mâux", "mẫu"),
        ("Đông5", "động"),
        ("nguowì", "người"),
    ],
)
def test_keys_make_letters_also_behind_letters_that_were_made(typed: str, made: str | None) -> None:
    assert decoded(typed) == made
