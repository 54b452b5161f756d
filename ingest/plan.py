"""What a run has to do: which files it reads, what of them it knows already, and in which order.

Files that lie in folders come first, then pictures, then what lies in archives and mails: so a scan beside
its text, or a copy in an archive, does not take the id that the name of the plain file gives.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePosixPath

from ingest.digests import file_digest, is_current, reading_digest
from ingest.files import Found, shown, slug
from ingest.isolation import Limits
from ingest.readers import ocr
from ingest.readers.base import IMAGE_ENDINGS
from ingest.rows import Entry
from ingest.seen import Seen
from ingest.store import Store
from ingest.unpacking import Looked, look_into, may_be_container
from ingest.work import Alive, Outcome, Reading, Task

_AGAIN = "{}; lần nạp trước đã vậy và tệp không đổi nên không đọc lại (muốn thử lại: chỉ đích danh tệp)"


@dataclass(frozen=True, slots=True)
class Item:
    """One file to settle.

    Attributes:
        outcome: where it is known without reading.
        box: the archive or mail that it lies in. content: the digest of what it holds there.
    """

    task: Task
    outcome: Outcome | None = None
    box: Path | None = None
    content: str | None = None


@dataclass(slots=True)
class Plan:
    """The items of a run in their order.

    Attributes:
        boxes: archives and mails that were opened.
    """

    items: list[Item] = field(default_factory=list)
    boxes: list[Path] = field(default_factory=list)


def plan(
    store: Store, found: Found, how: Reading, jobs: int, limits: Limits, alive_at: Alive | None = None
) -> Plan:
    """What to do about ``found``; archives and mails are opened, nothing is read."""
    return _Planner(store, found, how, limits).plan(jobs, alive_at)


def limits_told(limits: Limits) -> str:
    """What a failure depends on besides the file and the program."""
    return f"{limits.seconds:g} s, {limits.megabytes} MB, {ocr.engine()}"


class _Planner:
    def __init__(self, store: Store, found: Found, how: Reading, limits: Limits) -> None:
        self._store, self._found, self._how, self._limits = store, found, how, limits
        self._entries = {entry.path: entry for entry in store.entries()}
        self._seen = store.seen()
        self._made = Plan()

    def plan(self, jobs: int, alive_at: Alive | None) -> Plan:
        maybe = [
            path for path in self._found.files if may_be_container(path) and not self._failed_before(path)
        ]
        looks = look_into([self._look(path) for path in maybe], jobs, self._limits, alive_at)
        looked = dict(zip(maybe, looks, strict=True))
        for path in self._found.files:
            self._made.items.extend(self._items(path, looked.get(path, Looked())))
        self._made.items.sort(key=_turn)
        return self._made

    def _look(self, path: Path) -> Task:
        seen = self._seen.get(shown(path))
        return Task(path, slug(path), seen.digest if seen and seen.leaves is not None else None, self._how)

    def _items(self, path: Path, looked: Looked) -> Iterator[Item]:
        whole = Item(self._task(path, ""))
        leaves = self._seen[shown(path)].leaves if looked.same else looked.leaves
        if looked.reason is not None:
            yield replace(
                whole, outcome=Outcome(reason=looked.reason, failed=looked.failed, closed=looked.closed)
            )
        elif leaves is None:
            yield replace(whole, outcome=self._known_failure(whole.task, None))
        else:
            if not looked.same:
                assert looked.digest is not None
                self._store.see(shown(path), Seen(looked.digest, leaves))
            self._made.boxes.append(path)
            for leaf in leaves:
                task = self._task(path, leaf.name)
                yield Item(task, self._known(task, leaf.digest, leaf.reason), path, leaf.digest)

    def _task(self, path: Path, inside: str) -> Task:
        task = Task(path, "", None, self._how, inside)
        entry: Entry | None = self._entries.get(task.shown)
        if entry is not None:
            return replace(task, id=entry.id, known=entry.digest)
        return replace(task, id=slug(Path(PurePosixPath(inside).name)) if inside else slug(path))

    def _known(self, task: Task, content: str | None, reason: str | None) -> Outcome | None:
        """What is known of something in an archive whose content has this digest."""
        if content is None:
            return Outcome(reason=reason)
        if is_current(task.known, reading_digest(self._how, content)):
            return Outcome(task.known)
        return self._known_failure(task, content)

    def _failed_before(self, path: Path) -> bool:
        return self._known_failure(Task(path, "", None, self._how), None) is not None

    def _known_failure(self, task: Task, content: str | None) -> Outcome | None:
        """How reading ended before, where it failed and nothing that it depends on has changed."""
        seen = self._seen.get(task.shown)
        if seen is None or seen.reason is None or task.path in self._found.named:
            return None
        if seen.limits != limits_told(self._limits):
            return None
        content = content or file_digest(task.path)
        if content is None or seen.digest != reading_digest(self._how, content):
            return None
        return Outcome(reason=_AGAIN.format(seen.reason))


def _turn(item: Item) -> tuple[bool, bool, str]:
    task = item.task
    return bool(task.inside), task.suffix.lower().lstrip(".") in IMAGE_ENDINGS, task.shown
