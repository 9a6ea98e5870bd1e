"""What editors' tools are told: JSON Schemas of front matter and settings, and snippets, all from the same
tables that `check` uses."""

from __future__ import annotations

import json
from typing import Any

from pydantic import BaseModel

from bangvang.facts import honours, places
from bangvang.sources.config import Config
from bangvang.sources.front_matter import FrontMatter

_FRONT_MATTER = (
    "Phần đầu bài của Bảng Vàng",
    "Những khoá viết giữa hai dòng --- ở đầu một bài. Chỉ title và date là bắt buộc, "
    "và province trừ khi scope là region hoặc national.",
)
_SETTINGS = ("Cấu hình kho bài Bảng Vàng", "Những khoá của config.yaml.")


def front_matter_schema() -> dict[str, Any]:
    """The schema of an article's front matter, as `build.py schema` prints it."""
    return _schema(FrontMatter, *_FRONT_MATTER)


def settings_schema() -> dict[str, Any]:
    """The schema of config.yaml."""
    return _schema(Config, *_SETTINGS)


def files() -> dict[str, str]:
    """Name -> content of the files in `.vscode/` that are made from the program's own tables."""
    made = {
        "front-matter.schema.json": front_matter_schema(),
        "config.schema.json": settings_schema(),
        "bang-vang.code-snippets": _snippets(),
    }
    return {name: json.dumps(tree, ensure_ascii=False, indent=2) + "\n" for name, tree in made.items()}


# ---------------------------------------------------------------- schemas


def _schema(model: type[BaseModel], title: str, description: str) -> dict[str, Any]:
    """Names of provinces, regions, forms and levels are offered, not demanded: other spellings of them are
    read too, and what is none of them `check` tells better than a schema could."""
    given = model.model_json_schema(mode="validation")
    definitions: dict[str, Any] = _moved(given.pop("$defs", {}))
    made: dict[str, Any] = _moved(given)
    for part in (made, *definitions.values()):
        for key in ("title", "description"):  # the class's name and docstring, in English
            part.pop(key, None)
        for name, rule in part["properties"].items():
            rule.pop("title", None)
            _offer(name, rule)
    head: dict[str, Any] = {
        # The newest that editors' YAML tools know whole; its definitions are called so.
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": title,
        "description": description,
    }
    whole: dict[str, Any] = head | made | ({"definitions": definitions} if definitions else {})
    return whole


def _moved(tree: Any) -> Any:
    if isinstance(tree, dict):
        return {
            key: value.replace("#/$defs/", "#/definitions/") if key == "$ref" else _moved(value)
            for key, value in tree.items()
        }
    return [_moved(item) for item in tree] if isinstance(tree, list) else tree


def _offer(name: str, rule: dict[str, Any]) -> None:
    """Offers the names of a table wherever the rule takes any text."""
    known = {
        "province": _provinces(),
        "region": [region.name for region in places.all_regions()],
        "form": _forms(),
        "level": list(honours.LEVELS),
    }.get(name)
    if known is not None:
        _offer_in(rule, known)


def _offer_in(rule: dict[str, Any], known: list[str]) -> None:
    if rule.get("type") == "string":
        del rule["type"]
        rule["anyOf"] = [{"type": "string", "enum": known}, {"type": "string"}]
        return
    for part in (*rule.get("anyOf", ()), rule.get("items")):
        if isinstance(part, dict):
            _offer_in(part, known)


def _provinces() -> list[str]:
    return [place.name for place in places.all()]


def _forms() -> list[str]:
    return [form.label for form in honours.forms()]


# ---------------------------------------------------------------- snippets


def _snippets() -> dict[str, Any]:
    """Completions that Visual Studio Code offers in Markdown without any extension."""
    form = f"${{2|{_choice(_forms())}|}}"
    award = ["  - grantor: ${1:Chủ tịch UBND tỉnh}", f"    form: {form}", "    collectives: ${3:0}"]
    award.append("    individuals: ${4:0}")
    article = [
        "---",
        "draft: true",
        'title: "${1:Tiêu đề bài}"',
        "date: ${2:2024-09-19}",
        f"province: ${{3|{_choice(_provinces())}|}}",
        "awards:",
        "  - grantor: ${4:Chủ tịch UBND tỉnh}",
        f"    form: ${{5|{_choice(_forms())}|}}",
        "    collectives: ${6:3}",
        "    individuals: ${7:6}",
        "source: {name: ${8:Báo Quảng Nam}}",
        "tags: [${9:điển hình tiên tiến}]",
        "---",
        "",
        "$0",
    ]
    return {
        "Bài mới": _snippet("bài", "Khung một bài, là bản nháp", article),
        "Mục khen thưởng": _snippet("khen", "Một nơi khen × một hình thức, trong awards", award),
        "Tỉnh, thành phố": _snippet(
            "tỉnh", "Chọn tên tỉnh, thành phố lúc đó", [f"province: ${{1|{_choice(_provinces())}|}}"]
        ),
        "Con số chung": _snippet("tổng", "Con số cả bài nêu", ["total: {recipients: ${1:33}}"]),
        "Ảnh": _snippet(
            "ảnh",
            "Ảnh đặt cạnh bài",
            ['photos: [{file: ${1:hoi-nghi.jpg}, caption: "${2:Chú thích}", credit: ${3:M.L}}]'],
        ),
        "Địa chỉ cũ": _snippet(
            "địa chỉ cũ", "Địa chỉ trước khi đổi tên", ["aliases: [/${1:bai-viet/2024/ten-cu.html}]"]
        ),
    }


def _snippet(prefix: str, description: str, body: list[str]) -> dict[str, Any]:
    return {"scope": "markdown", "prefix": prefix, "description": description, "body": body}


def _choice(names: list[str]) -> str:
    """Names as a snippet's choice: commas and bars would part it."""
    return ",".join(name.replace("\\", "\\\\").replace(",", "\\,").replace("|", "\\|") for name in names)
