"""The words in which questions ask for a datum of a document.

Patterns read comparable syllables joined by one space, with a space at both ends; a question that came
without diacritics is read without them, too, because what restores them may err.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from answer.asked import MetaField
from ingest.facts.words import fold, phrase


@dataclass(frozen=True, slots=True)
class Line:
    """A question in comparable syllables; ``plain`` without diacritics where it came so, else empty."""

    forms: str
    plain: str = ""


@dataclass(frozen=True, slots=True)
class Wording:
    """Ways to say one thing, each given in ordinary spelling; ``…`` stands for up to four syllables."""

    forms: re.Pattern[str]
    plain: re.Pattern[str]

    def within(self, line: Line) -> bool:
        return bool(self.forms.search(line.forms) or (line.plain and self.plain.search(line.plain)))


def any_of(*phrases: str) -> re.Pattern[str]:
    """A pattern over comparable syllables."""
    return _pattern([[" ".join(phrase(piece)) for piece in one.split("…")] for one in phrases])


def either(*phrases: str) -> str:
    """One of several phrases, inside a pattern over comparable syllables."""
    return "|".join(" ".join(phrase(one)) for one in phrases)


def wording(*phrases: str) -> Wording:
    plains = _pattern([[fold(piece) for piece in one.split("…")] for one in phrases])
    return Wording(any_of(*phrases), plains)


def field_asked(line: Line, cited: bool) -> MetaField | None:
    """Which datum of a document a question asks for; ``cited`` where it names one by its number."""
    if _OF_FORM.within(line):
        return None
    if _FOR_OPINION.within(line):
        return "consulted"
    if DOCUMENT.within(line) and line.forms.endswith(_REPLACED_AT_END):
        return "replaces"
    if line.forms.startswith(_NUMBER_AND_DAY):
        return "number"
    for field, words in _PLAIN:
        if words.within(line):
            return "post" if field == "signer" and _AS_WHAT.within(line) else field
    if _PEN.within(line) and _WHO.within(line):
        return "signer"
    document = cited or DOCUMENT.within(line)
    if document and _IN_USE.within(line) and _SINCE_WHEN.within(line):
        return "effective"
    if document and part_asked(line):
        return "parts"
    if document and _SIGNS.within(line) and _WHO_AT_END.within(line):
        return "signer"
    named = _PAPER_FIRST.match(line.forms) and not _ASKS.search(line.forms)
    at_end = line.forms.endswith(_NUMBER_AT_END) and not line.forms.endswith(_COUNTED_OR_DIGITAL)
    if named or (document and at_end) or _NUMBER_FIRST.match(line.forms) or _OF_PLAN.match(line.forms):
        return "number"
    if cited and _DAY_FIRST.match(line.forms) and not _ASKS.search(line.forms):
        return "issued"
    if cited and line.forms.endswith(_DAY_AT_END) and not _HAPPENS.within(line):
        return "issued"
    if document:
        for field, words in _OF_A_DOCUMENT:
            if words.within(line):
                return field
    if document and _ISSUED.within(line):
        for field, words in _LOOSE:
            if words.within(line):
                return field
    if _SIGNER_LOOSE.within(line):
        return "signer"
    return "holder" if POST.within(line) and _NAMED.within(line) else None


def part_asked(line: Line) -> str | None:
    """Of which parts the number is asked for, folded: "dieu", "chuong", "phan", …"""
    found = _PARTS.search(f" {fold(line.forms)} ")
    return found[1] if found else None


def post_asked(line: Line) -> str | None:
    """The post whose holder is asked for, folded."""
    found = _POST_NAME.search(line.plain or f" {fold(line.forms)} ")
    return found[1] if found else None


def _pattern(phrases: list[list[str]]) -> re.Pattern[str]:
    parts = [r" (?:\S+ ){0,4}?".join(re.escape(piece) for piece in pieces) for pieces in phrases]
    return re.compile(rf" (?:{'|'.join(parts)})(?= )")


_FOR_OPINION = wording("gửi cho … góp ý", "gửi … những ai góp ý", "gửi ai góp ý", "gửi … lấy ý kiến",
                       "gửi cho … cho ý kiến")  # fmt: skip
# "số quyết định … bị thay thế": of the paper that another replaces.
_REPLACED_AT_END = tuple(
    f" {' '.join(phrase(one))} " for one in ("bị thay thế", "bị bãi bỏ", "bị hủy bỏ", "được thay thế")
)
_NUMBER_AND_DAY = tuple(f" {' '.join(phrase(one))} " for one in ("số ngày", "số và ngày", "ngày và số"))
_OF_FORM = wording("mẫu số", "biểu số", "mẫu đơn số", "mã số thuế")  # the number of no paper
DOCUMENT = wording(
    "nghị quyết", "quyết định", "chương trình hành động", "báo cáo", "kế hoạch số", "chỉ thị", "kết luận",
    "nghị định", "thông tư", "công văn", "văn bản", "tờ trình", "luật", "đề án", "quy định", "hướng dẫn",
    "pháp lệnh", "tài liệu", "kế hoạch này", "thông báo", "quy chế", "bản tóm tắt",
)  # fmt: skip
# These ask for a datum whatever else the question says.
_PLAIN: tuple[tuple[MetaField, Wording], ...] = (
    ("signer", wording("sếp nào … ký", "lãnh đạo nào … ký", "ai ký",
                       "ai là người ký", "người ký", "do ai ký", "ký bởi ai", "ai đặt bút ký",
                       "ai đứng tên ký", "chữ ký của ai", "ai đã ký", "nào ký", "ký tên là ai",
                       "ai thay mặt … ký", "ai ký tên", "ai hạ bút ký", "ký là ai", "ký tên … là ai",
                       "người đứng tên ký", "ký ban hành là ai",
                       "thứ trưởng nào đứng tên", "bộ trưởng nào đứng tên", "chủ tịch nào đứng tên",
                       "cục trưởng nào đứng tên", "lãnh đạo nào đứng tên", "ông nào đứng tên",
                       "bà nào đứng tên")),
    ("recipients", wording("nơi nhận", "gửi cho những", "gửi cho ai", "gửi những ai", "gửi đến những",
                           "gửi đến đâu", "gửi đi đâu", "gửi tới những", "gửi tới đâu", "gửi cho cơ quan nào",
                           "gửi đến cơ quan nào", "gửi báo cáo cho", "được gửi cho",
                           "gửi cho các cơ quan nào")),
    ("executors", wording("trách nhiệm thi hành", "chịu trách nhiệm thực hiện quyết định", "ai thi hành",
                          "ai phải thi hành", "đơn vị nào thi hành", "cơ quan nào thi hành")),
    ("attached", wording("kèm theo quyết định nào", "kèm theo văn bản nào", "kèm theo nghị quyết nào",
                         "kèm theo quyết định số", "ban hành kèm theo cái gì", "đi kèm quyết định nào",
                         "kèm theo quyết định", "đính kèm quyết định nào", "đi kèm văn bản nào",
                         "kèm quyết định nào", "kèm quyết định số")),
    ("consulted", wording("lấy ý kiến góp ý của ai", "lấy ý kiến của ai", "lấy ý kiến ai", "hỏi ý kiến ai",
                          "hỏi ý ai", "xin ý kiến ai", "xin ý kiến của ai", "góp ý của ai",
                          "lấy ý kiến những ai", "hỏi ý kiến những ai", "hỏi ý kiến … ai", "hỏi ý những ai",
                          "để hỏi ý", "ai góp ý", "ai được góp ý", "xin góp ý của ai", "lấy ý kiến … ai",
                          "đối tượng lấy ý kiến", "lấy ý kiến của những")),
    ("number", wording("số hiệu", "mang số bao nhiêu", "mang số nào", "số văn bản", "số ký hiệu",
                       "ký hiệu văn bản", "có số là", "mang số mấy")),
    ("issued", wording("ngày ban hành", "ban hành ngày nào", "ban hành vào ngày", "ban hành khi nào",
                       "ký ngày nào", "ban hành ngày mấy", "ban hành ngày bao nhiêu", "ký ngày mấy",
                       "ban hành lúc nào", "ban hành hôm nào", "ký khi nào", "ban hành từ khi nào",
                       "ra ngày nào", "ban hành năm nào", "ngày ký", "ngày tháng ban hành", "đề ngày nào",
                       "ban hành bao giờ", "được ban hành ngày",
                       "ra ngày mấy", "ra ngày bao nhiêu", "ra hôm nào", "ra hồi nào", "ký hồi nào",
                       "ký hôm nào", "ban hành hồi nào", "ký lúc nào", "ký bao giờ",
                       "ra đời ngày nào", "ra đời khi nào")),
    ("issued_at", wording("ban hành ở đâu", "ban hành tại đâu", "ký tại đâu", "ký ở đâu", "địa danh ban hành",
                          "nơi ban hành")),
    ("issuer", wording("cơ quan nào ban hành", "cơ quan ban hành", "ai ban hành", "đơn vị nào ban hành",
                       "cấp nào ban hành", "do ai ban hành", "do cơ quan nào ban hành", "cấp nào đứng tên",
                       "cơ quan nào ra", "của cơ quan nào", "do đơn vị nào ban hành", "ai đứng tên",
                       "cơ quan nào đứng tên", "cấp nào cho ra", "ai cho ra", "nơi nào cho ra",
                       "cơ quan nào cho ra", "tổ chức nào ban hành", "do cấp nào ban hành")),
    ("basis", wording("căn cứ nghị quyết nào", "căn cứ quyết định nào", "căn cứ văn bản nào",
                      "căn cứ vào … nào", "căn cứ … nào", "căn cứ pháp lý", "dựa trên … nào",
                      "căn cứ ban hành", "căn cứ vào đâu", "căn cứ vào những gì", "cơ sở pháp lý",
                      "căn cứ những gì", "căn cứ vào gì")),
    ("effective", wording("có hiệu lực từ", "hiệu lực khi nào", "hiệu lực từ ngày nào", "hiệu lực thi hành",
                          "có hiệu lực … nào", "bắt đầu có hiệu lực", "hiệu lực từ bao giờ",
                          "có hiệu lực bao giờ", "hiệu lực kể từ", "hiệu lực từ khi nào",
                          "ngày hiệu lực", "ngày có hiệu lực", "thời điểm có hiệu lực", "hiệu lực ngày nào",
                          "hiệu lực hôm nào", "hiệu lực từ hôm nào")),
)  # fmt: skip
# These only where the question speaks of a document.
_OF_A_DOCUMENT: tuple[tuple[MetaField, Wording], ...] = (
    ("amends", wording("sửa đổi văn bản nào", "sửa đổi bổ sung … nào", "sửa đổi … nào",
                       "bổ sung cho văn bản nào")),
    ("replaces", wording("nào hết hiệu lực", "nào bị thay thế", "nào bị bãi bỏ", "nào được thay thế",
                         "văn bản nào … hết hiệu lực", "thay thế văn bản nào",
                         "thay thế quyết định nào", "thay thế nghị quyết nào",
                         "thay thế cho", "thay thế … nào", "bãi bỏ … nào", "hủy bỏ … nào", "thay cho … nào",
                         "làm hết hiệu lực")),
    ("proposer", wording("theo đề nghị của ai", "xét đề nghị của", "đề nghị của ai", "ai đề nghị ban hành",
                         "ai trình", "cơ quan nào trình", "cơ quan nào đề nghị", "đơn vị nào đề nghị",
                         "đơn vị nào trình", "theo đề nghị của", "sở nào trình", "sở nào đề nghị",
                         "bộ nào trình", "bộ nào đề nghị", "ai đề nghị bãi bỏ", "ai đề nghị sửa đổi",
                         "ai đề nghị thay thế", "ai đề nghị phê duyệt")),
    ("spread", wording("phổ biến đến", "phổ biến tới", "phổ biến xuống", "đưa xuống", "quán triệt đến",
                       "quán triệt tới", "triển khai xuống tới", "truyền đạt đến", "phổ biến cho ai")),
    ("recipients", wording("báo cáo gửi", "gửi cơ quan", "gửi cho", "gửi đến", "gửi tới", "được gửi",
                           "gửi ai", "gửi công ty nào", "gửi doanh nghiệp nào", "gửi đơn vị nào",
                           "gửi bộ nào", "gửi sở nào", "gửi ban nào")),
    ("ordinal", wording("khoá mấy", "khóa bao nhiêu", "khoá nào", "lần thứ mấy", "lần thứ bao nhiêu",
                        "lần mấy",
                        "khoá thứ mấy")),
    ("kind", wording("loại văn bản gì", "loại văn bản nào", "tên loại", "thể loại văn bản")),
    ("title", wording("trích yếu", "tên đầy đủ", "tên gọi đầy đủ", "tiêu đề", "có tên là gì", "tên là gì",
                      "tên gọi là gì")),
    ("number", wording("số bao nhiêu", "số mấy", "số nào", "số của", "số nghị quyết", "số quyết định",
                       "số chỉ thị", "số kết luận", "số kế hoạch",
                       "số công văn", "số tờ trình", "số báo cáo", "số thông báo", "số công điện",
                      "số đề án", "số hướng dẫn", "số thông tư", "số nghị định", "số chương trình")),
    ("attached", wording("đi kèm", "kèm theo")),
    ("basis", wording("dựa vào … nào", "dựa vào đâu", "dựa trên đâu", "dựa theo … nào")),
)  # fmt: skip
_SIGNS = wording("ký")
_WHO_AT_END = wording("là ai", "tên gì", "tên là gì", "họ tên")
_NUMBERED = (
    "kế hoạch", "quyết định", "chương trình", "nghị quyết", "chỉ thị", "tờ trình", "báo cáo", "công văn",
)  # fmt: skip
_NUMBER_FIRST = re.compile(
    rf" {phrase('số')[0]} (?:{'|'.join(' '.join(phrase(one)) for one in _NUMBERED)})"
    rf" (?!.* (?:{phrase('nhiêu')[0]}|{phrase('mấy')[0]}|{' '.join(phrase('ban hành'))}) )"
)
# A plan is a paper where it has a number: "kế hoạch giám sát … số mấy".
_OF_PLAN = re.compile(
    rf"^ {' '.join(phrase('kế hoạch'))} .* (?:{either('số mấy', 'số bao nhiêu', 'số hiệu bao nhiêu')}) $"
)
# A bare phrase that opens with a paper of correspondence wants to know which one it was.
_PAPER_FIRST = re.compile(
    rf" (?:{'|'.join(' '.join(phrase(one)) for one in ('tờ trình', 'công văn', 'công điện'))})"
    rf" {phrase('của')[0]} "
)
_ASKS = any_of("nào", "gì", "mấy", "bao nhiêu", "ai", "đâu", "khi nào", "ra sao", "thế nào")
_NUMBER_AT_END = f" {phrase('số')[0]} "
# Nobody asks for a number who ends with "dân số", "kinh tế số", "dân tộc thiểu số".
_COUNTED_OR_DIGITAL = tuple(
    f" {' '.join(phrase(one))}{_NUMBER_AT_END}"
    for one in (
        "dân", "thiểu", "đa", "chỉ", "tỷ", "hệ", "tham", "thông", "doanh", "chữ", "ký", "chuyển đổi",
        "kinh tế", "xã hội", "kỹ thuật", "hạ tầng", "chính quyền", "chính phủ", "kỹ năng", "dữ liệu",
        "nền tảng", "môi trường", "công nghệ", "văn hóa", "không gian", "giáo dục", "nông nghiệp",
        "doanh nghiệp", "sản phẩm", "dịch vụ", "tài sản", "nội dung", "ngân hàng", "truyền thông", "y tế",
    )
)  # fmt: skip
_DAY_AT_END = tuple(f" {' '.join(phrase(one))} " for one in ("ngày nào", "ngày mấy", "ngày bao nhiêu"))
# The day asked for is that of something that happens, not of the paper.
_HAPPENS = wording(
    "hiệu lực", "áp dụng", "thi hành", "báo cáo", "hoàn thành", "thực hiện từ", "trước ngày", "tổ chức",
    "diễn ra", "khai mạc", "họp", "bắt đầu", "kết thúc", "khởi công", "khánh thành",
)  # fmt: skip
_AS_WHAT = wording("chức vụ", "chức danh", "giữ chức", "tư cách gì", "cương vị gì")
_ISSUED = wording("ban hành", "đứng tên", "ký ban hành", "được ký", "đề ngày")
_LOOSE: tuple[tuple[MetaField, Wording], ...] = (
    ("issuer", wording("ai", "cơ quan nào", "của ai", "cấp nào", "đơn vị nào")),
    ("issued", wording("ngày nào", "ngày mấy", "khi nào", "ngày bao nhiêu", "hôm nào", "bao giờ")),
)
_PEN = wording("hạ bút", "đặt bút", "cầm bút", "phóng bút", "ký tên vào", "ký tên dưới", "ký tên trong")
_WHO = wording("ai", "ông nào", "bà nào", "người nào", "vị nào", "cô nào", "chú nào", "lãnh đạo nào",
               "chủ tịch nào", "bí thư nào", "đồng chí nào", "tên gì")  # fmt: skip
_IN_USE = wording("bắt đầu áp dụng", "được áp dụng từ", "áp dụng từ", "có giá trị từ", "bắt đầu thi hành",
                  "thi hành từ", "bắt đầu có giá trị", "áp dụng kể từ", "có tác dụng từ",
                  "bắt đầu dùng", "được dùng từ", "bắt đầu được áp dụng")  # fmt: skip
_SINCE_WHEN = wording("lúc nào", "khi nào", "bao giờ", "ngày nào", "hôm nào", "hồi nào", "ngày mấy",
                      "ngày bao nhiêu", "chừng nào", "tháng nào")  # fmt: skip
_SIGNER_LOOSE = wording(
    "ai … ký", "đồng chí nào … ký", "bí thư nào … ký", "chủ tịch nào ký", "bí thư nào ký",
    "người nào ký", "ông nào ký", "bà nào ký", "lãnh đạo nào ký",
)  # fmt: skip
# The longest first, so that a deputy is not taken for whom he stands in for.
POSTS = {
    fold(one): one
    for one in (
        "phó bí thư", "bí thư", "phó chủ tịch", "chủ tịch", "phó tổng giám đốc", "tổng giám đốc",
        "phó giám đốc", "giám đốc", "phó trưởng công an", "trưởng công an", "phó chánh văn phòng",
        "chánh văn phòng", "trưởng phòng", "trưởng ban", "hiệu trưởng", "thủ tướng", "bộ trưởng",
        "chi cục trưởng", "cục trưởng", "chánh thanh tra", "viện trưởng", "chánh án", "thứ trưởng",
        "chỉ huy trưởng", "trạm trưởng", "trưởng thôn",
    )
}  # fmt: skip
POST = wording(*POSTS.values())
_NAMED = wording(
    "tên gì", "tên là gì", "là ai", "tên ai", "ai là", "ai làm", "là đồng chí nào", "ai giữ chức",
    "họ tên", "tên của", "tên họ", "là người nào", "ông nào làm", "bà nào làm", "người nào làm",
    "ngồi ghế", "ai đang làm", "ai đang giữ",
)  # fmt: skip
# "ngày Chương trình hành động 12-CTr/HU"
_DAY_FIRST = re.compile(
    rf" {phrase('ngày')[0]} (?:"
    + "|".join(
        " ".join(phrase(one))
        for one in (
            "nghị quyết", "quyết định", "chương trình", "kế hoạch", "kết luận", "chỉ thị", "công văn",
            "thông báo", "nghị định", "thông tư", "tờ trình", "công điện", "hướng dẫn", "đề án",
        )
    )
    + ") "
)  # fmt: skip
# "mục tiêu", "phần trăm" and the like are no parts of a document.
_PARTS = re.compile(r" (?:may|bao nhieu) (dieu|chuong|muc|khoan|phu luc|phan) (?!tram|tieu|viec|kien|tien)")
_POST_NAME = re.compile(rf" ({'|'.join(POSTS)})(?= )")
