"""What a question asks for: its words as meant, and the evidence in them.

Nothing here is a hard filter: places, years, kinds and numbers read from a question only weigh in
the ranking. Only what the caller sets as a filter excludes.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path

from index.abbreviations import Abbreviations, curated, defined_in
from index.clauses import ASKS_CLAUSE
from index.language import LanguageModel, pieces
from index.numbers import numbers_in
from index.restore import restore
from index.syllables import canonical_text
from index.thesaurus import alternatives
from index.types import Understood
from ingest.places import PROVINCES, canonical_place, successor, taken_in

WORDS = "words.json"  # places and abbreviations, in the folder of an index
LEARNT = 3  # version of what Knowledge learns: a change makes every index out of date

_YEAR = re.compile(r"(?<![\d./])((?:19|20)\d\d)(?![\d./]|,\d)")
_LEVELS = "tỉnh|huyện|xã|phường|quận|thị xã|thị trấn|thành phố"
_TODAY = re.compile(r"\s*\(?(?:mới\b|hiện nay\b|ngày nay\b|sau (?:khi )?(?:sáp nhập|hợp nhất)\b)")
_FORMERLY = re.compile(r"\s*\(?(?:cũ\b|trước (?:khi )?(?:sáp nhập|hợp nhất)\b|trước đây\b)")
_EVERYDAY = frozenset({"hòa bình", "thái bình", "hà nam", "phú thọ"})  # words too: peace, calm
_OF_A_PROVINCE = ("ở {}", "của {}", "tỉnh {}", "với {} và", "{} có")
_OFTEN = 3  # times that each is counted; with 40 "dien bien dich benh" would be in Điện Biên
_NAMES = re.compile(r"\b[A-ZĐÀ-Ỹ]\w*(?:\s[A-ZĐÀ-Ỹ]\w*)+")
_KINDS = (
    "nghị quyết", "quyết định", "chương trình hành động", "báo cáo chính trị", "báo cáo", "kế hoạch",
    "nghị định", "thông tư", "chỉ thị", "công văn", "kết luận", "thông báo", "hướng dẫn", "quy định",
    "quy chế", "tờ trình", "đề án", "luật", "pháp lệnh", "công điện", "công bố",
)  # fmt: skip
_KIND = "|".join(_KINDS)  # as they stand in canonical text too
_ASKS = {
    "signer": r"\bai (?:là người )?(?:đã )?(?:đặt bút )?kí\b|\bngười kí\b|\bkí tên\b|\bnào kí\b"
    r"|\bkí (?:bởi|ban hành)\b",
    "number": rf"\bsố hiệu\b|\bsố kí hiệu\b|^(?:cho biết )?số (?:{_KIND})\b|\b(?:mang|có) số\b"
    rf"|(?<!mẫu )(?<!biểu )\bsố mấy\b|\bvăn bản số\b|\b(?:{_KIND})\b.*\bsố (?:bao nhiêu|nào)\W*$",
    "issued": r"\bngày (?:kí|ban hành|tháng năm)\b"
    r"|\b(?:ban hành|kí|ra|đề|lập)\b(?: \w+){0,12} (?:ngày|khi|lúc|hôm)\b"
    rf"|\b(?:ngày|khi|lúc|hôm) nào\b.*\b(?:ban hành|kí)\b|^(?:(?:{_KIND})\b.*|\S*\d\S*/\S+ )ngày nào\W*$",
    "issuer": r"\b(?:ai|(?:cơ quan|đơn vị|cấp|nơi) nào) (?:đã )?(?:ban hành|đứng tên|ra)\b"
    r"|\bcơ quan ban hành\b|\bdo ai ban hành\b",
}


OWN_WEIGHT = 20  # times that what a small archive says is counted, at most: a word seen once is no rule


@dataclass(frozen=True)
class Knowledge:
    """What an index has learnt from its documents and needs to read a question.

    Attributes:
        model: syllable counts of the shipped law text and of the documents.
        abbreviations: the curated list and what the documents define.
        places: names of places as documents write them, those of the documents' own first.
    """

    model: LanguageModel
    abbreviations: Abbreviations
    places: tuple[str, ...] = ()

    @cached_property
    def place_patterns(self) -> tuple[tuple[re.Pattern[str], str], ...]:
        """One pattern a place over canonical text, longest names first."""
        related = {other for name in self.places for other in _relatives(name)}
        names = sorted({*self.places, *related}, key=lambda name: (-len(name), name))
        return tuple((_place_pattern(name), name) for name in names)

    def save(self, folder: Path) -> None:
        """Write ``language.npz`` and ``words.json`` into a folder."""
        self.model.save(folder / "language.npz")
        self.save_words(folder)

    def save_words(self, folder: Path) -> None:
        """Write ``words.json`` alone."""
        import json

        words = {"places": self.places, "readings": self.abbreviations.readings}
        (folder / WORDS).write_text(json.dumps(words, ensure_ascii=False), encoding="utf-8")

    @classmethod
    def load(cls, folder: Path) -> Knowledge:
        """Read what ``save`` wrote."""
        import json

        words = json.loads((folder / WORDS).read_text(encoding="utf-8"))
        readings = {short: tuple(longs) for short, longs in words["readings"].items()}
        model = LanguageModel.load(folder / "language.npz")
        return cls(model, Abbreviations(readings, curated().safe), tuple(words["places"]))

    @classmethod
    def learn(cls, texts: Iterable[str], places: Iterable[str]) -> Knowledge:
        """Add the words of readable ``texts`` to what is shipped.

        Few documents weigh more each, so that their names stand out against sixteen million
        syllables of law.
        """
        texts = list(texts)
        shipped = _shipped_model()
        own = LanguageModel.learn(pieces(text) for text in texts)
        weight = max(1, min(OWN_WEIGHT, int(shipped.ones.sum()) // (5 * max(1, int(own.ones.sum())))))
        model = shipped.joined(own, weight)
        names = tuple(dict.fromkeys(places))
        return cls(model, curated().with_defined(defined_in(texts)).with_initials(names), names)

    def extended(self, texts: Iterable[str], places: Iterable[str]) -> Knowledge:
        """This with the abbreviations and places of other documents, without counting their words."""
        names = tuple(dict.fromkeys((*self.places, *places)))
        short = self.abbreviations.with_defined(defined_in(texts)).with_initials(names)
        return Knowledge(self.model, short, names)

    @classmethod
    def shipped(cls, texts: Iterable[str], places: Iterable[str]) -> Knowledge:
        """What is known without counting the words of ``texts``: their abbreviations and places alone."""
        names = tuple(dict.fromkeys(places))
        short = curated().with_defined(defined_in(texts)).with_initials(names)
        return cls(_shipped_model(), short, names)


def understand(
    question: str, knowledge: Knowledge, exact: bool = False, kept: Collection[str] = ()
) -> Understood:
    """Read a question; with ``exact`` its words stay as typed and only evidence is read, else ``kept`` do."""
    original = unicodedata.normalize("NFC", " ".join(question.split()))
    text, changes = (
        (original, ()) if exact else restore(original, knowledge.model, knowledge.abbreviations, kept)
    )
    meant = canonical_text(text)
    places, related = _places(meant, text, knowledge)
    return Understood(
        original=original,
        text=text,
        changes=changes,
        years=years_in(text),
        places=places,
        kinds=tuple(kind for kind in _KINDS if re.search(rf"\b{canonical_text(kind)}\b", meant)),
        numbers=numbers_in(original, meant),
        related=related,
        also=tuple(" ".join(phrase) for phrase in alternatives(text)),
        asks=_asked(meant),
    )


@lru_cache(maxsize=1)
def _shipped_model() -> LanguageModel:
    """Law text, which names few provinces, with all of them beside words that lead to a place ("o gia lai" is
    no "giá lại"); one for all who see some documents alone: they differ by who looks, it does not."""
    said = (form.format(name.lower()) for name in PROVINCES for form in _OF_A_PROVINCE)
    return LanguageModel.load().joined(LanguageModel.learn(map(pieces, said)), _OFTEN)


def _asked(meant: str) -> frozenset[str]:
    """What of a document is asked for; the day of a deadline or of taking effect is not that of its issue."""
    found = {name for name, pattern in (_ASKS | ASKS_CLAUSE).items() if re.search(pattern, meant)}
    return frozenset(found - {"issued"} if found & set(ASKS_CLAUSE) and "ban hành" not in meant else found)


def place_spans(meant: str, places: Iterable[str]) -> list[tuple[int, int]]:
    """Where canonical text names ``places``, the word of their level included: ``tỉnh Hậu Giang``."""
    found = []
    for place in places:
        pattern = rf"(?:\b(?:{_LEVELS}) )?\b{re.escape(canonical_text(place))}\b"
        found += [match.span() for match in re.finditer(pattern, meant)]
    return found


def years_in(text: str) -> tuple[int, ...]:
    """Years named in a text, in order: ``"nhiệm kỳ 2020-2025"`` → ``(2020, 2025)``."""
    return tuple(dict.fromkeys(int(year) for year in _YEAR.findall(text)))


def _places(meant: str, text: str, knowledge: Knowledge) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Places named, and those whose documents speak for them too since or until the mergers.

    Of a name that stands for one province before the mergers and for more since ("Bắc Ninh"), the words
    after it decide: "Bắc Ninh mới" names all that is in it today, "Bắc Ninh cũ" itself alone.
    """
    found: dict[str, None] = {}
    related: dict[str, None] = {}
    for pattern, name in knowledge.place_patterns:
        match = pattern.search(meant)
        if match and (name in knowledge.places or _is_named(name, text, meant)):
            others = [other for other in _relatives(name) if other in knowledge.places]
            found[name] = None
            if taken_in(name) and _TODAY.match(meant, match.end()):
                found.update(dict.fromkeys(others))
            elif not (taken_in(name) and _FORMERLY.match(meant, match.end())):
                related.update(dict.fromkeys(others))
            meant = pattern.sub(" ", meant)
    return tuple(found), tuple(name for name in related if name not in found)


def _relatives(name: str) -> tuple[str, ...]:
    """Provinces that one took in, or that took it in, on 1 July 2025."""
    new = successor(name)
    return (new,) if new else taken_in(name)


def _is_named(name: str, text: str, meant: str) -> bool:
    """Whether words that no document has as its place are a name: "Hòa Bình", "tỉnh hòa bình", not peace."""
    everyday = canonical_text(name) in _EVERYDAY
    level = re.search(rf"\b(?:tỉnh|thành phố|tp) {re.escape(canonical_text(name))}\b", meant)
    return not everyday or bool(level) or any(canonical_place(word) == name for word in _NAMES.findall(text))


def _place_pattern(name: str) -> re.Pattern[str]:
    return re.compile(rf"\b{re.escape(canonical_text(name))}\b")
