"""One question as one rater meets it: searched in every column, pooled, with what was judged of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import streamlit as st

from eval.judgements.lineup import Lineup, line_up
from eval.judgements.queue import Task, is_done, next_task, tasks
from eval.judgements.types import Judgement, KeptQuestion, Pooled, pooled
from ingest.types import Passage
from settings import PolicyError
from ui.compare import setup, strings
from ui.compare.desk import Bench
from ui.compare.state import Compared, worded
from ui.notices import notice_html


@dataclass(frozen=True)
class Round:
    """One question as one rater meets it.

    Attributes:
        asked: the question as the view has it typed.
        pool: passages to judge in their order, those of other configurations last.
        mine: the rater's judgements of the question, by passage as it reads now.
    """

    bench: Bench
    view: Compared
    rater: str
    queue: Sequence[Task]
    asked: KeptQuestion
    lineup: Lineup
    pool: Mapping[str, Passage]
    mine: Mapping[str, Judgement]

    @property
    def open(self) -> list[str]:
        """Passages that the rater has not judged."""
        return [id for id in self.pool if id not in self.mine]

    @property
    def chosen(self) -> str:
        """The passage in the panel: the one the address names, else the next open one, else the first."""
        if self.view.passage in self.pool:
            return self.view.passage
        return next(iter([*self.open, *self.pool]), "")


def prepare(bench: Bench, view: Compared, rater: str, questions: Sequence[KeptQuestion]) -> Round:
    """Search the question in every column, pool what came, and see what of it the rater has judged."""
    by_id = {one.question.id: one for one in questions}
    judged = bench.kept.of(view.set)
    id = view.question if view.question in by_id else ""
    id = id or next_task(_queue(bench, by_id, judged, rater)) or next(iter(by_id))
    view = replace(view, question=id)
    asked = replace(by_id[id], question=worded(view, by_id[id].question))
    with st.spinner(strings.SEARCHING):
        found = _rankings(bench, view, asked)
    passages = {passage.id: passage for ranking in found.values() for passage in ranking}
    bench.kept.pool(view.set, id, map(pooled, passages.values()))
    lineup = line_up(
        {key: [p.id for p in ranking] for key, ranking in found.items()}, id, rater, blind=view.blind
    )
    others = [p for one in bench.kept.pooled(view.set).get(id, ()) if (p := bench.passage(one.passage))]
    pool = {key: passages[key] for key in lineup.pool} | {p.id: p for p in others if p.id not in passages}
    own = [one for one in judged if one.rater == rater and one.question == id]
    mine = {
        key: one for key, passage in pool.items() for one in own if is_done(pooled(passage), [one.pooled])
    }
    return Round(bench, view, rater, _queue(bench, by_id, judged, rater), asked, lineup, pool, mine)


def _rankings(bench: Bench, view: Compared, asked: KeptQuestion) -> dict[str, list[Passage]]:
    """The ranking of each column; one that cannot be searched says so and leaves the others."""
    found: dict[str, list[Passage]] = {}
    for key in setup.columns_of(view, bench):
        try:
            found[key] = bench.ranking(key, asked.question.id, asked.question.question)
        except PolicyError as error:
            title = strings.COLUMN_FAILED.format(setup.name_of(key, bench))
            st.html(notice_html(title, strings.COLUMN_FAILED_HELP, commands=str(error)))
    return found


def _queue(
    bench: Bench, ids: Mapping[str, KeptQuestion], judged: Sequence[Judgement], rater: str
) -> list[Task]:
    """What is to be judged, of passages in documents that are there and that the person may see."""
    pools: dict[str, Sequence[Pooled]] = {
        id: [one for one in rows if one.document in bench.abouts]
        for id, rows in bench.kept.pooled(bench.given.name).items()
    }
    return tasks(list(ids), pools, [one for one in judged if one.pooled.document in bench.abouts], rater)
