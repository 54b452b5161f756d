"""Who issued a document, where, and who signed it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.blocks import ATTACHED, NAME, ORGAN
from ingest.front import DATELINE, NUMBER, OWN_ACT, STATE, Front
from ingest.letters import UPPER
from ingest.lines import Line
from ingest.places import canonical_place, commonest_province, place_named

_CENTRAL = re.compile(
    r"(?:Chính phủ|Thủ tướng|Quốc hội|Bộ |Bộ trưởng|Chủ tịch nước|Tổng |Cục |Ban Chấp hành Trung ương|"
    r"Ban Bí thư|"
    r"Văn phòng (?:Chính phủ|Quốc hội|Trung ương)|Ngân hàng Nhà nước|Kiểm toán|Thanh tra Chính phủ|"
    r"Tòa án nhân dân tối cao|Ủy ban Thường vụ)"
)
_CENTRAL_KINDS = frozenset(
    ["Nghị định", "Thông tư", "Luật", "Bộ luật", "Pháp lệnh", "Thông tư liên tịch", "Hiến pháp"]
)
_IN_TITLE = re.compile(
    r"\b[Cc]ủa ((?:Ban Chấp hành|Ban Thường vụ|Ủy ban nhân dân|Uỷ ban nhân dân|Hội đồng nhân dân|"
    r"Bộ Chính trị|Tỉnh ủy|Huyện ủy)[^,;(]*?)(?= về\b| khóa\b| khoá\b| thực hiện|,|;|\(|$| nhiệm kỳ| trình)"
)
_ATTACHED_BY = re.compile(rf" của ([{UPPER}][^()]*)\)?$")
_LEVEL = re.compile(r"(TỈNH|THÀNH PHỐ|HUYỆN|QUẬN)\s")


def signer_of(front: Front) -> str | None:
    """The name in the first signature block that has one."""
    for line, owner in zip(front.plan.lines, front.plan.owner, strict=True):
        found = NAME.match(line.text) if owner.kind == "signature" else None
        if found and not line.text.isupper():
            front.note("signer", [line])
            return found["name"]
    return None


def issuer_of(front: Front) -> str | None:
    """The issuing body, from the letterhead, the line above "Căn cứ", the title or the basis."""
    for reader in (_letterhead, _authority, _title, _own_act, _attached):
        found = reader(front)
        if found:
            return found
    return None


def place_of(front: Front, issuer: str | None, kind: str | None, number: str | None = None) -> str | None:
    """The province, district or commune that issued; ``None`` for central bodies, as those of the Party whose
    numbers end so ("40-HD/BTGDVTW")."""
    if number and number.endswith("TW"):
        return None
    if issuer:
        named = place_named(issuer)
        if named:
            front.copy("place", "issuer")
            return named
        if _CENTRAL.match(issuer):
            return None
    if kind in _CENTRAL_KINDS:
        return None
    for line in front.head:
        found = DATELINE.match(line.text)
        if found and (canonical_place(found["place"]) or not issuer):
            front.note("place", [line])
            return canonical_place(found["place"]) or found["place"]
    return commonest_province(front.text[:200_000])


def whole_name(issuer: str | None, place: str | None) -> str | None:
    """ "Ban Chấp hành Đảng bộ tỉnh" with the name of the province, where only the text tells it."""
    if issuer and place and canonical_place(place) and issuer.endswith((" tỉnh", " Tỉnh")):
        return f"{issuer[:-5]} tỉnh {place}"
    return issuer


def _letterhead(front: Front) -> str | None:
    organ: list[Line] = []
    for line in front.head:
        text = line.text.strip("-* ")
        if STATE.match(text) or NUMBER.match(text) or DATELINE.match(text):
            if organ:
                break
            continue
        if text.isupper() and any(c.isalpha() for c in text) and (organ or ORGAN.match(text)):
            organ.append(line)
    names = [line for line in organ if len(line.text) > 2]
    front.note("issuer", names)
    return _organ(front, [line.text.strip("-* ") for line in names]) if names else None


def _organ(front: Front, parts: Sequence[str]) -> str:
    """One name from two lines ("ỦY BAN NHÂN DÂN", "TỈNH NGHỆ AN"), or the body within another."""
    if parts[0].startswith("BAN CHẤP HÀNH TRUNG ƯƠNG") and "VĂN PHÒNG" in parts:
        return "Văn phòng Trung ương Đảng"
    name = parts[0]
    for part in parts[1:]:
        separate = ORGAN.match(part) and not part.startswith("BAN CHẤP HÀNH")
        name = part if separate else f"{name} {part}"
    whole = " ".join(parts)
    level = _LEVEL.search(whole)
    if len(parts) > 1 and name == parts[-1] and level and place_named(front.case.normal(name)) is None:
        place = place_named(front.case.normal(whole))
        if place:
            return f"{front.case.normal(name)} {level[1].lower()} {place}"
    return front.case.normal(name)


def _authority(front: Front) -> str | None:
    """The line in capitals above "Căn cứ": "ỦY BAN NHÂN DÂN HUYỆN THÁP MƯỜI"."""
    for line in front.basis:
        if line.text.isupper() and ORGAN.match(line.text) and not line.text.endswith(":"):
            front.note("issuer", [line])
            return front.case.normal(line.text)
    return None


def _title(front: Front) -> str | None:
    for line in front.title:
        found = _IN_TITLE.search(front.case.normal(line.text))
        if found:
            front.note("issuer", [line])
            return found[1].strip()
    return None


def _own_act(front: Front) -> str | None:
    for line in reversed(front.basis):
        found = OWN_ACT.match(line.text)
        if found and not line.text.startswith("Căn cứ"):
            front.note("issuer", [line])
            return found["who"].removesuffix(" hereby")
    return None


def _attached(front: Front) -> str | None:
    for line in front.plan.lines:
        found = _ATTACHED_BY.search(line.text) if ATTACHED.match(line.text) else None
        if found:
            front.note("issuer", [line])
            return found[1].strip()
    return None
