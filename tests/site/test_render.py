"""Templates: what a page is made of, where a fault of one is told, and what stands in place of a link."""

from __future__ import annotations

import pickle
import re
from typing import Any

import pytest

from bangvang.archive.model import NOTHING
from bangvang.language import words
from bangvang.problems import ProblemsFound
from bangvang.site.plan import Page
from bangvang.site.render import Renderer
from bangvang.site.stories import Story, filled
from tests import samples
from tests.conftest import ROOT, MakeSite, read_files, write_files
from tests.samples import build, check, config, written


class NoBodies:
    """Bodies of a site that has none."""

    def __call__(self, digest: str) -> str:
        raise AssertionError(digest)

    def close(self) -> None:
        """Nothing to let go of."""


def renderer(templates: dict[str, str]) -> Renderer:
    return Renderer(samples.site(), templates, {}, NoBodies())


# ---------------------------------------------------------------- looked through once

SMALL = {
    "base.html": "<h1>{% block main %}{% endblock %}</h1>",
    "pages/a.html": "{% extends 'base.html' %}{% block main %}{{ page.url }}\n{{ 1 // view }}{% endblock %}",
}


def numbered(number: int) -> Page:
    return Page("a.html", "pages/a.html", lambda _site: number, ())


def test_what_another_renderer_found_of_templates_is_not_looked_for_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    first, second = renderer(SMALL), renderer(SMALL)
    assert first.syntax_problems() == ()
    second.take_over(first.references())
    with monkeypatch.context() as patch:
        patch.setattr(second.environment, "parse", None)

        assert second.closure("pages/a.html") == ("base.html", "pages/a.html")
    assert second.page(numbered(1)) == first.page(numbered(1)) == b"<h1>a.html\n1</h1>"


def test_a_fault_in_a_template_that_was_found_sound_is_told_at_its_line() -> None:
    first, second = renderer(SMALL), renderer(SMALL)
    assert first.syntax_problems() == ()
    second.take_over(first.references())

    with pytest.raises(ProblemsFound) as found:
        second.page(numbered(0))

    assert [(p.code, p.place.file, p.place.line) for p in found.value.problems] == [
        ("K702", "templates/pages/a.html", 2)
    ]


@pytest.mark.parametrize("change", ["template", "asset", "title"])
def test_templates_are_looked_through_anew_when_what_they_say_changes(site: MakeSite, change: str) -> None:
    plain = (ROOT / "templates/pages/plain.html").read_text("utf-8")
    page = {"content/pages/gioi-thieu.md": "---\ntitle: Giới thiệu\n---\n\nChữ.\n"}
    folder = site(page)
    assert build(folder).ok
    changed = {
        "template": {
            "templates/pages/plain.html": plain.replace("{% block main %}", "{% block main %}<p>Thêm</p>")
        },
        "asset": {
            "assets/css/tokens.css": (ROOT / "assets/css/tokens.css").read_text("utf-8") + "\n/* khác */\n"
        },
        "title": {"config.yaml": config(title="Tên khác")},
    }[change]
    write_files(folder, changed)
    assert build(folder).ok
    fresh = site(page | changed, name="fresh")
    assert build(fresh).ok

    assert read_files(folder / "output") == read_files(fresh / "output")


# ---------------------------------------------------------------- templates of a stranger

ESCAPES = (
    "{{ cycler.__init__.__globals__.os.popen('touch @').read() }}",
    "{{ lipsum.__globals__['os'].system('touch @') }}",
    "{{ self._TemplateReference__context.eval_ctx.environment.__class__.__init__.__globals__ }}",
    "{{ ''.__class__.__mro__[1].__subclasses__() }}",
    "{{ ''['__class__'] }}",
    "{{ ''|attr('__class__') }}",
    "{{ [view]|map(attribute='__class__')|first }}",
    "{{ view.__class__ }}{{ view.__dataclass_fields__ }}",
    "{{ page.make.__globals__ }}",
    "{{ page.make.__globals__['os'].system('touch @') }}",
    "{{ w.__self__ }}{{ w.__func__ }}",
    "{{ asset.__self__.environment }}",
    "{{ asset.__func__.__globals__ }}",
    "{{ '{0.__class__}'.format(view) }}",
    "{{ '{0.__class__}'|safe|attr('format')(view) }}",
    "{{ '{v.__class__}'.format_map({'v': view}) }}",
    "{{ namespace.__init__.__globals__ }}",
    "{% set x = [].append(1) %}{{ x }}",
    "{{ (1).__class__.__base__ }}",
    "{{ self.__init__.__globals__ }}",
    "{{ loop.__class__ if loop is defined else joiner.__init__.__builtins__ }}",
    "{% macro m() %}{% endmacro %}{{ m.__init__.__globals__ }}{{ m._func.__globals__ }}",
)


@pytest.mark.parametrize("escape", ESCAPES)
def test_a_template_of_an_archive_reaches_nothing_but_what_it_is_given(site: MakeSite, escape: str) -> None:
    source = (ROOT / "templates/pages/plain.html").read_text("utf-8")
    folder = site({"content/pages/gioi-thieu.md": "---\ntitle: Giới thiệu\n---\n\nChữ.\n"})
    escape = escape.replace("@", str(folder / "da-chay"))
    source = source.replace("{% block main %}\n", "{% block main %}\n" + escape + "\n", 1)
    site({"templates/pages/plain.html": source})

    for report in (check(folder), build(folder)):
        assert [p.place.file for p in report.problems] == ["templates/pages/plain.html"]
        assert [p.code for p in report.problems] in (["K702"], ["K706"])
    assert not (folder / "da-chay").exists()


def test_a_template_of_an_archive_may_do_all_that_the_programs_own_do(site: MakeSite) -> None:
    article = {
        "content/a.md": written(tags=["phụ nữ"], awards=[{"grantor": "UBND tỉnh", "form": "Bằng khen"}])
    }
    own, strange = site(article, name="own"), site(article, name="strange")
    for path in (ROOT / "templates").rglob("*.*"):
        name = f"templates/{path.relative_to(ROOT / 'templates').as_posix()}"
        write_files(strange, {name: path.read_text("utf-8") + "{# một lời #}"})
    assert build(own).ok
    assert build(strange).ok

    assert read_files(own / "output") == read_files(strange / "output")


# ---------------------------------------------------------------- faults


def line_of(text: str, what: str) -> int:
    return text[: text.index(what)].count("\n") + 1


@pytest.mark.parametrize(
    ("fault", "code"),
    [
        ("{% if %}", "K701"),
        ("{{ view.titel }}", "K706"),
        ("{{ 1 // 0 }}", "K702"),
        ("{{ asset('css/khong.css') }}", "K704"),
        ("{{ w('khong.co') }}", "K705"),
        ("{% include 'macros/khong.html' %}", "K703"),
    ],
)
def test_a_fault_of_a_template_is_told_at_its_line(site: MakeSite, fault: str, code: str) -> None:
    source = (ROOT / "templates/pages/plain.html").read_text("utf-8")
    source = source.replace("{% block main %}\n", "{% block main %}\n" + fault + "\n", 1)
    folder = site(
        {
            "templates/pages/plain.html": source,
            "content/pages/gioi-thieu.md": "---\ntitle: Giới thiệu\n---\n\nChữ.\n",
        }
    )
    for report in (build(folder), check(folder)):
        (problem, *more) = report.problems

        assert more == []
        assert problem.code == code
        assert (problem.place.file, problem.place.line) == (
            "templates/pages/plain.html",
            line_of(source, fault),
        )

    assert not (folder / "output").exists()


def test_faults_of_templates_and_of_articles_are_told_in_one_run(site: MakeSite) -> None:
    source = (ROOT / "templates/pages/article.html").read_text("utf-8")
    folder = site(
        {
            "templates/pages/article.html": source.replace(
                "{% block main %}", "{% block main %}{{ view.x }}", 1
            ),
            "content/tot.md": written(),
            "content/hong.md": "---\ntitel: x\n---\n",
        }
    )

    assert {"K706", "K103"} <= {problem.code for problem in build(folder).problems}


# ---------------------------------------------------------------- what a page depends on


def test_a_template_is_made_of_all_it_extends_and_imports() -> None:
    made = renderer(
        {
            "a.html": "{% extends 'b.html' %}{% from 'c.html' import x %}",
            "b.html": "{% import 'd.html' as d %}",
            "c.html": "",
            "d.html": "{% include 'e.html' %}",
            "e.html": "",
            "f.html": "",
        }
    )

    assert made.closure("a.html") == ("a.html", "b.html", "c.html", "d.html", "e.html")
    assert made.closure("c.html") == ("c.html",)


def test_every_shipped_template_names_what_it_uses_by_a_constant() -> None:
    folder = ROOT / "templates"
    sources = {f.relative_to(folder).as_posix(): f.read_text("utf-8") for f in sorted(folder.rglob("*.*"))}
    made = renderer(sources)
    unnamed = [name for name in sources if None in made.loader.references(made.environment, name)]

    assert sources
    assert unnamed == []


def test_a_renderer_can_be_sent_to_another_process() -> None:
    sent = pickle.loads(pickle.dumps(renderer({"a.html": "{{ site.title }}"})))  # noqa: S301 - our own

    assert sent.environment.get_template("a.html").render() == "Kho"


# ---------------------------------------------------------------- addresses


def test_addresses_start_from_where_the_page_lies() -> None:
    made = renderer({})

    assert [
        made.root(url) for url in ("index.html", "nam/2024.html", "bai-viet/2024/a.html", "404.html")
    ] == [
        "",
        "../",
        "../../",
        "",
    ]


def test_the_page_for_what_is_missing_starts_from_the_sites_address() -> None:
    made = Renderer(samples.site(base_url="https://example.org/kho/"), {}, {}, NoBodies())

    assert (made.root("404.html"), made.root("nam/2024.html")) == ("https://example.org/kho/", "../")


def token(n: int) -> str:
    return f"{NOTHING}{n}{NOTHING}"


def test_a_link_to_what_is_not_there_is_its_words() -> None:
    html = f'<p><a href="{token(0)}" title="x">một <em>hai</em></a> <a href="{token(1)}">ba</a></p>'
    story = Story("", ((token(0), ""), (token(1), "nam/2024.html#x")))

    assert filled(html, story, "../") == '<p>một <em>hai</em> <a href="../nam/2024.html#x">ba</a></p>'


def test_ten_links_do_not_mix_up_their_addresses() -> None:
    html = "".join(f'<a href="{token(n)}">{n}</a>' for n in range(12))
    story = Story("", tuple((token(n), f"trang-{n}.html") for n in range(12)))

    assert re.findall(r'href="trang-(\d+)\.html">(\d+)<', filled(html, story, "")) == [
        (str(n), str(n)) for n in range(12)
    ]


def test_what_an_editor_writes_is_escaped_wherever_it_is_shown(site: MakeSite) -> None:
    bad = "<script>alert(1)</script>\"'&"
    person = {"name": bad, "title": bad}
    keys: dict[str, Any] = {
        "place": bad,
        "byline": bad,
        "tags": [f"tag {bad}"],
        "people": [person],
        "organisations": [bad],
    }
    folder = site(
        {
            "config.yaml": config(title=bad, tagline=bad, description=bad, footer=bad),
            "content/bai.md": written(bad, body="Chữ.", date_note=bad, source={"name": bad}, **keys),
        }
    )
    report = build(folder)
    raw = {
        url: text for url, text in read_files(folder / "output").items() if url.endswith((".html", ".xml"))
    }

    assert report.ok, report.problems
    assert [url for url, text in raw.items() if b"<script>alert" in text] == []
    assert any(b"&lt;script&gt;alert" in text for text in raw.values())


def test_the_words_of_both_languages_have_the_same_keys_and_places() -> None:
    vi, en = words.load("vi").entries, words.load("en").entries

    def gaps(text: str) -> list[str]:
        return sorted(re.findall(r"(?<!\{)\{(\w+)\}(?!\})", text))

    assert vi.keys() == en.keys()
    assert {key for key in vi if gaps(vi[key]) != gaps(en[key])} == set()


def test_a_site_may_bring_its_own_template_and_asset(site: MakeSite) -> None:
    folder = site(
        {
            "templates/pages/message.html": "{{ view.title }} {{ asset('img/rieng.svg') }}",
            "assets/img/rieng.svg": "<svg/>",
        }
    )
    report = build(folder)

    assert report.ok
    assert "assets/rieng." in (folder / "output/404.html").read_text("utf-8")
