"""Figures bound to what they measure: indicator, period, target or result.

Official sentences pack several figures: "Tỷ lệ chất thải rắn … đạt 82,7% (thành thị 95%, nông thôn
72,5%)". Each figure owns the words of its clause and inherits the subject that the clause leaves out:
what stands before the bracket, before the colon, or in the clause before.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Literal

from ingest.facts.figures import Figure, figures
from ingest.facts.periods import Period, periods
from ingest.facts.sentences import Sentence, cells
from ingest.facts.words import UPPER

Status = Literal["target", "result"]

_BOUNDARY = re.compile(rf"[;()]|:\s|,\s|\s(?=trong đó)|[.!?…]\s+(?=[{UPPER}])")
_RESULT = re.compile(
    r"(?<!\w)(?:ước đạt|ước tăng|ước|đã|qua \d+ năm|vượt|kết quả|đạt được|nhiệm kỳ qua|thời gian qua|năm qua|"
    r"những năm qua|trong nhiệm kỳ|đến nay|hoàn thành sớm|ưu điểm|hạn chế|đánh giá|tình hình)(?!\w)",
    re.IGNORECASE,
)
_TARGET = re.compile(
    r"(?<!\w)(?:phấn đấu|phần đấu|phân đầu|phân đấu|chỉ tiêu|mục tiêu|bảo đảm có|dự kiến|kế hoạch năm|"
    r"phương hướng|nhiệm vụ|giải pháp)(?!\w)",
    re.IGNORECASE,
)
_QUALIFIERS = frozenset({"tuổi", "năm", "tháng", "ngày", "giờ", "phút"})
_WORD = re.compile(r"[^\W_]+")
_OPENING = 48  # characters of a sentence in which "Năm 2020, …" dates all of it


@dataclass(frozen=True, slots=True)
class Fact:
    """A figure in its sentence. Offsets of ``figure`` are those of ``sentence.text``.

    ``own`` is the text of its clause without the figure, ``outer`` what the clause leaves out and
    inherits; ``rest`` is the part of the sentence before the clause.
    """

    sentence: Sentence
    figure: Figure
    own: str
    outer: str
    period: Period | None
    status: Status | None

    @property
    def text(self) -> str:
        """The figure as it stands, comparator and unit included."""
        written = self.sentence.text[self.figure.start : self.figure.end]
        if "*" in written:
            return self.sentence.text[self.figure.at : self.figure.at + len(self.figure.value)]
        return written


@dataclass(slots=True)
class _Clause:
    start: int
    end: int
    opened: str  # the delimiter before it
    figures: list[Figure]


@lru_cache(maxsize=8192)
def facts(sentence: Sentence, title: str = "", year: int | None = None) -> tuple[Fact, ...]:
    """All facts of a sentence; ``title`` and ``year`` are the document's, for what nothing else dates."""
    found = figures(sentence.text)
    if not found or sentence.is_heading:
        return ()
    bound: list[Fact] = []
    bindings = _in_row(sentence, found) if sentence.columns else _bindings(sentence.text, found)
    for figure, own, outer in bindings:
        period = period_of(sentence, title, year, own)
        bound.append(Fact(sentence, figure, own, outer, period, _status(own, sentence, period, year)))
    return tuple(bound)


def _in_row(sentence: Sentence, found: tuple[Figure, ...]) -> list[tuple[Figure, str, str]]:
    """A figure in a table is of its row and its column; the caption says of what both are."""
    out = []
    row = cells(sentence.text)
    for figure in found:
        column = sentence.text[: figure.start].count(" | ")
        over = sentence.columns[column] if column < len(sentence.columns) else ""
        own = row[0] if column else sentence.text
        out.append((figure, f"{own} {over}", sentence.lead))
    return out


def _bindings(text: str, found: tuple[Figure, ...]) -> list[tuple[Figure, str, str]]:
    """Each figure with the text of its own clause and of what it inherits."""
    out: list[tuple[Figure, str, str]] = []
    state = _State()
    asides = tuple(figure for figure in found if figure.unit in _QUALIFIERS or figure.comparator == "thứ")
    found = tuple(figure for figure in found if figure not in asides)
    clauses = _clauses(text, found)
    for aside in asides:  # "trẻ em dưới 5 tuổi": says of what, and takes no words from the figure after it
        inside = next(one for one in clauses if one.start <= aside.start < one.end or one is clauses[-1])
        out.append((aside, text[inside.start : inside.end], ""))
    for step, clause in enumerate(clauses):
        state.enter(clause)
        if not clause.figures:
            state.before = f"{state.before} {text[clause.start : clause.end]}"
            continue
        for at, figure in enumerate(clause.figures):
            own = _own(text, clause, at, state.before if at == 0 else "")
            if at == len(clause.figures) - 1 and _leads(text, clause, state.before):
                own = f"{own} {_following(text, clauses[step + 1 :])}"
            ellipsis = state.previous if _inherits(clause, own, at) else ""
            out.append((figure, own, " ".join((state.head, *state.brackets, ellipsis, state.aside))))
            if len(own.split()) > 2:
                state.previous = own
        state.before = state.aside = ""
    return out


@dataclass(slots=True)
class _State:
    """What a clause can inherit: the words since the last figure, before the colon, around the bracket."""

    head: str = ""
    before: str = ""
    previous: str = ""
    aside: str = ""  # a bracket without figures: "(cân nặng/tuổi)"
    brackets: list[str] = field(default_factory=list)
    kept: list[tuple[str, str]] = field(default_factory=list)  # ``before`` and ``previous`` outside

    def enter(self, clause: _Clause) -> None:
        """Pass the delimiter that opened ``clause``."""
        if clause.opened == "(":
            self.kept.append((self.before, self.previous))
            self.brackets.append(self.before or self.previous)
            self.before = ""
        elif clause.opened == ")":
            self.aside = self.before
            self.before, self.previous = self.kept.pop() if self.kept else (self.before, self.previous)
            self.brackets = self.brackets[:-1]
        elif clause.opened == ":":
            bare = len(_WORD.findall(self.before.replace("trong đó", ""))) < 2
            self.head, self.before = self.previous if bare else self.before, ""
        elif clause.opened in {".", "!", "?", "…"}:
            self.head = self.before = self.previous = self.aside = ""
            self.brackets, self.kept = [], []
        elif clause.opened == ";" and not self.brackets:
            self.before = ""


def _leads(text: str, clause: _Clause, before: str) -> bool:
    """A figure that opens its clause ("100% các vụ việc khiếu nại, tố cáo …"): its subject follows."""
    return len(f"{before} {text[clause.start : clause.figures[0].start]}".split()) < 4


def _following(text: str, clauses: list[_Clause]) -> str:
    taken = []
    for clause in clauses:
        if clause.figures or clause.opened != ",":
            break
        taken.append(text[clause.start : clause.end])
    return " ".join(taken)


def _clauses(text: str, found: tuple[Figure, ...]) -> list[_Clause]:
    spans = [(figure.start, figure.end) for figure in found]
    cuts = [m for m in _BOUNDARY.finditer(text) if not any(low < m.end() - 1 < high for low, high in spans)]
    clauses, start, opened = [], 0, ""
    for cut in [*cuts, None]:
        end = cut.start() if cut else len(text)
        inside = [figure for figure in found if start <= figure.start < end]
        clauses.append(_Clause(start, end, opened, inside))
        if cut:
            start, opened = cut.end(), cut[0].strip()[:1]
    return clauses


def _own(text: str, clause: _Clause, at: int, before: str) -> str:
    figure = clause.figures[at]
    low = clause.figures[at - 1].end if at else clause.start
    high = clause.figures[at + 1].start if at + 1 < len(clause.figures) else clause.end
    left, right = text[low : figure.start], text[figure.end : high]
    if at and " và " in left:
        left = left.rsplit(" và ", 1)[1]
    if high < clause.end and " và " in right:
        right = right.split(" và ", 1)[0]
    return f"{before} {left} {figure.unit or ''} {right}".strip()


def _inherits(clause: _Clause, own: str, at: int) -> bool:
    return at > 0 or clause.opened in {"", ","} or "trong đó" in own or len(_WORD.findall(own)) < 6


def period_of(sentence: Sentence, title: str, year: int | None, own: str = "") -> Period | None:
    """Which year or period a sentence, or a clause ``own`` of it, speaks of: the nearest that is named."""
    openings = (sentence.text[:_OPENING], sentence.lead[:_OPENING])
    for text in (own, *openings, *reversed(sentence.headings), title):
        stated = periods(text)
        if stated:
            return stated[0]
    return Period(year, year) if year else None


def _status(own: str, sentence: Sentence, period: Period | None, year: int | None) -> Status | None:
    if period is not None and year is not None and period.last < year:
        return "result"
    near = f"{sentence.text[:_OPENING]} {own}"
    for text in (near, *sentence.headings, sentence.lead[:_OPENING]):
        result, target = _RESULT.search(text), _TARGET.search(text)
        if bool(result) != bool(target):
            return "result" if result else "target"
    return None
