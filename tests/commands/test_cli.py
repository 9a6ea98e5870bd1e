"""What is typed and what comes back: commands, help, exit codes, reports, in both languages."""

from __future__ import annotations

import json
import re
import string
import subprocess
import sys
import time
from pathlib import Path
from signal import SIGINT
from typing import Any, get_args

import pytest
import yaml

from bangvang.commands import cli, console, entries
from bangvang.problems import Language
from tests.conftest import ROOT, MakeSite, Run, write_files
from tests.samples import written

ARTICLE = "---\ntitle: Khen thưởng\ndate: 2024-06-05\nprovince: Kon Tum\n---\n\nNội dung.\n"
BAD = "---\ntitle: Khen thưởng\ndate: 2024-06-05\nprovince: Kon Tun\n---\n\nNội dung.\n"
WARNED = ARTICLE.replace("---\n\nN", "review: [date_year_inferred]\n---\n\nN")
COMMANDS = [command.name for command in entries.COMMANDS]
LANGUAGES: tuple[Language, ...] = get_args(Language)


# ---------------------------------------------------------------- help and wrong usage


@pytest.mark.parametrize("command", ["", *COMMANDS])
@pytest.mark.parametrize(("language", "usage"), [("vi", "Cách dùng: "), ("en", "usage: ")])
def test_every_command_helps_in_the_language_asked_for(
    run: Run, command: str, language: str, usage: str
) -> None:
    outcome = run(*filter(None, [command]), "--help", "--lang", language)

    assert outcome.code == 0
    assert outcome.out.startswith(f"{usage}build.py {command}".rstrip())
    assert outcome.err == ""


@pytest.mark.parametrize("typed", [["--lang", "en", "--help"], ["--drafts", "-h", "--lang", "en"]])
def test_help_asked_for_before_any_command_lists_the_commands(run: Run, typed: list[str]) -> None:
    outcome = run(*typed)

    assert outcome.code == 0
    assert all(f"\n    {command} " in outcome.out for command in COMMANDS)
    assert outcome.out.startswith("usage: build.py [-h]")


def test_vietnamese_help_has_no_english_left(run: Run) -> None:
    out = "".join(run(*filter(None, [command]), "-h").out for command in ("", *COMMANDS))

    assert not re.search(r"\b(usage|options|positional|show|exit|default|the|and)\b", out)


def test_help_speaks_the_language_of_the_site(run: Run, site: MakeSite) -> None:
    folder = site({"config.yaml": "title: Archive\nlanguage: en\n"})

    assert run("build", "--help", site=folder).out.startswith("usage: ")


def test_help_does_not_load_what_building_needs() -> None:
    code = "import sys; from bangvang.commands.cli import main; main(['--help']); print(sorted(sys.modules))"
    out = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT
    ).stdout

    assert "pydantic" not in out
    assert "jinja2" not in out


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (["chek"], "không có lệnh 'chek'; các lệnh: build, check, "),
        (["--lang", "en", "chek"], "doctor (did you mean 'check'?)"),
        (["--site", "build", "dựng"], "không có lệnh 'dựng'"),
        (["check", "--strickt"], "không hiểu: --strickt"),
        (["build", "--jobs", "-2"], "'-2' không phải là số tự nhiên"),
        (["build", "--jobs", "hai"], "'hai' không phải là số tự nhiên"),
        (["build", "--output"], "cần một giá trị theo sau"),
        (["check", "--lang", "fr"], "không có 'fr'"),
        (["init"], "còn thiếu: THƯ-MỤC"),
        (["retire"], "còn thiếu: URL"),
        (["serve", "--port", "99999"], "'99999' không phải là số cổng"),
    ],
)
def test_wrong_usage_is_told_and_exits_with_2(run: Run, typed: list[str], said: str) -> None:
    outcome = run(*typed)

    assert outcome.code == 2
    assert said in outcome.err


@pytest.mark.parametrize(
    "typed", [[], ["--drafts"], ["build"], ["--lang", "en", "build"], ["--jobs", "1", "build"]]
)
def test_no_command_means_build_and_options_may_come_first(
    run: Run, site: MakeSite, typed: list[str]
) -> None:
    folder = site({"content/2024/a.md": ARTICLE})
    outcome = run(*typed, site=folder)

    assert outcome.code == 0
    assert (folder / "output/index.html").is_file()


# ---------------------------------------------------------------- exit codes and closing lines


def test_a_build_closes_with_every_number_of_its_work(run: Run, site: MakeSite) -> None:
    folder = site({"content/2024/a.md": WARNED})
    first = run("build", site=folder)
    again = run("build", "--lang", "en", site=folder)

    pages = sum(1 for file in (folder / "output").rglob("*") if file.is_file())
    assert re.fullmatch(
        rf"Xong: 1 bài; {pages} trang ghi mới, 0 trang không đổi, 0 trang đã xoá; 1 cảnh báo; \d+,\d giây\."
        r" Còn 1 điều phải xem lại\.",
        first.lines[-1],
    )
    assert re.fullmatch(
        rf"Done: 1 articles; 0 pages written, {pages} unchanged, 0 removed; 1 warnings; \d+\.\d seconds\."
        r" Still open: questions to review 1\.",
        again.lines[-1],
    )


@pytest.mark.parametrize("command", ["build", "check"])
def test_a_site_without_an_address_is_told_so_once_and_it_is_no_fault(
    run: Run, site: MakeSite, command: str
) -> None:
    articles = {f"content/2024/{name}.md": ARTICLE for name in "ab"}
    folder = site({"config.yaml": "title: Kho\nbase_url:\n", **articles})
    outcome = run(command, "--strict", site=folder)

    assert (outcome.code, outcome.out.count("base_url")) == (0, 1)
    assert outcome.lines[-1].endswith(
        " Chưa có base_url trong config.yaml: nguồn tin, sơ đồ trang và đường dẫn chia sẻ chưa có địa chỉ đầy"
        " đủ."
    )
    site({"config.yaml": "title: Kho\nbase_url: https://kho.example/\n"})
    assert "base_url" not in run(command, site=folder).out


@pytest.mark.parametrize("command", ["build", "check"])
def test_errors_exit_with_1_and_a_line_and_a_hint_each(run: Run, site: MakeSite, command: str) -> None:
    folder = site({"content/2024/a.md": BAD})
    outcome = run(command, site=folder)

    assert outcome.code == 1
    assert outcome.lines[0].startswith("content/2024/a.md:4:11: lỗi K205: ")
    assert "ý bạn là 'Kon Tum'?" in outcome.lines[0]
    assert outcome.lines[1].startswith("    Cách sửa: ")
    assert outcome.lines[-1].startswith("Chưa xuất bản: 1 lỗi, 0 cảnh báo.")
    assert not (folder / "output").exists()


@pytest.mark.parametrize("command", ["build", "check"])
def test_strict_makes_warnings_fail(run: Run, site: MakeSite, command: str) -> None:
    folder = site({"content/2024/a.md": WARNED})

    assert run(command, "--strict", site=folder).code == 1
    assert run(command, site=folder).code == 0


@pytest.mark.parametrize("command", ["build", "check"])
def test_a_folder_that_is_no_archive_is_named_and_told_how_to_make_one(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    folder = tmp_path / "kho báu"
    folder.mkdir()
    monkeypatch.chdir(tmp_path)
    told = [run(command, "--lang", language, site=Path("kho báu")) for language in LANGUAGES]

    assert [outcome.code for outcome in told] == [1, 1]
    assert f"K601: không thấy tệp cấu hình config.yaml trong {folder}\n" in told[0].out
    assert f"K601: there is no config.yaml in {folder}\n" in told[1].out
    assert all("build.py init" in outcome.out for outcome in told)
    assert list(folder.iterdir()) == []


@pytest.mark.parametrize("inside", ["", "content/2024"])
def test_inside_an_archive_every_command_is_about_that_archive(
    run: Run, site: MakeSite, monkeypatch: pytest.MonkeyPatch, inside: str
) -> None:
    folder = site({"content/2024/a.md": ARTICLE.replace("---\n\n", "tags: [mot]\n---\n\n", 1)})
    monkeypatch.chdir(folder / inside)
    listed = run("list", "--tag", "mot", "--json").out
    codes = [run(*typed.split()).code for typed in ("tag mot hai", "new Bài-mới --date 2024-01-02", "build")]

    assert codes == [0, 0, 0]
    assert "content/2024/a.md" in listed
    assert "tags: [hai]" in (folder / "content/2024/a.md").read_text("utf-8")
    assert (folder / "content/2024/bai-moi.md").is_file()
    assert (folder / "output/chu-de/hai.html").is_file()


@pytest.mark.parametrize(
    ("files", "code"),
    [
        ({"config.yaml": "title: Kho\n", "urls.txt": ""}, "K605"),
        ({"config.yaml": "title: Kho\n", "output/index.html": ""}, "K605"),
        ({"content/2024/a.md": ARTICLE, "urls.txt": ""}, "K601"),
    ],
)
def test_an_archive_that_lacks_something_is_told_of_and_no_other_taken(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, files: dict[str, str | bytes | None], code: str
) -> None:
    write_files(tmp_path, files)
    monkeypatch.chdir(tmp_path)
    ended = run("build")

    assert ended.code == 1
    assert code in ended.out


@pytest.mark.parametrize("name", ["config.yaml", "content/a.txt", "output/a.txt", "templates/a.html"])
def test_a_folder_of_another_kind_is_no_archive(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    write_files(tmp_path, {name: ""})
    monkeypatch.chdir(tmp_path)

    assert cli._site() == ROOT


def test_check_writes_nothing_at_all(run: Run, site: MakeSite) -> None:
    folder = site({"content/2024/a.md": ARTICLE})
    before = {path: path.stat().st_mtime_ns for path in [folder, *folder.rglob("*")]}
    outcome = run("check", site=folder)

    assert outcome.code == 0
    assert {path: path.stat().st_mtime_ns for path in [folder, *folder.rglob("*")]} == before


def test_an_interrupted_build_exits_with_130_and_leaves_the_former_site(site: MakeSite, run: Run) -> None:
    folder = site({f"content/2024/bai-{n}.md": ARTICLE.replace("Khen", f"Khen {n}") for n in range(400)})
    assert run("build", "--jobs", "1", site=folder).code == 0
    before = (folder / "output/index.html").read_bytes()
    command = [sys.executable, str(ROOT / "build.py"), "build", "--full", "--site", str(folder)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        time.sleep(0.8)
        process.send_signal(SIGINT)
        _, said = process.communicate(timeout=60)

    assert process.returncode == 130, said
    assert "Traceback" not in said.decode()
    assert (folder / "output/index.html").read_bytes() == before


# ---------------------------------------------------------------- JSON


@pytest.mark.parametrize("command", ["build", "check"])
def test_the_report_as_json_is_one_object_and_all_of_stdout(run: Run, site: MakeSite, command: str) -> None:
    folder = site({"content/2024/a.md": BAD, "content/2024/b.md": WARNED})
    outcome = run(command, "--json", site=folder)
    report: dict[str, Any] = json.loads(outcome.out)

    assert outcome.code == 1
    assert (report["ok"], report["errors"]) == (False, 1)
    assert [list(item) for item in report["problems"]] == [
        ["file", "line", "column", "code", "severity", "message", "hint"]
    ] * len(report["problems"])
    assert [(p["file"], p["line"], p["code"], p["severity"]) for p in report["problems"]][:1] == [
        ("content/2024/a.md", 4, "K205", "error")
    ]


def test_json_of_a_good_site_says_so_in_either_language(run: Run, site: MakeSite) -> None:
    folder = site({"content/2024/a.md": ARTICLE})
    reports = [
        json.loads(run("check", "--json", "--lang", language, site=folder).out) for language in LANGUAGES
    ]

    assert [report["ok"] for report in reports] == [True, True]
    assert [report["problems"] for report in reports] == [[], []]


def test_json_tells_even_a_missing_config(run: Run, tmp_path: Path) -> None:
    report = json.loads(run("check", "--json", site=tmp_path).out)

    assert not report["ok"]
    assert report["problems"][0]["code"] == "K601"


# ---------------------------------------------------------------- as a process


def test_a_reader_that_goes_away_ends_the_program_quietly(site: MakeSite) -> None:
    folder = site({f"content/2024/bai-{n}.md": BAD for n in range(300)})
    command = [sys.executable, str(ROOT / "build.py"), "check", "--site", str(folder)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        process.stdout.close()
        _, said = process.communicate(timeout=60)

    assert process.returncode == 1
    assert said == b""


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no /dev/full")
@pytest.mark.parametrize("typed", [["stats", "--csv"], ["check"], ["schema"]])
def test_results_that_cannot_be_printed_are_told_in_one_sentence(site: MakeSite, typed: list[str]) -> None:
    folder = site({"content/2024/a.md": ARTICLE})
    command = [sys.executable, str(ROOT / "build.py"), *typed, "--site", str(folder)]
    with Path("/dev/full").open("wb") as full:
        ended = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, check=False)

    assert ended.returncode == 1
    assert re.fullmatch(r"Không in được kết quả: .+\n", ended.stderr.decode())


def test_a_terminal_without_vietnamese_letters_gets_no_traceback(site: MakeSite) -> None:
    folder = site({"content/2024/a.md": BAD})
    command = [sys.executable, str(ROOT / "build.py"), "check", "--site", str(folder)]
    ended = subprocess.run(command, capture_output=True, check=False, env={"PYTHONIOENCODING": "ascii"})

    assert ended.returncode == 1
    assert b"K205" in ended.stdout
    assert b"Traceback" not in ended.stderr


# ---------------------------------------------------------------- the texts


def test_both_languages_have_the_same_texts_with_the_same_blanks() -> None:
    texts: list[dict[str, Any]] = [
        yaml.safe_load((ROOT / f"bangvang/commands/texts/{language}.yaml").read_text("utf-8"))
        for language in LANGUAGES
    ]
    blanks = [
        {key: {name for _, name, _, _ in string.Formatter().parse(text) if name} for key, text in one.items()}
        for one in ({k: v for k, v in t.items() if k != "argparse"} for t in texts)
    ]

    assert blanks[0] == blanks[1]


def test_every_text_is_used_and_every_text_used_is_there() -> None:
    texts = yaml.safe_load((ROOT / "bangvang/commands/texts/vi.yaml").read_text("utf-8"))
    source = "".join(file.read_text("utf-8") for file in (ROOT / "bangvang").rglob("*.py"))
    used = set(re.findall(r"console\.(?:say|print|complain)\(\s*\"(\w+)\"", source))

    assert used - texts.keys() == set()
    assert {
        key
        for key in texts
        if f'"{key}"' not in source and not key.startswith(("ask_", "list_", "import_", "forms_"))
    } == set()


@pytest.mark.parametrize("guide", ["docs/huong-dan.md", "docs/github-actions.md", "README.md"])
def test_commands_and_options_that_the_guides_name_are_there(run: Run, guide: str) -> None:
    source = (ROOT / guide).read_text("utf-8").replace("\\\n", " ")
    lines = re.findall(r"build\.py ([a-z]\w+(?: [^`\n#;|]*)?)", source)
    helps = {command: run(command, "--help").out for command in COMMANDS}

    assert {line.split()[0] for line in lines} <= helps.keys()
    for line in lines:
        for option in re.findall(r"(?<!\S)--[\w-]+", line):
            assert option in helps[line.split()[0]], line


def test_a_duration_is_written_as_the_language_does() -> None:
    shown = [console.Console(language).seconds(1.25, 2) for language in LANGUAGES]

    assert shown == ["1,25", "1.25"]


def test_a_copy_for_a_stick_is_written_beside_the_site(
    site: MakeSite, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = site({"content/2024/a.md": written("Bài A")})
    stick = tmp_path / "the-nho"

    assert cli.main(["build", "--site", str(folder), "--offline", str(stick)]) == 0
    assert (stick / "index.html").read_bytes() == (folder / "output/index.html").read_bytes()
    assert "không cần máy chủ" in capsys.readouterr().err
    assert cli.main(["build", "--site", str(folder), "--offline", str(folder / "content")]) == 1
    assert "thư mục không trống" in capsys.readouterr().err
    assert (folder / "content/2024/a.md").is_file()


@pytest.mark.skipif(sys.platform == "win32", reason="no shell closes an output there")
@pytest.mark.parametrize("closed", [">&-", "2>&-", ">&- 2>&-", "<&- >&- 2>&-"])
@pytest.mark.parametrize("command", ["build", "check --json", "--help", "khong-co-lenh-nay"])
def test_a_closed_output_hears_nothing_and_is_no_fault(site: MakeSite, closed: str, command: str) -> None:
    where = f'--site "{site()}"' if command in ("build", "check --json") else ""
    line = f'"{sys.executable}" "{ROOT}/build.py" {command} {where} {closed}'
    ended = subprocess.run(["/bin/sh", "-c", line], capture_output=True, check=False)

    assert b"Traceback" not in ended.stdout + ended.stderr
    assert ended.returncode == (2 if command == "khong-co-lenh-nay" else 0)


@pytest.mark.parametrize(
    "raised",
    [
        MemoryError(),
        ImportError("libsqlite3.so.0: failed to map segment from shared object"),
        ImportError("DLL load failed while importing _core: The paging file is too small"),
    ],
)
def test_too_little_memory_to_load_the_program_is_told_in_a_sentence(
    run: Run, site: MakeSite, monkeypatch: pytest.MonkeyPatch, raised: Exception
) -> None:
    def fails(*_: object) -> int:
        raise raised

    monkeypatch.setattr(cli, "_run", fails)
    ended = run("check", site=site())

    assert (ended.code, ended.out) == (1, "")
    assert "bộ nhớ" in ended.err


def test_a_library_that_is_broken_is_not_too_little_memory(
    run: Run, site: MakeSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_: object) -> int:
        raise ImportError("_core.so: undefined symbol: x")

    monkeypatch.setattr(cli, "_run", fails)

    with pytest.raises(ImportError):
        run("check", site=site())


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere a process's memory is not limited so")
@pytest.mark.parametrize("megabytes", [35, 100])
def test_however_little_memory_there_is_the_former_site_stands_and_no_traceback_is_shown(
    site: MakeSite, megabytes: int
) -> None:
    folder = site({"output/index.html": '<meta name="generator" content="Bảng Vàng">'})
    command = f'ulimit -v {megabytes * 1024}; exec "{sys.executable}" "{ROOT}/build.py" --site "{folder}"'
    ended = subprocess.run(["/bin/sh", "-c", command], capture_output=True, text=True, check=False)
    said = ended.stdout + ended.stderr

    assert "Traceback" not in said
    if ended.returncode:
        assert len((folder / "output/index.html").read_bytes()) < 60
        assert re.search("bộ nhớ|memory", said, re.IGNORECASE)
