"""YAML text -> typed, frozen models, with every complaint at its line and column.

Scalars arrive as the text that was typed (see `yamltext`); what they mean is decided here.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Annotated, Any, Literal, TypeVar

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, ValidationError
from pydantic_core import PydanticCustomError

from bangvang.facts import honours, places
from bangvang.language import dates, spelling, text
from bangvang.language.dates import DateError, PartialDate
from bangvang.language.text import CountError
from bangvang.problems import Problem, problem, term
from bangvang.sources import guesses, yamltext
from bangvang.sources.yamltext import UNKNOWN, Front, Path, Tree

Model = TypeVar("Model", bound=BaseModel)

# Every part of an address is the name of a file; file systems end at 255 bytes.
LONGEST_NAME = 200

# ---------------------------------------------------------------- values


def _complain(code: str, **values: object) -> PydanticCustomError:
    return PydanticCustomError(code, "{code}", {"code": code, **values})


def _text(value: object) -> object:
    if isinstance(value, str) and not value.strip():
        raise _complain("K115")
    return " ".join(value.split()) if isinstance(value, str) else value


def _count(value: object) -> object:
    if not isinstance(value, str):
        return value
    try:
        return text.parse_count(value)
    except CountError as error:
        why = term(f"count_{error.reason}")
        raise _complain("K201", value=value, why=why, suggestion=guesses.count(value)) from None


def _date(value: object) -> object:
    if not isinstance(value, str):
        return value
    try:
        return dates.parse(value)
    except DateError as error:
        code = {"form": "K202", "impossible": "K203", "range": "K204"}[error.reason]
        advice = term("date_no_year" if guesses.lacks_year(value) else "date_form")
        raise _complain(code, value=value, advice=advice, suggestion=guesses.date(value)) from None


def _boolean(value: object) -> object:
    if not isinstance(value, str):
        return value
    if value.strip().lower() not in ("true", "false"):
        raise _complain("K212", value=value)
    return value.strip().lower() == "true"


def _province(value: str) -> str:
    if value == UNKNOWN:
        return value
    place = places.find(value)
    if place is None:
        raise _complain("K205", value=value, suggestion=_near_place(value))
    return place.id


def _near_place(value: str) -> str | None:
    """A district is no misspelt province: only what is very like a name is taken for it."""
    name = places.suggest(value)
    place = places.find(name) if name is not None else None
    spellings = (place.name, *place.aliases) if place is not None else ()
    return name if spelling.nearest(value, spellings, cutoff=0.8) is not None else None


def _region(value: str) -> str:
    region = places.find_region(value)
    if region is None:
        known = ", ".join(r.name for r in places.all_regions())
        raise _complain("K210", value=value, suggestion=places.suggest_region(value), known=known)
    return region.id


def _form(value: str) -> str:
    if value != UNKNOWN and honours.find_form(value) is None:
        raise _complain("K207", value=value, suggestion=honours.suggest_form(value))
    return value


def _level(value: str) -> str:
    level = honours.find_level(value)
    if level is None:
        known = ", ".join(honours.LEVELS)
        raise _complain("K209", value=value, suggestion=spelling.nearest(value, honours.LEVELS), known=known)
    return level


def _url(value: str) -> str:
    if not re.fullmatch(r"https?://[^\s/<>\"'.][^\s/<>\"']*\.[^\s/<>\"']+(/[^\s<>\"']*)?", value):
        raise _complain("K211", value=value, suggestion=guesses.web_address(value))
    return value


def _alias(value: str) -> str:
    if value == UNKNOWN:
        return value
    bare = value.removeprefix("/")
    if not _is_path(bare):
        whole = re.fullmatch(r"https?://[^/?#]+/([^?#]*)", value)  # pasted from the browser
        guess = f"/{whole[1]}" if whole is not None and _is_path(whole[1]) else None
        raise _complain("K213", value=value, suggestion=guess)
    # A host answers a folder with its index; a bare name has no file to live in.
    if bare.endswith("/"):
        return bare + "index.html"
    return bare if bare.endswith(".html") else bare + "/index.html"


def _is_path(bare: str) -> bool:
    return re.fullmatch(r"[A-Za-z0-9._~-]+(/[A-Za-z0-9._~-]+)*/?", bare) is not None and not any(
        part in (".", "..") or len(part) > LONGEST_NAME for part in bare.split("/")
    )


def _file(value: str) -> str:
    name = value.replace("\\", "/").rpartition("/")[2]
    if name != value or value.startswith(".") or len(value) > LONGEST_NAME:
        raise _complain("K214", value=value, suggestion=name if name.strip(".") and name != value else None)
    return value


def _one_of(known: Mapping[str, str]) -> Callable[[object], object]:
    def choose(value: object) -> object:
        if isinstance(value, str):
            found = known.get(text.fold(value))
            if found is None:
                raise _complain(
                    "K208",
                    value=value,
                    suggestion=guesses.choice(value, tuple(known.values())),
                    known=", ".join(dict.fromkeys(known.values())),
                )
            return found
        return value

    return choose


def _listed(value: object) -> object:
    return [value] if isinstance(value, str) else value


_SCHEMA_DATE = {"type": "string", "pattern": r"^(\d{4}(-\d\d(-\d\d)?)?|(\d{1,2}/)?\d{1,2}/\d{4})$"}

# Types are shown to editors' tools as they are typed, not as they are stored.
Text = Annotated[str, BeforeValidator(_text)]
Number = Annotated[int, BeforeValidator(_count, json_schema_input_type=int | str)]
Date = Annotated[
    PartialDate,
    BeforeValidator(_date, json_schema_input_type=Annotated[str, Field(json_schema_extra=_SCHEMA_DATE)]),
]
Flag = Annotated[bool, BeforeValidator(_boolean)]
ProvinceId = Annotated[Text, AfterValidator(_province)]
RegionId = Annotated[Text, AfterValidator(_region)]
FormName = Annotated[Text, AfterValidator(_form)]
LevelId = Annotated[Text, AfterValidator(_level)]
WebAddress = Annotated[Text, AfterValidator(_url)]
FormerAddress = Annotated[Text, AfterValidator(_alias)]
FileName = Annotated[Text, AfterValidator(_file)]
SCOPES = ("province", "provinces", "region", "national")
ScopeId = Annotated[
    Literal["province", "provinces", "region", "national"], BeforeValidator(_one_of({s: s for s in SCOPES}))
]
StatusId = Annotated[
    Literal["corrected", "annulled"],
    BeforeValidator(_one_of({"corrected": "corrected", "annulled": "annulled"})),
]

# ---------------------------------------------------------------- front matter


class Strict(BaseModel):
    """Frozen, and strict about unknown keys."""

    model_config = ConfigDict(extra="forbid", frozen=True, arbitrary_types_allowed=True)


class Counts(Strict):
    """Numbers of recipients. Absent: not stated. 0: stated to be none."""

    collectives: Number | None = Field(None, description="Số tập thể")
    individuals: Number | None = Field(None, description="Số cá nhân")
    households: Number | None = Field(None, description="Số hộ gia đình")
    recipients: Number | None = Field(
        None, description="Con số chung, chỉ khi bài không tách tập thể và cá nhân"
    )


class SubsetEntry(Counts):
    of: Text = Field(description="Phần này là của ai, ví dụ: Hội LHPN các cấp")


class AwardEntry(Counts):
    """One grantor × one form of award."""

    grantor: Text = Field(description="Nơi quyết định khen thưởng (không phải người trao)")
    form: FormName = Field(description="Hình thức: Bằng khen, Giấy khen, Biểu dương …")
    level: LevelId | None = Field(
        None, description="Cấp khen thưởng; thường để trống, suy từ nơi khen thưởng"
    )
    approx: Flag = Field(False, description="true khi con số là hơn, gần, trên …")
    posthumous: Flag = Field(False, description="true khi truy tặng")
    names: tuple[Text, ...] | None = Field(
        None, description="Tên các tập thể, cá nhân được khen, nếu bài nêu"
    )
    subset: tuple[SubsetEntry, ...] | None = Field(
        None, description="Phần 'trong đó …': hiện ra, không cộng vào"
    )


class TotalEntry(Counts):
    """What the article states for the whole event."""

    approx: Flag = Field(False, description="true khi con số là hơn, gần, trên …")


class BreakdownEntry(Counts):
    province: ProvinceId = Field(description="Tỉnh, thành phố")


class PersonEntry(Strict):
    name: Text = Field(description="Họ và tên")
    title: Text | None = Field(None, description="Chức vụ, cấp bậc")


class ProgrammeEntry(Strict):
    name: Text = Field(description="Tên phong trào, chương trình")
    period: Text | None = Field(None, description="Giai đoạn, ví dụ 2019-2024")


class SourceEntry(Strict):
    name: Text = Field(description="Tên báo, đài")
    code: Text | None = Field(None, description="Ký hiệu trong ngoặc ở đầu bài, ví dụ QNO")
    url: WebAddress | None = Field(None, description="Địa chỉ bài gốc")


class PhotoEntry(Strict):
    file: FileName | None = Field(None, description="Tên tệp ảnh nằm cạnh bài")
    caption: Text | None = Field(None, description="Chú thích")
    credit: Text | None = Field(None, description="Người chụp")
    alt: Text | None = Field(None, description="Mô tả cho người không nhìn thấy ảnh; mặc định là chú thích")


class FrontMatter(Strict):
    """The information at the head of an article."""

    title: Text = Field(description="Tiêu đề bài")
    date: Date = Field(description="Ngày DIỄN RA: 2024-09-19, 2024-09, 2024, 19/9/2024 hoặc 9/2024")
    date_note: Text | None = Field(None, description="Ngày được suy ra như thế nào")
    published: Date | None = Field(None, description="Ngày báo đăng")
    province: (
        Annotated[tuple[ProvinceId, ...], BeforeValidator(_listed, json_schema_input_type=str | list[str])]
        | None
    ) = Field(None, description="Tên tỉnh, thành phố LÚC ĐÓ; một tên hoặc một danh sách")
    scope: ScopeId | None = Field(None, description="Phạm vi: province, provinces, region hoặc national")
    region: RegionId | None = Field(None, description="Vùng, chỉ dùng với scope: region")
    place: Text | None = Field(None, description="Nơi tổ chức; không dùng để thống kê")
    awards: tuple[AwardEntry, ...] | None = Field(None, description="Mỗi mục là một nơi khen × một hình thức")
    total: TotalEntry | None = Field(None, description="Con số cả bài nêu cho toàn sự kiện")
    breakdown: tuple[BreakdownEntry, ...] | None = Field(
        None, description="Chia theo tỉnh: hiện ra, không cộng vào"
    )
    organisations: tuple[Text, ...] | None = Field(None, description="Cơ quan, đơn vị tổ chức")
    people: tuple[PersonEntry, ...] | None = Field(None, description="Người được nhắc tới, kèm chức vụ")
    programme: ProgrammeEntry | None = Field(None, description="Phong trào, chương trình")
    source: SourceEntry | None = Field(None, description="Nguồn bài")
    byline: Text | None = Field(None, description="Tên tác giả như in ở bài")
    photos: tuple[PhotoEntry, ...] | None = Field(None, description="Ảnh, theo thứ tự trong bài")
    tags: tuple[Text, ...] | None = Field(None, description="Chủ đề")
    aliases: tuple[FormerAddress, ...] | None = Field(
        None, description="Địa chỉ cũ; mỗi địa chỉ thành một chuyển hướng"
    )
    same_event: Text | None = Field(None, description="Tên tệp của bài đầu tiên về cùng sự kiện")
    status: StatusId | None = Field(None, description="corrected (đính chính) hoặc annulled (huỷ bỏ)")
    status_date: Date | None = Field(None, description="Ngày đính chính, huỷ bỏ")
    status_note: Text | None = Field(None, description="Nội dung đính chính, lý do huỷ bỏ")
    draft: Flag = Field(False, description="true: bản nháp, chưa xuất bản")
    review: tuple[Text, ...] | None = Field(None, description="Những điều còn phải kiểm tra")


class PageFrontMatter(Strict):
    """The information at the head of a plain page."""

    title: Text = Field(description="Tiêu đề trang")


# What to type, for messages about a missing or misshapen key.
EXAMPLES: Mapping[str, str] = {
    "title": 'title: "Tiêu đề bài"',
    "date": "date: 2024-09-19",
    "published": "published: 2024-09-20",
    "province": "province: Quảng Nam",
    "awards": "awards: [{grantor: Chủ tịch UBND tỉnh, form: Bằng khen, collectives: 3}]",
    "grantor": "grantor: Chủ tịch UBND tỉnh",
    "form": "form: Bằng khen",
    "of": "of: Hội LHPN các cấp",
    "name": "name: Nguyễn Văn A",
    "source.name": "name: Báo Quảng Nam",
    "programme.name": "name: Toàn dân bảo vệ an ninh Tổ quốc",
    "people.title": 'title: "Giám đốc Công an tỉnh"',
    "total": "total: {recipients: 33}",
    "tags": "tags: [điển hình tiên tiến, Bằng khen]",
    "names": "names: [Công an xã X, Nguyễn Văn A]",
    "subset": "subset: [{recipients: 5, of: Hội LHPN các cấp}]",
    "breakdown": "breakdown: [{province: Gia Lai, collectives: 5}]",
    "organisations": "organisations: [Công an tỉnh, Hội Nông dân tỉnh]",
    "people": 'people: [{name: Nguyễn Văn A, title: "Giám đốc Công an tỉnh"}]',
    "programme": "programme: {name: Toàn dân bảo vệ an ninh Tổ quốc, period: 2019-2024}",
    "source": "source: {name: Báo Quảng Nam, code: QNO}",
    "photos": 'photos: [{file: hoi-nghi.jpg, caption: "Quang cảnh hội nghị"}]',
    "aliases": "aliases: [/bai-viet/2023/ten-cu.html]",
    "review": "review: [date_year_inferred]",
    "collectives": "collectives: 3",
    "individuals": "individuals: 6",
    "households": "households: 2",
    "recipients": "recipients: 6",
    "region": "region: Phía Bắc",
    "draft": "draft: true",
    "approx": "approx: true",
    "posthumous": "posthumous: true",
    "scope": "scope: national",
    "level": "level: province",
    "place": "place: Hà Nội",
    "byline": "byline: K.ANH",
    "file": "file: hoi-nghi.jpg",
    "caption": 'caption: "Quang cảnh hội nghị"',
    "same_event": "same_event: ten-bai-dau-tien",
    "status": "status: corrected",
    "status_date": "status_date: 2024-09-25",
}

# ---------------------------------------------------------------- reading

# What stands in for a required value of an entry, so that the rest of the entry can still be checked.
_REQUIRED_INSIDE = ("grantor", "form", "of", "name")


@dataclass(frozen=True, slots=True)
class Reading:
    """The outcome of reading front matter. `model` is None when not even a part could be saved.

    `tree` knows where everything stands; `faulty`: top-level keys that were left out or patched because
    something in them is wrong, so that what follows from them must not be told as well."""

    model: Any
    problems: tuple[Problem, ...]
    tree: Tree
    faulty: frozenset[str]


def read(front: Front, model: type[Model], *, stand_ins: Mapping[str, object] | None = None) -> Reading:
    """Reads YAML into `model`. Faulty values are reported, left out, and the rest is read again;
    `stand_ins` fill required keys that are missing or faulty, so that other checks can go on."""
    tree = yamltext.read(front)
    root = tree.root
    if root is None:
        return Reading(None, tree.problems, tree, tree.faulty)
    problems = list(tree.problems)
    faulty = set(tree.faulty)
    excused: set[Path] = set()
    for _ in range(4):
        try:
            return Reading(model.model_validate(root), tuple(problems), tree, frozenset(faulty))
        except ValidationError as error:
            items = error.errors(include_url=False)
        # Unknown keys first: what is misspelt is not missing as well, nor is what was left out as faulty.
        for item in sorted(items, key=lambda item: item["type"] != "extra_forbidden"):
            path = tuple(item["loc"])
            told = _explain(tree, model, path, item)
            if item["input"] != UNKNOWN and path not in excused and told not in problems:
                problems.append(told)
            _leave_out(root, path, stand_ins or {})
            meant = dict(told.values).get("suggestion", "") if told.code == "K103" else path[-1]
            excused.add((*path[:-1], meant))
            faulty.update((str(path[0]), str((*path[:-1], meant)[0])))
    return Reading(None, tuple(problems), tree, frozenset(faulty))


def _leave_out(root: dict[str, Any], path: Path, stand_ins: Mapping[str, object]) -> None:
    """Takes away the value at `path`, or puts what stands in for it where there must be one."""
    holder: Any = root
    inner: tuple[Any, str] | None = None  # the deepest mapping on the way, and its key
    for step in path[:-1]:
        if isinstance(holder, dict) and isinstance(step, str):
            inner = (holder, step)
        holder = _inside(holder, step)
    last = path[-1]
    if isinstance(holder, list) and isinstance(last, int) and last < len(holder) and _texts(holder, last):
        holder[last] = UNKNOWN  # its neighbours keep their numbers
    elif isinstance(holder, dict) and isinstance(last, str):
        stand_in = stand_ins.get(last) if len(path) == 1 else None
        if stand_in is None and len(path) > 1 and last in _REQUIRED_INSIDE:
            stand_in = UNKNOWN
        if stand_in is not None:
            holder[last] = stand_in
        elif last in holder:
            del holder[last]
        elif inner is not None:
            inner[0].pop(inner[1], None)
    elif inner is not None:
        inner[0].pop(inner[1], None)


def _texts(holder: list[Any], skipped: int) -> bool:
    """Whether a list is one of texts but for one item."""
    return all(isinstance(item, str) for i, item in enumerate(holder) if i != skipped) and (
        not isinstance(holder[skipped], str) or holder[skipped] != UNKNOWN
    )


def _inside(holder: Any, step: str | int) -> Any:
    if isinstance(holder, dict):
        return holder.get(str(step))
    if isinstance(holder, list) and isinstance(step, int) and step < len(holder):
        return holder[step]
    return None


# ---------------------------------------------------------------- complaints


def _explain(tree: Tree, model: type[BaseModel], path: Path, item: Any) -> Problem:
    """A pydantic complaint as a problem in the editor's words."""
    kind, given = item["type"], item["input"]
    key = next((str(step) for step in reversed(path) if isinstance(step, str)), "")
    place = tree.place(path)
    if kind == "extra_forbidden":
        return _unknown_key(tree, model, path, given)
    if kind == "missing":
        return problem(tree.place(path[:-1]), "K105", key=key, example=_example(path))
    if kind.startswith("K"):
        values = {k: v for k, v in item["ctx"].items() if k != "code"}
        return problem(place, kind, **({"key": key} | values))
    if given is None or given == "":
        return problem(place, "K115", key=key)
    wanted = _WANTED.get(kind, "text")
    if wanted == "text" and isinstance(given, dict) and len(given) == 1:
        # "- Hội nghị: tổng kết" is a mapping to YAML
        (name, value), *_ = given.items()
        if value is None or isinstance(value, str):
            dash = "- " if isinstance(path[-1], int) else f"{key}: "
            return problem(place, "K108", example=f'{dash}"{name}: {value or ""}"')
    found = term("list" if isinstance(given, list) else "mapping" if isinstance(given, dict) else "text")
    example = _example(path)
    if wanted == "list" and isinstance(given, str) and key in _LISTS_OF_TEXT:
        example = f"{key}: [{', '.join(part.strip() for part in given.split(',') if part.strip())}]"
    return problem(place, "K106", key=key, wanted=term(wanted), found=found, example=example)


def _example(path: Path) -> str:
    """What the key at a path looks like when it is right."""
    names = [step for step in path if isinstance(step, str)]
    return EXAMPLES.get(".".join(names[-2:])) or EXAMPLES.get(names[-1], f"{names[-1]}: …")


_WANTED = {
    "tuple_type": "list",
    "model_type": "mapping",
    "model_attributes_type": "mapping",
    "dict_type": "mapping",
    "int_type": "number",
    "is_instance_of": "date",
    "bool_type": "flag",
}
_LISTS_OF_TEXT = ("tags", "names", "organisations", "review", "aliases", "province")


def _unknown_key(tree: Tree, model: type[BaseModel], path: Path, given: object) -> Problem:
    key, place = str(path[-1]), tree.place(path, key=True)
    known = _keys_at(model, path[:-1])
    if given is None and len(path) > 1 and " " in key and guesses.key(key, known) not in known:
        # {name: Lê A, title: Chủ tịch, Trưởng ban}: the comma ended the value
        return problem(place, "K123", value=key)
    suggestion = guesses.key(key, known)
    owner = _OWNERS.get(key) if suggestion is None else None
    if owner is not None:
        return problem(place, "K126", key=key, owner=owner, example=EXAMPLES.get(owner, f"{owner}: …"))
    return problem(place, "K103", key=key, known=", ".join(known), suggestion=suggestion)


# Keys that editors put one step too high.
_OWNERS = {
    "grantor": "awards",
    "form": "awards",
    "level": "awards",
    "names": "awards",
    "subset": "awards",
    "collectives": "awards",
    "individuals": "awards",
    "households": "awards",
    "recipients": "awards",
    "approx": "awards",
    "posthumous": "awards",
    "caption": "photos",
    "credit": "photos",
    "alt": "photos",
    "file": "photos",
    "url": "source",
    "period": "programme",
}


def _keys_at(model: type[BaseModel], path: Path) -> tuple[str, ...]:
    """The keys allowed at a path of the model; walks annotations through tuples and optionals."""
    current: Any = model
    for step in path:
        if isinstance(step, str):
            current = _inner_model(current.model_fields[step].annotation)
    return tuple(current.model_fields)


def _inner_model(annotation: Any) -> Any:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    for part in getattr(annotation, "__args__", ()):
        found = _inner_model(part)
        if found is not None:
            return found
    return None
