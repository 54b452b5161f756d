"""What a question asks for: a number, a name, a date, a document's data, or a passage; of what, where, when.

Works on the question as understood (diacritics restored, abbreviations spelled out). Nothing here
looks at a document.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from typing import Literal

from answer import question_words as words
from answer.asked import AskedKind, MetaField
from answer.citations import number_cited
from answer.counted import counted, people
from answer.excepted import exceptions
from answer.ideas import ideas
from answer.meta_words import Line, field_asked, part_asked, post_asked
from answer.needs import Need, needed
from answer.part_words import part_wanted
from answer.question_places import below, places_named
from answer.ranges import one_range
from answer.speech import fillers, mended, spoken_kind
from index.types import Understood
from ingest.facts.periods import Period, periods
from ingest.facts.words import Syllable, fold, phrase, plain, syllables

_MORE = re.compile(
    f" (?:{phrase('nhiều')[0]}|{phrase('nào')[0]}|{phrase('ai')[0]}) (?:\\S+ ){{1,12}}{phrase('hơn')[0]} "
)  # of places: told by figures
_APART = re.compile(r"(?<!\w)(?:chênh|hơn kém|cách biệt|cách nhau)(?!\w)", re.IGNORECASE)
_COMPARED = f" {' '.join(phrase('so sánh'))}"  # opens a question, and says nothing of its answer
_FROM_WHERE = (["tu", "dau", "den", "dau"], ["tu", "dau", "toi", "dau"])
_NUMBER_FIRST = re.compile(r"\d+(?:/\d{4})?[/-]\S*[^\W\d]\S*\s")  # "11520/VPCP-CN cơ quan chủ trì …"
_ENDS = re.compile(r"[.?!;]\s")
_WHICH_BODY = f" {' '.join(phrase('sở nào'))} "
_LEAST = 12  # characters of a question behind what names its source


@dataclass(frozen=True, eq=False)
class Asked:
    """A question, taken apart; compared by identity, so that what else it says can be kept with it.

    Attributes:
        kind: what sort of answer is wanted.
        field: for ``meta``, which datum of a document.
        cited: the number of a document named in the question (``"21-NQ/TW"``, or ``"452"`` alone after its
            kind), else ``None``.
        otherwise: ``kind`` if it asked for no document's datum.
        need: what a text must hold to answer at all (a telephone number, a reason), else ``None``.
        post: for ``holder``, the post whose holder is asked for, folded ("bi thu").
        part: for ``parts``, which parts are counted, folded ("dieu").
        units: what the number counts, folded, where the question says (``{"%"}``, ``{"con"}``).
        words: all syllables of the question.
        content: indices into ``words`` of its content: no question words, places or years.
        head: words before this index name what is asked for ("phương châm của …"); 0 where none do.
        noun: the words right before "nào" or "gì", folded ("thanh pho"), empty where there are none.
        count: how many things are to be named ("4 xã … là xã nào"), 0 where it does not say.
        names: capitalised names in the question that are not known places, folded.
        periods, places: which year and whose.
        compare: wants one answer per place or document.
        status: asks for a target (chỉ tiêu) or a result (kết quả), where it says.
        explicit: a question word says the kind; otherwise it was guessed from a bare phrase.
        label: of which sort the part of a document is whose place is asked for ("dieu"), else ``None``.
        weak: the phrase only hints at a number ("mục tiêu …"), a passage may answer it too.
    """

    text: str
    kind: AskedKind
    field: MetaField | None
    cited: str | None
    otherwise: AskedKind
    need: Need | None
    post: str | None
    part: str | None
    units: frozenset[str]
    words: tuple[Syllable, ...]
    content: tuple[int, ...]
    head: int
    noun: tuple[str, ...]
    count: int
    names: tuple[str, ...]
    periods: tuple[Period, ...]
    places: tuple[str, ...]
    compare: bool
    status: Literal["target", "result"] | None
    explicit: bool
    weak: bool
    label: str | None = None

    @cached_property
    def plains(self) -> frozenset[str]:
        """Its syllables without diacritics."""
        return frozenset(one.plain for one in self.words)

    @cached_property
    def grams(self) -> tuple[str, ...]:
        """Its content syllables and their neighbouring pairs, as comparable forms."""
        content = set(self.content)
        single = [self.words[at].form for at in self.content]
        double = [
            f"{self.words[at].form} {self.words[at + 1].form}" for at in self.content if at + 1 in content
        ]
        return tuple(dict.fromkeys([*single, *double]))

    @cached_property
    def runs(self) -> tuple[tuple[str, ...], ...]:
        """Rows of neighbouring content syllables from each of them on, padded, the shortest first."""
        content, out = set(self.content), []
        for low in self.content:
            high, row = low + 1, []
            while high in content or high == low + 1:
                row.append(f" {' '.join(one.form for one in self.words[low:high])} ")
                high += 1
                if high - 1 not in content:
                    break
            out.append(tuple(row))
        return tuple(out)


@lru_cache(maxsize=32)
def analyse(understood: Understood) -> Asked:
    """Take a question apart; kept while it is answered."""
    text = one_range(understood.text)
    bare = any(change.kind == "diacritics" for change in understood.changes)
    found = mended(_asking(syllables(text)) if bare else syllables(text))
    flat = _flat(found, bare)
    places = places_named(understood)
    cited = number_cited(text, understood.numbers)
    line = Line(flat, _unaccented(text, flat) if bare and understood.original.isascii() else "")
    label = part_wanted(line, cited is not None)
    field = None if label else field_asked(line, cited is not None)
    framed = _framed(text) if field is None else 0
    content = _content(text, found, places, framed)
    kind, explicit = _kind(flat, field, cited is not None)
    if not explicit and (asks := _behind_colon(text, bare)):
        kind, explicit = asks
    apart = kind == "task" and _APART.search(text) is not None
    if len(places) > 1 and (apart or (kind == "which" and _MORE.search(flat))):
        kind = "number"
    need = needed(line)
    if need is not None and (need.stated or need.offered) and kind == "task":
        kind = "which"
    if need is not None and need.told_apart and kind in {"number", "task"}:
        kind = "which"
    if "%" in text and not explicit:
        kind, explicit = "number", True
    if label:
        kind, explicit = "which", True
    return Asked(
        text=text,
        kind=kind,
        field=field,
        cited=cited,
        otherwise=_kind(flat, None, cited is not None)[0],
        need=need,
        post=post_asked(line) if field == "holder" else None,
        part=part_asked(line) if field == "parts" else None,
        units=counted(text, flat) | people(flat, found, content),
        words=found,
        content=content,
        head=_head(found, framed) or (2 if words.MOTTO_ASKED.match(flat) else 0),
        noun=_named_first(flat) or _noun(found, content),
        count=_count(flat, bare),
        names=tuple(name for name in _names(text, places) if name in fold(text[framed:])),
        periods=periods(text) or tuple(Period(year, year) for year in understood.years),
        places=places,
        compare=words.COMPARE.search(flat) is not None or len(set(places) - set(below(text, places))) > 1,
        status=_status(flat),
        explicit=explicit,
        weak=not (words.STRONG_QUANTITY.search(flat) or words.HEAD_QUANTITY.search(flat)),
        label=label,
    )


def _unaccented(text: str, flat: str) -> str:
    """A question that came bare as it reads so; "so nao" that was read as "sở nào" asks for no number."""
    line = f" {fold(text)} "
    return line.replace(" so nao ", " … ") if _WHICH_BODY in flat else line


def _asking(found: tuple[Syllable, ...]) -> tuple[Syllable, ...]:
    """The syllables of a question that came bare; "nao" and "gi" ask, whatever was read for them, and so
    does "tu dau den dau"."""
    nao, gi = phrase("nào gì")
    mended = list(found)
    plains = [one.plain for one in found]
    for at in range(len(found) - 3):
        if plains[at : at + 4] in _FROM_WHERE:
            ends = (replace(found[at + step], form=phrase("đâu")[0]) for step in (1, 3))
            mended[at + 1], mended[at + 3] = ends
    for at, one in enumerate(found):
        if one.plain == "nao" and found[at + 1 : at + 2] and found[at + 1].plain == "vet":
            continue  # nạo vét
        if one.plain in {"nao", "gi"}:
            mended[at] = replace(one, form=nao if one.plain == "nao" else gi)
    return tuple(mended)


def _flat(found: tuple[Syllable, ...], bare: bool) -> str:
    """The question in comparable syllables; "bao nhiêu" and "mấy" are known even where the restored
    diacritics missed them."""
    forms = [one.form for one in found]
    plains = [one.plain for one in found]
    for at in range(len(found) - 1):
        if plains[at : at + 2] == ["bao", "nhieu"]:
            forms[at : at + 2] = phrase("bao nhiêu")
        if plains[at + 1] == "may" and (bare or forms[at + 1] != phrase("máy")[0]):
            counted = at + 2 < len(plains) and plains[at + 2] in words.COUNTABLE
            if plains[at] in words.BEFORE_HOW_MANY or (bare and counted):
                forms[at + 1] = phrase("mấy")[0]
    return words.NAMES_ONLY.sub("…", f" {' '.join(forms)} ")


def _kind(flat: str, field: MetaField | None, cited: bool) -> tuple[AskedKind, bool]:
    if field is not None:
        return "meta", True
    if words.MORE.search(flat):
        return "number", True
    if cited and words.CONTENT.search(flat) and not words.WHO_NAMED.search(flat):
        return "content", True
    if words.HOUR_ASKED.search(flat):  # "trước mấy giờ thứ mấy" asks for no rank
        return "when", True
    if words.SENT_ASKED.search(f" {fold(flat)} "):
        return "who", True
    if words.POST_ASKED.search(flat):
        return "who", True
    if said := spoken_kind(flat):
        return said, True
    for kind, pattern in words.KINDS:
        if pattern.search(flat):
            return ("when" if kind == "task" and words.DEADLINE_ASKED.match(flat) else kind), True
    if words.WHO_ASKED.match(flat):
        return "who", False
    if words.WHEN_ASKED.match(flat.removeprefix(_COMPARED)):
        return "when", False
    if words.LASTS_ASKED.match(flat):
        return "number", False
    if words.RANK_ASKED.match(flat):
        return "rank", False
    if flat.endswith(words.RANK_AT_END):  # "chỉ số … xếp hạng"
        return "rank", True
    if words.HEAD_QUANTITY.search(flat):
        return "number", False
    if flat.endswith(words.DONE_AT_END):  # "nhiệm vụ … đã hoàn thành": how many
        return "number", False
    task, quantity = words.TASK.search(flat), words.QUANTITY.search(flat)
    if words.MOTTO_ASKED.match(flat) and not quantity:  # "phương châm công tác dân vận …"
        return "which", False
    if task and not (quantity and quantity.start() < task.start()):
        return "task", task.start() <= words.OPENING
    if not quantity and (words.NAMES_ASKED.match(flat) or words.WORDING_ASKED.match(flat)):
        return "which", False
    return ("number", False) if quantity else ("task", False)


def _behind_colon(text: str, bare: bool) -> tuple[AskedKind, bool] | None:
    """What the words ask for that stand behind a source or a matter with a colon: "NQ 394: cơ quan chủ trì";
    ``None`` where they say no more of it than any phrase."""
    source, colon, rest = text.partition(": ")
    if number := _NUMBER_FIRST.match(text):
        source, colon, rest = "", number[0], text[number.end() :]
    if not colon or len(rest) < _LEAST or _ENDS.search(source):
        return None
    asks = _kind(_flat(syllables(rest), bare), None, False)
    return None if asks[0] == "task" else asks


def _status(flat: str) -> Literal["target", "result"] | None:
    result, target = words.RESULT.search(flat), words.TARGET.search(flat)
    if bool(result) == bool(target):
        return None
    return "result" if result else "target"


def _framed(text: str) -> int:
    """Where a question begins that names its source first: "Theo Kế hoạch … của tỉnh …, bao nhiêu …"."""
    frame = words.FRAME.match(text)
    return frame.end() if frame and len(text) - frame.end() > _LEAST else 0


def _content(text: str, found: tuple[Syllable, ...], places: tuple[str, ...], framed: int) -> tuple[int, ...]:
    drop = _phrases_at(found) | _places_at(found, places) | fillers(found, text)
    drop |= {at for at, one in enumerate(found) if one.start < framed}
    out = exceptions(text)
    drop |= {at for at, one in enumerate(found) if any(low <= one.start < high for low, high in out)}
    return tuple(
        at
        for at, one in enumerate(found)
        if at not in drop
        and one.form not in words.STOP_FORMS
        and not re.fullmatch(r"(?:19|20)\d\d", one.form)
    )


def _head(found: tuple[Syllable, ...], framed: int) -> int:
    for at, one in enumerate(found):
        if at and one.start >= framed and one.form in words.AFTER_HEAD:
            return at
    return 0


def _noun(found: tuple[Syllable, ...], content: tuple[int, ...]) -> tuple[str, ...]:
    """Up to four syllables before the first "nào", "gì" or "mấy", the nearest last; the first two of a
    bare phrase ("3 trụ cột chuyển đổi số")."""
    for at, one in enumerate(found):
        if at and one.form in words.WHICH:
            return _sort_named(tuple(word.plain for word in found[max(0, at - 4) : at]))
    opening = [found[at] for at in content if not found[at].form.isdigit()]
    if opening and opening[0] is found[0] and opening[0].plain in words.NUMERALS_BARE:
        del opening[0]
    del opening[4:]
    for size in range(len(opening), 1, -1):
        if tuple(one.form for one in opening[:size]) in ideas():
            return tuple(one.plain for one in opening[:size])
    return tuple(one.plain for one in opening[:2])


def _named_first(flat: str) -> tuple[str, ...]:
    """The sort of the names that a bare phrase opens with and asks for: "xã" of "xã đạt chuẩn …"."""
    opens = words.NAMES_ASKED.match(flat)
    if not opens or words.ASKS.search(flat):
        return ()
    return tuple(plain(form) for form in (opens[1] or opens[2]).split())


def _sort_named(before: tuple[str, ...]) -> tuple[str, ...]:
    """The words that name the sort of the answer: "nước" of "… thuộc những nước nào"."""
    if before[-1:] == ("la",):  # "phương châm của … là gì" names what it is, not its sort
        return before[-1:]
    if before[-3:] == ("ngay", "thang", "nam"):  # of which the day tells all
        return before[-3:-2]
    cut = max((at + 1 for at, word in enumerate(before[:-1]) if word in words.BEFORE_SORT), default=0)
    return before[cut:]


def _count(flat: str, bare: bool) -> int:
    """The number that opens a question for names: "3 trụ cột", "bốn xã nào", "hai du an"."""
    if bare and (spelled := words.COUNT_BARE.match(f" {fold(flat)} ")):
        return words.NUMERALS_BARE[spelled[1]]
    found = words.COUNT.match(flat)
    if not found:
        return 0
    return int(found[1]) if found[1].isdigit() else words.NUMERALS[found[1]]


def _phrases_at(found: tuple[Syllable, ...]) -> set[int]:
    """Where phrases stand that ask, but name nothing that is asked for."""
    taken: set[int] = set()
    forms = tuple(one.form for one in found)
    for at, form in enumerate(forms):
        for wanted in _stop_phrases().get(form, ()):
            end = at + len(wanted)
            asks = end < len(forms) and forms[end] in words.WHICH  # "chỉ tiêu nào"
            if not asks and forms[at:end] == wanted:
                taken.update(range(at, end))
    return taken


@lru_cache(maxsize=1)
def _stop_phrases() -> dict[str, list[tuple[str, ...]]]:
    """By their first syllable."""
    table: dict[str, list[tuple[str, ...]]] = {}
    for wanted in words.STOP_PHRASES:
        table.setdefault(wanted[0], []).append(wanted)
    return table


def _places_at(found: tuple[Syllable, ...], places: tuple[str, ...]) -> set[int]:
    taken: set[int] = set()
    for place in places:
        wanted = fold(place).split()
        for at in range(len(found) - len(wanted) + 1):
            if [one.plain for one in found[at : at + len(wanted)]] == wanted:
                low = at - 1 if at and found[at - 1].plain in words.PLACE_KINDS else at
                if tuple(one.plain for one in found[max(0, at - 2) : at]) in words.PLACE_KINDS_OF_TWO:
                    low = at - 2
                taken.update(range(low, at + len(wanted)))
    return taken


def _names(text: str, places: tuple[str, ...]) -> tuple[str, ...]:
    """Capitalised runs after the first word: ``Tân Kiều``, ``Cao Lãnh - An Hữu``."""
    known = {fold(place) for place in places}
    found = []
    for match in words.NAME.finditer(text):
        name = fold(match[0])
        if match.start() and name not in known and not any(name in one or one in name for one in known):
            found.append(name)
    return tuple(found)
