"""The table of indicators as HTML: names on the left, places or periods across, values large."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ui.about import number_of
from ui.chips import thousands
from ui.indicators import strings
from ui.indicators.figures import Figure, Figures
from ui.indicators.state import Look, address
from ui.indicators.table import Row, cell_of, columns_of, told
from ui.marks import escape
from ui.reading import read
from ui.state import View
from ui.state import address as home_address

ROWS, COLUMNS, IN_CELL, FIGURES = 25, 6, 3, 40
_PARTS = {"page": strings.ROWS_PART, "column": strings.COLUMNS_PART, "part": strings.FIGURES_PART}
_VALUE = 14  # characters of a number that read at a glance in large type


def matrix_html(rows: Sequence[Row], look: Look, above: str) -> str:
    """The part of the table that ``look`` has in view, with the ways to the other parts.

    Args:
        above: HTML that stands beside the way to the other columns.
    """
    page = min(look.page, _parts(len(rows), ROWS))
    held = rows[(page - 1) * ROWS : page * ROWS]
    across = columns_of(held, look.columns)
    at = min(look.column, _parts(len(across), COLUMNS))
    columns = across[(at - 1) * COLUMNS : at * COLUMNS]
    body = "".join(_row(row, columns, look) for row in held)
    heads = "".join(_head(column, replace(look, column=at)) for column in columns)
    caption = escape(strings.CAPTION.format(across=strings.ACROSS_NAMES[look.columns].lower()))
    return (
        '<div class="vb-matrix" lang="vi">'
        + f'<div class="vb-above">{above}'
        + ways_html(replace(look, page=page), "column", at, len(across), COLUMNS)
        + "</div>"
        + f'<div class="vb-scroll" tabindex="0" role="region" aria-label="{caption}">'
        + f'<table><caption class="vb-unseen">{caption}</caption><thead><tr>'
        + f'<th scope="col">{escape(strings.INDICATOR)}</th>{heads}</tr></thead>'
        + f"<tbody>{body}</tbody></table></div>"
        + ways_html(replace(look, column=at), "page", page, len(rows), ROWS)
        + "</div>"
    )


def value_of(figure: Figure) -> str:
    """The figure as it stands out: its words on one line with its unit.

    Where a heading of the table holds the unit, the words hold none: it is added.
    """
    return " ".join(part for part in parts_of(figure) if part)


def parts_of(figure: Figure) -> tuple[str, str]:
    """The figure's words without its unit, and the unit where it is more than a sign."""
    fact, said = figure.fact, read(figure.fact.text).line.replace(" %", "%")
    unit = fact.unit or ""
    unit = unit if unit.isupper() else unit[:1].lower() + unit[1:]
    if said.lower().endswith(unit.lower()) and len(unit) > 1:
        said = said[: len(said) - len(unit)].rstrip()
    elif unit.lower() in said.lower() or (len(unit) == 1 and not unit.isalpha()):
        said, unit = (said if unit in said else f"{said}{unit}"), ""
    turned = figure.measure.split(" ")[0] in ("tăng", "giảm") and fact.direction not in said.split(" ")
    return (f"{fact.direction} {said}" if turned else said), unit


def quote_link(figure: Figure) -> str:
    """Address of the document with the figure's sentence marked."""
    return home_address(View(doc=figure.fact.document, at=figure.quote))


def status_of(figure: Figure) -> str:
    """ "chỉ tiêu", "ước đạt" or "kết quả", as far as the text says."""
    return strings.STATUS[figure.fact.status] if figure.fact.status else strings.NO_STATUS


def source_of(figure: Figure, figures: Figures) -> str:
    """The document in a few words: its number, else its title."""
    info = figures.infos.get(figure.fact.document)
    return number_of(info) or (read(info.title).line if info else figure.fact.document)


def _row(row: Row, columns: Sequence[str], look: Look) -> str:
    unit = f'<span class="vb-unit">{escape(unit_of(row))}</span>' if unit_of(row) else ""
    field = f"<span>{escape(row.field or strings.NO_FIELD)}</span>"
    opened = escape(address(replace(look, row=row.id, part=1)))
    name = f'<a class="vb-open" href="{opened}">{escape(read(row.name).line)}</a>'
    head = f'<th scope="row">{name}<p class="vb-about-row">{field}{unit}</p></th>'
    return f"<tr>{head}{''.join(_cell(row, column, look) for column in columns)}</tr>"


def unit_of(row: Row) -> str:
    """What the row's values are counted in, for the eye."""
    words = row.measure.split(" ", 1)
    turned = words[0] in ("tăng", "giảm")
    unit = (words[1] if len(words) > 1 else "") if turned else row.measure
    unit = unit.replace("usd", "USD")
    return f"mức {words[0]}" + (f", {unit}" if unit else "") if turned else unit


def _head(column: str, look: Look) -> str:
    """A heading that sorts by its values, first the largest, then the smallest, then as before."""
    here = look.by == column
    by = look.changed(by="" if here and look.rising else column, rising=here and not look.rising)
    way = f'<a class="vb-open" href="{escape(address(replace(by, column=look.column)))}" '
    way += f'aria-label="{escape(strings.SORT_BY.format(column))}">{escape(column)}</a>'
    sorted_ = f' aria-sort="{"ascending" if look.rising else "descending"}"' if here else ""
    return f'<th scope="col"{sorted_}>{way}</th>'


def _cell(row: Row, column: str, look: Look) -> str:
    held = cell_of(row, column, look.columns)
    if not held:
        empty = f'<span class="vb-unseen">{escape(strings.EMPTY_CELL)}</span>'
        return f'<td class="vb-none" data-column="{escape(column)}">{empty}</td>'
    items = "".join(f"<li>{_value(row, one, look)}</li>" for one in held[:IN_CELL])  # the first is large
    more = len(held) - IN_CELL
    rest = _rest(row, held[IN_CELL], more, look) if more > 0 else ""
    differs = any(one.id in row.differing for one in held)
    flag = f'<p class="vb-differs">≠ {escape(strings.DIFFERS)}</p>' if differs else ""
    return f'<td data-column="{escape(column)}"><ul>{items}{rest}</ul>{flag}</td>'


def _rest(row: Row, first: Figure, count: int, look: Look) -> str:
    """The way to a cell's other figures: the part of the open indicator in which the first of them stands."""
    opened = address(replace(look, row=row.id, part=row.figures.index(first) // FIGURES + 1))
    label = escape(strings.MORE.format(count))
    return f'<li><a class="vb-open vb-rest" href="{escape(opened)}">{label}</a></li>'


def _value(row: Row, figure: Figure, look: Look) -> str:
    fact, value = figure.fact, value_of(figure)
    period = told(fact.period) or strings.NO_PERIOD
    place = fact.place or strings.NO_PLACE
    heard = strings.CELL.format(
        value=value, name=row.name, place=place, period=period, status=status_of(figure)
    )
    other = place if look.columns == "year" else period
    beside = [] if look.columns == "year" and len(look.places) == 1 else [other]
    beside += [status_of(figure)] if fact.status else []
    number, unit = parts_of(figure)
    size = "vb-value" if len(number) <= _VALUE else "vb-value vb-long"
    counted = f" <small>{escape(unit)}</small>" if unit else ""
    return (
        f'<a class="vb-open {size}" href="{escape(quote_link(figure))}" aria-label="{escape(heard)}">'
        f"{escape(number)}{counted}</a>"
        f'<span class="vb-beside">{escape(" · ".join(beside))}</span>'
    )


def ways_html(look: Look, what: str, at: int, count: int, size: int) -> str:
    """Which part is in view, with links to the one before and the one after; empty where there is one."""
    if count <= size:
        return ""
    line = _PARTS[what].format(first=(at - 1) * size + 1, last=min(at * size, count), all=thousands(count))
    back = _way(strings.PREVIOUS, replace(look, **{what: at - 1}), "←") if at > 1 else ""  # type: ignore[arg-type]
    on = _way(strings.NEXT, replace(look, **{what: at + 1}), "→") if at < _parts(count, size) else ""  # type: ignore[arg-type]
    return f'<nav class="vb-ways" aria-label="{escape(line)}"><span>{escape(line)}</span>{back}{on}</nav>'


def _way(label: str, look: Look, arrow: str) -> str:
    text = f"{arrow} {label}" if arrow == "←" else f"{label} {arrow}"
    return f'<a class="vb-open" href="{escape(address(look))}">{escape(text)}</a>'


def _parts(count: int, size: int) -> int:
    return max(1, -(-count // size))
