"""How well press texts are read: a folder of texts with what a careful reader finds in them is scored.

    python benchmarks/press.py tests/press/cases [--misses] [--json]

`NN.txt` (or .html, .docx) is the text, `NN.json` the label (see tests/press/README.md).
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from bangvang import press
from bangvang.archive.model import KINDS
from bangvang.language import text

TEXTS = (".txt", ".html", ".docx")
SHARE_OF_SILENT, SHARE_OF_RIGHT = 0.01, 0.92


@dataclass(frozen=True, slots=True)
class Field:
    """One value held against its label. `verdict`: right, flagged (not right, and said so), silent."""

    case: str
    path: str
    verdict: str
    wanted: Any
    got: Any


@dataclass(frozen=True, slots=True)
class Score:
    """`invented`: entries and numbers no label has; `false_awards`: those in texts that report none."""

    fields: tuple[Field, ...]
    invented: tuple[str, ...]
    false_awards: tuple[str, ...]

    @property
    def right(self) -> float:
        """The share of fields that are right, 0 to 1."""
        return self._share("right")

    @property
    def silent(self) -> float:
        """The share of fields that are wrong without a doubt said, 0 to 1."""
        return self._share("silent")

    @property
    def passes(self) -> bool:
        """Whether the gates of a reader that may be trusted hold."""
        return (
            self.right >= SHARE_OF_RIGHT
            and self.silent <= SHARE_OF_SILENT
            and not self.invented
            and not self.false_awards
        )

    def _share(self, verdict: str) -> float:
        return sum(field.verdict == verdict for field in self.fields) / max(1, len(self.fields))


def cases(folder: Path) -> Iterator[tuple[str, Path, Mapping[str, Any]]]:
    """Name, text and label of each case of a folder."""
    for label in sorted(folder.glob("*.json")):
        for ending in TEXTS:
            if (file := label.with_suffix(ending)).is_file():
                yield label.stem, file, json.loads(label.read_text("utf-8"))


def score(folder: Path) -> Score:
    """Reads every text of a folder and holds what was read against the labels."""
    fields: list[Field] = []
    invented: list[str] = []
    false_awards: list[str] = []
    for name, file, label in cases(folder):
        got = press.read(file.read_bytes(), file.name).as_data()
        case = _Case(name, label, got)
        fields += case.fields()
        extra = case.invented()
        (invented if label["awards"] else false_awards).extend(extra)
    return Score(tuple(fields), tuple(invented), tuple(false_awards))


class _Case:
    """One text: its label beside what was read."""

    def __init__(self, name: str, label: Mapping[str, Any], got: Mapping[str, Any]) -> None:
        self.name = name
        self.label = label
        self.got = got
        self.accepted = label.get("_accept", {})
        self.doubted = {doubt["field"] for doubt in got["review"]}
        self.pairs = _paired(label["awards"], got["awards"])

    def fields(self) -> Iterator[Field]:
        label, got = self.label, self.got
        for path in ("title", "date", "date_precision", "byline"):
            yield self._field(path, label.get(path), got[path])
        yield self._field("province", sorted(label["province"]), sorted(got["province"]))
        source, read = label["source"] or {}, got["source"] or {}
        for part in ("name", "url", "code"):
            if label["source"] is None or part in label["source"]:
                yield self._field(f"source.{part}", source.get(part), read.get(part))
        for n, photo in enumerate(label["photos"]):
            read = got["photos"][n] if n < len(got["photos"]) else {}
            for part in ("caption", "credit"):
                yield self._field(f"photos[{n}].{part}", photo.get(part), read.get(part))
        yield self._field("stated_total", _counts(label["stated_total"]), _counts(got["total"]))
        for n, award in enumerate(label["awards"]):
            yield from self._award(n, award)

    def _award(self, n: int, award: Mapping[str, Any]) -> Iterator[Field]:
        m = self.pairs.get(n)
        read = self.got["awards"][m] if m is not None else {}
        at = f"awards[{n}]"
        for part in ("grantor", "form"):
            yield self._field(f"{at}.{part}", award[part], read.get(part), m)
        for kind in KINDS:
            wanted = award.get(kind)
            if wanted is not None or read.get(kind) is not None:
                yield self._field(f"{at}.{kind}", wanted, read.get(kind), m)
        if award.get("posthumous"):
            yield self._field(f"{at}.posthumous", True, bool(read.get("posthumous")), m)
        if award.get("names"):
            yield self._field(f"{at}.names", award["names"], read.get("names"), m)
        if "subsets" in award:
            wanted, got = (
                [_counts(part) for part in parts] for parts in (award["subsets"], read.get("subset", ()))
            )
            yield self._field(f"{at}.subset", wanted, got, m)

    def _field(self, path: str, wanted: Any, got: Any, read_as: int | None = None) -> Field:
        options = [wanted, *_options(self.accepted.get(path))]
        if any(_same(option, got) for option in options):
            return Field(self.name, path, "right", wanted, got)
        flagged = self._doubts(path, read_as)
        return Field(self.name, path, "flagged" if flagged else "silent", wanted, got)

    def _doubts(self, path: str, read_as: int | None) -> bool:
        top = path.split(".")[0].split("[")[0]
        if top == "awards":
            # What was left out is told by a doubt on the whole; what is wrong, by one on its own entry.
            own = f"awards[{read_as}]" if read_as is not None else "awards"
            return any(field == own or field.startswith(f"{own}.") for field in self.doubted)
        names = {"stated_total": ("total",), "date_precision": ("date",), "province": ("province", "scope")}
        return any(field.startswith(names.get(top, (top,))) for field in self.doubted)

    def invented(self) -> Iterator[str]:
        used = {m: n for n, m in self.pairs.items()}
        for m, award in enumerate(self.got["awards"]):
            numbers = [award[kind] for kind in KINDS if award[kind] is not None]
            if m not in used:
                if not isinstance(self.accepted.get("awards"), str):
                    yield f"{self.name} awards[{m}] {award['grantor']} · {award['form']} {numbers}"
                continue
            wanted = self.label["awards"][used[m]]
            known = {wanted.get(kind) for kind in KINDS}
            for kind in KINDS:
                options = _options(self.accepted.get(f"awards[{used[m]}].{kind}"))
                if award[kind] is not None and award[kind] not in known and award[kind] not in options:
                    yield f"{self.name} awards[{m}].{kind} {award[kind]}"
            parts = [_counts(part) for part in wanted.get("subsets", ())]
            for part in map(_counts, award["subset"]):
                if "subsets" in wanted and part not in parts:
                    yield f"{self.name} awards[{m}].subset {part}"


def _options(accepted: Any) -> Sequence[Any]:
    return accepted if isinstance(accepted, list) else ()


def _counts(count: Mapping[str, Any] | None) -> dict[str, int] | None:
    return None if count is None else {kind: count[kind] for kind in KINDS if count.get(kind) is not None}


def _same(wanted: Any, got: Any) -> bool:
    if isinstance(wanted, str) and isinstance(got, str):
        return _plain(wanted) == _plain(got)
    if isinstance(wanted, list) and isinstance(got, list):
        return [_plain(str(one)) for one in wanted] == [_plain(str(one)) for one in got]
    return bool(wanted == got) or (not wanted and not got and wanted != 0 and got != 0)


def _plain(words: str) -> str:
    return text.key(words).strip(" .;:,\"“”'")


def _paired(wanted: Sequence[Mapping[str, Any]], got: Sequence[Mapping[str, Any]]) -> dict[int, int]:
    """Which entry read is which of the label: those that agree most are paired first."""
    ranked = sorted(
        ((_likeness(one, other), -n, -m) for n, one in enumerate(wanted) for m, other in enumerate(got)),
        reverse=True,
    )
    pairs: dict[int, int] = {}
    for likeness, n, m in ranked:
        if likeness > 0 and -n not in pairs and -m not in pairs.values():
            pairs[-n] = -m
    return pairs


def _likeness(one: Mapping[str, Any], other: Mapping[str, Any]) -> int:
    counts = sum(one.get(kind) == other.get(kind) for kind in KINDS if one.get(kind) is not None)
    return int(
        4 * counts + 2 * _same(one["form"], other["form"]) + 3 * _same(one["grantor"], other["grantor"])
    )


def main() -> int:
    """Prints the score of a folder. Exit status 1 where a gate is missed."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--misses", action="store_true", help="print every field that is not right")
    parser.add_argument("--json", action="store_true")
    asked = parser.parse_args()
    made = score(asked.folder)
    if asked.misses:
        for field in made.fields:
            if field.verdict != "right":
                wanted, got = (json.dumps(one, ensure_ascii=False) for one in (field.wanted, field.got))
                print(f"{field.case} {field.path}: {field.verdict}\n    label {wanted}\n    read  {got}")
        for line in (*made.invented, *made.false_awards):
            print(f"invented: {line}")
    verdicts = Counter(field.verdict for field in made.fields)
    summary = {
        "fields": len(made.fields),
        "right": round(made.right, 4),
        "flagged": verdicts["flagged"],
        "silently_wrong": verdicts["silent"],
        "invented": len(made.invented),
        "false_awards": len(made.false_awards),
        "passes": made.passes,
    }
    print(
        json.dumps(summary) if asked.json else "\n".join(f"{name:15} {one}" for name, one in summary.items())
    )
    return 0 if made.passes else 1


if __name__ == "__main__":
    sys.exit(main())
