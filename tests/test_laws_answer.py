"""An answer is a quote: every text stands verbatim in its citation, or the engine says no and why."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from answer.engine import Engine
from answer.types import Answer
from tests.answer_world import PAPERS
from tests.index_world import made

WORDS = " ".join(
    (
        "tỷ lệ bao nhiêu năm 2022 2023 nào gì ai ký số hiệu ngày ban hành nghị quyết quyết định 88/QĐ-UBND",
        "77-KL/TU bảo hiểm y tế kinh tế Lam Hồng Núi Cấm huyện Cửa Rào Cà Mau các tỉnh khách du lịch đến",
        "nhiệm vụ môi trường rừng chỉ tiêu ( ) % ** đơn vị theo dõi ti le rung căn cứ nội dung",
    )
).split()


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    return Engine(made(tmp_path_factory.mktemp("store"), PAPERS), 0.2)


def lawful(engine: Engine, answer: Answer) -> None:
    """The law, on one answer."""
    assert answer.abstained == (not answer.answers)
    assert (answer.reason is not None) == answer.abstained
    for one in answer.answers:
        document = engine.index.document(one.document)
        assert document.text[one.start : one.end] == one.quote
        assert one.text and one.text in one.quote
        assert one.value is None or one.value in one.text
        assert one.unit is None or one.unit in one.quote
        assert 0 <= one.score <= 1


@settings(max_examples=60)
@given(st.lists(st.sampled_from(WORDS), min_size=1, max_size=10).map(" ".join))
def test_an_answer_is_a_quote(engine: Engine, question: str) -> None:
    lawful(engine, engine.answer(question))


@settings(max_examples=15)
@given(st.lists(st.sampled_from(WORDS), min_size=2, max_size=8).map(" ".join))
def test_answering_is_a_function(engine: Engine, question: str) -> None:
    first, again = engine.answer(question), engine.answer(question)
    fresh = Engine(engine.index, engine.abstain_below).answer(question)
    assert first.answers == again.answers == fresh.answers
    assert first.reason == again.reason == fresh.reason


@pytest.mark.parametrize(
    "question", ["", " ", "?", "(", "%", "2023", "số", "a" * 500, "\n\t", "**", "nào nào nào"]
)
def test_odd_questions_break_nothing(engine: Engine, question: str) -> None:
    lawful(engine, engine.answer(question))


def test_the_law_holds_on_real_questions(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    texts = {
        path.stem: path.read_text(encoding="utf-8") for path in sorted((shared / "corpus").glob("*.txt"))
    }
    real = Engine(made(tmp_path_factory.mktemp("real"), texts), 0.5)
    questions = (shared / "data" / "policy" / "dev.jsonl").read_text(encoding="utf-8").splitlines()
    for line in questions[::4]:
        lawful(real, real.answer(json.loads(line)["question"]))
