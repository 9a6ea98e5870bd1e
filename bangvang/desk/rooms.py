"""The addresses of the desk."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from markupsafe import Markup
from tornado import routing, web

from bangvang.desk import articles, beside, guard, importing, too_large, whole
from bangvang.desk.desk import ROOT, Desk, address
from bangvang.desk.guard import Guard
from bangvang.desk.handling import MOST_BODY, Answering
from bangvang.desk.store import Store
from bangvang.preview.preview import Preview
from bangvang.problems import Language

Routes = list[tuple[str | routing.Matcher, type[web.RequestHandler], dict[str, object]]]


def desk(
    preview: Preview, language: Language, *, local: bool, host: str, people: dict[str, str] | None = None
) -> Desk:
    """The desk of a site that is served. `local`: on this machine only; `people`: see `guard.Guard`."""
    store = Store(preview.site)
    keeper = Guard(store.room, local=local, host=host, people=people)
    return Desk(store, preview, keeper, language)


@dataclass(frozen=True)
class Room:
    """The desk as `serve` takes it."""

    desk: Desk
    most_bytes: int = MOST_BODY
    address: str = ROOT.removeprefix("/")

    @property
    def routes(self) -> Routes:
        return routes(self.desk)

    def lead(self, url: str) -> tuple[bytes, bytes]:
        """A link to the form of the page that is looked at, or to the list."""
        path = self.paths().get(url)
        to, key = (address(path), "lead") if path is not None else (ROOT, "lead_list")
        link = Markup('<a class="soan-toi" href="{}">{}</a>').format(quote(to), self.desk.say(key))
        sheet = Markup('<link rel="stylesheet" href="{}">\n').format(self.desk.asset("desk/bar.css"))
        return str(sheet).encode(), str(link).encode()

    def paths(self) -> dict[str, str]:
        """Address of an article or plain page -> its file, those with errors, too."""
        archive = self.desk.archive
        return {url: path for path, url in (archive.urls if archive is not None else {}).items()} | {
            url: found[0].place.file for url, found in self.desk.preview.faults.items()
        }


def routes(desk: Desk) -> Routes:
    """Every address of the desk with what answers there."""
    given: dict[str, object] = {"desk": desk}
    return [
        (too_large.Larger(), too_large.TooLarge, given),
        (rf"{ROOT[:-1]}", web.RedirectHandler, {"url": ROOT, "permanent": False}),
        (rf"{ROOT}", whole.Listing, given),
        (rf"{ROOT}bai/(.+)", articles.Form, given),
        (rf"{ROOT}moi", articles.New, given),
        (rf"{ROOT}nhap", importing.Import, given),
        (rf"{ROOT}kiem/(.+)", articles.Check, given),
        (rf"{ROOT}giu/(.+)", articles.Keep, given),
        (rf"{ROOT}ban/(.+)", beside.History, given),
        (rf"{ROOT}anh/(.+)", beside.Photo, given),
        (rf"{ROOT}anh-cho/(.+)", beside.Waiting, given),
        (rf"{ROOT}goi-y", beside.Offers, given),
        (rf"{ROOT}trang/(.+)", beside.Trial, given),
        (rf"{ROOT}tep/([\w.-]+)", beside.Asset, given),
        (rf"{ROOT}chu-de", whole.Tags, given),
        (rf"{ROOT}doi-ten/(.+)", whole.Rename, given),
        (rf"{ROOT}xoa/(.+)", whole.Delete, given),
        (rf"{ROOT}xuat-ban", whole.Publish, given),
        (rf"{ROOT}sao-luu", whole.Backup, given),
        (rf"{ROOT}vao", whole.Login, given),
        (rf"{ROOT}.*", Nothing, given),
    ]


def people(file: Path) -> dict[str, str]:
    """Who may write from elsewhere, from a file. Raises OSError, ValueError (the number of a line)."""
    return guard.people(file.read_text("utf-8"))


class Nothing(Answering):
    """Any other address below the desk's."""

    def get(self) -> None:
        raise web.HTTPError(404)

    post = put = delete = patch = get
