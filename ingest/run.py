"""One ingest run: read what changed, drop what was removed, report on every file."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path

from ingest.digests import file_digest, reading_digest
from ingest.facts import facts_of
from ingest.files import Found, find, shown, slug
from ingest.isolation import USUAL, Limits
from ingest.passages import passages_of
from ingest.plan import Item, Plan, limits_told, plan
from ingest.reading_by import read_by
from ingest.report import Report, Row
from ingest.rows import Entry
from ingest.seen import Seen
from ingest.store import Store, has_store, open_store
from ingest.types import Document
from ingest.work import Outcome, Reading, Task, cores_for, parser_version
from settings import Settings

__all__ = ["Progress", "Report", "Row", "ingest_paths"]

Progress = Callable[[int, int, str], None]  # done, total, name of the file just done

_OCR = "ocr"  # below the store: pages read from pictures
_MISSING = "không có tệp hay thư mục này: kiểm tra lại đường dẫn"
_CLOSED = "không mở được thư mục này: cấp quyền đọc rồi nạp lại; tài liệu đã nạp từ đó vẫn giữ"
_KEPT = "; vẫn giữ bản đã nạp trước"
_NONE_READ = "không đọc được tệp nào bên trong: xem lý do của từng tệp"


def ingest_paths(
    paths: Iterable[Path],
    store_folder: Path,
    jobs: int = 1,
    progress: Progress | None = None,
    limits: Limits = USUAL,
    secrets: bool = False,
    settings: Settings | None = None,
) -> Report:
    """Bring the store up to date with ``paths`` (files and folders), with ``jobs`` processes.

    Only files whose content changed, or that another version of the reading code read, are read; what lies
    in an archive or hangs on a mail is a file like others. Documents are stored one by one in a fixed order,
    so that a run that was killed and one that was not end in the same state after the next run. Each file
    is read within ``limits``; with ``secrets`` also documents that are stamped as state secrets. Documents
    go to the engine that ``settings`` name, else to files; pages read from pictures stay in the folder.

    Raises:
        StoreError: the store cannot be opened.
    """
    started = time.perf_counter()
    found = find(paths, skip=store_folder)
    kept_in = replace(settings or Settings(), store=store_folder)
    if not found.files and not has_store(kept_in):
        rows = (*map(_missing, found.missing), *map(_closed, found.closed))
        return Report(rows, 0)
    with open_store(kept_in, create=True) as store:
        kept = Path(store_folder).absolute() / _OCR
        how = Reading(parser_version(), secrets, kept, cores_for(jobs))
        _work_through(run := _Run(store, found, how, limits), jobs, progress, kept_in.workers)
        report = Report(run.compared(), len(store.ids()), time.perf_counter() - started)
        store.keep_report(datetime.now(UTC).isoformat(timespec="seconds"), report.as_dict(titles=False))
        return report


def _work_through(run: _Run, jobs: int, progress: Progress | None, workers: str) -> None:
    done, total = 0, len(run.found.files)

    def alive_at(task: Task, page: int, pages: int) -> None:
        if progress is not None:
            progress(done, total, f"{task.source}: trang {page}/{pages}")

    made = plan(run.store, run.found, run.how, jobs, run.limits, alive_at)
    run.begin(made)
    total = len(made.items)
    tasks = [item.task for item in made.items if item.outcome is None]
    read = read_by(workers, tasks, jobs, run.limits, alive_at)
    for item in made.items:
        run.settle(item, item.outcome or next(read))
        done += 1
        if progress is not None:
            progress(done, total, item.task.source)
    run.end(made)


@dataclass
class _Run:
    """Settles outcomes in the store and keeps the rows of the report."""

    store: Store
    found: Found
    how: Reading
    limits: Limits
    rows: list[Row] = field(default_factory=list)
    by_path: dict[str, Entry] = field(init=False)
    by_id: dict[str, Entry] = field(init=False)

    def begin(self, made: Plan) -> None:
        """Take notice of what there is, and of what the store holds."""
        entries = self.store.entries()
        self.by_path = {entry.path: entry for entry in entries}
        self.by_id = {entry.id: entry for entry in entries}
        self._here = frozenset(item.task.shown for item in made.items)
        self._looked = frozenset(map(shown, (*self.found.files, *self.found.missing)))
        self._folders = frozenset(map(shown, self.found.folders))
        self._shut = frozenset(map(shown, self.found.closed))

    def settle(self, item: Item, outcome: Outcome) -> None:
        task, path = item.task, item.task.shown
        entry = self.by_path.get(path)
        if outcome.reason is not None:
            self._reject(item, outcome, outcome.reason, entry)
        elif outcome.document is None:
            self.rows.append(Row(task.id, path, "unchanged", entry=entry))
        else:
            self._put(path, entry, outcome.document, outcome)

    def end(self, made: Plan) -> None:
        """Drop documents whose files are gone from the folders of this run or from the paths named."""
        for entry in list(self.by_path.values()):
            if self._gone(entry.path):
                self._remove(entry)
        boxes = frozenset(map(shown, made.boxes))
        self.store.unsee([path for path in self.store.seen() if path not in boxes and self._gone(path)])
        removed = {row.path for row in self.rows if row.status == "removed"}
        self.rows.extend(_missing(path) for path in self.found.missing if shown(path) not in removed)
        self.rows.extend(map(_closed, self.found.closed))
        self.rows.extend(self._none_read(made))

    def compared(self) -> tuple[Row, ...]:
        """The rows, each document with its copies and near versions in the store."""
        kept = set(self.store.ids())
        return tuple(
            replace(row, versions=self.store.versions(row.id)) if row.entry and row.id in kept else row
            for row in self.rows
        )

    def _reject(self, item: Item, outcome: Outcome, reason: str, entry: Entry | None) -> None:
        path = item.task.shown
        if outcome.closed:  # nor is anything known of what lies in it
            self._shut |= {path}
            held = entry is not None or any(one.startswith(f"{path}/") for one in self.by_path)
            reason += _KEPT if held else ""
        elif entry is not None:  # what it held before is no longer what the file says
            self._forget(entry)
        if outcome.failed is not None and (content := item.content or file_digest(item.task.path)):
            digest = reading_digest(self.how, content)
            self.store.see(path, Seen(digest, None, outcome.reason, limits_told(self.limits)))
        self.rows.append(Row(item.task.id, path, "rejected", reason))

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
            moved = owner.digest == digest and not _there(owner.path)
            if moved or self._gone(owner.path):
                self._remove(owner)
                return id
            number += 1
            id = f"{base}-{number}"
        return id

    def _gone(self, path: str) -> bool:
        """Whether this run looked where ``path`` was, and it is there no more."""
        if path in self._here:
            return False
        above = frozenset(map(str, Path(path).parents))
        if self._shut & above or path in self._shut:
            return False
        return path in self._looked or not (self._looked | self._folders).isdisjoint(above)

    def _none_read(self, made: Plan) -> Iterable[Row]:
        """A row for each archive of which nothing was read: its reasons in one where they are one."""
        reasons: dict[Path, list[str | None]] = {path: [] for path in made.boxes}
        told = {row.path: row for row in self.rows}
        for item in made.items:
            if item.box is not None and (row := told.get(item.task.shown)):
                reasons[item.box].append(row.reason if row.status == "rejected" else None)
        for box, each in reasons.items():
            if None not in each and shown(box) not in told:
                one = each[0] if len(set(each)) == 1 else _NONE_READ
                yield Row(slug(box), shown(box), "rejected", one)

    def _remove(self, entry: Entry) -> None:
        self._forget(entry)
        self.rows.append(Row(entry.id, entry.path, "removed", entry=entry))

    def _forget(self, entry: Entry) -> None:
        self.store.remove(entry.id)
        del self.by_path[entry.path], self.by_id[entry.id]


def _there(path: str) -> bool:
    """Whether the file is there, or the archive or mail that it lay in."""
    nearest = next((one for one in (path, *map(str, Path(path).parents)) if os.path.lexists(one)), None)
    return nearest is not None and (nearest == path or not Path(nearest).is_dir())


def _missing(path: Path) -> Row:
    return Row(slug(path), shown(path), "rejected", _MISSING)


def _closed(path: Path) -> Row:
    return Row(slug(path), shown(path), "rejected", _CLOSED)
