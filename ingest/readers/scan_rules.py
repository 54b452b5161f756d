"""Rules (straight lines) in the picture of a page: what its tables are told by.

A rule is a run of dark pixels longer than any letter. A page that lies askew on the scanner's glass is
turned straight first, by the angle at which its lines of text stand out most (projection profile).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ingest.readers.pdf_rules import Grid, Rule, grids

Picture = NDArray[np.bool_]

_DARK = 150  # of 255: a rule printed thin and scanned is gray
_LEVEL, _UPRIGHT = 45.0, 22.0  # points: no letter is so wide or so high
_STEPS, _MOST = 25, 0.03  # slopes tried, and the largest: 1.7 degrees
_COARSE = 4  # pixels of the coarse picture in which the slope is sought
_BOLD = 5  # pixels that rule and skew may cover
_FULL = 0.5  # of all pixels: a black page


@dataclass(frozen=True, slots=True)
class Tables:
    """The grids of a page, in points from its top left corner (``y`` is negative), and its slope."""

    grids: tuple[Grid, ...]
    slope: float
    scale: float  # points a pixel

    def place(self, x: float, y: float) -> tuple[float, float]:
        """A pixel in the directions of the grids."""
        return (x + self.slope * y) * self.scale, -(y - self.slope * x) * self.scale


def tables_in(pixels: bytes, width: int, height: int, dpi: float) -> Tables:
    """The tables that a gray picture, a byte a pixel, shows."""
    dark = np.frombuffer(pixels, dtype=np.uint8, count=width * height).reshape(height, width) < _DARK
    scale = 72 / dpi
    if dark.mean() > _FULL:
        return Tables((), 0.0, scale)
    slope = _slope(dark)
    straight = _turned(dark, slope)
    rules = [
        *_rules(straight, False, _LEVEL / scale, scale),
        *_rules(straight.T, True, _UPRIGHT / scale, scale),
    ]
    return Tables(tuple(grids(rules)), slope, scale)


def _slope(dark: Picture) -> float:
    """How far lines of text go down for each pixel to the right."""
    rows, columns = np.nonzero(dark[::_COARSE, ::_COARSE])
    if len(rows) == 0:
        return 0.0
    slopes = np.linspace(-_MOST, _MOST, _STEPS)

    def sharpness(slope: float) -> float:
        places = np.rint(rows - slope * columns).astype(np.int64)
        counts = np.bincount(places - places.min()).astype(np.float64)
        return float((np.diff(counts) ** 2).sum())

    return float(max(slopes, key=lambda slope: (sharpness(float(slope)), -abs(slope))))


def _turned(dark: Picture, slope: float) -> Picture:
    """The picture turned straight, by shears of a pixel a strip."""
    if slope == 0.0:
        return dark
    level = _sheared(dark, slope)
    return _sheared(level.T, -slope).T


def _sheared(picture: Picture, slope: float) -> Picture:
    """Columns shifted upwards by ``slope`` pixels a column; what leaves the picture is lost."""
    out = np.zeros_like(picture)
    shifts = np.rint(slope * np.arange(picture.shape[1])).astype(np.int64)
    for shift in np.unique(shifts):
        columns = shifts == shift
        strip = picture[:, columns]
        if shift >= 0:
            out[: len(strip) - shift, columns] = strip[shift:]
        else:
            out[-shift:, columns] = strip[:shift]
    return out


def _rules(dark: Picture, upright: bool, length: float, scale: float) -> Iterator[Rule]:
    """Runs of dark pixels along rows of ``dark``, in bands of some rows, for a rule is not quite even."""
    for top in range(0, dark.shape[0] - _BOLD, _BOLD - 2):
        band = dark[top : top + _BOLD].any(axis=0)
        edges = np.flatnonzero(np.diff(np.concatenate(([False], band, [False])).astype(np.int8)))
        for start, end in zip(edges[::2], edges[1::2], strict=True):
            if end - start >= length and _thin(dark, top, int(start), int(end)):
                at, low, high = (top + _BOLD / 2) * scale, float(start) * scale, float(end) * scale
                yield Rule(True, at, -high, -low) if upright else Rule(False, -at, low, high)


def _thin(dark: Picture, top: int, start: int, end: int) -> bool:
    """Whether it is a line and no dark patch: paper above and below."""
    around = [row for row in (top - 2 * _BOLD, top + 3 * _BOLD) if 0 <= row < dark.shape[0]]
    return all(dark[row, start:end].mean() < 0.4 for row in around)
