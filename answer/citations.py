"""Documents that a text cites: ``Nghị quyết số 21-NQ/TW ngày … của Bộ Chính trị về …``."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from index.numbers import fits, parse_number
from ingest.facts.words import LOWER, UPPER, fold

Span = tuple[int, int]

KINDS = (
    "Nghị quyết", "Quyết định", "Chương trình hành động", "Chương trình", "Kế hoạch", "Kết luận", "Chỉ thị",
    "Nghị định", "Thông tư liên tịch", "Thông tư", "Công văn", "Công điện", "Thông báo", "Hướng dẫn",
    "Quy định", "Quy chế", "Tờ trình", "Báo cáo", "Đề án", "Luật", "Pháp lệnh", "Văn bản",
)  # fmt: skip
# A page may break a kind off; in running text it may begin small: "công văn số 19/CV-TT".
_KINDS = "|".join(rf"[{one[0]}{one[0].lower()}]{one[1:]}".replace(" ", r"\s+") for one in KINDS)
# "4834 /TTr-SXD", "132- KL/TW": drafters and readers of scans leave a blank beside a stroke.
_NUMBER = r"\d+(?:/\d{4})?(?:[-/]| /(?=[A-ZĐ]{2})|[-/] (?=[A-ZĐ]{2,4}/))[A-ZĐa-zđ]\w*(?:[-/]\w+)*"
_DATE = r"ngày\s+(?P<date>\d{1,2}(?:\s+tháng\s+\d{1,2}\s+năm\s+\d{4}|/\d{1,2}/\d{4}|-\d{1,2}-\d{4}))"
# "Kết luận liên ngành Giao thông số 5/KL-GT": words between kind and number, none of them a kind.
_BETWEEN = rf"(?:(?!(?:{_KINDS})\s)[^\W\d_]+\s+){{1,8}}?"
_CITED = re.compile(
    rf"(?P<kind>(?:{_KINDS})(?!\s+quy\s+phạm))\s+"
    rf"(?:(?:(?<![Ll]uật )(?<![Pp]háp lệnh ){_BETWEEN})?số:?\s+)?(?P<number>{_NUMBER})(?:\s*,?\s*{_DATE})?|"
    rf"(?P<law>(?:Bộ luật|Luật|Pháp lệnh|Hiến pháp)\s[^\n;.:()]{{3,160}}?)\s+"
    rf"(?:số:?\s+(?P<act>{_NUMBER})(?:\s*,?\s*{_DATE.replace('?P<date>', '?P<given>')})?|"
    rf"{_DATE.replace('?P<date>', '?P<passed>')})"
)
# A number in a question: with capitals as drafters write it; other ways are read by the index.
_TYPED = re.compile(
    r"\d+(?:/\d{4})?[-/](?:[A-ZĐa-zđ]+[-/])*[A-ZĐ][A-ZĐa-zđ]*\d*(?:[-/][A-ZĐa-zđ]+\d*)*|"
    r"(?<!\w)\d+/\d{4}/[A-ZĐ][\w-]*"
)
_YEAR = re.compile(r"(?:19|20)\d\d(?:/[a-z]+(?:-[a-z]+)*)?")
_ISSUER = re.compile(r"\s*,?\s+của\s+(?P<issuer>(?:[^,.;()\n]|\n(?=[^\W\d_]))+)")
# An issuer ends where what it says or does begins.
_ISSUER_END = re.compile(
    r"\s+(?:về|thực hiện|quy định|ban hành|ngày|và\s+(?:Nghị|Quyết|Chương|Kế|Kết|Chỉ|Luật)|phê duyệt|"
    r"sửa đổi|hướng dẫn|"
    r"triển khai|trong|đã|nhằm|để|năm|khoá? [A-Z]|khóa X khoá)\b"
)
_TOPIC = re.compile(
    r"\s*(?:,\s*)?(?:về\s+(?:việc\s+)?|thực hiện\s+|quy định\s+|phê duyệt\s+|ban hành\s+|hướng dẫn\s+)"
)
_THEO = re.compile(r"(?:,?\s*theo(?: tinh thần| quy định tại| đúng)?(?: của)?\s*)$", re.IGNORECASE)
_STOP = re.compile(
    rf"[;.](?:\s|$)|\s\(|(?<!năm)(?<!ngày)(?<!tháng)(?<!đoạn)(?<!\ssố)\n\s*(?![\s{LOWER}])|\n\s*\n"
)
_PAGE = re.compile(rf"\n\s*\n\s*[{LOWER}]")
_SHORT = 24
_FULL = 60  # characters of a line that a page broke off
# How drafters open an order before they say what it is about.
_DIRECTIVE = re.compile(
    r"(?:(?:tiếp tục|tăng cường|tập trung|đẩy mạnh|lãnh đạo|chỉ đạo|kiểm tra|giám sát|thanh tra|quyết tâm|"
    r"thực hiện|triển khai|nghiêm túc|nghiêm|có hiệu quả|hiệu quả|tốt|quyết liệt|đồng bộ|các biện pháp|"
    r"các giải pháp|hoàn thành|thắng lợi|mục tiêu|phấn đấu|để|nhằm|và)\s*,?\s+)+",
    re.IGNORECASE,
)
_ANEW = re.compile(rf",\s+(?={_DIRECTIVE.pattern})", re.IGNORECASE)
_LONG = 160
_STRONG = ("; ", ". ", ": ", ":** ", ") ", "\n")
_BREAKS = (", ", *_STRONG)
_TERM = re.compile(rf"\s+(?:khoá|khóa)\s+[{UPPER}]+")


@dataclass(frozen=True, slots=True)
class Cited:
    """A citation inside a text. Spans are offsets of that text; ``None`` where it does not say.

    ``topic`` is what the cited document is about, from "về …" or from the words before "theo …".
    A law may be cited by its title alone; its ``number`` is then empty, its ``name`` the title.
    """

    kind: str
    number: str
    span: Span
    name: Span
    issued: Span | None
    issuer: Span | None
    topic: Span | None


@lru_cache(maxsize=256)  # of whole documents mostly, where each takes a millisecond
def citations(text: str) -> tuple[Cited, ...]:
    """Citations in the order of the text."""
    return tuple(_cited(text, match) for match in _CITED.finditer(text))


def number_cited(text: str, numbers: Sequence[str]) -> str | None:
    """The number of a document that a question names; ``numbers`` as the index understood them.

    A bare year after a kind ("nghị quyết 2023") is a year.
    """
    typed = _TYPED.search(text)
    if typed:
        return typed[0].strip()
    return next((number for number in numbers if not _YEAR.fullmatch(number)), None)


def same_number(own: str, asked: str, kind: str | None = None, year: int | None = None) -> bool:
    """Whether a document's number is the one asked for, however typed; parts left out may be anything."""
    wanted = parse_number(asked)
    if wanted and wanted.serial not in own.replace(" ", ""):  # as of nearly all documents of an archive
        return False
    if fold(own) == fold(asked):
        return True
    read = parse_number(own)
    return read is not None and wanted is not None and fits(wanted, read, kind, year)


def cites(text: str, number: str) -> bool:
    """Whether a text names the document of a number."""
    return any(same_number(one, number) for one in _numbers(text))


@lru_cache(maxsize=64)
def _numbers(text: str) -> frozenset[str]:
    return frozenset(one.number for one in citations(text) if one.number)


def _cited(text: str, match: re.Match[str]) -> Cited:
    issuer = _issuer(text, match.end())
    end = issuer[1] if issuer else match.end()
    name_end = match.end("law") if match["law"] else match.end("number")
    date = next((name for name in ("date", "given", "passed") if match[name]), "date")
    return Cited(
        kind=_capital(match["kind"] or match["law"].split(" ", 1)[0]),
        number=match["number"] or match["act"] or "",
        span=(match.start(), end),
        name=(match.start(), name_end),
        issued=match.span(date) if match[date] else None,
        issuer=issuer,
        topic=_topic_after(text, end) or _topic_before(text, match.start()),
    )


def _capital(kind: str) -> str:
    """A kind as it is named, however a page broke it: "Kế hoạch"."""
    return " ".join(kind.split()).capitalize()


def _issuer(text: str, at: int) -> Span | None:
    match = _ISSUER.match(text, at)
    if not match:
        return None
    start, end = match.span("issuer")
    written = text[start : _wrapped(text, start, end)]
    cuts = [cut.start() for cut in _ISSUER_END.finditer(written)]
    if term := _TERM.search(written):
        cuts = [cut for cut in cuts if cut < term.start()] or [term.end()]
    end = start + min([*cuts, len(written)])
    return start, start + len(text[start:end].rstrip())


def _wrapped(text: str, start: int, end: int) -> int:
    """Where the first line ends that is no full one: what a page broke off goes on below."""
    at = text.find("\n", start, end)
    while at >= 0:
        if at - text.rfind("\n", 0, at) <= _FULL:
            return at
        at = text.find("\n", at + 1, end)
    return end


def _topic_after(text: str, end: int) -> Span | None:
    opening = _TOPIC.match(text, end)
    if not opening:
        return None
    start = opening.end() if opening[0].strip(" ,").startswith("về") else opening.start()
    return _trimmed(text, start, _end(text, start))


def _end(text: str, start: int) -> int:
    """Where what begins at ``start`` ends: not where a page parts a full line from what goes on with it."""
    for stop in _STOP.finditer(text, start):
        full = stop.start() - text.rfind("\n", 0, stop.start()) > _FULL
        if not (full and _PAGE.match(text, stop.start())):
            return stop.start()
    return len(text)


def _topic_before(text: str, at: int) -> Span | None:
    theo = _THEO.search(text[max(0, at - 40) : at])
    if not theo:
        return None
    end = max(0, at - 40) + theo.start()
    start = _opening(text, end, _STRONG)
    anew = [match.end() for match in _ANEW.finditer(text, start, end)]
    start = anew[-1] if anew else start
    if directive := _DIRECTIVE.match(text, start, end):
        start = directive.end()
    if end - start > _LONG:  # a sentence that does much else besides
        start = _opening(text, end - _SHORT, _BREAKS)
    return _trimmed(text, start, end)


def _opening(text: str, end: int, breaks: tuple[str, ...]) -> int:
    """Where the clause begins that ends at ``end``."""
    return max(
        (at + len(mark) for mark in breaks if (at := text.rfind(mark, 0, max(0, end))) >= 0), default=0
    )


def _trimmed(text: str, start: int, end: int) -> Span | None:
    while start < end and text[start] in " ,(*":
        start += 1
    while start < end and text[end - 1] in " ,(*":
        end -= 1
    return (start, end) if end > start + 3 else None
