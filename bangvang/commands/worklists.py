"""`list` and `tag`: the desk's worklist, and its respelling of tags, for a terminal."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from bangvang import problems
from bangvang.build import pipeline
from bangvang.build.cached_rows import CacheLost
from bangvang.build.pipeline import Options
from bangvang.build.trial import Ground
from bangvang.commands.console import DONE, FAILED, Console
from bangvang.desk import steps, tagging, texts, worklist
from bangvang.desk.steps import Impossible
from bangvang.desk.store import Refused, Stale, Store
from bangvang.desk.worklist import Row
from bangvang.language import dates
from bangvang.problems import ProblemsFound
from bangvang.sources import reviews

FILTERS = ("draft", "review", "no-source", "no-photo", "duplicates")


def _ground(site: Path, console: Console) -> Ground | None:
    """The archive; None, and told why, where it cannot be read."""
    try:
        return pipeline.survey(Options(site=site.resolve(), output=None), console.progress)
    except ProblemsFound as found:
        print(problems.show(found.problems, console.language), end="")
    except (CacheLost, OSError) as error:
        console.complain("cannot_read", detail=error)
    return None


def list_articles(arguments: argparse.Namespace, console: Console) -> int:
    """Prints the worklist: a line an article, what is open on it below."""
    ground = _ground(arguments.site, console)
    if ground is None:
        return FAILED
    asked = [name for name in FILTERS if getattr(arguments, name.replace("-", "_"))]
    rows = worklist.chosen(worklist.rows(ground), asked, arguments.tag or "")
    if arguments.json:
        print(json.dumps([row.data(console.language) for row in rows], ensure_ascii=False, indent=1))
        return DONE
    for row in rows:
        for line in _lines(row, console):
            print(line)
    console.complain("listed", number=len(rows))
    return DONE


def _lines(row: Row, console: Console) -> list[str]:
    say = texts.load(console.language)
    day = dates.short(row.date, console.language) if row.date is not None else "–"
    states = ", ".join(say(f"state.{state}").lower() for state in row.states)
    places = ", ".join(row.places) or say("list.nowhere")
    lines = [f"{row.path}: {row.title or say('list.unread')}", f"    {day} · {places} · {states}"]
    lines += [f"    {reviews.told(flag, console.language)}" for flag in row.review]
    lines += [f"    {say('list.duplicate_of', other=other)}" for other in row.duplicates]
    lines += [f"    {item.code}: {item.message(console.language)}" for item in row.problems if item.is_error]
    return lines


def tag(arguments: argparse.Namespace, console: Console) -> int:
    """Respells or merges a tag in every file, with its redirect; says what is changed."""
    ground = _ground(arguments.site, console)
    if ground is None:
        return FAILED
    store, say = Store(arguments.site.resolve()), texts.load(console.language)
    old, new = (" ".join(name.split()) for name in (arguments.old, arguments.new))
    try:
        step = steps.retagged(ground, store.open, old, new)
        if not arguments.dry_run:
            tagging.apply(store, step)
    except Impossible as error:
        near = tagging.nearest(ground.planned.archive, old) if error.key == "tags.unknown" else None
        words = say("tags.unknown_near", name=old, near=near) if near else say(error.key, **error.values)
        console.complain("plain", text=words)
        return FAILED
    except (Stale, Refused):
        console.complain("plain", text=say("step.stale"))
        return FAILED
    except OSError as error:
        console.complain("cannot_write", path=error.filename or "content", detail=error.strerror or error)
        return FAILED
    for change in step.changes:
        print(change.path)
        if arguments.dry_run:
            print("".join(f"    {sign} {row}\n" for sign, row in change.rows() if sign in "+-"), end="")
    key = "tag_would" if arguments.dry_run else "tag_done"
    console.complain(key, number=len(step.changes), old=old, new=new)
    return DONE
