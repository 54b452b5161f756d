"""The words around an indicator's name: what opens, closes and heads it, and what sets a time limit."""

from __future__ import annotations

import math
import re
from itertools import islice

LONGEST = 26  # syllables of an indicator
ENOUGH = 3  # syllables with which a clause names something by itself
WHOLE = 7  # syllables with which a clause needs nothing of what its bracket follows
INHERITED = 14  # syllables that a figure takes over from what stands before it

WORD = re.compile(r"[^\W_]+")
NOUNS = (
    "tỷ lệ|tỉ lệ|tỷ trọng|tỷ suất|tốc độ|tổng(?! hợp| kết| cục| thống| giám| công ty| thể| quan| đài| bí|"
    " thanh)|số lượng|số lượt|số hộ|số vụ|số người|số lao động|số giường|"
    "số bác sĩ|số sinh viên|số doanh nghiệp|số tiền|số học sinh|số xã|mức(?! độ)|giá trị(?! gia tăng)|"
    "diện tích|sản lượng|năng suất|thu ngân sách|chi ngân sách|thu nhập|quy mô|cơ cấu|kim ngạch|chỉ số|"
    "doanh thu|vốn|kinh phí|chi phí|GRDP|tăng trưởng|bán kính|công suất|thời gian|thời hạn|thời lượng|"
    "lãi suất|thuế suất|hệ số|dung lượng|trọng lượng|khối lượng|hàm lượng|lưu lượng|lượng mưa|mật độ|nồng độ|"
    "chiều dài|chiều rộng|chiều cao|chiều sâu|độ dài|độ rộng|độ cao|độ dày|độ sâu|đường kính|kích thước|"
    "kích cỡ|tải trọng|nhiệt độ|"
    "đơn giá|nguyên giá|giá bán|giá cụ thể|giá dịch vụ|giá thuê|giá đất|giá vé|giá khởi điểm|học phí|"
    "lệ phí|phụ cấp|trợ cấp|hạn mức|tần suất|xác suất|"
    "tuổi thọ"
)
NOUN = re.compile(rf"(?<!\w)(?:{NOUNS})(?!\w)", re.IGNORECASE)
# What introduces a clause and names nothing.
OPENING = re.compile(
    r"[\s\W]*(?:(?:trong đó|đồng thời|trừ|không bao gồm|ước tính|đặc biệt là|đặc biệt|và|với|tiếp tục|"
    r"ph[ấâầ]n đ[ấầâ]u|bảo đảm|"
    r"đảm bảo|có thêm|"
    r"có|thêm|duy trì|cụ thể|như sau|bao gồm|gồm|tương đương|tương ứng|nâng|đạt|của|là|được|cho(?! vay|"
    r" phép| thuê)|để|về|ước|"
    r"(?:đến |trong |hết |đến hết |cả )*(?:năm|giai đoạn|nhiệm kỳ|thời kỳ) (?:19|"
    r"20)\d\d(?:\s?[-–]\s?(?:19|20)\d\d)?|"
    r"(?:qua|trong) \d+ năm|trong nhiệm kỳ|kết quả|tuy nhiên|nhưng|song|theo đó|hằng năm|hàng năm|mỗi năm|"
    r"mới)(?!\w)[\s,:]*)+",
    re.IGNORECASE,
)
CLOSING = re.compile(
    r"(?:(?<!\w)(?:phải|đạt|được|là|chiếm|còn|có|(?<!cắt )(?<!kéo )(?<!gian )giảm|(?<!gian )(?<!gia )tăng|"
    r"(?<!gian tăng )thêm|trên|dưới|từ|khoảng|bằng|"
    r"ước|lên|thực hiện|"
    r"ít nhất|tối thiểu|tối đa|không quá|đến|cho|với|của|và|(?<!định )mức|trong|tới|kéo|xuống|gần|hơn|đã|"
    r"đối|(?<!sai )so|trở lên|trở xuống|tiến hành|gần như|nhưng|hoặc|gấp|cả|(?<!bên )bảo đảm|đảm bảo|"
    r"như sau|sau đây|"
    r"cụ thể|bao gồm|gồm|trong đó)|\W)+$",
    re.IGNORECASE,
)
# "so với cùng kỳ năm trước": of the figure before, no name of its own.
_YARDSTICK = (
    r"(?<!\w)so (?:với )?(?:cùng|kỳ|năm|tháng|quý|đầu|bình quân|thực hiện|ước thực hiện)(?!\w)"
    r"(?:\s(?:kỳ|năm|trước|ngoái|nhiệm kỳ|giai đoạn|tháng|quý|bình quân|chung|cả nước|thực hiện|\d[\d/-]*))*"
)
COMPARED = re.compile(rf"[\s\W]*{_YARDSTICK}", re.IGNORECASE)
COMPARED_LATER = re.compile(rf"\s*{_YARDSTICK}", re.IGNORECASE)
# "đạt 104% dự toán": no new subject.
PLANNED = re.compile(r"dự toán|kế hoạch|so |chỉ tiêu|mục tiêu|nghị quyết|yêu cầu|cùng kỳ", re.IGNORECASE)
AFTER_FIGURE = re.compile(r".*\d[^,]*,\s")
BEARS = re.compile(r"[\s\W]*(?:có|với)\s", re.IGNORECASE)
HAS = re.compile(r"(?<!\w)(?:có|với)\s*$", re.IGNORECASE)
FOR = re.compile(r"(?:\s\w+){0,2}\s(?:đối với|dành cho|cho)\s")
GIVEN = re.compile(r"(?<!\w)(?:cho|tại|với)\s*$")
# "15 năm kinh nghiệm", "0,8 lần quỹ lương": what the unit counts goes on.
# What follows a figure is no more of its name: "từ 0,25 điểm trở xuống thì lấy điểm trung bình".
DATED = re.compile(
    r"\s(?:(?:trong|vào|đến|cho|cả|hết) )*(?:năm|giai đoạn|nhiệm kỳ|quý \w+|tháng \d+) (?:19|"
    r"20)\d\d(?!\w)",
    re.IGNORECASE,
)
# A clause behind the figure that says how or to what end, and names nothing.
SERVES = re.compile(r"[,\s]*(?:bảo đảm|đảm bảo|đáp ứng|nhằm|để|góp phần|phục vụ|theo đúng|kịp thời)\s")
THEREFORE = re.compile(r"\s(?:thì|vì|nên|nhưng)\s")
COUNTS_ON = re.compile(
    r"\s(?!một lần|mỗi|kể|tính|trong|để|và|đến|theo|từ|trước|sau|thì|là|so|của|hoặc|như|do|trở)[^\W\d]+\s"
)
PARTED = re.compile(r"[,;:.()]|\s(?:và|đến|lên|còn|xuống|so)\s")
AGAINST = re.compile(r"[\s\W]*so với(?!\w)", re.IGNORECASE)
AND = re.compile(r"\svà\s*$")
NEXT = re.compile(r"\)?[^,;:.]{0,24}")
GOES_ON = re.compile(r",\s[^,;:.()|\d]{3,120}(?=[,;.()]|$)")
# "10 tháng năm 2025" dates, "chính quyền địa phương 02 cấp" names.
NO_AMOUNT = re.compile(
    r"24/(?:24|7)(?!\d)|\d+\s(?:tháng(?:\s(?:đầu|cuối|qua)(?:\snăm)?|\snăm (?:19|20)\d\d|(?:,|"
    r"\svà)? (?:cả )?năm)(?!\w)|"
    r"tháng, \d+ tháng|cấp(?! phó| trưởng| ủy)(?!\w)|"
    r"buổi\s(?:sáng|trưa|chiều|tối)\W{1,2}ngày|"
    r"giờ\s(?:\d|ngày|hằng ngày|hàng ngày|sáng|trưa|chiều|tối|đêm))"
)
# Years that only say over how long: "doanh thu bình quân trong 03 năm liền kề", "sơ kết 03 năm thực hiện".
WHILE = re.compile(
    r"\d+ (?:\(\w+\) )?(?:năm|tháng)(?: tài chính)? (?:liền kề|gần nhất|gần đây|liên tiếp|liền trước|"
    r"trước đó|qua)(?!\w)"
)
PER = re.compile(r"(?<!\w)trong 0?1 (?:\(\w+\) )?(?:năm|tháng|ngày|tuần)(?! làm việc| kể| tính)(?!\w)")
REVIEW = re.compile(r"(?:sơ kết|tổng kết|kỷ niệm) $", re.IGNORECASE)
# Factors of a sum: "(09 ngày = 72 giờ x 40.000 đồng/giờ) x 10 hồ sơ"; what it comes to is a fact.
FACTOR = re.compile(r"\)?\s?(?:[x×*]\s?\(?\d|=\s?\(?\d)")
TIMES_BEFORE = re.compile(r"[\d\w)]\s?[x×*]\s?\(?$")
AGE = re.compile(r"\d+ (?:tháng|năm)? ?(?:(?:đến|-|–) (?:dưới )?\d+ (?:tháng |năm )?)?tuổi(?!\w| thọ)")
CLOCK = re.compile(r"(?<!\w)(?:sau|trước|lúc|từ|đến|vào)\s(?:\w+\s){0,3}\(?$", re.IGNORECASE)
LASTING = re.compile(r"\)?\s(?:kể|làm việc|liên tục|đồng hồ|tính)")
LEGEND = re.compile(r"(?:đơn vị(?: tính)?|ĐVT)\s*:\s*$", re.IGNORECASE)
REPORT = re.compile(r"báo cáo (?:quý, )?$")
SOMEWHERE = re.compile(
    r"\W*(?:(?:cục bộ|riêng|nhất là)\W*)*(?:có )?(?:nơi|lúc|chỗ|thời điểm|năm|tháng)\W*(?:đạt|lên)?\W*$"
)
WHOM = re.compile(r"[\s\W]*(?:riêng )?(?:đối với|trường hợp)\s(?:đối tượng (?:là )?)?", re.IGNORECASE)
PREDICATE = re.compile(
    r"\s(?:phù hợp với|nhưng|được (?:xác định|tính|quy định|áp dụng)|không (?:được )?(?:vượt|quá|thấp)|"
    r"căn cứ|bằng)(?!\w)"
)
# The keeper of a site writes to its readers; officials write of third persons.
_READERS = re.compile(r"(?<!\w)quý (?:khách|thành viên|độc giả|bạn đọc)(?!\w)", re.IGNORECASE)
_PHONE = re.compile(r"điện thoại|fax|hotline", re.IGNORECASE)
_EMAIL = re.compile(r"e-?mail|thư điện tử\s*:", re.IGNORECASE)
_ADDRESS = 300  # characters of an address block
_GARBLED = re.compile(r"\w><|<\d|@\w+\.|https?:|www\.|^\d[\d.,/]*(?:\s|\W*$)|^QH\d")
_PORTAL = re.compile(r"chưa cập nhật nội dung|đăng nhập hoặc đăng ký", re.IGNORECASE)
_ONLINE = re.compile(r"đăng nhập|website|trang web|cookie|online|chúng tôi", re.IGNORECASE)
_VIETNAMESE = re.compile(r"[À-ỹĂăĐđƠơƯư]")
_SAYS = 5  # words that show a tongue
EXPLAINS = re.compile(r"[\s\W]*(?:trong đó|nêu rõ|có nêu)(?!\w)", re.IGNORECASE)
MAP_SCALE = re.compile(r"(?:(?:tỷ lệ|tỉ lệ)\s1/\d[\d.]*|(?<!\d)1/(?:\d|10|25)[05.]*00)$", re.IGNORECASE)
RANKED = re.compile(r"(?:đứng|xếp|hạng|vị trí)[\s\w]*$", re.IGNORECASE)
STATED = re.compile(
    r"(?:(?<!\w)(?:là|đạt|còn|có|thêm|chiếm|bằng|lên|tăng|giảm|tổng số|cộng|hệ số)|:)\s*$", re.IGNORECASE
)
SHARE = re.compile(r"[%‰]|phần trăm")
MONEY = re.compile(r"(?<!\w)(?:đồng|VNĐ|VND|USD|EUR|đô la)(?!\w)", re.IGNORECASE)
# "VNPT: 25 trạm", "Thời gian thực hiện: giảm 3 ngày": a label before its colon.
DIVIDING = re.compile(r"(?:bao gồm|gồm|cụ thể)\W*:", re.IGNORECASE)
DIVIDES = re.compile(r"trong đó|cụ thể|bao gồm|gồm|như sau", re.IGNORECASE)
MEANWHILE = re.compile(r"\s(?:đồng thời|sau đó)\s(?=(?:[^\W_]+\W+){3})")
LABEL = re.compile(r"([^\W_][^:;()]{1,300}):\s*\(?(?:[^\W\d_]+\s){0,2}$")
# A name that must be cut is cut at these: "… bổ sung | trong lĩnh vực khoa học".
_JOINS = "theo|của|trong|tại|cho|với|để|từ|đến|về|do|bằng|khi|là|nhằm|mà|thuộc|đối|bởi|sau|trước|kể|qua"
JOINS = re.compile(_JOINS)
WHOLE_WORDS = frozenset(
    {"lý do", "tự do", "công bằng", "cân bằng", "đồng bằng", "văn bằng", "thông qua", "vượt qua", "cho vay",
     "cho thuê", "từ chối", "từ thiện", "trong sạch", "trong nước", "về hưu", "bằng cấp", "bằng chứng",
     "đối với", "đáng kể", "trước hết", "sau khi", "trước khi", "kể từ", "đến nay", "nhà trong", "để lại",
     "bằng sáng", "theo dõi", "phía trong", "bên trong", "đến hạn", "kể cả", "từ đủ", "trong đó"}
)  # fmt: skip
OPENS = re.compile(rf"{_JOINS}|và|hoặc")
# Inside "(trừ tài sản có nguyên giá …" nothing is taken from before the bracket.
EXCEPT = re.compile(r"\(\W*(?:trừ|không bao gồm|không kể)(?!\w)[^()]*$")
OR = re.compile(r"[^,;:.]*\shoặc\s*")  # "đạt 2% doanh thu hoặc từ 200 tỷ đồng"
# "từ 34 tỉnh, thành phố xuống còn 16 tỉnh": the same before and after.
CHANGES = re.compile(r",?[^,;:.\d]{0,24}\s(?:xuống còn|xuống|lên thành|thành)\s*")
JOINED = re.compile(r"\s*(?:đến|tới|-|–|và|hoặc|còn|xuống|xuống còn|lên|lên đến)\s*")
# A share right after these is of what follows it: "có 90% tổ chức đảng …", "… và ít nhất 50% người dân".
LED = re.compile(
    r"(?:(?<!\w)(?:có|có tới|có đến|cho|duy trì|bảo đảm|đảm bảo|cung cấp|sử dụng|hoàn thành|tích hợp|"
    r"phấn đấu|đạt tỷ lệ|đạt)|"
    r"(?P<joined>(?<!\w)và|[;:]|^))\s*(?:ít nhất |tối thiểu |trên |khoảng |gần |hơn )?$",
    re.IGNORECASE,
)
# An act that a counted thing completes: "…, xây dựng ít nhất 01 hợp tác xã đủ mạnh".
# Verbs that open a clause of its own; a clause without one goes on with the enumeration before it.
VERBS = re.compile(
    r"(?:tổ chức(?= (?:\w+ ){0,3}$)|mở|hỗ trợ|trồng|đào tạo|cấp|tặng|đón|huy động|vận động|bố trí|nâng|"
    r"sửa chữa|kiểm tra|"
    r"khởi công|triển khai|thực hiện|phấn đấu|duy trì|hoàn thành|kết nạp|tiếp nhận|xử lý|phát hiện|bắt giữ|"
    r"công bố|ban hành|phê duyệt|giao|chọn|cử|đề nghị|lập|trao|thu|chi|mua|bán|giảm|tăng|có|nộp|gửi|bổ sung|"
    r"sửa đổi|bãi bỏ|đầu tư|khen thưởng|tuyên truyền|rà soát|giám sát|quản lý|lắp đặt|sản xuất|tham gia|"
    r"bị|được|"
    r"làm|chuyển|tiếp tục|phối hợp|cung cấp|sử dụng|tuyển|bồi dưỡng|tập huấn|riêng|tại|trên|đối với|cấp|toàn|"
    r"khu vực|nhóm|bước|các|mỗi|từng|những)(?!\w)",
    re.IGNORECASE,
)
RESOLVES = re.compile(
    r"(?:quyết tâm|phấn đấu|xây dựng|thành lập|hình thành|thu hút|công nhận|giải quyết|giải ngân|đào tạo|"
    r"huy động|trồng|"
    r"hoàn thành|hỗ trợ|bố trí|kết nạp|sửa chữa|nâng cấp|mở)(?!\w)",
    re.IGNORECASE,
)
NEXT_ONE = re.compile(r"\d[^.;:]*,\s*(?:và\s)?$")
MAKES = re.compile(
    r"(?:xây dựng|thành lập|hình thành|phát triển|thu hút|công nhận|giải quyết)(?!\w)", re.IGNORECASE
)
DEADLINE = re.compile(
    r"(?<!\w)(?:thời hạn|trong vòng|chậm nhất|thời gian|kể từ|muộn nhất|định kỳ|trước (?:khi|ngày)|"
    r"(?:trong|sau)(?=\s*$))",
    re.IGNORECASE,
)
ACTS = re.compile(
    r"(?<!\w)(?:có trách nhiệm|phải|cung cấp|tiến hành|"
    r"xem xét|tổ chức|quyết định|trình|gửi|ban hành|thành lập|"
    r"(?<!khẩn )(?<!cung )(?<!hức )(?<!quan )(?<!phân )(?<!các )(?<!nâng )cấp(?! có thẩm quyền| \w*xã|"
    r" tỉnh|\s(?:bộ|huyện|trên|cơ sở|chuyên|trung|ủy))|báo cáo|thông báo|tổng hợp|niêm yết|rà soát|"
    r"thẩm định(?! cấp)|"
    r"kiểm tra|phê duyệt|xử lý|hoàn thiện|hoàn thành|công bố|trả lời|chuyển|thanh toán|nộp|bố trí|"
    r"(?<!công )(?<!độc )(?<!dân )lập|"
    r"xác định|"
    r"chuẩn bị|thực hiện|cập nhật)(?!\w)"
)
TIMES = re.compile(r"(?:giờ|ngày|tháng|buổi|năm|tuần|phút)")

# Words that tell how a thing is measured, timed or limited, and not which.
_TOTAL = re.compile(r"(?:tổng số|tổng cộng)(?!\w)", re.IGNORECASE)
_EMPTY = re.compile(
    "buổi|bảo|bằng|cho|chậm|có|cụ|của|gian|giờ|gồm|hiện|hàng|hạn|hằng|khi|khoảng|không|kể|kỳ|là|"
    "làm|lượng|lần|lệ|muộn|mỗi|một|mức|ngày|như|nhưng|nhất|này|năm|phút|phải|quy|quá|sau|số|theo|thiểu|"
    "thành|hoàn|"
    "tháng|thì|thể|thời|thực|trong|trước|tuần|tính|tại|tối|tổng|từ|tỷ|việc|và|vào|vòng|về|với|ít|đa|đó|"
    "được|đảm|đến|để|định|đó",
    re.IGNORECASE,
)


def says_nothing(name: str, unit: str | None = None) -> bool:
    """Whether words only measure or limit ("trong thời hạn", "tổng số"), or say the unit again."""
    if unit and _TOTAL.match(name) and len(WORD.findall(name)) > 2:
        return False  # "Tổng số: 02 thủ tục"
    counted = WORD.findall((unit or "").lower())
    return all(
        _EMPTY.fullmatch(word) or word.isdigit() or word.lower() in counted for word in WORD.findall(name)
    )


def is_notice(text: str) -> bool:
    """Whether a site speaks to its readers, on a page that it was copied with: no part of the document."""
    return bool((_READERS.search(text) and _ONLINE.search(text)) or _PORTAL.search(text))


def is_address(text: str) -> bool:
    """Whether lines tell how to reach somebody: "Điện thoại: … E-mail: …"."""
    return len(text) < _ADDRESS and bool(_PHONE.search(text) and _EMAIL.search(text))


def is_foreign(text: str) -> bool:
    """Whether a text is in another tongue: of its words hardly one has a letter that only Vietnamese has."""
    found = WORD.findall(text)
    few = math.ceil(len(found) / 6)
    return len(found) > _SAYS and len([*islice(filter(_VIETNAMESE.search, found), few)]) < few


def is_garbled(name: str) -> bool:
    """Whether a name holds what no name does: a pattern's blanks, an address, half a document's number."""
    return bool(_GARBLED.search(name))


def first(text: str, span: tuple[int, int]) -> str | None:
    """The first two syllables of a span: figures beside each other begin alike."""
    found = [one[0].lower() for one in WORD.finditer(text, *span)][:2]
    return " ".join(found) or None
