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
NOT_ALLOWED = "Trang này dành cho người khác"
NOT_ALLOWED_HELP = "Tài khoản của anh/chị chưa được giao quyền dùng trang này; cần thì hỏi người quản trị."
TAGLINE = "Hỏi bằng lời thường, nhận câu trả lời kèm trích dẫn nguyên văn."
HINT = "Gõ có dấu hay không dấu đều được; viết tắt như BHYT, UBND, GRDP cũng được."

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

RESULTS_FOR = "Kết quả cho: {}"
SEARCHING_FOR = "Đang tìm:"
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
NO_HITS = "Không có đoạn nào phù hợp"
NO_HITS_HELP = "Thử dùng ít từ hơn, hoặc gọi tên chỉ tiêu, địa phương, năm."
NO_HITS_FILTERED = "Bộ lọc đang chọn có thể quá hẹp."
CLEAR_FILTERS = "Bỏ bộ lọc"

OPEN = "Mở trong văn bản"
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
NO_DOCUMENT = "Không mở được văn bản này"
NO_DOCUMENT_HELP = "Văn bản “{}” không còn trong kho, hoặc đường dẫn đã cũ."
MOVED_SPAN = "Văn bản đã được nạp lại sau khi đường dẫn này được gửi; vị trí trích có thể đã đổi."

LOADING = "Đang nạp mô hình ngôn ngữ, lần đầu mất khoảng 10–20 giây…"
SEARCHING = "Đang tìm trong kho văn bản…"
OPENING = "Đang mở văn bản…"
LIBRARY = "Kho hiện có {documents} văn bản."
TOOK = "{seconds} giây"
COUNT = "{passages} đoạn trong {documents} văn bản"

NO_INDEX = "Kho văn bản chưa sẵn sàng"
NO_INDEX_HELP = "Người quản trị cần chạy lần lượt hai lệnh sau, rồi tải lại trang:"
NO_INDEX_COMMANDS = "python -m ingest\npython -m index build"
STALE = "Chỉ mục không còn khớp với kho văn bản hoặc với thiết lập"
STALE_HELP = "Người quản trị cần dựng lại chỉ mục bằng lệnh sau, rồi tải lại trang:"
STALE_COMMANDS = "python -m index build"
TROUBLE = "Chưa thực hiện được. Vui lòng gửi dòng dưới đây cho người quản trị."
BEHIND = "Có {count} văn bản đã thay đổi trong kho nhưng chưa vào chỉ mục."
FAILED = "Có lỗi ngoài dự kiến, chi tiết đã ghi vào nhật ký. Vui lòng thử lại, hoặc báo người quản trị."
