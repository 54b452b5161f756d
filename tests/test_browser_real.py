"""Hỏi đáp in a real browser over the bundled digests and the shipped encoder: what one who asks sees.

Runs where a chromium is installed; skips, saying so, where there is none.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import docx
import openpyxl
import pytest

from ingest.store import open_store
from settings import Settings
from tests.real_store import RealStore
from tests.seen import NARROWEST, PHONE, go, in_view, widest
from tests.tabs import serious, watched_tab
from ui import strings
from ui.screenshots import settle
from ui.state import View, address

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

driver = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
expect = driver.expect

TYPED = "ty le bhyt bac giang nam 2023"
CARD = ("trên 99,2%", "tỷ lệ người dân có thẻ bảo hiểm y tế (BHYT) giữ ở mức trên 99,2%")
TITLE = "Nghị quyết của Ban Chấp hành Đảng bộ tỉnh Bắc Giang về nhiệm vụ lãnh đạo năm 2023"
PLACES = "chỉ tiêu BHYT năm 2023"
NO_ANSWER = "tỷ lệ hộ nghèo của Đồng Tháp năm 2031"
DECISION = "quyết định 452/QĐ-UBND ban hành ngày nào"


@pytest.fixture
def page(browser: Browser, real_home: str) -> Iterator[Page]:
    with watched_tab(browser, real_home) as page:
        yield page


def ask(page: Page, home: str, question: str, **more: object) -> None:
    go(page, home, address(View(q=question, **more)))  # type: ignore[arg-type]


def test_a_question_is_asked_copied_read_and_asked_anew_by_keys_alone(page: Page, real_home: str) -> None:
    go(page, real_home, "")
    page.wait_for_function("document.activeElement.tagName === 'INPUT'")  # the box waits for typing
    page.keyboard.type(TYPED)
    page.keyboard.press("Enter")
    page.wait_for_function("document.activeElement.matches('.vb-answers')")  # where keys go on from
    card = page.locator(".vb-card").first
    expect(card.locator(".vb-figure")).to_have_text(CARD[0])
    assert in_view(card.locator(".vb-figure"))
    page.keyboard.press("c")
    expect(card.locator(".vb-copy")).to_have_text(strings.COPIED)
    copied = page.evaluate("navigator.clipboard.readText()")
    assert CARD[1] in copied
    assert f"({TITLE}, mục II.2 (6))" in copied
    page.keyboard.press("1")
    page.wait_for_url("**doc=bac-giang-2023-chi-tieu**")
    settle(page)
    assert CARD[1] in page.locator("#trich").inner_text()
    assert in_view(page.locator("#trich"))
    page.keyboard.press("Escape")
    page.wait_for_url(lambda url: "doc=" not in url)
    settle(page)
    page.keyboard.press("/")
    page.keyboard.type(NO_ANSWER)
    page.keyboard.press("Enter")
    page.wait_for_function("document.activeElement.matches('.vb-notice')")
    page.keyboard.press("Tab")  # to the first of the questions that are offered instead
    offered = page.evaluate("document.activeElement.textContent")
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: "2031" not in url)
    settle(page)
    assert page.locator(".st-key-question input").input_value() == offered
    expect(page.locator(".vb-card").first).to_be_visible()


def test_every_example_is_answered_and_kept_among_the_recent_questions(
    page: Page, real_home: str, browser: Browser
) -> None:
    go(page, real_home, "")
    asked = page.locator(".vb-lead .vb-onward a").all_inner_texts()
    assert len(asked) > 3
    for question in asked:
        page.locator(".vb-lead").get_by_role("link", name=question, exact=True).click()
        page.wait_for_url("**q=**")
        settle(page)
        assert page.locator(".vb-card").count(), question
        page.go_back()
        settle(page)
    recent = page.locator(".vb-recent a")
    expect(recent).to_have_text(asked[::-1])  # the latest first
    with watched_tab(browser, real_home) as other:
        go(other, real_home, "")
        expect(other.locator(".vb-recent")).to_be_hidden()  # another browser knows none of them
    recent.first.click()
    page.wait_for_url("**q=**")
    settle(page)
    assert page.locator(".st-key-question input").input_value() == asked[-1]
    go(page, real_home, "")
    page.get_by_role("button", name=strings.FORGET).click()
    expect(page.locator(".vb-recent")).to_be_hidden()
    go(page, real_home, "")
    expect(page.locator(".vb-recent")).to_be_hidden()


def test_a_restored_and_an_expanded_word_are_each_undone_by_a_tap(page: Page, real_home: str) -> None:
    ask(page, real_home, TYPED)
    line = page.locator(".vb-understood q")
    expect(line).to_have_text("tỷ lệ bảo hiểm y tế bắc giang năm 2023")
    for meant, typed, undone in (
        ("bảo hiểm y tế", "bhyt", "tỷ lệ bhyt bắc giang năm 2023"),
        ("tỷ", "ty", "ty lệ bảo hiểm y tế bắc giang năm 2023"),
    ):
        line.get_by_role("link", name=strings.KEEP.format(after=meant, before=typed)).click()
        page.wait_for_url(f"**keep={typed}")
        settle(page)
        expect(line).to_have_text(undone)
        line.get_by_role("link", name=strings.READ_AGAIN.format(typed)).click()
        page.wait_for_url(lambda url: "keep=" not in url)
        settle(page)
        expect(line).to_have_text("tỷ lệ bảo hiểm y tế bắc giang năm 2023")
        expect(page.locator(".vb-figure").first).to_have_text(CARD[0])
    page.get_by_text(strings.AS_TYPED).click()
    page.wait_for_url("**exact=1")
    settle(page)
    assert strings.SEARCHED_AS_TYPED in page.locator(".vb-understood").inner_text()
    page.get_by_text(strings.AS_MEANT).click()
    page.wait_for_url(lambda url: "exact=" not in url)
    settle(page)
    expect(page.locator(".vb-figure").first).to_have_text(CARD[0])


def test_a_card_holds_value_place_year_document_and_the_quote_that_proves_it(
    page: Page, real_home: str
) -> None:
    ask(page, real_home, PLACES)
    expected = {"Bắc Giang": "trên 99,2%", "Tháp Mười": "trên 94%", "Đồng Tháp": "93%"}
    cards = page.locator(".vb-card")
    expect(cards).to_have_count(len(expected))
    for place, value in expected.items():
        card = cards.filter(has=page.locator(".vb-where", has_text=place))
        expect(card.locator(".vb-where")).to_have_text(f"{place} · năm 2023{strings.STATUS['target']}")
        expect(card.locator(".vb-figure")).to_have_text(value)
        expect(card.locator(".vb-quote mark")).to_have_text(value)
        assert "bảo hiểm y tế" in card.locator(".vb-quote").inner_text()
        assert "2023" in card.locator("cite").inner_text()
    rows = page.locator(".vb-beside tbody tr")  # the highest first
    expect(rows.locator("th")).to_have_text(list(expected))
    expect(rows.locator("strong")).to_have_text(list(expected.values()))
    expect(page.locator(".vb-apart")).to_have_text(
        strings.APART.format("93% (Đồng Tháp)", "trên 99,2% (Bắc Giang)")
    )


def test_a_citation_names_the_document_as_a_report_must(page: Page, real_home: str) -> None:
    ask(page, real_home, DECISION)
    page.locator(".vb-copy").first.click()
    expect(page.locator(".vb-copy").first).to_have_text(strings.COPIED)
    copied = page.evaluate("navigator.clipboard.readText()")
    assert "số 452/QĐ-UBND, ngày 16/01/2023" in copied
    assert "\nCăn cứ Quyết định số 452/QĐ-UBND ngày 16 tháng 01 năm 2023 của Ủy ban nhân dân huyện" in copied


def test_a_refusal_says_why_and_each_question_offered_instead_is_answered(page: Page, real_home: str) -> None:
    ask(page, real_home, NO_ANSWER)
    notice = page.locator(".vb-notice")
    expect(notice.locator("h2")).to_have_text(strings.ABSTAINED)
    assert "2031" in notice.inner_text()
    assert "năm 2023, giảm thêm 0,4%" in notice.inner_text()  # what is nearest
    assert page.locator(".vb-figure").count() == 0  # no figure is put forward
    assert page.locator(".vb-hit").count()
    offered = notice.locator(".vb-button")
    assert "Đồng Tháp" in offered.first.inner_text()
    expect(offered.last).to_have_text(strings.WITHOUT_YEAR.format(2031))
    for number in range(offered.count()):
        offered.nth(number).click()
        page.wait_for_url(lambda url: "2031" not in url)
        settle(page)
        expect(page.locator(".vb-card").first).to_be_visible()
        assert "nghèo" in page.locator(".vb-card").first.inner_text().lower()
        page.go_back()
        page.wait_for_url("**2031**")
        settle(page)


def test_a_passage_tells_where_it_stands_and_marks_the_words_asked(page: Page, real_home: str) -> None:
    ask(page, real_home, TYPED)
    hit = page.locator(".vb-hit").first
    expect(hit.locator("h3")).to_have_text(TITLE)
    expect(hit.locator(".vb-path span")).to_have_text(
        ["MỤC TIÊU NĂM 2023", "Các chỉ tiêu năm 2023", "Chỉ tiêu về xã hội"]
    )
    marks = [mark.lower() for mark in hit.locator("mark").all_inner_texts()]
    assert {"bảo hiểm y tế", "tỷ lệ", "bhyt"} <= set(marks)
    assert all(mark in f"{TYPED} tỷ lệ bảo hiểm y tế" for mark in marks)


def facets(real: RealStore, key: str) -> list[str]:
    """Each value with its number of documents, as the filter is to show it, the most first."""
    with open_store(Settings(store=real.store)) as store:
        entries = list(store.entries())
    values = [str(value) for one in entries if (value := getattr(one, key))]
    counts = {value: values.count(value) for value in values}
    order = (lambda value: (-int(value), "")) if key == "year" else (lambda value: (-counts[value], value))
    return [f"{value} ({counts[value]})" for value in sorted(counts, key=order)]


@pytest.mark.parametrize("key", ["year", "place", "kind", "issuer"])
def test_a_filter_shows_counts_is_chosen_and_taken_off(
    page: Page, real_home: str, real_store: RealStore, key: str
) -> None:
    ask(page, real_home, "bảo hiểm y tế")
    unfiltered = page.locator(".vb-hit").all_inner_texts()
    page.get_by_role("button", name=strings.FILTERS).click()
    page.get_by_label(strings.FILTER_NAMES[key], exact=True).click()
    wanted = facets(real_store, key)
    options = page.get_by_role("option")
    seen = [option for option in options.all_inner_texts() if key != "place" or "gồm" not in option]
    assert seen == wanted
    value, count = wanted[-1].removesuffix(")").rsplit(" (", 1)
    options.get_by_text(wanted[-1], exact=True).click()
    page.wait_for_url(f"**{key}=**")
    settle(page)
    page.keyboard.press("Escape")
    with open_store(Settings(store=real_store.store)) as store:
        left = {one.id for one in store.entries() if str(getattr(one, key)) == value}
    assert len(left) == int(count)
    linked = page.locator(".vb-hit h3 a").evaluate_all("links => links.map(link => link.search)")
    assert linked
    assert {part.split("doc=")[1].split("&")[0] for part in linked} <= left
    chip = page.get_by_role("link", name=strings.TAKE_OFF.format(value))
    expect(chip).to_have_text(value)
    chip.click()
    page.wait_for_url(lambda url: f"{key}=" not in url)
    settle(page)
    expect(page.locator(".vb-chips")).to_have_count(0)
    expect(page.locator(".vb-hit")).to_have_text(unfiltered, use_inner_text=True)


def test_a_filter_that_leaves_nothing_says_so_and_is_cleared_by_a_button(page: Page, real_home: str) -> None:
    ask(page, real_home, TYPED, chosen=(("year", ("1999",)),))
    expect(page.locator(".vb-notice h2")).to_have_text(strings.NO_HITS)
    assert serious(page) == []
    page.locator(".vb-notice").get_by_role("link", name=strings.CLEAR_FILTERS).click()
    page.wait_for_url(lambda url: "1999" not in url)
    settle(page)
    expect(page.locator(".vb-figure").first).to_have_text(CARD[0])


def test_results_are_taken_along_with_their_citations(page: Page, real_home: str, tmp_path: Path) -> None:
    ask(page, real_home, PLACES)
    quotes = page.locator(".vb-card .vb-quote").all_inner_texts()
    sources = page.locator(".vb-card cite").all_inner_texts()
    page.get_by_role("button", name=strings.EXPORT).click()
    for ending in strings.EXPORTS:
        with page.expect_download() as started:
            page.get_by_role("button", name=strings.EXPORTS[ending]).click()
        started.value.save_as(tmp_path / started.value.suggested_filename)
    report = docx.Document(str(tmp_path / f"{strings.EXPORT_NAME}.docx"))
    lines = [paragraph.text for paragraph in report.paragraphs]
    assert lines[:2] == [PLACES, f"{strings.SEARCHING_FOR} chỉ tiêu bảo hiểm y tế năm 2023"]
    assert "trên 99,2% · Bắc Giang · năm 2023 · chỉ tiêu" in lines
    book = openpyxl.load_workbook(tmp_path / f"{strings.EXPORT_NAME}.xlsx")
    assert book.sheetnames == [strings.ANSWERS, strings.PASSAGES]
    heads, *rows = book[strings.ANSWERS].values
    assert heads == strings.COLUMNS
    assert [row[0] for row in rows] == page.locator(".vb-card .vb-figure").all_inner_texts()
    for quote, source, row in zip(quotes, sources, rows, strict=True):
        assert f"“{quote}”" in lines
        assert any(line.startswith(f"{strings.SOURCE}: {source}") for line in lines)
        assert (row[6], row[7]) == (quote, source)
        assert str(row[10]).startswith("Căn cứ ")


def test_no_state_has_a_grave_fault_or_is_wider_than_a_phone(page: Page, real_home: str) -> None:
    for view in (View(), View(q=TYPED), View(q=PLACES), View(q=NO_ANSWER), View(q=TYPED, exact=True)):
        page.set_viewport_size({"width": 1280, "height": 900})
        go(page, real_home, address(view))
        assert serious(page) == []
        for across in (PHONE["width"], NARROWEST):
            page.set_viewport_size({"width": across, "height": PHONE["height"]})
            assert widest(page) <= across
