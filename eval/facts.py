"""``python -m eval.facts CORPUS DOCUMENTS.jsonl.gz``: facts that ingest reads, beside those a person read.

``facts.jsonl`` names, for each judged document, stretches of its canonical text and every figure in
them: spans, values, units, years, no text. A document whose text is no longer the judged one is
reported and left out. A figure counts as found when its numeral and value agree; as bound when unit,
year or period, status and indicator are right too; comparator, place and organisation in charge are
told beside. Figures judged "optional" (ages, sizes that define a class) count neither way.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ingest.document import parse
from ingest.facts import FactRecord, facts_of
from ingest.readers import read_bytes
from ingest.survey import read_sources
from ingest.types import Document
from settings import PolicyError

JUDGED = Path(__file__).with_name("facts.jsonl")
ASPECTS = ("unit", "period", "status", "indicator")  # all of them right: the figure is bound
BESIDE = ("comparator", "place", "organisation")
COLUMNS = ASPECTS + BESIDE
PARTS = ("develop", "measure", "sampled")

_WORD = re.compile(r"[^\W_]+")


class FactsError(PolicyError):
    """The judged facts cannot be compared with these documents."""


@dataclass(slots=True)
class Score:
    """Counts over judged stretches; ``right`` maps an aspect to the found figures that have it right.

    ``asked`` counts the found figures for which an aspect was judged.
    """

    judged: int = 0
    read: int = 0
    found: int = 0
    bound: int = 0
    right: Counter[str] = field(default_factory=Counter)
    asked: Counter[str] = field(default_factory=Counter)
    misses: list[str] = field(default_factory=list)

    @property
    def precision(self) -> float:
        return self.found / self.read if self.read else 1.0

    @property
    def recall(self) -> float:
        return self.found / self.judged if self.judged else 1.0

    @property
    def bound_precision(self) -> float:
        return self.bound / self.read if self.read else 1.0

    @property
    def bound_recall(self) -> float:
        return self.bound / self.judged if self.judged else 1.0


@dataclass(frozen=True, slots=True)
class Judged:
    """The stretches of a document that were judged for one part: ``units``, with their figures."""

    document: str
    half: str
    part: str
    sha256: str
    units: Sequence[Any]


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the figures; exit status 1 where nothing can be compared."""
    parser = argparse.ArgumentParser(prog="python -m eval.facts", description=__doc__.split("\n")[0])
    parser.add_argument("paths", nargs="+", type=Path, help="text file, folder of text files or .jsonl.gz")
    parser.add_argument("--part", choices=PARTS, help="only the documents of this part")
    parser.add_argument("--misses", action="store_true", help="list what was missed or read wrong")
    options = parser.parse_args(arguments)
    try:
        scores, changed = evaluate(options.paths, read_judged())
    except PolicyError as error:
        print(error, file=sys.stderr)
        return 1
    for line in report(scores, changed, options.part, options.misses):
        print(line)
    return 0


def read_judged(path: Path = JUDGED) -> tuple[Judged, ...]:
    """The judged documents.

    Raises:
        FactsError: no such file, or not of this form.
    """
    try:
        rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
        return tuple(Judged(**row) for row in rows)
    except (OSError, ValueError, TypeError) as error:
        raise FactsError(f"{path}: không đọc được các chỉ tiêu đã đối chiếu ({error})") from error


def evaluate(
    paths: Iterable[Path], judged: Iterable[Judged]
) -> tuple[dict[tuple[str, str], Score], list[str]]:
    """Scores by half and part, and the ids of judged documents that are missing or read otherwise.

    Raises:
        FactsError: none of the judged documents is there as judged.
    """
    wanted: dict[str, list[Judged]] = {}
    for one in judged:
        wanted.setdefault(one.document, []).append(one)
    scores: dict[tuple[str, str], Score] = {}
    for document in _documents(paths, set(wanted)):
        digest = hashlib.sha256(document.text.encode()).hexdigest()
        if any(one.sha256 != digest for one in wanted[document.id]):
            continue
        for one in wanted.pop(document.id):
            compare(document, one, scores.setdefault((one.half, one.part), Score()))
    if not scores:
        raise FactsError("không có văn bản nào đúng như khi đối chiếu: kiểm tra lại đường dẫn đã nêu")
    return scores, sorted(wanted)


def compare(document: Document, judged: Judged, score: Score) -> None:
    """Add what is read in the judged stretches of ``document`` to ``score``."""
    records = facts_of(document)
    for unit in judged.units:
        low, high = unit["start"], unit["end"]
        inside = [one for one in records if low <= one.number[0] < high]
        _compare_unit(document, unit, inside, score)


def _compare_unit(document: Document, unit: Any, records: list[FactRecord], score: Score) -> None:
    left = list(records)
    for fact in unit["facts"]:
        near = [one for one in left if one.number[0] < fact["end"] and fact["start"] < one.number[1]]
        same = [one for one in near if value_of(one) == fact["value"]]
        if fact.get("optional"):
            left = [one for one in left if one not in near]
            continue
        score.judged += 1
        if not same:
            score.misses.append(f"missed  {_shown(document, fact['start'], fact['end'])}")
            continue
        left.remove(same[0])
        score.read += 1
        score.found += 1
        asked = [*ASPECTS, *(aspect for aspect in BESIDE if aspect in fact)]
        wrong = [aspect for aspect in asked if not _right(document, aspect, fact, same[0], unit)]
        score.asked.update(asked)
        score.right.update(set(asked) - set(wrong))
        score.bound += not set(wrong) & set(ASPECTS)
        if wrong:
            score.misses.append(f"{','.join(wrong):8}{_told(document, fact, same[0])}")
    score.read += len(left)
    score.misses.extend(f"false   {_shown(document, *one.number)} [{one.indicator}]" for one in left)


def value_of(record: FactRecord) -> str:
    """A figure's value as the judged file writes it: ``"93.5"``, ``"6.3..6.7"``, ``"32/51"``."""
    low, high = f"{record.low.normalize():f}", f"{record.high.normalize():f}"
    if record.of is not None:
        return f"{low}/{record.of.normalize():f}"
    return low if low == high else f"{low}..{high}"


def _right(document: Document, aspect: str, fact: Any, record: FactRecord, unit: Any) -> bool:
    if aspect not in fact:
        return True
    if aspect == "unit":
        return _same_unit(fact["unit"], record.unit)
    if aspect == "period":
        return _period(record) in fact["period"]
    if aspect == "indicator":
        return names_alike(document.text, fact["indicator"], record.words, (unit["start"], unit["end"]))
    if aspect == "organisation":
        return _same_body(document, fact["organisation"], record.organisation)
    return getattr(record, aspect) in fact[aspect]


def names_alike(
    text: str, judged: Sequence[Sequence[int]], read: Sequence[Sequence[int]], within: tuple[int, int]
) -> bool:
    """The words read name what the judged words name, so that an official would sign it.

    Of the syllables of each judged stretch at least six in ten are read (so that a figure of "nông thôn"
    is not taken for its sibling's). Within the judged lines no more than twice as many and twelve are read
    in all; headings of columns and rows above, which the grammar keeps short, are free.
    """
    wanted = [_syllables(text, [span]) for span in judged]
    got = set(_syllables(text, read))
    inside = _syllables(text, [span for span in read if within[0] <= span[0] < within[1]])
    enough = all(sum(word in got for word in one) >= 0.6 * len(one) for one in wanted)
    return enough and len(inside) <= 2 * sum(map(len, wanted)) + 12


def _syllables(text: str, spans: Sequence[Sequence[int]]) -> list[str]:
    return [word.lower() for start, end in spans for word in _WORD.findall(text, start, end)]


def _same_body(document: Document, judged: Sequence[int] | None, read: str | None) -> bool:
    """Both name nobody, or most words of the judged name are read and few others."""
    if judged is None or read is None:
        return judged is None and read is None
    wanted, got = _syllables(document.text, [judged]), [word.lower() for word in _WORD.findall(read)]
    return sum(word in got for word in wanted) >= 0.6 * len(wanted) and len(got) <= 2 * len(wanted) + 4


def _same_unit(judged: str | None, read: str | None) -> bool:
    """Equal, or one names what is counted at more length: "lao động" and "lao động nông thôn"."""
    if judged is None or read is None:
        return judged is read
    one, other = (re.sub(r"\s*/\s*", "/", " ".join(unit.lower().split())) for unit in (judged, read))
    counted = not re.match(r"[%‰\d]", one) and "/" not in one + other
    return one == other or (counted and (one.startswith(f"{other} ") or other.startswith(f"{one} ")))


def _period(record: FactRecord) -> str | None:
    if record.period is None:
        return None
    first, last = record.period.first, record.period.last
    return str(first) if first == last else f"{first}-{last}"


def _documents(paths: Iterable[Path], wanted: set[str]) -> Iterator[Document]:
    for path in paths:
        for source in read_sources(path):
            if source.id in wanted:
                text = read_bytes(source.text.encode(), ".txt").text
                yield parse(text, id=source.id, source=source.id)


def _told(document: Document, fact: Any, record: FactRecord) -> str:
    read = (record.unit, _period(record), record.status, record.indicator)
    beside = (record.comparator, record.place, record.organisation)
    meant = [fact.get("unit"), fact.get("period"), fact.get("status"), *(fact.get(one) for one in BESIDE)]
    names = [document.text[start:end] for start, end in fact.get("indicator", ())]
    return f"{_shown(document, *record.number)} read {read} {beside}, judged {meant} {names}"


def _shown(document: Document, start: int, end: int) -> str:
    return f"{document.id[:16]} {document.text[max(0, start - 50) : end + 30]!r}"


def report(
    scores: dict[tuple[str, str], Score], changed: Sequence[str], part: str | None, misses: bool
) -> Iterator[str]:
    """The lines that ``main`` prints."""
    yield f"{'':24}judged  read   figure P / R     bound P / R      " + " ".join(f"{a:>9}" for a in COLUMNS)
    for (half, name), score in sorted(scores.items()):
        if part in (None, name):
            shares = " ".join(f"{_share(score, a):>{max(9, len(a))}}" for a in COLUMNS)
            figure = f"{score.precision:.3f} / {score.recall:.3f}"
            bound = f"{score.bound_precision:.3f} / {score.bound_recall:.3f}"
            yield f"{half + ' ' + name:24}{score.judged:6} {score.read:5}   {figure}    {bound}    {shares}"
            if misses:
                yield from (f"    {line}" for line in score.misses)
    if changed:
        yield f"not as judged, left out: {len(changed)} ({', '.join(changed[:5])})"


def _share(score: Score, aspect: str) -> str:
    return f"{score.right[aspect] / score.asked[aspect]:.3f}" if score.asked[aspect] else "–"


if __name__ == "__main__":
    raise SystemExit(main())
