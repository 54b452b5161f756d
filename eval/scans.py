"""What misreadings of a scanner cost: ``python -m eval.scans QUESTIONS.jsonl --docs PATH``.

Slips of the usual kinds (a mark lost or taken for another, ``l`` for ``1`` or ``I``) are planted into a share
of the words of copies of the documents, the same for the same seed; numbers and names are left alone.
No slip changes the length of a text, so a passage is relevant if it spans the place of the quote.
"""

from __future__ import annotations

import argparse
import random
import re
import sys
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from eval.collection import evaluation_store, ingested, read_documents
from eval.questions import BUNDLED, EvalError, Question, read_questions
from eval.relevance import fold
from index.engine import Index
from index.types import MODES
from settings import PolicyError, Settings, load_settings

DEPTH = 5
_TONES = "\u0300\u0301\u0303\u0309\u0323"
_SHAPES = {"ă": "aâ", "â": "aă", "ê": "e", "ô": "oơ", "ơ": "oô", "ư": "u", "đ": "d"}


def main(arguments: Sequence[str] | None = None, settings: Settings | None = None) -> int:
    """Command line; prints a table."""
    parser = argparse.ArgumentParser(prog="python -m eval.scans", description=__doc__)
    add = parser.add_argument
    add("questions", type=Path, nargs="?", default=BUNDLED, metavar="QUESTIONS.jsonl", help="(the bundled)")
    add(
        "--docs",
        type=Path,
        nargs="+",
        required=True,
        metavar="PATH",
        help="documents the questions are about",
    )
    add("--shares", default="0,.05,.1", help="of the words that are misread (0,.05,.1)")
    add("--store", type=Path, metavar="DIR", help="folder of generated state")
    add("--seed", type=int, default=0)
    given = parser.parse_args(arguments)
    try:
        settings = replace(settings or load_settings(), **({"store": given.store} if given.store else {}))
        questions = [question for question in read_questions(given.questions) if question.answerable]
        clean = {d.id: d.text for d in read_documents(ingested(given.docs, settings.store))}
        print(f"{len(questions)} questions with evidence\n{'misread':10}" + _heads())
        for share in map(float, given.shares.split(",")):
            index = _scanned(clean, share, given.seed, settings)
            print(
                f"{share:<10}" + "".join(f"{figure:>14.3f}" for figure in measured(index, questions, clean))
            )
    except PolicyError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def _heads() -> str:
    return "".join(f"{f'{mode} R@{k}':>14}" for mode in MODES for k in (1, DEPTH))


def misread(text: str, share: float, seed: str) -> str:
    """``text`` as a scanner that misreads a ``share`` of its small words; its length stays."""
    chance = random.Random(seed)

    def read(match: re.Match[str]) -> str:
        word = match[0]
        return _slip(word, chance) if word.islower() and chance.random() < share else word

    return re.sub(r"(?<![\w/.-])[^\W\d_]{2,}(?![\w/-])", read, text)


def _slip(word: str, chance: random.Random) -> str:
    kinds: list[Callable[[str, random.Random], str]] = [_other_tone, _other_shape, _like_a_figure]
    made = [kind(word, chance) for kind in chance.sample(kinds, len(kinds))]
    return next((other for other in made if other != word and len(other) == len(word)), word)


def _other_tone(word: str, chance: random.Random) -> str:
    marks = [at for at, char in enumerate(word) if set(unicodedata.normalize("NFD", char)) & set(_TONES)]
    if not marks:
        return word
    at = marks[0]
    letters = unicodedata.normalize("NFD", word[at])
    other = chance.choice(["", *_TONES])
    new = "".join(other if char in _TONES else char for char in letters)
    return word[:at] + unicodedata.normalize("NFC", new) + word[at + 1 :]


def _other_shape(word: str, chance: random.Random) -> str:
    places = [at for at, char in enumerate(word) if _shape(char) in _SHAPES]
    if not places:
        return word
    at = chance.choice(places)
    letters = unicodedata.normalize("NFD", word[at])
    tone = "".join(char for char in letters if char in _TONES)
    new = chance.choice(_SHAPES[_shape(word[at])])
    return word[:at] + unicodedata.normalize("NFC", new + tone) + word[at + 1 :]


def _shape(char: str) -> str:
    kept = "".join(c for c in unicodedata.normalize("NFD", char) if c not in _TONES)
    return unicodedata.normalize("NFC", kept)


def _like_a_figure(word: str, chance: random.Random) -> str:
    return word.replace("l", chance.choice("1I"), 1)


def _scanned(clean: dict[str, str], share: float, seed: int, settings: Settings) -> Index:
    from index import open_index

    folder = settings.store / "eval" / f"scans-{share}-{seed}"
    folder.mkdir(parents=True, exist_ok=True)
    for id, text in clean.items():
        path = folder / f"{id}.txt"
        path.write_text(misread(text, share, f"{seed}:{id}"), encoding="utf-8", newline="")
    store = evaluation_store([folder], settings)
    index = open_index(store, replace(settings, store=store))
    for info in index.documents():
        if len(index.document(info.id).text) != len(clean[info.id]):
            raise EvalError(f"{info.id}: reading the copy again changed its length; leave it out of --docs")
    return index


def measured(index: Index, questions: Sequence[Question], clean: dict[str, str]) -> list[float]:
    """R@1 and R@5 of each mode."""
    figures = []
    for mode in MODES:
        ranks = [_rank(index, question, clean, mode) for question in questions]
        figures += [sum(rank <= k for rank in ranks) / len(ranks) for k in (1, DEPTH)]
    return figures


def _rank(index: Index, question: Question, clean: dict[str, str], mode: str) -> int:
    for hit in index.search(question.question, DEPTH, mode):  # type: ignore[arg-type]
        there = fold(clean[hit.passage.document][hit.passage.start : hit.passage.end])
        if any(e.doc == hit.passage.document and fold(e.quote) in there for e in question.evidence):
            return hit.rank
    return DEPTH + 1


if __name__ == "__main__":
    sys.exit(main())
