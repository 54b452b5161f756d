"""Tabs of a real browser that are watched while a test drives them, and what axe-core finds wrong there."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from ui.screenshots import Scheme, settle
from ui.theme import PALETTE

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

SCHEMES: tuple[Scheme, ...] = ("light", "dark")
_SERIOUS = ("serious", "critical")
# The page stands on the ground of its scheme, and nothing that ends by itself still moves.
_STILL = """ground => getComputedStyle(document.querySelector('.stApp')).backgroundColor === ground
  && document.getAnimations().every(one =>
    one.playState !== 'running' || one.effect.getComputedTiming().iterations === Infinity)"""


@contextmanager
def watched_tab(browser: Browser, home: str, height: int = 900) -> Iterator[Page]:
    """A tab that fails the test if anything is asked of another machine, or a script breaks."""
    context = browser.new_context(viewport={"width": 1280, "height": height}, locale="vi-VN")
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    page = context.new_page()
    asked: list[str] = []
    broken: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("websocket", lambda socket: asked.append(socket.url.replace("ws:", "http:")))
    page.on("pageerror", lambda error: broken.append(str(error)))
    yield page
    context.close()
    assert asked
    assert [url for url in asked if not url.startswith((home, "data:", "blob:"))] == []
    assert broken == []


def serious(page: Page) -> list[tuple[str, str, str]]:
    """What axe-core finds serious or critical in the page, light and dark: scheme, rule and place."""
    from axe_playwright_python.sync_playwright import Axe

    found: list[tuple[str, str, str]] = []
    for at, scheme in enumerate(SCHEMES):
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        settle(page)
        page.wait_for_function(_STILL, arg=rgb(PALETTE["ground"][at]))
        violations = Axe().run(page).response["violations"]
        found += [
            (scheme, one["id"], one["nodes"][0]["html"]) for one in violations if one["impact"] in _SERIOUS
        ]
    return found


def rgb(colour: str) -> str:
    """``"#0A5B7A"`` as a browser tells it: ``"rgb(10, 91, 122)"``."""
    red, green, blue = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    return f"rgb({red}, {green}, {blue})"
