"""What a rater has still to judge: the pooled passages of each question, and how far one has come."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from eval.judgements.types import Judgement, Pooled


@dataclass(frozen=True, slots=True)
class Task:
    """One question for one rater: pooled passages, how many are done, how many others have begun it."""

    question: str
    pooled: int
    done: int
    others: int

    @property
    def open(self) -> bool:
        """Whether something of it is to be judged; a question that was never searched is."""
        return not self.pooled or self.done < self.pooled


def tasks(
    questions: Sequence[str],
    pools: Mapping[str, Sequence[Pooled]],
    judgements: Iterable[Judgement],
    rater: str,
) -> list[Task]:
    """A task a question, in their order; a passage that reads otherwise than when it was judged is open."""
    done: dict[str, set[Pooled]] = defaultdict(set)
    others: dict[str, set[str]] = defaultdict(set)
    for one in judgements:
        if one.rater == rater:
            done[one.question].add(one.pooled)
        else:
            others[one.question].add(one.rater)
    return [
        Task(id, len(pool), sum(is_done(p, done[id]) for p in pool), len(others[id]))
        for id in questions
        for pool in (pools.get(id, ()),)
    ]


def is_done(passage: Pooled, judged: Iterable[Pooled]) -> bool:
    """Whether one of ``judged`` is this passage as it reads now; one from a file carries no digest."""
    return any(one.passage == passage.passage and one.digest in ("", passage.digest) for one in judged)


def next_task(given: Sequence[Task], after: str = "") -> str | None:
    """The next open question after ``after``, round the end; first those already begun by others.

    Two opinions of one passage tell more than one each of two, so what others began comes first.
    """
    at = next((i for i, task in enumerate(given) if task.question == after), -1)
    round_ = [*given[at + 1 :], *given[: at + 1]]
    left = [task for task in round_ if task.open and task.question != after]
    shared = [task for task in left if task.others]
    return next((task.question for task in (*shared, *left)), None)
