"""The "Căn cứ" line by which another document may cite one, as Nghị định 30/2020/NĐ-CP words it.

Annex I, part II, 6 a: the basis names kind, number, issuer, date and subject (trích yếu) of the document;
a law or ordinance is named without number and issuer. Days below 10 and the months 1 and 2 are written
with a zero before.
"""

from __future__ import annotations

import re
from datetime import date

from index.content import DocumentInfo
from ingest.types import Document

_BY_TITLE = frozenset({"Luật", "Bộ luật", "Pháp lệnh", "Hiến pháp"})
_OPENINGS = re.compile(r"^(?:TÓM TẮT|DỰ THẢO|tóm tắt|dự thảo)\s+", re.IGNORECASE)
_ISSUER = re.compile(
    r"^(?:năm \d{4} )?của (?:(?:Ban|Ủy|Uỷ|Hội|Tỉnh|Huyện|Thành|Bộ|Chính|Thủ|Đảng)[^,;]*?)"
    r"(?=,|\s+(?:về|thực hiện|trình|nhiệm kỳ|khoá|khóa)\s|$)"
)
_ABOUT = re.compile(r"^(?:về|thực hiện|nhiệm kỳ|trình|năm|khoá|khóa|giai đoạn)\b", re.IGNORECASE)


def basis_line(document: Document | DocumentInfo) -> str:
    """ "Căn cứ Quyết định số 5/QĐ-UBND ngày 03 tháng 02 năm 2023 của Ủy ban nhân dân … về việc …;".

    What the document does not say is left out; nothing is made up.
    """
    kind = document.kind or "Văn bản"
    about = _about(document.title, kind)
    if kind in _BY_TITLE:
        named = (
            document.title if document.title.lower().startswith(kind.lower()) else f"{kind} {document.title}"
        )
        parts = [named, written_date(document.issued)]
    else:
        parts = [
            kind,
            f"số {document.number}" if document.number else "",
            written_date(document.issued),
            f"của {document.issuer}" if document.issuer else "",
            about,
        ]
    return f"Căn cứ {' '.join(part for part in parts if part)};"


def written_date(day: date | None) -> str:
    """ "ngày 03 tháng 02 năm 2023", "ngày 15 tháng 3 năm 2024"; empty where there is none."""
    if day is None:
        return ""
    month = f"{day.month:02}" if day.month < 3 else str(day.month)
    return f"ngày {day.day:02} tháng {month} năm {day.year}"


def _about(title: str, kind: str) -> str:
    """Trích yếu as it follows the issuer: "về việc ban hành …", "về nhiệm vụ …"."""
    rest = _OPENINGS.sub("", " ".join(title.split()))
    if rest.lower().startswith(kind.lower()):
        rest = rest[len(kind) :].strip(" ,")
    rest = _ISSUER.sub("", rest).strip(" ,")
    if not rest:
        return ""
    rest = rest[:1].lower() + rest[1:] if rest[1:2].islower() else rest
    return rest if _ABOUT.match(rest) else f"về việc {rest}"
