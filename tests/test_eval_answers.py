"""What counts as an exact answer, and the figures of abstention, worked out by hand."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from answer.types import Answer, Citation
from eval.answers import Judged, figures, is_exact, judge_answer
from eval.questions import Evidence, Expected, Question

TEXT = "Phấn đấu tỷ lệ hộ nghèo còn 1,5%; 93% dân số tham gia bảo hiểm y tế."


@pytest.mark.parametrize(
    ("given_", "expected"),
    [
        ("1,5%", "1,5%"),
        ("còn 1,5 %", "1,5%"),  # spaces do not matter
        ("16/01/2023", "16 tháng 01 năm 2023"),  # all its numbers
        ("Ông LÊ VĂN MẪU", "Lê Văn Mẫu"),
        ("x" * 4 + " 155-CTr/HU " + "y" * 20, "155-CTr/HU"),  # 40 characters at most are free
    ],
)
def test_exact(given_: str, expected: str) -> None:
    assert is_exact(given_, expected)


@pytest.mark.parametrize(
    ("given_", "expected"),
    [
        ("93%", "3%"),  # a number inside another is not that number
        ("1,55%", "1,5%"),
        ("21,5%", "1,5%"),
        ("16/01", "16 tháng 01 năm 2023"),  # one number lacks
        ("Lê Mẫu", "Lê Văn Mẫu"),
        ("", "93%"),
        ("93% " + "dân số tham gia bảo hiểm y tế toàn huyện", "93%"),  # longer than 40 and than 3 x 3
    ],
)
def test_not_exact(given_: str, expected: str) -> None:
    assert not is_exact(given_, expected)


@given(
    st.text(st.sampled_from("aăđeêơưự 0123456789,.%/-"), min_size=1).filter(
        lambda t: any(c.isalnum() for c in t)
    )
)
def test_an_answer_is_exact_for_itself_in_any_case(text: str) -> None:
    assert is_exact(text.upper(), text)


def citation(text: str, document: str = "mau-2023", quote: str = "", start: int = -1) -> Citation:
    quote = quote or text
    at = TEXT.index(quote) if start < 0 else start
    return Citation(text, None, None, document, (), "", quote, at, at + len(quote), None, None, 0.9)


def judged(question: Question, *citations: Citation) -> Judged:
    reply = Answer(
        question.question, "", not citations, "không thấy" if not citations else None, citations, (), 1
    )
    return judge_answer(question, reply, {"mau-2023": TEXT, "hai-2023": TEXT}.get)


def asks(id_: str, answer: str | None, *docs: str, kind: str = "number", **by_doc: str) -> Question:
    evidence = tuple(Evidence(doc, "tỷ lệ hộ nghèo") for doc in docs)
    answers = tuple(Expected(doc.replace("_", "-"), a) for doc, a in by_doc.items())
    return Question(id_, "?", kind, "formal", evidence, answer, answers)


def test_rank_one_and_the_first_three() -> None:
    poor = asks("q", "1,5%", "mau-2023")
    late = judged(poor, citation("93%"), citation("hộ nghèo"), citation("1,5%"))
    assert (late.exact_first, late.exact_three) == (False, True)
    too_late = judged(poor, *[citation("93%")] * 3, citation("1,5%"))
    assert (too_late.exact_first, too_late.exact_three) == (False, False)
    assert judged(poor).exact_first is False  # abstaining from what has an answer is no exact answer
    assert judged(asks("q", None, "mau-2023", kind="task"), citation("93%")).exact_first is None


def test_compare_is_the_share_of_documents_answered_exactly() -> None:
    both = asks("q", None, "mau-2023", "hai-2023", kind="compare", mau_2023="1,5%", hai_2023="93%")
    # mau-2023 is right, hai-2023 gives the other document's number.
    half = judged(both, citation("1,5%", "mau-2023"), citation("1,5%", "hai-2023"))
    assert (half.compared, half.exact_first) == (0.5, True)
    assert judged(both, citation("93%", "hai-2023"), citation("1,5%", "mau-2023")).compared == 1.0


def test_figures_of_abstention() -> None:
    rows = [
        judged(asks("a1", "1,5%", "mau-2023"), citation("1,5%")),
        judged(asks("a2", "1,5%", "mau-2023"), citation("93%", "hai-2023")),
        judged(asks("a3", "1,5%", "mau-2023")),
        judged(asks("n1", None, kind="none")),
        judged(asks("n2", None, kind="none")),
        judged(asks("n3", None, kind="none"), citation("93%")),
    ]
    # Abstained: a3, n1, n2, of which n1 and n2 have no answer. Without an answer: n1, n2, n3.
    # Answerable: a1, a2, a3; answered a1 and a2; exact only a1; a2 cites a document that is not evidence.
    assert figures(rows) == {
        "judged": 3,
        "exact@1": pytest.approx(1 / 3),
        "exact@3": pytest.approx(1 / 3),
        "compared": 0,
        "compare": None,
        "document": 1 / 2,
        "answered": pytest.approx(2 / 3),
        "unanswerable": 3,
        "abstention_precision": pytest.approx(2 / 3),
        "abstention_recall": pytest.approx(2 / 3),
    }


@pytest.mark.parametrize(
    "wrong",
    [
        citation("93%", start=0),  # the span holds other text
        citation("94%", quote="93% dân số"),  # the answer is not in its quote
        citation("93%", document="khong-co"),
    ],
)
def test_a_quote_that_is_not_verbatim_is_named(wrong: Citation) -> None:
    row = judged(asks("q", "93%", "mau-2023"), citation("93%"), wrong)
    assert row.quotes == 2
    assert len(row.broken) == 1
    assert wrong.document in row.broken[0]
