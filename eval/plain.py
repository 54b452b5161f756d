"""``python -m eval.plain``: what the plain pipeline of most RAG templates scores on the same questions.

Chunks of at most 1,000 characters with an overlap of 200, blind to sections; dense: the same encoder
as ours and exact inner product in FAISS; lexical: BM25 (bm25s, Lucene's formula, k1 1.5, b
0.75) over lower-case syllables and pairs of neighbours. Questions, relevance and measures are those
of ``python -m eval``, and the table has its columns.
"""

from __future__ import annotations

import argparse
import json
import re
import statistics
import sys
import time
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

from eval.collection import ingested, read_documents
from eval.measures import DEPTH, ranking, score
from eval.questions import Question, read_questions, stripped
from eval.relevance import judge
from eval.report import ModeReport, mode_report
from eval.runs import First, Searched
from eval.table import retrieval_table
from index.encoder import load_encoder
from ingest.types import Passage
from settings import PolicyError, Settings, load_settings

SIZE = 1000  # characters
OVERLAP = 200  # characters

Search = Callable[[str], list[int]]  # a question to places of chunks, best first


def main(argv: Sequence[str] | None = None, settings: Settings | None = None) -> int:
    """Run the command line, with ``settings`` where a caller has its own; returns the exit status."""
    args = _arguments(argv)
    try:
        reports, chunks = _measure(args, settings or load_settings())
    except PolicyError as error:
        print(error, file=sys.stderr)
        return 1
    if args.json:
        print(json.dumps({r.mode: dict(r.cells[0].figures) for r in reports}, ensure_ascii=False))
        return 0
    mean = statistics.fmean(len(chunk.text) for chunk in chunks)
    print(f"{len(chunks)} chunks of at most {SIZE} characters, overlap {args.overlap}; {mean:.0f} on average")
    print("\n".join(retrieval_table(reports)))
    return 0


def cut(document: str, text: str, size: int = SIZE, overlap: int = OVERLAP) -> list[Passage]:
    """Chunks of whole lines, as many as fit in ``size`` characters; each begins with the last lines of
    the one before that fit in ``overlap``. A line longer than ``size`` is cut at spaces.

    This is what the recursive splitters of the templates come to on such texts. Blind windows score
    lower, so the comparison is with the better of the two.
    """
    chunks: list[Passage] = []
    held: list[tuple[int, int]] = []
    for piece in _pieces(text, size):
        if held and piece[1] - held[0][0] > size:
            chunks.append(_chunk(document, text, held))
            end = held[-1][1]
            while held and (end - held[0][0] > overlap or piece[1] - held[0][0] > size):
                held.pop(0)
        held.append(piece)
    return [*chunks, _chunk(document, text, held)] if held else chunks


def syllables_and_pairs(text: str) -> list[str]:
    """Lower-case syllables, then neighbours joined: "thu nhập" gives thu, nhập, thu_nhập."""
    syllables = re.findall(r"\w+", unicodedata.normalize("NFC", text).lower())
    return syllables + ["_".join(pair) for pair in pairwise(syllables)]


def dense(chunks: Sequence[Passage], settings: Settings) -> Search:
    """Exact search over the encoder's vectors of the chunks."""
    import faiss

    encoder = load_encoder(replace(settings, question_model=""))
    index = faiss.IndexFlatIP(encoder.dimension)
    index.add(encoder.encode_passages([chunk.text for chunk in chunks]))

    def search(question: str) -> list[int]:
        _, places = index.search(encoder.encode_queries([question]), min(DEPTH, len(chunks)))
        return [int(place) for place in places[0]]

    return search


def lexical(chunks: Sequence[Passage]) -> Search:
    """BM25 over the chunks; those that share no term with the question are left out."""
    import bm25s  # type: ignore[import-untyped]

    index = bm25s.BM25()
    index.index([syllables_and_pairs(chunk.text) for chunk in chunks], show_progress=False)

    def search(question: str) -> list[int]:
        places, weights = index.retrieve(
            [syllables_and_pairs(question)], k=min(DEPTH, len(chunks)), show_progress=False
        )
        return [int(p) for p, weight in zip(places[0], weights[0], strict=True) if weight > 0]

    return search


def _pieces(text: str, size: int) -> Iterator[tuple[int, int]]:
    for line in re.finditer(r"[^\n]+", text):
        start, end = line.span()
        while end - start > size:
            space = text.rfind(" ", start + 1, start + size)
            middle = space if space > 0 else start + size
            yield start, middle
            start = middle
        yield start, end


def _chunk(document: str, text: str, pieces: Sequence[tuple[int, int]]) -> Passage:
    start, end = pieces[0][0], pieces[-1][1]
    return Passage(f"{document}#{start}-{end}", document, "", start, end, text[start:end], "", (), "")


def _measure(args: argparse.Namespace, settings: Settings) -> tuple[list[ModeReport], list[Passage]]:
    questions = read_questions(args.queries)
    questions = stripped(questions) if args.strip else questions
    texts = {d.id: d.text for d in read_documents(ingested(args.docs, args.store or settings.store))}
    chunks = [chunk for id_, text in sorted(texts.items()) for chunk in cut(id_, text, overlap=args.overlap)]
    qrels = judge(questions, chunks)
    searches: Mapping[str, Search] = {"plain dense": dense(chunks, settings), "plain BM25": lexical(chunks)}
    reports = []
    for name, search in searches.items():
        searched = _searched(name, search, questions, chunks)
        reports.append(mode_report(questions, score(qrels, searched.run), searched))
    return reports, chunks


def _searched(
    name: str, search: Search, questions: Iterable[Question], chunks: Sequence[Passage]
) -> Searched:
    result = Searched(name, [], {}, [], None)
    took: list[float] = []
    for question in questions:
        began = time.perf_counter()
        found = [chunks[place] for place in search(question.question)]
        took.append(1000 * (time.perf_counter() - began))
        result.run.extend(ranking(question.id, [chunk.id for chunk in found]))
        result.characters.extend(len(chunk.text) for chunk in found)
        if found:
            result.firsts[question.id] = First(found[0].id, found[0].text)
    return Searched(name, result.run, result.firsts, result.characters, statistics.median(took))


def _arguments(argv: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m eval.plain", description=__doc__)
    parser.add_argument("--queries", type=Path, required=True, metavar="FILE.jsonl", help="judged questions")
    parser.add_argument("--docs", type=Path, nargs="+", required=True, metavar="PATH", help="the documents")
    parser.add_argument("--store", type=Path, metavar="DIR", help="folder of generated state")
    parser.add_argument("--overlap", type=int, choices=range(SIZE), default=OVERLAP, metavar="N",
                        help=f"characters that two chunks share ({OVERLAP})")  # fmt: skip
    parser.add_argument("--strip", action="store_true", help="ask without diacritics")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    return parser.parse_args(argv)


if __name__ == "__main__":
    sys.exit(main())
