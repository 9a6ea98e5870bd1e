"""The keys that the head of an article or a plain page may bear: their types, their words, their examples.

A new key begins here; `articles` puts it into the Article, `checks` says what it may not be beside others.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated

from pydantic import BeforeValidator, Field

from bangvang.sources.values import (
    Date,
    FileName,
    Flag,
    FormerAddress,
    FormName,
    Item,
    LevelId,
    Name,
    Number,
    ProvinceId,
    RegionId,
    ScopeId,
    StatusId,
    Strict,
    Text,
    WebAddress,
    listed,
    named,
)


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


class NameEntry(Strict):
    """A recipient by name; a text alone is its name."""

    name: Item = Field(description="Tên như trong bài")
    status: StatusId | None = Field(None, description="corrected (đính chính) hoặc annulled (huỷ bỏ)")
    status_date: Date | None = Field(None, description="Ngày đính chính, huỷ bỏ")
    status_note: Text | None = Field(None, description="Nội dung đính chính, lý do huỷ bỏ")


class AwardEntry(Counts):
    """One grantor × one form of award."""

    grantor: Name = Field(description="Nơi quyết định khen thưởng (không phải người trao)")
    form: FormName = Field(description="Hình thức: Bằng khen, Giấy khen, Biểu dương …")
    level: LevelId | None = Field(
        None, description="Cấp khen thưởng; thường để trống, suy từ nơi khen thưởng"
    )
    approx: Flag = Field(False, description="true khi con số là hơn, gần, trên …")
    posthumous: Flag = Field(False, description="true khi truy tặng")
    names: (
        tuple[Annotated[NameEntry, BeforeValidator(named, json_schema_input_type=str | NameEntry)], ...]
        | None
    ) = Field(None, description="Tên các tập thể, cá nhân được khen, nếu bài nêu")
    subset: tuple[SubsetEntry, ...] | None = Field(
        None, description="Phần 'trong đó …': hiện ra, không cộng vào"
    )
    status: StatusId | None = Field(
        None, description="corrected (đính chính) hoặc annulled (huỷ bỏ) riêng mục này"
    )
    status_date: Date | None = Field(None, description="Ngày đính chính, huỷ bỏ")
    status_note: Text | None = Field(None, description="Nội dung đính chính, lý do huỷ bỏ")


class TotalEntry(Counts):
    """What the article states for the whole event."""

    approx: Flag = Field(False, description="true khi con số là hơn, gần, trên …")


class BreakdownEntry(Counts):
    province: ProvinceId = Field(description="Tỉnh, thành phố")


class PersonEntry(Strict):
    name: Name = Field(description="Họ và tên")
    title: Text | None = Field(None, description="Chức vụ, cấp bậc")


class ProgrammeEntry(Strict):
    name: Name = Field(description="Tên phong trào, chương trình")
    period: Text | None = Field(None, description="Giai đoạn, ví dụ 2019-2024")


class SourceEntry(Strict):
    name: Name = Field(description="Tên báo, đài")
    code: Name | None = Field(None, description="Ký hiệu trong ngoặc ở đầu bài, ví dụ QNO")
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
        Annotated[tuple[ProvinceId, ...], BeforeValidator(listed, json_schema_input_type=str | list[str])]
        | None
    ) = Field(None, description="Tên tỉnh, thành phố LÚC ĐÓ; một tên hoặc một danh sách")
    scope: ScopeId | None = Field(None, description="Phạm vi: province, provinces, region hoặc national")
    region: RegionId | None = Field(None, description="Vùng, chỉ dùng với scope: region")
    place: Name | None = Field(None, description="Nơi tổ chức; không dùng để thống kê")
    awards: tuple[AwardEntry, ...] | None = Field(None, description="Mỗi mục là một nơi khen × một hình thức")
    total: TotalEntry | None = Field(None, description="Con số cả bài nêu cho toàn sự kiện")
    breakdown: tuple[BreakdownEntry, ...] | None = Field(
        None, description="Chia theo tỉnh: hiện ra, không cộng vào"
    )
    organisations: tuple[Item, ...] | None = Field(None, description="Cơ quan, đơn vị tổ chức")
    people: tuple[PersonEntry, ...] | None = Field(None, description="Người được nhắc tới, kèm chức vụ")
    programme: ProgrammeEntry | None = Field(None, description="Phong trào, chương trình")
    source: SourceEntry | None = Field(None, description="Nguồn bài")
    byline: Name | None = Field(None, description="Tên tác giả như in ở bài")
    photos: tuple[PhotoEntry, ...] | None = Field(None, description="Ảnh, theo thứ tự trong bài")
    tags: tuple[Item, ...] | None = Field(None, description="Chủ đề")
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
    "accent": 'accent: "#8c2a1c"',
    "menu": "menu: [gioi-thieu]",
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
