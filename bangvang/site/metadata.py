"""What an article page tells machines: schema.org as JSON-LD, Dublin Core, and how to cite it."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from bangvang.archive import corrections
from bangvang.archive.model import Article
from bangvang.language import dates
from bangvang.site.links import Link, Site, place_links

# Articles are in Vietnamese, whatever language the interface speaks.
LANGUAGE = "vi"


@dataclass(frozen=True, slots=True)
class Citation:
    """How to cite an article: a sentence, and records for reference managers."""

    text: str
    bibtex: str
    ris: str


@dataclass(frozen=True, slots=True)
class Machine:
    """What an article tells machines: JSON-LD, ready for its element, with its digest for the page's policy,
    and Dublin Core (element, content)."""

    linked_data: Markup
    digest: str
    dublin_core: tuple[tuple[str, str], ...]


def machine(site: Site, article: Article, crumbs: tuple[Link, ...], image: str | None) -> Machine:
    """All of it. `crumbs`: the pages above this one; `image`: the address of the picture that stands for the
    article."""
    linked = linked_data(site, article, crumbs, image)
    digest = base64.b64encode(hashlib.sha256(linked.encode()).digest()).decode()
    return Machine(linked, f"sha256-{digest}", dublin_core(site, article))


def linked_data(site: Site, article: Article, crumbs: tuple[Link, ...], image: str | None = None) -> Markup:
    """NewsArticle and BreadcrumbList, for an element of type application/ld+json. Without a base_url
    addresses begin with the way to the root."""
    home = site.base_url or "../" * article.url.count("/")
    news = _news_article(site, article, home)
    if image is not None:
        news["image"] = home + image
    graph = [
        news,
        {
            "@type": "BreadcrumbList",
            "itemListElement": [
                {"@type": "ListItem", "position": number, "name": link.label, "item": home + link.url}
                for number, link in enumerate((*crumbs, Link(article.url, article.title)), 1)
            ],
        },
    ]
    data = {"@context": "https://schema.org", "@graph": graph}
    # A "</script" in a title must not end the element.
    return Markup(_JSON.encode(data).replace("<", "\\u003c"))  # noqa: S704 - every "<" is gone


_JSON = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))


def _publisher(site: Site, home: str) -> dict[str, str]:
    logo = {"logo": home + site.logo.src} if site.logo is not None else {}
    return {"@type": "Organization", "name": site.title, "url": f"{home}index.html", **logo}


def _news_article(site: Site, article: Article, home: str) -> dict[str, Any]:
    url = home + article.url
    out: dict[str, Any] = {
        "@type": "NewsArticle",
        "@id": url,
        "url": url,
        "headline": article.title,
        "inLanguage": LANGUAGE,
        "isAccessibleForFree": True,
        "publisher": _publisher(site, home),
        "about": {
            "@type": "Event",
            "name": article.title,
            "startDate": article.date.iso,
            "location": [{"@type": "Place", "name": place.label} for place in place_links(site, article)],
        },
        "keywords": [tag.name for tag in article.tags],
    }
    if article.excerpt:
        out["description"] = article.excerpt
    # The day of the event is never given for the day of the report.
    if article.published is not None:
        out["datePublished"] = article.published.iso
    out |= _corrected(article)
    if article.byline is not None:
        out["author"] = {"@type": "Person", "name": article.byline}
    if article.source is not None:
        based: dict[str, Any] = {"@type": "CreativeWork", "name": article.source.name}
        if article.source.url is not None:
            based["url"] = article.source.url
        out["isBasedOn"] = based
    return out


def _corrected(article: Article) -> dict[str, Any]:
    """What became of the awards, for whoever quotes the article. Only the whole of it is ever retracted."""
    found = corrections.of(article)
    if not found:
        return {}
    comments: list[dict[str, Any]] = []
    for correction in found:
        text = ": ".join(part for part in (correction.of, correction.note) if part)
        comments.append({"@type": "CorrectionComment", "text": text})
        if correction.date is not None:
            comments[-1]["datePublished"] = correction.date.iso
    retracted = corrections.fate(article) == "annulled"
    changed = corrections.last_day(article)
    return {
        "creativeWorkStatus": "Retracted" if retracted else "Corrected",
        "correction": comments if len(comments) > 1 else comments[0],
        **({"dateModified": changed.iso} if changed is not None else {}),
    }


def dublin_core(site: Site, article: Article) -> tuple[tuple[str, str], ...]:
    """(element, content), without the prefix."""
    published = article.published
    places = ", ".join(place.label for place in place_links(site, article))
    known = (
        ("title", article.title),
        ("creator", article.byline),
        ("publisher", article.source.name if article.source is not None else None),
        ("date", published.iso if published is not None else None),
        ("coverage", f"{article.date.iso}; {places}"),
        ("subject", "; ".join(tag.name for tag in article.tags)),
        ("language", LANGUAGE),
        ("type", "Text"),
        ("identifier", site.base_url + article.url if site.base_url else None),
    )
    return tuple((element, content) for element, content in known if content)


# ---------------------------------------------------------------- citations


def citation(site: Site, article: Article) -> Citation:
    """How to cite an article; by its address, too, where there is a base_url."""
    words, language = site.words, site.language
    url = site.base_url + article.url if site.base_url else ""
    event = words("citation.event", date=dates.long(article.date, language))
    fate = corrections.fate(article)
    status = words(f"status.{fate}") if fate is not None else ""
    source = article.source.name if article.source is not None else ""
    if article.published is not None:
        source = ", ".join(part for part in (source, dates.long(article.published, language)) if part)
    inside = words("citation.inside", title=site.title)
    sentences = (article.byline or "", f"“{article.title}”", source, event, status, inside)
    text = " ".join(_sentence(part) for part in sentences if part)
    note = " ".join(_sentence(part) for part in (event, status, inside) if part)
    records = _bibtex(article, note, url), _ris(article, note, site.title, url)
    return Citation(f"{text} {url}".strip(), *records)


def _sentence(part: str) -> str:
    return part if part.endswith((".", "!", "?")) else part + "."


def _bibtex(article: Article, note: str, url: str) -> str:
    reported = article.published or article.date
    fields = (
        # Double braces: a name of several words or letters in capitals is kept as it is.
        ("author", "{" + _tex(article.byline) + "}" if article.byline else ""),
        ("title", "{" + _tex(article.title) + "}"),
        ("howpublished", _tex(article.source.name) if article.source is not None else ""),
        ("year", str(reported.year)),
        ("month", str(reported.month) if reported.month is not None else ""),
        ("note", _tex(note)),
        ("url", url),
        ("language", LANGUAGE),
    )
    lines = [f"  {name} = {{{content}}}," for name, content in fields if content]
    return "\n".join([f"@misc{{{article.id},", *lines, "}"])


_TEX = {
    "\\": r"\textbackslash{}",
    # BibTeX counts braces, escaped ones too: a lone one would swallow the entries behind it.
    "{": r"\textbraceleft{}",
    "}": r"\textbraceright{}",
    "$": r"\$",
    "&": r"\&",
    "#": r"\#",
    "%": r"\%",
    "_": r"\_",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
}
_TEX_SPECIAL = re.compile(r"[\\{}$&#%_~^]")


def _tex(plain: str) -> str:
    return _TEX_SPECIAL.sub(lambda special: _TEX[special[0]], plain)


def _ris(article: Article, note: str, title: str, url: str) -> str:
    published = article.published
    lines = [("TY", "NEWS"), ("TI", article.title)]
    if article.byline is not None:
        lines.append(("AU", article.byline))
    if article.source is not None:
        lines.append(("T2", article.source.name))
    lines.append(("PY", str((published or article.date).year)))
    if published is not None:
        month = f"{published.month:02d}" if published.month is not None else ""
        day = f"{published.day:02d}" if published.day is not None else ""
        lines.append(("DA", f"{published.year:04d}/{month}/{day}"))
    lines += [("KW", tag.name) for tag in article.tags]
    lines += [("DB", title), ("N1", note), ("LA", LANGUAGE)]
    lines += [("UR", url)] if url else []
    return "\n".join(f"{tag}  - {content}" for tag, content in [*lines, ("ER", "")])
