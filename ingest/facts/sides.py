"""What stands on either side of a figure and names it: subject, label, what is counted."""

from __future__ import annotations

from ingest.facts import naming_words as words
from ingest.facts.binding import Binding, Span, Spans
from ingest.facts.figure_words import kind_of
from ingest.facts.spans import cut, headed, limited, measured, size, trimmed, without_predicate


def left_of(text: str, spans: Spans) -> Spans:
    """The end of ``spans`` that names something: from the last noun of measure, else the last clause."""
    spans = enumerated(text, spans)
    trims = tuple(without_predicate(text, trimmed(text, span)) for span in spans)
    for at in range(len(trims) - 1, -1, -1):  # a clause that a noun of measure heads
        if measured(text, trims[at]) and size(text, trims[at:]) <= words.LONGEST:
            bearer = (
                limited(text, trims[at - 1 : at], words.WHOLE) if words.BEARS.match(text, *spans[at]) else ()
            )
            return _full((*_whom(text, spans, at, trims[at][0]), *bearer, *trims[at:]))
    taken: Spans = ()
    for at in range(len(trims) - 1, -1, -1):
        start, end = trims[at]
        if at and measured(text, trims[at]) and (head := cut(text, trims[at], words.WHOLE + words.ENOUGH)):
            return (head,)  # "tổng số trạm thu phát sóng tại các khu công nghiệp, cụm công nghiệp, …"
        if (noun := _noun(text, start, end)) is not None:
            return _full((*_whom(text, spans, at, noun), *_bearer(text, start, noun), (noun, end), *taken))
        if taken and _acts(text, taken):
            break
        both = size(text, ((start, end), *taken))
        if end > start and (size(text, taken) < words.ENOUGH or both <= words.LONGEST - 6):
            taken = ((start, end), *taken)
        elif both > words.LONGEST // 2:
            break
    return _full(taken)


def _acts(text: str, taken: Spans) -> bool:
    """Whether a clause is an act of its own: ", quyết tâm giải ngân 100%"."""
    return size(text, taken) >= words.ENOUGH and bool(words.RESOLVES.match(text, *taken[0]))


def enumerated(text: str, spans: Spans) -> Spans:
    """``spans``, names that commas part as one: "các tỉnh Quảng Ngãi, Gia Lai có mưa"."""
    out: list[Span] = []
    for start, end in spans:
        bare = text[start:end].lstrip()
        if out and bare[:1].isupper() and text[out[-1][1] : start].strip() == "," and not bare[:2].isupper():
            out[-1] = (out[-1][0], end)
        else:
            out.append((start, end))
    return tuple(out)


def _whom(text: str, spans: Spans, at: int, noun: int) -> Spans:
    """Whom a measure is for: "riêng đối với cơ sở sản xuất, kinh doanh áp dụng mức lãi suất …"."""
    for start, end in reversed(spans[: at + 1]):
        if start < noun and (found := words.WHOM.match(text, start, noun)) and found.end() < noun:
            return headed(text, ((found.end(), min(end, noun)),), words.WHOLE, True)
    return ()


def right_of(text: str, one: Binding, most: int) -> Spans:
    """What follows the figure, its counted noun included: "07 hợp tác xã mới thành lập"."""
    figure = one.figure
    out: Spans = ()
    if figure.unit and kind_of(figure.unit) == "count":
        at = text.rfind(figure.unit, figure.at, figure.end)
        out = ((at, at + len(figure.unit)),)
    for start, end in _following(text, one.after, figure.kind == "count"):
        if words.DATED.match(text, start, end) or (out and words.SERVES.match(text, start, end)):
            break
        if (then := words.THEREFORE.search(text, start, end)) and then.start() > start:
            end = then.start()
        if taken := cut(text, trimmed(text, (start, end)), most):
            out += (taken,)
            most -= size(text, (taken,))
    if len(out) > 1 and out[1][0] <= out[0][1] + 1:
        out = ((out[0][0], out[1][1]), *out[2:])
    return out


def counted_thing(text: str, one: Binding) -> Spans:
    """The act and what is counted ("xây dựng 07 trường học đạt chuẩn"); a subject says it alone."""
    own = left_of(text, one.before[-1:])
    if own and words.AND.search(text, *one.before[-1]):
        own = ()
    if not own and words.NEXT_ONE.search(text[: one.figure.start]):
        return right_of(text, one, 12)  # "102 người chết, mất tích, 221 nhà bị sập"
    if size(text, own) < words.ENOUGH and not (own and words.MAKES.match(text, *own[0])):
        own = left_of(text, one.before)  # "tổ chức đào tạo, bồi dưỡng 3.000 lượt người"
    elif own and size(text, own) > 2 and not words.VERBS.match(text, *own[0]) and _goes_on(text, one):
        own = left_of(text, one.before)  # "bộ phận nghiên cứu, phát triển công nghệ với 10 nhân lực"
    opens = bool(own) and text[own[0][0]].isupper()
    own = limited(text, own, words.LONGEST - 6 if opens else words.ENOUGH + words.WHOLE + 2)
    if any(measured(text, span) for span in own) and not text[: one.figure.start].rstrip(" (*").endswith(":"):
        return own
    most = 12 if size(text, own) < 2 * words.ENOUGH else 8
    return (own or label_before(text, one)) + right_of(text, one, most)


def _goes_on(text: str, one: Binding) -> bool:
    """Whether the clause of a counted thing goes on with what a comma parts from it."""
    if len(one.before) < 2 or text[one.before[-2][1] : one.before[-1][0]].strip() != ",":
        return False
    return size(text, one.before) <= words.LONGEST


def label_before(text: str, one: Binding) -> Spans:
    """All that stands before the colon: "VNPT: 25 trạm", "Văn phòng tiếp nhận, trình ký: 4,5 ngày"."""
    label = words.LABEL.search(text, 0, one.figure.start)
    if not label or words.DIVIDES.fullmatch(label[1].strip(" *")):
        return ()
    start, end = label.span(1)
    if text[:start].endswith(") ") and (opened := text.rfind("(", 0, start)) > 0:
        start = max(text.rfind(mark, 0, opened) for mark in (". ", "; ", ": ")) + 1
    if other := words.AFTER_FIGURE.match(text, start, end):  # "197 thủ tục, cấp xã: 32 thủ tục"
        start = other.end()
    taken = cut(text, (start, end), words.LONGEST - 2)
    return ((start, taken[1]),) if taken else ()


def _noun(text: str, start: int, end: int) -> int | None:
    """Where the noun of measure of a clause begins; a word or two before it belong to it."""
    noun = words.NOUN.search(text, start, end)
    if noun is None:
        return None
    ahead = size(text, ((start, noun.start()),))
    if size(text, ((start, end),)) <= words.WHOLE + words.ENOUGH:
        return start  # "Biểu tượng của ngành đường kính 14 mm"
    if text[start].isupper() and size(text, ((start, end),)) <= words.LONGEST - 6:
        return start  # "Người tốt nghiệp đại học được hưởng mức phụ cấp theo hệ số 2,34"
    has = words.HAS.search(text, start, noun.start())  # "các địa phương vùng cao có tỷ lệ …"
    return start if ahead <= 2 or (has and ahead <= words.INHERITED) else noun.start()


def _bearer(text: str, start: int, noun: int) -> Spans:
    """What a measure at the end of a long clause is of: "Nhà máy nước là nhà máy … có công suất …"."""
    has = words.HAS.search(text, start, noun)
    if has is None:
        return ()
    if text[start].isupper():
        named = cut(text, (start, has.start()), words.WHOLE + words.ENOUGH)
        return (named,) if named else ()
    return limited(text, ((start, has.start()),), words.WHOLE + words.ENOUGH)


def _full(spans: Spans) -> Spans:
    return tuple(one for one in spans if one[0] < one[1])


def _following(text: str, after: Spans, counted: bool) -> Spans:
    """``after``; a clause cut short by a comma ("70% xã, phường tổ chức …") goes on behind it."""
    kept: list[Span] = [span for span in after if text[span[1] : span[1] + 1] != ":" or span is after[0]]
    says = size(text, tuple(kept)) >= 2 * words.ENOUGH and not _listing(text, tuple(kept))
    if not kept or says or text[kept[-1][1] : kept[-1][1] + 1] != ",":
        return tuple(kept)
    if not counted and not words.WORD.search(text, *kept[-1]):
        return tuple(kept)
    more = words.GOES_ON.match(text, kept[-1][1])
    return (*kept[:-1], (kept[-1][0], more.end())) if more else tuple(kept)


def _listing(text: str, spans: Spans) -> bool:
    """Whether clauses only list: "cán bộ, chiến sĩ, công chức", what they do still to come."""
    return len(spans) > 1 and all(size(text, (span,)) <= words.ENOUGH for span in spans)
