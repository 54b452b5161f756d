"""Cơ quan chủ trì: which organisation a clause or a heading puts in charge."""

from __future__ import annotations

import re

_HEADS = (
    "Sở|Bộ|Ban|Phòng|Cục|Chi cục|Tổng cục|Vụ|Ủy ban|Uỷ ban|UBND|HĐND|Hội đồng nhân dân|Công an|Bộ Chỉ huy|"
    "Văn phòng|Hội|Liên đoàn|Tỉnh đoàn|Huyện đoàn|Thành đoàn|Đoàn Thanh niên|Trung tâm|Thanh tra|"
    "Bảo hiểm xã hội|Kho bạc|"
    "Cơ quan|Đảng ủy|Huyện ủy|Tỉnh ủy|Thành ủy|Mặt trận|Chủ tịch|Giám đốc|Trưởng|Tòa án|Viện|Trường|Ngân hàng"
)
_IN_CHARGE = re.compile(
    rf"(?P<name>(?:{_HEADS})(?!\w)[^.;:()\d]{{0,140}}?),?\s(?:chủ trì|chịu trách nhiệm|có trách nhiệm|"
    rf"phụ trách|"
    r"làm đầu mối|là cơ quan đầu mối|tham mưu)(?!\w)"
)
_NAMED = re.compile(rf"(?:{_HEADS})(?!\w)[^.;:]{{0,120}}")
_COLUMN = re.compile(r"chủ trì|thực hiện|phụ trách|trách nhiệm|đơn vị chịu", re.IGNORECASE)


def organisation_of(sentence: str, headings: tuple[str, ...]) -> str | None:
    """The body that a sentence puts in charge, else the one its innermost heading is."""
    if found := _IN_CHARGE.search(sentence):
        return found["name"].strip(" ,")
    heading = headings[-1].strip(" .:") if headings else ""
    bare = re.sub(r"^(?:\d+[.)]\s*|[a-zđ]\)\s*|Đối với\s|Giao\s)+", "", heading)
    return bare if _NAMED.fullmatch(bare) and len(bare.split()) <= 14 else None


def is_charge_column(heading: str) -> bool:
    """Whether a table column names who is in charge."""
    return bool(_COLUMN.search(heading)) and not re.search(
        r"thời (?:gian|hạn)|kết quả", heading, re.IGNORECASE
    )


def is_organ(cell: str) -> bool:
    """Whether a table cell is the name of a body."""
    return bool(_NAMED.match(cell.strip("- +")))
