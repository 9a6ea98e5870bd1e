"""The form without a script: it shows an article, checks it, saves it, and says what is wrong where it is."""

from __future__ import annotations

import html
import io
import re
from pathlib import Path

import pytest
from PIL import Image

from bangvang.desk import checking, fields
from bangvang.desk.nodes import Unreadable
from bangvang.desk.sheet import Sheet
from tests import bad_sites
from tests.conftest import MakeSite
from tests.desk.conftest import ARTICLE, FILES, KHEN
from tests.desk.served import Page, Served, put, serving
from tests.desk.test_saving import differing


def changed(served: Served, before: str = ARTICLE) -> list[str]:
    return differing(before.encode(), served.file(KHEN).read_bytes())


def photo(kind: str = "JPEG", colour: str = "red") -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (60, 40), colour).save(out, kind)
    return out.getvalue()


def told_at(page: Page, name: str) -> str:
    """The messages at a field."""
    found = re.search(
        rf'<ul class="told" id="o-{name.replace(".", "-")}-noi"[^>]*>(.*?)</ul>', page.text, re.DOTALL
    )
    return html.unescape(re.sub(r"<[^>]+>", "", found[1])) if found is not None else ""


# ---------------------------------------------------------------- saving


def test_a_form_that_nobody_touched_changes_nothing(served: Served) -> None:
    page = served.save(KHEN, served.open(KHEN).form)

    assert "Không có gì đổi" in page.words
    assert served.file(KHEN).read_text("utf-8") == ARTICLE


def test_a_changed_number_changes_its_line(served: Served) -> None:
    page = served.save(KHEN, put(served.open(KHEN).form, awards__0__collectives="4"))

    assert "Đã lưu" in page.words
    assert changed(served) == ["-     collectives: 3", "+     collectives: 4"]
    assert ("awards.0.collectives", "4") in page.form


def test_fields_bear_the_names_of_the_front_matter_in_its_order(served: Served) -> None:
    names = [name for name, _ in served.open(KHEN).form]
    wanted = ["title", "date", "province", "awards.0.grantor", "awards.0.collectives", "total.recipients"]
    wanted += ["organisations", "source.name", "tags", "draft", "body"]

    positions = [names.index(name) for name in wanted]

    assert positions == sorted(positions)


def test_nought_and_nothing_are_told_apart(served: Served) -> None:
    page = served.save(KHEN, put(served.open(KHEN).form, awards__0__households="0"))

    assert changed(served) == ["+     households: 0"]
    assert 'placeholder="không nêu"' in page.text
    nought = re.search(
        r'name="awards.0.households" value="0".*?<span class="zero"([^>]*)>', page.text, re.DOTALL
    )
    empty = re.search(
        r'name="awards.0.recipients" value="".*?<span class="zero"([^>]*)>', page.text, re.DOTALL
    )

    assert nought is not None
    assert "hidden" not in nought[1]
    assert empty is not None
    assert "hidden" in empty[1]


def test_the_spare_row_becomes_an_entry(served: Served) -> None:
    form = put(
        served.open(KHEN).form,
        awards__1__grantor="Công an tỉnh",
        awards__1__form="Giấy khen",
        awards__1__recipients="24",
        awards__1__names="Nguyễn Văn A\r\nCông an xã B",
        people__0__name="Lê Thị C",
    )
    served.save(KHEN, form)

    assert changed(served) == [
        "+   - grantor: Công an tỉnh",
        "+     form: Giấy khen",
        "+     recipients: 24",
        "+     names: [Nguyễn Văn A, Công an xã B]",
        "+ people:",
        "+   - {name: Lê Thị C}",
    ]


def test_a_box_ticked_and_unticked_comes_and_goes(served: Served) -> None:
    form = served.open(KHEN).form
    served.save(KHEN, [*form, ("draft", "true"), ("awards.0.approx", "true")])

    assert changed(served) == ["+     approx: true", "+ draft: true"]
    again = [
        pair
        for pair in served.open(KHEN).form
        if pair not in (("draft", "true"), ("awards.0.approx", "true"))
    ]
    served.save(KHEN, again)

    assert changed(served) == []


def test_the_body_is_saved_as_it_was_typed(served: Served) -> None:
    served.save(
        KHEN, put(served.open(KHEN).form, body="Đoạn đầu.\r\n\r\n## Đề mục\r\n\r\n- một\r\n- hai\r\n")
    )

    assert served.file(KHEN).read_text("utf-8") == ARTICLE + "\n## Đề mục\n\n- một\n- hai\n"


def test_a_save_with_faults_loses_nothing_and_says_so(served: Served) -> None:
    page = served.save(KHEN, put(served.open(KHEN).form, awards__0__collectives="hơn 30", title=""))

    assert "Còn 2 lỗi phải sửa" in page.words
    assert "chỉ viết chữ số" in told_at(page, "awards.0.collectives")
    assert told_at(page, "title")
    assert ("awards.0.collectives", "hơn 30") in page.form


def test_to_check_writes_nothing(served: Served) -> None:
    form = [*put(served.open(KHEN).form, province="Quảng Namm"), ("viec", "kiem")]
    page = served.save(KHEN, form)

    assert "ý bạn là 'Quảng Nam'?" in told_at(page, "province")
    assert ("province", "Quảng Namm") in page.form
    assert changed(served) == []


def test_a_value_is_said_back(served: Served) -> None:
    page = served.open(KHEN)

    assert "Thứ Năm, ngày 19/9/2024 (biết đến ngày)" in page.words
    assert "Quảng Nam nay thuộc Đà Nẵng" in page.words
    assert "Các mục cộng lại: 9 (3 tập thể, 6 cá nhân)" in page.words
    assert "suy ra: " in page.words
    assert "phụ nữ: 1 bài khác" in page.words


def test_a_plain_page_has_its_two_fields(served: Served) -> None:
    page = served.open("pages/gioi-thieu.md")
    served.save("pages/gioi-thieu.md", put(page.form, title="Về kho bài: giới thiệu"))

    assert served.file("pages/gioi-thieu.md").read_text("utf-8") == (
        '---\ntitle: "Về kho bài: giới thiệu"\n---\n\nChữ.\n'
    )


# ---------------------------------------------------------------- new articles


def test_a_title_is_enough_for_a_new_article(served: Served) -> None:
    page = served.get("/__soan__/moi")
    page = served.post("/__soan__/moi", put(page.form, title="Biểu dương: người tốt", date="5/6/2024"))

    assert "Đã tạo bài" in page.words
    assert served.file("2024/bieu-duong-nguoi-tot.md").read_text("utf-8") == (
        '---\ntitle: "Biểu dương: người tốt"\ndate: 5/6/2024\ndraft: true\n---\n'
    )


def test_a_new_article_never_takes_the_name_of_another(served: Served) -> None:
    form = put(served.get("/__soan__/moi").form, title="Khen", date="2024")
    served.post("/__soan__/moi", form)

    assert served.file("2024/khen-2.md").is_file()
    assert served.file(KHEN).read_text("utf-8") == ARTICLE


def test_a_new_article_without_a_title_is_kept_and_asked_for_one(served: Served) -> None:
    page = served.post("/__soan__/moi", put(served.get("/__soan__/moi").form, place="Tam Kỳ"))

    assert page.status == 422
    assert "Cần tiêu đề" in page.words
    assert ("place", "Tam Kỳ") in page.form
    assert "moi?do=1" in served.get("/__soan__/").text


# ---------------------------------------------------------------- every fault at its field


def faults() -> list[tuple[str, str, bytes]]:
    cases = []
    for case in bad_sites.cases():
        for path, raw in case.files.items():
            if (
                path.startswith("content/")
                and path.endswith(".md")
                and isinstance(raw, bytes)
                and len(raw) < 100_000
            ):
                cases.append((case.name, path, raw))
    return cases


WITHOUT_FIELD = {"K116", "K501", "K503"}
"""Faults of a file's name, which no field holds."""


def test_every_fault_that_a_form_can_hold_is_told_at_its_field() -> None:
    """`told` speaks of a field that the form of that very file has."""
    held, as_text = 0, 0
    for name, path, raw in faults():
        sheet = Sheet(raw)
        verdict = checking.check(None, path, sheet, "vi")
        try:
            about = fields.page() if path.startswith("content/pages/") else fields.article()
            shown = set(checking.names(fields.shown(about, sheet.values()))) | {"body"}
        except Unreadable:
            assert all(item.line >= 1 for item in verdict.told), name
            as_text += 1
            continue
        rows = {f"{each}.{i}" for each in shown for i in range(4)}
        for item in verdict.told:
            if item.code not in WITHOUT_FIELD:
                assert item.field in shown | rows | {"awards.0.subset.0"}, (name, item)
                held += 1

    assert held > 80
    assert as_text > 15


@pytest.mark.parametrize(
    ("front", "name", "words"),
    [
        ("provnce: Quảng Nam", "provnce", "khoá lạ"),
        ("province: Quảng Nam\ndraft: có", "draft", "K"),
        ("province: Quảng Nam\ntotal: 33", "total", "K"),
        ("province: Quảng Nam\nawards:\n  - grantor: UBND tỉnh", "awards.0.form", "thiếu"),
        (
            "province: Quảng Nam\nphotos: [{file: khong-co.jpg, caption: x}]",
            "photos.0.file",
            "không thấy ảnh",
        ),
    ],
)
def test_a_fault_is_shown_where_it_is(served: Served, front: str, name: str, words: str) -> None:
    served.file(KHEN).write_text(f'---\ntitle: "X"\ndate: 2024-09-19\n{front}\n---\n\nChữ.\n', "utf-8")
    page = served.open(KHEN)

    assert told_at(page, name), page.words[:2000]
    assert words == "K" or words in told_at(page, name)


def test_a_file_that_is_no_form_opens_as_text_with_its_messages(served: Served) -> None:
    broken = ARTICLE.replace('"Khen thưởng 9 tập thể, cá nhân"', "Quảng Nam: khen")
    served.file(KHEN).write_bytes(broken.replace("\n", "\r\n").encode())
    page = served.open(KHEN)

    assert "dấu hai chấm" in page.words
    assert "Dòng 2" in page.words
    assert dict(page.form)["text"].startswith("---\r\ntitle: Quảng Nam: khen")
    mended = dict(page.form)["text"].replace("Quảng Nam: khen   #", '"Quảng Nam: khen"   #')
    page = served.save(KHEN, put(page.form, text=mended))

    assert ("title", "Quảng Nam: khen") in page.form
    assert (
        served.file(KHEN).read_bytes()
        == broken.replace("Quảng Nam: khen ", '"Quảng Nam: khen" ', 1).replace("\n", "\r\n").encode()
    )


def test_bytes_that_are_no_text_open_and_stay(served: Served) -> None:
    raw = ARTICLE.encode() + b"Th\xe0nh t\xedch.\n"
    served.file(KHEN).write_bytes(raw)
    page = served.open(f"{KHEN}?chu=1")
    served.save(KHEN, put(page.form, text=dict(page.form)["text"].replace("Đoạn đầu.", "Đoạn một.")))

    assert served.file(KHEN).read_bytes() == raw.replace("Đoạn đầu.".encode(), "Đoạn một.".encode())


def test_the_archive_s_rules_are_told_too(served: Served) -> None:
    told = served.check(KHEN, put(served.open(KHEN).form, tags="phụ nữ\r\nPhu nu", same_event="Khac.md"))[
        "told"
    ]

    assert {(item["field"], item["code"]) for item in told} >= {("tags", "K502"), ("same_event", "K505")}
    assert next(item for item in told if item["code"] == "K505")["suggestion"] == "khac"


def test_a_check_tells_what_a_change_makes_wrong_elsewhere(served: Served) -> None:
    form = put(served.open("2024/khac.md").form, title="Khác", tags="Phu nữ")
    told = served.check("2024/khac.md", form)["told"]

    assert any(item["code"] == "K502" for item in told), told


# ---------------------------------------------------------------- photos


def test_a_photo_comes_in_with_the_form(served: Served) -> None:
    form = served.open(KHEN).form
    page = served.send(f"/__soan__/bai/{KHEN}", form, [("anh", "Hội nghị 1.JPG", photo())])

    assert served.file("2024/hoi-nghi-1.jpg").read_bytes() == photo()
    assert changed(served) == ["+ photos:", "+   - {file: hoi-nghi-1.jpg}"]
    assert ("photos.0.file", "hoi-nghi-1.jpg") in page.form


@pytest.mark.parametrize(
    ("name", "raw", "words"),
    [
        ("anh.jpg", b"<html><script>alert(1)</script>", "trang web"),
        ("anh.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>", "SVG"),
        ("anh.jpg", photo()[:-300] if len(photo()) > 400 else photo()[:200], "hỏng|cụt"),
        ("anh.exe", b"MZ" * 100, "không phải"),
        ("anh.jpg", b"", "rỗng"),
    ],
)
def test_what_is_no_photo_is_not_taken(served: Served, name: str, raw: bytes, words: str) -> None:
    before = sorted(served.site.rglob("content/**/*"))
    page = served.send(f"/__soan__/bai/{KHEN}", served.open(KHEN).form, [("anh", name, raw)])

    assert re.search(words, page.words), page.words[:800]
    assert sorted(served.site.rglob("content/**/*")) == before


def test_a_photo_is_named_by_what_it_is_and_never_over_another(served: Served) -> None:
    token = dict(served.open(KHEN).form)["dau"]
    sent = [
        ("../../evil.png", photo("PNG")),
        ("a.jpg", photo()),
        ("a.jpg", photo(colour="blue")),
        ("a.jpg", photo()),
    ]
    names = [
        served.send(f"/__soan__/anh/{KHEN}", [], [("anh", name, raw)], X_Soan=token).json()["file"]
        for name, raw in sent
    ]

    assert names == ["evil.png", "a.jpg", "a-2.jpg", "a.jpg"]
    assert served.get("/__soan__/anh/2024/a-2.jpg").raw == photo(colour="blue")


# ---------------------------------------------------------------- in English, and without a site to show


def test_the_desk_speaks_english(site: MakeSite, tmp_path: Path) -> None:
    with serving(site(FILES), tmp_path / "en", language="en") as served:
        page = served.save(KHEN, put(served.open(KHEN).form, awards__0__collectives="x"))

        assert "Saved. 1 errors must be mended" in page.words
        assert "is not a count" in told_at(page, "awards.0.collectives")


def test_a_site_that_cannot_be_shown_can_still_be_written(site: MakeSite, tmp_path: Path) -> None:
    folder = site({**FILES, "config.yaml": "title: X\nlanguage: fr\n"})
    with serving(folder, tmp_path / "p") as served:
        assert "config.yaml" in served.get("/__soan__/").words
        served.save(KHEN, put(served.open(KHEN).form, place="Tam Kỳ"))

        assert changed(served) == ["+ place: Tam Kỳ"]


def test_a_warning_leaves_its_field_valid(served: Served) -> None:
    served.file("2024/lai.md").write_text(ARTICLE.replace("Đoạn đầu.", "Lời khác."), "utf-8")
    served.refresh()
    told, wrong = served.open("2024/lai.md"), put(served.open("2024/lai.md").form, date="31/9/2024")

    assert "có vẻ cùng một sự kiện" in told.words
    assert "aria-invalid" not in told.text
    assert 'aria-invalid="true"' in served.post("/__soan__/bai/2024/lai.md", [*wrong, ("viec", "kiem")]).text


def test_a_fault_of_the_program_s_own_is_called_so(served: Served, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(type(served.desk), "echoes", broken)
    page = served.open(KHEN)

    assert page.status == 500
    assert "Chương trình gặp lỗi của chính nó" in page.words


def test_a_list_of_names_says_what_else_is_known_of_one(served: Served) -> None:
    names = "    names: [{name: Trần B, status: annulled, status_note: thu hồi}, Lê C]\ntags:"
    served.file(KHEN).write_text(ARTICLE.replace("tags:", names, 1), "utf-8")
    page = served.open(KHEN)

    assert "Trần B: huỷ bỏ – thu hồi" in page.words
