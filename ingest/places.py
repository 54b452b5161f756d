"""Names of places: the provinces before and after the mergers of 1 July 2025, districts by their word."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from datetime import date

from ingest.letters import LOWER, UPPER

# 63 provinces and cities until 30 June 2025; the 34 of today bear names among these.
PROVINCES: tuple[str, ...] = (
    "An Giang", "Bà Rịa - Vũng Tàu", "Bạc Liêu", "Bắc Giang", "Bắc Kạn", "Bắc Ninh", "Bến Tre",
    "Bình Dương", "Bình Định", "Bình Phước", "Bình Thuận", "Cà Mau", "Cao Bằng", "Cần Thơ", "Đà Nẵng",
    "Đắk Lắk", "Đắk Nông", "Điện Biên", "Đồng Nai", "Đồng Tháp", "Gia Lai", "Hà Giang", "Hà Nam", "Hà Nội",
    "Hà Tĩnh", "Hải Dương", "Hải Phòng", "Hậu Giang", "Hòa Bình", "Hồ Chí Minh", "Huế", "Hưng Yên",
    "Khánh Hòa", "Kiên Giang", "Kon Tum", "Lai Châu", "Lạng Sơn", "Lào Cai", "Lâm Đồng", "Long An",
    "Nam Định", "Nghệ An", "Ninh Bình", "Ninh Thuận", "Phú Thọ", "Phú Yên", "Quảng Bình", "Quảng Nam",
    "Quảng Ngãi", "Quảng Ninh", "Quảng Trị", "Sóc Trăng", "Sơn La", "Tây Ninh", "Thái Bình", "Thái Nguyên",
    "Thanh Hóa", "Thừa Thiên Huế", "Tiền Giang", "Trà Vinh", "Tuyên Quang", "Vĩnh Long", "Vĩnh Phúc",
    "Yên Bái",
)  # fmt: skip
# The 23 provinces formed on 1 July 2025 (Nghị quyết 202/2025/QH15, Điều 1), each with those that it took in.
MERGER_DAY = date(2025, 7, 1)
MERGED: Mapping[str, tuple[str, ...]] = {
    "Tuyên Quang": ("Hà Giang",), "Lào Cai": ("Yên Bái",), "Thái Nguyên": ("Bắc Kạn",),
    "Phú Thọ": ("Hòa Bình", "Vĩnh Phúc"), "Bắc Ninh": ("Bắc Giang",), "Hưng Yên": ("Thái Bình",),
    "Hải Phòng": ("Hải Dương",), "Ninh Bình": ("Hà Nam", "Nam Định"), "Quảng Trị": ("Quảng Bình",),
    "Đà Nẵng": ("Quảng Nam",), "Quảng Ngãi": ("Kon Tum",), "Gia Lai": ("Bình Định",),
    "Khánh Hòa": ("Ninh Thuận",), "Lâm Đồng": ("Bình Thuận", "Đắk Nông"), "Đắk Lắk": ("Phú Yên",),
    "Hồ Chí Minh": ("Bà Rịa - Vũng Tàu", "Bình Dương"), "Đồng Nai": ("Bình Phước",), "Tây Ninh": ("Long An",),
    "Cần Thơ": ("Hậu Giang", "Sóc Trăng"), "Vĩnh Long": ("Bến Tre", "Trà Vinh"),
    "Đồng Tháp": ("Tiền Giang",), "Cà Mau": ("Bạc Liêu",), "An Giang": ("Kiên Giang",),
}  # fmt: skip
_SUCCESSORS = {old: new for new, taken_in in MERGED.items() for old in taken_in}
_SPELLINGS = {
    "hoà bình": "Hòa Bình", "khánh hoà": "Khánh Hòa", "thanh hoá": "Thanh Hóa", "đắc lắc": "Đắk Lắk",
    "đăk lăk": "Đắk Lắk", "đak lak": "Đắk Lắk", "đắc nông": "Đắk Nông", "bắc cạn": "Bắc Kạn",
    "tp hồ chí minh": "Hồ Chí Minh", "tp. hồ chí minh": "Hồ Chí Minh",
    "bà rịa-vũng tàu": "Bà Rịa - Vũng Tàu", "bà rịa – vũng tàu": "Bà Rịa - Vũng Tàu",
    "thừa thiên - huế": "Thừa Thiên Huế", "thừa thiên-huế": "Thừa Thiên Huế",
}  # fmt: skip
_CANONICAL = {name.casefold(): name for name in PROVINCES} | _SPELLINGS
_LEVEL = r"(?:tỉnh|thành phố|huyện|quận|thị xã|thị trấn|đặc khu|xã|phường|T\.?P\.?)"
_CAP = rf"[{UPPER}][{LOWER}]*"
_NAMED = re.compile(rf"(?i:\b{_LEVEL})\s+(?P<name>{_CAP}(?:(?: - | – |-| ){_CAP}){{0,3}})")
_PROVINCE = re.compile(
    r"(?i:\b(?:tỉnh|thành phố|tp\.?))\s+(?P<name>"
    + "|".join(re.escape(name) for name in sorted(_CANONICAL, key=len, reverse=True))
    + r")(?!\w)",
    re.I,
)


def canonical_place(name: str) -> str | None:
    """The usual spelling of a province's name ("THANH HOÁ" gives "Thanh Hóa"), ``None`` for other names."""
    return _CANONICAL.get(" ".join(name.split()).casefold())


def successor(name: str) -> str | None:
    """The province that took ``name`` in on 1 July 2025: Bắc Giang → Bắc Ninh; ``None`` where none did."""
    return _SUCCESSORS.get(canonical_place(name) or name)


def taken_in(name: str) -> tuple[str, ...]:
    """Former provinces that ``name`` took in on 1 July 2025: Bắc Ninh → Bắc Giang; often none."""
    return MERGED.get(canonical_place(name) or name, ())


def after_merger(issued: date | None, year: int | None) -> bool:
    """Whether a document is of today's provinces; one without a date by its year, 2025 included."""
    return issued >= MERGER_DAY if issued else (year or 0) >= MERGER_DAY.year


def place_named(text: str) -> str | None:
    """The place whose level stands in ``text``: "Ủy ban nhân dân huyện Tháp Mười" gives "Tháp Mười".

    The first named is the issuer's own ("xã A, huyện B" is xã A).
    """
    found = _PROVINCE.search(text)
    named = _NAMED.search(text)
    if named and (found is None or named.start() < found.start()):
        return canonical_place(named["name"]) or named["name"]
    return canonical_place(found["name"]) if found else None


def commonest_province(text: str) -> str | None:
    """The province that ``text`` names most ("tỉnh Bắc Giang"), if twice as often as any other."""
    counts = Counter(
        _CANONICAL[" ".join(found["name"].split()).casefold()] for found in _PROVINCE.finditer(text)
    )
    ranked = counts.most_common(2)
    if not ranked or (len(ranked) > 1 and ranked[0][1] < 2 * ranked[1][1]):
        return None
    return ranked[0][0]
