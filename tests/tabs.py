"""Tabs of a real browser that are watched while a test drives them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page


@contextmanager
def watched_tab(browser: Browser, home: str, height: int = 900) -> Iterator[Page]:
    """A tab that fails the test if anything is asked of another machine, or a script breaks."""
    context = browser.new_context(viewport={"width": 1280, "height": height}, locale="vi-VN")
    page = context.new_page()
    asked: list[str] = []
    broken: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("pageerror", lambda error: broken.append(str(error)))
    yield page
    context.close()
    assert [url for url in asked if not url.startswith((home, "data:", "blob:"))] == []
    assert broken == []
