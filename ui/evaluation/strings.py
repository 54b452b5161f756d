"""Every text of the page, in the Vietnamese of an office. Plain text."""

from __future__ import annotations

TITLE = "Đánh giá"
LEAD = "Câu hỏi đã có đáp án được tìm thấy và trả lời đúng đến đâu; mỗi lượt đo được giữ lại để so về sau."

NEW = "Lượt đo mới"
SETS = "Bộ câu hỏi"
CONFIGURATIONS = "Cách tìm"
VARIANTS_LABEL = "Cách gõ câu hỏi"
VARIANTS = {"plain": "như trong bộ", "strip": "bỏ hết dấu", "half-strip": "bỏ nửa số dấu"}
ANSWERS_TOO = "Đo cả câu trả lời"
ANSWERS_HELP = "Chấm thêm câu trả lời trích ra và những lần chương trình nói là không có; lâu gấp vài lần."
RUN = "Đo"
RUNS = "Sẽ đo {count} lượt."
CHOOSE = "Chọn ít nhất một bộ câu hỏi, một cách tìm và một cách gõ."
BACKGROUND = "Chạy ở tiến trình riêng, nhường máy cho người đang tra cứu; đóng trang cũng không dừng."

RUNNING = "{name}: {done}/{total} câu"
RUNNING_SHARE = "{name}: {share}%"
PREPARING = "{name}: đang chuẩn bị chỉ mục"
WAITING = "Còn {count} lượt chờ"
STOP = "Dừng"
RESUME = "Chạy tiếp các lượt chờ"

NOTHING = "Chưa có lượt đo nào"
NOTHING_HELP = (
    "Mở “Lượt đo mới”, chọn bộ câu hỏi và cách tìm rồi nhấn Đo. "
    "Bộ kèm chương trình có 102 câu, mất khoảng một phút."
)
NOTHING_SEEN = "Lượt đo này không có câu nào về các văn bản mà bạn được xem."
LOOK_AT = "Lượt xem"
AGAINST = "So với"
NO_OTHER = "không so"
FAILED = "Lượt đo chưa xong được"
STATES = {
    "waiting": "đang chờ",
    "running": "đang đo",
    "done": "xong",
    "failed": "không xong",
    "stopped": "đã dừng",
}

SUMMARY = "Tìm đúng đoạn"
SUMMARY_HEAD = ("Thước đo", "Giá trị", "Khoảng 95%")
SUMMARY_HEAD_TWO = (
    "Thước đo",
    "Lượt xem",
    "Khoảng 95%",
    "So với",
    "Chênh lệch",
    "Khoảng 95%",
    "p",
    "Hơn/kém",
)
SUMMARY_NOTE = (
    "R@k: tỷ lệ câu hỏi có đoạn đúng trong k đoạn đầu. Khoảng 95% tính bằng bootstrap trên các câu hỏi."
)
P_NOTE = "p: phép thử hoán vị hai phía trên cùng những câu hỏi; càng nhỏ càng khó là ngẫu nhiên."
OTHER_QUESTIONS = "Hai lượt không cùng bộ câu hỏi hoặc lời phán xét; chỉ so những câu chung."
FACTS = (
    "{questions} câu · {configuration} · {documents} văn bản, {passages} đoạn · trung vị {ms} ms một lần tìm"
)
FACTS_LIMITED = "{questions} câu bạn được xem · {configuration}"
ABOUT = "Cấu hình"

CURVE = "Đường R@k"
CURVE_K = "k (số đoạn đầu)"
CURVE_R = "Tỷ lệ câu tìm thấy"
CURVE_NAME = "{which}: {name}"
CURVE_SAID = "R@1 {one}, R@5 {five}, R@10 {ten}, R@50 {last}"

GROUPS = "Theo nhóm câu hỏi"
BY = {"style": "Cách hỏi", "kind": "Loại câu"}
STYLES = {
    "formal": "trang trọng",
    "keyword": "từ khóa",
    "abbrev": "viết tắt",
    "nodiacritic": "không dấu",
    "paraphrase": "diễn đạt khác",
    "typo": "gõ sai",
    "typed": "đã gõ",
}
KINDS = {
    "number": "con số",
    "fact": "sự việc",
    "task": "nhiệm vụ",
    "compare": "so sánh",
    "meta": "về văn bản",
    "none": "không có đáp án",
    "article": "điều luật",
    "typed": "đã gõ",
}
GROUP_SAID = "{mean} ({low}–{high}), {questions} câu"
MEASURE = "Thước đo"

ANSWERS = "Câu trả lời"
ANSWER_HEAD = ("Thước đo", "Lượt xem", "So với")
ANSWER_NAMES = {
    "exact@1": "Câu đầu đúng hẳn",
    "exact@3": "Có trong ba câu đầu",
    "compare": "So sánh: đúng từng văn bản",
    "document": "Đúng văn bản",
    "answered": "Có trả lời khi có đáp án",
    "abstention_precision": "Nói “không có” đúng lúc",
    "abstention_recall": "Câu không đáp án được nhận ra",
}

CHANGES = "Câu khác nhau giữa hai lượt"
CHANGES_NONE = "Không câu nào đổi hạng trong mười đoạn đầu."
CHANGES_HEAD = ("Câu hỏi", "So với", "Lượt xem", "")
BETTER = "tốt hơn"
WORSE = "kém hơn"
RANK = "hạng {}"
NOT_FOUND = "không thấy"
MISSES = "Câu chưa tìm thấy"
MISSES_AT = "trong {} đoạn đầu"
MISSES_NONE = "Mọi câu đều có đoạn đúng trong {} đoạn đầu."
MISS_RANK = "đoạn đúng đầu tiên ở hạng {}"
MISS_NONE = "không có trong 50 đoạn đầu"
COMPARE_IT = "mở trong Đối chiếu: {}"
MORE = "Xem thêm {} câu"

KEPT = "Các lượt đã giữ ({})"
KEPT_HEAD = ("Lúc", "Bộ câu hỏi", "Cách gõ", "Cách tìm", "Câu", "R@1", "R@10", "Tình trạng")
REMOVE = "Bỏ lượt đang xem"
