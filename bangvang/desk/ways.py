"""From a message of a build to the spot of a form where it is mended."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from bangvang.desk import checking, fields, forms
from bangvang.desk.desk import Desk, address
from bangvang.desk.nodes import Unreadable
from bangvang.desk.opened import field_of
from bangvang.desk.sheet import Sheet
from bangvang.problems import Place, Problem, problem


@dataclass(frozen=True)
class Ways:
    """`files`: the sheet of each file that was asked for, and what its form has a place for."""

    desk: Desk
    files: dict[str, tuple[Sheet | None, frozenset[str]]] = field(default_factory=dict)

    def to(self, told: Mapping[str, object]) -> str:
        """The address of the field that a message of a build speaks of (see `building`), as near as the form
        comes; empty where its file has no form."""
        path = str(told["file"])
        if not (path.startswith("content/") and path.endswith(".md")):
            return ""
        if path not in self.files:
            self.files[path] = self.read(path)
        sheet, held = self.files[path]
        name = checking.field_of(path, sheet, _problem(path, told)) if sheet is not None else ""
        return f"{address(path)}#{forms.anchor(name, held)}"

    def read(self, path: str) -> tuple[Sheet | None, frozenset[str]]:
        sheet = self.desk.store.open(path)
        try:
            shown = fields.shown(field_of(path), sheet.values()) if sheet is not None else {}
        except Unreadable:
            return None, frozenset()
        return sheet, forms.held(forms.sections(field_of(path), shown, forms.Notes(), self.desk.say))


def _problem(path: str, told: Mapping[str, object]) -> Problem:
    place = Place(path, int(str(told["line"])), int(str(told["column"])))
    return problem(place, str(told["code"]), key=told.get("key"))
