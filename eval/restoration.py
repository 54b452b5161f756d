"""How well diacritics are restored: ``python -m eval.restoration RECORDS.jsonl.gz``.

Every other document (by id) stands for an office's own archive and is learnt from; sentences of the
rest are stripped of their diacritics, restored, and compared syllable by syllable. Printed for the
shipped counts alone, for these with the archive's, and with questions' worth of words (8 to 20)
beside whole sentences. ``--underthesea`` adds that library's ``text_normalize`` for comparison: it
mends spellings but restores nothing, which is what the row shows.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
import re
import sys
import time
from collections.abc import Callable, Sequence
from difflib import SequenceMatcher
from pathlib import Path

from index.abbreviations import Abbreviations
from index.language import LanguageModel
from index.restore import restore
from index.syllables import canonical, is_accented, unaccent
from index.understand import Knowledge
from ingest.reading import readable

Restorer = Callable[[str], str]
_WORD = re.compile(r"[^\W\d_]+")
_END = re.compile(r"(?<=[.;:])\s+|\n+")


def main(arguments: list[str] | None = None) -> int:
    """Command line; prints a table."""
    parser = argparse.ArgumentParser(prog="python -m eval.restoration", description=__doc__)
    parser.add_argument("records", type=Path, help=".jsonl.gz of records with id and text")
    parser.add_argument("--sentences", type=int, default=2000)
    parser.add_argument("--underthesea", action="store_true")
    given = parser.parse_args(arguments)
    with gzip.open(given.records, "rt", encoding="utf-8") as file:
        records = sorted((json.loads(line) for line in file), key=lambda record: str(record["id"]))
    archive = [readable(record["text"]) for record in records[::2]]
    sentences = _sentences([readable(record["text"]) for record in records[1::2]], given.sentences)
    none = Abbreviations()  # spelling out would change the number of words
    shipped = LanguageModel.load()
    learnt = Knowledge.learn(archive, []).model
    restorers: dict[str, Restorer] = {
        "as typed": lambda text: text,
        "shipped counts": lambda text: restore(text, shipped, none)[0],
        "with the archive's": lambda text: restore(text, learnt, none)[0],
    }
    if given.underthesea:
        from underthesea import text_normalize

        restorers["underthesea text_normalize"] = text_normalize
    print(f"{len(sentences)} sentences of {len(records[1::2])} documents; archive: {len(archive)} documents")
    print(f"{'restorer':28}{'text':14}{'syllables':>10}{'right':>8}{'ms':>8}")
    for name, restorer in restorers.items():
        for kind, texts in (("sentences", sentences), ("8-20 words", _shortened(sentences))):
            right, total, seconds = _score(restorer, texts)
            ms = 1000 * seconds / len(texts)
            print(f"{name:28}{kind:14}{total:>10}{right / total:>8.4f}{ms:>8.2f}")
    return 0


def _sentences(texts: Sequence[str], count: int) -> list[str]:
    """Sentences of 30 to 300 characters that carry diacritics, the same for the same texts."""
    found = [s for text in texts for s in _END.split(text) if 30 < len(s) < 300 and is_accented(s)]
    unique = sorted(set(found))
    return random.Random(0).sample(unique, min(count, len(unique)))


def _shortened(sentences: Sequence[str]) -> list[str]:
    """The first 8 to 20 words of each sentence: as long as questions are."""
    chance = random.Random(1)
    return [" ".join(sentence.split()[: chance.randint(8, 20)]) for sentence in sentences]


def _score(restorer: Restorer, texts: Sequence[str]) -> tuple[int, int, float]:
    """Syllables that came back as they were (spelling variants count as one), all, and seconds."""
    right = total = 0
    started = time.perf_counter()
    restored = [restorer(unaccent(text)) for text in texts]
    seconds = time.perf_counter() - started
    for text, again in zip(texts, restored, strict=True):
        wanted, got = ([canonical(w) for w in _WORD.findall(t)] for t in (text, again))
        total += len(wanted)
        right += _same(wanted, got)
    return right, total, seconds


def _same(wanted: list[str], got: list[str]) -> int:
    """Syllables that came back in their place; where a split word was joined, those around it."""
    if len(wanted) == len(got):
        return sum(a == b for a, b in zip(wanted, got, strict=True))
    return sum(block.size for block in SequenceMatcher(None, wanted, got, False).get_matching_blocks())


if __name__ == "__main__":
    sys.exit(main())
