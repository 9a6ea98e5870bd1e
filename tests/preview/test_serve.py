"""`serve` shows what is being written as it would be published, and survives whatever is written."""

from __future__ import annotations

import asyncio
import contextlib
import datetime as dt
import os
import re
import select
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from itertools import pairwise
from pathlib import Path
from signal import SIGINT, SIGTERM

import pytest

from bangvang.build import installation, reading
from bangvang.build.marks import Look
from bangvang.commands.console import Console
from bangvang.preview import serve
from bangvang.preview.preview import Preview
from tests.conftest import ROOT, MakeSite, Run, read_files, write_files
from tests.samples import build, config, written

TODAY = dt.date(2026, 1, 1)
URL = "bai-viet/2024/khen.html"
FILES: dict[str, str | bytes | None] = {
    "config.yaml": config(per_page=5),
    "content/2024/khen.md": written("Khen thưởng", tags=["phụ nữ"]),
    "content/2024/khac.md": written("Bài khác", body="Xem [khen](khen.md)."),
    "content/pages/gioi-thieu.md": "---\ntitle: Giới thiệu\n---\n\nChữ.\n",
}


@pytest.fixture
def folder(site: MakeSite) -> Path:
    return site(FILES)


@pytest.fixture
def preview(folder: Path, tmp_path: Path) -> Iterator[Preview]:
    (tmp_path / "private").mkdir()
    made = Preview(folder, tmp_path / "private", "vi", today=TODAY)
    made.refresh()
    yield made
    made.close()


def page(preview: Preview, url: str) -> str:
    return preview.answer(url).body.decode()


# ---------------------------------------------------------------- what is shown


def test_every_address_answers_with_the_bytes_that_a_build_publishes(folder: Path, preview: Preview) -> None:
    assert build(folder, today=TODAY).ok
    published = {url: raw for url, raw in read_files(folder / "output").items() if url[0] != "."}

    assert preview.state.errors == 0
    assert {url: preview.answer(url).body for url in published} == published


def test_drafts_and_what_is_still_to_come_are_shown_marked(folder: Path, preview: Preview) -> None:
    late = written("Mai sau", date="2030-01-02", province="Gia Lai")
    write_files(folder, {"content/2024/khen.md": written(draft=True), "content/2030/sau.md": late})
    preview.refresh()

    note = "Bản nháp này chỉ hiện khi xem trước"
    assert note in page(preview, URL)
    assert note in page(preview, "bai-viet/2030/sau.html")
    assert note not in page(preview, "bai-viet/2024/khac.html")
    assert 'class="mark">Bản nháp' in page(preview, "index.html")


def test_an_unknown_address_is_answered_by_the_page_for_it(preview: Preview) -> None:
    answer = preview.answer("khong/co.html")

    assert answer.status == 404
    assert "Không tìm thấy trang" in answer.body.decode()


# ---------------------------------------------------------------- broken and mended

FAULTS: Mapping[str, str | bytes] = {
    "no front matter": "Chỉ có chữ.\n",
    "unclosed fence": "---\ntitle: Khen\n",
    "unquoted colon": written().replace('"Khen thưởng 3 cá nhân"', "Khen: thưởng: hai"),
    "bad date": written(date="hôm qua"),
    "other year, and a fault": written(date="2023-01-01", province="Không Đâu"),
    "unknown key": written(titel="x"),
    "broken link": written(body="[tới](khong-co.md)"),
    "missing photo": written(body="![ảnh](khong-co.jpg)"),
    "not UTF-8": b"---\ntitle: \xff\n---\n",
    "empty": b"",
    "too large": b"---\ntitle: x\n---\n" + b"a" * (reading.MAX_SOURCE + 1),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_faulty_article_has_its_problems_at_its_address_until_it_is_mended(
    folder: Path, preview: Preview, fault: str
) -> None:
    good = (folder / "content/2024/khen.md").read_bytes()
    write_files(folder, {"content/2024/khen.md": FAULTS[fault]})
    state = preview.refresh()
    broken = preview.answer(URL)
    other = preview.answer("bai-viet/2024/khac.html")
    home = preview.answer("index.html")
    write_files(folder, {"content/2024/khen.md": good})
    mended = preview.refresh()

    assert state.errors
    assert broken.faulty
    assert "content/2024/khen.md" in broken.body.decode()
    assert "Gợi ý" in broken.body.decode()
    assert not other.faulty
    assert not home.faulty
    assert mended.errors == 0
    assert "Khen thưởng" in page(preview, URL)


def test_a_faulty_plain_page_tells_its_problems_too(folder: Path, preview: Preview) -> None:
    write_files(folder, {"content/pages/gioi-thieu.md": "---\ntitel: x\n---\n"})
    preview.refresh()

    assert preview.answer("gioi-thieu.html").faulty
    assert not preview.answer("index.html").faulty


def test_two_files_of_one_name_share_a_page_that_names_both(folder: Path, preview: Preview) -> None:
    write_files(folder, {"content/khac/khen.md": written()})
    preview.refresh()

    assert "content/khac/khen.md" in page(preview, URL)
    assert "K501" in page(preview, URL)


@pytest.mark.parametrize(
    ("path", "content", "code"),
    [
        ("config.yaml", "title: [\n", "K1"),
        ("config.yaml", "title: x\ntimezone: Mặt Trăng\n", "K602"),
        ("templates/pages/article.html", "{% if %}", "K701"),
        ("templates/base.html", "{% block %}", "K701"),
        ("assets/css/main.css", '@import "khong-co.css";', "K704"),
    ],
)
def test_a_fault_of_settings_or_design_is_told_on_every_page_until_it_is_mended(
    folder: Path, preview: Preview, path: str, content: str, code: str
) -> None:
    write_files(folder, {path: content})
    preview.refresh()
    told = [preview.answer(url) for url in ("index.html", URL, "thong-ke.html")]
    write_files(folder, {path: FILES.get(path)})
    preview.refresh()

    assert all(answer.faulty and f"{code}" in answer.body.decode() for answer in told)
    assert not preview.answer("index.html").faulty


def test_a_template_that_fails_on_one_kind_of_page_leaves_the_others(folder: Path, preview: Preview) -> None:
    write_files(folder, {"templates/pages/article.html": "{{ view.khong_co }}"})
    preview.refresh()

    assert preview.answer(URL).faulty
    assert "templates/pages/article.html:1" in page(preview, URL)
    assert not preview.answer("index.html").faulty
    assert preview.faults_of_templates()


def test_without_any_settings_from_the_start_the_problem_is_told_all_the_same(tmp_path: Path) -> None:
    (tmp_path / "private").mkdir()
    (tmp_path / "site").mkdir()
    preview = Preview(tmp_path / "site", tmp_path / "private", "vi")
    preview.refresh()
    told = preview.answer("index.html")
    preview.close()

    assert told.faulty
    assert "K601" in told.body.decode()
    assert "</head>" in told.body.decode()


def test_a_fault_of_the_program_itself_is_told_and_the_server_lives(
    preview: Preview, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("đứt dây")

    server = serve._Server(preview, Console("vi"))
    with monkeypatch.context() as patch:
        patch.setattr(reading, "read", broken)
        server.look()
    told = preview.answer(URL)
    server.look()
    mended = preview.answer(URL)

    assert "K904" in told.body.decode()
    assert "đứt dây" in told.body.decode()
    assert "Khen thưởng" in mended.body.decode()
    assert (told.faulty, mended.faulty) == (True, False)
    assert "K904" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("asked_after", "at_least", "at_most"),
    [
        ((), serve.ANSWER, 2 * serve.ANSWER),
        ((0.0,), serve.QUIET, serve.ANSWER - 0.05),
        ((0.0, 0.06), 0.06 + serve.QUIET, serve.ANSWER),
        ((0.0, 0.06, 0.12, 0.18, 0.24, 0.29), serve.ANSWER, 2 * serve.ANSWER),
    ],
    ids=["nobody asks", "one page", "a page and its style sheet", "one thing after the other"],
)
def test_who_asks_for_what_was_shown_is_waited_for_and_no_longer(
    preview: Preview, asked_after: tuple[float, ...], at_least: float, at_most: float
) -> None:
    server = serve._Server(preview, Console("vi"))

    async def waited() -> float:
        started = time.monotonic()

        def asked() -> None:
            server.asked = time.monotonic()

        for seconds in asked_after:
            asyncio.get_running_loop().call_later(seconds, asked)
        await server.answered()
        return time.monotonic() - started

    # The shortest of several: a busy machine is late now and then.
    assert at_least <= min(asyncio.run(waited()) for _ in range(4)) <= at_most


def test_what_an_editor_types_never_becomes_markup_of_the_page_without_templates(
    folder: Path, tmp_path: Path
) -> None:
    write_files(folder, {"config.yaml": "<script>: 1\n", "templates/pages/problems.html": "{% if %}"})
    (tmp_path / "other").mkdir()
    other = Preview(folder, tmp_path / "other", "vi")
    other.refresh()
    told = other.answer("index.html").body.decode()
    other.close()

    assert "<script>" not in told
    assert "&lt;script&gt;" in told


def test_the_page_of_a_deleted_article_says_what_is_to_be_done(folder: Path, preview: Preview) -> None:
    assert build(folder, today=TODAY).ok
    write_files(folder, {"content/2024/khen.md": None, "content/2024/khac.md": written("Bài khác")})
    preview.refresh()

    assert f"build.py retire /{URL}" in page(preview, URL)


# ---------------------------------------------------------------- at a glance


def test_a_saved_article_is_shown_at_a_glance_as_it_is_shown_after_all_is_planned_anew(
    folder: Path, preview: Preview
) -> None:
    body = "Xem [bài khác](khac.md): nội dung **mới**."
    write_files(folder, {"content/2024/khen.md": written("Tiêu đề mới", body=body, tags=["phụ nữ"])})
    taken = preview.glance({"content/2024/khen.md"})
    glanced = page(preview, URL)
    preview.refresh()

    # The share image is drawn with the rest.
    image = re.compile(r"chia-se\.\w+")
    assert taken
    assert "<strong>mới</strong>" in glanced
    assert image.sub("", glanced) == image.sub("", page(preview, URL))


def test_search_finds_a_saved_article_at_a_glance(folder: Path, preview: Preview) -> None:
    before = preview.answer("tim-kiem/index.bin").body
    write_files(folder, {"content/2024/khen.md": written("Tiêu đề mới", body="Một chuyện mới.")})
    preview.glance({"content/2024/khen.md"})
    glanced = preview.answer("tim-kiem/index.bin").body
    preview.refresh()

    assert before != glanced == preview.answer("tim-kiem/index.bin").body


def test_an_article_that_moves_among_others_is_found_when_all_is_planned_anew(
    folder: Path, preview: Preview
) -> None:
    before = preview.answer("tim-kiem/index.bin").body
    write_files(folder, {"content/2024/khen.md": written(date="2024-02-03")})
    preview.glance({"content/2024/khen.md"})
    glanced = preview.answer("tim-kiem/index.bin").body
    preview.refresh()

    assert before == glanced != preview.answer("tim-kiem/index.bin").body


@pytest.mark.parametrize(
    ("path", "content"),
    [
        ("content/2024/moi.md", written()),
        ("content/2024/khen.md", None),
        ("content/2024/khen.md", written(date="2023-01-01")),
        ("content/2024/khen.md", written(draft=True)),
        ("content/pages/gioi-thieu.md", "---\ntitle: Khác\n---\n\nChữ.\n"),
        ("config.yaml", config(title="Khác")),
        ("templates/base.html", "x"),
    ],
)
def test_what_changes_more_than_a_page_is_not_taken_at_a_glance(
    folder: Path, preview: Preview, path: str, content: str | None
) -> None:
    write_files(folder, {path: content})

    assert not preview.glance({path})


def test_a_fault_is_told_at_a_glance_and_mending_it_looks_at_everything(
    folder: Path, preview: Preview
) -> None:
    write_files(folder, {"content/2024/khen.md": "hỏng"})
    taken = preview.glance({"content/2024/khen.md"})
    told = preview.answer(URL)
    preview.refresh()
    write_files(folder, {"content/2024/khen.md": written()})

    assert taken
    assert told.faulty
    assert not preview.glance({"content/2024/khen.md"})


def test_a_template_alone_shows_on_pages_that_are_planned_as_before(folder: Path, preview: Preview) -> None:
    source = (installation.PROGRAM / "templates/base.html").read_text("utf-8")
    write_files(folder, {"templates/base.html": source.replace("</body>", "<p>Chân trang</p></body>")})
    preview.refresh()
    one = page(preview, URL)
    write_files(folder, {"content/2024/khen.md": written("Tên khác"), "templates/base.html": None})
    preview.refresh()

    assert "Chân trang" in one
    assert "Chân trang" not in page(preview, URL)
    assert "Tên khác" in page(preview, "index.html")


# ---------------------------------------------------------------- what is watched


def test_new_changed_moved_and_deleted_files_are_seen(folder: Path) -> None:
    edits: list[Callable[[], object]] = [
        lambda: write_files(folder, {"content/2024/moi.md": "x"}),
        lambda: write_files(folder, {"content/2024/moi.md": "y"}),
        lambda: (folder / "content/2024/moi.md").rename(folder / "content/2024/doi.md"),
        lambda: (folder / "content/2024/doi.md").unlink(),
        lambda: write_files(folder, {"templates/pages/x.html": "x"}),
        lambda: write_files(folder, {"assets/css/x.css": "x"}),
        lambda: write_files(folder, {"config.yaml": "title: y\n"}),
        lambda: write_files(folder, {"logo.png": "x"}),
        lambda: write_files(folder, {"urls.txt": "/a.html\n"}),
    ]
    seen = [Look(folder).marks]
    for edit in edits:
        edit()
        seen.append(Look(folder).marks)

    assert all(one != other for one, other in pairwise(seen))


def test_what_a_build_writes_and_what_editors_leave_behind_is_not_watched(folder: Path) -> None:
    before = Look(folder).marks
    assert build(folder, today=TODAY).ok
    (folder / "urls.txt").unlink()
    leftovers = ["content/2024/.khen.md.swp", "content/2024/khen.md~", "content/.git/x", "README.md"]
    write_files(folder, dict.fromkeys(leftovers, "x"))

    assert Look(folder).marks == before


# ---------------------------------------------------------------- as a process


class Serving:
    """A running `serve`: where it answers and what it has printed."""

    def __init__(self, process: subprocess.Popen[bytes]) -> None:
        self.process = process
        self.printed = ""
        self.url = self.wait(r"http://[\d.:\[\]]+/")

    def wait(self, pattern: str, seconds: float = 60) -> str:
        """What matches in its output, waited for."""
        end = time.monotonic() + seconds
        while (match := re.search(pattern, self.printed)) is None:
            assert time.monotonic() < end, self.printed
            assert self.process.poll() is None, self.printed
            self.read()
        return match[0]

    def read(self) -> None:
        """Takes in what it has printed since."""
        assert self.process.stdout is not None
        while select.select([self.process.stdout], [], [], 0.1)[0]:
            more = os.read(self.process.stdout.fileno(), 65536).decode()
            self.printed += more
            if not more:
                break

    def get(self, path: str = "", **headers: str) -> tuple[int, str]:
        request = urllib.request.Request(self.url + path, headers=headers)  # noqa: S310 - our own server
        opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        try:
            with opener.open(request, timeout=30) as answer:
                return answer.status, answer.read().decode()
        except urllib.error.HTTPError as error:
            with error:
                return error.code, error.read().decode()

    def wait_for(self, path: str, text: str, seconds: float = 20) -> str:
        """The page once it has the text."""
        end = time.monotonic() + seconds
        while text not in (body := self.get(path)[1]):
            assert time.monotonic() < end, body
            time.sleep(0.05)
        return body


@contextmanager
def running(folder: Path, *options: str) -> Iterator[Serving]:
    command = [sys.executable, str(ROOT / "build.py"), "serve", "--site", str(folder), *options]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT) as process:
        try:
            yield Serving(process)
        finally:
            process.terminate()  # not killed: it clears up after itself


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def test_pages_change_break_and_recover_while_it_runs_and_nothing_is_written(folder: Path) -> None:
    before = set(folder.rglob("*"))
    with running(folder, "--port", str(free_port())) as server:
        article = folder / "content/2024/khen.md"
        server.wait_for(URL, "Khen thưởng")
        article.write_text(written("Một tên khác"), "utf-8")
        server.wait_for(URL, "Một tên khác")
        server.wait_for("index.html", "Một tên khác")
        article.write_text("hỏng", "utf-8")
        server.wait_for(URL, "K101")
        server.wait_for("index.html", "1 lỗi")
        article.write_text(written("Lành lại"), "utf-8")
        server.wait_for(URL, "Lành lại")
        article.rename(folder / "content/2024/ten-moi.md")
        server.wait_for("bai-viet/2024/ten-moi.html", "Lành lại")
        server.wait_for("bai-viet/2024/khac.html", "K401")
        (folder / "content/2024/ten-moi.md").unlink()
        server.wait_for("bai-viet/2024/ten-moi.html", "Không tìm thấy trang")
        (folder / "config.yaml").write_text("title: [\n", "utf-8")
        server.wait_for("index.html", "config.yaml")
        (folder / "config.yaml").write_text("title: Tên kho mới\n", "utf-8")
        server.wait_for("index.html", "Tên kho mới")
        assert server.process.poll() is None

    assert set(folder.rglob("*")) - before == set()


def test_it_does_not_stir_while_nothing_changes(folder: Path) -> None:
    with running(folder, "--port", "0") as server:
        server.get("index.html")
        time.sleep(2)
        article = folder / "content/2024/khen.md"
        article.write_text(written("Một tên khác"), "utf-8")
        server.wait_for("index.html", "Một tên khác")
        server.wait(r"(?s)đã dựng lại.*đã dựng lại")

    assert server.printed.count("đã dựng lại") == 2


def test_it_opens_where_articles_are_written_and_names_that_place(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened = folder.parent / "opened"
    monkeypatch.setenv("DISPLAY", ":99")
    monkeypatch.setenv("BROWSER", f"""sh -c 'printf "%s" > "{opened}"'""")
    with running(folder, "--port", "0", "--open") as server:
        server.wait(r"Soạn bài tại http://[\d.:]+/__soan__/")
        end = time.monotonic() + 20
        while not opened.exists() or not opened.read_text():
            assert time.monotonic() < end
            time.sleep(0.05)

    assert opened.read_text() == f"{server.url}__soan__/"


def test_a_taken_port_is_told_and_another_one_used(folder: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with running(folder, "--port", str(port)) as server:
            assert f"Cổng {port} đang bận, dùng cổng " in server.printed
            assert f":{port}/" not in server.url
            assert server.get()[0] == 200


def test_it_listens_on_this_machine_only_and_to_its_own_names_only(folder: Path) -> None:
    with running(folder, "--port", "0") as server:
        port = int(server.url.rsplit(":", 1)[1].strip("/"))
        with socket.socket() as other:
            other.settimeout(2)
            refused = other.connect_ex(("127.0.0.2", port))
        codes = [server.get(Host=name)[0] for name in ("evil.example", "localhost", f"127.0.0.1:{port}")]

        assert server.url.startswith("http://127.0.0.1:")
        assert refused != 0
        assert codes == [403, 200, 200]


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Serving]:
    """One server for those who only look at it; it waits a second for slow ones."""
    home = tmp_path_factory.mktemp("xem")
    write_files(home, FILES)
    code = "import sys; from bangvang.preview import serve; serve.PATIENCE = 1.0\n"
    code += "from bangvang.commands import cli; cli.main(sys.argv[1:])"
    command = [sys.executable, "-c", code, "serve", "--site", str(home), "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, cwd=ROOT) as process:
        try:
            yield Serving(process)
        finally:
            process.terminate()


def _line(served: Serving) -> socket.socket:
    line = socket.create_connection(("127.0.0.1", int(served.url.rsplit(":", 1)[1].strip("/"))))
    line.settimeout(20)
    return line


def _shaken(served: Serving, host: str, origin: str | None) -> bytes:
    """The first line of the answer to whoever wants to hear of saves."""
    head = f"GET /livereload HTTP/1.1\r\nHost: {host}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
    head += "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\nSec-WebSocket-Version: 13\r\n"
    head += f"Origin: {origin}\r\n" if origin is not None else ""
    with _line(served) as line:
        line.sendall(f"{head}\r\n".encode())
        return line.recv(4096).partition(b"\r\n")[0]


def test_saves_are_told_to_its_own_pages_and_to_no_other_site(served: Serving) -> None:
    own = served.url.removeprefix("http://").strip("/")
    port = own.partition(":")[2]
    strangers = [
        (own, "https://evil.example"),
        (own, "null"),
        (own, "http://127.0.0.1"),
        (own, f"http://127.0.0.1.evil.example:{port}"),
        (own, f"http://{own}@evil.example"),
        (own, f"http://localhost:{port}"),
        ("evil.example", "http://evil.example"),
        (f"evil.example:{port}", f"http://evil.example:{port}"),
    ]

    assert _shaken(served, own, f"http://{own}") == b"HTTP/1.1 101 Switching Protocols"
    assert _shaken(served, f"localhost:{port}", f"http://localhost:{port}").startswith(b"HTTP/1.1 101")
    assert {_shaken(served, host, origin) for host, origin in strangers} == {b"HTTP/1.1 403 Forbidden"}
    assert served.get("livereload.js", Host="evil.example")[0] == 403


@pytest.mark.parametrize(
    "begun",
    [
        b"",
        b"GET / HTTP/1.1\r\n",
        b"GET / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9\r\n\r\nabc",
        b"POST / HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nab",
    ],
)
def test_who_does_not_say_what_he_wants_is_not_waited_for(served: Serving, begun: bytes) -> None:
    with _line(served) as line:
        line.sendall(begun)
        started = time.monotonic()
        while line.recv(65536):
            pass

        assert time.monotonic() - started < 15
    assert served.get()[0] == 200


def test_who_does_not_take_what_he_asked_for_is_not_waited_for(served: Serving) -> None:
    with socket.socket() as line:
        line.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 2048)
        line.connect(("127.0.0.1", int(served.url.rsplit(":", 1)[1].strip("/"))))
        line.settimeout(20)
        line.sendall(b"GET /tim-kiem.html HTTP/1.1\r\nHost: localhost\r\n\r\n" * 400)
        time.sleep(4)
        taken = 0
        with contextlib.suppress(ConnectionResetError):
            while some := line.recv(65536):
                taken += len(some)

    whole = len(served.get("tim-kiem.html")[1].encode())
    served.read()
    assert taken < 400 * whole
    assert "Traceback" not in served.printed


@pytest.mark.parametrize(
    "message", [b"[]", b"{}", b"7", b"{", b'{"command": 3}', b'{"command":"x","url":"http://["}']
)
def test_what_livereload_never_says_ends_the_line_without_a_traceback(
    served: Serving, message: bytes
) -> None:
    own = served.url.removeprefix("http://").strip("/")
    head = f"GET /livereload HTTP/1.1\r\nHost: {own}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
    head += "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\nSec-WebSocket-Version: 13\r\n\r\n"
    with _line(served) as line:
        line.sendall(head.encode())
        assert line.recv(4096).startswith(b"HTTP/1.1 101")
        line.sendall(bytes([0x81, 0x80 | len(message), 0, 0, 0, 0]) + message)

        assert line.recv(64)[:1] == b"\x88"
    served.get()
    served.read()
    assert "Traceback" not in served.printed


@pytest.mark.parametrize(
    "path",
    [
        "../config.yaml",
        "%2e%2e/config.yaml",
        "..%5cconfig.yaml",
        "config.yaml",
        "content/2024/khen.md",
        "%00",
    ],
)
def test_no_address_leads_to_a_file_that_is_not_the_sites(folder: Path, path: str) -> None:
    with running(folder, "--port", "0") as server:
        with socket.create_connection(("127.0.0.1", int(server.url.rsplit(":", 1)[1].strip("/")))) as line:
            line.sendall(f"GET /{path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n".encode())
            answer = b"".join(iter(lambda: line.recv(65536), b""))

        assert answer.startswith((b"HTTP/1.1 404", b"HTTP/1.1 400"))
        assert b"base_url" not in answer


def test_an_address_nobody_has_is_told(run: Run, folder: Path) -> None:
    outcome = run("serve", "--host", "256.1.1.1", site=folder)

    assert outcome.code == 1
    assert "Không mở được 256.1.1.1" in outcome.err


@pytest.mark.parametrize("signal", [SIGINT, SIGTERM])
def test_when_stopped_it_leaves_no_folder_behind_and_exits_with_130(
    folder: Path, tmp_path: Path, signal: int
) -> None:
    temporary = tmp_path / "tam"
    temporary.mkdir()
    command = [sys.executable, str(ROOT / "build.py"), "serve", "--site", str(folder), "--port", "0"]
    environment = {**os.environ, "TMPDIR": str(temporary)}
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, env=environment
    ) as process:
        server = Serving(process)
        made = list(temporary.iterdir())
        process.send_signal(signal)
        said, _ = process.communicate(timeout=30)

    assert made
    assert list(temporary.iterdir()) == []
    assert process.returncode == 130
    assert "Traceback" not in server.printed + said.decode()


def test_the_published_pages_stay_strict_and_only_the_preview_listens(folder: Path) -> None:
    build(folder, today=TODAY)
    published = (folder / "output/index.html").read_text("utf-8")
    with running(folder, "--port", "0") as server:
        shown = server.get("index.html")[1]

    policy = re.findall(r'Content-Security-Policy" content="([^"]+)"', published + shown)
    assert "livereload" not in published
    assert '<script src="/livereload.js"></script>' in shown
    assert policy[0].startswith("default-src 'self';")
    assert "connect-src" not in policy[0]
    assert policy[1] == policy[0].replace("'self';", "'self'; connect-src 'self' ws:;", 1)
