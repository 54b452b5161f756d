"""Files read by the workers that settings name, their outcomes in the order of the files."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ingest.isolation import Limits
from ingest.work import Alive, Outcome, Task, outcomes
from ingest.workers import spread

_TOGETHER = 20  # files of one task: handing one out must cost little beside reading it


def read_by(
    workers: str, tasks: Sequence[Task], jobs: int, limits: Limits, alive_at: Alive | None
) -> Iterator[Outcome]:
    """The outcome of each task, in order, as ``ingest.work.outcomes``; on whichever machine, each file is
    read in a process with limits.

    Args:
        workers: as in settings; a number of processes counts where ``jobs`` asks for fewer.
    """
    if not workers or workers.isdecimal():
        yield from outcomes(tasks, max(jobs, int(workers or 1)), limits, alive_at)
        return
    batches = [tasks[at : at + _TOGETHER] for at in range(0, len(tasks), _TOGETHER)]
    early: dict[int, list[Outcome]] = {}
    turn = 0
    for number, found in spread(_Read(limits), batches, workers):
        early[number] = found
        while turn in early:
            yield from early.pop(turn)
            turn += 1


@dataclass(frozen=True, slots=True)
class _Read:
    """Reads some files wherever it is sent."""

    limits: Limits

    def __call__(self, tasks: Sequence[Task]) -> list[Outcome]:
        return list(outcomes(tasks, 1, self.limits))
