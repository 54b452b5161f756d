"""Spans of a sentence that may answer a question for a name, a list, a time or an organ."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

from answer.articles import articles, articles_asked
from answer.citations import citations
from answer.found import Span
from answer.option import Option
from answer.posts import posts
from answer.question import Asked
from answer.routes import route_asked, routes
from answer.terms import Term, share_near
from answer.times import times
from answer.whom import organs, persons
from ingest.facts.words import UPPER, fold, plains, syllables

_NAME = rf"(?!Tỉnh\s|Huyện\s)[{UPPER}][\w]*(?:(?:\s|\s?[-–]\s?)[{UPPER}][\w]*)*"
_CLASS = (
    r"(?:[Tt]ỉnh lộ|[Qq]uốc lộ|thành phố|thị xã|thị trấn|huyện|xã|phường|tỉnh|quận|thôn|ấp|"
    r"[Kk]hu công nghiệp|[Cc]ụm công nghiệp|[Kk]hu đô thị|[Kk]hu kinh tế|[Kk]hu du lịch|"
    r"(?:[Tt]uyến )?(?:đường )?cao tốc|[Tt]uyến tránh(?: thành phố| thị xã| thị trấn)?|[Tt]uyến đường|"
    r"[Tt]uyến|[Đđ]ường|(?:(?:khu vực|vùng) )?(?:[Đđ]ồng bằng|[Ll]ưu vực) sông|[Vv]ùng|"
    r"[Cc]ầu(?: kinh| kênh| rạch| sông)?|[Cc]ảng|[Ss]ân bay|[Ss]ông|[Kk]ênh|"
    r"[Hh]ồ|[Cc]ông viên|[Bb]ệnh viện|trường|[Nn]hà máy|[Cc]hợ|[Qq]uảng trường|[Dd]i tích|[Đđ]ảo)"
)
# What a name may be of, folded, as questions ask for it: "xã nào", "khu đô thị nào".
CLASSES = frozenset(
    tuple(one.split())
    for one in (
        "tinh", "huyen", "xa", "phuong", "quan", "thi tran", "thi xa", "thanh pho", "pho", "thon", "ap",
        "tinh lo", "quoc lo", "khu cong nghiep", "cum cong nghiep", "khu do thi", "khu kinh te",
        "khu du lich", "cao toc", "tuyen", "tuyen duong", "duong", "cau", "cang", "san bay", "song", "kenh",
        "benh vien", "truong", "nha may", "quang truong", "di tich", "cong vien",
    )
)  # fmt: skip
# A name is not whole without these: "chỉ số năng lực cạnh tranh".
NAMING = CLASSES | {
    ("chi", "so"),
    ("de", "an"),
    ("du", "an"),
    ("chuong", "trinh"),
    ("chien", "luoc"),
    ("phong", "trao"),
    ("quy",),
}
_NUMBER = r"\d+[A-Z]?(?![,.]?\d|\s?%)"  # Phường 2, Dự án 3; not the 86 of "cấp xã 86,5%"
_MEMBER = rf"(?:{_CLASS}\s(?:{_NAME}|{_NUMBER})|{_NAME})"
NAMED = re.compile(rf"{_CLASS}\s(?:{_NAME}|{_NUMBER})(?:(?:,\s|\svà\s|,\s?và\s){_MEMBER})*")
_ONE = re.compile(rf"{_CLASS}\s(?:{_NAME}|{_NUMBER})")
_LONG_NAME = rf"[{UPPER}]\w*(?:\s[\w]+){{0,6}}?"
_NAMES = re.compile(rf"{_LONG_NAME}(?:,\s{_LONG_NAME})+(?=\svà\s|[,;.)]|\s\(|$)")
_KIND = re.compile(rf"{_CLASS}(?=\s)")
CLASS_BEFORE = re.compile(rf"(?<!\w){_CLASS}\s$")
_TOLD = re.compile(
    r"[;(]|[.](?:\s|$)|\s(?=theo (?:Nghị|Quyết|Luật|Thông|Kế|quy|đúng))|,\s(?=(?:do đó|vì vậy|nên)\s)"
)
_ROUTE = 1.2
_HELD, _MORE = 0.8, 0.1  # worth of who holds the post that is asked for, and of each syllable that says so
_BEHIND = 1.2  # worth of what stands behind the very words that tell a reason
_BRACKET = re.compile(r"\(([^()]{4,})\)")
_ALIAS = re.compile(
    r"\*?(?:sau đây |dưới đây )?(?:được )?(?:gọi|viết)(?: chung| tắt)?(?: là)?(?!\w)", re.IGNORECASE
)
_QUOTED = re.compile(r"[“\"]\*?([^“”\"]{4,}?)\*?[”\"]")
_AFTER = re.compile(
    r"(?<!\w)(nhất là|bao gồm|gồm có|gồm|như|là|giao cho|giao|tập trung trên|tập trung vào|cụ thể|"
    r"trọng tâm là)\s*:?\s+",
    re.IGNORECASE,
)
_MOST = re.compile(r"(?<!\w)nhất(?!\w)(?! là)")  # "lo nhất là gì" is answered behind "nhất là"
_FOREMOST = 1.2
_AT = re.compile(rf"(?<!\w)(?:tại|ở|trên địa bàn|thuộc)\s+(?={_CLASS}\s[{UPPER}]|[{UPPER}])")
_COLON = re.compile(r":\s+")
_LEAVES_OUT = re.compile(r"\*?(?:ngoại |loại )?trừ(?: các| những)?\s+", re.IGNORECASE)
_LEFT_OUT = re.compile(r"\b(?:tru|khong ap dung|khong bao gom|khong gom)\b")  # asks for what is
_LED = re.compile(r"\s[^\W\d_]+(?:\s[^\W\d_]+)?:\s+")
_PREDICATE = re.compile(
    r"\s(?:gần đạt|chưa đạt|không đạt|đạt|được|là|tụt|giảm|tăng|còn|chiếm|vượt|đã|sẽ)(?!\w)"
)
_LIST_END = re.compile(r"[.](?:\s|$)|/\.|$")
_CLAUSE = re.compile(r"(?:[;:()]|,)\s*|\s(?=(?:và|nhằm|để|gắn với|theo)\s)")
_STRONG = re.compile(r"[;()]|[:.]\s")
_LEAD = re.compile(
    r"\s*(?:(?:cho|là|của|các|những|về|gồm|như|đạt|với|theo|tại|ở|cây|con|một số|trên|đến|vào)\s+)+"
)
_TAIL = re.compile(r"(?:\s+(?:còn|đã|được|có|là|của|và|đưa|để|theo|ở|tại|trong|cho|đạt|với|các|những))+\s*$")
_JOINS = re.compile(r"[\s,;]*(?:và|hoặc|đồng thời|cũng như)\s")
_OPENS_LIST = re.compile(r"(?:bao gồm|gồm có|gồm|cụ thể|cụ thể là|như)\s?:\s+")
_PAPERS = {("giay", "to"), ("van", "ban"), ("to", "giay"), ("tai", "lieu")}
_IS = re.compile(r"\s(?:là|trở thành|được (?:xác định|coi|xem|chọn) là)\s+[“\"‘'*]*")
_NAME_ASKED = re.compile(r"(?<!\w)tên (?:là )?(?:gì|chi)(?!\w)", re.IGNORECASE)  # of somebody
_ORGAN_ASKED = re.compile(  # nobody by name
    r"(?<!\w)(?:đơn vị|cơ quan|tổ chức|sở|bộ|ban|ngành|phòng|doanh nghiệp|công ty|trường) (?:gì|nào)(?!\w)",
    re.IGNORECASE,
)
_IS_WHAT = re.compile(r"(?<!\w)(?:là|viết tắt của)(?:\s\w+){0,3}\s(?:gì|nào)(?!\w)", re.IGNORECASE)
_CAPITALS = re.compile(rf"(?<!\w)[{UPPER}]{{2,8}}(?!\w)")
_BEFORE_SUBJECT = re.compile(r"[;:.(]\s*|,\s+|(?<!\w)(?:xác định|coi|lấy|chọn|xem)\s+")

LIGHT = frozenset(
    [
        "la",
        "cac",
        "nhung",
        "cua",
        "co",
        "o",
        "duoc",
        "cho",
        "va",
        "nam",
        "den",
        "vao",
        "the",
        "mot",
        "trong",
        "voi",
        "ve",
    ]
)


def options(asked: Asked, terms: tuple[Term, ...], text: str) -> Iterator[Option]:
    if asked.kind == "when":
        yield from times(asked, text)
        return
    if asked.kind == "who":
        yield from (Option(span, _HELD + _MORE * size) for span, size in posts(asked, text))
        if not _NAME_ASKED.search(asked.text):
            yield from organs(text)
        if not _ORGAN_ASKED.search(asked.text):
            yield from persons(text)
        return
    if asked.need is not None and asked.need.stated:
        for match in asked.need.stated.finditer(text):
            stop = _TOLD.search(text, match.end())
            yield Option((match.end(), stop.start() if stop else len(text)), _BEHIND)
    if asked.need is not None and asked.need.offered:
        held = list(asked.need.offered(text))
        yield from held
        if held:
            return
    if articles_asked(asked):
        referred = list(articles(text))
        yield from (Option(span, _ROUTE) for span in referred)
        if referred:
            return
    if route_asked(asked):
        ends = list(routes(text))
        yield from (Option(span, _ROUTE) for span in ends)
        if ends:
            return
    cited = list(_documents(asked, text))
    if cited:  # "nghị quyết nào": nothing but the name of one
        yield from cited
        return
    for span in (*inverses(asked, text), *in_full(asked, text)):
        yield Option(span, 1.0)
    yield from _gaps(asked, text)
    for match in _BRACKET.finditer(text):
        opening = max(text.rfind(mark, 0, match.start()) for mark in (". ", "; ", ", ")) + 1
        told = share_near(terms, text, match[1]) > 0.6 and _mostly_said(asked, match[1])
        if told:  # "Công nghiệp chế biến (trụ cột của tỉnh)"
            yield Option((opening, match.start()), 1.0)
        if not _ALIAS.match(match[1]):
            yield Option(match.span(1), 1.2 if _OPENS_LIST.match(match[1]) else 0.3)
        left_out = _LEAVES_OUT.match(match[1])
        if left_out and _LEFT_OUT.search(fold(asked.text)):
            yield Option((match.start(1) + left_out.end(), match.end(1)), _FOREMOST)
        if "," in match[1] and re.search(r"\d", match[1]):
            yield Option((match.start(1), match.start(1) + match[1].index(",")), 0.35)
    for match in _QUOTED.finditer(text):
        yield Option(match.span(1), 0.5)
    for match in _AT.finditer(text):
        yield from _lists(text, match.end(), 0.35)
    for match in NAMED.finditer(text):
        yield Option(match.span(), 0.4)
        yield from (Option(one.span(), 0.35) for one in _ONE.finditer(text, *match.span()))
    for match in _NAMES.finditer(text):
        yield Option(match.span(), 0.35)
    for match in _AFTER.finditer(text):
        asks_this = match[1].lower() == "là" and "la" in asked.noun[-3:]
        most = match[1].lower() == "nhất là" and _MOST.search(asked.text)
        yield from _lists(text, match.end(), _FOREMOST if most else 0.45 if asks_this else 0.25)
    yield from _after_noun(asked, text)
    for match in _COLON.finditer(text):
        yield from _lists(text, match.end(), 0.3)
    for low, high in _clauses(text):
        yield Option((low, high), 0.0)


def inverses(asked: Asked, text: str) -> Iterator[Span]:
    """What is said to be the thing asked for: "*công nghiệp chế biến* là khâu đột phá"."""
    pairs = {
        (asked.words[at].form, asked.words[at + 1].form) for at in asked.content if at + 1 in asked.content
    }
    for match in _IS.finditer(text):
        after = [one.form for one in syllables(text[match.end() : match.end() + 24])[:2]]
        if len(after) < 2 or (after[0], after[1]) not in pairs:
            continue
        start = max((stop.end() for stop in _BEFORE_SUBJECT.finditer(text, 0, match.start())), default=0)
        if len(syllables(text[start : match.start()])) > 2:  # not "nhất là", "cụ thể là"
            yield start, match.start()


def _gaps(asked: Asked, text: str) -> Iterator[Option]:
    """What stands between the words of the question: "giá trị cho *khóm, cam, bưởi* còn hạn chế"."""
    own = syllables(text)
    taken = _said_before(asked, tuple(one.form for one in own))
    said = [own[at] for at in sorted(taken)]
    edges = [(0, 0), *((one.start, one.end) for one in said), (len(text), len(text))]
    for (_, low), (high, _) in pairwise(edges):
        if high - low < 4:
            continue
        lead = _LEAD.match(text, low, high)
        low = lead.end() if lead else low
        tail = _TAIL.search(text, low, high)
        yield from _until(text, low, tail.start() if tail else high)
        if said and low:
            yield from _lists(text, low, 0.15)


def in_full(asked: Asked, text: str) -> Iterator[Span]:
    """What a short form of the question stands for: "Chỉ số … truyền thông" of "chỉ số ICT là chỉ số gì"."""
    if not asked.noun or not _IS_WHAT.search(asked.text):
        return
    for short in _CAPITALS.findall(asked.text):
        for match in re.finditer(rf"\s\(\**{short}(?!\w)", text):
            before = syllables(text[: match.start()])
            named = [at for at, one in enumerate(before) if one.plain == asked.noun[-1]]
            if named and len(before) - named[-1] > 2:
                first = named[-1] - (len(asked.noun) > 1 and before[named[-1] - 1].plain == asked.noun[-2])
                yield before[first].start, match.start()


def _said_before(asked: Asked, forms: tuple[str, ...]) -> set[int]:
    """Places of the syllables of a text that say again what the question says, two and two.

    A pair that the text has more often than the question is the question's where what stands beside it is,
    too: asked for a "cơ sở dữ liệu", the "cơ sở hạ tầng" behind it is new.
    """
    said = [one.form for one in asked.words]
    content = {said[at] for at in asked.content}
    pairs = Counter(pairwise(said))
    found = [*pairwise(forms)]
    often = Counter(found)
    taken: set[int] = set()
    for at, pair in enumerate(found):
        if pair not in pairs or not content.intersection(pair):
            continue
        if pairs[pair] < often[pair]:
            beside = {(forms[at - 1], pair[0]) if at else ("", ""), (pair[1], *forms[at + 2 : at + 3])}
            if beside.isdisjoint(pairs):
                continue
        taken |= {at, at + 1}
    return taken | {at for at, pair in enumerate(found) if pair in pairs and at + 1 in taken}


def class_of(text: str) -> tuple[str, ...]:
    """The words, folded, that say what a name is: "khu", "cong", "nghiep"; empty where none do."""
    found = _KIND.match(text)
    return tuple(fold(found[0]).split()) if found else ()


def _mostly_said(asked: Asked, part: str) -> bool:
    """Whether a part says little that the question did not already say."""
    own = plains(part)
    return sum([word in asked.plains for word in own]) >= 0.5 * len(own)


def _until(text: str, low: int, high: int) -> Iterator[Option]:
    """A stretch of text whole, up to its first strong mark, and its last part after a comma."""
    stop = _STRONG.search(text, low, high)
    end = stop.start() if stop else high
    yield Option((low, end), 0.2)
    if end < high:
        yield Option((low, high), 0.0)


def _documents(asked: Asked, text: str) -> Iterator[Option]:
    """ "nghị quyết nào": the citations of that kind."""
    any_kind = asked.noun[-2:] in _PAPERS or asked.noun[-1:] == ("giay",)
    for cited in citations(text):
        kind = fold(cited.kind).split()
        if (
            any_kind
            or kind == list(asked.noun[-len(kind) :])
            or (asked.noun and " ".join(kind) in f"{' '.join(asked.noun)}")
        ):
            yield Option(cited.name, 0.9)


def _after_noun(asked: Asked, text: str) -> Iterator[Option]:
    """ "ưu tiên mặt hàng lúa gạo, trái cây": what follows the very words before "nào"."""
    found_words = syllables(text)
    plains = tuple([one.plain for one in found_words])
    size = len(asked.noun)
    nouns = [(asked.noun[at : at + 2], 0.55 - 0.1 * (size - 2 - at)) for at in range(size - 1)]
    nouns += [(asked.noun[-1:], 0.3), (asked.noun[-3:], 0.8 if size > 2 else 0.0)]
    nouns += [(asked.noun[-2:-1], 0.2)] if size > 1 else []
    for noun, worth in nouns:
        size = len(noun)
        if not size or set(noun) & LIGHT:
            continue
        for at in range(len(found_words) - size + 1):
            if plains[at : at + size] == noun:
                named = text[
                    found_words[at].start
                ].isupper()  # "Khu nông nghiệp …": the noun is part of the name
                start = found_words[at].start if named and size == 1 else found_words[at + size - 1].end
                counted = at > 0 and found_words[at - 1].form.isdigit()
                if led := _LED.match(text, start):  # "03 trụ cột chính: …"
                    start = led.end()
                cut_off = text[start : start + 1] in {",", ";", ")", "."}
                yield from _lists(text, start, worth + 0.2 * counted - 0.5 * cut_off)


def _lists(text: str, start: int, worth: float) -> Iterator[Option]:
    """What begins at ``start``, up to the end of the list and to each comma and semicolon before it."""
    end = _end(text, start)
    yield Option((start, end), worth)
    if predicate := _PREDICATE.search(text, start, end):
        yield Option((start, predicate.start()), worth)
    for stop in list(re.finditer(r"[,;](?:\s|$)|\s\(", text[start:end]))[:8]:
        bracketed = stop[0] == " ("
        yield Option((start, start + stop.start()), worth + 0.12 * bracketed - 0.03)


def _clauses(text: str) -> list[Span]:
    """Clauses, and neighbours joined by commas: what stands between two stronger marks."""
    cuts = [0, *(match.end() for match in _CLAUSE.finditer(text)), len(text)]
    singles = [(low, high) for low, high in pairwise(cuts) if high - low > 8]
    strong = [0, *(m.end() for m in re.finditer(r"[;:]\s", text)), len(text)]
    return singles + [(low, high) for low, high in pairwise(strong) if high - low > 8]


def _end(text: str, at: int) -> int:
    """End of a list: the sentence's, or the bracket's that it stands in."""
    stop = _LIST_END.search(text, at)
    end = stop.start() if stop else len(text)
    depth = 0
    for offset in range(at, end):
        depth += (text[offset] == "(") - (text[offset] == ")")
        if depth < 0:
            return offset
    return end


def trimmed(text: str, span: Span) -> Span:
    low, high = span
    if lead := _JOINS.match(text, low, high):
        low = lead.end()
    if opened := _OPENS_LIST.match(text, low, high):  # "(bao gồm: …)"
        low = opened.end()
    while low < high and text[low] in ' ,;:.*(\n“"-':
        low += 1
    while high > low and text[high - 1] in ' ,;:.*(\n”"/-':
        high -= 1
    return (low, high) if high > low else span
