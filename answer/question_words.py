"""The words in which Vietnamese questions ask. Patterns read comparable syllables (``words.phrase``)
joined by one space, with a space at both ends."""

from __future__ import annotations

import re

from answer.asked import AskedKind
from answer.meta_words import any_of as _any
from answer.meta_words import either
from ingest.facts.words import UPPER, phrase

NAME = re.compile(rf"[{UPPER}]\w+(?:(?:\s|\s?[-–]\s?)[{UPPER}]\w+)+")


BEFORE_HOW_MANY = frozenset(
    ["co", "duoc", "them", "dat", "la", "hang", "thu", "gom", "ngay", "thang", "khoa", "lan"]
)
COUNTABLE = frozenset(
    ["xa", "huyen", "cum", "khu", "chi", "phan", "nguoi", "don", "truong", "hop", "doanh", "san", "vu",
     "lan", "tram", "ngan", "nghin", "trieu", "ty"]
)  # fmt: skip
CONTENT = _any("nội dung gì", "về vấn đề gì", "về việc gì", "nói về gì", "nói về điều gì", "về gì",
"quy định gì",
               "nội dung", "vấn đề gì", "nói gì", "liên quan", "chuyện gì", "về cái gì", "lĩnh vực nào",
               "lĩnh vực gì", "mảng nào", "mảng gì", "chuyện nào", "vấn đề nào")  # fmt: skip

# "hoàn thành vào năm bao nhiêu"; "mỗi năm bao nhiêu", "5 năm bao nhiêu" ask how many.
_WHICH_YEAR = re.compile(
    "".join(rf"(?<! {one})" for one in phrase("mỗi một hằng hàng từng cả"))
    + rf"(?<!\d) {' '.join(phrase('năm bao nhiêu'))} "
)

KINDS: tuple[tuple[AskedKind, re.Pattern[str]], ...] = (
    ("rank", _any("hạng mấy", "thứ mấy", "hàng mấy", "đứng thứ bao nhiêu", "xếp hạng bao nhiêu",
                  "hạng bao nhiêu", "thứ hạng", "hạng nào", "thứ bậc nào", "đứng thứ", "xếp thứ")),
    ("when", _any("ngày thành lập", "ngày khởi công", "ngày khánh thành",
    "tháng mấy", "ngày mấy", "quý mấy",
    "mấy giờ", "giờ nào", "hôm nào", "nhiệm kỳ mấy", "nhiệm kỳ bao nhiêu", "giai đoạn bao nhiêu",
    "thời gian khởi công", "khi nào", "năm nào", "giai đoạn nào", "nhiệm kỳ nào", "thời kỳ nào", "ngày nào",
    "tháng nào",
                  "bao giờ", "lúc nào", "hồi nào", "mốc nào", "thời gian nào", "thời điểm nào",
                  "quý nào", "đến năm mấy")),
    ("when", _WHICH_YEAR),
    ("number", _any("bao nhiêu", "mấy", "bằng nào", "mức nào", "tỷ lệ nào", "con số nào", "cỡ nào",
    "chừng nào", "bao lăm", "bao lâu")),
    ("who", _any("ai", "cơ quan nào", "đơn vị nào", "tổ chức nào", "đồng chí nào", "sở nào",
    "ban nào", "cấp nào",
                 "phòng nào", "người nào", "ngành nào chịu trách nhiệm", "bộ phận nào", "những ai",
                 "bí thư nào", "giao bộ nào", "bộ nào", "uỷ ban nào", "hội nào", "cục nào", "thủ tướng nào",
                 "ngân hàng nào", "tập đoàn nào", "viện nào",
                 "chủ tịch nào", "lãnh đạo nào", "sếp nào", "ông nào", "bà nào", "cán bộ nào",
                 "lực lượng nào",
                 "cục … nào", "chi cục … nào",
                 "đảng uỷ nào", "thứ trưởng nào", "bộ trưởng nào", "giám đốc nào", "các bộ nào")),
    ("which", _any("phục vụ công việc gì", "phục vụ việc gì", "phục vụ cho việc gì", "phục vụ mục đích gì")),
    ("task", _any("như thế nào", "thế nào", "ra sao", "làm gì", "nhiệm vụ gì", "giải pháp gì",
    "trách nhiệm gì", "trách nhiệm ra sao",
    "giải pháp nào",
                  "nhiệm vụ nào", "việc gì", "biện pháp gì", "biện pháp nào", "cách nào")),
    ("which", _any("nào", "gì", "đâu", "những đâu", "gồm", "bao gồm")),
)  # fmt: skip
_POSTS = (
    "phó thủ tướng",
    "thủ tướng",
    "thứ trưởng",
    "bộ trưởng",
    "bí thư",
    "chủ tịch",
    "giám đốc",
    "chánh văn phòng",
)
_OF_BODY = (
    "chính phủ",
    "bộ",
    "sở",
    "thành uỷ",
    "tỉnh uỷ",
    "huyện uỷ",
    "đảng uỷ",
    "uỷ ban",
    "văn phòng",
    "tỉnh",
    "huyện",
    "xã",
)
# "thứ trưởng Bộ Nội vụ nào", "bí thư thành ủy nào"
POST_ASKED = re.compile(
    rf" (?:{either(*_POSTS)})(?: (?:{either(*_OF_BODY)})(?: \S+){{0,3}}?)?"
    rf" {phrase('nào')[0]}(?= )"
)
WHO_NAMED = _any("ai", "cơ quan nào", "đơn vị nào", "bộ nào", "sở nào")  # "… chịu trách nhiệm về nội dung"
# Read folded; "về đâu" that came bare may read "về đầu".
SENT_ASKED = re.compile(
    r" (?:gui|nop|phan anh|kien nghi|bao cao)(?: \w+){0,4} (?:ve|den|toi|cho) "
    r"(?:dau|ai|co quan nao|don vi nao|so nao|phong nao|ban nao|cho nao|noi nao|ben nao) "
)
HOUR_ASKED = _any("mấy giờ", "giờ nào", "bao nhiêu giờ sáng")
# Where a word for tasks still opens a phrase: "Lam Hồng nhiệm vụ …", not "hoàn thành tốt nhiệm vụ".
OPENING = 16
TASK = _any("nhiệm vụ", "giải pháp", "biện pháp", "chủ trương", "công tác")
# Words that ask stand in these names and ask nothing: "cơ cấu" for shares, "công tác" for tasks, "số" for
# a number.
NAMES_ONLY = re.compile(
    "(?<= )(?:"
    + "|".join(
        " ".join(phrase(one))
        for one in ("tái cơ cấu", "ban công tác", "đoàn công tác", "tổ công tác", "chuyển đổi số",
                    "chính quyền số", "hạ tầng số", "thiểu số")
    )
    + ")(?= )"
)  # fmt: skip
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
    "lãi suất", "hạn ngạch", "hạn mức", "định mức", "hệ số", "phạt", "xử phạt", "phạt tiền", "bị phạt",
    "kinh phí", "tiền", "phụ cấp", "trợ cấp", "ngân sách", "tuổi", "thứ hạng", "doanh thu", "kim ngạch",
    "số", "giá", "mức", "phí", "học phí", "lệ phí", "chi phí", "chiều dài", "chiều cao", "tuổi thọ", "lương",
    "chỉ tiêu", "tổng", "diện tích", "sản lượng", "dân số", "vốn", "trọng lượng", "khối lượng", "công suất",
    "dung tích", "dung lượng", "chiều rộng", "điện áp", "kích thước", "tải trọng", "thời lượng", "độ dài",
)  # fmt: skip
STRONG_QUANTITY = _any(*_QUANTITIES)
QUANTITY = _any(
    *_QUANTITIES, "giải ngân", "chỉ tiêu", "mục tiêu", "tăng trưởng", "bình quân", "giảm nghèo",
    "thu hút khách",
)  # fmt: skip
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
    "đông … hơn",
    "đông hơn",
    "đông nhất",
)

MORE_OF = re.compile(
    rf" (?:{'|'.join(phrase('nhiều ít đông'))}) ((?:\S+ ){{1,3}}?)(?:{'|'.join(phrase('hơn nhất'))})(?= )"
)
PERCENT = _any(
    "tỷ lệ",
    "phần trăm",
    "mấy phần",
    "bao nhiêu phần",
    "tỷ trọng",
    "cơ cấu",
    "tốc độ",
    "lãi suất",
    "tăng trưởng",
)
POPULATION_ALONE = _any("dân số")
OF_POPULATION = frozenset({"dan", "nguoi", "tong", "quy", "mo", "trung", "binh", "hien", "nay", "toan"})
MONEY = _any("bao nhiêu tiền", "học phí", "lệ phí", "phụ cấp", "trợ cấp", "lương", "mức phạt", "giá bán",
             "mức hỗ trợ", "tiền phạt",
             "mức chi", "mức thưởng", "tiền công", "thù lao", "giá lúa", "giá đất", "tiền lương",
             "tổng chi", "chi ngân sách",
             "tổng vốn", "bao nhiêu đồng", "bao nhiêu tỷ", "bao nhiêu triệu", "kinh phí",
"thu ngân sách",
             "thu nhập", "kim ngạch", "doanh thu", "tổng mức đầu tư", "vốn đầu tư", "mức đóng", "chi phí",
             "bao nhiêu usd", "số tiền", "phải trả bao nhiêu", "phải trả mấy",
             "giá bao nhiêu", "giá mấy", "tốn bao nhiêu", "phải đóng bao nhiêu", "phải nộp bao nhiêu",
             "bị phạt bao nhiêu", "tổng nguồn lực")  # fmt: skip
SUM_ASKED = re.compile(  # "bao nhiêu tỷ", whatever else the words may stand for
    rf" {' '.join(phrase('bao nhiêu'))} (?:{'|'.join(phrase('tiền đồng tỷ triệu'))}) (?!{phrase('ha')[0]} )"
)
_HOW_MANY = (
    _any("bao nhiêu", "mấy", "số lượng").pattern.removesuffix("(?= )")
    + rf"(?: {phrase('ngàn')[0]}| {phrase('nghìn')[0]}| {phrase('triệu')[0]}| {phrase('vạn')[0]})?"
)
_OTHER_NUMBER = "".join(rf"(?<! {form})" for form in phrase("dân chỉ một đổi hệ"))  # dân số, chỉ số
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
            "để",
            "nhằm",
            "vào",
            "được",
            "bị",
        ]
    )
)
COUNTED = re.compile(
    rf"(?:{_HOW_MANY}|{_NUMBER_OF}) (?!{_NO_NOUN} |\d|{phrase('năm')[0]} (?:\d|$))(\S+)(?: (\S+))?(?: (\S+))?"
)
CHANGE = _any("giảm … bao nhiêu", "tăng … bao nhiêu", "giảm số", "tăng số")
RELATIVE = _any(
    "so với GRDP",
    "so với GDP",
    "trong GRDP",
    "tỷ trọng",
    "chiếm",
    "tỷ lệ",
    "phần trăm",
    "tốc độ",
    "tăng trưởng",
)
_COUNTABLES = (
    "lượt khách", "khách du lịch", "giường bệnh", "bác sĩ", "doanh nghiệp", "hợp tác xã", "lao động",
    "sinh viên", "đảng viên", "cụm công nghiệp", "khu công nghiệp",
)  # fmt: skip
_heads = "|".join(" ".join(phrase(one)) for one in _COUNTABLES)
AMOUNT = _any("sản lượng", "năng suất")  # never a share
MEASURED = _any("công suất", "khối lượng", "trọng lượng", "dung tích", "trữ lượng", "tải trọng", "dung lượng")
LENGTH = _any("chiều dài", "chiều rộng", "dài bao nhiêu", "dài mấy", "rộng bao nhiêu mét", "tổng chiều dài")
# What opens a phrase and is counted: "lượt khách du lịch 2023", "xã đạt chuẩn nông thôn mới".
COUNTED_HEAD = re.compile(rf" (?:{'|'.join(phrase('chỉ'))} {phrase('tiêu')[0]} )?({_heads})(?= )")
GROWTH_ASKED = _any("tăng trưởng", "tốc độ tăng", "mức tăng", "tỷ lệ tăng")
GROWTH = _any("tăng", "giảm", "tốc độ")
SHARE_ASKED = _any("phần trăm", "tỷ lệ", "tỷ trọng", "mấy phần", "bao nhiêu phần")
# A bare phrase that opens so wants a figure: "số ca mắc …", "giá đất …", "chỉ tiêu kết nạp …".
HEAD_QUANTITY = re.compile(
    rf"^ (?:{'|'.join(' '.join(phrase(one)) for one in _HEADS)}) (?!{phrase('nào')[0]}|{phrase('gì')[0]})"
)
FINE = _any("phạt")
NO_FINE = _any("phạt tù", "hình phạt", "phạt cải tạo", "phạt gấp", "phạt … gấp")
FACTOR = _any("hệ số")
HOW_LONG = _any("bao lâu")
# A bare phrase that opens so asks how long a thing takes: "thời gian lưu hồ sơ", "thời hạn cấp phép".
_TAKES_TIME = (
    "giải quyết", "lưu", "xử lý", "thẩm định", "bảo quản", "công nhận", "xem xét", "trả", "thanh toán",
    "kiểm tra", "bảo hành", "thẩm tra", "gia hạn", "cho thuê",
)  # fmt: skip
LASTS_ASKED = re.compile(rf" (?:{either('thời gian', 'thời hạn')}) (?:{either(*_TAKES_TIME)})(?= )")
TIMES_AS_MUCH = _any("gấp mấy lần", "gấp bao nhiêu lần")
_DOLLAR = f"(?:usd|{' '.join(phrase('đô la'))}|{phrase('đô')[0]}(?! {phrase('thị')[0]}))"
DOLLARS = re.compile(
    rf" (?:{'|'.join(' '.join(phrase(one)) for one in ('bao nhiêu', 'mấy'))}) (?:\S+ )?{_DOLLAR}(?= )"
    rf"|.* (?:{'|'.join(' '.join(phrase(one)) for one in ('quy ra', 'tính ra', 'tính bằng', 'tính theo'))})"
    rf" (?:\S+ )?{_DOLLAR}(?= )"
)
AREA = _any(
    "diện tích", "rộng", "héc ta", "hecta", "ha", "mét vuông", "m2", "km2", "ki lô mét vuông", "cây số vuông"
)
RANK = _any("hạng mấy", "thứ mấy", "hàng mấy", "hạng bao nhiêu", "thứ bao nhiêu", "hạng nào", "thứ bậc nào")

COMPARE = _any(
    "các tỉnh", "các địa phương", "từng địa phương", "từng tỉnh", "mỗi địa phương", "mỗi tỉnh", "mỗi nơi",
    "so sánh", "nơi nào", "tỉnh nào", "địa phương nào", "giữa các", "các nơi", "từng nơi", "huyện nào",
    "các huyện", "nhiều hơn", "cao hơn", "thấp hơn", "ít hơn", "lớn hơn", "ở đâu", "những địa phương",
    "những tỉnh",
)  # fmt: skip
TARGET = _any("chỉ tiêu", "mục tiêu", "phấn đấu", "muốn", "dự kiến", "định", "sẽ", "kế hoạch",
"đặt ra", "đề ra", "đặt mục tiêu",
              "phải đạt", "đến năm", "hướng tới", "đặt", "nhắm")  # fmt: skip
RESULT = _any("kết quả", "ước đạt", "ước thực hiện", "ước", "đã", "thực hiện được", "đạt được",
"nhiệm kỳ trước",
"nhiệm kỳ qua", "năm qua",
              "vừa qua", "thực tế", "ước tính", "trong 5 năm qua", "giải quyết được", "lo được",
              "làm được")  # fmt: skip

NUMERALS = {form: at for at, form in enumerate(phrase("hai ba bốn năm sáu bảy tám chín mười"), 2)}
_NUMERAL = "|".join(form for form in NUMERALS if form != phrase("năm")[0])
NUMERALS_BARE = {"hai": 2, "ba": 3, "bon": 4, "sau": 6, "bay": 7, "tam": 8, "chin": 9, "muoi": 10}
COUNT_BARE = re.compile(
    r" (hai|ba|bon|bay|tam|chin) (?=(?:du an|tuyen|xa|phuong|khu|cum|tru cot|khau|nhiem|nhom|"
    r"linh vuc|nganh|cong trinh|chuong trinh|truong|huyen|tinh|mat hang|san pham|dia|don)\b)"
)
COUNT = re.compile(rf" ([2-9]|1\d|0[2-9]|{_NUMERAL}) (?=[^\d\s])")
_DUTIES = (
    "theo dõi", "chủ trì", "đôn đốc", "phụ trách", "chịu trách nhiệm", "quản lý", "tham mưu", "tổng hợp",
    "kiểm tra", "giám sát", "thường trực", "đầu mối", "hướng dẫn", "đứng đầu", "chủ đầu tư",
    "làm đầu mối", "phối hợp", "đề xuất", "thẩm định", "thẩm tra", "ban hành", "phê duyệt", "soạn thảo",
    "tiếp nhận", "thực hiện", "quyết định", "xét duyệt", "duyệt",
)  # fmt: skip
_DEEDS = (
    "báo cáo", "nộp", "hoàn thành", "gửi", "thực hiện", "tổ chức", "bắt đầu", "khởi công", "áp dụng",
    "diễn ra", "triển khai", "khai mạc", "kết thúc", "khánh thành", "có hiệu lực",
    "khảo sát", "xây dựng", "rà soát", "lập", "đánh giá", "lắp đặt", "thi công", "trình", "thí điểm",
    "vận hành", "sơ kết", "tổng kết", "phê duyệt", "tham mưu", "nghiệm thu", "bàn giao", "đưa vào",
)  # fmt: skip


_PLACES = ("xã", "huyện", "thị trấn", "thành phố", "phường", "thị xã")
_SORTS = (
    "khu công nghiệp",
    "cụm công nghiệp",
    "tuyến",
    "dự án",
    "ngành",
    "cây",
    "mặt hàng",
    "bệnh",
    *_PLACES,
)
# A bare phrase that opens so asks for whom, for a time, for a place or for a wording.
_BODIES = (
    "cơ quan",
    "đơn vị",
    "người",
    "tổ chức",
    "bộ phận",
    "sở",
    "ban",
    "phòng",
    "bộ",
    "cục",
    "thẩm quyền",
)
WHO_ASKED = re.compile(
    rf" (?:{either(*_BODIES)}) "
    rf"(?:{either(*_DUTIES)})(?= )"
    rf"| (?:{either('phó thủ tướng', 'thứ trưởng', 'phó chủ tịch')}) "
    rf"(?:{either('chỉ đạo', 'phụ trách', 'theo dõi')})(?= )"
    rf"| (?:{either('chủ đầu tư', 'chủ quản', 'cơ quan chủ quản', 'chủ trì', 'đầu mối')}) "
    rf"(?!{either('là', 'phải', 'cần')} )"
)
RANK_ASKED = re.compile(rf" (?:{either('xếp hạng', 'thứ hạng', 'vị trí', 'vị thứ')}) (?!{phrase('di')[0]} )")
RANK_AT_END = tuple(f" {' '.join(phrase(one))} " for one in ("xếp hạng", "xếp thứ", "đứng thứ", "đứng hạng"))
DONE_AT_END = tuple(
    f" {' '.join(phrase(one))} " for one in ("đã hoàn thành", "đã thực hiện", "đã giải quyết")
)
DEADLINE_ASKED = re.compile(rf" (?:{either('thời hạn', 'hạn cuối', 'hạn chót', 'hạn nộp', 'hạn báo cáo')}) ")
_NO_DEADLINE = ("hán", "mặn", "ngạch", "mức", "chế", "điền")
WHEN_ASKED = re.compile(
    rf" (?:(?:{either('thời hạn', 'hạn', 'thời gian', 'thời điểm', 'ngày', 'hạn cuối')}) "
    rf"(?:{either(*_DEEDS)})|(?:{either('hạn chót', 'mốc thời gian', 'hạn ban hành')})"
    rf"|{phrase('hạn')[0]} (?!{either(*_NO_DEADLINE)})"
    rf"(?=(?:\S+ ){{1,5}}?(?:{either(*_DEEDS)}) )"
    rf"|(?:{either('nhiệm kỳ', 'giai đoạn', 'thời kỳ')}) (?!\d|{phrase('mấy')[0]} ))(?= |\S)"
)
WORDING_ASKED = re.compile(rf" (?:{either('phương châm', 'chủ đề', 'khẩu hiệu', 'địa điểm', 'nơi')}) ")
MOTTO_ASKED = re.compile(rf" (?:{either('phương châm', 'chủ đề', 'khẩu hiệu')}) ")
# A bare phrase that opens so asks for names: "xã đạt chuẩn …", "các khu công nghiệp mới".
NAMES_ASKED = re.compile(
    rf" (?:{phrase('tên')[0]} )?(?:(?:{'|'.join(phrase('các những'))}) "
    rf"({'|'.join(' '.join(phrase(one)) for one in _SORTS)}) "
    rf"|({'|'.join(' '.join(phrase(one)) for one in _PLACES)}) (?!{phrase('hội')[0]} ))"
)
# What names the source of an answer and nothing that is asked for.
FRAME = re.compile(
    r"\W*(?:Theo|Trong|Căn cứ|Tại|Dựa (?:vào|theo|trên))\s[^,?]{0,60}?(?:kế hoạch|nghị quyết|quyết định|"
    r"chương trình|đề án|thông báo|kết luận|báo cáo|chỉ thị|phụ lục|văn bản|nghị định|"
    r"thông tư|quy hoạch|công văn|hướng dẫn)(?!\w)[^,?]{0,160},\s+",
    re.IGNORECASE,
)
AFTER_HEAD = frozenset(phrase("của ở trong tại"))
WHICH = frozenset(phrase("nào gì mấy đâu ai"))
ASKS = re.compile(rf" (?:{'|'.join(phrase('nào gì mấy đâu ai'))})(?= )")
BEFORE_SORT = frozenset(("cua", "cac", "nhung", "thuoc", "o", "tai", "trong", "voi", "cho", "duoc", "ve"))
PLACE_KINDS = frozenset({"tinh", "huyen", "xa", "phuong", "quan"})
PLACE_KINDS_OF_TWO = frozenset({("thanh", "pho"), ("thi", "xa"), ("thi", "tran"), ("dac", "khu")})
STOP_PHRASES = tuple(
    phrase(one)
    for one in (
        "bây giờ", "hiện giờ", "hiện tại",
        "bao nhiêu", "bao lâu", "thế nào", "như thế nào", "ra sao", "là gì", "là bao nhiêu", "chỉ tiêu",
        "mục tiêu", "phấn đấu",
        "nhiệm kỳ", "nhiệm kỳ trước", "nhiệm kỳ qua", "nhiệm kỳ vừa qua", "nhiệm kỳ rồi", "nhiệm kỳ này",
        "nhiệm kỳ tới", "khóa trước", "giai đoạn", "phần trăm", "các tỉnh", "các địa phương",
        "từng địa phương", "so sánh",
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
        "chiếm",
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
        "cái",
        "chiếc",
        "sau",
        "khi",
        "qua",
        "định",
        "lo",
    ]
    for form in phrase(one)
)
