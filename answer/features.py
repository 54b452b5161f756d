"""What speaks for and against a candidate: unit, direction, target or result, names, definitions."""

from __future__ import annotations

import re
from functools import lru_cache

from answer.against import counting
from answer.counted import POPULATION
from answer.plans import may_be_share, planned
from answer.posts import posts
from answer.question import Asked
from answer.ranges import one_range
from answer.terms import Bag, bag
from answer.whom import sends
from index.abbreviations import curated
from ingest.facts.binding import Fact, period_of
from ingest.facts.periods import Period
from ingest.facts.sentences import Reading, Sentence
from ingest.facts.words import fold, phrase

FILLERS = frozenset(
    phrase(
        "đạt là có còn và của các được từ trên dưới thêm trong đó ước khoảng hơn gần tăng giảm lên so với "
        "tỷ đồng triệu nghìn phấn đấu phân phần đầu duy trì chiếm bình quân tỷ lệ số tổng năm ở về cho theo "
        "mức trở người toàn tỉnh huyện địa bàn"
    )
)
_PEOPLE = (
    "lao dong",
    "dang vien",
    "nguoi",
    "sinh vien",
    "hoc sinh",
    "luot",
    "can bo",
    "dan",
    "khach",
    "nhan khau",
)
_INHABITANTS = ("nguoi", "dan", "nhan khau")
_GUESTS = frozenset({"luot", "khach"})
_NO_GUESTS = tuple(one for one in _PEOPLE if one not in _GUESTS)
_CHANGE = re.compile(rf" (?:{'|'.join(phrase('tăng giảm'))}) ")
_CHANGE_ASKED = re.compile(rf" (?:{'|'.join(phrase('tăng giảm bớt'))}) ")
_SHARED = frozenset(
    {"nguoi", "dan", "ho", "nha", "lao dong", "tre", "em", "hoc sinh", "ho gia dinh", "ho dan"}
)
_DOLLARS = re.compile(r" (?:usd|do la) ")
_A_HEAD = re.compile(
    r"\s?/\s?(?:đầu )?người(?!\w)|(?:bình quân )?(?:mỗi|một|trên) (?:đầu )?người(?: dân)?(?!\w)|"
    r"(?<!bình quân )(?<!quân\s)đầu người(?!\w)"
)
_LABELLED = re.compile(r"(?:Thời (?:gian|hạn|điểm)|Tiến độ)(?:\s\w+){0,6}\s?:\s", re.IGNORECASE)
_SEASON = re.compile(r"(?<![\w/,.])\d{1,2}\stháng(?!\s\d)|(?<!\w)quý\s(?:[IV]+|\d)(?!\w)", re.IGNORECASE)
_EACH = re.compile(
    r"\s?/\s?(?P<each>xã|phường|huyện|hộ|HTX|hợp tác xã|doanh nghiệp|lao động|cơ sở|trường|lớp|thôn)"
    r"(?!\w)"
)
_CLASSES = frozenset({"%", "money", "area", "amount", "length", "measure"})
LENGTHS = frozenset({"km", "m", "mét", "cm", "ki lô mét", "cây số"})
AREAS = frozenset({"ha", "hecta", "km2", "km²", "m2", "m²"})
_MAKE = re.compile(r" \w*\d\w*$")  # "trạm 5g", "xe 16"
_APART = re.compile(r"\(riêng\s([^()]*:[^()]*)$")
_CLAUSE_START = re.compile(r";|:\s|\.\s")
_FEW_DONG = re.compile(r"(?:(?:nghìn|ngàn) )?đồng")
_BILLIONS = re.compile(r"\b(?:bao nhieu|may) ti\b")
_LASTS = re.compile(r"\bthoi (?:gian|han)\b")
_SCALE = re.compile(r"\b(?:nghin|ngan|trieu|ty) (?:tan|m3|lit|kg|con|cay|luot|nguoi|ha)\b")
_OTHER_MAKE = 0.7
_POST = 0.2  # of each syllable that names the post which is asked for
_SENDS = 0.6
_ASIDE = frozenset({"tuổi", "năm", "sao", "tháng", "ngày"})  # seldom what is asked for


def unnamed_share(asked: Asked, sentence: Sentence) -> float:
    if not asked.names:
        return 0.0
    around = bag(" ".join((sentence.text, sentence.lead, *sentence.headings))).plain
    return sum(f" {name} " not in around for name in asked.names) / len(asked.names)


def dated(sentence: Sentence, reading: Reading) -> Period | None:
    return _dated(sentence, reading.document.title, reading.document.year)


@lru_cache(maxsize=8192)
def _dated(sentence: Sentence, title: str, year: int | None) -> Period | None:
    return period_of(sentence, title, year)


def defines(asked: Asked, sentence: Sentence) -> float:
    """Whether a sentence says "phương châm là …" where the question asks "phương châm … là gì", or
    "Thời gian thực hiện: …" where a time is asked for, "Trưởng ban là …" or "gửi phản ánh về …"."""
    if asked.kind == "when" and _LABELLED.match(sentence.text):
        return 0.4
    if asked.kind == "who":
        said = max((size for _, size in posts(asked, sentence.text)), default=0)
        if said or sends(asked, sentence.text):
            return min(_POST * said, 1.0) or _SENDS
    head = tuple(asked.words[at].form for at in asked.content if at < asked.head)[:3]
    if asked.kind == "task" or not head:
        return 0.0
    line = bag(sentence.text).line
    if f" {' '.join(head[:2])} " not in line:
        return -0.12 if not any(f" {form} " in line for form in head) else 0.0
    return 0.3 if f" {' '.join((*head, *phrase('là')))} " in line else 0.05


def unit_fits(asked: Asked, fact: Fact) -> float:
    """Whether the figure counts what the question counts: 1 yes, 0 unsaid, down to -1 no."""
    figure, units = fact.figure, asked.units
    if asked.kind == "rank" or "rank" in units:
        return 1.0 if figure.kind == "ordinal" else -1.0
    if figure.kind == "ordinal":
        return -1.0
    unit = f" {unit_said(figure.unit or '')} "
    if "usd" in units:
        return 1.0 if _DOLLARS.search(unit) else -0.5
    if any(f" {word} " in unit for word in units - _CLASSES):
        return 1.0 if _of_make(units, fact) and _of_scale(asked, fact) else _OTHER_MAKE
    if _in_row_of(units, fact):
        return 0.8
    counts_people = units & {"nguoi", "lao dong", "viec lam"} or (" nguoi " in unit and units & set(_PEOPLE))
    if counts_people and any(f" {one} " in unit for one in _people(asked)):
        return 0.8
    if figure.unit in _ASIDE:
        return 0.8 if _lasts(asked, fact) else -1.0
    if figure.kind == "percent" and may_be_share(asked):
        return 0.8
    fitting = {name for name in units & _CLASSES if _of_class(name, fact)}
    if fitting:
        return -0.9 if fitting == {"money"} and _is_rate(asked, fact) else 0.8
    return _mismatch(units, fact, asked.explicit) if units else 0.0


def _in_row_of(units: frozenset[str], fact: Fact) -> bool:
    """Whether a count stands in the row of what is counted: "Bút bi | Cái | 20" for "bao nhiêu bút bi"."""
    row = fact.sentence.row
    if row is None or row.name is None or fact.figure.kind != "count":
        return False
    name = f" {fold(row.name.text)} "
    return any(f" {one} " in name for one in units - _CLASSES)


def _is_rate(asked: Asked, fact: Fact) -> bool:
    """Whether a sum is what each gets, in single đồng or thousands, where billions are asked for."""
    unit = fact.figure.unit or ""
    return (
        _FEW_DONG.match(unit) is not None and "/" in unit and _BILLIONS.search(fold(asked.text)) is not None
    )


@lru_cache(maxsize=512)
def unit_said(unit: str) -> str:
    """A unit folded, with what its letters stand for where it is a short form: "319 VBQPPL"."""
    one = unit.split("/")[0]
    longs = curated().of(one) if one.isupper() else ()
    return " ".join(fold(form) for form in (one, *longs))


def _of_make(units: frozenset[str], fact: Fact) -> bool:
    """Whether a figure is of the make that is counted, where one is named: "22 trạm 5G", not "87 trạm"."""
    makes = [one for one in units - _CLASSES if _MAKE.search(one)]
    figure = fact.figure
    line = fold(f"{figure.unit} {fact.sentence.text[figure.end : figure.end + 12]}")
    return not makes or any(f"{line} ".startswith(f"{one} ") for one in makes)


def _lasts(asked: Asked, fact: Fact) -> bool:
    """Whether a cell tells how long something takes, which a bare "thời gian giải quyết …" asks for."""
    label = fact.sentence.row.label if fact.sentence.row else None
    return label is not None and bool(_LASTS.search(fold(label.text)) and _LASTS.search(fold(asked.text)))


def _of_scale(asked: Asked, fact: Fact) -> bool:
    """Whether a figure under a heading of units is in the thousands or millions that the question says, and
    of the stuff that it names: 13.500 tấn WO3 are no "nghìn tấn"."""
    scale, unit = _SCALE.search(fold(asked.text)), f" {fold(fact.figure.unit or '')} "
    if fact.sentence.row is None or scale is None:
        return True
    return f" {scale[0]} " in unit


def _people(asked: Asked) -> tuple[str, ...]:
    """Words for people; visits are none where the question does not speak of guests, and only inhabitants
    make a population."""
    if POPULATION in asked.units:
        return _INHABITANTS
    return _PEOPLE if asked.plains & _GUESTS else _NO_GUESTS


def _of_class(name: str, fact: Fact) -> bool:
    if name == "area":
        return fact.figure.unit in AREAS
    if name == "length":
        return fact.figure.unit in LENGTHS
    if name == "measure":
        return fact.figure.kind == "measure"
    if name == "amount":
        return fact.figure.kind in {"count", "measure"} and fact.figure.unit is not None
    return fact.figure.kind == {"%": "percent", "money": "money"}[name]


def _mismatch(units: frozenset[str], fact: Fact, explicit: bool) -> float:
    kind = fact.figure.kind
    if "%" in units:
        return -0.4 if kind == "ratio" else -0.9
    if "money" in units:
        return -0.5 if kind == "percent" else -0.9
    if "area" in units:
        return -0.7
    if units & {"length", "measure"}:
        return -1.0
    if fact.figure.unit is None:  # "số bác sĩ là 10": the words beside say what is counted
        around = f" {fold(f'{fact.own} {fact.outer}')} "
        return 0.0 if any(f" {word} " in around for word in units) else -0.6
    if kind == "percent" and POPULATION in units:
        return -1.0
    if kind == "percent" and units & _SHARED:  # "bao nhiêu người có thẻ" may be told as a share
        return -0.5 if explicit else -0.4  # a bare "lao động qua đào tạo nghề" asks for either
    if kind == "percent" and _share_of(units, fact):  # "bao nhiêu xã" and "tỷ lệ xã đạt chuẩn 86%"
        return -0.4
    return -1.0 if kind in {"percent", "money"} else -0.6


def _share_of(units: frozenset[str], fact: Fact) -> bool:
    """Whether a share is one of the very things that are counted: "tỷ lệ *xã* …", "86% *số xã* …"."""
    before, after = fold(fact.own), fold(fact.sentence.text[fact.figure.end :][:24])
    return any(
        f" ty le {one} " in f" {before} " or re.match(rf"(?:tong )?(?:so )?{one} ", f"{after} ")
        for one in units - _CLASSES
    )


def implied(fact: Fact) -> str:
    """Words of measure that a figure's unit says without being written: 26.000ha is a "diện tích"."""
    if fact.figure.kind == "percent":
        growth = " tăng trưởng" if fact.figure.direction in {"tăng", "tăng thêm"} else ""
        return f"tỷ lệ phần trăm tỷ trọng tốc độ{growth}"
    if fact.figure.unit in AREAS:
        return "diện tích héc ta rộng"
    if fact.figure.kind == "money":
        return "số tiền đô la" if _DOLLARS.search(f" {fold(fact.figure.unit or '')} ") else "số tiền"
    return "số lượng"


def direction_fits(asked: Asked, fact: Fact) -> float:
    """A level or a change: "tỷ lệ hộ nghèo" is the 3,1% that is left, not the 2% by which it fell."""
    return 0.0 if _change_asked(asked) == _changes(fact) else -1.0


@lru_cache(maxsize=32)
def _change_asked(asked: Asked) -> bool:
    return bool(_CHANGE_ASKED.search(f" {' '.join(one.form for one in asked.words)} "))


@lru_cache(maxsize=8192)
def _changes(fact: Fact) -> bool:
    """Whether a figure says by how much something rose or fell."""
    return fact.figure.direction in {"tăng", "giảm", "kéo giảm", "tăng thêm"} or bool(
        _CHANGE.search(bag(f"{fact.own} {fact.outer}").line)
    )


def status_fits(asked: Asked, fact: Fact, against_plan: bool) -> float:
    """Whether a figure is a target where one is asked for, or a result, as one that stands ``against_plan``
    is; a plan that stands only to compare a result with ("so với Nghị quyết đề ra là 55") answers nobody who
    did not ask for it."""
    if planned(fact):
        return 0.5 if asked.status == "target" else -1.0
    status = "result" if against_plan else fact.status
    if asked.status is None or status is None:
        return 0.0
    return 0.5 if asked.status == status else -1.0


def season_fits(asked: Asked, fact: Fact) -> float:
    """Whether a figure is of the months or the quarter asked for: 1 of these, -1 of others, 0 unsaid."""
    wanted = _seasons(asked.text)
    if not wanted:
        return 0.0
    stated = _seasons(fact.own) or _seasons(fact.sentence.text[: fact.figure.start])[-1:]
    return 0.0 if not stated else -1.0 if set(wanted).isdisjoint(stated) else 1.0


@lru_cache(maxsize=8192)
def _seasons(text: str) -> tuple[str, ...]:
    """ "9 tháng" and "quý III" of a text, comparable; "tháng 9" is one month and none of them."""
    return tuple(fold(match[0]).lstrip("0") for match in _SEASON.finditer(text))


def longest_run(asked: Asked, text: str) -> float:
    """Length of the longest row of neighbouring content syllables of the question in ``text``, of four."""
    line, best = bag(text).line, 0
    for row in asked.runs:
        for size, words in enumerate(row, 1):
            if words not in line:
                break
            best = max(best, size)
    return min(best, 4) / 4


@lru_cache(maxsize=8192)
def beside(fact: Fact) -> Bag:
    """The words right before and after a figure."""
    text, figure = fact.sentence.text, fact.figure
    return bag(f"{text[max(0, figure.start - 48) : figure.start]} {text[figure.end : figure.end + 28]}")


@lru_cache(maxsize=8192)
def clause(fact: Fact) -> Bag:
    """A figure's own words, with what its unit says unwritten."""
    if fact.figure.kind == "ordinal":  # of what its clause says before: "tăng trưởng đạt 7,1%, đứng thứ 4"
        said = _CLAUSE_START.split(fact.sentence.text[: fact.figure.start])[-1]
        return bag(f"{one_number(counting(said))} {one_number(counting(fact.own))}")
    return bag(f"{one_number(counting(own_words(fact)))} {implied(fact)}")


@lru_cache(maxsize=8192)
def own_words(fact: Fact) -> str:
    """A figure's own words; in a bracket of exceptions those of whom it is: "(riêng *Quân ủy: mỗi đơn vị* tối
    đa 15 người; *Bộ Ngoại giao*: tối đa 10 người)"."""
    apart = _APART.search(fact.sentence.text[: fact.figure.start])
    return f"{apart[1].rpartition(';')[2]} {fact.own}" if apart else fact.own


@lru_cache(maxsize=8192)
def one_number(text: str) -> str:
    """A range of ages or grades as one word: "từ 3 đến 5 tuổi" does not speak of "5 tuổi"; and a stroke
    as it is said: "GRDP/người" is "GRDP bình quân đầu người"."""
    text = _EACH.sub(r" bình quân mỗi \g<each> ", _A_HEAD.sub(" bình quân đầu người ", text))
    return one_range(text)
