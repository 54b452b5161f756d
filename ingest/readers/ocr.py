"""Tesseract: one gray image in, its words with place and confidence out.

The program is called as it is, image on its standard input and TSV on its standard output: that is the
whole of what a wrapper would do, and pytesseract would write two files a page and bring Pillow along.
It is found at run time, because a folder without scans needs none.
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

LANGUAGE = "vie"
INSTALL = "cài gói Debian tesseract-ocr và tesseract-ocr-vie (apt install tesseract-ocr tesseract-ocr-vie)"
SECONDS = 100  # for one page, below the time limit of a file; a page of a gazette takes 2 to 4
_WORD = "5"  # level of a TSV row
# Pages are read side by side: threads inside one page would only get in each other's way.
_FOLDER = re.compile(rb'"([^"\n]+)"')  # "List of available languages in "/usr/share/…/tessdata/" (3):"
_TURN = re.compile(rb"Rotate: (90|180|270)\s+Orientation confidence: ([\d.]+)")
_TURN_SURE = 1.0  # upright pages and pages on their side give 7 to 19
_ONE_THREAD = {"OMP_THREAD_LIMIT": "1", "OMP_NUM_THREADS": "1"}


class OcrError(Exception):
    """The engine could not read this image; the page stays without text."""


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a page: place in pixels from the top left, confidence from 0 to 100.

    ``line`` is the same for all words that the engine puts on one line.
    """

    text: str
    left: int
    top: int
    width: int
    height: int
    confidence: float
    line: tuple[int, int, int]


@lru_cache(maxsize=1)
def version() -> str | None:
    """The engine's version where it and its Vietnamese are installed, else ``None``."""
    program = shutil.which("tesseract")
    if program is None:
        return None
    try:
        languages = _run([program, "--list-langs"], b"", 20)
        name = _run([program, "--version"], b"", 20).split(b"\n")[0]
    except OcrError:
        return None
    return name.decode("ascii", "replace").strip() if LANGUAGE.encode() in languages.split() else None


@lru_cache(maxsize=1)
def engine() -> str:
    """What decides how a picture is read: the engine's version and its Vietnamese; empty where there is none.

    Another release, or the other data of the same name (fast, best), reads other words.
    """
    name = version()
    if name is None:
        return ""
    said = _run(["tesseract", "--list-langs"], b"", 20)
    folder = _FOLDER.search(said)
    try:
        data = Path(os.fsdecode(folder[1]), f"{LANGUAGE}.traineddata").read_bytes() if folder else b""
    except OSError:
        data = b""
    return f"{name} {LANGUAGE} {hashlib.sha256(data).hexdigest()[:16]}"


def recognize(image: bytes, dpi: int) -> str:
    """The engine's TSV for ``image`` (any format that it reads, such as PGM) scanned at ``dpi``.

    Raises:
        OcrError: the engine failed or took longer than ``SECONDS``.
    """
    options = ["stdin", "stdout", "-l", LANGUAGE, "--psm", "3", "--dpi", str(dpi), "tsv"]
    return _run(["tesseract", *options], image, SECONDS).decode("utf-8", "replace")


def turn_of(image: bytes, dpi: int) -> int:
    """By how many degrees (0, 90, 180, 270) ``image`` must be turned clockwise to stand upright; 0 in doubt.

    Needs the engine's data ``osd``, which Debian's package brings along.
    """
    try:
        told = _run(["tesseract", "stdin", "stdout", "--psm", "0", "--dpi", str(dpi)], image, SECONDS)
    except OcrError:  # too few letters to tell
        return 0
    found = _TURN.search(told)
    return int(found[1]) if found and float(found[2]) >= _TURN_SURE else 0


def words_of(tsv: str) -> Iterator[Word]:
    """The words of a page in the engine's reading order; specks and empty boxes left out."""
    for row in tsv.split("\n"):
        fields = row.rstrip("\r").split("\t")
        if len(fields) != 12 or fields[0] != _WORD or not fields[11].strip():
            continue
        block, paragraph, line, _, left, top, width, height = map(int, fields[2:10])
        confidence = float(fields[10])
        if confidence < 0 or width < 1 or height < 1:
            continue
        yield Word(fields[11].strip(), left, top, width, height, confidence, (block, paragraph, line))


def confidence(words: list[Word]) -> float:
    """Mean confidence of ``words``, 0 to 100; 0 where there is none."""
    return sum(word.confidence for word in words) / len(words) if words else 0.0


def _run(command: list[str], data: bytes, seconds: float) -> bytes:
    try:
        done = subprocess.run(
            command, input=data, capture_output=True, timeout=seconds, env={**os.environ, **_ONE_THREAD}
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise OcrError(str(error)) from error
    if done.returncode:
        raise OcrError(done.stderr.decode("utf-8", "replace").strip())
    return done.stdout
