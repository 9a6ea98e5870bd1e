"""What is kept of a file comes back as it was."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import fields, replace

import pytest

from bangvang import digests
from bangvang.archive import model, records
from bangvang.archive.model import Source
from bangvang.build import reading
from bangvang.language.dates import PartialDate
from bangvang.problems import Place, problem
from bangvang.sources import content
from tests.conftest import ROOT

FILES = sorted((ROOT / "content").rglob("*.md"))


def parsed(path: str) -> content.Parsed:
    raw = (ROOT / path).read_bytes()
    text = reading.decode(path, raw)
    assert isinstance(text, str)
    return content.parse(Source(path, text, digests.of(raw)))


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_an_article_comes_back_equal(file: object) -> None:
    item = parsed(str(file).removeprefix(f"{ROOT}/"))
    told = (item.article, item.page, item.problems)

    assert records.load(records.dump(told)) == told


def test_every_class_of_the_nouns_has_its_place_in_a_record() -> None:
    nouns = {kind for kind in vars(model).values() if hasattr(kind, "__dataclass_fields__")}

    assert nouns - {Source} <= set(records.KINDS)


def test_no_class_has_only_one_field_which_would_come_back_as_another_thing() -> None:
    assert min(len(fields(kind)) for kind in records.KINDS) >= 2


def test_what_is_empty_false_or_unknown_stays_apart() -> None:
    values = (None, False, 0, "", (), ((),), model.Count(0, None), PartialDate(2024))
    back = records.load(records.dump(values))

    assert back == values
    assert [type(value) for value in back] == [type(value) for value in values]


def test_a_problem_comes_back_with_its_place() -> None:
    found = problem(Place("content/2024/bài.md", 3, 7), "K201", value="Quảng Nom", suggestion="Quảng Nam")

    assert records.load(records.dump((found,))) == (found,)


def test_what_is_no_value_of_the_archive_is_refused_instead_of_being_lost() -> None:
    with pytest.raises(KeyError):
        records.dump(({"a": 1},))


def test_another_process_writes_the_same_bytes() -> None:
    path = str(FILES[0]).removeprefix(f"{ROOT}/")
    script = (
        "from tests.archive.test_records import parsed; from bangvang.archive import records\n"
        f"print(records.dump((parsed({path!r}).article,)).hex())"
    )
    other = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, env={"PYTHONHASHSEED": "77"}, capture_output=True, text=True
    )

    assert other.stdout.strip() == records.dump((parsed(path).article,)).hex()


def test_an_equal_article_made_of_other_objects_has_the_same_bytes() -> None:
    article = parsed(str(FILES[0]).removeprefix(f"{ROOT}/")).article
    assert article is not None
    twin = replace(article, title="".join(list(article.title)), tags=tuple(article.tags))

    assert records.dump(twin) == records.dump(article)


def test_half_a_letter_comes_back_as_it_was() -> None:
    assert records.load(records.dump(("\ud800",))) == ("\ud800",)


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"[",
        b"[]",
        b"[-1,[]]",
        b"[99,1]",
        b"[5]",
        b"[0,1]",
        b'["x",1]',
        b"[[],1]",
        b"\xff",
        b"{}{}",
        b"[" * 100_000,
    ],
)
def test_what_was_never_dumped_is_refused_and_nothing_else_happens(raw: bytes) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - of many kinds
        records.load(raw)
