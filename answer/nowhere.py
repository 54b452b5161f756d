"""Documents that a question names by number and that no document of the store is or mentions."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from index.content import DocumentInfo
from index.evidence import names_document
from index.numbers import normal_number, parse_number
from index.types import Understood

_WORD = re.compile(r"\S*\d\S*")


def nowhere(understood: Understood, infos: Sequence[DocumentInfo], texts: Iterable[str]) -> str | None:
    """The number as typed, where a question names documents by number alone that are none of ``infos`` and
    that none of ``texts`` says anything of; ``None`` where one of them is known."""
    serials = [parsed.serial for one in understood.numbers if (parsed := parse_number(one))]
    if not serials or any(names_document(understood.numbers, info) for info in infos):
        return None
    said = re.compile(rf"(?<![\d.,])0*(?:{'|'.join(serials)})(?![\d%]|[.,]\d)")
    return None if any(said.search(text) for text in texts) else _typed(understood)


def _typed(understood: Understood) -> str:
    wanted = understood.numbers[0]
    words = (word.strip(".,;:?!()“”\"'") for word in _WORD.findall(understood.original))
    return next((word for word in words if normal_number(word) == wanted), wanted.upper())
