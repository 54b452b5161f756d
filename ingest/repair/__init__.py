"""Broken Unicode and broken extraction mended before a text becomes the document's.

Offsets point into the mended text. Text that was right comes back as it is, byte for byte:
``python -m eval.repairs`` shows that on any body of documents.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from itertools import chain

from ingest.readers.base import RawText
from ingest.repair.edits import Edit, RepairKind, apart, applied, moved
from ingest.repair.layout import layout_repairs
from ingest.repair.letters import letter_repairs
from ingest.repair.words import word_repairs

__all__ = ["Edit", "RepairKind", "Repaired", "repair", "repair_raw"]

_NAMES: dict[RepairKind, str] = {
    "marks": "dấu rời",
    "eth": "Ð/ð thay cho Đ/đ",
    "lookalike": "chữ cái nhìn giống",
    "split": "từ bị tách",
    "hyphen": "từ ngắt dòng bằng gạch nối",
    "running": "số trang, đầu trang giữa câu",
    "columns": "đầu văn bản hai cột",
}


@dataclass(frozen=True, slots=True)
class Repaired:
    """The mended text, where each offset went, and how many repairs of each kind were made."""

    text: str
    offsets: tuple[int, ...]
    counts: Counter[RepairKind]

    @property
    def warning(self) -> str | None:
        """One Vietnamese line that counts the repairs; ``None`` where nothing was broken."""
        kinds = [f"{_NAMES[kind]} {self.counts[kind]}" for kind in _NAMES if self.counts[kind]]
        return f"đã sửa {self.counts.total()} chỗ hỏng khi đọc ({'; '.join(kinds)})" if kinds else None


def repair(text: str, offsets: tuple[int, ...] = ()) -> Repaired:
    """Canonical ``text`` mended; ``offsets`` into it are carried along."""
    counts: Counter[RepairKind] = Counter()
    # Lines first, so that a word torn by a page is one; letters before words, which are told by letters.
    for find in (layout_repairs, letter_repairs, word_repairs):
        edits = apart(find(text))
        if edits:
            counts.update(edit.kind for edit in edits)
            text, offsets = applied(text, edits), moved(offsets, edits)
    return Repaired(text, offsets, counts)


def repair_raw(raw: RawText) -> RawText:
    """``raw`` with its text mended, its offsets moved and a warning where anything was broken."""
    ends = tuple(chain.from_iterable(raw.capitals))
    mended = repair(raw.text, (*raw.pages, *ends))
    if mended.warning is None:
        return raw
    pages, ends = mended.offsets[: len(raw.pages)], mended.offsets[len(raw.pages) :]
    capitals = tuple(
        sorted((start, end) for start, end in zip(ends[::2], ends[1::2], strict=True) if start < end)
    )
    warnings = (*raw.warnings, mended.warning)
    return replace(raw, text=mended.text, pages=pages, warnings=warnings, capitals=capitals)
