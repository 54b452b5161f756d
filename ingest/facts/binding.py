"""Figures bound to what they measure: indicator, period, target or result.

Official sentences pack several figures: "Tỷ lệ chất thải rắn … đạt 82,7% (thành thị 95%, nông thôn
72,5%)". Each figure owns the words of its clause and inherits the subject that the clause leaves out:
what stands before the bracket, before the colon, or in the clause before.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from itertools import zip_longest
from typing import Literal

from ingest.facts.figures import Figure, figures
from ingest.facts.periods import Period, periods
from ingest.facts.sentences import Sentence
from ingest.facts.words import UPPER

Status = Literal["target", "result"]
Span = tuple[int, int]
Spans = tuple[Span, ...]

_COORDINATE = (
    "phường|thị trấn|đặc khu|bản|ấp|khóm|khu phố|tổ dân phố|ban|ngành|chống|công chức|viên chức|lâm|ngư"
)
# "xã, phường", "sở, ban, ngành", "phòng, chống": their comma ends no clause.
_BOUNDARY = re.compile(rf"[;()]|:\s|,\s(?!(?:{_COORDINATE})(?!\w))|\s(?=trong đó)|[.!?…]\s+(?=[{UPPER}])")
_RESULT = re.compile(
    r"(?<!\w)(?:ước đạt|ước tăng|ước|đã|qua \d+ năm|vượt|kết quả|đạt được|nhiệm kỳ qua|thời gian qua|năm qua|"
    r"những năm qua|trong nhiệm kỳ|đến nay|hoàn thành sớm|ưu điểm|hạn chế|đánh giá|tình hình)(?!\w)",
    re.IGNORECASE,
)
_TARGET = re.compile(
    r"(?<!\w)(?:quyết tâm|dự toán giao|được giao|"
    r"phấn đấu|phần đấu|phân đầu|phân đấu|chỉ tiêu|mục tiêu|bảo đảm có|dự kiến|kế hoạch năm|"
    r"phương hướng|nhiệm vụ|giải pháp)(?!\w)",
    re.IGNORECASE,
)
# A clause that only says more of the subject before it: "đạt 100% kế hoạch, tăng 5% so cùng kỳ".
_PREDICATE = re.compile(r"\W*(?:đạt|tăng|giảm|vượt|bằng|chiếm|cao hơn|thấp hơn|so với)(?!\w)", re.IGNORECASE)
_OF_PLAN = re.compile(r"\W*(?:kế hoạch|dự toán|chỉ tiêu|nghị quyết|so)(?!\w)", re.IGNORECASE)
_QUALIFIERS = frozenset({"tuổi", "năm", "tháng", "ngày", "giờ", "phút"})
_ACTS = re.compile(r"(?<!\w)(?:đạt|được|có|đủ|bảo đảm|đảm bảo|tham gia|thực hiện|sử dụng|là)(?!\w)")
_TOWARDS = re.compile(r"(?<!\w)(?:cho|tại|ở|với|của|tới|vào)\s$")  # "tuyên truyền tại 100% trường và 70% …"
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

    def __hash__(self) -> int:  # cheap, because much is kept by fact
        return hash((self.sentence.start, self.figure.start, self.own))

    @property
    def text(self) -> str:
        """The figure as it stands, comparator and unit included."""
        return self.sentence.text[self.figure.start : self.figure.end]


@dataclass(slots=True)
class _Clause:
    start: int
    end: int
    opened: str  # the delimiter before it
    figures: list[Figure]


def facts_in_prose(sentence: Sentence, title: str = "", year: int | None = None) -> tuple[Fact, ...]:
    """All facts of a sentence that is no table row; :func:`ingest.facts.tabled.facts` reads both."""
    found = figures(sentence.text)
    if not found or sentence.is_heading:
        return ()
    bound: list[Fact] = []
    for one in bindings(sentence.text, found):
        own, outer = one.own_text(sentence.text), joined(sentence.text, one.outer)
        near = _dating(sentence.text, found, one)
        period = period_of(sentence, title, year, near if near is not None else own)
        bound.append(Fact(sentence, one.figure, own, outer, period, status_in(own, sentence, period, year)))
    return tuple(bound)


def _dating(text: str, found: tuple[Figure, ...], one: Binding) -> str | None:
    """The words that date a figure where two periods stand between it and a neighbour.

    "20% xã năm 2025, đến hết năm 2030 có ít nhất 50%": the first is of the figure before, the last of the
    one after. ``None`` where the clause itself says enough.
    """
    at = next((step for step, other in enumerate(found) if other is one.figure), 0)
    low = found[at - 1].end if at else 0
    if at and len(periods(text[low : one.figure.start])) > 1:
        return str(periods(text[low : one.figure.start])[-1].written)
    after = periods(text[one.figure.end : found[at + 1].start]) if at + 1 < len(found) else ()
    before = periods(text[low : one.figure.start])
    if len(after) > 1 and all(span.first <= after[0].first <= span.last for span in before):
        return str(after[0].written)
    return None


def joined(text: str, spans: Spans) -> str:
    """The words of ``spans``, one space between."""
    return " ".join(text[start:end] for start, end in spans)


@dataclass(frozen=True, slots=True)
class Binding:
    """A figure with the spans of the text that say of what it is.

    ``before`` and ``after`` are of its own clause, ``head`` stood before the colon, ``brackets``
    before the bracket, ``ellipsis`` in the clause before, ``aside`` in a bracket of its own.
    """

    figure: Figure
    before: Spans = ()
    after: Spans = ()
    head: Spans = ()
    brackets: Spans = ()
    ellipsis: Spans = ()
    aside: Spans = ()

    @property
    def outer(self) -> Spans:
        """What the clause leaves out and inherits."""
        return self.head + self.brackets + self.ellipsis + self.aside

    def own_text(self, text: str) -> str:
        """Its clause without the figure but for the unit, which may name what is counted."""
        unit = self.figure.unit or "" if self.after else ""  # an aside keeps its whole clause
        return " ".join((joined(text, self.before), unit, joined(text, self.after))).strip()


def bindings(text: str, found: tuple[Figure, ...]) -> list[Binding]:
    """Each figure of a sentence with its own clause and what that inherits."""
    out: list[Binding] = []
    state = _State(text)
    asides = tuple(figure for figure in found if figure.unit in _QUALIFIERS or figure.comparator == "thứ")
    found = tuple(figure for figure in found if figure not in asides)
    clauses = _clauses(text, found)
    for aside in asides:  # "trẻ em dưới 5 tuổi": says of what, and takes no words from the figure after it
        inside = next(one for one in clauses if one.start <= aside.start < one.end or one is clauses[-1])
        out.append(Binding(aside, ((inside.start, inside.end),)))
    for step, clause in enumerate(clauses):
        state.enter(clause)
        if not clause.figures:
            state.before += ((clause.start, clause.end),)
            continue
        for at, figure in enumerate(clause.figures):
            left, right = _sides(text, clause, at)
            before = (*state.before, left) if at == 0 else (left,)
            after: Spans = (right,)
            if at == len(clause.figures) - 1 and _leads(text, clause, joined(text, state.before)):
                after += _following(clauses[step + 1 :])
            one = Binding(figure, before, after, state.head, tuple(state.brackets), aside=state.aside)
            own = one.own_text(text)
            alone = _stands_alone(text, clause, at) or _listed(text, clauses[max(0, step - 1) : step + 1], at)
            if _inherits(clause, own, at) and not alone:
                one = replace(one, ellipsis=state.previous)
            if shared := _shared(text, clause, at) or _ahead(text, clauses[step:], at):
                one = replace(one, ellipsis=one.ellipsis + shared)
            if alone and at and _objects(text, clause):
                one = replace(one, ellipsis=(*state.before, (clause.start, clause.figures[0].start)))
            out.append(one)
            if len(own.split()) > 2 and not (state.previous and _PREDICATE.match(own)):
                state.previous = before + _unit_span(text, figure) + after
        state.before = state.aside = ()
    return out


@dataclass(slots=True)
class _State:
    """What a clause can inherit: the words since the last figure, before the colon, around the bracket."""

    text: str
    head: Spans = ()
    before: Spans = ()
    previous: Spans = ()
    aside: Spans = ()  # a bracket without figures: "(cân nặng/tuổi)"
    brackets: list[Span] = field(default_factory=list)
    depths: list[int] = field(default_factory=list)  # spans of ``brackets`` before each bracket opened
    kept: list[tuple[Spans, Spans, Spans]] = field(default_factory=list)  # the same outside the bracket

    def enter(self, clause: _Clause) -> None:
        """Pass the delimiter that opened ``clause``."""
        if clause.opened == "(":
            self.kept.append((self.head, self.before, self.previous))
            self.depths.append(len(self.brackets))
            self.brackets.extend(self.before or self.previous or self.head)
            self.before = ()
        elif clause.opened == ")":
            self.aside = self.before
            if self.kept:
                self.head, self.before, self.previous = self.kept.pop()
            self.brackets = self.brackets[: self.depths.pop() if self.depths else 0]
        elif clause.opened == ":":
            said = joined(self.text, self.before).replace("trong đó", "").strip()
            bare = len(_WORD.findall(said)) < 2 and not (self.kept and said[:1].isupper())
            self.head, self.before = self.previous if bare else self.before, ()
        elif clause.opened in {".", "!", "?", "…"}:
            self.head = self.before = self.previous = self.aside = ()
            self.brackets, self.kept, self.depths = [], [], []
        elif clause.opened == ";" and not self.brackets:
            self.before = ()


def _shared(text: str, clause: _Clause, at: int) -> Spans:
    """The predicate that shares of several things have in common: "80% trường và 100% trạm *đạt chuẩn*"."""
    figures_, figure = clause.figures, clause.figures[at]
    if at + 1 >= len(figures_) or figures_[at + 1].kind != figure.kind or figure.kind != "percent":
        return ()
    between = text[figure.end : figures_[at + 1].start]
    if " và " not in between or _ACTS.search(between) or _objects(text, clause):
        return ()
    return ((figures_[-1].end, clause.end),)


def _objects(text: str, clause: _Clause) -> bool:
    """Whether the figures of a clause are shares of those for whom what stands before them is done."""
    return _TOWARDS.search(text[clause.start : clause.figures[0].start]) is not None


def _ahead(text: str, clauses: list[_Clause], at: int) -> Spans:
    """What shares parted by a comma have in common: "95% rác đô thị, 90% rác nông thôn *được thu gom*"."""
    pair, later = clauses[:2], clauses[2:]
    if at or len(clauses[0].figures) > 1 or not _listed(text, pair, 0):
        return ()
    low = pair[1].figures[-1].end
    said = _ACTS.search(text, low, pair[1].end)
    if said is None or _ACTS.search(text, pair[0].figures[0].end, pair[0].end):
        return ()
    return ((said.start(), pair[1].end), *_following(later))


def _listed(text: str, pair: list[_Clause], at: int) -> bool:
    """Whether the second of two clauses is, as the first, a share and the thing that it is of."""
    return (
        len(pair) == 2
        and at == 0
        and pair[1].opened == ","
        and all(_opens_with_share(text, clause) for clause in pair)
    )


def _opens_with_share(text: str, clause: _Clause) -> bool:
    first = clause.figures[0] if clause.figures else None
    if first is None or first.kind != "percent" or text[clause.start : first.start].strip():
        return False
    return _has_thing(text[first.end : clause.end], 3)


def _stands_alone(text: str, clause: _Clause, at: int) -> bool:
    """Whether a share after "và" has a thing of its own: "80% trường và *100% trạm y tế* đạt chuẩn"."""
    figure = clause.figures[at]
    if not at or figure.kind != "percent" or not text[: figure.start].endswith(" và "):
        return False
    return _has_thing(text[figure.end : clause.end], 4)


def _has_thing(after: str, words: int) -> bool:
    """Whether so many ``words`` behind a share at least say what it is of, not what it does."""
    return len(_WORD.findall(after)) >= words and not _PREDICATE.match(after) and not _OF_PLAN.match(after)


def _leads(text: str, clause: _Clause, before: str) -> bool:
    """A figure that opens its clause ("100% các vụ việc khiếu nại, tố cáo …"): its subject follows."""
    return len(f"{before} {text[clause.start : clause.figures[0].start]}".split()) < 4


def _unit_span(text: str, figure: Figure) -> Spans:
    at = text.rfind(figure.unit, figure.at, figure.end) if figure.unit else -1
    return ((at, at + len(figure.unit or "")),) if at >= 0 else ()


def _following(clauses: list[_Clause]) -> Spans:
    taken = []
    for clause, after in zip_longest(clauses, clauses[1:]):
        labels = after is not None and after.opened == ":"  # ", VNPT: 56 trạm"
        if clause.figures or clause.opened != "," or labels:
            break
        taken.append((clause.start, clause.end))
    return tuple(taken)


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


def _sides(text: str, clause: _Clause, at: int) -> tuple[Span, Span]:
    """What stands left and right of a figure up to its neighbours, parted at "và"."""
    figure = clause.figures[at]
    low = clause.figures[at - 1].end if at else clause.start
    high = clause.figures[at + 1].start if at + 1 < len(clause.figures) else clause.end
    start, end = low, high
    if at and (found := text.rfind(" và ", low, figure.start)) >= 0:
        start = found + len(" và ")
    if high < clause.end and (found := text.find(" và ", figure.end, high)) >= 0:
        end = found
    return (start, figure.start), (figure.end, end)


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


def status_in(own: str, sentence: Sentence, period: Period | None, year: int | None) -> Status | None:
    if period is not None and year is not None and period.last < year:
        return "result"
    near = f"{sentence.text[:_OPENING]} {own}"
    for text in (near, *sentence.headings, sentence.lead[:_OPENING]):
        result, target = _RESULT.search(text), _TARGET.search(text)
        if bool(result) != bool(target):
            return "result" if result else "target"
    return None
