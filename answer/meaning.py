"""Candidates read again for what they mean, where the words alone leave a doubt.

A question in everyday words shares few of them with the text that answers it. Where no candidate is sure by
its words, those close to the best are compared with the question as the encoder reads both, and what is
nearer in meaning comes first. How sure an answer is stays told by words: nearness separates what answers
from what does not no better than they do.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import chain

import numpy as np

from answer.candidates import Candidate
from answer.quoting import confidence
from index.encoder import Vectors
from index.engine import Index

SURE = 0.85  # a candidate that is so sure by its words is not doubted
CLOSE = 3.0  # of score: no nearness makes up for more
AS_SURE = 0.6  # of the confidence of the best: what words speak so much less for is left where it is
READ = 12  # candidates that are compared with the question
FACT_WORTH = 15.0  # of a cosine, in points of score
SENTENCE_WORTH = 10.0
LONGEST = 500  # characters of a candidate that are read
_AGAINST = ("contrary", "foreign", "other_end", "uncounted", "leaves_out")
KEPT = 8192  # texts whose vectors are kept: 12 MB of an encoder with 384 dimensions

Nearness = Callable[[Sequence[str]], Sequence[float]]


class Meanings:
    """Cosines of questions with texts, over the encoder of an index; safe to share between threads."""

    def __init__(self, index: Index) -> None:
        self._index = index
        self._kept: OrderedDict[str, Vectors] = OrderedDict()
        self._lock = threading.Lock()

    def nearness(self, question: str, texts: Sequence[str]) -> list[float]:
        """The cosine of each text with the question, -1 to 1.

        Raises:
            index.encoder.EncoderError: the model cannot be loaded.
        """
        if not texts:
            return []
        asked = self._index.encode_query(question)
        return [float(one) for one in np.stack(self._vectors(texts)) @ asked]

    def _vectors(self, texts: Sequence[str]) -> list[Vectors]:
        with self._lock:
            known = {text: self._kept[text] for text in texts if text in self._kept}
        new = [text for text in dict.fromkeys(texts) if text not in known]
        known |= zip(new, self._index.encoder.encode_passages(new), strict=True) if new else {}
        with self._lock:
            for text in texts:
                self._kept[text] = known[text]
                self._kept.move_to_end(text)
            while len(self._kept) > KEPT:
                self._kept.popitem(last=False)
        return [known[text] for text in texts]


def by_meaning(candidates: list[Candidate], nearness: Nearness | None, each: bool = False) -> list[Candidate]:
    """The candidates, best first, those close to the best weighed by their meaning too where it is not sure.

    Args:
        candidates: of one sort, best first.
        nearness: of texts to the question; ``None`` where it is searched by words alone.
        each: the candidates close to the best of each document, which are answers side by side.
    """
    groups = _groups(candidates, each)
    doubted = [_rivals(group) for group in groups] if nearness else []
    texts = [_text(one) for one in chain(*doubted)]
    if nearness is None or len(texts) < 2:
        return candidates
    near = dict(zip(map(id, chain(*doubted)), nearness(texts), strict=True))
    most = max(near.values())
    again = [
        # What is not compared keeps its distance to the best of its group.
        replace(one, score=one.score + _worth(one) * (near.get(id(one), near[id(rivals[0])]) - most))
        if rivals
        else one
        for group, rivals in zip(groups, doubted, strict=True)
        for one in group
    ]
    return sorted(again, key=lambda one: -one.score)


def _groups(candidates: Sequence[Candidate], each: bool) -> list[list[Candidate]]:
    groups: dict[str, list[Candidate]] = {}
    for one in candidates:
        groups.setdefault(one.document if each else "", []).append(one)
    return list(groups.values())


def _rivals(group: Sequence[Candidate]) -> list[Candidate]:
    best, sure = group[0], confidence(group[0])
    if sure >= SURE:
        return []
    close = [one for one in group[:READ] if one.score > best.score - CLOSE and _counts_as_well(one, best)]
    return [one for one in close if confidence(one) >= AS_SURE * sure]


def _counts_as_well(one: Candidate, best: Candidate) -> bool:
    """Whether the unit of a figure fits no worse and no word speaks more against it: a share that is near in
    meaning is no sum."""
    if one.features.get("unit", 0.0) < best.features.get("unit", 0.0):
        return False
    return all(one.features.get(name, 0.0) <= best.features.get(name, 0.0) for name in _AGAINST)


def _worth(one: Candidate) -> float:
    return FACT_WORTH if one.fact else SENTENCE_WORTH


def _text(one: Candidate) -> str:
    """What a candidate says, with what stands above it."""
    if one.fact:
        return f"{one.fact.outer} {one.fact.own}"[:LONGEST]
    heading = f"{one.sentence.headings[-1]}: " if one.sentence.headings else ""
    return f"{heading}{one.sentence.text}"[:LONGEST]
