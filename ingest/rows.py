"""Documents and passages as the rows of the store, and back; nothing is lost on the way."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from ingest.parts import Part, parts_of, read_part
from ingest.types import Document, Passage, Section


@dataclass(frozen=True, slots=True)
class Entry:
    """What the store knows of a document without reading its text.

    ``digest`` changes when the file's content or the program that read it does; ``path`` is absolute.
    ``parts`` are the documents attached to it in the same file (see ``ingest.parts``).
    ``page_count`` is ``None`` where the format has no pages; the other counts are of the whole text.
    """

    id: str
    path: str
    digest: str
    title: str
    number: str | None
    kind: str | None
    issuer: str | None
    place: str | None
    issued: date | None
    year: int | None
    signer: str | None
    page_count: int | None
    characters: int
    sections: int
    passages: int
    warnings: tuple[str, ...] = ()
    parts: tuple[Part, ...] = ()


def to_json(value: object) -> str:
    """Compact JSON, dates as ISO text."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), default=date.isoformat)


def document_row(document: Document) -> dict[str, Any]:
    """All of ``document`` but its text, which has a column of its own."""
    fields = asdict(document)
    del fields["text"]
    return fields


def passage_row(passage: Passage) -> dict[str, Any]:
    """All of ``passage`` but what its document gives back: id of the document and text."""
    fields = asdict(passage)
    del fields["text"], fields["document"]
    return fields


def entry_of(document: Document, passages: int, digest: str, path: str, page_count: int | None) -> Entry:
    """What a listing shows of ``document``."""
    return Entry(
        id=document.id,
        path=path,
        digest=digest,
        title=document.title,
        number=document.number,
        kind=document.kind,
        issuer=document.issuer,
        place=document.place,
        issued=document.issued,
        year=document.year,
        signer=document.signer,
        page_count=page_count,
        characters=len(document.text),
        sections=len(document.sections),
        passages=passages,
        warnings=document.warnings,
        parts=parts_of(document),
    )


def read_entry(fields: Mapping[str, Any]) -> Entry:
    """The reverse of ``asdict`` for an entry."""
    lists = {"warnings": tuple(fields["warnings"]), "parts": tuple(map(read_part, fields.get("parts", ())))}
    return Entry(**{**fields, **lists, "issued": _date(fields["issued"])})


def read_document(text: str, fields: Mapping[str, Any]) -> Document:
    """The reverse of ``document_row``."""
    lists = {name: tuple(fields[name]) for name in ("pages", "warnings")}
    lists["capitals"] = tuple((start, end) for start, end in fields.get("capitals", ()))
    sections = tuple(Section(**section) for section in fields["sections"])
    return Document(
        **{**fields, **lists, "text": text, "issued": _date(fields["issued"]), "sections": sections}
    )


def read_passage(document: str, text: str, fields: Mapping[str, Any]) -> Passage:
    """The reverse of ``passage_row``: the text is cut from ``text``, so that it cannot differ."""
    cut = text[fields["start"] : fields["end"]]
    return Passage(**{**fields, "document": document, "text": cut, "headings": tuple(fields["headings"])})


def _date(value: str | None) -> date | None:
    return None if value is None else date.fromisoformat(value)
