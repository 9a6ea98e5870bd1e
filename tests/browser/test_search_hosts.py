"""Search wherever a site may stand: nginx, Python's server, `serve`, a disk; and from every page."""

from __future__ import annotations

import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from selenium.common.exceptions import WebDriverException
from selenium.webdriver.common.keys import Keys

from bangvang.archive.model import Article
from bangvang.build import offline
from bangvang.search import Said, tokens
from bangvang.site import search_documents
from bangvang.site.search_documents import said
from tests.browser.test_serve import listening
from tests.conftest import MakeSite, write_files
from tests.preview.test_serve import running
from tests.samples import award, build, config, written
from tools.browser import Browser
from tools.static_server import serving

FILES = {
    "config.yaml": config(search=True),
    "content/2024/khen.md": written(
        "Khen thưởng nông dân",
        body="Hội Nông dân khen thưởng một nông dân.",
        awards=[award(individuals=1, names=["Nguyễn Văn Dũng"])],
    ),
    "content/2024/khac.md": written("Bài khác"),
    "content/2024/nhap.md": written("Khen thưởng chưa xong", draft=True),
}
NGINX = """\
daemon off;
pid nginx.pid;
error_log error.log;
events {{ }}
http {{
  access_log off;
  client_body_temp_path t1; proxy_temp_path t2; fastcgi_temp_path t3; uwsgi_temp_path t4; scgi_temp_path t5;
  types {{ text/html html; text/css css; text/javascript js; image/svg+xml svg; application/json json; }}
  default_type application/octet-stream;
  server {{
    listen 127.0.0.1:{port};
    add_header Content-Security-Policy "default-src 'self'" always;
    location /co-quan/kho/ {{ alias {site}/; gzip on; gzip_types text/css text/javascript; }}
  }}
}}
"""


def until(seen: Callable[[], object], seconds: float = 20) -> None:
    end = time.monotonic() + seconds
    while True:
        try:
            if seen():
                return
        except WebDriverException:  # asked while a page was being loaded
            pass
        assert time.monotonic() < end
        time.sleep(0.02)


def titles(browser: Browser) -> list[str]:
    found = browser.run(
        "return [...document.querySelectorAll('#ket-qua .card-title')].map((h) => h.innerText)"
    )
    assert isinstance(found, list)
    return found


def finds(browser: Browser, *expected: str) -> None:
    """Wait for these results, best first."""
    try:
        until(lambda: titles(browser)[: len(expected)] == list(expected))
    except AssertionError:
        assert titles(browser) == list(expected), browser.errors()
        raise


@pytest.fixture
def output(site: MakeSite) -> Path:
    folder = site(FILES)
    report = build(folder)
    assert report.ok, report.problems
    return folder / "output"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def started(command: list[str], port: int) -> Iterator[None]:
    """A server, once it answers; it ends with the block."""
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        end = time.monotonic() + 10
        while True:
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    break
            assert server.poll() is None
            assert time.monotonic() < end
            time.sleep(0.05)
        yield
    finally:
        server.terminate()
        server.wait()


def look_for_it(browser: Browser, base: str) -> None:
    """From the header of an article's page to the results: every file, every policy."""
    browser.open(f"{base}bai-viet/2024/khac.html")
    browser.driver.switch_to.active_element.send_keys("/")
    browser.driver.switch_to.active_element.send_keys("khen thuong nong dan", Keys.ENTER)
    finds(browser, "Khen thưởng nông dân")
    until(lambda: browser.run("return document.querySelector('.card-excerpt mark') !== null"))

    assert browser.run("return location.href").startswith(f"{base}tim-kiem.html?q=khen")
    assert browser.errors() == []


def test_nginx_serves_it_below_a_path_with_a_strict_policy(
    output: Path, browser: Browser, tmp_path: Path
) -> None:
    nginx = shutil.which("nginx") or shutil.which("/usr/sbin/nginx")
    if nginx is None:
        pytest.skip("nginx is not installed here")
    port = free_port()
    folder = tmp_path / "nginx"
    folder.mkdir()
    folder.chmod(0o755)
    (folder / "nginx.conf").write_text(NGINX.format(port=port, site=output), encoding="utf-8")
    # Started by root, nginx reads files as somebody else, who may not look into a test's folders.
    user = ["-g", "user root;"] if Path("/").owner() == Path(tmp_path).owner() else []
    with started([nginx, "-p", str(folder), "-c", str(folder / "nginx.conf"), *user], port):
        look_for_it(browser, f"http://127.0.0.1:{port}/co-quan/kho/")


def test_the_plain_server_of_python_serves_it(output: Path, browser: Browser) -> None:
    port = free_port()
    command = [sys.executable, "-m", "http.server", str(port), "--bind", "127.0.0.1", "-d", str(output)]
    with started(command, port):
        look_for_it(browser, f"http://127.0.0.1:{port}/")


def test_under_serve_an_article_is_found_as_soon_as_it_is_saved(site: MakeSite, browser: Browser) -> None:
    folder = site(FILES)
    with running(folder, "--port", "0") as server:
        browser.open(f"{server.url}tim-kiem.html?q=ngu+dan")
        until(lambda: browser.run("return document.getElementById('ket-qua').dataset.state === 'done'"))
        assert "Khen thưởng ngư dân" not in titles(browser)
        until(lambda: listening(browser))
        write_files(folder, {"content/2024/moi.md": written("Khen thưởng ngư dân")})
        # The page reloads itself when the save is seen, and keeps what was asked.
        finds(browser, "Khen thưởng ngư dân")


def test_a_slash_leads_to_the_box_of_any_page_and_loads_nothing(output: Path, browser: Browser) -> None:
    browser.open((output / "nam/2024.html").as_uri())
    before = browser.run("return performance.getEntriesByType('resource').length")
    browser.driver.switch_to.active_element.send_keys("/")

    assert browser.run("return document.activeElement.id") == "o-tim"
    browser.driver.switch_to.active_element.send_keys("1/2")
    assert browser.run("return document.activeElement.value") == "1/2"
    assert browser.run("return performance.getEntriesByType('resource').length") == before
    assert browser.errors() == []


def test_from_a_disk_the_header_leads_to_the_page_that_says_why_it_cannot(
    output: Path, browser: Browser
) -> None:
    browser.open(f"{(output / 'tim-kiem.html').as_uri()}?q=khen")
    said = str(browser.run("return document.querySelector('.search').innerText"))

    assert "Trang đang mở từ ổ đĩa nên trình duyệt không cho phép tìm kiếm" in said
    assert browser.run("return document.querySelectorAll('.search-ways a').length") == 4


def test_a_copy_for_a_disk_can_be_searched_there(output: Path, browser: Browser, tmp_path: Path) -> None:
    copy = tmp_path / "thẻ nhớ"
    assert offline.write(output, copy) > 20
    browser.open(f"{(copy / 'tim-kiem.html').as_uri()}?q=khen+thuong")
    finds(browser, "Khen thưởng nông dân")
    until(lambda: browser.run("return document.querySelector('.card-excerpt mark') !== null"))
    box = browser.driver.find_element("css selector", "#cau-hoi")
    box.clear()
    box.send_keys("noong daan", Keys.ENTER)
    until(
        lambda: (
            "nông dân" in browser.run("return document.querySelector('.search-instead')?.textContent ?? ''")
        )
    )

    finds(browser, "Khen thưởng nông dân")
    assert browser.errors() == []
    assert not list(copy.rglob("*.bin"))


def test_a_copy_takes_no_folder_that_is_in_use(output: Path, tmp_path: Path) -> None:
    (tmp_path / "khac").mkdir()
    (tmp_path / "khac/cua-toi.txt").write_text("quý", "utf-8")
    for folder in (tmp_path / "khac", output / "ban-sao", output, output.parent):
        with pytest.raises(offline.TakenError):
            offline.write(output, folder)
    first = offline.write(output, tmp_path / "moi")

    assert offline.write(output, tmp_path / "moi") == first
    assert (tmp_path / "khac/cua-toi.txt").read_text("utf-8") == "quý"
    assert (output / "index.html").is_file()


def test_the_page_of_an_article_says_to_the_browser_what_the_index_was_told(
    site: MakeSite, browser: Browser
) -> None:
    body = """Bằng khen của
Bộ Công an[^1], *100 m<sup>2</sup>* đất.\\
Dòng **sau**&nbsp;đó; hết.

| Đơn vị | Số |
|---|---|
| Xã A | 3 |

- mục một
- mục hai
    - mục con

<details><summary>Danh sách</summary>Hai người <div>ở trong</div></details>

> Lời dẫn.

[^1]: Theo tin của báo.
"""
    folder = site(
        {
            "config.yaml": config(search=True),
            "content/2024/khen.md": written(
                "Khen thưởng & tuyên dương",
                body=body,
                photos=[{"caption": "Quang cảnh hội nghị"}],
                awards=[award(individuals=2, names=["Nguyễn Văn Dũng", "Trần Thị Hoà"])],
            ),
        }
    )
    told: list[Said] = []

    def overheard(article: Article, html: str) -> Said:
        told.append(said(article, html))
        return told[-1]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(search_documents, "said", overheard)
        assert build(folder).ok
    (script,) = (folder / "output/assets").glob("search-excerpt.*.js")
    with serving(folder / "output", under="/kho/") as url:
        browser.open(f"{url}tim-kiem.html")
        read = browser.driver.execute_async_script(
            "const [script, page, done] = arguments;"
            "import(script).then(async (excerpts) => done((await excerpts.read(page)).all))",
            f"{url}assets/{script.name}",
            f"{url}bai-viet/2024/khen.html",
        )

    expected = list(tokens.sentences(f"Khen thưởng & tuyên dương\n{told[0].text}"))
    assert sorted(filter(None, tokens.sentences(read))) == sorted(filter(None, expected))
    assert ["nguyễn", "văn", "dũng"] in expected
    assert ["quang", "cảnh", "hội", "nghị"] in expected


def test_what_readers_may_not_see_is_not_in_the_index(output: Path, browser: Browser) -> None:
    port = free_port()
    command = [sys.executable, "-m", "http.server", str(port), "--bind", "127.0.0.1", "-d", str(output)]
    with started(command, port):
        browser.open(f"http://127.0.0.1:{port}/tim-kiem.html?q=khen+thuong")
        finds(browser, "Khen thưởng nông dân")
