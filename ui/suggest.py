"""Where a question has no answer: the nearest questions that have one, made from figures of the passages."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import islice

from answer.types import Answer
from index.syllables import TOKEN, unaccent
from index.types import Hit
from ingest.facts.names import first_lowered
from ingest.facts.record import FactRecord
from ingest.store import has_store, open_store
from settings import Settings
from ui import strings
from ui.indicators.naming import bare
from ui.state import View

MOST = 3
_TRIED = 5  # questions that are asked to find those with an answer
_LONGEST = 90  # characters of a question that reads at a glance
_ALIKE = 0.25  # of what the best holds of the question: less is of something else
_OWN = 2.5  # what a figure of the place asked about is worth beside one of another place, named more nearly
_BARE = frozenset(("ty", "ti", "le", "so", "tong", "muc", "gia", "tri", "dat"))
_YEAR = r"\s*(?:\b(?:trong|vào)\s+)?(?:\b(?:năm|nam)\s+)?\b{}\b"


def alternatives(
    view: View, answer: Answer, settings: Settings, answered: Callable[[View], bool]
) -> list[tuple[str, View]]:
    """Labels and views of other questions, the nearest first.

    Each names an indicator, a place and a period that a passage near the question states; after them comes
    the question without its year, and without filters.

    Args:
        answered: whether the engine answers a view's question.
    """
    near = [view.asking(text) for text in _near(answer, settings)[:_TRIED]]
    found = [(other.q, other) for other in islice(filter(answered, near), MOST)]
    return [*found, *_wider(view, answer)]


def _near(answer: Answer, settings: Settings) -> list[str]:
    """Questions whose words the question holds most of; where it holds none, in the order of the passages."""
    asked = _syllables(answer.understood)
    by_text = {question_of(fact): _alike(asked, fact) for fact in _facts(answer.hits, settings)}
    enough = _ALIKE * max(by_text.values(), default=0.0)
    alike = [text for text, share in by_text.items() if share >= enough]
    best = sorted(alike, key=lambda text: -by_text[text])
    return [text for text in best if len(text) <= _LONGEST and _syllables(text) != asked]


def _facts(hits: Sequence[Hit], settings: Settings) -> Iterator[FactRecord]:
    """Figures that stand in the passages, in the order of these."""
    if not hits or not has_store(settings):
        return
    with open_store(settings) as documents:
        by_document = {id: documents.facts(document=id) for id in {hit.passage.document for hit in hits}}
    for hit in hits:
        for fact in by_document[hit.passage.document]:
            if hit.passage.start <= fact.start < hit.passage.end and tells(fact):
                yield fact


def tells(fact: FactRecord) -> bool:
    """Whether the indicator says of what, "tỷ lệ" alone does not, and can be asked for by its period."""
    named = fact.indicator.lower().split()  # "trung bình mỗi năm" of one year asks nothing
    yearly = named[-1:] == ["năm"] and named[-2:-1] in (["mỗi"], ["hằng"], ["hàng"])
    return fact.period is not None and not yearly and bool(_syllables(fact.indicator) - _BARE)


def question_of(fact: FactRecord) -> str:
    """The question for a figure: its indicator, period and place."""
    name = first_lowered(bare(fact.indicator, fact.unit))
    when = fact.period.written if fact.period else ""
    return " ".join(part for part in (name, when, f"của {fact.place}" if fact.place else "") if part)


def _alike(asked: frozenset[str], fact: FactRecord) -> float:
    """How much of the indicator the question holds, a longer one before a part of it, and one of the place
    that is asked about before another's."""
    named = _syllables(fact.indicator) - _BARE
    there = _syllables(fact.place or "")
    own = _OWN if there and there <= asked else 1.0
    return own * len(named & asked) ** 2 / max(1, len(named))


def _syllables(text: str) -> frozenset[str]:
    return frozenset(unaccent(word.lower()) for word in TOKEN.findall(text))


def _wider(view: View, answer: Answer) -> list[tuple[str, View]]:
    years = answer.read.years if answer.read else ()
    bare = view.q
    for year in years:
        bare = re.sub(_YEAR.format(year), "", bare, flags=re.IGNORECASE)
    wider = []
    if bare.strip() and bare != view.q:
        label = strings.WITHOUT_YEAR.format(", ".join(str(year) for year in years))
        wider.append((label, view.asking(bare)))
    if view.chosen or view.valid:
        wider.append((strings.CLEAR_FILTERS, view.unfiltered()))
    return wider
