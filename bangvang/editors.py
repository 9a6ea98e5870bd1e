"""What editors' tools are told of the front matter: a JSON Schema, with Vietnamese descriptions."""

from __future__ import annotations

from typing import Any

from bangvang import honours, places
from bangvang.schema import FrontMatter

_TITLE = "Phần đầu bài của Bảng Vàng"
_DESCRIPTION = (
    "Những khoá viết giữa hai dòng --- ở đầu một bài. Chỉ title và date là bắt buộc, "
    "và province trừ khi scope là region hoặc national."
)


def front_matter_schema() -> dict[str, Any]:
    """The schema, as `build.py schema` prints it and `.vscode/` holds it.

    Names of provinces, regions, forms and levels are offered, not demanded: other spellings of them are
    read too, and what is none of them `check` tells better than a schema could.
    """
    made = FrontMatter.model_json_schema(mode="validation")
    made["$schema"] = (
        "http://json-schema.org/draft-07/schema#"  # the newest that the YAML extension knows whole
    )
    # Where draft-07 looks for definitions.
    definitions = _moved(made.pop("$defs", {}))
    made = _moved(made)
    made["title"], made["description"] = _TITLE, _DESCRIPTION
    for model in (made, *definitions.values()):
        if model is not made:
            model.pop("title", None)
            model.pop("description", None)  # a docstring, in English
        for name, rule in model["properties"].items():
            rule.pop("title", None)
            _offer(name, rule)
    made["definitions"] = definitions
    return {key: made[key] for key in sorted(made, key=_first)}


def _first(key: str) -> tuple[int, str]:
    order = ("$schema", "title", "description", "type")
    return (order.index(key) if key in order else len(order), key)


def _moved(tree: Any) -> Any:
    if isinstance(tree, dict):
        return {
            key: value.replace("#/$defs/", "#/definitions/") if key == "$ref" else _moved(value)
            for key, value in tree.items()
        }
    return [_moved(item) for item in tree] if isinstance(tree, list) else tree


def _offer(name: str, rule: dict[str, Any]) -> None:
    """Puts the names of a table into the places where it stands as plain text."""
    known = {
        "province": [place.name for place in places.all()],
        "region": [region.name for region in places.all_regions()],
        "form": [form.label for form in honours.forms()],
        "level": list(honours.LEVELS),
    }.get(name)
    if known is None:
        return
    for text in _texts(rule):
        text.clear()
        text["anyOf"] = [{"type": "string", "enum": known}, {"type": "string"}]


def _texts(rule: dict[str, Any]) -> list[dict[str, Any]]:
    """The parts of a rule that take any text, below lists and alternatives."""
    if rule.get("type") == "string":
        described = rule.pop("description", None)
        inner = dict(rule)
        if described is not None:
            rule.clear()
            rule.update({"description": described, "allOf": [inner]})
            return [inner]
        return [rule]
    found = [text for part in rule.get("anyOf", ()) for text in _texts(part)]
    return found + (_texts(rule["items"]) if isinstance(rule.get("items"), dict) else [])
