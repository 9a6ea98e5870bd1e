"""Names that come and go: what led to an article leads to it still, what only looks like it is left alone."""

from __future__ import annotations

import pytest

from bangvang.archive.model import Reference
from bangvang.desk.relinking import relinked
from tests.desk.conftest import ARTICLE, KHEN
from tests.desk.served import Page, Served, put
from tests.desk.test_steps import URLS, form_with, published
from tests.samples import build, written


def renamed(served: Served, below: str, name: str) -> Page:
    form = served.get(f"/__soan__/doi-ten/{below}").forms["0"]
    page = served.post(f"/__soan__/doi-ten/{below}", put(form, ten=name))
    return served.post(f"/__soan__/doi-ten/{below}", form_with(page, "buoc"))


def deleted(served: Served, below: str, **chosen: str) -> tuple[Page, Page]:
    """The page that shows what would be done, and the one after it is done."""
    form = served.get(f"/__soan__/xoa/{below}").forms["0"]
    page = served.post(f"/__soan__/xoa/{below}", put(form, **chosen))
    return page, served.post(f"/__soan__/xoa/{below}", form_with(page, "buoc"))


def test_an_article_renamed_there_and_back_can_be_published(served: Served) -> None:
    assert build(served.site).ok
    served.refresh()
    renamed(served, KHEN, "khen-2")
    assert build(served.site).ok
    served.refresh()
    renamed(served, "2024/khen-2.md", "khen")

    assert "/khen.html" not in served.file(KHEN).read_text("utf-8")
    assert 'aliases: ["/bai-viet/2024/khen-2.html"]' in served.file(KHEN).read_text("utf-8")
    assert build(served.site).ok


def test_an_article_follows_its_own_name_too(served: Served) -> None:
    body = "\n## Mục {: #muc}\n\nXem [trên](khen.md#muc) và `khen.md`.\n"
    served.file(KHEN).write_text(ARTICLE + body, "utf-8")
    served.refresh()
    renamed(served, KHEN, "ten-moi")

    assert "[trên](ten-moi.md#muc) và `khen.md`." in served.file("2024/ten-moi.md").read_text("utf-8")


@pytest.mark.parametrize("name", ["con", "nul", "aux", "com1", "lpt9", "KHEN", "khac"])
def test_no_article_is_renamed_to_what_is_no_name_everywhere(served: Served, name: str) -> None:
    form = served.get(f"/__soan__/doi-ten/{KHEN}").forms["0"]

    assert served.post(f"/__soan__/doi-ten/{KHEN}", put(form, ten=name)).status == 422


def test_an_address_that_another_gave_up_is_not_taken(served: Served) -> None:
    other = served.file("2024/khac.md")
    other.write_text(
        other.read_text("utf-8").replace("---\n", "---\naliases: [/bai-viet/2024/ten-cu.html]\n", 1), "utf-8"
    )
    served.refresh()
    form = served.get(f"/__soan__/doi-ten/{KHEN}").forms["0"]

    assert served.post(f"/__soan__/doi-ten/{KHEN}", put(form, ten="ten-cu")).status == 422


def test_a_name_that_differs_in_capitals_is_taken(served: Served) -> None:
    served.file("2024/Khen-Lon.md").write_text(ARTICLE, "utf-8")
    served.refresh()
    form = served.get(f"/__soan__/doi-ten/{KHEN}").forms["0"]
    page = served.post("/__soan__/moi", put(served.get("/__soan__/moi").form, title="Khen lớn"))

    assert served.post(f"/__soan__/doi-ten/{KHEN}", put(form, ten="khen-lon")).status == 422
    assert page.url.endswith("khen-lon-2.md")


@pytest.mark.parametrize("tag", ["con", "NUL", "com1"])
def test_no_tag_gets_a_page_that_cannot_be(served: Served, tag: str) -> None:
    form = served.get("/__soan__/chu-de").forms["0"]

    assert served.post("/__soan__/chu-de", put(form, cu="phụ nữ", moi=tag)).status == 422


@pytest.mark.parametrize("below", ["con/x.md", "2024/nul.md", "2024/a*b.md", "2024/a<b.md", "2024/a./x.md"])
def test_no_file_is_made_that_another_system_could_not_hold(served: Served, below: str) -> None:
    form = put(served.open(KHEN).form, digest="")
    page = served.post(f"/__soan__/bai/{below}", form)

    assert page.status in (404, 409)
    assert "không" in page.words
    assert not served.file(below).exists()


# ---------------------------------------------------------------- deleting


def test_deleting_says_who_leads_there(served: Served) -> None:
    assert "content/2024/khac.md" in served.get(f"/__soan__/xoa/{KHEN}").words
    page, _ = deleted(served, KHEN)

    assert "còn dẫn tới chỗ không còn gì" in page.words
    assert 'href="/__soan__/bai/2024/khac.md"' in page.text


def test_links_to_what_is_deleted_follow_its_heir(served: Served) -> None:
    heir = served.file("2024/thay.md")
    heir.write_text(ARTICLE.replace("Khen thưởng", "Bài thay"), "utf-8")
    second = served.file("2023/nhac.md")
    second.write_text(
        written(
            "Nhắc",
            date="2023-02-03",
            same_event="khen",
            body="[A](<../2024/khen.md>), `[A](../2024/khen.md)`",
        ),
        "utf-8",
    )
    published(served)
    _, page = deleted(served, KHEN, dan="sang", toi="/bai-viet/2024/thay.html")

    assert "Đã xoá bài" in page.words
    assert "Xem [khen](thay.md)." in served.file("2024/khac.md").read_text("utf-8")
    text = second.read_text("utf-8")

    assert "[A](<../2024/thay.md>), `[A](../2024/khen.md)`" in text
    assert 'same_event: "thay"' in text
    assert build(served.site).ok


def test_a_published_plain_page_asks_where_its_address_leads(served: Served) -> None:
    assert build(served.site).ok
    served.refresh()

    assert "/gioi-thieu.html" in served.get("/__soan__/xoa/pages/gioi-thieu.md").words
    deleted(served, "pages/gioi-thieu.md")

    assert "/gioi-thieu.html gone" in (served.site / "urls.txt").read_text("utf-8")
    assert build(served.site).ok


def test_a_published_article_that_can_no_longer_be_read_asks_too(served: Served) -> None:
    other = served.file("2024/khac.md")
    other.write_text(written("Bài khác", tags=["phụ nữ"]), "utf-8")
    (served.site / "urls.txt").write_text(URLS, "utf-8")
    served.file(KHEN).write_bytes(b"---\ntitle: \xe1\xe2\n---\n\nCh\xf7.\n")
    served.refresh()

    assert "/bai-viet/2024/khen.html" in served.get(f"/__soan__/xoa/{KHEN}").words


def test_photos_that_were_deleted_with_their_article_come_back_with_it(served: Served) -> None:
    shown = ARTICLE.replace("tags:", "photos: [{file: a.jpg, caption: Hội nghị}]\ntags:", 1)
    served.file(KHEN).write_text(f"{shown}\n![Ảnh](b.jpg)\n", "utf-8")
    for name in ("a.jpg", "b.jpg"):
        served.file(f"2024/{name}").write_bytes(name.encode())
    served.refresh()
    deleted(served, KHEN, **{"ca-anh": "1"})

    assert not served.file("2024/a.jpg").exists()
    page = served.get(f"/__soan__/ban/{KHEN}")
    served.post(f"/__soan__/ban/{KHEN}", form_with(page, "ban"))

    assert served.file(KHEN).exists()
    assert served.file("2024/a.jpg").read_bytes() == b"a.jpg"
    assert served.file("2024/b.jpg").read_bytes() == b"b.jpg"


# ---------------------------------------------------------------- links

MOVED = [
    ("[a](khen.md)", "[a](moi.md)"),
    ("[a](<khen.md>)", "[a](<moi.md>)"),
    ("[a](./khen.md#muc)", "[a](moi.md#muc)"),
    ('[a](khen.md "Lời")', '[a](moi.md "Lời")'),
    ("[khen.md](khen.md)", "[khen.md](moi.md)"),
    ("[a][1]\n\n[1]: khen.md", "[a][1]\n\n[1]: moi.md"),
    ("[a](khen.md), `[a](khen.md)`", "[a](moi.md), `[a](khen.md)`"),
    ("`(khen.md)` [a](khen.md)", "`(khen.md)` [a](moi.md)"),
    ("[b](https://x.vn/a(khen.md)) [a](khen.md)", "[b](https://x.vn/a(khen.md)) [a](moi.md)"),
    ('<a href="khen.md">a</a>', '<a href="moi.md">a</a>'),
    ("[a](khen.md) [b](khen.md#x)", "[a](moi.md) [b](moi.md#x)"),
    ("[a](../2024/khen.md)", "[a](moi.md)"),
]


@pytest.mark.parametrize(("body", "new"), MOVED)
def test_every_link_follows_and_nothing_that_only_looks_like_one(body: str, new: str) -> None:
    def leads(link: Reference) -> str | None:
        return "moi.md" if link.target == f"content/{KHEN}" else None

    assert relinked(body, "content/2024/khac.md", leads) == new


def test_a_merged_tag_leaves_other_sites_and_code_alone(served: Served) -> None:
    kept = "[báo](https://khac.vn/chu-de/phu-nu.html), `chu-de/phu-nu.html`"
    served.file(KHEN).write_text(f"{ARTICLE}\n{kept}, [ở đây](/chu-de/phu-nu.html#a).\n", "utf-8")
    published(served)
    form = served.get("/__soan__/chu-de").forms["0"]
    page = served.post("/__soan__/chu-de", put(form, cu="phụ nữ", moi="nữ giới"))
    served.post("/__soan__/chu-de", form_with(page, "buoc"))

    assert f"{kept}, [ở đây](/chu-de/nu-gioi.html#a)." in served.file(KHEN).read_text("utf-8")
