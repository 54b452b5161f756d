"""Times that a sentence names: what "khi nào", "ngày nào", "từ mấy giờ đến mấy giờ" may want."""

from __future__ import annotations

import re
from collections.abc import Iterator

from answer.option import Option
from answer.question import Asked

_YEARS = re.compile(r"(?:19|20)\d\d\s?[-–]\s?(?:19|20)\d\d")
_OF_EACH_YEAR = r"(?:\s(?:hằng|hàng)\snăm)?"
_DAY = r"\d{1,2}(?:\stháng\s\d{1,2}(?:\snăm\s\d{4})?|[/.-]\d{1,2}(?:[/.-]\d{4})?)"
_HOUR = r"\d{1,2}(?:(?<!\d\d\d):\d{2}(?!\d)|\s?(?:giờ(?:\s\d{1,2}(?:\sphút)?)?|[hg]\s?(?:\d{2})?))"
_DAY_OF_MONTH = r"\d{1,2}(?:\stháng\s\d{1,2}|[/.-]\d{1,2})"
_EACH_YEAR_TWICE = (  # "ngày 01/6 và 15/11 hằng năm"
    rf"{_DAY_OF_MONTH}(?:,\s|\s(?:và|hoặc)\s)(?:(?:trước\s)?ngày\s)?{_DAY_OF_MONTH}\s(?:hằng|hàng)\snăm"
)
# "ngày 10 của tháng đầu tiên quý tiếp theo", "ngày 25 hằng tháng"
_EACH_MONTH = (
    r"\d{1,2}\s(?:(?:của\s)?tháng\s(?=đầu|cuối|thứ|liền|tiếp|sau|trước)[^,.;()|\d]{3,40}|"
    r"(?:hằng|hàng)\stháng)"
)
_DATE = re.compile(rf"[Nn]gày\s(?:{_EACH_YEAR_TWICE}|{_EACH_MONTH}|{_DAY}{_OF_EACH_YEAR})")
_WEEKDAY = (
    r"(?:[Tt]hứ\s(?:[Hh]ai|[Bb]a|[Tt]ư|[Nn]ăm|[Ss]áu|[Bb]ảy|[2-7])|[Cc]hủ nhật)(?:\s(?:hằng|hàng)\stuần)?"
)
_WEEKDAYS = re.compile(rf"(?<!\w){_WEEKDAY}(?:(?:,\s|\s(?:và|hoặc)\s|\s?[-–]\s?){_WEEKDAY})*(?!\w)")
# "ngày thứ hai", "từ thứ Hai đến thứ Sáu"; neither "năm thứ hai" nor "Thứ hai, …" of a row of reasons.
_OF_WEEK = re.compile(
    r"(?:(?<!\w)(?:ngày|buổi|sáng|chiều|tối|trưa|vào|các|từ|đến|tới|mỗi|mọi|là|trừ|cả)|[:(–-])\s?$",
    re.IGNORECASE,
)
_NO_WEEKDAY = frozenset({"thang", "ky", "hieu"})  # "ngày tháng nào", "ký ngày nào", "hiệu lực từ ngày nào"
_CLOCK = re.compile(rf"{_HOUR}(?:[^.;:\n\d]{{0,24}}?ngày\s{_DAY}|\s(?:ngày\s)?{_WEEKDAY})?(?!\w)")
# A moment told by what happens: "tại thời điểm bàn giao", "từ thời điểm … đến thời điểm …".
_MOMENTS = re.compile(
    r"(?:[Tt]ại|[Tt]ừ|[Kk]ể từ|[Tt]rước|[Ss]au) thời điểm [^.;:()]{3,160}?"
    r"(?P<to> đến (?:thời điểm|khi|ngày) [^.;:,()]{3,90})?(?=[.;:,()]|\stheo\s|$)"
)
_WORKING = re.compile(r"(?<!\w)(?:ngoài|trong)\sgiờ\s(?:hành chính|làm việc)(?!\w)")
_MONTH = re.compile(
    rf"(?:tháng\s\d{{1,2}}(?:\snăm\s\d{{4}}|/\d{{4}})?|quý\s(?:[IV]+|\d)(?:[\s/](?:năm\s)?\d{{4}})?)"
    rf"{_OF_EACH_YEAR}(?!\w)"
)
_MOMENT = (
    rf"(?:{_HOUR}\s)?(?:(?:hết\s)?(?:ngày|tháng|năm)\s)?"
    rf"(?:{_DAY}|(?<=ngày\s)\d{{1,2}}|{_HOUR}|tháng\s\d{{1,2}}(?:\snăm\s\d{{4}})?|"
    rf"\d{{1,2}}(?:/\d{{4}}|\snăm\s\d{{4}})|(?:19|20)\d\d)"
)
_FROM_TO = re.compile(rf"(?<!\w)(?:từ|Từ)\s(?P<what>{_MOMENT}\s(?:đến|tới)\s(?:hết\s)?{_MOMENT})(?!\w)")
_BEGINS = re.compile(r"(?<!\w)(?:từ|bắt đầu|khởi)(?!\w)", re.IGNORECASE)
_ENDS = re.compile(
    r"(?<!\w)(?:trước|đến|hạn|chậm nhất|muộn nhất|kết thúc|xong|hoàn thành)(?!\w)", re.IGNORECASE
)
_FROM = re.compile(r"(?<!\w)(?:từ|sau)\s(?:hết\s)?$", re.IGNORECASE)
_UNTIL = re.compile(
    r"(?<!\w)(?:trước|đến|tới|hết|trong|chậm nhất|muộn nhất)\s(?:là\s)?(?:hết\s)?$", re.IGNORECASE
)
_DATE_BEFORE = re.compile(r"(?:ngày\s)?\d{1,2}\s$")
# "Quyết định số 12/QĐ-UBND ngày …": the paper's own day.
_OF_PAPER = re.compile(r"(?<!\w)số:?\s\d+\S*/\S+\s$")
_YEAR = re.compile(r"(?<![\d/.-])(?:năm\s)?(?<![\d/.-])(?:19|20)\d\d(?![\d/-])")


def times(asked: Asked, text: str) -> Iterator[Option]:
    """Years, days, months, hours and, where "từ … đến" is asked for, stretches of time."""
    wants = asked.plains.union(asked.noun)
    ranged = bool(wants & {"ky", "ki", "doan"}) and not {"ngay"} & set(asked.noun[-1:])
    last = asked.noun[-1:]
    for match in _YEARS.finditer(text):
        if last not in {("ngay",), ("thang",)}:
            yield Option(match.span(), 0.6 if ranged else 0.5 if _whole(asked) else 0.1)
    stretches = [match.span() for match in _FROM_TO.finditer(text)] if _whole(asked) else []
    for match in _DATE.finditer(text):
        if last != ("nam",):
            ends = any(low <= match.start() < high for low, high in stretches)
            ends = ends or (asked.cited is None and _OF_PAPER.search(text[: match.start()]) is not None)
            yield Option(match.span(), 0.0 if ends else 0.6 if last == ("ngay",) else 0.3)
    for match in _MONTH.finditer(text):
        if last not in {("nam",), ("ngay",)}:
            dated = _DATE_BEFORE.search(text[: match.start()])
            yield Option(match.span(), -0.5 if dated else 0.5 if last in {("thang",), ("quy",)} else 0.2)
    if last not in {("ngay",), ("nam",), ("thang",)} and "gio" not in wants:
        for match in _MOMENTS.finditer(text):
            both = match["to"] is not None and _whole(asked)
            yield Option(match.span(), 0.7 if both else -0.2 if match["to"] else 0.3)
    for match in _WORKING.finditer(text) if "gio" in wants else ():
        yield Option(match.span(), 0.6)
    for match in _CLOCK.finditer(text):
        yield Option(match.span(), 0.6 if "gio" in wants else 0.1)
    if last == ("ngay",) and not asked.plains & _NO_WEEKDAY:
        for match in _WEEKDAYS.finditer(text):
            if _OF_WEEK.search(text[: match.start()]) or match[0].endswith("tuần"):
                yield Option(match.span(), 0.3)
    asks_both = {"tu", "den"} <= wants
    if asks_both or _whole(asked):
        for match in _FROM_TO.finditer(text):
            yield Option(match.span("what"), 1.0)
    for match in _YEAR.finditer(text):
        if last in {("ngay",), ("thang",)}:
            break
        wider = (_YEARS,) if last == ("nam",) else (_YEARS, _DATE, _MONTH)  # whose year it is
        found = (one.span() for pattern in wider for one in pattern.finditer(text))
        inside = any(low <= match.start() < high for low, high in found)
        yield Option(match.span(), -0.5 if inside else 0.5 if not ranged else 0.1)


def _whole(asked: Asked) -> bool:
    """Whether a time is asked for as a whole, not its beginning or its end."""
    sort = asked.noun[-1:] == ("ngay",) or asked.noun[-2:] in {("thoi", "gian"), ("giai", "doan")}
    return sort and not (_BEGINS.search(asked.text) or _ENDS.search(asked.text))


def bound(asked: Asked, before: str) -> float:
    """Whether a time is the end that is asked for: what begins "từ", what must be done "trước"."""
    if asked.kind != "when":
        return 0.0
    begins, ends = _BEGINS.search(asked.text) is not None, _ENDS.search(asked.text) is not None
    if begins == ends:
        return 0.0
    first, last = _FROM.search(before) is not None, _UNTIL.search(before) is not None
    return float(first) - float(last) if begins else float(last) - float(first)
