"""``python -m eval.spans FILE``: the engine as a reader of spans in a given paragraph, exact match and F1.

``FILE`` is in the format of SQuAD (``.json`` or ``.json.gz``). Paragraph and question are given, so no
search takes part: the figures and sentences of the paragraph are weighed and a span is quoted, as in an
answer, without a threshold. Exact match and F1 over syllables are those of SQuAD (Rajpurkar et al. 2016),
case and punctuation left out. A set whose licence allows research only is measured on, never learnt from.
With ``--reader FOLDER`` a reader that ``python -m answer.train`` taught is measured beside the rules.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
import sys
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from answer.candidates import Candidates, Look
from answer.choose import choose
from answer.question import analyse
from answer.terms import Weights, terms
from eval.questions import EvalError
from index.content import DocumentInfo
from index.types import Hit, Understood
from ingest.document import parse
from ingest.facts.sentences import Reading
from ingest.types import Passage
from settings import PolicyError, load_settings

_PUNCTUATION = re.compile(r"[^\w\s]")


@dataclass(frozen=True, slots=True)
class Item:
    """A question about a paragraph with the spans that answer it; none where it has no answer."""

    question: str
    context: str
    answers: tuple[str, ...]


def main(argv: Sequence[str] | None = None) -> int:
    """Print EM and F1 of a file; the exit status."""
    parser = argparse.ArgumentParser(prog="python -m eval.spans", description="The engine as a span reader.")
    parser.add_argument("file", type=Path, help="questions in the format of SQuAD")
    parser.add_argument("--limit", type=int, default=0, help="so many questions, spread evenly (all)")
    parser.add_argument("--reader", type=Path, help="folder of a taught reader, measured beside the rules")
    args = parser.parse_args(argv)
    try:
        items = [one for one in read_items(args.file) if one.answers]
        taught = _taught(args.reader) if args.reader else None
    except PolicyError as error:
        print(error, file=sys.stderr)
        return 1
    step = max(1, len(items) // args.limit) if args.limit else 1
    items = items[::step]
    weights = Weights(line for context in {one.context for one in items} for line in context.splitlines())
    _report(args.file.name, items, [read_span(one, weights) for one in items])
    if taught:
        _report(f"  {args.reader.name}", items, [taught(one) for one in items])
    return 0


def _report(name: str, items: Sequence[Item], given: Sequence[str]) -> None:
    pairs = list(zip(given, items, strict=True))
    exact = sum(max(exact_match(text, want) for want in one.answers) for text, one in pairs)
    overlap = sum(max(f1(text, want) for want in one.answers) for text, one in pairs)
    count = max(1, len(items))
    print(f"{name}: {count} questions, EM {exact / count:.3f}, F1 {overlap / count:.3f}")


def _taught(folder: Path) -> Callable[[Item], str]:
    """The span that a taught reader points at; empty where it finds none."""
    from answer.train.reader import load_reader

    reader = load_reader(folder, load_settings())

    def point(one: Item) -> str:
        span = reader.span(one.question, one.context)
        return one.context[slice(*span)] if span else ""

    return point


def read_items(path: Path) -> Iterator[Item]:
    """Questions with their paragraphs.

    Raises:
        EvalError: the file cannot be read as SQuAD.
    """
    try:
        raw = path.read_bytes()
        data = json.loads(gzip.decompress(raw) if path.suffix == ".gz" else raw)["data"]
        for paragraph in (one for article in data for one in article["paragraphs"]):
            context = unicodedata.normalize("NFC", paragraph["context"])
            for row in paragraph["qas"]:
                answers = tuple(unicodedata.normalize("NFC", one["text"]) for one in row.get("answers") or [])
                yield Item(unicodedata.normalize("NFC", row["question"]), context, answers)
    except (OSError, ValueError, LookupError, TypeError) as error:
        raise EvalError(f"{path}: not in the format of SQuAD ({error})") from error


def read_span(item: Item, weights: Weights) -> str:
    """The span that the engine quotes from the paragraph; empty where it finds none."""
    document = parse(item.context, id="paragraph", source="paragraph.txt")
    reading = Reading(document)
    whole = Passage("paragraph#0", document.id, "body", 0, len(document.text), document.text, "", (), "")
    hits = [Hit(whole, 1.0, 1, {})]
    asked = analyse(Understood(item.question, item.question))
    look = Look(asked, terms(asked, weights, False), weights)
    readings = {document.id: reading}
    info = DocumentInfo(document.id, "", None, None, None, None, None, None, None, "")
    verdict = choose(look, Candidates(look, hits, readings), [info], 0.0)
    return document.text[slice(*verdict.found[0].text)] if verdict.found else ""


def exact_match(given: str, wanted: str) -> float:
    """1 where both are the same syllables, else 0."""
    return float(_syllables(given) == _syllables(wanted))


def f1(given: str, wanted: str) -> float:
    """Harmonic mean of precision and recall over syllables."""
    have, want = _syllables(given), _syllables(wanted)
    same = sum((Counter(have) & Counter(want)).values())
    return 2 * same / (len(have) + len(want)) if same else 0.0


def _syllables(text: str) -> list[str]:
    return _PUNCTUATION.sub(" ", unicodedata.normalize("NFC", text).lower()).split()


if __name__ == "__main__":
    sys.exit(main())
