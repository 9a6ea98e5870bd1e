"""The figures of an archive for a terminal, a program or a spreadsheet: the same sums as thong-ke.html."""

from __future__ import annotations

import csv
import io
import json
import sys
from argparse import Namespace
from collections.abc import Callable, Iterator
from dataclasses import dataclass, fields
from typing import Any

from rich.bar import Bar
from rich.box import SIMPLE
from rich.console import Console as Terminal
from rich.table import Table
from rich.text import Text

from bangvang.archive import statistics
from bangvang.archive.archive import NATION
from bangvang.archive.counting import Tally
from bangvang.archive.statistics import Figures, Rows
from bangvang.build import pipeline
from bangvang.build.pipeline import Options
from bangvang.commands.console import DONE, FAILED, Console
from bangvang.facts import honours, places
from bangvang.language import text, words
from bangvang.language.words import Words

BAR = 24
COLUMNS = ("collectives", "individuals", "households", "recipients")
SUMS = tuple(field.name for field in fields(Tally))


@dataclass(frozen=True, slots=True)
class Section:
    """One table. `id`: its name in JSON and CSV; `rows`: (key, label, sums)."""

    id: str
    caption: str
    grants: bool
    rows: tuple[tuple[str, str, Tally], ...]


def stats(arguments: Namespace, console: Console) -> int:
    """The `stats` command. Gives the exit status."""
    options = Options(arguments.site.resolve(), None)
    listed, report = pipeline.look(options)
    if not report.ok:
        print(console.listing(report.problems, arguments.site), end="", file=sys.stderr)
        console.complain("stats_refused", errors=sum(item.is_error for item in report.problems))
        return FAILED
    found = statistics.of(listed)
    interface = words.load(console.language)
    if arguments.json:
        print(as_json(found, interface))
    elif arguments.csv:
        print(as_csv(found, interface), end="")
    else:
        show(found, interface)
    return DONE


def sections(found: Figures, interface: Words) -> tuple[Section, ...]:
    """Every table, in the order they are told."""

    def named(rows: Rows, label: Callable[[str], str]) -> tuple[tuple[str, str, Tally], ...]:
        return tuple((key, label(key), sums) for key, sums in rows)

    def region(key: str) -> str:
        known = places.find_region(key)
        return known.name if known is not None else interface("place.national") if key == NATION else key

    def level(key: str) -> str:
        return interface(f"level.{key}")

    w = interface
    return (
        Section("years", w("statistics.by_year"), False, named(found.years, str)),
        Section("provinces_then", w("statistics.by_province_then"), False, named(found.then, _province)),
        Section("provinces_now", w("statistics.by_province_now"), False, named(found.now, _province)),
        Section("regions", w("index.regions"), False, named(found.regions, region)),
        Section("forms", w("statistics.by_form"), True, named(found.forms, _form)),
        Section("levels", w("statistics.by_level"), True, named(found.levels, level)),
    )


def _province(key: str) -> str:
    return places.get(key).name


def _form(key: str) -> str:
    form = honours.get_form(key)
    return form.label if form is not None else key


# ---------------------------------------------------------------- for programs


def as_json(found: Figures, interface: Words) -> str:
    """An object: `whole`, then a list for each table, and `form_years`: grants of each form by year."""
    out: dict[str, Any] = {"whole": _sums(found.whole)}
    for section in sections(found, interface):
        out[section.id] = [{"id": key, "label": label, **_sums(sums)} for key, label, sums in section.rows]
    out["form_years"] = [
        {
            "id": form,
            "label": _form(form),
            "years": [{"id": year, "label": year, **_sums(sums)} for year, sums in years],
        }
        for form, years in found.form_years
    ]
    return json.dumps(out, ensure_ascii=False, indent=1)


def as_csv(found: Figures, interface: Words) -> str:
    """One row a heading, all tables below each other; the first column names the table."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(("table", "id", "label", *SUMS, "all"))
    writer.writerow(("whole", "", "", *_cells(found.whole)))
    for section in sections(found, interface):
        for key, label, sums in section.rows:
            writer.writerow((section.id, key, label, *_cells(sums)))
    for form, years in found.form_years:
        for year, sums in years:
            writer.writerow(("form_years", f"{form}/{year}", f"{_form(form)}, {year}", *_cells(sums)))
    return out.getvalue()


def _sums(sums: Tally) -> dict[str, Any]:
    return {name: getattr(sums, name) for name in SUMS} | {"all": sums.all}


def _cells(sums: Tally) -> Iterator[object]:
    for value in _sums(sums).values():
        yield ("true" if value else "false") if isinstance(value, bool) else value


# ---------------------------------------------------------------- for people


def show(found: Figures, interface: Words) -> None:
    """Tables with bars on stdout."""
    terminal = Terminal(file=sys.stdout, highlight=False)
    if not terminal.is_terminal:
        # Nobody's window: wide enough that no name is cut.
        terminal = Terminal(file=sys.stdout, highlight=False, width=132)
    for section in sections(found, interface):
        if section.rows:
            terminal.print(_table(section, interface, bars=terminal.encoding.startswith("utf")))
            terminal.print()
    if not found.whole.articles:
        terminal.print(interface("statistics.empty"))
        return
    terminal.print(Text(interface("statistics.legend"), style="dim"))


def _table(section: Section, interface: Words, *, bars: bool) -> Table:
    unit = interface("statistics.unit_grants" if section.grants else "statistics.unit_articles")
    table = Table(
        title=section.caption, caption=unit, title_justify="left", caption_justify="left", box=SIMPLE
    )
    table.add_column("", overflow="fold")
    table.add_column(interface("tally.articles"), justify="right")
    for column in COLUMNS:
        table.add_column(interface(f"tally.{column}"), justify="right")
    table.add_column(interface("statistics.whole"), justify="right", style="bold")
    if bars:
        table.add_column("", width=BAR)
    most = max(sums.all for _, _, sums in section.rows)
    for _, label, sums in section.rows:
        shown = [_number(getattr(sums, column), sums, interface) for column in COLUMNS]
        whole = _number(sums.all, sums, interface)
        bar = [Bar(size=max(most, 1), begin=0, end=sums.all, width=BAR)] if bars else []
        table.add_row(label, _plain(sums.articles, interface), *shown, whole, *bar)
    return table


def _number(value: int, sums: Tally, interface: Words) -> str:
    if not value:
        return "–"
    return ("≥" if sums.at_least else "") + _plain(value, interface)


def _plain(value: int, interface: Words) -> str:
    return text.number(value) if interface.language == "vi" else f"{value:,}"
