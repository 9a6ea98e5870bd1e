"""What `photos` says of a photo stands where the body shows it."""

from __future__ import annotations

import re

import pytest

from bangvang.archive.model import Source
from bangvang.sources import content
from bangvang.sources.content import Parsed
from tests import samples


def parsed(body: str, **photo: str) -> Parsed:
    text = samples.written(body=f"Chữ.\n\n{body}\n\nChữ nữa.", photos=[{"file": "a b.jpg", **photo}])
    return content.parse(Source("content/2024/bai.md", text, ""))


def figures(body: str, **photo: str) -> list[tuple[str, str]]:
    """Of every figure the alternative text and the caption."""
    html = parsed(body, **photo).html
    found = re.findall(r"<figure>(.*?)</figure>", html, re.DOTALL)
    out = []
    for figure in found:
        alt = re.search(r'alt="([^"]*)"', figure)
        said = re.search(r"<figcaption>(.*?)</figcaption>", figure)
        out.append((alt[1] if alt else "", said[1] if said else ""))
    return out


OWN = '<span class="credit">Ảnh: K.A</span>'
CREDIT = '<span class="credit">Ảnh: M.L</span>'


@pytest.mark.parametrize(
    ("body", "photo", "shown"),
    [
        # What the body says itself stays.
        ('![Ghế](a%20b.jpg "Của bài")', {"caption": "Của đầu bài"}, ("Ghế", "Của bài")),
        ('![Ghế](a%20b.jpg "Của bài (Ảnh: K.A)")', {"credit": "M.L"}, ("Ghế", f"Của bài {OWN}")),
        ('![Ghế](a%20b.jpg "Ảnh: K.A")', {"credit": "M.L"}, ("Ghế", OWN)),
        ("![Ghế](a%20b.jpg)", {"alt": "Chỉ mô tả"}, ("Ghế", "")),
        # What it does not say comes from `photos`.
        ("![Ghế](a%20b.jpg)", {"caption": "Hội nghị"}, ("Ghế", "Hội nghị")),
        (
            "![Ghế](a%20b.jpg)",
            {"caption": "A < B & C", "credit": "M.L"},
            ("Ghế", f"A &lt; B &amp; C {CREDIT}"),
        ),
        ("![Ghế](a%20b.jpg)", {"credit": "M.L"}, ("Ghế", CREDIT)),
        ('![Ghế](a%20b.jpg "Của bài")', {"credit": "M.L"}, ("Ghế", f"Của bài {CREDIT}")),
        ('![Ghế](a%20b.jpg "Ảnh: K.A")', {"caption": "Hội nghị"}, ("Ghế", f"Hội nghị {OWN}")),
        ("![](a%20b.jpg)", {"alt": 'Một "ghế"'}, ("Một &quot;ghế&quot;", "")),
        ("![](a%20b.jpg)", {"caption": "Hội nghị"}, ("Hội nghị", "Hội nghị")),
        ("![Ghế](c.jpg)", {"caption": "Của ảnh khác"}, ("Ghế", "")),
    ],
)
def test_caption_and_credit_of_photos_stand_below_the_picture_in_the_body(
    body: str, photo: dict[str, str], shown: tuple[str, str]
) -> None:
    assert figures(body, **photo) == [shown]


def test_the_body_is_known_by_the_bytes_that_it_has_then() -> None:
    one, other = (parsed("![Ghế](a%20b.jpg)", caption=caption).article for caption in ("Một", "Hai"))

    assert one is not None
    assert other is not None
    assert one.body != other.body


@pytest.mark.parametrize(
    ("body", "photo", "told"),
    [
        ("![Ghế](a%20b.jpg)", {}, []),  # described where it is shown
        ("![](a%20b.jpg)", {"alt": "Ghế"}, []),
        ("![](a%20b.jpg)", {"caption": "Ghế"}, []),
        ("![](a%20b.jpg)", {}, ["K404"]),
        ("![](a%20b.jpg)", {"credit": "M.L"}, ["K404"]),
        ("![](c.jpg)", {"alt": "Ghế"}, ["K404"]),
        ("Không có ảnh.", {}, ["K404"]),
    ],
)
def test_a_photo_described_in_one_of_the_two_places_is_described(
    body: str, photo: dict[str, str], told: list[str]
) -> None:
    assert [p.code for p in parsed(body, **photo).problems] == told


@pytest.mark.parametrize(
    ("body", "photo", "told"),
    [
        ("Chữ ![Ghế](a%20b.jpg) chữ.", {}, []),
        ("Chữ ![Ghế](a%20b.jpg) chữ.", {"alt": "Ghế"}, []),
        ("Chữ ![Ghế](a%20b.jpg) chữ.\n\n![Ghế](a%20b.jpg)", {"caption": "Hội nghị"}, []),  # once is enough
        ("Chữ ![Ghế](a%20b.jpg) chữ.", {"caption": "Hội nghị"}, ["Hội nghị"]),
        ("Chữ ![Ghế](a%20b.jpg) chữ.", {"credit": "M.L"}, ["M.L"]),
    ],
)
def test_what_cannot_stand_below_a_picture_within_a_sentence_is_told(
    body: str, photo: dict[str, str], told: list[str]
) -> None:
    found = [p for p in parsed(body, **photo).problems if p.code == "K417"]

    assert [dict(p.values)["caption"] for p in found] == told
    assert all(p.place.line == 4 for p in found)  # where `photos` names it
