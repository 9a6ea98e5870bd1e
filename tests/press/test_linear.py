"""Press texts come from anywhere: no reading takes longer than the length of its text warrants.

Walls of what a recogniser begins to read are read whole, and every pattern of the storey is tried on the
words that it asks for itself, over and over, which is where a pattern goes astray.
"""

from __future__ import annotations

import ast
import dataclasses
import gc
import importlib
import inspect
import pkgutil
import re
import signal
import time
from collections.abc import Iterator
from types import FrameType, ModuleType
from typing import Any

import pytest

from bangvang import press

# What a pattern is made of. Python keeps this to itself, so there is no type of it.
parser: Any = importlib.import_module("re._parser")
MODULES = [
    importlib.import_module(f"{press.__name__}.{found.name}")
    for found in pkgutil.iter_modules(press.__path__)
]
SMALL = 4_000
ATTEMPTS = 6
# Below this a clock shows nothing.
LEAST = 0.01
# As long as the longest stretch that a pattern which is not linear is shown.
STRETCH = 400
SECONDS = 0.3
# fmt: off
WALLS = [
    "a", "A", "Á", "1", "1.", ".", "...", "…", "! ", "a. ", "A. ", "A.", "a\n", "A\n", "a\n\n", "\n", "\t",
    "a\tb\n", "a|b\n", "|", "(", "(a", ")", "\"", "“", "“a", "“a” ", "”", "-", " - ", "–", "- a\n",
    "1. a\n", "+ a\n", "/", "12/", "1/1/", "ngày 1", "ngày ", "Ngày 1/1 ", "năm ", "tháng 1 ", "Ảnh: ",
    "(Ảnh", "ảnh ", "https://", "http://a.b/", "www.", "a@", "Nguyễn ", "Nguyễn Văn A, ", "Nguyễn Văn A\n",
    "ông ", "đồng chí ", "Đại tá ", "Giám đốc ", "Chủ tịch UBND tỉnh ", "tặng ", "trao tặng ", "Bằng khen ",
    "tặng Bằng khen cho 3 tập thể ", "3 tập thể", "3 tập thể, ", "tỉnh ", "Quảng Nam, ", "và ", "của ",
    "cho ", "Công an ", "trong đó ", "gồm: ", ":", ": ", ";", ", ", "TTXVN", "(TTXVN)", "Nguồn: ",
    "K.ANH\n", "2019-2024 ", "phong trào ", "[", "<", "<a>", "&", "\u0301", "\u00a0", "QĐ-", "qđ1/qđ",
    "mười ", "hai trăm ", "0", "1.000 ", "1 000 ", "gặp mặt ",
]
# fmt: on


def seconds(text: str) -> float:
    gc.collect()
    gc.disable()
    try:
        start = time.process_time()
        press.read(text)
        return time.process_time() - start
    finally:
        gc.enable()


@pytest.mark.parametrize("sign", WALLS)
def test_four_times_the_text_takes_at_most_five_times_the_time(sign: str) -> None:
    press.read("Tin.")  # the tables are loaded
    least = float("inf")
    for _ in range(ATTEMPTS):
        try:
            once = seconds("Tin. " + sign * (SMALL // len(sign)))
            least = min(least, seconds("Tin. " + sign * (4 * SMALL // len(sign))))
        except press.Unreadable:
            return
        if least <= 5 * max(once, LEAST):
            return
    pytest.fail(f"{once:.3f} s, for four times as much {least:.3f} s")


# ---------------------------------------------------------------- every pattern alone


def patterns() -> dict[str, re.Pattern[str]]:
    """Every pattern: the modules' own, those a function makes once, those written where they are used."""
    found: dict[str, re.Pattern[str]] = {}
    for module in MODULES:
        held = [module.__dict__, *(each() for each in vars(module).values() if _makes_once(each, module))]
        for pattern in [*_within(held), *_inline(module)]:
            found.setdefault(f"{module.__name__.rpartition('.')[2]} {pattern.pattern[:60]}", pattern)
    return found


def _makes_once(value: Any, module: ModuleType) -> bool:
    return (
        hasattr(value, "cache_info")
        and value.__module__ == module.__name__
        and not inspect.signature(value).parameters
    )


def _within(value: Any) -> Iterator[re.Pattern[str]]:
    if isinstance(value, re.Pattern):
        if isinstance(value.pattern, str):
            yield value
    elif dataclasses.is_dataclass(value) and not isinstance(value, type):
        for field in dataclasses.fields(value):
            yield from _within(getattr(value, field.name))
    elif isinstance(value, dict):
        yield from _within(list(value.values()))
    elif isinstance(value, tuple | list):
        for item in value:
            yield from _within(item)


def _inline(module: ModuleType) -> Iterator[re.Pattern[str]]:
    for node in ast.walk(ast.parse(inspect.getsource(module))):
        if isinstance(node, ast.Call) and ast.unparse(node.func).startswith("re.") and node.args:
            first = node.args[0]
            if isinstance(first, ast.Constant) and isinstance(first.value, str):
                yield re.compile(first.value, re.IGNORECASE if "IGNORECASE" in ast.unparse(node) else 0)


def words(pattern: re.Pattern[str]) -> list[str]:
    """What a pattern names letter by letter, at most sixty of it."""
    found: dict[str, None] = {}

    def walk(part: Any) -> None:
        run = ""
        for name, value in part:
            if str(name) == "LITERAL":
                run += chr(value)
                continue
            found.setdefault(run)
            run = ""
            for inner in value if isinstance(value, tuple | list) else [value]:
                if isinstance(inner, parser.SubPattern):
                    walk(inner)
                elif isinstance(inner, list):
                    for each in inner:
                        if isinstance(each, parser.SubPattern):
                            walk(each)
                        elif str(each[0]) == "LITERAL":
                            found.setdefault(chr(each[1]))
        found.setdefault(run)

    walk(parser.parse(pattern.pattern, pattern.flags & ~re.UNICODE))
    own = sorted(filter(str.strip, found))
    return own[:: len(own) // 60 + 1]


class TooLongError(Exception):
    pass


def _stop(_number: int, _frame: FrameType | None) -> None:
    raise TooLongError


@pytest.mark.skipif(not hasattr(signal, "SIGVTALRM"), reason="there is no clock of a process's own here")
def test_no_pattern_goes_astray_on_the_words_it_asks_for() -> None:
    former = signal.signal(signal.SIGVTALRM, _stop)
    astray = []
    try:
        for name, pattern in patterns().items():
            for word in [*words(pattern), "1", "a", "Á"]:
                for wall in (word * (STRETCH // len(word)), f"{word} " * (STRETCH // (len(word) + 1))):
                    signal.setitimer(signal.ITIMER_VIRTUAL, SECONDS)
                    try:
                        pattern.fullmatch(wall + "\0")
                        list(pattern.finditer(wall + "\0"))
                    except TooLongError:
                        astray.append((name, word))
                    finally:
                        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
    finally:
        signal.signal(signal.SIGVTALRM, former)

    assert astray == []


def test_the_patterns_are_found_wherever_they_are_made() -> None:
    found = patterns()

    assert len(found) > 200
    assert {name.split()[0] for name in found} >= {
        "counts",
        "captions",
        "giving",
        "verbs",
        "when",
        "gazetteer",
    }
