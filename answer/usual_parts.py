"""Parts that papers of a sort have under much the same heading: what a dossier holds, where the money comes
from, to whom a rule applies.

What stands in such a part seldom says again what the paper is about, so that sentences elsewhere hold more of
a question; the heading and the paper's title together say what it asks.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from answer.candidates import Look
from answer.found import Found, Span
from answer.question import Asked
from answer.terms import Term, bag, sought, terms
from answer.under_heading import body_of
from ingest.facts.sentences import Reading, Sentence
from ingest.facts.words import fold, plains
from ingest.types import Section

_MONEY = "kinh phi|tien|von|chi phi|ngan sach"
_DOSSIER = "ho so|giay to|thanh phan ho so"


@dataclass(frozen=True, slots=True)
class _Part:
    """How a part is ``asked`` for, ``headed``, and led in by a line (``leads``), all folded; and the words of
    a question that say no more than that it is asked for (``frame``)."""

    asked: re.Pattern[str]
    headed: re.Pattern[str]
    leads: re.Pattern[str] | None
    frame: frozenset[str]


_PARTS = (
    _Part(
        re.compile(
            rf"\b(?:{_DOSSIER})\b.*\b(?:gom|can|co|nop)(?: co)? (?:nhung |cac )?(?:gi|giay to|loai)\b"
            r"|\b(?:can|nop|chuan bi|gom) (?:nhung |cac )?(?:giay to|ho so) (?:gi|nao)\b"
        ),
        re.compile(r"(?:thanh phan )?(?:,? ?so luong )?ho so\b"),
        re.compile(r"\b(?:ho so|giay to)\b"),
        frozenset(plains("ho so giay to gom co can nop nhung cac gi nao loai thanh phan chuan bi")),
    ),
    _Part(
        re.compile(
            rf"\b(?:{_MONEY})\b.*\b(?:tu dau|o dau ra|dau ra|lay o dau|(?:tu |bang )?nguon nao|do dau)\b"
            rf"|\bnguon (?:kinh phi|tien|von)(?: \w+)* (?:nao|dau|gi)\b"
        ),
        re.compile(r"(?:nguon )?(?:kinh phi|von)\b|nguon (?:luc|kinh phi|von)\b"),
        None,
        frozenset(plains("kinh phi tien von chi ngan sach lay tu dau ra nguon nao bang do lam")),
    ),
    _Part(
        re.compile(
            r"\bdoi tuong ap dung\b|\bap dung (?:cho|voi|doi voi)(?: nhung| cac)? (?:ai|doi tuong nao)\b"
        ),
        re.compile(r"doi tuong(?: ap dung)?\b"),
        None,
        frozenset(plains("doi tuong ap dung cho voi nhung cac ai nao quy dinh gom")),
    ),
    _Part(
        re.compile(r"^muc dich\b|\bmuc dich(?: cua)?(?: \w+)* la gi\b|\bnham muc dich gi\b"),
        re.compile(r"muc dich$"),
        None,
        frozenset(plains("muc dich cua la gi nham")),
    ),
    _Part(
        re.compile(r"\bpham vi thuc hien\b"),
        re.compile(r"pham vi thuc hien$"),
        None,
        frozenset(plains("pham vi thuc hien la gi nao")),
    ),
    _Part(
        re.compile(r"\bdoi tuong thuc hien\b"),
        re.compile(r"doi tuong thuc hien$"),
        None,
        frozenset(plains("doi tuong thuc hien la gi nao ai")),
    ),
    _Part(
        re.compile(r"\bpham vi dieu chinh\b"),
        re.compile(r"pham vi(?: dieu chinh)?\b"),
        None,
        frozenset(plains("pham vi dieu chinh quy dinh gi nao")),
    ),
)
_TITLE, _OWN = 0.95, 0.7  # of the paper's title and of what stands in the part, beside its heading
_LEAST, _SURE = 0.7, 0.9
_MOST = 2
_LONGEST, _LABEL = 3000, 40  # characters of a part without a heading, and of the label that it opens with
_CLOSE = 0.05


def usual_part(look: Look, readings: Mapping[str, Reading]) -> list[Found]:
    """The part that is asked for, of the paper that the rest of the question is about; mostly none is."""
    said = fold(look.asked.text)
    part = next((one for one in _PARTS if one.asked.search(said)), None)
    counts = look.asked.kind not in {"which", "task", "content", "who"}
    if part is None or (counts and look.asked.explicit):
        return []
    rest = sought(_rest(look, part))
    if not rest.total:
        return []
    found: list[tuple[float, Found]] = []
    for reading in readings.values():
        document = reading.document
        for above, body in _bodies(part, reading):
            regions = (
                (bag(document.title), _TITLE),
                (bag(above), 1.0),
                (bag(document.text[slice(*body)]), _OWN),
            )
            share = rest.share(rest.best(*regions))
            if share >= _LEAST:
                found.append((share, Found(document, body, body, round(_SURE * share, 4))))
    found.sort(key=lambda one: (-one[0], one[1].document.id, one[1].text))
    best = [one for share, one in found if share >= found[0][0] - _CLOSE]
    return list({one.document.id: one for one in reversed(best)}.values())[::-1][:_MOST]


def _rest(look: Look, part: _Part) -> tuple[Term, ...]:
    """The ideas of the question without what asks for the part."""
    asked: Asked = look.asked
    content = tuple(at for at in asked.content if asked.words[at].plain not in part.frame)
    return terms(replace(asked, content=content), look.weights, any(one.loose for one in look.terms))


def _bodies(part: _Part, reading: Reading) -> Iterator[tuple[str, Span]]:
    """What stands below headings of the part, or below lines that lead it in, each with what stands above."""
    sections = {one.id: one for one in reading.document.sections}
    for section in reading.document.sections:
        if part.headed.match(fold(section.heading)) and (body := body_of(reading, section)):
            parent = sections.get(section.parent or "")
            yield f"{section.heading} {parent.heading if parent else ''}", body
        elif not section.heading and (body := _labelled(part, reading, section)):
            yield reading.document.text[slice(*body)].split(":", 1)[0], body
    if part.leads is None:
        return
    whole = reading.within(0, len(reading.document.text))
    for at, one in enumerate(whole):
        leads = one.row is None and one.text.endswith(":") and part.leads.search(fold(one.text))
        if leads and (end := _items(one, whole[at + 1 :])):
            yield f"{one.text} {' '.join(one.headings)}", (one.start, end)


def _labelled(part: _Part, reading: Reading, section: Section) -> Span | None:
    """A section that opens with the name of the part and a colon: "3. Nguồn kinh phí: Thực hiện theo …"."""
    if section.end - section.start > _LONGEST:
        return None
    inside = [one for one in reading.within(section.start, section.end) if one.end <= section.end]
    label, colon, _ = inside[0].text.partition(":") if inside else ("", "", "")
    if not colon or len(label) > _LABEL or not part.headed.match(fold(label)):
        return None
    return inside[0].start, inside[-1].end


def _items(lead: Sentence, after: tuple[Sentence, ...]) -> int | None:
    """Where the list ends that a line leads in; ``None`` where none follows."""
    end = None
    for one in after:
        if one.lead != lead.text:
            break
        end = one.end
    return end
