"""Ways to rank the first passages once more that do not ship: ``python -m eval ablation`` shows why."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from index.analyzer import EMPTY
from index.engine import Index
from index.evidence import syllables_of
from index.types import Hit, Understood

SecondLook = Callable[[Index, Understood, Sequence[Hit]], list[str]]  # ids of passages, best first

_FED = 3  # passages that feed a question
_WORDS = 10  # that it takes from them
_SHARE = 0.1  # of a neighbour's score, or of the document's


def fed_back(index: Index, question: Understood, hits: Sequence[Hit]) -> list[str]:
    """Searched again with the words that most of the first passages share and few others hold, weighing as
    other wordings do (pseudo-relevance feedback; Lavrenko & Croft 2001)."""
    asked = syllables_of(question.text)
    held = Counter(
        word
        for hit in hits[:_FED]
        for word in syllables_of(hit.passage.text)
        if word.isalpha() and word not in asked and word not in EMPTY
    )
    rare = Counter(word for hit in hits for word in syllables_of(hit.passage.text))
    words = sorted(held, key=lambda word: (-held[word], rare[word], word))[:_WORDS]
    again = replace(question, also=(*question.also, *words))
    return [hit.passage.id for hit in index.search_understood(again, len(hits))]


def with_neighbours(index: Index, _question: Understood, hits: Sequence[Hit]) -> list[str]:
    """A share of the better score of the passages right before and behind goes to each."""
    scores = _scores(hits)
    beside: dict[str, list[str]] = defaultdict(list)
    for document in dict.fromkeys(hit.passage.document for hit in hits):
        for one, other in pairwise(passage.id for passage in index.passages_of(document)):
            beside[one].append(other)
            beside[other].append(one)
    lowest = min(scores.values(), default=0.0)
    return _again(
        scores, {id: max([scores.get(one, lowest) for one in beside[id]], default=0.0) for id in scores}
    )


def with_document(_index: Index, _question: Understood, hits: Sequence[Hit]) -> list[str]:
    """A share of the mean of its document's three best scores goes to each."""
    best: dict[str, list[float]] = defaultdict(list)
    for hit in hits:
        best[hit.passage.document].append(hit.score)
    mean = {document: sum(sorted(scores)[-3:]) / 3 for document, scores in best.items()}
    return _again(_scores(hits), {hit.passage.id: mean[hit.passage.document] for hit in hits})


def _scores(hits: Sequence[Hit]) -> dict[str, float]:
    return {hit.passage.id: hit.score for hit in hits}


def _again(scores: Mapping[str, float], more: Mapping[str, float]) -> list[str]:
    return sorted(scores, key=lambda id: (-(scores[id] + _SHARE * more[id]), id))
