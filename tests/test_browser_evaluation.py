"""Đánh giá in a real browser over the bundled digests: measured beside the page, stopped, compared, followed.

Runs where a chromium is installed; skips, saying so, where there is none.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from eval.collection import folder_of
from eval.questions import BUNDLED, read_questions
from eval.records.store import Records
from eval.records.types import Record, Result
from settings import ROOT, Settings
from tests.real_store import RealStore, own_copy, page_over
from tests.tabs import serious, watched_tab
from ui.compare import strings as compared
from ui.evaluation import strings
from ui.evaluation.state import Looked, address
from ui.screenshots import settle

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Locator, Page

driver = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
expect = driver.expect

SET = compared.SETS["bundled"]
ASKED = len(read_questions(BUNDLED))
FOUND_ON = "hybrid", "lexical"  # the ways that are measured
PATIENCE = 480_000  # milliseconds for a worker that gives way to a busy machine
CHART = "[data-testid=stVegaLiteChart] svg"

RIGHT = "parts => parts.map(part => Math.floor(part.getBoundingClientRect().right))"


@pytest.fixture(scope="module")
def store(real_store: RealStore, tmp_path_factory: pytest.TempPathFactory) -> RealStore:
    """The digests, with what was encoded of them ready for the set that comes with the program."""
    real = own_copy(real_store, tmp_path_factory.mktemp("evaluation") / "own")
    index = folder_of([ROOT / "corpus"], real.store) / "index"
    index.mkdir(parents=True)
    shutil.copy2(real.store / "index" / "cache.sqlite", index)
    return real


@pytest.fixture(scope="module")
def home(browser: Browser, store: RealStore) -> Iterator[str]:
    with page_over(store, browser) as home:
        yield home


@pytest.fixture
def page(browser: Browser, home: str) -> Iterator[Page]:
    with watched_tab(browser, home) as page:
        yield page


@pytest.fixture(scope="module")
def records(browser: Browser, home: str, store: RealStore) -> dict[str, Record]:
    """Two ways of searching measured through the page, which was empty before; by configuration."""
    with watched_tab(browser, home) as page:
        go(page, home, Looked())
        expect(page.locator(".vb-notice")).to_contain_text(strings.NOTHING)
        begin(page, answers=True)
        bar = page.locator(".st-key-ve_progress")
        expect(bar).to_contain_text(strings.WAITING.format(count=1))
        expect(bar).to_contain_text(SET)
        expect(bar).to_contain_text(re.compile(rf"[1-9]\d*/{2 * ASKED} câu"), timeout=PATIENCE)
        expect(bar.get_by_role("progressbar").first).to_be_visible()
        expect(page.locator(".ve-facts")).to_be_visible(timeout=PATIENCE)  # drawn by itself when it is over
        expect(bar).to_have_count(0)
    kept = Records(Settings(store=store.store))
    return {one.plan.configuration: one for one in kept.all()}


def go(page: Page, home: str, view: Looked) -> None:
    page.goto(home + address(view).removeprefix("./"))
    settle(page)


def begin(page: Page, *, answers: bool) -> None:
    """Measure the set that comes with the program in two ways."""
    page.get_by_role("button", name=strings.NEW).click()
    page.get_by_label(strings.CONFIGURATIONS, exact=True).click()
    page.get_by_role("option", name=compared.CONFIGURATIONS["lexical"]).click()
    page.keyboard.press("Tab")  # closes the list
    expect(page.get_by_text(strings.RUNS.format(count=2))).to_be_visible()
    if answers:
        page.get_by_text(strings.ANSWERS_TOO, exact=True).click()
    page.get_by_role("button", name=strings.RUN, exact=True).click()


def results(store: RealStore, record: Record) -> tuple[Result, ...]:
    return Records(Settings(store=store.store)).results(record.id)


def vietnamese(value: float, digits: int = 3) -> str:
    return f"{value:.{digits}f}".replace(".", ",")


def numbers(text: str) -> list[float]:
    """The numbers of a line as it is written in Vietnamese."""
    return [float(one.replace(",", ".")) for one in re.findall(r"\d+(?:,\d+)?", text)]


def cells(page: Page, measure: str) -> list[str]:
    """The row of a measure in the table of retrieval."""
    row = (
        page.locator(".ve-tables table")
        .first.locator("tr")
        .filter(has=page.get_by_role("rowheader", name=measure, exact=True))
    )
    return row.locator("td").all_inner_texts()


def choose(page: Page, box: Locator, option: str) -> None:
    box.click()
    page.get_by_role("option", name=option).click()


def test_a_run_shows_its_figures_with_intervals_its_curve_and_its_styles(
    page: Page, home: str, records: dict[str, Record], store: RealStore
) -> None:
    record = records["hybrid"]
    found = [one for one in results(store, record) if one.scores is not None]
    go(page, home, Looked(record.id))
    expect(page.locator(".ve-facts")).to_contain_text(f"{len(found)} câu")
    expect(page.locator(".ve-facts")).to_contain_text("9 văn bản")
    for k in (1, 10):
        share = sum(one.rank is not None and one.rank <= k for one in found) / len(found)
        value, bounds = cells(page, f"R@{k}")
        assert value == vietnamese(share)
        low, high = numbers(bounds)
        assert low <= round(share, 3) <= high
        expect(page.get_by_text(f"R@{k} {value}")).to_be_visible()  # the curve in words
    expect(page.locator(".ve-tables table").nth(1)).to_contain_text(strings.ANSWER_NAMES["exact@1"])
    expect(page.locator(CHART)).to_be_visible()
    expect(page.locator(f"{CHART} text", has_text=strings.CURVE_K)).to_have_count(1)
    assert page.locator(f"{CHART} .mark-line path").count() == 1
    bars = page.locator(".ve-groups li")
    expect(bars).to_have_count(len({one.style for one in found}))
    for bar in bars.all():
        mean, low, high, asked = numbers(bar.locator(".ve-said").inner_text())
        style = next(
            key for key, name in strings.STYLES.items() if name == bar.locator(".ve-name").inner_text()
        )
        assert asked == sum(one.style == style for one in found)
        assert low <= mean <= high
        widths = bar.locator(".ve-bar, .ve-bar i").evaluate_all(
            "parts => parts.map(part => part.getBoundingClientRect().width)"
        )
        assert widths[1] / widths[0] == pytest.approx(mean, abs=0.01)
    page.get_by_role("radio", name=strings.BY["kind"]).click()
    page.wait_for_url("**theo=kind**")
    settle(page)
    expect(bars.filter(has_text=strings.KINDS["number"])).to_be_visible()


def test_two_runs_are_set_beside_each_other_question_by_question(
    page: Page, home: str, records: dict[str, Record], store: RealStore
) -> None:
    shown, other = (records[key] for key in FOUND_ON)
    go(page, home, Looked(shown.id))
    choose(page, page.get_by_label(strings.AGAINST, exact=True), compared.CONFIGURATIONS["lexical"])
    page.wait_for_url(f"**so={other.id}**")
    settle(page)
    value, _, before, apart, bounds, p, won = cells(page, "R@1")
    assert apart == f"{numbers(value)[0] - numbers(before)[0]:+.3f}".replace(".", ",").replace("-", "−")
    assert 0 <= numbers(p)[0] <= 1
    assert len(numbers(bounds)) == 2
    ranks = {one.question: (one.rank, two.rank) for one, two in pairs(store, shown, other)}
    first = [(a == 1) - (b == 1) for a, b in ranks.values()]
    assert won == f"{first.count(1)}/{first.count(-1)}"
    assert page.locator(f"{CHART} .mark-line path").count() == 2
    changes = page.locator(".ve-list").first.locator("li")
    assert changes.count()
    asked = {one.text: ranks[one.question] for one in results(store, shown) if one.question in ranks}
    for change in changes.filter(visible=True).all():
        after, before_ = asked[change.get_by_role("link").inner_text()]
        expect(change).to_contain_text(f"{said(before_)} → {said(after)}")
        better = (after or 99) < (before_ or 99)
        expect(change).to_contain_text(strings.BETTER if better else strings.WORSE)
    assert serious(page) == []
    question = changes.first.get_by_role("link").inner_text()
    changes.first.get_by_role("link").click()
    page.wait_for_url("**/doi-chieu?**")
    settle(page)
    expect(page.locator(".vc-question h1")).to_have_text(question)
    names = [
        f"{letter} {compared.CONFIGURATIONS[key]}" for letter, key in zip("AB", FOUND_ON[::-1], strict=True)
    ]
    assert page.locator(".vc-column h2").all_inner_texts() == names


def pairs(store: RealStore, one: Record, two: Record) -> list[tuple[Result, Result]]:
    other = {result.question: result for result in results(store, two)}
    return [(result, other[result.question]) for result in results(store, one) if result.scores is not None]


def said(rank: int | None) -> str:
    return strings.RANK.format(rank) if rank else strings.NOT_FOUND


def test_a_miss_opens_its_question_with_the_way_that_missed_it(
    page: Page, home: str, records: dict[str, Record], store: RealStore
) -> None:
    record = records["lexical"]
    missed = [one for one in results(store, record) if one.scores is not None and one.rank != 1]
    go(page, home, Looked(record.id))
    page.get_by_role("radio", name=strings.MISSES_AT.format(1), exact=True).click()
    page.wait_for_url("**muc=1**")
    settle(page)
    misses = page.locator(".ve-list li")
    expect(misses).to_have_count(len(missed))
    assert {one.text for one in missed} >= set(misses.get_by_role("link").all_inner_texts())
    assert serious(page) == []
    miss = next(one for one in missed if one.rank)
    item = misses.filter(has_text=miss.text)
    expect(item).to_contain_text(strings.MISS_RANK.format(miss.rank))
    if not item.is_visible():  # folded away
        page.locator(".ve-list summary").click()
    item.get_by_role("link").click()
    page.wait_for_url("**/doi-chieu?**")
    settle(page)
    expect(page.locator(".vc-question h1")).to_have_text(miss.text)
    assert page.locator(".vc-column h2").all_inner_texts() == [f"A {compared.CONFIGURATIONS['lexical']}"]
    assert serious(page) == []
    page.go_back()
    settle(page)
    expect(page.locator(".ve-facts")).to_be_visible()


def test_a_measurement_is_stopped_and_kept_as_such(page: Page, home: str, records: dict[str, Record]) -> None:
    go(page, home, Looked(records["hybrid"].id))
    begin(page, answers=False)
    bar = page.locator(".st-key-ve_progress")
    expect(bar).to_contain_text(SET, timeout=PATIENCE)
    assert serious(page) == []
    bar.get_by_role("button", name=strings.STOP).click()
    expect(bar).to_have_count(0)
    expect(page.locator(".ve-facts")).to_be_visible()
    page.locator(".ve-kept summary").click()
    stopped = page.locator(".ve-kept tbody tr", has_text=strings.STATES["stopped"])
    expect(stopped).to_have_count(2)
    expect(page.locator(".ve-kept tbody tr", has_text=strings.STATES["done"])).to_have_count(2)


def test_nothing_overflows_a_phone(page: Page, home: str, records: dict[str, Record]) -> None:
    shown, other = (records[key].id for key in FOUND_ON)
    for width in (390, 320):
        page.set_viewport_size({"width": width, "height": 844})
        go(page, home, Looked(shown, other))
        expect(page.locator(CHART)).to_be_visible()
        assert page.evaluate("document.querySelector('[data-testid=stMain]').scrollWidth") <= width
        assert max(page.locator(f"{CHART} text").evaluate_all(RIGHT)) <= width  # a drawing is cut off there
    assert page.locator("h1").all_inner_texts() == [strings.TITLE]
