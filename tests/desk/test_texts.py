"""Every word that the desk says is there, in both languages, and is said somewhere."""

from __future__ import annotations

import re

import pytest

from bangvang import problems
from bangvang.desk import fields, texts
from tests.conftest import ROOT
from tests.desk.conftest import KHEN
from tests.desk.served import Served, put

VI, EN = texts.load("vi").entries, texts.load("en").entries


def said() -> dict[str, str]:
    """Keys that stand whole in a template, a script or a module, and where."""
    found: dict[str, str] = {}
    for pattern, key in (
        ("templates/desk/*.html", r"w\('([\w.-]+)'[,)]"),
        ("assets/desk/*.js", r"say\(\"([\w.-]+)\"[,)]"),
        ("bangvang/desk/*.py", r"say\(\"([\w.-]+)\"[,)]"),
    ):
        for file in sorted(ROOT.glob(pattern)):
            found |= dict.fromkeys(re.findall(key, file.read_text("utf-8")), file.name)
    return found


def test_both_languages_have_the_same_words_with_the_same_blanks() -> None:
    assert VI.keys() == EN.keys()
    blanks = re.compile(r"\{(\w+)\}")

    assert [key for key in VI if set(blanks.findall(VI[key])) != set(blanks.findall(EN[key]))] == []


def test_every_word_that_is_said_is_there() -> None:
    assert {key: where for key, where in said().items() if key not in VI} == {}


def test_scripts_are_handed_the_words_they_say() -> None:
    scripts = {key for key, where in said().items() if where.endswith(".js")}

    assert {key for key in scripts if not key.startswith(("form.", "kept.", "stale."))} == set()


@pytest.mark.parametrize("language", ["vi", "en"])
def test_every_field_of_the_models_has_a_name(language: str) -> None:
    say = texts.load("en" if language == "en" else "vi")

    def nameless(about: fields.Field, path: tuple[str, ...]) -> list[str]:
        own = [".".join(path)] if path and not texts.named(say, "field", path) else []
        return own + [name for each in about.inner for name in nameless(each, (*path, each.key))]

    assert nameless(fields.article(), ()) == []


def test_what_the_desk_says_otherwise_is_a_message_and_names_no_key() -> None:
    codes = [key.removeprefix("mend.") for key in VI if key.startswith("mend.")]
    keys = {each.key for each in fields.article().inner} - {"title", "date", "draft", "status", "total"}

    assert codes
    assert set(codes) <= problems.catalogue().keys()
    for code in codes:
        assert not keys & set(re.findall(r"[a-z_]+", VI[f"mend.{code}"])), code


def test_the_desk_s_advice_stands_in_place_of_the_file_s(served: Served) -> None:
    told = served.check(KHEN, put(served.open(KHEN).form, awards__0__collectives="vài"))["told"]

    assert [each["hint"] for each in told] == [VI["mend.K201"]]


def test_an_open_question_of_an_import_is_told_in_words(served: Served) -> None:
    page = served.save(KHEN, [*served.open(KHEN).form, ("review", "total_differs"), ("review", "hỏi lại")])

    assert "còn điều cần xem lại: bài nêu tổng …, các mục cộng lại là …" in page.words
    assert "còn điều cần xem lại: hỏi lại" in page.words
    assert "total_differs" not in page.words
    served.refresh()
    assert "bài nêu tổng …, các mục cộng lại là …" in served.get("/__soan__/").words
