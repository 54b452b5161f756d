"""What all pages have in common, in a real browser over the bundled digests: ways, words, calm, ten at once.

Runs where a chromium is installed; skips, saying so, where there is none.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.seen import go
from tests.tabs import watched_tab
from ui import strings
from ui.compare.state import Compared
from ui.compare.state import address as compared_at
from ui.indicators.state import Look
from ui.indicators.state import address as looked_at
from ui.library.state import Shown
from ui.library.state import address as listed_at
from ui.places import places
from ui.screenshots import settle
from ui.state import View, address
from ui.views import PAGES, VIEWS

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page, WebSocketRoute

driver = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
expect = driver.expect

QUESTION = "ty le bhyt bac giang nam 2023"
DOCUMENT = address(View(doc="bac-giang-2023-chi-tieu"))
ANSWERS = {
    QUESTION: "trên 99,2%",
    "chỉ tiêu BHYT của Đồng Tháp năm 2023": "93%",
    "tỷ lệ người dân tham gia bảo hiểm y tế Tháp Mười năm 2023": "trên 94%",
    "thu nhập bình quân đầu người huyện Tháp Mười": "68 triệu đồng",
    "tỷ lệ hộ dân dùng điện của Hậu Giang năm 2020": "99,6%",
    "tỷ lệ thất nghiệp thành thị của Bắc Giang năm 2023": "2,6%",
    "cơ cấu kinh tế dịch vụ Bắc Giang 2023": "22,2%",
    "tỷ lệ lao động nông nghiệp Đồng Tháp 2023": "44,5%",
    "trường chuẩn quốc gia mức độ 2 Bắc Giang 2023": "24%",
    "ai ký quyết định 452/QĐ-UBND": "Trần Thị Quý",
}

FIGURE = ".vb-card :is(.vb-figure, .vb-words)"
OTHERS = {  # of the other pages, where something is seen and what
    looked_at(Look(words="bảo hiểm y tế")): (".vb-matrix td[data-column='Đồng Tháp']", "93%"),
    looked_at(Look(words="qua đào tạo", across="year")): (".vb-matrix td[data-column='2025']", "Hậu Giang"),
    compared_at(Compared("bundled", "b002")): (".vc-column", "155 nghìn tỷ đồng"),
    listed_at(Shown(document="thap-muoi-2023-quyet-dinh")): (".vb-out", "77/NQ-HĐND"),
    DOCUMENT: (".vb-paper", "15.043 tỷ đồng"),
}


@pytest.fixture
def page(browser: Browser, real_home: str) -> Iterator[Page]:
    with watched_tab(browser, real_home) as page:
        yield page


def test_nothing_jumps_when_a_page_is_opened_or_a_question_asked(browser: Browser, real_home: str) -> None:
    from ui.shifts import GOOD, shifts

    views = PAGES | {"answer": address(View(q=QUESTION)), "document": DOCUMENT}
    seen = list(shifts(browser, real_home, views))
    assert len(seen) == 2 * (len(views) + 1)  # two windows; asking is one more
    assert [one for one in seen if one[-1] > GOOD] == []


def test_the_style_is_there_before_anything_is_drawn_and_an_unknown_address_leads_home(
    page: Page, real_home: str
) -> None:
    context = page.context.browser.new_context(java_script_enabled=False)  # type: ignore[union-attr]
    bare = context.new_page()
    bare.goto(real_home + "chi-tieu")
    assert bare.evaluate("document.documentElement.lang") == "vi"
    assert strings.PRODUCT in bare.title()
    assert "JavaScript" in bare.locator("body").inner_text()
    context.close()
    answer = page.goto(real_home + "khong-co-trang-nay")
    assert answer
    assert answer.status == 404
    expect(page.locator(".vb-notice h2")).to_have_text(strings.LOST)
    page.get_by_text(strings.BACK_HOME).click()
    settle(page)
    expect(page.locator(".vb-lead")).to_be_visible()


def test_ten_tabs_at_once_are_each_answered_with_their_own(browser: Browser, real_home: str) -> None:
    """People on five pages at once; then each asks a question, before any other has its answer."""
    questions = list(ANSWERS.items())
    shown = {address(View(q=question)): (FIGURE, answer) for question, answer in questions[:5]} | OTHERS
    context = browser.new_context()
    tabs = {where: context.new_page() for where in shown}
    assert len(tabs) == 10
    for where, tab in tabs.items():
        tab.goto(real_home + where.removeprefix("./"), wait_until="commit")
    for where, tab in tabs.items():
        settle(tab)
        part, words = shown[where]
        expect(tab.locator(part).first).to_contain_text(words)
    wanted = dict(zip(tabs.values(), questions[5:] + questions[:5], strict=True))
    for tab, (question, _) in wanted.items():
        if not tab.locator(".st-key-question input").count():
            tab.goto(real_home, wait_until="commit")
        tab.locator(".st-key-question input").fill(question)
        tab.locator(".st-key-question input").press("Enter")
    for tab, (_, answer) in wanted.items():
        tab.wait_for_url("**q=**")
        settle(tab)
        expect(tab.locator(FIGURE).first).to_have_text(answer)
    context.close()


def test_the_box_is_never_there_without_its_button(page: Page, real_home: str) -> None:
    """Streamlit drops Enter in a form that has no button yet: over a slow line a question would be lost."""

    def slowly(socket: WebSocketRoute) -> None:
        def pass_on(message: str | bytes) -> None:
            time.sleep(0.5)
            socket.send(message)

        socket.connect_to_server().on_message(pass_on)

    page.route_web_socket("**/_stcore/stream", slowly)
    page.add_init_script("""
      const there = part => document.querySelector(`.st-key-${part}`) !== null;
      window.alone = 0;
      new MutationObserver(() => { window.alone += there('question input') && !there('ask button'); })
        .observe(document, {childList: true, subtree: true});
    """)
    go(page, real_home, "")
    assert page.locator(".st-key-question input").count() == 1
    assert page.evaluate("window.alone") == 0


def test_pages_are_reached_without_loading_anew_and_bring_the_question_back(
    page: Page, real_home: str
) -> None:
    go(page, real_home, address(View(q=QUESTION)))
    page.evaluate("window.sameTab = true")
    for place in [*places()[1:], places()[0]]:
        page.locator(".vb-pages a", has_text=place.title).click()
        page.wait_for_function("slug => location.pathname === '/' + slug", arg=place.slug)
        settle(page)
        expect(page.locator(".vb-pages a[aria-current]")).to_have_text(place.title)
        assert place.title in page.title() or not place.slug
    for _ in places():
        page.go_back()
        settle(page)
    assert page.locator(".st-key-question input").input_value() == QUESTION
    expect(page.locator(".vb-figure").first).to_have_text(ANSWERS[QUESTION])
    assert page.evaluate("window.sameTab")


def test_the_head_begins_at_one_place_on_every_page(page: Page, real_home: str) -> None:
    page.set_viewport_size({"width": 1680, "height": 900})
    begins = []
    for place in places():
        go(page, real_home, place.slug)
        bounds = page.locator(".vb-brand").bounding_box()
        begins.append(bounds["x"] if bounds else None)
    assert None not in begins
    assert len(set(begins)) == 1


def test_the_page_says_in_which_language_it_is_and_has_one_main_heading(page: Page, real_home: str) -> None:
    for where in ("", address(View(q=QUESTION)), DOCUMENT):
        go(page, real_home, where)
        assert page.evaluate("document.documentElement.lang") == "vi"
        assert page.locator("h1").count() == 1


def test_nothing_of_the_table_of_places_is_cut_off_beside_a_document(page: Page, real_home: str) -> None:
    go(page, real_home, address(View(q="chỉ tiêu BHYT năm 2023")))
    page.locator(".vb-card a.vb-open").first.click()
    page.wait_for_url("**doc=**")
    settle(page)
    table = page.locator(".st-key-side .vb-beside")
    expect(table).to_contain_text("trên 99,2%")
    assert table.evaluate("table => table.scrollWidth <= table.clientWidth")


def test_pictures_land_where_they_are_wanted(tmp_path: Path, browser: Browser, real_home: str) -> None:
    from ui.screenshots import pictures

    views = {"ask": VIEWS["ask"], "answer": address(View(q=QUESTION))}
    made = list(pictures(browser, real_home, tmp_path, views, sizes=("phone",), schemes=("dark",)))
    assert sorted(path.name for path in made) == sorted(path.name for path in tmp_path.iterdir())
    assert all(path.stat().st_size > 5000 for path in made)
