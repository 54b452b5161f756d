"""Why the engine says no, in Vietnamese, and what is nearest."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from answer.asked import MetaField
from index.content import DocumentInfo
from ingest.facts.periods import Period
from ingest.types import Document

_DATA: Mapping[MetaField, str] = {
    "signer": "người ký",
    "post": "chức vụ người ký",
    "number": "số hiệu",
    "issued": "ngày ban hành",
    "issued_at": "nơi ban hành",
    "issuer": "cơ quan ban hành",
    "kind": "tên loại",
    "basis": "căn cứ được hỏi",
    "effective": "thời điểm có hiệu lực",
    "title": "trích yếu",
    "replaces": "văn bản bị thay thế hoặc bãi bỏ",
    "amends": "văn bản được sửa đổi, bổ sung",
    "recipients": "nơi nhận",
    "executors": "ai chịu trách nhiệm thi hành",
    "attached": "văn bản mà nó kèm theo",
    "proposer": "ban hành theo đề nghị của ai",
    "consulted": "lấy ý kiến của ai",
    "spread": "phổ biến đến đâu",
    "ordinal": "khoá hoặc lần được hỏi",
    "parts": "các phần được hỏi",
}


def nothing_found() -> str:
    """The search returned nothing."""
    return "Kho văn bản không có đoạn nào liên quan đến câu hỏi."


def no_place(places: Sequence[str], infos: Iterable[DocumentInfo]) -> str:
    """No document is about the place asked for."""
    known = sorted({info.place for info in infos if info.place})
    listed = ", ".join(known[:8]) + ("…" if len(known) > 8 else "")
    have = f" Kho hiện có văn bản của: {listed}." if known else ""
    return f"Kho văn bản không có văn bản nào của {' và '.join(places)}.{have}"


def no_document() -> str:
    """No document fits a question about a document."""
    return "Kho không có văn bản nào khớp với văn bản được hỏi."


def number_unknown(number: str) -> str:
    """A document's number occurs nowhere, or its datum is not stated there."""
    return f"Kho văn bản không cho biết thông tin được hỏi về văn bản số {number}."


def number_nowhere(number: str) -> str:
    """No document has this number, and none mentions it."""
    return f"Kho không có văn bản số {number}, và không văn bản nào trong kho nhắc đến số này."


def not_stated(field: MetaField, document: Document) -> str:
    """The document is there but does not say."""
    return f"Văn bản “{document.title}” trong kho không ghi {_DATA.get(field, 'thông tin được hỏi')}."


def no_holder(post: str, places: Sequence[str], signer: str | None) -> str:
    """Nobody is named as the holder of a post."""
    return f"Kho văn bản{_whose(places)} không cho biết ai là {post} được hỏi{_near(signer)}."


def not_stated_for(about: str, places: Sequence[str], near: str | None) -> str:
    """The place is known, the indicator is not stated for it."""
    return f"Kho văn bản không nêu {_named(about)}{_whose(places)}{_near(near)}."


def not_held(what: str, places: Sequence[str]) -> str:
    """Passages speak of the matter, none holds the thing that is asked for."""
    return f"Kho văn bản{_whose(places)} không nêu {what} được hỏi."


def other_period(about: str, wanted: Sequence[Period], places: Sequence[str], near: str | None) -> str:
    """The indicator is there, for another year."""
    when = " và ".join(period.written for period in wanted)
    return f"Kho văn bản không có {_named(about)} {when}{_whose(places)}{_near(near)}."


def _named(about: str) -> str:
    return f"“{about}”" if about else "nội dung được hỏi"


def _whose(places: Sequence[str]) -> str:
    return f" của {' và '.join(places)}" if places else ""


def _near(near: str | None) -> str:
    return f"; gần nhất: {near}" if near else ""
