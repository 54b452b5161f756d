"""The page Kho văn bản without a browser: files brought, read, replaced, removed; kills; what is hidden."""

from __future__ import annotations

import html
import io
import os
import pickle
import re
import signal
import subprocess
import sys
import time
import zipfile
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from streamlit.testing.v1 import AppTest

from index.generation import current, read_manifest
from ingest.files import find
from ingest.links import End, Link
from ingest.relations import Relation
from ingest.run import ingest_paths
from ingest.store import Store
from settings import Settings
from tests.killing import state
from tests.library_world import FILES, SECRET, World, decision, made, plain_settings
from ui import audit
from ui.access import LOCAL, User
from ui.library import strings
from ui.library.detail import body_html, told_of
from ui.library.health import age_told, health_html, health_of, size_told
from ui.library.intake import INCOMING, UPLOADS, NotTaken, replace_with, staged, take_in
from ui.library.jobs import Job, Jobs
from ui.library.listing import listing_html, title_of
from ui.library.names import free_name, safe_name
from ui.library.results import results_html
from ui.library.shelf import chosen, facets, limited, read_shelf
from ui.library.state import ORDERS, Shown, address, read_shown, write_shown
from ui.library.work import is_working, take_back, work


@dataclass(frozen=True)
class File:
    """A file as the page's widget hands it over."""

    name: str
    data: bytes

    @property
    def size(self) -> int:
        return len(self.data)

    def getbuffer(self) -> memoryview:
        return memoryview(self.data)


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> World:
    return made(tmp_path_factory.mktemp("library"))


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return plain_settings(tmp_path / "store")


def text_file(place: str, number: int = 7, share: str = "55%") -> bytes:
    return decision(place, number, 2025, [f"Tỷ lệ hộ dùng nước sạch đạt {share}."]).encode()


def jobs_of(store: Path) -> list[Job]:
    with Jobs(store) as jobs:
        return sorted(jobs.latest(), key=lambda job: job.number)


def ids_of(store: Path) -> tuple[str, ...]:
    with Store(store) as opened:
        return opened.ids()


def files_of(store: Path) -> set[str]:
    """Names of all files below the folder of uploads, of those that wait too."""
    return {path.name for path in (store / UPLOADS).rglob("*") if path.is_file()}


# Names

names = st.text(st.characters(codec="utf-8"), max_size=300) | st.sampled_from(
    ["../../etc/passwd", "C:\\Users\\a.doc", "CON.txt", "..", "", "README.docx", "~$Mật.docx", ".htaccess",
     "a\x00b.pdf", "Kế hoạch\u202egpj.exe", "x" * 300 + ".docx", "ế" * 300, "a/b\\c:d*e?f.txt", "thumbs.db"]
)  # fmt: skip


@given(names)
def test_any_name_becomes_one_that_every_system_keeps_and_ingest_looks_at(name: str) -> None:
    safe = safe_name(name)
    assert safe
    assert safe == safe_name(safe)
    assert len(safe.encode()) <= 200
    assert not re.search(r'[<>:"/\\|?*\x00-\x1f]', safe)
    assert safe[0] not in "._~$ "
    assert safe[-1] not in ". "
    assert not safe.lower().startswith("readme")
    assert Path(safe).name == safe


@pytest.mark.parametrize("name", ["Kế hoạch số 12 (bản ký).docx", "bảng 2024.xlsx"])
def test_a_plain_name_stays(name: str) -> None:
    assert safe_name(name) == name


def test_a_safe_name_is_found_in_its_folder(tmp_path: Path) -> None:
    for name in ("README.docx", ".ẩn.txt", "~$khóa.docx", "_nháp.docx"):
        (tmp_path / safe_name(name)).write_text("x", encoding="utf-8")
    found = {path.name for path in find([tmp_path], skip=tmp_path / "store").files}
    assert found == {path.name for path in tmp_path.iterdir()}


@given(st.lists(st.sampled_from(["a.txt", "A.txt", "a (2).txt", "b"]), max_size=4))
def test_a_free_name_is_free_whatever_the_case(taken: list[str]) -> None:
    assert free_name("a.txt", taken).lower() not in {name.lower() for name in taken}


# Files on their way in


@pytest.mark.parametrize("refused", [File("trống.txt", b""), File("to.pdf", bytes(300))])
def test_a_file_that_cannot_be_taken_leaves_one_line_and_nothing_else(
    settings: Settings, refused: File, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ui.library.intake.MAX_BYTES", 200)
    assert take_in(settings.store, LOCAL, [refused, File("tốt.txt", b"x" * 100)]) == 1
    first, second = jobs_of(settings.store)
    assert (first.state, second.state) == ("rejected", "waiting")
    assert first.note and "\n" not in first.note
    assert files_of(settings.store) == {Path(second.staged).name}
    with pytest.raises(NotTaken):
        staged(settings.store, refused, "x")


def test_files_are_read_kept_and_searched_for(settings: Settings) -> None:
    brought = [
        File("../Kế hoạch Suối Mẫu.txt", text_file("Suối Mẫu")),
        File("hỏng.pdf", b"%PDF-1.4 h\xe1\xbb\x8fng"),
        File("Kế hoạch Suối Mẫu.txt", text_file("Rừng Mẫu", 9)),
    ]
    assert take_in(settings.store, LOCAL, brought) == 3
    work(settings)
    first, second, third = jobs_of(settings.store)
    assert (first.state, second.state, third.state) == ("done", "rejected", "done")
    assert first.results[0].document == "ke-hoach-suoi-mau"
    assert second.note
    assert files_of(settings.store) == {"Kế hoạch Suối Mẫu.txt", "Kế hoạch Suối Mẫu (2).txt"}
    assert set(ids_of(settings.store)) == {"ke-hoach-suoi-mau", "ke-hoach-suoi-mau-2"}
    assert set(read_manifest(current(settings.store)).documents) == set(ids_of(settings.store))
    told = {(event.action, event.what) for event in audit.events(settings.store)}
    assert ("upload", "ke-hoach-suoi-mau") in told
    assert len(told) == 3


def test_what_is_there_already_is_not_kept_twice(settings: Settings) -> None:
    data = text_file("Suối Mẫu")
    take_in(settings.store, LOCAL, [File("a.txt", data), File("b.txt", data), File("c.txt", data + b"\n\n")])
    work(settings)
    first, *copies = jobs_of(settings.store)
    assert first.state == "done"
    for copy in copies:
        assert copy.state == "rejected"
        assert "Suối Mẫu" in copy.note
    assert files_of(settings.store) == {"a.txt"}
    assert ids_of(settings.store) == ("a",)


def test_a_copy_of_a_hidden_document_is_taken_as_any_other(settings: Settings) -> None:
    """To be told that it is there already would tell that it is there."""
    data = text_file("Suối Mẫu")
    take_in(settings.store, LOCAL, [File("a.txt", data)])
    other = User("B", "b@mau.vn", documents_allowed=frozenset())
    take_in(settings.store, other, [File("b.txt", data + b"\n\n")])
    work(settings)
    assert ids_of(settings.store) == ("a", "b")
    assert "Suối Mẫu" not in jobs_of(settings.store)[1].note


def test_the_very_file_of_a_hidden_document_is_taken_as_any_other(settings: Settings) -> None:
    data = text_file("Suối Mẫu")
    take_in(settings.store, LOCAL, [File("a.txt", data)])
    take_in(settings.store, User("B", "b@mau.vn", documents_allowed=frozenset()), [File("b.txt", data)])
    work(settings)
    assert [job.state for job in jobs_of(settings.store)] == ["done", "done"]


def zipped(**texts: bytes) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        for name, text in texts.items():
            archive.writestr(f"{name}.txt", text)
    return held.getvalue()


def test_an_archive_gives_a_line_for_each_file_and_is_not_replaced_by_one(settings: Settings) -> None:
    box = zipped(mot=text_file("Suối Mẫu"), hai=text_file("Rừng Mẫu", 9), hong=b"")
    take_in(settings.store, LOCAL, [File("gói.zip", box)])
    work(settings)
    (job,) = jobs_of(settings.store)
    told = {result.name: result.status for result in job.results}
    assert told == {"mot.txt": "added", "hai.txt": "added", "hong.txt": "rejected"}
    replace_with(settings.store, LOCAL, "mot", File("x.txt", text_file("Núi Mẫu")))
    work(settings)
    assert jobs_of(settings.store)[-1].note == strings.IN_BOX
    assert ids_of(settings.store) == ("hai", "mot")


def test_who_sees_a_part_of_an_archive_removes_that_part(settings: Settings) -> None:
    box = zipped(mot=text_file("Suối Mẫu"), hai=text_file("Rừng Mẫu", 9))
    take_in(settings.store, LOCAL, [File("gói.zip", box)])
    work(settings)
    with Jobs(settings.store) as jobs:
        one = User("B", "b@mau.vn", documents_allowed=frozenset(("mot",)))
        jobs.add(one, "remove", name="mot.txt", document="mot")
    work(settings)
    assert ids_of(settings.store) == ("hai",)
    assert files_of(settings.store) == {"gói.zip"}


def test_a_replacement_keeps_the_id_and_a_bad_one_changes_nothing(settings: Settings) -> None:
    take_in(settings.store, LOCAL, [File("a.txt", text_file("Suối Mẫu"))])
    work(settings)
    before = state(settings.store)
    replace_with(settings.store, LOCAL, "a", File("x.pdf", b"%PDF-1.4 hong"))
    work(settings)
    assert jobs_of(settings.store)[-1].state == "rejected"
    assert state(settings.store) == before
    page = f"<html><body><pre>{text_file('Rừng Mẫu', 9).decode()}</pre></body></html>"
    replace_with(settings.store, LOCAL, "a", File("mới.html", page.encode()))
    work(settings)
    assert ids_of(settings.store) == ("a",)
    with Store(settings.store) as store:
        assert "Rừng Mẫu" in store.document("a").text
    assert files_of(settings.store) == {"a.html"}


def test_removing_takes_the_uploaded_file_but_never_one_of_the_office(
    settings: Settings, tmp_path: Path
) -> None:
    office = tmp_path / "office" / "goc.txt"
    office.parent.mkdir()
    office.write_bytes(text_file("Rừng Mẫu", 9))
    ingest_paths([office], settings.store)
    take_in(settings.store, LOCAL, [File("a.txt", text_file("Suối Mẫu"))])
    work(settings)
    assert ids_of(settings.store) == ("a", "goc")
    with Jobs(settings.store) as jobs:
        for id in ("a", "goc", "khong-co"):
            jobs.add(LOCAL, "remove", name=id, document=id)
    work(settings)
    assert ids_of(settings.store) == ()
    assert files_of(settings.store) == set()
    assert office.exists()
    assert read_manifest(current(settings.store)).documents == {}


def test_reading_again_keeps_what_cannot_be_read(settings: Settings, tmp_path: Path) -> None:
    office = tmp_path / "goc.txt"
    office.write_bytes(text_file("Rừng Mẫu", 9))
    ingest_paths([office], settings.store)

    def again() -> Job:
        with Jobs(settings.store) as jobs:
            jobs.add(LOCAL, "reread", name="goc.txt", document="goc")
        work(settings)
        return jobs_of(settings.store)[-1]

    assert again().note == strings.UNCHANGED
    office.write_bytes(text_file("Rừng Mẫu", 9, "66%"))
    assert again().results[0].status == "updated"
    before = state(settings.store)
    office.write_bytes(b"")
    assert again().state == "rejected"
    office.unlink()
    assert strings.NO_FILE in again().note
    assert state(settings.store) == before


# Kills


def cut_at(settings: Settings, job: Job, moved: bool) -> None:
    """Leave the list and the files as a process does that is killed while it reads ``job``."""
    with Jobs(settings.store) as jobs:
        assert jobs.next() == replace(job, state="working", tries=1)
        final = settings.store.absolute() / UPLOADS / job.name
        jobs.settle(job.number, final)
    if moved:
        Path(job.staged).replace(final)


@pytest.mark.parametrize("moved", [False, True])
def test_a_job_that_was_cut_off_is_done_from_its_start(settings: Settings, moved: bool) -> None:
    take_in(settings.store, LOCAL, [File("a.txt", text_file("Suối Mẫu"))])
    cut_at(settings, jobs_of(settings.store)[0], moved)
    work(settings)
    assert jobs_of(settings.store)[0].state == "done"
    assert ids_of(settings.store) == ("a",)
    assert files_of(settings.store) == {"a.txt"}


def test_what_no_job_knows_of_goes_after_a_while(settings: Settings) -> None:
    left = staged(settings.store, File("a.txt", b"x"), "a.txt")
    new = staged(settings.store, File("b.txt", b"x"), "b.txt")
    os.utime(left, (0, 0))
    work(settings)
    assert files_of(settings.store) == {new.name}


def test_a_job_that_ends_two_processes_is_not_tried_again(settings: Settings) -> None:
    take_in(
        settings.store, LOCAL, [File("a.txt", text_file("Suối Mẫu")), File("b.txt", text_file("Rừng Mẫu"))]
    )
    with Jobs(settings.store) as jobs:
        taken = [jobs.next() for _ in range(3)]
        assert [job and job.name for job in taken] == ["a.txt", "a.txt", "b.txt"]
        assert jobs.latest()[-1].note == strings.TWICE


def test_what_waits_is_taken_back_with_its_file_and_what_is_under_way_goes_on(
    settings: Settings,
) -> None:
    take_in(
        settings.store, LOCAL, [File("a.txt", text_file("Suối Mẫu")), File("b.txt", text_file("Rừng Mẫu"))]
    )
    with Jobs(settings.store) as jobs:
        under_way = jobs.next()
        assert under_way
        numbers = [job.number for job in jobs.open_jobs()]
    take_back(settings.store, LOCAL, numbers)
    assert [job.note for job in jobs_of(settings.store)] == ["", strings.STOPPED]
    assert [event.what for event in audit.events(settings.store)] == ["b.txt"]
    work(settings)
    assert ids_of(settings.store) == ("a",)
    assert files_of(settings.store) == {"a.txt"}


def started(settings: Settings) -> subprocess.Popen[bytes]:
    process = subprocess.Popen(
        [sys.executable, "-m", "ui.library.work"],
        cwd=Path(__file__).parent.parent, stdin=subprocess.PIPE, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    assert process.stdin
    with process.stdin as pipe:
        pipe.write(pickle.dumps(settings))
    return process


def test_a_killed_process_leaves_whole_documents_and_the_next_one_ends_the_work(
    settings: Settings, tmp_path: Path
) -> None:
    brought = [
        File(f"v{number}.txt", text_file(f"Mẫu {'ABCDEF'[number]}", number + 1)) for number in range(5)
    ]
    take_in(settings.store, LOCAL, brought)
    process = started(settings)
    until = time.monotonic() + 60
    while not any(job.state == "done" for job in jobs_of(settings.store)) and time.monotonic() < until:
        time.sleep(0.02)
    process.send_signal(signal.SIGKILL)
    assert process.wait() == -signal.SIGKILL
    with Store(settings.store) as store:
        for entry in store.entries():
            text = store.document(entry.id).text
            assert all(text[one.start : one.end] == one.text for one in store.passages(entry.id))
    assert not is_working(settings.store)
    work(settings)
    assert {job.state for job in jobs_of(settings.store)} == {"done"}
    assert files_of(settings.store) == {file.name for file in brought}
    other = tmp_path / "undisturbed"
    ingest_paths([settings.store / UPLOADS / file.name for file in brought], other)
    assert state(settings.store) == state(other)
    assert list((settings.store / UPLOADS / INCOMING).iterdir()) == []


def test_an_index_that_was_cut_off_is_built_by_the_next_process(world: World, tmp_path: Path) -> None:
    settings = plain_settings(tmp_path / "store")
    ingest_paths([world.docs], settings.store)
    with Jobs(settings.store) as jobs:
        assert not jobs.pending
        jobs.stage("encode", 3, 9)
        assert jobs.pending
    work(settings)
    assert set(read_manifest(current(settings.store)).documents) == set(FILES)
    with Jobs(settings.store) as jobs:
        assert not jobs.pending


def test_two_processes_never_work_at_once(settings: Settings) -> None:
    from ui.library.work import _alone

    take_in(settings.store, LOCAL, [File("a.txt", text_file("Suối Mẫu"))])
    with _alone(settings.store) as alone:
        assert alone
        assert is_working(settings.store)
    assert not is_working(settings.store)
    assert jobs_of(settings.store)[0].state == "waiting"


# The list and one document


def test_a_replaced_document_says_by_which(world: World) -> None:
    shelf = read_shelf(world.settings)
    assert shelf.states(shelf.entries["song-mau-2023"]) >= {"ended"}
    (entry,) = chosen(shelf, Shown(states=("ended",)))
    assert entry.id == "song-mau-2023"
    assert "bị thay thế bởi 18/QĐ-UBND" in listing_html([entry], shelf, Shown())


@pytest.mark.parametrize(
    "look",
    [
        Shown(),
        Shown(words="Sông Mẫu"),
        Shown(years=("2024",)),
        Shown(years=("2023",), states=("ended",)),
        Shown(kinds=("Không có",), words="mau"),
    ],
)
def test_a_count_is_what_choosing_that_value_would_leave(world: World, look: Shown) -> None:
    """Under whatever else is chosen; of states one more, for all that are chosen must hold."""
    shelf = read_shelf(world.settings)
    counts = facets(shelf, look)
    for kind, count in counts["kinds"].items():
        assert count == len(chosen(shelf, replace(look, kinds=(kind,))))
    for year, count in counts["years"].items():
        assert count == len(chosen(shelf, replace(look, years=(year,))))
    for one, count in counts["states"].items():
        assert count == len(chosen(shelf, replace(look, states=tuple({*look.states, one}))))
    assert {*look.kinds} <= {*counts["kinds"]} and {*look.years} <= {*counts["years"]}


def test_what_a_hidden_document_does_is_not_told_by_another_either(world: World) -> None:
    """A visible paper may say that a hidden one replaces a third: neither list nor answers show it."""
    acting = End("18/QĐ-UBND", None, "song-mau-2024")
    relation = Relation("doi-mau-2023", "replaces", 0, 9, "15/QĐ-UBND", None)
    link = Link(relation, acting, End("15/QĐ-UBND", None, "song-mau-2023"))
    shelf = replace(read_shelf(world.settings), ended={"song-mau-2023": (link,)})
    everything = frozenset(FILES)
    assert limited(shelf, everything).ended == {"song-mau-2023": (link,)}
    for hidden in ("song-mau-2024", "doi-mau-2023", "song-mau-2023"):
        assert limited(shelf, everything - {hidden}).ended == {}
    elsewhere = replace(link, acting=End("18/QĐ-UBND", None, None))  # not in the store: nothing to hide
    shelf = replace(shelf, ended={"song-mau-2023": (elsewhere,)})
    assert limited(shelf, everything - {"song-mau-2024"}).ended == {"song-mau-2023": (elsewhere,)}


def test_only_documents_that_bear_one_name_show_their_file(world: World) -> None:
    shelf = read_shelf(world.settings)
    one, other = shelf.entries["song-mau-2023"], shelf.entries["doi-mau-2023"]
    assert "tệp" not in listing_html([one, other], shelf, Shown())
    twin = replace(one, id="khac", path="/kho/phan-hai.docx")
    page = listing_html([one, other], replace(shelf, entries={**shelf.entries, "khac": twin}), Shown())
    assert f"tệp {Path(one.path).name}" in page
    assert f"tệp {Path(other.path).name}" not in page


@pytest.mark.parametrize("words", ["SONG MAU", "sông mẫu", "18/QĐ-UBND", "song-mau-2024"])
def test_documents_are_found_by_title_number_or_file(world: World, words: str) -> None:
    shelf = read_shelf(world.settings)
    assert "song-mau-2024" in {entry.id for entry in chosen(shelf, Shown(words=words))}
    assert "doi-mau-2023" not in {entry.id for entry in chosen(shelf, Shown(words=words))}


def test_a_document_tells_its_relations_both_ways_and_since_when_it_holds(world: World) -> None:
    shelf = read_shelf(world.settings)
    entry = shelf.entries["song-mau-2023"]
    told = told_of(world.settings, entry, LOCAL)
    page = body_html(entry, told, shelf, LOCAL, Shown())
    assert strings.RELATION["replaces"][1] in page
    assert "vb=song-mau-2024" in page
    assert "kể từ ngày ký" in page
    other = shelf.entries["song-mau-2024"]
    page = body_html(other, told_of(world.settings, other, LOCAL), shelf, LOCAL, Shown())
    assert strings.RELATION["replaces"][0] in page
    assert "vb=song-mau-2023" in page


def test_a_document_that_means_harm_is_only_text(world: World) -> None:
    shelf = read_shelf(world.settings)
    entry = replace(shelf.entries["ma-doc"], title="<script>x</script>", warnings=("<img src=x onerror=y>",))
    bad = replace(shelf, entries={"ma-doc": entry})
    page = listing_html([entry], bad, Shown(words="<b>")) + body_html(
        entry, told_of(world.settings, entry, LOCAL), bad, LOCAL, Shown()
    )
    job = Job(1, "", "", None, "upload", "<b>x</b>", "", "", "rejected", 1, "<i>vì</i>", (), "")
    page += results_html([job], bad)
    assert "<script>" in html.unescape(page)
    assert not re.search(r"<(?:script|img|b>x|i>)", page)


shownings = st.builds(
    Shown,
    words=st.text("aăb", max_size=5),
    kinds=st.lists(st.text("Qđ", min_size=1), max_size=2, unique=True).map(sorted).map(tuple),
    states=st.lists(st.sampled_from(list(strings.STATE_NAMES)), max_size=2, unique=True)
    .map(sorted)
    .map(tuple),
    order=st.sampled_from(ORDERS),
    page=st.integers(1, 99),
    document=st.text("a-b", max_size=5),
)


@given(shownings)
def test_an_address_opens_the_list_it_was_made_for(shown: Shown) -> None:
    assert read_shown(write_shown(shown)) == shown
    assert re.fullmatch(r"\./kho-van-ban(\?[A-Za-z0-9%&=._~+-]*)?", address(shown))


@given(
    st.dictionaries(
        st.sampled_from(["tim", "vb", "loai", "la", "xep", "trang"]), st.lists(st.text(max_size=6))
    )
)
def test_any_address_is_read_and_settles(params: dict[str, list[str]]) -> None:
    shown = read_shown(params)
    assert read_shown(write_shown(shown)) == shown


def test_health_says_how_old_how_big_and_how_much_room(world: World) -> None:
    health = health_of(world.settings)
    assert health.passages == read_manifest(current(world.settings.store)).passages
    assert health.sizes["store"] > 0
    assert health.free > 0
    page = health_html(replace(health, free=1000), read_shelf(world.settings))
    assert strings.LITTLE_ROOM in page
    limited_page = health_html(health, read_shelf(world.settings), whole=False)
    assert strings.HEALTH_LABELS["passages"] not in limited_page
    assert strings.HEALTH_LABELS["uploads"] not in limited_page
    assert age_told(None) == strings.NO_INDEX
    assert [age_told(seconds) for seconds in (5, 600, 7200, 864000)] == [
        "vừa xong", "10 phút trước", "2 giờ trước", "10 ngày trước",
    ]  # fmt: skip
    assert size_told(3 << 19) == "1,5 MB"


# The page


def _page(settings: object, user: object) -> None:
    from ui.library.page import render

    render(settings, user)  # type: ignore[arg-type]


def opened(settings: Settings, user: User, **params: str) -> AppTest:
    page = AppTest.from_function(_page, args=(settings, user), default_timeout=60)
    for key, value in params.items():
        page.query_params[key] = value
    return page.run()


def text_of(page: AppTest) -> str:
    assert not page.exception
    return "\n".join(block.body for block in page.html if not block.body.startswith("<style"))


READER = User("Đọc", "doc@mau.vn", frozenset(("read",)))


def test_only_a_keeper_can_bring_or_take(world: World) -> None:
    keeper = opened(world.settings, LOCAL)
    assert keeper.button(key="kho_send").disabled
    assert {button.key for button in opened(world.settings, LOCAL, vb="ma-doc").button} >= {
        "kho_reread", "kho_remove_yes",
    }  # fmt: skip
    for params in ({}, {"vb": "ma-doc"}):
        reader = opened(world.settings, READER, **params)
        assert len(reader.button) == 0
        assert str(world.docs) not in text_of(reader)
    assert str(world.docs) in text_of(opened(world.settings, LOCAL, vb="ma-doc"))


def test_the_list_is_filtered_in_the_address(world: World) -> None:
    page = opened(world.settings, READER)
    assert strings.COUNT.format(count=len(FILES)) in text_of(page)
    page.text_input(key="kho_words").set_value("doi mau").run()
    assert strings.COUNT.format(count=1) in text_of(page)
    page.text_input(key="kho_words").set_value("không có gì như thế").run()
    assert strings.NOTHING in text_of(page)


def test_an_empty_library_says_what_to_do(tmp_path: Path) -> None:
    settings = plain_settings(tmp_path / "store")
    assert strings.EMPTY_KEEP in text_of(opened(settings, LOCAL))
    assert strings.EMPTY_READ in text_of(opened(settings, READER))


@pytest.mark.parametrize("abilities", [("read",), ("read", "keep")])
def test_a_limited_document_leaks_nowhere(world: World, abilities: tuple[str, ...]) -> None:
    """Neither its title, its number where only it says so, its count, nor that it ends another."""
    for hidden, other in ((SECRET, "ma-doc"), ("song-mau-2024", "song-mau-2023")):
        shelf = read_shelf(world.settings)
        user = User(
            "Một người", "x@mau.vn", frozenset(abilities),  # type: ignore[arg-type]
            documents_allowed=frozenset(shelf.entries) - {hidden},
        )  # fmt: skip
        with Jobs(world.settings.store) as jobs:
            jobs.finish(jobs.add(LOCAL, "reread", name=f"{hidden}.txt", document=hidden), "done")
        entry = shelf.entries[hidden]
        for params in ({}, {"vb": other}, {"vb": hidden}, {"tim": entry.number or ""}):
            page = opened(world.settings, user, **params)
            text = text_of(page)
            assert title_of(entry) not in text
            assert (entry.number or "") not in text
            assert f"{hidden}.txt" not in text
            assert f'vb={hidden}"' not in text
        assert strings.COUNT.format(count=len(FILES) - 1) in text_of(opened(world.settings, user))
        assert limited(shelf, user.documents_allowed).ended.keys() <= {"song-mau-2023"} - (
            {"song-mau-2023"} if hidden == "song-mau-2024" else set()
        )


def test_results_are_for_whom_they_concern(world: World) -> None:
    other = User("B", "b@mau.vn", documents_allowed=frozenset(FILES))
    with Jobs(world.settings.store) as jobs:
        jobs.refuse(LOCAL, "bí mật.docx", "vì thế")
        jobs.refuse(other, "của tôi.docx", "vì vậy")
    text = text_of(opened(world.settings, other))
    assert "của tôi.docx" in text
    assert "bí mật.docx" not in text


def test_a_page_that_is_opened_starts_no_process_for_nothing(world: World) -> None:
    assert not is_working(world.settings.store)
    opened(world.settings, LOCAL)
    assert not is_working(world.settings.store)
