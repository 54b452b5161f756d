"""Raised figures: marks of footnotes, which stick to the word or the number before them, and powers.

"95%¹" is 95 %, not 951: a mark becomes "[1]", as notes are headed. A power stays one: "m2", "10^6".
"""

from __future__ import annotations

import re

_OPEN, _SHUT = "\U0010fff2", "\U0010fff3"  # of the last private plane, as in ``ingest.legacy.capitals``
_RAISED = re.compile(f"{_OPEN}([^{_OPEN}{_SHUT}]*){_SHUT}")
_FIGURES = re.compile(r"\(?\d{1,3}\)?")
_UNIT = re.compile(r"(?<![^\W\d_])(?:[kcdmhµ]?m|dam|Nm)$")
_VARIABLE = re.compile(r"(?<!\w)[^\W\d_]$")  # "d2" of a formula
_NUMBER = re.compile(r"\s*(?:\d{1,3}(?:\.\d{1,3})*[.)]|[a-zđ]\))")  # of a clause: "1.³ Việc …"
_TEN = re.compile(r"(?<![\d.,])10$")


def raised(text: str) -> str:
    """``text``, which a run sets above the line, with marks around where it may be a footnote's."""
    figures = text.strip()
    return text.replace(figures, f"{_OPEN}{figures}{_SHUT}") if _FIGURES.fullmatch(figures) else text


def settled(text: str) -> str:
    """``text`` with its marks read: a power, or a footnote in square brackets."""
    if _OPEN not in text:
        return text
    text = text.replace(_SHUT + _OPEN, "")  # "12" in two runs
    pieces: list[str] = []
    at = 0
    for match in _RAISED.finditer(text):
        before = text[at : match.start()]
        pieces += (before, as_read(match[1], "".join(pieces[-2:])[-8:] + before))
        at = match.end()
    return "".join((*pieces, text[at:])).replace(_OPEN, "").replace(_SHUT, "")


def as_read(figures: str, before: str) -> str:
    """What the raised ``figures`` after ``before`` mean."""
    if figures in ("2", "3") and (_UNIT.search(before) or _VARIABLE.search(before)):
        return figures
    if _TEN.search(before) and figures.isdecimal():
        return f"^{figures}"
    if not before or not (before[-1].isalnum() or before[-1] in "%”\"’').,;:…°"):
        return figures
    return f"{' ' if _NUMBER.fullmatch(before) else ''}[{figures.strip('()')}]"
