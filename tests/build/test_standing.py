"""What stands in a folder is told by one number, which an edit need not take anew from every file."""

from __future__ import annotations

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from bangvang.build import standing

FILES = st.dictionaries(st.text(max_size=3), st.tuples(st.integers(0, 9), st.integers(0, 2**63)), max_size=6)


def digest(files: dict[str, tuple[int, int]]) -> str:
    return standing.digest_of((url, *about) for url, about in files.items())


@given(FILES, FILES)
def test_what_goes_and_what_comes_gives_the_digest_of_what_then_stands(
    before: dict[str, tuple[int, int]], after: dict[str, tuple[int, int]]
) -> None:
    gone = [(url, *about) for url, about in before.items() if after.get(url) != about]
    come = [(url, *about) for url, about in after.items() if before.get(url) != about]

    assert standing.digest_of(come, digest(before), gone) == digest(after)


@given(FILES, FILES)
def test_other_files_have_another_digest(
    one: dict[str, tuple[int, int]], other: dict[str, tuple[int, int]]
) -> None:
    assert (digest(one) == digest(other)) == (one == other)


def test_an_empty_folder_and_none_are_nothing(tmp_path: Path) -> None:
    assert standing.Target(tmp_path).digest == standing.Target(tmp_path / "none").digest == standing.NOTHING


def test_another_process_sees_what_this_one_sees(tmp_path: Path) -> None:
    for name in ("a.html", "tinh/b.html", ".htaccess"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(name)

    with standing.looked_at(tmp_path, jobs=2) as target:
        assert target.stands == standing.of(tmp_path)
        assert target.stands.keys() == {"a.html", "tinh/b.html"}
        assert target.digest == standing.Target(tmp_path).digest
