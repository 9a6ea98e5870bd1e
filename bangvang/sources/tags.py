"""The parts of HTML and of attribute lists that may stand in a text: tags, entities, `{: #id }`.

A tag is a name of HTML with well-formed attributes. `<hộ nghèo>` and `a<b và b>a` are words and comparisons.
"""

from __future__ import annotations

import re
from html import entities
from xml.etree.ElementTree import Element

from bangvang.language import text

_ATTRIBUTE = r"""[A-Za-z_:@][\w:.@-]*+(?:\s*+=\s*+(?:"[^"]*+"|'[^']*+'|[^\s"'<>=`]++))?+"""
TAG = re.compile(rf"<(/?)([A-Za-z][A-Za-z0-9]*+)((?:[\s/]++{_ATTRIBUTE})*+)\s*+/?>", re.ASCII)
_ATTRIBUTES = re.compile(
    r"""([A-Za-z_:@][\w:.@-]*+)(?:\s*+(=)\s*+(?:"([^"]*+)"|'([^']*+)'|([^\s"'<>=`]++)))?+""", re.ASCII
)
# Attributes that mean something without a value. Any other word in angle brackets is a word of the text.
_FLAGS = frozenset(
    [
        "open",
        "reversed",
        "hidden",
        "disabled",
        "checked",
        "autofocus",
        "async",
        "defer",
        "controls",
        "muted",
        "loop",
    ]
)
_HTML = """
a abbr acronym address applet area article aside audio b base basefont bdi bdo big blink blockquote body
br button canvas caption center cite code col colgroup data datalist dd del details dfn dialog dir div
dl dt em embed fieldset figcaption figure font footer form frame frameset h1 h2 h3 h4 h5 h6 head header
hgroup hr html i iframe img input ins kbd label legend li link main map mark marquee math menu meta
meter nav noframes noscript object ol optgroup option output p param picture pre progress q rp rt ruby s
samp script section select slot small source span strike strong style sub summary sup svg table tbody td
template textarea tfoot th thead time title tr track tt u ul var video wbr xmp foreignobject animate mi
mo
"""
HTML_TAGS = frozenset(_HTML.split())
VOID = frozenset(
    [
        "area",
        "base",
        "br",
        "col",
        "embed",
        "frame",
        "hr",
        "img",
        "input",
        "link",
        "meta",
        "param",
        "source",
        "track",
        "wbr",
    ]
)
PARTS_OF_TABLES = frozenset(["caption", "col", "colgroup", "tbody", "td", "tfoot", "th", "thead", "tr"])
# Without an end these are still no words of a text, and the sanitiser tells of them.
ACTIVE = frozenset(
    [
        "applet",
        "audio",
        "base",
        "body",
        "button",
        "embed",
        "form",
        "frame",
        "frameset",
        "head",
        "html",
        "iframe",
        "input",
        "link",
        "marquee",
        "math",
        "meta",
        "object",
        "script",
        "select",
        "style",
        "svg",
        "template",
        "textarea",
        "title",
        "video",
        "xmp",
        "animate",
        "foreignobject",
    ]
)

ENTITY = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
ATTRIBUTE_LIST = re.compile(
    r"""\{:[ ]*+((?:(?:[#.][\w:-]++|[A-Za-z][\w:-]*+=(?:"[^"{}\n]*+"|'[^'{}\n]*+'|[^\s"'{}]++))[ ]*+)++)\}"""
)
_LISTED = re.compile(r"""([#.][\w:-]++)|([A-Za-z][\w:-]*+)=(?:"([^"]*+)"|'([^']*+)'|([^\s"'{}]++))""")


def is_html(tag: re.Match[str]) -> bool:
    """Whether what looks like a tag is one: `<b>`, not `<hộ nghèo>` and not `<b va b>`, nor what is only
    spoken of, `<img src=x onerror=…>`."""
    if tag[2].lower() not in HTML_TAGS:
        return False
    attributes = _ATTRIBUTES.finditer(tag[3])
    return all(found[2] or found[1].lower() in _FLAGS for found in attributes) and not _is_no_picture(tag)


def _is_no_picture(tag: re.Match[str]) -> bool:
    """Whether a picture has a handler and names no file: nobody means to show it."""
    if tag[2].lower() != "img" or _HANDLER.search(tag[3]) is None:
        return False
    return "." not in attributes_of(tag[3]).get("src", "")


_HANDLER = re.compile(r"[\s/]on[a-z]+\s*=", re.IGNORECASE)


def attributes_of(written: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for match in _ATTRIBUTES.finditer(written):
        value = match[3] or match[4] or match[5] or ""
        found.setdefault(match[1].lower(), ENTITY.sub(lambda e: decoded(e[0]) or e[0], value))
    return found


def attribute_list(element: Element, written: str) -> None:
    """Gives an element what `{: #id .class key="value" }` lists."""
    for found in _LISTED.finditer(written):
        if not found[1]:
            element.set(found[2].lower(), found[3] or found[4] or found[5] or "")
        elif found[1].startswith("#"):
            element.set("id", found[1][1:])
        else:
            element.set("class", f"{element.get('class', '')} {found[1][1:]}".strip())


def decoded(entity: str) -> str | None:
    """What an entity stands for; None when that is nothing that could be seen."""
    if entity.startswith("&#"):
        digits = entity[2:-1]
        number = int(digits[1:], 16) if digits[0] in "xX" else int(digits)
        char = chr(number) if 0x20 <= number <= 0x10FFFF and not 0xD800 <= number <= 0xDFFF else ""
    else:
        char = entities.html5.get(entity[1:], "")
    said = text.clean(char)
    if not char or (said and not said.isprintable()):
        return None
    return said
