"""What a document says about itself: number, kind, issuer, place, date, year, title, signer.

Every field is read from the text and keeps the span that shows it; ``None`` where the text does
not say. Tables that a website put around a document ("Người ký: …") are never read.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from ingest.blocks import ATTACHED, NAME, ORGAN, kind_of
from ingest.grammar import outline
from ingest.letters import UPPER
from ingest.lines import Line
from ingest.nodes import Outline
from ingest.places import canonical_place, commonest_province, place_named
from ingest.truecase import Caser
from ingest.types import Document

Span = tuple[int, int]


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
    return read_metadata(document.text).spans.get(field)


@lru_cache(maxsize=4)
def read_metadata(text: str) -> Metadata:
    """Read all fields of ``text``."""
    return _Reader(text, outline(text)).read()


_CODE = r"(?P<code>\d+[a-z]?(?:\s?/\s?\d{4})?\s?[/-]\s?[A-ZĐ][\wĐ&.]*(?:\s?[-/]\s?[\wĐ&.]*\w)*)"
_NUMBER = re.compile(rf"(?:Luật\s+)?(?:Số|SỐ|So|No)\s*[:.]?\s*{_CODE}")
_ATTACHED_NUMBER = re.compile(rf"(?P<kind>[{UPPER}][^\d]{{2,40}}?)\s+số\s*:?\s*{_CODE}")
_DATE = re.compile(r"ngày\s*(\d{1,2})\s*(?:tháng|/|-|\.)\s*(\d{1,2})\s*(?:năm|/|-|\.)\s*(\d{4})")
_DATELINE = re.compile(rf"(?P<place>[{UPPER}][\w. -]{{1,30}}?)\s*,?\s*(?:ngày|Ngày)\b")
_ENGLISH_DATE = re.compile(
    r"(January|February|March|April|May|June|July|August|September|October|November|December)\s+(\d{1,2}),\s+(\d{4})"
)
_MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December")  # fmt: skip
_ABOUT = re.compile(r"(?:V/v|V/V|Về việc|v/v)\s*:?\s*(?P<what>.+)")
_STATE = re.compile(r"(?:CỘNG H[ÒO]|XÃ HỘI CHỦ|ĐẢNG CỘNG SẢN|Độc lập|THE SOCIALIST|Independence|CHỦ NGHĨA)")
_OWN_ACT = re.compile(
    rf"(?P<who>[{UPPER}][^.;:]{{3,80}}?)\s+(?:ban hành|promulgates)\s+(?:(?:a|the|bản)\s+)?(?P<what>[A-ZĐ]\w+ \w+)"
)
_CODES = {
    "QĐ": "Quyết định", "NQ": "Nghị quyết", "NĐ": "Nghị định", "ND": "Nghị định", "TT": "Thông tư", "KH": "Kế hoạch",
    "CTR": "Chương trình", "BC": "Báo cáo", "HD": "Hướng dẫn", "TB": "Thông báo", "KL": "Kết luận", "CV": "Công văn",
    "CĐ": "Công điện", "VBHN": "Văn bản hợp nhất", "TTR": "Tờ trình", "QC": "Quy chế", "QĐI": "Quy định",
    "TTLT": "Thông tư liên tịch", "L": "Luật", "QH": "Luật", "ĐA": "Đề án", "PA": "Phương án",
}  # fmt: skip
_PARTY = {"TU", "TW", "HU", "ĐU", "TTG", "UBND", "HĐND", "CP", "CTN"}
_CENTRAL = re.compile(
    r"(?:Chính phủ|Thủ tướng|Quốc hội|Bộ |Chủ tịch nước|Tổng |Cục |Ban Chấp hành Trung ương|Bộ trưởng|Văn phòng Chính phủ|Văn phòng Quốc|Văn phòng Trung ương|Ngân hàng Nhà nước|Kiểm toán|Thanh tra Chính phủ|Tòa án nhân dân tối cao|Ủy ban Thường vụ|Ban Bí thư)"
)
# "năm 2023" in a title; not the horizon of a plan, the date of a cited document, or a span of years.
_YEAR = re.compile(r"(?<!đến )(?<!tháng \d )(?<!tháng \d\d )(?<!từ )năm (\d{4})(?!\s*[-–]\s*\d)")
_CONNECTS = re.compile(r"(?:Của|Về|Ban hành|Quy định|Công bố|Phê duyệt|Sửa đổi|Bãi bỏ|Thực hiện|Hướng dẫn)\b")
_TERM = re.compile(r"(\d{4})\s*[-–—]\s*(\d{4})")


class _Reader:
    def __init__(self, text: str, plan: Outline) -> None:
        self.text, self.plan = text, plan
        self.spans: dict[str, Span] = {}
        self.head = self.block("letterhead")
        self.title_lines = self.block("title")
        self.basis = self.block("basis")
        self.caser = Caser(text[:60_000])

    def block(self, kind: str) -> list[Line]:
        """Non-empty lines of the first block of ``kind``."""
        node = next((node for node in self.plan.nodes if node.kind == kind and node.parent is None), None)
        if node is None:
            return []
        lines = zip(self.plan.lines, self.plan.owner, strict=True)
        return [line for line, owner in lines if owner is node and line.text]

    def note(self, field: str, lines: Sequence[Line]) -> None:
        if lines:
            self.spans[field] = (lines[0].start, lines[-1].end)

    def read(self) -> Metadata:
        number = self.number()
        kind = self.kind(number)
        signer = self.signer()
        issuer = self.issuer(kind)
        place = self.place(issuer, kind)
        if issuer and place and issuer.endswith((" tỉnh", " huyện", " thành phố", " Đảng bộ", " Tỉnh")):
            issuer = f"{issuer[:-4]}tỉnh {place}" if issuer.endswith(" Tỉnh") else f"{issuer} {place}"
        issued = self.issued()
        title = self.title(kind, number)
        year = self.year(title, issued)
        return Metadata(title, number, kind, issuer, place, issued, year, signer, self.spans)

    def number(self) -> str | None:
        for line in (*self.head, *self.title_lines):
            found = _NUMBER.match(line.text)
            if found:
                self.note("number", [line])
                return _tidy(found["code"])
        return self.attached_number()

    def attached_number(self) -> str | None:
        """ "(Kèm theo Quyết định số …)" below an appendix names the number of the document it is part of."""
        kind = self.title_kind()
        for line in self.plan.lines:
            found = _ATTACHED_NUMBER.search(line.text) if ATTACHED.match(line.text) else None
            if found and (kind is None or kind in found["kind"]):
                self.note("number", [line])
                return _tidy(found["code"])
        return None

    def title_kind(self) -> str | None:
        return next((kind for line in self.title_lines if (kind := kind_of(line.text))), None)

    def kind(self, number: str | None) -> str | None:
        if number and "VBHN" in number:
            self.copy("kind", "number")
            return "Văn bản hợp nhất"
        for line in self.title_lines:
            kind = kind_of(line.text)
            if kind:
                self.note("kind", [line])
                return kind
        if number is None:
            return "Công văn" if any(line.text.startswith("Kính gửi") for line in self.head) else None
        parts = [part for part in re.split(r"[/-]", number)[1:] if not part.isdigit()]
        code = re.sub(r"\d", "", parts[0].upper()) if parts else ""
        if "number" in self.spans:
            self.spans["kind"] = self.spans["number"]
        if code == "CT" and len(parts) > 1 and parts[1] in _PARTY:
            return "Chỉ thị"
        return _CODES.get(code, "Công văn") if len(parts) > 1 and code != "CT" else "Công văn"

    def title(self, kind: str | None, number: str | None) -> str | None:
        lines = [line for line in self.title_lines if any(c.isalnum() for c in line.text)]
        lines = [line for line in lines if not line.text.startswith("(") and not _NUMBER.match(line.text)]
        if lines:
            self.note("title", lines)
            title = self.joined([self.caser.normal(line.text) for line in lines])
            return title if title.casefold() != (kind or "").casefold() else self.act_title() or title
        for line in self.head:
            found = _ABOUT.search(line.text)
            if found and not _STATE.match(line.text):
                self.note("title", [line])
                what = f"Công văn {number} " if number else "Công văn "
                return f"{what}về {found['what'][:1].lower()}{found['what'][1:]}".rstrip("*: ")
        return None

    def act_title(self) -> str | None:
        """The title from the end of the basis: "Bộ trưởng … ban hành Thông tư sửa đổi…"."""
        for line in reversed(self.basis):
            found = _OWN_ACT.match(line.text)
            if found and not line.text.startswith("Căn cứ"):
                self.note("title", [line])
                return line.text[found.start("what") :].rstrip(".:; ")
        return None

    def joined(self, parts: list[str]) -> str:
        title = parts[0]
        for part in parts[1:]:
            words = part.split()
            proper = len(words) > 1 and words[1][:1].isupper() and not _CONNECTS.match(part)
            title += " " + (part if proper or words[0].isupper() else part[:1].lower() + part[1:])
        return title

    def issued(self) -> date | None:
        for line in self.head:
            if _DATELINE.match(line.text) or line.text.lower().startswith("ngày"):
                found = _date(line.text)
                if found:
                    self.note("issued", [line])
                    return found
        for line in self.plan.lines:
            if ATTACHED.match(line.text) and (self.title_kind() or "") in line.text:
                found = _date(line.text)
                if found:
                    self.note("issued", [line])
                    return found
        return None

    def year(self, title: str | None, issued: date | None) -> int | None:
        named = _YEAR.findall(title or "")
        terms = _TERM.findall(title or "")
        if len(terms) > 1 and terms[0][1] == terms[1][0]:
            self.copy("year", "title")
            return int(terms[0][1])
        if named:
            self.copy("year", "title")
            return int(named[-1])
        if issued:
            self.copy("year", "issued")
            return issued.year
        if terms:
            self.copy("year", "title")
            return int(terms[0][0])
        return self.number_year()

    def number_year(self) -> int | None:
        """The year in "155/2020/NĐ-CP" is the year of issue; a bare year in the dateline is one too."""
        for line in self.head:
            found = re.search(r"(?:/|năm )((?:19|20)\d{2})(?:/|\b)", line.text)
            if found and (_NUMBER.match(line.text) or "ngày" in line.text):
                self.note("year", [line])
                return int(found[1])
        return None

    def copy(self, field: str, source: str) -> None:
        if source in self.spans:
            self.spans[field] = self.spans[source]

    def signer(self) -> str | None:
        """The name in the first signature block that has one."""
        for node in self.plan.nodes:
            if node.kind != "signature":
                continue
            own = [
                line for line, owner in zip(self.plan.lines, self.plan.owner, strict=True) if owner is node
            ]
            names = [line for line in own if (found := NAME.match(line.text)) and not line.text.isupper()]
            if names:
                self.note("signer", names[-1:])
                found = NAME.match(names[-1].text)
                return found["name"] if found else None
        return None

    def issuer(self, kind: str | None) -> str | None:
        for reader in (
            self.letterhead_issuer,
            self.authority,
            self.title_issuer,
            self.own_act,
            self.attached_issuer,
        ):
            found = reader()
            if found:
                return found
        return None

    def letterhead_issuer(self) -> str | None:
        organ: list[Line] = []
        for line in self.head:
            text = line.text.strip("-* ")
            if _STATE.match(text) or _NUMBER.match(text) or _DATELINE.match(text):
                if organ:
                    break
                continue
            if text.isupper() and any(c.isalpha() for c in text) and (organ or ORGAN.match(text)):
                organ.append(line)
        names = [line for line in organ if len(line.text) > 2]
        if not names:
            return None
        self.note("issuer", names)
        return self.organ([line.text.strip("-* ") for line in names])

    def organ(self, parts: list[str]) -> str:
        """ "ỦY BAN NHÂN DÂN", "TỈNH NGHỆ AN" is one name; "BỘ TÀI CHÍNH", "CỤC THUẾ" is a body within another."""
        name = parts[0]
        for part in parts[1:]:
            name = part if ORGAN.match(part) and not part.startswith("BAN CHẤP HÀNH") else f"{name} {part}"
        if place_named(self.caser.normal(parts[-1])) is None and len(parts) > 1 and name == parts[-1]:
            place = place_named(self.caser.normal(" ".join(parts)))
            level = re.search(r"(TỈNH|THÀNH PHỐ|HUYỆN|QUẬN)\s", " ".join(parts))
            if place and level:
                return f"{self.caser.normal(name)} {level[1].lower()} {place}"
        if parts[0].startswith("BAN CHẤP HÀNH TRUNG ƯƠNG") and "VĂN PHÒNG" in parts:
            return "Văn phòng Trung ương Đảng"
        return self.caser.normal(name)

    def title_issuer(self) -> str | None:
        for line in self.title_lines:
            text = self.caser.normal(line.text)
            found = re.search(
                r"\b[Cc]ủa ((?:Ban Chấp hành|Ban Thường vụ|Ủy ban nhân dân|Uỷ ban nhân dân|Hội đồng nhân dân|Bộ Chính trị|Tỉnh ủy|Huyện ủy)[^,;(]*?)(?= về\b| khóa\b| khoá\b| thực hiện|,|;|\(|$| nhiệm kỳ| trình)",
                text,
            )
            if found:
                self.note("issuer", [line])
                return found[1].strip()
        return None

    def authority(self) -> str | None:
        """The line in capitals above "Căn cứ": "ỦY BAN NHÂN DÂN HUYỆN THÁP MƯỜI"."""
        for line in self.basis:
            if line.text.isupper() and ORGAN.match(line.text) and not line.text.endswith(":"):
                self.note("issuer", [line])
                return self.caser.normal(line.text)
        return None

    def own_act(self) -> str | None:
        """ "Chính phủ ban hành Nghị định…", the last words of the basis."""
        for line in reversed(self.basis):
            found = _OWN_ACT.match(line.text)
            if found and not line.text.startswith("Căn cứ"):
                self.note("issuer", [line])
                return found["who"].removesuffix(" hereby")
        return None

    def attached_issuer(self) -> str | None:
        for line in self.plan.lines:
            found = (
                re.search(rf" của ([{UPPER}][^()]*)\)?$", line.text) if ATTACHED.match(line.text) else None
            )
            if found:
                self.note("issuer", [line])
                return found[1].strip()
        return None

    def place(self, issuer: str | None, kind: str | None) -> str | None:
        if issuer:
            named = place_named(issuer)
            if named:
                self.copy("place", "issuer")
                return named
            if _CENTRAL.match(issuer):
                return None
        if kind in (
            "Nghị định",
            "Thông tư",
            "Luật",
            "Bộ luật",
            "Pháp lệnh",
            "Thông tư liên tịch",
            "Hiến pháp",
        ):
            return None
        for line in self.head:
            found = _DATELINE.match(line.text)
            if found and (canonical_place(found["place"]) or not issuer):
                self.note("place", [line])
                return canonical_place(found["place"]) or found["place"]
        return commonest_province(self.text[:200_000])


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
