"""Provinces through time, and regions."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bangvang.facts import places
from bangvang.language import dates, text

NAMES = [place.name for place in places.all()]


def found(name: str) -> str | None:
    place = places.find(name)
    return None if place is None else place.name


# --- the table -----------------------------------------------------------------------------------


def test_there_were_63_units_and_there_are_34_under_64_names() -> None:
    assert len(places.former()) == 63
    assert len(places.current()) == 34
    assert len(places.all()) == 64


@pytest.mark.parametrize(
    ("day", "count"),
    [("2024-12-31", 63), ("2025-01-01", 63), ("2025-06-30", 63), ("2025-07-01", 34), ("2026-11-21", 34)],
)
def test_every_day_has_its_number_of_units(day: str, count: int) -> None:
    assert sum(places.exists_on(place, dates.parse(day)) for place in places.all()) == count


@pytest.mark.parametrize(
    ("day", "cities"),
    [
        ("2024-12-31", 5), ("2025-01-01", 6), ("2025-07-01", 6), ("2026-04-29", 6), ("2026-04-30", 7),
        ("2026-09-01", 8), ("2026-09-19", 8), ("2026-09-20", 9),
    ],
)  # fmt: skip
def test_every_day_has_its_number_of_cities(day: str, cities: int) -> None:
    kinds = [places.kind_on(place, dates.parse(day)) for place in places.all()]

    assert kinds.count("thành phố") == cities


def test_every_name_of_the_past_leads_to_a_unit_of_today() -> None:
    current = places.current()

    for place in places.all():
        assert places.now(place) in current
        assert (places.now(place) == place) == (place in current)


def test_today_s_units_share_out_all_64_names_without_remainder() -> None:
    parts = [name for place in places.current() for name in places.predecessors(place)]

    assert sorted(parts) == sorted(place.id for place in places.all())


def test_what_an_era_was_formed_from_is_what_the_parts_say_became_of_them() -> None:
    for place in places.current():
        told = {name for era in place.eras for name in era.formed_from} | {place.id}

        assert told == set(places.predecessors(place))


def test_the_eras_of_a_name_follow_one_another_without_a_gap() -> None:
    for place in places.all():
        for era, following in zip(place.eras, place.eras[1:], strict=False):
            assert era.end == following.start
            assert era.successor == place.id
        assert (place.eras[-1].end is None) == (place.eras[-1].successor is None)
        assert [era.start is None for era in place.eras][1:] == [False] * (len(place.eras) - 1)


def test_ids_are_the_slugs_of_names() -> None:
    for place in places.all():
        assert place.id == text.slug(place.name)
    for region in places.all_regions():
        assert region.id == text.slug(region.name)


@pytest.mark.parametrize(
    ("day", "sizes"),
    [
        ("2024-09-19", [5, 6, 11, 13, 14, 14]),
        ("2025-06-30", [5, 6, 11, 13, 14, 14]),
        ("2026-09-19", [3, 5, 5, 6, 6, 9]),
    ],
)
def test_every_unit_stands_in_one_of_six_regions(day: str, sizes: list[int]) -> None:
    regions = [places.region_of(place, dates.parse(day)) for place in places.all()]
    counted = [region for region in regions if region is not None]

    assert sorted(counted.count(region) for region in set(counted)) == sizes
    assert {region.kind for region in counted} == {"statutory"}


def test_names_come_in_vietnamese_order() -> None:
    assert sorted(NAMES, key=text.collation_key) == NAMES
    assert NAMES[0] == "An Giang"
    assert NAMES.index("Cà Mau") < NAMES.index("Đà Nẵng") < NAMES.index("Gia Lai")


# --- finding -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "name",
    [
        "", " ", "tỉnh", "Hà", "Bình", "Hải Dường", "Hà Năm", "Bác Ninh", "Quảng Nam, Đà Nẵng", "Báo Sài Gòn",
        "TP.", "QN", "tỉnhQuảng Nam", "Kon", "Hà Tây",
    ],
)  # fmt: skip
def test_what_names_no_province_or_contradicts_its_marks_is_not_found(name: str) -> None:
    assert found(name) is None


SPELLINGS = {
    "Đắk Lắk": "Đắk Lắk|Đăk Lăk|Đắc Lắc|Đak Lak|Daklak|Dak Lak|Darlac|ĐẮK LẮK|"
    "đắk lắk|\u00d0ắk Lắk|tỉnh Đắk Lắk",
    "Đắk Nông": "Đắk Nông|Đăk Nông|Đắc Nông|Daknong|Dak Nong|Đắk Nong",
    "Bắc Kạn": "Bắc Kạn|Bắc Cạn|bac kan",
    "Kon Tum": "Kon Tum|KonTum|Kontum|tỉnh Kon Tum|thành phố Kon Tum",
    "TP. Hồ Chí Minh": "TP. Hồ Chí Minh|TP.Hồ Chí Minh|TP Hồ Chí Minh|Thành phố Hồ Chí Minh|TP.HCM|TP. HCM|"
    "TP HCM|TPHCM|Tp.Hcm|HCMC|Sài Gòn|TP. Sài Gòn|Saigon|Hồ Chí Minh|tp-ho-chi-minh",
    "Bà Rịa - Vũng Tàu": "Bà Rịa - Vũng Tàu|Bà Rịa – Vũng Tàu|Bà Rịa — Vũng Tàu|Bà Rịa-Vũng Tàu|"
    "Bà Rịa–Vũng Tàu|Bà Rịa Vũng Tàu|BR-VT|BR – VT|BRVT",
    "Thừa Thiên Huế": "Thừa Thiên Huế|Thừa Thiên - Huế|Thừa Thiên-Huế|TT-Huế|TT. Huế|TT Huế|TTH",
    "Huế": "Huế|TP. Huế|thành phố Huế|Hue",
    "Hòa Bình": "Hòa Bình|Hoà Bình|hoa binh",
    "Thanh Hóa": "Thanh Hóa|Thanh Hoá",
    "Khánh Hòa": "Khánh Hòa|Khánh Hoà",
    "Đà Nẵng": "Đà Nẵng|\u00d0à Nẵng|TP. Đà Nẵng|TP.Đà Nẵng|da-nang|thanh pho Da Nang|ĐÀ\u00a0NẴNG",
    "Hà Nội": "Hà Nội|HN|Thủ đô Hà Nội|Hanoi|TP Hà Nội",
    "Thái Bình": "Thái Bình|TP. Thái Bình",
    "Hà Tĩnh": "Hà Tĩnh|Hà Tỉnh|tỉnh Hà Tĩnh",
    "Quảng Ngãi": "Quảng Ngãi|Quãng Ngãi|quang ngai",
    "Lào Cai": "Lào Cai|Lao Cai|Lào Kay",
    "Yên Bái": "Yên Bái|Yên Báy",
}


@pytest.mark.parametrize(
    ("spelling", "name"), [(spelling, name) for name in SPELLINGS for spelling in SPELLINGS[name].split("|")]
)
def test_every_spelling_met_in_the_press_is_found(spelling: str, name: str) -> None:
    assert found(spelling) == name
    assert found(unicodedata.normalize("NFD", spelling)) == name


def test_every_name_is_found_under_its_name_its_id_its_aliases_and_without_marks() -> None:
    for place in places.all():
        for spelling in (place.name, place.id, *place.aliases, text.fold(place.name), place.name.upper()):
            assert places.find(spelling) == place


@given(st.text(max_size=30))
def test_any_text_is_found_or_not_without_failing(name: str) -> None:
    assert found(name) in {None, *NAMES}


@pytest.mark.parametrize("name", ["", "Paris", "Bệnh viện"])
def test_nothing_is_suggested_for_a_name_unlike_any(name: str) -> None:
    assert places.suggest(name) is None


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("Quản Nam", "Quảng Nam"),
        ("Hải Dường", "Hải Dương"),
        ("tỉnh Đồng Nia", "Đồng Nai"),
        ("Sài Gon", "TP. Hồ Chí Minh"),
    ],
)
def test_the_nearest_name_is_suggested(name: str, meant: str) -> None:
    assert places.suggest(name) == meant


# --- through time --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "date", "exists"),
    [
        ("Quảng Nam", "2024-09-19", True),
        ("Quảng Nam", "2025-06-30", True),
        ("Quảng Nam", "2025-06", True),
        ("Quảng Nam", "2025", True),
        ("Quảng Nam", "2025-07", False),
        ("Quảng Nam", "2025-07-01", False),
        ("Quảng Nam", "2026", False),
        ("Gia Lai", "2024", True),
        ("Gia Lai", "2026", True),
        ("Huế", "2024", False),
        ("Huế", "2024-12-31", False),
        ("Huế", "2025", True),
        ("Huế", "2025-01-01", True),
        ("Thừa Thiên Huế", "2024-12-31", True),
        ("Thừa Thiên Huế", "2025", False),
    ],
)
def test_a_name_exists_on_a_partial_date_if_any_of_its_days_fits(name: str, date: str, exists: bool) -> None:
    assert places.exists_on(places.get(text.slug(name)), dates.parse(date)) is exists


@pytest.mark.parametrize(
    ("name", "date", "right"),
    [
        ("Quảng Nam", "2024-09-19", "Quảng Nam"),
        ("Quảng Nam", "2026-01-15", "Đà Nẵng"),
        ("Bình Định", "2025-07", "Gia Lai"),
        ("Huế", "2024", "Thừa Thiên Huế"),
        ("Thừa Thiên Huế", "2025-03", "Huế"),
        ("Thừa Thiên Huế", "2026", "Huế"),
        ("Gia Lai", "2024", "Gia Lai"),
        ("Kon Tum", "2025", "Kon Tum"),
    ],
)
def test_the_right_name_for_a_date_is_told(name: str, date: str, right: str) -> None:
    then = places.then_for(places.get(text.slug(name)), dates.parse(date))

    assert then is not None
    assert then.name == right


def test_every_place_has_a_right_name_at_every_date() -> None:
    for place in places.all():
        for date in map(dates.parse, ["1976", "2024-12", "2025", "2025-06-30", "2025-07-01", "2026-10"]):
            then = places.then_for(place, date)

            assert then is not None
            assert places.exists_on(then, date)


@pytest.mark.parametrize(
    ("name", "now"),
    [
        ("Kon Tum", "Quảng Ngãi"),
        ("Quảng Nam", "Đà Nẵng"),
        ("Bình Định", "Gia Lai"),
        ("Gia Lai", "Gia Lai"),
        ("Thừa Thiên Huế", "Huế"),
        ("Bà Rịa - Vũng Tàu", "TP. Hồ Chí Minh"),
        ("Tiền Giang", "Đồng Tháp"),
    ],
)
def test_a_name_of_the_past_belongs_to_a_unit_of_today(name: str, now: str) -> None:
    assert places.now(places.get(text.slug(name))).name == now


def test_a_unit_of_today_knows_its_parts_and_a_former_one_has_none() -> None:
    assert places.predecessors(places.get("da-nang")) == ("da-nang", "quang-nam")
    assert places.predecessors(places.get("hue")) == ("hue", "thua-thien-hue")
    assert places.predecessors(places.get("ha-noi")) == ("ha-noi",)
    assert places.predecessors(places.get("quang-nam")) == ()


@pytest.mark.parametrize(
    ("name", "date", "kind", "region"),
    [
        ("Đồng Nai", "2026-04-29", "tỉnh", "Đông Nam Bộ"),
        ("Đồng Nai", "2026-04-30", "thành phố", "Đông Nam Bộ"),
        ("Đồng Nai", "2026", "tỉnh", "Đông Nam Bộ"),
        ("Huế", "2025-06-30", "thành phố", "Bắc Trung Bộ và duyên hải miền Trung"),
        ("Huế", "2025-07-01", "thành phố", "Bắc Trung Bộ"),
        ("Kon Tum", "2024", "tỉnh", "Tây Nguyên"),
        ("Gia Lai", "2026", "tỉnh", "Duyên hải Nam Trung Bộ và Tây Nguyên"),
        ("Kon Tum", "2026", None, None),
    ],
)
def test_kind_and_region_are_those_of_the_date(
    name: str, date: str, kind: str | None, region: str | None
) -> None:
    place, day = places.get(text.slug(name)), dates.parse(date)
    standing_in = places.region_of(place, day)

    assert places.kind_on(place, day) == kind
    assert (None if standing_in is None else standing_in.name) == region


# --- regions -------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["", "phía", "Phía Đông", "phía bác", "Hà Nội", "khu vực"])
def test_what_names_no_region_is_not_found(name: str) -> None:
    assert places.find_region(name) is None


@pytest.mark.parametrize(
    ("spelling", "name"),
    [
        ("Phía Bắc", "Phía Bắc"),
        ("phía bắc", "Phía Bắc"),
        ("khu vực phía bắc", "Phía Bắc"),
        ("phia-bac", "Phía Bắc"),
        ("Miền Nam", "Phía Nam"),
        ("mien-trung", "Miền Trung"),
        ("miền Trung – Tây Nguyên", "Miền Trung - Tây Nguyên"),
        ("tay-nam-bo", "Tây Nam Bộ"),
        ("Vùng Tây Nguyên", "Tây Nguyên"),
        ("ĐBSCL", "Đồng bằng sông Cửu Long"),
        ("Trung du và miền núi phía Bắc", "Trung du và miền núi phía Bắc"),
    ],
)
def test_a_region_is_found_as_organisers_write_it(spelling: str, name: str) -> None:
    region = places.find_region(spelling)

    assert region is not None
    assert region.name == name


def test_every_region_is_found_under_its_id_and_every_era_s_region_exists() -> None:
    for region in places.all_regions():
        assert places.find_region(region.id) == region == places.get_region(region.id)
    for place in places.all():
        for era in place.eras:
            assert places.get_region(era.region).kind == "statutory"


def test_the_nearest_region_is_suggested() -> None:
    assert places.suggest_region("Tây Nguyễn") == "Tây Nguyên"
    assert places.suggest_region("vùng núi xa") is None


@pytest.mark.parametrize("name", ["Hải Hưng", "tỉnh Vĩnh Phú", "HÀ TÂY"])
def test_a_name_from_before_the_table_is_known_to_be_gone(name: str) -> None:
    assert places.heirs(name)


def test_a_name_of_the_table_is_not_gone() -> None:
    assert not places.heirs("Hải Dương")


def test_the_land_of_a_province_that_is_gone_has_heirs() -> None:
    assert [place.name for place in places.heirs("tỉnh Hà Tây")] == ["Hà Nội"]
    assert {place.name for place in places.heirs("Hải Hưng")} == {"Hải Dương", "Hưng Yên"}


@pytest.mark.parametrize(
    ("said", "names"),
    [
        ("Kon Tum, Gia Lai", ["Kon Tum", "Gia Lai"]),
        ("Kon Tum và tỉnh Gia Lai", ["Kon Tum", "Gia Lai"]),
        ("TP. Hồ Chí Minh; Bình Dương & Đồng Nai", ["TP. Hồ Chí Minh", "Bình Dương", "Đồng Nai"]),
        ("Kon Tum, Ngọc Hồi", []),
        ("Kon Tum", ["Kon Tum"]),
    ],
)
def test_several_places_in_one_text_are_found_where_it_names_nothing_else(
    said: str, names: list[str]
) -> None:
    assert [place.name for place in places.all_in(said)] == names
