"""Photos: shown in sizes that fit, without what cameras remember; what cannot be shown is told."""

from __future__ import annotations

import io
import re
import shutil
import struct
import unicodedata
import zlib
from pathlib import Path
from typing import Any

import numpy
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageCms

from bangvang import problems
from bangvang.build import imaging, photo_files, pipeline
from bangvang.build.pipeline import Options
from bangvang.site import photos
from bangvang.site.photos import Fault, Negative
from tests.conftest import MakeSite, read_files
from tests.samples import TODAY, build, check, codes, config, written

PLAIN = config(share_images=0)
# Two flat colours: no compression moves them by more than a few steps.
RED_TOP = Image.new("RGB", (800, 600), (40, 60, 80))
RED_TOP.paste((220, 30, 30), (0, 0, 800, 200))


def encoded(image: Image.Image, kind: str = "JPEG", **options: Any) -> bytes:
    out = io.BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


def camera(orientation: int = 1, size: tuple[int, int] = (800, 600)) -> bytes:
    """A telephone's JPEG: where it was taken, by whom, which way it was held."""
    exif = Image.Exif()
    exif[0x0112] = orientation
    exif[0x010F] = "Hãng máy ảnh"
    exif.get_ifd(0x8825).update({1: "N", 2: (16.0, 3.0, 12.0), 3: "E", 4: (108.0, 13.0, 5.0)})
    xmp = b"<x:xmpmeta xmlns:x='adobe:ns:meta/'><tacgia>Nguyen Van A</tacgia></x:xmpmeta>"
    return encoded(RED_TOP.resize(size), exif=exif, xmp=xmp, comment=b"ghi chu rieng", quality=92)


def bomb() -> bytes:
    """A hundred million pixels of nothing, in a file of a few hundred bytes."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", 10_000, 10_000, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", b"x") + chunk(b"IEND", b"")


def seen(raw: bytes) -> photos.Seen:
    return imaging.look(raw)


def opened(file: Path) -> Image.Image:
    return Image.open(io.BytesIO(file.read_bytes()))


def prints(raw: bytes) -> dict[str, Image.Image]:
    """The prints of a photo by their names without the key."""
    return {
        item.name.partition("-")[2]: Image.open(io.BytesIO(made))
        for item, made in imaging.develop(raw, "khoá")[1]
    }


def article(*files: str, body: str = "Hội nghị.") -> str:
    return written(photos=[{"file": file, "caption": f"Ảnh {file}"} for file in files], body=body)


# ---------------------------------------------------------------- what is near a fault


def test_a_photo_at_the_limit_of_size_is_no_bomb() -> None:
    kept = Image.new("1", (10_000, photos.MOST_PIXELS // 10_000))
    over = Image.new("1", (10_000, photos.MOST_PIXELS // 10_000 + 1))

    assert seen(encoded(kept, "PNG")) == Negative("PNG", 10_000, photos.MOST_PIXELS // 10_000, False)
    assert seen(encoded(over, "PNG")) == Fault("photo_bomb")


def test_bytes_after_the_end_of_a_picture_are_no_fault() -> None:
    assert isinstance(seen(encoded(RED_TOP, "PNG") + b"\0 them"), Negative)


def test_the_second_picture_of_a_two_lensed_telephone_is_no_animation() -> None:
    raw = encoded(RED_TOP, "MPO", save_all=True, append_images=[RED_TOP.resize((80, 60))])

    assert seen(raw) == Negative("JPEG", 800, 600, False)


@pytest.mark.parametrize("name", ["a.JPG", "b.jpeg", "c.Jpg", "d.jfif"])
def test_every_way_to_end_the_name_of_a_jpeg_is_good(name: str) -> None:
    known = seen(encoded(RED_TOP))

    assert photos.check(name, known) == known


def test_broken_metadata_is_no_fault() -> None:
    raw = encoded(RED_TOP, exif=b"Exif\0\0MM\0*\0\0\0\x08\xff\xff")

    assert seen(raw) == Negative("JPEG", 800, 600, False)


def test_a_colour_profile_that_makes_no_sense_is_passed_over() -> None:
    out = prints(encoded(RED_TOP, icc_profile=b"khong phai mau"))["800.jpg"]

    assert _near(out.getpixel((400, 60)), (220, 30, 30))


# ---------------------------------------------------------------- faults


@pytest.mark.parametrize(
    ("raw", "term"),
    [
        (b"", "photo_empty"),
        (bomb(), "photo_bomb"),
        (camera()[:9000], "photo_truncated"),
        (encoded(RED_TOP, "WEBP")[:700], "photo_corrupt"),
        (encoded(RED_TOP, "PNG")[:60] + b"\xff" * 400, "photo_corrupt"),
        (b"\xef\xbb\xbf\n<!DOCTYPE html><title>403</title>", "photo_html"),
        (b"<?xml version='1.0'?><svg xmlns='http://www.w3.org/2000/svg' onload='x()'/>", "photo_svg"),
        (b"\0\0\0\x18ftypheic\0\0\0\0", "photo_heic"),
        (encoded(RED_TOP, "BMP"), "photo_other"),
        (encoded(RED_TOP, "TIFF"), "photo_other"),
        (b"%PDF-1.7", "photo_other"),
        (
            encoded(RED_TOP, "GIF", save_all=True, append_images=[RED_TOP.rotate(180)]),
            "photo_animated",
        ),
        (
            encoded(RED_TOP, "WEBP", save_all=True, append_images=[RED_TOP.rotate(180)]),
            "photo_animated",
        ),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_cannot_be_shown_is_known(raw: bytes, term: str) -> None:
    assert seen(raw) == Fault(term)
    assert term in problems.terms()["vi"]
    assert term in problems.terms()["en"]


@pytest.mark.parametrize("kind", ["PNG", "WEBP", "GIF", "AVIF"])
def test_a_picture_of_another_kind_than_its_name_says_is_told_with_its_true_name(kind: str) -> None:
    fault = photos.check("anh.jpg", seen(encoded(RED_TOP, kind)))

    assert fault == Fault(f"photo_is_{kind.lower()}")
    assert f".{kind.lower()}" in problems.terms()["vi"][f"photo_is_{kind.lower()}"]


@given(
    st.binary(max_size=400),
    st.sampled_from([camera(), encoded(RED_TOP, "PNG"), encoded(RED_TOP, "WEBP"), b""]),
)
def test_no_bytes_whatever_break_the_decoder(noise: bytes, start: bytes) -> None:
    found = seen(start[: len(noise) * 7] + noise)

    assert isinstance(found, Fault | Negative)


def test_faults_are_told_where_the_photo_is_named_and_nothing_is_published(site: MakeSite) -> None:
    folder = site(
        {
            "content/bai.md": article("cut.jpg", body="Chữ.\n\n![Mô tả](png.jpg)\n\n![Mô tả](hinh.svg)"),
            "content/cut.jpg": camera()[:9000],
            "content/png.jpg": encoded(RED_TOP, "PNG"),
            "content/hinh.svg": b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        }
    )
    report = build(folder)

    assert [(p.code, p.place.file, p.place.line) for p in report.problems] == [
        ("K408", "content/bai.md", 4),
        ("K408", "content/bai.md", 10),
        ("K408", "content/bai.md", 12),
    ]
    assert not report.ok
    assert not (folder / "output").exists()


def test_check_finds_a_broken_photo_and_writes_nothing(site: MakeSite, run: Any) -> None:
    folder = site({"content/bai.md": article("a.jpg"), "content/a.jpg": camera()[:9000]})
    before = read_files(folder)
    outcome = run("check", site=folder)

    assert outcome.code == 1
    assert "lỗi K408: không đọc được ảnh 'a.jpg' (tệp bị cụt" in outcome.out
    assert read_files(folder) == before


def test_a_broken_photo_that_nobody_shows_is_only_unused(site: MakeSite) -> None:
    report = build(site({"content/bai.md": written(), "content/a.jpg": b"hong"}))

    assert report.ok
    assert codes(report) == ["K403"]


# ---------------------------------------------------------------- what comes out


def test_nothing_the_camera_remembers_is_published(site: MakeSite) -> None:
    folder = site({"config.yaml": PLAIN, "content/bai.md": article("a.jpg"), "content/a.jpg": camera(6)})
    assert build(folder).ok
    published = sorted((folder / "output/bai-viet/2024/bai").iterdir())

    assert len(published) == 3
    for file in published:
        image = opened(file)
        assert not image.getexif()
        assert not {"exif", "xmp", "icc_profile", "comment", "photoshop"} & image.info.keys(), file.name
        for private in (b"Exif", b"xmpmeta", b"Nguyen", b"ghi chu", b"GPS", "Hãng".encode()):
            assert private not in file.read_bytes()


@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_photo_stands_upright_whichever_way_the_camera_was_held(orientation: int) -> None:
    held = {
        2: Image.Transpose.FLIP_LEFT_RIGHT,
        3: Image.Transpose.ROTATE_180,
        4: Image.Transpose.FLIP_TOP_BOTTOM,
        5: Image.Transpose.TRANSPOSE,
        6: Image.Transpose.ROTATE_90,
        7: Image.Transpose.TRANSVERSE,
        8: Image.Transpose.ROTATE_270,
    }
    stored = RED_TOP.transpose(held[orientation]) if orientation in held else RED_TOP
    exif = Image.Exif()
    exif[0x0112] = orientation
    raw = encoded(stored, exif=exif)
    out = prints(raw)

    assert seen(raw) == Negative("JPEG", 800, 600, False)
    for image in out.values():
        assert image.width > image.height
        assert _near(image.convert("RGB").getpixel((image.width // 2, image.height // 8)), (220, 30, 30))
        assert _near(image.convert("RGB").getpixel((image.width // 2, image.height - 9)), (40, 60, 80))


@pytest.mark.parametrize(
    ("image", "kind", "fallback", "colour"),
    [
        (RED_TOP.convert("CMYK"), "JPEG", "jpg", (220, 30, 30)),
        (RED_TOP.convert("L"), "JPEG", "jpg", (87, 87, 87)),
        (RED_TOP.quantize(16), "PNG", "png", (220, 30, 30)),
        (RED_TOP.convert("1"), "PNG", "png", None),
        (RED_TOP, "GIF", "png", (220, 30, 30)),
        (RED_TOP, "AVIF", "jpg", (220, 30, 30)),
        (RED_TOP, "WEBP", "webp", (220, 30, 30)),
        (RED_TOP.convert("RGBA"), "PNG", "png", (220, 30, 30)),
        (Image.fromarray(numpy.full((600, 800), 0x5757, numpy.uint16)), "PNG", "png", (0x57, 0x57, 0x57)),
    ],
    ids=["cmyk", "grey", "palette", "bits", "gif", "avif", "webp", "opaque alpha", "16 bits"],
)
def test_every_kind_of_picture_keeps_its_colours(
    image: Image.Image, kind: str, fallback: str, colour: tuple[int, int, int] | None
) -> None:
    out = prints(encoded(image, kind))

    assert {name.rpartition(".")[2] for name in out} == {"webp", fallback}
    assert all(made.mode in ("RGB", "L") for made in out.values())
    if colour is not None:
        for made in out.values():
            assert _near(made.convert("RGB").getpixel((made.width // 2, made.height // 8)), colour)


def test_a_palette_with_a_transparent_colour_stays_transparent() -> None:
    see_through = RED_TOP.convert("RGBA")
    see_through.putalpha(Image.linear_gradient("L").resize(RED_TOP.size))
    palette = see_through.quantize(64)
    out = prints(encoded(palette, "PNG"))

    assert seen(encoded(palette, "PNG")) == Negative("PNG", 800, 600, True)
    for made in out.values():
        assert made.mode == "RGBA"
        alpha = numpy.asarray(made.getchannel("A"))
        assert alpha.min() < 40
        assert alpha.max() > 215


def test_colours_of_another_profile_become_those_of_the_web() -> None:
    srgb = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    # A profile whose red is green tells whether profiles are heeded at all.
    swapped = srgb.replace(b"rXYZ", b"----", 1).replace(b"gXYZ", b"rXYZ", 1).replace(b"----", b"gXYZ", 1)
    out = prints(encoded(RED_TOP, icc_profile=swapped))["800.jpg"]
    red, green, _ = numpy.asarray(out)[60, 400]

    assert green > 150 > red


@given(st.integers(1, 9000), st.integers(1, 9000), st.sampled_from(["JPEG", "PNG", "WEBP"]))
def test_no_print_is_larger_than_the_photo_or_out_of_shape(width: int, height: int, kind: Any) -> None:
    made = photos.prints("khoá", Negative(kind, width, height, False))

    for item in made:
        assert 1 <= item.width <= min(width, photos.WIDTHS[-1])
        assert 1 <= item.height <= min(height, photos.HIGHEST)
        assert abs(item.height - height * item.width / width) <= max(1, height / width)
    webp = [item.width for item in made if item.format == "WEBP"][(kind == "WEBP") :]
    assert webp == sorted(set(webp))
    assert made[0].width == webp[-1]


def _near(pixel: Any, colour: Any) -> bool:
    return bool(max(abs(a - b) for a, b in zip(pixel, colour, strict=True)) <= 14)


# ---------------------------------------------------------------- on pages


def test_pages_name_each_size_truly_and_give_its_room_beforehand(site: MakeSite) -> None:
    folder = site(
        {
            "content/bai.md": article("a.jpg", body="Chữ.\n\n![Mô tả](b.png)\n\n![Nữa](c.webp)"),
            "content/a.jpg": camera(6, (2400, 1200)),
            "content/b.png": encoded(RED_TOP, "PNG"),
            "content/c.webp": encoded(RED_TOP.resize((300, 200)), "WEBP"),
        }
    )
    assert build(folder).ok
    page = folder / "output/bai-viet/2024/bai.html"
    html = page.read_text("utf-8")
    tags = re.findall(r"<img [^>]*bai-viet/2024/bai/[^>]*>", html)
    offered = re.findall(r"(\S+) (\d+)w", " ".join(re.findall(r'srcset="([^"]*)"', html)))

    assert len(tags) == 3
    for tag in tags:
        found = dict(re.findall(r'(src|width|height)="([^"]*)"', tag))
        size = (int(found["width"]), int(found["height"]))
        assert opened((page.parent / found["src"]).resolve()).size == size
    assert len(offered) == 3 + 2 + 1
    for address, width in offered:
        assert opened((page.parent / address).resolve()).width == int(width)


def test_the_first_picture_is_fetched_at_once_and_the_others_when_they_come_near(site: MakeSite) -> None:
    files = {f"content/{name}.jpg": camera() for name in "abc"}
    led = site({"content/bai.md": article("a.jpg", "b.jpg", body="Chữ.\n\n![Mô tả](c.jpg)"), **files})
    told = site(
        {"content/bai.md": written(body="Chữ.\n\n![A](a.jpg)\n\n![B](b.jpg)\n\n![C](c.jpg)"), **files},
        name="told",
    )

    for folder in (led, told):
        assert build(folder).ok
        html = (folder / "output/bai-viet/2024/bai.html").read_text("utf-8")
        tags = re.findall(r"<img [^>]*bai-viet/2024/bai/[^>]*>", html)
        assert ["lazy" in tag for tag in tags] == [False, True, True]
        assert all(re.search(r'alt="[^"]+"', tag) for tag in tags)


def test_a_photo_of_the_front_matter_that_the_body_shows_is_shown_once(site: MakeSite) -> None:
    folder = site(
        {
            "content/bai.md": article("a.jpg", "b.jpg", body="Chữ.\n\n![Trong bài](a.jpg)"),
            "content/a.jpg": camera(),
            "content/b.jpg": camera(size=(500, 400)),
        }
    )
    assert build(folder).ok
    html = (folder / "output/bai-viet/2024/bai.html").read_text("utf-8")

    assert html.count("<img ") - html.count("wordmark") == 2
    assert html.index("/b.") < html.index("Trong bài")


def test_a_photo_saved_by_a_browser_as_jfif_is_published_with_the_words_of_the_front_matter(
    site: MakeSite,
) -> None:
    folder = site(
        {
            "content/bai.md": written(
                photos=[{"file": "tai-ve.jfif", "caption": "Quang cảnh hội nghị", "credit": "M.L"}],
                body="Chữ.\n\n![Hội trường](tai-ve.jfif)",
            ),
            "content/tai-ve.jfif": camera(),
            "content/thua.jfif": camera(),
        }
    )
    report = build(folder)
    html = (folder / "output/bai-viet/2024/bai.html").read_text("utf-8")

    assert [(p.code, p.place.file) for p in report.problems] == [("K403", "content/thua.jfif")]
    figure = html[html.index("<figure>") : html.index("</figure>")]
    assert "tai-ve." in figure
    assert 'Quang cảnh hội nghị <span class="credit">Ảnh: M.L</span>' in figure


def test_a_width_that_the_body_asks_for_is_kept_in_shape(site: MakeSite) -> None:
    folder = site(
        {
            "content/bai.md": written(body='Chữ <img src="a.jpg" alt="" width="200" height="999"> chữ.'),
            "content/a.jpg": camera(),
        }
    )
    assert build(folder).ok
    html = (folder / "output/bai-viet/2024/bai.html").read_text("utf-8")

    assert 'width="200" height="150"' in html
    assert 'sizes="200px"' in html
    assert "999" not in html


def test_what_is_written_about_a_photo_stays_text(site: MakeSite) -> None:
    folder = site(
        {
            "content/bai.md": written(
                photos=[{"file": "a.jpg", "alt": '"><script>x</script>', "caption": "<b>đậm</b>"}],
                body='Chữ.\n\n![a "b" > <i>c</i>](b.jpg "chú <u>thích</u>")',
            ),
            "content/a.jpg": camera(),
            "content/b.jpg": camera(),
        }
    )
    assert build(folder).ok
    html = (folder / "output/bai-viet/2024/bai.html").read_text("utf-8")

    assert "<script>x" not in html
    assert "&lt;b&gt;đậm" in html
    assert html.count("<picture>") == 2
    assert "\0" not in html


def test_the_photo_of_a_draft_is_not_published(site: MakeSite) -> None:
    folder = site(
        {
            "content/bai.md": written(),
            "content/nhap.md": written(draft=True, photos=[{"file": "a.jpg", "caption": "A"}]),
            "content/a.jpg": camera(),
        }
    )
    assert build(folder).ok
    assert not list((folder / "output").rglob("*.webp"))
    assert build(folder, drafts=True).ok

    assert len(list((folder / "output").rglob("*.webp"))) == 2


def test_a_name_that_a_mac_has_decomposed_is_found(site: MakeSite) -> None:
    name = "Hội nghị.jpg"
    folder = site(
        {"content/bai.md": article(name), f"content/{unicodedata.normalize('NFD', name)}": camera()}
    )

    assert build(folder).ok
    assert (folder / "output/bai-viet/2024/bai").is_dir()


# ---------------------------------------------------------------- between builds


@pytest.fixture
def counted(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Every photo decoded from now on."""
    decoded: list[str] = []
    opened = imaging._decoded

    def count(raw: bytes) -> Any:
        decoded.append(photos.RECIPE)
        return opened(raw)

    monkeypatch.setattr(imaging, "_decoded", count)
    return decoded


def test_a_photo_is_decoded_once_for_each_of_its_contents(site: MakeSite, counted: list[str]) -> None:
    folder = site(
        {"content/bai.md": article("a.jpg", "b.jpg"), "content/a.jpg": camera(), "content/b.jpg": camera(3)}
    )
    assert build(folder).ok
    assert len(counted) == 2
    site({"content/bai.md": article("a.jpg", "b.jpg", body="Thân bài khác.")})
    assert build(folder).ok
    assert pipeline.run(Options(folder, None, today=TODAY)).ok
    shutil.rmtree(folder / "output")
    assert build(folder).ok
    assert len(counted) == 2
    site({"content/a.jpg": camera(8)})
    assert build(folder).ok

    assert len(counted) == 3


@pytest.mark.parametrize("hurt", ["flip", "remove", "index.json", "everything"])
def test_what_happens_to_the_store_does_not_happen_to_the_site(
    site: MakeSite, counted: list[str], hurt: str
) -> None:
    folder = site({"content/bai.md": article("a.jpg"), "content/a.jpg": camera()})
    assert build(folder).ok
    whole = read_files(folder / "output")
    store = folder / ".cache/photos"
    for file in sorted(store.iterdir()):
        if hurt == "everything" or (hurt == "index.json") == (file.name == "index.json"):
            if hurt == "remove":
                file.unlink()
            else:
                file.write_bytes(file.read_bytes()[:-9] + b"123456789")
    shutil.rmtree(folder / "output")
    report = build(folder)

    assert report.ok
    assert read_files(folder / "output") == whole
    assert len(counted) == 2


def test_photos_that_are_gone_leave_the_store_and_the_site(site: MakeSite) -> None:
    folder = site({"config.yaml": PLAIN, "content/bai.md": article("a.jpg"), "content/a.jpg": camera()})
    assert build(folder).ok
    site({"content/bai.md": written(), "content/a.jpg": None})
    assert build(folder).ok

    assert [file.name for file in (folder / ".cache/photos").iterdir()] == ["index.json"]
    assert not (folder / "output/bai-viet/2024/bai").exists()


def test_the_same_photos_give_the_same_bytes_in_one_process_or_several(site: MakeSite) -> None:
    files: dict[str, str | bytes | None] = {f"content/a{n}.jpg": camera(n) for n in range(1, 5)}
    files["content/bai.md"] = article(*(f"a{n}.jpg" for n in range(1, 5)))
    files["config.yaml"] = config()
    one, several = site(files, name="mot"), site(files, name="nhieu")

    assert build(one, jobs=1).ok
    assert build(several, jobs=2).ok
    assert read_files(one / "output") == read_files(several / "output")


def test_one_file_in_two_articles_lies_with_the_first(site: MakeSite) -> None:
    folder = site(
        {"content/mot.md": article("a.jpg"), "content/hai.md": article("a.jpg"), "content/a.jpg": camera()}
    )
    assert build(folder).ok
    used = {
        name: set(
            re.findall(r"[\w./-]+\.webp", (folder / f"output/bai-viet/2024/{name}.html").read_text("utf-8"))
        )
        for name in ("mot", "hai")
    }

    assert used["mot"] == used["hai"]
    assert all((folder / "output/bai-viet/2024" / path).resolve().is_file() for path in used["mot"])


# ---------------------------------------------------------------- the archive's own sign


def sign(width: int = 1200, height: int = 400) -> bytes:
    image = Image.new("RGBA", (width, height), (0, 0, 0, 0))
    image.paste((200, 30, 30, 255), (0, 0, width // 2, height))
    return encoded(image, "PNG")


def head(folder: Path, page: str) -> str:
    found = re.search(r'<p class="brand">.*?</p>', (folder / "output" / page).read_text("utf-8"), re.DOTALL)
    assert found
    return found[0]


def test_a_logo_stands_for_the_title_on_every_page_and_says_it(site: MakeSite) -> None:
    folder = site(
        {
            "config.yaml": config(title="Báo <Kon> Tum", logo="huy hieu.png"),
            "huy hieu.png": sign(),
            "content/2024/bai.md": written(),
        }
    )

    assert not codes(build(folder))
    for page, root in (("index.html", ""), ("bai-viet/2024/bai.html", "../../")):
        assert re.search(r'alt="Báo &lt;Kon&gt; Tum">', head(folder, page))
        (address,) = re.findall(r'<img src="([^"]+)" width="144" height="48"', head(folder, page))
        assert address.startswith(f"{root}assets/logo.")
        assert (folder / "output" / address.removeprefix(root)).is_file()
        assert 'sizes="144px"' in head(folder, page)
        assert "lazy" not in head(folder, page)
        assert "Bảng Vàng" not in head(folder, page)
    article = (folder / "output/bai-viet/2024/bai.html").read_text("utf-8")
    assert '"logo":"https://example.org/kho/assets/logo.' in article


@pytest.mark.parametrize(
    ("size", "shown"), [((40, 30), (40, 30)), ((2000, 100), (260, 13)), ((300, 900), (16, 48))]
)
def test_a_logo_is_shown_in_its_shape_and_never_larger_than_it_is(
    site: MakeSite, size: tuple[int, int], shown: tuple[int, int]
) -> None:
    folder = site({"config.yaml": config(logo="logo.png"), "logo.png": sign(*size)})
    build(folder)

    assert f'width="{shown[0]}" height="{shown[1]}"' in head(folder, "index.html")


def test_nothing_the_camera_remembers_is_published_with_the_logo(site: MakeSite) -> None:
    folder = site({"config.yaml": config(logo="logo.jpg"), "logo.jpg": camera(orientation=6)})
    report = build(folder)
    prints = {path: raw for path, raw in read_files(folder / "output").items() if "logo." in path}

    assert report.ok
    assert len(prints) == 3
    assert not any(b"Nguyen Van A" in raw or b"Exif" in raw for raw in prints.values())
    assert 'width="36" height="48"' in head(folder, "index.html")


def test_a_logo_that_is_changed_is_changed_on_every_page(site: MakeSite) -> None:
    folder = site({"config.yaml": config(logo="logo.png"), "logo.png": sign()})
    build(folder)
    former = head(folder, "index.html")
    (folder / "logo.png").write_bytes(sign(900, 300))
    build(folder)
    names = [path for path in read_files(folder / "output") if "logo." in path]

    assert head(folder, "index.html") != former
    assert all(name in head(folder, "index.html") for name in names)

    (folder / "config.yaml").write_text(config(), "utf-8")
    build(folder)
    assert "Kho thử" in head(folder, "index.html")
    assert not [path for path in read_files(folder / "output") if "logo." in path]


def test_a_logo_that_a_mac_has_named_decomposed_is_found(site: MakeSite) -> None:
    name = "biểu trưng.png"
    folder = site(
        {"config.yaml": config(logo=name), unicodedata.normalize("NFD", name): sign(), "content/a.md": None}
    )

    assert not codes(build(folder))
    assert "assets/logo." in head(folder, "index.html")


@pytest.mark.parametrize("logo", ["../logo.png", "assets/logo.png", "content", ".logo.png", "Logo.png"])
def test_a_logo_lies_beside_the_configuration_and_nowhere_else(site: MakeSite, logo: str) -> None:
    pictures = dict.fromkeys(["logo.png", ".logo.png", "assets/logo.png"], sign())
    folder = site({"config.yaml": config(logo=logo), **pictures})

    assert codes(build(folder)) == ["K714"]
    assert not (folder / "output").exists()


@pytest.mark.parametrize(
    ("name", "raw"),
    [("logo.svg", b"<svg></svg>"), ("logo.png", b"la chu"), ("logo.jpg", sign()), ("logo.png", bomb())],
)
def test_what_is_no_picture_is_no_logo(site: MakeSite, name: str, raw: bytes) -> None:
    folder = site({"config.yaml": config(logo=name), name: raw})

    assert codes(build(folder)) == ["K715"]
    assert codes(check(folder)) == ["K715"]


def test_a_link_out_of_the_archive_is_no_logo(site: MakeSite, tmp_path: Path) -> None:
    (tmp_path / "khac.png").write_bytes(sign())
    folder = site({"config.yaml": config(logo="logo.png")})
    (folder / "logo.png").symlink_to(tmp_path / "khac.png")

    assert codes(build(folder)) == ["K114"]


def test_a_store_that_may_not_be_entered_holds_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuses(*_: Any, **__: Any) -> Any:
        raise PermissionError(13, "Permission denied", str(tmp_path))

    monkeypatch.setattr("os.scandir", refuses)
    monkeypatch.setattr(Path, "is_dir", refuses)
    room = photo_files.Room(tmp_path, tmp_path / ".cache/photos", look_only=True)

    assert photo_files.develop(room, {}, []) == {}
