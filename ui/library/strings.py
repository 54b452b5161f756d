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
NO_FILE = "tệp gốc không còn ở chỗ cũ"
KEPT = "{}; bản trong kho giữ nguyên"
UNCHANGED = "tệp không có gì thay đổi"
MANY = "tệp nén hay thư có nhiều văn bản bên trong: thay bằng đúng một văn bản"
SAME = "trùng nội dung với văn bản đã có: {}"
SAME_FILE = "tệp này đã có trong kho"
FAILED = "chương trình lỗi khi làm việc này: báo người quản trị xem library.log trong kho"
TWICE = "chương trình đã dừng đột ngột hai lần khi làm việc này: thử với tệp khác"
NOTHING_READ = "không đọc được văn bản nào trong tệp"
