"""The sets that a suite measures on, each with its questions, its judgements and its collection."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from ir_measures import Qrel, ScoredDoc

from eval import articles
from eval.collection import Collection, evaluation_store
from eval.questions import BUNDLED, Question, half_stripped, read_questions, stripped
from eval.relevance import judge
from settings import ROOT, Settings

SHARED = ROOT.parent / "shared"
QUICK = ("bundled", "dev", "alqac", "xquad-vi")  # encoded within minutes on two cores
SLOW = ("dev+neighbours", "phapdien-part", "phapdien")  # measured when they are named
VARIANTS: Mapping[str, Callable[[Sequence[Question]], list[Question]]] = {
    "plain": list,
    "strip": stripped,
    "half-strip": half_stripped,
}


@dataclass(frozen=True, slots=True)
class Bench:
    """A set made ready.

    Attributes:
        by_document: results are counted by document, the best passage of each standing for it.
    """

    name: str
    questions: Sequence[Question]
    collection: Collection
    qrels: Sequence[Qrel]
    by_document: bool

    def judged(self, run: Sequence[ScoredDoc], depth: int) -> list[ScoredDoc]:
        """A run over passages as the judgements count it, at most ``depth`` results a question."""
        return articles.by_document(run, depth) if self.by_document else list(run)


def benches(names: Sequence[str], shared: Path, settings: Settings) -> Iterator[Bench]:
    """The sets of ``names`` in turn; one whose files are missing is passed over, with a line that says so."""
    for name in names:
        lacking = [path for path in files(name, shared) if not path.exists()]
        if lacking:
            print(f"{name}: skipped, {lacking[0]} is not there", file=sys.stderr)
        else:
            yield _bench(name, shared, settings)


def own(queries: Path, docs: Sequence[Path], settings: Settings) -> Bench:
    """A set of the caller: a question file over files or folders."""
    return _by_passage(queries.stem, queries, docs, settings)


def files(name: str, shared: Path) -> list[Path]:
    """Files and folders that a set is made of."""
    if name in articles.SETS:
        return [home(name, shared) / file for file in articles.SETS[name][1]]
    return {
        "bundled": [BUNDLED, ROOT / "corpus"],
        "dev": _dev(shared),
        "dev+neighbours": [*_dev(shared), shared / "data" / "provincial" / "documents.jsonl.gz"],
    }[name]


def home(name: str, shared: Path) -> Path:
    """The folder of a set of articles, which its part shares."""
    return shared / "data" / "retrieval" / name.removesuffix("-part")


def documents_of(name: str, settings: Settings, shared: Path) -> list[Path]:
    """Files and folders that the collection of a set is read from."""
    if name in articles.SETS:
        return [_written(name, settings)]
    return files(name, shared)[1:]


def _written(name: str, settings: Settings) -> Path:
    """Where the records of a set stand as files."""
    return settings.store / "eval" / f"set-{name}"


def _dev(shared: Path) -> list[Path]:
    return [shared / "data" / "policy" / "dev.jsonl", shared / "corpus"]


def _bench(name: str, shared: Path, settings: Settings) -> Bench:
    if name not in articles.SETS:
        queries, *docs = files(name, shared)
        return _by_passage(name, queries, docs, settings)
    read = articles.SETS[name][0](home(name, shared))
    folder = articles.written(read.texts, _written(name, settings))
    collection = _collection([folder], settings)
    return Bench(name, read.questions, collection, articles.document_qrels(read.questions), True)


def _by_passage(name: str, queries: Path, docs: Sequence[Path], settings: Settings) -> Bench:
    questions = [question for question in read_questions(queries) if question.answerable]
    collection = _collection(docs, settings)
    return Bench(name, questions, collection, judge(questions, collection.passages), False)


def _collection(docs: Sequence[Path], settings: Settings) -> Collection:
    return Collection(replace(settings, store=evaluation_store(docs, settings)))
