"""``python -m eval.relations DOCUMENTS.jsonl.gz``: links that ingest reads, beside those a person checked.

``relations.jsonl`` holds, for each judged document, links drawn by ``--draw``, as spans of its canonical
text with kind, number and acting number, and whether a person reading the text around found all of it
right; no text. What is issued with an act ("kèm theo") is a link of kind ``attached`` at the heading of the
part, to the act's number. A document that is not as judged is reported and left out. Printed is the precision
of the links that are still read as judged, and which judged links are no longer read, or not as the person
meant.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import random
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ingest.citing import key_of
from ingest.document import parse
from ingest.parts import parts_of
from ingest.readers import read_bytes
from ingest.relations import Relation, relations_of
from ingest.survey import read_sources
from ingest.types import Document
from settings import PolicyError

JUDGED = Path(__file__).with_name("relations.jsonl")
_AROUND = 260  # characters of context that a judge is shown


class RelationsError(PolicyError):
    """The judged links cannot be compared with these documents."""


@dataclass(slots=True)
class Score:
    """Judged links by kind: ``right`` and ``wrong`` ones still read, ``lost`` right ones that are not."""

    right: Counter[str] = field(default_factory=Counter)
    wrong: Counter[str] = field(default_factory=Counter)
    lost: Counter[str] = field(default_factory=Counter)
    changed: list[str] = field(default_factory=list)
    misses: list[str] = field(default_factory=list)

    @property
    def precision(self) -> float:
        """Share of the judged links still read that are right; 1.0 where none is."""
        right, wrong = self.right.total(), self.wrong.total()
        return right / (right + wrong) if right + wrong else 1.0


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the figures; exit status 1 where nothing can be compared."""
    parser = argparse.ArgumentParser(prog="python -m eval.relations", description=__doc__.split("\n")[0])
    parser.add_argument("paths", nargs="+", type=Path, help="text file, folder of text files or .jsonl.gz")
    parser.add_argument("--misses", action="store_true", help="list links that are wrong or no longer read")
    parser.add_argument(
        "--draw", type=int, metavar="N", help="draw N links to judge, with the text around them"
    )
    parser.add_argument("--seed", type=int, default=1, help="of the draw")
    parser.add_argument("--kind", help="draw links of this kind alone, such as attached")
    options = parser.parse_args(arguments)
    try:
        if options.draw:
            for line in draw(options.paths, options.draw, options.seed, options.kind):
                print(line)
            return 0
        score = evaluate(options.paths, read_judged())
    except PolicyError as error:
        print(error, file=sys.stderr)
        return 1
    print("\n".join([*report(score), *(score.misses if options.misses else [])]))
    return 0


def read_judged(path: Path = JUDGED) -> tuple[dict[str, Any], ...]:
    """The judged documents: ``document``, ``sha256`` of its text, ``links``.

    Raises:
        RelationsError: no such file, or not of this form.
    """
    try:
        return tuple(json.loads(line) for line in path.read_text(encoding="utf-8").splitlines())
    except (OSError, ValueError) as error:
        raise RelationsError(f"{path}: không đọc được các liên kết đã đối chiếu ({error})") from error


def evaluate(paths: Iterable[Path], judged: Iterable[dict[str, Any]]) -> Score:
    """How the links read now compare with ``judged``.

    Raises:
        RelationsError: none of the judged documents is there as judged.
    """
    wanted = {one["document"]: one for one in judged}
    score, seen = Score(), 0
    for document in documents(paths):
        one = wanted.get(document.id)
        if one is not None and one["sha256"] == digest(document):
            del wanted[document.id]
            seen += 1
            compare(document, one["links"], score)
    score.changed = sorted(wanted)
    if not seen:
        raise RelationsError("không có văn bản nào đúng như khi đối chiếu: kiểm tra lại đường dẫn đã nêu")
    return score


def compare(document: Document, links: Iterable[dict[str, Any]], score: Score) -> None:
    """Add the judged ``links`` of ``document`` to ``score``."""
    read = {_key(link) for link in links_in(document)}
    for link in links:
        still = _key(link) in read
        if still:
            (score.right if link["right"] else score.wrong)[link["kind"]] += 1
        elif link["right"]:
            score.lost[link["kind"]] += 1
        if still != link["right"]:
            about = "wrong" if still else "lost "
            score.misses.append(
                f"{about} {link['kind']:11} {document.id[:16]} {link['start']} {link['number']}"
            )


def link_of(relation: Relation) -> dict[str, Any]:
    """A relation as the judged file writes it, without the verdict."""
    named = {"kind": relation.kind, "start": relation.start, "end": relation.end, "number": relation.number}
    return {**named, "by": relation.by}


def links_in(document: Document) -> list[dict[str, Any]]:
    """All links of ``document``: its relations, and the act that each part of it is attached to."""
    found = [link_of(relation) for relation in relations_of(document)]
    for part in parts_of(document):
        end = document.text.find("\n", part.start, part.end)
        place = {"start": part.start, "end": part.end if end < 0 else end}
        if part.attached_to:
            found.append({"kind": "attached", **place, "number": part.attached_to, "by": None})
    return found


def digest(document: Document) -> str:
    """What tells whether a text is the one that was judged."""
    return hashlib.sha256(document.text.encode()).hexdigest()


def documents(paths: Iterable[Path]) -> Iterator[Document]:
    """The documents at ``paths``, as ingest reads them."""
    for path in paths:
        for source in read_sources(path):
            text = read_bytes(source.text.encode(), ".txt").text
            yield parse(text, id=source.id, source=source.id)


def draw(paths: Iterable[Path], count: int, seed: int, kind: str | None = None) -> Iterator[str]:
    """``count`` links for a person to judge, one JSON line each; of ``kind`` where one is named, else half of
    them say more than "căn cứ" and none is of a part.

    A link that the same document says again counts once, so that a long table does not fill the draw.
    """
    found: dict[tuple[str, ...], tuple[Document, dict[str, Any]]] = {}
    for document in documents(paths):
        links = links_in(document) if kind else [link_of(one) for one in relations_of(document)]
        for one in links:
            place = str(one["start"]) if kind == "attached" else ""
            named = key_of(one["number"]), key_of(one["by"] or "")
            found.setdefault((document.id, one["kind"], *named, place), (document, one))
    chance = random.Random(seed)
    if kind:
        these = [pair for pair in found.values() if pair[1]["kind"] == kind]
        drawn = chance.sample(these, min(count, len(these)))
    else:
        basis = [pair for pair in found.values() if pair[1]["kind"] == "basis"]
        others = [pair for pair in found.values() if pair[1]["kind"] != "basis"]
        half = min(count // 2, len(basis))
        drawn = chance.sample(basis, half) + chance.sample(others, min(count - half, len(others)))
    for document, one in drawn:
        text, start, end = document.text, one["start"], one["end"]
        low, high = max(0, start - _AROUND), end + _AROUND // 2
        around = f"{text[low:start]}[[{text[start:end]}]]{text[end:high]}"
        link = {"document": document.id, "sha256": digest(document), **one}
        yield json.dumps({**link, "around": " ".join(around.split())}, ensure_ascii=False)


def report(score: Score) -> Iterator[str]:
    """The lines that ``main`` prints."""
    for kind in sorted(score.right | score.wrong | score.lost):
        right, wrong = score.right[kind], score.wrong[kind]
        share = f"{right / (right + wrong):.3f}" if right + wrong else "–"
        lost = score.lost[kind]
        yield f"{kind:12} right {right:3}, wrong {wrong:2}, precision {share}, no longer read {lost}"
    right, all_ = score.right.total(), score.right.total() + score.wrong.total()
    yield f"precision {score.precision:.3f} ({right}/{all_})"
    if score.changed:
        yield f"not there as judged: {len(score.changed)} documents"


def _key(link: dict[str, Any]) -> tuple[Any, ...]:
    return (link["kind"], link["start"], link["end"], key_of(link["number"]), key_of(link["by"] or ""))


if __name__ == "__main__":
    raise SystemExit(main())
