"""What editors' tools are told agrees with what the program reads."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest

from bangvang.archive.model import Source
from bangvang.commands import drafts, json_schemas
from bangvang.commands.drafts import Facts
from bangvang.facts import honours, places
from bangvang.language.dates import PartialDate
from bangvang.sources import content
from bangvang.sources.front_matter import FrontMatter
from tests.conftest import ROOT, MakeSite, Run

FOLDER = ROOT / ".vscode"


def without_comments(name: str) -> Any:
    rows = (FOLDER / name).read_text("utf-8").splitlines()
    return json.loads("\n".join(row for row in rows if not row.lstrip().startswith("//")))


def rules(schema: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Every key that the schema knows, at any depth."""
    for part in (schema, *schema.get("definitions", {}).values()):
        yield from part["properties"].items()


@pytest.mark.parametrize("name", sorted(json_schemas.files()))
def test_the_file_in_the_repository_is_the_one_the_program_makes(name: str) -> None:
    assert (FOLDER / name).read_text("utf-8") == json_schemas.files()[name], "run: python -m tools.vscode"


def test_the_command_prints_the_schema(run: Run) -> None:
    outcome = run("schema")

    assert outcome.code == 0
    assert json.loads(outcome.out) == json_schemas.front_matter_schema()


def test_the_schema_has_the_keys_of_the_front_matter_and_no_other() -> None:
    schema = json_schemas.front_matter_schema()

    assert list(schema["properties"]) == list(FrontMatter.model_fields)
    assert schema["required"] == ["title", "date"]
    assert schema["additionalProperties"] is False


@pytest.mark.parametrize("schema", [json_schemas.front_matter_schema(), json_schemas.settings_schema()])
def test_every_key_is_described_in_vietnamese(schema: dict[str, Any]) -> None:
    described = [(name, rule.get("description", "")) for name, rule in rules(schema)]

    assert [name for name, text in described if not re.search("[à-ỹđ]", text)] == []
    assert "$defs" not in json.dumps(schema)


def test_tables_are_offered_and_other_spellings_are_still_allowed() -> None:
    known = dict(rules(json_schemas.front_matter_schema()))
    province, form = json.dumps(known["province"]), known["form"]

    assert all(json.dumps(place.name) in province for place in places.all())
    assert form["anyOf"] == [
        {"type": "string", "enum": [form.label for form in honours.forms()]},
        {"type": "string"},
    ]


def test_a_filled_in_snippet_is_an_article_without_error() -> None:
    body = "\n".join(json.loads((FOLDER / "bang-vang.code-snippets").read_text("utf-8"))["Bài mới"]["body"])
    filled = re.sub(r"\$\{\d+[:|]([^,|}]*)[^}]*\}", r"\1", body).replace("$0", "Nội dung.")
    item = content.parse(Source("content/2024/bai.md", filled + "\n", ""))

    assert "$" not in filled
    assert [problem for problem in item.problems if problem.is_error] == []
    assert item.article is not None


def test_the_tasks_find_file_line_code_and_message_in_what_check_prints(run: Run, site: MakeSite) -> None:
    facts = Facts("Khen", PartialDate(2024, 9))
    wrong = drafts.written(facts).replace("national", "natonal").replace("tags: []", "review: [xem lại]")
    folder = site({"content/2024/khen.md": wrong})
    lines = run("check", "--drafts", site=folder).lines  # as the task does
    task = without_comments("tasks.json")["tasks"][0]
    found = {
        matcher["severity"]: match.groups()
        for matcher in task["problemMatcher"]
        for line in lines
        if (match := re.match(matcher["pattern"]["regexp"], line))
    }

    assert found["error"][:2] == ("content/2024/khen.md", "5")
    assert found["error"][3] == "K208"
    assert found["warning"][3] == "K307"


def test_settings_point_at_schemas_that_are_there() -> None:
    named = without_comments("settings.json")["yaml.schemas"]

    assert all((ROOT / path).is_file() for path in named)
    assert without_comments("extensions.json")["recommendations"] == ["redhat.vscode-yaml"]
