"""Search in the reader's browser: the same answers as the twin, and a page that shows them well."""

# ruff: noqa: S311 - random articles are no secret
from __future__ import annotations

import json
import random
import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from selenium.webdriver.common.keys import Keys

from bangvang.search import Seen, beginnings, layout, output, parts, tree
from tests import search_samples as samples
from tests import search_site
from tools.browser import Browser, Violation
from tools.static_server import serving

VECTORS = Path(__file__).parent.parent / "vectors"

ASK = """
const [modules, queries, done] = arguments;
(async () => {
  const [{Index}, {parse, prepare}, {lookUp, narrow, order}, {read, holds}] = await Promise.all(
    modules.map((m) => import(m)));
  const index = await Index.open(new URL('tim-kiem/', location.href).href);
  const abbreviations = prepare(index.manifest.abbreviations);
  const facets = new Map([['nam', index.years()]]);
  for (const name of Object.keys(index.manifest.columns)) {
    for (const [facet, column] of await index.column(name)) facets.set(facet, column);
  }
  const answers = [];
  for (const {q, facets: asked, sort} of queries) {
    const {ranks, believed} = await lookUp(index, parse(q, abbreviations), async (document, terms) => {
      const [{url}] = await index.cards([document]);
      return holds((await read(new URL(url, location.href))).all, terms);
    });
    const chosen = new Map(Object.entries(asked).map(([name, values]) => [name, new Set(values)]));
    const {kept, counts} = narrow(ranks, facets, chosen);
    const sorted = order(kept, ranks, sort, await index.numbers());
    answers.push({
      believed, ids: (await index.cards(sorted)).map((card) => card.id),
      counts: [...counts].flatMap(([facet, numbers]) => [...numbers].flatMap(
        (n, k) => n ? [[facet, facets.get(facet).values[k], n]] : [])),
    });
  }
  return answers;
})().then(done, (error) => done({error: String(error.stack)}));
"""


READ = """
const [module, folds, texts, names, done] = arguments;
import(module).then((t) => done([
  folds.map(t.fold),
  texts.map(t.syllables),
  texts.map((s) => t.syllables(s).map((x) => x && t.exact(x))),
  texts.map((s) => t.syllables(s).map((x) => x && t.plain(t.exact(x)))),
  names.map((s) => [t.spread(s), t.nameOf(s)]),
]), (error) => done(String(error)));
"""


@dataclass
class Kho:
    """A served site, and the browser that looks at it."""

    browser: Browser
    folder: Path
    url: str
    names: dict[str, str]

    def ask(self, questions: list[dict[str, Any]]) -> list[dict[str, Any]]:
        self.browser.open(f"{self.url}tim-kiem.html")
        modules = [
            self.url + self.names[f"js/search-{name}.js"] for name in ("index", "text", "rank", "excerpt")
        ]
        self.browser.driver.set_script_timeout(120)
        answers = self.browser.driver.execute_async_script(ASK, modules, questions)
        assert "error" not in answers, answers
        assert not any(a["believed"] for a in answers)
        return [{"ids": a["ids"], "counts": sorted(a["counts"])} for a in answers]

    def open(self, address: str = "") -> None:
        self.browser.open(f"{self.url}tim-kiem.html{address}")
        self.settled()

    def settled(self) -> None:
        self.until(lambda: self.state in ("done", "error"))

    def until(self, true: Callable[[], Any]) -> None:
        end = time.monotonic() + 10
        while not true():
            assert time.monotonic() < end, f"still waiting: {self.said}"
            time.sleep(0.02)

    def js(self, expression: str) -> Any:
        return self.browser.run(f"return {expression}")

    @property
    def state(self) -> str:
        return str(self.js("document.getElementById('ket-qua').dataset.state"))

    @property
    def ids(self) -> list[str]:
        found = self.js("[...document.querySelectorAll('#ket-qua > li')].map((li) => li.dataset.id)")
        assert isinstance(found, list)
        return found

    @property
    def total(self) -> str:
        return str(self.js("document.getElementById('so-ket-qua').dataset.total"))

    @property
    def said(self) -> str:
        return str(self.js("document.querySelector('.search').innerText"))

    @property
    def query(self) -> str:
        return str(self.js("decodeURIComponent(location.search)"))

    def element(self, selector: str) -> Any:
        return self.browser.driver.find_element("css selector", selector)

    def press(self, *keys: str) -> None:
        self.browser.driver.switch_to.active_element.send_keys(*keys)

    @property
    def focus(self) -> str:
        return str(self.js("document.activeElement.closest('li')?.dataset.id ?? document.activeElement.id"))


Open = Callable[[list[samples.Article]], Kho]


@pytest.fixture
def kho(browser: Browser, tmp_path: Path) -> Iterator[Open]:
    """`kho(articles)`: a site of these articles under a sub-path, and the browser."""
    with ExitStack() as stack:

        def opened(articles: list[samples.Article]) -> Kho:
            folder = tmp_path / "site"
            names = search_site.write(folder, articles)
            return Kho(browser, folder, stack.enter_context(serving(folder, under="/a/kho/")), dict(names))

        yield opened


@pytest.fixture
def mini(kho: Open) -> Kho:
    """The articles made by hand."""
    return kho(samples.by_hand())


# --- the same answers


def test_the_browser_reads_texts_as_the_shared_vectors_say(mini: Kho) -> None:
    folds = json.loads((VECTORS / "fold.json").read_text("utf-8"))["vectors"]
    read = json.loads((VECTORS / "search_tokens.json").read_text("utf-8"))
    mini.open()
    answer = mini.browser.driver.execute_async_script(
        READ,
        mini.url + mini.names["js/search-text.js"],
        [case["text"] for case in folds],
        [case["text"] for case in read["vectors"]],
        [case["text"] for case in read["spread"]],
    )

    assert answer[0] == [case["fold"] for case in folds]
    assert answer[1] == [case["syllables"] for case in read["vectors"]]
    assert answer[2] == [case["exact"] for case in read["vectors"]]
    assert answer[3] == [case["folded"] for case in read["vectors"]]
    assert answer[4] == [[case["spread"], case["name"]] for case in read["spread"]]


def test_random_queries_get_the_answers_of_the_twin(kho: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    seed = random.SystemRandom().randrange(10**9)
    print("seed", seed)  # a failure can be seen again with it
    rnd = random.Random(seed)
    monkeypatch.setattr(output, "ONE_TREE", 20)
    monkeypatch.setattr(output, "NEWEST_AT_LEAST", 5)
    monkeypatch.setattr(parts, "BLOCK_LIMIT", 12)
    target = rnd.choice((40, 300, 4000))

    def cut(documents: int, _syllables: int, *, newest: bool) -> layout.Layout:
        return layout.Layout(layout.slices_of(documents), 4, 4, target // 2 if newest else target)

    monkeypatch.setattr(layout.Layout, "of", cut)
    # Words and phrases in files of their own, and in pieces, as only a large archive has them.
    monkeypatch.setattr(beginnings, "LIMIT", rnd.choice((30, 200, 10**6)))
    for name in ("LARGE", "MANY", "APART"):
        monkeypatch.setattr(tree, name, rnd.choice((0, 8, 10**6)))
    articles = samples.at_random(rnd, 90)
    questions = samples.questions(rnd, articles, 150)
    seen = [Seen(document, text) for document, text in articles]
    answers = kho(articles).ask(questions)

    for question, answer in zip(questions, answers, strict=True):
        assert answer == samples.answer(seen, question), (seed, question)


def test_phrases_that_are_nearly_there_are_not_found(kho: Open) -> None:
    seed = random.SystemRandom().randrange(10**9)
    print("seed", seed)
    articles, questions = samples.nearly_there(random.Random(seed))
    seen = [Seen(document, text) for document, text in articles]

    for question, answer in zip(questions, kho(articles).ask(questions), strict=True):
        assert answer == samples.answer(seen, question), (seed, question)


def test_a_long_phrase_is_looked_for_in_the_articles_that_may_only_have_its_pieces(kho: Open) -> None:
    twice = "Chủ tịch Ủy ban nhân dân huyện tặng giấy khen. Phó Chủ tịch Ủy ban nhân dân tỉnh dự."
    site = kho(
        [
            samples.document("pieces", twice, date="2024-01-02"),
            samples.document("whole", f"{twice} Có Phó Chủ tịch Ủy ban nhân dân huyện.", date="2024-01-01"),
        ]
    )
    site.open('?q="Phó Chủ tịch Ủy ban nhân dân huyện"')

    assert (site.ids, site.total) == (["whole"], "1")
    site.open('?q="Phó Chủ tịch Ủy ban nhân dân tỉnh"')
    assert site.ids == ["pieces", "whole"]


def test_of_very_many_articles_a_long_phrase_is_believed_and_the_page_says_so(kho: Open) -> None:
    pieces = "một hai ba bốn năm sáu. hai ba bốn năm sáu bảy."
    site = kho([samples.document(f"bai-{n:02d}", pieces) for n in range(60)])
    site.open('?q="một hai ba bốn năm sáu bảy"')

    assert site.total == "60"
    assert "60 bài chưa được đối chiếu" in site.said


def test_a_value_that_very_many_articles_share_and_one_of_very_many_values_leave_the_others_alone(
    kho: Open,
) -> None:
    articles = [
        samples.document(
            f"bai-{n:03d}",
            "khen",
            facets=tuple(("chu-de", f"t{n}-{k}") for k in range(300 if n == 5 else 1)),
        )
        for n in range(260)
    ]
    seen = [Seen(document, text) for document, text in articles]
    question = {"q": "khen", "facets": {"chu-de": ["t7-0"]}, "sort": "lien-quan"}

    assert kho(articles).ask([question]) == [samples.answer(seen, question)]


def test_hundreds_of_words_are_ranked_as_the_twin_ranks_them(kho: Open) -> None:
    words = [f"ă{chr(97 + n % 26)}{chr(97 + n // 26)}" for n in range(256)]
    bare = [word.replace("ă", "a") for word in words]
    articles = [
        samples.document("few", " ".join([*bare[:-1], words[-1], words[0]]), date="2024-01-01"),
        samples.document("all", ". ".join(words), date="2023-01-01"),
        samples.document("in-a-row", " ".join(words), date="2022-01-01"),
    ]
    seen = [Seen(document, text) for document, text in articles]
    question = {"q": f"{' '.join(words)} ", "facets": {}, "sort": "lien-quan"}

    assert kho(articles).ask([question]) == [samples.answer(seen, question)]


QUERIES = (
    "internatio",
    "internation",
    "ſoà",
    "khen thuong",
    "khen thưởng",
    "khen thu\u031bo\u031b\u0309ng",
    "KHEN THƯỞNG",
    "dak lak",
    "Đắk Lắk",
    '"Đắk Lắk"',
    '"dak lak"',
    '"khen thưởng"',
    '"khen thuong"',
    '"đồng chí"',
    "dong chi",
    "doan dinh duc",
    "hoà",
    "hòa",
    "thuỷ",
    "qd-ubnd",
    "123/QĐ-UBND",
    "05/6/2024",
    "5/6/2024",
    "kinh te xa hoi",
    "an ",
    "an",
    "khen thuo",
    "khen thuo ",
    "dong thap",
    "đức hòa",
    "QĐ",
    "không có từ này",
    "%",
    '"',
)


def test_the_cases_made_by_hand_get_the_answers_of_the_twin(mini: Kho) -> None:
    seen = [Seen(document, text) for document, text in samples.by_hand()]
    questions = [{"q": q, "facets": {}, "sort": "lien-quan"} for q in QUERIES]

    for question, answer in zip(questions, mini.ask(questions), strict=True):
        assert answer == samples.answer(seen, question), question


# --- the page


def test_nothing_of_the_index_is_fetched_before_the_reader_asks(mini: Kho) -> None:
    mini.open()
    fetched = mini.js("performance.getEntriesByType('resource').map((e) => e.name)")

    assert not [name for name in fetched if ".bin" in name]
    assert mini.browser.errors() == []


def test_the_address_holds_the_whole_state_and_back_works(kho: Open) -> None:
    site = kho(
        [
            samples.document(
                "a", "khen", date="2023-01-01", facets=(("tinh", "kon-tum"), ("hinh-thuc", "bang-khen"))
            ),
            samples.document("b", "khen", date="2024-01-01", facets=(("tinh", "gia-lai"), ("chu-de", "x"))),
            samples.document("c", "khen", date="2024-02-01", facets=(("tinh", "gia-lai"),)),
        ]
    )
    site.open("?q=khen&nam=2023&nam=2024&tinh=gia-lai&sap-xep=cu-nhat")

    assert (site.ids, site.total) == (["b", "c"], "2")
    assert site.element("input[name=nam][value='2023']").is_selected()
    assert site.element("#sap-xep").get_attribute("value") == "cu-nhat"
    site.element("input[name=tinh][value='gia-lai']").click()
    site.until(lambda: site.ids == ["a", "b", "c"])
    assert "gia-lai" not in site.query
    site.browser.driver.back()
    site.until(lambda: site.ids == ["b", "c"])
    assert site.element("input[name=tinh][value='gia-lai']").is_selected()
    site.element("#xoa-bo-loc").click()
    site.until(lambda: site.ids == ["a", "b", "c"])
    assert site.query == "?q=khen&sap-xep=cu-nhat"


def test_numbers_stand_beside_the_choices(kho: Open) -> None:
    site = kho(
        [
            samples.document("a", "khen", facets=(("tinh", "kon-tum"), ("chu-de", "x"))),
            samples.document("b", "khen", facets=(("tinh", "gia-lai"), ("chu-de", "x"))),
            samples.document("c", "chê", facets=(("tinh", "gia-lai"),)),
        ]
    )
    site.open("?q=khen&tinh=gia-lai")
    beside = "document.querySelector(\"input[value='{}']\").closest('li').querySelector('.count').textContent"
    site.until(lambda: site.js(beside.format("gia-lai")) == "1")

    assert site.js(beside.format("kon-tum")) == "1"
    assert site.js(beside.format("x")) == ""
    site.element("details[data-facet=chu-de] summary").click()
    site.until(lambda: site.js(beside.format("x")) == "1")


def test_a_group_that_offers_nothing_is_not_shown(kho: Open) -> None:
    site = kho(
        [
            samples.document("a", "khen", facets=(("tinh", "kon-tum"),)),
            samples.document("b", "chê", facets=(("khu-vuc", "bac"),)),
        ]
    )
    site.open("?q=khen")
    group = site.element("details[data-facet='khu-vuc']")
    site.until(lambda: not group.is_displayed())
    assert site.element("details[data-facet=tinh]").is_displayed()
    site.open("?q=che")

    site.until(lambda: site.element("details[data-facet='khu-vuc']").is_displayed())


def test_what_is_typed_is_searched_and_completed(mini: Kho) -> None:
    mini.open("?q=khen")
    box = mini.element("#cau-hoi")
    box.send_keys(" thuo")
    mini.until(lambda: "q=khen+thuo" in mini.query)
    mini.settled()

    assert mini.ids == ["upper", "nfd", "other", "nodia", "exact"]
    mini.until(lambda: "thưởng" in mini.js("document.getElementById('goi-y').innerText"))
    mini.element("#goi-y button").click()
    mini.until(lambda: mini.query.startswith("?q=khen+th"))
    assert box.get_attribute("value") == "khen thưởng "


def test_the_words_that_were_meant_are_marked(mini: Kho) -> None:
    mini.open('?q="Đắk Lắk"')
    mini.until(lambda: mini.js("document.querySelectorAll('#ket-qua mark').length") == 3)

    assert mini.js("[...document.querySelectorAll('#ket-qua mark')].map((m) => m.textContent)") == [
        "ĐẮK LẮK",
        "Đắk Lắk",
        "Đắk Lắk",
    ]


def test_an_abbreviation_is_explained_and_marked_both_ways(kho: Open) -> None:
    site = kho([samples.document("a", "Bảo vệ ANTQ."), samples.document("b", "Bảo vệ an ninh Tổ quốc.")])
    site.open("?q=antq")
    site.until(lambda: site.js("document.querySelectorAll('#ket-qua mark').length") == 2)

    assert set(site.js("[...document.querySelectorAll('#ket-qua mark')].map((m) => m.textContent)")) == {
        "ANTQ",
        "an ninh Tổ quốc",
    }
    assert "ANTQ = an ninh Tổ quốc" in site.said


def test_what_an_article_says_is_never_read_as_html(kho: Open) -> None:
    evil = "<img src=x onerror=hacked=1> khen"
    site = kho([samples.document("a", evil, title=evil, province_label=evil, total_label=evil)])
    site.open("?q=khen")
    site.until(lambda: site.js("document.querySelector('.card-excerpt mark')"))

    assert site.js("document.querySelectorAll('#ket-qua img').length") == 0
    assert site.js("typeof hacked") == "undefined"
    assert site.said.count("<img src=x") == 4


def test_an_empty_result_gives_ways_on(mini: Kho) -> None:
    mini.open('?q="khén thướng"&nam=2024')

    assert mini.total == "0"
    assert "không dấu" in mini.said
    links = mini.js("[...document.querySelectorAll('#tro-giup a')].map((a) => a.textContent)")
    assert len(links) == 3
    mini.element("#tro-giup a").click()
    mini.until(lambda: mini.total == "5")


def test_the_number_of_results_is_announced(mini: Kho) -> None:
    mini.open("?q=khen")
    status = mini.element("#so-ket-qua")

    assert status.get_attribute("aria-live") == "polite"
    assert status.text == "Tìm thấy 5 bài."


def test_the_keyboard_is_enough(mini: Kho) -> None:
    mini.open("?q=khen+thuong")
    mini.press("/")
    assert mini.focus == "cau-hoi"
    mini.press(Keys.ARROW_DOWN)
    assert mini.focus == "upper"
    mini.press(Keys.ARROW_DOWN)
    assert mini.focus == "nfd"
    mini.press(Keys.ARROW_UP)
    mini.press(Keys.ARROW_UP)
    assert mini.focus == "cau-hoi"
    mini.press(Keys.ARROW_DOWN)
    mini.press(Keys.ENTER)
    mini.until(lambda: mini.js("location.pathname").endswith("/bai-viet/2024/upper.html"))


def test_long_results_go_on_when_asked(kho: Open) -> None:
    site = kho([samples.document(f"bai-{n:02d}", "khen") for n in range(45)])
    site.open("?q=khen")
    assert (len(site.ids), site.total) == (20, "45")
    for more in (40, 45):
        site.element("#xem-them").click()
        site.until(partial(lambda wanted: len(site.ids) == wanted, more))

    assert site.ids == [f"bai-{n:02d}" for n in reversed(range(45))]
    assert not site.element("#xem-them").is_displayed()


def test_the_results_can_be_kept_as_a_table(kho: Open) -> None:
    site = kho([samples.document(f"bai-{n:02d}", "khen", title='=Tin, "hay"') for n in range(25)])
    site.open("?q=khen")
    site.js("(URL.createObjectURL = (blob) => { window.kept = blob; return 'blob:x'; }, 0)")
    site.element("#tai-ve").click()
    site.until(lambda: site.js("window.kept !== undefined"))
    text = site.browser.driver.execute_async_script(
        "const done = arguments[0];"
        "kept.arrayBuffer().then((b) => done(new TextDecoder('utf-8', {ignoreBOM: true}).decode(b)))"
    )
    rows = text.split("\r\n")

    assert rows[0] == "\ufeffid,url,title,date,province,total,status"
    assert len(rows) == 27
    assert rows[1].startswith("bai-24,http")
    assert '"\'=Tin, ""hay"""' in rows[1]


# --- when things are not as they should be


def test_from_a_disk_the_page_says_why_and_points_on(mini: Kho) -> None:
    mini.browser.open((mini.folder / "tim-kiem.html").as_uri() + "?q=khen")

    assert "Trang đang mở từ ổ đĩa nên trình duyệt không cho phép tìm kiếm" in mini.said
    assert mini.js("document.querySelectorAll('.search-ways a').length") == 4


def test_without_scripts_the_page_points_on(mini: Kho) -> None:
    mini.browser.set_javascript(False)
    mini.browser.open(f"{mini.url}tim-kiem.html?q=khen")

    assert "Tìm kiếm chạy bằng JavaScript" in mini.element(".search").text
    assert len(mini.browser.driver.find_elements("css selector", ".search-ways a")) == 4


@pytest.mark.parametrize("broken", ["index.bin", "a/w", "a/r", "a/c"])
def test_a_missing_file_is_said_and_can_be_tried_again(mini: Kho, broken: str) -> None:
    path = mini.folder / "tim-kiem" / broken
    aside = mini.folder / "aside"
    path.rename(aside)
    mini.open('?q="khen thuong"' if broken == "a/r" else "?q=khen+thuong")

    assert (mini.state, mini.ids, mini.total) == ("error", [], "")
    assert "thử lại" in mini.said
    aside.rename(path)
    mini.element("#tro-giup button").click()
    mini.until(lambda: mini.state == "done")
    assert mini.total == "5"


def test_files_of_another_build_are_never_mixed(mini: Kho, tmp_path: Path) -> None:
    mini.open("?q=khen")
    other = tmp_path / "other"
    search_site.write(
        other, [*samples.by_hand()[1:], samples.document("new", "khen thuong", date="2025-01-01")]
    )
    kept = (mini.folder / "tim-kiem/index.bin").read_bytes()
    shutil.rmtree(mini.folder / "tim-kiem")
    shutil.copytree(other / "tim-kiem", mini.folder / "tim-kiem")
    # All has been published but the manifest: whatever is found now would be wrong.
    (mini.folder / "tim-kiem/index.bin").write_bytes(kept)
    mini.open("?q=khen+thuong")
    assert (mini.state, mini.ids) == ("error", [])

    # The page has the old manifest, the site is whole and new: the reader notices nothing.
    (mini.folder / "tim-kiem/index.bin").write_bytes((other / "tim-kiem/index.bin").read_bytes())
    mini.element("#tro-giup button").click()
    mini.until(lambda: mini.state == "done")
    assert mini.ids == ["new", "upper", "nfd", "other", "nodia"]


def test_a_site_published_anew_under_an_open_page_is_noticed(mini: Kho, tmp_path: Path) -> None:
    mini.open("?q=hoà")
    other = tmp_path / "other"
    search_site.write(other, samples.by_hand()[:2])
    shutil.rmtree(mini.folder / "tim-kiem")
    shutil.copytree(other / "tim-kiem", mini.folder / "tim-kiem")
    box = mini.element("#cau-hoi")
    box.clear()
    box.send_keys("khen thuong", Keys.ENTER)
    mini.until(lambda: mini.ids == ["nodia", "exact"])

    assert mini.state == "done"


def test_a_page_in_place_of_a_missing_file_is_not_taken_for_it(mini: Kho) -> None:
    for path in (mini.folder / "tim-kiem/a/w").iterdir():
        path.write_text("<!DOCTYPE html><title>Trang nhất</title>")
    mini.open("?q=khen")

    assert mini.state == "error"


def test_the_page_keeps_the_rules_of_accessibility(mini: Kho, axe: Callable[..., list[Violation]]) -> None:
    mini.open("?q=khen")
    mini.until(lambda: mini.js("document.querySelector('.card-excerpt mark')"))

    assert [str(violation) for violation in axe(within="main")] == []
    assert mini.browser.errors() == []


@pytest.mark.parametrize("width", [320, 1280])
def test_nothing_sticks_out_sideways(mini: Kho, width: int) -> None:
    mini.browser.set_size(width)
    mini.open("?q=khen")

    assert mini.js("document.documentElement.scrollWidth") <= width
    assert mini.js("document.getElementById('bo-loc').open") is (width > 1000)
