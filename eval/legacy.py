"""``python -m eval.legacy FOLDER [--differences]``: files in old fonts, beside their transcripts.

The measure is the one defined with the files: of the letters of the transcript that carry a diacritic
(those that NFD splits, and đ), the share that the reader recovers exactly; both sides NFC, white space
collapsed, reduced to base letters and aligned. The alignment is the longest common subsequence, by
rapidfuzz: difflib, named there for another figure, takes hours for a report of 200,000 letters and
leaves out common letters when told to hurry.

A font of capitals (.VnTimeH) shows small letters as capitals; the text keeps them as typed, as the
transcripts do, and knows where capitals are shown. ``exact`` is the measure; ``but for case`` counts a
letter that differs in case alone as recovered. ``chars`` and ``syllables`` are the two figures that METRIC.md
asks for beside it: signs, and words at white space, of the transcript that stand in the text in their order.
"""

from __future__ import annotations

import argparse
import gzip
import json
import sys
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from rapidfuzz.distance import LCSseq

from eval.legacy_differences import differences, lines_of, words_of
from ingest.legacy import Converter, Run
from ingest.readers import Rejected, read_file
from settings import PolicyError

_TRANSCRIPTS = "transcripts"


@dataclass(frozen=True, slots=True)
class Score:
    """Counts of one file: letters with a diacritic in the transcript, recovered exactly, and but for case.

    ``chars`` and ``syllables`` are [found, in the transcript].
    """

    name: str
    encoding: str
    letters: int
    exact: int
    shown: int
    reason: str | None = None
    chars: tuple[int, int] = (0, 0)
    syllables: tuple[int, int] = (0, 0)


def score(truth: str, text: str, name: str = "", encoding: str = "") -> Score:
    """``text`` against ``truth`` by the three figures."""
    wanted, given = _prepared(truth), _prepared(text)
    at = [place for place, char in enumerate(wanted) if _marked(char)]
    partner = _partners(_bases(wanted), _bases(given))
    pairs = [(wanted[place], given[partner[place]]) for place in at if place in partner]
    exact = sum(one == other for one, other in pairs)
    shown = sum(one.lower() == other.lower() for one, other in pairs)
    tokens = words_of(truth)
    return Score(
        name, encoding, len(at), exact, shown, None,
        (LCSseq.similarity(wanted, given), len(wanted)),
        (LCSseq.similarity(tokens, words_of(text)), len(tokens)),
    )  # fmt: skip


def folder_scores(folder: Path) -> list[Score]:
    """A score for each file below ``folder`` that has a transcript; unread files recover nothing."""
    scores = []
    for path, truth in _transcribed(folder):
        try:
            scores.append(score(truth, read_file(path).text, path.name, path.parent.name))
        except Rejected as error:
            nothing = score(truth, "", path.name, path.parent.name)
            scores.append(replace(nothing, reason=str(error)))
    return scores


def _transcribed(folder: Path) -> Iterator[tuple[Path, str]]:
    for path in sorted(folder.glob("*/*")):
        transcript = folder / _TRANSCRIPTS / f"{path.stem}.txt"
        if path.parent.name != _TRANSCRIPTS and transcript.is_file():
            yield path, transcript.read_text(encoding="utf-8")


def main(argv: Sequence[str] | None = None) -> int:
    """Print a line a file and the totals; 1 where the folder holds no file with a transcript."""
    parser = argparse.ArgumentParser(prog="python -m eval.legacy", description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path, help="folder with tcvn3/, vni/ and transcripts/")
    parser.add_argument(
        "--unicode", type=Path, metavar="FILE", help="documents (.jsonl.gz) that must not change"
    )
    parser.add_argument(
        "--differences", action="store_true", help="list the words in which text and transcript differ"
    )
    args = parser.parse_args(argv)
    if args.unicode is not None:
        return _print_unchanged(args.unicode)
    if args.folder is None:
        parser.error("name a folder, or --unicode FILE")
    if args.differences:
        return _print_differences(args.folder)
    try:
        scores = folder_scores(args.folder)
    except PolicyError as error:
        print(f"lỗi: {error}", file=sys.stderr)
        return 1
    if not scores:
        print("lỗi: không có tệp nào kèm bản chép (transcripts/): kiểm tra lại thư mục", file=sys.stderr)
        return 1
    for one in scores:
        shares = f"{_share(one.exact, one)}  {_share(one.shown, one)}  {_of(one.chars)}  {_of(one.syllables)}"
        print(f"{shares}  {one.letters:6d}  {one.name}  {one.reason or ''}".rstrip())
    for encoding in sorted({one.encoding for one in scores}):
        _print_total(encoding, [one for one in scores if one.encoding == encoding])
    _print_total("all", scores)
    return 0


def _print_differences(folder: Path) -> int:
    """A line for each word that differs, and for whom the differences speak."""
    counts: Counter[str] = Counter()
    for path, truth in _transcribed(folder):
        found = differences(truth, read_file(path).text)
        for line in lines_of(path.name, found):
            print(line)
        for one in found:
            counts[one.verdict] += one.times
    print("differences: " + ", ".join(f"{verdict} {count}" for verdict, count in sorted(counts.items())))
    return 0


def _print_unchanged(path: Path) -> int:
    """How many lines of Unicode documents change without a font, and in a font that is called .VnTime."""
    with gzip.open(path, "rt", encoding="utf-8") as stream:
        texts = [str(json.loads(line)["text"]) for line in stream]
    for font in (None, ".VnTime"):
        lines = changed = 0
        for text in texts:
            runs = [Run(line, font) for line in text.split("\n")]
            converter = Converter(runs)
            lines += len(runs)
            changed += sum(converter.text(run) != run.text for run in runs)
        print(f"font {font or 'not told'}: {changed} of {lines} lines of {len(texts)} documents changed")
    return 0


def _print_total(name: str, scores: list[Score]) -> None:
    whole = Score(
        name, "", *(sum(getattr(one, key) for one in scores) for key in ("letters", "exact", "shown"))
    )
    chars, syllables = (
        _of((sum(getattr(one, key)[0] for one in scores), sum(getattr(one, key)[1] for one in scores)))
        for key in ("chars", "syllables")
    )
    good = [sum(getattr(one, key) >= 0.95 * one.letters for one in scores) for key in ("exact", "shown")]
    unread = sum(one.reason is not None for one in scores)
    print(
        f"{name}: {len(scores)} files, {whole.letters} letters, exact {_share(whole.exact, whole)}, "
        f"but for case {_share(whole.shown, whole)}; chars {chars}, syllables {syllables}; "
        f"at .95 or more {good[0]} and {good[1]} files; not read {unread}"
    )


def _share(part: int, one: Score) -> str:
    return f"{part / one.letters:.4f}" if one.letters else "  -   "


def _of(counts: tuple[int, int]) -> str:
    return f"{counts[0] / counts[1]:.4f}" if counts[1] else "  -   "


def _prepared(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).split())


def _marked(char: str) -> bool:
    return char in "đĐ" or len(unicodedata.normalize("NFD", char)) > 1


def _bases(text: str) -> str:
    """A base letter, small, for each character: alignment must not hang on case."""
    return "".join(
        "d" if char in "đĐ" else unicodedata.normalize("NFD", char)[0].lower()[:1] for char in text
    )


def _partners(wanted: str, given: str) -> dict[int, int]:
    partners: dict[int, int] = {}
    for code in LCSseq.opcodes(wanted, given):
        if code.tag == "equal":
            there = range(code.dest_start, code.dest_end)
            partners.update(zip(range(code.src_start, code.src_end), there, strict=True))
    return partners


if __name__ == "__main__":
    sys.exit(main())
