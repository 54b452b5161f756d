"""Whole systems over the same documents with the same encoder, each set up as its own documents advise.

Each runs in a process of its own, so that memory is its own too. Questions are asked one at a time; a
passage is right if it comes from the document that evidence names and holds the quote.
"""

from __future__ import annotations

import importlib.util
import json
import shutil
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any

from bench.table import Cell
from eval.questions import Question, as_row
from settings import ROOT, Settings

K = 10
Search = Callable[[str], list[tuple[str, str]]]  # document and text of each of the first K


@dataclass(frozen=True, slots=True)
class Given:
    """What a system is given: texts by their ids, the store they were read into, the encoder's folder."""

    documents: list[tuple[str, str]]
    store: Path
    model: Path


def compared(
    docs: Sequence[Path], questions: Sequence[Question], settings: Settings
) -> Iterator[dict[str, Cell]]:
    """A row for each system that is installed."""
    from eval.collection import ingested
    from index.encoder import source_folder

    store, (model, _) = ingested(docs, settings.store), source_folder(settings)
    for name, (package, _) in SYSTEMS.items():
        if package and importlib.util.find_spec(package) is None:
            print(f"{name}: left out; pip install -r requirements-bench.txt", file=sys.stderr)
            continue
        with NamedTemporaryFile("w", suffix=".jsonl", encoding="utf-8") as asked:
            asked.writelines(json.dumps(as_row(q), ensure_ascii=False) + "\n" for q in questions)
            asked.flush()
            command = [sys.executable, "-m", "bench.systems", name, str(store), str(model), asked.name]
            done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
        if done.returncode:
            print(f"{name}: {done.stderr.strip().splitlines()[-1]}", file=sys.stderr)
            continue
        yield {"system": name, **json.loads(done.stdout.splitlines()[-1])}


def _ours(given: Given) -> Search:
    from index.build import build_index
    from index.engine import open_index
    from ingest.store import Store
    from settings import load_settings

    settings = replace(load_settings(), store=given.store)
    shutil.rmtree(given.store / "index", ignore_errors=True)  # what was encoded before would be known
    with Store(given.store) as source:
        build_index(given.store, settings, source)
    index = open_index(given.store, settings)
    return lambda question: [(hit.passage.document, hit.passage.text) for hit in index.search(question, K)]


def _haystack(given: Given) -> Search:
    """Splitter, embedder, and the hybrid retrieval of its tutorial: BM25 and vectors joined by rank."""
    from haystack import Document, Pipeline
    from haystack.components.joiners import DocumentJoiner
    from haystack.components.preprocessors import DocumentSplitter
    from haystack.components.retrievers.in_memory import InMemoryBM25Retriever, InMemoryEmbeddingRetriever
    from haystack.document_stores.in_memory import InMemoryDocumentStore
    from haystack_integrations.components.embedders.sentence_transformers import (
        SentenceTransformersDocumentEmbedder,
        SentenceTransformersTextEmbedder,
    )

    kept = InMemoryDocumentStore(embedding_similarity_function="cosine")
    split = DocumentSplitter(split_by="word", split_length=200, split_overlap=20).run(
        documents=[Document(content=text, meta={"document": id}) for id, text in given.documents]
    )["documents"]
    embedder = SentenceTransformersDocumentEmbedder(
        model=str(given.model), prefix="passage: ", progress_bar=False
    )
    embedder.warm_up()
    kept.write_documents(embedder.run(documents=split)["documents"])
    asking = Pipeline()
    asking.add_component(
        "embed",
        SentenceTransformersTextEmbedder(model=str(given.model), prefix="query: ", progress_bar=False),
    )
    asking.add_component("dense", InMemoryEmbeddingRetriever(kept, top_k=K))
    asking.add_component("sparse", InMemoryBM25Retriever(kept, top_k=K))
    asking.add_component("join", DocumentJoiner(join_mode="reciprocal_rank_fusion", top_k=K))
    asking.connect("embed.embedding", "dense.query_embedding")
    asking.connect("dense", "join")
    asking.connect("sparse", "join")

    def search(question: str) -> list[tuple[str, str]]:
        found = asking.run({"embed": {"text": question}, "sparse": {"query": question}})["join"]["documents"]
        return [(hit.meta["document"], hit.content) for hit in found]

    return search


def _txtai(given: Given) -> Search:
    """Paragraphs by its segmentation, hybrid search with its defaults, E5's prompts as instructions."""
    from txtai import Embeddings
    from txtai.pipeline import Segmentation

    segment = Segmentation(lines=True)
    rows = [(id, part) for id, text in given.documents for part in segment(text) if part.strip()]
    embeddings = Embeddings(
        path=str(given.model),
        content=True,
        hybrid=True,
        instructions={"query": "query: ", "data": "passage: "},
    )
    embeddings.index((number, text, None) for number, (_, text) in enumerate(rows))

    def search(question: str) -> list[tuple[str, str]]:
        return [rows[int(hit["id"])] for hit in embeddings.search(question, K)]

    return search


SYSTEMS: dict[str, tuple[str, Callable[[Given], Search]]] = {
    "ours": ("", _ours),
    "haystack": ("haystack", _haystack),
    "txtai": ("txtai", _txtai),
}


def measured(name: str, store: Path, model: Path, queries: Path) -> dict[str, Any]:
    """Build time, memory, latency and recall of one system; called in a process of its own."""
    from bench.memory import peak_mb
    from eval.collection import read_documents
    from eval.questions import read_questions
    from eval.relevance import is_relevant

    documents = [(document.id, document.text) for document in read_documents(store)]
    questions = [question for question in read_questions(queries) if question.answerable]
    began = time.perf_counter()
    search = SYSTEMS[name][1](Given(documents, store, model))
    build = time.perf_counter() - began
    search("khởi động")
    took, at = [], []
    for question in questions:
        began = time.perf_counter()
        found = search(question.question)
        took.append(time.perf_counter() - began)
        right = [is_relevant(question, document, text) for document, text in found]
        at.append(right.index(True) + 1 if any(right) else K + 1)
    return {
        "build s": build,
        "median ms": statistics.median(took) * 1000,
        **{f"R@{k}": sum(rank <= k for rank in at) / len(at) for k in (1, 5, 10)},
        "peak MB": peak_mb(),
    }


if __name__ == "__main__":
    print(json.dumps(measured(sys.argv[1], *map(Path, sys.argv[2:5]))))
