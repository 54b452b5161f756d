"""Facts of a table row: a figure is of its row and its column."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from ingest.facts.binding import Binding, Spans, bindings
from ingest.facts.building import Naming, Said, built, naming_of, together
from ingest.facts.cells import NO_SECOND, NUMERAL, UNIT, UNIT_HEAD, Cell, Row
from ingest.facts.figure_words import kind_of
from ingest.facts.figures import Figure, figures, number
from ingest.facts.limits import limit_of
from ingest.facts.merged import time_beside
from ingest.facts.naming import named, states
from ingest.facts.naming_words import is_foreign, is_notice, says_nothing
from ingest.facts.organs import in_charge, is_organ, organisation_of
from ingest.facts.plain import Plain
from ingest.facts.record import FactRecord
from ingest.facts.spans import cut
from ingest.facts.standing import Around, column_status, period_of, place_of, status_of
from ingest.places import canonical_place
from ingest.types import Document

_WORD = re.compile(r"[^\W_]+")
_DIGIT = re.compile(r"\d")
_NO_FIGURE = re.compile(
    r"\bmã\b|số hiệu|tọa độ|toạ độ|^[XY]\s?\(|điện thoại|địa (?:điểm|chỉ)|^(?:năm|stt|tt)$|^ngày\b",
    re.IGNORECASE,
)
_SOURCES = re.compile(r"căn cứ|văn bản|cơ sở pháp lý", re.IGNORECASE)  # their sentences state nothing
_NOTES = re.compile(r"ghi chú", re.IGNORECASE)  # a number alone in them counts nothing
_NAME_LENGTH = 24  # syllables of a row's name
_HEAD_LENGTH = 16  # syllables of a column's heading
_TIMED = re.compile(r"(?<!\w)(?:giờ|ngày|buổi|thời (?:gian|hạn))(?!\w)", re.IGNORECASE)
_SAYS = 8  # syllables with which a clause says nearly all
_GIVEN = re.compile(
    r"(?:Trên cơ sở|Căn cứ|Sau khi|Trường hợp|Nếu)[^:;,]{3,90}[:,]\W*"
    r"(?:Trường hợp [^:;,]{3,90}?(?: thì|[:,])\W*)?"
)
_NUMBERED = re.compile(
    r"[\s\W]*(?:(?:(?:\d{1,2}|[IVXL]+|[a-zđ])[.)]|\d{1,2}(?:\.\d{1,2}){1,3}[.)]?)(?:\s|(?=[^\W\d])))?[\s\W]*"
)
_COMPARED = re.compile(
    r"so sánh|so với|tỷ lệ|tỉ lệ|tỷ trọng|tốc độ", re.IGNORECASE
)  # not in the table's unit
_IN_BRACKETS = re.compile(r"\(([^()]{1,24})\)")
_POWERS = {"3": "nghìn", "6": "triệu", "9": "tỷ"}
_POWER = re.compile(r"10\s?\^?(?P<power>[369])\s?(?P<unit>\D.*)")  # "(10³ tấn)", its power written small
_SCALED = re.compile(r"(?<=\()10\s?\^?(?P<power>[369])\s?(?=[^\W\d])")
_SUBSTANCE = re.compile(r"(?P<unit>\S+) [A-Z][A-Za-z]?[A-Za-z\d]{0,4}(?:\s?/.*)?")  # "tấn WO3", "tấn CO2/năm"
_CAPTION_UNIT = re.compile(
    r"(?:Đơn vị(?: tính)?|ĐVT)\s*:\s*\**\s*(?P<times>1[.,]?000(?:[.,]?000)?\s)?"
    r"(?P<unit>[^\d\n|*)(]{1,30}?)\s*(?:[.)*|\n]|$)",
    re.IGNORECASE,
)


def cell_facts(document: Document, row: Row, around: Around) -> Iterator[FactRecord]:
    """The facts of all cells of ``row`` that are no heading of it."""
    for at, cell in enumerate(row.cells):
        if not _DIGIT.search(cell.text) or _NO_FIGURE.search(cell.heading.strip()):
            continue
        name = row.name_for(at)
        if name is None:
            continue
        bare = None if cell is name or at == 0 or _NOTES.search(cell.heading) else bare_figure(cell, row)
        if bare is not None:
            said = _said(document, row, cell, name, around)
            yield built(document, cell.plain, bare, _naming(row, name, cell, at), said, row.thousands)
        elif not _SOURCES.search(cell.heading) and not is_notice(cell.text):
            for line in _lines(cell.plain):
                yield from _line_facts(document, row, replace(cell, plain=line), around, name, at)


def _lines(part: Plain) -> Iterator[Plain]:
    """The lines of a cell; what a line leads in, or an amount alone, is of the line before."""
    start = 0
    for found in re.finditer(r"\n|$", part.text):
        before, after = part.text[start : found.start()], part.text[found.end() : found.end() + 40]
        leads = before.rstrip().endswith(":") and not re.match(r"\s*[-+•*]", after)
        alone = re.match(r"\d[\d.,]* (?!\w\))", after) and not re.search(r"[.;]\s*$", before)
        if found[0] and (leads or alone):
            continue
        if found.start() > start:
            yield Plain(part.text[start : found.start()].replace("\n", " "), part.at[start : found.start()])
        start = found.end()


def _line_facts(
    document: Document, row: Row, line: Cell, around: Around, name: Cell, at: int
) -> Iterator[FactRecord]:
    if is_foreign(line.text) or is_notice(line.text):
        return
    found = figures(line.text, True)
    bound = bindings(line.text, found) if found else []
    for one, spans in zip(bound, named(line.text, bound), strict=True):
        words = _words(row, line, one, spans, name, at)
        if words is not None and states(one, line.text):
            yield built(
                document, line.plain, one.figure, words, _said(document, row, line, name, around, one)
            )


def bare_figure(cell: Cell, row: Row) -> Figure | None:
    """A cell that is a number alone, its unit from the column, the row or the caption."""
    found = NUMERAL.fullmatch(cell.text.strip())
    if found is None:
        return None
    offset = cell.text.index(found["number"])
    if cell.text[:offset].endswith("-"):
        offset -= 1
    unit = "%" if found["share"] else _unit(cell, row)
    if unit is None and re.fullmatch(r"(?:19|20)\d\d", found["number"]):
        return None  # a year
    value = cell.text[offset : cell.text.index(found["number"]) + len(found["number"])]
    bound = number(value.split(",")[0] if row.thousands else value)
    return Figure(
        offset, len(cell.text.rstrip()), value, unit, kind_of(unit), bound, bound, None, None, offset
    )


def _unit(cell: Cell, row: Row) -> str | None:
    heads = [*reversed(cell.heads), *([row.name.plain] if row.name else [])]
    for head in heads:
        for inside in reversed(_IN_BRACKETS.findall(head.text)):
            if unit := _stated(inside.strip()):
                return unit
    if len(cell.heads) > 1 and (unit := _stated(cell.heads[-1].text.strip())):
        return unit
    for other in row.cells:
        text = other.text.strip()
        if other is not cell and UNIT.fullmatch(text):
            return text
        if (
            UNIT_HEAD.search(other.heading.strip())
            and 0 < len(text.split()) < 5
            and not re.search(r"\d\d", text)
        ):
            return text
    if _COMPARED.search(cell.heading):
        return "%" if "%" in cell.heading else None
    stated = _CAPTION_UNIT.search(row.caption)
    if stated is None:
        return None
    scale = _POWERS[str(stated["times"].count("0"))] + " " if stated["times"] else ""
    return f"{scale}{stated['unit'].strip()}"


def spoken(heading: str) -> str:
    """A heading with the power of its unit as it is said: "Quặng (nghìn tấn)" for "Quặng (10³ tấn)"."""
    return _SCALED.sub(lambda one: f"{_POWERS[one['power']]} ", heading)


def _stated(text: str) -> str | None:
    """The unit that a heading or its bracket is: "tấn", "tấn WO3"; of "10³ tấn" it is "nghìn tấn"."""
    scaled = _POWER.fullmatch(text)
    if scaled:
        unit = _stated(scaled["unit"])
        return f"{_POWERS[scaled['power']]} {unit}" if unit else None
    of_what = _SUBSTANCE.fullmatch(text)
    return text if UNIT.fullmatch(of_what["unit"] if of_what else text) else None


def _words(row: Row, cell: Cell, one: Binding, words: Spans, name: Cell, at: int) -> Naming | None:
    """What a figure inside a cell is of: its row (``name``), and its clause or its column."""
    figure = one.figure
    ahead = len(_WORD.findall(cell.text[: figure.start]))
    rest = ahead + len(_WORD.findall(cell.text[figure.end :]))
    if row.cells[at] is name:
        told = words and not any(NUMERAL.fullmatch(other.text.strip()) for other in row.cells[at + 1 :])
        # "xe tải trọng 5 tấn | 194.529" is of one amount
        own = naming_of(cell.plain, words) if told else None
        return own if own and not says_nothing(own.words) else None
    if words and NO_SECOND.search(cell.heading) and rest > 1:
        return together(*_row_name(row, name, cell, at), naming_of(cell.plain, words))
    if not words or rest <= 3 or (ahead <= 3 and kind_of(figure.unit) == "measure" and not _acts(cell, one)):
        return _naming(row, name, cell, at)
    own = naming_of(cell.plain, words)
    if len(_WORD.findall(own.words)) >= _SAYS:
        return together(_first(name.plain, _NAME_LENGTH // 2), own)
    return together(*_row_name(row, name, cell, at), own)


def _acts(cell: Cell, one: Binding) -> bool:
    """Whether a cell that opens with a time limit says itself what is to be done in it."""
    return len(limit_of(cell.text, one)) > 1


def _naming(row: Row, name: Cell, cell: Cell, at: int) -> Naming:
    heads = [_first(head, _HEAD_LENGTH) for head in cell.heads if head.text]
    return together(*_row_name(row, name, cell, at), *heads)


def _row_name(row: Row, name: Cell, cell: Cell, at: int) -> list[Naming]:
    """The row's name, behind that of the row it divides and beside a second one."""
    own = [_first(name.plain, _NAME_LENGTH)]
    other = None if _TIMED.search(f"{cell.text[-20:]} {cell.heading}") else row.besides(name, at)
    if other is not None:
        own.insert(0, _first(other.plain, _NAME_LENGTH // 2))
    parent = row.parent
    return own if parent is None else [_first(parent.plain, _NAME_LENGTH // 2), *own]


def _first(part: Plain, most: int) -> Naming:
    """The first sentence or item of a cell, without its number."""
    start = _NUMBERED.match(part.text)
    low = start.end() if start else 0
    if given := _GIVEN.match(part.text, low):  # "Trên cơ sở kết quả ở bước 5: Dự thảo tờ trình …"
        low = given.end()
    stop = re.search(r"[.;:](?=\s)|[.,;:]\s[-–+]\s|\n", part.text[low:])
    high = low + stop.start() if stop and stop.start() > 3 else len(part.text)
    taken = cut(part.text, (low, high), most)
    return naming_of(part, (taken or (0, len(part.text)),))


def _said(
    document: Document, row: Row, cell: Cell, name: Cell, around: Around, one: Binding | None = None
) -> Said:
    own = one.own_text(cell.text) if one else ""
    here = replace(around, lead=row.caption)
    dated = f"{cell.heading} {time_beside(row, cell)}"
    period = period_of(f"{own} {dated}", name.text, here)
    status = column_status(cell.heading, tuple(other.heading for other in row.cells)) or status_of(
        f"{own} {cell.heading}", name.text, here, period
    )
    bare = re.sub(r"^(?:tỉnh|thành phố|TP\.?)\s+", "", name.text.split("(")[0].strip(), flags=re.IGNORECASE)
    place = canonical_place(bare) or place_of(document, name.text)
    charge = in_charge([(other.heading, other.text) for other in row.cells if other is not cell])
    if charge is None and _TIMED.search(cell.text[-20:]):  # the step of a procedure
        charge = next((other.text for other in row.cells if other is not name and is_organ(other.text)), None)
    return Said(period, status, place, charge or organisation_of(cell.text, ()), row.node.id)
