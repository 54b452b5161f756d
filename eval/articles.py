"""Public retrieval sets as collections of this program: a text file a record, questions that name records.

An article or a paragraph is a document of its own, and any of its passages answers: such sets are
judged by document, where the best passage of a document stands for it (``by_document``).
"""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ir_measures import Qrel, ScoredDoc

from eval.measures import ranking
from eval.questions import EvalError, Evidence, Question
from ingest.files import slug

_ISSUED = re.compile(r"^Điều \S+ (.+?)(?: ngày \d|, có hiệu lực|, được|$)")


@dataclass(frozen=True, slots=True)
class Articles:
    """Texts by document id, and questions whose evidence names documents without quoting them."""

    texts: Mapping[str, str]
    questions: Sequence[Question]


def alqac(folder: Path) -> Articles:
    """Articles of laws: ``LUẬT …``, then ``Điều N. …``, whose first line is the article's title."""
    rows = _json(folder / "articles.json.gz")
    ids = _ids(f"{row['law_id']} {row['article_id']}" for row in rows)
    texts = {
        id_: f"{row['law_id'].upper()}\n\nĐiều {row['article_id']}. {row['text']}"
        for id_, row in zip(ids, rows, strict=True)
    }
    known = {(row["law_id"], row["article_id"]): id_ for id_, row in zip(ids, rows, strict=True)}
    questions = [
        _question(
            q["question_id"], q["text"], (known[a["law_id"], a["article_id"]] for a in q["relevant_articles"])
        )
        for q in _json(folder / "questions.json")
    ]
    return Articles(texts, questions)


def phapdien(folder: Path) -> Articles:
    """Articles of the codified law (Bộ pháp điển): the document that issued it, then the article."""
    rows = list(_lines(folder / "articles.jsonl.gz"))
    ids = _ids(row["id"] for row in rows)
    texts = {id_: _codified(row) for id_, row in zip(ids, rows, strict=True)}
    known = {row["id"]: id_ for id_, row in zip(ids, rows, strict=True)}
    questions = [
        _question(q["id"], q["question"], (known[id_] for id_ in q["phapdien_ids"]))
        for q in _lines(folder / "questions.jsonl")
    ]
    return Articles(texts, questions)


def phapdien_part(folder: Path) -> Articles:
    """As :func:`phapdien`, with the first 8,000 articles beside those that answer: a fifth to encode."""
    whole = phapdien(folder)
    needed = {evidence.doc for question in whole.questions for evidence in question.evidence}
    kept = needed.union(sorted(whole.texts)[:8000])
    return Articles({id_: whole.texts[id_] for id_ in sorted(kept)}, whole.questions)


def xquad(folder: Path) -> Articles:
    """Paragraphs as they stand, without a title."""
    entries = _json(folder / "xquad.vi.json")["data"]
    paragraphs = [(f"{e['title']} {n}", p) for e in entries for n, p in enumerate(e["paragraphs"], 1)]
    ids = _ids(name for name, _ in paragraphs)
    texts = {id_: p["context"] for id_, (_, p) in zip(ids, paragraphs, strict=True)}
    questions = [
        _question(qa["id"], qa["question"], (id_,))
        for id_, (_, p) in zip(ids, paragraphs, strict=True)
        for qa in p["qas"]
    ]
    return Articles(texts, questions)


SETS: Mapping[str, tuple[Callable[[Path], Articles], tuple[str, ...]]] = {
    "alqac": (alqac, ("articles.json.gz", "questions.json")),
    "xquad-vi": (xquad, ("xquad.vi.json",)),
    "phapdien": (phapdien, ("articles.jsonl.gz", "questions.jsonl")),
    "phapdien-part": (phapdien_part, ("articles.jsonl.gz", "questions.jsonl")),
}


def written(texts: Mapping[str, str], folder: Path) -> Path:
    """``folder`` holding exactly ``texts`` as ``<id>.txt``; what stands there unchanged is left alone."""
    folder.mkdir(parents=True, exist_ok=True)
    for id_, text in texts.items():
        target = folder / f"{id_}.txt"
        if not target.exists() or target.read_text(encoding="utf-8") != text:
            target.write_text(text, encoding="utf-8", newline="")
    for old in folder.glob("*.txt"):
        if old.stem not in texts:
            old.unlink()
    return folder


def document_qrels(questions: Iterable[Question]) -> list[Qrel]:
    """Grade 1 for every document that evidence names."""
    return [Qrel(q.id, doc, 1) for q in questions for doc in dict.fromkeys(e.doc for e in q.evidence)]


def by_document(run: Iterable[ScoredDoc], depth: int) -> list[ScoredDoc]:
    """A run over passages as one over documents: each at the place of its first passage, to ``depth``."""
    found: dict[str, dict[str, None]] = {}
    for row in run:
        found.setdefault(row.query_id, {}).setdefault(row.doc_id.split("#")[0])
    return [row for id_, documents in found.items() for row in ranking(id_, list(documents)[:depth])]


def _question(id_: str, text: str, documents: Iterable[str]) -> Question:
    evidence = tuple(Evidence(document, "") for document in dict.fromkeys(documents))
    return Question(id=id_, question=text, kind="article", style="formal", evidence=evidence)


def _codified(row: Mapping[str, str]) -> str:
    issued = _ISSUED.match(row["source"])
    name = issued[1] if issued else row["source_doc"]
    return f"{name}\n\nĐiều {row['source_article']}. {row['title']}\n{row['text']}"


def _ids(names: Iterable[str]) -> list[str]:
    """Document ids as ingest makes them of file names; names that fold alike are told apart by a number."""
    taken: dict[str, None] = {}
    for name in names:
        base = id_ = slug(Path(f"{name}.txt"))
        number = 1
        while id_ in taken:
            number += 1
            id_ = f"{base}-{number}"
        taken[id_] = None
    return list(taken)


def _json(path: Path) -> Any:
    return json.loads(_text(path))


def _lines(path: Path) -> Iterator[Any]:
    return (json.loads(line) for line in _text(path).split("\n") if line.strip())


def _text(path: Path) -> str:
    try:
        raw = path.read_bytes()
        return (gzip.decompress(raw) if path.suffix == ".gz" else raw).decode("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise EvalError(f"{path}: cannot be read ({error}); leave this set out of --sets") from error
