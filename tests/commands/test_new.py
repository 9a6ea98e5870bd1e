"""`new` writes a draft that has no fault, from options or from answers, and never writes over anything."""

from __future__ import annotations

import datetime as dt
import os
import pty
import select
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from signal import SIGINT

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bangvang.archive.model import KINDS, Source
from bangvang.commands import drafts, prompts
from bangvang.commands.drafts import Facts
from bangvang.facts import honours, places
from bangvang.language.dates import PartialDate
from bangvang.sources import content
from tests.conftest import ROOT, MakeSite, Run

CTRL_C = "\x03"  # sent as the signal that a terminal makes of it

# ---------------------------------------------------------------- options


def test_a_title_alone_makes_a_draft_that_passes_every_check(run: Run, site: MakeSite) -> None:
    folder = site()
    made = run("new", "Biểu dương 12 gia đình văn hoá", site=folder)
    checked = run("check", "--strict", "--drafts", site=folder)

    path = made.lines[0].removeprefix("Đã viết ")
    assert made.code == 0
    assert path.endswith("/bieu-duong-12-gia-dinh-van-hoa.md")
    assert (folder / path).is_file()
    assert checked.code == 0
    assert checked.lines[0].startswith("Ổn: 1 bài;")


def test_options_say_everything_that_a_draft_may_hold(run: Run, site: MakeSite) -> None:
    folder = site()
    options = ["--date", "19/9/2024", "--province", "quang nam", "--grantor", "Chủ tịch UBND tỉnh"]
    options += ["--form", "bằng khen", "--collectives", "1.024", "--individuals", "6", "--households", "0"]
    options += ["--source", "Báo Quảng Nam", "--byline", "K.ANH", "--tag", "phụ nữ", "--tag", "nông dân"]
    made = run("new", 'Khen: "người tốt"', *options, site=folder)
    item = content.parse(
        Source("content/2024/khen-nguoi-tot.md", (folder / made.lines[0][8:]).read_text("utf-8"), "")
    )

    article = item.article
    assert article is not None
    assert item.problems == ()
    assert (article.title, article.date.iso, article.draft) == ('Khen: "người tốt"', "2024-09-19", True)
    assert [place.name for place in article.provinces] == ["Quảng Nam"]
    award = article.awards[0]
    assert (award.grantor, award.form, award.level) == ("Chủ tịch UBND tỉnh", "Bằng khen", "province")
    assert (award.count.collectives, award.count.individuals, award.count.households) == (1024, 6, 0)
    assert article.source is not None
    assert (article.source.name, article.byline) == ("Báo Quảng Nam", "K.ANH")
    assert [tag.name for tag in article.tags] == ["phụ nữ", "nông dân"]


def test_a_draft_is_published_by_deleting_its_first_line(run: Run, site: MakeSite) -> None:
    folder = site()
    path = folder / run("new", "Khen", "--date", "2024", "--province", "Kon Tum", site=folder).lines[0][8:]
    text = path.read_text("utf-8")
    path.write_text(text.replace(text.splitlines(keepends=True)[1], ""), "utf-8")

    assert run("build", site=folder).lines[-1].startswith("Xong: 1 bài;")


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--date", "30/2/2024"], "không hiểu ngày '30/2/2024'"),
        (["--province", "Quảng Nma"], "ý bạn là 'Quảng Nam'?"),
        (["--form", "Bằng khe"], "ý bạn là 'Bằng khen'?"),
        (["--individuals", "vài"], "'vài' không phải là số tự nhiên"),
        (["--recipients", "6", "--individuals", "2"], "--recipients chỉ dùng khi"),
    ],
)
def test_a_wrong_value_is_wrong_usage_and_nothing_is_written(
    run: Run, site: MakeSite, options: list[str], said: str
) -> None:
    folder = site()
    refused = run("new", "Khen", *options, site=folder)

    assert refused.code == 2
    assert said in refused.err
    assert list((folder / "content").rglob("*.md")) == []


@pytest.mark.parametrize("typed", [[], [""], ["…"]])
def test_without_a_title_worth_an_address_there_is_no_draft(
    run: Run, site: MakeSite, typed: list[str]
) -> None:
    assert run("new", *typed, site=site()).code == 2


def test_an_article_of_that_name_is_never_written_over_wherever_it_lies(run: Run, site: MakeSite) -> None:
    folder = site({"content/2019/khen.md": "của tôi"})
    refused = run("new", "Khen", "--date", "2024", site=folder)

    assert refused.code == 1
    assert "content/2019/khen.md" in refused.err
    assert not (folder / "content/2024").exists()


def test_a_folder_that_is_no_archive_gets_no_draft(run: Run, tmp_path: Path) -> None:
    assert run("new", "Khen", site=tmp_path).code == 1
    assert list(tmp_path.iterdir()) == []


def test_a_province_that_did_not_bear_the_name_then_is_told(run: Run, site: MakeSite) -> None:
    made = run("new", "Khen", "--date", "2025-09-02", "--province", "Kon Tum", site=site())

    assert made.code == 0
    assert "cảnh báo K206" in made.out


# ---------------------------------------------------------------- any draft

titles = st.text(max_size=200).map(lambda s: f"Khen {s}")
facts = st.builds(
    Facts,
    titles,
    st.dates(dt.date(1946, 1, 1), dt.date(2090, 1, 1)).map(lambda d: PartialDate(d.year, d.month, d.day)),
    provinces=st.lists(st.sampled_from([p.id for p in places.all()]), max_size=3, unique=True).map(tuple),
    grantor=st.none() | titles,
    form=st.none() | st.sampled_from([form.label for form in honours.forms()]),
    counts=st.dictionaries(st.sampled_from(KINDS[:3]), st.integers(0, 10**6)),
    source=st.none() | titles,
    byline=st.none() | titles,
    tags=st.lists(st.sampled_from(["phụ nữ", "nông dân: #1", "«Công an»"]), unique=True).map(tuple),
)


@given(facts)
def test_whatever_is_known_the_draft_has_no_error(known: Facts) -> None:
    path = drafts.path_of(known)
    item = content.parse(Source(path, drafts.written(known), ""))

    assert [problem for problem in item.problems if problem.is_error] == []
    assert {problem.code for problem in item.problems} <= {"K206", "K310"}
    assert item.article is not None
    assert item.article.draft


# ---------------------------------------------------------------- a terminal


def talk(folder: Path, arguments: Sequence[str], lines: Sequence[str]) -> tuple[int, str]:
    """Runs `new` on a terminal of its own, a line typed after each question; gives exit code and screen."""
    ours, theirs = pty.openpty()
    command = [sys.executable, str(ROOT / "build.py"), "new", *arguments, "--site", str(folder)]
    environment = {**os.environ, "TERM": "dumb", "PYTHONUTF8": "1"}
    process = subprocess.Popen(command, stdin=theirs, stdout=theirs, stderr=theirs, env=environment)
    os.close(theirs)
    screen = b""
    waiting = list(lines)
    end = time.monotonic() + 60
    while time.monotonic() < end:
        if select.select([ours], [], [], 0.1)[0]:
            try:
                screen += os.read(ours, 4096)
            except OSError:  # the other side is closed: the program has ended
                break
        elif waiting and screen.endswith(b": "):
            line = waiting.pop(0)
            if line == CTRL_C:
                process.send_signal(SIGINT)
            else:
                os.write(ours, line.encode())
            screen += b"\n"
        elif process.poll() is not None:
            break
    os.close(ours)
    return process.wait(timeout=30), screen.decode("utf-8", "replace")


def test_on_a_terminal_it_asks_for_what_is_missing_and_again_for_what_is_wrong(site: MakeSite) -> None:
    folder = site()
    answers = [
        "Khen 5 nông dân",
        "31/2/2024",
        "2/2024",
        "Kon Tun",
        "Kon Tum",
        "Giấy khen",
        "UBND huyện",
        "",
        "5",
        "",
    ]
    code, screen = talk(folder, [], [answer + "\n" for answer in answers])
    text = (folder / "content/2024/khen-5-nong-dan.md").read_text("utf-8")

    assert code == 0, screen
    assert "không hiểu ngày '31/2/2024'" in screen
    assert "ý bạn là 'Kon Tum'?" in screen
    assert "date: 2024-02 " in text
    assert "province: Kon Tum " in text
    assert 'form: "Giấy khen"' in text
    assert "individuals: 5" in text
    assert "collectives" not in text


def test_tab_completes_a_province_typed_without_marks(site: MakeSite) -> None:
    folder = site()
    lines = ["quang n\t\n", "\n", "\n", "\n", "\n", "\n"]
    code, screen = talk(folder, ["Khen", "--date", "2024"], lines)

    assert code == 0, screen
    assert "province: Quảng N" in (folder / "content/2024/khen.md").read_text("utf-8")


@pytest.mark.parametrize("key", [CTRL_C, "\x04"])
def test_leaving_the_questions_writes_nothing_and_exits_with_130(site: MakeSite, key: str) -> None:
    folder = site()
    ended, screen = talk(folder, [], ["Khen\n", key])

    assert ended == 130
    assert "Traceback" not in screen
    assert list((folder / "content").rglob("*.md")) == []


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        ("quảng na", ["Quảng Nam"]),
        ("DAK N", ["Đắk Nông"]),
        ("Kon Tum, gia", ["Kon Tum, Gia Lai"]),
        ("xyz", []),
    ],
)
def test_offers_do_not_mind_marks_and_capitals_and_begin_anew_after_a_comma(
    typed: str, offered: list[str]
) -> None:
    assert prompts.offers(typed, [place.name for place in places.all()]) == offered
