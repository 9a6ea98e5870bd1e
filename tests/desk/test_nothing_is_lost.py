"""Two windows, a text editor and a crash: whatever was typed or saved is still there afterwards."""

from __future__ import annotations

import contextlib
import random
from pathlib import Path

import pytest

from bangvang import digests
from bangvang.build import system
from bangvang.desk import store as stores
from bangvang.desk.store import ABSENT, Refused, Stale, Store
from bangvang.desk.too_large import Written
from tests.desk.conftest import ARTICLE, KHEN
from tests.desk.served import Pairs, Served, put

PATH = f"content/{KHEN}"


def keep(served: Served, form: Pairs, below: str = KHEN) -> None:
    """As a window does a moment after the last key."""
    assert served.post(f"/__soan__/giu/{below}", form, X_Soan=dict(form)["dau"]).json()["ok"]


def half_written(served: Served) -> list[Path]:
    """The forms that lie beside the file."""
    return sorted(served.file("2024").glob(".khen.md*.soan"))


def test_a_file_that_changed_meanwhile_is_never_written_over(served: Served) -> None:
    form = put(served.open(KHEN).form, awards__0__collectives="4")
    theirs = ARTICLE.replace("individuals: 6", "individuals: 7")
    served.file(KHEN).write_text(theirs, "utf-8")
    page = served.save(KHEN, form)

    assert page.status == 409
    assert served.file(KHEN).read_text("utf-8") == theirs
    assert "Bản của bạn" in page.words
    assert "Khen thưởng 1: Tập thể 4 3" in page.words
    assert "Khen thưởng 1: Cá nhân 6 7" in page.words


def test_what_does_not_touch_is_joined_and_saved_on_asking(served: Served) -> None:
    mine, theirs = served.open(KHEN).form, served.open(KHEN).form
    served.save(KHEN, put(theirs, place="Tam Kỳ", body="Đoạn của họ."))
    page = served.save(KHEN, put(mine, byline="K.ANH"))

    assert page.status == 409
    page = served.save(KHEN, page.form)
    text = served.file(KHEN).read_text("utf-8")

    assert page.status == 200
    assert "place: Tam Kỳ" in text
    assert "byline: K.ANH" in text
    assert "Đoạn của họ." in text


def test_a_form_of_a_file_that_was_deleted_keeps_what_was_typed(served: Served) -> None:
    form = put(served.open(KHEN).form, place="Tam Kỳ")
    served.file(KHEN).unlink()
    page = served.save(KHEN, form)

    assert page.status == 409
    assert ("place", "Tam Kỳ") in page.form
    served.save(KHEN, page.form)

    assert "place: Tam Kỳ" in served.file(KHEN).read_text("utf-8")


def test_a_half_written_form_is_kept_beside_the_file_and_had_back(served: Served) -> None:
    form = put(served.open(KHEN).form, title="Đang viết dở", body="Nửa câu")
    token = dict(form)["dau"]
    assert served.post(f"/__soan__/giu/{KHEN}", form, X_Soan=token).json()["ok"]

    assert served.file(KHEN).read_text("utf-8") == ARTICLE
    assert len(half_written(served)) == 1
    assert f"bai/{KHEN}?do=1" in served.get("/__soan__/").text
    assert "Có phần gõ dở chưa lưu" in served.open(KHEN).words
    taken = served.open(f"{KHEN}?do=1").form

    assert ("title", "Đang viết dở") in taken
    assert ("body", "Nửa câu") in taken
    served.save(KHEN, taken)

    assert "Nửa câu" in served.file(KHEN).read_text("utf-8")
    assert half_written(served) == []


def test_a_half_written_form_is_replaced_by_its_own_window_only(served: Served) -> None:
    yesterday = put(served.open(KHEN).form, body="Ba trang của hôm qua")
    keep(served, yesterday)
    page = served.open(KHEN)
    keep(served, put(page.form, place="Tam Kỳ"))

    assert page.words.count("Lấy lại phần gõ dở") == 1
    assert served.open(KHEN).words.count("Lấy lại phần gõ dở") == 2
    served.save(KHEN, put(page.form, place="Tam Kỳ"))
    page = served.open(KHEN)

    assert page.words.count("Lấy lại phần gõ dở") == 1
    assert dict(served.open(f"{KHEN}?do={dict(yesterday)['tam']}").form)["body"] == "Ba trang của hôm qua"


def test_a_form_taken_up_again_stands_in_place_of_the_one_it_was_taken_from(served: Served) -> None:
    keep(served, put(served.open(KHEN).form, body="Ba trang"))
    taken = served.open(f"{KHEN}?do=1").form
    keep(served, put(taken, body="Bốn trang"))

    assert len(half_written(served)) == 1
    served.save(KHEN, put(taken, body="Năm trang"))

    assert half_written(served) == []


def test_a_form_taken_up_while_its_window_goes_on_takes_nothing_from_that(served: Served) -> None:
    window = served.open(KHEN).form
    keep(served, put(window, body="Ba trang"))
    taken = served.open(f"{KHEN}?do=1").form
    keep(served, put(window, body="Ba trang rưỡi"))
    served.save(KHEN, put(taken, place="Tam Kỳ"))

    assert dict(served.open(f"{KHEN}?do={dict(window)['tam']}").form)["body"] == "Ba trang rưỡi"


def test_new_articles_are_half_written_side_by_side(served: Served) -> None:
    for title in ("Bài một", "Bài hai"):
        keep(served, put(served.get("/__soan__/moi").form, title=title), "bai-moi.md")
    page = served.get("/__soan__/moi")

    assert "“Bài một”" in page.words
    assert "“Bài hai”" in page.words
    served.post("/__soan__/moi", put(page.form, title="Bài ba"))
    imported = served.get("/__soan__/nhap").forms["nhap"]
    served.post("/__soan__/nhap", put(imported, **{"van-ban": "Khen thưởng 30 cá nhân\nSáng 19/9/2024."}))
    words = served.get("/__soan__/moi").words

    assert "“Bài một”" in words
    assert "“Bài hai”" in words
    assert "“Bài ba”" not in words
    assert "“Khen thưởng 30 cá nhân”" in words


def test_what_comes_late_is_no_half_written_form(served: Served) -> None:
    form = put(served.open(KHEN).form, place="Tam")
    later = put(form, place="Tam Kỳ", luot="2")
    served.post(f"/__soan__/bai/{KHEN}", later, X_Soan=dict(form)["dau"])
    keep(served, put(form, luot="1"))

    assert half_written(served) == []
    keep(served, put(form, luot="3"))

    assert len(half_written(served)) == 1


def test_a_half_written_form_of_a_file_that_changed_shows_both(served: Served) -> None:
    keep(served, put(served.open(KHEN).form, place="Tam Kỳ"))
    served.save(KHEN, put(served.open(KHEN).form, byline="K.ANH"))
    page = served.open(f"{KHEN}?do=1")

    assert "Bài đã bị đổi ở nơi khác" in page.words
    served.save(KHEN, page.form)
    text = served.file(KHEN).read_text("utf-8")

    assert ("place: Tam Kỳ" in text, "byline: K.ANH" in text) == (True, True)


def test_a_half_written_form_goes_along_where_its_article_is_renamed(served: Served) -> None:
    keep(served, put(served.open(KHEN).form, body="Ba trang"))
    form = put(served.get(f"/__soan__/doi-ten/{KHEN}").forms["0"], ten="khen-moi")
    step = served.post(f"/__soan__/doi-ten/{KHEN}", form)
    served.post(f"/__soan__/doi-ten/{KHEN}", step.forms["0"])
    page = served.open("2024/khen-moi.md?do=1")

    assert half_written(served) == []
    assert dict(page.form)["body"] == "Ba trang"
    served.save("2024/khen-moi.md", page.form)

    assert "Ba trang" in served.file("2024/khen-moi.md").read_text("utf-8")


def test_a_half_written_form_outlives_its_file(served: Served) -> None:
    keep(served, put(served.open(KHEN).form, body="Ba trang"))
    served.desk.store.delete(PATH, known=digests.of(ARTICLE.encode()))
    page = served.open(f"{KHEN}?do=1")

    assert dict(page.form)["body"] == "Ba trang"
    served.save(KHEN, page.form)

    assert "Ba trang" in served.file(KHEN).read_text("utf-8")


@pytest.mark.parametrize("why", ["old", "large", "disk", "fault"])
def test_whatever_refuses_a_save_keeps_what_was_typed(
    served: Served, monkeypatch: pytest.MonkeyPatch, why: str
) -> None:
    form = put(served.open(KHEN).form, place="Tam Kỳ")

    def fails(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device") if why == "disk" else TypeError

    if why in ("disk", "fault"):
        monkeypatch.setattr(stores.Store, "_write", staticmethod(fails))
    if why == "disk":
        monkeypatch.setattr(stores.Store, "put_aside", fails)
    posted = put(form, dau="cũ") if why == "old" else form
    posted = put(form, body="x" * (5 * 1024 * 1024)) if why == "large" else posted
    page = served.save(KHEN, posted)
    monkeypatch.undo()

    assert page.status in (403, 413, 500)
    assert "Những gì đã gõ còn nguyên ở trang này" in page.words
    again = page.forms["0"]
    assert dict(again)["place"] == "Tam Kỳ"
    if why != "large":
        assert "Đã lưu" in served.save(KHEN, again).words
        assert "place: Tam Kỳ" in served.file(KHEN).read_text("utf-8")


def test_photos_too_large_for_one_request_take_nothing_else_with_them(served: Served) -> None:
    form = put(served.get("/__soan__/moi").form, title="Bài có năm ảnh", body="Mười trang.\r\n\r\n--\r\nHết.")
    files = [("anh", f"{i}.jpg", bytes(25 * 1024 * 1024)) for i in range(5)]
    at = next(i for i, pair in enumerate(form) if pair[0] == "body")
    page = served.send("/__soan__/moi", form[:at], files, after=form[at:])

    assert page.status == 413
    assert "Gửi một lần nhiều quá" in page.words
    again = dict(page.forms["0"])
    assert (again["title"], again["body"]) == ("Bài có năm ảnh", "Mười trang.\r\n\r\n--\r\nHết.")
    assert served.post("/__soan__/moi", page.forms["0"]).status == 200
    assert len(list(served.site.rglob("bai-co-nam-anh.md"))) == 1


@pytest.mark.parametrize("piece", [1, 7, 64])
def test_the_fields_of_a_stream_are_found_however_it_is_cut(piece: int) -> None:
    written = Written(b"edge")
    head = b"--edge\r\nContent-Disposition: form-data; name="
    file = head + b'"anh"; filename="a.jpg"\r\n\r\n--edg\r\n\r\n\r\n'
    stream = head + b'"a"\r\n\r\nm\xe1\xbb\x99t\r\n' + file + head + b'"b"\r\n\r\n\r\n--edge--\r\n'
    for at in range(0, len(stream), piece):
        written.take(stream[at : at + piece])

    assert written.form == [("a", "một"), ("b", "")]


def test_another_site_s_request_is_not_handed_back(served: Served) -> None:
    page = served.post(f"/__soan__/bai/{KHEN}", [("place", "Tam Kỳ")], Origin="http://evil.example")

    assert page.status == 403
    assert "Tam Kỳ" not in page.text


def test_a_script_is_told_whether_what_was_refused_is_kept(
    served: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    form = put(served.open(KHEN).form, place="Tam Kỳ")
    served.file(KHEN).write_text(ARTICLE.replace("3", "4"), "utf-8")
    token = dict(form)["dau"]

    assert served.post(f"/__soan__/bai/{KHEN}", form, X_Soan=token).json()["stale"] is True

    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(stores.Store, "put_aside", full)
    assert served.post(f"/__soan__/bai/{KHEN}", form, X_Soan=token).json()["stale"] is False
    answer = served.post(f"/__soan__/giu/{KHEN}", form, X_Soan=token).json()

    assert (answer["ok"], "No space left" in answer["error"]) == (False, True)


def test_what_was_put_aside_may_be_dropped(served: Served) -> None:
    form = served.open(KHEN).form
    served.post(f"/__soan__/giu/{KHEN}", put(form, title="x"), X_Soan=dict(form)["dau"])
    served.save(KHEN, [("dau", dict(form)["dau"]), ("viec", "bo-do")])

    assert "gõ dở chưa lưu" not in served.open(KHEN).words


def test_every_version_of_today_can_be_had_back(served: Served) -> None:
    for number in ("4", "5", "6"):
        served.save(KHEN, put(served.open(KHEN).form, awards__0__collectives=number))
    page = served.get(f"/__soan__/ban/{KHEN}")
    versions = [dict(form)["ban"] for form in page.forms.values() if "ban" in dict(form)]
    first = digests.of(ARTICLE.encode())

    assert first in versions
    assert len(versions) == 3
    assert "- collectives: 6 + collectives: 3" in served.get(f"/__soan__/ban/{KHEN}?xem={first}").words
    form = next(form for form in page.forms.values() if dict(form).get("ban") == first)
    served.post(f"/__soan__/ban/{KHEN}", form)

    assert served.file(KHEN).read_text("utf-8") == ARTICLE
    assert len(served.desk.store.versions(PATH)) == 5 - 1


def test_a_save_between_our_look_and_our_write_is_put_back(
    served: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    store: Store = served.desk.store
    theirs = b"their save\n"
    write = Store._write

    def slow(new: object, raw: bytes, *, like: object) -> None:
        write(new, raw, like=like)  # type: ignore[arg-type]
        served.file(KHEN).write_bytes(theirs)

    monkeypatch.setattr(stores.Store, "_write", staticmethod(slow))
    with pytest.raises(Stale) as stale:
        store.save(PATH, b"mine\n", known=digests.of(ARTICLE.encode()))

    assert stale.value.now == theirs
    assert served.file(KHEN).read_bytes() == theirs
    assert [file.name for file in served.file("2024").iterdir() if file.name.startswith(".")] == []


WAYS = ["swapping", "links", "neither"]


def without(monkeypatch: pytest.MonkeyPatch, way: str) -> None:
    """A file system that cannot swap names, or knows no second names either (FAT, exFAT)."""
    if way != "swapping":
        monkeypatch.setattr(system, "exchange", lambda _a, _b: False)
    if way == "neither":
        monkeypatch.setattr(system, "link", lambda _a, _b: False)


def save_by_name(file: Path, raw: bytes) -> None:
    """As vim and most editors of today do: a new file takes the name."""
    other = file.with_name("khac.tmp")
    other.write_bytes(raw)
    other.replace(file)


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("call", ["exchange", "rename", "place", "link"])
def test_a_save_at_any_moment_of_ours_is_neither_lost_nor_written_over(
    served: Served, monkeypatch: pytest.MonkeyPatch, way: str, call: str
) -> None:
    without(monkeypatch, way)
    store, file, theirs = served.desk.store, served.file(KHEN), b"their save\n"
    real = getattr(system, call)
    done: list[str] = []

    def slow(*given: Path) -> object:
        if not done:
            done.append(call)
            save_by_name(file, theirs)
        return real(*given)

    monkeypatch.setattr(system, call, slow)
    with contextlib.suppress(Stale):
        store.save(PATH, b"mine\n", known=digests.of(ARTICLE.encode()))
    kept = {store.version(PATH, each.digest) for each in store.versions(PATH)}

    assert file.read_bytes() == (theirs if done else b"mine\n")
    assert ARTICLE.encode() in kept
    assert [each.name for each in file.parent.iterdir() if each.name.startswith(".")] == []


def test_two_saves_while_one_is_put_back_leave_the_later(
    served: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    store, file, real = served.desk.store, served.file(KHEN), system.exchange
    coming = [b"first\n", b"second\n"]

    def slow(a: Path, b: Path) -> bool:
        if coming:
            save_by_name(file, coming.pop(0))
        return real(a, b)

    monkeypatch.setattr(system, "exchange", slow)
    with pytest.raises(Stale):
        store.save(PATH, b"mine\n", known=digests.of(ARTICLE.encode()))

    assert file.read_bytes() == b"second\n"
    assert b"first\n" in {store.version(PATH, each.digest) for each in store.versions(PATH)}


@pytest.mark.parametrize("way", WAYS)
def test_a_file_that_was_saved_while_it_is_deleted_stays(
    served: Served, monkeypatch: pytest.MonkeyPatch, way: str
) -> None:
    without(monkeypatch, way)
    keep = Store._keep

    def slow(store: Store, path: str, raw: bytes) -> None:
        keep(store, path, raw)
        save_by_name(served.file(KHEN), b"their save\n")

    monkeypatch.setattr(stores.Store, "_keep", slow)
    with pytest.raises(Stale):
        served.desk.store.delete(PATH, known=digests.of(ARTICLE.encode()))

    assert served.file(KHEN).read_bytes() == b"their save\n"


@pytest.mark.parametrize("way", WAYS)
def test_a_new_file_takes_no_name_that_came_meanwhile(
    served: Served, monkeypatch: pytest.MonkeyPatch, way: str
) -> None:
    without(monkeypatch, way)
    write, new = Store._write, served.file("2024/moi.md")

    def slow(to: object, raw: bytes, *, like: object) -> None:
        write(to, raw, like=like)  # type: ignore[arg-type]
        new.write_bytes(b"theirs\n")

    monkeypatch.setattr(stores.Store, "_write", staticmethod(slow))
    with pytest.raises(Stale):
        served.desk.store.save("content/2024/moi.md", b"mine\n", known=ABSENT)

    assert new.read_bytes() == b"theirs\n"


def test_a_thousand_interleavings_of_two_windows_and_a_text_editor_lose_nothing(served: Served) -> None:
    """Each saves words of its own. Whatever was once accepted is in the file, in a former version, or was
    taken out by somebody who had seen it; whatever was refused was told so."""
    store, draw = served.desk.store, random.Random(20240919)  # noqa: S311
    windows: list[tuple[bytes, str]] = [(b"", ABSENT)] * 2
    accepted: set[bytes] = set()
    refused = 0
    for turn in range(1000):
        who = draw.randrange(4)
        if who == 3:  # the text editor neither asks nor tells
            raw = store.read(PATH) or b""
            served.file(KHEN).write_bytes(raw + f"trình soạn thảo {turn}\n".encode())
            accepted.add(served.file(KHEN).read_bytes())
        elif draw.random() < 0.5:
            raw = store.read(PATH) or b""
            store.remember(PATH, raw)
            windows[who % 2] = (raw, digests.of(raw))
        else:
            raw, known = windows[who % 2]
            mine = raw + f"cửa sổ {who % 2}, lần {turn}\n".encode()
            try:
                digest = store.save(PATH, mine, known=known)
            except Stale as stale:
                refused += stale.now == served.file(KHEN).read_bytes()
            else:
                accepted.add(mine)
                windows[who % 2] = (mine, digest)

    now = served.file(KHEN).read_bytes()
    kept = {store.version(PATH, version.digest) or b"" for version in store.versions(PATH)}
    lost = [
        raw
        for raw in accepted
        if raw not in kept and raw != now and not any(k.startswith(raw) for k in {now, *kept})
    ]

    assert refused > 100
    assert len(accepted) > 200
    assert lost == []


def test_a_path_never_leaves_content(served: Served) -> None:
    store = served.desk.store
    outside = served.site.parent / "ngoai.md"
    outside.write_text("mật", "utf-8")
    served.file("2024/lien-ket.md").symlink_to(outside)
    (served.site / "content/2022").symlink_to(served.site.parent)
    bad = ["content/../config.yaml.md", "/etc/passwd.md", "content//x.md", "content/./x.md", "content/.x.md"]
    bad += ["content/2024/../../x.md", "config.md", "content/a\0b.md", "content/a\nb.md", "content\\x.md"]
    bad += [
        "content/2024/lien-ket.md",
        "content/2022/ngoai.md",
        "content/" + "a/" * 300 + "x.md",
        "content/x.md ",
    ]
    bad += ["content/CON:x.md", "content/x.md/../y.md", "content/2024/x.md~/y.md", "content/2024/khen.txt"]
    for path in bad:
        with pytest.raises(Refused):
            store.read(path)
        with pytest.raises(Refused):
            store.save(path, b"x", known=ABSENT)

    assert outside.read_text("utf-8") == "mật"
