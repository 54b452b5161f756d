"""The words around figures in Vietnamese official texts: units, comparators, and what is no figure."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ingest.letters import LOWER

if TYPE_CHECKING:
    from ingest.facts.figures import FigureKind

SCALES = "nghìn tỷ|ngàn tỷ|trăm tỷ|trăm triệu|nghìn|ngàn|vạn|triệu|tỷ|tỉ"
CURRENCIES = "đồng Việt Nam|đồng(?! chí| hồ| bộ)|VNĐ|VND|USD|EUR|đô la Mỹ|đô la"
MEASURES = (
    "ha|hecta|inch|gram|[μµ]g/m3|mg/m3|mg/l|[μµ]g|mg|ml|mV|MVA|kVA|Hz|Gbps|dB|g|pixels?|km2|km²|km|m2|m²|m3|m³|mét|mm|cm|m|tấn|tạ|"
    "kg|lít|MWp|MW|kWh|kW|kV|GB|MB|KB|TB|Gb|Mb|Kb|"
    "Mbps|điểm phần trăm|điểm|"
    "lần|tháng|ngày làm việc|ngày công|ngày|giờ làm việc|giờ|phút|năm|tuần|tuổi|sao"
)
# Names of what official documents count; longer names first wins. A noun that is missing costs the
# unit of the answer, never its number.
COUNTED = (
    "Luật|Quyết định|Kế hoạch|Công văn|Nghị quyết|Chỉ thị|Thông tư|Nghị định|thủ tục hành chính|loại|"
    "lượt khách du lịch|lượt khách|lượt người|lượt hộ|lượt|khách du lịch|du khách|khách|"
    "đảng viên|tổ chức đảng|tổ chức cơ sở đảng|chi bộ|đảng bộ|cấp ủy|đoàn viên|hội viên|ủy viên|đại biểu|"
    "hợp tác xã|HTX|tổ hợp tác|trang trại|doanh nghiệp|cơ sở|hộ gia đình|hộ nghèo|hộ dân|hộ|nhân khẩu|"
    "lao động|việc làm|người lao động|người dân|người có công|người|dân|công dân|học sinh|sinh viên|học viên|"
    "trẻ em|trẻ|em|phụ nữ|thanh niên|giáo viên|bác sĩ|bác sỹ|dược sĩ|điều dưỡng|cán bộ|công chức|viên chức|"
    "giường bệnh|giường|bệnh viện|trạm y tế|trạm|trường học|trường|lớp|phòng học|thư viện|"
    "đơn vị hành chính|đơn vị cấp huyện|đơn vị cấp xã|đơn vị|cơ quan|tổ chức|tỉnh|thành phố|huyện|quận|"
    "thị xã|thị trấn|phường|xã|thôn|bản|ấp|khu phố|tổ dân phố|khóm|khu công nghiệp|cụm công nghiệp|"
    "khu đô thị|đô thị|khu vực|khu|cụm|vùng|"
    "tuyến đường|tuyến|công trình|cây cầu|cầu|dự án|đề án|chương trình|"
    "kế hoạch|nhiệm vụ|giải pháp|mô hình|sản phẩm|chỉ tiêu|tiêu chí|nội dung|mục tiêu|chỉ số|lĩnh vực|ngành|"
    "trụ cột|văn bản|nghị quyết|hồ sơ|thủ tục|dịch vụ công|dịch vụ|vụ việc|vụ án|vụ|trường hợp|đơn thư|đơn|"
    "TTHC|biên chế|nhiệm kỳ|địa phương|cá nhân|bộ hồ sơ|"
    "cuộc|hội nghị|buổi|đợt|lớp tập huấn|suất|phần quà|căn nhà|căn hộ|căn|nhà|con|cây|bộ|chiếc|cái|phần"
)
COMPARATORS = (
    r"(?<!\w)(?:không thấp hơn|không dưới|không ít hơn|không lớn hơn|không cao hơn|không muộn hơn|"
    r"không (?:được )?quá|"
    r"không (?:được )?vượt quá|tối thiểu|tối đa|"
    r"ít nhất|nhiều nhất|"
    r"cao nhất|ước khoảng|khoảng trên|khoảng|xấp xỉ|gần|thấp hơn|nhỏ hơn hoặc bằng|lớn hơn hoặc bằng|"
    r"nhỏ hơn|ít hơn|lớn hơn|cao hơn|nhiều hơn|"
    r"(?<!suất )vượt quá|hơn|trên|"
    r"dưới|từ|bình quân)(?:\s(?:là|khoảng))?"
)
DIRECTIONS = (
    r"(?<!\w)(kéo giảm|giảm xuống còn|giảm còn|xuống còn|giảm|tăng thêm|tăng|nâng lên|lên|còn)"
    r"(?:\s+(?:bình quân|ít nhất|khoảng|thêm))?\s*$"
)
# "Điều 5", "ngày 16 tháng 01", "mức độ 2", "Quốc lộ 30", "số 452/…": numbers that count nothing.
REFUSED_BEFORE = (
    r"(?:(?<!\w)(?:đợt|điều|khoản|điểm|(?<!danh )mục|chương|phần|phụ lục|ngày|tháng|quý|khóa|khoá|kỳ họp|"
    r"mức độ|cấp độ|giai đoạn|quốc lộ|tỉnh lộ|đường tỉnh|đường|vành đai|hạng mục|bước|tờ|trang|biểu|"
    r"trung ương|loại|quyết định|nghị quyết|nghị định|thông tư|công văn|kế hoạch|chỉ thị|kết luận|luật|"
    r"chương trình|tờ trình|báo cáo|(?<!tổng )(?<!hệ )số|số hiệu|QL|ĐT|QCVN|TCVN|lần thứ|mẫu|"
    r"sách)\s?\.?\s*$)|±\s?$|"
    r"(?<!\w)(?:điều|khoản|mẫu số|quy trình số|ngày|tháng)\s?:\s?$|\d giờ\s$|"
    r"(?:[A-ZĐ]\.?|[A-Za-zĐđ]-|\d:|(?<!\w)[\da-f]{1,4}:)$"
)
# The numbers of a list refer as its first does: "Điều 4, 5, 6, 7 và 8", "Mẫu số 01, 02".
LISTED = (
    r"(?<!\w)(?:điều|khoản|điểm|mục|chương|mẫu số|mẫu|phiếu|phụ lục|biểu|bước|nhóm|dự án|tiêu chí|đối tượng|"
    r"ngày|tháng|quý|số)\s"
    r"(?:\(?\w{1,4}\)?(?:\s\(nếu có\))?(?:,|\svà|\shoặc|,\svà|\sđến)\s?)+\(?$"
)
DIGITS = (
    "không|một|mốt|hai|ba|bốn|tư|năm|lăm|sáu|bảy|bẩy|tám|chín|mười|mươi|trăm|nghìn|ngàn|triệu|linh|lẻ|rưỡi"
)
# What stands before a number that counts, whatever it counts.
COUNTED_AFTER = (
    r"(?<!\w)(?:nhận|nhận được|được|gồm|với|trong đó|thành|cho|lập|xây dựng|tổ chức|ban hành|công bố|"
    r"danh mục|tổng|cả|toàn bộ|tất cả|lấy|mở|cấp|trao|tặng|làm|bị|hỗ trợ|phát hiện|xử lý|tiếp nhận|"
    r"giải quyết|bố trí|và|nộp|kèm)\s$|\w,\s$"
)
# Words that follow a number and are not what it counts.
NO_NOUN = (
    "đến|và|của|trong|theo|tại|kể|không|được|là|thì|với|cho|trên|dưới|như|hoặc|so|về|từ|bằng|do|vào|có|"
    "đối|khi|để|"
    "vì|mọi|trừ|rồi|bị|đều|chỉ|nhằm|hơn|này|nêu|đã|sẽ|qua|lên|trở|lại|cùng|ở|mà|nếu|phải|cần|thuộc|gồm|"
    "sau|trước|cũng|còn|ban|quy"
)
NO_SHORT_NOUN = "UBND|HĐND|GRDP|GDP|TNHH|TMCP|MTTQ|BCH|TTG|QH|NQ|CP|VIII|XIII|XVIII|XXIII|III|VII|XII"
# Before the noun that it divides into kinds: "10 loại giáo trình" counts loại.
CLASSIFIERS = "loại|kiểu|dạng|số|kỳ|bậc|mức|hạng|nhóm|bên"
_PER = (  # what an amount is for, where it takes more than a word
    r"ngày\.đêm|ngày đêm|văn bản|giao dịch|hợp đồng|bản sao|đơn vị tài sản|đơn vị|trường hợp|"
    "Giấy phép|Giấy chứng nhận|Giấy xác nhận|Chứng chỉ|lần thẩm định|lần cấp|lần kiểm tra|"
    "hộ gia đình|học sinh|sinh viên|"
    "cá nhân|tập thể|giải thưởng|công trình|chương trình|nhiệm kỳ|giấy phép|giấy chứng nhận|"
    "lượt người|lượt xe|hồ sơ|tài khoản|hộp thư điện tử|hộp thư|năm học|cấp học|"
    "khóa học|học kỳ|tiết học|lớp học|ngày làm việc|ngày công|người bệnh|thửa đất|giấy tờ|lao động|đại biểu|"
    "công chức|viên chức|cán bộ|đề tài|nhiệm vụ|dự án|mô hình|sản phẩm|xã phường|báo cáo|chuyên đề|bài viết|"
    "tác phẩm|cuộc họp|cuộc thi|biểu mẫu|đề thi|câu hỏi|tài liệu|phương tiện|thiết bị|đề cương|đề án|"
    "doanh nghiệp|hợp tác xã|cơ sở|tổ chức|người lao động|hộ nghèo|hội nghị|đoàn viên|đảng viên|gia đình"
)
RATE = rf"(?:\s?/\s?(?:0?1\s)?(?:{_PER}|[{LOWER}]+[23²³]?(?:\s(?:đêm|hồ sơ|dân)(?!\w))?)(?!\w))+"
REFUSED_AFTER = (
    r"(?:[-/](?=[A-ZĐ]{2})|[-/]\w*[-/][A-ZĐ]|:\d|/QH|[A-Z](?!\w)|[A-Za-zĐđ]{1}[\w]*[-/][A-ZĐ]|\s+tháng\s+\d|"
    r"\.[a-z])"
)


def unit_pattern() -> str:
    """Regular expression for a unit right after a number, the space before it included."""
    money = rf"(?i:{SCALES})?\s?(?:{CURRENCIES})"  # "71.500 Triệu đồng"
    counted = rf"(?:(?:{SCALES})\s)?(?:{MEASURES}|{_longest_first(COUNTED)})"
    rate = rf"(?:{RATE}|/\d[\d.]* dân)?"
    return (
        rf"(?:\**\s?(?:%|‰|phần trăm(?!\w)){rate}(?:\s?GRDP(?!\w))?"
        rf"|\**\s?{money}(?!\w){rate}|\**\s?{counted}(?!\w){rate}|\s(?:{SCALES})(?!\w|\s(?:lệ|trọng|suất|"
        rf"số|giá)(?!\w)))"
    )


def kind_of(unit: str | None) -> FigureKind:
    """Coarse kind of a figure from its unit."""
    if unit is None:
        return "count"
    low = unit.lower()
    if low.startswith(("%", "‰", "phần trăm")):
        return "percent"
    if re.search(rf"(?<!\w)(?:{CURRENCIES})(?!\w)", unit, re.IGNORECASE):
        return "money"
    if re.match(rf"(?:(?:{SCALES})\s)?(?:{MEASURES})(?!\w)", unit):
        return "measure"
    return "count"


def _longest_first(names: str) -> str:
    return "|".join(sorted(names.split("|"), key=lambda name: (-len(name), name)))
