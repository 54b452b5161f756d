"""``python -m eval.recognition FILE.pdf … [--dpi 200 300]``: how well pages are read from pictures.

Of a page with a text layer, that layer is the truth and its picture what is read: an upper bound, as no
scanner was between. Of a scan only the engine's own confidence is known, and a dash stands for the rest.
"""

from __future__ import annotations

import argparse
import re
import sys
import time
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path

import pypdfium2 as pdfium

from ingest.canonical import canonical
from ingest.readers import ocr
from ingest.readers.pdf_lines import lines_of
from ingest.readers.scans import draw


@dataclass(slots=True)
class Score:
    """Sums over pages at one resolution; ``words`` and ``letters`` are [right, in all] counts."""

    pages: int = 0
    seconds: float = 0.0
    confidence: float = 0.0
    words: tuple[int, int] = (0, 0)
    letters: tuple[int, int] = (0, 0)


def main(arguments: Sequence[str] | None = None) -> int:
    """Print a line for each resolution; exit status 1 where the engine is missing."""
    parser = argparse.ArgumentParser(prog="python -m eval.recognition", description=__doc__.split("\n")[0])
    parser.add_argument("files", nargs="+", type=Path, metavar="FILE.pdf")
    parser.add_argument("--pages", type=int, default=2, help="first pages of each file (default 2)")
    parser.add_argument("--dpi", type=int, nargs="+", default=[200, 300], help="resolutions to compare")
    options = parser.parse_args(arguments)
    if ocr.version() is None:
        print(f"lỗi: không có chương trình nhận dạng chữ: {ocr.INSTALL}", file=sys.stderr)
        return 1
    print("dpi  pages  s/page  confidence  words  marked letters")
    for dpi in options.dpi:
        score = Score()
        for path in options.files:
            _add(score, path, options.pages, dpi)
        pages = max(1, score.pages)
        print(
            f"{dpi:<4} {score.pages:>5}  {score.seconds / pages:6.2f}  {score.confidence / pages:10.1f}"
            f"  {_share(score.words):>5}  {_share(score.letters)}"
        )
    return 0


def _share(counts: tuple[int, int]) -> str:
    return f"{counts[0] / counts[1]:.3f}" if counts[1] else "–"


def _add(score: Score, path: Path, pages: int, dpi: int) -> None:
    document = pdfium.PdfDocument(path)
    try:
        for number in range(min(pages, len(document))):
            page = document[number]
            truth = " ".join(line.text for line in lines_of(page, page.get_textpage(), page.get_mediabox()))
            picture = draw(document, number, dpi)
            started = time.perf_counter()
            words = list(ocr.words_of(ocr.recognize(picture.pgm, dpi)))
            score.seconds += time.perf_counter() - started
            score.pages += 1
            score.confidence += ocr.confidence(words)
            _compare(score, truth, " ".join(word.text for word in words))
    finally:
        document.close()


def _compare(score: Score, truth: str, read: str) -> None:
    """Words found in their order; of those in their place, the letters that bear a mark."""
    right, seen = (re.findall(r"\w+", canonical(text)) for text in (truth, read))
    score.words = _sum(score.words, (_common(right, seen), len(right)))
    for wanted, found in _pairs(right, seen):
        marked = [(a, b) for a, b in zip(wanted, found, strict=True) if _marked(a)]
        score.letters = _sum(score.letters, (sum(a == b for a, b in marked), len(marked)))


def _sum(a: tuple[int, int], b: tuple[int, int]) -> tuple[int, int]:
    return a[0] + b[0], a[1] + b[1]


def _common(right: list[str], seen: list[str]) -> int:
    return sum(
        block.size for block in SequenceMatcher(None, right, seen, autojunk=False).get_matching_blocks()
    )


def _pairs(right: list[str], seen: list[str]) -> Iterator[tuple[str, str]]:
    """Words that stand in the same place with the same letters but for their marks."""
    a, b = ([_bare(word) for word in words] for words in (right, seen))
    for i, j, size in SequenceMatcher(None, a, b, autojunk=False).get_matching_blocks():
        yield from zip(right[i : i + size], seen[j : j + size], strict=True)


def _bare(word: str) -> str:
    plain = unicodedata.normalize("NFD", word.lower().replace("đ", "d"))
    return "".join(char for char in plain if not unicodedata.combining(char))


def _marked(char: str) -> bool:
    return _bare(char) != char.lower()


if __name__ == "__main__":
    sys.exit(main())
