"""The code of what a row of a table names: "1.000987" for "mã thủ tục cấp giấy phép …"; the one under which a
notice classifies goods: "mã số 8517.62.59"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from answer.candidates import Look
from answer.contrast import sides
from answer.features import FILLERS
from answer.found import Found, Span
from answer.question import Asked
from answer.terms import Term, bag, coverage, precision, sought
from ingest.facts.sentences import Reading, Sentence
from ingest.facts.stretches import STROKE
from ingest.facts.words import fold, phrase

_PROCEDURE = re.compile(r"\d\.\d{6}(?:\.\s?(?:\d{2,3}|[A-Z]\d{1,3}))*")
_CODE = re.compile(r"[^\W_][\w.\-/]*\d[\w.\-/]*")
_GOODS = re.compile(r"(?<!\w)[Mm]ã\s(?:số|HS)[\s*:]*(\d{4}\.\d{2}(?:\.\d{2}){0,2})(?!\.?\d)")
# What has other codes, or is asked for itself.
_NOT_GOODS = re.compile(r"(?<!\w)(?:hồ sơ|thủ tục|định danh|thuế|bưu|mẫu|vì sao|tại sao)", re.IGNORECASE)
_CODES = frozenset(phrase("mã số HS"))
_MODEL = re.compile(r"(?<!\w)(?=[^\W_]*\d)[^\W_]+(?!\w)")  # what tells one make from another: "46mm"
_HEADS = re.compile(r"(?<!\w)mã(?!\w)", re.IGNORECASE)
_ASKED = phrase("mã")[0]
_LABEL = frozenset(phrase("số của thủ tục hành chính hồ sơ định danh HS"))
_ENOUGH = 0.55  # share of the question that a row and what stands over it must hold
_PLAIN = 0.3  # worth of a name that says nothing beside what is asked for
_FULL = 0.95
_SAME_ACT = 0.3  # worth of a name that does what is asked for, not its like: "cấp lại", not "cấp"
_ACT = re.compile(
    r"(?<!\w)(?:cấp lại|cấp đổi|gia hạn|thay đổi|điều chỉnh|thu hồi|x[oó][aá]|chấm dứt|chuyển nhượng)(?!\w)",
    re.IGNORECASE,
)


def codes_told(look: Look, readings: Mapping[str, Reading]) -> list[Found]:
    """The code in the row whose name says what is asked for, one for each of two that "và" joins; without
    such a row, of the goods that a notice classifies."""
    rows = [(reading, *one) for reading in readings.values() for one in _coded(reading)]
    pair = sides(look.asked, look.terms)
    best = [_best(look, terms, rows) for terms in pair] if pair else []
    if None in best or len({one.text for one in best if one}) < 2:
        best = [_best(look, look.terms, rows)]
    return [one for one in best if one is not None] or _of_goods(look, readings)


def code_asked(asked: Asked) -> bool:
    """Whether a question asks for a code: one that opens with it, or says of what it is."""
    forms = [one.form for one in asked.words]
    if _ASKED not in forms or _PROCEDURE.search(asked.text):
        return False
    at = forms.index(_ASKED)
    return at == 0 or bool(_LABEL & {*forms[at + 1 : at + 2]})


def _of_goods(look: Look, readings: Mapping[str, Reading]) -> list[Found]:
    """The code that a notice comes to in the end, of the one that speaks most of what is asked for."""
    if _NOT_GOODS.search(look.asked.text):
        return []
    goods = tuple(term for term in look.terms if not _CODES.issuperset(term.wordings[0]))
    models = {one.lower() for one in _MODEL.findall(look.asked.text)}
    best: tuple[float, list[Found]] = 0.0, []
    for reading in readings.values():
        document, codes = reading.document, list(_GOODS.finditer(reading.document.text))
        each = sought(goods).held(bag(document.text)) if codes else (0.0,)
        held = sought(goods).share(each)
        worth = held + len(models & {one.lower() for one in _MODEL.findall(document.text)})
        if not all(each) or held < _ENOUGH or worth <= best[0]:
            continue
        code = codes[-1].span(1)
        told = [one for one in reading.within(*code) if one.start <= code[0] and code[1] <= one.end]
        if told:
            quote = told[0].start, told[0].end
            best = worth, [Found(document, code, quote, min(held, _FULL))]
    return best[1]


def _coded(reading: Reading) -> Iterator[tuple[Sentence, Span]]:
    """Rows with a code in a cell of its own, and where in their text it stands."""
    for one in reading.sentences:
        start = 0
        for cell in one.row.cells if one.row is not None else ():
            bare = cell.text.strip()
            if _PROCEDURE.fullmatch(bare) or (_HEADS.search(cell.heading) and _CODE.fullmatch(bare)):
                at = start + cell.text.index(bare)
                yield one, (at, at + len(bare))
                break
            start += len(cell.text) + len(STROKE)


def _best(look: Look, terms: tuple[Term, ...], rows: list[tuple[Reading, Sentence, Span]]) -> Found | None:
    ideas, acts = sought(terms), _acts(look.asked.text)
    best: tuple[float, Found | None] = 0.0, None
    for reading, one, span in rows:
        assert one.row is not None
        name = bag(one.row.name.text if one.row.name else "")
        over = bag(" ".join((*one.headings, one.lead)))
        headed = bag(" ".join(cell.heading for cell in one.row.cells))
        title = bag(reading.document.title)
        held = coverage(terms, ((name, 1.0), (headed, 1.0), (over, 0.6), (title, 0.5)))
        same = bool(acts) and acts <= _acts(name.text)
        worth = held + _PLAIN * precision(ideas, name, look.weights, FILLERS) + _SAME_ACT * same
        if held >= _ENOUGH and worth > best[0]:
            told = one.span(*span)
            best = worth, Found(reading.document, told, (one.start, one.end), min(held, _FULL))
    return best[1]


def _acts(text: str) -> set[str]:
    """What is done to a paper or a right, as the names of procedures say it."""
    return {fold(one) for one in _ACT.findall(text)}
