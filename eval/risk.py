"""``python -m eval.risk``: how often answers are wrong at each share of questions answered.

Every question is answered without a threshold; its confidence then tells at which thresholds it would be
answered. Risk is the share of given answers that are wrong, any answer to a question without one
included; coverage is the share of all questions that get an answer (El-Yaniv & Wiener 2010). The
threshold is chosen on one half of the questions, by a checksum of their ids, and shown on the other.
"""

from __future__ import annotations

import argparse
import sys
import zlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from xml.etree import ElementTree as ET

from answer.calibrate import Outcome, best_threshold, rates
from eval.answers import Judged, judge_answer
from eval.collection import Collection, evaluation_store
from eval.questions import BUNDLED, read_questions
from settings import PolicyError, Settings, load_settings

_WIDTH, _HEIGHT, _EDGE = 560, 400, 50
_COLOURS = {"chosen on": "#0072b2", "shown on": "#d55e00"}  # Okabe & Ito (2008)


@dataclass(frozen=True, slots=True)
class Point:
    """At this threshold and above, ``coverage`` of the questions are answered, ``risk`` of them wrongly."""

    threshold: float
    coverage: float
    risk: float


def main(argv: Sequence[str] | None = None, settings: Settings | None = None) -> int:
    """Print both halves and write the drawing; the exit status."""
    parser = argparse.ArgumentParser(prog="python -m eval.risk", description="Risk and coverage of answers.")
    parser.add_argument(
        "--queries", type=Path, action="append", metavar="FILE.jsonl", help="judged questions"
    )
    parser.add_argument("--store", type=Path, metavar="DIR", help="folder of generated state")
    parser.add_argument("--docs", type=Path, nargs="+", metavar="PATH", help="measure over these documents")
    parser.add_argument("--svg", type=Path, metavar="FILE", help="draw the curves to this file")
    args = parser.parse_args(argv)
    settings = settings or load_settings()
    settings = replace(settings, store=args.store or settings.store)
    try:
        if args.docs:
            settings = replace(settings, store=evaluation_store(args.docs, settings))
        outcomes = measured(args.queries or [BUNDLED], settings)
    except PolicyError as error:
        print(error, file=sys.stderr)
        return 1
    halves = {"chosen on": _half(outcomes, 0), "shown on": _half(outcomes, 1)}
    chosen = best_threshold(halves["chosen on"])
    for name, half in halves.items():
        print("\n".join(table(name, half, chosen)))
    if args.svg:
        args.svg.write_text(drawing({name: curve(half) for name, half in halves.items()}), encoding="utf-8")
    return 0


def measured(files: Sequence[Path], settings: Settings) -> list[Outcome]:
    """Outcomes of all questions, answered by an engine that never refuses for want of confidence."""
    collection = Collection(replace(settings, abstain_below=0.0))
    engine = collection.engine()
    out = []
    for question in (one for file in files for one in read_questions(file)):
        answer = engine.answer(question.question)
        judged = judge_answer(question, answer, collection.text_of)
        confidence = answer.answers[0].score if answer.answers else 0.0
        out.append(Outcome(question.id, question.answerable, confidence, _right(judged)))
    return out


def curve(outcomes: Sequence[Outcome]) -> list[Point]:
    """One point for each confidence that occurs, from the surest answer to all of them."""
    given = sorted((one for one in outcomes if one.confidence > 0), key=lambda one: -one.confidence)
    points, wrong = [], 0
    for at, one in enumerate(given, 1):
        wrong += not (one.answerable and one.right)
        last = at == len(given) or given[at].confidence < one.confidence
        if last:
            points.append(Point(one.confidence, at / len(outcomes), wrong / at))
    return points


def area(points: Sequence[Point]) -> float:
    """Mean risk over the coverages reached (AURC); lower is better."""
    return sum(point.risk for point in points) / len(points) if points else 0.0


def table(name: str, half: Sequence[Outcome], chosen: float) -> list[str]:
    """Lines for a reader: rates at thresholds, the chosen one marked, and the area below the curve."""
    points = curve(half)
    lines = [f"{name} {len(half)} questions; mean risk {area(points):.3f}",
             "threshold  coverage   risk  answered  refused"]  # fmt: skip
    for step in range(1, 20):
        threshold = step / 20
        at = [point for point in points if point.threshold >= threshold]
        coverage, risk = (at[-1].coverage, at[-1].risk) if at else (0.0, 0.0)
        answered, _, refused = rates(half, threshold)
        mark = " <" if threshold == chosen else ""
        lines.append(f"{threshold:9.2f}  {coverage:8.3f}  {risk:5.3f}  {answered:8.3f}  {refused:7.3f}{mark}")
    return lines


def drawing(curves: dict[str, list[Point]]) -> str:
    """Risk over coverage as SVG; the vertical axis ends at the highest risk, .1 at least."""
    top = max([0.1, *(point.risk for points in curves.values() for point in points)])
    svg = ET.Element("svg", xmlns="http://www.w3.org/2000/svg", viewBox=f"0 0 {_WIDTH} {_HEIGHT}")
    svg.set("font-family", "sans-serif")
    svg.set("font-size", "12")
    ET.SubElement(svg, "rect", width="100%", height="100%", fill="white")
    for step in range(5):
        _label(svg, 8, _y(top * step / 4, top), f"{top * step / 4:.2f}")
        _label(svg, _x(step / 4) - 8, _HEIGHT - 28, f"{step / 4:.2f}")
    _label(svg, _WIDTH / 2 - 30, _HEIGHT - 8, "coverage")
    _label(svg, 8, 20, "risk")
    for number, (name, points) in enumerate(curves.items()):
        path = " ".join(f"{_x(point.coverage):.1f},{_y(point.risk, top):.1f}" for point in points)
        line = ET.SubElement(svg, "polyline", points=path, fill="none", stroke=_COLOURS.get(name, "#000"))
        line.set("stroke-width", "2")
        _label(svg, _EDGE + 20, 40 + 16 * number, name, _COLOURS.get(name, "#000"))
    ET.indent(svg)
    return ET.tostring(svg, encoding="unicode") + "\n"


def _right(judged: Judged) -> bool:
    if judged.compared is not None:
        return judged.compared == 1.0
    return bool(judged.exact_first if judged.exact_first is not None else judged.right_document)


def _half(outcomes: Sequence[Outcome], half: int) -> list[Outcome]:
    return [one for one in outcomes if zlib.crc32(one.id.encode("utf-8")) % 2 == half]


def _x(coverage: float) -> float:
    return _EDGE + coverage * (_WIDTH - 2 * _EDGE)


def _y(risk: float, top: float) -> float:
    return _HEIGHT - _EDGE - risk / top * (_HEIGHT - 2 * _EDGE)


def _label(svg: ET.Element, x: float, y: float, text: str, fill: str = "#000") -> None:
    ET.SubElement(svg, "text", x=f"{x:.1f}", y=f"{y:.1f}", fill=fill).text = text


if __name__ == "__main__":
    sys.exit(main())
