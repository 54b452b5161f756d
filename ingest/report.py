"""What an ingest run did, file by file, and what a person should do about it."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import PurePosixPath
from typing import Any, Literal

from ingest.duplicates import Version
from ingest.parts import Part
from ingest.rows import Entry

Status = Literal["added", "updated", "unchanged", "removed", "rejected"]
PAGE = 1800  # characters of a typed page, for formats that have none


@dataclass(frozen=True, slots=True)
class Row:
    """What became of one file; ``entry`` is ``None`` where it was rejected.

    ``versions`` are copies of the document under other names, and drafts or signed versions of it.
    """

    id: str
    path: str
    status: Status
    reason: str | None = None
    entry: Entry | None = None
    versions: tuple[Version, ...] = ()

    @property
    def duplicate_of(self) -> str | None:
        """The first id of those that hold the same text, where that is another."""
        return next((one.id for one in self.versions if one.copy and one.id < self.id), None)

    @property
    def pages(self) -> float:
        """Pages of the file, or of as much text."""
        return (self.entry.page_count or self.entry.characters / PAGE) if self.entry else 0.0

    def as_dict(self) -> dict[str, Any]:
        """The row as ``--json`` prints it."""
        entry = self.entry
        named = ("title", "number", "issuer", "place", "year", "kind", "characters", "sections", "passages")
        near = [{"id": one.id, "share": round(one.share, 3)} for one in self.versions if not one.copy]
        return {
            **{"id": self.id, "path": self.path, "status": self.status, "reason": self.reason},
            **{name: getattr(entry, name) if entry else None for name in named},
            **({} if entry else {"characters": 0, "sections": 0, "passages": 0}),
            "issued": entry.issued.isoformat() if entry and entry.issued else None,
            "pages": entry.page_count if entry else None,
            "warnings": list(entry.warnings) if entry else [],
            "parts": [_part(one) for one in entry.parts] if entry else [],
            "duplicate_of": self.duplicate_of,
            "versions": near,
        }


@dataclass(frozen=True, slots=True)
class Report:
    """A row for every file looked at or dropped, and how many documents the store holds afterwards.

    ``seconds`` is what the run took.
    """

    rows: tuple[Row, ...]
    stored: int
    seconds: float = 0.0

    @property
    def counts(self) -> dict[str, int]:
        """How many rows have each status, and ``documents``: how many the store holds."""
        found = Counter(row.status for row in self.rows)
        names: tuple[Status, ...] = ("added", "updated", "unchanged", "removed", "rejected")
        return {"documents": self.stored, **{name: found[name] for name in names}}

    @property
    def read(self) -> dict[str, int]:
        """How many files with each ending the store holds of those looked at, the commonest first."""
        rows = [row for row in self.rows if row.status in ("added", "updated", "unchanged")]
        found = Counter(PurePosixPath(row.path).suffix.lower() or "-" for row in rows)
        return dict(sorted(found.items(), key=lambda item: (-item[1], item[0])))

    @property
    def rejected(self) -> dict[str, list[str]]:
        """The files rejected for each reason, the commonest reason first."""
        return _grouped((row.reason or "", row.path) for row in self.rows if row.status == "rejected")

    @property
    def warnings(self) -> dict[str, list[str]]:
        """The documents with each kind of warning, the commonest first; its figures read "…"."""
        entries = [row.entry for row in self.rows if row.entry and row.status != "removed"]
        return _grouped((kind_of_warning(text), entry.id) for entry in entries for text in entry.warnings)

    @property
    def pages(self) -> float:
        """Pages that were read in this run."""
        return sum(row.pages for row in self.rows if row.status in ("added", "updated"))

    @property
    def pages_a_second(self) -> float | None:
        """``None`` where nothing was read."""
        return self.pages / self.seconds if self.pages and self.seconds else None

    def as_dict(self, titles: bool = True) -> dict[str, Any]:
        """The report as ``--json`` prints it.

        The store keeps it without ``titles``: a document that must go later leaves no words behind.
        """
        speed = self.pages_a_second
        rows = [row.as_dict() for row in self.rows]
        return {
            "documents": rows if titles else [{**row, "title": None, "parts": []} for row in rows],
            "counts": self.counts,
            "summary": {
                "read": self.read,
                "rejected": [{"reason": reason, "paths": paths} for reason, paths in self.rejected.items()],
                "warnings": [{"warning": kind, "documents": ids} for kind, ids in self.warnings.items()],
                "duplicates": [[row.id, row.duplicate_of] for row in self.rows if row.duplicate_of],
                "pages": round(self.pages, 1),
                "seconds": round(self.seconds, 3),
                "pages_a_second": None if speed is None else round(speed, 1),
            },
        }


def kind_of_warning(text: str) -> str:
    """What a warning warns of: the same for other pages, counts and names."""
    plain = re.sub(r"\([^()]*\d[^()]*\)|[“\"'][^”\"']*[”\"']", "…", text)
    return re.sub(r"\d[\d.,–-]*(?:\s*,\s*\d[\d.,–-]*)*", "…", plain).strip()


def _part(part: Part) -> dict[str, Any]:
    """A document attached to another, as ``--json`` prints it."""
    issued = part.issued.isoformat() if part.issued else None
    return {**asdict(part), "issued": issued}


def _grouped(pairs: Iterable[tuple[str, str]]) -> dict[str, list[str]]:
    groups: defaultdict[str, list[str]] = defaultdict(list)
    for key, value in pairs:
        if value not in groups[key]:
            groups[key].append(value)
    return dict(sorted(groups.items(), key=lambda group: (-len(group[1]), group[0])))
