"""New drafts and new archives: the files that an editor starts from, as text.

A draft is written so that `check` has nothing to say about it, with a comment beside every line that
invites a mistake.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from bangvang.build import installation, terminal
from bangvang.facts import places
from bangvang.language import text
from bangvang.language.dates import PartialDate
from bangvang.sources.checks import UNKNOWN_GRANTOR
from bangvang.sources.content import UNWRITTEN

STARTER = Path(__file__).parent / "starter"


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of an event when its draft is made. `provinces`: ids; `form`: a label; counts by key."""

    title: str
    date: PartialDate
    provinces: tuple[str, ...] = ()
    grantor: str | None = None
    form: str | None = None
    counts: Mapping[str, int] = field(default_factory=dict)
    source: str | None = None
    byline: str | None = None
    tags: tuple[str, ...] = ()


def path_of(facts: Facts) -> str:
    """Where the draft belongs in the site's folder: by year, named after its title. Raises ValueError when
    the title has neither letter nor digit."""
    stem = text.file_stem(facts.title)
    if not stem:
        raise ValueError(facts.title)
    return f"content/{facts.date.year:04d}/{stem}.md"


def written(facts: Facts) -> str:
    """The draft's text. Comments are Vietnamese: they are for those who write the articles."""
    rows = [
        "---",
        "draft: true   # bản nháp, chưa ai đọc được; viết xong thì xoá dòng này",
        f"title: {_quoted(facts.title)}",
        f"date: {facts.date.iso}   # ngày DIỄN RA, không phải ngày báo đăng; chỉ biết tháng thì viết 2024-09",
        *_where(facts),
        *_awards(facts),
        "# total: {recipients: 33}   # chỉ khi bài nêu con số chung cho cả sự kiện",
        *_source(facts),
        f"byline: {_quoted(facts.byline)}" if facts.byline else "# byline: Nguyễn Văn A   # như in ở bài",
        '# people: [{name: Nguyễn Văn A, title: "Giám đốc Công an tỉnh"}]   # người được nhắc tới',
        '# photos: [{file: hoi-nghi.jpg, caption: "Quang cảnh hội nghị", credit: M.L}]   # ảnh đặt cạnh bài',
        f"tags: [{', '.join(map(_quoted, facts.tags))}]   # chủ đề, ví dụ [điển hình tiên tiến, phụ nữ]",
        "---",
        "",
        f"{UNWRITTEN}: ai khen ai, về việc gì, ở đâu, khi nào.",
    ]
    return "\n".join(rows) + "\n"


def _where(facts: Facts) -> list[str]:
    if not facts.provinces:
        return [
            "scope: national   # cả nước; việc của một tỉnh thì thay dòng này bằng province: Quảng Nam,",
            "                  # của một vùng thì bằng hai dòng scope: region và region: Phía Bắc",
        ]
    names = [_plain(places.get(place).name) for place in facts.provinces]
    shown = names[0] if len(names) == 1 else f"[{', '.join(names)}]"
    return [f"province: {shown}   # tên tỉnh LÚC ĐÓ; nhiều tỉnh thì viết [Kon Tum, Gia Lai]"]


def _awards(facts: Facts) -> list[str]:
    """An entry where a form or a grantor is known. Numbers alone belong to the event as a whole."""
    numbers = [f"{kind}: {n}" for kind, n in facts.counts.items()]
    if facts.grantor is None and facts.form is None:
        stated = [f"total: {{{', '.join(numbers)}}}"] if numbers else []
        return [
            *stated,
            "awards: []   # mỗi mục là một nơi khen × một hình thức, như mẫu dưới đây (bỏ dấu # và chữ [])",
            "#  - grantor: Chủ tịch UBND tỉnh   # nơi quyết định, không phải người trao",
            "#    form: Bằng khen               # Bằng khen, Giấy khen, Biểu dương …",
            "#    collectives: 3                # số tập thể; bài không nêu thì bỏ dòng này",
            "#    individuals: 6                # số cá nhân",
        ]
    known = [
        f"  - grantor: {_quoted(facts.grantor or UNKNOWN_GRANTOR)}   # nơi quyết định, không phải người trao",
        f"    form: {_quoted(facts.form or 'Khen thưởng')}   # Bằng khen, Giấy khen, Biểu dương …",
        *(f"    {number}" for number in numbers),
    ]
    if not numbers:
        known.append(
            "    # collectives: 3   # số tập thể; individuals: số cá nhân; households: số hộ gia đình"
        )
    return ["awards:   # mỗi mục là một nơi khen × một hình thức", *known]


def _source(facts: Facts) -> list[str]:
    if facts.source:
        return [f"source: {{name: {_quoted(facts.source)}}}   # thêm url nếu bài có trên mạng"]
    return ['# source: {name: Báo Quảng Nam, code: QNO, url: "https://…"}   # nguồn bài']


def _quoted(value: str) -> str:
    """YAML's double quotes hold whatever JSON's do, but for characters that no file should have."""
    shown = "".join(c for c in " ".join(text.clean(value).split()) if c.isprintable())
    return json.dumps(shown, ensure_ascii=False)


def _plain(name: str) -> str:
    return name if name.replace(" ", "").replace("-", "").isalpha() else _quoted(name)


# ---------------------------------------------------------------- a new archive


_OWN_PYTHON = re.compile(
    r'"command": "\$\{workspaceFolder\}/[^"]*"(,\s*"windows": \{ "command": "[^"]*" \})?'
)
_OWN_DOOR = '"${workspaceFolder}/build.py", '


def _tasks(own: str) -> str:
    """The tasks of the editors' tool, for an archive in whose folder the program is not."""
    first, *others = (json.dumps(word, ensure_ascii=False) for word in installation.command())
    tasks = _OWN_PYTHON.sub(lambda _: f'"command": {first}', own)
    return tasks.replace(_OWN_DOOR, "".join(f"{word}, " for word in others))


def _settings(starter: str, title: str, place: str) -> str:
    if title:
        starter = starter.replace("title: Bảng Vàng\n", f"title: {_quoted(title)}\n", 1)
    if place:
        said = f"Kho lưu tin biểu dương, khen thưởng tập thể, cá nhân và hộ gia đình của {place}."
        starter = re.sub(
            r"(?m)^description: .*$", lambda _: f"description: {_quoted(said)}", starter, count=1
        )
    return starter


def archive(sample: Facts, title: str = "", place: str = "") -> dict[str, bytes]:
    """Path -> content of a new, empty archive that builds at once: settings, a guide, a sample draft, and
    the set-up of the editors' tool that comes with the program. `title`, `place`: what it is called and
    whose it is, where that is known."""
    files = {
        path.relative_to(STARTER).as_posix(): path.read_bytes()
        for path in sorted(STARTER.rglob("*"))
        if path.is_file()
    }
    files = {name.replace("dot-", "."): raw for name, raw in files.items()}
    files["config.yaml"] = _settings(files["config.yaml"].decode(), title, place).encode()
    run = terminal.quoted(installation.typed())
    files["README.md"] = files["README.md"].replace(b"python build.py", run.encode())
    for path in sorted(installation.EDITORS.glob("*.*")):
        files[f".vscode/{path.name}"] = path.read_bytes()
    files[".vscode/tasks.json"] = _tasks(files[".vscode/tasks.json"].decode()).encode()
    # Folders that git would otherwise forget; names with a dot are taken for neither template nor asset.
    files |= dict.fromkeys(("assets/.gitkeep", "templates/.gitkeep", "output/.gitkeep"), b"")
    files[path_of(sample)] = written(sample).encode()
    return files
