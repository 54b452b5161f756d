"""How well slips of the keyboard are mended: ``python -m eval.slips [QUESTIONS.jsonl] --docs PATH``.

Every question is typed anew with slips of one kind in a third of its words (one at least), the same
for the same seed. Names, numbers and abbreviations are left alone. Printed for each kind: the share of
questions read as if typed rightly, and R@1 and R@5 as typed, as mended, and without slips.
"""

from __future__ import annotations

import argparse
import random
import re
import statistics
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from tqdm import tqdm

from eval.collection import Collection, evaluation_store
from eval.questions import BUNDLED, Question, read_questions
from eval.relevance import fold as folded
from index.engine import Index
from index.syllables import canonical_text, split_tone, unaccent
from index.types import Understood
from settings import PolicyError, Settings, load_settings

DEPTH = 5
SHARE = 1 / 3  # of the words that can be mistyped

Slip = Callable[[str, random.Random], str]
Row = tuple[float, ...]  # read rightly; R@1 and R@5 as typed; as mended


def main(arguments: Sequence[str] | None = None, settings: Settings | None = None) -> int:
    """Command line; prints a table."""
    parser = argparse.ArgumentParser(prog="python -m eval.slips", description=__doc__)
    add = parser.add_argument
    add("questions", type=Path, nargs="?", default=BUNDLED, metavar="QUESTIONS.jsonl", help="(the bundled)")
    add("--docs", type=Path, nargs="+", metavar="PATH", help="documents, instead of the store's own")
    add("--store", type=Path, metavar="DIR", help="folder of generated state")
    add("--seed", type=int, default=0)
    add("--reading", action="store_true", help="only how questions are read: no search, no model")
    add("--misses", action="store_true", help="list what was read otherwise than meant")
    given = parser.parse_args(arguments)
    try:
        settings = replace(settings or load_settings(), **({"store": given.store} if given.store else {}))
        store = evaluation_store(given.docs, settings) if given.docs else settings.store
        collection = Collection(replace(settings, store=store))
        questions = [q for q in read_questions(given.questions) if q.answerable]
        table = _Table(collection.fresh_index(), questions, given.seed, not given.reading)
    except PolicyError as error:
        print(error, file=sys.stderr)
        return 1
    print(*table.lines(given.misses), sep="\n")
    return 0


def slipped(text: str, slip: Slip, chance: random.Random) -> str:
    """``text`` with ``slip`` in a third of the words it can befall, one at least."""
    words = text.split(" ")
    able = [at for at, word in enumerate(words) if len(word) > 2 and word.isalpha() and word.islower()]
    for at in chance.sample(able, max(1, round(len(able) * SHARE)) if able else 0):
        words[at] = slip(words[at], chance)
    return " ".join(words).replace(_GLUE + " ", "").replace(_GLUE, "")


@dataclass
class _Table:
    index: Index
    questions: Sequence[Question]
    seed: int
    search: bool

    def lines(self, misses: bool) -> Iterator[str]:
        names = ("read", "R@1 typed", "R@5", "R@1 mended", "R@5")
        yield f"{len(self.questions)} questions" + (" with evidence" if self.search else "")
        yield f"{'slip':24}" + "".join(f"{name:>12}" for name in (names if self.search else names[:1]))
        took: list[float] = []
        missed: list[str] = []
        for bare in (False, True):
            for name, slip in SLIPS.items():
                row = self._row(name, slip, bare, took, missed)
                label = name + (", bare" if bare else "")
                yield f"{label:24}" + "".join(f"{figure:>12.3f}" for figure in row)
        yield f"median of {len(took)} readings: {1000 * statistics.median(took):.2f} ms"
        yield from missed if misses else ()

    def _row(self, name: str, slip: Slip | None, bare: bool, took: list[float], missed: list[str]) -> Row:
        columns: list[Row] = []
        for question in tqdm(self.questions, desc=name, leave=False, disable=not sys.stderr.isatty()):
            meant = unaccent(question.question) if bare else question.question
            chance = random.Random(f"{self.seed}:{name}:{question.id}")
            typed = slipped(meant, slip, chance) if slip else meant
            began = time.perf_counter()
            read = self.index.understand(typed)
            took.append(time.perf_counter() - began)
            wanted = self.index.understand(question.question).text
            right = _words(read.text) == _words(wanted)
            if not right:
                missed.append(f"{name}: {typed}\n    read {read.text}\n    not  {wanted}")
            found = [self._found(question, one) for one in (self.index.understand(typed, exact=True), read)]
            columns.append((float(right), *(figure for pair in found for figure in pair)))
        return tuple(statistics.fmean(column) for column in zip(*columns, strict=True))

    def _found(self, question: Question, asked: Understood) -> Row:
        """1 or 0 for R@1 and R@5; nothing where there is no search."""
        if not self.search:
            return ()
        hits = self.index.search_understood(asked, DEPTH)
        quotes = [(one.doc, folded(one.quote)) for one in question.evidence]
        right = [
            any(doc == hit.passage.document and quote in folded(hit.passage.text) for doc, quote in quotes)
            for hit in hits
        ]
        return float(any(right[:1])), float(any(right))


def _words(text: str) -> list[str]:
    return re.findall(r"[^\W\d_]+|\d+", canonical_text(text).lower())


_GLUE = "\0"
# Rows of the keyboard; neighbours are beside a key, or touch it in the row above or below.
_ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")


def _neighbours(letter: str) -> str:
    row = next((i for i, keys in enumerate(_ROWS) if letter in keys), None)
    if row is None:
        return ""
    at = _ROWS[row].index(letter)
    near = [_ROWS[row][i] for i in (at - 1, at + 1) if 0 <= i < len(_ROWS[row])]
    near += [_ROWS[row + 1][i] for i in (at - 1, at) if row < 2 and 0 <= i < len(_ROWS[row + 1])]
    near += [_ROWS[row - 1][i] for i in (at, at + 1) if row > 0 and 0 <= i < len(_ROWS[row - 1])]
    return "".join(near)


def _neighbour(word: str, chance: random.Random) -> str:
    at = chance.choice([i for i, letter in enumerate(word) if _neighbours(unaccent(letter))] or [0])
    return word[:at] + chance.choice(_neighbours(unaccent(word[at])) or word[at]) + word[at + 1 :]


def _missing(word: str, chance: random.Random) -> str:
    at = chance.randrange(len(word))
    return word[:at] + word[at + 1 :]


def _doubled(word: str, chance: random.Random) -> str:
    at = chance.randrange(len(word))
    return word[:at] + word[at] + word[at:]


def _swapped(word: str, chance: random.Random) -> str:
    at = chance.choice([i for i in range(len(word) - 1) if word[i] != word[i + 1]])
    return word[:at] + word[at + 1] + word[at] + word[at + 2 :]


def _glued(word: str, _: random.Random) -> str:
    return word + _GLUE


def _split(word: str, chance: random.Random) -> str:
    at = chance.randrange(1, len(word))
    return f"{word[:at]} {word[at:]}"


_TELEX = {"ă": "aw", "â": "aa", "ê": "ee", "ô": "oo", "ơ": "ow", "ư": "uw", "đ": "dd"}
_TONES = {"": "", "`": "f", "'": "s", "?": "r", "~": "x", ".": "j"}


def _telex(word: str, _: random.Random) -> str:
    """Keys of a typing method that was off."""
    letters, tone = split_tone(word)
    return "".join(_TELEX.get(letter, letter) for letter in letters) + _TONES[tone]


SLIPS: dict[str, Slip | None] = {
    "none": None,
    "neighbouring key": _neighbour,
    "missing letter": _missing,
    "doubled letter": _doubled,
    "swapped letters": _swapped,
    "words glued": _glued,
    "word split": _split,
    "Telex keys": _telex,
}


if __name__ == "__main__":
    sys.exit(main())
