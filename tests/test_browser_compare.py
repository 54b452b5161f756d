"""Đối chiếu in a real browser: a question judged by keys alone, blind, and what two raters make of it.

Runs where a chromium is installed; skips, saying so, where there is none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from eval.judgements.store import Judgements
from eval.questions import Evidence, Question, parse_questions
from eval.trec import parse_qrels
from settings import Settings
from tests.page_store import QUOTE, build
from tests.tabs import watched_tab
from ui.compare import strings
from ui.compare.state import Compared, address
from ui.screenshots import served, settle

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Locator, Page

driver = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
expect = driver.expect

SET = "cau-hoi-huyen"
HARM = "mã độc <img src=x onerror='window.hacked=1'> mẫu"
QUESTIONS = [
    Question("c1", "bảo hiểm y tế Sông Mẫu", "number", "keyword", (Evidence("song-mau-2023", QUOTE),)),
    Question("c2", "trồng rừng sản xuất", "number", "keyword"),
    Question("c3", HARM, "fact", "keyword"),
]
WIDEST = """() => Math.max(
  document.querySelector('[data-testid=stMain]').scrollWidth,
  ...[...document.querySelectorAll('.vc-question, .st-key-vc_panel, button')]
    .map(part => Math.floor(part.getBoundingClientRect().right)),
)"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("browser-compare")


@pytest.fixture(scope="module")
def home(browser: Browser, folder: Path) -> Iterator[str]:  # noqa: ARG001  (no browser, no server)
    arguments = build(folder)
    Judgements(Settings(store=folder / "store")).add_questions(SET, QUESTIONS, "Lan")
    with served(arguments) as home:
        yield home


@pytest.fixture
def page(browser: Browser, home: str) -> Iterator[Page]:
    with watched_tab(browser, home) as page:
        yield page


def go(page: Page, home: str, view: Compared) -> None:
    page.goto(home + address(view).removeprefix("./"))
    settle(page)
    expect(page.locator(".vc-question h1")).to_be_visible()
    rest(page)


def count(page: Page) -> Locator:
    return page.locator(".vc-passage .vc-count")


def rest(page: Page) -> None:
    """Wait until the server has answered what was just done."""
    page.wait_for_timeout(200)
    expect(page.locator(".stApp")).to_have_attribute("data-test-script-state", "notRunning")


def press(page: Page, key: str) -> None:
    """Press a key and wait until the page shows another passage or question, or says that all is done."""
    before = page.url
    page.keyboard.press(key)
    page.wait_for_url(lambda url: url != before)
    settle(page)


def test_a_question_is_judged_by_keys_alone_and_names_show_at_the_end(
    page: Page, home: str, folder: Path
) -> None:
    kept = Judgements(Settings(store=folder / "store"))
    go(page, home, Compared(SET, "c1"))
    page.get_by_label(strings.RATER_NEEDED).fill("Lan")
    page.keyboard.press("Enter")
    page.wait_for_url("**nguoi=Lan**")
    settle(page)
    page.locator(".vc-question h1").click()  # out of the box, as a rater does
    expect(page.locator(".vc-column h2").first).to_have_text(strings.COLUMN.format("A"))
    total = int(count(page).inner_text().split("/")[1])
    press(page, "3")
    press(page, "1")
    press(page, "z")
    assert [one.grade for one in kept.of(SET, "c1")] == [3]
    for left in range(total - 1, 0, -1):
        expect(page.locator(".vc-grade").first).to_be_visible()
        page.keyboard.press("k" if left % 2 else "0")
        expect(page.locator(".vc-progress")).to_contain_text(f"{total - left + 1}/{total} đoạn")
    expect(page.locator(".vb-notice")).to_contain_text(strings.POOL_DONE.format(count=total))
    for key in ("hybrid", "dense", "lexical"):
        expect(page.locator(".vc-column h2", has_text=strings.CONFIGURATIONS[key])).to_be_visible()
    assert len(kept.of(SET, "c1")) == total
    press(page, "n")
    expect(page.locator(".vc-question h1")).to_have_text(QUESTIONS[1].question)


def test_the_same_passage_has_one_colour_and_number_and_lines_join_it(page: Page, home: str) -> None:
    go(page, home, Compared(SET, "c1", rater="Minh", blind=False))
    look = """items => items.map(item => [item.querySelector('.vc-n').textContent, item.className])"""
    columns = [column.locator(".vc-item").evaluate_all(look) for column in page.locator(".vc-column").all()]
    seen: dict[str, str] = {}
    for column in columns:
        for number, colour in column:
            assert seen.setdefault(number, colour) == colour
    # A line begins at the middle of its item on the left and ends at the middle of the one on the right.
    ends = """() => [...document.querySelectorAll('.vc-lines')].flatMap((lines, at) => {
      const columns = document.querySelectorAll('.vc-column');
      const once = line => [at, at + 1].every(  // eight colours come round again
        n => columns[n].querySelectorAll('.vc-item.' + line.className).length === 1);
      return [...lines.querySelectorAll('i')].filter(once).map(line => {
        const colour = line.className, box = line.getBoundingClientRect();
        const middles = [at, at + 1].map(n => {
          const item = columns[n].querySelector('.vc-item.' + colour).getBoundingClientRect();
          return (item.top + item.bottom) / 2;
        });
        const [high, low] = [Math.min(...middles), Math.max(...middles)];
        return Math.max(Math.abs(box.top - high), Math.abs(box.bottom - low));
      });
    })"""
    apart = page.evaluate(ends)
    assert apart
    assert max(apart) <= 3


def test_a_passage_is_chosen_by_a_click(page: Page, home: str) -> None:
    go(page, home, Compared(SET, "c2", rater="Minh"))
    item = page.locator(".vc-column").nth(1).locator(".vc-item a").nth(2)
    number = item.locator(".vc-n").inner_text()
    item.click()
    expect(count(page)).to_have_text(re.compile(rf"Đoạn {number}/"))
    expect(page.locator(".vc-item a[aria-current]").first.locator(".vc-n")).to_have_text(number)


def test_what_was_judged_leaves_as_qrels_and_comes_back_under_another_name(
    page: Page, home: str, folder: Path
) -> None:
    kept = Judgements(Settings(store=folder / "store"))
    for grade, one in enumerate(kept.pooled(SET)["c1"][:4]):
        kept.judge(SET, "c1", one, "Hoa", grade)
    go(page, home, Compared(SET, part="trao-doi", rater="Hoa"))
    page.get_by_label(strings.EXPORT_WHO).click()
    page.get_by_role("option", name="Hoa").click()
    rest(page)
    with page.expect_download() as down:
        page.get_by_role("button", name=strings.EXPORT_QRELS).click()
    text = Path(down.value.path()).read_text(encoding="utf-8")
    assert sorted(row.relevance for row in parse_qrels(text, "q")) == [0, 1, 2, 3]
    with page.expect_download() as down:
        page.get_by_role("button", name=strings.EXPORT_QUESTIONS).click()
    out = parse_questions(Path(down.value.path()).read_text(encoding="utf-8"), "q")
    assert [one.id for one in out] == ["c1", "c2", "c3"]
    page.get_by_test_id("stRadioGroup").get_by_text(strings.KINDS["qrels"]).click()
    page.get_by_label(strings.UPLOAD_RATER).fill("Hoa, chép lại")
    page.locator("input[type=file]").set_input_files(
        {"name": "hoa.qrels", "mimeType": "text/plain", "buffer": text.encode()}
    )
    page.get_by_role("button", name=strings.TAKE_IN).click()
    expect(page.get_by_text(strings.TOOK_QRELS.format(count=4, name="Hoa, chép lại"))).to_be_visible()
    again = {o.pooled.passage: o.grade for o in kept.of(SET, "c1") if o.rater == "Hoa, chép lại"}
    assert sorted(again.values(), key=str) == [0, 1, 2, 3]
    go(page, home, Compared(SET, part="dong-thuan"))
    row = page.locator(".vc-table tr", has_text="Hoa – Hoa, chép lại")
    expect(row).to_contain_text("1,00")


def test_hostile_words_stay_words(page: Page, home: str) -> None:
    for view in (Compared(SET, "c3", rater="<b>Minh</b>"), Compared(SET, "c3", blind=False)):
        go(page, home, view)
        assert HARM in page.locator(".vc-question h1").inner_text()
        assert page.evaluate("window.hacked") is None
        assert page.locator(".stApp iframe, .stApp img, [onerror]").count() == 0


def test_nothing_overflows_a_phone(page: Page, home: str) -> None:
    for view in (
        Compared(SET, "c1", rater="Minh"),
        Compared(SET, "c3"),
        Compared(SET, part="dong-thuan"),
        Compared(SET, part="trao-doi"),
    ):
        for width in (390, 320):
            page.set_viewport_size({"width": width, "height": 844})
            go(page, home, view)
            assert page.evaluate(WIDEST) <= width
        assert page.locator("h1").count() == 1
