"""The first page of a document as its metadata are read: blocks, the lines in them, evidence."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.letters import UPPER
from ingest.lines import Line
from ingest.nodes import Outline
from ingest.truecase import Caser

Span = tuple[int, int]

CODE = r"(?P<code>\d+[a-z]?(?:\s?/\s?\d{4})?\s?[/-]\s?[A-ZĐ][\wĐ&.]*(?:\s?[-/]\s?[\wĐ&.]*\w)*)"
NUMBER = re.compile(rf"(?:Luật\s+)?(?:Số|SỐ|So|No)\s*[:.]?\s*{CODE}")
DATELINE = re.compile(rf"(?P<place>[{UPPER}][\w. -]{{1,30}}?)\s*,?\s*(?:ngày|Ngày)\b")
# Quốc hiệu and tiêu ngữ, which stand beside the issuer.
STATE = re.compile(r"(?:CỘNG H[ÒO]|XÃ HỘI CHỦ|ĐẢNG CỘNG SẢN|Độc lập|THE SOCIALIST|Independence|CHỦ NGHĨA)")
# "Chính phủ ban hành Nghị định…", the last words of the basis.
OWN_ACT = re.compile(
    rf"(?P<who>[{UPPER}][^.;:]{{3,80}}?)\s+(?:ban hành|promulgates)\s+(?:(?:a|the|bản)\s+)?"
    r"(?P<what>[A-ZĐ]\w+ \w+)"
)


class Front:
    """The fixed blocks of a document, and a notebook of the lines that showed each field."""

    def __init__(self, text: str, plan: Outline) -> None:
        self.text, self.plan = text, plan
        self.spans: dict[str, Span] = {}
        self.head = self.block("letterhead")
        self.title = self.block("title")
        self.basis = self.block("basis")
        self.case = Caser(text[:60_000])

    def block(self, kind: str) -> list[Line]:
        """Non-empty lines of the first block of ``kind``."""
        node = next((node for node in self.plan.nodes if node.kind == kind and node.parent is None), None)
        if node is None:
            return []
        lines = zip(self.plan.lines, self.plan.owner, strict=True)
        return [line for line, owner in lines if owner is node and line.text]

    def note(self, field: str, lines: Sequence[Line]) -> None:
        """Remember that ``lines`` show ``field``."""
        if lines:
            self.spans[field] = (lines[0].start, lines[-1].end)

    def copy(self, field: str, source: str) -> None:
        """``field`` follows from ``source``, and is shown by the same lines."""
        if source in self.spans:
            self.spans[field] = self.spans[source]
