"""What a document says of others: căn cứ, thay thế, sửa đổi, bổ sung, bãi bỏ, hết hiệu lực, kèm theo.

Each relation is read from one sentence: who acts (this document, or one that the sentence names), what it
does, and on which number. Where the sentence names an amendment of a third document ("Luật số 50/2014/QH13
được sửa đổi bởi Luật số 62/2020/QH14"), the relation is between those two, and this document tells it.
A plan that means to amend something amends nothing: only acts do so without saying "này".
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from ingest.blocks import ATTACHED
from ingest.citing import citations, key_of
from ingest.grammar import outline
from ingest.lines import Line
from ingest.markers import marker_of
from ingest.metadata import read_metadata
from ingest.nodes import ancestors
from ingest.quotes import quoted_lines
from ingest.saying import RelationKind, Said, Speaker, lead_in, said_in
from ingest.types import Document


@dataclass(frozen=True, slots=True)
class Relation:
    """One thing that a document says of another.

    Attributes:
        document: id of the document that says so.
        kind: what is done to ``number``: it is the basis (căn cứ) of the acting document, replaced (thay
            thế), amended (sửa đổi, bổ sung), supplemented (bổ sung), abolished (bãi bỏ), out of force (hết
            hiệu lực), or what the acting document is attached to (kèm theo).
        start, end: where the text cites it.
        number, issued: its number as written, its date where the text gives one.
        part: "khoản 2 Điều 5", "Phụ lục I": only this of it; ``None`` for the whole.
        by, by_issued: number and date of the acting document where that is another than this.
    """

    document: str
    kind: RelationKind
    start: int
    end: int
    number: str
    issued: date | None
    part: str | None = None
    by: str | None = None
    by_issued: date | None = None


_ACTS = frozenset(
    {"Luật", "Bộ luật", "Pháp lệnh", "Nghị định", "Nghị quyết", "Nghị quyết liên tịch", "Quyết định",
     "Thông tư", "Thông tư liên tịch", "Chỉ thị", "Quy định", "Quy chế", "Lệnh"}
)  # fmt: skip
_SENTENCE = re.compile(
    r"(?<=[^\W\d])[.;]\s+(?=[\"“]?[^\W\d_a-zà-ỹđ])|(?<=\d)\.\s+(?=[^\W\d_a-zà-ỹđ][^\W\d_]+\s+[^\W\d_])"
)
_WISHES = re.compile(r"kiến nghị|đề xuất|phương án|lộ trình|dự kiến", re.I)
_NEAR = 24  # characters of a listed line before its citation


def relations_of(document: Document) -> tuple[Relation, ...]:
    """What ``document`` says of other documents, in the order of its text; nothing of itself."""
    own = key_of(document.number or "")
    found = dict.fromkeys(_read(document))
    return tuple(one for one in found if _is_of_others(one, document, own))


def _is_of_others(relation: Relation, document: Document, own: str) -> bool:
    key = key_of(relation.number)
    if relation.kind == "attached":  # in a decision that has its own number, it is a form that is attached
        shown = read_metadata(document.shown).spans.get("number", (-1, -1))
        return not own or (key == own and shown[0] <= relation.start < shown[1])
    return key != (key_of(relation.by) if relation.by else own)


def _read(document: Document) -> Iterator[Relation]:
    page = document.shown
    plan = outline(page)
    quoted = quoted_lines(plan.lines)
    acts = document.kind in _ACTS
    lead: RelationKind | None = None
    signed = False  # what follows a signature is attached to the act above it
    for number, (line, owner) in enumerate(zip(plan.lines, plan.owner, strict=True)):
        if number in quoted or not line.text:
            continue  # a provision in quotation marks speaks for another document
        flat = _flat(page, line)
        wished = any(_WISHES.search(node.heading) for node in ancestors(owner))
        signed = signed or owner.kind in ("recipients", "signature")
        speaker = Speaker(acts and not wished, owner.kind == "title", bool(line.row))
        listed = _listed(flat, line, lead) if lead else None
        for said in [listed] if listed else _said(flat, speaker):
            if not (signed and said.kind == "attached"):
                yield _relation(document, line, said)
        if listed is None:
            lead = lead_in(flat, speaker)


def _flat(page: str, line: Line) -> str:
    """The line in one, character for character, without markup and breaks."""
    return re.sub(r"[*\\\s|]", " ", page[line.start : line.end])


def _said(flat: str, speaker: Speaker) -> Iterator[Said]:
    if ATTACHED.match(flat.lstrip()):
        yield from (Said("attached", cited) for cited in citations(flat)[:1])
        return
    for low, high in pairwise([0, *(found.end() for found in _SENTENCE.finditer(flat)), len(flat)]):
        blank = " " * low  # so that offsets stay those of the line
        yield from said_in(blank + flat[low:high], speaker)


def _listed(flat: str, line: Line, lead: RelationKind) -> Said | None:
    """The document that a line of a list names: "a) Quyết định số …"."""
    cited = citations(flat)
    if marker_of(line.text) is None or not cited:
        return None
    return Said(lead, cited[0]) if cited[0].start <= len(flat) - len(flat.lstrip()) + _NEAR else None


def _relation(document: Document, line: Line, said: Said) -> Relation:
    cited, by = said.cited, said.by
    return Relation(
        document.id, said.kind, line.start + cited.start, line.start + cited.end, cited.number, cited.issued,
        said.part, by.number if by else None, by.issued if by else None,
    )  # fmt: skip
