"""Organs and persons that a sentence names, and what part they play in it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from answer.found import Span
from answer.option import Option
from answer.posts import post_asked
from answer.question import Asked
from answer.question_words import SENT_ASKED, WHICH
from answer.terms import bag
from ingest.facts.words import LOWER, UPPER, fold

_LEVEL = r"(?:xã|phường|đặc khu|thị trấn|thị xã|huyện|quận)(?!\w)(?!\s[A-ZĐ])"  # "các phường, xã, đặc khu"
_ORGAN = re.compile(
    rf"(?:(?:Các|các)\s)?(?:Ban(?!\shành)(?: Thường vụ| cán sự đảng| Tuyên giáo| Chấp hành| Chỉ đạo| Tổ chức|"
    rf" Dân vận| Nội chính| Quản lý)?|Đảng đoàn|"
    rf"Đảng (?:ủy|uỷ|bộ)|Văn phòng|"
    rf"Tổng cục trưởng|Cục trưởng|Chi cục trưởng|Vụ trưởng|Hiệu trưởng|Giám đốc|Thống đốc|"
    rf"Phòng|Sở|Ủy ban|Uỷ ban|Hội đồng|Chánh|Thủ trưởng|Chủ tịch|Trưởng|Công an|Chi cục|Cục|Bộ|huyện uỷ|"
    rf"huyện ủy|Tỉnh ủy|Tỉnh uỷ|"
    rf"Mặt trận|Kho bạc|Thanh tra|Bưu điện|Trung tâm|Viện|Trường|Đài|Báo|Liên đoàn|Hội|Đoàn|"
    rf"Tập đoàn|Tổng công ty|Công ty|Ngân hàng|Tổng cục|Liên hiệp|Liên minh|Hiệp hội|Học viện|Tòa án|Toà án|"
    rf"Bộ đội|Quỹ|Tổ công tác|Hợp tác xã)"
    rf"\s(?:[{LOWER}{UPPER}][\w]*(?:\s[-–]\s|\s|,\s(?=[{LOWER}]+\s?(?:,|và)|{_LEVEL}))?){{1,14}}"
)
_ALONE = re.compile(
    rf"(?:(?:Tỉnh|Thành|Huyện|Quận|Thị|Xã)\s(?:đoàn|ủy|uỷ)|Chính phủ|Quốc hội)(?!\w)(?!\s[{UPPER}])"
)
_FORCES = re.compile(r"(?:Công an|Quân đội|Bộ đội Biên phòng|Hải quan|Kiểm lâm)(?=\s?[,;:.)]|$)")
_PERSON = re.compile(
    rf"(?:[Đđ]ồng chí|[Ôô]ng|[Bb]à|[Tt]hủ tướng(?: Thường trực)?(?: Chính phủ)?|"
    rf"[Cc]hủ tịch(?: nước| Quốc hội| UBND[^,;.\n]{{0,30}}?)?|"
    rf"[Bb]ộ trưởng|[Bb]í thư(?: Tỉnh ủy| Huyện ủy)?|[Gg]iám đốc)\s+(?P<name>[{UPPER}][{LOWER}]+"
    rf"(?:\s[{UPPER}][{LOWER}]+){{1,3}})(?!\w)"
)
_ABOUT = re.compile(r"\W*(?:Về|Đối với|Trong|Để|Theo|Khi|Từ|Nhằm|Đến|Hằng năm|Hàng năm)\s")
_SOMEBODY = re.compile(
    r"\W*(?:Các|Mỗi|Từng|Cấp|Ngành|Đơn vị|Cơ quan|Tổ chức|Địa phương|Cán bộ|Người|Tỉnh|Huyện|Xã|Thành|"
    r"Đảng|Lãnh đạo|Đồng chí|Ông|Bà|Phó|Thủ tướng|Bí thư|Giám đốc|Chính quyền|Lực lượng|Doanh nghiệp|"
    r"Nhà trường|Trạm)(?!\w)",
    re.IGNORECASE,
)
_ORDERS = re.compile(r"\W*(?:Giao|Đề nghị|Yêu cầu|Chỉ đạo)(?: cho)?\s")
_DUTY = re.compile(r"(?:\d{1,2}[.)]\s|[a-zđ]\)\s)?(?P<who>[^;:.]{4,140}?),?\s(?:có|chịu) trách nhiệm(?!\w)")
# Behind a comma: "Căn cứ tình hình thực tế, *Hiệu trưởng các trường* chịu trách nhiệm …".
_LIABLE = re.compile(rf"[,;]\s(?P<who>[{UPPER}][^,;:.]{{3,90}}?),?\s(?:có|chịu) trách nhiệm(?!\w)")
_VERB = re.compile(
    r"\s(?:lãnh đạo|chỉ đạo|chủ trì|phối hợp|chịu|có trách nhiệm|căn cứ|định hướng|theo dõi|"
    r"cụ thể|tổ chức|quy định|nhận được|trả lời|"
    r"triển khai|xây dựng|thực hiện|và các cơ quan tham mưu|tham mưu|theo|để|ban hành|giúp|tiếp tục|"
    r"tăng cường|phải|được|kịp thời|thường xuyên|hướng dẫn|kiểm tra|báo cáo|tổng hợp|giao|tham gia|"
    r"phê duyệt|xem xét|quyết định|quan tâm|là|tại|trên|đã|sẽ|khẩn trương|chủ động|rà soát|làm|cùng|có)\b"
)
_OPENING = re.compile(r"^\W*$")
_DOES = re.compile(
    r"\s?:|\s(?:chủ trì|có trách nhiệm|chịu trách nhiệm|phối hợp|tổ chức|thực hiện|triển khai|tham mưu|"
    r"theo dõi|chỉ đạo|hướng dẫn|kiểm tra|tổng hợp|báo cáo|căn cứ|lãnh đạo|định hướng|tiếp tục|"
    r"tăng cường|xây dựng|"
    r"thường xuyên|giúp|làm|là|theo)(?!\w)"
)
_CHARGED_BEHIND = re.compile(r"\s(?:có|chịu) trách nhiệm(?!\w)")
_CHARGED = re.compile(r"(?:giao|chỉ đạo|phân công|giao cho|ủy quyền cho|chủ đầu tư[:,]?)\s$", re.IGNORECASE)
_HELPING = re.compile(
    r"(?:phối hợp(?: chặt chẽ)?(?: với)?|cùng(?: với)?|với|của|gửi|trình|báo cáo(?: với)?|"
    r"giúp việc|giúp|đề nghị)\s$",
    re.IGNORECASE,
)
_SENT = re.compile(r"(?<!\w)(?:gửi|nộp|phản ánh|báo cáo)(?:\s\w+){0,3}\s(?:về|đến|tới|cho)\s$", re.IGNORECASE)
_SENT_TO = re.compile(f"{_SENT.pattern.removesuffix('$')}(?=(?-i:[{UPPER}]))", re.IGNORECASE)
_ANY_ORGAN = frozenset(
    {"quan", "vi", "chuc", "nguoi", "phan", "ai", "nganh", "cap", "la", "ben", "cho", "noi", "dang"}
)
_NEAR = 24
_BESIDE = re.compile(r"phối hợp(?: với| cùng)?[^;.]{0,60}$", re.IGNORECASE)  # it only helps
_SOON, _DEED = 60, 2  # characters behind a name, and syllables of a deed
_NO_DEED = frozenset(("la", "duoc", "phai", "se", "co", "cua", "de"))
# What may stand between a name and its deed, folded.
_DUTY_FIRST = re.compile(
    r"^(?:(?:co|chiu) trach nhiem |chu tri |phai |se |duoc giao |tiep tuc |chu dong |thuc hien |to chuc )+"
)
_SHORTEST_NAME = 4


def organs(text: str) -> Iterator[Option]:
    """Organs by name, without the verb that follows; all before a colon near the start."""
    colon = text.find(":")
    if 0 < colon < 160 and not _ABOUT.match(text) and not text[:colon].endswith("gồm"):
        start = ordered.end() if (ordered := _ORDERS.match(text, 0, colon)) else 0
        if any(one.match(text, start) for one in (_SOMEBODY, _ORGAN, _ALONE)):
            yield Option((start, colon), 0.35)
    duty = _DUTY.match(text)
    if duty and _SOMEBODY.match(duty["who"]) and not _ORGAN.match(duty["who"]):
        yield Option(duty.span("who"), 0.6)
    for match in _LIABLE.finditer(text):
        yield Option(match.span("who"), 0.6)
    for match in (*_ALONE.finditer(text), *_FORCES.finditer(text)):
        yield Option(match.span(), 0.4)
    for match in _ORGAN.finditer(text):
        cut = _VERB.search(match[0])
        end = match.start() + (cut.start() if cut else len(match[0]))
        yield Option((match.start(), end), 0.6 if match.start() < 4 else 0.15)
        giao = re.search(r"giao\s$", text[: match.start()], re.IGNORECASE)
        if giao:
            yield Option((match.start(), end), 0.5)


_WITH_ASKED = re.compile(
    r"\b(?:phoi hop|hop tac|lien ket|ket hop)(?: chat che)?(?: cung)?(?: voi)? "
    r"(?:nhung |cac )?(?:ai|co quan|don vi|so|bo|ban|nganh|to chuc|phong|ben|noi)\b"
)
_WITH = re.compile(
    rf"(?<!\w)(?:phối hợp|hợp tác|liên kết|kết hợp)(?: chặt chẽ)?(?: cùng)?(?: với)?\s(?=[{UPPER}]|các\s)"
)
_UNDER_ASKED = re.compile(r"\b(?:truc thuoc|thuoc) (?:so|bo|co quan|don vi|cuc|ban|to chuc|cap|uy ban) nao\b")
_UNDER = re.compile(rf"(?<!\w)(?:trực thuộc|thuộc)\s(?=[{UPPER}])")
_WITH_ENDS = re.compile(r"\s?[:;.(]|$")


def asks_with_whom(asked: Asked) -> bool:
    """Whether it is asked with whom something is done, or under whom somebody is."""
    return _WITH_ASKED.search(fold(asked.text)) is not None or asks_under_whom(asked)


def asks_under_whom(asked: Asked) -> bool:
    """Whether it is asked to whom a body belongs: "trực thuộc sở nào"."""
    return _UNDER_ASKED.search(fold(asked.text)) is not None


def helpers(text: str, under: bool = False) -> Span | None:
    """Those with whom a text says something is done: "phối hợp với *Sở Y tế, Công an tỉnh* kiểm tra …"; or
    ``under`` whom it says somebody is."""
    found = (_UNDER if under else _WITH).search(text)
    if found is None:
        return None
    end = _WITH_ENDS.search(text, found.end())
    stop = end.start() if end else len(text)
    verb = _VERB.search(text, found.end(), stop)
    stop = verb.start() if verb else stop
    span = found.end(), found.end() + len(text[found.end() : stop].rstrip(" ,"))
    return span if span[1] - span[0] > _SHORTEST_NAME else None


def persons(text: str) -> Iterator[Option]:
    """Names after a title: "đồng chí …", "Phó Thủ tướng …"."""
    for match in _PERSON.finditer(text):
        yield Option(match.span("name"), 0.3)


def role(asked: Asked, text: str, span: Span) -> dict[str, float]:
    """What an organ does in its sentence: its subject, charged with the work, or only helping."""
    if asked.kind != "who":
        return {}
    before = text[max(0, span[0] - _NEAR) : span[0]]
    sent = _asks_to_send(asked) and _SENT.search(before) is not None
    return {
        "subject": float(
            (_OPENING.match(before) is not None and _DOES.match(text, span[1]) is not None)
            or (before.endswith(", ") and _CHARGED_BEHIND.match(text, span[1]) is not None)
        ),
        "charged": float(sent or _CHARGED.search(before) is not None),
        "does": float(not _BESIDE.search(text, 0, span[0]) and _does(asked, text[span[1] : span[1] + _SOON])),
        "helping": float(not sent and _HELPING.search(before) is not None),
        "sort": _sort_of_organ(asked, text, span),
    }


def _does(asked: Asked, after: str) -> bool:
    """Whether the very deed that is asked about stands right behind a name: "Sở Tư pháp có trách nhiệm *thẩm
    định*" for "cơ quan nào thẩm định …"."""
    at = next((at for at, one in enumerate(asked.words) if one.form in WHICH), None)
    deed = asked.words[at + 1 : at + 3] if at is not None else ()
    if len(deed) < _DEED or deed[0].plain in _NO_DEED:
        return False
    said, asks = f"{fold(after)} ", f"{' '.join(one.plain for one in deed)} "
    return said.startswith(asks) or _DUTY_FIRST.sub("", said).startswith(asks)


def sends(asked: Asked, text: str) -> bool:
    """Whether a text says to whom something is sent, where the question asks for that."""
    return _asks_to_send(asked) and _SENT_TO.search(text) is not None


def _asks_to_send(asked: Asked) -> bool:
    return SENT_ASKED.search(f" {fold(asked.text)} ") is not None


def _sort_of_organ(asked: Asked, text: str, span: Span) -> float:
    """Whether a name is of the sort that "bộ nào", "sở nào", "phó thủ tướng nào" asks for."""
    sort = asked.noun[-1] if asked.noun else ""
    if asked.kind != "who" or not sort or sort in _ANY_ORGAN or post_asked(asked):
        return 0.0
    own, before = bag(text[slice(*span)]).plain, bag(text[max(0, span[0] - _NEAR) : span[0]]).plain
    return 1.0 if own.startswith(f" {sort} ") or before.rstrip().endswith(f" {sort}") else -1.0


def opens_with_organ(text: str) -> bool:
    """Whether a sentence begins with the organ that it is about."""
    return names_organ(text.lstrip(' "“*-')) > 0


def names_organ(text: str) -> int:
    """Length of the organ's name that a text begins with, 0 where it begins otherwise."""
    found = _ALONE.match(text) or _ORGAN.match(text)
    if not found:
        return 0
    cut = _VERB.search(found[0])
    return cut.start() if cut else len(found[0].rstrip(" ,"))
