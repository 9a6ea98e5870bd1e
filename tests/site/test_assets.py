"""Style sheets, scripts and pictures: one request for each, named by what it holds."""

from __future__ import annotations

import re

import pytest

from bangvang.problems import ProblemsFound
from bangvang.site import assets


def bundled(files: dict[str, str | bytes]) -> assets.Assets:
    return assets.bundle(
        {path: text if isinstance(text, bytes) else text.encode() for path, text in files.items()}
    )


def text_of(made: assets.Assets, path: str) -> str:
    return made.files[made.names[path]].decode()


def problems(files: dict[str, str | bytes]) -> list[tuple[str, str, int]]:
    with pytest.raises(ProblemsFound) as found:
        bundled(files)
    return [(p.code, p.place.file, p.place.line) for p in found.value.problems]


def test_a_file_is_named_by_what_it_holds() -> None:
    one = bundled({"img/a.svg": "<svg/>"}).names["img/a.svg"]
    other = bundled({"img/a.svg": "<svg />"}).names["img/a.svg"]

    assert re.fullmatch(r"assets/a\.[0-9a-f]{10}\.svg", one)
    assert one != other


def test_a_style_sheet_takes_its_imports_in_and_only_it_is_put_out() -> None:
    made = bundled(
        {
            "css/main.css": '@layer a;\n@import "base.css" layer(a);\n@import url("parts/x.css");\np {top:0}',
            "css/base.css": "b { left: 0 }\n",
            "css/parts/x.css": '@import "y.css";\ni { right: 0 }\n',
            "css/parts/y.css": "u { bottom: 0 }\n",
        }
    )

    assert list(made.names) == ["css/main.css"]
    sheet = text_of(made, "css/main.css")
    assert "@import" not in sheet
    assert "@layer a {\nb { left: 0 }\n}" in sheet
    assert sheet.index("bottom") < sheet.index("right") < sheet.index("top:")


def test_addresses_in_a_sheet_are_those_of_the_named_files_wherever_they_were_written() -> None:
    made = bundled(
        {
            "css/main.css": '@import "parts/x.css" layer(a);\nb { background: url(../img/a.svg) }',
            "css/parts/x.css": "i { content: url('../../img/b.svg#phan') } u { content: url(\"#tai-cho\") }",
            "img/a.svg": "<svg/>",
            "img/b.svg": "<svg></svg>",
        }
    )
    sheet = text_of(made, "css/main.css")
    a, b = (made.names[f"img/{name}.svg"].removeprefix("assets/") for name in "ab")

    assert f'url("{a}")' in sheet
    assert f'url("{b}#phan")' in sheet
    assert 'url("#tai-cho")' in sheet


def test_a_changed_picture_changes_the_name_of_the_sheet_that_shows_it() -> None:
    sheet = "b { background: url(../img/a.svg) }"
    one = bundled({"css/main.css": sheet, "img/a.svg": "<svg/>"})
    other = bundled({"css/main.css": sheet, "img/a.svg": "<svg />"})

    assert one.names["css/main.css"] != other.names["css/main.css"]


def test_scripts_find_each_other_under_their_names() -> None:
    made = bundled(
        {"js/a.js": 'import { b } from "./b.js";\nimport("../js/c.js")', "js/b.js": "1", "js/c.js": "2"}
    )
    script = text_of(made, "js/a.js")

    for name in ("b", "c"):
        assert f'"./{made.names[f"js/{name}.js"].removeprefix("assets/")}"' in script


def test_two_files_of_one_name_stay_apart() -> None:
    made = bundled({"css/a.svg": "<svg/>", "img/a.svg": "<svg/>"})

    assert len(set(made.names.values())) == 2


def test_data_in_place_of_an_address_is_left_alone() -> None:
    made = bundled({"css/main.css": 'b { background: url("data:image/svg+xml,%3Csvg/%3E") }'})

    assert "data:image/svg+xml,%3Csvg/%3E" in text_of(made, "css/main.css")


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        ({"css/main.css": "a {}\nb { background: url(khong.svg) }"}, [("K704", "assets/css/main.css", 2)]),
        ({"css/main.css": '\n\n@import "khong.css";'}, [("K704", "assets/css/main.css", 3)]),
        (
            {"css/main.css": '@import "x.css";', "css/x.css": "\nb { background: url(k.svg) }"},
            [("K704", "assets/css/x.css", 2)],
        ),
        ({"css/a.css": '@import "../../ngoai.css";'}, [("K704", "assets/css/a.css", 1)]),
        ({"js/a.js": 'import "./khong.js";'}, [("K704", "assets/js/a.js", 1)]),
        ({"js/a.js": 'import "./b.js";', "js/b.js": 'import "./a.js";'}, [("K704", "assets/js/b.js", 1)]),
        ({"js/a.js": b"\xff"}, [("K113", "assets/js/a.js", 1)]),
        ({"css/main.css": '@import "x.css";', "css/x.css": b"/* \xff */"}, [("K113", "assets/css/x.css", 1)]),
    ],
)
def test_what_cannot_be_put_out_is_told(
    files: dict[str, str | bytes], expected: list[tuple[str, str, int]]
) -> None:
    assert problems(files) == expected


def test_sheets_that_import_each_other_are_told_and_do_not_go_round_for_ever() -> None:
    found = problems(
        {"css/main.css": '@import "a.css";', "css/a.css": '@import "b.css";', "css/b.css": '@import "a.css";'}
    )

    assert found == [("K704", "assets/css/b.css", 1)]
