"""Recall curves as an SVG file that any browser shows; no plotting library is needed for a few lines."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from xml.etree import ElementTree as ET

_WIDTH, _HEIGHT = 860, 480
_LEFT, _RIGHT, _TOP, _BOTTOM = 60, 270, 30, 50  # margins; the legend stands in the right one
# Okabe & Ito (2008): told apart by readers who see colours differently.
_COLOURS = ("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#000000")
_DASHES = ("", "7 4", "2 3", "9 3 2 3")


@dataclass(frozen=True, slots=True)
class Curve:
    """``values[k - 1]`` is R@k; curves of one ``group`` share a colour, of one ``variant`` a dash."""

    group: str
    variant: str
    values: Sequence[float]


def recall_svg(curves: Sequence[Curve], title: str = "R@k") -> str:
    """The curves over k = 1 … with axes and a legend; the vertical axis begins below the lowest value."""
    depth = max(len(curve.values) for curve in curves)
    floor = math.floor(10 * min(min(curve.values) for curve in curves)) / 10
    frame = _Frame(depth, min(floor, 0.9))
    svg = ET.Element("svg", xmlns="http://www.w3.org/2000/svg", viewBox=f"0 0 {_WIDTH} {_HEIGHT}")
    svg.set("font-family", "sans-serif")
    svg.set("font-size", "12")
    ET.SubElement(svg, "rect", width="100%", height="100%", fill="white")
    _text(svg, _LEFT, _TOP - 12, title)
    _axes(svg, frame)
    colours = _assigned([c.group for c in curves], _COLOURS)
    dashes = _assigned([c.variant for c in curves], _DASHES)
    for number, curve in enumerate(curves):
        _line(svg, frame, curve, colours[curve.group], dashes[curve.variant])
        _legend(svg, number, curve, colours[curve.group], dashes[curve.variant])
    ET.indent(svg)
    return ET.tostring(svg, encoding="unicode") + "\n"


@dataclass(frozen=True, slots=True)
class _Frame:
    """From k (1 … depth) and R (floor … 1) to places on the page."""

    depth: int
    floor: float

    def x(self, k: float) -> float:
        return round(_LEFT + (k - 1) / max(1, self.depth - 1) * (_WIDTH - _LEFT - _RIGHT), 1)

    def y(self, value: float) -> float:
        return round(_TOP + (1 - value) / (1 - self.floor) * (_HEIGHT - _TOP - _BOTTOM), 1)


def _axes(svg: ET.Element, frame: _Frame) -> None:
    steps = round(10 * (1 - frame.floor))
    for value in (1 - step / 10 for step in range(steps + 1)):
        _rule(svg, frame.x(1), frame.y(value), frame.x(frame.depth), frame.y(value), "#dddddd")
        _text(svg, _LEFT - 30, frame.y(value) + 4, f"{value:.1f}")
    for k in sorted({1, *range(5, frame.depth + 1, 5)} & set(range(1, frame.depth + 1))):
        _text(svg, frame.x(k) - 5, _HEIGHT - _BOTTOM + 18, str(k))
    _rule(svg, frame.x(1), frame.y(frame.floor), frame.x(frame.depth), frame.y(frame.floor), "#444444")
    _rule(svg, frame.x(1), frame.y(1), frame.x(1), frame.y(frame.floor), "#444444")
    _text(svg, (frame.x(1) + frame.x(frame.depth)) / 2, _HEIGHT - 12, "k")


def _line(svg: ET.Element, frame: _Frame, curve: Curve, colour: str, dash: str) -> None:
    points = " ".join(f"{frame.x(k)},{frame.y(value)}" for k, value in enumerate(curve.values, 1))
    line = ET.SubElement(svg, "polyline", points=points, fill="none", stroke=colour)
    line.set("stroke-width", "2")
    line.set("stroke-dasharray", dash)
    ET.SubElement(line, "title").text = _label(curve)


def _legend(svg: ET.Element, number: int, curve: Curve, colour: str, dash: str) -> None:
    x, y = _WIDTH - _RIGHT + 20, _TOP + 10 + 18 * number
    _rule(svg, x, y - 4, x + 30, y - 4, colour, dash, "2")
    _text(svg, x + 38, y, _label(curve))


def _label(curve: Curve) -> str:
    return f"{curve.group}, {curve.variant}" if curve.variant else curve.group


def _rule(
    svg: ET.Element, x1: float, y1: float, x2: float, y2: float, colour: str, dash: str = "", width: str = "1"
) -> None:
    line = ET.SubElement(svg, "line", x1=str(x1), y1=str(y1), x2=str(x2), y2=str(y2), stroke=colour)
    line.set("stroke-width", width)
    line.set("stroke-dasharray", dash)


def _text(svg: ET.Element, x: float, y: float, text: str) -> None:
    ET.SubElement(svg, "text", x=str(x), y=str(y)).text = text


def _assigned(names: Sequence[str], values: Sequence[str]) -> dict[str, str]:
    return {name: values[i % len(values)] for i, name in enumerate(dict.fromkeys(names))}
