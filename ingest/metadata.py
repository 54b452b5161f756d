"""What a document says about itself: number, kind, issuer, place, date, year, title, signer.

Every field is read from the text and keeps the span that shows it; ``None`` where the text does
not say. Tables that a website put around a document ("Người ký: …") are never read.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from ingest.blocks import ATTACHED
from ingest.front import CODE, DATELINE, NUMBER, OWN_ACT, STATE, Front, Span
from ingest.grammar import outline
from ingest.issuing import issuer_of, place_of, signer_of, whole_name
from ingest.kinds import kind_of
from ingest.letters import UPPER
from ingest.types import Document


@dataclass(frozen=True, slots=True)
class Metadata:
    """The fields of a Document that its text tells, and ``spans`` of the lines that tell them."""

    title: str | None
    number: str | None
    kind: str | None
    issuer: str | None
    place: str | None
    issued: date | None
    year: int | None
    signer: str | None
    spans: dict[str, Span]


def evidence(document: Document, field: str) -> Span | None:
    """Where the text shows ``field`` (number, kind, issuer, place, issued, year, title, signer)."""
    return read_metadata(document.shown).spans.get(field)


@lru_cache(maxsize=4)
def read_metadata(text: str) -> Metadata:
    """Read all fields of ``text``."""
    front = Front(text, outline(text))
    number = _number(front)
    kind = _kind(front, number)
    issuer = issuer_of(front)
    place = place_of(front, issuer, kind, number)
    signer = signer_of(front)
    issued = _issued(front)
    title = _title(front, kind, number)
    year = _year(front, title, issued)
    return Metadata(title, number, kind, whole_name(issuer, place), place, issued, year, signer, front.spans)


_ATTACHED_NUMBER = re.compile(rf"(?P<kind>[{UPPER}][^\d]{{2,40}}?)\s+số\s*:?\s*{CODE}")
_DATE = re.compile(r"ngày\s*(\d{1,2})\s*(?:tháng|/|-|\.)\s*(\d{1,2})\s*(?:năm|/|-|\.)\s*(\d{4})")
_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
    "November", "December",
)  # fmt: skip
_ENGLISH_DATE = re.compile(rf"({'|'.join(_MONTHS)})\s+(\d{{1,2}}),\s+(\d{{4}})")
_ABOUT = re.compile(r"(?:V/v|V/V|Về việc|v/v)\s*:?\s*(?P<what>.+)")
_CODES = {
    "QĐ": "Quyết định", "NQ": "Nghị quyết", "NĐ": "Nghị định", "ND": "Nghị định", "TT": "Thông tư",
    "KH": "Kế hoạch", "CTR": "Chương trình", "BC": "Báo cáo", "HD": "Hướng dẫn", "TB": "Thông báo",
    "KL": "Kết luận", "CV": "Công văn", "CĐ": "Công điện", "VBHN": "Văn bản hợp nhất", "TTR": "Tờ trình",
    "QC": "Quy chế", "QĐI": "Quy định", "TTLT": "Thông tư liên tịch", "L": "Luật", "QH": "Luật",
    "ĐA": "Đề án", "PA": "Phương án",
}  # fmt: skip
_DIRECTIVE_ISSUERS = frozenset({"TU", "TW", "HU", "ĐU", "TTG", "UBND", "HĐND", "CP", "CTN"})
# "năm 2023" in a title; not the horizon of a plan, the date of a cited document, or a span of years.
_YEAR = re.compile(r"(?<!đến )(?<!tháng \d )(?<!tháng \d\d )(?<!từ )năm (\d{4})(?!\s*[-–]\s*\d)")
_CONNECTS = re.compile(r"(?:Của|Về|Ban hành|Quy định|Công bố|Phê duyệt|Sửa đổi|Bãi bỏ|Thực hiện|Hướng dẫn)\b")
# A report on a term is written at its end, a plan for one at its start.
_LOOKS_BACK = re.compile(r"\b(?:báo cáo|kết quả|tổng kết|kiểm điểm|đánh giá)\b", re.I)
_TERM = re.compile(r"(\d{4})\s*[-–—]\s*(\d{4})")


def _number(front: Front) -> str | None:
    for line in (*front.head, *front.title):
        found = NUMBER.match(line.text)
        if found:
            front.note("number", [line])
            return _tidy(found["code"])
    return _attached_number(front)


def _attached_number(front: Front) -> str | None:
    """ "(Kèm theo Quyết định số …)" below an appendix names the number of the document it is part of."""
    kind = _title_kind(front)
    for line in front.plan.lines:
        found = _ATTACHED_NUMBER.search(line.text) if ATTACHED.match(line.text) else None
        if found and (kind is None or kind in found["kind"]):
            front.note("number", [line])
            return _tidy(found["code"])
    return None


def _title_kind(front: Front) -> str | None:
    return next((kind for line in front.title if (kind := kind_of(line.text))), None)


def _kind(front: Front, number: str | None) -> str | None:
    if number and "VBHN" in number:
        front.copy("kind", "number")
        return "Văn bản hợp nhất"
    for line in front.title:
        kind = kind_of(line.text)
        if kind:
            front.note("kind", [line])
            return kind
    if number is None:
        return "Công văn" if any(line.text.startswith("Kính gửi") for line in front.head) else None
    parts = [part for part in re.split(r"[/-]", number)[1:] if not part.isdigit()]
    code = re.sub(r"\d", "", parts[0].upper()) if parts else ""
    if "number" in front.spans:
        front.spans["kind"] = front.spans["number"]
    if code == "CT" and len(parts) > 1 and parts[1] in _DIRECTIVE_ISSUERS:
        return "Chỉ thị"
    return _CODES.get(code, "Công văn") if len(parts) > 1 and code != "CT" else "Công văn"


def _title(front: Front, kind: str | None, number: str | None) -> str | None:
    lines = [line for line in front.title if any(c.isalnum() for c in line.text)]
    lines = [line for line in lines if not line.text.startswith("(") and not NUMBER.match(line.text)]
    if lines:
        front.note("title", lines)
        title = _joined([front.case.normal(line.text) for line in lines])
        return title if title.casefold() != (kind or "").casefold() else _act_title(front) or title
    for line in front.head:
        found = _ABOUT.search(line.text)
        if found and not STATE.match(line.text):
            front.note("title", [line])
            what = f"Công văn {number} " if number else "Công văn "
            return f"{what}về {found['what'][:1].lower()}{found['what'][1:]}".rstrip("*: ")
    return None


def _act_title(front: Front) -> str | None:
    """The title from the end of the basis: "Bộ trưởng … ban hành Thông tư sửa đổi…"."""
    for line in reversed(front.basis):
        found = OWN_ACT.match(line.text)
        if found and not line.text.startswith("Căn cứ"):
            front.note("title", [line])
            return line.text[found.start("what") :].rstrip(".:; ")
    return None


def _joined(parts: list[str]) -> str:
    title = parts[0]
    for part in parts[1:]:
        words = part.split()
        proper = len(words) > 1 and words[1][:1].isupper() and not _CONNECTS.match(part)
        title += " " + (part if proper or words[0].isupper() else part[:1].lower() + part[1:])
    return title


def _issued(front: Front) -> date | None:
    for line in front.head:
        if DATELINE.match(line.text) or line.text.lower().startswith("ngày"):
            found = _date(line.text)
            if found:
                front.note("issued", [line])
                return found
    for line in front.plan.lines:
        if ATTACHED.match(line.text) and (_title_kind(front) or "") in line.text:
            found = _date(line.text)
            if found:
                front.note("issued", [line])
                return found
    return None


def _year(front: Front, title: str | None, issued: date | None) -> int | None:
    named = _YEAR.findall(title or "")
    terms = _TERM.findall(title or "")
    if len(terms) > 1 and terms[0][1] == terms[1][0]:
        front.copy("year", "title")
        return int(terms[0][1])
    if named:
        front.copy("year", "title")
        return int(named[-1])
    if issued:
        front.copy("year", "issued")
        return issued.year
    if terms:
        front.copy("year", "title")
        return int(terms[0][1 if _LOOKS_BACK.search(title or "") else 0])
    return _number_year(front)


def _number_year(front: Front) -> int | None:
    """The year in "155/2020/NĐ-CP" is the year of issue; a bare year in the dateline is one too."""
    for line in front.head:
        found = re.search(r"(?:/|năm )((?:19|20)\d{2})(?:/|\b)", line.text)
        if found and (NUMBER.match(line.text) or "ngày" in line.text):
            front.note("year", [line])
            return int(found[1])
    return None


def _date(text: str) -> date | None:
    found = _DATE.search(text)
    english = _ENGLISH_DATE.search(text)
    try:
        if found:
            return date(int(found[3]), int(found[2]), int(found[1]))
        if english:
            return date(int(english[3]), _MONTHS.index(english[1]) + 1, int(english[2]))
    except ValueError:
        return None
    return None


def _tidy(code: str) -> str:
    return re.sub(r"\s", "", code).rstrip(".-/")
