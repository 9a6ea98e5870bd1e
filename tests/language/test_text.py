"""Vietnamese text: what counts as the same, what comes first, what is a number."""

from __future__ import annotations

import json
import random
import re
import sys
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bangvang.language import text

VECTORS = json.loads((Path(__file__).parents[1] / "vectors" / "fold.json").read_text(encoding="utf-8"))[
    "vectors"
]

VIETNAMESE = "aàảãáạăằẳẵắặâầẩẫấậbcdđeèẻẽéẹêềểễếệghiìỉĩíịklmnoòỏõóọôồổỗốộơờởỡớợpqrstuùủũúụưừửữứựvxyỳỷỹýỵ"
vietnamese = st.text(
    alphabet=VIETNAMESE + VIETNAMESE.upper() + " -–“”'.,0123456789\u00a0\u200b\u00d0ƣ𝐚ｅƀ\u0301\u0302\u0306",
    max_size=40,
)
any_text = st.one_of(vietnamese, st.text(max_size=40))


def nfd(s: str) -> str:
    return unicodedata.normalize("NFD", s)


# --- clean ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        # Cyrillic and Greek letters in Latin words
        ("\u0421\u00f4ng an", "Công an"),
        ("\u041d\u1ed9i ngh\u1ecb", "Hội nghị"),
        ("\u0430n ninh", "an ninh"),
        ("\u03a4\u1ed5 qu\u1ed1c", "Tổ quốc"),
        ("Nguyễn Văn \u0410", "Nguyễn Văn A"),
        # a caron for a breve
        ("n\u01cem, B\u01cdng, b\u01ce\u0300ng", "năm, BĂng, bằng"),
        # letters of chats
        ("Ⓑⓐⓝⓖ", "Bang"),
        ("ʙằɴɢ ᴋʜᴇɴ", "bằng khen"),
        ("🅱ằng 🅺🅷🅴🅽, 🄱🄰🄽🄶, 🅰\ufe0f🅱\ufe0f", "Bằng KHEN, BANG, AB"),
        ("\u0256ồng", "đồng"),
    ],
)
def test_letters_that_look_like_others_are_those_that_were_meant(typed: str, meant: str) -> None:
    assert text.clean(typed) == meant
    assert text.clean(meant) == meant


@pytest.mark.parametrize(
    "typed",
    [
        "Москва, Сталин và Осло",
        "Ελλάδα, α, β, Ω và π",
        "nǐ hǎo, Mǎo",
        "ⓒ 2024, Ⓐ",
        "Ê Đê: ƀ ɓ ɗ Ƀ",
        "🇻🇳 ✅ 👉",
    ],
)
def test_letters_of_other_languages_and_signs_stay(typed: str) -> None:
    assert text.clean(typed) == typed


@pytest.mark.parametrize(
    "already",
    [
        "",
        "Khen thưởng\n33 tập thể",
        "Straße – “Đà Nẵng”…",
        "a\tb",
        "H'Hen Niê",
        "Ƀuôn Ĕa Čŏ, ñ ĭ ŭ ê\u0306",
        "№ 5 ℃ ² ½ ① ™ ℓ ，",
        "\U0001d455",
    ],
)
def test_clean_text_is_returned_as_it_is(already: str) -> None:
    assert text.clean(already) is already


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        (nfd("Hội Liên hiệp Phụ nữ"), "Hội Liên hiệp Phụ nữ"),
        ("\u00d0à N\u1eb5ng", "Đà Nẵng"),
        ("\u00f0ường", "đường"),
        ("Bi\u1ec3u d\u01a3ơng, \u01a2u tú", "Biểu dương, Ưu tú"),
        ("\u0189à Nẵng", "Đà Nẵng"),
        ("𝐁𝐢ể𝐮 𝘥ươ𝘯𝘨 𝟑𝟑 𝑡ậ𝑝 𝑡ℎể", "Biểu dương 33 tập thể"),
        ("𝗧𝗵𝗶 đ𝘂𝗮 𝘆𝗲\u0302𝘂 𝗻𝘂\u031bo\u031b\u0301𝗰", "Thi đua yêu nước"),
        ("ＱĐ－ＵＢＮＤ ngày ０５", "QĐ－UBND ngày 05"),
        ("hạng Ⅲ, ofﬁce", "hạng III, office"),
        ("é\u0302 Á\u0306 ỏ\u0302 e\u0301\u0302", "ế Ắ ổ ế"),
        ("31\u00a0tập\u202fthể", "31 tập thể"),
        ("\ufeff---\r\ntitle", "---\ntitle"),
        ("a\rb\r\nc\n\rd", "a\nb\nc\n\nd"),
        ("a\r\u200b\nb", "a\nb"),
        ("Kh\u00aden\u200b thư\u200cởn\u200dg", "Khen thưởng"),
        ("a\u200b\u0301", "á"),
        ("👮\u200d♂\ufe0f và 👨\u200d👩\u200d👧", "👮\u200d♂\ufe0f và 👨\u200d👩\u200d👧"),
        ("👮\u200d A, 5\u200d👮, 👮\u200d\u200b♂", "👮 A, 5👮, 👮\u200d♂"),
        ("một\u2028hai\u0085ba", "một\nhai\nba"),
    ],
)
def test_cleaning_gives_the_text_the_writer_meant(typed: str, meant: str) -> None:
    assert text.clean(typed) == meant


@given(any_text)
def test_cleaning_twice_changes_nothing(typed: str) -> None:
    once = text.clean(typed)

    assert text.clean(once) == once
    assert unicodedata.is_normalized("NFC", once)
    assert not re.search("[\r\u00a0\u00ad\u00d0\u00f0\u200b\u200c\u202f\ufeff]", once)


# --- fold ----------------------------------------------------------------------------------------


def slow_fold(s: str) -> str:
    """The meaning of fold, character by character."""
    kept = []
    for char in unicodedata.normalize("NFD", text.clean(s)):
        if 0x300 <= ord(char) <= 0x36F:
            continue
        if char in "đĐɗƊ":
            kept.append("d")
        elif char in "ƀɃɓƁ":
            kept.append("b")
        elif char in "‐‑‒–—―⁃−﹘﹣－":
            kept.append("-")
        elif char in "`´ʼ‘’‚‛′‹›":
            kept.append("'")
        elif char in "«»“”„‟″":
            kept.append('"')
        else:
            kept.append(char)
    return re.sub(r"[\s\x1c-\x1f\x85]+", " ", "".join(kept).lower()).strip()


@pytest.mark.parametrize("vector", VECTORS, ids=lambda vector: vector["text"][:20])
def test_fold_gives_the_shared_answers(vector: dict[str, str]) -> None:
    assert text.fold(vector["text"]) == vector["fold"]
    assert slow_fold(vector["text"]) == vector["fold"]


@given(any_text)
def test_fold_agrees_with_its_slow_twin(s: str) -> None:
    assert text.fold(s) == slow_fold(s)


@given(any_text)
def test_folding_twice_or_another_normal_form_changes_nothing(s: str) -> None:
    once = text.fold(s)

    assert text.fold(once) == once
    assert text.fold(nfd(s)) == once
    assert text.fold(unicodedata.normalize("NFC", s)) == once


@given(vietnamese)
def test_folding_does_not_see_where_a_tone_mark_stands(s: str) -> None:
    assert text.fold(text.canonical_tones(s)) == text.fold(s)


def test_fold_stays_right_when_its_memo_is_full(monkeypatch: pytest.MonkeyPatch) -> None:
    memo = text._Memo(str.upper)
    monkeypatch.setattr(text._Memo, "LIMIT", 3)

    assert [memo[letter] for letter in "abcdad"] == list("ABCDAD")
    assert len(memo) <= 3


def test_words_are_folded_syllables_and_numbers() -> None:
    assert text.words("QĐ-UBND: “Đắk Lắk” 4.701, 05/6/2024_x") == [
        "qd", "ubnd", "dak", "lak", "4", "701", "05", "6", "2024", "x",
    ]  # fmt: skip
    assert text.words(" – … ") == []


# --- names ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Đăk Lăk", "Đắk Lắk"),
        ("quý", "quí"),
        ("Bạc Liêu", "Bác Liêu"),
        ("Hà Nam", "Hà Năm"),
        ("an ninh", "anninh"),
        ("của", "cua"),
        ("Y Phương", "Ý Phương"),
    ],
)
def test_names_that_only_look_alike_stay_apart(one: str, other: str) -> None:
    assert text.key(one) != text.key(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Hoà Bình", "Hòa Bình"),
        ("UỶ BAN", "Ủy ban"),
        ("Thuỷ Nguyên", "Thủy  Nguyên "),
        ("khoẻ", "khỏe"),
        ("tòan dân", "toàn dân"),
        ("Bà Rịa – Vũng Tàu", "Bà Rịa-Vũng Tàu"),
        ("Thừa Thiên — Huế", "thừa thiên - huế"),
        ("Ðà Nẵng", "Đà Nẵng"),
        (nfd("Quảng Ngãi"), "quảng\u00a0ngãi"),
        ("Bằng “Tổ quốc ghi công”", 'bằng "tổ quốc ghi công"'),
    ],
)
def test_two_spellings_of_one_name_have_one_key(one: str, other: str) -> None:
    assert text.key(one) == text.key(other)


@given(any_text)
def test_a_key_is_its_own_key_in_every_normal_form(s: str) -> None:
    once = text.key(s)

    assert text.key(once) == once
    assert text.key(nfd(s)) == once


RIGHTLY_TONED = """
quý quí quỳ quả quá quốc quyết quỳnh quạu giá già giữ giải giáo gì gìn giếng của mía chịu núi lửa
cứu người thuyền thuở khuỷu ngoẻo ngoài xoáy toàn hoàng huỳnh tuýt loẹt thúy hòa khỏe ủy òa nguyễn
nghiêng Zoé Noél café Ayún xoong Huế HÒA
"""


@pytest.mark.parametrize(
    "word",
    RIGHTLY_TONED.split(),
)
def test_a_word_rightly_written_keeps_its_tone_mark_where_it_is(word: str) -> None:
    assert text.canonical_tones(word) == word


@pytest.mark.parametrize(
    ("written", "canonical"),
    [
        ("hoà", "hòa"),
        ("HOÀ", "HÒA"),
        ("Uỷ", "Ủy"),
        ("uý", "úy"),
        ("thuỷ", "thủy"),
        ("khoẻ", "khỏe"),
        ("oà", "òa"),
        ("tòan", "toàn"),
        ("ngòai", "ngoài"),
        ("Hùynh", "Huỳnh"),
        ("qúy", "quý"),
        ("qủa", "quả"),
        ("gía", "giá"),
        ("cuả", "của"),
        ("hoà bình,\n thuỷ lợi; quý", "hòa bình,\n thủy lợi; quý"),
        (nfd("hoà"), "hòa"),
    ],
)
def test_a_tone_mark_moves_to_its_traditional_vowel(written: str, canonical: str) -> None:
    assert text.canonical_tones(written) == canonical


@given(vietnamese)
def test_moving_tone_marks_twice_changes_nothing(s: str) -> None:
    once = text.canonical_tones(s)

    assert text.canonical_tones(once) == once
    assert len(once) == len(unicodedata.normalize("NFC", s))


# --- slug ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("!!!", ""),
        ("Đắk Lắk", "dak-lak"),
        ("\u00d0à Nẵng", "da-nang"),
        ("Uỷ ban", "uy-ban"),
        ("Quốc phòng – An ninh", "quoc-phong-an-ninh"),
        ("Bà Rịa – Vũng Tàu", "ba-ria-vung-tau"),
        ("4.701 mô hình", "4-701-mo-hinh"),
        ("05/6/2024", "05-6-2024"),
        ("TP.HCM", "tp-hcm"),
        ("R&amp;D", "r-amp-d"),
    ],
)
def test_slugs_are_plain_ascii(name: str, slug: str) -> None:
    assert text.slug(name) == slug
    assert text.slug(nfd(name)) == slug


@pytest.mark.parametrize(
    ("title", "stem"),
    [
        ("…", ""),
        ("Con", "bai-con"),
        ("Con ngoan", "con-ngoan"),
        ("COM1", "bai-com1"),
        ("a " * 60, "-".join("a" * 40)),
        ("a" * 90, "a" * 80),
        (
            "Chủ tịch UBND tỉnh tặng Bằng khen cho các tập thể, cá nhân có thành tích xuất sắc năm 2024",
            "chu-tich-ubnd-tinh-tang-bang-khen-cho-cac-tap-the-ca-nhan-co-thanh-tich-xuat-sac",
        ),
    ],
)
def test_files_are_named_after_titles_where_any_system_can_call_them_so(title: str, stem: str) -> None:
    assert text.file_stem(title) == stem


def test_a_name_that_is_taken_gets_the_next_number() -> None:
    assert text.unused("bai", {"khac"}) == "bai"
    assert text.unused("bai", {"bai"}) == "bai-2"
    assert text.unused("bai", {"bai", "bai-2", "bai-3"}) == "bai-4"


def test_every_vietnamese_letter_has_its_plain_letter_as_slug() -> None:
    for letter in VIETNAMESE + VIETNAMESE.upper():
        assert text.slug(letter) == text.fold(letter)


def test_slugs_do_not_depend_on_another_transliterator_being_installed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    class Loud:
        @staticmethod
        def unidecode(_: str) -> str:
            return "another address"

    monkeypatch.setitem(sys.modules, "unidecode", Loud)

    assert text.slug("Đà Nẵng chưa từng hỏi") == "da-nang-chua-tung-hoi"


# --- order ---------------------------------------------------------------------------------------

# Orders that ICU's Vietnamese collation gives.
ICU_ORDERS = [
    ["An Giang", "Ăn", "Âm", "Bạc Liêu", "Bắc Kạn", "Bắc Ninh", "Bến Tre", "Cà Mau", "Dung", "Đức", "Ý Yên"],
    ["ma", "Ma", "mà", "mả", "mã", "má", "mạ", "mă", "mâ", "mb"],
    ["Hòa", "Hoa Bình", "Hoàng", "Hoằng", "Hoi", "Hô", "Hơ"],
    ["Công an phường 1", "Công an phường 10", "Công an phường 2", "Công an xã"],
    ["d", "D", "đ", "Đ", "e", "E", "ê", "Ê", "f"],
    ["", "“Ba”", "\"Bốn\"", "a", "a – b", "a b", "a-b", "ab"],
    ["Nguyễn Van", "Nguyễn Văn An", "Nguyễn Văn Ân", "Nguyễn Vân"],
]  # fmt: skip


@pytest.mark.parametrize("ordered", ICU_ORDERS, ids=lambda ordered: ordered[-1])
def test_names_sort_as_a_vietnamese_dictionary_does(ordered: list[str]) -> None:
    shuffled = ordered.copy()
    random.Random(63).shuffle(shuffled)  # noqa: S311 - a fixed shuffle, not a secret

    assert sorted(shuffled, key=text.collation_key) == ordered


@given(any_text, any_text)
def test_only_equal_strings_tie(one: str, other: str) -> None:
    assert (text.collation_key(one) == text.collation_key(other)) == (one == other)


@given(st.lists(vietnamese, max_size=8))
def test_the_order_does_not_depend_on_where_one_starts(names: list[str]) -> None:
    backwards = names[::-1]

    assert sorted(names, key=text.collation_key) == sorted(backwards, key=text.collation_key)


def test_case_decides_only_after_every_letter_and_tone() -> None:
    assert sorted(["cư", "ƀur", "Buôn", "Ƀuôn", "bạ", "ca"], key=text.collation_key) == [
        "bạ", "Buôn", "Ƀuôn", "ƀur", "ca", "cư",
    ]  # fmt: skip
    assert sorted(["hội B", "Hội a", "Hội B", "hội a"], key=text.collation_key) == [
        "hội a", "Hội a", "hội B", "Hội B",
    ]  # fmt: skip


def test_persons_sort_by_given_name_then_by_the_whole_name() -> None:
    names = [
        "Nguyễn Hữu Hợp",
        "Y Phương",
        "Lê Văn Dũng",
        "Trần Đức",
        "Lê Thị Ánh",
        "Lê Hùng",
        "An Dũng",
        "",
    ]

    assert sorted(names, key=text.person_key) == [
        "", "Lê Thị Ánh", "An Dũng", "Lê Văn Dũng", "Trần Đức", "Nguyễn Hữu Hợp", "Lê Hùng", "Y Phương",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "heading"),
    [
        ("", "#"),
        ("20 năm", "#"),
        ("…", "#"),
        ("한국", "#"),
        ("Đà Nẵng", "Đ"),
        ("đường", "Đ"),
        ("Dũng", "D"),
        ("Ánh", "A"),
        ("Ấn", "Â"),
        ("ắc quy", "Ă"),
        ("Ứng Hòa", "Ư"),
        ("“Tổ quốc ghi công”", "T"),
        ("École", "E"),
        ("Ƀuôn Đôn", "B"),
        ("ƀur", "B"),
        ("Ĭ Niê", "I"),
        ("Čư Jút", "C"),
        (nfd("Ất"), "Â"),
    ],
)
def test_a_name_stands_under_its_first_letter_without_tone(name: str, heading: str) -> None:
    assert text.initial(name) == heading


# --- counts --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        ("", "empty"),
        ("  ", "empty"),
        ("-3", "negative"),
        ("−3", "negative"),
        ("12:30", "time"),
        ("1/2", "fraction"),
        ("1½", "fraction"),
        ("1,024", "comma"),
        ("1.024,5", "comma"),
        ("1.25", "decimal"),
        ("2.6", "decimal"),
        ("0.125", "decimal"),
        ("1.0245", "grouping"),
        ("1.024.5", "grouping"),
        ("1.024 500", "grouping"),
        ("10 24", "grouping"),
        ("1..024", "grouping"),
        ("9.", "grouping"),
        ("vài", "words"),
        ("3 hộ", "words"),
        ("1e3", "words"),
        ("+3", "words"),
        ("٣", "words"),
        ("10.000.001", "too_large"),
        ("9" * 5000, "too_large"),
    ],
)
def test_what_is_not_a_count_is_refused_with_a_reason(typed: str, reason: str) -> None:
    with pytest.raises(text.CountError) as refusal:
        text.parse_count(typed)

    assert refusal.value.reason == reason
    assert refusal.value.text == typed


@pytest.mark.parametrize(
    ("typed", "count"),
    [
        ("0", 0),
        ("00", 0),
        ("9", 9),
        ("09", 9),
        ("010", 10),
        ("1.024", 1024),
        ("1 024", 1024),
        ("1\u00a0024", 1024),
        ("340.000", 340_000),
        ("1.234.567", 1_234_567),
        ("10.000.000", 10_000_000),
        (" 33\n", 33),
    ],
)
def test_counts_are_read_as_an_editor_types_them(typed: str, count: int) -> None:
    assert text.parse_count(typed) == count


@given(st.integers(min_value=0, max_value=10_000_000))
def test_a_number_written_is_read_back(n: int) -> None:
    assert text.parse_count(text.number(n)) == n
    assert text.parse_count(text.number(n).replace(".", "\u00a0")) == n


@given(any_text)
def test_anything_typed_is_a_count_or_a_refusal(typed: str) -> None:
    try:
        count = text.parse_count(typed)
    except text.CountError:  # any other exception fails the test
        count = 0

    assert 0 <= count <= text.LARGEST_COUNT


# --- excerpts and guesses ------------------------------------------------------------------------


@pytest.mark.parametrize("limit", [4, 10, 17, 18, 220])
def test_an_excerpt_is_cut_between_words(limit: int) -> None:
    whole = "Khen thưởng 33 tập thể, cá nhân"

    cut = text.excerpt(whole, limit)

    assert len(cut) <= max(limit, len("Khen…"))
    assert cut == whole or whole.startswith(cut.removesuffix("…"))
    assert set(cut.removesuffix("…").split()) <= set(re.split("[ ,]+", whole)) | {"thể,"}


def test_a_short_text_is_its_own_excerpt() -> None:
    assert text.excerpt("Khen thưởng.") == "Khen thưởng."
    assert text.excerpt("Khen\n\nthưởng", 11) == "Khen thưởng"


def test_an_excerpt_drops_the_comma_it_would_end_with() -> None:
    assert text.excerpt("tập thể, cá nhân", 10) == "tập thể…"


def test_a_first_word_longer_than_the_limit_stays_whole() -> None:
    assert text.excerpt("https://example.vn/dai-lam tiếp", 10) == "https://example.vn/dai-lam…"
    assert text.excerpt("nghiêng", 3) == "nghiêng"


@given(vietnamese, st.integers(min_value=1, max_value=50))
def test_an_excerpt_never_splits_a_syllable(s: str, limit: int) -> None:
    cut = text.excerpt(s, limit).removesuffix("…")
    words = s.split()

    assert all(
        part in words or any(word.startswith(part) for word in words[len(cut.split()) - 1 :])
        for part in cut.split()
    )
    assert " ".join(words).startswith(cut)


# --- names that Windows keeps for itself ---


@pytest.mark.parametrize(
    ("path", "part"),
    [
        ("chu-de/con.html", "con.html"),
        ("CON", "CON"),
        ("a/Aux/b.html", "Aux"),
        ("lpt0.tar.gz", "lpt0.tar.gz"),
        ("com¹", "com¹"),
        ("prn .txt", "prn .txt"),
        ("bai./x.html", "bai."),
        ("bai /x.html", "bai "),
    ],
)
def test_a_name_that_no_file_of_windows_can_have_is_known(path: str, part: str) -> None:
    assert text.device(path) == part


@pytest.mark.parametrize(
    "path",
    ["chu-de/con-em.html", "conan.html", "com10.html", "com.html", "../nulla", "./a", "a.con", "lpt", "auxa"],
)
def test_a_name_like_one_of_windows_is_any_name(path: str) -> None:
    assert text.device(path) is None
