"""A file that cannot be read is told, and nothing that only follows from it, least of all harmful advice."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from PIL import Image

from bangvang.commands.console import Console
from tests.conftest import MakeSite
from tests.samples import build, check, codes, config, written


def photo() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (64, 48), (150, 30, 40)).save(out, "JPEG")
    return out.getvalue()


START = "title: A\ndate: 2024\nprovince: Kon Tum\n"
FAULTS = {
    "no front matter": "title: Bài\n\n![Hội trường](hoi-truong.jpg)\n",
    "a front matter that is not closed": "---\nphotos: [{file: hoi-truong.jpg, caption: C}]\n",
    "a front matter out of order": '---\ntitle: [a, {b\n c: ]\nphotos: [{file: "hoi-truong.jpg"}]\n---\n',
    "a merge": "---\n<<<<<<< a\nphotos: [{file: hoi-truong.jpg}]\n=======\n>>>>>>> b\n---\n\nBài.\n",
    "photos that are no list": f"---\n{START}photos: hoi-truong.jpg\n---\n\nBài.\n",
    "a wrong key": f"---\n{START}photo: [{{file: hoi-truong.jpg}}]\n---\n\nBài.\n",
    "a wrong key inside": f"---\n{START}photos: [{{name: hoi-truong.jpg}}]\n---\n\nBài.\n",
    "bytes that are no text": b"---\ntitle: B\xe0i\nphotos: [{file: hoi-truong.jpg}]\n---\n\nB\xe0i.\n",
}


@pytest.mark.parametrize("text", FAULTS.values(), ids=FAULTS)
def test_nobody_is_told_to_delete_a_photo_that_a_faulty_file_names(text: str | bytes, site: MakeSite) -> None:
    folder = site(
        {"config.yaml": config(), "content/2024/bai.md": text, "content/2024/hoi-truong.jpg": photo()}
    )
    report = check(folder)

    assert not report.ok
    assert "K403" not in codes(report)


@pytest.mark.parametrize(
    ("name", "written_as"),
    [
        ("hội nghị 1.jpg", "![x](<hội nghị 1.jpg>)"),
        ("hội nghị 1.jpg", "![x](h%E1%BB%99i%20ngh%E1%BB%8B%201.jpg)"),
        ("a, b.jpg", 'photos: [{file: "a, b.jpg"}]'),
        ("A.JPG", "- file: A.JPG  # ảnh bìa"),
    ],
)
def test_however_its_name_is_written(name: str, written_as: str, site: MakeSite) -> None:
    folder = site(
        {"config.yaml": config(), "content/bai.md": f"Chữ\n{written_as}\n", f"content/{name}": photo()}
    )

    assert codes(check(folder)) == ["K101"]


@pytest.mark.parametrize(
    "files",
    [
        {"content/2024/bai.md": written()},  # nothing is wrong with the article
        {"content/2024/bai.md": "---\ntitle: A\n"},  # it names no photo
        {"content/2024/bai.md": "Chữ ![x](trong-hoi-truong-khac.jpg)\n"},
        {"content/2023/bai.md": "Chữ ![x](hoi-truong.jpg)\n"},  # it lies elsewhere
    ],
)
def test_a_photo_that_none_names_is_told_all_the_same(files: dict[str, str], site: MakeSite) -> None:
    folder = site({"config.yaml": config(), "content/2024/hoi-truong.jpg": photo(), **files})

    assert "K403" in codes(check(folder))


def test_what_leads_to_a_file_that_cannot_be_read_is_no_fault_of_its_own(site: MakeSite) -> None:
    bad = "---\ntitle: [a, {b\n c: ]\n---\n\nBài.\n"
    folder = site(
        {
            "config.yaml": config(menu=["gioi-thieu"]),
            "content/2024/bai.md": bad,
            "content/pages/gioi-thieu.md": bad,
            "content/2024/hai.md": written(
                body="[a](bai.md) [b](/bai-viet/2024/bai.html) [c](/gioi-thieu.html)", same_event="bai"
            ),
        }
    )

    assert {(p.place.file) for p in check(folder).problems} == {
        "content/2024/bai.md",
        "content/pages/gioi-thieu.md",
    }


def test_no_bytes_of_a_picture_or_a_document_are_shown_on_a_terminal(
    site: MakeSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = site(
        {
            "config.yaml": config(),
            "content/bai.md": written(review=["total_differs"]),
            "content/thua.jpg": photo(),
            "content/thua.docx": b"PK\x03\x04\x14\x00\x06\x00" + bytes(range(256)) * 4,
        }
    )
    monkeypatch.setattr("sys.stdout.isatty", lambda: True, raising=False)
    shown = _on_a_terminal(folder)

    assert "total_differs" in shown
    assert '["total_differs"]' in shown  # the line of a text is
    assert not [c for c in shown if not c.isprintable() and c not in "\n\t\x1b"]
    assert "�" not in shown
    assert "JFIF" not in shown
    assert "PK" not in shown


def _on_a_terminal(folder: Path) -> str:
    return Console("vi").listing(build(folder).problems, folder)
