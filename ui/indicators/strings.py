"""Every text of the page of indicators."""

from __future__ import annotations

TITLE = "Chỉ tiêu"
LEAD = "Số liệu mà các văn bản nêu, xếp theo chỉ tiêu. Bấm vào một số để đọc câu trích trong văn bản."
READING = "Đang đọc số liệu trong kho văn bản…"

SEARCH = "Tìm chỉ tiêu"
SEARCH_PLACEHOLDER = "Ví dụ: ho ngheo, BHYT, thu ngân sách"
FILTERS = "Bộ lọc"
FILTERS_ON = "Bộ lọc ({})"
PLACES = "Địa phương"
YEARS = "Năm"
STATUSES = "Loại số liệu"
FIELDS = "Lĩnh vực"
ANY = "Tất cả"
OPTION = "{name} ({count})"
STATUS = {"target": "chỉ tiêu", "estimate": "ước đạt", "result": "kết quả"}
NO_STATUS = "không rõ loại"
NO_FIELD = "Khác"
NORMS = "Cả định mức, thời hạn và số không ghi năm"
DIFFERING = "Chỉ xem chỉ tiêu có số khác nhau giữa các văn bản"
ORDER = "Sắp xếp"
ORDERS = {
    "spread": "Có ở nhiều nơi trước",
    "field": "Theo lĩnh vực",
    "name": "Theo tên A–Y",
    "count": "Nhiều số liệu trước",
}
ACROSS = "Cột"
ACROSS_NAMES = {"place": "Địa phương", "year": "Năm"}
FILTERED_BY = "Đang lọc:"
CLEAR = "Bỏ bộ lọc"
ONLY_DOCUMENT = "văn bản “{}”"

COUNT = "{rows} chỉ tiêu, {figures} số liệu trong {documents} văn bản"
CAPTION = "Bảng chỉ tiêu theo {across}"
INDICATOR = "Chỉ tiêu"
MORE = "+{} số khác"
SEVERAL = "{} văn bản"
DIFFERS = "số khác nhau"
DIFFERS_SIGN = "≠"
DIFFERS_HELP = "Các văn bản nêu số khác nhau cho cùng nơi, cùng năm, cùng loại."
CELL = "{value}, {name}, {place}, {period}, {status}: mở câu trích"
NO_PERIOD = "không ghi năm"
NO_PLACE = "không ghi nơi"
EMPTY_CELL = "không có số"
ROWS_PART = "Chỉ tiêu {first}–{last} trong {all}"
COLUMNS_PART = "Cột {first}–{last} trong {all}"
FIGURES_PART = "Số liệu {first}–{last} trong {all}"
SORT_BY = "{}: xếp theo giá trị của cột này"
NEXT = "Tiếp"
PREVIOUS = "Trước"
PAGES = "Trang"

BACK = "Trở lại bảng"
UNIT = "Đơn vị: {}"
NAMES = "Các văn bản gọi là: {}"
CHART_BY = "Vẽ theo"
CHART_PERIOD = "Năm, giai đoạn"
CHART_ALT = "{name} theo {across}; các số có trong danh sách bên dưới"
SAID = "Giá trị"
FIGURES = "Từng số liệu và câu trích"
OPEN = "Mở trong văn bản"
COPY = "Sao chép trích dẫn"
COPIED = "Đã sao chép"
GONE = "Không có chỉ tiêu này"
GONE_HELP = "Văn bản nêu chỉ tiêu này không còn trong kho, hoặc bộ lọc đang chọn không giữ số nào của nó."

NOTHING = "Không có chỉ tiêu nào phù hợp"
NOTHING_HELP = "Thử dùng ít từ hơn, hoặc bỏ bớt bộ lọc."
NOTHING_NORMS = "Định mức, thời hạn và số không ghi năm đang được ẩn: mở Bộ lọc để xem cả những số đó."
EMPTY = "Kho văn bản chưa có số liệu"
EMPTY_HELP = "Sau khi nạp văn bản, các chỉ tiêu mà văn bản nêu sẽ hiện ở đây."

EXPORT = "Tải về"
EXPORT_XLSX = "Excel (.xlsx)"
EXPORT_CSV = "CSV"
EXPORT_HELP = "Mọi số đang lọc, kèm câu trích và nguồn."
FILE = "chi-tieu"
SHEET = "Chỉ tiêu"
HEADINGS = (
    "Chỉ tiêu",
    "Lĩnh vực",
    "Địa phương",
    "Năm, giai đoạn",
    "Loại số liệu",
    "Giá trị thấp nhất",
    "Giá trị cao nhất",
    "Đơn vị",
    "Nguyên văn",
    "Khác nhau giữa các văn bản",
    "Câu trích",
    "Văn bản",
    "Số, ký hiệu",
    "Ngày ban hành",
    "Vị trí",
    "Trang",
    "Trích dẫn",
)
YES = "có"
