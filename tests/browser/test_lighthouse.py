"""Lighthouse's judgement of the pages that readers open most: on a phone, with a slow network."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.samples import build
from tools import sample_site
from tools.browser import NoBrowserError, arguments, find
from tools.static_server import serving

NODE = Path(__file__).parent.parent / "node"
PAGES = {
    "home": "index.html",
    "article": "bai-viet/*/*.html",
    "listing": "tinh/an-giang.html",
    "statistics": "thong-ke.html",
}
PERFORMANCE = 98
# What else the machine does at that moment counts as work of the page, never in its favour: the best look is
# the truest. A page that looks slow is looked at again.
LOOKS = 5
# The phone that Lighthouse means is four times slower than a good desktop, whose speed is 1500 to 2000 by its
# own measure. Where the machine is slower at that moment, so is the phone.
DESKTOP = 1750


@dataclass(frozen=True)
class Look:
    """Scores of the four categories, 0 to 100, and the audits behind what is missing from them. `speed`: of
    this machine at that moment, by Lighthouse's own measure."""

    scores: dict[str, int]
    faults: list[str]
    speed: float


@pytest.fixture(scope="module")
def output(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A made-up archive of fifteen years and all provinces: its pages are as heavy as pages get."""
    folder = tmp_path_factory.mktemp("sample")
    sample_site.write_site(folder)
    report = build(folder)
    assert report.ok, report.problems
    return folder / "output"


@pytest.mark.parametrize("kind", PAGES)
def test_lighthouse_gives_full_marks(output: Path, kind: str) -> None:
    heaviest = max(output.glob(PAGES[kind]), key=lambda page: (page.stat().st_size, page.name))
    with serving(output, packed=True) as top:
        url = top + heaviest.relative_to(output).as_posix()
        looks = [_look(url)]
        while _performance(looks) < PERFORMANCE and len(looks) < LOOKS:
            looks.append(_look(url))

    assert {name: looks[0].scores[name] for name in ("accessibility", "best-practices", "seo")} == {
        "accessibility": 100,
        "best-practices": 100,
        "seo": 100,
    }, looks[0].faults
    if _performance(looks) < PERFORMANCE and all(look.speed < DESKTOP for look in looks):
        pytest.skip(f"this machine is slow, or others use it: the phone would be a slower one ({looks})")
    assert _performance(looks) >= PERFORMANCE, looks


def _performance(looks: list[Look]) -> int:
    return max(look.scores["performance"] for look in looks)


def _look(url: str) -> Look:
    if not (NODE / "node_modules" / "lighthouse").is_dir():
        pytest.fail("lighthouse is missing: `make test` installs it", pytrace=False)
    try:
        chrome = find().browser
    except NoBrowserError as error:
        pytest.fail(str(error), pytrace=False)
    ended = subprocess.run(
        [str(Path(sys.executable).with_name("node")), str(NODE / "lighthouse.mjs")],
        input=json.dumps({"chrome": str(chrome), "flags": arguments(), "url": url}),
        capture_output=True,
        text=True,
        check=False,
        timeout=180,
        env={**os.environ, "NO_COLOR": "1"},
    )
    assert ended.returncode == 0, ended.stderr
    return Look(**json.loads(ended.stdout))
