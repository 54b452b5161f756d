"""The shortest exact span that answers a question for a name, a list or a time, inside its sentence."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

from answer.found import Span
from answer.option import Option
from answer.options import CLASSES, LIGHT, NAMED, class_of, in_full, inverses, options, trimmed
from answer.question import Asked
from answer.question_words import WHICH
from answer.terms import Term, bag, share_near
from answer.times import bound
from answer.weights import SPAN_RANK, weighed
from answer.whole_names import CLASS_WORDS, completed, news, whole_name
from answer.whom import role
from ingest.facts.words import UPPER, fold, plain

_ENDS = re.compile(r";|\.\s")
_LEFT, _RIGHT = 80, 90  # characters beside a span that say what it is
_NEAR = 24
_BEYOND = 18
_ITEM_END = re.compile(r"[,;(]")
_EARLY = 3  # a question word among the first syllables asks for the subject
_ITEMS = re.compile(r"[,;]\s+(?:và\s+)?|\s+và\s+")
_NOTHING_NEW = 0.3  # of a span, beside what the question says
_COLON = re.compile(r"\s(?:bao gồm|gồm|là|như)\s?:\s")
_DASHES = re.compile(r"\s[-–]\s")
_BRACKETS = re.compile(r"\([^()]*\)")
_NEXT = re.compile(r"(?:,\s|\s?[,;]?\s?và\s)([^,;.()]+)")
# "mô hình: nông nghiệp, du lịch |cộng đồng, …" begins inside an item.
_INSIDE_ITEM = re.compile(r":\s[^.;:]*,\s(?:[^\W\d_]+\s){1,2}$")
_NAMES_ON = re.compile(rf"[{UPPER}]\w*(?:\s\w+){{0,7}}$")
_WHERE = frozenset(("o", "tai"))
_BODY = ("co", "quan")
_PLACE_WORDS = frozenset(("pho", "xa", "huyen", "tran", "phuong", "tinh", "quan"))
_FUNCTION = re.compile(
    r"(?:và|đạt|còn|của|theo|được|đã|để|trên|với|tại|ở|trong|cho|từ|có|đưa|nhằm|phải|sẽ|chưa|không|rất)\s"
)
_POINTING = frozenset(("nay", "do", "kia", "ay", "tren", "duoi", "sau", "day"))  # "Quyết định này" names none
_QUOTES = frozenset('“”"')
_WHAT_IS = re.compile(r"(?<!\w)là(?:\s\w+){0,3}\s(?:gì|nào|đâu)(?!\w)", re.IGNORECASE)
_AFTER_IS = re.compile(r"(?<!\w)là:?\s*[“\"*]*$")
_TO_DO = re.compile(
    r"(?:nâng cao|xây dựng|phát triển|đẩy mạnh|hình thành|bảo đảm|đảm bảo|thực hiện|tăng cường|mở rộng|"
    r"hoàn thiện|hoàn thành|tổ chức|triển khai|khuyến khích|tạo|góp phần|phục vụ|nhằm|gắn|đưa|tập trung|"
    r"chú trọng|khai thác|thúc đẩy|huy động|cải thiện|kế hoạch)(?!\w)"
)
_STOPS = re.compile(
    r"\s*(?:[.,;:()”\"*/]|$|và\s|ở\s|tại\s|của\s|theo\s|trong\s|để\s|còn\s|ngày\s|đưa\s|"
    r"(?:gần|chưa|không) đạt\s|tụt\s)"
)


def best_span(asked: Asked, terms: tuple[Term, ...], text: str) -> tuple[Span, float]:
    """Span of ``text`` that answers and how well it does; the whole text where nothing shorter does."""
    found_ones = ranked(asked, terms, text)
    score, span = found_ones[0]
    return (span if _shaped(asked) else completed(asked, text, span)), score


def named_after(asked: Asked, terms: tuple[Term, ...], text: str) -> Span | None:
    """The list or name that stands right after the words which a bare phrase opens with."""
    for inverse in inverses(asked, text):
        return trimmed(text, inverse)
    for score, span in ranked(asked, terms, text):
        before = bag(text[max(0, span[0] - _NEAR) : span[0]]).plain
        inside = text[slice(*span)]
        shaped = inside.count(",") > 1 or (inside[:1].isupper() and text[span[0] - 2 : span[0]] != ". ")
        named = f" {' '.join(asked.noun)} "
        led = named in before or bag(inside).plain.startswith(named)
        if shaped and score > 0 and len(asked.noun) > 1 and led:
            return span
    return None


def offers(asked: Asked, terms: tuple[Term, ...], text: str) -> bool:
    """Whether a text holds anything of the sort that is asked for."""
    return next(iter(options(asked, terms, text)), None) is not None


@lru_cache(maxsize=128)
def ranked(asked: Asked, terms: tuple[Term, ...], text: str) -> tuple[tuple[float, Span], ...]:
    """Spans that may answer, best first, the whole text among them; kept while a question is answered."""
    scored: dict[Span, float] = {}
    for span, features in judged(asked, terms, text):
        scored[span] = max(scored.get(span, -99.0), weighed(SPAN_RANK, features))
    return tuple(sorted(((score, span) for span, score in scored.items()), key=lambda one: (-one[0], one[1])))


def judged(asked: Asked, terms: tuple[Term, ...], text: str) -> list[tuple[Span, Mapping[str, float]]]:
    """Spans that may answer with what speaks for and against each."""
    out: list[tuple[Span, Mapping[str, float]]] = []
    sentence = _Sentence(asked, text)
    for one in (Option((0, len(text)), -0.5), *options(asked, terms, text)):
        span = trimmed(text, one.span)
        if not _POINTING.issuperset(plain(text[slice(*span)]).split()):
            span = span if _shaped(asked) else whole_name(text, span)
            out.append((span, _features(asked, terms, sentence, span, one.worth)))
    return out


def _shaped(asked: Asked) -> bool:
    """Whether what is asked for has a shape of its own, beyond which nothing belongs to it."""
    return asked.need is not None and asked.need.offered is not None


class _Sentence:
    """A text whose spans are judged: what is the same for all of them.

    Attributes:
        inverses: what it says to be the thing asked for. quotations: spans from mark to mark.
    """

    def __init__(self, asked: Asked, text: str) -> None:
        self.text = text
        told = (*inverses(asked, text), *in_full(asked, text))
        self.inverses = frozenset(trimmed(text, one) for one in told)
        self.marks = [at for at, letter in enumerate(text) if letter in _QUOTES]
        self.quotations = list(zip(self.marks[::2], self.marks[1::2], strict=False))


def _features(
    asked: Asked, terms: tuple[Term, ...], sentence: _Sentence, span: Span, worth: float
) -> dict[str, float]:
    text, (low, high) = sentence.text, span
    inside = text[low:high]
    new = news(asked, inside)
    counted = 0 < asked.count == _items(inside) and not _COLON.search(inside)
    before = text[max(0, low - _NEAR) : low]
    quoted = (
        text[max(0, low - 2) : low].rstrip("*")[-1:] in _QUOTES
        and text[high : high + 2].lstrip("*.")[:1] in _QUOTES
    )
    who = asked.kind == "who" or 0 < _asks_at(asked) <= _EARLY  # "xã nào làm …": what it does follows
    listed = inside.count(",") > 1 and ";" not in inside
    left = share_near(terms, text, _ENDS.split(text[max(0, low - _LEFT) : low])[-1])
    right = share_near(terms, text, _ENDS.split(text[high : high + _RIGHT])[0])
    return {
        "source": worth,
        "type": _type(asked, text, span),
        "inverse": float(span in sentence.inverses),
        "counted": float(counted),
        "left": 0.0 if who else left,
        "right": 0.0 if who else right,
        "left_who": left if who else 0.0,
        "right_who": right if who else 0.0,
        "near": share_near(terms, text, text[max(0, low - _NEAR) : low]),
        "inside": share_near(terms, text, inside),
        "new": new,
        "said": float(new < _NOTHING_NEW),
        "asked_place": float(_is_place_asked(asked, inside)),
        "named": float(NAMED.fullmatch(inside) is not None),
        "led": _led(asked, text, low),
        "long": max(0.0, len(inside) - 40) / (300 if listed else 100),
        "short": min(len(inside), 40) / 40,
        "broken": float(not counted and _broken(sentence, span)),
        "quoted": float(quoted),
        "predicate": float(_WHAT_IS.search(asked.text) is not None and _AFTER_IS.search(before) is not None),
        "enclosed": float(text[max(0, low - 2) : low].rstrip("*")[-1:] == "("),
        "mixed": float(not quoted and _mixed(inside)),
        "figure": float(asked.kind == "which" and "%" in inside),
        "opens": float(_FUNCTION.match(inside) is not None),
        "closed": float(_STOPS.match(text, high) is not None),
        "list": float(listed),
        "cut": float(_cut(text, span)),
        "bracket": float("(" in inside),
        "loose": float(_asks_class(asked) and not NAMED.fullmatch(inside) and not _sorted(asked, before)),
        "classed": _classed(asked, inside, before),
        "clause": share_near(terms, text, _clause(text, span)),
        "beyond": share_near(terms, text, _ITEM_END.split(text[high : high + _BEYOND])[0]) if who else 0.0,
        "entire": float(high - low > 0.9 * len(text)),
        "bound": bound(asked, before),
        "word": float(inside.islower() and " " not in inside),
    } | role(asked, text, span)


def _items(inside: str) -> int:
    """How many things a span lists, between commas, or dashes where it has none."""
    bare = _BRACKETS.sub("", inside)
    return len(_ITEMS.split(bare)) if _ITEMS.search(bare) else len(_DASHES.split(bare))


def _is_place_asked(asked: Asked, inside: str) -> bool:
    """Whether a span is no more than a place that the question itself names."""
    if not asked.places:
        return False
    words = fold(inside).split()
    level = len(class_of(inside))
    return any(words[level:] == fold(place).split() for place in asked.places)


def _asks_class(asked: Asked) -> bool:
    """Whether the question asks for names of a class: "xã nào", "khu đô thị nào"; a "cơ quan" is no quận."""
    return asked.noun[-2:] != _BODY and any(asked.noun[-size:] in CLASSES for size in (1, 2, 3))


def _sorted(asked: Asked, before: str) -> bool:
    """Whether the very word for the sort that is asked for stands before: "các tỉnh (*Long An", "các cụm công
    nghiệp: Tân Lập" for "cụm nào"."""
    plains = fold(before).split()
    if before.rstrip(" *").endswith(":"):
        return asked.noun[-1] in plains[-3:]
    return plains[-1:] == [asked.noun[-1]]


def _classed(asked: Asked, inside: str, before: str) -> float:
    """Whether a name is of the class that is asked for, by its own words ("khu đô thị …") or those right
    before ("các xã: …"): 1 yes, -1 of another, 0 where the question or the text does not say."""
    if asked.kind != "which" or not asked.noun:
        return 0.0
    wanted = set(asked.noun[-3:])
    where = asked.noun[-1] in _WHERE
    own = class_of(inside) if NAMED.fullmatch(inside) else ()
    if where:
        return float(bool(set(own) & _PLACE_WORDS))
    if _asks_class(asked):
        if own:
            return 1.0 if set(own) & wanted & CLASS_WORDS else -1.0
        return float(inside[:1].isupper() and _sorted(asked, before))
    return 0.0


def _clause(text: str, span: Span) -> str:
    """The clause that a span stands in, between semicolons and full stops."""
    low = max((one.end() for one in _ENDS.finditer(text, 0, span[0])), default=0)
    end = _ENDS.search(text, span[1])
    return text[low : end.start() if end else len(text)]


def _mixed(inside: str) -> bool:
    """Whether a list of names goes on with things to do: "chính quyền điện tử, nâng cao chất lượng"."""
    first, *others = re.split(r",\s", inside)
    return not _TO_DO.match(first) and any(_TO_DO.match(one) for one in others)


def _asks_at(asked: Asked) -> int:
    """Where the question word stands; 0 where there is none."""
    return next((at for at, one in enumerate(asked.words) if one.form in WHICH), 0)


def _broken(sentence: _Sentence, span: Span) -> bool:
    """Whether a span runs over the end of a clause, a bracket or a quotation, or takes a part of one."""
    inside = sentence.text[slice(*span)]
    listed = _COLON.search(inside)  # what announces a list is no part of it
    if listed or ";" in inside or ". " in inside or inside.count("(") != inside.count(")"):
        return True
    if sum(span[0] <= at < span[1] for at in sentence.marks) % 2:
        return True
    return any(
        low < span[0] - 2 < high or low < span[1] < high - 1
        for low, high in sentence.quotations
        if not (span[0] <= low and high <= span[1] + 1)
    )


def _cut(text: str, span: Span) -> bool:
    """Whether a list goes on beside the span with an item of the same make."""
    before = re.search(r"([^\W\d_]\w*), $", text[: span[0]])
    if before and before[1][0].isupper() and NAMED.match(text, span[0]):
        return True
    if "," in text[slice(*span)] and _INSIDE_ITEM.search(text[: span[0]]):
        return True
    onward = _NEXT.match(text, span[1])
    if not onward or _TO_DO.match(onward[1]):
        return False
    last = re.split(r",\s|\svà\s", text[slice(*span)])[-1]
    after = re.split(r"\svà\s", onward[1])[0]
    if last[:1].isupper() != after[:1].isupper():
        return False
    names = last[:1].isupper() and _NAMES_ON.match(after) is not None
    return names or max(len(last.split()), len(after.split())) <= 5


def _type(asked: Asked, text: str, span: Span) -> float:
    """Whether the span is of the sort asked for: "thành phố nào" wants a span that says so, or a name."""
    noun = [word for word in asked.noun if word not in LIGHT]
    if not noun or asked.kind in {"when", "who"}:
        return 0.0
    inside = text[slice(*span)]
    own, before = bag(inside).plain, bag(text[max(0, span[0] - 24) : span[0]]).plain
    tail = " ".join(noun[-2:])
    for held, worth in ((own, 0.45), (before, 0.35)):
        if len(noun) > 1 and f" {tail} " in held:
            return worth
        if f" {noun[-1]} " in held:
            return worth - 0.1
    return 0.1 if re.match(rf"[{UPPER}]", inside) else 0.0


def _led(asked: Asked, text: str, low: int) -> float:
    """Whether the words before the question word also stand right before the span ("tầm nhìn đến")."""
    before = [plain(one) for one in re.findall(r"[^\W_]+", text[max(0, low - 40) : low])][-3:]
    wanted = [word for word in asked.noun if word not in {"nam", "cac", "nhung"}]
    return len(set(before) & set(wanted)) / 3 if before and wanted else 0.0
