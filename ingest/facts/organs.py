"""Cơ quan chủ trì: which organisation a clause or a heading puts in charge."""

from __future__ import annotations

import re
from collections.abc import Sequence

_HEADS = (
    "Sở|Bộ|Ban(?! hành)|Phòng|Cục|Chi cục|Tổng cục|Vụ|Ủy ban|Uỷ ban|UBND|HĐND|Hội đồng nhân dân|Công an|"
    "Bộ Chỉ huy|"
    "Văn phòng|Hội(?! nghị| thảo| thi)|Liên đoàn|Tỉnh đoàn|Huyện đoàn|Thành đoàn|Đoàn Thanh niên|"
    "Trung tâm|Thanh tra|"
    "Bảo hiểm xã hội|Kho bạc|"
    "Lãnh đạo|Chuyên viên|Công chức|Viên chức|Cán bộ|Bộ phận|Văn thư|Hội đồng|Thuế|Chi nhánh|"
    "Các (?:sở|cơ quan)|"
    "Cơ quan|Đảng ủy|Huyện ủy|Tỉnh ủy|Thành ủy|Mặt trận|Chủ tịch|Giám đốc|Trưởng|Tòa án|Viện|Trường|Ngân hàng"
)
_IN_CHARGE = re.compile(
    rf"(?P<name>(?:{_HEADS})(?!\w)[^.;:()\d]{{0,140}}?),?\s(?:chủ trì|chịu trách nhiệm|có trách nhiệm|"
    rf"phụ trách|"
    r"làm đầu mối|là cơ quan đầu mối|tham mưu)(?!\w)"
)
_NAMED = re.compile(rf"(?:{_HEADS})(?!\w)[^.;:]{{0,120}}")
_CHARGE = (  # headings of columns, the surest first
    re.compile(r"chủ trì|đầu mối", re.IGNORECASE),
    re.compile(r"(?:cơ quan|đơn vị|người|bộ phận)[^|]{0,30}(?:thực hiện|giải quyết|xử lý|trách nhiệm|"
               r"phụ trách)|trách nhiệm|phụ trách", re.IGNORECASE),
)  # fmt: skip
_NO_CHARGE = re.compile(
    r"thời (?:gian|hạn)|kết quả|phối hợp|địa điểm|cách thức|trình tự|nội dung|phí", re.IGNORECASE
)
_DOES = re.compile(
    r"(?<!\w)(?:tiếp nhận|kiểm tra|phân công|xử lý|thẩm định|dự thảo|xem xét|trình|ký|chuyển|nhập|trả|duyệt|"
    r"phê duyệt|đóng dấu|vào sổ|ban hành)(?!\w)"
)
_OPENS = re.compile(rf"[\s\W]*(?:{_HEADS}|cơ quan|tổ chức|doanh nghiệp|người|đơn vị|các)(?!\w)")
_LONGEST = 30  # syllables of a body's name


def organisation_of(sentence: str, headings: tuple[str, ...]) -> str | None:
    """The body that a sentence puts in charge, else the one its innermost heading is."""
    for found in _IN_CHARGE.finditer(sentence):
        name = found["name"].strip(" ,")
        if " " in name and name != "Cơ quan":
            return name
    heading = headings[-1].strip(" .:") if headings else ""
    bare = re.sub(r"^(?:\d+[.)]\s*|[a-zđ]\)\s*|Đối với\s|Giao\s)+", "", heading)
    return bare if _NAMED.fullmatch(bare) and len(bare.split()) <= 14 else None


def in_charge(cells: Sequence[tuple[str, str]]) -> str | None:
    """Of the cells of a row, each with its heading, the body that is in charge."""
    for column in _CHARGE:
        for heading, text in cells:
            if column.search(heading) and not _NO_CHARGE.search(heading) and _NAMED.match(text.strip("-+ ")):
                return re.split(r"[\n;(]|\.(?:\s|$)", text.strip("-+ "))[0].strip(" ,")
    return None


def opens_with_body(text: str, start: int) -> bool:
    """Whether a clause begins with a body: ", Ủy ban nhân dân cấp xã thẩm định …"."""
    return bool(_OPENS.match(text, start))


def is_organ(cell: str) -> bool:
    """Whether a table cell is the name of a body or an officer, not what these do."""
    bare = cell.strip("-+ \n")
    long = len(bare.split())
    return bool(_NAMED.match(bare)) and long <= _LONGEST and (long <= 12 or not _DOES.search(bare))
