"""Every text of the page, in the Vietnamese of an office. Plain text."""

from __future__ import annotations

from eval.judgements.sets import TYPED

TITLE = "Đối chiếu"
LEAD = "Xem cùng một câu hỏi qua nhiều cách tìm, chấm từng đoạn bằng phím 0–3."
PARTS = {"cham": "Chấm điểm", "dong-thuan": "Mức thống nhất", "trao-doi": "Nhập và xuất"}
PART = "Phần của trang"

RATER = "Người chấm"
RATER_HELP = "Tên để phân biệt điểm của từng người; cùng tên thì chấm tiếp phần đang dở."
RATER_NEEDED = "Ghi tên người chấm để bắt đầu"
RATER_WHY = (
    "Điểm được giữ theo tên, để nhiều người chấm cùng một bộ câu hỏi rồi so mức thống nhất. "
    "Chưa ghi tên vẫn xem đối chiếu được."
)
SET = "Bộ câu hỏi"
WORDED = {"strip": "gõ bỏ hết dấu", "half-strip": "gõ bỏ nửa số dấu"}
SETS = {
    "bundled": "Bộ kèm chương trình",
    "dev": "Bộ phát triển (bốn văn bản)",
    "dev+neighbours": "Bộ phát triển, kho lớn",
    "alqac": "ALQAC (điều luật)",
    "xquad-vi": "XQuAD tiếng Việt",
    "phapdien-part": "Pháp điển (một phần)",
    "phapdien": "Pháp điển",
    TYPED: "Câu hỏi đã gõ",
}
COLUMNS = "Các cách tìm (hai hoặc ba)"
COLUMNS_HELP = "Chọn hai hoặc ba cách. Tệp trong thư mục configurations của kho thêm cách mới."
CONFIGURATIONS = {
    "hybrid": "Kết hợp (đang dùng)",
    "dense": "Theo nghĩa",
    "lexical": "Theo từ ngữ",
    "exact": "Kết hợp, đúng như đã gõ",
    "rrf": "Kết hợp theo thứ hạng (RRF)",
    "no-evidence": "Kết hợp, bỏ điểm địa phương và năm",
}
RUN = "Lượt chạy: {}"
BLIND = "Giấu tên cách tìm"
BLIND_HELP = "Thứ tự cột được xáo cố định theo câu hỏi và người chấm, để tên gọi không làm lệch điểm."
SETUP = "Thiết lập"
ASK = "Câu hỏi khác"
ASK_HINT = "Gõ một câu hỏi rồi nhấn Enter"

QUESTION = "Câu {at}/{count}"
EXPECTED = "Đáp án ghi trong bộ: {}"
NO_EXPECTED = "Bộ câu hỏi không ghi đáp án."
NONE_EXPECTED = "Bộ câu hỏi ghi: kho không có câu trả lời."
PREVIOUS = "Câu trước"
NEXT = "Câu sau"
NEXT_OPEN = "Câu cần chấm tiếp"
PROGRESS = "{done}/{count} câu xong · {graded}/{pooled} đoạn đã chấm"
ALL_DONE = "Đã chấm xong mọi câu của bộ này."

PANEL = "Đoạn đang chấm"
PASSAGE = "Đoạn {number}/{count}"
GRADES = ("Không liên quan", "Cùng chủ đề", "Trả lời một phần", "Trả lời đúng")
GRADE_MEANS = (
    "Nói việc khác.",
    "Nói cùng việc nhưng không trả lời.",
    "Có một phần câu trả lời, hoặc phải suy ra.",
    "Đọc xong là có câu trả lời.",
)
GUIDE = "Thang điểm"
UNSURE = "Không chấm được"
UNDO = "Hoàn tác"
FORWARD = "Đoạn sau"
BACK = "Đoạn trước"
KEYS = "Phím: 0–3 chấm · K không chấm được · Z hoàn tác · J đoạn sau · U đoạn trước · N câu cần chấm tiếp"
MINE = "Điểm của bạn: {}"
MINE_UNSURE = "Bạn ghi: không chấm được"
UNGRADED = "chưa chấm"
POOL_DONE = "Đã chấm hết {count} đoạn của câu này."
POOL_DONE_HINT = "Nhấn N để sang câu cần chấm tiếp."
REVEAL = "Tên các cách tìm: {}."
OPEN = "Mở trong văn bản"

COLUMN = "Cách {}"
ONLY_HERE = "chỉ ở đây"
UP = "▲ {}"
DOWN = "▼ {}"
UP_SAID = "cao hơn cột đầu {} hạng"
DOWN_SAID = "thấp hơn cột đầu {} hạng"
NOT_FIRST = "cột đầu không có"
SELECT = "Xem đoạn {number}: {title}"
RANK = "Hạng {}"
EMPTY_COLUMN = "Không tìm thấy đoạn nào."
SAME = "{same} đoạn chung, {only} đoạn chỉ ở một cột"
CONNECTORS = "Cùng số, cùng màu là cùng một đoạn; đường nối cho thấy hạng thay đổi."
NO_SET = "Bộ câu hỏi này chưa có chỉ mục"
NO_SET_HELP = "Chạy bộ này một lần ở trang Đánh giá, rồi mở lại trang này."
NO_QUESTIONS = "Chưa có câu hỏi nào"
NO_QUESTIONS_TYPED = "Gõ một câu hỏi vào ô “Câu hỏi khác”, hoặc nhập một tệp câu hỏi ở phần Nhập và xuất."
NO_QUESTIONS_LIMITED = "Bộ này không có câu hỏi nào về các văn bản mà bạn được xem."
NO_HITS = "Không cách tìm nào thấy đoạn phù hợp"
NO_HITS_HELP = "Câu này không có gì để chấm; nhấn N để sang câu khác."
LONE_COLUMN = "Chọn thêm một cách tìm để đối chiếu."
SEARCHING = "Đang tìm theo từng cách…"
LOADING = "Đang nạp mô hình ngôn ngữ, lần đầu mất vài giây…"

POOL_ALL = "Tìm sẵn mọi câu để biết khối lượng"
POOL_ALL_HELP = "Tìm cả bộ theo các cách đang chọn và gộp {depth} đoạn đầu của mỗi cách thành tập cần chấm."
POOLING = "Đang tìm: {done}/{count} câu"

AGREEMENT_LEAD = "Hai người chấm giống nhau hơn ngẫu nhiên bao nhiêu: 1 là luôn giống, 0 là như ngẫu nhiên."
RATERS = "Những người chấm được so"
FLEISS = "Kappa của Fleiss, cả {count} người"
FLEISS_ITEMS = "trên {items} đoạn mà tất cả cùng chấm"
PAIR_HEAD = (
    "Hai người chấm",
    "Đoạn chung",
    "Trùng điểm",
    "Kappa của Cohen",
    "Khoảng 95%",
    "Kappa có trọng số",
)
WEIGHTED_HELP = "Kappa có trọng số coi 2 với 3 gần nhau hơn 0 với 3."
STRENGTH = ("kém", "yếu", "vừa", "khá", "rất cao")  # Landis & Koch 1977
UNDEFINED = "không tính được"
NO_AGREEMENT = "Cần ít nhất hai người cùng chấm một bộ câu hỏi"
NO_AGREEMENT_HELP = (
    "Người thứ hai ghi tên mình, chọn cùng bộ câu hỏi và chấm; câu đã có người chấm được đưa lên trước."
)
DISPUTED = "Đoạn chấm lệch nhau nhiều nhất"
DISPUTED_HEAD = ("Câu hỏi", "Đoạn", "Điểm")
PER_RATER = "Mỗi người đã chấm"
PER_RATER_HEAD = ("Người chấm", "Đoạn", "0", "1", "2", "3", "Không chấm được")

EXPORT = "Xuất"
IMPORT = "Nhập"
EXPORT_WHO = "Điểm của"
EVERYONE = "mọi người (trung vị)"
EXPORT_QRELS = "Tải qrels (TREC)"
EXPORT_QUESTIONS = "Tải bộ câu hỏi (.jsonl)"
EXPORT_RUNS = "Tạo tệp lượt chạy (TREC)"
EXPORT_RUN = "Tải {}"
EXPORT_HELP = (
    "qrels: mỗi dòng một đoạn với điểm. Bộ câu hỏi: đoạn từ 2 điểm trở lên thành bằng chứng, "
    "trích nguyên một dòng. "
    "Lượt chạy: thứ hạng của từng cách tìm đang chọn, cho mọi câu của bộ."
)
NOTHING_GRADED = "Bộ này chưa có điểm nào để xuất."
UPLOAD = "Tệp nhập vào"
UPLOAD_HELP = "UTF-8. Tệp .jsonl là bộ câu hỏi mới; qrels và lượt chạy thuộc bộ câu hỏi đang chọn."
UPLOAD_KIND = "Loại tệp"
KINDS = {"questions": "Bộ câu hỏi (.jsonl)", "qrels": "qrels (TREC)", "run": "Lượt chạy (TREC)"}
UPLOAD_RATER = "Ghi điểm dưới tên"
TAKE_IN = "Nhập tệp"
TOOK_QUESTIONS = "Đã nhập {count} câu vào bộ “{name}”."
TOOK_QRELS = "Đã nhập {count} điểm dưới tên “{name}”."
TOOK_RUN = "Đã nhập lượt chạy “{name}” cho {count} câu; chọn nó trong Thiết lập."
REFUSED = "Không nhập được tệp"
RESERVED = "Tên “{}” là của một bộ có sẵn; đổi tên tệp rồi nhập lại."
NOT_UTF8 = "Tệp không phải UTF-8; lưu lại bằng UTF-8 rồi nhập."
REFUSED_QUESTIONS = "Mỗi dòng phải là một đối tượng JSON có id, question, kind, style, evidence."
REFUSED_QRELS = "Mỗi dòng: mã câu hỏi, 0, mã đoạn, điểm 0–3; mã câu hỏi phải thuộc bộ đang chọn."
REFUSED_RUN = "Mỗi dòng: mã câu hỏi, Q0, mã đoạn, hạng, điểm, tên; mã câu hỏi phải thuộc bộ đang chọn."
GUIDE_ANSWER = "Điều câu hỏi cần"
PAIRS = "Từng cặp người chấm"
COLUMN_FAILED = "Không tìm được theo cách “{}”"
COLUMN_FAILED_HELP = "Các cột khác vẫn dùng được. Người quản trị sửa theo dòng sau:"
NOT_ALLOWED = "Trang này dành cho người thẩm định"
FLEISS_NONE = "Không đoạn nào được tất cả những người này cùng chấm; bỏ bớt người để so."
