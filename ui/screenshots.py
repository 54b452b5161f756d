"""Pictures of all pages in a real browser: ``python -m ui.screenshots [--out DIR] [--store DIR]``.

Every state at desktop and phone width, light and dark, with documents and without any; with them also judged
and measured, in a store of its own that points to them (:mod:`ui.staging`). Needs playwright
(requirements-dev.txt) and a chromium on the machine; nothing leaves localhost.
"""

from __future__ import annotations

import argparse
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from settings import ROOT, PolicyError, load_settings
from ui.staging import staged
from ui.views import FURTHER, PAGES, REVIEWED, VIEWS, Step

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page, ViewportSize

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
Scheme = Literal["light", "dark"]
SIZES: dict[str, ViewportSize] = {
    "desktop": {"width": 1280, "height": 900},
    "phone": {"width": 390, "height": 844},
}
_SEEN = """() => window.vbView === location.pathname + location.search && document.fonts.status === "loaded"
  && !document.querySelector(".stMainBlockContainer [data-testid=stSkeleton]")"""
_PATIENCE = 120  # seconds for a server to answer or a first question to bring the model


class NoBrowser(PolicyError):
    """There is no browser to take pictures with."""


def chromium() -> str:
    """Path of a chromium on this machine.

    Raises:
        NoBrowser: there is none.
    """
    for name in ("chromium", "chromium-browser", "google-chrome"):
        if path := shutil.which(name):
            return path
    raise NoBrowser("no chromium on this machine; install one (sudo apt install chromium) and run again")


def free_port() -> int:
    """A port of this machine that nothing listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def served(arguments: Sequence[str], options: Sequence[str] = (), port: int | None = None) -> Iterator[str]:
    """The page served on a port of localhost with ``app.py``'s arguments; yields its address.

    Args:
        options: of streamlit. port: a free one where none is given.

    Raises:
        PolicyError: the server ended or did not answer in time.
    """
    with serving(arguments, options, port) as (_, home):
        yield home


@contextmanager
def serving(
    arguments: Sequence[str], options: Sequence[str] = (), port: int | None = None
) -> Iterator[tuple[subprocess.Popen[bytes], str]]:
    """As :func:`served`, with the process that serves."""
    port = port or free_port()
    options = ["--server.port", str(port), "--server.address", "127.0.0.1", *options]
    command = [sys.executable, "-m", "streamlit", "run", "app.py", *options, "--", *arguments]
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        _wait(process, f"http://127.0.0.1:{port}")
        yield process, f"http://127.0.0.1:{port}/"
    finally:
        process.terminate()
        process.wait(30)


@contextmanager
def browsing() -> Iterator[Browser]:
    """A headless chromium.

    Raises:
        NoBrowser: there is none, or nothing to drive it with.
    """
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        raise NoBrowser("playwright is not installed; run: pip install -r requirements-dev.txt") from None
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=FLAGS)
        yield browser
        browser.close()


def settle(page: Page) -> None:
    """Wait until the view that the address asks for has been drawn to its end and is seen."""
    page.wait_for_function(_SEEN, timeout=_PATIENCE * 1000)


def main(arguments: Sequence[str] | None = None) -> int:
    """Take all pictures; 0 on success, 1 with one line on stderr where nothing could be done."""
    parser = argparse.ArgumentParser(prog="python -m ui.screenshots", description=__doc__)
    parser.add_argument("--out", type=Path, default=ROOT / "screenshots", help="folder for the pictures")
    parser.add_argument("--store", type=Path, help="folder with documents and index")
    given = parser.parse_args(arguments)
    given.out.mkdir(parents=True, exist_ok=True)
    try:
        with browsing() as browser, tempfile.TemporaryDirectory() as folder:
            for path in _all(browser, given.out, given.store, Path(folder)):
                print(path, flush=True)
    except PolicyError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def _all(browser: Browser, out: Path, store: Path | None, folder: Path) -> Iterator[Path]:
    """Pictures of the page over a full store, over an empty one, and of one that asks who is there."""
    full, empty, closed = folder / "full", folder / "empty", folder / "settings.toml"
    full.mkdir()
    empty.mkdir()
    closed.write_text("[access]\non = true\n", encoding="utf-8")
    staged(load_settings(store=store), full)
    with served(["--store", str(full)]) as home:
        yield from pictures(browser, home, out, VIEWS | REVIEWED)
    with served(["--store", str(empty)]) as home:
        yield from pictures(browser, home, out, {f"empty-{name}": where for name, where in PAGES.items()})
    with served(["--store", str(full), "--settings", str(closed)]) as home:
        yield from pictures(browser, home, out, {"sign-in": "./"})


def pictures(
    browser: Browser,
    home: str,
    out: Path,
    views: Mapping[str, str],
    sizes: Iterable[str] = tuple(SIZES),
    schemes: Iterable[Scheme] = ("light", "dark"),
) -> Iterator[Path]:
    """Take each address at each size and scheme, with what is reached from it (:data:`ui.views.FURTHER`)."""
    for size, scheme in product(sizes, schemes):
        page = browser.new_page(viewport=SIZES[size], color_scheme=scheme)
        for name, where in views.items():
            page.goto(home + where)
            settle(page)
            yield _shoot(page, out / f"{name}-{size}-{scheme}.png")
            for step in FURTHER.get(name, ()):
                _go_on(page, step)
                yield _shoot(page, out / f"{step.picture}-{size}-{scheme}.png")
        page.close()


def _go_on(page: Page, step: Step) -> None:
    if step.key:
        page.keyboard.press(step.key)
    if step.click:
        page.locator(step.click).first.click()
    if step.wanted:
        page.wait_for_url(f"**{step.wanted}**")
        settle(page)
    if step.seen:
        page.locator(step.seen).first.wait_for()
    if step.to:
        page.locator(step.to).first.evaluate("part => part.scrollIntoView()")


def _shoot(page: Page, path: Path) -> Path:
    page.wait_for_timeout(500)  # transitions of Streamlit's own widgets
    page.screenshot(path=path)
    return path


def _wait(server: subprocess.Popen[bytes], home: str) -> None:
    until = time.monotonic() + _PATIENCE
    while time.monotonic() < until:
        if server.poll() is not None:
            raise PolicyError(f"the page's server ended with status {server.returncode}; try: make run")
        try:
            with urllib.request.urlopen(f"{home}/_stcore/health", timeout=2):
                return
        except OSError:
            time.sleep(0.2)
    raise PolicyError(f"the page's server did not answer in {_PATIENCE} seconds; try: make run")


if __name__ == "__main__":
    raise SystemExit(main())
