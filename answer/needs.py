"""What a text must hold to answer some questions at all: a telephone number, an address, a reason.

A passage that only speaks of the matter answers none of them, however close its words are.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from answer.abroad import COUNTRIES, FOREIGN, countries, foreign
from answer.meta_words import Line, Wording, either, wording
from answer.option import Option
from ingest.facts.words import UPPER, fold, phrase

SITE = (
    r"https?://[^\s|;,()<>]*[^\s|;,()<>.:]|"
    r"(?<![\w@.])(?:www\.)?(?:[\w-]+\.)+vn(?!\w)(?:/[^\s|;,()<>]*[^\s|;,()<>.:])?"
)
PHONE = r"(?<!\d)(?:\(?0\d{2,4}\)?[ .-]?\d{3,4}[ .-]?\d{3,4}|1[89]00[ .]?\d{4})(?!\d)"


@dataclass(frozen=True, slots=True)
class Need:
    """``told`` names in Vietnamese what is asked for; ``shown`` matches a text that can hold it,
    ``stated`` the words behind which it stands, ``offered`` finds it in a text, where there are such;
    ``told_apart`` where it is a number that counts nothing."""

    told: str
    asks: Wording
    shown: re.Pattern[str]
    stated: re.Pattern[str] | None = None
    offered: Callable[[str], Iterator[Option]] | None = None
    told_apart: bool = False


def needed(line: Line) -> Need | None:
    """What a question needs shown, where its words say so."""
    if line.plain.endswith(_WHICH_NUMBER):  # "số mấy" came as "so may", which may read "số máy"
        line = Line(line.forms.removesuffix(_PHONE), "")
    if line.forms.startswith(" sao "):  # "Sao … lại …?"
        line = Line(_WHY, "")
    return next((need for need in _NEEDS if need.asks.within(line)), None)


_NAME = rf"[{UPPER}]\w*(?:\s[{UPPER}\d]\w*)*"
_REACHED = re.compile(rf"{SITE}|[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_ADDRESS = re.compile(
    rf"(?:[Ss]ố(?: nhà)?:?\s)?\d+[A-Z]?(?:[-/]\d+)*,?\s(?:đường|phố)\s{_NAME}"
    rf"(?:,\s(?:(?:phường|xã|thị trấn|quận|huyện|thị xã|thành phố|TP\.?|tỉnh|khu phố)\s)?{_NAME})*"
)


# "Mẫu số 01b", "mẫu số 01/XĐTMS/TXNK", "biểu mẫu 2a".
_FORM = r"(?:[Mm]ẫu|[Bb]iểu(?: mẫu)?)(?: số)?:?\s\d+[\w/.-]*\w|(?:[Mm]ẫu|[Bb]iểu(?: mẫu)?)(?: số)?:?\s\d"


def _standing(shape: re.Pattern[str]) -> Callable[[str], Iterator[Option]]:
    """What of a text has the shape of an answer."""
    return lambda text: (Option(match.span(), 1.0) for match in shape.finditer(text))


def _asked_of(what: tuple[str, ...], where: tuple[str, ...]) -> Wording:
    """Ways to ask where something is or comes from, however much stands between."""
    return Wording(
        re.compile(rf" (?:{either(*what)}) (?:\S+ )*?(?:{either(*where)})(?= )"),
        re.compile(rf" (?:{'|'.join(map(fold, what))}) (?:\S+ )*?(?:{'|'.join(map(fold, where))})(?= )"),
    )


_EACH = r"(?:ngày|tuần|tháng|quý|năm)"
_HOW_OFTEN = (
    "bao lâu một lần", "bao lâu 1 lần", "mấy tháng một lần", "mấy tuần một lần", "mấy ngày một lần",
    "mấy năm một lần", "định kỳ nào", "định kỳ khi nào", "định kỳ thế nào", "định kỳ mấy", "định kỳ bao lâu",
)  # fmt: skip
_REGULAR = re.compile(
    rf"(?:[Đđ]ịnh kỳ )?(?:(?:hằng|hàng|mỗi) {_EACH}|(?:\d+|một|hai|ba|sáu) {_EACH}(?:/lần| một lần| 1 lần))|"
    rf"[Đđ]ịnh kỳ (?:\d+ )?{_EACH}(?!\w)|\d+ lần(?:/| mỗi | một | trong một ){_EACH}"
)
_WHERE_TO = re.compile(
    r"(?:[Đđ]ịa điểm(?: thực hiện| nộp hồ sơ| tiếp nhận)?|[Nn]ơi (?:tiếp nhận|nộp)[^:;.]{0,40}):\s(?:\+\s)?|"
    r"(?:[Nn]ộp|[Gg]ửi)[^.;:|()]{0,60}?\s(?:tại|đến|về|qua)\s(?!ngày|dịch vụ)"
)
_WHICH_NUMBER = " so may "
_WHY = f" {' '.join(phrase('tại sao'))} "
_PHONE = f" {' '.join(phrase('số máy'))} "
# "nguồn nước nào" asks for water.
_COUNTRY = Wording(
    re.compile(
        f"{''.join(f'(?<! {form})' for form in phrase('nguồn loại thứ trong'))}"
        f" (?:{phrase('nước')[0]}|{' '.join(phrase('quốc gia'))}) {phrase('nào')[0]} "
    ),
    re.compile(r"(?<! nguon)(?<! loai)(?<! thu)(?<! trong) (?:nuoc|quoc gia) nao "),
)
_NEEDS = (
    Need("số điện thoại", wording("số điện thoại", "điện thoại liên hệ", "đường dây nóng số", "hotline",
    "số máy",
                                  "số đường dây nóng", "đường dây nóng"),
         re.compile(PHONE), told_apart=True),
    Need("hộp thư hoặc trang điện tử", wording("email", "thư điện tử", "trang web", "website", "địa chỉ web",
                                           "địa chỉ trang", "trang mạng", "trang nào",
                                           "đường link", "đường dẫn", "link"),
         re.compile(r"@\w|www\.|https?:|\.gov\.vn|\.vn\b"), offered=_standing(_REACHED)),
    Need("địa chỉ", wording("địa chỉ", "trụ sở ở đâu", "trụ sở đặt ở đâu", "trụ sở tại đâu", "nằm ở số nhà",
                             "số nhà nào", "đường nào số mấy", "số mấy đường nào", "tầng nào", "tầng mấy",
                             "tòa nào", "tòa nhà nào"),
         re.compile(rf"(?:địa chỉ|trụ sở|[Đđ]/c)\W|số \d+\w?,? (?:đường|phố)|đường [{UPPER}]"),
         offered=_standing(_ADDRESS)),
    Need("nơi nộp, nơi tiếp nhận", _asked_of(
             ("nộp", "tiếp nhận", "nhận kết quả", "trả kết quả"),
             ("ở đâu", "tại đâu", "chỗ nào", "nơi nào", "đi đâu", "đến đâu")),
         _WHERE_TO, _WHERE_TO),
    Need("nguồn kinh phí", _asked_of(
             ("kinh phí", "tiền", "vốn", "chi phí", "ngân sách"),
             ("từ đâu", "ở đâu ra", "đâu ra", "từ nguồn nào", "nguồn nào", "lấy ở đâu")),
         re.compile(r"nguồn|ngân sách|kinh phí", re.IGNORECASE),
         re.compile(r"(?:từ|bằng|do)(?: các)?\s(?=nguồn|ngân sách|kinh phí|dự toán|quỹ)")),
    Need("định kỳ bao lâu", wording(*_HOW_OFTEN), _REGULAR, offered=_standing(_REGULAR), told_apart=True),
    Need("mã số thuế", wording("mã số thuế", "MST"), re.compile(r"(?:MST|[Mm]ã số thuế)\W{1,3}\d"),
         offered=_standing(re.compile(r"(?<!\d)\d{10}(?:-\d{3})?(?!\d)")), told_apart=True),
    Need("mẫu, biểu mẫu", wording("mẫu số mấy", "mẫu số nào", "mẫu số bao nhiêu", "mẫu nào", "biểu mẫu nào",
                                  "biểu số mấy", "biểu số nào", "mẫu đơn số mấy", "mẫu biểu nào"),
         re.compile(_FORM), offered=_standing(re.compile(_FORM)), told_apart=True),
    Need("lý do", wording("vì sao", "tại sao", "lý do", "do đâu mà", "nguyên nhân vì sao", "nguyên nhân nào",
                          "nguyên nhân gì", "sao lại", "bởi đâu"),
         re.compile(r"(?<!\w)(?i:do|vì|bởi|nguyên nhân|xuất phát từ|lý do|bắt nguồn|nhằm|để)(?!\w)"),
         re.compile(r"(?<!\w)(?:do|vì|bởi|nguyên nhân(?: \w+){0,3} là|lý do(?: \w+){0,2} là|xuất phát từ)"
                    r"(?!\w)\s*(?:việc\s)?", re.IGNORECASE)),
    Need("lịch hoặc ngày cụ thể", wording("lịch thi", "lịch họp", "lịch tiếp", "lịch làm việc",
    "lịch công tác",
                                          "lịch trình", "mấy giờ", "giờ làm việc"),
         re.compile(r"ngày \d|\d{1,2}/\d{1,2}|\d+ giờ|\d+h\d*|\d{1,2}:\d\d(?!\d)|"
                    r"thứ (?:hai|ba|sáu|bảy)|hằng tuần|hằng tháng")),
    Need("tên công ty, nhà đầu tư", wording("công ty nào", "doanh nghiệp nào", "tập đoàn nào", "nhà thầu",
                                            "chủ đầu tư", "nhà đầu tư nào", "ngân hàng nào",
                                            "đơn vị thi công"),
         re.compile(rf"(?:[Cc]ông ty|Tập đoàn|Ngân hàng|Hợp tác xã|HTX|[Dd]oanh nghiệp) [{UPPER}]|"
                    r"Ngân hàng (?:nhà nước|chính sách|thương mại|nông nghiệp)")),
    Need("thủ tục, hồ sơ", wording("hồ sơ gồm", "giấy tờ gì", "cần giấy tờ", "nộp hồ sơ ở đâu", "hồ sơ cần"),
         re.compile(r"(?:hồ sơ|giấy tờ|đơn|bản sao|tờ khai)", re.IGNORECASE)),
    Need("tên nước", _COUNTRY, COUNTRIES, offered=countries),
    Need("tên bằng tiếng nước ngoài", wording("tên tiếng anh", "bằng tiếng anh", "tên nước ngoài",
    "tiếng anh gì", "tiếng anh nào", "tiếng tây"), FOREIGN, offered=foreign),
)  # fmt: skip
