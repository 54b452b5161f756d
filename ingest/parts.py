"""Documents within a document: the programme, regulation or appendix that an act is issued with.

"CHƯƠNG TRÌNH HÀNH ĐỘNG … (Kèm theo Quyết định số 452/QĐ-UBND …)" below the signature of a decision is a
document with a kind and a title of its own; it bears the number, the date and the issuer of the act that it
is attached to, unless its own head tells others.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from ingest.citing import citations, key_of
from ingest.kinds import kind_of
from ingest.truecase import Caser
from ingest.types import Document, Section

_ATTACHED = ("kem-theo", "pl")  # how the ids of such sections begin
_NOTE = re.compile(r"\(?\s*(?:ban\s+hành\s+)?kèm\s+theo\b", re.IGNORECASE)
_NAMED = re.compile(r"^phụ lục(?:\s+(?:số\s+)?(?:[ivxlc]+|\d+|[a-z])(?!\w))?\s*[.:–-]?\s*(?P<rest>.*)$", re.I)
_YEAR = re.compile(r"(?<!đến )năm (\d{4})(?!\s*[-–]\s*\d)")
_BLANK = re.compile(
    r"\(?\s*(?:ban hành\s+)?kèm theo\s+(?P<kind>[^\W\d_]+(?: [^\W\d_]+){0,3}?)\s+số\s*:?\s*"
    r"(?P<dots>[.…]{2,}|…)?",
    re.IGNORECASE,
)
_HEAD = 1200  # characters in which a part names the act that it is attached to


@dataclass(frozen=True, slots=True)
class Part:
    """A document attached to the act that opens the file.

    Attributes:
        id: of its section; ``document#id`` begins the ids of its passages.
        label: how a reader cites it: "Chương trình hành động kèm theo", "Phụ lục I".
        kind: "Chương trình hành động", "Quy chế", "Phụ lục"; ``None`` where its heading names none.
        title: its heading without the note that says what it is attached to.
        attached_to: number of the act that it is attached to; ``None`` for a form, whose note leaves the
            number of another act to be filled in.
        issuer, place, issued, signer: of that act, where this is the act that opens the file.
        year: the one that its title names, else that of issue.
        start, end: where it stands in the text.
    """

    id: str
    label: str
    kind: str | None
    title: str
    attached_to: str | None
    issuer: str | None
    place: str | None
    issued: date | None
    year: int | None
    signer: str | None
    start: int
    end: int


def parts_of(document: Document) -> tuple[Part, ...]:
    """The documents attached to ``document`` in the same file, in their order."""
    tops = [one for one in document.sections if one.parent is None and one.kind == "phần"]
    found = [one for one in tops if one.id.startswith(_ATTACHED) and one.start > 0]
    if not found:
        return ()
    case = Caser(document.text[:60_000])
    return tuple(_part(document, section, case) for section in found)


def read_part(fields: Mapping[str, Any]) -> Part:
    """The reverse of ``asdict``, its date as ISO text."""
    issued = fields["issued"]
    return Part(**{**fields, "issued": date.fromisoformat(issued) if issued else None})


def _part(document: Document, section: Section, case: Caser) -> Part:
    heading = _NOTE.split(section.heading)[0].strip(" (–-.")
    appendix = _NAMED.match(heading)
    title = _in_normal_case(appendix["rest"].strip() if appendix else heading, case)
    number, issued, form = _act(document, section)
    own = not form and (number is None or key_of(number) == key_of(document.number or ""))
    named = _YEAR.findall(title)
    issued = issued or (document.issued if own else None)
    return Part(
        id=section.id,
        label=section.label,
        kind=kind_of(heading) or ("Phụ lục" if appendix or section.id.startswith("pl") else None),
        title=title or section.label,
        attached_to=None if form else number or document.number,
        issuer=document.issuer if own else None,
        place=document.place if own else None,
        issued=issued,
        year=int(named[-1]) if named else issued.year if issued else document.year if own else None,
        signer=document.signer if own else None,
        start=section.start,
        end=section.end,
    )


def _in_normal_case(heading: str, case: Caser) -> str:
    """ "QUY CHẾ QUẢN LÝ CHỢ của xã An Bình": the words in capitals that open it are set in normal case."""
    words = heading.split()
    loud = next((at for at, word in enumerate(words) if word != word.upper()), len(words))
    return " ".join([case.normal(" ".join(words[:loud])), *words[loud:]]) if loud > 1 else heading


def _act(document: Document, section: Section) -> tuple[str | None, date | None, bool]:
    """Number and date of the act that the part says it is attached to, and whether a form leaves them blank.

    A draft leaves its own number blank ("Quyết định số    /QĐ-UBND"); a form has dots there, or names a
    paper of another kind than the document is.
    """
    head = document.text[section.start : min(section.end, section.start + _HEAD)]
    note = _NOTE.search(head)
    if note is None:
        return None, None, False
    said = " ".join(re.sub(r"[*\\|]", " ", head[note.start() :][:300]).split())
    if cited := citations(said):
        return cited[0].number, cited[0].issued, False
    blank = _BLANK.match(said)
    other = blank is not None and document.kind is not None and kind_of(blank["kind"]) != document.kind
    return None, None, blank is not None and (other or blank["dots"] is not None)
