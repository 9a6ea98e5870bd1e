"""What networks, old pages, letters and foots print around a report: near misses first."""

from __future__ import annotations

from typing import Any

import pytest

from bangvang import press

LEAD = (
    "Chiều 26/7/2024, UBND tỉnh Bến Tre tổ chức họp mặt; Chủ tịch UBND tỉnh tặng Bằng khen cho 5 cá nhân "
    "có thành tích cứu người."
)
HEADLINE = "Khen thưởng 5 cá nhân cứu người"


def read(*lines: str) -> dict[str, Any]:
    return press.read("\n".join(lines)).as_data()


@pytest.mark.parametrize(
    "first",
    [
        "Hôm qua, 5 người được cứu",
        "3 giờ trong dòng nước xiết",
        "14 tháng 5, ngày không quên",
        "12/5, một ngày mới",
    ],
)
def test_a_headline_with_a_time_in_it_is_one(first: str) -> None:
    assert read(first, "", LEAD)["title"] == first


@pytest.mark.parametrize(
    "head",
    [
        ("Công an tỉnh Bến Tre", "5 giờ ·"),
        ("Xã Phú Lễ quê tôi", "Hôm qua lúc 15:20 · 🌐"),
        ("TRANG TIN PHƯỜNG AN HỘI", "27 tháng 7, 2024 · 🌐"),
        ("Đoàn xã Phú Lễ đã thêm 7 ảnh mới.",),
        ("[Zalo] UBND xã Phú Lễ", "Đã gửi cho 1.204 người quan tâm · 09:12 27/7/2024"),
    ],
)
def test_the_name_of_a_page_and_the_time_below_it_are_no_headline(head: tuple[str, ...]) -> None:
    data = read(
        *head, f"🎖️ {HEADLINE}", "", LEAD, "", "#bentre #khenthuong", "215 bình luận", "48 lượt chia sẻ"
    )

    assert (data["title"], data["photos"]) == (HEADLINE, [])
    assert [award["individuals"] for award in data["awards"]] == [5]
    assert "bình luận" not in data["body"]
    assert "#" not in data["body"]


def test_the_day_of_a_posting_is_that_of_its_publication() -> None:
    assert read("Xã Phú Lễ", "27 tháng 7, 2024 · 🌐", HEADLINE, "", LEAD)["published"] == "2024-07-27"


def test_a_letterhead_in_capitals_above_a_headline_is_none() -> None:
    assert read("LIÊN ĐOÀN LAO ĐỘNG TỈNH BẾN TRE", HEADLINE, "", LEAD)["title"] == HEADLINE
    two = read("CÔNG AN TỈNH BẾN TRE", "TỔNG KẾT PHONG TRÀO THI ĐUA", "", LEAD)
    assert two["title"] == "CÔNG AN TỈNH BẾN TRE TỔNG KẾT PHONG TRÀO THI ĐUA"
    shown = read(
        "CÔNG AN XÃ BA TRI - CÔNG AN TỈNH BẾN TRE", "", "👮 KHEN THƯỞNG HAI NGƯỜI DŨNG CẢM", "", LEAD
    )
    assert shown["title"] == "KHEN THƯỞNG HAI NGƯỜI DŨNG CẢM"


def test_the_table_that_a_letter_begins_with_is_no_headline() -> None:
    head = "UBND TỈNH BẾN TRE\tCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"

    assert read(head, "", HEADLINE, "", LEAD)["title"] == HEADLINE


def test_two_words_are_a_headline_and_a_name_is_none() -> None:
    assert read("Tin buồn", "", LEAD)["title"] == "Tin buồn"
    assert read("Thanh Hà", "", LEAD)["title"] is None


def test_a_page_laid_out_by_tables_is_read_in_its_order() -> None:
    rows = "<tr><th>Đơn vị</th><th>Tập thể</th><th>Cá nhân</th></tr>"
    rows += "<tr><td>Ba Tri</td><td>3</td><td>7</td></tr><tr><td>Giồng Trôm</td><td>2</td><td>5</td></tr>"
    told = "Liên đoàn Lao động tỉnh tặng Bằng khen cho các tập thể, cá nhân thuộc 2 huyện như sau:"
    page = (
        "<html><body><table><tr><td>LIÊN ĐOÀN LAO ĐỘNG TỈNH BẾN TRE</td></tr>"
        f"<tr><td>Trang chủ<br>Tin tức</td><td><b>{HEADLINE}</b><br><i>Ngày đăng: 27/7/2024</i>"
        "<p>Chiều 26/7/2024, Liên đoàn "
        f"Lao động tỉnh Bến Tre tổ chức hội nghị tổng kết phong trào thi đua lao động giỏi. {told}</p>"
        f"<table>{rows}</table><p>Mỗi tập thể được thưởng 1 triệu đồng.</p></td></tr></table></body></html>"
    )
    data = press.read(page.encode(), "tin.html").as_data()
    (award,) = data["awards"]

    assert (data["title"], data["date"]) == (HEADLINE, "2024-07-26")
    assert (award["collectives"], award["individuals"]) == (5, 12)
    assert data["body"].index("Giồng Trôm") < data["body"].index("Mỗi tập thể")


def test_a_table_of_data_in_a_page_stays_one() -> None:
    rows = "".join(f"<tr><td>1</td><td>Lê Văn {name}</td></tr>" for name in ("An", "Bình", "Cường"))
    table = f"<table><tr><th>TT</th><th>Họ và tên</th></tr>{rows}</table>"
    more = LEAD.replace("Chiều", "Tối")
    page = f"<html><body><h1>{HEADLINE}</h1><p>{LEAD}</p>{table}<p>{more}</p></body></html>"
    body = press.read(page.encode(), "a.html").as_data()["body"]

    assert "| Lê Văn Bình |" in body


def test_a_paper_alone_in_brackets_is_the_source_and_no_byline() -> None:
    data = read(HEADLINE, "", LEAD, "", "(Báo Đồng Khởi)")

    assert data["byline"] is None
    assert data["source"]["name"] == "Báo Đồng Khởi"


def test_a_writer_and_a_photographer_on_one_line_are_no_picture() -> None:
    data = read(HEADLINE, "", LEAD, "", "Tác giả: Lê Thị Mai - Ảnh: Công an huyện")

    assert (data["byline"], data["photos"]) == ("Lê Thị Mai", [])


def test_who_is_named_in_imprints_may_give() -> None:
    told = "Tổng Biên tập Báo Nhân Dân tặng Giấy khen cho 2 phóng viên."
    imprint = "Tổng Biên tập: Lê Quốc Minh. Giấy phép số 12."
    data = read(HEADLINE, "", LEAD, "", told, "", imprint)

    assert [award["grantor"] for award in data["awards"]] == [
        "Chủ tịch UBND tỉnh",
        "Tổng Biên tập Báo Nhân Dân",
    ]
    assert "Giấy phép" not in data["body"]


def test_a_known_sign_may_stand_close_to_the_lead() -> None:
    assert read(HEADLINE, "", f"LSO-{LEAD}")["source"]["code"] == "LSO"
    assert read(HEADLINE, "", f"TP-{LEAD}")["source"] is None


@pytest.mark.parametrize(
    "head",
    [
        ("Đài PT-TH Bến Tre", ""),
        ("Báo Đồng Khởi", ""),
        ("BẾN TRE ONLINE", "Thứ Hai, 27/07/2024 19:15", ""),
        ("Công an tỉnh Bến Tre", "Chuyên trang thông tin điện tử", ""),
        ("Trường THPT Nguyễn Đình Chiểu - Bến Tre", "Tin tức nhà trường", ""),
        ("Hội Nông dân tỉnh Bến Tre", "Hoạt động của Hội", ""),
        ("Website Huyện đoàn Ba Tri", ""),
        ("THÀNH ĐOÀN BẾN TRE", ""),
        ("Bản tin Công đoàn", ""),
        ("PHÒNG GD&ĐT HUYỆN BA TRI", "TRƯỜNG TIỂU HỌC AN HIỆP", ""),
        ("ĐẢNG BỘ TỈNH BẾN TRE", "ĐẢNG ỦY KHỐI CÁC CƠ QUAN VÀ DOANH NGHIỆP", "*", "BẢN TIN", ""),
    ],
)
@pytest.mark.parametrize("headline", [HEADLINE, "LỄ TRAO BẰNG KHEN CHO 5 CÁ NHÂN"])
def test_names_of_pages_and_bodies_above_a_headline_are_none(head: tuple[str, ...], headline: str) -> None:
    assert read(*head, headline, "", LEAD)["title"] == headline


@pytest.mark.parametrize(
    "first",
    [
        "CÔNG AN TỈNH BẾN TRE TRAO BẰNG KHEN",
        "Báo động đuối nước ở Bến Tre",
        "Báo Đồng Khởi khen thưởng 5 cộng tác viên",
        "Đài PT-TH Bến Tre nhận Cờ thi đua",
        "Hoạt động chữ thập đỏ ở Ba Tri lan tỏa",
        "Tin tức về 5 người cứu người",
    ],
)
def test_a_headline_that_begins_as_such_names_do_is_one(first: str) -> None:
    assert read(first, "", LEAD)["title"] == first


def test_the_name_of_a_paper_above_everything_is_the_source() -> None:
    assert read("Báo Đồng Khởi", "", HEADLINE, "", LEAD)["source"]["name"] == "Báo Đồng Khởi"
    assert read("PHÚ YÊN ONLINE", "", HEADLINE, "", LEAD)["source"]["name"] == "PHÚ YÊN ONLINE"
    assert read("Công an tỉnh Bến Tre", "", HEADLINE, "", LEAD)["source"] is None


@pytest.mark.parametrize(
    ("first", "headline"),
    [
        ("Khen thưởng 100% đơn vị", "Khen thưởng 100% đơn vị"),
        ("Chuyện ở Hoằng Hóa (*)", "Chuyện ở Hoằng Hóa (*)"),
        ("Trả của rơi cho người mất…", "Trả của rơi cho người mất…"),
        ("💐 Trả của rơi cho người mất 💐💐 ❤️", "Trả của rơi cho người mất"),
    ],
)
def test_pictures_around_a_headline_are_none_of_it(first: str, headline: str) -> None:
    lead = "Chiều 26/7/2024, UBND tỉnh Quảng Nam tổ chức hội nghị tổng kết phong trào thi đua yêu nước."

    assert press.read(f"{first}\n\n{lead}").as_data()["title"] == headline


def test_captions_and_the_writer_of_a_saved_page_are_read() -> None:
    page = (
        "<html><body><nav><a href='/'>Trang chủ</a></nav><article>"
        f"<h1>{HEADLINE}</h1><p>{LEAD}</p><figure><img src='/a.jpg'><figcaption class='c'>"
        f"Các hộ nhận giấy khen. Ảnh: Hồng Sơn</figcaption></figure><p>{LEAD.replace('Chiều', 'Tối')}</p>"
        "<p class='news-author'>Thùy Linh</p></article><footer>Bản quyền</footer></body></html>"
    )
    data = press.read(page.encode(), "tin.html").as_data()
    (photo,) = data["photos"]

    assert (photo["caption"], photo["credit"]) == ("Các hộ nhận giấy khen.", "Hồng Sơn")
    assert data["byline"] == "Thùy Linh"


@pytest.mark.parametrize(
    ("body", "title"),
    [
        ("UBND XÃ EA BÔNG", "HỘI NGHỊ TỔNG KẾT PHONG TRÀO THI ĐUA NĂM 2023"),
        ("TRƯỜNG THPT NGUYỄN DU", "LỄ TỔNG KẾT NĂM HỌC 2022 - 2023"),
        ("CÔNG AN HUYỆN BA TRI", "KẾT QUẢ PHONG TRÀO THI ĐUA NĂM 2023"),
    ],
)
def test_the_name_of_a_body_above_a_headline_in_capitals_is_none_of_it(body: str, title: str) -> None:
    assert read(body, title, "", LEAD)["title"] == title


def test_a_headline_in_capitals_that_begins_with_a_body_is_doubted() -> None:
    data = read("UBND XÃ EA BÔNG", "TỔNG KẾT PHONG TRÀO THI ĐUA NĂM 2023", "", LEAD)

    assert data["title"] == "UBND XÃ EA BÔNG TỔNG KẾT PHONG TRÀO THI ĐUA NĂM 2023"
    assert "title_uncertain" in {doubt["code"] for doubt in data["review"]}


@pytest.mark.parametrize(("opening", "name"), [("Dân trí ", "Dân trí"), ("Dân Việt ", "Dân Việt")])
def test_a_paper_may_be_named_right_before_the_day(opening: str, name: str) -> None:
    data = read(HEADLINE, "", opening + LEAD)

    assert (name in data["source"]["name"], data["date"]) == (True, "2024-07-26")


def test_a_name_before_a_day_that_is_no_papers_is_none() -> None:
    assert read(HEADLINE, "", "Bến Tre " + LEAD)["source"] is None


@pytest.mark.parametrize(
    "path", ["Tin tức sự kiện › Hoạt động của phường", "Giới thiệu » Ba công khai » Tin mới"]
)
def test_the_way_to_a_page_is_no_headline_whatever_its_parts_are_called(path: str) -> None:
    assert read(path, "", HEADLINE, "", LEAD)["title"] == HEADLINE


@pytest.mark.parametrize(
    "line", ["Báo Phú Thọ · 18/09/2024 20:31", "Báo Phú Thọ - 18/09/2024", "Báo Phú Thọ 18/09/2024 20:31"]
)
def test_a_paper_beside_the_day_is_the_source(line: str) -> None:
    assert read(HEADLINE, "", line, "", LEAD)["source"]["name"] == "Báo Phú Thọ"


def test_a_crawled_headline_ends_where_a_day_begins_the_lead() -> None:
    title = "Bệnh viện Đa khoa tỉnh nhận Bằng khen của Thủ tướng Chính phủ"
    data = press.read(
        f" date 2024-07-29 Xã hội {title} {LEAD.replace('Chiều 26/7/2024', 'Sáng 27-7')}"
    ).as_data()

    assert (data["title"], data["date"]) == (title, "2024-07-27")


@pytest.mark.parametrize(
    ("opening", "source"),
    [("TTXVN (Hà Nội 14/12) - ", "Thông tấn xã Việt Nam"), ("ABC (Hà Nội 14/12) - ", None)],
)
def test_an_agency_may_say_where_and_when_it_wrote(opening: str, source: str | None) -> None:
    read_source = read(HEADLINE, "", opening + LEAD)["source"]

    assert (read_source["name"] if read_source else None) == source


def test_a_sign_may_stand_beside_the_time() -> None:
    source = read(HEADLINE, "", "(PLVN) - 10:25 04/10/2025", "", LEAD)["source"]

    assert (source["name"], source["code"]) == ("Báo Pháp luật Việt Nam", "PLVN")


def test_a_host_alone_above_the_lead_is_the_source() -> None:
    data = read(HEADLINE, "", "baothanhhoa.vn -", "", LEAD)

    assert (data["source"]["name"], data["title"]) == ("Báo Thanh Hóa", HEADLINE)


@pytest.mark.parametrize("name", ["", "Báo Đồng Khởi Online", "Công an tỉnh"])
def test_a_page_that_has_only_the_name_of_its_site_for_a_title_has_its_great_heading(name: str) -> None:
    page = f"<html><head><title>{name}</title></head><body><h1>{HEADLINE}</h1><p>{LEAD}</p></body></html>"

    assert press.read(page.encode(), "a.html").as_data()["title"] == HEADLINE


def test_the_name_of_a_site_in_great_letters_is_no_headline() -> None:
    banner = "Trang thông tin điện tử tổng hợp của Công an tỉnh"
    page = f"<html><head><title>{HEADLINE}</title></head><body><h1>{banner}</h1><p>{LEAD}</p></body></html>"

    assert press.read(page.encode(), "a.html").as_data()["title"] == HEADLINE
