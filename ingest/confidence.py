"""How sure the recognition of pages was: written into a document's warnings, read back for one page."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

_SAID = re.compile(r"nhận dạng từ ảnh, độ tin cậy (\d+) % \(trang (.*)\)")
_RUN = re.compile(r"(\d+)(?:–(\d+))?: (\d+)")


def confidence_warning(pages: Mapping[int, float]) -> str:
    """What a reader of the text should know: ``pages`` maps a page (from 1) to its confidence, 0 to 100."""
    mean = sum(pages.values()) / len(pages)
    each = ", ".join(
        f"{run[0]}–{run[-1]}: {value}" if len(run) > 1 else f"{run[0]}: {value}"
        for run, value in _runs(pages)
    )
    return f"nhận dạng từ ảnh, độ tin cậy {mean:.0f} % (trang {each})"


def page_warning(warnings: Iterable[str], page: int | None) -> str | None:
    """What ``confidence_warning`` said of ``page`` (of all for ``None``); ``None`` for a text layer."""
    for found in filter(None, map(_SAID.search, warnings)):
        if page is None:
            return _one(found[1])
        for first, last, value in _RUN.findall(found[2]):
            if int(first) <= page <= int(last or first):
                return _one(value)
    return None


def _one(value: str) -> str:
    return f"nhận dạng từ ảnh, độ tin cậy {value} %"


def _runs(pages: Mapping[int, float]) -> Iterator[tuple[list[int], int]]:
    """Pages in a row of the same confidence, so that a long scan keeps to a line."""
    run: list[int] = []
    for number in sorted(pages):
        if run and (number != run[-1] + 1 or round(pages[number]) != round(pages[run[0]])):
            yield run, round(pages[run[0]])
            run = []
        run.append(number)
    if run:
        yield run, round(pages[run[0]])
