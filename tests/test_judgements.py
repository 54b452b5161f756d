"""Judgements: what was accepted outlives a crash, what agrees is counted as the literature counts it."""

from __future__ import annotations

import json
import signal
import sqlite3
import subprocess
import sys
import threading
from functools import partial
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eval import trec
from eval.judgements import exchange
from eval.judgements.agreement import agreement
from eval.judgements.configurations import SHIPPED_ONES, configurations
from eval.judgements.lineup import line_up
from eval.judgements.queue import next_task, tasks
from eval.judgements.store import Judgements
from eval.judgements.types import Judgement, JudgementError, Pooled, pooled
from eval.questions import EvalError, Evidence, Question, as_row, parse_questions
from index.weights import SHIPPED
from ingest.kept import open_kept
from ingest.types import Passage
from settings import ROOT, Settings

NAME = "judgements.sqlite"
A, B, C = (Pooled(f"song-mau#{n}", "song-mau", f"d{n}") for n in "123")
IDS = st.lists(st.sampled_from("abcdefgh"), unique=True)


@pytest.fixture
def kept(either: Settings) -> Judgements:
    return Judgements(either)


def said(kept: Judgements, set_name: str = "s") -> dict[tuple[str, str, str], int | None]:
    return {(one.question, one.pooled.passage, one.rater): one.grade for one in kept.of(set_name)}


def test_a_grade_replaces_the_raters_earlier_one_and_nobody_elses(kept: Judgements) -> None:
    kept.judge("s", "q", A, "Lan", 1)
    kept.judge("s", "q", A, "Minh", 3)
    kept.judge("s", "q", A, "Lan", 2)
    assert said(kept) == {("q", A.passage, "Lan"): 2, ("q", A.passage, "Minh"): 3}
    assert kept.of("another") == []


@pytest.mark.parametrize(("rater", "grade"), [("", 1), ("  ", 1), ("Lan", 4), ("Lan", -1)])
def test_what_is_no_judgement_is_refused_and_leaves_nothing(kept: Judgements, rater: str, grade: int) -> None:
    with pytest.raises(JudgementError):
        kept.judge("s", "q", A, rater, grade)
    assert (kept.of("s"), kept.log()) == ([], [])


def test_undo_steps_back_through_the_raters_own_grades_only(kept: Judgements) -> None:
    kept.judge("s", "q", A, "Lan", 1)
    kept.judge("s", "q", A, "Lan", 2)
    kept.judge("s", "q", B, "Lan", 0)
    kept.judge("s", "q", B, "Minh", 3)
    states = []
    for passage in (B.passage, A.passage, A.passage, None):
        assert kept.undo("s", "q", "Lan") == passage
        states.append({key[1]: grade for key, grade in said(kept).items() if key[2] == "Lan"})
    assert states == [{A.passage: 2}, {A.passage: 1}, {}, {}]
    kept.judge("s", "q", C, "Lan", 3)
    assert kept.undo("s", "q", "Lan") == C.passage
    assert said(kept) == {("q", B.passage, "Minh"): 3}


def test_every_action_is_logged_and_the_log_cannot_be_changed(kept: Judgements, either: Settings) -> None:
    kept.judge("s", "q", A, "Lan", 1)
    kept.judge("s", "q", A, "Lan", None)
    kept.undo("s", "q", "Lan")
    lines = [(e.rater, e.action, e.passage, e.before, e.after) for e in reversed(kept.log())]
    assert lines == [
        ("Lan", "judge", A.passage, "–", "1"),
        ("Lan", "judge", A.passage, "1", "?"),
        ("Lan", "undo", A.passage, "?", "1"),
    ]
    base = open_kept(either, "judgements", ROOT / "eval" / "judgements" / "schema.sql", JudgementError)
    truncate = ["TRUNCATE log"] if either.engine == "postgres" else []
    for harm in ("DELETE FROM log", "UPDATE log SET rater = 'Minh'", *truncate):
        with pytest.raises(Exception, match="the log is kept"):
            base.write(partial(harmed, harm=harm))
    assert [(e.rater, e.action, e.passage, e.before, e.after) for e in reversed(kept.log())] == lines


def harmed(db: sqlite3.Connection, harm: str) -> None:
    db.execute(harm)


KILLED = """
import sys
from pathlib import Path
from eval.judgements.store import Judgements
from eval.judgements.types import Pooled
from settings import Settings
kept, n = Judgements(Settings(store=Path(sys.argv[1]))), 0
while True:
    kept.judge("s", "q", Pooled(f"d#{n}", "d"), "Lan", n % 4)
    print(n, flush=True)
    n += 1
"""


def test_what_was_accepted_outlives_a_killed_process(tmp_path: Path) -> None:
    """Killed at an arbitrary moment: every grade that was reported as kept is there, with its log line."""
    command = [sys.executable, "-c", KILLED, str(tmp_path)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as writer:
        assert writer.stdout
        reported = [int(next(writer.stdout)) for _ in range(25)]
        writer.send_signal(signal.SIGKILL)
        reported += [int(line) for line in writer.stdout if line.endswith("\n")]
    kept = Judgements(Settings(store=tmp_path))
    there = {key[1]: grade for key, grade in said(kept).items()}
    assert {f"d#{n}": n % 4 for n in reported}.items() <= there.items()
    assert len(kept.log(10_000)) == len(there)
    with sqlite3.connect(tmp_path / NAME) as db:
        assert db.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert db.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    db.close()


def test_a_file_of_grades_is_taken_in_whole_or_not_at_all(kept: Judgements) -> None:
    with pytest.raises(JudgementError):
        kept.take_in("s", [("q", A, 2), ("q", B, 7)], "tệp")
    assert said(kept) == {}


def test_raters_at_the_same_time_lose_nothing(kept: Judgements) -> None:
    def rate(name: str) -> None:
        for n in range(12):
            kept.judge("s", "q", Pooled(f"d#{n}", "d"), name, n % 4)

    threads = [threading.Thread(target=rate, args=(f"người {n}",)) for n in range(5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(kept.of("s")) == len(kept.log(1000)) == 60


def test_a_file_that_is_no_database_is_named(tmp_path: Path) -> None:
    (tmp_path / NAME).write_text("không phải cơ sở dữ liệu " * 200, encoding="utf-8")
    with pytest.raises(JudgementError, match=NAME):
        Judgements(Settings(store=tmp_path)).of("s")


def test_questions_come_back_as_they_were_given_and_in_order(kept: Judgements) -> None:
    questions = [
        Question("b", "Hỏi “gì”?", "number", "formal", (Evidence("song-mau", "đạt 91,5%"),), "91,5%"),
        Question("a", "giá vàng", "none", "keyword"),
    ]
    kept.add_questions("s", questions, "Lan")
    kept.add_questions("s", questions[:1], "Minh")
    assert [one.question for one in kept.questions("s")] == questions
    assert [one.author for one in kept.questions("s")] == ["Minh", "Lan"]
    assert kept.sets() == {"s": 2}
    text = "".join(json.dumps(as_row(q), ensure_ascii=False) + "\n" for q in questions)
    assert parse_questions(text, "s") == questions


def by_definition(rows: list[list[int]]) -> float:
    """Fleiss (1971): agreement observed beyond what the shares of the grades bring about by chance."""
    raters, total = len(rows[0]), len(rows) * len(rows[0])
    shares = [sum(row.count(g) for row in rows) / total for g in range(4)]
    agreed = [(sum(row.count(g) ** 2 for g in range(4)) - raters) / (raters * (raters - 1)) for row in rows]
    mean, chance = sum(agreed) / len(rows), sum(share**2 for share in shares)
    return (mean - chance) / (1 - chance)


def graded(rows: list[list[int]]) -> list[Judgement]:
    return [
        Judgement("q", Pooled(f"d#{i}", "d"), f"r{r}", grade, "")
        for i, row in enumerate(rows)
        for r, grade in enumerate(row)
    ]


@given(st.lists(st.lists(st.integers(0, 3), min_size=3, max_size=3), min_size=2, max_size=12))
def test_fleiss_kappa_is_its_definition(rows: list[list[int]]) -> None:
    found = agreement(graded(rows)).fleiss
    if len({grade for row in rows for grade in row}) == 1:
        assert found is None  # chance alone would make all agree
    else:
        assert found == pytest.approx(by_definition(rows))


def test_cohens_kappa_of_a_table_counted_by_hand() -> None:
    """Of 50 items 20 both say 3, 15 both say 0, 5 only A says 3, 10 only B: .70 observed, .50 by chance."""
    rows = [[3, 3]] * 20 + [[3, 0]] * 5 + [[0, 3]] * 10 + [[0, 0]] * 15
    (pair,) = agreement(graded(rows)).pairs
    assert pair.items == 50
    assert pair.same == pytest.approx(0.7)
    assert pair.kappa == pytest.approx(0.4)
    assert pair.low is not None and pair.high is not None
    assert pair.low < 0.4 < pair.high


def test_near_grades_count_more_than_far_ones_in_the_weighted_kappa() -> None:
    base = [[g, g] for g in range(4)] * 3
    near, far = (agreement(graded([*base, *[[0, other]] * 3])).pairs[0] for other in (1, 3))
    assert near.weighted is not None and far.weighted is not None
    assert near.same == far.same
    assert near.weighted > far.weighted


def test_agreement_counts_only_what_all_graded() -> None:
    rows = [*graded([[1, 1, 1], [2, 2, 3]]), Judgement("q", Pooled("d#9", "d"), "r0", 2, "")]
    rows.append(Judgement("q", Pooled("d#9", "d"), "r1", None, ""))
    found = agreement(rows)
    assert (found.items, found.raters) == (2, ("r0", "r1", "r2"))
    assert [pair.items for pair in found.pairs] == [2, 2, 2]
    assert agreement(rows, ["r0"]).pairs == ()
    assert agreement([]).fleiss is None


@given(a=IDS, b=IDS, c=IDS, blind=st.booleans())
def test_a_lineup_keeps_every_ranking_and_numbers_a_passage_once(
    a: list[str], b: list[str], c: list[str], blind: bool
) -> None:
    rankings = {"x": a, "y": b, "z": c}
    found = line_up(rankings, "q", "Lan", blind=blind)
    assert {column.key: [p.passage for p in column.places] for column in found.columns} == rankings
    assert sorted(found.pool) == sorted({*a, *b, *c})
    for column in found.columns:
        for place in column.places:
            assert found.pool[place.number - 1] == place.passage
            assert place.only_here == (sum(place.passage in ids for ids in rankings.values()) == 1)
    base = [p.passage for p in found.columns[0].places]
    for column in found.columns[1:]:
        for place in column.places:
            there = place.passage in base
            assert place.moved == (base.index(place.passage) + 1 - place.rank if there else None)


def test_a_blind_order_is_the_same_again_and_differs_between_people() -> None:
    rankings = {"x": list("abcdef"), "y": list("fedcba"), "z": list("badcfe")}
    once = line_up(rankings, "q1", "Lan", blind=True)
    assert line_up(dict(reversed(rankings.items())), "q1", "Lan", blind=True) == once
    orders = {
        tuple(c.key for c in line_up(rankings, f"q{n}", rater, blind=True).columns)
        for n in range(20)
        for rater in ("Lan", "Minh")
    }
    assert len(orders) == 6  # every order of three columns turns up
    assert [c.key for c in line_up(rankings, "q1", "Lan", blind=False).columns] == ["x", "y", "z"]


def test_the_queue_leads_to_what_is_open_and_first_to_what_others_began() -> None:
    pools = {"q1": (A, B), "q2": (A,), "q3": (C,)}
    done = [Judgement("q1", A, "Lan", 2, ""), Judgement("q1", B, "Lan", None, "")]
    given = tasks(["q1", "q2", "q3", "q4"], pools, [*done, Judgement("q3", C, "Minh", 1, "")], "Lan")
    assert [(t.pooled, t.done, t.open) for t in given] == [
        (2, 2, False),
        (1, 0, True),
        (1, 0, True),
        (0, 0, True),
    ]
    assert next_task(given, "q1") == "q3"
    assert next_task(given, "q3") == "q4"
    assert next_task(given, "q4") == "q3"
    assert next_task([t for t in given if t.question == "q1"]) is None


def test_a_passage_that_reads_otherwise_now_is_to_be_judged_again(kept: Judgements) -> None:
    kept.judge("s", "q", A, "Lan", 2)
    kept.pool("s", "q", [Pooled(A.passage, A.document, "khác")])
    (task,) = tasks(["q"], kept.pooled("s"), kept.of("s"), "Lan")
    assert task.open
    kept.take_in("s", [("q", Pooled(A.passage, A.document), 1)], "tệp")  # a file says no digest
    (task,) = tasks(["q"], kept.pooled("s"), kept.of("s"), "tệp")
    assert not task.open


def test_qrels_and_runs_come_back_as_they_went(kept: Judgements) -> None:
    for rater, grades in {"Lan": (3, 0), "Minh": (1, 0)}.items():
        for passage, grade in zip((A, B), grades, strict=True):
            kept.judge("s", "q", passage, rater, grade)
    kept.judge("s", "q", C, "Lan", None)
    qrels = exchange.consensus(kept.of("s"))
    assert {(q.doc_id, q.relevance) for q in qrels} == {(A.passage, 1), (B.passage, 0)}
    text = trec.qrels_text(exchange.consensus(kept.of("s"), "Lan"))
    assert exchange.take_qrels(kept, "s", "lan.qrels", text, "tệp của Lan", ["q"]) == 2
    mine = {key[1]: grade for key, grade in said(kept).items() if key[2] == "tệp của Lan"}
    assert mine == {A.passage: 3, B.passage: 0}
    run = f"q Q0 {B.passage} 1 0.9 tên\nq Q0 {A.passage} 2 0.4 tên\nlạ Q0 {A.passage} 1 1 tên\n"
    assert exchange.take_run(kept, "s", "cách khác.run", run, ["q"]) == ("cách khác", 1)
    assert kept.run("s", "cách khác", "q") == (B.passage, A.passage)
    assert kept.runs("s") == ("cách khác",)


@pytest.mark.parametrize("text", ["q 0 d#1 4\n", "lạ 0 d#1 1\n", "không phải qrels", ""])
def test_a_qrels_file_that_does_not_fit_is_refused_whole(kept: Judgements, text: str) -> None:
    with pytest.raises(EvalError):
        exchange.take_qrels(
            kept, "s", "f.qrels", f"q 0 d#0 1\n{text}" if "d#1 4" in text else text, "t", ["q"]
        )
    assert kept.of("s") == []


def test_an_exported_question_file_is_read_back_with_the_graded_lines_as_evidence(kept: Judgements) -> None:
    line = "(1) Tỷ lệ dân số tham gia bảo hiểm y tế đạt 91,5%."
    text = f"2. Các chỉ tiêu chủ yếu\n{line}\n(2) Thu ngân sách đạt 320 tỷ đồng."
    passage = Passage("song-mau#1", "song-mau", "i", 0, len(text), text, "", (), "mục I")
    questions = [
        Question("q1", "tỷ lệ tham gia bảo hiểm y tế", "number", "keyword"),
        Question("q2", "chưa ai chấm", "fact", "keyword", (Evidence("khac", "câu cũ"),)),
    ]
    kept.add_questions("s", questions, "Lan")
    kept.judge("s", "q1", pooled(passage), "Lan", 3)
    kept.judge("s", "q1", Pooled("mất#1", "mất"), "Lan", 3)
    graded = exchange.consensus(kept.of("s"))
    out = exchange.questions_text(questions, graded, lambda id: passage if id == passage.id else None)
    first, second = parse_questions(out, "ra.jsonl")
    assert first.evidence == (Evidence("song-mau", line),)
    assert second == questions[1]
    assert exchange.take_questions(kept, "ra.jsonl", out, "Minh") == ("ra", 2)


def test_configurations_come_from_files_too_and_a_slip_is_named(tmp_path: Path) -> None:
    folder = tmp_path / "configurations"
    folder.mkdir()
    (folder / "nghia.toml").write_text(
        'name = "Nghiêng về nghĩa"\n[weights]\ndense_share = 0.7\n[weights.fields]\nwords = 0\n',
        encoding="utf-8",
    )
    found = configurations(tmp_path)
    assert list(found) == [*(one.key for one in SHIPPED_ONES), "nghia"]
    assert found["nghia"].weights.dense_share == 0.7
    assert found["nghia"].weights.fields == {**SHIPPED.fields, "words": 0.0}
    about = found["nghia"].describe(Settings(store=tmp_path, model="hashing"))
    assert about["weights"]["dense_share"] == 0.7
    assert json.loads(json.dumps(about)) == about
    for slip in (
        'mod = "dense"',
        'mode = "both"',
        "[weights]\ndense = 1",
        "exact = 1",
        "[weights]\nplace = -1",
    ):
        (folder / "nghia.toml").write_text(slip, encoding="utf-8")
        with pytest.raises(JudgementError, match="nghia"):
            configurations(tmp_path)


def test_a_settings_file_names_another_reranker_over_the_same_store(tmp_path: Path) -> None:
    folder = tmp_path / "configurations"
    folder.mkdir()
    (tmp_path / "khac.toml").write_text('reranker = "thu-muc"\n', encoding="utf-8")
    (folder / "doc-lai.toml").write_text('settings = "../khac.toml"\n', encoding="utf-8")
    own = Settings(store=tmp_path)
    used = configurations(tmp_path)["doc-lai"].settings_from(own)
    assert (used.reranker, used.store) == ("thu-muc", tmp_path)
    assert SHIPPED_ONES[0].settings_from(own) is own
