"""How long a reader waits, from Enter to the answer: ``python -m ui.speed [--store DIR] [--rounds N]``.

Measured in a real browser by its own clock, warm, over questions that were never asked before (answers are
kept, so that a question asked twice would measure nothing). Needs playwright and a chromium.
"""

from __future__ import annotations

import argparse
import json
import statistics
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from settings import ROOT, PolicyError
from ui.screenshots import SIZES, browsing, served, settle

if TYPE_CHECKING:
    from playwright.sync_api import Page

QUESTIONS = ROOT / "eval" / "bundled.jsonl"
_WARMING = 3  # first questions of a tab, which are not counted
# From the key to the frame after the last part of the view has been drawn.
_WATCH = """question => {
  window.vbTook = undefined;
  addEventListener("keydown", event => {
    if (event.key !== "Enter") return;
    const start = performance.now();
    const look = () => {
      const there = new URLSearchParams(location.search).get("q") === question;
      const drawn = there && window.vbView === location.pathname + location.search
        && document.querySelector(".vb-card, .vb-notice, .vb-hits");
      if (!drawn) return requestAnimationFrame(look);
      requestAnimationFrame(() => (window.vbTook = performance.now() - start));
    };
    requestAnimationFrame(look);
  }, { capture: true, once: true });
}"""


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the median, the 90th percentile and the slowest; 1 with one line where that cannot be."""
    parser = argparse.ArgumentParser(prog="python -m ui.speed", description=__doc__)
    parser.add_argument("--store", type=Path, help="folder with documents and index")
    parser.add_argument("--questions", type=Path, default=QUESTIONS, help="JSON lines with a question each")
    parser.add_argument("--rounds", type=int, default=40, help="questions that are asked (40)")
    given = parser.parse_args(arguments)
    try:
        with (
            served(["--store", str(given.store.resolve())] if given.store else []) as home,
            browsing() as browser,
        ):
            page = browser.new_page(viewport=SIZES["desktop"])
            page.goto(home)
            settle(page)
            asked = read_questions(given.questions)[: given.rounds + _WARMING]
            took = list(waits(page, asked))[_WARMING:]
    except PolicyError as error:
        print(error, file=sys.stderr)
        return 1
    print(told(took))
    return 0


def read_questions(path: Path) -> list[str]:
    """The questions of a file, each once.

    Raises:
        PolicyError: the file cannot be read as JSON lines with ``question``.
    """
    try:
        rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
        return list(dict.fromkeys(" ".join(row["question"].split()) for row in rows))
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise PolicyError(f"{path}: no questions in it ({error}); correct --questions") from error


def waits(page: Page, questions: Sequence[str]) -> Iterator[float]:
    """Milliseconds from Enter to the answer for each question, typed into the box of an open page."""
    box = page.locator(".st-key-question input")
    for question in questions:
        page.evaluate(_WATCH, question)
        box.fill(question)
        box.press("Enter")
        page.wait_for_function("window.vbTook !== undefined", timeout=60_000)
        yield float(page.evaluate("window.vbTook"))


def told(took: Sequence[float]) -> str:
    """ "40 câu hỏi: trung vị 412 ms, chín phần mười dưới 600 ms, lâu nhất 812 ms"."""
    ordered = sorted(took)
    nine = ordered[min(len(ordered) - 1, int(0.9 * len(ordered)))]
    return (
        f"{len(ordered)} câu hỏi: trung vị {statistics.median(ordered):.0f} ms, "
        f"chín phần mười dưới {nine:.0f} ms, lâu nhất {ordered[-1]:.0f} ms"
    )


if __name__ == "__main__":
    raise SystemExit(main())
