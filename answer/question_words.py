"""The words in which Vietnamese questions ask. Patterns read comparable syllables (``words.phrase``)
joined by one space, with a space at both ends."""

from __future__ import annotations

import re

from answer.asked import AskedKind, MetaField
from ingest.facts.words import UPPER, phrase


def _any(*phrases: str) -> re.Pattern[str]:
    """Any of the phrases, given in ordinary spelling; ``…`` stands for up to four syllables."""
    parts = []
    for one in phrases:
        pieces = [" ".join(phrase(piece)) for piece in one.split("…")]
        parts.append(r" (?:\S+ ){0,4}?".join(re.escape(piece) for piece in pieces))
    return re.compile(rf" (?:{'|'.join(parts)})(?= )")


CITED = re.compile(
    r"\d+(?:/\d{4})?[-/](?:[A-ZĐa-zđ]+[-/])*[A-ZĐ][A-ZĐa-zđ]*(?:[-/][A-ZĐa-zđ]+\d*)*|"
    r"(?<!\w)\d+/\d{4}/[A-ZĐ][\w-]*"
)
NAME = re.compile(rf"[{UPPER}]\w+(?:(?:\s|\s?[-–]\s?)[{UPPER}]\w+)+")

DOCUMENT = _any(
    "nghị quyết", "quyết định", "chương trình hành động", "báo cáo", "kế hoạch số", "chỉ thị", "kết luận",
    "nghị định", "thông tư", "công văn", "văn bản", "tờ trình", "luật", "đề án", "quy định", "hướng dẫn",
)  # fmt: skip

META: tuple[tuple[MetaField, re.Pattern[str]], ...] = (
    ("signer", _any("ai ký", "ai là người ký", "người ký", "do ai ký", "ký bởi ai", "ai đặt bút ký",
    "ai đứng tên ký",
                    "chữ ký của ai", "ai đã ký", "nào ký", "ký tên là ai", "ai thay mặt … ký")),
    ("number", _any("số hiệu", "mang số bao nhiêu", "mang số nào", "số văn bản", "số ký hiệu",
    "ký hiệu văn bản",
                    "số bao nhiêu", "có số là", "mang số mấy", "số mấy")),
    ("issued", _any("ngày ban hành", "ban hành ngày nào", "ban hành vào ngày", "ban hành khi nào",
    "ký ngày nào",
                    "ban hành lúc nào", "ban hành hôm nào", "ký khi nào", "ban hành từ khi nào",
                    "ra ngày nào",
                    "ban hành năm nào", "ngày ký", "ngày tháng ban hành", "đề ngày nào", "ban hành bao giờ",
                    "được ban hành ngày")),
    ("issuer", _any("cơ quan nào ban hành", "cơ quan ban hành", "ai ban hành", "đơn vị nào ban hành",
    "cấp nào ban hành",
                    "do ai ban hành", "do cơ quan nào", "nơi ban hành", "cấp nào đứng tên", "cơ quan nào ra",
                    "của cơ quan nào", "do đơn vị nào ban hành")),
    ("basis", _any("căn cứ nghị quyết nào", "căn cứ quyết định nào", "căn cứ văn bản nào", "căn cứ vào … nào",
                   "căn cứ … nào", "căn cứ pháp lý", "dựa trên … nào", "căn cứ ban hành")),
    ("effective", _any("có hiệu lực từ", "hiệu lực khi nào", "hiệu lực từ ngày nào", "hiệu lực thi hành")),
)  # fmt: skip
ISSUED = _any("ban hành", "đứng tên", "ký ban hành", "được ký", "đề ngày")
META_LOOSE = {
    "issuer": _any("ai", "cơ quan nào", "của ai", "cấp nào", "đơn vị nào"),
    "issued": _any("ngày nào", "ngày mấy", "khi nào", "ngày bao nhiêu", "hôm nào", "bao giờ"),
    "signer": _any("ai … ký", "đồng chí nào … ký", "bí thư nào", "chủ tịch nào ký"),
    "number": re.compile(
        r"\b[Ss]ố (?:của|hiệu)\b|"
        r"^[Ss]ố (?:nghị quyết|quyết định|chỉ thị|kết luận|kế hoạch|văn bản|công văn)\b"
    ),
}
BEFORE_HOW_MANY = frozenset(
    ["co", "duoc", "them", "dat", "la", "hang", "thu", "gom", "ngay", "thang", "khoa", "lan"]
)
CONTENT = _any("nội dung gì", "về vấn đề gì", "về việc gì", "nói về gì", "nói về điều gì", "về gì",
"quy định gì",
               "nội dung", "vấn đề gì", "nói gì", "liên quan", "chuyện gì", "về cái gì")  # fmt: skip

KINDS: tuple[tuple[AskedKind, re.Pattern[str]], ...] = (
    ("rank", _any("hạng mấy", "thứ mấy", "đứng thứ bao nhiêu", "xếp hạng bao nhiêu", "hạng bao nhiêu",
    "thứ hạng")),
    ("when", _any("khi nào", "năm nào", "giai đoạn nào", "nhiệm kỳ nào", "thời kỳ nào", "ngày nào",
    "tháng nào",
                  "bao giờ", "lúc nào", "mốc nào", "thời gian nào", "thời điểm nào", "năm bao nhiêu",
                  "quý nào",
                  "đến năm mấy", "mấy năm tới")),
    ("number", _any("bao nhiêu", "mấy", "bằng nào", "mức nào", "tỷ lệ nào", "con số nào", "chừng nào",
    "bao lăm")),
    ("who", _any("ai", "cơ quan nào", "đơn vị nào", "tổ chức nào", "đồng chí nào", "sở nào",
    "ban nào", "cấp nào",
                 "phòng nào", "người nào", "ngành nào chịu trách nhiệm", "bộ phận nào", "những ai",
                 "bí thư nào")),
    ("task", _any("như thế nào", "thế nào", "ra sao", "làm gì", "nhiệm vụ gì", "giải pháp gì",
    "giải pháp nào",
                  "nhiệm vụ nào", "việc gì", "biện pháp gì", "biện pháp nào", "cách nào")),
    ("which", _any("nào", "gì", "đâu", "những đâu", "gồm", "bao gồm")),
)  # fmt: skip
TASK = _any("nhiệm vụ", "giải pháp", "biện pháp", "chủ trương", "công tác")
_QUANTITIES = (
    "tỷ lệ", "tốc độ", "tổng", "mức", "diện tích", "sản lượng", "thu nhập", "GRDP", "GDP", "kim ngạch",
    "thu ngân sách", "doanh thu", "giá trị sản xuất", "quy mô", "cơ cấu", "tỷ trọng", "năng suất", "dân số",
    "huy động vốn", "vốn đầu tư", "tổng vốn", "số lượng", "chi ngân sách", "phần trăm",
    "số giường", "số bác sĩ", "số sinh viên", "số xã", "số đảng viên", "số doanh nghiệp",
    "số lao động", "số hộ",
    "số trường", "số lượt", "số khách", "số vụ", "số huyện", "số hợp tác xã", "số người",
    "lượt khách", "độ che phủ",
    "tỷ suất", "chỉ số giá",
)  # fmt: skip
_HEADS = (
    "số", "giá", "mức", "phí", "học phí", "lệ phí", "chi phí", "chiều dài", "chiều cao", "tuổi thọ", "lương",
    "chỉ tiêu", "tổng", "diện tích", "sản lượng", "dân số", "vốn",
)  # fmt: skip
STRONG_QUANTITY = _any(*_QUANTITIES)
QUANTITY = _any(
    *_QUANTITIES, "chỉ tiêu", "mục tiêu", "tăng trưởng", "bình quân", "giảm nghèo", "thu hút khách"
)
MORE = _any(
    "nhiều … hơn",
    "cao hơn",
    "thấp hơn",
    "ít … hơn",
    "lớn hơn",
    "nhiều nhất",
    "cao nhất",
    "thấp nhất",
    "nhiều hơn",
)

MORE_OF = re.compile(
    rf" (?:{'|'.join(phrase('nhiều ít'))}) ((?:\S+ ){{1,3}}?)(?:{phrase('hơn')[0]}|{phrase('nhất')[0]})(?= )"
)
PERCENT = _any("tỷ lệ", "phần trăm", "tỷ trọng", "cơ cấu", "tốc độ")
MONEY = _any("bao nhiêu tiền", "bao nhiêu đồng", "bao nhiêu tỷ", "bao nhiêu triệu", "kinh phí",
"thu ngân sách",
             "thu nhập", "kim ngạch", "doanh thu", "tổng mức đầu tư", "vốn đầu tư", "mức đóng", "chi phí",
             "bao nhiêu usd", "bao nhiêu đô", "số tiền")  # fmt: skip
_HOW_MANY = (
    _any("bao nhiêu", "mấy", "số lượng").pattern.removesuffix("(?= )")
    + rf"(?: {phrase('ngàn')[0]}| {phrase('nghìn')[0]}| {phrase('triệu')[0]}| {phrase('vạn')[0]})?"
)
_OTHER_NUMBER = "".join(rf"(?<! {form})" for form in phrase("dân chỉ một đổi"))  # dân số, chỉ số
_NUMBER_OF = rf"{_OTHER_NUMBER} {phrase('số')[0]}"
_NO_NOUN = " |".join(
    " ".join(phrase(one))
    for one in (
        [
            "phần",
            "tiền",
            "đồng",
            "tỷ",
            "triệu",
            "là",
            "so",
            "đạt",
            "của",
            "hiệu",
            "trong",
            "ở",
            "tại",
            "vào",
            "mỗi",
            "một",
            "cho",
            "trên",
            "đến",
            "theo",
            "với",
            "thì",
            "so",
            "từ",
            "nếu",
            "được",
            "bị",
        ]
    )
)
COUNTED = re.compile(
    rf"(?:{_HOW_MANY}|{_NUMBER_OF}) (?!{_NO_NOUN} |\d|{phrase('năm')[0]} (?:\d|$))(\S+)(?: (\S+))?(?: (\S+))?"
)
SHARE_ASKED = _any("phần trăm", "tỷ lệ", "tỷ trọng")
# A bare phrase that opens so wants a figure: "số ca mắc …", "giá đất …", "chỉ tiêu kết nạp …".
HEAD_QUANTITY = re.compile(
    rf"^ (?:{'|'.join(' '.join(phrase(one)) for one in _HEADS)}) (?!{phrase('nào')[0]}|{phrase('gì')[0]})"
)
DOLLARS = _any(
    "bao nhiêu usd", "bao nhiêu đô", "bao nhiêu triệu usd", "bao nhiêu tỷ usd", "bao nhiêu đô la", "mấy đô"
)
AREA = _any("diện tích", "rộng", "héc ta", "hecta", "ha")
RANK = _any("hạng mấy", "thứ mấy", "hạng bao nhiêu", "thứ bao nhiêu")

COMPARE = _any(
    "các tỉnh", "các địa phương", "từng địa phương", "từng tỉnh", "mỗi địa phương", "mỗi tỉnh", "mỗi nơi",
    "so sánh", "nơi nào", "tỉnh nào", "địa phương nào", "giữa các", "các nơi", "từng nơi", "huyện nào",
    "các huyện", "nhiều hơn", "cao hơn", "thấp hơn", "ít hơn", "lớn hơn", "ở đâu", "những địa phương",
    "những tỉnh",
)  # fmt: skip
TARGET = _any("chỉ tiêu", "mục tiêu", "phấn đấu", "muốn", "dự kiến", "định", "sẽ", "kế hoạch",
"đặt ra", "đề ra", "đặt mục tiêu",
              "phải đạt", "đến năm", "hướng tới")  # fmt: skip
RESULT = _any("kết quả", "ước đạt", "đã", "thực hiện được", "đạt được", "nhiệm kỳ trước",
"nhiệm kỳ qua", "năm qua",
              "vừa qua", "thực tế", "ước tính", "trong 5 năm qua", "giải quyết được", "lo được",
              "làm được")  # fmt: skip

AFTER_HEAD = frozenset(phrase("của ở trong tại"))
WHICH = frozenset(phrase("nào gì mấy đâu ai"))
PLACE_KINDS = frozenset({"tinh", "huyen", "xa", "phuong", "quan"})
STOP_PHRASES = tuple(
    phrase(one)
    for one in (
        "bao nhiêu", "thế nào", "như thế nào", "ra sao", "là gì", "là bao nhiêu", "chỉ tiêu",
        "mục tiêu", "phấn đấu",
        "nhiệm kỳ", "giai đoạn", "phần trăm", "các tỉnh", "các địa phương", "từng địa phương", "so sánh",
        "địa phương", "nơi nào", "cho biết", "xin hỏi", "kế hoạch năm", "được xác định", "dự kiến", "đặt ra",
        "đề ra", "bao giờ", "khi nào", "hãy", "cụ thể", "theo mục tiêu", "văn bản", "tại sao",
        "đạt được", "hiện nay",
        "có giao", "việc gì", "được giao", "đặt mục tiêu", "dự định", "định hướng", "được nêu",
        "quy định", "của tỉnh",
        "của huyện", "nhiệm vụ", "giải pháp", "trên địa bàn", "tỉnh nào", "tối thiểu", "ít nhất",
        "nhiều hơn", "cao hơn",
        "thấp hơn", "ít hơn", "lớn hơn", "về vấn đề", "vấn đề gì", "nội dung gì", "thực hiện như thế nào",
    )
)  # fmt: skip
STOP_FORMS = frozenset(
    form
    for one in [
        "là",
        "gì",
        "nào",
        "mấy",
        "của",
        "và",
        "với",
        "do",
        "bởi",
        "về",
        "theo",
        "vào",
        "ở",
        "tại",
        "trong",
        "cho",
        "đến",
        "tới",
        "từ",
        "ra",
        "thì",
        "mà",
        "có",
        "không",
        "các",
        "những",
        "mỗi",
        "từng",
        "được",
        "bị",
        "sẽ",
        "đã",
        "đang",
        "năm",
        "ai",
        "đâu",
        "hỏi",
        "hay",
        "này",
        "kia",
        "đó",
        "đạt",
        "số",
        "tỉnh",
        "huyện",
        "muốn",
        "nhé",
        "ạ",
        "bằng",
        "khoảng",
        "phải",
        "cần",
        "để",
        "như",
        "vậy",
        "thế",
        "sao",
        "nên",
        "rồi",
        "còn",
        "nữa",
        "cũng",
        "chỉ",
        "lại",
        "đi",
        "nhiêu",
        "sau",
        "khi",
        "qua",
        "định",
        "lo",
    ]
    for form in phrase(one)
)
