"""Evaluations that are kept, the worker that makes them, and the page Đánh giá without a browser."""

from __future__ import annotations

import re
import time
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from streamlit.testing.v1 import AppTest

from eval.__main__ import main
from eval.judgements.store import Judgements
from eval.judgements.types import pooled
from eval.measures import MEASURES
from eval.questions import Evidence, Question
from eval.records import figures
from eval.records.store import Records
from eval.records.types import SILENCE, Plan, Result
from eval.records.work import start, work
from eval.suite import DEPTH
from index import open_index
from settings import Settings, load_settings
from tests.page_store import QUOTE, build
from ui.access import User
from ui.audit import events
from ui.compare import strings as compared
from ui.compare.state import Compared, write_compared
from ui.compare.state import address as compare_address
from ui.evaluation import strings
from ui.evaluation.names import record_name
from ui.evaluation.state import Looked, read_looked, write_looked
from ui.marks import escape

SET = "cau-hoi-huyen"
FOREST = "Trồng mới 150 ha rừng sản xuất."


def asked(id: str, text: str, style: str, document: str, quote: str, answer: str) -> Question:
    return Question(id, text, "number", style, (Evidence(document, quote),), answer)


QUESTIONS = [
    asked("c1", "tỷ lệ bảo hiểm y tế huyện Sông Mẫu", "keyword", "song-mau-2023", QUOTE, "91,5%"),
    asked("c2", "Trồng mới bao nhiêu ha rừng sản xuất?", "formal", "doi-mau-2024", FOREST, "150 ha"),
    asked("c3", "hộ nghèo Sông Mẫu", "keyword", "song-mau-2023", "giảm còn 2,4%", "2,4%"),
    Question("c4", "giá vàng hôm nay", "none", "keyword"),
]


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """A small library with one set measured in two ways, the first with its answers."""
    given = build(tmp_path_factory.mktemp("evaluation"))
    settings = load_settings(Path(given[3]), Path(given[1]))
    Judgements(settings).add_questions(SET, QUESTIONS, "Lan")
    Records(settings).plan([Plan(SET, "plain", "hybrid", True), Plan(SET, "strip", "dense")], "")
    assert work(settings) == [1, 2]
    return settings


@pytest.fixture
def empty(library: Settings, tmp_path: Path) -> Settings:
    """The same library with nothing measured: another folder over the same index."""
    (tmp_path / "store").symlink_to(library.store)
    folder = tmp_path / "own"
    folder.mkdir()
    for path in library.store.iterdir():
        if not path.name.startswith("evaluations.sqlite"):
            (folder / path.name).symlink_to(path)
    return replace(library, store=folder)


def test_what_is_kept_is_what_the_index_finds(library: Settings) -> None:
    record = Records(library).get(1)
    assert record and record.state == "done"
    assert (record.about["mode"], record.about["model"]) == ("hybrid", "hashing")
    results = Records(library).results(1)
    assert [one.question for one in results] == [q.id for q in QUESTIONS]
    index = open_index(library.store, library)
    for question, one in zip(QUESTIONS, results, strict=True):
        hits = index.search(question.question, 60)
        assert one.first == hits[0].passage.id
        if not question.evidence:
            assert one.scores is None
            continue
        wanted = question.evidence[0]
        right = [h.rank for h in hits if h.passage.document == wanted.doc and wanted.quote in h.passage.text]
        assert one.rank == min(right)
        assert one.scores and one.scores["R@1"] == float(min(right) == 1)
        assert one.documents == (wanted.doc,)
    assert results[0].answer and not results[0].answer["abstained"]
    assert all(one.answer is None for one in Records(library).results(2))
    assert [one.text for one in Records(library).results(2)][1].isascii()


def test_grades_of_people_stand_before_the_evidence_of_the_file(empty: Settings) -> None:
    """A set over the program's own index: what was judged relevant is what is to be found."""
    index = open_index(empty.store, empty)
    other = next(p for p in index.passages_of("doi-mau-2024") if FOREST in p.text)
    (empty.store / "judgements.sqlite").unlink()
    kept = Judgements(empty)
    kept.add_questions("riêng", [Question("r1", "câu tự gõ", "typed", "typed"), QUESTIONS[0]], "Lan")
    kept.judge("riêng", "r1", pooled(other), "Lan", 3)
    near = next(p for p in index.passages_of("song-mau-2023") if p.id != other.id)
    kept.judge("riêng", "r1", pooled(near), "Lan", 1)  # on the subject, and no more
    Records(empty).plan([Plan("riêng", "plain", "lexical"), Plan("typed", "plain", "lexical")], "")
    work(empty)
    first, second = reversed(Records(empty).all())
    assert first.state == "done"
    by_id = {one.question: one for one in Records(empty).results(first.id)}
    assert by_id["r1"].documents == ("doi-mau-2024",)
    assert by_id["c1"].documents == ("song-mau-2023",)
    assert second.state == "failed" and "Đối chiếu" in second.note


def test_figures_follow_from_the_questions(library: Settings) -> None:
    results = Records(library).results(1)
    curve = figures.recall(results)
    overall = figures.overall(results)
    assert [curve[k - 1] for k in (1, 3, 5, 10)] == [
        pytest.approx(overall[f"R@{k}"][0]) for k in (1, 3, 5, 10)
    ]
    assert len(curve) == DEPTH and curve == sorted(curve)
    groups = figures.groups(results, "style", "MRR@10")
    assert sum(g.questions for g in groups) == 3
    assert sum(g.mean * g.questions for g in groups) / 3 == pytest.approx(overall["MRR@10"][0])
    assert all(g.low <= g.mean <= g.high for g in groups)
    found = figures.answers(results)
    assert found["judged"] == 3 and found["unanswerable"] == 1


def result(id: str, rank: int | None, document: str = "d") -> Result:
    scores = dict.fromkeys(MEASURES, 0.0) | {"MRR@10": 1 / rank if rank and rank <= 10 else 0.0}
    scores |= {f"R@{k}": float(rank is not None and rank <= k) for k in (1, 3, 5, 10)}
    return Result(id, id, "fact", "formal", (document,), scores, rank, "", None)


def test_two_records_differ_by_their_common_questions() -> None:
    a = [result("same", 1), result("lost", 1), result("won", None), result("only a", 1)]
    b = [result("same", 1), result("lost", 4), result("won", 2), result("only b", 9)]
    assert [(c.result.question, c.before, c.after) for c in figures.changes(a, b)] == [
        ("lost", 1, 4),
        ("won", None, 2),
    ]
    apart = figures.differences(a, b)["MRR@10"]
    assert apart.mean == pytest.approx((0 - 0.75 + 0.5) / 3)
    assert (apart.won, apart.lost, apart.tied) == (1, 1, 1)
    assert [one.question for one in figures.misses(b, 3)] == ["only b", "lost"]
    assert figures.differences(a, []) == {}


def test_only_questions_about_visible_documents_count() -> None:
    rows = [result("a", 1, "x"), result("b", 2, "y"), replace(result("c", 3), documents=())]
    assert figures.visible(rows, None) == rows
    assert [one.question for one in figures.visible(rows, frozenset({"x"}))] == ["a"]
    assert figures.visible(rows, frozenset()) == []


def test_one_worker_at_a_time_and_a_silent_one_is_given_up(
    either: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    records = Records(either)
    records.plan([Plan("s", "plain", "hybrid"), Plan("s", "plain", "dense")], "Lan")
    first = records.claim()
    assert first and first.plan.configuration == "hybrid"
    assert records.claim() is None
    assert records.beat(first.id, 3, 9)
    now = time.time() + SILENCE + 1
    monkeypatch.setattr(time, "time", lambda: now)
    second = records.claim()
    assert second and second.plan.configuration == "dense"
    assert [one.state for one in records.all()] == ["running", "failed"]
    records.stop()
    assert not records.beat(second.id)
    records.finish(second.id, [result("q", 1)], {})
    assert records.results(second.id) == ()
    assert [one.state for one in records.all()] == ["stopped", "failed"]


def test_the_command_keeps_what_it_prints(empty: Settings, capsys: pytest.CaptureFixture[str]) -> None:
    command = ["record", "--sets", SET, "--configurations", "lexical", "--variants", "plain,strip"]
    assert main(command, empty) == 0
    printed = capsys.readouterr().out.splitlines()
    records = Records(empty)
    assert len(printed) == len(records.all()) == 2
    mean = figures.overall(records.results(1))["R@1"][0]
    assert f"R@1 {mean:.3f}" in printed[0]
    assert main(["record", "--sets", "khong-co"], empty) == 1


def test_the_worker_runs_in_a_process_of_its_own(empty: Settings) -> None:
    records = Records(empty)
    records.plan([Plan(SET, "plain", "lexical")], "Lan")
    start(replace(empty, store=empty.store.resolve()))
    until = time.monotonic() + 90
    while records.all()[0].state in ("waiting", "running") and time.monotonic() < until:
        time.sleep(0.3)
    assert records.all()[0].state == "done"
    assert len(records.results(1)) == len(QUESTIONS)


def compare_app(settings: "Settings", user: "User") -> None:  # noqa: UP037  (run alone)
    from ui.compare.page import render

    render(settings, user)


def app(settings: "Settings", user: "User") -> None:  # noqa: UP037  (run alone, without the imports above)
    from ui.evaluation.page import render

    render(settings, user)


def opened(settings: Settings, user: User | None = None, **params: Any) -> AppTest:
    page = AppTest.from_function(app, default_timeout=60, args=(settings, user or User("", "")))
    for key, value in params.items():
        page.query_params[key] = value
    return page.run()


def shown(page: AppTest) -> str:
    """All that is drawn as HTML but for the style sheet, after checking that nothing went wrong."""
    assert not page.exception
    return re.sub(r"<style>.*?</style>", "", "\n".join(block.body for block in page.html), flags=re.DOTALL)


def test_an_empty_page_says_what_to_do(empty: Settings) -> None:
    page = opened(empty)
    assert strings.NOTHING in shown(page)
    assert page.multiselect(key="ve_sets").value == ["bundled"]


def test_a_record_shows_its_figures_and_each_miss_opens_its_question_as_it_was_asked(
    library: Settings,
) -> None:
    page = opened(library, luot="2", muc="1")
    text = shown(page)
    results = Records(library).results(2)
    for name, (mean, _) in figures.overall(results).items():
        said = f"{mean:.3f}".replace(".", ",")
        assert f'<th scope="row">{name}</th><td>{said}</td>' in text
    assert figures.misses(results, 1)
    measured = Compared(set=SET, columns=("dense",), blind=False, variant="strip")
    for miss in figures.misses(results, 1):
        assert escape(compare_address(measured.at(miss.question))) in text
        page = AppTest.from_function(compare_app, default_timeout=60, args=(library, User("", "")))
        for key, value in write_compared(measured.at(miss.question)).items():
            page.query_params[key] = value
        opened_there = shown(page.run())
        assert f"<h1>{miss.text}</h1>" in opened_there  # typed without marks, as it was measured
        assert compared.WORDED["strip"] in opened_there
        assert opened_there.count('class="vc-column"') == 1
        first = opened_there.index("vc-column")
        assert quote(miss.first, safe="") in opened_there[first:].split("</li>")[0]
    beside = shown(opened(library, luot="2", so="1", muc="1"))
    both = replace(measured, columns=("hybrid", "dense"))
    for miss in figures.misses(results, 1):
        assert escape(compare_address(both.at(miss.question))) in beside


def test_two_records_are_set_against_each_other(library: Settings) -> None:
    page = opened(library, luot="2", so="1")
    text = shown(page)
    assert strings.P_NOTE in text
    a, b = (Records(library).results(id) for id in (1, 2))
    changed = figures.changes(a, b)
    assert text.count('class="ve-worse"') + text.count('class="ve-better"') == len(changed)
    page.selectbox(key="ve_against").set_value(0).run()
    assert strings.P_NOTE not in shown(page)
    assert "so" not in page.query_params


def test_a_measurement_is_put_into_the_queue_and_logged(empty: Settings) -> None:
    page = opened(empty, User("Lan", "lan@so.vn"))
    page.multiselect(key="ve_sets").set_value([SET]).run()
    page.multiselect(key="ve_configurations").set_value(["lexical", "dense"]).run()
    page.button(key="ve_run").click().run()
    planned = [(one.plan.set, one.plan.configuration, one.who) for one in Records(empty).all()]
    assert planned == [(SET, "dense", "lan@so.vn"), (SET, "lexical", "lan@so.vn")]
    assert events(empty.store)[0].action == "run"
    page.button(key="ve_stop").click().run()
    until = time.monotonic() + 60
    while any(one.state in ("waiting", "running") for one in Records(empty).all()):
        assert time.monotonic() < until


def test_documents_of_others_tell_nothing(library: Settings) -> None:
    limited = User("Ngoài", "ngoai@so.vn", documents_allowed=frozenset({"song-mau-2023"}))
    for params in ({"luot": "1"}, {"luot": "1", "so": "2"}, {"luot": "2", "muc": "1"}):
        text = shown(opened(library, limited, **params))
        assert "rừng" not in text and "rung san xuat" not in text and "giá vàng" not in text
        assert strings.FACTS_LIMITED.split("·")[0].format(questions=2) in text
    assert strings.NOTHING_SEEN in shown(
        opened(library, replace(limited, documents_allowed=frozenset()), luot="1")
    )


def test_who_may_not_review_sees_no_figure(library: Settings) -> None:
    page = opened(library, User("Lan", "lan@so.vn", roles=frozenset({"read", "keep"})), luot="1")
    assert compared.NOT_ALLOWED in shown(page)
    assert not page.button


def test_a_failure_is_told(empty: Settings) -> None:
    Records(empty).plan([Plan("khong-co", "plain", "hybrid")], "")
    work(empty)
    assert strings.FAILED in shown(opened(empty))
    limited = User("Ngoài", "ngoai@so.vn", documents_allowed=frozenset())
    assert "import its file" not in shown(opened(empty, limited))


def test_a_record_is_forgotten_when_asked(empty: Settings) -> None:
    Records(empty).plan([Plan(SET, "plain", "lexical")], "")
    work(empty)
    page = opened(empty)
    assert record_name(Records(empty).all()[0]) in shown(page)
    page.button(key="ve_remove").click().run()
    assert Records(empty).all() == []
    assert strings.NOTHING in shown(page)


def test_an_address_says_all_of_a_state_and_no_more() -> None:
    full = Looked(3, 2, "kind", "nDCG@10", 10)
    for view in (full, Looked()):
        assert read_looked(write_looked(view)) == view
    assert read_looked({"luot": ["x"], "muc": ["7"], "do": ["P@1"], "theo": ["?"]}) == Looked()
