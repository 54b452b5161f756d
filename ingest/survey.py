"""``python -m ingest.survey [PATH ...]``: how well the grammar reads a body of documents, in figures.

A path is a text file, a folder of text files, or a ``.jsonl.gz`` with ``id``, ``title``, ``text`` a
line. Where a publisher's title names number and kind ("Quyết định 97/2025/QĐ-UBND quy định…"), or
its table names signer and date, the metadata read from the document itself is compared with them.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from statistics import mean, median

from ingest.document import parse
from ingest.facts import facts_of
from ingest.kinds import kind_of
from ingest.passages import MAX_WORDS, MIN_WORDS, passages_of
from ingest.types import Document, Passage
from settings import ROOT, PolicyError


class SurveyError(PolicyError):
    """Nothing at the path can be surveyed."""


@dataclass(frozen=True, slots=True)
class Source:
    """A text to survey and what its publisher says about it (empty where nothing is said)."""

    id: str
    title: str
    text: str


@dataclass(slots=True)
class Tally:
    """Counts over all documents; ``fields`` maps a metadata field to [agree, compared] counts."""

    documents: int = 0
    facts: int = 0
    crashes: list[str] = field(default_factory=list)
    characters: int = 0
    uncovered: int = 0
    overlaps: int = 0
    unstructured: list[str] = field(default_factory=list)
    sections: Counter[str] = field(default_factory=Counter)
    words: list[int] = field(default_factory=list)
    lengths: list[int] = field(default_factory=list)
    found: Counter[str] = field(default_factory=Counter)
    agree: Counter[str] = field(default_factory=Counter)
    compared: Counter[str] = field(default_factory=Counter)
    given: Counter[str] = field(default_factory=Counter)
    misses: list[str] = field(default_factory=list)


FIELDS = ("title", "number", "kind", "issuer", "place", "issued", "year", "signer")
_STRUCTURE = {"phần", "chương", "mục", "điều", "khoản", "điểm", "heading", "item"}


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the figures; exit status 1 where nothing can be read."""
    parser = argparse.ArgumentParser(prog="python -m ingest.survey", description=__doc__.split("\n")[0])
    parser.add_argument("paths", nargs="*", type=Path, default=[ROOT / "corpus"])
    parser.add_argument(
        "--misses", action="store_true", help="list metadata that differ from the publisher's"
    )
    options = parser.parse_args(arguments)
    try:
        sources = [source for path in options.paths for source in read_sources(path)]
    except PolicyError as error:
        print(error, file=sys.stderr)
        return 1
    started = time.perf_counter()
    tally = survey(sources)
    print("\n".join(report(tally, time.perf_counter() - started)))
    if options.misses:
        print("\n".join(tally.misses))
    return 0


def read_sources(path: Path) -> list[Source]:
    """The texts at ``path``.

    Raises:
        SurveyError: nothing there, or nothing that can be read as text.
    """
    try:
        if path.name.endswith((".jsonl.gz", ".jsonl")):
            opener = gzip.open if path.suffix == ".gz" else open
            with opener(path, "rt", encoding="utf-8") as stream:
                rows = [json.loads(row) for row in stream]
            return [Source(row["id"], row["title"], row["text"]) for row in rows]
        files = sorted((*path.glob("*.txt"), *path.glob("*.md"))) if path.is_dir() else [path]
        if files:
            return [Source(file.stem, "", file.read_text(encoding="utf-8")) for file in files]
    except (OSError, ValueError, KeyError) as error:
        raise SurveyError(f"{path}: cannot be surveyed ({error}); name a text file or a .jsonl.gz") from error
    raise SurveyError(f"{path}: holds no .txt or .md file; name another path")


def survey(sources: Sequence[Source]) -> Tally:
    """Parse every source and count."""
    tally = Tally()
    for source in sources:
        tally.documents += 1
        tally.characters += len(source.text)
        try:
            document = parse(source.text, id=source.id, source=source.id)
            passages = passages_of(document)
            tally.facts += len(facts_of(document))
        except Exception as error:  # a survey reports what breaks, it does not stop there
            tally.crashes.append(f"{source.id}: {type(error).__name__}: {error}")
            continue
        _count(tally, document, passages)
        _compare(tally, document, source)
    return tally


def _count(tally: Tally, document: Document, passages: Sequence[Passage]) -> None:
    tally.sections.update(section.kind for section in document.sections)
    if not any(section.kind in _STRUCTURE for section in document.sections):
        tally.unstructured.append(document.id)
    tally.words.extend(len(passage.text.replace("|", " ").split()) for passage in passages)
    tally.lengths.extend(passage.end - passage.start for passage in passages)
    tally.found.update(name for name in FIELDS if getattr(document, name) is not None)
    last = 0
    for passage in passages:
        tally.overlaps += passage.start < last
        tally.uncovered += _visible(document.text[last : passage.start])
        last = passage.end
    tally.uncovered += _visible(document.text[last:])


def _visible(text: str) -> int:
    return sum(not c.isspace() for c in text)


_TITLE_NUMBER = re.compile(r"^(?P<kind>[^\d]+?) (?P<number>\d[\w/.&Đ-]*[/-][A-ZĐ][\w/.&Đ-]*)")
_TABLE = r"\*\*\s*{}:\s*\*\*\s*\|\s*(?P<value>[^|]+?)\s*\|"
_SIGNER = re.compile(_TABLE.format("Người ký"))
_ISSUED = re.compile(_TABLE.format("Ngày ban hành"))


def _compare(tally: Tally, document: Document, source: Source) -> None:
    for name, expected, got in _expected(document, source):
        tally.compared[name] += 1
        tally.given[name] += got is not None
        if expected == got:
            tally.agree[name] += 1
        else:
            tally.misses.append(f"{source.id} {name}: {got!r}, publisher {expected!r}")


def _expected(document: Document, source: Source) -> Iterator[tuple[str, str, str | None]]:
    titled = _TITLE_NUMBER.match(source.title)
    kind = kind_of(titled["kind"].strip()) if titled else None
    if titled and kind:
        yield "number", titled["number"], document.number
        yield "kind", kind, document.kind
    signer = _SIGNER.search(source.text[:20_000])
    if signer:
        yield "signer", " ".join(signer["value"].split()), document.signer
    issued = _ISSUED.search(source.text[:20_000])
    if issued:
        day, month, year = issued["value"].split("/")
        yield "issued", f"{year}-{month}-{day}", document.issued.isoformat() if document.issued else None


def report(tally: Tally, seconds: float) -> list[str]:
    """The lines that ``main`` prints."""
    lines = [
        f"documents            {tally.documents} ({tally.characters:,} characters, {seconds:.1f} s)",
        f"facts                {tally.facts}",
        f"crashes              {len(tally.crashes)}",
        f"uncovered characters {tally.uncovered}, overlaps {tally.overlaps}",
        f"without structure    {len(tally.unstructured)}",
        "sections             " + ", ".join(f"{kind} {n}" for kind, n in tally.sections.most_common()),
    ]
    if tally.words:
        fit = sum(MIN_WORDS <= n <= MAX_WORDS for n in tally.words) / len(tally.words)
        lines += [
            f"passages             {len(tally.words)}, within {MIN_WORDS}-{MAX_WORDS} words: {fit:.3f}, "
            f"longer: {sum(n > MAX_WORDS for n in tally.words)}",
            f"words a passage      mean {mean(tally.words):.1f}, median {median(tally.words):.0f}, "
            f"longest {max(tally.words)}",
            f"characters a passage mean {mean(tally.lengths):.1f}, median {median(tally.lengths):.0f}, "
            f"longest {max(tally.lengths)}",
        ]
    lines.append("metadata found       " + ", ".join(f"{name} {tally.found[name]}" for name in FIELDS))
    for name in sorted(tally.compared):
        share = tally.agree[name] / tally.compared[name]
        given = tally.agree[name] / max(1, tally.given[name])
        lines.append(
            f"  {name} as published  {tally.agree[name]}/{tally.compared[name]} = {share:.3f}; "
            f"where one was read {tally.agree[name]}/{tally.given[name]} = {given:.3f}"
        )
    return lines + [f"crash: {crash}" for crash in tally.crashes[:10]]


if __name__ == "__main__":
    raise SystemExit(main())
