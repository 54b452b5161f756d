"""Text of documents and questions on its way into HTML: escaped, with what matters marked.

Nothing from a document or a question reaches the page except through :func:`escape` or
:func:`marked`; their output without our own tags is ``html.escape`` of the input.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Sequence

from index.syllables import TOKEN, canonical, is_accented, unaccent

Span = tuple[int, int]

# Words that say nothing about the subject; they are marked only between words that do.
_STOPS = """
ai bao bằng bị các cái cho có còn của cùng do đã đang đâu để đến đó được gì hay hãy khi không là lại làm mà
mấy mỗi này nào nên nếu những như nhiêu nhiều ở phải ra rất rồi sao sẽ so tại thế thì theo trên trong từ tới
và vào về vì việc với
"""
STOP_WORDS = frozenset(_STOPS.split())
_MARKDOWN = re.compile(r"([!-/:-@\[-`{-~])")
_SPACE = re.compile(r"\s+")
_SENTENCE = re.compile(r"[.;:!?…]\s+|\n\s*")


def escape(text: str) -> str:
    """``text`` as HTML that shows exactly it, safe between tags and inside quoted attributes."""
    return html.escape(text, quote=True)


def escape_markdown(text: str) -> str:
    """``text`` on one line as Markdown that shows exactly it: every ASCII mark behind a backslash."""
    return _MARKDOWN.sub(r"\\\1", _SPACE.sub(" ", text))


def marked(text: str, spans: Iterable[Span], tag: str = "mark", attributes: str = "") -> str:
    """``text`` escaped, with each span inside ``<tag>``; spans may overlap and come in any order."""
    opening = f"<{tag} {attributes}>" if attributes else f"<{tag}>"
    pieces: list[str] = []
    done = 0
    for start, end in merged(spans, len(text)):
        pieces += [escape(text[done:start]), opening, escape(text[start:end]), f"</{tag}>"]
        done = end
    return "".join([*pieces, escape(text[done:])])


def merged(spans: Iterable[Span], length: int) -> list[Span]:
    """The same characters as non-empty, disjoint spans in order, within ``[0, length)``."""
    result: list[Span] = []
    for start, end in sorted((max(0, start), min(end, length)) for start, end in spans):
        if start >= end:
            continue
        if result and start <= result[-1][1]:
            result[-1] = (result[-1][0], max(end, result[-1][1]))
        else:
            result.append((start, end))
    return result


def within(spans: Iterable[Span], start: int, end: int) -> list[Span]:
    """The spans that reach into ``[start, end)``, counted from ``start``."""
    return [(left - start, right - start) for left, right in spans if right > start and left < end]


def matches(text: str, question: str, understood: str = "") -> list[Span]:
    """Spans of ``text`` that the question names: runs of its words, best seen as phrases.

    Words match in any letter case and in either spelling (hoá, hóa). Tone and shape marks count,
    except where neither the question nor what was understood has any. A run begins and ends with a
    word that tells something; a single syllable (``y``, ``mức``) is left alone where the text holds
    a longer run.
    """
    asked = f"{question} {understood}"
    fold = not is_accented(asked)
    wanted = {_key(word, fold) for word in TOKEN.findall(asked)}
    stops = {_key(word, fold) for word in STOP_WORDS}
    runs = _runs(text, wanted, stops, fold)
    phrases = any(count > 1 for _, _, count in runs)
    return [
        (start, end)
        for start, end, count in runs
        if count > 1 or not phrases or _stands_alone(text, start, end)
    ]


def excerpt(text: str, spans: Sequence[Span], width: int = 420) -> Span:
    """The part of ``text`` (about ``width`` characters, whole words) that shows most of the spans.

    Ties go to the earliest; a text not much longer than ``width`` is shown whole.
    """
    if len(text) <= width * 1.25:
        return 0, len(text)
    starts = [0, *(_word_start(text, start - width // 5) for start, _ in spans)]
    best = max(starts, key=lambda start: (_covered(spans, start, start + width), -start))
    best = _sentence_start(text, _word_start(text, min(best, len(text) - width)), width // 4)
    return best, _word_end(text, best + width)


def _key(word: str, fold: bool) -> str:
    return unaccent(word.lower()) if fold else canonical(word)


def _runs(text: str, wanted: set[str], stops: set[str], fold: bool) -> list[tuple[int, int, int]]:
    """Runs of wanted words with only space between, without stop words at their ends: start, end, words."""
    runs: list[tuple[int, int, int]] = []
    reach = -1  # end of the last wanted word, stop words included
    for found in TOKEN.finditer(text):
        key = _key(found[0], fold)
        if key not in wanted:
            continue
        joined = bool(runs) and reach >= 0 and not text[reach : found.start()].strip(" \t")
        reach = found.end() if joined or key not in stops else -1
        if key in stops:
            continue
        start, count = (runs[-1][0], runs.pop()[2] + 1) if joined else (found.start(), 1)
        runs.append((start, found.end(), count))
    return runs


def _stands_alone(text: str, start: int, end: int) -> bool:
    """Whether one word tells something: a number, an abbreviation (no word of a line in capitals)."""
    word = text[start:end]
    if any(char.isdigit() for char in word):
        return True
    line = text[text.rfind("\n", 0, start) + 1 : (text + "\n").index("\n", end)]
    return len(word) > 1 and word.isupper() and not line.isupper()


def _covered(spans: Sequence[Span], start: int, end: int) -> int:
    return sum(right - left for left, right in spans if start <= left and right <= end)


def _word_start(text: str, offset: int) -> int:
    """The nearest offset at or before ``offset`` where a word starts."""
    offset = max(0, min(offset, len(text)))
    breaks = [found.end() for found in _SPACE.finditer(text, 0, offset)]
    return breaks[-1] if breaks else 0


def _sentence_start(text: str, offset: int, within: int) -> int:
    """Where the sentence before ``offset`` starts, if no more than ``within`` characters back."""
    first = max(0, offset - within)
    starts = [found.end() for found in _SENTENCE.finditer(text, first, offset)]
    return starts[-1] if starts else (0 if first == 0 else offset)


def _word_end(text: str, offset: int) -> int:
    """The nearest offset at or after ``offset`` where a word ends."""
    found = _SPACE.search(text, min(offset, len(text)))
    return found.start() if found else len(text)
