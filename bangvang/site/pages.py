"""The whole URL space of the site. A stranger finds the code behind any address here.

A function here plans the pages of one kind: their addresses, their templates, what makes them, and of what.
Its first words name the addresses. Files that are no pages: `assets/` (see `assets`), photos beside their
articles (`photos`), the index of search below `tim-kiem/` (`build.indexing`). The desk's addresses are in
`desk.rooms`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace

from bangvang.archive import archive as archives
from bangvang.archive import board, ledger
from bangvang.archive.archive import Archive
from bangvang.archive.model import Article, PlainPage
from bangvang.facts import places as provinces
from bangvang.language import text
from bangvang.site import (
    article_page,
    board_pages,
    calendar_page,
    data_page,
    dataset,
    feeds,
    home_page,
    index_pages,
    listings,
    message_pages,
    numbering,
    plain_page,
    provinces_page,
    search_page,
    share_cards,
    statistics_page,
    stories,
)
from bangvang.site.article_page import Around
from bangvang.site.listings import Heading
from bangvang.site.plan import Page, Plan
from bangvang.site.stories import Story

HOME_SIZE = 12
HOME_LINKS = 24

Listed = tuple[Article, ...]


def plan(given: Plan) -> tuple[Page, ...]:
    """All pages of the site, sorted by address. Two pages at one address are the caller's to refuse."""
    articles = given.archive.articles
    parts = tuple(board_pages.parts(board.entries(articles)))
    given = replace(given, moves=feeds.moves(articles, given.added), board=parts)
    pages = [page for kind in KINDS for page in kind(given)]
    pages += _sitemaps(pages)
    return tuple(sorted(pages, key=lambda page: page.url))


def _sitemaps(pages: Iterable[Page]) -> list[Page]:
    """sitemap.xml; where one file may not hold all addresses, an index of sitemap-1.xml and so on."""
    quiet = (message_pages.redirect_page, message_pages.message_page)
    urls = sorted((page.url, None) for page in pages if page.url.endswith(".html") and page.make not in quiet)
    size = feeds.SITEMAP_SIZE
    if len(urls) <= size:
        return [Page("sitemap.xml", "feeds/sitemap.xml", feeds.sitemap, (tuple(urls),))]
    parts = [
        Page(
            f"sitemap-{number}.xml", "feeds/sitemap.xml", feeds.sitemap, (tuple(urls[start : start + size]),)
        )
        for number, start in enumerate(range(0, len(urls), size), 1)
    ]
    index = tuple((part.url, None) for part in parts)
    return [Page("sitemap.xml", "feeds/sitemap-index.xml", feeds.sitemap, (index,)), *parts]


# ---------------------------------------------------------------- articles, plain pages


def articles(given: Plan) -> Iterator[Page]:
    """bai-viet/<YYYY>/<slug>.html, the picture for sharing below it (chia-se.<digest>.png), and a redirect
    at each alias."""
    near = archives.neighbours(given.archive)
    newest = {a.id for a in given.archive.newest_first()[: given.share_images]}
    honoured = board_pages.addresses(given.board)
    # What many pages hold is one and the same: of a large archive all this is in memory at once.
    tags, urls = {pair[0]: pair for pair in given.archive.tag_names.items()}, given.archive.urls
    for article in given.archive.articles:
        image = _share_image(given, article) if article.id in newest else None
        if image is not None:
            yield image
        named = ((name.kind, name.name) for award in article.awards for name in award.names)
        around = Around(
            near[article.id],
            given.archive.by_id.get(article.same_event) if article.same_event else None,
            tuple(tags[tag.slug] for tag in article.tags),
            stories.photos_of(article, given.photos),
            image.url if image is not None else None,
            tuple((key, honoured[key]) for key in dict.fromkeys(named) if key in honoured),
        )
        inputs = (article, _story(given, article), around)
        yield Page(urls[article.path], "pages/article.html", article_page.article_page, inputs)
        for alias in article.aliases:
            yield Page(alias, "pages/redirect.html", message_pages.redirect_page, (article.url,))


def again(given: Plan, page: Page | None, article: Article) -> Page:
    """An article's page with the article read anew, others as they were planned. `page` None: it is new."""
    former = page.inputs[-1] if page is not None else None
    around, names = former if isinstance(former, Around) else article_page.ALONE, given.archive.tag_names
    around = replace(
        around,
        tag_names=tuple((tag.slug, names.get(tag.slug, tag.name)) for tag in article.tags),
        photos=stories.photos_of(article, given.photos),
    )
    inputs = (article, _story(given, article), around)
    return Page(article.url, "pages/article.html", article_page.article_page, inputs)


def _share_image(given: Plan, article: Article) -> Page | None:
    """Beside the article; none, so that the site's own stands for it, where letters could not be drawn."""
    card = share_cards.of_article(given.site, article)
    if card.lacking:
        return None
    return Page(share_cards.address(given.site, card, article), "", share_cards.picture, (card,))


def _story(given: Plan, item: Article | PlainPage) -> Story:
    return stories.story(item, given.archive.urls, given.photos)


def plain_pages(given: Plan) -> Iterator[Page]:
    """<slug>.html for content/pages/<slug>.md"""
    for page in given.archive.pages:
        yield Page(page.url, "pages/plain.html", plain_page.plain_page, (page, _story(given, page)))


# ---------------------------------------------------------------- listings


def lists(given: Plan) -> Iterator[Page]:
    """nam/<YYYY>, nam/<YYYY>/<MM>, tinh/, khu-vuc/, chu-de/, hinh-thuc/, cap/, bai-viet/index.html.
    What is long goes on in trang-N.html; provinces and forms have their years, provinces their forms. Open
    lists have a feed. Where each stands says `listings.Heading`, `listings.listing_page` makes it."""
    archive = given.archive
    yield from numbering.pages(given, Heading("all", "index"), archive.articles)
    province_lists = archives.by_land(archive)
    parted = {
        "tinh": {province: numbering.years_of(given, listed) for province, listed in province_lists.items()},
        "hinh-thuc": {form: numbering.years_of(given, listed) for form, listed in archive.forms.items()},
    }
    for year, listed in archive.years.items():
        months = _counts({m: a for m, a in archive.months.items() if m.startswith(year)})
        facets = tuple(
            (kind, tuple((key, len(years[year])) for key, years in of.items() if year in years))
            for kind, of in parted.items()
        )
        yield from numbering.pages(given, Heading("nam", year), listed, ways=months[::-1], facets=facets)
    for month, listed in archive.months.items():
        yield from numbering.pages(given, Heading("thang", month), listed)
    forms = {province: numbering.forms_of(given, listed) for province, listed in province_lists.items()}
    for province, listed in province_lists.items():
        yield from _province(given, province, listed, parted["tinh"][province], forms[province])
    for province, listed in archives.apart(archive).items():
        yield from numbering.pages(given, Heading("tinh-khi-do", province), listed, feed=True)
    for region, listed in archive.regions.items():
        yield from numbering.pages(given, Heading("khu-vuc", region), listed, feed=True)
    for tag, listed in archive.tags.items():
        yield from numbering.pages(given, Heading("chu-de", tag, archive.tag_names[tag]), listed, feed=True)
    for form, listed in archive.forms.items():
        years = parted["hinh-thuc"][form]
        heading, ways = Heading("hinh-thuc", form), _counts(years)[::-1]
        here = tuple((province, len(of[form])) for province, of in forms.items() if form in of)
        yield from numbering.pages(given, heading, listed, ways=ways, facets=(("tinh", here),), feed=True)
        for year, part in years.items():
            yield from numbering.pages(given, Heading("hinh-thuc-nam", f"{form}/{year}"), part, feed=True)
    for level, listed in archive.levels.items():
        yield from numbering.pages(given, Heading("cap", level), listed, feed=True)


def _province(
    given: Plan, province: str, listed: Listed, years: dict[str, Listed], forms: dict[str, Listed]
) -> Iterator[Page]:
    """The list of a province, those of its years and those of its forms."""
    heading, facets = Heading("tinh", province), (("hinh-thuc", _counts(forms)),)
    ways, names = _counts(years)[::-1], _names(given.archive, province)
    yield from numbering.pages(given, heading, listed, ways=ways, facets=facets, feed=True, names=names)
    for year, part in years.items():
        yield from numbering.pages(given, Heading("tinh-nam", f"{province}/{year}"), part, feed=True)
    for form, part in forms.items():
        yield from numbering.pages(
            given, Heading(listings.PROVINCE_FORM, f"{province}/{form}"), part, feed=True
        )


def _names(archive: Archive, province: str) -> listings.Names:
    """The names under which the land of one of today's provinces is listed; its own only where that has a
    page of its own."""
    apart = archives.apart(archive)
    parts = provinces.predecessors(provinces.get(province))
    return tuple(
        (part, len(archive.provinces[part]))
        for part in parts
        if part in archive.provinces and (part != province or part in apart)
    )


# ---------------------------------------------------------------- the golden board


def golden_board(given: Plan) -> Iterator[Page]:
    """vinh-danh/: everyone honoured by name, under their initials."""
    counts: dict[str, dict[str, int]] = {}
    for part in given.board:
        initials = counts.setdefault(part.kind, {})
        initials[part.initial] = initials.get(part.initial, 0) + len(part.entries)
        yield Page(part.url, "pages/initial.html", board_pages.initial_page, (part,))
    kinds = tuple((kind, tuple(initials.items())) for kind, initials in counts.items())
    yield Page(board_pages.FRONT, "pages/board.html", board_pages.front_page, (kinds,))


# ---------------------------------------------------------------- indexes, home


def ways_in(given: Plan) -> Iterator[Page]:
    """index.html, and the indexes: nam/, tinh/, chu-de/, hinh-thuc/, each index.html."""
    archive = given.archive
    years = tuple(
        (year, _counts({m: a for m, a in archive.months.items() if m.startswith(year)})[::-1], len(listed))
        for year, listed in sorted(archive.years.items(), reverse=True)
    )
    yield Page("nam/index.html", "pages/calendar.html", calendar_page.calendar_page, (years,))
    now = _counts(archive.provinces_now)
    eras = (now, _counts(archive.provinces), _counts(archive.regions), tuple(archives.apart(archive)))
    yield Page("tinh/index.html", "pages/provinces.html", provinces_page.provinces_page, eras)
    tags = tuple((slug, archive.tag_names[slug], count) for slug, count in _counts(archive.tags))
    yield Page("chu-de/index.html", "pages/index.html", index_pages.tags_page, (tags,))
    forms = _counts(archive.forms)
    yield Page("hinh-thuc/index.html", "pages/index.html", index_pages.forms_page, (forms,))
    yield Page("index.html", "pages/home.html", home_page.home_page, _home(given, now, tags, forms))


def _home(
    given: Plan,
    now: tuple[tuple[str, int], ...],
    tags: tuple[tuple[str, str, int], ...],
    forms: tuple[tuple[str, int], ...],
) -> tuple[object, ...]:
    archive = given.archive
    common = sorted(tags, key=lambda tag: (-tag[2], tag[0]))[:HOME_LINKS]
    newest = archive.newest_first()[:HOME_SIZE]
    return (
        archive.articles,
        newest,
        stories.photos_of(newest[0], given.photos) if newest else (),
        _counts(archive.years),
        now,
        tuple(sorted(common, key=lambda tag: (text.collation_key(tag[1]), tag[0]))),
        tuple(sorted(forms, key=lambda pair: archives.form_order(pair[0])))[:HOME_LINKS],
        len(archive.articles) > HOME_SIZE,
    )


def _counts(index: Mapping[str, tuple[Article, ...]]) -> tuple[tuple[str, int], ...]:
    return tuple((key, len(index[key])) for key in sorted(index))


# ---------------------------------------------------------------- figures, data, feeds, the rest


def statistics(given: Plan) -> Iterator[Page]:
    """thong-ke.html"""
    archive = given.archive
    facets = tuple(form for form, listed in archive.forms.items() if numbering.years_of(given, listed))
    inputs = (archive.articles, facets, tuple(archives.apart(archive)))
    yield Page("thong-ke.html", "pages/statistics.html", statistics_page.statistics_page, inputs)


def find(given: Plan) -> Iterator[Page]:
    """tim-kiem.html; the index it reads, tim-kiem/, is made beside the pages."""
    if given.site.search:
        tags = tuple(sorted(given.archive.tag_names.items()))
        inputs = (search_page.facet_values(given.archive), tags)
        yield Page("tim-kiem.html", "pages/search.html", search_page.search_page, inputs)


def data(given: Plan) -> Iterator[Page]:
    """du-lieu/: the data for download (`dataset.FILES`), described for people and for machines."""
    newest = given.archive.newest_first()
    rows = {"awards.csv": sum(len(a.awards) for a in newest)}
    files: list[tuple[str, str, int | None, dataset.Columns]] = []
    for name, word, columns, make in dataset.FILES:
        yield Page(f"du-lieu/{name}", "", make, (newest,))
        files.append((name, word, rows.get(name, len(newest)), columns))
    yield Page("du-lieu/datapackage.json", "", dataset.datapackage, (newest,))
    files.append(("datapackage.json", "datapackage", None, ()))
    yield Page("du-lieu/index.html", "pages/data.html", data_page.data_page, (tuple(files),))


def followed(given: Plan) -> Iterator[Page]:
    """feed.xml, feed.json, robots.txt"""
    newest = given.moves.latest(given.archive.articles, feeds.FEED_SIZE)
    yield Page("feed.xml", "feeds/atom.xml", feeds.feed, (None, "feed.xml", "index.html", newest))
    yield Page("feed.json", "", feeds.json_feed, (newest,))
    yield Page("robots.txt", "feeds/robots.txt", feeds.robots, ())


def messages(given: Plan) -> Iterator[Page]:
    """404.html, and chia-se.<digest>.png, the picture of pages that have none of their own."""
    if given.site.share_image:
        yield Page(given.site.share_image, "", share_cards.picture, (share_cards.of_site(given.site),))
    yield Page("404.html", "pages/message.html", message_pages.message_page, ("not_found",))


def former(fates: Mapping[str, str]) -> Iterator[Page]:
    """For addresses that were published once and are no more: the way to what took their place, or a page
    that says so. `fates` as in the ledger, without any address of the plan. None for a name of Windows' own,
    with which the whole site could not be copied."""
    for url, fate in fates.items():
        if text.device(url) is not None:
            continue
        if fate == ledger.GONE:
            yield Page(url, "pages/message.html", message_pages.message_page, ("gone",))
        elif fate != ledger.LIVE or url.startswith(ledger.TAGS):
            heir = ledger.TAG_INDEX if fate == ledger.LIVE else fate
            yield Page(url, "pages/redirect.html", message_pages.redirect_page, (heir,))


KINDS: tuple[Callable[[Plan], Iterator[Page]], ...] = (
    articles,
    plain_pages,
    lists,
    golden_board,
    ways_in,
    statistics,
    find,
    data,
    followed,
    messages,
)
"""Every kind of page; a new kind is a function added here."""
