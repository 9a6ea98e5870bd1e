"""Texts as streams of numbers: split all at once, they give what splitting them one by one gives."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bangvang.search import spoken, tokens
from bangvang.search.spoken import CAPITAL, Spoken

PIECES = [
    "khen",
    "thưởng",
    "Đắk",
    "Lắk,",
    "QĐ-UBND",
    "5/6/2024",
    "05",
    "(tập",
    "thể).",
    "hoà",
    "Hòa",
    "e\u0301",
    "\u0301",
    "\u00d0",
    "\U0001d400",
    "\U0001f3c5",
    "\u01a3",
    "é\u0302",
    "\uff11",
    "x" * 24,
    "x" * 25,
    "https://bao.example/" + "a" * 40,
    "…",
    " ",
    "  ",
    "\n",
    "\n\n",
    "\r\n",
    "\t",
    "\u00a0",
    "\u1680",
    "\u200b",
    "\u2028",
    ".",
    ". ",
    "",
]
texts = st.one_of(st.lists(st.sampled_from(PIECES)).map("".join), st.text())
written = st.lists(st.tuples(texts, texts, texts), min_size=1, max_size=6)


def read(given: list[tuple[str, str, str]], known: Spoken) -> list[list[str]]:
    """The words of every title, text and facts as they were understood, a break as "", without those at its
    end."""
    stream, starts, titles, tolds = known.read(given)
    said = [known.words.names[n & (CAPITAL - 1)] for n in stream.tolist()]
    cuts = [at for row in zip(starts.tolist(), titles.tolist(), tolds.tolist(), strict=False) for at in row]
    return [bare(said[one:other]) for one, other in zip(cuts, [*cuts[1:], len(said)], strict=True)]


def one_by_one(s: str) -> list[str]:
    return bare([tokens.exact(each) if each != tokens.BREAK else "" for each in tokens.syllables(s)])


def bare(words: list[str]) -> list[str]:
    """Several breaks are no more than one, and at an end none."""
    kept: list[str] = []
    for word in words:
        if word or (kept and kept[-1]):
            kept.append(word)
    return kept[:-1] if kept and not kept[-1] else kept


@given(written)
@example([("a", "x" * 24 + " " + "x" * 25, "b")])
@example([("", "", ""), ("\u00d0ức Hòa", "một\r\nhai", ""), ("e\u0301", "\u00e9", "a")])
def test_texts_split_all_at_once_give_the_words_of_each(given: list[tuple[str, str, str]]) -> None:
    assert read(given, Spoken()) == [one_by_one(s) for row in given for s in row]


@given(written)
def test_what_was_met_before_changes_nothing(given: list[tuple[str, str, str]]) -> None:
    known = Spoken()
    first = read(given, known)

    assert read([*given, ("tập thể", "cá nhân", "")], known)[: len(first)] == first


@given(written)
def test_where_texts_are_cut_into_portions_changes_nothing(given: list[tuple[str, str, str]]) -> None:
    with pytest.MonkeyPatch.context() as patch:
        whole = read(given, Spoken())
        patch.setattr(spoken, "AT_ONCE", 3)
        cut = read(given, Spoken())

    assert cut == whole


def test_runs_that_share_a_slot_are_told_apart(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spoken._Chunks, "BITS", 1)  # two slots for them all
    said = " ".join(f"chữ{n}" for n in range(50))

    assert read([("", said, ""), ("", said, "")], Spoken())[1::3] == [one_by_one(said)] * 2
