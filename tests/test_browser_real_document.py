"""The document beside the answer, in a real browser over the bundled digests in their formats.

Runs where a chromium is installed; skips, saying so, where there is none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from ingest.readers import ocr
from tests.seen import NARROWEST, PHONE, go, in_view, widest, words_in
from tests.tabs import serious, watched_tab
from ui import strings
from ui.screenshots import settle
from ui.state import View, address

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Locator, Page

driver = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
expect = driver.expect

ASKED = "ty le bhyt bac giang nam 2023"
QUOTE = "tỷ lệ người dân có thẻ bảo hiểm y tế (BHYT) giữ ở mức trên 99,2%"
READABLE = 14  # pixels that a line of print takes which can be read
ON_PAPER = "tỷ lệ hộ dân dùng điện của Hậu Giang năm 2020"
# A question for each format that the digests ship in, what it is answered by and where that stands.
FORMATS = (
    (ASKED, "bac-giang-2023-chi-tieu", "trên 99,2%", "Chỉ tiêu về xã hội"),
    ("cơ cấu kinh tế dịch vụ Bắc Giang 2023", "bac-giang-2023-chi-tieu", "22,2%", "Chỉ tiêu về kinh tế"),
    ("tỷ lệ BHYT Đồng Tháp năm 2023", "dong-thap-2023-chi-tieu", "93%", "Về xã hội"),
    ("thu nhập bình quân đầu người Tháp Mười", "thap-muoi-2023-chi-tieu", "68 triệu đồng", "kinh tế"),
    (ON_PAPER, "hau-giang-2020-ket-qua", "99,6%", "Phát triển kinh tế"),
)


@pytest.fixture
def page(browser: Browser, real_home: str) -> Iterator[Page]:
    with watched_tab(browser, real_home) as page:
        yield page


def ask(page: Page, home: str, question: str) -> None:
    go(page, home, address(View(q=question)))


def follow(page: Page, link: Locator, where: str | re.Pattern[str]) -> None:
    """Press a link of the page and wait for what it leads to."""
    link.click()
    page.wait_for_url(where)
    settle(page)


@pytest.mark.parametrize(("question", "document", "value", "section"), FORMATS)
def test_the_quote_is_in_view_in_the_document_with_its_section_named(
    page: Page, real_home: str, question: str, document: str, value: str, section: str
) -> None:
    ask(page, real_home, question)
    card = page.locator(".vb-card").first
    expect(card.locator(".vb-figure")).to_have_text(value)
    follow(page, card.get_by_role("link", name=strings.OPEN), f"**doc={document}**")
    expect(page.locator(".st-key-side .vb-card[aria-current] .vb-figure")).to_have_text(value)
    marked = page.locator(".vb-paper .vb-at")
    assert value in " ".join(marked.all_inner_texts())
    assert in_view(page.locator("#trich"))
    here = page.locator(".vb-outline a[aria-current]")
    assert section in here.inner_text()
    assert in_view(here)  # the outline follows too


def test_answers_stay_beside_the_document_and_make_room_for_it_on_a_phone(page: Page, real_home: str) -> None:
    ask(page, real_home, ASKED)
    follow(page, page.locator(".vb-card a.vb-open").first, "**doc=**")
    other = page.locator(".st-key-side .vb-hit").nth(1)
    text = other.locator(".vb-text").first.inner_text()[:40]
    follow(page, other.locator(".vb-actions a"), "**doc=**")
    page.wait_for_function("document.querySelector('.st-key-side .vb-hit[aria-current]')")
    assert page.locator(".st-key-side .vb-figure").count()
    assert text in page.locator(".vb-paper").inner_text()
    assert in_view(page.locator(".vb-at").first)
    page.set_viewport_size(PHONE)
    expect(page.locator(".st-key-side")).to_be_hidden()
    expect(page.locator(".vb-paper")).to_be_visible()
    for across in (PHONE["width"], NARROWEST):
        page.set_viewport_size({"width": across, "height": PHONE["height"]})
        assert widest(page) <= across


def test_the_outline_leads_to_a_section_and_back_to_the_quote(page: Page, real_home: str) -> None:
    ask(page, real_home, ASKED)
    follow(page, page.locator(".vb-card a.vb-open").first, "**doc=**")
    page.locator(".vb-outline a", has_text="TÌNH HÌNH NĂM 2022").click()
    heading = page.locator(".vb-paper h2", has_text="TÌNH HÌNH NĂM 2022")
    expect(heading).to_be_in_viewport(ratio=1)
    expect(page.locator("#trich")).not_to_be_in_viewport()
    page.get_by_role("link", name=strings.TO_PASSAGE).click()
    expect(page.locator("#trich")).to_be_in_viewport()
    assert in_view(page.locator("#trich"))


def test_what_a_document_says_about_itself_stands_at_its_head(page: Page, real_home: str) -> None:
    go(page, real_home, address(View(doc="thap-muoi-2023-quyet-dinh")))
    about = dict(
        zip(
            page.locator(".vb-about dt").all_inner_texts(),
            page.locator(".vb-about dd").all_inner_texts(),
            strict=True,
        )
    )
    assert about == {
        strings.NUMBER_LABEL: "452/QĐ-UBND",
        strings.ISSUER: "Ủy ban nhân dân huyện Tháp Mười",
        strings.ISSUED: "16/01/2023",
        strings.SIGNER: "Trần Thị Quý",
        strings.KIND: "Quyết định",
        strings.PLACE: "Tháp Mười",
    }
    expect(page.locator("h1")).to_have_count(1)
    assert "452/QĐ-UBND" in page.locator(".vb-paper").inner_text()


def test_a_page_of_the_pdf_is_shown_with_the_quote_in_a_frame(page: Page, real_home: str) -> None:
    ask(page, real_home, ON_PAPER)
    follow(page, page.get_by_role("link", name=strings.ORIGINAL).first, "**picture=1**")
    picture = page.locator(".vb-picture img")
    assert picture.evaluate("img => img.complete && img.naturalWidth > 500")
    frame = page.locator(".vb-frame")
    expect(frame).to_have_count(1)
    expect(frame).to_be_in_viewport(ratio=1)
    assert "hộ dân dùng điện đạt 99,6%" in (picture.get_attribute("alt") or "")
    assert serious(page) == []
    page.emulate_media(color_scheme="light")
    if ocr.version() is not None:  # what stands in the frame, read by eyes that know nothing of the text
        box = frame.bounding_box()
        assert box
        words = words_in(page.screenshot(clip=box))
        assert "99,6%" in words
        assert "Điện" in words
        assert "Đô thị" not in words  # the line above
    page.set_viewport_size(PHONE)
    page.reload()
    settle(page)
    assert widest(page) <= PHONE["width"]
    assert in_view(frame)
    box = frame.bounding_box()
    assert box
    assert box["height"] > READABLE
    page.set_viewport_size({"width": 1280, "height": 900})
    follow(page, page.get_by_role("link", name=strings.AS_TEXT), re.compile(r"^(?!.*picture)"))
    assert "hộ dân dùng điện đạt 99,6%" in page.locator("#trich").inner_text()
    assert in_view(page.locator("#trich"))


def test_the_address_shows_a_colleague_the_same(page: Page, real_home: str, browser: Browser) -> None:
    ask(page, real_home, ASKED)
    follow(page, page.locator(".vb-card a.vb-open").first, "**doc=**")
    with watched_tab(browser, real_home) as other:
        other.goto(page.url)
        settle(other)
        assert other.locator(".vb-doc").inner_text() == page.locator(".vb-doc").inner_text()
        assert QUOTE in other.locator("#trich").inner_text()
        assert in_view(other.locator("#trich"))
        assert "Bắc Giang" in other.title()


def test_back_returns_to_the_results_where_they_were_left(page: Page, real_home: str) -> None:
    ask(page, real_home, ASKED)
    page.evaluate("window.sameTab = true")
    main = page.locator("[data-testid=stMain]")
    link = page.locator(".vb-hit .vb-actions a").last
    link.scroll_into_view_if_needed()
    left = main.evaluate("main => main.scrollTop")
    assert left > 0
    follow(page, link, "**doc=**")
    page.go_back()
    page.wait_for_url(lambda url: "doc=" not in url)
    settle(page)
    expect(page.locator(".vb-card")).to_have_count(1)
    assert abs(main.evaluate("main => main.scrollTop") - left) <= 2
    page.go_forward()
    settle(page)
    follow(page, page.locator(".vb-top a.vb-back"), re.compile(r"^(?!.*doc=)"))
    expect(page.locator(".vb-card")).to_have_count(1)
    assert page.evaluate("window.sameTab")  # links inside the page do not load it anew


def test_an_open_document_and_a_lost_one_have_no_grave_fault(page: Page, real_home: str) -> None:
    beside = View(q=ASKED, doc="bac-giang-2023-chi-tieu", at=(4000, 4050))
    for view in (View(doc="thap-muoi-2023-giai-phap"), beside, View(doc="khong-co")):
        go(page, real_home, address(view))
        assert serious(page) == []
        page.set_viewport_size(PHONE)
        assert widest(page) <= PHONE["width"]
        page.set_viewport_size({"width": 1280, "height": 900})


def test_on_a_phone_the_outline_is_folded_and_opens_at_a_tap(page: Page, real_home: str) -> None:
    page.set_viewport_size(PHONE)
    go(page, real_home, address(View(doc="bac-giang-2023-chi-tieu")))
    entry = page.locator(".vb-outline a", has_text="MỤC TIÊU NĂM 2023")
    expect(entry).to_be_hidden()
    page.locator(".vb-outline summary").click()
    entry.click()
    expect(page.locator(".vb-paper h2", has_text="MỤC TIÊU NĂM 2023")).to_be_in_viewport(ratio=1)
