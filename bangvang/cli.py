"""The commands: reading what was typed, printing what was found. No decision about the site is made here."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path

from bangvang import pipeline, problems, reading
from bangvang.making import Progress
from bangvang.pipeline import Options, Report
from bangvang.problems import Language, Place, Problem

DONE, FAILED, USAGE, INTERRUPTED = 0, 1, 2, 130

TEXTS = {
    "vi": {
        "description": "Bảng Vàng: dựng kho bài biểu dương, khen thưởng thành trang web tĩnh.",
        "build": "dựng cả trang vào output/ (mặc định)",
        "check": "kiểm tra như build mà không ghi gì",
        "site": "thư mục của kho bài (mặc định: thư mục của build.py)",
        "lang": "ngôn ngữ của thông báo",
        "drafts": "kể cả bản nháp",
        "strict": "cảnh báo cũng coi là lỗi",
        "json": "in báo cáo dạng JSON",
        "jobs": "số tiến trình chạy song song",
        "output": "thư mục để ghi trang (mặc định: output/ trong kho bài)",
        "full": "bỏ qua .cache/, làm lại từ đầu",
        "help": "in hướng dẫn này",
        "built": (
            "Xong: {articles} bài; {written} trang ghi mới, {unchanged} trang không đổi, "
            "{removed} trang đã xoá; {warnings} cảnh báo; {seconds} giây."
        ),
        "checked": "Ổn: {articles} bài; {warnings} cảnh báo; {seconds} giây. Không ghi gì.",
        "failed": "Chưa xuất bản: {errors} lỗi, {warnings} cảnh báo. Trang cũ vẫn giữ nguyên.",
        "parse": "Đọc bài",
        "render": "Dựng trang",
        "interrupted": "Đã dừng. Trang cũ vẫn giữ nguyên.",
        "commands": "lệnh",
        "options": "tuỳ chọn",
    },
    "en": {
        "description": "Bảng Vàng: builds an archive of commendation news into a static site.",
        "build": "build the whole site into output/ (the default)",
        "check": "check everything as build does, writing nothing",
        "site": "the archive's folder (default: the folder of build.py)",
        "lang": "language of messages",
        "drafts": "drafts too",
        "strict": "warnings count as errors",
        "json": "print a report as JSON",
        "jobs": "number of processes",
        "output": "folder to write the site to (default: output/ in the archive)",
        "full": "ignore .cache/ and make everything anew",
        "help": "print this help",
        "built": (
            "Done: {articles} articles; {written} pages written, {unchanged} unchanged, {removed} removed; "
            "{warnings} warnings; {seconds} seconds."
        ),
        "checked": "Fine: {articles} articles; {warnings} warnings; {seconds} seconds. Nothing written.",
        "failed": "Not published: {errors} errors, {warnings} warnings. The former site stands untouched.",
        "parse": "Reading",
        "render": "Rendering",
        "interrupted": "Stopped. The former site stands untouched.",
        "commands": "commands",
        "options": "options",
    },
}


def main(argv: Sequence[str] | None = None) -> int:
    """Runs one command. Gives the exit status: 0 done, 1 problems, 2 wrong usage, 130 interrupted."""
    typed = list(sys.argv[1:] if argv is None else argv)
    language = _language_typed(typed)
    parser = _parser(language or "vi")
    try:
        arguments = parser.parse_args(_with_command(typed))
    except SystemExit as stop:  # argparse has printed why
        return int(stop.code or 0)
    try:
        return int(arguments.run(arguments, language))
    except KeyboardInterrupt:
        print(TEXTS[language or "vi"]["interrupted"], file=sys.stderr)
        return INTERRUPTED


def _language_typed(typed: Sequence[str]) -> Language | None:
    """The language is needed before the arguments are parsed, for the help itself."""
    for i, word in enumerate(typed):
        value = word.removeprefix("--lang=") if word.startswith("--lang=") else None
        if word == "--lang" and i + 1 < len(typed):
            value = typed[i + 1]
        if value == "vi":
            return "vi"
        if value == "en":
            return "en"
    return None


def _with_command(typed: list[str]) -> list[str]:
    """No command means build: options alone are the build's."""
    if not typed or (typed[0].startswith("-") and typed[0] not in ("-h", "--help")):
        return ["build", *typed]
    return typed


def _parser(language: Language) -> argparse.ArgumentParser:
    words = TEXTS[language]
    common = argparse.ArgumentParser(add_help=False)
    common.add_argument("-h", "--help", action="help", help=words["help"])
    common.add_argument("--site", type=Path, default=reading.PROGRAM, metavar="DIR", help=words["site"])
    common.add_argument("--lang", choices=("vi", "en"), help=words["lang"])
    making = argparse.ArgumentParser(add_help=False)
    making.add_argument("--drafts", action="store_true", help=words["drafts"])
    making.add_argument("--strict", action="store_true", help=words["strict"])
    making.add_argument("--json", action="store_true", help=words["json"])
    making.add_argument("--jobs", type=int, default=0, metavar="N", help=words["jobs"])
    parser = argparse.ArgumentParser(
        prog="build.py", description=words["description"], add_help=False, allow_abbrev=False
    )
    parser.add_argument("-h", "--help", action="help", help=words["help"])
    commands = parser.add_subparsers(title=words["commands"], metavar="COMMAND", required=True)
    build = commands.add_parser(
        "build", parents=[common, making], help=words["build"], add_help=False, allow_abbrev=False
    )
    build.add_argument("--output", type=Path, metavar="DIR", help=words["output"])
    build.add_argument("--full", action="store_true", help=words["full"])
    build.set_defaults(run=_build)
    check = commands.add_parser(
        "check", parents=[common, making], help=words["check"], add_help=False, allow_abbrev=False
    )
    check.set_defaults(run=_check, output=None, full=False)
    return parser


def _build(arguments: argparse.Namespace, language: Language | None) -> int:
    output = arguments.output if arguments.output is not None else arguments.site / "output"
    return _report(
        arguments, language, pipeline.run(_options(arguments, output), _progress(language)), "built"
    )


def _check(arguments: argparse.Namespace, language: Language | None) -> int:
    return _report(
        arguments, language, pipeline.run(_options(arguments, None), _progress(language)), "checked"
    )


def _options(arguments: argparse.Namespace, output: Path | None) -> Options:
    return Options(
        site=arguments.site.resolve(),
        output=output,
        drafts=arguments.drafts,
        strict=arguments.strict,
        full=arguments.full,
        jobs=arguments.jobs,
    )


def _progress(language: Language | None) -> Progress:
    words = TEXTS[language or "vi"]
    if not sys.stderr.isatty():
        return lambda *_: None

    def show(stage: str, done: int, whole: int) -> None:
        end = "\n" if done >= whole else ""
        print(f"\r{words[stage]}: {done}/{whole}", end=end, file=sys.stderr, flush=True)

    return show


def _report(arguments: argparse.Namespace, typed: Language | None, report: Report, done: str) -> int:
    language: Language = typed or (report.config.language if report.config is not None else "vi")
    if arguments.json:
        print(json.dumps(_as_data(report, language), ensure_ascii=False, indent=1))
        return DONE if report.ok else FAILED
    on_terminal = sys.stdout.isatty()
    lines = _offending_lines(arguments.site, report.problems) if on_terminal else None
    print(problems.show(report.problems, language, lines=lines, colour=on_terminal), end="")
    seconds = f"{report.seconds:.1f}"
    closing = TEXTS[language][done if report.ok else "failed"]
    print(
        closing.format(
            articles=report.articles,
            written=report.written,
            unchanged=report.unchanged,
            removed=report.removed,
            errors=report.errors,
            warnings=report.warnings,
            seconds=seconds.replace(".", ",") if language == "vi" else seconds,
        )
    )
    return DONE if report.ok else FAILED


def _as_data(report: Report, language: Language) -> dict[str, object]:
    return {
        "ok": report.ok,
        "articles": report.articles,
        "written": report.written,
        "unchanged": report.unchanged,
        "removed": report.removed,
        "errors": report.errors,
        "warnings": report.warnings,
        "seconds": round(report.seconds, 3),
        "problems": [problems.as_data(item, language) for item in report.problems],
    }


def _offending_lines(site: Path, found: Sequence[Problem]) -> dict[Place, str]:
    """The line of the file behind each place, for the eye of whoever sits at a terminal."""
    lines: dict[Place, str] = {}
    for item in found:
        try:
            rows = (site / item.place.file).read_text(encoding="utf-8").splitlines()
        except (OSError, UnicodeDecodeError):
            continue
        if 0 < item.place.line <= len(rows):
            lines[item.place] = rows[item.place.line - 1][:200]
    return lines
