"""The made-up archives of benchmarks/archive.py: the same bytes everywhere, in the sizes asked for."""

from __future__ import annotations

import importlib.util
import os
import re
import subprocess
import sys
from functools import cache
from pathlib import Path
from typing import Any, cast

import pytest
import yaml

BENCHMARKS = Path(__file__).resolve().parents[2] / "benchmarks"
N = 450


@cache
def _archive() -> Any:
    # by its path: benchmarks/ is a folder of scripts, not a package
    spec = importlib.util.spec_from_file_location("benchmark_archive", BENCHMARKS / "archive.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module  # dataclasses look their module up there
    spec.loader.exec_module(module)
    return module


@cache
def _articles(seed: int = 1) -> tuple[tuple[str, str], ...]:
    return tuple(_archive().articles(N, seed))


def _split(text: str) -> tuple[dict[str, Any], str]:
    _, matter, body = text.split("---\n", 2)
    return cast("dict[str, Any]", yaml.load(matter, Loader=yaml.CBaseLoader)), body  # noqa: S506 - the safest loader


@cache
def _matters() -> tuple[dict[str, Any], ...]:
    return tuple(_split(text)[0] for _, text in _articles())


@cache
def _bodies() -> tuple[str, ...]:
    return tuple(text.split("---\n", 2)[2] for _, text in _articles())


def _run(folder: Path, seed: str) -> dict[str, bytes]:
    command = [sys.executable, str(BENCHMARKS / "archive.py"), str(folder / "site"), "--articles", "20"]
    subprocess.run(
        [*command, "--hugo", str(folder / "hugo")], check=True, env={**os.environ, "PYTHONHASHSEED": seed}
    )
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_two_processes_with_different_hash_seeds_write_the_same_bytes(tmp_path: Path) -> None:
    first, second = _run(tmp_path / "a", "1"), _run(tmp_path / "b", "2")

    assert first == second
    assert len([path for path in first if path.endswith(".md")]) == 40


def test_another_seed_makes_another_archive() -> None:
    assert not set(_articles(1)) & set(_articles(2))


def test_a_smaller_archive_is_the_beginning_of_a_larger_one() -> None:
    assert tuple(_archive().articles(30, 1)) == _articles()[:30]


def test_no_two_articles_share_a_file_name() -> None:
    names = [Path(path).name for path, _ in _articles()]

    assert len(set(names)) == N


def test_an_article_lies_in_the_folder_of_its_year() -> None:
    for (path, _), matter in zip(_articles(), _matters(), strict=True):
        assert path.split("/")[1] == matter["date"][:4]
        assert re.fullmatch(r"content/\d{4}/[a-z0-9-]+\.md", path)


def test_a_body_is_about_ten_kilobytes() -> None:
    sizes = [len(body.encode()) for body in _bodies()]

    assert 9_500 < sum(sizes) / N < 10_500
    assert min(sizes) > 7_500
    assert max(sizes) < 12_500


def test_dates_to_the_day_cover_fifteen_years() -> None:
    dates = [matter["date"] for matter in _matters()]

    assert {date[:4] for date in dates} == {str(year) for year in range(2010, 2025)}
    assert all(re.fullmatch(r"\d{4}-\d{2}-\d{2}", date) for date in dates)


def test_an_article_has_four_of_a_hundred_tags() -> None:
    tags = [matter["tags"] for matter in _matters()]

    assert all(len(set(of_one)) == 4 for of_one in tags)
    assert len({tag for of_one in tags for tag in of_one}) == 100


def test_at_least_thirty_provinces_appear_and_a_few_articles_are_regional() -> None:
    matters = _matters()
    provinces = [matter["province"] for matter in matters if "province" in matter]

    assert len(set(provinces)) >= 30
    assert all(("province" in matter) != ("region" in matter) for matter in matters)
    assert 0 < N - len(provinces) < 0.06 * N


def test_an_article_has_two_award_entries_whose_sum_is_the_total_and_the_number_in_the_title() -> None:
    for matter in _matters():
        awards, total = matter["awards"], matter["total"]
        collectives = sum(int(award["collectives"]) for award in awards)
        individuals = sum(int(award["individuals"]) for award in awards)

        assert len({(award["grantor"], award["form"]) for award in awards}) == 2
        assert int(total.get("collectives", collectives)) == collectives
        assert int(total.get("individuals", individuals)) == individuals
        assert int(total.get("recipients", collectives + individuals)) == collectives + individuals
        assert f" {collectives + individuals} tập thể, cá nhân " in matter["title"]


@pytest.mark.parametrize("mark", ["\n## ", "\n- ", "](https://bao.example/", "**", "\n|---|"])
def test_some_bodies_but_not_all_carry_each_kind_of_markup(mark: str) -> None:
    having = sum(mark in body for body in _bodies())

    assert 0 < having < N


def test_no_slot_of_a_sentence_is_left_unfilled() -> None:
    assert not [body for body in _bodies() if re.search(r"\{\w+\}|%s", body)]


def test_hugo_gets_the_same_bodies_and_the_same_counts() -> None:
    ours = {Path(path).name: _split(text) for path, text in _articles()[:40]}
    theirs = {Path(path).name: _split(text) for path, text in _archive().hugo_articles(40, 1)}

    assert ours.keys() == theirs.keys()
    for name, (matter, body) in theirs.items():
        assert body == ours[name][1]
        assert [award["form"] for award in matter["awards"]] == [
            award["form"] for award in ours[name][0]["awards"]
        ]
        assert int(matter["total"]["collectives"]) == sum(
            int(a["collectives"]) for a in ours[name][0]["awards"]
        )
