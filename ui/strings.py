"""Every text of the page, in one place, in the Vietnamese of an office.

Constants are plain text unless their name ends in ``_MD`` (Markdown for Streamlit's own widgets).
"""

from __future__ import annotations

PRODUCT = "Tra cứu văn bản"
PAGES = "Các trang"
PAGE_ASK = "Hỏi đáp"
PAGE_INDICATORS = "Chỉ tiêu"
PAGE_COMPARE = "Đối chiếu"
PAGE_EVALUATION = "Đánh giá"
PAGE_LIBRARY = "Kho văn bản"
LOST = "Không có trang này"
LOST_HELP = "Đường dẫn không dẫn đến trang nào; có thể đã gõ nhầm, hoặc bị cắt mất một phần khi gửi."
NO_SCRIPT = "Trang này cần JavaScript; hãy bật JavaScript trong trình duyệt rồi tải lại trang."
NOT_ALLOWED = "Trang này dành cho người khác"
NOT_ALLOWED_HELP = "Tài khoản của anh/chị chưa được giao quyền dùng trang này; cần thì hỏi người quản trị."
TAGLINE = "Hỏi bằng lời thường, nhận câu trả lời kèm trích dẫn nguyên văn."
HINT = "Gõ có dấu hay không dấu đều được; viết tắt như BHYT, UBND, GRDP cũng được."

SIGN_IN = "Đăng nhập"
SIGN_IN_FIRST = "Mời đăng nhập"
SIGN_IN_WHY = "Kho văn bản này chỉ dành cho người của cơ quan; đăng nhập bằng tài khoản cơ quan để tiếp tục."
NO_PROVIDER = (
    "settings.toml bật [access] nhưng .streamlit/secrets.toml chưa khai báo máy chủ đăng nhập ({}); "
    "xem docs/huong-dan.md"
)
SIGN_OUT = "Đăng xuất"
ACCOUNT = "Tài khoản"
ROLES = {"read": "tra cứu", "review": "thẩm định", "keep": "giữ kho văn bản"}
NO_ROLE = "chưa được giao quyền nào"

QUESTION = "Câu hỏi"
PLACEHOLDER = "Ví dụ: chỉ tiêu BHYT năm 2023"
ASK = "Tìm"
EXAMPLES_TITLE = "Thử hỏi"
EXAMPLES = (
    "chỉ tiêu BHYT năm 2023",
    "chi tieu bhyt nam 2023",
    "ai ký nghị quyết năm 2023 của tỉnh Bắc Giang",
    "thu ngân sách của Đồng Tháp năm 2023",
    "tỷ lệ lao động qua đào tạo",
    "quyết định 452/QĐ-UBND ban hành ngày nào",
)

RECENT = "Câu hỏi gần đây trên trình duyệt này"
FORGET = "Xoá danh sách này"

RESULTS_FOR = "Kết quả cho: {}"
SEARCHING_FOR = "Đang tìm:"
TAP = "Chạm vào từ được gạch chân để giữ đúng như đã gõ."
KEEP = "{after}: giữ “{before}” như đã gõ"
READ_AGAIN = "{}: hiểu lại từ này"
NOW_IN = "{name} nay thuộc {now}: tìm trong văn bản của cả hai."
WITH_FORMER = "{name} tính cả văn bản của {before} trước ngày hợp nhất."
AS_TYPED = "Tìm đúng như đã gõ"
SEARCHED_AS_TYPED = "Đang tìm đúng như đã gõ."
AS_MEANT = "Tìm theo cách hiểu"
ANSWERS = "Câu trả lời"
ANSWERS_MANY = "Câu trả lời theo từng văn bản"
MORE = "Xem thêm {} câu trả lời"
ABSTAINED = "Không tìm thấy câu trả lời chắc chắn"
ABSTAINED_WHY = "Kho văn bản chưa có đoạn nào trả lời đúng câu hỏi này."
NEAREST = "Đoạn văn bản gần nhất"
PASSAGES = "Đoạn văn bản liên quan"
DIFFER = "Các văn bản nêu số liệu khác nhau cho cùng địa phương và cùng kỳ; đối chiếu trước khi dùng."
DIFFERS = "Văn bản khác nêu số khác"
BESIDE = "Các địa phương cạnh nhau"
BESIDE_HEADS = ("Địa phương", "Trả lời", "Kỳ", "Văn bản")
NO_PLACE = "không ghi nơi"
APART = "Thấp nhất: {}; cao nhất: {}."
STATUS = {"target": "chỉ tiêu", "result": "kết quả"}
ENDED = {
    "replaces": "Văn bản này đã được thay thế bởi",
    "abolishes": "Văn bản này đã bị bãi bỏ bởi",
    "expires": "Văn bản này đã hết hiệu lực theo",
}
INSTEAD = "Có thể hỏi"
WITHOUT_YEAR = "Hỏi không kèm năm {}"
OVER = "đã bị thay thế hoặc bãi bỏ"
KEYS = {
    "/": "gõ câu hỏi",
    "Enter": "tìm",
    "1–9": "mở câu trả lời",
    "c": "sao chép trích dẫn",
    "Esc": "trở lại kết quả",
}
COMPOSING = "Đang viết đoạn tóm tắt từ các trích dẫn…"
COMPOSED = "Đoạn tóm tắt do máy viết"
COMPOSED_WHY = (
    "Đoạn này do mô hình ngôn ngữ viết từ các trích dẫn trên, số trong ngoặc vuông là thứ tự câu trả lời; "
    "chỉ trích dẫn nguyên văn, không trích dẫn đoạn này."
)
NO_COMPOSER = "Chưa gọi được máy viết đoạn tóm tắt; các câu trả lời trên vẫn đầy đủ."
EXPORT = "Tải về"
EXPORT_NAME = "ket-qua-tra-cuu"
EXPORTS = {"docx": "Báo cáo Word (.docx)", "xlsx": "Bảng Excel (.xlsx)"}
SOURCE = "Nguồn"
COLUMNS = (
    "Câu trả lời", "Giá trị", "Đơn vị", "Địa phương", "Thời kỳ", "Loại số liệu", "Trích dẫn", "Văn bản",
    "Vị trí", "Trang", "Dòng căn cứ",
)  # fmt: skip
NO_HITS = "Không có đoạn nào phù hợp"
NO_HITS_HELP = "Thử dùng ít từ hơn, hoặc gọi tên chỉ tiêu, địa phương, năm."
NO_HITS_FILTERED = "Bộ lọc đang chọn có thể quá hẹp."
CLEAR_FILTERS = "Bỏ bộ lọc"

OPEN = "Mở trong văn bản"
ORIGINAL = "Xem trang gốc"
OPEN_NAMED = "Mở trong văn bản: {}"
COPY = "Sao chép trích dẫn"
COPIED = "Đã sao chép"
WHOLE_PASSAGE = "Xem cả đoạn"
PATH = "Vị trí trong văn bản"
NUMBER = "số {}"
PAGE = "trang {}"
CAUTION = "Lưu ý: {}; đối chiếu với bản gốc trước khi dùng"
DATED = "ngày {}"
YEAR = "năm {}"
SCORE = "Điểm {score} · {sources}"
SOURCE_NAMES = {"dense": "theo nghĩa", "lexical": "theo từ", "reranker": "đọc lại"}
SOURCE_RANK = "{source}: hạng {rank}"
SOURCE_NONE = "{source}: không có"

FILTERS = "Bộ lọc"
FILTERS_ON = "Bộ lọc ({})"
FILTER_NAMES = {
    "year": "Năm",
    "place": "Địa phương",
    "kind": "Loại văn bản",
    "issuer": "Cơ quan ban hành",
    "document": "Văn bản",
}
VALID = "Còn hiệu lực"
VALID_COUNT = "Bỏ văn bản đã bị thay thế, bãi bỏ (còn {})"
VALID_HELP = "Theo những gì các văn bản trong kho nói về nhau; không thay cho việc tra cứu hiệu lực."
TAKE_OFF = "Bỏ lọc: {}"
PLACE_WITH = "{new} (gồm {old})"
FILTER_ANY = "Tất cả"
FILTER_OPTION = "{name} ({count})"
FILTERED_BY = "Đang lọc:"
ADVANCED = "Nâng cao"
MODE = "Cách xếp hạng đoạn văn bản"
MODES = {"hybrid": "Kết hợp (nên dùng)", "dense": "Theo nghĩa", "lexical": "Theo từ ngữ"}
SCORES = "Hiện điểm xếp hạng"

BACK = "Trở lại kết quả"
BACK_HOME = "Về trang đầu"
OUTLINE = "Mục lục"
TO_PASSAGE = "Đến đoạn trích"
WAYS = "Di chuyển trong văn bản"
NUMBER_LABEL = "Số hiệu"
ISSUER = "Cơ quan"
ISSUED = "Ngày ban hành"
YEAR_LABEL = "Năm"
SIGNER = "Người ký"
KIND = "Loại văn bản"
PLACE = "Địa phương"
FILE = "Tệp gốc"
UNSTATED = "văn bản không ghi"
ORIGINAL_PAGE = "Trang gốc {}"
AS_TEXT = "Xem dạng chữ"
PAGE_SHOWN = "Trang của tệp gốc"
PICTURE = "Trang {page} của tệp gốc. Đoạn được đóng khung: {quote}"
NOT_BOXED = "Không tìm được chỗ của đoạn trích trên trang này, nên không đóng khung được."
NO_FILE = "Không mở được tệp gốc"
NO_FILE_HELP = "Tệp đã được chuyển đi, đã xoá hoặc bị khoá; phần chữ đã đọc vẫn xem được."
FILE = "tệp {}"
TABLE = "Bảng trong văn bản"
WARNINGS = "Lưu ý khi đọc tệp này ({})"
NO_DOCUMENT = "Không mở được văn bản này"
NO_DOCUMENT_HELP = "Văn bản “{}” không còn trong kho, hoặc đường dẫn đã cũ."
MOVED_SPAN = "Văn bản đã được nạp lại sau khi đường dẫn này được gửi; vị trí trích có thể đã đổi."

LOADING = "Đang nạp mô hình ngôn ngữ, lần đầu mất vài giây…"
SEARCHING = "Đang tìm trong kho văn bản…"
OPENING = "Đang mở văn bản…"
LIBRARY = "Kho hiện có {documents} văn bản."
TOOK = "{seconds} giây"
COUNT = "{passages} đoạn trong {documents} văn bản"

DETAILS = "Chi tiết cho người quản trị"
NO_INDEX = "Kho văn bản chưa sẵn sàng"
NO_INDEX_HELP = (
    "Nạp tệp ở trang Kho văn bản; hoặc người quản trị chạy lần lượt hai lệnh sau, rồi tải lại trang:"
)
NO_INDEX_COMMANDS = "python -m ingest\npython -m index build"
STALE = "Chỉ mục không còn khớp với kho văn bản hoặc với thiết lập"
STALE_HELP = "Người quản trị cần dựng lại chỉ mục bằng lệnh sau, rồi tải lại trang:"
STALE_COMMANDS = "python -m index build"
DAMAGED = "Chỉ mục bị hỏng hoặc thiếu tệp"
NO_MODEL = "Không nạp được mô hình ngôn ngữ"
NO_MODEL_HELP = "Mục model trong settings.toml nêu mô hình không có trên máy hoặc không đọc được."
BAD_FILTER = "Bộ lọc trong đường dẫn không đọc được"
BAD_FILTER_HELP = "Bỏ bộ lọc rồi chọn lại trong ô Bộ lọc."
BAD_SETTINGS = "Tệp settings.toml có chỗ chưa đúng"
BAD_SETTINGS_HELP = "Người quản trị sửa theo dòng chi tiết dưới đây rồi tải lại trang."
NO_SIGN_IN = "Chưa đăng nhập được"
NO_STORE = "Chưa đọc được kho văn bản"
TROUBLE = "Chưa thực hiện được. Vui lòng gửi chi tiết dưới đây cho người quản trị."
BEHIND = "Có {count} văn bản đã thay đổi trong kho nhưng chưa vào chỉ mục."
FAILED = "Có lỗi ngoài dự kiến, chi tiết đã ghi vào nhật ký. Vui lòng thử lại, hoặc báo người quản trị."


def titled(what: str) -> str:
    """The title of the window for a page about ``what``."""
    return f"{what} · {PRODUCT}" if what else PRODUCT
