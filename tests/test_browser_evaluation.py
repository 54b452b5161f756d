"""Đánh giá in a real browser: measured beside the page, two measurements compared, a miss followed.

Runs where a chromium is installed; skips, saying so, where there is none.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from eval.judgements.store import Judgements
from eval.questions import Evidence, Question
from eval.records import figures
from eval.records.store import Records
from settings import Settings
from tests.page_store import QUOTE, build
from ui.compare import strings as compared
from ui.evaluation import strings
from ui.evaluation.state import Looked, address
from ui.screenshots import served, settle

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

driver = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
expect = driver.expect

SET = "cau-hoi-huyen"
# No passage holds the quote of the second question: a sure miss.
QUESTIONS = [
    Question("c1", "bảo hiểm y tế Sông Mẫu", "number", "keyword", (Evidence("song-mau-2023", QUOTE),)),
    Question("c2", "câu không ai tìm thấy", "fact", "formal", (Evidence("song-mau-2023", "trích sai"),)),
]
PATIENCE = 240_000  # milliseconds for a worker on a busy machine


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("browser-evaluation") / "store"


@pytest.fixture(scope="module")
def home(browser: Browser, store: Path) -> Iterator[str]:  # noqa: ARG001  (no browser, no server)
    arguments = build(store.parent)
    Judgements(Settings(store=store)).add_questions(SET, QUESTIONS, "Lan")
    with served(arguments) as home:
        yield home


def choose(page: Page, label: str, old: str, new: str) -> None:
    """In a box of several choices, take one instead of the other."""
    box = page.get_by_label(label, exact=True)
    box.click()
    box.fill(new)
    page.get_by_role("option", name=new).click()
    settle(page)  # the box is drawn anew: a click in between would be lost
    remove = page.get_by_role("button", name=f"Remove {old}").or_(
        page.locator("[data-baseweb=tag]", has_text=old).locator("[role=presentation], [role=button]")
    )
    remove.first.click()
    expect(remove).to_have_count(0)
    settle(page)


def test_a_set_is_measured_compared_and_its_miss_followed(browser: Browser, home: str, store: Path) -> None:
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    page.goto(home + address(Looked()).removeprefix("./"))
    settle(page)
    expect(page.locator(".vb-notice")).to_contain_text(strings.NOTHING)
    page.get_by_role("button", name=strings.NEW).click()
    choose(page, strings.SETS, compared.SETS["bundled"], SET)
    page.get_by_role("button", name=strings.RUN, exact=True).click()
    expect(page.locator(".ve-facts")).to_be_visible(timeout=PATIENCE)  # drawn by itself when it is over
    expect(page.locator(".st-key-ve_progress")).to_have_count(0)
    (record,) = Records(Settings(store=store)).all()
    means = figures.overall(Records(Settings(store=store)).results(record.id))
    said = f"{means['R@1'][0]:.3f}".replace(".", ",")
    expect(page.locator(".ve-tables tr", has_text="R@1").first).to_contain_text(said)
    expect(page.locator(".stVegaLiteChart canvas, .stVegaLiteChart svg").first).to_be_visible()
    miss = page.locator(".ve-list a", has_text=QUESTIONS[1].question)
    miss.click()
    page.wait_for_url("**/doi-chieu?**")
    expect(page.locator(".vc-question h1")).to_have_text(QUESTIONS[1].question, timeout=PATIENCE)
    expect(page.locator(".vc-column h2").first).to_contain_text(compared.CONFIGURATIONS["hybrid"])
    for width in (390, 320):
        page.set_viewport_size({"width": width, "height": 844})
        page.goto(home + address(Looked(record.id)).removeprefix("./"))
        settle(page)
        expect(page.locator(".ve-facts")).to_be_visible()
        assert page.evaluate("document.querySelector('[data-testid=stMain]').scrollWidth") <= width
    page.close()
