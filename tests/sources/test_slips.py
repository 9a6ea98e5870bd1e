"""A sign amiss, a blank too few, a line beside its column: told by the line as it should be typed."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from bangvang.archive.model import Source
from bangvang.problems import Problem
from bangvang.sources import content

HEAD = "title: Tin\ndate: 2024\nprovince: Kon Tum\n"
ENTRY = "awards:\n  - grantor: UBND tỉnh\n    form: Bằng khen\n"

TWO = ENTRY + "  - grantor: Công an tỉnh\n    form: Giấy khen\n"


def read(front: str) -> content.Parsed:
    return content.parse(Source("content/a.md", f"---\n{front}---\n\nBài.\n", ""))


def obeyed(front: str) -> tuple[list[str], str]:
    """The codes that are told of a front matter, and the text once every line is typed as they say."""
    rows, found = front.split("\n"), read(front).problems
    for item in found:
        rows[item.place.line - 2] = line_of(item, rows[item.place.line - 2])
    return sorted({item.code for item in found}), "\n".join(rows)


def line_of(found: Problem, row: str) -> str:
    said: Mapping[str, object] = dict(found.values)
    bare = row.lstrip()
    indent = row[: len(row) - len(bare)]
    if found.code in ("K135", "K136"):
        return " " * int(str(said["indent"])) + "- " * (found.code == "K136") + str(said["example"])
    if found.code in ("K109", "K134"):
        return " " * int(str(said["indent"])) + bare
    return indent + str(said["example"]).replace(" ⏎ ", f"\n{' ' * len(indent)}")


@pytest.mark.parametrize(
    ("typed", "right", "code"),
    [
        # a group of keys on one line, without its braces
        (
            HEAD + "awards:\n  - grantor: UBND tỉnh, form: Bằng khen, individuals: 3\n",
            HEAD + "awards:\n  - {grantor: UBND tỉnh, form: Bằng khen, individuals: 3}\n",
            "K133",
        ),
        (
            HEAD + "awards:\n  - grantor: Bộ Văn hóa, Thể thao, form: Bằng khen\n",
            HEAD + 'awards:\n  - {grantor: "Bộ Văn hóa, Thể thao", form: Bằng khen}\n',
            "K133",
        ),
        # a colon without its blank, or another sign for it
        (HEAD.replace("date: ", "date:"), HEAD, "K133"),
        (HEAD.replace("title: ", "title:"), HEAD, "K133"),
        (HEAD.replace("province: ", "province："), HEAD, "K133"),
        (HEAD.replace("date: ", "date = "), HEAD, "K133"),
        (HEAD.replace("date: ", "date; "), HEAD, "K133"),
        (HEAD.replace("date: ", "**date:** "), HEAD, "K133"),
        (HEAD.replace("date: ", "- date: "), HEAD, "K133"),
        (HEAD + ENTRY + "    individuals:3\n", HEAD + ENTRY + "    individuals: 3\n", "K133"),
        # a dash without its blank, or another sign for it, or none
        (HEAD + ENTRY.replace("- ", "-"), HEAD + ENTRY, "K133"),
        (HEAD + ENTRY.replace("- ", "– "), HEAD + ENTRY, "K133"),
        (HEAD + "tags:\n* một\n* hai\n", HEAD + "tags:\n- một\n- hai\n", "K133"),
        (HEAD + "tags:\n- một\n-hai\n", HEAD + "tags:\n- một\n- hai\n", "K133"),
        (HEAD + "tags:\nmột\nhai\n", HEAD + "tags:\n- một\n- hai\n", "K133"),
        # a group in round brackets
        (HEAD + "source: (name: Báo A)\n", HEAD + "source: {name: Báo A}\n", "K133"),
        (HEAD + "total: (recipients: 5)\n", HEAD + "total: {recipients: 5}\n", "K133"),
        (
            HEAD + "people: (name: Lê A, title: Bí thư)\n",
            HEAD + "people: [{name: Lê A, title: Bí thư}]\n",
            "K133",
        ),
        # groups in braces
        (HEAD + "source: name: Báo A\n", HEAD + "source: {name: Báo A}\n", "K133"),
        (HEAD + "programme: Dân vận: khéo\n", HEAD + 'programme: {name: "Dân vận: khéo"}\n', "K133"),
        (HEAD + "source: {name: Báo A]\n", HEAD + "source: {name: Báo A}\n", "K133"),
        (HEAD + "source: {name: Báo: A}\n", HEAD + 'source: {name: "Báo: A"}\n', "K108"),
        (HEAD + "source: {name: Báo A code: A}\n", HEAD + "source: {name: Báo A, code: A}\n", "K132"),
        (HEAD + "source: {name: Báo A; code: A}\n", HEAD + "source: {name: Báo A, code: A}\n", "K132"),
        (HEAD + "total: individuals: 3\n", HEAD + "total: {individuals: 3}\n", "K133"),
        # lists in brackets
        (HEAD + "tags: [một,, hai]\n", HEAD + "tags: [một, hai]\n", "K133"),
        (HEAD + "tags: [một, hai}\n", HEAD + "tags: [một, hai]\n", "K133"),
        (HEAD + "tags: [một, hai]]\n", HEAD + "tags: [một, hai]\n", "K133"),
        (HEAD + "tags: [một, hai],\n", HEAD + "tags: [một, hai]\n", "K133"),
        (HEAD + "tags: - một - hai\n", HEAD + "tags: [một, hai]\n", "K133"),
        (HEAD + "tags: [[một], hai]\n", HEAD + "tags: [một, hai]\n", "K106"),
        (HEAD + "place: {Hà Nội}\n", HEAD + "place: Hà Nội\n", "K108"),
        (HEAD + "people: Lê A - Giám đốc\n", HEAD + "people: [{name: Lê A, title: Giám đốc}]\n", "K106"),
        (HEAD + "tags: [#một, #hai]\n", HEAD + 'tags: ["#một", "#hai"]\n', "K125"),
        # as in another language of data
        (
            '"title": "Tin",\n"date": "2024",\n' + HEAD[-18:],
            '"title": "Tin"\n"date": "2024"\n' + HEAD[-18:],
            "K133",
        ),
        # columns
        (HEAD + ENTRY + "  individuals: 3\n", HEAD + ENTRY + "    individuals: 3\n", "K134"),
        (HEAD + ENTRY + "   individuals: 3\n", HEAD + ENTRY + "    individuals: 3\n", "K134"),
        (HEAD + ENTRY + "      individuals: 3\n", HEAD + ENTRY + "    individuals: 3\n", "K134"),
        (HEAD + ENTRY + "  tags: [a]\n", HEAD + ENTRY + "tags: [a]\n", "K134"),
        (HEAD + " tags: [a]\n", HEAD + "tags: [a]\n", "K134"),
        (" " + HEAD, HEAD, "K134"),
        (
            HEAD + "source:\n  name: A\n url: https://a.vn\n",
            HEAD + "source:\n  name: A\n  url: https://a.vn\n",
            "K134",
        ),
        (HEAD + "tags:\n  - một\n - hai\n", HEAD + "tags:\n  - một\n  - hai\n", "K134"),
        (HEAD + "people:\n  - name: A\n  title: B\n", HEAD + "people:\n  - name: A\n    title: B\n", "K134"),
        # no colon at all, no line end
        (HEAD.replace("date: ", "date "), HEAD, "K133"),
        (HEAD.replace("title: Tin", 'title:"A: B"'), HEAD.replace("Tin", '"A: B"'), "K133"),
        (HEAD + ENTRY.replace("awards:", "awards"), HEAD + ENTRY, "K133"),
        (HEAD + ENTRY.replace("form:", "form"), HEAD + ENTRY, "K133"),
        (HEAD + ENTRY.replace("grantor:", "grantor"), HEAD + ENTRY, "K133"),
        (HEAD.replace("\nprovince", " province"), HEAD, "K133"),
        (
            HEAD + ENTRY.replace("khen\n", "khen    individuals: 3\n"),
            HEAD + ENTRY + "    individuals: 3\n",
            "K133",
        ),
        # an item that YAML takes for the rest of the one above, or of its group
        (HEAD + "tags:\n- một\n  - hai\n", HEAD + "tags:\n- một\n- hai\n", "K134"),
        (HEAD + TWO.replace("  - grantor: Công", "    grantor: Công"), HEAD + TWO, "K136"),
        (HEAD + TWO.replace("  - grantor: Công", "    - grantor: Công"), HEAD + TWO, "K134"),
        (
            HEAD + ENTRY + "    names:\n\t- Lê A\n      - Lê B\n",
            HEAD + ENTRY + "    names:\n      - Lê A\n      - Lê B\n",
            "K109",
        ),
        (HEAD + "source:\n  name: A\n  place: B\n", HEAD + "source:\n  name: A\nplace: B\n", "K134"),
        # what YAML reads as a key, or as a list or group of another kind
        (HEAD + "source: {name:Báo A}\n", HEAD + "source: {name: Báo A}\n", "K133"),
        (HEAD + "source: {name Báo A}\n", HEAD + "source: {name: Báo A}\n", "K133"),
        (HEAD + "people:\n- Lê A: Đại tá\n", HEAD + "people:\n- {name: Lê A, title: Đại tá}\n", "K133"),
        (HEAD + "total: [individuals: 3]\n", HEAD + "total: {individuals: 3}\n", "K106"),
        (HEAD + "total: individuals 3\n", HEAD + "total: {individuals: 3}\n", "K106"),
        (HEAD + "tags: {một, hai}\n", HEAD + "tags: [một, hai]\n", "K106"),
        (HEAD + "tags: (một, hai)\n", HEAD + "tags: [một, hai]\n", "K106"),
        (HEAD + "tags: một, hai]\n", HEAD + "tags: [một, hai]\n", "K106"),
        (HEAD + "tags: [một，hai、ba]\n", HEAD + "tags: [một, hai, ba]\n", "K140"),
        (HEAD + "tags: [[một, hai]]\n", HEAD + "tags: [một, hai]\n", "K106"),
        # a dash before each key
        (
            HEAD + ENTRY.replace("    form", "  - form") + "  - individuals: 3\n",
            HEAD + ENTRY + "    individuals: 3\n",
            "K135",
        ),
        (
            HEAD + "people:\n- name: A\n- title: B\n- name: C\n",
            HEAD + "people:\n- name: A\n  title: B\n- name: C\n",
            "K135",
        ),
        (
            HEAD + "total:\n- individuals: 3\n- collectives: 2\n",
            HEAD + "total:\n  individuals: 3\n  collectives: 2\n",
            "K135",
        ),
        (HEAD + ENTRY + "\tindividuals: 3\n", HEAD + ENTRY + "    individuals: 3\n", "K109"),
        (HEAD + ENTRY + "\ttags: [a]\n", HEAD + ENTRY + "tags: [a]\n", "K109"),
    ],
)
def test_a_line_typed_as_the_message_says_is_right(typed: str, right: str, code: str) -> None:
    codes, mended = obeyed(typed)

    assert codes == [code]
    assert mended == right
    assert read(mended).problems == ()


@pytest.mark.parametrize(
    "front",
    [
        HEAD + "place: Nhà số 5:A\n",
        HEAD + "source: {name: Báo A, url: https://a.vn/x:y}\n",
        HEAD + "tags: [một, hai] # [ba, tư}\n",
        HEAD + "place: -5 độ\n",
        HEAD + "place: A; B\n",
        HEAD + "tags:\n- một\n-  hai\n",
        HEAD + "source: {name: Báo A,\n  code: A}\n",
        HEAD + "tags:\n      - một\n      - hai\n",
        HEAD + "source:\n      name: Báo A\n",
        HEAD + "people:\n- name: A\n- name: B\n  title: C\n",
        HEAD + "photos:\n- caption: A\n- caption: B\n",
        HEAD + ENTRY + "  - grantor: Công an tỉnh\n    form: Giấy khen\n",
        HEAD + "byline: |\n  - một\n  =hai\n",
    ],
)
def test_what_can_be_read_is_no_slip(front: str) -> None:
    assert read(front).problems == ()


def test_what_is_told_once_is_mended_for_the_reading_of_the_rest() -> None:
    found = read(HEAD.replace("date: ", "date:") + ENTRY + "  individuals: 3\n  names: [A, B\n").problems

    told = {(item.place.line, item.code) for item in found}
    assert told == {(3, "K133"), (8, "K134"), (9, "K121"), (9, "K134")}


def test_a_caption_with_a_dash_of_its_own_belongs_to_the_photo_above() -> None:
    (found,) = read(HEAD + "photos:\n  - file: a.jpg\n  - caption: Hội nghị\n").problems

    assert (found.place.line, found.code) == (7, "K135")


def test_what_is_all_behind_a_number_sign_is_told() -> None:
    (found,) = read(HEAD + "tags: #thidua\n").problems

    assert (found.code, dict(found.values)["example"]) == ("K127", '["#thidua"]')


def test_a_group_whose_keys_stand_in_the_first_column_is_told_by_its_first() -> None:
    (found,) = read(HEAD + "source:\nname: Báo A\n").problems

    assert (found.place.line, found.code, dict(found.values)["indent"]) == (6, "K134", "2")


@pytest.mark.parametrize(
    ("lines", "example"),
    [
        ("1. Lê Văn A\n      2. Trần Thị B", "names: [Lê Văn A, Trần Thị B]"),
        ("– Lê Văn A\n      – Trần Thị B", "names: [Lê Văn A, Trần Thị B]"),
        ("-Lê Văn A\n      -Trần Thị B", "names: [Lê Văn A, Trần Thị B]"),
    ],
)
def test_names_on_lines_of_their_own_are_offered_without_their_marks(lines: str, example: str) -> None:
    (found,) = read(HEAD + ENTRY + f"    individuals: 2\n    names:\n      {lines}\n").problems

    assert (found.code, dict(found.values)["example"]) == ("K106", example)


def test_a_comma_behind_an_item_on_a_line_of_its_own_is_none_of_it() -> None:
    article = read(HEAD + "tags:\n- một,\n- hai;\n").article

    assert article is not None
    assert [tag.name for tag in article.tags] == ["một", "hai"]


def test_two_sides_of_a_colon_are_offered_as_the_keys_they_stand_for() -> None:
    (found,) = read(HEAD + "people:\n  Lê A: Giám đốc\n  Hồ B: Bí thư\n").problems

    example = "people: [{name: Lê A, title: Giám đốc}, {name: Hồ B, title: Bí thư}]"
    assert (found.code, dict(found.values)["example"]) == ("K106", example)


def test_many_items_too_far_to_the_right_are_all_told_and_all_read() -> None:
    names = [f"tag {i}" for i in range(40)]
    parsed = read(HEAD + "tags:\n - " + "\n  - ".join(names) + "\n")

    assert [item.code for item in parsed.problems] == ["K134"] * 39
    assert parsed.article is not None
    assert [tag.name for tag in parsed.article.tags] == names


@pytest.mark.parametrize(
    ("counts", "value"),
    [("individuals: 1,024", "1,024"), ("individuals: 12,024, collectives: 3", "12,024")],
)
def test_a_comma_within_a_number_in_braces_is_told_as_a_number(counts: str, value: str) -> None:
    found = read(f"{HEAD}awards:\n  - {{grantor: UBND tỉnh, form: Bằng khen, {counts}}}\n").problems

    assert [(one.code, dict(one.values)["value"]) for one in found] == [("K201", value)]
    assert dict(found[0].values)["suggestion"] == value.replace(",", ".")
