"""How long a reader waits, from Enter to the answer: ``python -m ui.speed [--store DIR] [--neighbours]``.

Measured in a real browser by its own clock, warm, over questions that were never asked before (answers are
kept, so that a question asked twice would measure nothing). Server and browser share two processors, as on
an office PC, and a median over 700 ms is a failure. With ``--neighbours`` over the four programmes and
the provincial documents kept beside the project: their store is made on the first run, which takes minutes,
and used again. Needs playwright and a chromium.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import sys
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from eval.collection import evaluation_store
from eval.questions import BUNDLED
from eval.sets import SHARED, files
from ingest.cores import cores
from settings import PolicyError, load_settings
from ui.screenshots import SIZES, browsing, served, settle

if TYPE_CHECKING:
    from playwright.sync_api import Page

BAR = 700  # milliseconds that half of the questions may take
_CORES = 2
_NEIGHBOURS = "dev+neighbours"
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
    """Print the median, the 90th percentile and the slowest; 1 with one line where that cannot be, or where
    the median is over :data:`BAR`."""
    parser = argparse.ArgumentParser(prog="python -m ui.speed", description=__doc__)
    parser.add_argument("--store", type=Path, help="folder with documents and index")
    parser.add_argument(
        "--neighbours", action="store_true", help="with the provincial documents, in a store below --store"
    )
    parser.add_argument("--shared", type=Path, default=SHARED, help="folder that holds these documents")
    parser.add_argument("--questions", type=Path, help="JSON lines with a question each")
    parser.add_argument("--rounds", type=int, default=40, help="questions that are asked (40)")
    given = parser.parse_args(arguments)
    try:
        store, questions = measured_on(given.store, given.shared, neighbours=given.neighbours)
        _hold()
        asked = read_questions(given.questions or questions)[: given.rounds + _WARMING]
        with served(["--store", str(store.resolve())]) as home, browsing() as browser:
            page = browser.new_page(viewport=SIZES["desktop"])
            page.goto(home)
            settle(page)
            took = list(waits(page, asked))[_WARMING:]
        print(told(took))
        check(took)
    except PolicyError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def measured_on(store: Path | None, shared: Path, *, neighbours: bool) -> tuple[Path, Path]:
    """The store that is searched and the file of questions that are asked of it.

    Args:
        neighbours: the programmes and provincial documents of ``shared``, in a store of their own below
            ``store``, of which only what changed is read and encoded.

    Raises:
        PolicyError: a file of theirs is not there.
    """
    settings = load_settings()
    settings = replace(settings, store=store or settings.store)
    if not neighbours:
        return settings.store, BUNDLED
    questions, *documents = files(_NEIGHBOURS, shared)
    if lacking := [path for path in (questions, *documents) if not path.exists()]:
        raise PolicyError(f"{lacking[0]} is not there; name the folder that holds it with --shared")
    return evaluation_store(documents, settings), questions


def check(took: Sequence[float]) -> None:
    """Let pass what keeps within :data:`BAR`.

    Raises:
        PolicyError: half of the questions and more took longer.
    """
    if (median := statistics.median(took)) > BAR:
        said = f"the median of {median:.0f} ms is over {BAR} ms"
        raise PolicyError(f"{said}: measure with nothing else at work, or look for what became slow")


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
    """ "40 câu hỏi, 2 lõi: trung vị 412 ms, chín phần mười dưới 600 ms, lâu nhất 812 ms"."""
    ordered = sorted(took)
    nine = ordered[min(len(ordered) - 1, int(0.9 * len(ordered)))]
    return (
        f"{len(ordered)} câu hỏi, {cores()} lõi: trung vị {statistics.median(ordered):.0f} ms, "
        f"chín phần mười dưới {nine:.0f} ms, lâu nhất {ordered[-1]:.0f} ms"
    )


def _hold() -> None:
    """Keep this process and those it starts to two processors, where the system can do so."""
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[:_CORES])


if __name__ == "__main__":
    raise SystemExit(main())
