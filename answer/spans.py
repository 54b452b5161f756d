"""The shortest exact span that answers a question for a name, a list or a time, inside its sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from answer.citations import citations
from answer.question import Asked
from answer.terms import Term, bag, found
from answer.words import LOWER, UPPER, fold, plain, syllables

Span = tuple[int, int]

_NAME = rf"[{UPPER}][\w]*(?:(?:\s|\s?[-–]\s?)[{UPPER}][\w]*)*"
_CLASS = (
    r"(?:[Tt]ỉnh lộ|[Qq]uốc lộ|thành phố|thị xã|thị trấn|huyện|xã|phường|tỉnh|quận|thôn|ấp|"
    r"[Kk]hu công nghiệp|[Cc]ụm công nghiệp|[Kk]hu đô thị)"
)
_NAMED = re.compile(rf"(?:{_CLASS}\s)(?:{_NAME})(?:(?:,\s|\svà\s|;\s|,\s?và\s)(?:{_CLASS}\s)?{_NAME})*")
_LONG_NAME = rf"[{UPPER}]\w*(?:\s[\w]+){{0,6}}?"
_NAMES = re.compile(rf"{_LONG_NAME}(?:,\s{_LONG_NAME})+(?=\svà\s|[,;.)]|\s\(|$)")
_CLASS_BEFORE = re.compile(rf"(?<!\w){_CLASS}\s$")
_BRACKET = re.compile(r"\(([^()]{4,})\)")
_QUOTED = re.compile(r"[“\"]\*?([^“”\"]{4,}?)\*?[”\"]")
_AFTER = re.compile(
    r"(?<!\w)(nhất là|bao gồm|gồm có|gồm|như|là|giao cho|giao|tập trung trên|tập trung vào|cụ thể|"
    r"trọng tâm là)\s*:?\s+",
    re.IGNORECASE,
)
_COLON = re.compile(r":\s+")
_LIST_END = re.compile(r"[.](?:\s|$)|/\.|$")
_CLAUSE = re.compile(r"(?:[;:()]|,)\s*|\s(?=(?:và|nhằm|để|gắn với|theo)\s)")
_YEARS = re.compile(r"(?:19|20)\d\d\s?[-–]\s?(?:19|20)\d\d")
_DATE = re.compile(r"ngày\s\d{1,2}(?:\stháng\s\d{1,2}(?:\snăm\s\d{4})?|/\d{1,2}(?:/\d{4})?)")
_YEAR = re.compile(r"(?<![\d/.-])(?:năm\s)?(?<![\d/.-])(?:19|20)\d\d(?![\d/-])")
_ORGAN = re.compile(
    rf"(?:(?:Các|các)\s)?(?:Ban(?: Thường vụ| cán sự đảng| Tuyên giáo| Chấp hành| Chỉ đạo| Tổ chức|"
    rf" Dân vận| Nội chính| Quản lý)?|Đảng đoàn|Văn phòng|"
    rf"Phòng|Sở|Ủy ban|Uỷ ban|Hội đồng|Chánh|Thủ trưởng|Chủ tịch|Trưởng|Công an|Chi cục|Cục|Bộ|huyện uỷ|"
    rf"huyện ủy|Tỉnh ủy|Tỉnh uỷ|"
    rf"Mặt trận|Kho bạc|Thanh tra|Bưu điện|Trung tâm|Viện|Trường|Đài|Báo|Liên đoàn|Hội|Đoàn)"
    rf"\s(?:[{LOWER}{UPPER}][\w]*(?:\s-\s|\s|,\s(?=[{LOWER}]+\s?(?:,|và)))?){{1,14}}"
)


_LEFT, _RIGHT = 80, 60  # characters beside a span that say what it is
_LIGHT = frozenset(
    [
        "la",
        "cac",
        "nhung",
        "cua",
        "co",
        "o",
        "duoc",
        "cho",
        "va",
        "nam",
        "den",
        "vao",
        "the",
        "mot",
        "trong",
        "voi",
        "ve",
    ]
)


@dataclass(frozen=True, slots=True)
class _Option:
    span: Span
    worth: float


def best_span(asked: Asked, terms: tuple[Term, ...], text: str) -> tuple[Span, float]:
    """Span of ``text`` that answers and how well it does; the whole text where nothing shorter does."""
    options = [_Option((0, len(text)), -0.5), *_options(asked, terms, text)]
    scored = [(_score(asked, terms, text, one), -one.span[0], _trimmed(text, one.span)) for one in options]
    score, _, span = max(scored)
    return _whole_name(text, span), score


def _options(asked: Asked, terms: tuple[Term, ...], text: str) -> Iterator[_Option]:
    if asked.kind == "when":
        yield from _times(asked, text)
        return
    if asked.kind == "who":
        yield from _organs(text)
        return
    yield from _documents(asked, text)
    for match in _BRACKET.finditer(text):
        opening = max(text.rfind(mark, 0, match.start()) for mark in (". ", "; ", ", ")) + 1
        if _share(terms, text, match[1]) > 0.6:  # "Công nghiệp chế biến (trụ cột của tỉnh)"
            yield _Option((opening, match.start()), 1.0)
        yield _Option(match.span(1), 0.3)
        if "," in match[1] and re.search(r"\d", match[1]):
            yield _Option((match.start(1), match.start(1) + match[1].index(",")), 0.35)
    for match in _QUOTED.finditer(text):
        yield _Option(match.span(1), 0.5)
    for match in _NAMED.finditer(text):
        yield _Option(match.span(), 0.4)
    for match in _NAMES.finditer(text):
        yield _Option(match.span(), 0.35)
    for match in _AFTER.finditer(text):
        asks_this = match[1].lower() == "là" and "la" in asked.noun[-3:]
        yield from _lists(text, match.end(), 0.45 if asks_this else 0.25)
    yield from _after_noun(asked, text)
    for match in _COLON.finditer(text):
        yield from _lists(text, match.end(), 0.3)
    for low, high in _clauses(text):
        yield _Option((low, high), 0.0)


def _documents(asked: Asked, text: str) -> Iterator[_Option]:
    """ "nghị quyết nào": the citations of that kind."""
    for cited in citations(text):
        kind = fold(cited.kind).split()
        if kind == list(asked.noun[-len(kind) :]) or (
            asked.noun and " ".join(kind) in f"{' '.join(asked.noun)}"
        ):
            yield _Option(cited.name, 0.9)


def _after_noun(asked: Asked, text: str) -> Iterator[_Option]:
    """ "ưu tiên mặt hàng lúa gạo, trái cây": what follows the very words before "nào"."""
    found_words = syllables(text)
    size = len(asked.noun)
    nouns = [(asked.noun[at : at + 2], 0.55 - 0.1 * (size - 2 - at)) for at in range(size - 1)]
    nouns += [(asked.noun[-1:], 0.3), (asked.noun[-3:], 0.8 if size > 2 else 0.0)]
    for noun, worth in nouns:
        size = len(noun)
        if not size or set(noun) & _LIGHT:
            continue
        for at in range(len(found_words) - size + 1):
            if tuple(one.plain for one in found_words[at : at + size]) == noun:
                named = text[
                    found_words[at].start
                ].isupper()  # "Khu nông nghiệp …": the noun is part of the name
                start = found_words[at].start if named and size == 1 else found_words[at + size - 1].end
                counted = at > 0 and found_words[at - 1].form.isdigit()
                cut_off = text[start : start + 1] in {",", ";", ")", "."}
                yield from _lists(text, start, worth + 0.2 * counted - 0.5 * cut_off)


def _lists(text: str, start: int, worth: float) -> Iterator[_Option]:
    """What begins at ``start``, up to the end of the list and to each comma and semicolon before it."""
    end = _end(text, start)
    yield _Option((start, end), worth)
    for stop in list(re.finditer(r"[,;](?:\s|$)|\s\(", text[start:end]))[:8]:
        bracketed = stop[0] == " ("
        yield _Option((start, start + stop.start()), worth + 0.12 * bracketed - 0.03)


def _times(asked: Asked, text: str) -> Iterator[_Option]:
    wants = set(asked.noun) | {one.plain for one in asked.words}
    ranged = bool(wants & {"ky", "ki", "doan"}) and not {"ngay"} & set(asked.noun[-1:])
    for match in _YEARS.finditer(text):
        yield _Option(match.span(), 0.6 if ranged else 0.1)
    for match in _DATE.finditer(text):
        if asked.noun[-1:] != ("nam",):
            yield _Option(match.span(), 0.6 if asked.noun[-1:] == ("ngay",) else 0.3)
    for match in _YEAR.finditer(text):
        inside = any(low <= match.start() < high for low, high in (m.span() for m in _YEARS.finditer(text)))
        yield _Option(match.span(), -0.5 if inside else 0.5 if not ranged else 0.1)


def _organs(text: str) -> Iterator[_Option]:
    colon = text.find(":")
    if 0 < colon < 160:
        yield _Option((0, colon), 0.35)
    for match in _ORGAN.finditer(text):
        cut = re.search(
            r"\s(?:lãnh đạo|chỉ đạo|chủ trì|phối hợp|chịu|có trách nhiệm|căn cứ|định hướng|theo dõi|"
            r"cụ thể|tổ chức|"
            r"triển khai|xây dựng|thực hiện|và các cơ quan tham mưu|tham mưu cho|theo|để|ban hành)\b",
            match[0],
        )
        end = match.start() + (cut.start() if cut else len(match[0]))
        yield _Option((match.start(), end), 0.6 if match.start() < 4 else 0.15)
        giao = re.search(r"giao\s$", text[: match.start()], re.IGNORECASE)
        if giao:
            yield _Option((match.start(), end), 0.5)


def _score(asked: Asked, terms: tuple[Term, ...], text: str, option: _Option) -> float:
    low, high = _trimmed(text, option.span)
    inside = text[low:high]
    if not inside.strip():
        return -9.0
    new = _news(asked, inside)
    left = _share(terms, text, text[max(0, low - _LEFT) : low])
    right = _share(terms, text, text[high : high + _RIGHT])
    before, after = (0.2, 0.7) if asked.kind == "who" else (0.7, 0.2)
    score = option.worth + _type(asked, text, (low, high)) + before * left + after * right
    score += 0.15 * _share(terms, text, inside) + 0.2 * new - (0.8 if new < 0.3 else 0.0)
    score += (
        0.2 * (_NAMED.fullmatch(inside) is not None)
        + 0.35 * _led(asked, text, low)
        + 0.003 * min(len(inside), 60)
    )
    return score - 0.004 * max(0, len(inside) - 90)


def _type(asked: Asked, text: str, span: Span) -> float:
    """Whether the span is of the sort asked for: "thành phố nào" wants a span that says so, or a name."""
    noun = [word for word in asked.noun if word not in _LIGHT]
    if not noun or asked.kind in {"when", "who"}:
        return 0.0
    inside = text[slice(*span)]
    own, before = bag(inside).plain, bag(text[max(0, span[0] - 24) : span[0]]).plain
    tail = " ".join(noun[-2:])
    for held, worth in ((own, 0.45), (before, 0.35)):
        if len(noun) > 1 and f" {tail} " in held:
            return worth
        if f" {noun[-1]} " in held:
            return worth - 0.1
    return 0.1 if re.match(rf"[{UPPER}]", inside) else 0.0


def _news(asked: Asked, inside: str) -> float:
    """Share of the span's syllables that the question did not already say."""
    said = {one.plain for one in asked.words}
    own = syllables(inside)
    return sum(one.plain not in said for one in own) / len(own) if own else 0.0


def _share(terms: tuple[Term, ...], text: str, part: str) -> float:
    """Weight of the question's ideas in a part, against that in the whole sentence; 0 to 1."""
    near, everywhere = bag(part), bag(text)
    total = sum(term.weight * found(term, everywhere) for term in terms)
    return sum(term.weight * found(term, near) for term in terms) / total if total else 0.0


def _led(asked: Asked, text: str, low: int) -> float:
    """Whether the words before the question word also stand right before the span ("tầm nhìn đến")."""
    before = [plain(one) for one in re.findall(r"[^\W_]+", text[max(0, low - 40) : low])][-3:]
    wanted = [word for word in asked.noun if word not in {"nam", "cac", "nhung"}]
    return len(set(before) & set(wanted)) / 3 if before and wanted else 0.0


def _clauses(text: str) -> list[Span]:
    """Clauses, and neighbours joined by commas: what stands between two stronger marks."""
    cuts = [0, *(match.end() for match in _CLAUSE.finditer(text)), len(text)]
    singles = [(low, high) for low, high in pairwise(cuts) if high - low > 8]
    strong = [0, *(m.end() for m in re.finditer(r"[;:]\s", text)), len(text)]
    return singles + [(low, high) for low, high in pairwise(strong) if high - low > 8]


def _end(text: str, at: int) -> int:
    """End of a list: the sentence's, or the bracket's that it stands in."""
    stop = _LIST_END.search(text, at)
    end = stop.start() if stop else len(text)
    depth = 0
    for offset in range(at, end):
        depth += (text[offset] == "(") - (text[offset] == ")")
        if depth < 0:
            return offset
    return end


def _whole_name(text: str, span: Span) -> Span:
    """A name with the word that says what it is: "xã Mỹ Đông", not "Mỹ Đông"."""
    word = _CLASS_BEFORE.search(text[: span[0]])
    if word and re.match(rf"[{UPPER}]", text[span[0] : span[1]]):
        return word.start(), span[1]
    return span


def _trimmed(text: str, span: Span) -> Span:
    low, high = span
    while low < high and text[low] in ' ,;:.*(\n“"-':
        low += 1
    while high > low and text[high - 1] in ' ,;:.*(\n”"/-':
        high -= 1
    return (low, high) if high > low else span
