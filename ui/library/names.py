"""Names of uploaded files, made safe to keep in a folder on any system; nothing of a path survives."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection
from pathlib import Path

_LONGEST = 180  # bytes of a name: systems allow 255, and a number or an ending may come behind
_FORBIDDEN = re.compile(r'[<>:"/\\|?*\x00-\x1f\x7f]+')
_DEVICE = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)", re.I)
_PASSED_OVER = re.compile(r"(?:[._~$]|readme|thumbs\.db$|desktop\.ini$)", re.I)  # as ingest.files passes over
_ENDING = re.compile(r"\.[A-Za-z0-9]{1,8}$")


def safe_name(name: str) -> str:
    """``name`` as the name of a file: NFC, no folder, no sign that a system forbids, its ending kept.

    >>> safe_name("../../Kế hoạch?.docx")
    'Kế hoạch.docx'
    """
    last = re.split(r"[/\\]", unicodedata.normalize("NFC", name))[-1]
    shown = "".join(char for char in last if unicodedata.category(char) not in ("Cc", "Cf", "Cs", "Co"))
    plain = " ".join(_FORBIDDEN.sub(" ", shown).split()).strip(". ")
    found = _ENDING.search(plain)
    ending = found[0] if found else ""
    stem = plain[: len(plain) - len(ending)].strip(". ")
    if not stem or _DEVICE.match(plain) or _PASSED_OVER.match(plain):
        stem = f"tệp {stem.lstrip('._~$ ')}".strip()
    return _shortened(stem, _LONGEST - len(ending)) + ending


def free_name(name: str, taken: Collection[str]) -> str:
    """``name``, or with a number before its ending where a file of that name is there ("a (2).docx")."""
    low = {one.casefold() for one in taken}
    path, number, free = Path(name), 1, name
    while free.casefold() in low:
        number += 1
        free = f"{path.stem} ({number}){path.suffix}"
    return free


def _shortened(text: str, most: int) -> str:
    """The beginning of ``text`` that takes at most ``most`` bytes, whole characters."""
    return text.encode()[:most].decode(errors="ignore").strip(". ")
