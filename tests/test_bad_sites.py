"""Everything an editor can get wrong, one fault a site: told as `tests/bad/` says, and nothing else."""

from __future__ import annotations

import re

import pytest

from bangvang import problems
from tests import bad_sites
from tests.bad_sites import Case, told
from tests.conftest import MakeSite, Run

CASES = bad_sites.cases()
TOGETHER = [case for case in CASES if not case.alone]


def _ids(cases: list[Case]) -> list[str]:
    return [case.name for case in cases]


@pytest.mark.parametrize("case", CASES, ids=_ids(CASES))
def test_a_fault_is_told_as_written_and_nothing_is_published(case: Case, site: MakeSite, run: Run) -> None:
    folder = site()
    bad_sites.lay_out(case, folder)

    ended = run("build", "--jobs", "1", site=folder)

    assert told(ended.out) == told(case.expected["vi"])
    assert "".join(told(ended.out)) == "".join(line + "\n" for line in ended.lines[:-1])
    assert ended.code == (1 if case.fails else 0)
    assert (folder / "output").exists() != case.fails
    assert ended.err == ""


@pytest.mark.parametrize(
    "case", [case for case in CASES if case.alone], ids=_ids([case for case in CASES if case.alone])
)
def test_a_fault_of_the_whole_site_is_told_in_english(case: Case, site: MakeSite, run: Run) -> None:
    folder = site()
    bad_sites.lay_out(case, folder)

    ended = run("check", "--lang", "en", "--jobs", "1", site=folder)

    assert told(ended.out) == told(case.expected["en"])


@pytest.mark.parametrize("language", ["vi", "en"])
def test_all_faults_at_once_are_all_told_in_one_run(language: str, site: MakeSite, run: Run) -> None:
    folder = site()
    for case in TOGETHER:
        bad_sites.lay_out(case, folder)
    expected = [message for case in TOGETHER for message in told(case.expected[language])]

    ended = run("build", "--lang", language, site=folder)

    assert sorted(told(ended.out)) == sorted(expected)
    assert ended.code == 1
    assert not (folder / "output").exists()


def test_the_last_line_counts_errors_and_warnings(site: MakeSite, run: Run) -> None:
    folder = site()
    for case in TOGETHER:
        bad_sites.lay_out(case, folder)
    everything = "".join(case.expected["vi"] for case in TOGETHER)
    errors, warnings = everything.count(": lỗi K"), everything.count(": cảnh báo K")

    ended = run("check", site=folder)

    assert ended.lines[-1].startswith(f"Chưa xuất bản: {errors} lỗi, {warnings} cảnh báo.")


def test_messages_are_sorted_by_file_and_line(site: MakeSite, run: Run) -> None:
    folder = site()
    for case in TOGETHER:
        bad_sites.lay_out(case, folder)

    ended = run("check", site=folder)
    places = re.findall(r"^(\S.*?):(\d+):(\d+): ", ended.out, flags=re.MULTILINE)

    assert len(places) > 100
    assert places == sorted(places, key=lambda place: (place[0], int(place[1]), int(place[2])))


def test_a_warning_fails_a_strict_build(site: MakeSite, run: Run) -> None:
    folder = site()
    bad_sites.lay_out(bad_sites.read(bad_sites.BAD / "con-dieu-phai-xem.txt"), folder)

    lenient, strict = run("check", site=folder), run("check", "--strict", site=folder)

    assert (lenient.code, strict.code) == (0, 1)


def test_there_are_at_least_eighty_cases_with_messages_in_both_languages() -> None:
    whole = [case for case in CASES if told(case.expected["vi"]) and told(case.expected["en"])]

    assert len(whole) == len(CASES) >= 80


@pytest.mark.parametrize("case", CASES, ids=_ids(CASES))
def test_both_languages_tell_the_same_codes_at_the_same_places(case: Case) -> None:
    def heads(language: str, labels: str) -> list[str]:
        return re.findall(rf"^(\S.*?:\d+:\d+): (?:{labels}) (K\d+)", case.expected[language], re.MULTILINE)

    assert heads("vi", "lỗi|cảnh báo") == heads("en", "error|warning")


def test_every_code_that_content_can_cause_has_a_case() -> None:
    shown = {code for case in CASES for code in re.findall(r" (K\d+): ", case.expected["vi"])}
    # Told by publishing, by the ledger and by what is beside the site's files, or naming the site's folder:
    # tested where they are made.
    elsewhere = {code for code in problems.catalogue() if code.startswith(("K8", "K9"))}
    # K416 is a net under our own reading: no content is known that falls into it.
    elsewhere |= {"K408", "K416", "K508", "K601"}

    assert set(problems.catalogue()) - elsewhere - shown == set()
