"""Source -> Article or PlainPage: one file, read alone, every complaint at its place."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from urllib.parse import unquote

from bangvang import digests
from bangvang.archive.model import Article, PlainPage, Source, slug_of
from bangvang.language import text
from bangvang.problems import Place, Problem, problem, term
from bangvang.sources import articles, checks, letters, markup, photo_words, schema
from bangvang.sources.front_matter import FrontMatter, PageFrontMatter
from bangvang.sources.yamltext import Front, without_controls

PAGES = "content/pages/"
# Keys that no Vietnamese sentence begins with.
_DATA = ("awards", "total", "grantor", "collectives", "individuals", "households", "recipients", "province")
# These alone are words as well: a group or a list behind them, and a line --- below, make them data.
_GROUPS = ("source", "people", "tags", "photos", "organisations", "programme", "aliases", "review")
_STRAYED = re.compile(
    rf"^[ \t]*(?:- +)?(?:(?P<data>{'|'.join(_DATA)}):(?=\s|$)"
    rf"|(?P<group>{'|'.join(_GROUPS)}):(?= *[\[{{]| *$))",
    re.MULTILINE,
)
_CONFLICT = re.compile(r"^(<{7}|={7}|>{7})(?: .*)?$", re.MULTILINE)
UNWRITTEN = "Viết nội dung bài ở đây"
"""How the text of a new draft begins, until somebody has written it."""

_DRAFT = re.compile(
    # However it is typed: that nobody is to see it yet is plain, and that the words are not ours is told.
    r"""^(?:drafts?|(?:bản[ ])?nháp)[ \t]*:[ \t]*
    (["']?)(?:true|yes|y|on|1|x|có|đúng|rồi|draft|(?:bản[ ])?nháp)\1[ \t]*(?:\#.*)?$""",
    re.MULTILINE | re.IGNORECASE | re.VERBOSE,
)
_FENCE = re.compile(r"---[ \t]*(?:\n|\Z)")
_CLOSE = re.compile(r"^---[ \t]*$\n?", re.MULTILINE)
_STAND_INS: Mapping[str, object] = {"title": "?", "date": "2000-01-01"}


@dataclass(frozen=True, slots=True)
class Parsed:
    """What one file gives. `article` and `page` are both None only when nothing could be read from it; it
    says that it is a `draft` even then. `mentioned`: names of photos in a file with errors, wherever they
    stand: they may be meant."""

    article: Article | None
    page: PlainPage | None
    html: str
    problems: tuple[Problem, ...]
    draft: bool = False
    mentioned: tuple[str, ...] = ()

    @property
    def broken(self) -> bool:
        return any(item.is_error for item in self.problems)


def parse(source: Source) -> Parsed:
    """Reads one article or plain page. Never raises for what an editor wrote."""
    parsed = _parsed(source)
    return replace(parsed, mentioned=photos_in(source.text)) if parsed.broken else parsed


_AROUND_NAMES = re.compile(r"[\n\"'()\[\]{}<>:|]")
_PHOTO_ENDS = re.compile(rf"(?:{'|'.join(map(re.escape, markup.PHOTO_SUFFIXES))})(?![\w.])", re.IGNORECASE)


def photos_in(written: str) -> tuple[str, ...]:
    """What looks like the name of a photo, anywhere in a text. Takes time as the text's length does: ends of
    names are looked for, and what stands before them is cut off, never tried letter by letter."""
    found: dict[str, None] = {}
    for piece in _AROUND_NAMES.split(written):
        start = 0
        for end in _PHOTO_ENDS.finditer(piece):
            found[unquote(piece[start : end.end()]).strip(" \t-,")] = None
            start = end.end()
    return tuple(found)


def _parsed(source: Source) -> Parsed:
    problems = list(letters.unreadable(source))
    written, controls = without_controls(source.text, source.path, 1)
    told = {item.place.line for item in problems}
    problems += [item for item in controls if item.place.line not in told]
    problems += _name_problems(source.path)
    torn = _conflicts(source.path, written)
    if torn:  # two versions in one file: what else is wrong with it may be wrong with the other only
        return Parsed(None, None, "", (*problems, *torn), is_draft(written))
    split = _split(source.path, written)
    if isinstance(split, Problem):
        return Parsed(None, None, "", (*problems, split), is_draft(written))
    front, body_text, body_line = split
    body, found = markup.render(body_text, source.path, first_line=body_line)
    if source.path.startswith(PAGES):
        page, complaints = _page(source, front, body)
        return Parsed(None, page, body.html, (*problems, *complaints, *found))
    if not body_text.strip():
        problems.append(problem(Place(source.path, max(body_line - 1, 1)), "K409"))
    problems += _strayed(source.path, body_text, body_line)
    article, html, complaints = _article(source, front, body)
    if article is not None and complaints and not article.draft and is_draft(written):
        article = replace(article, draft=True)  # its `draft: yes` was a complaint
    found = photo_words.undescribed(found, article.photos) if article is not None else found
    if UNWRITTEN in body_text and article is not None and not article.draft:
        place = markup.place_of(body_text, body_text.index(UNWRITTEN), source.path, body_line)
        problems.append(problem(place, "K414", text=UNWRITTEN))
    draft = article.draft if article is not None else is_draft(written)
    return Parsed(article, None, html, (*problems, *complaints, *found), draft)


def is_draft(written: str) -> bool:
    """Whether a file with faults says of itself that it is a draft."""
    opening = _FENCE.match(written)
    found = _DRAFT.search(written, opening.end()) if opening is not None else None
    closing = _CLOSE.search(written, opening.end()) if opening is not None else None
    return found is not None and (closing is None or found.start() < closing.start())


def _conflicts(path: str, written: str) -> list[Problem]:
    """Where git put the marks of a merge that nobody finished: one of the outer two, and the one between."""
    if "=======" not in written or ("<<<<<<<" not in written and ">>>>>>>" not in written):
        return []
    marks = list(_CONFLICT.finditer(written))
    between = [mark.start() for mark in marks if mark[1][0] == "="]
    return [
        problem(markup.place_of(written, mark.start(), path, 1), "K129", mark=mark[1])
        for mark in marks
        if (mark[1][0] == "<" and between and mark.start() < between[-1])
        or (mark[1][0] == ">" and between and mark.start() > between[0])
    ]


def _strayed(path: str, body: str, first_line: int) -> list[Problem]:
    """A key of the front matter below its end: its numbers would be words of the text and nothing else."""
    cut = "\n---" in body
    if not cut and not any(f"{key}:" in body for key in _DATA):
        return []
    found = next((line for line in _STRAYED.finditer(body) if cut or line["data"]), None)
    if found is None:
        return []
    key = found["data"] or found["group"]
    return [problem(markup.place_of(body, body.index(key, found.start()), path, first_line), "K128", key=key)]


def _name_problems(path: str) -> list[Problem]:
    if (part := text.device(path)) is not None:
        return [problem(Place(path), "K805", name=part, advice=term("advise_file"))]
    name = slug_of(path)
    slug = text.slug(name)
    if name == slug and len(name) <= 120:
        return []
    return [problem(Place(path), "K116", name=name + ".md", suggested=(slug[:120] or "ten-bai") + ".md")]


def _split(path: str, written: str) -> tuple[Front, str, int] | Problem:
    """Front matter, body and the body's first line; or the reason why there are none."""
    if not written.strip():
        return problem(Place(path), "K111")
    opening = _FENCE.match(written)
    if opening is None:
        return problem(Place(path), "K101")
    closing = _CLOSE.search(written, opening.end())
    if closing is None:
        return problem(Place(path), "K102")
    head = written[opening.end() : closing.start()]
    body_line = written.count("\n", 0, closing.end()) + 1
    return Front(path, head, 1), written[closing.end() :], body_line


def _page(source: Source, front: Front, body: markup.Body) -> tuple[PlainPage | None, tuple[Problem, ...]]:
    reading = schema.read(front, PageFrontMatter, stand_ins=_STAND_INS)
    if reading.model is None:
        return None, reading.problems
    page = PlainPage(
        id=slug_of(source.path),
        path=source.path,
        title=reading.model.title,
        excerpt=body.excerpt,
        references=body.references,
        body=digests.of(body.html.encode()),
        anchors=body.anchors,
    )
    return page, reading.problems


def _article(
    source: Source, front: Front, body: markup.Body
) -> tuple[Article | None, str, tuple[Problem, ...]]:
    reading = schema.read(front, FrontMatter, stand_ins=_STAND_INS)
    if reading.model is None:
        return None, body.html, reading.problems
    photos = articles.photos(reading.model)
    html = photo_words.put(body.html, body.references, photos) if photos else body.html
    article = articles.article(source, reading, body, digests.of(html.encode()))
    found = checks.Checks(reading, reading.model, article).run()
    return article, html, (*reading.problems, *found, *photo_words.unseen(html, article))
