"""Text set in the 8-bit Vietnamese fonts of the 1990s and 2000s, as Unicode."""

from __future__ import annotations

from ingest.legacy.capitals import bare, between_marks, marked, shown, unmarked
from ingest.legacy.deciding import Converter, Run, converted, converted_lines
from ingest.legacy.fonts import encoding_of, is_capitals

__all__ = [
    "Converter",
    "Run",
    "bare",
    "between_marks",
    "converted",
    "converted_lines",
    "encoding_of",
    "is_capitals",
    "marked",
    "shown",
    "unmarked",
]
