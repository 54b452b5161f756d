"""Numbers of documents that a question names and that no text mentions."""

from __future__ import annotations

import re
from collections.abc import Iterable

from index.numbers import normal_number, parse_number
from index.types import Understood

_WORD = re.compile(r"\S*\d\S*")


def nowhere(understood: Understood, texts: Iterable[str]) -> str | None:
    """The first number that a question names, as typed, where none of ``texts`` mentions one of its numbers;
    ``None`` where one does, or where it names none."""
    serials = [parsed.serial for one in understood.numbers if (parsed := parse_number(one))]
    if not serials:
        return None
    said = re.compile(rf"(?<![\d.,])0*(?:{'|'.join(serials)})(?![\d%]|[.,]\d)")
    return None if any(said.search(text) for text in texts) else _typed(understood)


def _typed(understood: Understood) -> str:
    wanted = understood.numbers[0]
    words = (word.strip(".,;:?!()“”\"'") for word in _WORD.findall(understood.original))
    return next((word for word in words if normal_number(word) == wanted), wanted.upper())
