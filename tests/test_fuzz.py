"""Whatever lies in a file, reading it ends in a clean report and never in a traceback.

300 examples of each kind in a normal run. `BANGVANG_FUZZ=20000 pytest tests/test_fuzz.py` runs that many.
"""

from __future__ import annotations

import os
import pickle
import re
from html.parser import HTMLParser
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bangvang import problems
from bangvang.archive import rules
from bangvang.archive.model import Source
from bangvang.archive.rules import Everything
from bangvang.build import reading
from bangvang.problems import Language, Problem
from bangvang.sources import content, markup
from bangvang.sources.content import Parsed
from bangvang.sources.front_matter import EXAMPLES

EXAMPLES_EACH = int(os.environ.get("BANGVANG_FUZZ", "300"))
fuzz = settings(max_examples=EXAMPLES_EACH, deadline=None, suppress_health_check=list(HealthCheck))

ROOT = Path(__file__).parent.parent
REAL = [path.read_bytes() for path in sorted((ROOT / "content").glob("20*/*.md"))]
PATH = "content/2024/x.md"
LANGUAGES: tuple[Language, Language] = ("vi", "en")


def read(raw: bytes, path: str = PATH) -> tuple[Parsed | None, tuple[Problem, ...]]:
    """What a build does with one file."""
    decoded = reading.decode(path, raw)
    if isinstance(decoded, Problem):
        return None, (decoded,)
    parsed = content.parse(Source(path, decoded, ""))
    return parsed, parsed.problems


def assert_clean(raw: bytes, parsed: Parsed | None, found: tuple[Problem, ...]) -> None:
    """Every problem can be printed, points into the file, and explains why there is no article."""
    lines = max(raw.count(b"\n"), len(raw.decode("utf-8", "replace").splitlines())) + 1
    for item in found:
        assert item.place.file == PATH
        assert 1 <= item.place.line <= lines
        assert 1 <= item.place.column <= len(raw) + 1
        for language in LANGUAGES:
            for line in (item.message(language), item.hint(language)):
                assert line
                assert line.isprintable()
                assert not re.search(r"\{\w+\}", line) or b"{" in raw
                assert "None" not in line or b"None" in raw
    assert problems.show(problems.in_order(found), "vi").count("\n") == 2 * len(set(found))
    if parsed is None or parsed.article is None:
        assert any(item.is_error for item in found)
        return
    assert pickle.loads(pickle.dumps(parsed)) == parsed  # noqa: S301 - our own
    everything = Everything((parsed.article,), (), frozenset(), {parsed.article.url: PATH}, frozenset())
    assert all(item.message("vi") for item in rules.check(everything))


class Watch(HTMLParser):
    """Notes whatever must never reach a reader's browser."""

    def __init__(self) -> None:
        super().__init__()
        self.bad: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in markup.ALLOWED_TAGS:
            self.bad.append(tag)
        for name, value in attrs:
            if name.startswith("on") or name in ("style", "srcdoc", "formaction", "xlink:href"):
                self.bad.append(name)
            if name in ("href", "src") and not re.match(
                r"https?:|mailto:|tel:|#nd-|\0\d+\0$", value or "", re.I
            ):
                self.bad.append(f"{name}={value}")


def assert_safe(html: str) -> None:
    """No script, no handler, no style, no address of a forbidden kind, in the HTML as a browser reads it."""
    watch = Watch()
    watch.feed(html)
    watch.close()

    assert watch.bad == []
    assert "<script" not in html.lower()


# ---------------------------------------------------------------- what editors, programs and accidents do

SIGNS = st.sampled_from(
    [
        *":-#[]{}&*!|>'\"%@`,?~\\\t\n\r ",
        ": ",
        "- ",
        " #",
        "---\n",
        "...\n",
        "\n\n",
        "\r\n",
        "&a ",
        "*a",
        "!!str ",
        "? ",
        "<<: *a\n",
        "\u00a0",
        "\u200b",
        "\ufeff",
        "\u2028",
        "\x00",
        "\x0b",
        "\x1b[31m",
        "\x85",
        "Ð",
        "ê\u0301",
        "\U0001f3c6",
        "\u202e",
        "{key}",
        "%s",
        "\\x00",
        '"\\0"',
        "<script>",
        "](javascript:x)",
    ]
)
VALUES = st.one_of(
    st.sampled_from(
        [
            "1.25",
            "-3",
            "12:30",
            "vài",
            "1,024",
            "31/02/2024",
            "2/8",
            "",
            "null",
            "~",
            "[]",
            "{}",
            "true",
            "1e999",
            "0x1f",
        ]
    ),
    st.sampled_from(
        [
            "[[[[[[[[[[x]]]]]]]]]]",
            "{a: {b: {c: d}}}",
            "[a, {b: c}]",
            "|\n  x",
            ">-\n  x",
            "'x",
            '"x',
            "[x",
            "{x",
        ]
    ),
    st.sampled_from(sorted(EXAMPLES.values())).map(lambda example: example.partition(": ")[2]),
    st.text(max_size=30),
)


@st.composite
def mutated(draw: st.DrawFn) -> bytes:
    """A real article after a few accidents."""
    raw = draw(st.sampled_from(REAL))
    for _ in range(draw(st.integers(1, 6))):
        kind = draw(st.sampled_from(["sign", "byte", "cut", "copy", "line", "value", "swap"]))
        lines = raw.split(b"\n")
        # The head is where most can go wrong.
        at = draw(st.integers(0, min(len(raw), 2500)))
        if kind == "sign":
            raw = raw[:at] + draw(SIGNS).encode("utf-8", "surrogatepass") + raw[at:]
        elif kind == "byte":
            raw = raw[:at] + draw(st.binary(max_size=4)) + raw[at + draw(st.integers(0, 4)) :]
        elif kind == "cut":
            raw = raw[:at] + raw[at + draw(st.integers(1, 400)) :]
        elif kind == "copy":
            raw = raw[:at] + raw[at : at + draw(st.integers(1, 300))] * 2 + raw[at:]
        else:
            number = draw(st.integers(0, min(len(lines) - 1, 45)))
            other = draw(st.integers(0, len(lines) - 1))
            if kind == "line":
                del lines[number]
            elif kind == "swap":
                lines[number], lines[other] = lines[other], lines[number]
            else:
                key, colon, _ = lines[number].partition(b":")
                lines[number] = key + colon + b" " + draw(VALUES).encode("utf-8", "replace")
            raw = b"\n".join(lines)
    return raw


KEYS = st.sampled_from(
    [
        "title",
        "date",
        "province",
        "awards",
        "total",
        "tags",
        "photos",
        "people",
        "source",
        "status",
        "xyz",
        "<<",
        "",
    ]
)
TREES = st.recursive(
    VALUES,
    lambda inner: st.one_of(
        st.lists(inner, max_size=4).map(lambda parts: "[" + ", ".join(parts) + "]"),
        st.lists(st.tuples(KEYS, inner), max_size=4).map(
            lambda pairs: "{" + ", ".join(f"{key}: {value}" for key, value in pairs) + "}"
        ),
    ),
    max_leaves=12,
)
YAML = st.lists(st.tuples(KEYS, TREES), max_size=12).map(
    lambda pairs: "".join(f"{key}: {value}\n" for key, value in pairs)
)

MARKUP = st.lists(
    st.one_of(
        st.sampled_from(
            [
                "<script>alert(1)</script>",
                "<img src=x onerror=alert(1)>",
                "<a href=javascript:alert(1)>",
                "<a href='java&#115;cript:alert(1)'>",
                "<svg onload=alert(1)>",
                "<b style='x' onclick=y>",
                "<iframe srcdoc='<script>'>",
                "[x](javascript:alert(1))",
                "[x](<java\nscript:alert(1)>)",
                '[x](y.md#"onclick="x)',
                "[x](data:text/html;base64,x)",
                '![x](a.jpg "<script>")',
                "![x](a.jpg){: onerror='x' style='y' }",
                "{: onclick='x' }",
                "[x]: javascript:alert(1)",
                "[x]",
                "[^1]",
                "[^1]: <script>",
                "<p title='<table><script>'>",
                "|a|b|\n|-|:-:|\n|<b onclick=x>|2|",
                "<!--",
                "-->",
                "<![CDATA[",
                "]]>",
                "<?php",
                "&#x3C;script&#x3E;",
                "\\<script>",
                "`<script>`",
                "```\n<script>\n```",
                "<math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>",
                "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
                "</div></main>",
                "<details open ontoggle=x>",
                "\0000\000",
                "&#0;0&#0;",
            ]
        ),
        st.sampled_from(
            [
                "\n",
                "\n\n",
                " ",
                "    ",
                "> ",
                "- ",
                "1. ",
                "# ",
                "*",
                "_",
                "**",
                "`",
                "<",
                ">",
                '"',
                "'",
                "=",
                "&",
                "\x00",
            ]
        ),
        st.text(max_size=12),
    ),
    max_size=14,
).map("".join)


# ---------------------------------------------------------------- properties


@fuzz
@given(mutated())
def test_a_mutilated_article_ends_in_a_clean_report(raw: bytes) -> None:
    parsed, found = read(raw)

    assert_clean(raw, parsed, found)
    assert_safe(parsed.html if parsed else "")


@fuzz
@given(st.binary(max_size=400))
def test_any_bytes_end_in_a_clean_report(raw: bytes) -> None:
    assert_clean(raw, *read(raw))
    assert_clean(b"---\n" + raw, *read(b"---\n" + raw))


@fuzz
@given(YAML, st.sampled_from(["", "title: A\ndate: 2024-09-19\nprovince: Quảng Nam\n"]))
def test_any_yaml_ends_in_a_clean_report(yaml: str, least: str) -> None:
    raw = f"---\n{least}{yaml}---\n\nMột đoạn.\n".encode("utf-8", "replace")

    assert_clean(raw, *read(raw))


@fuzz
@given(MARKUP)
def test_any_body_becomes_safe_html(body: str) -> None:
    raw = f"---\ntitle: A\ndate: 2024-09-19\nprovince: Quảng Nam\n---\n\n{body}\n".encode("utf-8", "replace")
    parsed, found = read(raw)

    assert_clean(raw, parsed, found)
    assert parsed is not None
    assert_safe(parsed.html)
