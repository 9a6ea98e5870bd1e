"""Pictures of a report: image lines, captions with and without `Ảnh:`, and who took them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from bangvang.language import text
from bangvang.press import tables
from bangvang.press.findings import GUESSED, LIKELY, SURE, quote
from bangvang.press.manuscript import Paragraph, sentences, small

_CREDIT = re.compile(
    r"(?:[ẢảÀ]nh|ẢNH)(?:\s*:\s*|\s+(?=[A-ZĐ]{2,}\)))(?P<credit>[^()\[\]]{1,60}?)\s*[)\]]?(?P<end>\.?)$",
    re.DOTALL,
)
# No credit begins farther from the end than this.
_CREDIT_LENGTH = 80
_LABEL = re.compile(
    r"^(?:\(?\s*)?(?:trong ảnh|ảnh(?: trên| dưới| \d+| bìa| \d+-\d+| tư liệu| minh họa)?|"
    r"chú thích ảnh)\s*[:.]\s*",
    re.IGNORECASE,
)
_FIGURE = re.compile(r"^(?:hình|ảnh|h)\s*\.?\s*\d+\s*[:.]\s*\S", re.IGNORECASE)
_ARTEFACT = re.compile(r"\s*[-–—]\s*Ảnh\s+\d{1,3}\.?$")
_IMAGE = re.compile(
    r"^(?:!\[[^\]]*\]\([^)]*\)|\[?(?:image|img|ảnh|hình)\d*\]?|z\d{8,16}_[0-9a-f]{16,40}(?:\.\w+)?"
    r"|(?:https?:/)?/?\S*\.(?:jpe?g|png|gif|webp|bmp)(?:\?\S*)?"
    r"|(?:IMG|DSC|DSCN|DSCF|PHOTO|image|img|Zalo|FB_IMG)[-_ ]?\d+\S*)$",
    re.IGNORECASE,
)
_NO_CREDIT = ("minh họa", "minh hoạ", "tư liệu", "internet")
_AGENCY = re.compile(
    r"\s*[-–—(]\s*(?P<credit>[^-–—()]{3,40}/(?:TTXVN|VGP|VNA|BNEWS|VOV)|(?:TTXVN|VGP)/[^-–—()]{2,40})\)?\.?$"
)


@dataclass(frozen=True, slots=True)
class Caption:
    """A picture of the report. `confidence`: how sure it is that this is a caption at all."""

    text: str | None
    credit: str | None
    line: int
    confidence: float = SURE
    file: str | None = None
    paragraph: Paragraph | None = None


@cache
def _table() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    rows: Any = tables.load("layout.yaml")
    return (
        re.compile(tables.any_of(rows["caption_openings"]) + r"(?!\w)"),
        tables.words(rows["caption_verbs"]),
        tables.words(rows["body_words"]),
    )


def is_image(paragraph: Paragraph) -> bool:
    """Whether a line is a picture or its file's name and nothing else."""
    return paragraph.kind == "image" or (
        len(paragraph.text) < 300 and _IMAGE.match(paragraph.text) is not None
    )


def is_artefact(paragraph: Paragraph) -> bool:
    """Whether a line is the headline with ` - Ảnh 5.` behind it, which some sites put above a caption."""
    return len(paragraph.text) < 300 and _ARTEFACT.search(paragraph.text) is not None


def marked(paragraph: Paragraph) -> Caption | None:
    """A caption that says so: by `Ảnh: X`, `Hình 1:`, `Trong ảnh:`."""
    words = paragraph.text
    if len(words) > 600 or paragraph.kind == "row":
        return None
    if _LABEL.match(words) is not None and len(words) > 40:
        bare = _LABEL.sub("", words)
        return Caption(bare, None, paragraph.line, LIKELY, paragraph=paragraph)
    if (credited := _CREDIT.search(words, max(0, len(words) - _CREDIT_LENGTH))) is not None:
        return _credited(credited, paragraph)
    if (agency := _AGENCY.search(words)) is not None and len(words) < 300:
        return Caption(
            words[: agency.start()].rstrip(), agency["credit"], paragraph.line, LIKELY, paragraph=paragraph
        )
    if _FIGURE.match(words) is not None:
        return Caption(words, None, paragraph.line, paragraph=paragraph)
    return None


def _credited(match: re.Match[str], paragraph: Paragraph) -> Caption | None:
    caption = _before(paragraph.text[: match.start()])
    if _WRITERS.fullmatch(caption) is not None:
        return None  # "Bài và ảnh: X" signs the report
    credit = match["credit"].strip(" -–.") if not _initials(match) else match["credit"].strip() + match["end"]
    scene = _SCENE.match(credit) is not None or _SHOWN.search(small(credit)) is not None
    if len(credit.split()) > 9 or scene:  # "Ảnh: Chủ tịch UBND tỉnh trao …"
        return Caption(
            caption or match["credit"] + match["end"], None, paragraph.line, LIKELY, paragraph=paragraph
        )
    if text.key(credit) in _NO_CREDIT:
        credit = ""
    return Caption(caption.rstrip(" (-–") or None, credit or None, paragraph.line, paragraph=paragraph)


_WRITERS = re.compile(r"[(*]*(?:tin|bài|tin,? bài|thực hiện)\s*[,/+&]?(?:\s*và)?", re.IGNORECASE)
# A caption behind its mark, whoever took the picture: "Ảnh: Các điển hình nhận khen thưởng".
_SCENE = re.compile(
    r"(?:các|những|một số|quang cảnh|toàn cảnh|lãnh đạo|đại biểu|đại diện|đồng chí|ông|bà|ban tổ chức|"
    r"trao|chụp ảnh)\s(?:\S+\s){2,}",
    re.IGNORECASE,
)


def _before(words: str) -> str:
    """What stands before the mark of a credit, without what parts the two."""
    words = words.rstrip().rstrip("-–—([/").rstrip()
    stop = words[-1:] if words.endswith((".", "!", "?", "…", "”", '"')) else ""
    return (words.removesuffix(stop).rstrip(" \t-–—.") + stop).strip()


def _initials(match: re.Match[str]) -> bool:
    """`K.L.` keeps its stop, `M.L` has none, and that of `K.ANH.` ends the line."""
    return (
        match["end"] == "." and re.fullmatch(r"(?:[^\W\d_]\.)+[^\W\d_]", match["credit"].strip()) is not None
    )


def looks_bare(paragraph: Paragraph) -> float:
    """How sure it is that an unmarked paragraph between others is a caption; 0 when it is none."""
    words, lowered = paragraph.text, paragraph.small
    if paragraph.kind != "text" or not 12 <= len(words) <= 320 or words[-1] in ":;,":
        return 0.0
    one = len(list(sentences(paragraph))) == 1
    view = _VIEW.fullmatch(lowered) is not None or (one and _IN_PICTURE.search(lowered) is not None)
    opening, verbs, body_words = _table()
    if not view and (opening.match(lowered) is None or verbs.search(lowered) is None):
        return 0.0
    if view or words[-1] not in ".!?…":
        return LIKELY if re.search(r"[.!?…]\s", words[:-1]) is None or len(words) < 250 else 0.0
    if (
        not one
        or body_words.search(lowered) is not None
        or re.search(r"\d+[/.-]\d+|:|[“\"].{40,}[”\"]", words) is not None
    ):
        return 0.0
    spoken = re.search(r"(?<!\w)(?:phát biểu|chia sẻ)(?!\w)", lowered)
    if spoken is not None and len(lowered[spoken.end() :].split()) > 9:
        return 0.0
    shown = _SHOWN.search(lowered) is not None and _ABSTRACT.match(lowered) is None
    return GUESSED if shown and re.search(r"\d", words) is None else 0.0


# Where somebody stands in a picture.
_IN_PICTURE = re.compile(
    r"\((?:[^()]{0,40}[,;]\s)?(?:đứng |ngồi )?(?:bìa|ngoài cùng|thứ \w+,? (?:bên|từ|tính từ)|"
    r"hàng (?:đầu|trên|dưới|sau)|giữa|ở giữa|bên (?:trái|phải)|trái|phải|áo \w+)(?!\w)[^()]{0,40}\)"
)
_VIEW = re.compile(r"(?:toàn cảnh|quang cảnh|khung cảnh)\s(?:[^\W\d_]+\s?){1,9}")


def may_stand_in_gallery(paragraph: Paragraph) -> bool:
    """Whether a paragraph may be one of several captions in a row: one sentence that tells no story."""
    if paragraph.kind != "text" or not 8 <= len(paragraph.text) <= 200 or paragraph.text[-1] in ":;":
        return False
    return _table()[2].search(paragraph.small) is None and len(list(sentences(paragraph))) == 1


_SHOWN = re.compile(
    r"(?<!\w)(?:trao(?! đổi)|tặng|nhận(?! thức| định| xét| diện| lời)|đón nhận|chụp ảnh|phát biểu|"
    r"gắn(?! với| bó| kết)|chúc mừng|đến nhà|thăm"
    r"|chia sẻ|tham quan|dâng hương)(?!\w)"
)
_ABSTRACT = re.compile(
    r"(?:những|lễ|nhiều|một số|hai|ba|tuyên dương|khen thưởng|biểu dương|tôn vinh|vinh danh|nhân dân|"
    r"lực lượng)(?!\w)"
)


def left(body: Sequence[Paragraph]) -> Iterator[Paragraph]:
    """Lines of a report that are no sentences and tell what a picture may show: captions, perhaps."""
    for paragraph in body:
        words = paragraph.text
        short = paragraph.kind == "text" and 12 <= len(words) <= 200 and words[-1] not in '.!?…:;,”")'
        if short and _SHOWN.search(paragraph.small) is not None:
            yield paragraph


def without_repeats(found: Sequence[Caption]) -> Iterator[Caption]:
    """Captions printed twice, once for every place a page shows them, count once."""
    seen: dict[str, int] = {}
    kept: list[Caption] = []
    for caption in found:
        same = text.key(caption.text or "").rstrip(".")
        if same and same in seen:
            former = kept[seen[same]]
            kept[seen[same]] = replace(
                former, credit=former.credit or caption.credit, file=former.file or caption.file
            )
            continue
        seen[same] = len(kept)
        kept.append(caption)
    return iter(kept)


def quoted(caption: Caption) -> str:
    """The caption's words as evidence."""
    return quote(caption.text or caption.credit or caption.file or "")
