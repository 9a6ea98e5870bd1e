"""What is read of labelled press texts is what a careful reader finds; what is not sure is said."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path

import pytest

from bangvang import press
from bangvang.language import dates
from benchmarks.press import score
from tests.press import ASIDE, CASES, UNSEEN, reports


@pytest.mark.parametrize("folder", [CASES, ASIDE, UNSEEN], ids=lambda folder: folder.name)
def test_the_gates_hold(folder: Path) -> None:
    made = score(folder)
    wrong = [f"{field.case} {field.path}" for field in made.fields if field.verdict == "silent"]

    assert made.right >= 0.92, f"{made.right:.3f}"
    assert made.silent <= 0.01, wrong
    assert made.invented == ()
    assert made.false_awards == ()


@pytest.mark.parametrize("file", reports(), ids=lambda file: f"{file.parent.name}-{file.stem}")
def test_every_line_of_evidence_has_its_words(file: Path) -> None:
    lines = file.read_text("utf-8-sig", errors="replace").splitlines()
    read = press.read(file.read_bytes(), file.name)

    for found in read.evidence.values():
        assert 0 <= found.line <= len(lines)
    for doubt in read.doubts:
        assert 0 <= doubt.line <= len(lines)


def test_two_readings_of_a_text_are_the_same() -> None:
    raw = (CASES / "01.txt").read_bytes()

    assert press.read(raw).as_data() == press.read(raw).as_data()


def test_a_report_of_an_event_that_is_there_is_proposed_as_such() -> None:
    text = "Ngày 19/9/2024, UBND tỉnh Kon Tum tặng Bằng khen cho 33 cá nhân."
    there = press.Event("da-co", dates.parse("2024-09-19"), frozenset({"kon-tum"}), frozenset({33}))
    other = press.Event("khac", dates.parse("2024-09-19"), frozenset({"quang-nam"}), frozenset({33}))

    assert press.read(text, known=press.Known(events=(other, there))).same_event == "da-co"
    assert press.read(text, known=press.Known(events=(other,))).same_event is None


def test_a_draft_is_never_named_as_a_device_of_windows_is() -> None:
    reading = press.read((CASES / "01.txt").read_text("utf-8"))
    named = press.draft(replace(reading, title="Con"), today=dt.date(2024, 9, 20))

    assert named.path.endswith("/bai-con.md")
