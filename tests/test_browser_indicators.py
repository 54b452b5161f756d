"""The page Chỉ tiêu in a real browser: found, opened at its quote, drawn, exported, on a phone.

Runs where a chromium is installed; skips, saying so, where there is none.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import openpyxl
import pytest

from tests.library_world import arguments, made
from tests.tabs import watched_tab
from ui import strings as common
from ui.indicators import strings
from ui.indicators.state import Look, address
from ui.screenshots import served, settle
from ui.theme import PALETTE, SERIES

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

driver = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
expect = driver.expect

WIDEST = """() => Math.max(
  document.querySelector('[data-testid=stMain]').scrollWidth,
  ...[...document.querySelectorAll('.vb-matrix a, .vb-figures *, .vb-indicator *, button, input')]
    .map(part => Math.floor(part.getBoundingClientRect().right)),
)"""


@pytest.fixture(scope="module")
def home(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    assert browser.is_connected()  # without one there is nothing to serve for
    folder = tmp_path_factory.mktemp("indicators")
    made(folder)
    with served(arguments(folder)) as home:
        yield home


@pytest.fixture
def page(browser: Browser, home: str) -> Iterator[Page]:
    with watched_tab(browser, home) as page:
        yield page


def go(page: Page, home: str, look: Look) -> None:
    page.goto(home + address(look))
    settle(page)


def test_an_indicator_is_found_and_its_quote_read_by_keyboard_alone(page: Page, home: str) -> None:
    go(page, home, Look())
    box = page.get_by_label(strings.SEARCH)
    box.focus()
    page.keyboard.type("ho ngheo")
    page.keyboard.press("Enter")
    page.wait_for_url("**tim=ho+ngheo")
    settle(page)
    rows = page.locator(".vb-matrix tbody tr")
    expect(rows).to_have_count(1)
    value = page.locator("a.vb-value", has_text="2,4%")
    value.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**doc=song-mau-2023**")
    settle(page)
    assert page.locator("#trich").inner_text() == "Tỷ lệ hộ nghèo giảm còn 2,4%."
    page.go_back()
    settle(page)
    expect(rows).to_have_count(1)


def test_values_that_differ_are_marked_and_drawn(page: Page, home: str) -> None:
    go(page, home, Look(words="bảo hiểm y tế"))
    cell = page.locator(".vb-matrix td", has_text="91,5%")
    assert strings.DIFFERS in cell.inner_text()
    page.locator(".vb-matrix tbody th a").click()
    page.wait_for_url("**chi=**")
    settle(page)
    assert strings.DIFFERS_HELP in page.locator(".vb-figures").inner_text()
    drawn = page.locator("[data-testid=stVegaLiteChart]")
    expect(drawn).to_be_visible()
    page.get_by_role("radio", name=strings.ACROSS_NAMES["year"]).or_(
        page.get_by_role("button", name=strings.ACROSS_NAMES["year"], exact=True)
    ).first.click()
    expect(drawn).to_be_visible()
    page.locator(".vb-indicator .vb-back").click()
    page.wait_for_url(lambda url: "chi=" not in url)
    settle(page)
    assert page.locator(".vb-matrix").count() == 1


LETTERS = """() => [...document.querySelectorAll('[data-testid=stVegaLiteChart] svg text')]
  .map(part => getComputedStyle(part).fill)"""
BARS = """() => [...document.querySelectorAll('[data-testid=stVegaLiteChart] .mark-rect.role-mark path')]
  .map(part => getComputedStyle(part).fill)"""


def test_a_chart_can_be_read_after_the_scheme_was_switched(page: Page, home: str) -> None:
    page.emulate_media(color_scheme="light")
    go(page, home, Look(words="bảo hiểm y tế"))
    page.locator(".vb-matrix tbody th a").click()
    page.wait_for_url("**chi=**")
    settle(page)
    expect(page.locator("[data-testid=stVegaLiteChart] svg")).to_be_visible()
    colours = {_rgb(light): (_rgb(light), _rgb(dark)) for light, dark in SERIES}
    seen = [colours[bar] for bar in page.evaluate(BARS)]
    assert seen
    for which, scheme in ((1, "dark"), (0, "light")):
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        wanted = [known[which] for known in seen]
        page.wait_for_function(f"wanted => ({BARS})().join() === wanted.join()", arg=wanted)
        allowed = {_rgb(PALETTE[name][which]) for name in ("ink", "muted")}
        assert set(page.evaluate(LETTERS)) <= allowed


def _rgb(colour: str) -> str:
    red, green, blue = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    return f"rgb({red}, {green}, {blue})"


def test_filters_are_chosen_and_taken_back(page: Page, home: str) -> None:
    go(page, home, Look())
    page.get_by_role("button", name=strings.FILTERS).click()
    page.get_by_label(strings.PLACES, exact=True).click()
    page.get_by_role("option", name="Đồi Mẫu").click()
    page.wait_for_url("**noi=**")
    settle(page)
    assert "2,4%" not in page.locator(".vb-matrix").inner_text()
    assert page.locator(".vb-matrix thead th").all_inner_texts() == [strings.INDICATOR, "2023"]
    page.keyboard.press("Escape")
    page.get_by_role("link", name=common.TAKE_OFF.format("Đồi Mẫu")).click()
    page.wait_for_url(lambda url: "noi=" not in url)
    settle(page)
    assert "2,4%" in page.locator(".vb-matrix").inner_text()


def test_a_heading_sorts_by_its_values_and_sorts_back(page: Page, home: str) -> None:
    go(page, home, Look())
    named = page.locator(".vb-matrix tbody th a")
    before = named.all_inner_texts()
    heading = page.get_by_role("columnheader", name="Sông Mẫu")
    for sort in ("descending", "ascending"):
        heading.get_by_role("link").click()
        expect(heading).to_have_attribute("aria-sort", sort)
        settle(page)
        assert sorted(named.all_inner_texts()) == sorted(before)
    heading.get_by_role("link").click()
    page.wait_for_url(lambda url: "xepcot" not in url)
    settle(page)
    assert named.all_inner_texts() == before


def test_what_is_filtered_is_exported(page: Page, home: str, tmp_path: Path) -> None:
    go(page, home, Look(words="hộ nghèo"))
    page.get_by_role("button", name=strings.EXPORT).click()
    with page.expect_download() as download:
        page.get_by_role("button", name=strings.EXPORT_XLSX).click()
    download.value.save_as(tmp_path / "x.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "x.xlsx").active
    assert sheet is not None
    assert {line[8] for line in sheet.iter_rows(min_row=2, values_only=True)} == {"2,4%", "2,1%", "9,9%"}


def test_a_document_that_means_harm_is_only_text(page: Page, home: str) -> None:
    go(page, home, Look(words="nước sạch"))
    page.locator(".vb-matrix tbody th a").click()
    page.wait_for_url("**chi=**")
    settle(page)
    assert page.evaluate("window.hacked") is None
    assert page.locator(".stApp").locator("img, [onerror], a[href^='javascript']").count() == 0
    assert "<img src=x" in page.locator(".vb-indicator").inner_text()


def test_nothing_overflows_a_phone(page: Page, home: str) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    go(page, home, Look())
    for across in (390, 320):
        page.set_viewport_size({"width": across, "height": 844})
        assert page.evaluate(WIDEST) <= across
    page.locator(".vb-matrix tbody th a").first.click()
    page.wait_for_url("**chi=**")
    settle(page)
    assert page.evaluate(WIDEST) <= 320


def test_the_page_has_one_heading_and_its_table_is_named(page: Page, home: str) -> None:
    go(page, home, Look())
    assert page.locator("h1").all_inner_texts() == [strings.TITLE]
    assert page.get_by_role("table").count() == 1
    assert page.get_by_role("columnheader", name=strings.INDICATOR).count() == 1
