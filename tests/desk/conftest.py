"""What the desk's tests share: an archive of three articles, served."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import MakeSite
from tests.desk.served import Served, serving
from tests.samples import award, config, written

ARTICLE = """\
---
title: "Khen thưởng 9 tập thể, cá nhân"   # nhan đề
date: 2024-09-19
province: Quảng Nam
awards:
  - grantor: Chủ tịch UBND tỉnh   # nơi quyết định
    form: Bằng khen
    collectives: 3
    individuals: 6
tags: [phụ nữ, an ninh]
source: {name: Báo Quảng Nam}
---

Đoạn đầu.
"""
FILES: dict[str, str | bytes | None] = {
    "config.yaml": config(),
    "content/2024/khen.md": ARTICLE,
    "content/2024/khac.md": written("Bài khác", tags=["phụ nữ"], body="Xem [khen](khen.md)."),
    "content/2023/cu.md": written(
        "Bài cũ", date="2023-05-06", draft=True, awards=[award()], review=["date_year_inferred"]
    ),
    "content/pages/gioi-thieu.md": "---\ntitle: Giới thiệu\n---\n\nChữ.\n",
}
KHEN = "2024/khen.md"


@pytest.fixture
def served(site: MakeSite, tmp_path: Path) -> Iterator[Served]:
    with serving(site(FILES), tmp_path / "private") as desk:
        yield desk
