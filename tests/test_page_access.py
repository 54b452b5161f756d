"""Roles, groups and limited documents: nothing of a document that one may not see shows anywhere."""

from __future__ import annotations

import sqlite3
import tomllib
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from answer import open_engine
from answer.engine import Engine
from answer.standing import standings
from index.build import build_index
from ingest.run import ingest_paths
from ingest.store import Store
from settings import Access, Group, Settings, SettingsError, load_settings
from ui.access import LOCAL, user_of
from ui.audit import AuditError, events, record

ACCESS = Access(
    on=True,
    readers=("*@so.vn",),
    reviewers=("An@so.vn",),
    keepers=("binh@so.vn",),
    groups=(Group("mat", ("an@so.vn",), ("noi-bo",)), Group("quy", ("chi@so.vn",), ("quy-*",))),
)
KNOWN = (("cong-khai", "/kho/cong-khai.txt"), ("x", "/kho/Noi-Bo/nam/x.txt"), ("quy-1", "/kho/quy-1.pdf"))


# Who may do what


@pytest.mark.parametrize(
    ("email", "abilities"),
    [
        ("dan@so.vn", {"read"}),
        ("an@so.vn", {"read", "review"}),
        ("BINH@so.vn", {"read", "keep"}),
        ("dan@so.vn.example", set()),
        ("", set()),
    ],
)
def test_abilities_follow_the_lists(email: str, abilities: set[str]) -> None:
    assert user_of(ACCESS, {"email": email}, KNOWN).roles == abilities


def test_an_address_that_the_provider_does_not_vouch_for_is_none() -> None:
    user = user_of(ACCESS, {"email": "an@so.vn", "email_verified": False}, KNOWN)
    assert not user.roles
    assert user.documents_allowed == frozenset({"cong-khai"})


def test_a_document_of_a_group_is_for_its_members_whatever_their_roles() -> None:
    def allowed(email: str) -> frozenset[str] | None:
        return user_of(ACCESS, {"email": email}, KNOWN).documents_allowed

    assert allowed("dan@so.vn") == allowed("binh@so.vn") == frozenset({"cong-khai"})
    assert allowed("an@so.vn") == frozenset({"cong-khai", "x"})
    assert allowed("chi@so.vn") == frozenset({"cong-khai", "quy-1"})
    both = replace(ACCESS, groups=tuple(replace(one, members=("*",)) for one in ACCESS.groups))
    assert user_of(both, {"email": "dan@so.vn"}, KNOWN).documents_allowed is None


def test_an_id_that_any_path_makes_limited_is_limited() -> None:
    twice = (*KNOWN, ("cong-khai", "/kho/noi-bo/cong-khai.txt"))
    assert user_of(ACCESS, {"email": "dan@so.vn"}, twice).documents_allowed == frozenset()


def test_without_sign_in_everyone_may_do_all() -> None:
    assert LOCAL.roles == {"read", "review", "keep"}
    assert LOCAL.documents_allowed is None


# Settings


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("[access]\nreader = []", "'reader'"),
        ("[access]\non = 1", "access.on"),
        ('[access]\nreaders = "an@so.vn"', "access.readers"),
        ("[access.groups.a]\nmember = []", "'member'"),
        ("[access.groups.a]\ndocuments = [1]", "access.groups.a.documents"),
        ("access = 3", "'access'"),
        ("[access]\ngroups = []", "access.groups"),
    ],
)
def test_a_slip_in_the_table_of_access_is_an_error_that_names_it(
    tmp_path: Path, text: str, named: str
) -> None:
    path = tmp_path / "settings.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(SettingsError, match=named):
        load_settings(path)


def test_the_example_in_the_settings_file_is_read(tmp_path: Path, root: Path) -> None:
    shipped = (root / "settings.toml").read_text(encoding="utf-8")
    table = shipped[shipped.index("[access]") :].replace("\n# ", "\n")
    assert tomllib.loads(table)["access"]["groups"]
    path = tmp_path / "settings.toml"
    path.write_text(table, encoding="utf-8")
    access = load_settings(path).access
    assert [group.name for group in access.groups] == ["to-chuc"]
    assert not access.on


# The engine

OPEN = """Số: 15/QĐ-UBND

Sông Mẫu, ngày 12 tháng 01 năm 2023

QUYẾT ĐỊNH

Về chỉ tiêu năm 2023 của huyện Sông Mẫu

(1) Tỷ lệ dân số tham gia bảo hiểm y tế đạt 91,5%.
"""
CLOSED = """Số: 99/QĐ-UBND

Đồi Kín, ngày 20 tháng 6 năm 2023

QUYẾT ĐỊNH

Về nhân sự chủ chốt của huyện Đồi Kín

Thay thế Quyết định số 15/QĐ-UBND ngày 12 tháng 01 năm 2023 của Ủy ban nhân dân huyện Sông Mẫu.

(1) Tỷ lệ dân số tham gia bảo hiểm y tế của huyện Đồi Kín năm 2023 đạt 77,7%.

(2) Thực hiện Quy hoạch Cán bộ Kế cận (QCK) theo phương án Kim Cương.
"""
SECRET = ("77,7", "Đồi Kín", "doi-kin", "99/QĐ-UBND", "Kim Cương", "Quy hoạch Cán bộ")
QUESTIONS = (
    "tỷ lệ bảo hiểm y tế năm 2023",
    "tỷ lệ bảo hiểm y tế của huyện Đồi Kín năm 2023",
    "quyết định 99/QĐ-UBND do ai ký",
    "ngày ban hành quyết định của huyện Đồi Kín",
    "phương án Kim Cương là gì",
    "QCK",
    "văn bản nào thay thế quyết định 15/QĐ-UBND",
    "so sánh tỷ lệ bảo hiểm y tế giữa các huyện năm 2023",
)


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    folder = tmp_path_factory.mktemp("access")
    docs, store = folder / "docs", folder / "store"
    docs.mkdir()
    (docs / "song-mau.txt").write_text(OPEN, encoding="utf-8")
    (docs / "doi-kin.txt").write_text(CLOSED, encoding="utf-8")
    ingest_paths([docs], store)
    settings = Settings(store=store, model="hashing", query_prompt="", passage_prompt="")
    with Store(store) as source:
        build_index(store, settings, source)
    return open_engine(store, settings)


@pytest.mark.parametrize("mode", ["hybrid", "dense", "lexical"])
@pytest.mark.parametrize("question", QUESTIONS)
def test_nothing_of_a_limited_document_shows_in_an_answer(engine: Engine, question: str, mode: str) -> None:
    seen = engine.limited(frozenset({"song-mau"}))
    answer = seen.answer(question, None, mode)  # type: ignore[arg-type]
    asked_for = [secret for secret in SECRET if secret not in question]
    assert [secret for secret in asked_for if secret in repr(answer)] == []
    assert {hit.passage.document for hit in answer.hits} <= {"song-mau"}


def test_what_shows_to_all_does_show_the_document(engine: Engine) -> None:
    """The questions above are no proof unless they bring the secrets to those who may see them."""
    told = "".join(repr(engine.answer(question)) for question in QUESTIONS)
    assert [secret for secret in SECRET if secret not in told] == []


def test_a_limited_index_lists_reads_and_counts_only_what_may_be_seen(engine: Engine) -> None:
    index = engine.index.limited(frozenset({"song-mau"}))
    assert [info.id for info in index.documents()] == ["song-mau"]
    for look in (index.document, index.info):
        with pytest.raises(KeyError):
            look("doi-kin")
    with pytest.raises(KeyError):
        index.passage(engine.index.passages_of("doi-kin")[0].id)
    assert index.passages_of("doi-kin") == ()
    assert not index.search("Đồi Kín", filters={"document": ("doi-kin",)})
    assert "Đồi Kín" not in index.knowledge.places
    assert index.limited(frozenset({"doi-kin"})).documents() == ()
    assert standings(engine.index, engine.index.info("song-mau"))
    assert not standings(index, index.info("song-mau"))


def test_one_who_may_see_all_has_the_engine_itself(engine: Engine) -> None:
    assert engine.limited(None) is engine
    everything = frozenset(info.id for info in engine.index.documents())
    hits = engine.index.limited(everything).search("tỷ lệ bảo hiểm y tế năm 2023")
    assert hits == engine.index.search("tỷ lệ bảo hiểm y tế năm 2023")


# The log


@given(st.lists(st.tuples(st.sampled_from(["upload", "remove", "judge"]), st.text(max_size=9)), max_size=5))
def test_the_log_keeps_what_was_done_in_its_order(
    tmp_path_factory: pytest.TempPathFactory, done: list[tuple[str, str]]
) -> None:
    store = tmp_path_factory.mktemp("audit")
    done = [(action, what.encode("utf-8", "ignore").decode()) for action, what in done]
    for action, what in done:
        record(store, replace(LOCAL, email="an@so.vn"), action, what)  # type: ignore[arg-type]
    found = [(event.action, event.what) for event in reversed(events(store))]
    assert found == done
    assert all(event.who == "an@so.vn" for event in events(store))


def test_a_line_of_the_log_can_be_neither_changed_nor_removed(tmp_path: Path) -> None:
    record(tmp_path, LOCAL, "remove", "x")
    with sqlite3.connect(tmp_path / "audit.sqlite") as log:
        for harm in ("DELETE FROM events", "UPDATE events SET who = 'y'"):
            with pytest.raises(sqlite3.DatabaseError, match="only added to"):
                log.execute(harm)
    assert [event.what for event in events(tmp_path)] == ["x"]


def test_a_log_that_cannot_be_written_says_so(tmp_path: Path) -> None:
    with pytest.raises(AuditError, match="không ghi được"):
        record(tmp_path / "none", LOCAL, "remove", "x")
