"""The pictures of the documents, taken of the program at work: `python -m tools.huong_dan_screenshots`.

A new archive is made, an article written in it step by step under `serve`, and each step photographed. The
README's picture shows the archive's own front page. All have few colours, so that they stay small.
"""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PIL import Image

from tools.browser import Browser, command
from tools.static_server import serving as serving_files

ROOT = Path(__file__).resolve().parent.parent
IMAGES = ROOT / "docs" / "images"
WIDTH, HEIGHT = 1000, 640
COLOURS = 48
TITLE = "Khen thưởng 3 tập thể, 6 cá nhân trong phong trào bảo vệ an ninh Tổ quốc"
AWARDS = """\
awards:
  - grantor: Chủ tịch UBND tỉnh
    form: Bằng khen
    collectives: 3
    individuals: 6
"""
REPORT = """\
Khen thưởng 33 tập thể, cá nhân điển hình trong phong trào bảo vệ an ninh Tổ quốc
(QNO) - Sáng 19/9/2024, UBND tỉnh Quảng Nam tổ chức hội nghị biểu dương điển hình tiên tiến.
Dịp này, Chủ tịch UBND tỉnh tặng Bằng khen cho 3 tập thể và 6 cá nhân; Giám đốc Công an tỉnh tặng \
Giấy khen cho 9 tập thể, 15 cá nhân.
K.ANH
"""
BODY = """\
Sáng 19/9/2024, UBND tỉnh Quảng Nam tổ chức hội nghị biểu dương điển hình tiên tiến trong phong trào
Toàn dân bảo vệ an ninh Tổ quốc. Chủ tịch UBND tỉnh tặng Bằng khen cho 3 tập thể và 6 cá nhân có thành
tích xuất sắc.
"""


def build(*arguments: str | Path) -> str:
    """Runs the program; gives what it printed."""
    command = [sys.executable, str(ROOT / "build.py"), *map(str, arguments)]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


@contextmanager
def serving(site: Path) -> Iterator[str]:
    """The address of a running `serve`."""
    command = [sys.executable, str(ROOT / "build.py"), "serve", "--port", "0", "--site", str(site)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        try:
            found = (re.search(r"http://\S+/", line) for line in process.stdout or ())
            yield next(match[0] for match in found if match is not None)
        finally:
            process.terminate()


def wait_for(browser: Browser, text: str) -> None:
    """Until the page, reloading by itself, says it. Raises TimeoutError."""
    end = time.monotonic() + 30
    while text not in str(browser.run("return document.body ? document.body.innerText : ''")):
        if time.monotonic() > end:
            raise TimeoutError(text)
        time.sleep(0.1)


def keep(browser: Browser, name: str, *, scale: float = 1) -> Path:
    """The picture of the viewport, in few colours."""
    picture = Image.open(io.BytesIO(browser.screenshot(whole=False))).convert("RGB")
    if scale != 1:
        picture = picture.resize((round(picture.width * scale), round(picture.height * scale)))
    file = IMAGES / f"{name}.png"
    picture.quantize(COLOURS, dither=Image.Dither.NONE).save(file, optimize=True)
    return file


def take(site: Path, browser: Browser) -> Iterator[Path]:
    """Every picture of the guide, in its order."""
    build("init", site)
    for sample in (site / "content" / "2024").glob("*.md"):
        sample.unlink()
    build("new", TITLE, "--date", "19/9/2024", "--province", "Quảng Nam", "--site", site)
    article = next((site / "content" / "2024").glob("*.md"))
    draft = article.read_text("utf-8")
    url = f"bai-viet/2024/{article.stem}.html"
    written = re.sub(r"(?m)^awards:.*\n", AWARDS, draft)
    written = written.replace("tags: []", "tags: [điển hình tiên tiến]")
    written = written[: written.rindex("---\n") + 4] + "\n" + BODY
    browser.set_size(WIDTH, HEIGHT)
    browser.set_scheme("light")
    with serving(site) as top:
        browser.open(top + url)
        wait_for(browser, "Bản nháp này chỉ hiện khi xem trước")
        yield keep(browser, "huong-dan-ban-nhap")
        article.write_text(written.replace("form: Bằng khen", "from: Bằng khen"), "utf-8")
        wait_for(browser, "K103")
        yield keep(browser, "huong-dan-bao-loi")
        browser.open(top + "index.html")
        wait_for(browser, "lỗi: xem và sửa")
        yield keep(browser, "huong-dan-loi-o-bai-khac")
        article.write_text(re.sub(r"(?m)^draft: true.*\n", "", written), "utf-8")
        wait_for(browser, "Khen thưởng 3 tập thể")
        browser.open(top + url)
        wait_for(browser, "Chủ tịch UBND tỉnh")
        yield keep(browser, "huong-dan-bai-xong")


def desk(site: Path, browser: Browser) -> Iterator[Path]:
    """The editing desk: the list, a report that was read, a message at its field, a site published."""
    build("init", site)
    for name in ("2023", "2024"):
        shutil.copytree(ROOT / "content" / name, site / "content" / name, dirs_exist_ok=True)
    browser.set_size(1280, 800)
    browser.set_scheme("light")
    with serving(site) as top:
        browser.open(f"{top}__soan__/")
        yield keep(browser, "soan-danh-sach", scale=0.8)
        browser.open(f"{top}__soan__/nhap")
        browser.run(
            "document.getElementById('van-ban').value = arguments[0];"
            "document.getElementById('nhap').requestSubmit();",
            REPORT,
        )
        wait_for(browser, "Đối chiếu từng chỗ rồi lưu")
        time.sleep(1)
        yield keep(browser, "soan-nhap", scale=0.8)
        browser.open(f"{top}__soan__/bai/2024/kon-tum-bieu-duong-31-dien-hinh.md")
        browser.run(
            "const field = document.querySelector('[name=province]'); field.value = 'Kon Tumm';"
            "field.dispatchEvent(new Event('input', {bubbles: true}));"
            "field.scrollIntoView({block: 'center'});"
        )
        wait_for(browser, "Dùng “Kon Tum”")
        yield keep(browser, "soan-loi", scale=0.8)
        browser.open(f"{top}__soan__/xuat-ban")
        browser.run("document.querySelector('main form').requestSubmit()")
        wait_for(browser, "Xong: ")
        yield keep(browser, "soan-xuat-ban", scale=0.8)


def front_page(folder: Path, browser: Browser) -> Path:
    """The README's picture: the archive that comes with the program, on a desktop."""
    build("build", "--output", folder)
    browser.set_size(1280, 1000)
    browser.set_scheme("light")
    with serving_files(folder) as top:
        browser.open(top + "index.html")
        return keep(browser, "trang-nhat", scale=0.75)


def take_all(browser: Browser) -> Iterator[str]:
    """Every picture, and how large it came out."""
    IMAGES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        taken = (*take(home / "kho-bai", browser), *desk(home / "ban-soan", browser))
        for file in (*taken, front_page(home / "trang", browser)):
            yield f"{file.relative_to(ROOT)}  {file.stat().st_size // 1024} KB"


if __name__ == "__main__":
    raise SystemExit(command(take_all))
