"""What tells that a text is not about what a question asks: another age, what is not counted, a title."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from answer.excepted import excepted
from answer.question import Asked
from answer.question_words import GROWTH_ASKED
from answer.ranges import one_range
from answer.terms import bag
from ingest.facts.binding import Fact
from ingest.facts.sentences import Sentence
from ingest.facts.words import fold

_NOT_COUNTED = re.compile(
    r"\(\**(?:không|chưa) (?:tính|kể|bao gồm|gồm)[^()]*\)|(?<!\w)(?:không|chưa) (?:tính|kể|bao gồm)[^,.;()]*"
)
_LETTERHEAD = re.compile(r"\W*Số:\s?\d")
# "Căn cứ Kế hoạch này, các sở …" and "Căn cứ các quy định nêu trên, …" order and conclude.
_BASIS = re.compile(
    r"\W*(?:Căn cứ(?! [^,;.]{0,90}?(?:này|nêu trên|dẫn trên|trên đây|ở trên|nói trên),)|"
    r"Xét (?:đề nghị|Tờ trình|báo cáo)|Theo đề nghị)\s"
)
_OF_PLAN = re.compile(r"\s*(?:so với\s|so\s)?(?:kế hoạch|dự toán|chỉ tiêu|nghị quyết)(?!\w)", re.IGNORECASE)
_PRICE = re.compile(
    r"(?<!\w)(?:đơn giá|(?<!đánh )(?<!định )(?<!đấu )(?<!tham )giá(?! (?:trị|so sánh|hiện hành|cả)))(?!\w)",
    re.IGNORECASE,
)
_GROWS = re.compile(r"(?<!\w)(?:tăng|giảm)(?!\w)", re.IGNORECASE)
_BY_NOW = re.compile(
    r"(?<!\w)(?:hiện|hiện có|hiện nay|đang có|tổng số|lũy kế|luỹ kế|(?:cả )?cũ lẫn mới|cả mới lẫn cũ)(?!\w)",
    re.IGNORECASE,
)
_NEW = re.compile(r"(?<!\w)(?:(?<!lẫn )mới(?! lẫn)|thêm|kết nạp|thành lập)(?!\w)", re.IGNORECASE)
_PART_OF_YEAR = re.compile(
    r"(?<!\w)(?:\d{1,2}|sáu|chín|mười|ba) tháng(?!\s\d)(?: đầu| cuối)? ?(?:năm)?|(?<!\w)quý [IV\d]",
    re.IGNORECASE,
)
_LEFT_ASKED = re.compile(r"\bcon (?:lai )?(?:(?:o )?muc )?(?:khoang )?(?:bao nhieu|may|bn)\b(?! con)")
_AIMS_ASKED = re.compile(
    r"\b(?:bao nhieu|may|so|cac|nhung|vuot|dat|[\d%]) (?:luong )?(?:chi tieu|muc tieu)\b"
)
_CHANGED = re.compile(
    r"(?<!\w)(?:giảm|tăng|hạ|bớt|cắt)(?!\w)(?:(?!(?:còn|xuống|dưới|đạt|lên|ở mức|bằng|là)\b)[^;:.()])*$",
    re.IGNORECASE,
)
_SUM_ASKED = re.compile(
    r"(?P<what>(?:tổng vốn|vốn|kinh phí|ngân sách|doanh thu|quỹ|tổng mức)(?: \w+){2})(?= .*bao nhiêu)",
    re.IGNORECASE,
)
_SHARE_ASKED = re.compile(r"%|(?<!\w)(?:phần trăm|phần|tỷ lệ|tỉ lệ|chiếm|so với)(?!\w)", re.IGNORECASE)
_HOW_LONG = re.compile(
    r"(?<!\w)(?:bao nhiêu|mấy) (?:năm|tháng|tuần|ngày|giờ)"
    r"(?=\s*[?.]?$| (?:khi|thì|để|nữa|là|từ|kể|làm|được|phải|cho|đối|nếu|đầu)(?!\w))",
    re.IGNORECASE,
)
# "đóng bao nhiêu một tháng", "lương mỗi tháng": a rate; "9 tháng", "trong một tháng" are none.
_RATE_ASKED = re.compile(
    r"(?:(?:/|mỗi|hằng|hàng)\s?|(?<!trong )(?:một|1)\s)(?P<each>tháng|ngày|tuần|giờ)(?! \d)(?!\w)",
    re.IGNORECASE,
)
_RATE = r"(?:/|(?:mỗi|một|hằng|hàng|theo|0?1)\s?){each}(?!\w)"
_AGE = re.compile(r"(?<![\d.,])0?(\d{1,2}(?:x\d{1,2})?) tuổi")


@dataclass(frozen=True, slots=True)
class _Wish:
    """What a question asks for that the words of a figure may speak against; read once a question.

    Attributes:
        ages: named in it. price, growth: whether it asks for one. by_now: for how many there are, not for
            what came new. part_of_year: for what months or a quarter came to. aims: how many indicators there
            are. left: for what is left after a change. length_of_time: for how long. rate: for how much a
            month, a day, an hour; empty where for none.
        sum: of what it asks for the sum, folded ("von dieu le"), empty where for none.
    """

    ages: frozenset[str]
    price: bool
    growth: bool
    by_now: bool
    part_of_year: bool
    aims: bool
    left: bool
    length_of_time: bool
    sum: str
    rate: str


@lru_cache(maxsize=32)
def _wish(asked: Asked) -> _Wish:
    text, folded = asked.text, fold(asked.text)
    sum_asked = None if _SHARE_ASKED.search(text) else _SUM_ASKED.match(text)
    grows = GROWTH_ASKED.search(f" {' '.join(one.form for one in asked.words)} ") is not None
    return _Wish(
        ages=frozenset(_AGE.findall(text)),
        price=_PRICE.search(text) is not None,
        growth=asked.kind != "rank" and grows,
        by_now=_BY_NOW.search(text) is not None and _NEW.search(text) is None,
        part_of_year=_PART_OF_YEAR.search(text) is not None,
        aims=_AIMS_ASKED.search(folded) is not None,
        left=_LEFT_ASKED.search(folded) is not None,
        length_of_time=_HOW_LONG.search(text) is not None,
        sum=fold(sum_asked["what"]) if sum_asked else "",
        rate=rate["each"].lower() if (rate := _RATE_ASKED.search(text)) else "",
    )


@lru_cache(maxsize=8192)
def counting(text: str) -> str:
    """A text without what it says not to count: "(không tính giường của trạm y tế)"."""
    return _NOT_COUNTED.sub(" ", text)


def no_price(asked: Asked, fact: Fact) -> bool:
    """Whether a price is asked for and a figure is none: "giá trị sản xuất" is a value, "giá đất" a price."""
    return _wish(asked).price and not _PRICE.search(f"{fact.own} {fact.outer}")


def left_out(asked: Asked, fact: Fact) -> bool:
    """Whether a sentence says that its figure does not count what the question asks about."""
    out = _uncounted(fact.sentence.text)
    if not out:
        return False
    line, own = bag(out).line, bag(counting(f"{fact.own} {fact.outer}")).line
    return any(f" {gram} " in line and f" {gram} " not in own for gram in asked.grams if " " in gram)


def excepted_by(asked: Asked, fact: Fact) -> bool:
    """Whether the question itself leaves out what a figure is of: "không kể nâng cao"."""
    out = excepted(asked.text)
    line = bag(fact.own).line if out else ""
    return any(f" {pair} " in line for pair in out)


@lru_cache(maxsize=8192)
def _uncounted(text: str) -> str:
    """What a text says not to count."""
    return " ".join(_NOT_COUNTED.findall(text))


def other_age(asked: Asked, fact: Fact) -> bool:
    """Whether the clause of a figure is about another age than the question: "3 đến 5 tuổi", not "5 tuổi"."""
    wanted = _wish(asked).ages
    has = _AGE.findall(one_range(fact.own)) if wanted else ()
    return bool(has) and wanted.isdisjoint(has)


def no_growth(asked: Asked, fact: Fact) -> bool:
    """Whether growth is asked for, not its rank, and a figure is a level, or a share of a plan."""
    if not _wish(asked).growth:
        return False
    if fact.figure.direction is not None or _GROWS.search(fact.own):
        return False
    after = fact.sentence.text[fact.figure.end :]
    return fact.figure.kind != "percent" or not _GROWS.search(fact.outer) or bool(_OF_PLAN.match(after))


def how_many_aims(asked: Asked, fact: Fact) -> bool:
    """Whether a figure only says how many indicators there are ("đề ra 18 chỉ tiêu"), unasked."""
    return fact.figure.unit == "chỉ tiêu" and not _wish(asked).aims


def change_only(asked: Asked, fact: Fact) -> bool:
    """Whether what is left is asked for ("còn bao nhiêu"), and a figure says by how much it changed: "giảm
    0,4%", "giảm tỷ lệ hộ nghèo ít nhất 0,3%", not "giảm còn 3%"."""
    if not _wish(asked).left:
        return False
    return _CHANGED.search(fact.sentence.text[: fact.figure.at]) is not None


def no_length_of_time(asked: Asked, fact: Fact) -> bool:
    """Whether a length of time is asked for ("bao nhiêu năm thì …") and a figure is a share or money."""
    return fact.figure.kind in {"percent", "money"} and _wish(asked).length_of_time


def share_of_it(asked: Asked, fact: Fact) -> bool:
    """Whether a sum is asked for ("Vốn điều lệ … là bao nhiêu") and a figure is a share of it: "7% vốn điều
    lệ"."""
    wanted = _wish(asked).sum
    if fact.figure.kind != "percent" or not wanted:
        return False
    return fold(fact.sentence.text[fact.figure.end :][:40]).startswith(wanted)


def added_only(asked: Asked, fact: Fact) -> bool:
    """Whether a figure counts what came new, where the question asks how many there are by now."""
    return _wish(asked).by_now and _NEW.search(fact.own.split(";")[-1]) is not None


def at_least_only(asked: Asked, fact: Fact) -> bool:
    """Whether a figure says how many at least there shall be, where the question asks how many there are."""
    return _wish(asked).by_now and fact.figure.comparator == "ít nhất" and fact.status != "result"


def no_rate(asked: Asked, fact: Fact) -> bool:
    """Whether it is asked how much a month, a day or an hour, and no word says that a figure is of one."""
    each = _wish(asked).rate
    if not each or fact.figure.unit == each:
        return False
    return re.search(_RATE.format(each=each), fact.sentence.text, re.IGNORECASE) is None


def said_already(asked: Asked, fact: Fact) -> bool:
    """Whether the question itself states a figure with its unit: "… được tầm soát ít nhất 4 loại bệnh" does
    not ask how many kinds."""
    unit = fact.figure.unit
    if not unit or fact.figure.kind != "count" or unit.lower() not in asked.text.lower():
        return False
    stated = rf"(?<![\w.,])0?{re.escape(fact.figure.value.lstrip('0') or '0')} {re.escape(unit)}(?!\w)"
    return re.search(stated, asked.text, re.IGNORECASE) is not None


def aimed_at(asked: Asked, fact: Fact) -> bool:
    """Whether a figure is aimed at, where what part of a year came to is asked for: "10 tháng", "quý III"."""
    return fact.status == "target" and _wish(asked).part_of_year


@lru_cache(maxsize=8192)
def titular(sentence: Sentence, title: str) -> float:
    """Whether a sentence only repeats the title, or is one of the bases ("Căn cứ …"): it orders nothing."""
    capitals = sentence.row is None and sentence.text.isupper()  # a row may name its place in capitals
    if capitals or _BASIS.match(sentence.text) or _LETTERHEAD.match(sentence.text):
        return 1.0
    return float(len(sentence.text) > 24 and fold(sentence.text) in fold(title))
