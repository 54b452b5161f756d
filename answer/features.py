"""What speaks for and against a candidate: unit, direction, target or result, names, definitions."""

from __future__ import annotations

import re

from answer.facts import Fact, period_of
from answer.periods import Period
from answer.question import Asked
from answer.sentences import Reading, Sentence
from answer.terms import bag
from answer.words import fold, phrase

FILLERS = frozenset(
    phrase(
        "đạt là có còn và của các được từ trên dưới thêm trong đó ước khoảng hơn gần tăng giảm lên so với "
        "tỷ đồng triệu nghìn phấn đấu phân phần đầu duy trì chiếm bình quân tỷ lệ số tổng năm ở về cho theo "
        "mức trở người"
    )
)
_PEOPLE = (
    "lao dong",
    "dang vien",
    "nguoi",
    "sinh vien",
    "hoc sinh",
    "luot",
    "can bo",
    "dan",
    "khach",
    "nhan khau",
)
_CHANGE = re.compile(rf" (?:{'|'.join(phrase('tăng giảm'))}) ")
_SHARED = frozenset(
    {"nguoi", "dan", "ho", "nha", "lao dong", "tre", "em", "hoc sinh", "ho gia dinh", "ho dan"}
)
_ASIDE = frozenset({"tuổi", "năm", "sao", "tháng", "ngày"})  # seldom what is asked for


def unnamed_share(asked: Asked, sentence: Sentence) -> float:
    if not asked.names:
        return 0.0
    around = f" {fold(' '.join((sentence.text, sentence.lead, *sentence.headings)))} "
    return sum(f" {name} " not in around for name in asked.names) / len(asked.names)


def dated(sentence: Sentence, reading: Reading) -> Period | None:
    return period_of(sentence, reading.document.title, reading.document.year)


def defines(asked: Asked, sentence: Sentence) -> float:
    """Whether a sentence says "phương châm là …" where the question asks "phương châm … là gì"."""
    head = tuple(asked.words[at].form for at in asked.content if at < asked.head)[:3]
    if asked.kind == "task" or not head:
        return 0.0
    line = bag(sentence.text).line
    if f" {' '.join(head[:2])} " not in line:
        return -0.12 if not any(f" {form} " in line for form in head) else 0.0
    return 0.3 if f" {' '.join((*head, *phrase('là')))} " in line else 0.05


def unit_fits(asked: Asked, fact: Fact) -> float:
    """Whether the figure counts what the question counts: 1 yes, 0 unsaid, down to -1 no."""
    figure, units = fact.figure, asked.units
    if asked.kind == "rank" or "rank" in units:
        return 1.0 if figure.kind == "ordinal" else -1.0
    if figure.kind == "ordinal":
        return -1.0
    if not units:
        return -1.0 if figure.unit in _ASIDE else 0.0
    if "%" in units and figure.kind == "percent":
        return 0.6
    if "money" in units and figure.kind == "money":
        return 0.7
    unit = f" {fold((figure.unit or '').split('/')[0])} "
    if any(f" {word} " in unit for word in units - {"%", "money"}):
        return 1.0
    if units & {"nguoi", "lao dong"} and any(f" {one} " in unit for one in _PEOPLE):
        return 0.8
    return _mismatch(units, fact)


def _mismatch(units: frozenset[str], fact: Fact) -> float:
    kind = fact.figure.kind
    if fact.figure.unit in _ASIDE:
        return -1.0
    if "%" in units:
        return -0.4 if kind == "ratio" else -0.9
    if "money" in units:
        return -0.5 if kind == "percent" else -0.9
    if fact.figure.unit is None:
        return 0.0
    if kind == "percent" and units & _SHARED:  # "bao nhiêu người có thẻ" may be told as a share
        return -0.3
    return -1.0 if kind in {"percent", "money"} else -0.6


def direction_fits(asked: Asked, fact: Fact) -> float:
    """A level or a change: "tỷ lệ hộ nghèo" is the 3,1% that is left, not the 2% by which it fell."""
    wanted = bool(_CHANGE.search(f" {' '.join(one.form for one in asked.words)} "))
    changes = fact.figure.direction in {"tăng", "giảm", "kéo giảm", "tăng thêm"} or bool(
        _CHANGE.search(bag(fact.own).line)
    )
    return 0.0 if wanted == changes else -1.0


def status_fits(asked: Asked, fact: Fact) -> float:
    if asked.status is None or fact.status is None:
        return 0.0
    return 0.5 if asked.status == fact.status else -1.0
