"""The front matter as fields of a form, drawn from the models that read it: a new key is a field by itself.

A field is named as its value is reached in the front matter (`awards.0.collectives`). What the form shows of
a file and what comes back are compared with each other, so that a value nobody touched is never written
again, whatever it looks like in the file.
"""

from __future__ import annotations

import types
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel

from bangvang.desk import aligning, yaml_text
from bangvang.desk.edits import is_nothing
from bangvang.desk.nodes import Value
from bangvang.language import text
from bangvang.language.dates import PartialDate
from bangvang.sources.front_matter import Counts, FrontMatter, PageFrontMatter

Kind = Literal["text", "number", "date", "flag", "choice", "lines", "names", "group", "groups"]
Shown = str | list["Shown"] | dict[str, "Shown"]
"""What a form shows of a value; "" for nothing."""

_FIRST = ("grantor", "form", "level", "province", "of")
"""Keys that stand before the numbers of their group, which the models inherit and so know first."""
DONE = "xong"
"""Below a list of open questions: those that have been settled (`review.xong`)."""
_MEANT = ("name", "file", "form", "of", "province", "recipients")
"""What a text is that stands where a group should: the name of a paper, the file of a photo."""
_SEVERAL = ("province",)
"""Lists that are mostly one name: on one line, parted by commas."""


@dataclass(frozen=True, slots=True)
class Field:
    """One key. `inner`: the fields of a group or of each of several; `choices`: of a key with fixed words."""

    key: str
    kind: Kind
    inner: tuple[Field, ...] = ()
    choices: tuple[str, ...] = ()
    required: bool = False

    def get(self, key: str) -> Field | None:
        return next((each for each in self.inner if each.key == key), None)


@cache
def article() -> Field:
    """All of an article's front matter."""
    return Field("", "group", _inner(FrontMatter))


@cache
def page() -> Field:
    """All of a plain page's."""
    return Field("", "group", _inner(PageFrontMatter))


def _inner(model: type[BaseModel]) -> tuple[Field, ...]:
    made = [
        _field(key, about.annotation, required=about.is_required())
        for key, about in model.model_fields.items()
    ]
    if not issubclass(model, Counts):
        return tuple(made)
    return tuple(sorted(made, key=lambda each: _FIRST.index(each.key) if each.key in _FIRST else len(_FIRST)))


def _field(key: str, annotation: Any, *, required: bool) -> Field:
    kinds = list(_types(annotation))
    model = next((each for each in kinds if isinstance(each, type) and issubclass(each, BaseModel)), None)
    many = any(get_origin(each) is tuple for each in _alternatives(annotation))
    words = tuple(word for each in kinds if get_origin(each) is Literal for word in get_args(each))
    if many and (model is None or _takes_text(annotation)):
        return Field(key, "names" if key in _SEVERAL else "lines", required=required)
    if model is not None:
        return Field(key, "groups" if many else "group", _inner(model), required=required)
    if words:
        return Field(key, "choice", choices=words, required=required)
    kind: Kind = "number" if int in kinds else "date" if PartialDate in kinds else "text"
    return Field(key, "flag" if bool in kinds else kind, required=required)


def _takes_text(annotation: Any) -> bool:
    """Whether the items of a list may also be plain text: a name, or a name with more about it."""
    items = [get_args(each)[0] for each in _alternatives(annotation) if get_origin(each) is tuple]
    about = [each for item in items for each in getattr(item, "__metadata__", ())]
    return any(str in get_args(getattr(each, "json_schema_input_type", None)) for each in about)


def _alternatives(annotation: Any) -> Iterable[Any]:
    """An annotation without what only describes it, each of its alternatives."""
    while hasattr(annotation, "__metadata__"):
        annotation = annotation.__origin__
    if get_origin(annotation) in (Union, types.UnionType):
        for part in get_args(annotation):
            yield from _alternatives(part)
    else:
        yield annotation


def _types(annotation: Any) -> Iterable[Any]:
    """Every type that an annotation is made of."""
    for each in _alternatives(annotation):
        if get_origin(each) is tuple:
            yield from _types(get_args(each)[0])
        else:
            yield each


def order(path: tuple[str, ...]) -> Sequence[str]:
    """The keys of a group in the contract's order; see `edits.Order`."""
    at: Field | None = article()
    for key in path:
        at = at.get(key) if at is not None else None
    return tuple(each.key for each in at.inner) if at is not None else ()


# ---------------------------------------------------------------- what the form shows


def shown(about: Field, value: Value) -> Shown:
    """What the form shows of a value. Keys that are not known are shown as text, too."""
    if about.kind == "group":
        group = _group(about, value)
        known = {each.key: shown(each, group.get(each.key)) for each in about.inner}
        return known | {key: _text(each) for key, each in group.items() if key not in known}
    if about.kind == "groups":
        items: list[Value] = value if isinstance(value, list) else [] if value is None else [value]
        return [shown(Field("", "group", about.inner), item) for item in items]
    if about.kind in ("lines", "names"):
        items = value if isinstance(value, list) else [] if value is None else [value]
        return [_line(item) for item in items]
    said = _text(value)
    return "" if about.kind == "flag" and said.lower() == "false" else said


def _group(about: Field, value: Value) -> Mapping[str, Value]:
    """A group; what stands in its place is shown in the field that it most likely was meant for."""
    if isinstance(value, list) and len(value) == 1:
        value = value[0]
    if isinstance(value, dict):
        return value
    said = _text(value)
    if not said:
        return {}
    keys = [each.key for each in about.inner]
    meant = next(key for key in (*_MEANT, *keys) if key in keys)
    return {"url" if "://" in said and "url" in keys else meant: said}


def _line(item: Value) -> str:
    name = item.get("name") if isinstance(item, dict) else None
    return _text(name if isinstance(name, str) else item)


def _text(value: Value) -> str:
    if isinstance(value, dict | list):
        return yaml_text.inline(value)
    return " ".join((value or "").split())


def flat(value: Shown, name: str = "") -> Iterator[tuple[str, str]]:
    """(name, value) of every field as a browser would send it; the name of a repeated group, too."""
    if isinstance(value, dict):
        for key, each in value.items():
            yield from flat(each, f"{name}.{key}" if name else key)
    elif isinstance(value, list) and all(isinstance(each, str) for each in value):
        yield name, "\n".join(map(str, value))
    elif isinstance(value, list):
        yield name, ""
        for i, each in enumerate(value):
            yield from flat(each, f"{name}.{i}")
    else:
        yield name, value


# ---------------------------------------------------------------- what comes back


@dataclass(slots=True)
class Posted:
    """What was posted under a name, and under the names below it."""

    values: list[str] = field(default_factory=list)
    below: dict[str, Posted] = field(default_factory=dict)


def posted(arguments: Iterable[tuple[str, str]]) -> Posted:
    """The fields of a form as a tree."""
    root = Posted()
    for name, value in arguments:
        at = root
        for step in name.split(".")[:8]:
            at = at.below.setdefault(step, Posted())
        at.values.append(text.clean(value))
    return root


def wanted(about: Field, values: Mapping[str, Value], form: Posted) -> dict[str, Value]:
    """What the front matter should say, by every top-level key that was posted; the untouched as they are."""
    out: dict[str, Value] = {}
    for each in about.inner:
        if each.key in form.below:
            out[each.key] = _merged(each, values.get(each.key), form.below[each.key])
    known = {each.key for each in about.inner}
    for key, value in values.items():
        if key in form.below and key not in known:
            out[key] = _merged(Field(key, "text"), value, form.below[key])
    return out


def filled(about: Field, before: Shown, form: Posted) -> Shown:
    """What a form shows that was posted and is not saved: as it was posted, the rest as `before`."""
    return _read(about, before, form)


def _merged(about: Field, old: Value, form: Posted) -> Value:
    before = shown(about, old)
    after = _read(about, before, form)
    return _goal(about, old, before, after)


def _read(about: Field, before: Shown, form: Posted) -> Shown:
    """What was posted, in the shape in which it was shown; what was not posted as it was shown."""
    if about.kind == "group":
        group = before if isinstance(before, dict) else {}
        inner = {each.key: each for each in about.inner}
        names = [*group, *(key for key in inner if key not in group)]
        return {
            key: _read(inner.get(key, Field(key, "text")), group.get(key, ""), form.below[key])
            if key in form.below
            else group.get(key, "")
            for key in names
        }
    if about.kind == "groups":
        each = Field("", "group", about.inner)
        rows = before if isinstance(before, list) else []
        numbers = sorted(int(step) for step in form.below if _is_number(step))
        empty = shown(each, None)
        read = [(i, _read(each, rows[i] if i < len(rows) else empty, form.below[str(i)])) for i in numbers]
        return [row for i, row in read if i < len(rows) or _bare(row)]  # an empty row is always on offer
    if about.kind in ("lines", "names"):
        return _lines(about, before, form)
    return " ".join(form.values[-1].split()) if form.values else ""


def _lines(about: Field, before: Shown, form: Posted) -> list[Shown]:
    numbered = sorted((int(k), each) for k, each in form.below.items() if _is_number(k))
    typed = [*form.values, *(value for _, each in numbered for value in each.values)]
    rows = "\n".join(typed).split("\n")
    if about.kind == "names":
        known = [each for each in map(str, before) if "," in each] if isinstance(before, list) else []
        rows = [part for row in rows for part in _parted(row, known)]
    done = [" ".join(value.split()) for value in form.below.get(DONE, Posted()).values]
    lines = [" ".join(row.split()) for row in rows]
    return [line for line in lines if line and line not in done]


def _is_number(step: str) -> bool:
    """Whether a part of a name is the number of a row; no form has as many as seven digits count."""
    return step.isascii() and step.isdigit() and len(step) < 7


def _parted(row: str, known: Sequence[str]) -> Iterator[str]:
    """The names of a line, parted by commas, but for those that bear one themselves."""
    parts = row.split(",")
    while parts:
        sizes = [each.count(",") + 1 for each in known if ",".join(parts).strip().startswith(each)]
        whole = [n for n in sizes if ",".join(parts[:n]).strip() in known]
        yield ",".join(parts[: max(whole, default=1)])
        del parts[: max(whole, default=1)]


def _goal(about: Field, old: Value, before: Shown, after: Shown) -> Value:
    """The value to be written for what the form says now; the old one wherever it shows the same."""
    if _bare(before) == _bare(after):
        return old
    if about.kind == "group" and isinstance(after, dict):
        group = dict(_group(about, old))
        was = {key for key, value in group.items() if is_nothing(value)}
        shown_before = before if isinstance(before, dict) else {}
        for key, value in after.items():
            inner = about.get(key) or Field(key, "text")
            group[key] = _goal(inner, group.get(key), shown_before.get(key, ""), value)
        # Keys that said nothing stay, with what is noted at them.
        said = {key: value for key, value in group.items() if value is not None or key in was}
        return None if is_nothing(said) else _ordered(about, said)
    if about.kind == "groups" and isinstance(after, list):
        return _rows(about, old, before, after)
    if about.kind in ("lines", "names") and isinstance(after, list):
        items = _items(old, before, after)
        single = about.kind == "names" and len(items) == 1 and not isinstance(old, list)
        return items[0] if single else None if is_nothing(items) else items
    return after if isinstance(after, str) and after else None


def _bare(value: Shown) -> Shown:
    """A shown value without what shows nothing."""
    if isinstance(value, dict):
        return {key: kept for key, each in value.items() if (kept := _bare(each))}
    return [_bare(each) for each in value if each != ""] if isinstance(value, list) else value


def _ordered(about: Field, group: dict[str, Value]) -> Value:
    """A new group in the contract's order; keys that it had keep theirs when it is written."""
    ranks = {each.key: i for i, each in enumerate(about.inner)}
    return dict(sorted(group.items(), key=lambda pair: ranks.get(pair[0], len(ranks))))


def _rows(about: Field, old: Value, before: Shown, after: list[Shown]) -> Value:
    each = Field("", "group", about.inner)
    olds = old if isinstance(old, list) else [] if old is None else [old]
    shown_before = before if isinstance(before, list) else []
    one, other = [comparable(row) for row in shown_before], [comparable(row) for row in after]
    rows: list[Value] = []
    for origin, row in zip(aligning.align(one, other), after, strict=True):
        if origin is None:
            made = _goal(each, None, {}, row)
        else:
            made = _goal(each, olds[origin], shown_before[origin], row)
        if not is_nothing(made) or (origin is not None and is_nothing(olds[origin])):
            rows.append(made)
    if isinstance(old, dict) and len(rows) == 1:  # one group without a dash stays one
        return rows[0]
    return rows or None


def comparable(row: Shown) -> Value:
    """A shown row as `aligning.align` compares them: nothing is alike for being empty."""
    bare = _bare(row)
    if isinstance(bare, dict):
        return {key: comparable(each) for key, each in bare.items()}
    return [comparable(each) for each in bare] if isinstance(bare, list) else bare


def _items(old: Value, before: Shown, after: list[Shown]) -> list[Value]:
    """The lines, each as it was written in the file where it was there; of a name that was mended all else
    that is known of it stays."""
    olds = list(old) if isinstance(old, list) else [] if old is None else [old]
    one = [str(line) for line in before] if isinstance(before, list) else []
    other = [str(line) for line in after]
    origins = aligning.align(one, other)
    items: list[Value] = []
    for i, origin in enumerate(origins):
        if origin is None:
            items.append(other[i])
        elif one[origin] == other[i]:
            items.append(olds[origin])
        else:
            still = aligning.mended(one, other, origin, i)
            items.append(_renamed(olds[origin], other[i]) if still else other[i])
    for at in (j for j, value in enumerate(olds) if is_nothing(value)):
        former = [i for i, origin in enumerate(origins) if origin is not None and origin < at]
        items.insert(former[-1] + 1 if former else 0, None)
        origins.insert(former[-1] + 1 if former else 0, at)
    return items


def _renamed(old: Value, line: str) -> Value:
    return {**old, "name": line} if isinstance(old, dict) and isinstance(old.get("name"), str) else line
