"""Every text of the page of the library."""

from __future__ import annotations

TITLE = "Kho văn bản"
LEAD = "Mọi văn bản có thể tra cứu, tình trạng từng văn bản và quan hệ giữa chúng."

# What is refused, one line each
EMPTY_FILE = "tệp rỗng (0 byte): chép lại tệp gốc rồi nạp lại"
BIG_FILE = "tệp lớn hơn {} MB: tách thành các tệp nhỏ hơn rồi nạp lại"
NO_ROOM = "ổ đĩa gần đầy: dọn bớt chỗ trên máy chủ rồi nạp lại"
NOT_WRITTEN = "không ghi được tệp vào kho ({}): kiểm tra quyền ghi và ổ đĩa"
LOST = "tệp tạm không còn trên máy chủ: nạp lại tệp này"
GONE = "văn bản không còn trong kho"
NOT_OURS = "văn bản này đọc từ thư mục khác của máy chủ: thay tệp ở thư mục đó rồi bấm Đọc lại"
IN_BOX = "văn bản nằm trong một tệp nén hay thư: nạp tệp mới, rồi gỡ văn bản này"
NO_FILE = "tệp gốc không còn ở chỗ cũ"
KEPT = "{}; bản trong kho giữ nguyên"
UNCHANGED = "tệp không có gì thay đổi"
MANY = "tệp nén hay thư có nhiều văn bản bên trong: thay bằng đúng một văn bản"
SAME = "trùng nội dung với văn bản đã có: {}"
SAME_FILE = "tệp này đã có trong kho"
FAILED = "chương trình lỗi khi làm việc này: báo người quản trị xem library.log trong kho"
TWICE = "chương trình đã dừng đột ngột hai lần khi làm việc này: thử với tệp khác"
NOTHING_READ = "không đọc được văn bản nào trong tệp"

# The list
SEARCH = "Tìm văn bản"
SEARCH_PLACEHOLDER = "Tên, số ký hiệu, cơ quan"
KINDS = "Loại văn bản"
YEARS = "Năm"
STATES = "Tình trạng"
STATE_NAMES = {
    "warned": "có lưu ý",
    "scanned": "nhận dạng từ ảnh",
    "ended": "đã bị thay thế hoặc hết hiệu lực",
    "behind": "chưa vào chỉ mục",
}
ANY = "Tất cả"
FILTERS = "Bộ lọc"
OPTION = "{name} ({count})"
ORDER = "Sắp xếp"
ORDERS = {"title": "Theo tên", "issued": "Mới ban hành trước", "warned": "Nhiều lưu ý trước"}
COUNT = "{count} văn bản"
PART = "Văn bản {first}–{last} trong {all}"
NEXT = "Tiếp"
PREVIOUS = "Trước"
HEADS = ("Văn bản", "Tình trạng", "Hiệu lực", "Lưu ý")
CAPTION = "Danh sách văn bản trong kho"
READY = "tra cứu được"
BEHIND = "chờ vào chỉ mục"
SURE = "nhận dạng từ ảnh: {} %"
NOTES = "{} lưu ý"
NO_NOTES = "không có"
NO_END = "chưa thấy thay thế"
ENDED = "{} bởi {}"
ENDINGS = {"replaces": "bị thay thế", "abolishes": "bị bãi bỏ", "expires": "hết hiệu lực"}
NOTHING = "Không có văn bản nào phù hợp"
NOTHING_HELP = "Thử dùng ít từ hơn, hoặc bỏ bớt bộ lọc."
EMPTY = "Kho chưa có văn bản nào"
EMPTY_READ = "Người giữ kho sẽ nạp văn bản tại trang này."
EMPTY_KEEP = "Chọn tệp ở phần Nạp văn bản bên trên để bắt đầu."
CLEAR = "Bỏ bộ lọc"

# One document
BACK = "Trở lại danh sách"
OPEN = "Đọc văn bản"
FIGURES = "Xem chỉ tiêu của văn bản này"
FACTS = {
    "number": "Số, ký hiệu", "kind": "Loại văn bản", "issuer": "Cơ quan", "issued": "Ngày ban hành",
    "signer": "Người ký", "place": "Địa phương", "year": "Năm", "effective": "Hiệu lực",
    "file": "Tệp", "pages": "Số trang", "size": "Độ dài", "status": "Tình trạng",
}  # fmt: skip
UNSTATED = "văn bản không ghi"
SIZE = "{characters} ký tự, {sections} mục, {passages} đoạn"
WARNINGS = "Lưu ý khi dùng"
VERSIONS = "Bản giống hoặc gần giống trong kho"
COPY = "cùng nội dung"
NEAR = "giống {} %"
RELATIONS = "Quan hệ với văn bản khác"
RELATIONS_HELP = "Bấm vào một văn bản để đi tiếp theo quan hệ; văn bản in nhạt không có trong kho."
NO_RELATIONS = "Văn bản không nêu quan hệ với văn bản khác, và chưa văn bản nào trong kho nhắc đến nó."
ACTS = "Văn bản này"
BEARS = "Văn bản khác tác động đến văn bản này"
HERE = "Đang xem"
RELATION = {
    "basis": ("Căn cứ", "Là căn cứ của"),
    "replaces": ("Thay thế", "Được thay thế bởi"),
    "amends": ("Sửa đổi, bổ sung", "Được sửa đổi, bổ sung bởi"),
    "supplements": ("Bổ sung", "Được bổ sung bởi"),
    "abolishes": ("Bãi bỏ", "Bị bãi bỏ bởi"),
    "expires": ("Làm hết hiệu lực", "Hết hiệu lực theo"),
    "attached": ("Kèm theo", "Có kèm theo"),
}
QUOTE = "câu nêu"
QUOTE_OF = "Mở câu nêu quan hệ với {}"
MORE = "và {} văn bản khác"
NO_DOCUMENT = "Không có văn bản này trong kho"
NO_DOCUMENT_HELP = "Văn bản đã được gỡ, hoặc đường dẫn đã cũ."

# What a keeper does
UPLOAD = "Nạp văn bản"
UPLOAD_HELP = (
    "Word, PDF (kể cả bản quét), Excel, PowerPoint, ảnh chụp, trang web, thư, tệp .zip; "
    "mỗi tệp tối đa {} MB. "
    "Người khác vẫn tra cứu bình thường trong lúc nạp."
)
CHOOSE = "Chọn tệp hoặc kéo thả vào đây"
SEND = "Nạp vào kho"
SENT = "Đã nhận {} tệp, đang lần lượt đọc."
STOP = "Dừng {} việc đang chờ"
STOPPED = "đã dừng trước khi làm"
REFUSED = "Không nhận được tệp nào: xem lý do ở danh sách bên dưới."
WORKING = "Đang làm: {name}"
WAITING = "còn {} việc đang chờ"
READING = "đang đọc"
PROGRESS = "Đã xong {done} trên {total} việc"
INDEXING = "Đang cập nhật chỉ mục: {stage} {done}/{total}"
INDEXING_NOW = "Đang cập nhật chỉ mục"
LEARNING = "Đang cập nhật chỉ mục: sắp xếp từ ngữ của cả kho, có thể mất một phút"
STAGES = {"read": "đọc kho", "encode": "mã hóa đoạn", "analyze": "tách từ", "write": "ghi"}
OPENING = "Đang mở chỉ mục mới; câu hỏi gửi lúc này còn được trả lời theo chỉ mục cũ"
FINISHED = "Đã xong. Kết quả từng tệp ở danh sách dưới đây."
LATEST = "Kết quả từng tệp"
CLEAR_LATEST = "Xóa danh sách kết quả"
ACTIONS = {
    "upload": "nạp", "replace": "thay", "remove": "gỡ", "reread": "đọc lại", "index": "cập nhật chỉ mục",
}  # fmt: skip
RESULT = {"waiting": "đang chờ", "working": "đang làm", "done": "xong", "rejected": "không được"}
STATUS = {
    "added": "đã nạp", "updated": "đã cập nhật", "unchanged": "không thay đổi", "removed": "đã gỡ",
    "rejected": "không đọc được",
}  # fmt: skip
MORE_JOBS = "{} việc trước đó"
NEAR_TO = "gần giống: {}"
REPLACE = "Thay bằng tệp khác"
REPLACE_HELP = "Tệp mới được đọc thử trước; nếu không đọc được, bản cũ giữ nguyên."
REREAD = "Đọc lại tệp"
REMOVE = "Gỡ khỏi kho"
REMOVE_SURE = "Gỡ “{}”? Văn bản sẽ không tra cứu được nữa."
REMOVE_FILE = "Tệp đã nạp cũng bị xóa khỏi máy chủ."
REMOVE_BOX = "Tệp này chứa {} văn bản; tất cả đều bị gỡ."
REMOVE_KEPT = "Tệp gốc ở {} giữ nguyên; lần sau nạp lại thư mục đó, văn bản sẽ trở lại."
REMOVE_YES = "Gỡ văn bản"
CANCEL = "Thôi"
QUEUED = "Đã ghi việc, đang thực hiện."

# Health
HEALTH = "Sức khỏe của kho"
HEALTH_LABELS = {
    "documents": "Văn bản", "passages": "Đoạn trong chỉ mục", "age": "Chỉ mục cập nhật", "model": "Mô hình",
    "behind": "Chưa vào chỉ mục", "store": "Văn bản và số liệu", "index": "Chỉ mục", "uploads": "Tệp đã nạp",
    "models": "Mô hình trên đĩa", "free": "Đĩa còn trống",
}  # fmt: skip
NO_INDEX = "chưa có"
IN_DATABASE = "trong cơ sở dữ liệu"
LITTLE_ROOM = "Đĩa gần đầy: dọn bớt chỗ trước khi nạp thêm."
UPDATE = "Cập nhật chỉ mục"
BEHIND_LINE = "{} văn bản chưa vào chỉ mục nên chưa tra cứu được."
AGES = (("vừa xong", 90), ("{} phút trước", 5400), ("{} giờ trước", 129600), ("{} ngày trước", 0))
