"""How long a procedure takes, or one of its steps, from the table of its steps.

The words of the question that the name over a table does not say choose the row: "chuyên viên thẩm định …
mấy ngày" asks for a step, and a question that says nothing but the procedure for the row of its total.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from answer.candidates import Look
from answer.contrast import sides
from answer.features import FILLERS
from answer.found import Found, Span
from answer.terms import Bag, Term, bag, coverage, precision, sought
from ingest.facts.sentences import Reading, Sentence
from ingest.facts.stretches import STROKE
from ingest.facts.words import fold

_ASKED = re.compile(
    r"\b(?:(?:may|bao nhieu) (?:ngay|gio|hom|buoi|phut)|bao lau|mat may)\b|^(?:tong )?thoi gian\b|"
    r"\bthoi (?:gian|han) (?:giai quyet|xu ly|xu li|thuc hien|tham dinh)\b"
)
_DATE = re.compile(
    r"\b(?:ngay|thang|nam|gio) nao\b|\bkhi nao\b|\bbao gio\b|\btu (?:may|bao nhieu)\b|"
    r"\bmay gio (?:bat dau|mo|dong|nhan|lam|nghi|toi|den|thi)\b"
)
_WHOLE = re.compile(r"\b(?:tong|ca thay|toan bo|tat ca|het thay)\b")
_TOTAL = re.compile(r"\W*(?:Tổng|Cộng)(?!\w)", re.IGNORECASE)
_STEP = re.compile(r"\W*(?:Bước|B)\s?\d", re.IGNORECASE)
_HEADS = re.compile(r"thời (?:gian|hạn)|số (?:ngày|giờ)", re.IGNORECASE)
_TIME = re.compile(
    r"(?:(?:không quá|tối đa(?: là)?)\s)?\d+(?:[.,/]\d+)?(?:\s?\([^()]{1,20}\))?\s"
    r"(?:ngày|giờ|tháng|buổi|phút)(?:\slàm\sviệc)?",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"\d+(?:[.,/]\d+)?")
_MARKED = re.compile(
    r"\W*(?:\d+(?:\.\d+)*|[IVXLC]+|[a-zđ])[.)]\s|\W*(?:Quy trình|Thủ tục|Bảng|Biểu)\s", re.IGNORECASE
)
# What questions of a time say of every procedure, folded.
_OF_ANY = re.compile(
    r"(?:\s?(?:thoi|gian|han|giai|quyet|thuc|hien|xu|ly|li|ngay|gio|may|bao|lau|nhieu|mat|ho|so|thu|tuc|hanh|"
    r"chinh|cap|lam|viec|xong|quy|trinh|muon|xin|tong|cong|cho))*"
)
_PART = re.compile(r"\W*[A-H]\.\s")  # opens a part of an annex: "B. Quy trình cấp xã"
_MARKER = re.compile(r"\W*\d+(?:\.\d+)*[.)]\s")
_LEVELS = re.compile(r"\bcap (?:tinh|xa|huyen|bo)\b")
_LINES = 4  # paragraphs over a table that say of what it is
_ENOUGH = 0.6  # share of what a question says of its procedure that the name of a table and its row must hold
_NAMED = 0.4  # and what stands over the row
_HELD = 0.5  # of an idea that a text says
_CHOOSES = 0.5  # share of what the name over a table leaves that the row of a step must hold
_LEFT = 0.35  # share of the question that may be left where the total answers
_PLAIN = 0.3  # worth of a name that says nothing beside what is asked for
_LEVEL = 0.1  # worth of the part of an annex for the level that a question names
_FULL = 0.95


@dataclass(frozen=True, slots=True)
class Steps:
    """A table of steps: ``name`` are the words right over it that say of what, ``part`` opens the
    part of an annex that it stands in, ``above`` is what else stands over it."""

    reading: Reading
    name: str
    part: str
    above: str
    rows: tuple[Sentence, ...]
    total: Sentence | None

    @property
    def regions(self) -> tuple[tuple[Bag, float], ...]:
        title = self.reading.document.title
        return (bag(self.name), 1.0), (bag(self.part), 0.75), (bag(self.above), 0.5), (bag(title), 0.5)


def times_told(look: Look, readings: Mapping[str, Reading]) -> list[Found]:
    """The time in the row that is asked for; one for each of two procedures that "và" joins."""
    said = fold(look.asked.text)
    if not _ASKED.search(said) or _DATE.search(said):
        return []
    tables = [one for reading in readings.values() for one in steps_of(reading)]
    named = tuple(term for term in look.terms if not _OF_ANY.fullmatch(fold(" ".join(term.wordings[0]))))
    pair = sides(look.asked, named)
    best = [_best(look, terms, tables) for terms in pair] if pair and tables else []
    if None in best or len({one.text for one in best if one}) < 2:
        best = [_best(look, named, tables)]
    return [one for one in best if one is not None]


def steps_of(reading: Reading) -> Iterator[Steps]:
    """The tables of a document that tell the time of steps."""
    rows: list[Sentence] = []
    over: dict[str, None] = {}  # the paragraphs since the table before, each once
    part, ended = "", False
    for one in (*reading.sentences, None):
        row = one.row if one is not None else None
        if rows and (row is None or _is_total(rows[-1])):
            if any(_is_total(each) or _STEP.match(each.text) for each in rows):
                yield _table(reading, rows, [*over], part)
            rows, ended = [], True
        if one is not None and row is not None:
            rows.append(one)
        elif one is not None:
            over, ended = ({} if ended else over), False
            start, end = one.paragraph
            start = reading.document.text.rfind("\n", 0, start) + 1  # its number with it
            line = " ".join(reading.document.text[start:end].replace("*", " ").split())
            over[line] = None
            part = line if _PART.match(line) else part


def _is_total(one: Sentence) -> bool:
    return _TOTAL.match(one.text) is not None and _time_in(one) is not None


def _table(reading: Reading, rows: list[Sentence], over: list[str], part: str) -> Steps:
    over = over or [""]
    marked = [at for at, line in enumerate(over) if _MARKED.match(line)]
    total = rows[-1] if _is_total(rows[-1]) else None
    steps = tuple(one for one in rows if one is not total and _time_in(one))
    above = " ".join((*rows[0].headings, *over[-_LINES:]))
    groups = (cell.text for cell in rows[-1].row.groups) if rows[-1].row else ()
    name = " ".join((*over[marked[-1] if marked else -1 :][:_LINES], *groups))
    return Steps(reading, name, part, above, steps, total)


def _time_in(one: Sentence) -> Span | None:
    """Where the text of a row tells its time: below "Thời gian", or alone in its last cell."""
    if one.row is None:
        return None
    found, start = None, 0
    for at, cell in enumerate(one.row.cells):
        headed = _HEADS.search(cell.heading) is not None
        told = _TIME.search(cell.text) or (_NUMBER.fullmatch(cell.text.strip()) if headed else None)
        if at and told and (headed or len(cell.text) <= len(told[0]) + 3 or one.row.label is not None):
            low = start + cell.text.index(told[0])
            found = low, low + len(told[0])
        start += len(cell.text) + len(STROKE)
    return found


def _best(look: Look, terms: tuple[Term, ...], tables: list[Steps]) -> Found | None:
    ideas = sought(terms)
    best: tuple[float, Found | None] = 0.0, None
    levels = _LEVELS.findall(fold(look.asked.text))
    for table in tables:
        row = _row(look, terms, table)
        if row is None or (span := _time_in(row)) is None:
            continue
        own = "" if row is table.total else row.text
        named = coverage(terms, table.regions)
        held = coverage(terms, ((bag(table.name), 1.0), (bag(table.part), 0.75), (bag(own), 1.0)))
        plain = _MARKER.sub("", table.name)
        worth = named + _PLAIN * precision(ideas, bag(plain), look.weights, FILLERS)
        worth += _LEVEL * any(level in fold(table.part) for level in levels)
        if held >= _ENOUGH and named >= _NAMED and worth > best[0]:
            told = row.span(*span)
            best = worth, Found(table.reading.document, told, (row.start, row.end), min(held, _FULL))
    return best[1]


def _row(look: Look, terms: tuple[Term, ...], table: Steps) -> Sentence | None:
    """The row of a table that a question about its procedure asks for."""
    ideas = sought(terms)
    held = ideas.best(*table.regions)
    left = tuple(term for term, one in zip(terms, held, strict=True) if one < _HELD)
    if left and not _WHOLE.search(fold(look.asked.text)):
        ranked = [
            (coverage(left, ((bag(one.text), 1.0),)), _precise(look, left, one), -at, one)
            for at, one in enumerate(table.rows)
        ]
        able = [one for one in ranked if one[0] >= _CHOOSES]
        if able:
            return max(able, key=lambda one: (one[0] + _PLAIN * one[1], one[2]))[3]
    missing = sum(term.weight for term in left) / (ideas.total or 1.0)
    return table.total if missing <= _LEFT else None


def _precise(look: Look, left: tuple[Term, ...], one: Sentence) -> float:
    name = one.row.name.text if one.row and one.row.name else one.text
    return precision(sought(left), bag(name), look.weights, FILLERS)
