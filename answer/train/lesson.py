"""What a reader is given: stretches of text with made questions, and sentences with written ones."""

from __future__ import annotations

import random
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from answer.train.everyday import certain
from answer.train.made import Made, questions
from index.encoder import Vectors, load_encoder
from index.thesaurus import ideas
from index.train.examples import TrainingError, read_pairs
from ingest.store import open_store
from settings import Settings

Span = tuple[int, int]
_STRETCH = (200, 500)  # characters that are read at once
_JUDGED = 300  # characters of a sentence that is judged
_OF_EACH = 6  # questions of a stretch
_ALIKE = 0.92  # cosine from which a sentence may say the same
_RIVALS = 24  # sentences kept for each question that are near it and do not answer it
_BESIDE = 5  # lines of the file of pairs that tell of the same subject
_SENTENCE = re.compile(r"[^\n;]+?(?:[.;\n]+(?=\s|$)|$)")
_ITEM = re.compile(r"(?m)^(?:\d{1,2}[.)]|[a-zđ][.)])\s+")
_WORDINGS = 6  # everyday wordings of a term; later ones stray from it


@dataclass(frozen=True, slots=True)
class Stretch:
    """A text with questions about it."""

    text: str
    questions: tuple[Made, ...]


@dataclass(frozen=True, slots=True)
class Written:
    """A written question: the number of its sentence, its certain span, sentences that it may be lost to."""

    question: str
    sentence: int
    span: Span | None
    rivals: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Lesson:
    """All that is learnt from; ``sentences`` are those of the written questions."""

    stretches: Sequence[Stretch]
    sentences: Sequence[str]
    written: Sequence[Written]


@dataclass(frozen=True, slots=True)
class Pointed:
    """A question with a text and the span in it that answers; ``None`` where it does not."""

    question: str
    text: str
    span: Span | None


@dataclass(frozen=True, slots=True)
class Contest:
    """A question with texts of which the first answers best."""

    question: str
    texts: tuple[str, ...]


def lesson_of(settings: Settings, pairs: Sequence[Path], count: int, seed: int) -> Lesson:
    """``count`` stretches of the store's documents, and the written ``pairs``.

    Raises:
        settings.PolicyError: no store, a file without pairs, or documents without a question.
    """
    chance = random.Random(seed)
    with open_store(settings) as store:
        names = list(store.ids())
        chance.shuffle(names)
        made = list(stretches((store.document(name).text for name in names), count, chance))
    if count and not made:
        raise TrainingError("nothing can be asked about the documents of the store; ingest more of them")
    lines = [line for path in pairs for line in read_pairs(path)]
    encoder = load_encoder(settings)
    sentences = [sentence for sentence, _ in lines]
    asked = [question for _, several in lines for question in several]
    near = encoder.encode_queries(asked) @ (vectors := encoder.encode_passages(sentences)).T
    return Lesson(made, sentences, list(_written(lines, near, vectors @ vectors.T)))


def stretches(texts: Iterable[str], count: int, chance: random.Random) -> Iterator[Stretch]:
    """At most ``count`` stretches of ``texts`` about which at least two questions can be asked."""
    wordings = {
        " ".join(one): [" ".join(other) for other in others[:_WORDINGS]] for one, others in ideas().items()
    }
    found = 0
    for text in texts:
        part = _stretch(text, chance)
        made = tuple(questions(part, wordings, chance, _OF_EACH))
        if len(made) > 1:
            found += 1
            if found > count:
                return
            yield Stretch(part, made)


def pointed(lesson: Lesson, chance: random.Random, many: int) -> list[Pointed]:
    """Questions to point with: four for each of ``many`` stretches, and two written ones."""
    drawn: list[Pointed] = []
    for _ in range(many if lesson.stretches else 0):
        stretch = chance.choice(lesson.stretches)
        some = chance.sample(stretch.questions, min(4, len(stretch.questions)))
        drawn += [Pointed(one.question, stretch.text, one.span) for one in some]
        if chance.random() < 0.5:
            stranger = chance.choice(chance.choice(lesson.stretches).questions)
            if stranger not in stretch.questions:
                drawn.append(Pointed(stranger.question, stretch.text, None))
    spanned = [one for one in lesson.written if one.span]
    drawn += [_among(lesson, chance.choice(spanned), chance) for _ in range(2 if spanned else 0)]
    return drawn


def contests(lesson: Lesson, chance: random.Random, many: int, rivals: int) -> list[Contest]:
    """Questions to judge texts with: ``many`` written ones, half as many about a sentence of a stretch."""
    drawn = []
    for _ in range(many if lesson.written else 0):
        one = chance.choice(lesson.written)
        others = chance.sample(one.rivals, min(rivals, len(one.rivals)))
        drawn.append(Contest(one.question, tuple(lesson.sentences[i] for i in (one.sentence, *others))))
    for _ in range(many // 2 if lesson.stretches else 0):
        stretch = chance.choice(lesson.stretches)
        asked = chance.choice(stretch.questions)
        parts = [found.span() for found in _SENTENCE.finditer(stretch.text) if len(found[0].split()) > 3]
        own = [part for part in parts if part[0] <= asked.span[0] < part[1]]
        others_of_it = [part for part in parts if part not in own]
        if own and others_of_it:
            chosen = [own[0], *chance.sample(others_of_it, min(rivals, len(others_of_it)))]
            drawn.append(
                Contest(
                    asked.question, tuple(stretch.text[slice(*part)].strip()[:_JUDGED] for part in chosen)
                )
            )
    return drawn


def _written(lines: Sequence[tuple[str, Sequence[str]]], near: Vectors, alike: Vectors) -> Iterator[Written]:
    row = 0
    for number, (sentence, several) in enumerate(lines):
        for question in several:
            order = [int(i) for i in np.argsort(-near[row], kind="stable")[: 2 * _RIVALS]]
            beside = range(max(0, number - _BESIDE), min(len(lines), number + _BESIDE + 1))
            rivals = [i for i in (*order[:_RIVALS], *beside) if alike[number, i] < _ALIKE]
            yield Written(question, number, certain(sentence, question), tuple(dict.fromkeys(rivals)))
            row += 1


def _among(lesson: Lesson, one: Written, chance: random.Random) -> Pointed:
    """A written question with its sentence among rivals of it, as in a text."""
    assert one.span
    others = chance.sample(one.rivals, min(chance.randint(1, 4), len(one.rivals)))
    order = [*others, one.sentence]
    chance.shuffle(order)
    text, at = "", 0
    for number in order:
        at = len(text) if number == one.sentence else at
        text += lesson.sentences[number] + chance.choice((". ", "; ", "\n"))
    return Pointed(one.question, text, (at + one.span[0], at + one.span[1]))


def _stretch(text: str, chance: random.Random) -> str:
    """Lines of a text one after another, without the marks of items more often than not."""
    lines, size = text.split("\n"), chance.randint(*_STRETCH)
    at = chance.randrange(len(lines))
    part = ""
    while at < len(lines) and len(part) < size:
        part += lines[at] + chance.choice(" \n")
        at += 1
    part = part.strip()[: _STRETCH[1] + 100]
    return _ITEM.sub("", part) if chance.random() < 0.6 else part
