"""The shortest exact span that answers a question for a name, a list or a time, inside its sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from answer.question import Asked
from answer.terms import Bag, Term, bag, found
from answer.words import LOWER, UPPER, plain, syllables

Span = tuple[int, int]

_NAME = rf"[{UPPER}][\w]*(?:(?:\s|\s?[-–]\s?)[{UPPER}][\w]*)*"
_CLASS = r"(?:thành phố|thị xã|thị trấn|huyện|xã|phường|tỉnh|quận|thôn|ấp|khu công nghiệp|cụm công nghiệp|Khu công nghiệp|Cụm công nghiệp|khu đô thị|Khu đô thị)"
_NAMED = re.compile(rf"(?:{_CLASS}\s)(?:{_NAME})(?:(?:,\s|\svà\s|;\s|,\s?và\s)(?:{_CLASS}\s)?{_NAME})*")
_BRACKET = re.compile(r"\(([^()]{4,})\)")
_QUOTED = re.compile(r"[“\"]\*?([^“”\"]{4,}?)\*?[”\"]")
_AFTER = re.compile(
    r"(?<!\w)(nhất là|bao gồm|gồm có|gồm|như|là|giao cho|giao|tập trung trên|tập trung vào|cụ thể|trọng tâm là)\s*:?\s+",
    re.IGNORECASE,
)
_COLON = re.compile(r":\s+")
_LIST_END = re.compile(r"[.](?:\s|$)|/\.|$")
_CLAUSE = re.compile(r"(?:[;:()]|,)\s*|\s(?=(?:và|nhằm|để|gắn với|theo)\s)")
_YEARS = re.compile(r"(?:19|20)\d\d\s?[-–]\s?(?:19|20)\d\d")
_DATE = re.compile(r"ngày\s\d{1,2}(?:\stháng\s\d{1,2}(?:\snăm\s\d{4})?|/\d{1,2}(?:/\d{4})?)")
_YEAR = re.compile(r"(?:năm\s)?(?:19|20)\d\d(?![\d/-])")
_ORGAN = re.compile(
    rf"(?:(?:Các|các)\s)?(?:Ban(?: Thường vụ| cán sự đảng| Tuyên giáo| Chấp hành| Chỉ đạo| Tổ chức| Dân vận| Nội chính| Quản lý)?|Đảng đoàn|Văn phòng|"
    rf"Phòng|Sở|Ủy ban|Uỷ ban|Hội đồng|Chánh|Thủ trưởng|Chủ tịch|Trưởng|Công an|Chi cục|Cục|Bộ|huyện uỷ|huyện ủy|Tỉnh ủy|Tỉnh uỷ|"
    rf"Mặt trận|Kho bạc|Thanh tra|Bưu điện|Trung tâm|Viện|Trường|Đài|Báo|Liên đoàn|Hội|Đoàn)"
    rf"\s(?:[{LOWER}{UPPER}][\w]*(?:\s-\s|\s|,\s(?=[{LOWER}]+\s?(?:,|và)))?){{1,14}}"
)


@dataclass(frozen=True, slots=True)
class _Option:
    span: Span
    worth: float


def best_span(asked: Asked, terms: tuple[Term, ...], text: str) -> Span:
    """Span of ``text`` that answers; the whole text where nothing shorter does."""
    options = list(_options(asked, text))
    whole = _Option((0, len(text)), -0.6)
    scored = [(_score(asked, terms, text, one), -one.span[0], one.span) for one in [whole, *options]]
    return _trimmed(text, max(scored)[2])


def _options(asked: Asked, text: str) -> Iterator[_Option]:
    if asked.kind == "when":
        yield from _times(asked, text)
        return
    if asked.kind == "who":
        yield from _organs(text)
    for match in _BRACKET.finditer(text):
        yield _Option(match.span(1), 0.25)
        if "," in match[1] and re.search(r"\d", match[1]):
            yield _Option((match.start(1), match.start(1) + match[1].index(",")), 0.3)
    for match in _QUOTED.finditer(text):
        yield _Option(match.span(1), 0.3)
    for match in _NAMED.finditer(text):
        yield _Option(match.span(), 0.3)
    for match in _AFTER.finditer(text):
        yield _Option((match.end(), _end(text, match.end())), 0.2)
        yield _Option((match.end(), _clause_end(text, match.end())), 0.12)
    for match in _COLON.finditer(text):
        yield _Option((match.end(), _end(text, match.end())), 0.3)
        yield _Option((0, match.start()), 0.0)
    for low, high in _clauses(text):
        yield _Option((low, high), 0.0)


def _times(asked: Asked, text: str) -> Iterator[_Option]:
    wants = set(asked.noun) | {one.plain for one in asked.words}
    ranged = bool(wants & {"ky", "ki", "doan"}) and not {"ngay"} & set(asked.noun[-1:])
    for match in _YEARS.finditer(text):
        yield _Option(match.span(), 0.6 if ranged else 0.1)
    for match in _DATE.finditer(text):
        yield _Option(match.span(), 0.6 if "ngay" in asked.noun[-1:] else 0.3)
    for match in _YEAR.finditer(text):
        inside = any(low <= match.start() < high for low, high in (m.span() for m in _YEARS.finditer(text)))
        yield _Option(match.span(), -0.5 if inside else 0.5 if not ranged else 0.1)


def _organs(text: str) -> Iterator[_Option]:
    colon = text.find(":")
    if 0 < colon < 160:
        yield _Option((0, colon), 0.35)
    for match in _ORGAN.finditer(text):
        cut = re.search(
            r"\s(?:lãnh đạo|chỉ đạo|chủ trì|phối hợp|chịu|có trách nhiệm|căn cứ|định hướng|theo dõi|cụ thể|tổ chức|"
            r"triển khai|xây dựng|thực hiện|và các cơ quan tham mưu|tham mưu cho|theo|để|ban hành)\b",
            match[0],
        )
        end = match.start() + (cut.start() if cut else len(match[0]))
        yield _Option((match.start(), end), 0.25 if match.start() < 4 else 0.15)
        giao = re.search(r"giao\s$", text[: match.start()], re.IGNORECASE)
        if giao:
            yield _Option((match.start(), end), 0.5)


def _score(asked: Asked, terms: tuple[Term, ...], text: str, option: _Option) -> float:
    low, high = option.span
    inside = text[low:high]
    if not inside.strip():
        return -9.0
    held = bag(inside)
    score = option.worth + _type(asked, inside, held)
    new = _news(asked, inside)
    score += 0.5 * new - (0.8 if new < 0.34 else 0.0)
    score += 0.5 * _near(terms, text, option.span)
    score += 0.35 * _led(asked, text, low)
    return score - 0.0012 * max(0, len(inside) - 60)


def _type(asked: Asked, inside: str, held: Bag) -> float:
    """Whether the span is of the sort asked for: "thành phố nào" wants a span that says so, or a name."""
    if not asked.noun or asked.kind == "when":
        return 0.0
    noun = [word for word in asked.noun if word not in {"la", "cac", "nhung", "cua", "co", "o", "duoc"}]
    if not noun:
        return 0.0
    tail, last = " ".join(noun[-2:]), noun[-1]
    if f" {tail} " in held.plain:
        return 0.45
    if f" {last} " in held.plain:
        return 0.3
    return 0.1 if re.match(rf"[{UPPER}]", inside) else 0.0


def _news(asked: Asked, inside: str) -> float:
    """Share of the span's syllables that the question did not already say."""
    said = {one.plain for one in asked.words}
    own = [one for one in syllables(inside)]
    return sum(one.plain not in said for one in own) / len(own) if own else 0.0


def _near(terms: tuple[Term, ...], text: str, span: Span) -> float:
    """Weight of the question's ideas just before, around and just after the span, against the sentence's."""
    low, high = span
    close = bag(text[max(0, low - 90) : min(len(text), high + 60)])
    everywhere = bag(text)
    total = sum(term.weight * found(term, everywhere) for term in terms)
    return sum(term.weight * found(term, close) for term in terms) / total if total else 0.0


def _led(asked: Asked, text: str, low: int) -> float:
    """Whether the words before the question word also stand right before the span ("tầm nhìn đến")."""
    before = [plain(one) for one in re.findall(r"[^\W_]+", text[max(0, low - 40) : low])][-3:]
    wanted = [word for word in asked.noun if word not in {"nam", "cac", "nhung"}]
    return len(set(before) & set(wanted)) / 3 if before and wanted else 0.0


def _clauses(text: str) -> list[Span]:
    """Clauses, and neighbours joined by commas: what stands between two stronger marks."""
    cuts = [0, *(match.end() for match in _CLAUSE.finditer(text)), len(text)]
    singles = [(low, high) for low, high in zip(cuts, cuts[1:], strict=False) if high - low > 8]
    strong = [0, *(m.end() for m in re.finditer(r"[;:]\s", text)), len(text)]
    return singles + [(low, high) for low, high in zip(strong, strong[1:], strict=False) if high - low > 8]


def _end(text: str, at: int) -> int:
    stop = _LIST_END.search(text, at)
    return stop.start() if stop else len(text)


def _clause_end(text: str, at: int) -> int:
    stop = re.compile(r"[.;)](?:\s|$)|/\.|$").search(text, at)
    return stop.start() if stop else len(text)


def _trimmed(text: str, span: Span) -> Span:
    low, high = span
    while low < high and text[low] in " ,;:.*(\n“\"-":
        low += 1
    while high > low and text[high - 1] in " ,;:.*(\n”\"/-":
        high -= 1
    return (low, high) if high > low else span
