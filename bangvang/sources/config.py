"""config.yaml -> Config: what the site as a whole is called and how it behaves."""

from __future__ import annotations

import re
from typing import Annotated
from urllib.parse import quote
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import AfterValidator, BeforeValidator, Field
from pydantic_core import PydanticCustomError

from bangvang.language import text
from bangvang.problems import Language, Place, Problem, problem
from bangvang.sources import colours, schema
from bangvang.sources.values import Flag, Strict, Text
from bangvang.sources.yamltext import Front

FILE = "config.yaml"


def _zone(value: str) -> str:
    try:
        ZoneInfo(value)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise PydanticCustomError("K602", "K602", {"value": value}) from None
    return value


def _base_url(value: str) -> str:
    address = _site_address(value)
    if address is None or address[1]:
        said = value.removeprefix("//")
        near = address or (_site_address(f"https://{said}") if _HOST.match(said) else None)
        suggestion = near[0] if near is not None else None
        raise PydanticCustomError("K603", "K603", {"value": value, "suggestion": suggestion})
    return address[0]


_HOST = re.compile(r"(?:[\w-]+\.)+[a-z]{2,}(?:[:/]|$)", re.IGNORECASE)
_ADDRESS = re.compile(r"(https?)://([^\s/?#@:]+)(:\d+)?(/[^?#]*)?([?#].*)?", re.IGNORECASE)
_FILE_IN_IT = re.compile(r"[^/]+\.(?:html?|php|aspx?|jsp)", re.IGNORECASE)


def _site_address(value: str) -> tuple[str, bool] | None:
    """The address of a site's folder as machines read it, and whether more was written than that: a file of
    it, a question. None for what is no address. A host with marks has another name on the wire."""
    found = _ADDRESS.fullmatch(value)
    if found is None:
        return None
    try:
        host = found[2].lower().encode("idna").decode()
    except UnicodeError:
        return None
    folder, _, last = (found[4] or "").rpartition("/")
    is_file = _FILE_IN_IT.fullmatch(last) is not None
    path = quote(folder + "/" + ("" if is_file or not last else last + "/"), safe="/%:@!$&'()*+,;=~")
    return f"{found[1].lower()}://{host}{found[3] or ''}{path}", is_file or found[5] is not None


def _within(low: int, high: int) -> BeforeValidator:
    def check(value: object) -> object:
        if not isinstance(value, str):
            return value
        try:
            number = text.parse_count(value)
        except ValueError:
            number = low - 1
        if not low <= number <= high:
            raise PydanticCustomError("K604", "K604", {"value": value, "low": low, "high": high})
        return number

    return BeforeValidator(check)


def _language(value: object) -> object:
    if isinstance(value, str) and value not in ("vi", "en"):
        raise PydanticCustomError("K208", "K208", {"value": value, "known": "vi, en"})
    return value


def _accent(value: str) -> str:
    if not colours.is_colour(value):
        raise PydanticCustomError("K711", "K711", {"value": value})
    if not colours.is_readable(value, colours.PAPERS[0]):
        better = colours.readable(value, colours.PAPERS[0])
        raise PydanticCustomError("K712", "K712", {"value": value, "suggested": better})
    return value.lower()


class Config(Strict):
    """Every attribute is a key of config.yaml."""

    title: Text = Field("Bảng Vàng", description="Tên trang")
    tagline: Text | None = Field(None, description="Dòng giới thiệu ngắn dưới tên trang")
    description: Text | None = Field(None, description="Mô tả trang cho máy tìm kiếm và nguồn tin")
    base_url: Annotated[Text, AfterValidator(_base_url)] | None = Field(
        None, description="Địa chỉ đầy đủ của trang; để trống nếu chưa biết"
    )
    language: Annotated[Language, BeforeValidator(_language)] = Field(
        "vi", description="Ngôn ngữ giao diện: vi hoặc en"
    )
    timezone: Annotated[Text, AfterValidator(_zone)] = Field(
        "Asia/Ho_Chi_Minh", description="Múi giờ để biết hôm nay là ngày nào"
    )
    per_page: Annotated[int, _within(5, 200)] = Field(20, description="Số bài trên một trang danh sách")
    footer: Text | None = Field(None, description="Một câu ở chân trang: cơ quan chủ quản, giấy phép …")
    logo: Text | None = Field(
        None, description="Tệp ảnh đặt cạnh config.yaml, hiện ở đầu mọi trang thay cho tên trang: logo.png"
    )
    accent: Annotated[Text, AfterValidator(_accent)] | None = Field(
        None, description='Màu nhấn thay màu vàng, sáu chữ số: "#8c2a1c"'
    )
    menu: tuple[Text, ...] | None = Field(
        None, description="Trang riêng đứng trong thực đơn đầu trang, theo tên tệp: [gioi-thieu]"
    )
    share_images: Annotated[int, _within(0, 1_000_000)] = Field(
        50, description="Số bài mới nhất có ảnh chia sẻ riêng (khi có base_url); 0: không vẽ ảnh chia sẻ"
    )
    check_by: Annotated[int, _within(1, 9)] = Field(
        1, description="Số người phải xem một bài sửa ở bàn soạn trước khi nút Xuất bản chạy"
    )
    precompress: Flag = Field(False, description="Ghi sẵn bản nén .gz và .br cạnh mỗi tệp chữ")
    search: Flag = Field(True, description="Làm trang tìm kiếm và chỉ mục của nó")


def read(yaml_text: str) -> tuple[Config | None, tuple[Problem, ...]]:
    """The configuration and what is wrong with it; None when nothing could be made of it."""
    front = Front(FILE, yaml_text, 0)
    reading = schema.read(front, Config)
    return reading.model, reading.problems


def missing(folder: str) -> Problem:
    """The problem of a folder that is no archive."""
    return problem(Place(FILE), "K601", folder=folder)
