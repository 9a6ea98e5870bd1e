"""Bodies: Markdown to safe HTML, with every reference found and nothing taken away unsaid."""

from __future__ import annotations

import html as html_module
import time

import pytest

from bangvang.sources import markup, plaintext
from bangvang.sources.markup import Body

PATH = "content/2024/x.md"


def render(source: str) -> Body:
    body, _ = markup.render(source, PATH)
    return body


def told(source: str, *, first_line: int = 1) -> list[str]:
    _, problems = markup.render(source, PATH, first_line=first_line)
    return [f"{p.place.line}:{p.place.column} {p.code}" for p in sorted(problems)]


# ---------------------------------------------------------------- Markdown


def test_prose_is_paragraphs() -> None:
    assert (
        render("Một.\n\nHai *ba* **bốn**.\n").html
        == "<p>Một.</p>\n<p>Hai <em>ba</em> <strong>bốn</strong>.</p>"
    )


def test_signs_of_html_in_prose_are_text() -> None:
    assert render("5 < 6 & 7 > 2\n").html == "<p>5 &lt; 6 &amp; 7 &gt; 2</p>"


@pytest.mark.parametrize(
    ("source", "html"),
    [
        ("## Một\n\n### Hai\n", "<h2>Một</h2>\n<h3>Hai</h3>"),
        ("# Một\n\n## Hai\n", "<h2>Một</h2>\n<h3>Hai</h3>"),
        ("Một\n===\n", "<p>Một<br>\n===</p>"),
        ("Một\n---\n", "<p>Một</p>\n<hr>"),
        ("# Một\n\n##### Năm\n\n###### Sáu\n", "<h2>Một</h2>\n<h6>Năm</h6>\n<h6>Sáu</h6>"),
        ("> # Một\n", "<blockquote>\n<h2>Một</h2>\n</blockquote>"),
    ],
)
def test_headings_stand_below_the_title_of_the_page(source: str, html: str) -> None:
    assert render(source).html == html


def test_an_image_alone_is_a_figure_with_caption_and_credit() -> None:
    html = render('![Trao thưởng](a.jpg "Quang cảnh hội nghị. Ảnh: M.L")\n').html

    assert html.startswith("<figure><img ")
    assert '<figcaption>Quang cảnh hội nghị. <span class="credit">Ảnh: M.L</span></figcaption>' in html
    assert 'alt="Trao thưởng"' in html


@pytest.mark.parametrize(
    ("title", "caption"),
    [
        ("Quang cảnh", "Quang cảnh"),
        ("Ảnh: M.L", '<span class="credit">Ảnh: M.L</span>'),
        ("Quang cảnh (Ảnh: M.L)", 'Quang cảnh <span class="credit">Ảnh: M.L</span>'),
        ("Ảnh chụp ở Tam Kỳ", "Ảnh chụp ở Tam Kỳ"),
        ("<b>x</b>", "&lt;b&gt;x&lt;/b&gt;"),
    ],
)
def test_the_credit_is_told_from_the_caption(title: str, caption: str) -> None:
    assert f"<figcaption>{caption}</figcaption>" in render(f'![x](a.jpg "{title}")\n').html


def test_an_image_in_a_sentence_is_no_figure() -> None:
    assert "<figure>" not in render("Chữ ![x](a.jpg) chữ\n").html
    assert "<figure>" not in render("![x](a.jpg) ![y](b.jpg)\n").html
    assert "<figcaption>" not in render("![x](a.jpg)\n").html


@pytest.mark.parametrize("attributes", ["", "\n{: #bang }"])
def test_a_table_scrolls_in_its_own_box(attributes: str) -> None:
    html = render(f"| a | b |\n|---|---|\n| 1 | 2 |{attributes}\n").html

    assert html.count('<div class="table-scroll" tabindex="0"><table') == 1
    assert html.count("</table></div>") == 1


def test_the_alignment_of_a_column_is_kept() -> None:
    source = "| a | b | c |\n|--:|:-:|:--|\n| 1 | 2 | 3 |\n"

    assert '<th class="right">a</th>\n<th class="center">b</th>\n<th>c</th>' in render(source).html
    assert '<td class="right">1</td>\n<td class="center">2</td>\n<td>3</td>' in render(source).html
    assert told(source) == []


def test_footnotes_have_ids_of_their_own() -> None:
    html = render("Chữ[^1].\n\n[^1]: Nguồn.\n").html

    assert 'id="nd-fnref:1"' in html
    assert 'href="#nd-fn:1"' in html
    assert 'id="nd-fn:1"' in html
    assert 'href="#nd-fnref:1"' in html
    assert "Trở lại chú thích 1 trong bài" in html


def test_ids_of_a_body_never_meet_those_of_its_page() -> None:
    html = render("## Một {: #main }\n\n[x](#main)\n").html

    assert 'id="nd-main"' in html
    assert 'href="#nd-main"' in html


# ---------------------------------------------------------------- excerpts


@pytest.mark.parametrize(
    ("source", "excerpt"),
    [
        ("Một đoạn.\n", "Một đoạn."),
        ("## Đầu đề\n\nMột *đoạn* &amp; nữa.\n", "Một đoạn & nữa."),
        ("![x](a.jpg)\n\nMột đoạn.\n", "Một đoạn."),
        ("Một.\n\nHai.\n", "Một. Hai."),
        ("- mục\n- mục hai;\n- ba\n\nHết.\n", "mục; mục hai; ba Hết."),
        ("Gồm:\n1. Một\n2. Hai\n", "Gồm: 1. Một; 2. Hai"),
        ("3. Giải ba\n2. Giải nhì\n", "3. Giải ba 2. Giải nhì"),
        ("> Trích.\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\nSau.\n", "Trích. Sau."),
        ("", ""),
    ],
)
def test_the_excerpt_is_the_beginning_of_the_prose(source: str, excerpt: str) -> None:
    assert render(source).excerpt == excerpt


def test_a_long_excerpt_ends_between_words() -> None:
    excerpt = render("chữ " * 200).excerpt

    assert len(excerpt) <= 220
    assert excerpt.endswith("chữ…")


def test_plain_text_keeps_the_lines_of_the_file_and_leaves_the_numbers_of_notes_out() -> None:
    body, _ = markup.render(
        "Bằng khen của\nBộ Công an vì thành tích xuất sắc[^1].\n\n[^1]: Theo tin.\n", "a.md"
    )

    assert lines_of(body.html) == [
        "Bằng khen của",
        "Bộ Công an vì thành tích xuất sắc.",
        "Theo tin.",
    ]


def test_plain_text_has_the_numbers_of_lists_as_a_reader_sees_them() -> None:
    assert lines_of('<ol start="7"><li>Bảy<ul><li>a</li></ul></li><li><p>Tám</p></li></ol>') == [
        "7. Bảy",
        "a",
        "8. Tám",
    ]


def test_plain_text_keeps_a_forced_line_break_and_a_raised_figure() -> None:
    assert lines_of("<p>100 m<sup>2</sup><br>\nđất</p>") == ["100 m2", "đất"]


def lines_of(html: str) -> list[str]:
    return [line.strip() for line in plaintext.of(html).split("\n") if line.strip()]


@pytest.mark.parametrize(
    ("html", "lines"),
    [
        ("<p>Một</p><p>Hai&amp;<b>ba</b></p>", ["Một", "Hai&ba"]),
        ("<details><summary>Danh sách</summary>Hai người</details>", ["Danh sách", "Hai người"]),
        ("<ul><li>Tập thể<ol><li>Đội Một</li></ol>và sau</li></ul>", ["Tập thể", "1. Đội Một", "và sau"]),
        ("<blockquote>Lời<div>dẫn</div></blockquote>thôi<hr>hết", ["Lời", "dẫn", "thôi", "hết"]),
        ("<dl><dt>Tên</dt><dd>Một<table><tr><td>Ô</td></tr></table></dd></dl>", ["Tên", "Một", "Ô"]),
        ("<p>khen <del>thư</del><ins>thưởng</ins> rồi</p>", ["khen thưthưởng rồi"]),
    ],
)
def test_plain_text_keeps_blocks_apart_and_nothing_else(html: str, lines: list[str]) -> None:
    assert lines_of(html) == lines


# ---------------------------------------------------------------- references


@pytest.mark.parametrize(
    ("written", "kind", "target", "tail"),
    [
        ("y.md", "content", "content/2024/y.md", ""),
        ("../2023/y.md", "content", "content/2023/y.md", ""),
        ("./y.md#phan-1", "content", "content/2024/y.md", "#nd-phan-1"),
        ("../pages/gioi-thieu.md", "content", "content/pages/gioi-thieu.md", ""),
        ("/", "site", "index.html", ""),
        ("/tinh/", "site", "tinh/index.html", ""),
        ("/thong-ke.html#bang", "site", "thong-ke.html", "#bang"),
        ("/tim-kiem.html?q=a&tinh=b", "site", "tim-kiem.html", "?q=a&amp;tinh=b"),
    ],
)
def test_a_link_into_the_archive_becomes_a_reference(written: str, kind: str, target: str, tail: str) -> None:
    body = render(f"[chữ]({written})\n")
    (found,) = body.references

    assert (found.kind, found.target, found.tail, found.written) == (kind, target, tail, written)
    assert body.html == f'<p><a href="{found.token}">chữ</a></p>'


@pytest.mark.parametrize("end", ['"onclick="x()', "<b>", "'x", "%22%3E", '"><script>'])
def test_the_end_of_an_address_cannot_leave_its_attribute(end: str) -> None:
    for target in (f"y.md#{end}", f"/x.html?{end}", f"/x.html#{end}"):
        for found in render(f"[chữ](<{target}>)\n\n[b]: <{target}>\n\n[b]\n").references:
            assert not set(found.tail) & set("\"'<> ")


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("y.txt", "K401"),
        ("../../../etc/passwd", "K401"),
        ("../../x.md", "K401"),
        ("/content/2024/y.md", "K401"),
        ("y.html", "K401"),
        ("javascript:alert(1)", "K407"),
        ("JaVaScRiPt:alert(1)", "K407"),
        ("data:text/html,x", "K407"),
        ("vbscript:x", "K407"),
        ("file:///etc/passwd", "K407"),
        ("//bao.vn/x", "K407"),
    ],
)
def test_a_link_that_leads_nowhere_good_is_told_and_has_no_address(written: str, code: str) -> None:
    source = f"Chữ [chữ]({written})\n"

    assert told(source) == [f"1:11 {code}"]
    assert "href" not in render(source).html


@pytest.mark.parametrize(
    "written", ["bao.vn", "bao.vn/tin", "y.docx", "tinh/kon-tum", "<thôn>", "tin-a.html#x"]
)
def test_what_looks_like_an_address_and_is_none_of_the_archive_is_told(written: str) -> None:
    assert told(f"[chữ]({written})\n")[0].endswith("K401")


@pytest.mark.parametrize(
    "written", ["https://bao.vn/x?y=1&z=2#a", "http://bao.vn", "mailto:a@bao.vn", "tel:+84123"]
)
def test_a_link_out_is_kept(written: str) -> None:
    assert told(f"[chữ]({written})\n") == []
    assert f'href="{written.replace("&", "&amp;")}"' in render(f"[chữ]({written})\n").html


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("https://bao.vn/a.jpg", "K405"),
        ("//bao.vn/a.jpg", "K405"),
        ("data:image/png;base64,xx", "K405"),
        ("../anh/a.jpg", "K214"),
        ("/a.jpg", "K214"),
        ("..", "K214"),
    ],
)
def test_a_picture_lies_beside_its_article(written: str, code: str) -> None:
    assert told(f"![x]({written})\n") == [f"1:6 {code}"]
    assert "src" not in render(f"![x]({written})\n").html


def test_a_picture_without_a_description_is_told() -> None:
    assert told("![](a.jpg)\n") == ["1:5 K404"]
    assert told("Xem [tệp](a.jpg) và ![](a.jpg) này.\n") == ["1:11 K401", "1:25 K404"]
    assert told("Xem ![](a.jpg) và [tệp](a.jpg) này.\n") == ["1:9 K404", "1:25 K401"]
    assert told('Chữ <img src="a.jpg"> chữ\n') == ["1:15 K404"]
    assert told("![x](a.jpg)\n") == []


def test_a_second_link_to_the_same_place_has_a_place_of_its_own() -> None:
    source = "khong-co.txt\n\n[a](khong-co.txt) và\n[b](khong-co.txt)\n"

    assert told(source, first_line=6) == ["8:5 K401", "9:5 K401"]


def test_a_link_by_reference_is_told_where_its_address_stands() -> None:
    assert told("[a][r] và [b][r]\n\n[r]: khong-co.txt\n") == ["3:6 K401", "3:6 K401"]


# ---------------------------------------------------------------- safety


@pytest.mark.parametrize(
    "source",
    [
        "<script>alert(1)</script>",
        "<b onclick='x()'>a</b>",
        '<a title=">" onclick="x()">a</a>',
        "<p style='position:fixed'>a</p>",
        "<style>p{}</style>",
        "<iframe src='https://x.vn'></iframe>",
        "<svg/onload=alert(1)>",
        "<math><mi>x</mi></math>",
        "<object data='x'></object>",
        "<form action='javascript:x'><button>a</button></form>",
        "<h1>a</h1>",
        "Chữ\n{: onclick='x()' }\n",
        "![x](a.jpg){: style='x' }\n",
    ],
)
def test_nothing_unsafe_comes_through_and_nothing_goes_unsaid(source: str) -> None:
    html = render(source).html.lower()

    assert "K406" in " ".join(told(source))
    for bad in (
        "<script",
        "onclick",
        "onload",
        "style",
        "<iframe",
        "<svg",
        "<math",
        "<object",
        "<form",
        "<h1",
    ):
        assert bad not in html


@pytest.mark.parametrize(
    "source",
    ["<kbd>a</kbd>", "a<br>b", "<!-- ghi chú -->a", "<b>a</b>", "<details><summary>a</summary>b</details>"],
)
def test_harmless_html_is_let_be(source: str) -> None:
    assert told(source) == []


def test_a_note_to_oneself_is_not_published() -> None:
    assert "ghi chú" not in render("<!-- ghi chú -->\n\nBài.\n").html


def test_a_picture_that_is_only_spoken_of_stands_as_it_was_typed() -> None:
    said = "Thẻ <img src=x onerror=alert(1)> trong bài"

    assert told(said) == []
    assert render(said).html == f"<p>{html_module.escape(said)}</p>"
    assert told('<img src="a.jpg" alt="b" onclick="c()">') == ["1:26 K406"]
    assert told("A <img src=x> b, x\n")[0] == "1:12 K404"


def test_an_attribute_cannot_break_the_box_of_a_table() -> None:
    html = render('<p title="<table><img src=x onerror=alert(1)>">x</p>').html

    assert "table-scroll" not in html
    assert "<img" not in html


def test_text_is_never_read_as_a_reference() -> None:
    token = "\0" + "0" + "\0"
    forged = f'<a title="{token}" href="https://e.vn">b</a> <a title="&#0;0&#0;" id="&#x0;0&#x0;">c</a>'
    body = render(f"{token} &#0;0&#0; [a](y.md) {forged}\n\n<p title='&#0;0&#0;'>{token}</p>\n")

    assert body.html.count("\0") == 2
    assert body.html.count(f'href="{token}"') == 1


# ---------------------------------------------------------------- limits


@pytest.mark.parametrize(
    "source",
    [
        "".join("    " * i + "- a\n" for i in range(60)),
        "> " * 200 + "a",
        "".join("\t" * i + "1. a\n" for i in range(60)),
    ],
)
def test_lists_in_lists_in_lists_are_told_and_not_followed(source: str) -> None:
    assert [message.split()[1] for message in told(source)] == ["K410"]


def test_a_few_lists_in_lists_are_fine() -> None:
    assert told("".join("    " * i + "- a\n" for i in range(8))) == []


def test_a_text_out_of_all_measure_is_told_and_not_read() -> None:
    assert told("chữ " * 30_000) == ["1:1 K411"]
    assert told("chữ " * 20_000) == []


@pytest.mark.parametrize(
    "source",
    [
        "*" * 5000,
        "[" * 3000,
        "![" * 2000,
        "`" * 5000,
        "<" * 5000,
        "&" * 5000,
        "[a](" * 2000,
        "|" * 2000,
        "\\" * 5000,
        "<div>" * 2000,
    ],
)
def test_a_wall_of_signs_takes_no_time(source: str) -> None:
    started = time.process_time()

    render(source)

    assert time.process_time() - started < 5
