"""Who has seen what, from the log of the desk: what counts and what does not."""

from __future__ import annotations

import json

from bangvang.archive import second_readers
from bangvang.archive.second_readers import Event
from tests.conftest import MakeSite
from tests.samples import build, check, config, written

FILE = "content/2024/a.md"
SAVED = Event(FILE, "nay", "Lan", saved=True)
NOW = {FILE: "nay"}


def waiting(*log: Event, now: dict[str, str] = NOW) -> dict[str, int]:
    return {file: len(found.names) for file, found in second_readers.waiting(log, now, 2).items()}


def test_what_one_has_saved_waits_for_another() -> None:
    assert waiting(SAVED) == {FILE: 1}
    assert waiting(SAVED, Event(FILE, "nay", "Nam", saved=False)) == {}
    assert waiting(SAVED, Event(FILE, "nay", "Nam", saved=True)) == {}


def test_one_who_looks_twice_is_one() -> None:
    assert waiting(SAVED, SAVED, Event(FILE, "nay", "Lan", saved=False)) == {FILE: 1}


def test_who_has_read_a_former_state_has_not_read_this_one() -> None:
    assert waiting(Event(FILE, "xưa", "Nam", saved=False), SAVED) == {FILE: 1}
    assert waiting(SAVED, now={FILE: "sửa bằng phần mềm khác"}) == {FILE: 0}


def test_what_nobody_saved_at_the_desk_waits_for_nobody() -> None:
    assert waiting() == {}
    assert waiting(Event(FILE, "nay", "Lan", saved=False)) == {}
    assert waiting(SAVED, now={}) == {}


def test_lines_that_say_nothing_are_passed_over() -> None:
    line = json.dumps({"file": FILE, "digest": "nay", "edited_by": "Lan", "what": "saved"}).encode()

    assert second_readers.read(b"\n<<<<<<< HEAD\n[]\n{}\n\xff\n" + line + b"\n") == (SAVED,)


LOG = '{"file": "content/2024/%s.md", "digest": "x", "edited_by": "Lan", "what": "saved"}\n'


def test_a_build_tells_what_too_few_have_seen_and_publishes_it(site: MakeSite) -> None:
    files = {
        "config.yaml": config(check_by=2),
        "content/2024/a.md": written("Bài a"),
        "content/2024/b.md": written("Bài b", date="2024-03-04"),
        "content/2024/nhap.md": written("Bài nháp", draft=True),
        "edits.jsonl": LOG % "a" + LOG % "nhap" + LOG % "da-xoa",
    }
    folder = site(files)
    first, again = build(folder), build(folder)

    assert check(folder).ok
    assert first.ok
    assert [(p.code, p.place.file) for p in first.problems] == [("K905", FILE)]
    assert again.problems == first.problems
    assert not build(folder, strict=True).ok
    (folder / "edits.jsonl").unlink()
    assert build(folder).problems == ()


def test_where_no_second_reader_is_asked_for_the_log_is_nobody_s_business(site: MakeSite) -> None:
    folder = site({"config.yaml": config(), "content/2024/a.md": written(), "edits.jsonl": LOG % "a"})

    assert check(folder).problems == ()
    (folder / "config.yaml").write_text(config(check_by=2), "utf-8")
    (folder / "edits.jsonl").unlink()
    assert check(folder).problems == ()
