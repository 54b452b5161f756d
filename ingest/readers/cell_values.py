"""The values of cells as their sheets show them, in Vietnamese writing, by the number formats of Excel."""

from __future__ import annotations

import re
import unicodedata
from contextlib import suppress
from datetime import date, datetime, time, timedelta
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from functools import lru_cache

_DECIMALS = re.compile(r"[.]([0#?]+)")
_SCALED = re.compile(r"[0#](,+)(?![0#,])")  # "#,##0," shows thousands
_ZEROS = re.compile(r"0+(?![0#,])")  # "00000" shows so many digits
_WORDS = re.compile(r'"([^"]*)"|\[\$([^\]-]*)[^\]]*\]')
_QUOTED = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]|_.|\*.')


def shown(value: object, form: str) -> str:
    """A value as its cell shows it, in Vietnamese writing: 1.234,5 and 31/12/2023; ``form`` as in Excel.

    >>> shown(0.035, "0.0%"), shown(1234567.0, "#,##0"), shown(2.5, "General"), shown(2023.0, "General")
    ('3,5%', '1.234.567', '2,5', '2023')
    """
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, datetime):
        clock = f" {value:%H:%M}" if (value.hour or value.minute) else ""
        return f"{_day(value, form)}{clock}"
    if isinstance(value, date):
        return _day(value, form)
    if isinstance(value, time) and not value.second:
        return f"{value:%H:%M}"
    if isinstance(value, (time, timedelta)):
        return str(value)
    if isinstance(value, (int, float)):
        return _number(float(value), form)
    return str(value)


def _day(value: date, form: str) -> str:
    """A day as 31/12/2023; a month or a year alone where the cell shows no more."""
    signs = _QUOTED.sub("", form.split(";")[0]).lower()
    if "d" in signs or "y" not in signs:
        return f"{value:%d/%m/%Y}"
    return f"{value:%m/%Y}" if "m" in signs else f"{value.year}"


def _number(value: float, form: str) -> str:
    parts = form.split(";")
    before, pattern, behind = _said_by(parts[1] if value < 0 and len(parts) > 1 and parts[1] else parts[0])
    percent = "%" in pattern
    value = value * 100 if percent else value
    if not any(sign in pattern for sign in "0#"):  # General, and what we don't know
        text = f"{value:.10f}".rstrip("0").rstrip(".") if abs(value) < 1e15 else f"{value:g}"
    else:
        thousands = _SCALED.search(pattern)
        text = _in_pattern(value / 1000 ** len(thousands[1]) if thousands else value, pattern)
    swapped = text.translate({ord(","): ".", ord("."): ","})
    return f"{before}{swapped or '0'}{'%' if percent else ''}{behind}"


@lru_cache(maxsize=4096)
def _said_by(form: str) -> tuple[str, str, str]:
    """The words that a format sets before and behind its number (``0" hộ"``), and the rest of it."""
    said: list[list[str]] = [[], []]
    for match in _WORDS.finditer(form):
        word = match[1] or match[2] or ""
        if any(char.isalpha() or unicodedata.category(char) == "Sc" for char in word):
            said[any(sign in form[: match.start()] for sign in "0#")].append(" ".join(word.split()))
    before, behind = (" ".join(words) for words in said)
    pattern = _QUOTED.sub("", form)
    return f"{before} " if before else "", pattern, f" {behind}" if behind else ""


def _in_pattern(value: float, pattern: str) -> str:
    """``value`` with the digits that ``pattern`` shows: halves go up, as Excel rounds, "#" shows no zero."""
    found = _DECIMALS.search(pattern)
    digits = found[1] if found else ""
    with suppress(InvalidOperation):  # more digits than are of use
        value = float(Decimal(repr(value)).quantize(Decimal(1).scaleb(-len(digits)), ROUND_HALF_UP))
    grouped = "," in pattern
    text = f"{value:{',' if grouped else ''}.{len(digits)}f}"
    optional = len(digits) - len(digits.rstrip("#?"))
    for _ in range(optional):
        text = text.removesuffix("0")
    text = text.removesuffix(".")
    zeros = _ZEROS.match(pattern)
    return (
        text if grouped or zeros is None else text.zfill(len(zeros[0]) + len(text) - len(text.split(".")[0]))
    )
