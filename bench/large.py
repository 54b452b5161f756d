"""A question from end to end over as many passages as wanted: an index made of real documents, each another.

The documents of an index are taken again and again. Each time some of their syllables stand for others as
long, and digits for others but in years, in text and terms alike; vectors get noise (:mod:`bench.grown`). So
lengths, rarities and distances stay like those of real text, offsets hold, and nothing is encoded.
"""

from __future__ import annotations

import re
import statistics
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import count
from pathlib import Path

import numpy as np

from bench.grown import CHUNK, grown
from bench.memory import alone, peak_mb, resident_mb
from bench.table import Cell
from eval.questions import Question
from index import generation as g
from index.build import CACHE
from index.cache import Cache
from index.content import ContentWriter
from index.dense import DenseIndex
from index.lexical import Terms, write_lexical
from index.making import Making
from index.parts import FileParts
from index.syllables import unaccent
from index.terms import Vietnamese
from index.vectors import Vectors
from ingest.types import Document, Passage
from settings import Settings

_WORD = re.compile(r"[^\W\d_]+|\d+")
_YEAR = re.compile(r"(?:19|20)\d\d")
_COMMON = 300  # syllables that stay, the most frequent: they hold sentences together
_LOOKED_AT = 5_000  # passages whose syllables are counted
_CHANGED = 0.15  # share of the others that stand for another one, each time


def large(
    store: Path, settings: Settings, questions: Sequence[Question], sizes: Sequence[int]
) -> Iterator[dict[str, Cell]]:
    """A row for each number of passages; each is asked in a process of its own.

    The documents that answer ``questions`` are in the smallest, too: a refusal is no answer.
    """
    answering = frozenset(one.doc for question in questions for one in question.evidence)
    asks = [question.question for question in questions]
    for size in sizes:
        with tempfile.TemporaryDirectory(dir=store) as folder:
            began = time.perf_counter()
            made(Path(folder), replace(settings, store=store), size, answering)
            built = time.perf_counter() - began
            there = replace(settings, store=Path(folder))
            disk = sum(path.stat().st_size for path in Path(folder).rglob("*") if path.is_file())
            yield {
                "passages": size,
                "documents": len(g.read_manifest(g.current(Path(folder))).documents),
                "build s": built, "disk MB": disk / 1e6, **alone(asked, there, asks),
            }  # fmt: skip


def made(folder: Path, settings: Settings, size: int, ahead: Collection[str] = ()) -> None:
    """Make an index of ``size`` passages below ``folder`` from the one that ``settings`` name, of whose
    documents those ``ahead`` (ids) are taken first."""
    parts = FileParts(g.current(settings.store))
    source = Source(settings, size, ahead)
    g.index_folder(folder).mkdir(parents=True)
    work = Path(tempfile.mkdtemp(prefix=f"{g.WORK}-", dir=g.index_folder(folder)))
    writer = ContentWriter(work / g.CONTENT)
    names: dict[str, str] = {}

    def written() -> Iterator[tuple[int, Terms]]:
        """Ordinal and terms of each passage, whose document is written at the same time."""
        for document, passages, terms in source.documents():
            ordinal, _ = writer.add(document, passages)
            names[document.id] = ""
            yield from ((ordinal, one) for one in terms)

    write_lexical(work / g.LEXICAL, Vietnamese().fields, written())
    writer.close()
    source.dense(work / g.DENSE)
    parts.knowledge().save(work)
    files = g.describe_files(work)
    g.publish(folder, work, replace(parts.manifest, documents=names, passages=size, files=files, segments=1))


class Source:
    """Documents with ``size`` passages in all, made of those of the index that settings name, of which those
    ``ahead`` (ids) are taken first."""

    def __init__(self, settings: Settings, size: int, ahead: Collection[str] = ()) -> None:
        self._settings, self._size, self._ahead = settings, size, ahead
        self._content, dense, _ = FileParts(g.current(settings.store)).open()
        self._vectors = dense.vectors()

    def documents(self) -> Iterator[tuple[Document, list[Passage], list[Terms]]]:
        """All, the same each time."""
        with Cache(g.index_folder(self._settings.store) / CACHE) as cache:
            making = Making(self._settings, Vietnamese(), cache, lambda *_: None)
            syllables = self._syllables(making)
            change = Change(syllables, 0)
            for number, rows in self._taken():
                change = change if change.number == number else Change(syllables, number)
                ids = self._content.ids(rows)
                passages = [self._content.passage(ids[row]) for row in rows]
                terms = [change.terms(one) for one in making.terms(making.add(passages))]
                yield *change.document(self._content.document(passages[0].document), passages), terms

    def _taken(self) -> Iterator[tuple[int, range]]:
        """Which time, and rows of the real passages, of each document."""
        left = self._size
        found = zip(self._content.documents, self._content.spans, strict=True)
        ranked = sorted(found, key=lambda one: one[0].id not in self._ahead)
        spans = [span for _, span in ranked if span[0] < span[1]]
        for number in count():
            for first, end in spans:
                if not left:
                    return
                rows = range(first, min(end, first + left))
                left -= len(rows)
                yield number, rows

    def _syllables(self, making: Making) -> Counter[str]:
        """How often syllables stand in some passages."""
        rows = range(0, len(self._vectors), max(1, len(self._vectors) // _LOOKED_AT))
        ids = self._content.ids(rows)
        keys = making.add(self._content.passage(ids[row]) for row in rows)
        return Counter(term for terms in making.terms(keys) for term in terms["syllables"])

    def dense(self, path: Path) -> None:
        """Write the vectors, some at a time."""
        chance = np.random.default_rng(self._size)
        rows = np.concatenate([np.arange(taken.start, taken.stop) for _, taken in self._taken()])

        def some(chosen: slice) -> Vectors:
            return grown(self._vectors[rows[chosen]], len(rows[chosen]), chance)

        index = DenseIndex.planned(
            self._vectors.shape[1], self._size, lambda n: some(slice(None, None, max(1, self._size // n)))
        )
        for start in range(0, self._size, CHUNK):
            index.add(some(slice(start, start + CHUNK)))
        index.save(path)


class Change:
    """Some syllables stand for others as long, and digits for others; the change 0 leaves all as it is."""

    def __init__(self, syllables: Counter[str], number: int) -> None:
        self.number = number
        chance = np.random.default_rng(number)
        self._ending = f"-{number}"
        self._other: dict[str, str] = {}
        self._digits: dict[int, int] = {}
        if number:
            rare = [word for word, _ in syllables.most_common()[_COMMON:] if word.isalpha()]
            chosen = [word for word in rare if chance.random() < _CHANGED]
            for length in {len(word) for word in chosen}:
                same = [word for word in chosen if len(word) == length]
                self._other |= dict(zip(same, chance.permutation(same).tolist(), strict=True))
            self._digits = str.maketrans("0123456789", "0" + "".join(map(str, 1 + chance.permutation(9))))
        self._term = lru_cache(maxsize=100_000)(self._of_term)

    def document(self, document: Document, passages: Sequence[Passage]) -> tuple[Document, list[Passage]]:
        """A document and its passages under another name; every offset stays."""
        text, id = self.text(document.text), document.id + self._ending
        number = document.number and self.text(document.number)
        changed = [
            replace(
                one, id=id + one.id.removeprefix(document.id), document=id, text=text[one.start : one.end],
                context=self.text(one.context), headings=tuple(map(self.text, one.headings)),
            )
            for one in passages
        ]  # fmt: skip
        return replace(document, id=id, text=text, title=self.text(document.title), number=number), changed

    def text(self, text: str) -> str:
        """As long as ``text``."""
        return _WORD.sub(lambda found: self._word(found[0]), text)

    def terms(self, terms: Terms) -> Terms:
        """Terms of what ``text`` makes of a passage; bare ones are those of the exact."""
        exact = {name: [self._term(one) for one in listed] for name, listed in terms.items()}
        for name in terms:
            above, plain, pairs = name.partition("plain")
            if plain:
                exact[name] = [_bare(one) for one in exact[above + (pairs[1:] or "syllables")]]
        return exact

    def _of_term(self, term: str) -> str:
        return "_".join(self.text(part) for part in term.split("_"))

    def _word(self, word: str) -> str:
        if word[0].isdigit():
            return word if _YEAR.fullmatch(word) else word.translate(self._digits)
        other = self._other.get(word.lower())
        if other is None:
            return word
        return other.upper() if word.isupper() else other.capitalize() if word[0].isupper() else other


@lru_cache(maxsize=1_000_000)
def _bare(term: str) -> str:
    return unaccent(term)


def asked(settings: Settings, questions: list[str]) -> dict[str, Cell]:
    """Opening, and a question end to end by part, in this process: seconds, median milliseconds, MB.

    Each question is asked anew (a mark behind it), so that its vector is made, too: of documents that nobody
    asked about before, and again when they are at hand.
    """
    from answer.engine import open_engine
    from index.engine import open_index

    began = time.perf_counter()
    open_index(settings.store, settings)
    opened = time.perf_counter() - began
    engine = open_engine(settings.store, settings)
    index = engine.index
    began = time.perf_counter()
    engine.answer(questions[0])
    first = time.perf_counter() - began
    engine.warm()  # as the page does
    understood = {question: index.understand(question + " ?") for question in questions}
    ways: dict[str, Callable[[str], object]] = {
        "answer": lambda question: engine.answer(question + " !"),
        "answer again": lambda question: engine.answer(question + " ?!"),
        "understand": lambda question: index.understand(question + " ?"),
        "encode": lambda question: index.encoder.encode_queries([question + " ."]),
        "dense": lambda question: index.search_understood(understood[question], 10, "dense"),
        "lexical": lambda question: index.search_understood(understood[question], 10, "lexical"),
        "search": lambda question: index.search(question + " ?", 24),
    }
    for question in questions:
        index.encode_query(understood[question].text)
    took = {name: [_ms(ask, question) for question in questions] for name, ask in ways.items()}
    cells: dict[str, Cell] = {f"{name} ms": statistics.median(times) for name, times in took.items()}
    p95 = float(np.percentile(took["answer"], 95))
    memory = {"resident MB": resident_mb(), "peak MB": peak_mb()}
    return {"open s": opened, "first s": first, **cells, "answer p95": p95, **memory}


def _ms(ask: Callable[[str], object], question: str) -> float:
    began = time.perf_counter()
    ask(question)
    return (time.perf_counter() - began) * 1000
