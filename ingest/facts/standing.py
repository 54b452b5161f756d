"""When a figure is of, and whether it is aimed at (chỉ tiêu), expected (ước đạt) or reached (kết quả)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.facts.periods import Period, periods
from ingest.facts.record import Status
from ingest.places import PROVINCES, canonical_place, place_named
from ingest.types import Document

_OPENING = 60  # characters of a sentence in which "Năm 2020, …" dates all of it

_ESTIMATE = re.compile(r"(?<!\w)ước(?! (?:tính|mơ|nguyện|định|chừng))(?!\w)", re.IGNORECASE)
_TARGET = re.compile(
    r"(?<!\w)(?:ph[ấâầ]n đ[ấầâ]u|mục tiêu|dự kiến|dự toán|kế hoạch năm|phương hướng|đề ra|"
    r"mục tiêu đến)(?!\w)",
    re.IGNORECASE,
)
_TARGET_HEADING = re.compile(
    r"(?<!\w)(?:chỉ tiêu(?! biên chế)|mục tiêu|nhiệm vụ|giải pháp|phương hướng|kế hoạch|"
    r"dự toán)(?!\w)",
    re.IGNORECASE,
)
_RESULT_HEADING = re.compile(
    r"(?<!\w)(?:kết quả|tình hình|đánh giá|ưu điểm|hạn chế|thành tựu|thực trạng|tồn tại)(?!\w)", re.IGNORECASE
)
_RESULT = re.compile(
    r"(?<!\w)(?:đã(?! quy định| nêu| được quy định| ban hành)|hiện nay|(?<!thực )hiện có|qua \d+ năm|"
    r"(?<!không )(?<!được )vượt(?! quá)|kết quả đạt|kết quả thực hiện|"
    r"đạt được|nhiệm kỳ qua|thời gian qua|năm qua|"
    r"những năm qua|trong nhiệm kỳ|đến nay|hoàn thành sớm|ưu điểm|hạn chế|đánh giá|tình hình|"
    r"so (?:với )?cùng kỳ|"
    r"những kết quả|(?:\d+ tháng|quý [IV]+) (?:đầu )?năm 20\d\d)(?!\w)",
    re.IGNORECASE,
)
# "đạt 104% dự toán", "vượt 3% kế hoạch": reached, not aimed at.
_PLANNED = re.compile(
    r"(?<!\w)(?:(?:so với|bằng) )?(?:dự toán|kế hoạch|mục tiêu)(?: \w+){0,3} (?:giao|đề ra)(?!\w)"
)
# What is judged by points is neither a result nor a target.
_SCORED = re.compile(r"tiêu chí đánh giá|chấm điểm|xếp loại|thang điểm|đánh giá,? xếp", re.IGNORECASE)
# In a norm "đã", "nhiệm vụ", "đánh giá" say nothing of a target reached or set.
_AIMED = re.compile(
    r"(?<!\w)(?:ph[ấâầ]n đ[ấầâ]u|chỉ tiêu(?! biên chế)|mục tiêu|dự toán|kế hoạch năm)(?!\w)", re.IGNORECASE
)
_REACHED = re.compile(
    r"(?<!\w)(?:so (?:với )?cùng kỳ|kết quả đạt|đạt được|thực hiện đạt|(?:\d+ tháng|"
    r"quý [IV]+) (?:đầu )?năm 20\d\d)(?!\w)",
    re.IGNORECASE,
)
_NORMS = frozenset(
    {"Luật", "Pháp lệnh", "Nghị định", "Thông tư", "Thông tư liên tịch", "Quy định", "Quy chế"}
)
_NORMATIVE = re.compile(
    r"thủ tục hành chính|TTHC|quy định|quy chế|định mức|quy trình|tiêu chuẩn|mức chi|mức thu|giá |lệ phí|"
    r"hướng dẫn|"
    r"sửa đổi|bãi bỏ|phân cấp|ủy quyền|chính sách",
    re.IGNORECASE,
)
_PLANNING = re.compile(
    r"kế hoạch|chương trình(?! tín dụng| đào tạo| giáo dục| học)|chỉ tiêu(?! biên chế)|"
    r"(?<!giao )nhiệm vụ(?! (?:lập )?quy hoạch)|dự toán|"
    r"phương hướng|chiến lược|đề án",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Around:
    """What stands around a sentence: its list's lead or its paragraph's opening, headings, the document."""

    lead: str
    headings: tuple[str, ...]
    title: str
    kind: str | None
    year: int | None

    @property
    def is_norm(self) -> bool:
        """The document sets rules: its figures are neither aimed at nor reached unless it says so."""
        return self.kind in _NORMS or (
            bool(_NORMATIVE.search(self.title)) and not _PLANNING.search(self.title.split(" ban hành")[0])
        )


def place_of(document: Document, own: str, near: str = "") -> str | None:
    """Whose figure it is: a place that its words ``own`` name, the document's, or its title's.

    A province that opens the words ``near`` it needs no "tỉnh" before ("Đà Nẵng 100-200mm").
    """
    if bare := _PROVINCE.search(near):
        return canonical_place(bare[0])
    named = place_named(own)
    named = None if named and (_NO_PLACE.match(named) or len(named) < 2) else named
    return named or document.place or place_named(document.title)


def status_of(
    own: str, sentence: str, around: Around, period: Period | None, before: str = ""
) -> Status | None:
    """The status of the figure whose clause is ``own``; the nearest words that tell decide.

    ``before`` is what its sentence says up to it.
    """
    own = _PLANNED.sub(" ", own)
    opening = f"{_PLANNED.sub(' ', sentence[:_OPENING])} {own}"
    if _ESTIMATE.search(own):
        return "estimate"
    if around.is_norm:
        return _told(_AIMED, _REACHED, (own, opening))
    if period and around.year and period.last < around.year:
        return "target" if re.search(r"đề ra(?!\w)", own) else "result"
    near = _told(_TARGET, _RESULT, (own, opening))
    if near is None and period and around.year and period.last > around.year:
        return "target"
    above = _told(_TARGET_HEADING, _RESULT_HEADING, (*around.headings, around.lead[: 2 * _OPENING]))
    told = near or above or _latest(before)
    if told:
        return told
    return "target" if _PLANNING.search(around.title) else None


def _told(target: re.Pattern[str], result: re.Pattern[str], texts: tuple[str, ...]) -> Status | None:
    """What the first text says that speaks of one of the two only."""
    for text in texts:
        if _SCORED.search(text):
            continue
        reached, aimed = result.search(text), target.search(text)
        if bool(reached) != bool(aimed):
            return "result" if reached else "target"
    return None


def _latest(text: str) -> Status | None:
    """What the last words of ``text`` say that speak of either."""
    reached = max((found.end() for found in _RESULT.finditer(text)), default=-1)
    aimed = max((found.end() for found in _TARGET.finditer(text)), default=-1)
    return None if reached == aimed else "result" if reached > aimed else "target"


def period_of(own: str, sentence: str, around: Around, outside: str = "") -> Period | None:
    """The year or period named nearest to the figure: in its clause ``own``, ``outside`` its bracket, …"""
    openings = (sentence[:_OPENING], around.lead[:_OPENING])
    headings = () if around.is_norm else (*reversed(around.headings), around.title)
    for text in (own, outside, *openings, *headings):
        if stated := periods(text):
            return stated[0]
    return None


_NO_PLACE = re.compile(r"(?:\W|[^\W\d_]+_|Kể|Quý|Quyết|Tổ|Bộ|Sở|Ban|Hội|Văn phòng|Đoàn)(?!\w)")
_PROVINCE = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, PROVINCES))})(?!\w)")
_HEADING = 24  # words of a column's heading
_OUTCOME = re.compile(r"kết quả|sản phẩm", re.IGNORECASE)
_DEADLINE = re.compile(r"thời (?:hạn|gian) (?:hoàn thành|thực hiện|trình)|tiến độ", re.IGNORECASE)
_COLUMNS: tuple[tuple[str, Status], ...] = (
    (r"ước|đánh giá thực hiện", "estimate"),
    (r"dự toán|kế hoạch|chỉ tiêu(?! biên chế)|mục tiêu|dự kiến|phấn đấu", "target"),
    (r"thực hiện (?:năm|\d|đến|cả)|kết quả(?! giải)|đã đạt|thực tế", "result"),
)


def column_status(heading: str, others: Sequence[str] = ()) -> Status | None:
    """What the heading of a table column says its figures are.

    Beside a column of deadlines (one of the headings ``others``) "Kết quả" is what is to come of a task.
    """
    if len(heading.split()) > _HEADING:
        return None  # a sentence, not what figures are
    if _OUTCOME.search(heading) and any(_DEADLINE.search(other) for other in others):
        return "target"
    if re.search(r"mẫu|sản phẩm", heading, re.IGNORECASE):
        return None
    for words, status in _COLUMNS:
        if re.search(rf"(?<!\w)(?:{words})", heading, re.IGNORECASE):
            return status
    return None
