"""Time limits: what is to be done within "05 ngày làm việc kể từ ngày nhận đủ hồ sơ"."""

from __future__ import annotations

import re

from ingest.facts import naming_words as words
from ingest.facts.binding import Binding, Span, Spans
from ingest.facts.organs import opens_with_body
from ingest.facts.sides import enumerated
from ingest.facts.spans import cut, headed, limited, size, stripped, trimmed, without_predicate

_STOP = re.compile(r"[.;]\s|[.;]?$|:\s")
_CONDITION = re.compile(r"(?<!\w)(?:thì|hợp)(?:\s+trong)?\W*$")
_SPAN = re.compile(r"thời (?:hạn|gian)", re.IGNORECASE)
_CLAUSE = re.compile(r"[^,]+")
_SINCE = re.compile(
    r"\W*(?:\d+ (?:\(\w+\) )?ngày )?(?:làm việc\W*)?(?:kể từ|tính từ|từ khi|từ ngày|từ thời điểm|sau khi|"
    r"trước (?:ngày|khi)|khi|nếu|trừ)(?!\w)",
    re.IGNORECASE,
)
_BODY = re.compile(
    r"(?<=\s)(?:Sở|Ủy ban|Uỷ ban|UBND|Phòng|Ban|Bộ|Chi cục|Cục|Trung tâm|Văn phòng|Chủ tịch|Hội đồng)\s"
)
_OWNED = re.compile(r"(?<!\w)(?:của|do|từ|đến|tại|với|bởi|cho|gửi|thuộc)\s(?:các\s)?$")
_LABEL = re.compile(
    r"[\s\W]*(?:[a-zđ]\)\s)?(Thời (?:hạn|gian) (?!thực hiện\W)[^\W\d][^:;.]{2,120}):\W*(?:Trong\W+)?",
    re.IGNORECASE,
)
_OPENS = re.compile(r"[\s\W]*")
_THEN = re.compile(r"\sthì\s")
_BARE = re.compile(r"(?:trong|sau)", re.IGNORECASE)
_PASSIVE = re.compile(r"\W*(?:kết quả|hồ sơ|văn bản|danh sách|thông tin)\s[^,]*\sđược\s")
_ASIDE = re.compile(r"\s*\([^()]*\)")
_MODAL = re.compile(r"(?<!\w)(?:có trách nhiệm|phải)(?!\w)")
_ACT_LENGTH = 16  # syllables of an act


def is_limit(text: str, one: Binding) -> bool:
    """A time limit ("trong thời hạn 05 ngày làm việc"): of no year, neither target nor result."""
    ahead = text[max(0, one.figure.start - 40) : one.figure.start]
    after = text[one.figure.end : one.figure.end + 12]
    said = words.DEADLINE.search(ahead) or re.match(r"(?: làm việc)? kể từ", after)
    return bool(words.TIMES.match(one.figure.unit or "")) and bool(said)


def limit_of(text: str, one: Binding) -> Spans:
    """The names of a time limit: what stands before it, or the act that follows; empty for other times."""
    if not one.before:
        return ()
    for at in range(len(one.before) - 1, -1, -1):
        subject = without_predicate(text, trimmed(text, (one.before[at][0], one.figure.start)))
        if _SPAN.match(text, *subject) and size(text, (subject,)) >= words.ENOUGH:
            return headed(text, (subject,), _ACT_LENGTH + 6)  # "Thời hạn thẩm định hồ sơ nhóm I, nhóm II là"
    clause = one.before[-1]
    limit = words.DEADLINE.search(text, *clause)
    if not limit:
        return ()
    if label := _LABEL.fullmatch(text, 0, limit.start()):
        return ((label.start(1), label.end(1)),)  # "Thời gian giải quyết: Trong thời hạn 02 ngày"
    named = trimmed(text, (limit.start(), one.figure.start))
    if _SPAN.match(text, *named) and size(text, (named,)) > words.ENOUGH:
        return limited(text, (named,))  # "có thời hạn thẩm định hồ sơ tối đa là"
    words_of_limit = named if named[1] > named[0] else stripped(text, (limit.start(), limit.end()))
    limit_words: Spans = () if _BARE.fullmatch(text, *words_of_limit) else (words_of_limit,)
    done = _done(text, one, (clause[0], limit.start()))
    if size(text, (done,)) >= words.ENOUGH and not _CONDITION.search(text[clause[0] : limit.start()]):
        return (*_act(text, done), *limit_words)
    inside = cut(text, (one.brackets[0][0], one.brackets[-1][1]), _ACT_LENGTH) if one.brackets else None
    if inside and size(text, (inside,)) >= words.ENOUGH:
        return (inside, *limit_words)  # "thực hiện công khai danh sách … (trong thời hạn 07 ngày làm việc)"
    acts = _acts(text, one.figure.end) or _done_before(text, one)
    return limited(text, (*limit_words, *acts)) if acts else ()


def _act(text: str, done: Span) -> Spans:
    """What is done: a long sentence from its verb on, and no longer than an act is."""
    if size(text, (done,)) > _ACT_LENGTH + 6 and not text[done[0]].isupper():
        starts = [act.start() for act in words.ACTS.finditer(text, *done)]
        near = (at for at in starts if size(text, ((at, done[1]),)) <= _ACT_LENGTH + 6)
        done = (next(near, starts[-1]), done[1]) if starts else done
    if words.ACTS.match(text, *done) and (taken := cut(text, done, _ACT_LENGTH)):
        return (taken,)
    return limited(text, headed(text, (done,), _ACT_LENGTH), _ACT_LENGTH)


def _done(text: str, one: Binding, span: Span) -> Span:
    """What is done before the limit; from its verb, where commas part it from that."""
    done = trimmed(text, span)
    spans = enumerated(text, one.before)
    if len(spans) > 1 and words.EXPLAINS.match(text, *span):
        return trimmed(text, spans[-2])  # "trả lời bằng văn bản, trong đó nêu rõ lý do, trong 04 ngày"
    listed = len(spans) > 1 and text[spans[-2][1] : spans[-1][0]].strip() == ","  # "các thủ tục, hồ sơ trong"
    short = size(text, (done,)) < words.ENOUGH and not (listed and done[0] < done[1])
    if short or words.ACTS.search(text, *done):
        return done
    for start, _ in reversed(spans):
        if start <= done[0] and (act := words.ACTS.search(text, start, done[1])):
            return act.start(), done[1]
    return trimmed(text, (spans[-1][0], done[1])) if spans[-1][0] < done[0] else done


def _acts(text: str, start: int) -> Spans:
    """The act that a sentence names after its time limit, the conditions between them left out."""
    end = stop.start() if (stop := _STOP.search(text, start)) else len(text)
    start = then.end() if (then := _THEN.search(text, start, end)) else start
    if aside := _ASIDE.match(text, start, end):
        start = aside.end()
    clauses = [found.span() for found in _CLAUSE.finditer(text, start, end)]
    clauses = [_since_parted(text, span) for span in clauses]
    able = [span for span in clauses if words.WORD.search(text, *span) and not _SINCE.match(text, *span)]
    able = [span for span in able if span[0] > start or then or words.ACTS.search(text, *span)]
    bodies = [span for span in able if opens_with_body(text, span[0])]
    if able and (opening := _OPENS.match(text, able[0][0])) and words.ACTS.match(text, opening.end()):
        bodies = []
    if not able:
        return ()
    low = (bodies or able)[0][0]
    if not bodies and _PASSIVE.match(text, low, able[0][1]):  # "kết quả xét duyệt hồ sơ được thông báo"
        taken = cut(text, (low, end), _ACT_LENGTH)
        return (taken,) if taken else ()
    act = _MODAL.search(text, low, end) or words.ACTS.search(text, low, end) or words.ACTS.search(text, end)
    start = (act.end() if _MODAL.match(text, act.start()) else act.start()) if act else low
    taken = cut(text, (start, end if start < end else len(text)), _ACT_LENGTH)
    return (taken,) if taken else ()


def _since_parted(text: str, span: Span) -> Span:
    """From the body on that acts, where no comma parts it: "kể từ ngày nhận hồ sơ Sở Y tế thẩm định"."""
    if not _SINCE.match(text, *span):
        return span
    for body in _BODY.finditer(text, *span):
        if words.ACTS.search(text, body.end(), span[1]) and not _OWNED.search(text, span[0], body.start()):
            return body.start(), span[1]
    return span


def _done_before(text: str, one: Binding) -> Spans:
    """What the clause before the limit says is done."""
    for span in reversed(one.before[:-1] or one.brackets):
        done = trimmed(text, span)
        if size(text, (done,)) >= words.ENOUGH:
            return limited(text, (done,), _ACT_LENGTH)
    return ()
