"""The words that name what a figure measures, chosen from the clause it stands in.

"Phấn đấu đến năm 2025, tỷ lệ hộ nghèo giảm còn 3,0%; trong đó các xã đặc biệt khó khăn còn 23%": the
indicator of the first is "tỷ lệ hộ nghèo", of the second "tỷ lệ hộ nghèo, các xã đặc biệt khó khăn".
A figure after a bare verb ("đạt 104% dự toán") is of the subject before it and of what follows.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.facts import naming_words as words
from ingest.facts.binding import Binding, Spans, joined
from ingest.facts.limits import limit_of
from ingest.facts.neighbours import shared
from ingest.facts.sides import counted_thing, label_before, left_of, right_of
from ingest.facts.spans import headed, heads, last_words, limited, measured, size, stripped, trimmed, unique

_DIGIT = re.compile(r"\d")


def states(one: Binding, text: str) -> bool:
    """Whether a figure says how much: not an age, a congress, a span of months that dates, a part of a
    name ("chính quyền địa phương 02 cấp"), or a bare number that only tells apart."""
    figure = one.figure
    ahead = text[max(0, figure.start - 24) : figure.start]
    if figure.kind == "ordinal":
        ranked = words.RANKED.search(text[max(0, figure.start - 8) : figure.at])
        return figure.value[0].isdigit() and bool(ranked)
    if words.NO_AMOUNT.match(text, figure.at) or words.REPORT.search(ahead) or words.LEGEND.search(ahead):
        return False
    if words.PER.match(text, max(0, figure.start - 6)) and _DIGIT.search(text, 0, figure.start - 6):
        return False  # "10 cá nhân trong 01 năm"
    if words.AGE.match(text, figure.at) or words.WHILE.match(text, figure.at) or words.REVIEW.search(ahead):
        return False
    factor = words.FACTOR.match(text, figure.end) or words.TIMES_BEFORE.search(ahead)
    if factor and figure.unit not in {"mm", "cm", "m", "inch", "pixels"}:
        return False
    if figure.unit == "kV":
        return False  # of a name: "đường dây 220 kV"
    if figure.unit == "giờ" and words.CLOCK.search(ahead) and not words.LASTING.match(text, figure.end):
        return False
    if words.MAP_SCALE.search(text, max(0, figure.start - 8), figure.end):
        return False
    if figure.unit is None and "/" not in figure.value and not figure.comparator:
        return bool(words.STATED.search(ahead))
    return figure.unit != "tuổi"


def named(text: str, bound: Sequence[Binding]) -> list[Spans]:
    """For each figure of a sentence the spans that name what it is of; empty where nothing does.

    A figure that leaves its subject out ("mức độ 2 đạt 24%", "trong đó cây lúa 113.837ha") takes the
    name of the one before it, or of the one that "trong đó" divides.
    """
    names: dict[int, Spans] = {}
    known = _Known()
    for one in shared(text, bound):
        if not states(one, text):
            names[one.figure.start] = ()
            continue
        own = joined(text, one.before)
        if "trong đó" in own.lower() or (not known.whole and "trong đó" in joined(text, one.head).lower()):
            known.whole = known.subject
        elif known.end and words.DIVIDING.search(text, known.end, one.figure.start):
            known.whole = known.name
        elif words.NOUN.search(own) or (size(text, one.before) > words.WHOLE and _begins(text, one)):
            known.whole = ()
        names[one.figure.start] = _name(text, one, known)
        known.end, known.unit = one.figure.end, one.figure.unit
    return [names[one.figure.start] for one in bound]


@dataclass(slots=True)
class _Known:
    """What the figures before have named: the last subject, the last name, what "trong đó" divides.

    ``measure`` is the last subject that a noun of measure heads.
    """

    subject: Spans = ()
    name: Spans = ()
    whole: Spans = ()
    measure: Spans = ()
    end: int = 0  # of the last figure
    unit: str | None = None


def _begins(text: str, one: Binding) -> bool:
    """Whether the figure's words open a new member of the sentence, behind a semicolon."""
    return text[: one.before[0][0]].rstrip().endswith(";")


def _name(text: str, one: Binding, known: _Known) -> Spans:
    """The name of a figure; ``known`` learns it."""
    if words.TIMES.match(one.figure.unit or "") and (found := limit_of(text, one)):
        known.subject = known.name = found
        return found
    own, complete = _own(text, one)
    subject = tuple(span for span in own if span[0] < one.figure.start)
    around = tuple(span for span in one.brackets if not words.says_nothing(text[slice(*span)]))
    outer = limited(text, _head(text, one) + left_of(text, around), words.INHERITED)
    if (
        known.whole
        and one.head
        and one.head[0][0] < known.end
        and words.DIVIDING.search(text, 0, one.figure.start)
    ):
        outer = heads(text, known.whole, words.INHERITED)  # "35 thủ tục, gồm: 01 thủ tục mới và 34 …"
    elif known.name and _divided(text, one, known):
        outer = heads(text, known.name, words.INHERITED)  # "71 thủ tục … (cấp tỉnh: 33 thủ tục)"
    if one.brackets and size(text, subject) > words.ENOUGH + 1 and not measured(text, subject[0]):
        outer = ()  # "(năm 2024, Sở Tài chính đã tổ chức 2 lớp tập huấn)" says all
    if one.brackets and not subject:  # "1. Công tác tổ chức và cụ thể hóa văn bản của … (10 điểm)"
        outer = headed(text, left_of(text, one.brackets), words.LONGEST - 6)
    if size(text, own) >= words.WHOLE and (measured(text, own[0]) or words.EXCEPT.search(text, 0, own[0][0])):
        outer = ()  # "(trừ tài sản công có nguyên giá theo sổ kế toán từ 02 tỷ đồng)" is enough
    inherits = False
    if outer and size(text, outer) < words.ENOUGH:
        outer, inherits = heads(text, known.subject, words.INHERITED) + outer, True
    if not subject and _restated(text, one, known):
        outer, inherits = heads(text, known.name, words.LONGEST - 6), True
    elif not outer or _against(text, one) or _listed(text, one, own, known):
        taken = _taken(text, one, own, complete, known)
        outer, inherits = taken or outer, bool(taken) or inherits
    if not own and not outer:
        own = _raw(text, one)
    if one.aside and words.NEXT.fullmatch(text, one.aside[-1][1], one.figure.start):
        own += tuple(trimmed(text, span) for span in one.aside)
    if size(text, outer + own) < 2:
        own = (last_words(text, one.figure.start), *own)
    name = limited(text, unique(outer + own))
    if complete:
        known.name = name
        alone = size(text, subject) >= words.ENOUGH  # what follows a figure is of it alone
        known.subject = (
            known.subject if inherits else limited(text, unique(outer + subject)) if alone else name
        )
        if subject and measured(text, subject[0]):
            known.measure = subject
    return name


def _divided(text: str, one: Binding, known: _Known) -> bool:
    """Whether it is a part, in brackets, of what the figure before counts."""
    inside = (
        bool(one.brackets) and "(" in text[known.end : one.figure.start] and one.brackets[0][0] < known.end
    )
    unit = one.figure.unit or ""
    return inside and bool(unit) and (known.unit or "").startswith(unit)


def _head(text: str, one: Binding) -> Spans:
    """What stands before the colon; "Đối với hộ nghèo …:" from its beginning."""
    spans = _no_units(text, one.head)
    begin = text.rfind(". ", 0, spans[0][0]) + 1 if spans else 0
    if spans and words.WHOM.match(text, begin):
        return headed(text, (trimmed(text, (begin, spans[-1][1])),), words.INHERITED, True)
    return left_of(text, spans)


def _restated(text: str, one: Binding, known: _Known) -> bool:
    """Whether it says in brackets what the figure before says: "10% tổng vốn (khoảng 12.173 tỷ đồng)"."""
    opened = text.rfind("(", known.end, one.figure.start)
    return bool(one.brackets and known.end and opened > 0) and not words.PARTED.search(
        text[known.end : opened]
    )


def _listed(text: str, one: Binding, own: Spans, known: _Known) -> bool:
    """Behind the first of "như sau: lượng mưa tại Huế 150 mm; Đà Nẵng 100 mm" it goes on without the noun."""
    since = bool(one.head and known.measure) and known.measure[0][0] > one.head[-1][1]
    return since and size(text, own) < words.WHOLE and not (own and words.NOUN.search(text, *own[0]))


def _taken(text: str, one: Binding, own: Spans, complete: bool, known: _Known) -> Spans:
    """What a figure takes over from those before it."""
    if words.FOR.match(text, one.figure.end):
        return heads(text, known.subject, words.INHERITED)
    share = not one.figure.unit or bool(words.SHARE.match(one.figure.unit))
    somewhere = bool(one.before) and words.SOMEWHERE.match(text[slice(*one.before[-1])])
    if somewhere or _against(text, one) or (not complete and share):
        return heads(text, known.name or known.subject, words.INHERITED)
    if not complete:
        return heads(text, known.subject, words.INHERITED)
    if _listed(text, one, own, known):
        return heads(text, known.measure, words.INHERITED)
    if own and known.subject and words.first(text, own[0]) == words.first(text, known.subject[0]):
        return ()  # "khu vực công nghiệp 5%; khu vực dịch vụ 7%" are beside each other
    if (
        known.end
        and known.end < one.figure.start
        and not words.PARTED.search(text[known.end : one.figure.start])
    ):
        return heads(text, known.name, words.WHOLE + 1)  # "kết quả của 2 giám khảo chênh nhau từ 0,25 điểm"
    short = size(text, own) < words.ENOUGH + 2 and not (own and words.NOUN.search(text, *own[0]))
    if known.whole or short:
        return heads(text, known.whole or known.subject, words.INHERITED)
    return ()


def _against(text: str, one: Binding) -> bool:
    """Whether it is a yardstick: "so với Nghị quyết đề ra là 55 triệu đồng" is of the subject before."""
    return bool(one.before) and bool(words.AGAINST.match(text, *one.before[-1]))


def _own(text: str, one: Binding) -> tuple[Spans, bool]:
    """The words of a figure's own clause, and whether they name it without what stands before."""
    figure = one.figure
    if figure.kind == "ordinal":  # "vươn lên đứng thứ 13 toàn quốc"
        return right_of(text, one, 4), False
    share = not figure.unit or bool(words.SHARE.match(figure.unit))
    if share and (led := _led(text, one)):
        return led, True
    if figure.kind in {"count", "ratio"} and not share:
        return counted_thing(text, one), True
    own = _with_topic(text, one, headed(text, left_of(text, one.before), words.LONGEST - 6))
    if not own and (label := label_before(text, one)):
        says = size(text, label) >= words.ENOUGH and not words.FOR.match(text, figure.end)
        return label + (() if says else right_of(text, one, 12)), True
    if not own:
        part = right_of(text, one, 16 if words.FOR.match(text, figure.end) else 8)
        anew = bool(part) and text[: figure.start].rstrip().endswith(";") and size(text, part) >= words.ENOUGH
        return part, anew or (bool(part) and measured(text, part[0]))
    enough = size(text, own)
    part = right_of(text, one, 16 if words.FOR.match(text, figure.end) else 8)
    if share and part:
        own = heads(text, own, words.INHERITED)
        return own + (() if words.PLANNED.match(text, part[0][0]) else part), True
    if part and (enough < words.ENOUGH or words.COUNTS_ON.match(text, figure.end)):
        return own + part, True
    return own, True


def _led(text: str, one: Binding) -> Spans:
    """A share of what follows it: "có 90% tổ chức đảng …", "yêu cầu 100% các công trường …"."""
    led = words.LED.search(text[max(0, one.figure.start - 30) : one.figure.start])
    if not led and one.figure.value != "100":
        return ()
    own = right_of(text, one, 16)
    if size(text, own) < 2 or words.PLANNED.match(text, own[0][0]):
        return ()
    if led and led["joined"]:
        return own
    left = left_of(text, one.before[-1:])
    if left and not measured(text, left[0]) and words.NOUN.search(text, *one.before[0]):
        left = left_of(text, one.before)  # "tổng chi cho nghiên cứu, phát triển đạt 2% doanh thu"
    return heads(text, left or _given(text, one), words.INHERITED) + own


def _given(text: str, one: Binding) -> Spans:
    """What is given to a share: "bổ sung vật liệu (…) cho 100% bề mặt đất"."""
    return left_of(text, one.before) if words.GIVEN.search(text[: one.figure.start]) else ()


def _with_topic(text: str, one: Binding, own: Spans) -> Spans:
    """A measure alone is of what opens the sentence: "Ngành xây dựng khởi sắc, tốc độ tăng trưởng 10%"."""
    if not own or len(one.before) < 2 or size(text, own) > words.ENOUGH + 1 or not measured(text, own[0]):
        return own
    topic = trimmed(text, one.before[0])
    return own if topic[1] > own[0][0] or not topic[1] > topic[0] else (*headed(text, (topic,), 6), *own)


def _raw(text: str, one: Binding) -> Spans:
    """A clause of verbs alone ("thực hiện đạt và vượt 17 chỉ tiêu") is its own name."""
    spans = [span for span in one.before if words.WORD.search(text, *span)]
    return (stripped(text, spans[-1]),) if spans else ()


def _no_units(text: str, spans: Spans) -> Spans:
    """``spans`` but those that are the unit of a figure."""
    return tuple(span for span in spans if not words.MONEY.search(text[span[0] : span[1]][-4:]))
