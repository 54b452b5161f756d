"""Documents that a text cites."""

from __future__ import annotations

from answer.citations import Cited, Span, citations, same_number

TEXT = (
    "Triển khai Kế hoạch số 63-KH/TU ngày 12/8/2022 của Ban Thường vụ Tỉnh ủy thực hiện Nghị quyết số "
    "12-NQ/TW của Bộ Chính trị khoá XIII về xây dựng lực lượng vững mạnh. Tăng cường kiểm tra, "
    "xử lý vi phạm về đất đai "
    "theo Kết luận số 99-KL/TU ngày 18 tháng 5 năm 2021 của Tỉnh ủy."
)


def cited(number: str) -> Cited:
    return next(one for one in citations(TEXT) if one.number == number)


def told(span: Span | None) -> str | None:
    return TEXT[slice(*span)] if span else None


def test_a_citation_has_number_date_organ_and_topic() -> None:
    plan = cited("63-KH/TU")
    assert (plan.kind, told(plan.issued), told(plan.issuer)) == (
        "Kế hoạch",
        "12/8/2022",
        "Ban Thường vụ Tỉnh ủy",
    )
    resolution = cited("12-NQ/TW")
    assert told(resolution.issuer) == "Bộ Chính trị khoá XIII"
    assert told(resolution.topic) == "xây dựng lực lượng vững mạnh"


def test_a_topic_may_stand_before_the_citation() -> None:
    conclusion = cited("99-KL/TU")
    assert told(conclusion.topic) == "xử lý vi phạm về đất đai"
    assert told(conclusion.issued) == "18 tháng 5 năm 2021"


def test_numbers_are_compared_however_typed() -> None:
    assert same_number("13/QĐ-UBND-HC", "13/qd-ubnd-hc")
    assert not same_number("13/QĐ-UBND", "113/QĐ-UBND")
