"""The address of the site as editors write it: taken in the form that machines read, or told with another."""

from __future__ import annotations

import pytest

from bangvang.site import share_cards
from bangvang.sources import config
from tests import samples


def read(value: str) -> tuple[str | None, list[tuple[str, str | None]]]:
    """base_url as it is kept, and what is told of it: (code, suggestion)."""
    made, problems = config.read(f'title: Kho\nbase_url: "{value}"\n')
    told = [(p.code, dict(p.values).get("suggestion")) for p in problems]
    return (made.base_url if made is not None else None), told


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("https://kho.example", "https://kho.example/"),
        ("https://kho.example/", "https://kho.example/"),
        ("http://kho.example:8080/a", "http://kho.example:8080/a/"),
        ("HTTPS://Kho.Example/A", "https://kho.example/A/"),
        ("https://a.github.io/bang.vang", "https://a.github.io/bang.vang/"),
        ("https://kho.example/v1.2/", "https://kho.example/v1.2/"),
        ("https://kho.example/trang.html/", "https://kho.example/trang.html/"),  # a folder called so
        ("https://127.0.0.1:5500/", "https://127.0.0.1:5500/"),
        # Hosts and paths with marks have a form of their own on the wire.
        ("https://bảngvàng.vn", "https://xn--bngvng-lta2602d.vn/"),
        ("https://Bảng-Vàng.vn:81/", "https://xn--bng-vng-dwa0869d.vn:81/"),
        ("https://kho.example/bảng vàng", "https://kho.example/b%E1%BA%A3ng%20v%C3%A0ng/"),
        ("https://kho.example/b%E1%BA%A3ng", "https://kho.example/b%E1%BA%A3ng/"),
    ],
)
def test_an_address_is_kept_as_machines_read_it(typed: str, kept: str) -> None:
    assert read(typed) == (kept, [])


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("https://kho.example/index.html", "https://kho.example/"),
        ("https://kho.example/a/trang-chu.HTM", "https://kho.example/a/"),
        ("https://kho.example/a/index.php", "https://kho.example/a/"),
        ("https://kho.example/?trang=1", "https://kho.example/"),
        ("https://kho.example/a#dau", "https://kho.example/a/"),
        ("https://bảngvàng.vn/index.html", "https://xn--bngvng-lta2602d.vn/"),
        ("kho.example", "https://kho.example/"),
        ("kho.example/a", "https://kho.example/a/"),
        ("//kho.example", "https://kho.example/"),
    ],
)
def test_what_is_more_or_less_than_the_address_of_a_site_is_told_with_the_address(
    typed: str, meant: str
) -> None:
    assert read(typed)[1] == [("K603", meant)]
    assert read(meant) == (meant, [])  # obeyed


@pytest.mark.parametrize(
    "typed", ["kho", "Kho bài", "ftp://kho.example/", "https://", "https://a b.vn", "https://.vn/", "/kho/"]
)
def test_what_is_no_address_is_told_without_one(typed: str) -> None:
    assert read(typed)[1] == [("K603", None)]


def test_readers_see_a_host_with_its_marks() -> None:
    site = samples.site(base_url="https://xn--bngvng-lta2602d.vn/kho/", tagline="Kho")

    assert share_cards.of_site(site).facts == "bảngvàng.vn/kho"
    assert share_cards.of_site(samples.site(base_url="https://a.example/", tagline="")).facts == "a.example"
