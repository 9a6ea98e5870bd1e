"""Renaming, deleting, respelling, importing, publishing, backing up: looked at first, then done whole."""

from __future__ import annotations

import io
import json
import os
import re
import sys
import time
import zipfile
from collections.abc import Sequence
from pathlib import Path

import pytest
from PIL import Image

from bangvang.desk import backup
from bangvang.desk.worklist import Row
from tests.conftest import ROOT, read_files
from tests.desk.conftest import ARTICLE, KHEN
from tests.desk.served import Page, Pairs, Served, put
from tests.samples import build

URLS = "/bai-viet/2024/khen.html\n/bai-viet/2024/khac.html\n/chu-de/phu-nu.html\n"


def content(served: Served) -> dict[str, bytes]:
    return {
        name: raw
        for name, raw in read_files(served.site).items()
        if not name.startswith((".cache/", "output/"))
    }


def published(served: Served) -> None:
    (served.site / "urls.txt").write_text(URLS, "utf-8")
    served.refresh()


def form_with(page: Page, name: str) -> Pairs:
    return next(form for form in page.forms.values() if name in dict(form))


def test_a_rename_is_shown_first_and_takes_everything_with_it(served: Served) -> None:
    published(served)
    before = content(served)
    page = served.post(
        f"/__soan__/doi-ten/{KHEN}", put(served.get(f"/__soan__/doi-ten/{KHEN}").forms["0"], ten="ten-moi")
    )

    assert content(served) == before
    assert "content/2024/ten-moi.md đổi tên từ content/2024/khen.md" in page.words
    assert "+ Xem [khen](ten-moi.md)." in page.words
    page = served.post(f"/__soan__/doi-ten/{KHEN}", form_with(page, "buoc"))

    assert page.url.endswith("/bai/2024/ten-moi.md")
    assert not served.file(KHEN).exists()
    assert 'aliases: ["/bai-viet/2024/khen.html"]' in served.file("2024/ten-moi.md").read_text("utf-8")
    assert "Xem [khen](ten-moi.md)." in served.file("2024/khac.md").read_text("utf-8")
    assert build(served.site).ok


def test_an_article_that_nobody_has_seen_is_renamed_without_an_alias(served: Served) -> None:
    page = served.post(
        f"/__soan__/doi-ten/{KHEN}", put(served.get(f"/__soan__/doi-ten/{KHEN}").forms["0"], ten="ten-moi")
    )
    served.post(f"/__soan__/doi-ten/{KHEN}", form_with(page, "buoc"))

    assert served.file("2024/ten-moi.md").read_text("utf-8") == ARTICLE


@pytest.mark.parametrize("name", ["khac", "Tên Mới", "../x", "", "a--b", "khen"])
def test_a_name_that_cannot_be_is_refused(served: Served, name: str) -> None:
    before = content(served)
    page = served.post(
        f"/__soan__/doi-ten/{KHEN}", put(served.get(f"/__soan__/doi-ten/{KHEN}").forms["0"], ten=name)
    )

    assert page.status == 422
    assert content(served) == before


def test_a_step_is_not_done_when_a_file_has_changed_since_it_was_shown(served: Served) -> None:
    page = served.post(
        f"/__soan__/doi-ten/{KHEN}", put(served.get(f"/__soan__/doi-ten/{KHEN}").forms["0"], ten="ten-moi")
    )
    served.file("2024/khac.md").write_text(ARTICLE.replace("Đoạn đầu", "Xem [khen](khen.md)"), "utf-8")
    served.refresh()
    before = content(served)
    page = served.post(f"/__soan__/doi-ten/{KHEN}", form_with(page, "buoc"))

    assert "Chưa có gì được ghi" in page.words
    assert content(served) == before


def test_deleting_asks_where_the_address_leads(served: Served) -> None:
    published(served)
    form = served.get(f"/__soan__/xoa/{KHEN}").forms["0"]
    wrong = served.post(f"/__soan__/xoa/{KHEN}", put(form, dan="sang", toi="/khong-co.html"))

    assert "phải là một trang của kho" in wrong.words
    page = served.post(f"/__soan__/xoa/{KHEN}", put(form, dan="sang", toi="/bai-viet/2024/khac.html"))
    assert served.file(KHEN).exists()
    page = served.post(f"/__soan__/xoa/{KHEN}", form_with(page, "buoc"))

    assert "Đã xoá bài" in page.words
    assert not served.file(KHEN).exists()
    assert "/bai-viet/2024/khen.html -> /bai-viet/2024/khac.html" in (served.site / "urls.txt").read_text(
        "utf-8"
    )
    assert served.desk.store.versions(f"content/{KHEN}")


def test_a_deleted_article_can_be_had_back(served: Served) -> None:
    page = served.post(f"/__soan__/xoa/{KHEN}", served.get(f"/__soan__/xoa/{KHEN}").forms["0"])
    served.post(f"/__soan__/xoa/{KHEN}", form_with(page, "buoc"))
    served.post(f"/__soan__/ban/{KHEN}", form_with(served.get(f"/__soan__/ban/{KHEN}"), "ban"))

    assert served.file(KHEN).read_text("utf-8") == ARTICLE


def test_a_tag_is_merged_in_all_files_as_one_step(served: Served) -> None:
    published(served)
    form = served.get("/__soan__/chu-de").forms["0"]
    page = served.post("/__soan__/chu-de", put(form, cu="phụ nữ", moi="nữ giới"))

    assert "Đổi trong 2 bài" in page.words or page.text.count("Đổi trong 2 bài")
    assert served.file(KHEN).read_text("utf-8") == ARTICLE
    page = served.post("/__soan__/chu-de", form_with(page, "buoc"))

    assert "Đã đổi trong 2 bài" in page.words
    assert served.file(KHEN).read_text("utf-8") == ARTICLE.replace("[phụ nữ,", "[nữ giới,")
    assert "/chu-de/phu-nu.html -> /chu-de/nu-gioi.html" in (served.site / "urls.txt").read_text("utf-8")


# ---------------------------------------------------------------- the list


def test_the_list_finds_any_words_without_marks(served: Served) -> None:
    words = served.get("/__soan__/?q=quang+nam+cong").words
    found = served.get("/__soan__/?q=bao+quang").words

    assert "Không có bài nào như vậy" in words
    assert "Khen thưởng 9 tập thể" in found
    assert "Bài khác" not in found


def test_the_list_filters_and_shows_what_is_open(served: Served) -> None:
    page = served.get("/__soan__/?loc=draft")

    assert "Bài cũ" in page.words
    assert "bài không ghi năm; năm … suy từ" in page.words
    assert "Khen thưởng 9" not in page.words
    assert "Bài khác" in served.get("/__soan__/?chu-de=phu+nu").words


# ---------------------------------------------------------------- importing

PRESS = """Khen thưởng 33 tập thể, cá nhân điển hình
(QNO) - Sáng 19/9/2024, UBND tỉnh Quảng Nam tổ chức hội nghị biểu dương điển hình tiên tiến.
Dịp này, Chủ tịch UBND tỉnh tặng Bằng khen cho 3 tập thể và 6 cá nhân.
K.ANH"""


def docx(text: str, *pictures: bytes, shown: Sequence[int] = ()) -> bytes:
    """A Word file with some paragraphs and pictures. `shown`: those below the text, by number."""
    paragraphs = "".join(f"<w:p><w:r><w:t>{row}</w:t></w:r></w:p>" for row in text.split("\n"))
    name = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        packed.writestr("[Content_Types].xml", "<Types/>")
        blips = "".join(
            f'<w:p><w:r><w:drawing><a:blip r:embed="rId{i}"/></w:drawing></w:r></w:p>' for i in shown
        )
        spaces = f'xmlns:w="{name}" xmlns:a="urn:a" xmlns:r="urn:r"'
        packed.writestr(
            "word/document.xml", f"<w:document {spaces}><w:body>{paragraphs}{blips}</w:body></w:document>"
        )
        links = (
            f'<Relationship Target="media/image{i}.png" Id="rId{i}"/>' for i in range(1, len(pictures) + 1)
        )
        packed.writestr("word/_rels/document.xml.rels", f"<Relationships>{''.join(links)}</Relationships>")
        for i, raw in enumerate(pictures):
            packed.writestr(f"word/media/image{i + 1}.png", raw)
    return out.getvalue()


def picture(colour: str) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (40, 30), colour).save(out, "PNG")
    return out.getvalue()


def test_a_pasted_report_stands_in_the_form_with_its_evidence(served: Served) -> None:
    before = content(served)
    page = served.post(
        "/__soan__/nhap", put(served.get("/__soan__/nhap").forms["nhap"], **{"van-ban": PRESS})
    )
    form = dict(page.form)

    assert form["awards.0.grantor"] == "Chủ tịch UBND tỉnh"
    assert (form["awards.0.collectives"], form["awards.0.individuals"]) == ("3", "6")
    assert form["province"] == "Quảng Nam"
    assert "Trong bài gốc, dòng 3: Dịp này, Chủ tịch UBND tỉnh tặng Bằng khen" in page.words
    assert "tên báo suy từ ký hiệu" in page.words.lower()
    assert 'class="confirm"' in page.text
    assert {n: r for n, r in content(served).items() if not n.endswith(".soan")} == before
    page = served.post("/__soan__/moi", page.form)

    assert "individuals: 6" in served.file("2024/khen-thuong-33-tap-the-ca-nhan-dien-hinh.md").read_text(
        "utf-8"
    )


def test_the_pictures_of_a_word_file_come_along(served: Served) -> None:
    form = served.get("/__soan__/nhap").forms["nhap"]
    raw = docx(PRESS, picture("red"), picture("blue"), b"no picture")
    page = served.send("/__soan__/nhap", form, [("tep", "Bài báo.docx", raw)])

    assert dict(page.form)["photos.1.file"] == "image2.png"
    assert "image3.png: không nhận được" in page.words
    served.post("/__soan__/moi", page.form)
    folder = served.file("2024")

    assert (folder / "image1.png").read_bytes() == picture("red")
    assert (folder / "image2.png").read_bytes() == picture("blue")
    assert not (folder / "image3.png").exists()
    assert "file: image2.png" in (folder / "khen-thuong-33-tap-the-ca-nhan-dien-hinh.md").read_text("utf-8")


CAPTIONS = PRESS.replace("K.ANH", "Quang cảnh hội nghị. Ảnh: M.L\nTrao Bằng khen. Ảnh: M.L\nK.ANH")


def test_pictures_of_a_word_file_belong_to_as_many_captions_in_the_order_of_the_text(served: Served) -> None:
    raw = docx(CAPTIONS, picture("red"), picture("blue"), shown=(2, 1))
    form = served.get("/__soan__/nhap").forms["nhap"]
    page = served.send("/__soan__/nhap", form, [("tep", "a.docx", raw)])
    page = served.post("/__soan__/moi", page.form)

    said = {name: value for name, value in page.form if name.startswith("photos.")}
    assert (said["photos.0.file"], said["photos.0.caption"]) == ("image2.png", "Quang cảnh hội nghị.")
    assert (said["photos.1.file"], said["photos.1.caption"]) == ("image1.png", "Trao Bằng khen.")
    assert "photos.3.file" not in said


def test_more_pictures_than_captions_belong_to_nobody_yet(served: Served) -> None:
    raw = docx(CAPTIONS, picture("red"), picture("blue"), picture("green"), shown=(1, 2, 3))
    form = served.get("/__soan__/nhap").forms["nhap"]
    page = served.send("/__soan__/nhap", form, [("tep", "a.docx", raw)])
    page = served.post("/__soan__/moi", page.form)

    said = {name: value for name, value in page.form if name.startswith("photos.")}
    assert [said[f"photos.{i}.file"] for i in range(5)] == ["", "", "image1.png", "image2.png", "image3.png"]


def test_every_doubt_of_an_import_stands_beside_its_field(served: Served) -> None:
    form = served.get("/__soan__/nhap").forms["nhap"]
    unseen: dict[str, set[str]] = {}
    for case in sorted((ROOT / "tests/press/cases").glob("*.txt")):
        page = served.post("/__soan__/nhap", put(form, **{"van-ban": case.read_text("utf-8")}))
        asked = {code for codes in re.findall(r'data-codes="([^"]*)"', page.text) for code in codes.split()}
        left = {value for name, value in page.form if name == "review" and value} - asked
        unseen |= {case.name: left} if left else {}

    assert unseen == {}


REPORT = """UBND tỉnh Quảng Nam khen thưởng phong trào Toàn dân bảo vệ an ninh Tổ quốc

(QNO) - Ngày 19/9, UBND tỉnh Quảng Nam tổ chức hội nghị tổng kết. Ông Lê Trí Thanh, Chủ tịch UBND tỉnh, dự.

Dịp này, Chủ tịch UBND tỉnh tặng Bằng khen cho 3 tập thể và 6 cá nhân. Năm ngoái đã khen 5 tập thể.
"""


def imported(served: Served) -> Page:
    return served.post(
        "/__soan__/nhap", put(served.get("/__soan__/nhap").forms["nhap"], **{"van-ban": REPORT})
    )


def quoted(page: Page) -> tuple[int, int]:
    """How many quotes stand beside values, and how many boxes ask to confirm one."""
    return page.text.count("<q>"), page.text.count('class="confirm"')


def test_quotes_and_doubts_stand_beside_the_values_until_the_article_is_saved(served: Served) -> None:
    page = imported(served)
    quotes, boxes = quoted(page)
    box = re.search(r'name="bang-chung.xong" value="([^"]+)"', page.text)

    assert quotes > 3
    assert boxes
    assert box is not None
    checked = served.post("/__soan__/moi", [*page.form, ("viec", "kiem"), ("bang-chung.xong", box[1])])

    assert quoted(checked) == (quotes, boxes)
    assert f'value="{box[1]}" checked' in checked.text
    assert quoted(served.get("/__soan__/moi?do=1")) == (quotes, boxes)
    served.post("/__soan__/moi", checked.form)
    [file] = [file for file in served.file("2024").parent.rglob("*.md") if "QNO" in file.read_text("utf-8")]

    assert "bang-chung" not in file.read_text("utf-8")


def test_every_doubt_that_was_not_confirmed_is_asked_again_after_saving(served: Served) -> None:
    page = imported(served)
    codes = {code for row in re.findall(r'data-codes="([^"]*)"', page.text) for code in row.split()}
    boxes = re.findall(r'data-codes="([^"]*)"', page.text)
    saved = served.post("/__soan__/moi", page.form)

    assert all(boxes)
    assert codes <= {value for name, value in saved.form if name == "review"}


@pytest.mark.parametrize(
    ("name", "raw"),
    [
        ("x.docx", b"PK\x03\x04hong"),
        ("x.txt", b"\x00\x01\x02" * 50),
        ("x.doc", b"\xd0\xcf\x11\xe0" + b"\0" * 600),
        ("x.pdf", b"%PDF-1.4\n1 0 obj\n<< /Type /Catalog >>\nendobj\n"),
        ("x.txt", b"\xef\xbb\xbf%PDF-1.7 1 0 obj"),
        ("x.rtf", b"{\\rtf1\\ansi T\\u7863?p th\\u7875?}"),
        ("x.odt", b"PK\x03\x04" + b"\0" * 26 + b"mimetypeapplication/vnd.oasis.opendocument.text"),
    ],
)
def test_what_cannot_be_read_is_told(served: Served, name: str, raw: bytes) -> None:
    page = served.send("/__soan__/nhap", served.get("/__soan__/nhap").forms["nhap"], [("tep", name, raw)])

    assert page.status == 422
    assert "Tệp" in page.words or "tệp" in page.words


def test_the_list_knows_what_was_just_changed_and_reads_nothing_twice(
    served: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[str] = []
    searched = Row.searched

    def noted(row: Row) -> str:
        read.append(row.path)
        return searched(row)

    monkeypatch.setattr(Row, "searched", noted)
    assert "Không có bài nào" in served.get("/__soan__/?q=tam+ky").words
    assert len(read) == 3
    served.save(KHEN, put(served.open(KHEN).form, place="Tam Kỳ", draft="true"))
    served.refresh()
    words = served.get("/__soan__/?q=tam+ky").words

    assert "Khen thưởng 9 tập thể" in words
    assert "Bản nháp 2" in words
    assert read[3:] == [f"content/{KHEN}"]
    served.file(KHEN).unlink()
    served.refresh()
    assert "Không có bài nào" in served.get("/__soan__/?q=tam+ky").words


# ---------------------------------------------------------------- publishing, backup


def outcome(served: Served) -> Page:
    token = form_with(served.get("/__soan__/xuat-ban"), "dau")
    served.post("/__soan__/xuat-ban", token)
    end = time.monotonic() + 120
    while served.get("/__soan__/xuat-ban?json=1").json()["state"] == "running":
        assert time.monotonic() < end
        time.sleep(0.2)
    return served.get("/__soan__/xuat-ban")


def test_publishing_says_what_changed_and_stops_with_the_way_to_what_is_wrong(served: Served) -> None:
    page = outcome(served)

    assert "Xong: 2 bài" in page.words
    assert "/bai-viet/2024/khen.html" in page.words
    assert "Cả kho 0 2 0 9" in page.words
    served.save(KHEN, put(served.open(KHEN).form, awards__0__collectives="5"))
    page = outcome(served)

    assert "Cả kho 2 2 9 11" in page.words
    served.save(KHEN, put(served.open(KHEN).form, awards__0__collectives="năm"))
    page = outcome(served)

    assert "Chưa xuất bản: 1 lỗi" in page.words
    assert anchors(page) == {"o-awards-0-collectives"}
    data = json.loads((served.site / "output/du-lieu/articles.json").read_bytes())

    assert {article["total"]["all"] for article in data} == {11, None}
    assert not any("soan" in name for name in read_files(served.site / "output"))


FAULTS = {
    "o-awards-0-collectives": ("collectives: 3", "collectives: năm"),
    "o-awards-0-from": ("form: Bằng khen", "from: Bằng khen"),
    "o-awards-0-form": ("    form: Bằng khen\n", ""),
    "o-awards-1": ("tags:", "  - {grantor: Chủ tịch UBND tỉnh, form: Bằng khen, individuals: 2}\ntags:"),
    "o-date": ("date: 2024-09-19", "date: 2024-09-31"),
    "o-tags": ("phụ nữ, an ninh", "phụ nữ, '***'"),
    "o-source-name": ("name: Báo Quảng Nam", "name: ''"),
    "o-body": ("Đoạn đầu.", "Đoạn đầu.\n\n[mất](khong-co.md)"),
    "thong-bao": ("---\n\nĐoạn", "\n\nĐoạn"),
}


def anchors(page: Page, path: str = KHEN) -> set[str]:
    """Where in an article's form the messages of a build lead."""
    return set(re.findall(rf'href="/__soan__/bai/{path}#([^"]+)"', page.text))


@pytest.mark.parametrize("anchor", FAULTS)
def test_publishing_that_stops_leads_to_the_very_field(served: Served, anchor: str) -> None:
    before, after = FAULTS[anchor]
    assert before in ARTICLE
    served.file(KHEN).write_text(ARTICLE.replace(before, after, 1), "utf-8")
    served.refresh()

    assert anchor in anchors(outcome(served))
    assert f'id="{anchor}"' in served.open(KHEN).text


def test_publishing_says_what_to_do_in_the_words_of_the_form(served: Served) -> None:
    served.file(KHEN).write_text(ARTICLE.replace("province: Quảng Nam", "draft: có", 1), "utf-8")
    served.refresh()
    words = outcome(served).words

    assert "đánh dấu hay bỏ dấu ở ô này rồi lưu" in words
    assert "date_year_inferred" not in words
    assert "draft: true" not in words
    assert "xoá dòng" not in words


def test_a_message_about_a_file_without_a_form_leads_nowhere(served: Served) -> None:
    (served.site / "config.yaml").write_text("title: A\nnope: 1\n", "utf-8")
    served.refresh()

    page = outcome(served)

    assert "config.yaml:2" in page.words
    assert "/bai/" not in page.text


def test_a_file_that_has_gone_meanwhile_is_led_to_as_a_whole(served: Served) -> None:
    served.file(KHEN).write_text(ARTICLE.replace("2024-09-19", "2024-09-31"), "utf-8")
    served.refresh()
    outcome(served)
    served.file(KHEN).unlink()

    assert anchors(served.get("/__soan__/xuat-ban")) == {"thong-bao"}


def test_a_backup_holds_content_settings_and_ledger(served: Served) -> None:
    published(served)
    (served.file(KHEN).parents[2] / "logo.png").write_bytes(b"x")
    page = served.post("/__soan__/sao-luu", form_with(served.get("/__soan__/sao-luu"), "dau"))
    packed = zipfile.ZipFile(io.BytesIO(page.raw))

    assert page.headers["Content-Disposition"].endswith('.zip"')
    assert packed.read(f"content/{KHEN}").decode() == ARTICLE
    assert {"config.yaml", "logo.png", "urls.txt", "content/2024/khac.md"} <= set(packed.namelist())
    assert not any(name.startswith((".cache", "output")) for name in packed.namelist())


@pytest.mark.skipif(sys.platform != "linux", reason="other systems take no such names")
def test_a_backup_holds_files_of_any_time_and_name(served: Served) -> None:
    os.utime(served.file(KHEN), (0, 0))
    os.utime(served.file("2024/khac.md"), (2**33, 2**33))
    (served.site / os.fsdecode(b"content/2024/th\xe0nh.jpg")).write_bytes(b"x")
    page = served.post("/__soan__/sao-luu", form_with(served.get("/__soan__/sao-luu"), "dau"))
    packed = zipfile.ZipFile(io.BytesIO(page.raw))

    assert packed.testzip() is None
    assert packed.read(f"content/{KHEN}").decode() == ARTICLE
    assert {"content/2024/khac.md", "content/2024/th%E0nh.jpg"} <= set(packed.namelist())
    assert backup.LIST not in packed.namelist()


def test_a_backup_says_what_it_could_not_read_and_holds_the_rest(
    served: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    read = Path.read_bytes

    def refusing(path: Path) -> bytes:
        if path.name == "khen.md":
            raise PermissionError(13, "Permission denied", str(path))
        return read(path)

    monkeypatch.setattr(Path, "read_bytes", refusing)
    page = served.post("/__soan__/sao-luu", form_with(served.get("/__soan__/sao-luu"), "dau"))
    packed = zipfile.ZipFile(io.BytesIO(page.raw))

    assert "content/2024/khac.md" in packed.namelist()
    assert f"content/{KHEN}: Permission denied" in packed.read(backup.LIST).decode()
    assert "Bản sao lưu thiếu 1 tệp" in served.get("/__soan__/sao-luu").words


def test_a_previewed_page_leads_to_its_form(served: Served) -> None:
    from bangvang.desk.rooms import Room

    head, foot = Room(served.desk).lead("bai-viet/2024/khen.html")

    assert b'href="/__soan__/bai/2024/khen.md"' in foot
    assert b"stylesheet" in head
    assert b'href="/__soan__/"' in Room(served.desk).lead("index.html")[1]


def test_the_page_as_it_would_be_is_shown_before_it_is_saved(served: Served) -> None:
    answer = served.check(KHEN, put(served.open(KHEN).form, title="Chưa lưu đâu", body="Đoạn chưa lưu."))
    page = served.get(f"/__soan__/trang/{answer['url']}")

    assert "Chưa lưu đâu" in page.text
    assert "Đoạn chưa lưu." in page.text
    assert "Chưa lưu đâu" not in served.get("/bai-viet/2024/khen.html").text
