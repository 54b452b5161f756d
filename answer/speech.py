"""How people speak when they ask: "mấy" that only means several, words before a noun that count nothing,
words that fill a sentence.

Works on the syllables of a question; indices returned are places in them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from answer.asked import AskedKind
from answer.ideas import ideas
from answer.meta_words import either
from ingest.facts.words import Phrase, Syllable, phrase, plain

_HOW_MANY, _SEVERAL = phrase("mấy")[0], phrase("các")[0]
_WHO = phrase("ai")[0]
_STAR, _OF_STARS = phrase("sao")[0], frozenset(phrase("bản ngôi"))
_ASKING = frozenset(phrase("nào gì ai đâu sao"))
_COUNTING = frozenset(phrase("mấy nhiêu"))
_SPANS, _AROUND_NOW = frozenset(phrase("năm tháng")), frozenset(phrase("tới qua nay gần trước sau rồi"))
# "hạng mấy", "khoá mấy", "mấy giờ", "mấy phần trăm": here it is a number, whatever else is asked.
_NUMBERED = frozenset(phrase("hạng thứ hàng khoá lần ngày tháng năm có được gồm đạt là số điều"))
_MEASURED = frozenset(phrase("giờ phần năm tháng ngày tuổi tỷ triệu nghìn ngàn trăm đồng héc hecta ha km"))
# Before a noun that is counted or asked for: "mấy ngôi trường", "những vị nào", "bao nhiêu căn nhà".
_CLASSIFIERS = frozenset(
    phrase("ngôi ông bà anh chị cô chú đứa thằng tờ cái chiếc con cuốn căn vị tên tay bức tấm toà dãy")
)
_BEFORE_CLASSIFIER = frozenset(phrase("mấy nhiêu những các"))
_FILLERS = tuple(
    phrase(one)
    for one in (
        "người ta", "đứng ra", "tính sao", "kiểu gì", "kiểu nào", "làm sao", "cách nào", "ra làm sao",
        "cuối nhiệm kỳ", "đầu nhiệm kỳ", "tỉnh nhà", "huyện nhà", "xã nhà", "bên mình", "tỉnh mình",
        "quy ra", "tính ra", "kể ra", "cả thảy", "tổng cộng", "hết thảy", "cho hỏi", "xin cho hỏi", "giùm",
        "dùm", "cỡ", "chừng", "hồi năm", "hồi nhiệm kỳ", "hồi đầu", "hồi cuối", "hồi trước",
    )
)  # fmt: skip
_TALK = phrase("chuyện")[0]
_OF_TALK = frozenset(phrase("nói trò câu kể"))
_OPENERS = frozenset(phrase("riêng còn với hồi cứ vậy thế giờ"))  # of a question or a clause: "riêng cấp …"
_ENDERS = frozenset(phrase("thôi luôn nhỉ hả ha nha nghen hen vậy đây ta hỉ"))
_CLAUSE_END = re.compile(r"[,;:–-]\s*$")


_COMPARES = re.compile(rf" (?:{either('hơn', 'nhất')})(?= )")
_SORTS = f"(?:{either('bên', 'chỗ', 'nơi', 'đằng')}) {phrase('nào')[0]}"
_DUTIES = either(
    "lo", "phụ trách", "chịu", "đứng", "coi", "quản", "chủ trì", "giữ", "cầm", "theo", "kiểm", "gánh",
    "nhận", "hướng dẫn", "được giao", "chỉ", "đôn đốc", "trông", "quản lý", "kiểm tra", "giám sát",
)  # fmt: skip
_HOW = either("tính sao", "xử sao", "ra sao", "thế nào", "làm gì", "kiểu gì", "sao", "bị gì", "cách nào")
# Said of an open question word: "chừng nào xong" is no quantity, "bên nào lo" wants an organ, "ai … thì …
# tính sao" does not want a name.
_SOMEBODY = either(
    "người", "ông", "bà", "đồng chí", "vị", "lãnh đạo", "sếp", "cán bộ", "thủ trưởng", "trưởng", "phó",
    "giám đốc", "chánh",
)  # fmt: skip
_KINDS: tuple[tuple[AskedKind, re.Pattern[str]], ...] = (
    ("who", re.compile(rf"^ (?:{_SOMEBODY}) .*{phrase('tên')[0]} (?:{either('gì', 'là gì', 'chi')}) ")),
    (
        "when",
        re.compile(rf"(?:^|.* (?:{either('đến', 'tới', 'biết')})) {' '.join(phrase('chừng nào'))} "),
    ),
    (
        "task",
        re.compile(rf"^ (?:{either('ai', 'người nào', 'đứa nào')}) .* {phrase('thì')[0]} .*(?:{_HOW}) $"),
    ),
    ("task", re.compile(rf".* (?:{either('kiểu gì', 'tính sao', 'cách chi', 'làm sao', 'cách gì')}) ")),
    (
        "who",
        re.compile(
            rf".* (?:{_SORTS} (?:\S+ ){{0,2}}?(?:{_DUTIES})|(?:{either('giao', 'giao cho')}) {_SORTS}) "
        ),
    ),
)


def spoken_kind(flat: str) -> AskedKind | None:
    """What a turn of speech asks for, where it decides; ``flat`` is the question in comparable syllables
    with a space at both ends."""
    for kind, pattern in _KINDS:
        if pattern.match(flat) and not (kind == "who" and _COMPARES.search(flat)):
            return kind
    return None


def mended(found: tuple[Syllable, ...]) -> tuple[Syllable, ...]:
    """The syllables with "mấy" read as "các" where something else is asked for: "*mấy* loại cây nào",
    "trị *mấy* người … ra sao", "ai lo cho *mấy* xã", "*mấy* năm tới … bao nhiêu"."""
    forms = ["", *(one.form for one in found), "", ""]
    asks = [at for at, one in enumerate(found) if one.form in _ASKING and not _names(forms[at], one.form)]
    counts = [at for at, one in enumerate(found) if one.form in _COUNTING]
    out = list(found)
    for at, one in enumerate(found[:-1]):
        before, after, then = forms[at], forms[at + 2], forms[at + 3]
        if one.form != _HOW_MANY:
            continue
        if after in _SPANS and then in _AROUND_NOW:
            several = bool(asks) or counts[-1] > at
        else:
            told = not asks or before in _NUMBERED or after in _MEASURED
            several = not told and (asks[-1] > at or found[0].form == _WHO)
        if several:
            out[at] = replace(one, form=_SEVERAL, plain=plain("các"))
    return tuple(out)


def _names(before: str, form: str) -> bool:
    """Whether "sao" is a thing: "sản phẩm 5 sao", "bản sao"."""
    return form == _STAR and (before.isdigit() or before in _OF_STARS)


def fillers(found: tuple[Syllable, ...], text: str) -> set[int]:
    """Where words stand that say nothing of what is asked for."""
    forms = tuple(one.form for one in found)
    taken: set[int] = set()
    for at in range(len(forms)):
        for wanted in _FILLERS:
            if forms[at : at + len(wanted)] == wanted:
                taken.update(range(at, at + len(wanted)))
    taken.update(at for at in range(len(forms)) if _fills(forms, at))
    opening = (at for at, one in enumerate(found) if not at or _CLAUSE_END.search(text[: one.start]))
    taken.update(at for at in opening if forms[at] in _OPENERS and not _in_idea(forms, at))
    taken.update(_ending(forms))
    return taken


def unclassified(forms: Phrase) -> Phrase:
    """What is counted without the word before it that counts nothing: "trường" of "ngôi trường"."""
    named = len(forms) < 2 or forms[0] not in _CLASSIFIERS or _in_idea(forms, 0)
    return forms if named else forms[1:]


def _fills(forms: Phrase, at: int) -> bool:
    """Whether a word is a classifier before its noun, or "chuyện" that is no talk."""
    if forms[at] == _TALK:
        return not (at and forms[at - 1] in _OF_TALK)
    named = at + 1 < len(forms) and at > 0 and forms[at - 1] in _BEFORE_CLASSIFIER
    return forms[at] in _CLASSIFIERS and named and not _in_idea(forms, at)


def _in_idea(forms: Phrase, at: int) -> bool:
    """Whether a word opens a phrase that the thesaurus knows: "con" of "con nít"."""
    return any(forms[at : at + size] in ideas() for size in range(2, 5))


def _ending(forms: Phrase) -> Iterator[int]:
    """Where words end a question that only soften it: "… bao nhiêu vậy ta"."""
    for at in range(len(forms) - 1, 0, -1):
        if forms[at] not in _ENDERS:
            return
        yield at
