"""Asking in a real browser over the four documents that the digests are of, where they lie beside us.

Runs where there is a chromium and ``../shared``; skips, saying so, where there is none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.real_store import RealStore, own_copy, page_over
from tests.seen import PHONE, go, in_view, widest
from tests.tabs import serious, watched_tab
from ui import strings
from ui.screenshots import settle
from ui.state import View, address

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

driver = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
expect = driver.expect

# A question of each document, and the figure that its digest gives too.
ASKED = {
    "bac-giang-2023": ("ty le bhyt bac giang nam 2023", "99,2%"),
    "dong-thap-2023": ("chỉ tiêu BHYT của Đồng Tháp năm 2023", "93%"),
    "hau-giang-2020": ("tỷ lệ hộ dân dùng điện của Hậu Giang năm 2020", "99,6%"),
    "thap-muoi-2023": ("thu nhập bình quân đầu người huyện Tháp Mười năm 2023", "68 triệu đồng"),
}


@pytest.fixture(scope="module")
def home(
    browser: Browser, real_store: RealStore, shared: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    texts = sorted((shared / "corpus").glob("*.txt"))
    archive = own_copy(real_store, tmp_path_factory.mktemp("archive"), *texts)
    with page_over(archive, browser) as home:
        yield home


@pytest.fixture
def page(browser: Browser, home: str) -> Iterator[Page]:
    with watched_tab(browser, home) as page:
        yield page


@pytest.mark.parametrize("document", list(ASKED))
def test_the_original_is_answered_from_with_its_quote_in_view(page: Page, home: str, document: str) -> None:
    question, value = ASKED[document]
    go(page, home, address(View(q=question, chosen=(("document", (document,)),))))
    card = page.locator(".vb-card").first
    expect(card.locator(".vb-figure")).to_contain_text(value)
    expect(card.locator(".vb-quote mark")).to_contain_text(value)
    card.get_by_role("link", name=strings.OPEN).click()
    page.wait_for_url(re.compile(f"doc={document}(&|$)"))
    settle(page)
    assert value in " ".join(page.locator(".vb-paper .vb-at").all_inner_texts())
    assert in_view(page.locator("#trich"))
    assert serious(page) == []
    page.set_viewport_size(PHONE)
    assert widest(page) <= PHONE["width"]


def test_a_digest_and_its_original_agree(page: Page, home: str) -> None:
    go(page, home, address(View(q=ASKED["dong-thap-2023"][0])))
    figures = page.locator(".vb-figure").all_inner_texts()
    assert figures
    assert [one for one in figures if "93%" not in one] == []
    expect(page.locator(".vb-differ")).to_have_count(0)


def test_a_long_passage_is_folded_and_opens_whole(page: Page, home: str) -> None:
    go(page, home, address(View(q="công tác kiểm tra, giám sát, kỷ luật đảng của Bắc Giang")))
    long = page.locator(".vb-hit", has=page.locator("summary")).first
    whole = long.locator("details > p")
    expect(whole).to_be_hidden()
    long.locator("summary").click()
    expect(whole).to_be_visible()
    assert len(whole.inner_text()) > len(long.locator("summary .vb-text").inner_text())
