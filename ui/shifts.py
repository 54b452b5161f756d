"""How far a page jumps under its reader: ``python -m ui.shifts [--store DIR]``.

Cumulative layout shift as browsers count it (https://web.dev/articles/cls: the share of the window that
moves, times how far) on opening every page and on asking a question; what moves within half a second of a
key or a tap is expected and does not count. All shifts are summed, which is never less than the measure's
own worst five seconds. Up to .1 is called good. Needs playwright and a chromium.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from settings import PolicyError
from ui.screenshots import SIZES, browsing, served, settle
from ui.views import VIEWS

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

GOOD = 0.1
WINDOWS = SIZES | {"desktop": {"width": 1280, "height": 800}}
ASKING = "asking"  # the question is typed on the first page
_QUESTION = "tỷ lệ bao phủ bảo hiểm y tế"
_AFTER = 700  # milliseconds after a view is drawn in which something may still move
_WATCH = """window.vbShift = 0;
new PerformanceObserver(list => {
  for (const shift of list.getEntries()) if (!shift.hadRecentInput) window.vbShift += shift.value;
}).observe({ type: "layout-shift", buffered: true });"""


def main(arguments: Sequence[str] | None = None) -> int:
    """Print each shift; 0 where all are good, 1 with one line on stderr where not or where none is told."""
    parser = argparse.ArgumentParser(prog="python -m ui.shifts", description=__doc__)
    parser.add_argument("--store", type=Path, help="folder with documents and index")
    given = parser.parse_args(arguments)
    worst = 0.0
    try:
        with (
            served(["--store", str(given.store.resolve())] if given.store else []) as home,
            browsing() as browser,
        ):
            for window, name, shift in shifts(browser, home, VIEWS):
                print(f"{window:8} {name:12} {shift:.3f}", flush=True)
                worst = max(worst, shift)
        if worst > GOOD:
            raise PolicyError(f"a page jumps by {worst:.3f}, more than {GOOD}: give what comes late its room")
    except PolicyError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def shifts(browser: Browser, home: str, views: Mapping[str, str]) -> Iterator[tuple[str, str, float]]:
    """Window, name and shift of each view when it is opened in a new tab, and of asking in each window."""
    for window, size in WINDOWS.items():
        context = browser.new_context(viewport=size)
        context.add_init_script(_WATCH)
        for name, where in {**views, ASKING: "./"}.items():
            page = context.new_page()
            page.goto(home + where)
            settle(page)
            if name == ASKING:
                _ask(page)
            page.wait_for_timeout(_AFTER)
            yield window, name, float(page.evaluate("window.vbShift"))
            page.close()
        context.close()


def _ask(page: Page) -> None:
    page.wait_for_timeout(_AFTER)
    page.evaluate("window.vbShift = 0")
    page.locator(".st-key-question input").fill(_QUESTION)
    page.keyboard.press("Enter")
    page.wait_for_url("**q=**")
    settle(page)


if __name__ == "__main__":
    raise SystemExit(main())
