"""Relevance and measures against cases small enough to work out by hand."""

from __future__ import annotations

import math
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eval.measures import MEASURES, interval, means, ranking, score
from eval.questions import Evidence, Question
from eval.relevance import UNREACHABLE, fold, is_relevant, judge, unknown_documents
from ingest.types import Passage

QUOTE = "Tỷ lệ hộ nghèo giảm còn 1,5%"
LINE = f"- {QUOTE} theo chuẩn đa chiều; tạo việc làm cho 32.500 lao động."
VIETNAMESE = "aăâbcdđeêghiklmnoôơpqrstuưvxyáàảãạắằẳẵặấầẩẫậéèẻẽẹếềểễệíìỉĩịóòỏõọốồổỗộớờởỡợúùủũụứừửữựýỳỷỹỵ"


def question(id_: str, *evidence: tuple[str, str], kind: str = "number") -> Question:
    return Question(id_, "hộ nghèo còn bao nhiêu", kind, "formal", tuple(Evidence(*e) for e in evidence))


def passage(document: str, number: int, text: str) -> Passage:
    return Passage(f"{document}#{number}", document, "i", 0, len(text), text, "", (), "")


@given(st.data())
def test_punctuation_and_case_never_change_relevance(data: st.DataObject) -> None:
    text = data.draw(st.sampled_from([LINE, LINE.replace("1,5", "1,6"), "Thu ngân sách 9.450 tỷ đồng"]))
    asked = question("q", ("mau-2023", QUOTE))
    before = is_relevant(asked, "mau-2023", text)
    noise = st.text(st.sampled_from(" .,;:!?()*\\_/“”\"'–-\n\t|"), max_size=3)
    changed = "".join(
        data.draw(noise) + (char.upper() if data.draw(st.booleans()) else char.lower()) for char in text
    )
    assert is_relevant(asked, "mau-2023", changed) == before == ("1,5" in text)


@given(st.text(st.sampled_from(VIETNAMESE + VIETNAMESE.upper() + "0123456789 ,.%-")))
def test_fold_is_stable_and_does_not_depend_on_normal_form(text: str) -> None:
    assert fold(fold(text)) == fold(text)
    assert fold(unicodedata.normalize("NFD", text)) == fold(unicodedata.normalize("NFC", text))


def test_diacritics_and_digits_do_change_relevance() -> None:
    assert fold("án") != fold("an")
    assert not is_relevant(question("q", ("mau-2023", "giảm còn 1,5%")), "mau-2023", "giảm còn 2,5%")


def test_a_quote_in_another_document_is_not_relevant() -> None:
    asked = question("q", ("mau-2023", QUOTE), ("khac-2023", "không có ở đây"))
    assert is_relevant(asked, "mau-2023", LINE)
    assert not is_relevant(asked, "khac-2023", LINE)


def test_judge_finds_exactly_the_relevant_passages() -> None:
    passages = [
        passage("a", 1, LINE),
        passage("a", 2, "không liên quan"),
        passage("b", 1, LINE),
        passage("c", 1, "Thu ngân sách đạt 9.450 tỷ đồng."),
    ]
    questions = [question("q1", ("a", QUOTE), ("c", "9.450 tỷ đồng")), question("q2", kind="none")]
    qrels = judge(questions, passages)
    expected = {(q.id, p.id) for q in questions for p in passages if is_relevant(q, p.document, p.text)}
    assert {(q.query_id, q.doc_id) for q in qrels} == expected == {("q1", "a#1"), ("q1", "c#1")}
    assert unknown_documents([question("q", ("a", "x"), ("gone", "y"))], ["a"]) == {"gone": ["q"]}


def test_a_quote_that_no_passage_holds_whole_counts_as_a_miss() -> None:
    halves = [passage("a", 1, QUOTE[:12]), passage("a", 2, QUOTE[12:])]
    qrels = judge([question("q", ("a", QUOTE))], halves)
    assert [q.doc_id for q in qrels] == [UNREACHABLE]
    values = score(qrels, ranking("q", ["a#1", "a#2"]))["q"]
    assert set(values.values()) == {0.0}


def test_measures_of_one_ranking() -> None:
    # Relevant: p4 (rank 4) and p9, which is not returned. First relevant at rank 4:
    # success from k = 4 on; reciprocal rank 1/4. DCG = 1/log2(5); the ideal list has both
    # relevant passages at ranks 1 and 2, so IDCG = 1/log2(2) + 1/log2(3).
    qrels = judge([question("q", ("d", "mười bốn"), ("d", "chín"))], [
        passage("d", 4, "mười bốn"), passage("d", 9, "số chín"), passage("d", 1, "một")])  # fmt: skip
    values = score(qrels, ranking("q", ["d#1", "d#2", "d#3", "d#4", "d#5"]))["q"]
    gain = (1 / math.log2(5)) / (1 + 1 / math.log2(3))
    expected = {"R@1": 0, "R@3": 0, "R@5": 1, "R@10": 1, "MRR@10": 1 / 4, "nDCG@10": gain}
    assert values == pytest.approx(expected)


def test_rank_eleven_counts_nowhere() -> None:
    qrels = judge([question("q", ("d", "mười một"))], [passage("d", 11, "mười một")])
    values = score(qrels, ranking("q", [f"d#{rank}" for rank in range(1, 12)]))["q"]
    assert values == dict.fromkeys(MEASURES, 0.0)


@given(st.permutations([f"d#{n}" for n in range(1, 8)]))
def test_the_order_of_a_ranking_is_kept_whatever_the_ids(order: list[str]) -> None:
    # trec_eval sorts by score and breaks ties by id; the scores of ranking() leave it no tie.
    qrels = judge([question("q", ("d", "cần tìm"))], [passage("d", 3, "cần tìm")])
    assert score(qrels, ranking("q", order))["q"]["MRR@10"] == pytest.approx(1 / (order.index("d#3") + 1))


def test_means_are_over_the_judged_questions_of_the_group() -> None:
    qrels = judge(
        [question("hit", ("d", "một")), question("late", ("d", "hai")), question("unasked", ("d", "ba"))],
        [passage("d", 1, "một"), passage("d", 2, "hai"), passage("d", 3, "ba")],
    )
    scores = score(qrels, ranking("hit", ["d#1"]) + ranking("late", ["d#9", "d#2"]))
    # hit 1, late 0, and unasked has no result at all: 0. A question without evidence is not in the mean.
    assert means(scores, ["hit", "late", "unasked", "none"])["R@1"] == pytest.approx(1 / 3)
    assert means(scores, ["hit", "late"])["MRR@10"] == pytest.approx((1 + 1 / 2) / 2)
    assert means(scores, ["none"]) == {}


def test_bootstrap_is_seeded_and_bounded() -> None:
    values = [1.0] * 30 + [0.0] * 10
    low, high = interval(values, seed=3)
    assert (low, high) == interval(values, seed=3)
    assert low < 0.75 < high
    # The normal approximation of the standard error, sqrt(p(1-p)/n), within a fifth.
    error = math.sqrt(0.75 * 0.25 / len(values))
    assert (high - low) / (2 * 1.96 * error) == pytest.approx(1, abs=0.2)
    assert interval([1.0] * 5) == (1.0, 1.0)
