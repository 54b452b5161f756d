"""Which paper says or governs a thing: "nghị quyết nào quy định …", "… theo nghị định nào", "… bằng công văn
số mấy".

The answer is the number of a document of the store, where its subject or a sentence of it speaks of the
thing, or the name of a paper that such a sentence cites.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from answer.articles import articles_asked
from answer.candidates import Candidate, Look
from answer.citations import Cited, citations, same_number
from answer.data import Choice, datum
from answer.found import Found
from answer.organs import named_organs, organs_agree
from answer.question import Asked
from answer.quoting import confidence
from answer.terms import Sought, Term, bag, sought, terms
from index.content import DocumentInfo, info_of
from ingest.facts.sentences import Reading, Sentence
from ingest.facts.words import fold

_KINDS = (
    "thong tu lien tich", "thong tu", "nghi quyet", "quyet dinh", "nghi dinh", "ket luan", "chi thi",
    "cong van", "cong dien", "thong bao", "huong dan", "to trinh", "bo luat", "luat", "phap lenh", "van ban",
    "tai lieu",
)  # fmt: skip
_ANY = ("van ban", "tai lieu")
_KIND = rf"(?P<kind>{'|'.join(_KINDS)})"
_NAMED = rf"(?: (?!(?:{'|'.join(_KINDS)}|nao|gi|so)\b)\w+){{0,6}}?"
_SORT = "(?: (?:lien nganh|lien tich|chuyen de|quy pham phap luat|phap luat|chi dao|huong dan|phap ly))?"
_WHICH = re.compile(
    rf"\b{_KIND}(?:{_SORT} (?:nao|gi\b(?! ve))|{_NAMED} (?:mang )?so (?:may|nao|bao nhieu|hieu bao nhieu))\b"
)
# Behind these a paper is the means or the ground, and not what the question is about; behind the first of
# them it is hardly ever the paper that says so itself.
_BY = "bang|kem theo|can cu|thuc hien|trien khai|dua tren|dua vao|thay bang|gui|nhan duoc|tra loi"
_MEANS = re.compile(
    rf"\b(?:(?P<by>{_BY})|theo|tai|trong|boi|qua|o|viec) (?:cac |mot |nhung )?(?:{'|'.join(_KINDS)})\b"
)
_NAME_ASKED = re.compile(r"(?<!so) (?:nao|gi)\b")
_OF_SENDER = re.compile(r"^(?:so )?(?P<kind>to trinh|cong van)\b")
_HANDED_IN = re.compile(r"\b(?:ho so|thanh phan|nop|giay to|gom|kem|can)(?: \w+){0,3} (?:van ban|tai lieu)\b")
# What a question says of the paper, and nothing of what stands in it.
_FRAME = frozenset(["neu", "ghi", "noi", "quy", "dinh", "de", "cap", "dua", "ra", "mang", "hieu", "hoi"])
_AROUND, _ABOVE, _TITLE = 0.7, 0.45, 0.3  # of the sentence, its headings and its title, beside the clause
_SAID = 0.92  # of a sentence of the paper itself, beside its title
_LEAST = 0.55  # share of the question that is held at least
_SOME, _SURE = 0.2, 0.85  # where the sentence that cites it answers so surely
_SAYS = re.compile(
    r"\b(?:neu|ghi|noi den|noi toi|de cap|dat ra|de ra|co)(?: o| trong| tai)? (?:van ban|tai lieu)\b"
)
_SAYS_SO = 0.15
_OTHER_YEAR = _OTHER_ORGAN = _AS_MEANS = 0.3
_CLOSE = 0.08
_LETTER = "công văn"  # the kind of a paper that says at its head whom it is for, and no kind
_HEAD = 3000  # characters of a head, with those of a site before it
_FIRST = 40  # sentences looked at
_MOST = 3


@dataclass(frozen=True, slots=True)
class _Paper:
    """A paper that may be meant: of the store (``cited`` is ``None``), or cited in a sentence."""

    document: str
    score: float
    sure: float
    sentence: Sentence | None = None
    cited: Cited | None = None


def kind_wanted(asked: Asked) -> str | None:
    """The kind of paper that a question asks for, folded; ``"van ban"`` stands for any."""
    if asked.kind == "meta":
        return _by_number(asked) if asked.field == "number" else None
    if asked.kind != "which" or articles_asked(asked):
        return None
    text = fold(asked.text)
    found = _WHICH.search(text) or _OF_SENDER.search(text)
    if found is None or (found["kind"] in _ANY and _HANDED_IN.search(text)):
        return None
    return found["kind"]


def _by_number(asked: Asked) -> str | None:
    """The kind whose number is asked for as that of a means: "hỏi bằng công văn số mấy"."""
    text = fold(asked.text)
    if sender := _OF_SENDER.search(text):
        return sender["kind"]
    found = _WHICH.search(text)
    means = found and _MEANS.search(text, max(0, found.start() - 12), found.end())
    return found["kind"] if found and means else None


def paper_told(
    look: Look, kind: str, sentences: Sequence[Candidate], readings: Mapping[str, Reading], threshold: float
) -> list[Found]:
    """The papers of a kind that are meant, best first; none where nothing speaks of what is asked."""
    asked, ideas = look.asked, sought(_of_the_thing(look, kind))
    own = list(_own(asked, kind, ideas, sentences, readings))
    cited = list(_cited(asked, kind, ideas, sentences[:_FIRST], readings))
    ranked = sorted(
        (one for one in (*own, *cited) if _is_meant(one, threshold)),
        key=lambda one: (-one.score, one.cited is not None, one.document),
    )
    found: dict[str, Found] = {}
    for one in ranked:
        if one.score < ranked[0].score - _CLOSE or len(found) == _MOST:
            break
        if one.document not in found and (told := _found(asked, one, readings[one.document])):
            found[one.document] = told
    return _each_once(found.values())


def _is_meant(one: _Paper, threshold: float) -> bool:
    """Whether a paper is meant: most of the question is said of it, or the sentence that cites it is sure."""
    if one.cited is not None and one.sure >= _SURE and one.score >= _SOME:
        return True
    return one.score >= _LEAST and one.sure >= threshold


def _of_the_thing(look: Look, kind: str) -> tuple[Term, ...]:
    """The ideas of a question without what it says of the paper alone."""
    asked = look.asked
    frame = _FRAME.union(kind.split())
    content = tuple(at for at in asked.content if asked.words[at].plain not in frame)
    if not content:
        return look.terms
    return terms(replace(asked, content=content), look.weights, any(one.loose for one in look.terms))


def _own(
    asked: Asked,
    kind: str,
    ideas: Sought,
    sentences: Sequence[Candidate],
    readings: Mapping[str, Reading],
) -> Iterator[_Paper]:
    """Documents of the kind, by their title and by what a sentence of them says."""
    for id, reading in readings.items():
        info = info_of(reading.document)
        named = info.number is not None and _named(asked, info.number)
        if named or not _fits(kind, info.kind or (_LETTER if _addressed(reading) else "")):
            continue
        title = bag(f"{info.title} {info.issuer or ''}")
        entitled = ideas.share(ideas.held(title))
        said, sure = 0.0, 0.0
        for one in (one for one in sentences if one.document == id):
            if not any(_of_kind(asked, kind, one.sentence.text)):
                regions = (
                    (bag(one.sentence.text), 1.0),
                    (bag(" ".join(one.sentence.headings)), _ABOVE),
                    (title, _TITLE),
                )
                said = max(said, _SAID * ideas.share(ideas.best(*regions)))
                sure = max(sure, confidence(one))
        against = -_SAYS_SO * (_SAYS.search(fold(asked.text)) is not None)
        against += _OTHER_YEAR * _of_other_year(asked, info)
        if _as_means(asked):
            against += -_SAYS_SO if _of_who_does(asked, info) else _AS_MEANS
        yield _Paper(id, max(entitled, said) - against, max(entitled, sure))


def _cited(
    asked: Asked,
    kind: str,
    ideas: Sought,
    sentences: Sequence[Candidate],
    readings: Mapping[str, Reading],
) -> Iterator[_Paper]:
    """Papers of the kind that sentences cite, by the clause around the citation."""
    for one in sentences:
        text = one.sentence.text
        document = readings[one.document].document
        for cited, clause in _of_kind(asked, kind, text):
            if document.number and cited.number and same_number(document.number, cited.number):
                continue
            regions = (
                (bag(clause), 1.0),
                (bag(text), _AROUND),
                (bag(" ".join(one.sentence.headings)), _ABOVE),
                (bag(document.title), _TITLE),
            )
            score = ideas.share(ideas.best(*regions)) - _OTHER_ORGAN * _of_other_organ(asked, text, cited)
            yield _Paper(one.document, score, confidence(one), one.sentence, cited)


def _of_kind(asked: Asked, kind: str, text: str) -> Iterator[tuple[Cited, str]]:
    """Citations of a kind, none that the question names itself, each with its clause."""
    all_cited = citations(text)
    for at, one in enumerate(all_cited):
        if not _fits(kind, one.kind) or (one.number and _named(asked, one.number)):
            continue
        low = all_cited[at - 1].span[1] if at else 0
        high = all_cited[at + 1].span[0] if at + 1 < len(all_cited) else len(text)
        yield one, text[low:high]


def _found(asked: Asked, one: _Paper, reading: Reading) -> Found | None:
    if one.cited is None or one.sentence is None:
        choice = Choice(reading.document, None, 0.0)
        told = datum(choice, "number", asked) or datum(choice, "title", asked)
        return replace(told, score=round(min(0.99, one.score), 4)) if told else None
    sentence, name = one.sentence, one.cited.name
    if one.cited.number and not _NAME_ASKED.search(fold(asked.text)):
        at = sentence.text.find(one.cited.number, name[0], one.cited.span[1])  # of a law behind its name
        name = (at, at + len(one.cited.number)) if at >= 0 else name
    return Found(reading.document, sentence.span(*name), (sentence.start, sentence.end), round(one.sure, 4))


def _each_once(found: Collection[Found]) -> list[Found]:
    """Each paper once, however often and in whatever documents it is cited."""
    kept: dict[str, Found] = {}
    for one in found:
        kept.setdefault(fold(one.document.text[slice(*one.text)]).replace(" ", ""), one)
    return list(kept.values())


def _fits(kind: str, own: str) -> bool:
    own = fold(own)
    return kind in _ANY or own == kind or (kind == "luat" and own == "bo luat")


def _named(asked: Asked, number: str) -> bool:
    return asked.cited is not None and same_number(number, asked.cited)


def _addressed(reading: Reading) -> bool:
    """Whether a document that names no kind is a letter."""
    return "Kính gửi" in reading.document.text[:_HEAD]


def _as_means(asked: Asked) -> bool:
    """Whether the paper that is asked for is that by which something is done."""
    return any(match["by"] for match in _MEANS.finditer(fold(asked.text)))


def _of_who_does(asked: Asked, info: DocumentInfo) -> bool:
    """Whether a document is of the organ that opens a question: "Cục Thuế trả lời … bằng công văn nào"."""
    issuer = fold(info.issuer or "")
    return bool(issuer) and f"{fold(asked.text)} ".startswith(f"{issuer} ")


def _of_other_organ(asked: Asked, text: str, cited: Cited) -> bool:
    """Whether a paper is cited as that of another organ than the question names."""
    wanted = named_organs(asked.text)
    has = named_organs(text[slice(*cited.issuer)]) if cited.issuer and wanted else ()
    return bool(has) and not any(organs_agree(one, has[0]) for one in wanted)


def _of_other_year(asked: Asked, info: DocumentInfo) -> bool:
    years = {year for period in asked.periods for year in (period.first, period.last)}
    return bool(years) and info.year not in years and not any(str(year) in info.title for year in years)
