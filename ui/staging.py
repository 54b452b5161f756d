"""A store as people leave it after some work, judged and measured, for pictures of pages that are full.

The store itself stays as it is: the other only points to its documents and index.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from eval.collection import folder_of
from eval.judgements.configurations import SHIPPED_ONES
from eval.judgements.store import Judgements
from eval.judgements.types import pooled
from eval.questions import BUNDLED, Question, read_questions
from eval.records.store import Records
from eval.records.types import Plan
from eval.records.work import work
from eval.relevance import is_relevant
from eval.sets import SHARED, documents_of
from index import open_index
from ingest.types import Passage
from settings import Settings

SET = "bundled"
JUDGED, BEGUN = "b001", "b002"  # questions that all people judged, and that the first is at
RATERS = ("An", "Bình", "Cường")
MEASURED = ("lexical", "hybrid")
_OWN = ("judgements", "evaluations", "audit", "library", "eval", "models")  # left by people, and made for all
_DEPTH = 10


def staged(settings: Settings, folder: Path) -> Settings:
    """Settings of a store in ``folder``, which is empty: the documents of theirs, the set that comes with the
    program measured in two ways and two of its questions judged by three people.

    Raises:
        settings.PolicyError: the set cannot be measured.
    """
    for path in settings.store.iterdir() if settings.store.is_dir() else ():
        if not path.name.startswith(_OWN):
            (folder / path.name).symlink_to(path.resolve())
    own = replace(settings, store=folder, engine="files")
    Records(own).plan([Plan(SET, "plain", key, answers=True) for key in MEASURED], RATERS[0])
    work(own)
    _judge(own)
    return own


def _judge(settings: Settings) -> None:
    index = open_index(folder_of(documents_of(SET, settings, SHARED), settings.store), settings)
    kept = Judgements(settings)
    for question in read_questions(BUNDLED):
        if question.id in (JUDGED, BEGUN):
            ways = (way.search(index, question.question, _DEPTH) for way in SHIPPED_ONES[:3])
            found = sorted({hit.passage.id for hits in ways for hit in hits})
            for at, passage in enumerate(map(index.passage, found)):
                kept.pool(SET, question.id, [pooled(passage)])
                for number, rater in enumerate(RATERS if question.id == JUDGED else RATERS[: at % 2]):
                    kept.judge(
                        SET, question.id, pooled(passage), rater, _grade(question, passage, at + number)
                    )


def _grade(question: Question, passage: Passage, turn: int) -> int:
    """Where the answer stands 3, else as much as a person would give, who does not always see it alike."""
    if is_relevant(question, passage.document, passage.text):
        return 3
    return int(passage.document in {one.doc for one in question.evidence}) + int(turn % 5 == 0)
