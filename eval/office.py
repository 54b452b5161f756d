"""``python -m eval.office FOLDER``: files as ingest reads them, beside a reader that shares nothing with it.

The other reader is LibreOffice for what Word and Excel write and poppler's pdftotext for the text layer of
PDF files (Debian's ``libreoffice-writer-nogui``, ``libreoffice-calc-nogui``, ``poppler-utils``; a file whose
reader is missing gets a dash). Of a scan nothing else reads the letters; ``scanned_pages.jsonl`` holds pages
that a person read from their pictures, a short digest a word, no text; their words are compared in order.

Else words are compared without order, because the two part cells and halves of a letterhead differently, and
without case, since one shows capitals that the other keeps small. ``found`` is the share of the reference's
words that ingest has, in its text or among the heads and feet that it keeps out of it; ``ours`` the share
of ingest's words that the reference has; ``marks`` the share of words with diacritics, among those that both
have but for their marks, whose marks are the same too. What is hidden or deleted in Word files, the stamp of
a digital signature and the heading of a table that each page repeats stand on the reference's side alone;
text in boxes and notes, which LibreOffice leaves out of plain text, on ours.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import re
import shutil
import subprocess
import sys
import tempfile
import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

from ingest.readers import RawText, Rejected, read_file

PAGES = Path(__file__).with_name("scanned_pages.jsonl")
_WORD = re.compile(r"\w+")
_OFFICE = frozenset({"doc", "docx", "rtf", "xls", "xlsx", "odt", "ods"})
_SECONDS = 120  # for the other reader of one file


@dataclass(frozen=True, slots=True)
class Row:
    """One file: shares of the reference, ``None`` where there is none."""

    name: str
    kind: str
    reference: str
    marks: float | None
    found: float | None
    ours: float | None
    note: str


def main(arguments: Sequence[str] | None = None) -> int:
    """Print a row for each file in markdown; 1 where the folder holds none."""
    parser = argparse.ArgumentParser(prog="python -m eval.office", description=__doc__.split("\n")[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument(
        "--missing", type=int, default=0, metavar="N", help="show N words that differ, a file"
    )
    options = parser.parse_args(arguments)
    paths = sorted(path for path in options.folder.rglob("*") if path.is_file())
    if not paths:
        print(f"lỗi: {options.folder} không có tệp nào: kiểm tra lại thư mục", file=sys.stderr)
        return 1
    pages = read_pages()
    print("| file | read as | beside | marks | found | ours | note |\n|---|---|---|---|---|---|---|")
    for path in paths:
        row = row_of(path, pages, options.missing)
        figures = " | ".join("–" if one is None else f"{one:.4f}" for one in (row.marks, row.found, row.ours))
        print(f"| {row.name} | {row.kind} | {row.reference} | {figures} | {row.note} |", flush=True)
    return 0


def row_of(path: Path, pages: Sequence[dict[str, Any]] = (), missing: int = 0) -> Row:
    """``path`` read by both."""
    try:
        raw = read_file(path)
    except Rejected as error:
        return Row(path.name, "-", "–", None, None, None, f"rejected: {error}")
    note = "; ".join(raw.warnings)
    mine = [page for page in pages if page["file"] == path.name]
    if mine:
        shares = [page_share(raw, page) for page in mine]
        beside = "a person, page " + ", ".join(str(page["page"]) for page in mine)
        found, ours = (sum(column) / len(mine) for column in zip(*shares, strict=True))
        return Row(path.name, raw.kind, beside, None, found, ours, note)
    reference, truth = other_text(path, raw.kind)
    if truth is None:
        return Row(path.name, raw.kind, reference, None, None, None, note)
    whole = f"{raw.text}\n{raw.margins}"
    if missing:
        note = f"{note} {_differing(truth, whole, missing)}"
    marks, found, ours = marks_share(truth, whole), found_share(truth, whole), found_share(raw.text, truth)
    return Row(path.name, raw.kind, reference, marks, found, ours, note)


def marks_share(wanted: str, given: str) -> float | None:
    """Of words with marks that both have but for the marks, the share that both have with them."""
    one, two = Counter(words_of(wanted)), Counter(words_of(given))
    marked = {word for word in one if _bare(word) != word}
    same = sum(min(one[word], two[word]) for word in marked)
    bare = (_bared(one, marked) & _bared(two, marked | {word for word in two if _bare(word) != word})).total()
    return same / bare if bare else None


def found_share(wanted: str, given: str) -> float:
    """The share of the words of ``wanted`` that ``given`` has, each as often; 1.0 where there is none."""
    one, two = Counter(words_of(wanted)), Counter(words_of(given))
    return (one & two).total() / one.total() if one else 1.0


def words_of(text: str) -> list[str]:
    """Runs of letters and figures, small, NFC."""
    return _WORD.findall(unicodedata.normalize("NFC", text).lower())


def read_pages(path: Path = PAGES) -> list[dict[str, Any]]:
    """Pages of scans that a person read: ``file``, ``page`` (from 1), ``words`` (``digest_of`` each)."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def digest_of(word: str) -> str:
    """Four signs that tell a word from others: of 65,536, so that a false match is rare."""
    return hashlib.blake2b(word.encode(), digest_size=2).hexdigest()


def page_share(raw: RawText, page: dict[str, Any]) -> tuple[float, float]:
    """Of the words of a page that a person read, the share that stands there in order; and the reverse."""
    number = page["page"]
    start, end = [*raw.pages, len(raw.text)][number - 1 : number + 1]
    given = [digest_of(word) for word in words_of(raw.text[start:end])]
    blocks = SequenceMatcher(None, page["words"], given, autojunk=False).get_matching_blocks()
    same = sum(block.size for block in blocks)
    return same / len(page["words"]), same / max(1, len(given))


def other_text(path: Path, kind: str) -> tuple[str, str | None]:
    """The name of the other reader, and what it reads; ``None`` where it is missing or fails."""
    if kind in _OFFICE and (office := shutil.which("soffice")):
        return "LibreOffice", _by_office(office, path, kind)
    if kind == "pdf" and (poppler := shutil.which("pdftotext")):
        done = subprocess.run([poppler, str(path), "-"], capture_output=True, timeout=_SECONDS, check=False)
        text = done.stdout.decode("utf-8", errors="replace")
        return ("pdftotext", text) if words_of(text) else ("–", None)
    return "–", None


def _by_office(office: str, path: Path, kind: str) -> str | None:
    sheet = kind in ("xls", "xlsx", "ods")
    # 44 = comma, 34 = quote, 76 = UTF-8, -1 = every sheet in a file of its own
    target = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1" if sheet else ""
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / f"x.{kind}"
        shutil.copyfile(path, copy)
        command = [office, f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to"]
        command += [target or "txt:Text (encoded):UTF8", "--outdir", f"{folder}/out", str(copy)]
        subprocess.run(command, capture_output=True, timeout=_SECONDS, check=False)
        made = sorted((Path(folder) / "out").glob("*"))
        return "\n".join(one.read_text("utf-8-sig", errors="replace") for one in made) if made else None


def _bared(words: Counter[str], which: set[str]) -> Counter[str]:
    found: Counter[str] = Counter()
    for word in which:
        found[_bare(word)] += words[word]
    return found


def _bare(word: str) -> str:
    plain = unicodedata.normalize("NFD", word.replace("đ", "d"))
    return "".join(char for char in plain if not unicodedata.combining(char))


def _differing(truth: str, text: str, most: int) -> str:
    one, two = Counter(words_of(truth)), Counter(words_of(text))
    lost = ", ".join(f"{word} {count}" for word, count in (one - two).most_common(most))
    new = ", ".join(f"{word} {count}" for word, count in (two - one).most_common(most))
    return f"[only there: {lost}; only here: {new}]"


if __name__ == "__main__":
    sys.exit(main())
