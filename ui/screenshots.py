"""Pictures of all pages in a real browser: ``python -m ui.screenshots [--out DIR] [--store DIR]``.

Every state at desktop and phone width, light and dark, with documents and without any. Needs
playwright (requirements-dev.txt) and a chromium on the machine; nothing leaves localhost.
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

from settings import ROOT, PolicyError
from ui.places import address_of, places
from ui.state import View, address

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
PAGES = {place.package or "ask": address_of(place.slug) for place in places()}
VIEWS = PAGES | {
    "answer": address(View(q="chỉ tiêu BHYT năm 2023")),
    "unaccented": address(View(q="chi tieu bhyt nam 2023")),
    "signer": address(View(q="ai ký nghị quyết năm 2023 của tỉnh Bắc Giang")),
    "abstain": address(View(q="tỷ lệ hộ nghèo của Đồng Tháp năm 2031")),
    "nothing": address(View(q="giá vàng", chosen=(("year", ("1999",)),))),
    "lost": address(View(doc="khong-co")),
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
        with (
            served(["--store", str(given.store.resolve())] if given.store else []) as full,
            browsing() as browser,
        ):
            for path in pictures(browser, full, given.out, VIEWS):
                print(path)
            with tempfile.TemporaryDirectory() as nothing, served(["--store", nothing]) as empty:
                bare = {f"empty-{name}": where for name, where in PAGES.items()}
                for path in pictures(browser, empty, given.out, bare):
                    print(path)
    except PolicyError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def pictures(
    browser: Browser,
    home: str,
    out: Path,
    views: Mapping[str, str],
    sizes: Iterable[str] = tuple(SIZES),
    schemes: Iterable[Scheme] = ("light", "dark"),
) -> Iterator[Path]:
    """Take each address at each size and scheme; of ``answer`` also what is reached from it."""
    for size, scheme in product(sizes, schemes):
        page = browser.new_page(viewport=SIZES[size], color_scheme=scheme)
        for name, where in views.items():
            page.goto(home + where)
            settle(page)
            yield _shoot(page, out / f"{name}-{size}-{scheme}.png")
            if name == "answer":
                yield from _inner(page, out, f"{size}-{scheme}")
        page.close()


def _inner(page: Page, out: Path, suffix: str) -> Iterator[Path]:
    """What is reached from the results: the passages, the filters, the document at its quote."""
    page.locator(".vb-hits").scroll_into_view_if_needed()
    page.locator(".vb-bar").evaluate("bar => bar.scrollIntoView()")
    yield _shoot(page, out / f"passages-{suffix}.png")
    page.locator(".st-key-filters button").first.click()
    page.get_by_role("radio").first.wait_for()
    yield _shoot(page, out / f"filters-{suffix}.png")
    page.keyboard.press("Escape")
    page.locator(".vb-card a.vb-open").first.click()
    page.wait_for_url("**doc=**")
    settle(page)
    yield _shoot(page, out / f"document-{suffix}.png")
    for pane in page.locator(".stMain, [data-testid=stMain], .st-key-sheet").all():
        pane.evaluate("pane => (pane.scrollTop = 0)")
    yield _shoot(page, out / f"document-top-{suffix}.png")


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
