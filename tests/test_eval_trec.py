"""Files in TREC's formats come back as they were written, and bad ones are named."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st
from ir_measures import Qrel

from eval.measures import ranking, score
from eval.questions import EvalError
from eval.trec import read_qrels, read_run, write_qrels, write_run

IDS = st.text(st.sampled_from("abđi.#-0123456789"), min_size=1, max_size=8)
RANKINGS = st.dictionaries(IDS, st.lists(IDS, unique=True, min_size=1, max_size=12), max_size=5)


@given(RANKINGS)
def test_a_run_keeps_its_order(rankings: dict[str, list[str]]) -> None:
    run = [row for id_, passages in rankings.items() for row in ranking(id_, passages)]
    with TemporaryDirectory() as folder:
        path = Path(folder, "run.trec")
        write_run(path, run, "thử")
        again = read_run(path)
    assert sorted(again) == sorted(run)
    for id_, passages in rankings.items():
        assert [row.doc_id for row in again if row.query_id == id_] == passages


@given(RANKINGS)
def test_qrels_come_back_and_score_the_same(rankings: dict[str, list[str]]) -> None:
    qrels = [Qrel(id_, passage, 1) for id_, passages in rankings.items() for passage in passages[:2]]
    run = [row for id_, passages in rankings.items() for row in ranking(id_, passages[::-1])]
    with TemporaryDirectory() as folder:
        path = Path(folder, "qrels.trec")
        write_qrels(path, qrels)
        again = read_qrels(path)
    assert again == qrels
    assert score(again, run) == score(qrels, run)


def test_a_line_reads_as_trec_eval_wants_it(tmp_path: Path) -> None:
    write_qrels(tmp_path / "q", [Qrel("t1", "mau-2023#i.1", 1)])
    write_run(tmp_path / "r", ranking("t1", ["mau-2023#i.2", "mau-2023#i.1"]), "hybrid")
    assert (tmp_path / "q").read_text() == "t1 0 mau-2023#i.1 1\n"
    assert (tmp_path / "r").read_text().splitlines()[1] == "t1 Q0 mau-2023#i.1 2 0.5 hybrid"


def test_ties_of_a_foreign_run_break_as_in_trec_eval(tmp_path: Path) -> None:
    (tmp_path / "r").write_text("t1 Q0 a 1 2.0 x\nt1 Q0 b 2 2.0 x\nt1 Q0 c 3 9.0 x\n")
    assert [row.doc_id for row in read_run(tmp_path / "r")] == ["c", "b", "a"]


@pytest.mark.parametrize("content", ["t1 Q0 a 1 high x\n", "t1 a\n"])
def test_a_file_in_another_format_is_named(tmp_path: Path, content: str) -> None:
    path = tmp_path / "run.trec"
    path.write_text(content)
    with pytest.raises(EvalError, match=r"run\.trec"):
        read_run(path)
    with pytest.raises(EvalError, match="cannot be read"):
        read_qrels(tmp_path / "gone")
    with pytest.raises(EvalError, match="cannot be written"):
        write_qrels(tmp_path / "no" / "folder", [])
