"""Count the syllables of public-domain law text into the shipped language model.

``python -m index.train_language LAW [LAW ...] [--out FILE]`` reads .jsonl, .jsonl.gz or .json.gz
files of records with ``title`` and ``text`` (law texts are in the public domain: Law on Intellectual
Property 2005, article 15), adds the question words of ``data/question_forms.txt`` and the everyday words of
``data/everyday*`` (written for this project), and writes at most 10 MB.
"""

from __future__ import annotations

import argparse
import gzip
import json
import sys
from collections.abc import Iterator
from pathlib import Path

from index.language import SHIPPED, LanguageModel, pieces

FORMS = SHIPPED.with_name("question_forms.txt")
EVERYDAY = tuple(
    SHIPPED.with_name(name) for name in ("everyday.tsv", "everyday_questions.tsv", "everyday_speech.txt")
)
_FORMS_WEIGHT = 40  # a question form counts as often as a phrase of a few laws
_EVERYDAY_WEIGHT = 10  # laws lack these words; more would outweigh what official words they do have


def main(arguments: list[str] | None = None) -> int:
    """Command line; prints what was counted."""
    parser = argparse.ArgumentParser(prog="python -m index.train_language", description=__doc__)
    parser.add_argument("laws", nargs="+", type=Path)
    parser.add_argument("--out", type=Path, default=SHIPPED)
    given = parser.parse_args(arguments)
    laws = LanguageModel.learn((pieces(text) for path in given.laws for text in _texts(path)), 4, 2)
    forms = LanguageModel.learn(pieces(line) for line in _lines(FORMS))
    everyday = LanguageModel.learn(
        pieces(said) for path in EVERYDAY for line in _lines(path) for said in line.split("|")
    )
    model = laws.joined(forms, _FORMS_WEIGHT).joined(everyday, _EVERYDAY_WEIGHT)
    model.save(given.out, compress=True)
    print(
        f"{int(laws.ones.sum()):,} pieces, {len(model.vocabulary):,} syllables, {len(model.twos):,} pairs, "
        f"{len(model.threes):,} triples, {given.out.stat().st_size / 1e6:.1f} MB"
    )
    return 0


def _lines(path: Path) -> list[str]:
    return [line for line in path.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]


def _texts(path: Path) -> Iterator[str]:
    raw = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    text = raw.decode("utf-8")
    records = json.loads(text) if text.lstrip().startswith("[") else map(json.loads, text.splitlines())
    for record in records:
        yield f"{record.get('title', '')}\n{record['text']}"


if __name__ == "__main__":
    sys.exit(main())
