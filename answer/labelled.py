"""The lines with labels below a task: "Đơn vị chủ trì: …", "Đơn vị phối hợp: …", "Thời gian: …"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from answer.found import Span
from answer.question import Asked
from ingest.facts.sentences import Reading, Sentence
from ingest.facts.words import fold

_ORGAN = r"\W*(?:(?:Cơ quan|Đơn vị|Phân công|Tổ chức)\s)?(?:được (?:giao|phân công)\s)?"
_IN_CHARGE = re.compile(
    rf"{_ORGAN}(?:chủ trì|chủ quản|chịu trách nhiệm|phụ trách|thực hiện|đầu mối)(?!\w)[^:.;\n]{{0,40}}:\s+",
    re.IGNORECASE,
)
_HELPING = re.compile(rf"{_ORGAN}(?:cùng\s)?phối hợp(?!\w)[^:.;\n]{{0,40}}:\s+", re.IGNORECASE)
_TIME = re.compile(r"\W*(?:Thời (?:gian|hạn|điểm)|Tiến độ|Hoàn thành)(?!\w)[^:.;\n]{0,40}:\s+", re.IGNORECASE)
_FARTHEST = 1500  # characters that a block below a task takes
_OTHERS = re.compile(
    r"\W*(?:Sản phẩm|Kết quả|Kinh phí|Nguồn lực|Địa điểm)(?!\w)[^:.;\n]{0,40}:\s+", re.IGNORECASE
)


def told_below(asked: Asked, sentence: Sentence, reading: Reading) -> Span | None:
    """Where the label that is asked for stands below a task: its value, without the full stop."""
    wanted = _wanted(asked)
    if wanted is None or is_label(sentence):
        return None
    for line in _block(sentence, reading):
        if label := wanted.match(line.text):
            return line.span(label.end(), len(line.text.rstrip(" .;")))
    return None


def is_label(sentence: Sentence) -> bool:
    """Whether a line only says who does what the line above orders, or when."""
    return sentence.row is None and any(
        label.match(sentence.text) for label in (_IN_CHARGE, _HELPING, _TIME, _OTHERS)
    )


def _wanted(asked: Asked) -> re.Pattern[str] | None:
    if asked.kind == "when":
        return _TIME
    if asked.kind != "who":
        return None
    return _HELPING if " phoi hop " in f" {fold(asked.text)} " else _IN_CHARGE


def _block(sentence: Sentence, reading: Reading) -> Iterator[Sentence]:
    """The labels right below the paragraph of a sentence."""
    end = sentence.paragraph[1]
    for line in reading.within(end, end + _FARTHEST):
        if line.start >= end:
            if not is_label(line):
                return
            yield line
