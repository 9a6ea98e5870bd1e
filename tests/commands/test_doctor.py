"""`doctor` says what a bug report needs."""

from __future__ import annotations

import re
import tomllib

from tests.conftest import ROOT, MakeSite, Run
from tests.samples import config


def test_every_library_of_the_program_is_named_with_its_version(site: MakeSite, run: Run) -> None:
    told = run("doctor", site=site())
    (line,) = [line for line in told.lines if line.startswith("Thư viện: ")]
    named = dict(item.split(" ") for item in line.removeprefix("Thư viện: ").split(", "))
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    needed = {re.split(r"[<>=]", item)[0] for item in project["dependencies"]}

    assert needed - named.keys() == set()
    assert "-" not in named.values()


def test_what_is_wrong_with_the_settings_is_told_and_nothing_is_written(site: MakeSite, run: Run) -> None:
    files = {"content/a.md": "", "content/pages/b.md": "", "templates/x.html": "x"}
    folder = site({"config.yaml": config(base_url="trang"), **files})
    before = sorted(folder.rglob("*"))
    told = run("doctor", site=folder)

    assert told.code == 0
    assert "config.yaml: base_url 'trang' không hợp lệ" in told.out
    assert "Số bài: 1\n" in told.out  # a plain page is no article
    assert "Tệp thay của chương trình: templates/x.html" in told.out
    assert sorted(folder.rglob("*")) == before
