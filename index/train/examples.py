"""What is learnt from: questions with the passage that answers them and an official wording of the same."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from settings import PolicyError

PAIRS = Path(__file__).parent.parent / "data" / "everyday_questions.tsv"
_CLAUSE = re.compile(r"[.;:\n]+")
_CROP = (5, 14)  # syllables of a made question, as people type them
_FORMS = (
    "{}", "{}", "{}", "{} thế nào", "{} bao nhiêu", "{} là gì", "quy định về {}", "làm sao để {}",
    "khi nào {}", "{} ra sao", "cho hỏi {}", "{} được không", "những việc {}",
)  # fmt: skip


class TrainingError(PolicyError):
    """Nothing can be learnt from what is given."""


@dataclass(frozen=True, slots=True)
class Example:
    """A question, the words in which an official text says it, and the passage (a number) that answers."""

    question: str
    official: str
    passage: int


def read_pairs(path: Path) -> list[tuple[str, list[str]]]:
    """Lines ``official sentence | question | question …`` of a file; ``#`` begins a comment.

    Raises:
        TrainingError: the file is missing, or a line holds no question.
    """
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except OSError as error:
        raise TrainingError(f"{path}: cannot be read; name another file with --pairs") from error
    pairs = []
    for number, line in enumerate(lines, 1):
        if line.strip() and not line.startswith("#"):
            official, *questions = (part.strip() for part in line.split("|"))
            if not official or not questions or not all(questions):
                raise TrainingError(f"{path}, line {number}: want 'official sentence | question | question'")
            pairs.append((official, questions))
    return pairs


def made(
    texts: Sequence[str], wordings: Mapping[str, Sequence[str]], count: int, chance: random.Random
) -> Iterator[Example]:
    """``count`` questions cropped from passages, official terms replaced by everyday ones of ``wordings``.

    Inverse cloze (Lee et al. 2019, section 4) with other words. Three of four hold a replaced term.
    """
    longest = max((len(term.split()) for term in wordings), default=0)
    usable = [i for i, text in enumerate(texts) if any(_clauses(text))]
    if not usable and count:
        raise TrainingError("no passage of the store holds a sentence of five words; ingest more documents")
    for _ in range(count):
        for _attempt in range(20):
            passage = chance.choice(usable)
            official = _cropped(chance.choice(list(_clauses(texts[passage]))).split(), chance)
            asked = _reworded(official, wordings, longest, chance)
            if asked != official or chance.random() < 0.25:
                break
        question = chance.choice(_FORMS).format(" ".join(asked))
        yield Example(question, " ".join(official), passage)


def _clauses(text: str) -> Iterator[str]:
    return (clause for clause in _CLAUSE.split(text) if len(clause.split()) >= _CROP[0])


def _cropped(syllables: Sequence[str], chance: random.Random) -> list[str]:
    length = min(chance.randint(*_CROP), len(syllables))
    at = chance.randint(0, len(syllables) - length)
    return list(syllables[at : at + length])


def _reworded(
    syllables: Sequence[str], wordings: Mapping[str, Sequence[str]], longest: int, chance: random.Random
) -> list[str]:
    """The longest known terms, from the left, each replaced four times of five."""
    said: list[str] = []
    at = 0
    while at < len(syllables):
        for size in range(min(longest, len(syllables) - at), 0, -1):
            others = wordings.get(" ".join(syllables[at : at + size]).lower().strip(",;"))
            if others and chance.random() < 0.8:
                said += chance.choice(others).split()
                at += size
                break
        else:
            said.append(syllables[at])
            at += 1
    return said
