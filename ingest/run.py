"""One ingest run: read what changed, drop what was removed, report on every file."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path

from ingest.facts import facts_of
from ingest.files import Found, find, shown, slug
from ingest.isolation import USUAL, Limits
from ingest.passages import passages_of
from ingest.report import Report, Row
from ingest.rows import Entry
from ingest.store import Store
from ingest.types import Document
from ingest.work import Outcome, Reading, Task, cores_for, outcomes, parser_version

__all__ = ["Progress", "Report", "Row", "ingest_paths"]

Progress = Callable[[int, int, str], None]  # done, total, name of the file just done

_OCR = "ocr"  # below the store: pages read from pictures
_MISSING = "không có tệp hay thư mục này: kiểm tra lại đường dẫn"


def ingest_paths(
    paths: Iterable[Path],
    store_folder: Path,
    jobs: int = 1,
    progress: Progress | None = None,
    limits: Limits = USUAL,
    secrets: bool = False,
) -> Report:
    """Bring the store up to date with ``paths`` (files and folders), with ``jobs`` processes.

    Only files whose content changed, or that another version of the reading code read, are read.
    Documents are stored one by one in the order of their paths, so that a run that was killed and
    one that was not end in the same state after the next run. Each file is read within ``limits``;
    with ``secrets`` also documents that are stamped as state secrets.

    Raises:
        StoreError: the store cannot be opened.
    """
    started = time.perf_counter()
    found = find(paths, skip=store_folder)
    if not found.files and not Store.exists(store_folder):
        return Report(tuple(_missing(path) for path in found.missing), 0)
    with Store(store_folder, create=True) as store:
        kept = Path(store_folder).absolute() / _OCR
        run = _Run(store, found, Reading(parser_version(), secrets, kept, cores_for(jobs)))
        tasks = [run.task(path) for path in found.files]
        done = 0

        def alive_at(task: Task, page: int, pages: int) -> None:
            if progress is not None:
                progress(done, len(tasks), f"{task.path.name}: trang {page}/{pages}")

        for task, outcome in zip(tasks, outcomes(tasks, jobs, limits, alive_at), strict=True):
            run.settle(task, outcome)
            done += 1
            if progress is not None:
                progress(done, len(tasks), task.path.name)
        run.drop_removed()
        report = Report(run.compared(), len(store.ids()), time.perf_counter() - started)
        store.keep_report(datetime.now(UTC).isoformat(timespec="seconds"), report.as_dict(titles=False))
        return report


@dataclass
class _Run:
    """Settles outcomes in the store and keeps the rows of the report."""

    store: Store
    found: Found
    how: Reading
    rows: list[Row] = field(default_factory=list)
    by_path: dict[str, Entry] = field(init=False)
    by_id: dict[str, Entry] = field(init=False)
    files: frozenset[Path] = field(init=False)

    def __post_init__(self) -> None:
        entries = self.store.entries()
        self.by_path = {entry.path: entry for entry in entries}
        self.by_id = {entry.id: entry for entry in entries}
        self.files = frozenset(self.found.files)

    def task(self, path: Path) -> Task:
        entry = self.by_path.get(shown(path))
        return Task(path, entry.id if entry else slug(path), entry.digest if entry else None, self.how)

    def settle(self, task: Task, outcome: Outcome) -> None:
        path, entry = shown(task.path), self.by_path.get(shown(task.path))
        if outcome.reason is not None:
            if entry is not None:  # what it held before is no longer what the file says
                self._forget(entry)
            self.rows.append(Row(task.id, path, "rejected", outcome.reason))
        elif outcome.document is None:
            self.rows.append(Row(task.id, path, "unchanged", entry=entry))
        else:
            self._put(path, entry, outcome.document, outcome)

    def drop_removed(self) -> None:
        """Drop documents whose files are gone from the folders of this run or from the paths named."""
        for entry in list(self.by_path.values()):
            if self._gone(entry):
                self._remove(entry)
        self.rows.extend(_missing(path) for path in self.found.missing if not self._dropped(shown(path)))

    def compared(self) -> tuple[Row, ...]:
        """The rows, each document with its copies and near versions in the store."""
        kept = set(self.store.ids())
        return tuple(
            replace(row, versions=self.store.versions(row.id)) if row.entry and row.id in kept else row
            for row in self.rows
        )

    def _put(self, path: str, known: Entry | None, document: Document, outcome: Outcome) -> None:
        passages, facts, relations = outcome.passages, outcome.facts, outcome.relations
        if known is None and (id := self._free_id(document.id, outcome.digest)) != document.id:
            document = replace(document, id=id)
            passages, facts = passages_of(document), facts_of(document)
            relations = tuple(replace(one, document=id) for one in relations)
        assert outcome.digest is not None
        entry = self.store.put(
            document, passages, outcome.digest, path, outcome.page_count, facts, relations, outcome.mark
        )
        self.by_path[path] = self.by_id[entry.id] = entry
        self.rows.append(Row(entry.id, path, "updated" if known else "added", entry=entry))

    def _free_id(self, base: str, digest: str | None) -> str:
        """``base``, ``base-2``, ... : the first that no file still there owns."""
        number, id = 1, base
        while (owner := self.by_id.get(id)) is not None:
            moved = owner.digest == digest and not Path(owner.path).exists()
            if moved or self._gone(owner):
                self._remove(owner)
                return id
            number += 1
            id = f"{base}-{number}"
        return id

    def _gone(self, entry: Entry) -> bool:
        path = Path(entry.path)
        if path in self.files:
            return False
        return path in self.found.missing or any(folder in path.parents for folder in self.found.folders)

    def _remove(self, entry: Entry) -> None:
        self._forget(entry)
        self.rows.append(Row(entry.id, entry.path, "removed", entry=entry))

    def _forget(self, entry: Entry) -> None:
        self.store.remove(entry.id)
        del self.by_path[entry.path], self.by_id[entry.id]

    def _dropped(self, path: str) -> bool:
        return any(row.path == path and row.status == "removed" for row in self.rows)


def _missing(path: Path) -> Row:
    return Row(slug(path), shown(path), "rejected", _MISSING)
