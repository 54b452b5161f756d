"""A document that means harm, in a real browser: on every page it is only text, and as wide as others.

Runs where a chromium is installed; skips, saying so, where there is none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from tests.page_store import build
from tests.seen import NARROWEST, PHONE, go, widest
from tests.tabs import watched_tab
from ui import strings
from ui.library.state import Shown
from ui.library.state import address as library_address
from ui.screenshots import served
from ui.state import View, address

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytest.importorskip("playwright.sync_api", reason="playwright is not installed")

MARKUP = "<img src=x onerror=hacked=5>"
WHERES = (
    *map(address, (View(), View(q="mã độc mẫu"), View(doc="ma-doc"), View(q=MARKUP))),
    *map(library_address, (Shown(), Shown(document="ma-doc"), Shown(words=MARKUP))),
)
HARMFUL = (
    "<b>đậm thật</b>",
    "$a+b$",
    ":red[đỏ]",
    ":material/home:",
    "[bấm](javascript:hacked=3)",
    "&lt;i&gt;",
)


@pytest.fixture(scope="module")
def home(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    assert browser.is_connected()  # without one there is nothing to serve for
    with served(build(tmp_path_factory.mktemp("hostile"))) as home:
        yield home


@pytest.fixture
def page(browser: Browser, home: str) -> Iterator[Page]:
    with watched_tab(browser, home) as page:
        yield page


@pytest.mark.parametrize("where", WHERES)
def test_nothing_of_it_becomes_markup(page: Page, home: str, where: str) -> None:
    go(page, home, where)
    body = page.locator(".stApp")
    assert page.evaluate("window.hacked") is None
    assert body.locator("iframe, img, [onerror], [onmouseover], .katex").count() == 0
    assert body.locator("a[href^='javascript']").count() == 0
    page.set_viewport_size(PHONE)
    for across in (PHONE["width"], NARROWEST):
        page.set_viewport_size({"width": across, "height": PHONE["height"]})
        assert widest(page) <= across


def test_what_it_says_is_shown_as_it_stands(page: Page, home: str) -> None:
    go(page, home, address(View(doc="ma-doc")))
    text = page.locator(".vb-paper").inner_text()
    assert [harm for harm in HARMFUL if harm not in text] == []
    go(page, home, address(View(q="mã độc mẫu", chosen=(("document", ("ma-doc",)),))))
    page.get_by_role("button", name=re.compile(strings.FILTERS)).click()
    page.get_by_label(strings.FILTER_NAMES["document"], exact=True).wait_for()
    assert page.evaluate("window.hacked") is None
    assert "<script>" in page.locator(".vb-chips").inner_text()
