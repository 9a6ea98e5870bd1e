"""YAML text -> typed, frozen models, with every complaint at its line and column in the editor's words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import Any, TypeGuard, TypeVar

from pydantic import BaseModel, ValidationError

from bangvang.archive import recipients
from bangvang.problems import Problem, problem, term
from bangvang.sources import dashes, guesses, name_lists, patterns, yamltext
from bangvang.sources.front_matter import NameEntry
from bangvang.sources.slips import Keys
from bangvang.sources.yamltext import UNKNOWN, Front, Path, Tree

Model = TypeVar("Model", bound=BaseModel)

# What stands in for a required value of an entry, so that the rest of the entry can still be checked.
_REQUIRED_INSIDE = ("grantor", "form", "of", "name")


@dataclass(frozen=True, slots=True)
class Reading:
    """The outcome of reading front matter. `model` is None when not even a part could be saved.

    `tree` knows where everything stands; `faulty`: top-level keys that were left out or patched because
    something in them is wrong, so that what follows from them must not be told as well."""

    model: Any
    problems: tuple[Problem, ...]
    tree: Tree
    faulty: frozenset[str]


def read(front: Front, model: type[Model], *, stand_ins: Mapping[str, object] | None = None) -> Reading:
    """Reads YAML into `model`. Faulty values are reported, left out, and the rest is read again;
    `stand_ins` fill required keys that are missing or faulty, so that other checks can go on."""
    keys = _all_keys(model)
    tree = yamltext.read(front, keys)
    cut, without = dashes.mended(tree)
    if without is not None:
        tree = replace(yamltext.read(without, keys), problems=tree.problems)
    root = tree.root
    if root is None:
        return Reading(None, (*tree.problems, *cut), tree, tree.faulty)
    problems = [*tree.problems, *cut]
    faulty = set(tree.faulty)
    said = set(problems)
    excused: set[Path] = set()
    strange: _Strange = {}
    for _ in range(4):
        try:
            return Reading(model.model_validate(root), tuple(problems), tree, frozenset(faulty))
        except ValidationError as error:
            items = error.errors(include_url=False)
        # Unknown keys first: what is misspelt is not missing as well, nor is what was left out as faulty.
        for item in sorted(items, key=lambda item: item["type"] != "extra_forbidden"):
            path = tuple(item["loc"])
            told = _explain(tree, model, path, item)
            if item["input"] != UNKNOWN and path not in excused and told not in said:
                problems.append(told)
                said.add(told)
            _leave_out(root, path, stand_ins or {}, strange)
            meant = _meant(told, path)
            excused.update((*path[:-1], key) for key in meant)
            faulty.update((str(path[0]), *(str((*path[:-1], key)[0]) for key in meant)))
    return Reading(None, tuple(problems), tree, frozenset(faulty))


_KEYS_IN = re.compile(r"\b[a-z_]+(?=: )")


def _meant(told: Problem, path: Path) -> list[Any]:
    """The keys that are not missing as well, of what was told at a path."""
    said = dict(told.values)
    if told.code == "K103":
        return [said.get("suggestion", "")]
    return [path[-1], *_KEYS_IN.findall(str(said.get("example", "")))] if told.code == "K133" else [path[-1]]


# A list, by its identity -> itself and how many of its items are no text.
_Strange = dict[int, tuple[list[Any], int]]


def _leave_out(root: dict[str, Any], path: Path, stand_ins: Mapping[str, object], strange: _Strange) -> None:
    """Takes away the value at `path`, or puts what stands in for it where there must be one."""
    holder: Any = root
    inner: tuple[Any, str] | None = None  # the deepest mapping on the way, and its key
    for step in path[:-1]:
        if isinstance(holder, dict) and isinstance(step, str):
            inner = (holder, step)
        holder = _inside(holder, step)
    last = path[-1]
    if isinstance(holder, list) and isinstance(last, int) and _texts(holder, last, strange):
        holder[last] = UNKNOWN  # its neighbours keep their numbers
    elif isinstance(holder, dict) and isinstance(last, str):
        stand_in = stand_ins.get(last) if len(path) == 1 else None
        if stand_in is None and len(path) > 1 and last in _REQUIRED_INSIDE:
            stand_in = UNKNOWN
        if stand_in is not None:
            holder[last] = stand_in
        elif last in holder:
            del holder[last]
        elif inner is not None:
            inner[0].pop(inner[1], None)
    elif inner is not None:
        inner[0].pop(inner[1], None)


def _texts(holder: list[Any], skipped: int, strange: _Strange) -> bool:
    """Whether a list is one of texts but for one item, which is about to become one. A long list is gone
    through once, however many of its items are faulty."""
    if skipped >= len(holder) or holder[skipped] == UNKNOWN:
        return False
    if id(holder) not in strange:
        strange[id(holder)] = (holder, sum(not isinstance(item, str) for item in holder))
    if strange[id(holder)][1] > (not isinstance(holder[skipped], str)):
        return False
    strange[id(holder)] = (holder, 0)
    return True


def _inside(holder: Any, step: str | int) -> Any:
    if isinstance(holder, dict):
        return holder.get(str(step))
    if isinstance(holder, list) and isinstance(step, int) and step < len(holder):
        return holder[step]
    return None


# ---------------------------------------------------------------- complaints


def _explain(tree: Tree, model: type[BaseModel], path: Path, item: Any) -> Problem:
    """A pydantic complaint as a problem in the editor's words."""
    kind, given = item["type"], item["input"]
    key = next((str(step) for step in reversed(path) if isinstance(step, str)), "")
    place = tree.place(path)
    if kind == "extra_forbidden":
        return _unknown_key(tree, model, path, given)
    if kind == "missing":
        return problem(tree.place(path[:-1]), "K105", key=key, example=patterns.blank(key, _group(path)))
    if kind.startswith("K"):
        values = {k: v for k, v in item["ctx"].items() if k != "code"}
        values |= {"example": _quoted(tree, path, given)} if kind == "K108" else {}
        kind, values = _as_placed(tree, path, kind, values)
        return problem(place, kind, **({"key": key} | values))
    if given is None or given == "":
        return problem(place, "K115", key=key)
    wanted = _WANTED.get(kind, "text")
    if wanted == "text" and isinstance(given, dict) and len(given) == 1:
        # "- Hội nghị: tổng kết" is a mapping to YAML
        (value,) = given.values()
        if value is None or isinstance(value, str):
            return problem(place, "K108", example=_quoted(tree, path, given))
    found = term("list" if isinstance(given, list) else "mapping" if isinstance(given, dict) else "text")
    is_item = isinstance(path[-1], int)
    example = patterns.of(key, given, owner=_group(path), is_item=is_item)
    if isinstance(given, dict) and wanted == "list" and not any(given.values()):  # {A, B}
        example = name_lists.written(key, given)
    if is_item and _are_texts(given):  # [[A, B]]
        example = _without_inner(tree, path, key, given)
    if wanted == "list" and isinstance(given, str) and _inner_model(_at(model, path)) in _TEXTS:
        listed = name_lists.topics_in if key == "tags" else name_lists.names_in
        example = name_lists.written(key, listed(tree.as_typed(path, given)))
    return problem(place, "K106", key=key, wanted=term(wanted), found=found, example=example)


def _without_inner(tree: Tree, path: Path, key: str, given: list[str]) -> str:
    """A list without the lists in it; its next line alone, where the whole was shown for one before: that one
    is not known any more, and would be lost."""
    items = _at_path(tree.root, path[:-1])
    is_known = isinstance(items, list) and UNKNOWN not in items[:_SHORT]
    texts = _flat(items, given) if is_known else given
    if key == "names":
        texts = list(map(recipients.unnumbered, texts))
    if is_known:
        return name_lists.written(key, texts)
    mark = "" if tree.in_brackets(path) else "- "
    return " ⏎ ".join(mark + name_lists.quoted(item) for item in texts)


def _at_path(root: Any, path: Path) -> Any:
    for step in path:
        root = _inside(root, step)
    return root


_SHORT = 100


def _flat(items: Any, inner: list[str]) -> list[str]:
    """The texts of a list, and of the lists in it; of a long one, which may hold as many lists, `inner`."""
    if not isinstance(items, list) or len(items) > _SHORT:
        return inner
    listed = [item if isinstance(item, list) else [item] for item in items]
    return [text for some in listed for text in some if isinstance(text, str) and text != UNKNOWN]


def _are_texts(given: object) -> TypeGuard[list[str]]:
    return isinstance(given, list) and bool(given) and all(isinstance(item, str) for item in given)


def _as_placed(tree: Tree, path: Path, kind: str, values: dict[str, Any]) -> tuple[str, dict[str, Any]]:
    """Of a province that is none: a line instead of it can be offered where it has one of its own, and
    nothing else says what that line would."""
    if kind not in ("K222", "K223"):
        return kind, values
    own = path[0] == "province" and not tree.in_brackets(path)
    if own and (kind == "K222" or not (tree.has("scope") or tree.has("region"))):
        return kind, values
    return "K205", {"value": values["value"], "suggestion": None}


def _quoted(tree: Tree, path: Path, given: dict[str, str | None]) -> str:
    """A text with a colon, of which YAML made a group of keys, as it should be typed; within brackets with
    the whole line."""
    ((name, value),) = given.items()
    if value is None and "{" in tree.row(path):  # {Hà Nội}
        return f"{path[-1]}: {name_lists.quoted(name)}"
    if tree.in_brackets(path):
        return tree.with_quotes(path, name, value) or f'"{name}: {value or ""}"'
    return f'{"- " if isinstance(path[-1], int) else f"{path[-1]}: "}"{name}: {value or ""}"'


def _group(path: Path) -> str:
    """The group of keys that the last key of a path stands in."""
    names = [step for step in path if isinstance(step, str)]
    return names[-2] if len(names) > 1 else ""


_WANTED = {
    "tuple_type": "list",
    "model_type": "mapping",
    "model_attributes_type": "mapping",
    "dict_type": "mapping",
    "int_type": "number",
    "is_instance_of": "date",
    "bool_type": "flag",
}
_TEXTS = (None, NameEntry)
"""What items of a list are that may be text: no group of keys, or one that a text alone stands for."""


def _unknown_key(tree: Tree, model: type[BaseModel], path: Path, given: object) -> Problem:
    key, place = str(path[-1]), tree.place(path, key=True)
    known = _keys_at(model, path[:-1])
    line = _other_line(tree, path, key, given, known)
    if line is not None:
        return line
    if given is None and (cut := _cut_by_comma(tree, path, key, known)) is not None:
        return cut
    above = _above(tree, place.line) if len(path) == 1 else None
    if above in model.model_fields and key in _keys_in(model, above):
        return problem(place, "K134", typed=0, indent=2, example=tree.row(path).strip())
    row = tree.row(path)
    if len(path) > 1 and key in model.model_fields and row.lstrip().startswith(f"{key}:"):
        return problem(place, "K134", typed=len(row) - len(row.lstrip()), indent=0, example=row.strip())
    suggestion = guesses.key(key, known)
    owner = _owner(model, key) if suggestion is None else None
    if owner is not None:
        return problem(place, "K126", key=key, owner=owner, example=patterns.blank(owner))
    return problem(place, "K103", key=key, known=", ".join(known), suggestion=suggestion)


def _cut_by_comma(tree: Tree, path: Path, key: str, known: tuple[str, ...]) -> Problem | None:
    """In braces: what stands behind a comma that ended the value before."""
    place = tree.place(path, key=True)
    if re.fullmatch(r"[0-9]{3}", key):  # {individuals: 1,024}
        number = re.search(rf"(?<![\d.,])[0-9]{{1,3}},{key}(?!\d)", tree.row(path))
        if number is not None:
            suggestion = guesses.count(number[0])
            return problem(place, "K201", value=number[0], why=term("count_comma"), suggestion=suggestion)
    if len(path) > 1 and " " in key and guesses.key(key, known) not in known:
        return problem(place, "K123", value=key)  # {name: Lê A, title: Chủ tịch, Trưởng ban}
    return None


def _above(tree: Tree, line: int) -> str | None:
    """The top-level key that the line above ends in, with nothing in it."""
    return next(
        (
            key
            for key, value in (tree.root or {}).items()
            if value is None and tree.place((key,), key=True).line == line - 1
        ),
        None,
    )


_GLUED = re.compile(r"(?P<key>[a-z_]+)(?P<sign>:| )\s*(?P<value>\S.*)")


def _other_line(tree: Tree, path: Path, key: str, given: object, known: tuple[str, ...]) -> Problem | None:
    """The line of what was meant for a key with its value, or for an item with the two it is of."""
    place, row = tree.place(path, key=True), tree.row(path)
    glued = _GLUED.fullmatch(key)
    if (given is None or isinstance(given, str)) and glued is not None and glued["key"] in known:
        what = "no_blank" if glued["sign"] == ":" else "no_colon"
        example = row.replace(key, f"{glued['key']}: {glued['value']}", 1).strip()
        return problem(place, "K133", what=term(what), example=example)
    alone = len(path) == 3 and row.strip().startswith("- ") and guesses.key(key, known) is None
    if alone and isinstance(given, str) and len(_inside(_inside(tree.root, path[0]), path[1])) == 1:
        line = patterns.two(str(path[0]), key, given)
        return problem(place, "K133", what=term("two_keys"), example=line) if line else None
    return None


def _owner(model: type[BaseModel], key: str) -> str | None:
    """The group that a key belongs to which was put one step too high. A `name` may belong to any."""
    if key == "name":
        return None
    groups = ((owner, _inner_model(about.annotation)) for owner, about in model.model_fields.items())
    return next((owner for owner, inner in groups if inner is not None and key in inner.model_fields), None)


def _keys_at(model: type[BaseModel], path: Path) -> tuple[str, ...]:
    """The keys allowed at a path of the model."""
    return tuple(_inner_model(_at(model, path)).model_fields)


def _keys_in(model: type[BaseModel], key: str | None) -> tuple[str, ...]:
    """The keys of the group that a key holds; none where it holds no group."""
    inner = _inner_model(model.model_fields[key].annotation) if key is not None else None
    return tuple(inner.model_fields) if inner is not None else ()


@cache
def _all_keys(model: type[BaseModel]) -> Keys:
    """The keys of a model: its own, and those of all that stands in it."""
    inner = [found for about in model.model_fields.values() if (found := _inner_model(about.annotation))]
    below = [_all_keys(found) for found in inner]
    return Keys(frozenset(model.model_fields), frozenset().union(*(keys.top | keys.inner for keys in below)))


def keys_of(model: type[BaseModel], kind: type) -> Iterator[str]:
    """The keys whose values are of a kind, in a model and in all that stands in it."""
    for key, about in model.model_fields.items():
        if about.annotation is kind:
            yield key
        inner = _inner_model(about.annotation)
        if inner is not None:
            yield from keys_of(inner, kind)


def _at(model: type[BaseModel], path: Path) -> Any:
    """What is declared at a path of the model; walks annotations through tuples and optionals."""
    found: Any = model
    for step in path:
        if isinstance(step, str):
            found = _inner_model(found).model_fields[step].annotation
    return found


def _inner_model(annotation: Any) -> Any:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    for part in getattr(annotation, "__args__", ()):
        found = _inner_model(part)
        if found is not None:
            return found
    return None
