"""Two hundred hostile requests change nothing; and beyond this machine only those who are known may write."""

from __future__ import annotations

import io
import itertools
import json
import mimetypes
import re
import socket
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlencode

import pytest
from PIL import Image

from bangvang.desk import guard
from tests.conftest import MakeSite, read_files
from tests.desk.conftest import FILES, KHEN
from tests.desk.served import Pairs, Served, put, serving

TARGETS = [
    f"/__soan__/bai/{KHEN}",
    "/__soan__/moi",
    f"/__soan__/giu/{KHEN}",
    f"/__soan__/ban/{KHEN}",
    f"/__soan__/anh/{KHEN}",
    "/__soan__/chu-de",
    f"/__soan__/doi-ten/{KHEN}",
    f"/__soan__/xoa/{KHEN}",
    "/__soan__/xuat-ban",
    "/__soan__/nhap",
]
PATHS = [
    "../config.yaml",
    "..%2f..%2fconfig.yaml",
    "%2e%2e/config.md",
    "2024/../../urls.txt",
    "2024/khen.md%00.md",
    "2024/khen.md/",
    "/etc/passwd",
    "2024\\khen.md",
    ".git/x.md",
    "2024/.khen.md",
    "pages/../../../x.md",
    "2024/khen.md%0a.md",
    "%c0%ae%c0%ae/x.md",
    "a" * 300 + ".md",
    "2024/moi.txt",
    "%252e%252e/x.md",
]


def own(served: Served) -> dict[str, bytes]:
    """Everything of the site but the secret of the desk."""
    return {name: raw for name, raw in read_files(served.site).items() if not name.startswith(".cache/")}


def answers(served: Served) -> Pairs:
    """A form that would change a great deal, with the right token."""
    form = put(served.open(KHEN).form, title="Bị đổi", cu="phụ nữ", moi="x", ten="khac-han", ban="0" * 32)
    return [*form, ("van-ban", "Một bài báo.")]


def test_two_hundred_hostile_requests_change_nothing(served: Served) -> None:
    good = answers(served)
    before, sent = own(served), 0
    bad_tokens = ["", "0" * 64, dict(good)["dau"][:-1], "đ", dict(good)["dau"].upper() + " "]
    for target, token in itertools.product(TARGETS, bad_tokens):
        page = served.post(target, [(n, token if n == "dau" else v) for n, v in good])
        assert page.status in (403, 422), (target, token, page.status)
        sent += 1
    hostile = [
        {"Origin": "http://evil.example"},
        {"Origin": "null"},
        {"Origin": served.top.replace("http", "https").rstrip("/")},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Host": "evil.example"},
        {"Host": "127.0.0.1.evil.example"},
        {"Host": "localhost.evil.example:5500"},
    ]
    for target, headers in itertools.product(TARGETS, hostile):
        page = served.ask("POST", target, b"", headers | {"X-Soan": dict(good)["dau"]})
        assert page.status == 403, (target, headers, page.status)
        sent += 1
    for room, path in itertools.product(("bai", "giu", "ban", "anh"), PATHS):
        page = served.post(f"/__soan__/{room}/{path}", good)
        assert page.status >= 400, (room, path, page.status)
        sent += 1
    for method, target in itertools.product(("PUT", "DELETE", "PATCH"), TARGETS[:4]):
        assert served.ask(method, target, b"", {"X-Soan": dict(good)["dau"]}).status >= 400
        sent += 1

    assert sent >= 200
    assert own(served) == before


def test_too_much_is_refused(served: Served) -> None:
    form = served.open(KHEN).form
    before = own(served)

    assert served.save(KHEN, put(form, body="a" * (5 * 1024 * 1024))).status == 413
    assert served.save(KHEN, [*form, *((f"x{i}", "") for i in range(7000))]).status in (400, 413)
    assert own(served) == before


def test_a_body_beyond_all_measure_is_not_even_taken(served: Served) -> None:
    port = int(served.top.rsplit(":", 1)[1].strip("/"))
    with socket.create_connection(("127.0.0.1", port), timeout=10) as line:
        line.sendall(
            b"POST /__soan__/moi HTTP/1.1\r\nHost: localhost\r\nContent-Length: 999999999999\r\n\r\n"
        )
        assert b"200 OK" not in line.recv(4096)


def test_another_name_for_this_machine_is_refused_to_look_too(served: Served) -> None:
    assert served.get("/__soan__/", Host="evil.example").status == 403
    assert served.get(f"/__soan__/bai/{KHEN}", Host="evil.example").status == 403


def test_no_page_elsewhere_may_frame_the_desk(served: Served) -> None:
    headers = served.get(f"/__soan__/bai/{KHEN}").headers

    assert "frame-ancestors 'self'" in headers["Content-Security-Policy"]
    assert "script-src 'self'" in headers["Content-Security-Policy"]
    assert headers["X-Content-Type-Options"] == "nosniff"


def test_what_is_in_a_file_is_never_taken_for_html(served: Served) -> None:
    evil = '"><script>alert(1)</script>'
    served.save(KHEN, put(served.open(KHEN).form, title=evil, tags=evil, body=f"</textarea>{evil}"))
    page = served.open(KHEN)

    assert "<script>alert(1)" not in page.text
    assert ("title", evil) in page.form
    assert "<script>alert(1)" not in served.get("/__soan__/").text
    assert "<script>alert(1)" not in served.get("/__soan__/chu-de").text


def test_only_photos_are_given_out(served: Served) -> None:
    (served.site / "content/2024/trang.html").write_text("<script>alert(1)</script>", "utf-8")

    assert served.get("/__soan__/anh/2024/trang.html").status == 404
    assert served.get("/__soan__/anh/2024/khen.md").status == 404
    assert served.get("/__soan__/anh/../config.yaml").status == 404


@pytest.mark.parametrize(
    "cookie",
    [
        "form.saved_faulty",
        "form.saved_faulty%0A{",
        "x",
        "form.saved_faulty%0A[1]",
        "kept.lead%0A{}",
        "%0A",
        "\xe9",
    ],
)
def test_a_note_that_another_program_left_is_passed_over_and_cleared(served: Served, cookie: str) -> None:
    page = served.get("/__soan__/", Cookie=f"soan-tin={cookie}; bang-vang-soan=x.\xe9")

    assert page.status == 200
    assert "soan-tin=" in page.headers["Set-Cookie"]
    assert served.get("/__soan__/khong-co", Cookie=f"soan-tin={cookie}").status == 404


def test_a_request_that_names_no_host_is_refused_whatever_token_it_bears(served: Served) -> None:
    form = put(served.open(KHEN).form, title="Bị đổi")
    body, before = urlencode(form).encode(), own(served)
    port = int(served.top.rsplit(":", 1)[1].strip("/"))
    head = (
        f"POST /__soan__/bai/{KHEN} HTTP/1.0\r\nContent-Type: application/x-www-form-urlencoded\r\n"
        f"Content-Length: {len(body)}\r\n\r\n"
    )
    with socket.create_connection(("127.0.0.1", port), timeout=10) as line:
        line.sendall(head.encode() + body)
        answer = line.recv(4096)

    assert answer.split()[1] == b"403"
    assert own(served) == before


@pytest.mark.parametrize(
    "name", ["awards.{}.form", "tags.{}", "awards.0.subset.{}.of", "awards.0.names.{}", "photos.{}.file"]
)
def test_a_row_of_an_absurd_number_is_no_fault_of_the_program(served: Served, name: str) -> None:
    form = [*served.open(KHEN).form, (name.format("9" * 5000), "x")]

    assert served.save(KHEN, form).status == 200


@pytest.mark.parametrize(
    "back", ["/__soan__/\r\nX: y", "/__soan__/\x00", "//evil.example", "/__soan__/\\evil"]
)
def test_one_is_led_back_to_a_page_of_the_desk_or_to_its_list(
    site: MakeSite, tmp_path: Path, back: str
) -> None:
    with serving(site(FILES), tmp_path / "p", local=False, people=PEOPLE) as served:
        form = [pair for pair in served.get("/__soan__/vao").forms["0"] if pair[0] != "ve"]
        known = [("ten", "Trần Nam"), ("mat-khau", PEOPLE["Trần Nam"]), ("ve", back)]
        page = served.post("/__soan__/vao", [*form, *known])

    assert page.status == 200
    assert page.url == f"{served.top}__soan__/"


def test_a_text_that_could_not_be_opened_again_is_not_saved(served: Served) -> None:
    form = put(served.open(KHEN).form, body="Chữ dài. " * 300_000)
    before = served.file(KHEN).read_bytes()

    assert served.save(KHEN, form).status == 413
    assert served.file(KHEN).read_bytes() == before


@pytest.fixture
def other_types() -> Iterator[None]:
    """A Windows machine on which some program has put its own into the registry."""
    known = [".js", ".css", ".svg", ".png", ".jpg", ".webp", ".html", ".json"]
    for ending in known:
        mimetypes.add_type("application/x-other", ending)
    yield
    mimetypes.init()


@pytest.mark.usefixtures("other_types")
def test_the_registry_of_the_machine_does_not_say_what_our_files_are(served: Served) -> None:
    page = served.open(KHEN)
    addresses = re.findall(r'(?:src|href)="(/__soan__/tep/[^"]+)"', page.text)
    kinds = {served.get(address).headers["Content-Type"].partition(";")[0] for address in addresses}
    (served.site / "content/2024/a.jpg").write_bytes(b"x")

    assert "text/javascript" in kinds
    assert "text/css" in kinds
    assert "application/x-other" not in kinds
    assert served.get("/__soan__/anh/2024/a.jpg").headers["Content-Type"] == "image/jpeg"
    assert served.get("/__soan__/trang/index.html").headers["Content-Type"].startswith("text/html")


# ---------------------------------------------------------------- beyond this machine

PEOPLE = {"Lê Thị Hoa": "con cò bay lả bay la", "Trần Nam": "một hai ba bốn năm"}


def test_a_server_open_to_the_network_is_read_only_without_passphrases(
    site: MakeSite, tmp_path: Path
) -> None:
    with serving(site(FILES), tmp_path / "p", local=False) as served:
        form = served.open(KHEN).form
        before = own(served)
        page = served.save(KHEN, put(form, title="Bị đổi"))

        assert page.status == 403
        assert "Chỉ đọc được" in page.words
        assert "không mã hoá" in page.words
        assert own(served) == before


def enter(served: Served, name: str, passphrase: str) -> int:
    form = served.get("/__soan__/vao").forms["0"]
    return served.post("/__soan__/vao", [*form, ("ten", name), ("mat-khau", passphrase)]).status


def test_who_is_known_may_write_and_is_named_in_the_log(site: MakeSite, tmp_path: Path) -> None:
    folder = site({**FILES, "config.yaml": "title: Kho\ncheck_by: 2\n"})
    with serving(folder, tmp_path / "p", local=False, people=PEOPLE) as served:
        assert served.open(KHEN).url.startswith(f"{served.top}__soan__/vao")
        assert enter(served, "Lê Thị Hoa", "sai rồi nhé bạn") == 403
        assert enter(served, "Ai Đó", PEOPLE["Lê Thị Hoa"]) == 403
        assert enter(served, "Lê Thị Hoa", PEOPLE["Lê Thị Hoa"]) == 200
        page = served.save(KHEN, put(served.open(KHEN).form, place="Tam Kỳ"))

        assert "Lê Thị Hoa đang soạn" in page.words
        assert '"edited_by": "Lê Thị Hoa"' in (folder / "edits.jsonl").read_text("utf-8")
        assert "1 / 2 người đã xem bản này: Lê Thị Hoa" in page.words
        assert "Chờ người thứ hai" in served.get("/__soan__/").words
        served.post("/__soan__/xuat-ban", [("dau", dict(page.form)["dau"])])
        assert "Bài này cần 2 người xem, mới có 1" in served.get("/__soan__/xuat-ban").words
        assert served.desk.publishing.state == "idle"
        served.jar.clear()
        assert enter(served, "Trần Nam", PEOPLE["Trần Nam"]) == 200
        token = dict(served.open(KHEN).form)["dau"]
        page = served.save(KHEN, [("dau", token), ("viec", "da-doc")])

        assert "2 / 2 người đã xem bản này: Lê Thị Hoa, Trần Nam" in page.words
        assert "Chờ người thứ hai" not in served.get("/__soan__/").words


def test_whatever_is_done_at_the_desk_is_in_the_log(site: MakeSite, tmp_path: Path) -> None:
    folder = site(FILES)
    with serving(folder, tmp_path / "p", local=False, people=PEOPLE) as served:
        enter(served, "Trần Nam", PEOPLE["Trần Nam"])
        served.save(KHEN, put(served.open(KHEN).form, place="Tam Kỳ"))
        history = served.get(f"/__soan__/ban/{KHEN}")
        served.post(f"/__soan__/ban/{KHEN}", next(f for f in history.forms.values() if "ban" in dict(f)))
        photo = io.BytesIO()
        Image.new("RGB", (900, 600)).save(photo, "JPEG")
        token = [("dau", dict(served.open(KHEN).form)["dau"])]
        served.send(f"/__soan__/anh/{KHEN}", token, [("anh", "hoi-nghi.jpg", photo.getvalue())])
        page = served.post(f"/__soan__/xoa/{KHEN}", served.get(f"/__soan__/xoa/{KHEN}").forms["0"])
        served.post(f"/__soan__/xoa/{KHEN}", next(f for f in page.forms.values() if "buoc" in dict(f)))
    rows = [json.loads(row) for row in (folder / "edits.jsonl").read_text("utf-8").splitlines()]

    assert [row["what"] for row in rows] == ["saved", "saved", "photo", "deleted"]
    assert {row["edited_by"] for row in rows} == {"Trần Nam"}


def test_where_nobody_says_who_writes_it_is_told_that_readers_cannot_be_counted(
    site: MakeSite, tmp_path: Path
) -> None:
    asking = site({**FILES, "config.yaml": "title: Kho\ncheck_by: 2\n"}, name="asking")
    with serving(site(FILES), tmp_path / "a") as served:
        assert "--passphrase-file" not in served.get("/__soan__/").words
    with serving(asking, tmp_path / "b") as served:
        assert "chưa biết ai đang soạn" in served.open(KHEN).words
    with serving(asking, tmp_path / "c", people=PEOPLE) as served:
        enter(served, "Trần Nam", PEOPLE["Trần Nam"])
        assert "chưa biết ai đang soạn" not in served.open(KHEN).words


def test_a_draft_waits_for_no_second_reader(site: MakeSite, tmp_path: Path) -> None:
    folder = site({**FILES, "config.yaml": "title: Kho\ncheck_by: 2\n"})
    with serving(folder, tmp_path / "p", local=False, people=PEOPLE) as served:
        enter(served, "Lê Thị Hoa", PEOPLE["Lê Thị Hoa"])
        page = served.save(KHEN, put(served.open(KHEN).form, draft="true"))

        assert "1 / 2 người đã xem bản này" in page.words
        assert "cần 2 người xem" not in served.get("/__soan__/xuat-ban").words
        page = served.save(KHEN, [pair for pair in page.form if pair != ("draft", "true")])
        assert "Bài này cần 2 người xem, mới có 1" in served.get("/__soan__/xuat-ban").words


def test_guessing_is_stopped(site: MakeSite, tmp_path: Path) -> None:
    with serving(site(FILES), tmp_path / "p", local=False, people=PEOPLE) as served:
        tries = [enter(served, "Trần Nam", f"đoán bừa {i}") for i in range(9)]

        assert tries[-1] == 429
        assert enter(served, "Trần Nam", PEOPLE["Trần Nam"]) == 429


def test_the_token_of_one_is_not_the_token_of_another(site: MakeSite, tmp_path: Path) -> None:
    with serving(site(FILES), tmp_path / "p", local=False, people=PEOPLE) as served:
        enter(served, "Lê Thị Hoa", PEOPLE["Lê Thị Hoa"])
        form = served.open(KHEN).form
        served.jar.clear()
        enter(served, "Trần Nam", PEOPLE["Trần Nam"])

        assert served.save(KHEN, put(form, title="Bị đổi")).status == 403


def test_a_list_of_passphrases_is_read_line_by_line() -> None:
    text = (
        "\ufeff# người soạn\n\nLê Thị Hoa: con cò: bay lả\nTrần Nam\tmột hai ba bốn\nhoa chín mười mười một\n"
    )

    assert guard.people(text) == {
        "Lê Thị Hoa": "con cò: bay lả",
        "Trần Nam": "một hai ba bốn",
        "hoa": "chín mười mười một",
    }


@pytest.mark.parametrize("line", ["Lê Thị Hoa:", "hoa: ngắn", "hoa", ": mười hai chữ"])
def test_a_line_without_name_or_passphrase_is_named(line: str) -> None:
    with pytest.raises(ValueError, match=r"^2$"):
        guard.people(f"a: mười hai mười ba\n{line}\n")
