"""The HTML checker lets good pages pass and sees what is wrong with others."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conftest import write_files
from tests.tools.html_validator import validate

PAGE = """\
<!doctype html>
<html lang="vi">
<head><meta charset="utf-8"><title>Thử</title>{head}</head>
<body><main><h1>Bảng vàng</h1>{body}</main></body>
</html>
"""
POLICY = "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'self'; img-src 'self' data:\">"

GOOD = {
    "time": '<p><time datetime="2024-09">tháng 9/2024</time></p>',
    "search": '<search><form action="tim-kiem.html"><input name="q" aria-label="Tìm"></form></search>',
    "table": '<table><tr><th scope="col">Hình thức</th></tr><tr><td>Bằng khen</td></tr></table>',
}
BAD = {
    "block-in-p": ("<p>a<div>b</div></p>", "p"),
    "duplicate-id": ('<p id="a">x</p><p id="a">y</p>', "Duplicate ID"),
    "no-such-day": ('<p><time datetime="2024-02-30">x</time></p>', "datetime"),
    "no-such-attribute": ('<p colour="red">x</p>', "colour"),
    "no-such-role": ('<p role="bang">x</p>', "role"),
    "uneven-table": ('<table><tr><td rowspan="3">x</td></tr></table>', "rowspan|row"),
    "space-in-link": ('<a href="a b.html">x</a>', "href"),
    "stray-end-tag": ("<p>x</p></section>", "section"),
}


def test_good_pages_have_no_findings(tmp_path: Path) -> None:
    write_files(tmp_path, {f"{name}.html": PAGE.format(head="", body=body) for name, body in GOOD.items()})

    assert validate(tmp_path) == []


def test_every_bad_page_of_a_folder_is_found_with_its_line_and_reason(tmp_path: Path) -> None:
    write_files(tmp_path, {f"trang/{n}.html": PAGE.format(head="", body=b) for n, (b, _) in BAD.items()})
    found = {finding.file: finding for finding in reversed(validate(tmp_path))}

    assert set(found) == {tmp_path / "trang" / f"{name}.html" for name in BAD}
    for name, (_, reason) in BAD.items():
        finding = found[tmp_path / "trang" / f"{name}.html"]
        assert finding.line == 4
        assert any(word in finding.message for word in reason.split("|")), finding


def test_a_policy_that_allows_the_page_its_own_files_is_no_finding_on_a_disk(tmp_path: Path) -> None:
    own = '<link rel="stylesheet" href="../a.css"><script src="a.js"></script>'
    picture = '<img src="a.png" alt="Hội nghị">'
    write_files(tmp_path, {"a.html": PAGE.format(head=POLICY + own, body=picture)})

    assert validate(tmp_path) == []


def test_what_a_policy_does_stop_is_a_finding(tmp_path: Path) -> None:
    stopped = {
        "script.html": '<script src="https://example.org/a.js"></script>',
        "picture.html": '<img src="//example.org/a.png" alt="Hội nghị">',
        "style.html": '<p style="color: red">x</p>',
        "inline.html": "<script>a()</script>",
    }
    write_files(tmp_path, {name: PAGE.format(head=POLICY, body=body) for name, body in stopped.items()})
    findings = validate(tmp_path)

    assert {finding.file.name for finding in findings} == set(stopped)
    assert all("Content Security Policy" in finding.message for finding in findings)


def test_warnings_can_be_left_out(tmp_path: Path) -> None:
    write_files(
        tmp_path, {"a.html": PAGE.replace(' lang="vi"', "").format(head="", body="<p>Khen thưởng</p>")}
    )

    assert [finding.line for finding in validate(tmp_path)] == [2]
    assert validate(tmp_path, warnings=False) == []


def test_no_page_at_all_is_not_taken_for_a_valid_site(tmp_path: Path) -> None:
    with pytest.raises(RuntimeError, match="no page"):
        validate(tmp_path)


def test_a_page_that_is_not_there_is_not_taken_for_a_valid_one(tmp_path: Path) -> None:
    with pytest.raises(RuntimeError, match=r"no such page: .*thieu\.html"):
        validate(tmp_path / "thieu.html")
