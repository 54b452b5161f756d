"""Laws of ingest that hold for every text: point, don't copy; cover all; never overlap; always the same."""

from __future__ import annotations

import gzip
import json
import re
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.document import parse
from ingest.lines import logical_lines
from ingest.metadata import evidence
from ingest.passages import passages_of
from ingest.types import Document, Passage, Section
from tests.official import documents

ANY_TEXT = st.text(
    st.one_of(st.characters(exclude_categories=["Cs"]), st.sampled_from('\n\n|*#-–“”".;:()1aIĐ Điều')),
    max_size=400,
)


@given(documents())
@settings(max_examples=80)
def test_every_law_on_invented_documents(text: str) -> None:
    check_laws(text)


@given(ANY_TEXT)
@settings(max_examples=250)
def test_every_law_on_any_text(text: str) -> None:
    check_laws(text)


@given(documents(), st.integers(1, 60), st.integers(1, 300))
@settings(max_examples=40)
def test_the_laws_hold_for_any_length_of_passages(text: str, least: int, most: int) -> None:
    document = parse(text, id="x", source="x")
    passages = passages_of(document, min_words=least, max_words=most)
    assert_passages_partition(document, passages)


@given(documents())
@settings(max_examples=60)
def test_no_passage_crosses_an_article(text: str) -> None:
    document = parse(text, id="x", source="x")
    spans = [(section.start, section.end) for section in document.sections if section.kind == "điều"]
    for passage in passages_of(document):
        for start, end in spans:
            inside = start <= passage.start and passage.end <= end
            outside = passage.end <= start or end <= passage.start
            around = text[passage.start : start].strip() and _only_headings(document, passage, start)
            assert inside or outside or around, (passage.text, text[start:end])


def _only_headings(document: Document, passage: Passage, article: int) -> bool:
    """What stands before the article in its first passage: headings of the parts the article lies in."""
    ends = {section.start for section in document.sections if section.start < article and section.heading}
    return passage.start in ends


def test_the_laws_hold_on_real_documents(shared: Path) -> None:
    texts = [path.read_text(encoding="utf-8") for path in sorted((shared / "corpus").glob("*.txt"))]
    archive = shared / "data" / "provincial" / "documents.jsonl.gz"
    if archive.is_file():
        with gzip.open(archive, "rt", encoding="utf-8") as stream:
            texts += [text for row in stream if len(text := json.loads(row)["text"]) < 60_000][::12]
    assert texts
    for text in texts:
        check_laws(text)


@pytest.mark.parametrize("piece", ["Điều 1. ", "1. a) ", "“", "|\n", "**", "- (1) ", "\n\n", "I-", "TM. "])
def test_time_grows_with_length_only(piece: str) -> None:
    """A text of nothing but markers is read in time that grows with its length, not with its square."""
    import time

    def seconds(count: int) -> float:
        started = time.perf_counter()
        passages_of(parse(piece * count, id="x", source="x"))
        return time.perf_counter() - started

    seconds(100)
    short, long = seconds(1_000), seconds(8_000)
    assert long < 40 * short + 1.0


def check_laws(text: str) -> None:
    document = parse(text, id="x", source="x")
    passages = passages_of(document)
    assert_lines_partition(text)
    assert_passages_partition(document, passages)
    assert_sections_nest(document)
    assert_passages_lie_in_their_section(document, passages)
    assert_evidence_is_in_the_text(document)
    assert parse(str(text), id="x", source="x") == document
    assert passages_of(document) == passages


def assert_lines_partition(text: str) -> None:
    last = 0
    for line in logical_lines(text):
        assert last <= line.start < line.end <= len(text)
        assert not text[last : line.start].strip()
        last = line.end
    assert not text[last:].strip()


def assert_passages_partition(document: Document, passages: tuple[Passage, ...]) -> None:
    last = 0
    for passage in passages:
        assert passage.text == document.text[passage.start : passage.end]
        assert passage.text.strip()
        assert last <= passage.start < passage.end
        assert not document.text[last : passage.start].strip()
        last = passage.end
    assert not document.text[last:].strip()
    assert len({passage.id for passage in passages}) == len(passages)
    assert all(re.fullmatch(r"x#[a-z0-9.-]+\.p\d+", passage.id) for passage in passages)


def assert_sections_nest(document: Document) -> None:
    by_id: dict[str, Section] = {}
    covered = [False] * len(document.text)
    for section in document.sections:
        assert section.id not in by_id
        by_id[section.id] = section
        assert 0 <= section.start < section.end <= len(document.text)
        covered[section.start : section.end] = [True] * (section.end - section.start)
        if section.parent is not None:
            around = by_id[section.parent]
            assert around.start <= section.start and section.end <= around.end
    assert all(seen or char.isspace() for seen, char in zip(covered, document.text, strict=True))
    starts = [section.start for section in document.sections]
    assert starts == sorted(starts)
    for parent in {section.parent for section in document.sections}:
        children = [section for section in document.sections if section.parent == parent]
        assert all(first.end <= second.start for first, second in pairwise(children))


def assert_passages_lie_in_their_section(document: Document, passages: tuple[Passage, ...]) -> None:
    by_id = {section.id: section for section in document.sections}
    for passage in passages:
        section = by_id[passage.section]
        assert section.start <= passage.start and passage.end <= section.end


def assert_evidence_is_in_the_text(document: Document) -> None:
    for field in ("number", "issued", "signer", "issuer", "title", "kind", "place", "year"):
        span = evidence(document, field)
        if span is not None:
            assert 0 <= span[0] < span[1] <= len(document.text)
    if document.signer is not None:
        span = evidence(document, "signer")
        assert span is not None and document.signer in " ".join(
            document.text[slice(*span)].replace("*", "").split()
        )
