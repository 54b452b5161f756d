"""What stands right beside a figure, against what a question says right beside its "how many"."""

from __future__ import annotations

from functools import lru_cache

from answer.question import Asked
from answer.within import values
from ingest.facts.binding import Fact
from ingest.facts.words import phrase, syllables

_SHARES = (phrase("bao nhiêu phần trăm"), phrase("mấy phần trăm"))
_OF_A_WHOLE = [*phrase("chiếm")]  # "chiếm bao nhiêu phần trăm lực lượng lao động" names the whole
_LIGHT = frozenset(phrase("số các tổng những trên trong của là"))
_NAMED = 2  # syllables that name what is counted
_AHEAD = 40  # characters behind a figure


def shares_subject(asked: Asked, fact: Fact) -> bool:
    """Whether a share is said of the thing that follows "bao nhiêu phần trăm": "70% *người lao* động"."""
    wanted = _subject(asked)
    if not wanted or fact.figure.kind != "percent":
        return False
    after = syllables(fact.sentence.text[fact.figure.end : fact.figure.end + _AHEAD])
    return tuple([one.form for one in after if one.form not in _LIGHT][:_NAMED]) == wanted


def said_by_question(asked: Asked, fact: Fact) -> bool:
    """Whether a figure is one that the question itself says, which it does not ask for: "chưa tới 1 tỷ"."""
    figure, unit = fact.figure, syllables(fact.figure.unit or "")[:1]
    if not unit or figure.low != figure.high:
        return False
    said = (one for one in values(asked.text) if one.unit == unit[0].plain)
    return any(figure.low in (one.low, one.high) for one in said)


@lru_cache(maxsize=32)
def _subject(asked: Asked) -> tuple[str, ...]:
    """The first two syllables of what follows "bao nhiêu phần trăm"; empty where nothing does."""
    forms = [one.form for one in asked.words]
    for asks in _SHARES:
        for at in range(len(forms) - len(asks)):
            if tuple(forms[at : at + len(asks)]) == asks and forms[at - 1 : at] != _OF_A_WHOLE:
                named = [one for one in forms[at + len(asks) :] if one not in _LIGHT]
                return tuple(named[:_NAMED]) if len(named) >= _NAMED else ()
    return ()
