"""Reading a file takes time as its length does: four times the text, at most five times the time.

What one key on a keyboard can write when something lies on it, and what a hand that means harm writes. A
wall is measured again, up to eight times, before it is called steep: a busy machine slows one run and not the
next.
"""

from __future__ import annotations

import gc
import time
from collections.abc import Callable

import pytest

from bangvang.archive.model import Source
from bangvang.sources import content

SMALL = 5_000
ATTEMPTS = 8
# Below this a clock shows nothing.
LEAST = 0.004

HEAD = {"title": '"Khen thưởng"', "date": "2024-09-19", "province": "Hà Nội", "awards": "[]"}

# fmt: off
BODIES = [
    "*1* ", "(*1 ", "*a*; ", "_1_ ", "__ ", "a b của\n", "> một ", "[a](b) ",
    "[", "![", "[^", "[^a]", "[a](", "![a](b ", '![a](b "c', "[a][b]", "[a]: /b\n", "[^a]: b\n", "[](", "((",
    "[a](/b)", "![a](b.jpg)", "*", "**a", "*a ", "*a* ", "***", "_", "_a ", "__a", "`", "`a ", "`a` ", "\\",
    "\\[", "&", "&a", "&amp;", "<", "<a", "<a ", "<b>", "<b>a</b>", "<!--", "<!-- -->", "<![CDATA[", "<!",
    "<?", "]]>", '<a href="', "<http://", "<a@b.", "<script>", "<iframe>\n", "<img src=a>", "<img src=a>\n",
    "<p><img src=a onclick=b>\n", "|", "|a|b|\n", "a|b\n-|-\n", ":-|", "+-", "- a\n", "- ", "1. ", "1. a\n",
    "- [", "> a\n", "> -\n", "#", "# a\n", "=", "a\n---\n", "{:", "{: #a ", "a\n{: #a }\n", "a\tb\n",
    "http://", "https://a.b/_", " ", "a ", "a\n", "a  \n", "a\n\n", "\u0301", "\u00a0", "đ", "~", "'", '"',
]
# fmt: on


def each(size: int, length: int, unit: str) -> str:
    """Units that differ by a number, as many as fill a size."""
    return "".join(unit.format(i) for i in range(size // length))


# What stands in another is told of as too deep; until then it must not take long either.
DEEP: dict[str, Callable[[int], str]] = {
    "quotations": lambda n: "> " * (n // 2) + "a",
    "marks of lists": lambda n: "- " * (n // 2) + "a",
    "lists": lambda n: "".join(" " * 2 * i + "- a\n" for i in range(int(n**0.5))),
    "divs": lambda n: "<div>\n" * (n // 6),
    "divs in a row": lambda n: "<div>" * (n // 5) + "a",
    "bold": lambda n: "<div><b>" + "<i>" * (n // 3),
    "bold after bold": lambda n: "<div>" + "<b></div>" * (n // 9),
    "letters repeated": lambda n: f"<p>{each(n, 20, '<i title={}>')}" + "</p><p>a" * (n // 16),
    "pictures without words, each another": lambda n: each(n, 14, "<img src=a{}>"),
    "links to nowhere, each another": lambda n: each(n, 10, "[a](b{}) "),
    "notes": lambda n: each(n, 16, "[^{}] ") + "\n\n" + each(n, 16, "[^{}]: a\n"),
}
VALUES = {
    "title": ["a", '"', "[", "{", "&", "*", "!", "a: ", "a #", "- ", "%", "@", "a  ", "\n  a", "\\"],
    "date": ["1", "/", "-", "1/"],
    "province": ["a", "\n- a", "\n  - a", "a, "],
    "tags": ["a", "\n- a", "\n  - - ", "[", "a, ", "\n- [a]"],
    "awards": ["\n- a", "\n- {a: b}", "\n- form: a", "[", "{", "- ", "\n- {form: Bằng khen, names: a}"],
    "aliases": ["/a", "\n- /a", "\n- /a.html", "/", "\n- a b"],
    "unknown": ["a", "\n  a: b", "\n- a", "- - "],
}
QUOTED = {
    "title": ["a", "\\u0041", "\\x01", "Ð", "<b>", " ", "a "],
    "source_url": ["a", "/", "//", "https://", "?a=b&", "%41", "%", "@", ":", ".", "#", "đ", "[", "a."],
    "byline": ["a", "\\n", "K.ANH, "],
    "place": ["a", "Hà Nội, "],
}


def article(body: str = "Bài.\n", **values: str) -> str:
    front = "".join(f"{key}: {value}\n" for key, value in {**HEAD, **values}.items())
    return f"---\n{front}---\n\n{body}"


def seconds(text: str) -> float:
    source = Source("content/2024/x.md", text, "")
    gc.collect()
    gc.disable()  # it looks at every object again and again, and so grows faster than what it looks at
    try:
        start = time.process_time()
        content.parse(source)
        return time.process_time() - start
    finally:
        gc.enable()


def assert_linear(text: Callable[[int], str], small: int = SMALL) -> None:
    least = float("inf")
    for _ in range(ATTEMPTS):
        once = seconds(text(small))
        least = min(least, seconds(text(4 * small)))
        if least <= 5 * max(once, LEAST):
            return
    pytest.fail(f"{small} characters take {once:.3f} s, four times as many {least:.3f} s")


@pytest.mark.parametrize("sign", BODIES)
def test_a_body_of_one_thing_repeated_takes_time_as_its_length_does(sign: str) -> None:
    assert_linear(lambda n: article(sign * (n // len(sign))))


@pytest.mark.parametrize("wall", DEEP.values(), ids=DEEP)
def test_what_stands_in_another_or_refers_to_it_takes_time_as_its_length_does(
    wall: Callable[[int], str],
) -> None:
    assert_linear(lambda n: article(wall(n)))


@pytest.mark.parametrize(("key", "sign"), [(key, sign) for key, signs in VALUES.items() for sign in signs])
def test_a_value_takes_time_as_its_length_does(key: str, sign: str) -> None:
    assert_linear(lambda n: article(**{key: sign * (n // len(sign))}), SMALL // 2)


@pytest.mark.parametrize(("key", "sign"), [(key, sign) for key, signs in QUOTED.items() for sign in signs])
def test_a_value_in_quotes_takes_time_as_its_length_does(key: str, sign: str) -> None:
    def text(n: int) -> str:
        value = f'"{sign * (n // len(sign))}"'
        if key == "source_url":
            return article(source=f'{{name: A, url: "https://e.vn/{value[1:]}}}')
        return article(**{key: value})

    assert_linear(text, SMALL // 2)


def test_the_measure_knows_a_wall_that_is_steep(monkeypatch: pytest.MonkeyPatch) -> None:
    def slow(source: Source) -> None:
        for at in range(0, len(source.text), 2):
            source.text.count("x", at)

    monkeypatch.setattr(content, "parse", slow)

    with pytest.raises(pytest.fail.Exception):
        assert_linear(lambda n: "a" * n)


def test_hand_written_html_that_stands_in_itself_is_told_of() -> None:
    read = content.parse(Source("content/2024/x.md", article("Lời đầu.\n\n" + "<div>\n" * 200), ""))

    assert [(item.code, item.place.line) for item in read.problems if item.code == "K410"] == [("K410", 110)]


def test_a_long_page_of_ordinary_html_is_not_too_deep() -> None:
    part = "<div><p>Một <b>đậm</b><p>Hai <span>ba</div>\n<ul><li>Một<li>Hai</ul><table><tr><td>1</table>\n"
    read = content.parse(Source("content/2024/x.md", article(f"<div>\n{part * 200}</div>\n"), ""))

    assert "K410" not in {item.code for item in read.problems}
