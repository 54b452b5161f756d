"""The bundled digests hold the figures of their sources, and the judged questions point into them."""

from __future__ import annotations

import json
import re
import unicodedata
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from corpus._make import as_pdf, make
from corpus._make.blocks import read_source, spans
from ingest.readers import read_file
from settings import ROOT

CORPUS = ROOT / "corpus"
SOURCES = ROOT.parent / "shared" / "corpus"
MADE = {path.stem: path for path in sorted(CORPUS.iterdir()) if re.fullmatch(r"[a-z-]+\d{4}.*", path.name)}
FIGURES = [
    tuple(line.split("\t"))
    for line in (ROOT / "tests" / "data" / "figures.tsv").read_text(encoding="utf-8").splitlines()
    if not line.startswith("#")
]
QUESTIONS: list[dict[str, Any]] = [
    json.loads(line) for line in (ROOT / "eval" / "bundled.jsonl").read_text(encoding="utf-8").splitlines()
]
# "3,4" of the Tháp Mười source is no decimal: levels 3 and 4 of online public services.
NOT_FIGURES = {"3,4"}
# Parts of official titles: a digest must give them as they are.
TITLES = {
    "trình đại hội đại biểu đảng bộ tỉnh lần thứ xiv nhiệm kỳ 2020 2025",
    "kèm theo quyết định số 452 qđ ubnd ngày 16 tháng 01 năm 2023",
}

needs_sources = pytest.mark.skipif(
    not SOURCES.is_dir(), reason="the four real documents are not beside the project"
)


@cache
def text_of(document: str) -> str:
    """Canonical text of a digest, as ingest reads it."""
    return read_file(MADE[document]).text


def digests_of(source: Path) -> str:
    """All digests of one source: their names start with its place."""
    place = source.stem[:-5]
    return "\n".join(text_of(name) for name in MADE if name.startswith(place))


def source_text(source: Path) -> str:
    return unicodedata.normalize("NFC", source.read_text(encoding="utf-8"))


def numbers(text: str) -> set[str]:
    """Numbers as written: digits with the points and commas between them."""
    return set(re.findall(r"\d+(?:[.,]\d+)*", text)) - NOT_FIGURES


def sources() -> list[Path]:
    return sorted(SOURCES.glob("*.txt")) if SOURCES.is_dir() else []


def test_every_format_is_there_and_every_source_has_its_file() -> None:
    assert {path.suffix for path in MADE.values()} == {".md", ".docx", ".html", ".pdf"}
    assert set(MADE) == {path.stem for path in make.HERE.glob("*.txt")}


@pytest.mark.parametrize(("document", "words", "figure"), FIGURES)
def test_figure_stands_next_to_its_indicator(document: str, words: str, figure: str) -> None:
    """No other number lies between the two: ``93%`` belongs to the words it is listed with."""
    near = rf"{re.escape(words)}[^\d\n]*(?<![\d.,]){re.escape(figure)}(?![\d]|[.,]\d)"
    before = rf"(?<![\d.,]){re.escape(figure)}(?![\d]|[.,]\d)[^\d\n]*{re.escape(words)}"
    where = text_of(document)
    if not any(char.isdigit() for char in figure):  # a signer stands on the line below the office
        near = rf"{re.escape(words)}\n{re.escape(figure)}"
    assert re.search(f"{near}|{before}", where, re.IGNORECASE), f"{figure!r} not bound to {words!r}"


def test_three_targets_of_health_insurance_in_2023_each_in_one_digest() -> None:
    found = {
        name: re.findall(r"bảo hiểm y tế[^;.%\n]*?((?:trên )?\d+(?:,\d)?%)", text_of(name), re.IGNORECASE)
        for name in MADE
        if not name.startswith("hau-giang")
    }
    assert {name: targets for name, targets in found.items() if targets} == {
        "bac-giang-2023-chi-tieu": ["trên 99,2%"],
        "dong-thap-2023-chi-tieu": ["93%"],
        "thap-muoi-2023-chi-tieu": ["trên 94%"],
    }


@pytest.mark.parametrize("document", sorted(MADE))
def test_digest_names_its_source_and_says_that_it_is_no_official_text(document: str) -> None:
    text = text_of(document)
    assert "Nguồn: bản tóm lược từ " in text
    assert "văn bản gốc:" in text
    assert "không phải văn bản chính thức" in " ".join(text.split())


@needs_sources
@pytest.mark.parametrize("source", sources(), ids=lambda path: path.stem)
def test_all_numbers_of_the_source_are_in_its_digests_and_no_other(source: Path) -> None:
    wanted, have = numbers(source_text(source)), numbers(digests_of(source))
    missing = sorted(wanted - have)
    assert len(missing) <= 0.01 * len(wanted), f"missing: {missing}"
    assert not have - wanted, "numbers that the source does not hold"


@needs_sources
@pytest.mark.parametrize("source", sources(), ids=lambda path: path.stem)
def test_all_cited_document_numbers_are_in_its_digests(source: Path) -> None:
    cited = set(re.findall(r"\d+(?:/\d{4})?[-/][A-ZĐ][A-Za-zĐ]*(?:[-/][A-ZĐ]+)+", source_text(source)))
    text = digests_of(source)
    assert not [number for number in cited if number not in text]


@needs_sources
@pytest.mark.parametrize("source", sources(), ids=lambda path: path.stem)
def test_no_sentence_is_copied(source: Path) -> None:
    """No sentence or list item of 12 words or more stands word for word in a digest."""
    digest = " ".join(re.findall(r"\w+", digests_of(source).casefold()))
    parts = re.split(r"[.;:!?\n]+(?!\d)", source_text(source).casefold())
    long = {" ".join(words) for part in parts if len(words := re.findall(r"\w+", part)) >= 12} - TITLES
    copied = [sentence for sentence in long if f" {sentence} " in f" {digest} "]
    assert not copied


def test_question_ids_are_unique_and_kinds_and_styles_are_all_there() -> None:
    assert len({question["id"] for question in QUESTIONS}) == len(QUESTIONS) >= 80
    kinds = [question["kind"] for question in QUESTIONS]
    assert set(kinds) == {"number", "fact", "task", "compare", "meta", "none"}
    assert kinds.count("none") >= 12
    assert kinds.count("compare") >= 8
    styles = {question["style"] for question in QUESTIONS}
    assert styles == {"formal", "keyword", "abbrev", "nodiacritic", "paraphrase", "typo"}


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: str(question["id"]))
def test_quotes_stand_in_one_line_and_hold_the_answers(question: dict[str, Any]) -> None:
    quotes: dict[str, list[str]] = {}
    for piece in question["evidence"]:
        quotes.setdefault(piece["doc"], []).append(piece["quote"])
        assert any(piece["quote"] in line for line in text_of(piece["doc"]).splitlines()), piece["quote"]
    if question["answer"] is not None:
        assert any(question["answer"] in quote for found in quotes.values() for quote in found)
    for expected in question.get("answers", []):
        assert any(expected["answer"] in quote for quote in quotes[expected["doc"]])
    assert bool(question["evidence"]) == (question["kind"] != "none")
    assert ("answers" in question) == (question["kind"] == "compare")


@pytest.mark.parametrize("source", sorted(make.HERE.glob("*.txt")), ids=lambda path: path.stem)
def test_made_file_is_what_its_source_says_and_is_made_the_same_each_time(
    source: Path, tmp_path: Path
) -> None:
    digest = read_source(source)
    if digest.head["format"] == "pdf":
        try:
            as_pdf.find_font()
        except as_pdf.FontMissing as error:
            pytest.skip(str(error))
    first = make.write(digest, tmp_path)
    once = first.read_bytes()
    assert make.write(digest, tmp_path).read_bytes() == once
    if first.suffix in (".md", ".html"):
        assert MADE[source.stem].read_bytes() == once
    # Another version of a library may pack a .docx or .pdf otherwise; what it says must be the same.
    assert read_file(first).text == text_of(source.stem)


def test_source_markup_keeps_every_word() -> None:
    line = "**Đất đai:** xử lý *vi phạm* theo Kết luận số 120-KL/TU"
    assert "".join(run for _, run in spans(line)) == line.replace("*", "")
    assert [style for style, _ in spans(line)] == ["bold", "", "italic", ""]
