"""The page Kho văn bản in a real browser: files brought while others search, replaced, removed; relations.

Runs where a chromium is installed; skips, saying so, where there is none.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from tests.library_world import arguments, decision, made
from tests.tabs import watched_tab
from ui import strings as common
from ui.library import strings
from ui.library.state import Shown, address
from ui.screenshots import served, settle
from ui.state import View
from ui.state import address as home_address

if TYPE_CHECKING:
    from playwright.sync_api import Browser, FilePayload, Page

driver = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
expect = driver.expect

_LONG = 120_000  # milliseconds that reading and indexing may take on a busy machine
WIDEST = """() => Math.max(
  document.querySelector('[data-testid=stMain]').scrollWidth,
  ...[...document.querySelectorAll('.vb-shelf *, .vb-one *, .vb-results *, button, input:not([type=file])')]
    .map(part => Math.floor(part.getBoundingClientRect().right)),
)"""


@pytest.fixture(scope="module")
def home(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    assert browser.is_connected()  # without one there is nothing to serve for
    folder = tmp_path_factory.mktemp("library")
    made(folder)
    with served(arguments(folder)) as home:
        yield home


@pytest.fixture
def page(browser: Browser, home: str) -> Iterator[Page]:
    with watched_tab(browser, home, height=1000) as page:
        yield page


def go(page: Page, home: str, shown: Shown) -> None:
    page.goto(home + address(shown))
    settle(page)


def file(name: str, place: str, share: str) -> FilePayload:
    text = decision(place, 71, 2025, [f"Tỷ lệ hộ dùng nước sạch đạt {share}."])
    return given(name, text.encode())


def given(name: str, data: bytes) -> FilePayload:
    return {"name": name, "mimeType": "application/octet-stream", "buffer": data}


def test_files_are_brought_while_another_person_searches(page: Page, home: str, browser: Browser) -> None:
    go(page, home, Shown())
    page.locator(".st-key-kho_upload summary").click()
    page.locator(".st-key-kho_upload input[type=file]").set_input_files(
        [
            file("Suối Mẫu <b>2025.txt", "Suối Mẫu", "61%"),
            given("trống.docx", b""),
            given("hỏng.pdf", b"%PDF-1.4 h"),
        ]
    )
    page.get_by_role("button", name=strings.SEND).click()
    other = browser.new_page()
    other.goto(home + home_address(View(q="tỷ lệ hộ nghèo của Sông Mẫu năm 2023")))
    settle(other)
    assert "2,4%" in other.locator(".vb-card").first.inner_text()
    other.close()
    results = page.locator(".vb-results > ul > li")
    expect(results).to_have_count(3)
    expect(page.locator(".vb-working")).to_have_count(0, timeout=_LONG)
    assert "tệp rỗng (0 byte)" in results.filter(has_text="trống.docx").inner_text()
    assert strings.RESULT["rejected"] in results.filter(has_text="hỏng.pdf").inner_text()
    good = results.filter(has_text="Suối Mẫu")
    assert strings.RESULT["done"] in good.inner_text()
    page.goto(home + home_address(View(q="tỷ lệ hộ dùng nước sạch của Suối Mẫu năm 2025")))
    settle(page)
    assert "61%" in page.locator(".vb-card").first.inner_text()


def test_a_document_is_replaced_and_removed(page: Page, home: str) -> None:
    go(page, home, Shown())
    page.locator(".st-key-kho_upload summary").click()
    page.locator(".st-key-kho_upload input[type=file]").set_input_files(file("Núi Mẫu.txt", "Núi Mẫu", "31%"))
    page.get_by_role("button", name=strings.SEND).click()
    expect(page.locator(".vb-results a", has_text="Núi Mẫu")).to_be_visible(timeout=_LONG)
    expect(page.locator(".vb-working")).to_have_count(0, timeout=_LONG)
    go(page, home, Shown(document="nui-mau"))
    page.get_by_role("button", name=strings.REPLACE).click()
    page.locator("[data-testid=stPopoverBody] input[type=file]").set_input_files(
        file("Núi Mẫu bản mới.txt", "Núi Mẫu", "35%")
    )
    page.locator(".st-key-kho_replace_yes button").click()
    expect(page.locator(".vb-results > ul > li").first).to_contain_text(
        strings.STATUS["updated"], timeout=_LONG
    )
    expect(page.locator(".vb-working")).to_have_count(0, timeout=_LONG)
    page.goto(home + home_address(View(doc="nui-mau")))
    settle(page)
    assert "35%" in page.locator(".vb-paper").inner_text()
    go(page, home, Shown(document="nui-mau"))
    page.get_by_role("button", name=strings.REMOVE).click()
    page.get_by_role("button", name=strings.REMOVE_YES).click()
    expect(page.get_by_text(strings.NO_DOCUMENT)).to_be_visible(timeout=_LONG)
    go(page, home, Shown())
    expect(page.locator(".vb-working")).to_have_count(0, timeout=_LONG)
    assert "Núi Mẫu" not in page.locator(".vb-shelf").inner_text()
    page.goto(home + home_address(View(doc="nui-mau")))
    settle(page)
    assert common.NO_DOCUMENT in page.locator(".stApp").inner_text()


def test_relations_are_walked_by_keyboard(page: Page, home: str) -> None:
    go(page, home, Shown(states=("ended",)))
    page.locator(".vb-shelf tbody th a").click()
    page.wait_for_url("**vb=song-mau-2023**")
    settle(page)
    node = page.locator(".vb-in a.vb-node", has_text="18/QĐ-UBND")
    node.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**vb=song-mau-2024**")
    settle(page)
    assert strings.RELATION["replaces"][0] in page.locator(".vb-out").inner_text()
    page.locator(".vb-out a.vb-told").first.click()
    page.wait_for_url("**doc=song-mau-2024**")
    settle(page)
    assert "15/QĐ-UBND" in page.locator("#trich").inner_text()


def test_a_document_that_means_harm_is_only_text(page: Page, home: str) -> None:
    for shown in (Shown(), Shown(document="ma-doc"), Shown(words="<img src=x onerror=hacked=5>")):
        go(page, home, shown)
        assert page.evaluate("window.hacked") is None
        assert page.locator(".stApp").locator("img, [onerror], a[href^='javascript']").count() == 0


def test_nothing_overflows_a_phone(page: Page, home: str) -> None:
    for shown in (Shown(), Shown(document="song-mau-2023")):
        page.set_viewport_size({"width": 390, "height": 844})
        go(page, home, shown)
        for across in (390, 320):
            page.set_viewport_size({"width": across, "height": 844})
            assert page.evaluate(WIDEST) <= across


def test_the_page_has_one_heading_and_speaks_vietnamese(page: Page, home: str) -> None:
    go(page, home, Shown())
    assert page.locator("h1").all_inner_texts() == [strings.TITLE]
    page.locator(".st-key-kho_upload summary").click()
    seen = page.locator(".st-key-kho_upload").inner_text()
    assert strings.SEND in seen
    assert "per file" not in seen  # the widget's own English is not shown
    widget = page.locator("[data-testid=stFileUploaderDropzone] > span > button p")
    assert widget.evaluate("words => getComputedStyle(words).fontSize") == "0px"
    go(page, home, Shown(document="song-mau-2023"))
    assert page.locator("h1").count() == 1


def test_health_is_told(page: Page, home: str) -> None:
    go(page, home, Shown())
    page.locator(".st-key-kho_health summary").click()
    told = page.locator(".vb-health").inner_text()
    for label in strings.HEALTH_LABELS.values():
        assert label in told
