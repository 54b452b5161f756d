"""Questions made by grammar from plain text, each with the span that answers it.

Vietnamese asks in place: "Chính phủ quy định mức phạt" becomes a question when "ai" or "cơ quan nào" stands
where "Chính phủ" stood. So a phrase of known sort (who acts, when, how much, what it is, what it lists, what
for, where, how) is taken out of its clause and the question word of that sort put in; some are led by the
question word, as people speak ("Bao giờ thì …"). Words are then dropped and replaced, so that a reader learns
more than to compare words (cloze translation: Lewis, Denoyer and Riedel 2019).
"""

from __future__ import annotations

import random
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from ingest.facts.words import UPPER

_CLAUSE = re.compile(r"[^.;:\n]+(?:\.\d+[^.;:\n]*)*")
_ITEM = re.compile(r"^\s*(?:\d{1,2}[.)]|[a-zđ]{1,2}[.)]|[-+*•])\s+")
_SHORTEST, _LONGEST = 5, 60  # syllables of a clause that is asked about
_ASKED = (5, 18)  # syllables of it that a question keeps
_ANSWER = 25  # syllables of an answer, lists and definitions left aside

_NUMERAL = r"\d[\d.,/]*(?:\s?(?:-|–|đến)\s?\d[\d.,]*)?(?:\s\([\w\s]+\))?"
_TIMES = r"(?:giờ|ngày làm việc|ngày|tuần|tháng|quý|năm|phút)"
_UNITS = (
    r"(?:%|(?:nghìn |triệu |tỷ )?đồng|người|mét|m2|m|km|ha|tấn|kg|lần|tuổi|hộ|cơ sở|triệu|tỷ|nghìn|bộ|bản|"
    r"loại|cấp|thành viên|đại biểu|lít|điểm|mức|giấy|hồ sơ|tờ|đơn vị)"
)
_DAY = (
    r"ngày \d{1,2}(?:/| tháng )\d{1,2}(?:(?:/| năm )\d{4})?|tháng \d{1,2}(?:/| năm )\d{4}|năm \d{4}|"
    r"quý [IV]+(?:/| năm )\d{4}|\d{1,2}/\d{1,2}/\d{4}|giai đoạn \d{4}\s?[-–]\s?\d{4}"
)
_ACTS = (
    r"(?:có trách nhiệm|chịu trách nhiệm|quyết định|ban hành|quy định|hướng dẫn|chủ trì|phối hợp|tổ chức|"
    r"thực hiện|phải|được|có quyền|có nhiệm vụ|có thẩm quyền|thông báo|gửi|cấp|tiếp nhận|kiểm tra|xem xét|"
    r"trình|phê duyệt|lập|công bố|bảo đảm|nộp|không được|thành lập|giao|báo cáo|sử dụng|đề nghị|xác định)"
)
_ORGAN = (
    r"(?:Chính phủ|Quốc hội|Thủ tướng Chính phủ|(?:Bộ|Sở|Ủy ban|Uỷ ban|Hội đồng|Cơ quan|Tổng cục|Cục|Chi cục|"
    r"Ban|Tòa án|Viện|Ngân hàng|Chủ tịch|Giám đốc|Bộ trưởng|Thủ trưởng|Trưởng|Tổ chức|Người|Cá nhân|"
    r"Doanh nghiệp|Đơn vị|Hiệu trưởng|Kiểm toán|Thanh tra|Công ty|Nhà nước|Chủ|Thẩm phán|Cảnh sát|Bệnh viện|"
    r"Cơ sở|Nhà|Bên|Hiệp hội|Trung tâm)\s[^,;.:]{1,70}?)"
)
_PLACE = r"(?:Việt Nam|nơi [^,;.]{4,50}|trụ sở [^,;.]{4,50}|địa phương[^,;.]{0,30}|[A-ZĐ]\w+(?: [A-ZĐ]\w+)+)"
_END = r"(?=[,;.]|$)"
_WHO = "Ai|Ai|Cơ quan nào|Tổ chức nào|Đơn vị nào|Bên nào|Người nào|Cá nhân, tổ chức nào"
_BOUND = r"(?:(?:không quá|ít nhất|tối đa|tối thiểu|từ|dưới|trên|khoảng|đến) )?"
_NO_COUNT = "(?<!iều )(?<!hoản )(?<!iểm )(?<!ục )(?<!hương )(?<!số )(?<!ngày )(?<!tháng )(?<!năm )"
_AFTER = "của|để|theo|được|do|và|tại|trong|phải|có"


@dataclass(frozen=True, slots=True)
class _Sort:
    """A sort of answer: where it stands in a clause, what asks for it there, and what asks first."""

    shape: re.Pattern[str]
    asks: tuple[str, ...]
    leads: tuple[str, ...]
    ends: tuple[str, ...]


# A weight, the shape, what asks in place, what asks first, what asks last. ``a`` is the answer; its unit
# ``u`` and its noun ``n`` go over into the question.
_TABLE: tuple[tuple[float, str, str, str, str], ...] = (
    (2.0, rf"^(?P<a>{_ORGAN})(?=\s{_ACTS}(?!\w))", _WHO, "", ""),
    (1.0, rf"(?<!\w)(?P<a>(?:do|bởi)\s[^,;.]{{4,60}}?)(?=\s{_ACTS}(?!\w))",
     "do ai|do cơ quan nào|do đơn vị nào", "", ""),
    (1.0, rf"\s(?:cho|gửi|trình|đến|với)\s(?P<a>{_ORGAN}){_END}",
     "ai|cơ quan nào|đơn vị nào|đối tượng nào", "", ""),
    (2.5, rf"(?P<a>(?:(?:trước|từ|đến|vào|sau|kể từ|hết|chậm nhất) )*(?:{_DAY}))",
     "khi nào|vào lúc nào|bao giờ|thời gian nào|vào năm nào|ngày nào",
     "Khi nào|Bao giờ|Khi nào thì|Lúc nào|Năm nào|Vào ngày nào",
     "là khi nào|từ bao giờ|vào thời gian nào"),
    (2.5, r"(?<!\w)(?:trong )?(?:thời hạn |thời gian |vòng )?(?<!tháng )(?<!ngày )(?<!quý )"
     rf"(?P<a>{_BOUND}(?<![\d/.,]){_NUMERAL} {_TIMES})(?! \d)(?!\w)",
     "trong bao lâu|bao lâu|trong thời hạn bao lâu|mấy ngày|bao nhiêu ngày|trong thời gian bao lâu",
     "Bao lâu|Trong bao lâu|Mất bao lâu để", "là bao lâu|trong bao lâu|mất bao nhiêu thời gian"),
    (3.0, rf"(?P<a>{_BOUND}{_NUMERAL}\s?(?P<u>{_UNITS}))(?!\w)",
     "bao nhiêu {u}|bao nhiêu {u}|bao nhiêu|mấy {u}|mức nào", "Bao nhiêu {u}|Có bao nhiêu {u}",
     "là bao nhiêu|là bao nhiêu {u}|bao nhiêu"),
    (0.7, rf"{_NO_COUNT}(?<=\s)(?P<a>\d+(?:[.,]\d+)?)\s(?P<u>[^\W\d_]+(?:\s[^\W\d_]+)?)",
     "bao nhiêu {u}|mấy {u}", "Có bao nhiêu {u}|Bao nhiêu {u}", ""),
    (2.5, rf"\slà\s(?P<a>[^;:]{{12,200}}){_END}", "gì|cái gì|điều gì|như thế nào", "", ""),
    (1.0, r"^(?P<a>[^,;:]{6,60}?)(?=\s(?:là|gồm|bao gồm)\s)", "Cái gì|Điều gì|Khái niệm nào|Thứ gì", "", ""),
    (2.5, rf"\s(?:gồm|như)\s(?P<a>[^;:.]{{3,60}}(?:,\s[^;:.,]{{3,60}})+){_END}",
     "những gì|những loại nào|những nội dung nào|cái gì|các thành phần nào", "", ""),
    (1.5, rf"(?P<a>(?:để|nhằm)\s[^,;.:]{{8,110}}){_END}",
     "để làm gì|nhằm mục đích gì|vì mục đích gì", "Mục đích|Nhằm mục đích gì mà",
     "để làm gì|với mục đích gì"),
    (1.0, rf"(?P<a>(?:do|vì|bởi)\s[^,;.:]{{8,110}}){_END}", "vì sao|do đâu|vì lý do gì",
     "Vì sao|Tại sao|Lý do", "vì sao|do nguyên nhân gì"),
    (1.5, rf"(?<=\s)(?P<a>(?:tại|ở|trên)\s{_PLACE}){_END}", "ở đâu|tại đâu|nơi nào", "Ở đâu|Nơi nào",
     "ở đâu|tại đâu"),
    (1.0, rf"(?<=\s)(?P<a>(?:bằng|qua|thông qua|dưới hình thức)\s[^,;.:]{{4,70}}){_END}",
     "bằng cách nào|bằng gì|qua hình thức nào|như thế nào", "Bằng cách nào", "bằng cách nào|như thế nào"),
    (0.5, rf"\stheo\s(?P<a>[^,;.:]{{6,70}}){_END}", "quy định nào|gì|văn bản nào|cái gì", "", ""),
    (1.5, rf"(?<=\s)(?P<n>[^\W\d_]+)\s(?P<a>[{UPPER}]\w+(?:\s[{UPPER}]\w+)*){_END}",
     "{n} nào|{n} gì|{n} nào", "{n} nào", ""),
    (0.5, rf"(?<=\s)(?P<a>(?:Luật|Nghị định|Thông tư|Bộ luật|Quyết định|Điều|khoản)\s[^,;.:]{{3,50}}){_END}",
     "văn bản nào|luật nào|quy định nào|điều nào", "", ""),
    (0.7, rf"\s(?:các|những)\s(?P<a>[^,;:.]{{6,50}}?)(?=\s(?:{_AFTER})\s|[,;.]|$)", "gì|nào|thứ gì", "", ""),
    (0.8, r"\s(?:phải|thực hiện|sử dụng|bảo đảm|nộp|lập|gửi|ban hành|trả|giữ|kiểm tra)\s"
     rf"(?P<a>(?!\d)[^,;:.]{{6,70}}?)(?=\s(?:{_AFTER}|cho|từ|khi|với|quy định)\s|[,;.]|$)",
     "gì|cái gì|những gì|điều gì|việc gì", "", ""),
)  # fmt: skip
_SORTS = tuple(
    (weight, _Sort(re.compile(shape), *(tuple(part.split("|")) if part else () for part in words)))
    for weight, shape, *words in _TABLE
)


@dataclass(frozen=True, slots=True)
class Made:
    """A question with the span of its text that answers it."""

    question: str
    span: tuple[int, int]


def questions(
    text: str, wordings: Mapping[str, Sequence[str]], chance: random.Random, most: int = 4
) -> Iterator[Made]:
    """At most ``most`` questions about different spans of ``text``, of sorts spread as their weights say."""
    options = [
        (weight, sort, clause, found)
        for clause in _clauses(text)
        for weight, sort in _SORTS
        for found in sort.shape.finditer(clause[1])
        if _fits(clause[1], found)
    ]
    taken: list[tuple[int, int]] = []
    while options and len(taken) < most:
        at = chance.choices(range(len(options)), [one[0] for one in options])[0]
        _, sort, (offset, clause), found = options.pop(at)
        low, high = (offset + end for end in found.span("a"))
        while text[high - 1] in " ,;.":
            high -= 1
        if any(low < other[1] and other[0] < high for other in taken):
            continue
        taken.append((low, high))
        yield Made(_asked(sort, clause, found, wordings, chance), (low, high))


def _clauses(text: str) -> Iterator[tuple[int, str]]:
    """Clauses with their offsets, without the marks of items."""
    for found in _CLAUSE.finditer(text):
        clause = found[0].rstrip()
        skip = mark.end() if (mark := _ITEM.match(clause)) else len(clause) - len(clause.lstrip())
        if _SHORTEST <= len(clause[skip:].split()) <= _LONGEST:
            yield found.start() + skip, clause[skip:]


def _fits(clause: str, found: re.Match[str]) -> bool:
    """Whether enough of the clause is left to ask with."""
    answer, rest = found["a"], clause[: found.start("a")] + clause[found.end("a") :]
    return len(rest.split()) > 2 and len(answer.split()) <= _ANSWER * (2 if "," in answer else 1)


def _asked(
    sort: _Sort,
    clause: str,
    found: re.Match[str],
    wordings: Mapping[str, Sequence[str]],
    chance: random.Random,
) -> str:
    words = {"u": "", "n": "", **{name: value.strip() for name, value in found.groupdict().items() if value}}
    low = found.start("n") if words["n"] else found.start("a")
    high = found.end() if words["u"] else found.end("a")
    before, after = _near(clause[:low].split(), clause[high:].split(), chance)
    before, after = (_reworded(part, wordings, chance) for part in (before, after))
    form = chance.random()
    if sort.leads and form < 0.3:
        said = [chance.choice(sort.leads).format(**words), *before, *after]
    elif sort.ends and form < 0.5:
        said = [*before, *after, chance.choice(sort.ends).format(**words)]
    else:
        said = [*before, chance.choice(sort.asks).format(**words), *after]
        if form > 0.85 and before and after:  # "…, ai làm": the end first
            said = [*after, *before, said[len(before)]]
    text = re.sub(r"\s+", " ", " ".join(said)).strip(" ,;:-")
    text = text[:1].upper() + text[1:] if chance.random() < 0.7 else text[:1].lower() + text[1:]
    if chance.random() < 0.06:
        text = stripped(text)
    return text + ("?" if chance.random() < 0.7 else "")


def _near(before: list[str], after: list[str], chance: random.Random) -> tuple[list[str], list[str]]:
    """What a question keeps of a clause: the words around the answer, some of them left out."""
    keep = chance.randint(*_ASKED)
    left = min(len(before), max(keep - len(after), chance.randint(0, keep)))
    right = min(len(after), max(0, keep - left))
    before, after = before[len(before) - left :], after[:right]
    drop = chance.choice((0.0, 0.0, 0.08, 0.15)) if len(before) + len(after) > 5 else 0.0
    return [one for one in before if chance.random() >= drop], [
        one for one in after if chance.random() >= drop
    ]


def _reworded(
    words: Sequence[str], wordings: Mapping[str, Sequence[str]], chance: random.Random
) -> list[str]:
    """The longest terms that have other wordings, from the left, each replaced every other time."""
    said: list[str] = []
    at = 0
    while at < len(words):
        for size in range(min(4, len(words) - at), 0, -1):
            others = wordings.get(" ".join(words[at : at + size]).lower().strip(",;"))
            if others and chance.random() < 0.5:
                said += chance.choice(others).split()
                at += size
                break
        else:
            said.append(words[at])
            at += 1
    return said


def stripped(text: str) -> str:
    """Without diacritics, as it is typed in a hurry."""
    bare = "".join(one for one in unicodedata.normalize("NFD", text) if not unicodedata.combining(one))
    return bare.replace("đ", "d").replace("Đ", "D")
