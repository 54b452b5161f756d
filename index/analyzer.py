"""From text to index terms: syllables, pairs of syllables, and underthesea's words.

Exact and unaccented forms go to fields of their own, so that án never matches an; pairs carry the
order that single syllables lose; abbreviations that have one meaning bring their words along, in
documents as in questions.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import pairwise

from index.abbreviations import Abbreviations, curated
from index.syllables import TOKEN, canonical, unaccent
from index.word_tokenizer import word_tokenizer

VERSION = 2
FIELDS = ("syllables", "pairs", "words", "plain", "plain_pairs")
BARE = frozenset(("plain", "plain_pairs", "context_plain", "context_plain_pairs"))  # without marks

# Syllables that tell no passage from another in a question.
_EMPTY_WORDS = (
    "bao nhiêu mấy nào gì ai là có được những các của và cho thì ở tại về trong với theo từ đến để "
    "ra sao thế không hay đâu khi năm đạt"
)
EMPTY = frozenset(canonical(word) for word in _EMPTY_WORDS.split())

_BREAK = re.compile(r"[^\w\s/&.,-]+|[.,](?!\d)|(?<!\d)[.,]|\n+")
_THOUSANDS = re.compile(r"\d{1,3}(?:\.\d{3})+")
_UPPER = re.compile(r"[A-ZĐƯ]{2,}(?:[&-][A-ZĐƯ]{2,})*")


@dataclass(frozen=True, slots=True)
class Terms:
    """Terms of one text by field, in order, repeats kept."""

    syllables: list[str] = field(default_factory=list)
    pairs: list[str] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    plain: list[str] = field(default_factory=list)
    plain_pairs: list[str] = field(default_factory=list)

    def of(self, name: str) -> list[str]:
        """Terms of one of ``FIELDS``."""
        terms: list[str] = getattr(self, name)
        return terms


def analyze(text: str, abbreviations: Abbreviations | None = None, *, segmented: bool = True) -> Terms:
    """Terms of a readable text (markup stripped, lines joined); deterministic.

    Unless ``segmented``, underthesea is not asked and there are no ``words``.

    Numbers keep their separators (``7.555``, ``3,0``), numbers of documents are one term
    (``452/qđ-ubnd``), pairs never cross punctuation.
    """
    full = spelled_out(text, abbreviations or curated())
    terms = Terms(words=words(full) if segmented else [])
    for clause in _BREAK.split(full):
        exact = [term for token in TOKEN.findall(clause) for term in _terms(token)]
        plain = [unaccent(term) for term in exact]
        terms.syllables.extend(exact)
        terms.plain.extend(plain)
        terms.pairs.extend(f"{a}_{b}" for a, b in pairwise(exact))
        terms.plain_pairs.extend(f"{a}_{b}" for a, b in pairwise(plain))
    return terms


def spelled_out(text: str, abbreviations: Abbreviations) -> str:
    """The text with the words of each unmistakable abbreviation after it: ``BHYT bảo hiểm y tế``."""

    def both(match: re.Match[str]) -> str:
        long = abbreviations.safe.get(match[0].lower())
        return f"{match[0]} {long}" if long else match[0]

    return _UPPER.sub(both, text)


def words(text: str) -> list[str]:
    """underthesea's words of two syllables and more, canonical, joined by ``_``."""
    found = []
    for word in word_tokenizer()(text.lower()):
        syllables = re.findall(r"[^\W\d_]+", word)
        if len(syllables) > 1:
            found.append("_".join(canonical(s) for s in syllables))
    return found


def _terms(token: str) -> list[str]:
    """A token as terms: a count without zeros before it and thousands' dots, a number whole and bare."""
    if not token[0].isdigit():
        return [canonical(token)]
    if re.search(r"[^\W\d_]", token):
        return [token.lower(), re.split(r"\D", token)[0].lstrip("0") or "0"]
    if _THOUSANDS.fullmatch(token):
        token = token.replace(".", "")
    return [token.lower().lstrip("0") or "0"]
