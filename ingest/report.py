"""What an ingest run did, file by file."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Any, Literal

from ingest.rows import Entry

Status = Literal["added", "updated", "unchanged", "removed", "rejected"]


@dataclass(frozen=True, slots=True)
class Row:
    """What became of one file; ``entry`` is ``None`` where it was rejected."""

    id: str
    path: str
    status: Status
    reason: str | None = None
    entry: Entry | None = None

    def as_dict(self) -> dict[str, Any]:
        """The row as ``--json`` prints it."""
        entry = self.entry
        named = ("title", "number", "issuer", "place", "year", "kind", "characters", "sections", "passages")
        return {
            **{"id": self.id, "path": self.path, "status": self.status, "reason": self.reason},
            **{name: getattr(entry, name) if entry else None for name in named},
            **({} if entry else {"characters": 0, "sections": 0, "passages": 0}),
            "issued": entry.issued.isoformat() if entry and entry.issued else None,
            "pages": entry.page_count if entry else None,
            "warnings": list(entry.warnings) if entry else [],
        }


@dataclass(frozen=True, slots=True)
class Report:
    """A row for every file looked at or dropped, and how many documents the store holds afterwards."""

    rows: tuple[Row, ...]
    stored: int

    @property
    def counts(self) -> dict[str, int]:
        """How many rows have each status, and ``documents``: how many the store holds."""
        found = Counter(row.status for row in self.rows)
        names: tuple[Status, ...] = ("added", "updated", "unchanged", "removed", "rejected")
        return {"documents": self.stored, **{name: found[name] for name in names}}

    def as_dict(self) -> dict[str, Any]:
        """The report as ``--json`` prints it."""
        return {"documents": [row.as_dict() for row in self.rows], "counts": self.counts}
