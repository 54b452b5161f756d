"""The datum that a question about a document asks for: from its metadata, its clauses or a citation."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from answer import acts
from answer.asked import MetaField
from answer.citations import KINDS, Cited, citations
from answer.found import Found, Span
from answer.lines import line_around, stripped
from answer.organs import named_organs, organs_agree
from answer.question import Asked
from ingest.facts.words import fold
from ingest.metadata import read_metadata
from ingest.types import Document

_OF_ORGAN = re.compile(r"(?<!\w)nào (?:trước đây )?của (?P<organ>[^?.,;]+)", re.IGNORECASE)
_OF_SORT = re.compile(
    r"\b(?:co|gom|gui|den|toi|cho|nhan) (?:cac |nhung )?(\w+) nao\b"
)  # "nơi nhận có sở nào"
_DATE = re.compile(r"\d{1,2}(?:\s*tháng\s*\d{1,2}\s*năm\s*\d{4}|\s?[/.-]\s?\d{1,2}\s?[/.-]\s?\d{4})")
_ANY_PAPER = re.compile(r"\bvan ban (?:mang )?so (?:may|nao|bao nhieu)\b")  # asks for a letter of an organ
_KINDS = tuple(fold(one) for one in (*KINDS, "Bộ luật"))
_PLACE = re.compile(r"\**(?P<what>[^,\n*]+),\s+(?:ngày|Ngày)\b")
_ORDINALS = {"khoa": re.compile(r"kho[aá]\S?\s+(?:thứ\s+)?(?:[IVXLC]+|\d+)(?!\w)", re.IGNORECASE),
             "lan": re.compile(r"lần\s+(?:thứ\s+)?(?:[IVXLC]+|\d+)(?!\w)", re.IGNORECASE)}  # fmt: skip


# "Báo cáo chính trị của Ban Chấp hành Đảng bộ tỉnh, nhiệm kỳ … trình Đại hội": the title names the issuer.
_ISSUER_IN_TITLE = re.compile(
    r"(?<!\w)của\s+(?P<organ>(?:ban chấp hành|ban thường vụ|ủy ban|uỷ ban|hội đồng|tỉnh ủy|huyện ủy|thành ủy)"
    r"[^,;:.()\n]*)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Choice:
    """A document that the question may mean: one of the store, or one cited inside it."""

    document: Document
    cited: Cited | None
    score: float


def datum(choice: Choice, field: MetaField, asked: Asked) -> Found | None:
    """The datum with the line that shows it; ``None`` where the text does not say."""
    if choice.cited is not None:
        return _cited_datum(choice, choice.cited, field)
    told = _told(choice.document, field, asked)
    return Found(choice.document, told[0], told[1], sure(choice)) if told else None


def sure(choice: Choice) -> float:
    """Confidence that the document is the one that is meant."""
    return round(min(0.99, max(0.5, 0.5 + choice.score / 8)), 4)


def _told(document: Document, field: MetaField, asked: Asked) -> acts.Told | None:
    if field == "basis":
        return _basis(document, asked)
    if field == "parts":
        return acts.parts(document, asked.part or "")
    if field == "ordinal":
        return _ordinal(document, asked)
    if field == "issued_at":
        return _issued_at(document)
    if (
        field == "recipients"
        and " bao cao " in f" {fold(asked.text)} "
        and (told := acts.reported_to(document))
    ):
        return told
    listed = " noi nhan " in f" {fold(asked.text)} "
    if field == "recipients" and not listed and (told := acts.addressed(document)):
        return told
    sort = _OF_SORT.search(fold(asked.text)) if field == "recipients" else None
    if sort and (told := acts.received(document, sort[1])):
        return told
    if field == "replaces" and (organ := _OF_ORGAN.search(asked.text)):
        told = acts.replaced(document, " ".join(fold(organ["organ"]).split()))
        if told:
            return told
    if field == "attached" and asked.cited and (told := acts.attached_to_other(document, asked.cited)):
        return told
    return acts.clause(document, field) or _own(document, field)


def _own(document: Document, field: MetaField) -> acts.Told | None:
    """A field of the metadata with the line that shows it."""
    span, value = _shown_at(document, field), getattr(document, field, None)
    if span is None or value is None:
        return None
    text = document.text
    inside = _title(document, span) if field == "title" else _inside(text, span, field, value)
    return inside, line_around(text, inside)


def _shown_at(document: Document, field: str) -> Span | None:
    """Where a document shows one of its data."""
    return _spans(document.shown).get(field)


@lru_cache(maxsize=256)
def _spans(text: str) -> Mapping[str, Span]:
    """Where a text shows the data of its document; kept, because people ask about the same ones."""
    return read_metadata(text).spans


def _title(document: Document, span: Span) -> Span:
    """Trích yếu: the title without the line that only names the kind."""
    start, end = stripped(document.text, span)
    opening, _, rest = document.text[start:end].partition("\n")
    if rest.strip() and fold(opening) == fold(document.kind or ""):
        start += len(opening)
    return stripped(document.text, (start, end))


def _inside(text: str, span: Span, field: str, value: object) -> Span:
    """The datum itself inside the lines that show it."""
    if field == "issued":
        match = _DATE.search(text, span[0], span[1])
        return match.span() if match else span
    at = text.lower().find(str(value).lower(), span[0], span[1])
    if at >= 0:
        return at, at + len(str(value))
    if field == "issuer" and (organ := _ISSUER_IN_TITLE.search(text, *span)):
        return organ.span("organ")
    return stripped(text, span)


def _issued_at(document: Document) -> acts.Told | None:
    span = _shown_at(document, "issued")
    match = _PLACE.match(document.text, *span) if span else None
    return (match.span("what"), line_around(document.text, match.span())) if match else None


def _ordinal(document: Document, asked: Asked) -> acts.Told | None:
    """ "khoá mấy" or "lần thứ mấy" of the title."""
    section = next((one for one in document.sections if one.kind == "title"), None)
    words = f" {fold(asked.text)} "
    for name, pattern in _ORDINALS.items():
        if (
            section
            and f" {name} " in words
            and (match := pattern.search(document.text, section.start, section.end))
        ):
            return match.span(), line_around(document.text, match.span())
    return None


def _basis(document: Document, asked: Asked) -> acts.Told | None:
    """The cited document of the kind and organ asked for that a "Căn cứ" line names, or all of the lines."""
    text = document.text
    tail = fold(asked.text).split("can cu", 1)[-1]
    wanted = named_organs(asked.text[max(0, asked.text.lower().find("căn cứ")) :])
    best: tuple[float, Cited] | None = None
    for cited in citations(text):
        if "căn cứ" not in text[max(0, cited.name[0] - 120) : cited.name[0]].lower():
            continue
        score = 1.0 if fold(cited.kind) in tail else 0.0
        has = named_organs(text[slice(*cited.issuer)]) if cited.issuer else ()
        if wanted and has and score:
            score += 1.0 if organs_agree(wanted[0], has[0]) else -1.0
        if best is None or score > best[0]:
            best = score, cited
    if best and best[0] > 0:
        return best[1].name, line_around(text, best[1].span)
    kinds = ("nghi quyet", "quyet dinh", "luat", "nghi dinh", "thong tu", "chi thi")
    return None if any(f"{kind} nao" in tail for kind in kinds) else _all_basis(document)


def _all_basis(document: Document) -> acts.Told | None:
    section = next((one for one in document.sections if one.kind == "basis"), None)
    if section is None:
        return None
    at = re.compile(r"(?:Căn cứ|Thực hiện|Theo)\s").search(document.text, section.start, section.end)
    span = stripped(document.text, (at.start() if at else section.start, section.end))
    return (span, span) if span[1] > span[0] else None


def _cited_datum(choice: Choice, cited: Cited, field: MetaField) -> Found | None:
    text = choice.document.text
    span = _cited_span(text, cited, field)
    if span is None:
        return None
    whole = min(cited.span[0], span[0]), max(cited.span[1], span[1])
    return Found(choice.document, span, line_around(text, whole), sure(choice))


def _cited_span(text: str, cited: Cited, field: MetaField) -> Span | None:
    if field == "number":
        start = text.find(cited.number, cited.name[0]) if cited.number else -1
        return (start, start + len(cited.number)) if start >= 0 else None
    spans: dict[str, Span | None] = {"issued": cited.issued, "issuer": cited.issuer, "title": cited.topic}
    return spans.get(field)


def of_basis(asked: Asked, field: MetaField) -> tuple[str, ...]:
    """Kinds, folded, of the paper behind "căn cứ" whose datum is asked for, and not that of the document
    which names it: "Quyết định 45/QĐ-UBND căn cứ Luật … ban hành ngày nào"; mostly none."""
    text = fold(asked.text)
    if not asked.cited or field not in {"issued", "issuer"} or " can cu " not in text:
        return ()
    if text.find(fold(asked.cited)) > text.index(" can cu "):
        return ()
    behind = text.split(" can cu ", 1)[1].removeprefix("vao ").removeprefix("theo ")
    return tuple(kind for kind in _KINDS if behind.startswith(f"{kind} "))[:1]


def _bears(text: str, kind: str, number: str | None) -> bool:
    """Whether a kind stands in a question only right before the number that it names."""
    return (
        bool(number) and re.search(rf"\b{kind}\b(?! (?:so )?{re.escape(fold(number or ''))})", text) is None
    )


def kinds_named(asked: Asked, kinds: Sequence[str], field: MetaField) -> tuple[str, ...]:
    """Kinds of document the question names, folded, those after "căn cứ" left out."""
    text = fold(asked.text)
    if field == "basis":
        text = text.split("can cu", 1)[0] or text
    if field == "number" and _ANY_PAPER.search(text):
        return "van ban", "cong van"
    named = tuple(fold(kind) for kind in kinds if fold(kind) in text)
    others = tuple(kind for kind in named if field == "number" and not _bears(text, kind, asked.cited))
    named = others or named  # "công văn đề nghị ban hành Quyết định 45/QĐ-UBND số": the công văn's
    if field == "number" and len(named) > 1:  # "… tại công văn số mấy": the number of that one
        which = r"(?: \w+)? (?:so|mang so) (?:may|nao|bao nhieu)\b"
        return tuple(kind for kind in named if re.search(rf"\b{kind}{which}", text)) or named
    return named
