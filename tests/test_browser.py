"""The page end to end in a real browser: what a reader sees, and what leaves the machine (nothing).

Runs where a chromium is installed; skips, saying so, where there is none.
"""

from __future__ import annotations

import html
import re
import zipfile
from collections.abc import Iterator
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.page_store import QUOTE, build
from ui import strings
from ui.places import address_of, places
from ui.screenshots import PAGES, Scheme, served, settle
from ui.state import View, address

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

driver = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
expect = driver.expect

QUESTION = "ty le bao hiem y te huyen song mau nam 2023"
SERIOUS = ("serious", "critical")
SCHEMES: tuple[Scheme, ...] = ("light", "dark")
IN_VIEW = """mark => {
  const box = mark.getBoundingClientRect();
  return box.height > 0 && box.top >= 0 && box.bottom <= innerHeight;
}"""

WIDEST = """() => Math.max(
  document.querySelector('[data-testid=stMain]').scrollWidth,
  ...[...document.querySelectorAll('.vb-card, .vb-hit, .vb-paper, .vb-doc h1, input, button')]
    .map(part => Math.floor(part.getBoundingClientRect().right)),
)"""


@pytest.fixture(scope="module")
def home(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Address of the served page; the models are loaded before the first test."""
    with served(build(tmp_path_factory.mktemp("browser"))) as home:
        page = browser.new_page()
        page.goto(home)
        settle(page)
        page.close()
        yield home


@pytest.fixture
def page(browser: Browser, home: str) -> Iterator[Page]:
    """A tab that fails the test if anything is asked of another machine, or the console shows an error."""
    context = browser.new_context(viewport={"width": 1280, "height": 900}, locale="vi-VN")
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    page = context.new_page()
    asked: list[str] = []
    broken: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("websocket", lambda socket: asked.append(socket.url.replace("ws:", "http:")))
    page.on("pageerror", lambda error: broken.append(str(error)))
    yield page
    outside = [url for url in asked if not url.startswith((home, "data:", "blob:"))]
    context.close()
    assert asked
    assert outside == []
    assert broken == []


def go(page: Page, home: str, view: View) -> None:
    page.goto(home + address(view))
    settle(page)


def test_a_question_is_answered_and_followed_into_the_document_by_keyboard_alone(
    page: Page, home: str
) -> None:
    go(page, home, View())
    page.wait_for_function("document.activeElement.tagName === 'INPUT'")  # the box waits for typing
    page.keyboard.type(QUESTION)
    page.keyboard.press("Enter")
    page.wait_for_url("**q=**")
    settle(page)
    card = page.locator(".vb-card").first
    assert card.locator(".vb-figure").inner_text() == "91,5%"
    assert card.locator("mark").inner_text() == "91,5%"
    assert "15/QĐ-UBND" in card.inner_text()
    assert "bảo hiểm y tế" in page.locator(".vb-understood").inner_text()
    assert (
        page.locator(".vb-hit mark").first.inner_text().lower() in QUOTE.lower() + " huyện sông mẫu năm 2023"
    )
    card.locator("a.vb-open").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**doc=song-mau-2023**")
    settle(page)
    assert page.locator("#trich").inner_text() == QUOTE
    assert page.locator("#trich").evaluate(IN_VIEW)


def test_keys_alone_ask_open_copy_go_back_and_ask_again(page: Page, home: str) -> None:
    go(page, home, View())
    page.wait_for_function("document.activeElement.tagName === 'INPUT'")
    page.keyboard.type(QUESTION)
    page.keyboard.press("Enter")
    page.wait_for_function("document.activeElement.matches('.vb-answers')")  # where keys go on from
    page.keyboard.press("c")
    expect(page.locator(".vb-copy").first).to_have_text(strings.COPIED)
    assert page.evaluate("navigator.clipboard.readText()").startswith(f"“{QUOTE}”")
    page.keyboard.press("1")
    page.wait_for_url("**doc=song-mau-2023**")
    settle(page)
    assert page.locator("#trich").evaluate(IN_VIEW)
    page.keyboard.press("Escape")
    page.wait_for_url(lambda url: "doc=" not in url)
    settle(page)
    page.keyboard.press("/")
    page.keyboard.type("giá vàng")
    page.keyboard.press("Enter")
    page.wait_for_function("document.activeElement.matches('.vb-notice')")
    assert strings.ABSTAINED in page.locator(".vb-notice").inner_text()


def test_a_rewritten_word_is_undone_by_one_tap_and_read_again_by_another(page: Page, home: str) -> None:
    go(page, home, View(q="ty le bhyt huyen song mau nam 2023"))
    line = page.locator(".vb-understood q")
    expect(line).to_contain_text("tỷ lệ bảo hiểm y tế")
    line.get_by_text("bảo hiểm y tế").click()
    page.wait_for_url("**keep=bhyt**")
    settle(page)
    expect(line).to_contain_text("tỷ lệ bhyt huyện")
    line.get_by_text("bhyt").click()
    page.wait_for_url(lambda url: "keep=" not in url)
    settle(page)
    expect(line).to_contain_text("bảo hiểm y tế")


def test_the_document_stands_beside_the_answers_and_alone_on_a_phone(page: Page, home: str) -> None:
    go(page, home, View(q=QUESTION))
    page.locator(".vb-card a.vb-open").first.click()
    page.wait_for_url("**doc=**")
    settle(page)
    expect(page.locator(".st-key-side .vb-card[aria-current]")).to_be_visible()
    assert page.locator("#trich").evaluate(IN_VIEW)
    page.locator(".st-key-side .vb-hit a.vb-open").last.click()  # another passage, the answers stay
    page.wait_for_function("document.querySelector('.vb-hit[aria-current]')")
    settle(page)
    assert page.locator(".st-key-side .vb-card").count()
    assert page.locator(".vb-at").first.evaluate(IN_VIEW)
    page.set_viewport_size({"width": 390, "height": 844})
    expect(page.locator(".st-key-side")).to_be_hidden()
    expect(page.locator(".vb-paper")).to_be_visible()


def test_a_page_of_a_pdf_is_shown_with_the_quote_in_a_frame(page: Page, home: str) -> None:
    go(page, home, View(q="số giường bệnh huyện Sông Mẫu năm 2025"))
    card = page.locator(".vb-card", has_text="412").first
    card.get_by_text(strings.ORIGINAL).click()
    page.wait_for_url("**picture=1**")
    settle(page)
    picture = page.locator(".vb-picture img")
    assert picture.evaluate("img => img.complete && img.naturalWidth > 500")
    assert page.locator(".vb-frame").count() == 1
    assert page.locator(".vb-frame").evaluate(IN_VIEW)
    page.get_by_text(strings.AS_TEXT).click()
    page.wait_for_url(lambda url: "picture" not in url)
    settle(page)
    expect(page.locator("#trich")).to_contain_text("412")


def test_recent_questions_are_of_this_browser_alone(page: Page, home: str, browser: Browser) -> None:
    go(page, home, View(q=QUESTION))
    go(page, home, View())
    assert page.locator(".vb-recent a").all_inner_texts() == [QUESTION]
    other = browser.new_page()
    go(other, home, View())
    assert other.locator(".vb-recent a").count() == 0
    other.close()
    page.locator(".vb-recent a").click()
    page.wait_for_url("**q=**")
    settle(page)
    assert page.locator(".vb-card").count()
    go(page, home, View())
    page.locator(".vb-forget").click()
    expect(page.locator(".vb-recent")).to_be_hidden()
    go(page, home, View())
    assert page.locator(".vb-recent a").count() == 0


def test_results_are_taken_along_as_files(page: Page, home: str, tmp_path: Path) -> None:
    go(page, home, View(q=QUESTION))
    page.locator(".st-key-export button").first.click()
    for ending in strings.EXPORTS:
        with page.expect_download() as started:
            page.locator(f".st-key-export_{ending} button").click()
        path = tmp_path / started.value.suggested_filename
        started.value.save_as(path)
        assert path.name == f"{strings.EXPORT_NAME}.{ending}"
        with zipfile.ZipFile(path) as parts:
            texts = [html.unescape(parts.read(name).decode("utf-8", "ignore")) for name in parts.namelist()]
            assert any(QUOTE in text for text in texts)


def test_axe_finds_nothing_serious_on_any_page(page: Page, home: str) -> None:
    from axe_playwright_python.sync_playwright import Axe

    axe = Axe()
    beside = address(View(q=QUESTION, doc="song-mau-2023", at=(0, 40)))
    views = [View(), View(q=QUESTION), View(q="giá vàng thế giới"), View(doc="song-mau-2023"), View(doc="x")]
    wheres = [*map(address, views), beside, *(address_of(place.slug) for place in places() if place.slug)]
    for where, scheme in product(wheres, SCHEMES):
        page.emulate_media(color_scheme=scheme)
        page.goto(home + where)
        settle(page)
        page.wait_for_timeout(200)  # colours fade in
        found = axe.run(page).response["violations"]
        serious = [(one["id"], one["nodes"][0]["html"]) for one in found if one["impact"] in SERIOUS]
        assert serious == [], (where, scheme)


def test_nothing_jumps_when_a_page_is_opened_or_a_question_asked(browser: Browser, home: str) -> None:
    from ui.shifts import GOOD, shifts

    views = PAGES | {"answer": address(View(q=QUESTION)), "document": address(View(doc="song-mau-2023"))}
    seen = list(shifts(browser, home, views))
    assert len(seen) == 2 * (len(views) + 1)  # two windows; asking is one more
    assert [one for one in seen if one[-1] > GOOD] == []


def test_the_style_is_there_before_anything_is_drawn_and_an_unknown_address_leads_home(
    page: Page, home: str
) -> None:
    context = page.context.browser.new_context(java_script_enabled=False)  # type: ignore[union-attr]
    bare = context.new_page()
    bare.goto(home + "chi-tieu")
    assert bare.evaluate("document.documentElement.lang") == "vi"
    assert strings.PRODUCT in bare.title()
    assert "JavaScript" in bare.locator("body").inner_text()
    context.close()
    answer = page.goto(home + "khong-co-trang-nay")
    assert answer
    assert answer.status == 404
    expect(page.locator(".vb-notice h2")).to_have_text(strings.LOST)
    page.get_by_text(strings.BACK_HOME).click()
    settle(page)
    expect(page.locator(".vb-lead")).to_be_visible()


def test_ten_tabs_at_once_are_all_answered(browser: Browser, home: str) -> None:
    context = browser.new_context()
    tabs = [context.new_page() for _ in range(10)]
    for number, tab in enumerate(tabs):
        tab.goto(home + address(View(q=f"tỷ lệ bảo hiểm y tế {number}")), wait_until="commit")
    for tab in tabs:
        settle(tab)
        assert tab.locator(".vb-card, .vb-notice").count()
    context.close()


def test_pages_are_reached_without_loading_anew_and_bring_the_question_back(page: Page, home: str) -> None:
    go(page, home, View(q=QUESTION))
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
    assert page.locator(".vb-card").count()
    assert page.evaluate("window.sameTab")


def test_the_address_of_a_document_shows_a_colleague_the_same(page: Page, home: str) -> None:
    go(page, home, View(q=QUESTION))
    page.locator(".vb-card a.vb-open").first.click()
    page.wait_for_url("**doc=**")
    settle(page)
    seen, sent = page.locator(".vb-doc").inner_text(), page.url
    page.reload()
    settle(page)
    assert page.url == sent
    assert page.locator(".vb-doc").inner_text() == seen
    assert page.locator("#trich").evaluate(IN_VIEW)
    assert "Sông Mẫu" in page.title()


def test_back_returns_to_the_results_where_they_were_left(page: Page, home: str) -> None:
    go(page, home, View(q=QUESTION))
    page.evaluate("window.sameTab = true")
    main = page.locator("[data-testid=stMain]")
    link = page.locator(".vb-hit .vb-actions a").last
    link.scroll_into_view_if_needed()
    left = main.evaluate("main => main.scrollTop")
    assert left > 0
    link.click()
    page.wait_for_url("**doc=**")
    settle(page)
    page.go_back()
    page.wait_for_url(lambda url: "doc=" not in url)
    settle(page)
    assert page.locator(".vb-card").count() == 1
    assert abs(main.evaluate("main => main.scrollTop") - left) <= 2
    page.go_forward()
    settle(page)
    page.locator(".vb-top a.vb-back").click()
    page.wait_for_url(lambda url: "doc=" not in url)
    settle(page)
    assert page.locator(".vb-card").count() == 1
    assert page.evaluate("window.sameTab")  # links inside the page do not load it anew


def test_the_outline_leads_to_a_section(page: Page, home: str) -> None:
    go(page, home, View(doc="song-mau-2023"))
    page.locator(".vb-outline a", has_text="TỔ CHỨC THỰC HIỆN").click()
    heading = page.locator(".vb-paper h2", has_text="TỔ CHỨC THỰC HIỆN")
    expect(heading).to_be_in_viewport(ratio=1)


def test_a_citation_is_copied_whole(page: Page, home: str) -> None:
    go(page, home, View(q=QUESTION))
    page.locator(".vb-copy").first.click()
    expect(page.locator(".vb-copy").first).to_have_text(strings.COPIED)
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.startswith(f"“{QUOTE}” (")
    for part in (
        "Chương trình phát triển kinh tế - xã hội",
        "số 15/QĐ-UBND",
        "ngày 12/01/2023",
        "mục I.2 (1)",
    ):
        assert part in copied


def test_filters_show_counts_and_go_into_the_address(page: Page, home: str) -> None:
    go(page, home, View(q="tỷ lệ bảo hiểm y tế"))
    page.get_by_role("button", name=strings.FILTERS).click()
    page.get_by_label(strings.FILTER_NAMES["year"], exact=True).click()
    options = page.get_by_role("option")
    expect(options).to_have_text(["2025 (1)", "2024 (1)", "2023 (2)"])
    options.nth(1).click()
    page.wait_for_url("**year=2024**")
    settle(page)
    assert "2024" in page.locator(".vb-chips").inner_text()
    assert "song-mau" not in (page.locator(".vb-hits").evaluate("list => list.innerHTML"))


def test_a_document_that_means_harm_is_only_text(page: Page, home: str) -> None:
    for view in (View(), View(q="mã độc mẫu"), View(doc="ma-doc"), View(q="<img src=x onerror=hacked=5>")):
        go(page, home, view)
        body = page.locator(".stApp")
        assert page.evaluate("window.hacked") is None
        assert body.locator("iframe, img, [onerror], [onmouseover], .katex").count() == 0
        assert body.locator("a[href^='javascript']").count() == 0
    go(page, home, View(doc="ma-doc"))
    text = page.locator(".vb-paper").inner_text()
    for harmful in (
        "<b>đậm thật</b>",
        "$a+b$",
        ":red[đỏ]",
        ":material/home:",
        "[bấm](javascript:hacked=3)",
        "&lt;i&gt;",
    ):
        assert harmful in text
    go(page, home, View(q="mã độc mẫu", chosen=(("document", ("ma-doc",)),)))
    page.get_by_role("button", name=re.compile(strings.FILTERS)).click()
    page.get_by_label(strings.FILTER_NAMES["document"], exact=True).wait_for()
    assert page.evaluate("window.hacked") is None
    assert "<script>" in page.locator(".vb-chips").inner_text()


def test_nothing_overflows_a_phone(page: Page, home: str) -> None:
    narrowest, width = 320, 390
    page.set_viewport_size({"width": width, "height": 844})
    for view in (
        View(),
        View(q=QUESTION),
        View(q="giá vàng thế giới"),
        View(doc="song-mau-2023"),
        View(doc="ma-doc"),
    ):
        go(page, home, view)
        for across in (width, narrowest):
            page.set_viewport_size({"width": across, "height": 844})
            assert page.evaluate(WIDEST) <= across
        page.set_viewport_size({"width": width, "height": 844})


def test_the_page_says_in_which_language_it_is_and_has_one_main_heading(page: Page, home: str) -> None:
    for view in (View(), View(q=QUESTION), View(doc="song-mau-2023")):
        go(page, home, view)
        assert page.evaluate("document.documentElement.lang") == "vi"
        assert page.locator("h1").count() == 1


def test_pictures_land_where_they_are_wanted(tmp_path: Path, browser: Browser, home: str) -> None:
    from ui.screenshots import VIEWS, pictures

    views = {"ask": VIEWS["ask"], "answer": address(View(q=QUESTION))}
    made = list(pictures(browser, home, tmp_path, views, sizes=("phone",), schemes=("dark",)))
    assert sorted(path.name for path in made) == sorted(path.name for path in tmp_path.iterdir())
    assert all(path.stat().st_size > 5000 for path in made)
