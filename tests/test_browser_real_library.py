"""Kho văn bản in a real browser over the bundled digests, the shipped encoder and files of an office.

Runs where a chromium is installed; skips, saying so, where there is none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import pytest

from ingest.readers import ocr
from tests.real_files import given, packed, plan, replacing, scanned
from tests.real_store import RealStore, digests, own_copy, page_over
from tests.seen import NARROWEST, PHONE, go, in_view, widest, words_in
from tests.tabs import serious, watched_tab
from ui import strings as common
from ui.library import strings
from ui.library.state import Shown, address
from ui.screenshots import settle
from ui.state import View
from ui.state import address as home_address

if TYPE_CHECKING:
    from playwright.sync_api import Browser, FilePayload, Page

driver = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
expect = driver.expect

_LONG = 300_000  # milliseconds that reading and indexing may take on a busy machine
OLD, NEW = "thap-muoi-2023-quyet-dinh", "quyet-dinh-909"
SCAN = "ban-quet-hau-giang"


@pytest.fixture(scope="module")
def real(real_store: RealStore, tmp_path_factory: pytest.TempPathFactory) -> RealStore:
    """The digests, a decision that replaces one of them, and where it can be read, one as a scan."""
    folder, more = tmp_path_factory.mktemp("library"), tmp_path_factory.mktemp("more")
    (more / f"{NEW}.docx").write_bytes(replacing())
    if ocr.version() is not None:
        (more / f"{SCAN}.pdf").write_bytes(scanned(real_store.docs / "hau-giang-2020-ket-qua.pdf"))
    return own_copy(real_store, folder, *more.iterdir())


@pytest.fixture(scope="module")
def home(browser: Browser, real: RealStore) -> Iterator[str]:
    with page_over(real, browser) as home:
        yield home


@pytest.fixture
def page(browser: Browser, home: str) -> Iterator[Page]:
    with watched_tab(browser, home, height=1000) as page:
        yield page


def send(page: Page, home: str, files: Sequence[FilePayload]) -> None:
    go(page, home, address(Shown()))
    page.locator(".st-key-kho_upload summary").click()
    page.locator(".st-key-kho_upload input[type=file]").set_input_files(files)
    page.get_by_role("button", name=strings.SEND).click()


def done(page: Page) -> None:
    """Wait until all that was ordered is done, in the index and drawn."""
    expect(page.locator(".vb-working")).to_have_count(0, timeout=_LONG)
    expect(page.locator("[data-stale=true]")).to_have_count(0)


def answer_of(page: Page, home: str, question: str) -> str:
    go(page, home, home_address(View(q=question)))
    return page.locator(".vb-card, .vb-notice").first.inner_text()


def test_files_of_all_kinds_are_brought_while_another_person_searches(
    page: Page, home: str, browser: Browser
) -> None:
    two = {"Đồi Mẫu.docx": plan("Đồi Mẫu", "72%"), "Núi Mẫu.docx": plan("Núi Mẫu", "83%")}
    twice = next(path for path in digests() if path.suffix == ".pdf")
    files = [
        given("Suối Mẫu <b>2025.docx", plan("Suối Mẫu", "61%")),
        given("hai huyện.zip", packed(two)),
        given("trống.docx", b""),
        given("hỏng.pdf", b"%PDF-1.4 h"),
        given("bản sao.pdf", twice.read_bytes()),
    ]
    send(page, home, files)
    results = page.locator(".vb-results > ul > li")
    expect(results).to_have_count(len(files))
    expect(page.locator(".vb-working")).to_contain_text(re.compile(r"Đã xong \d trên 5 việc"))
    expect(page.get_by_role("progressbar")).to_be_visible()
    with watched_tab(browser, home) as other:  # the reading goes on meanwhile
        assert "trên 99,2%" in answer_of(other, home, "tỷ lệ BHYT Bắc Giang năm 2023")
        assert page.locator(".vb-working").count()
    done(page)
    told = {
        name: results.filter(has_text=name).inner_text() for name in ("Suối", "hai", "trống", "hỏng", "bản")
    }
    assert f"{strings.STATUS['added']}: " in told["Suối"]
    assert "Đồi Mẫu.docx" in told["hai"]
    assert "Núi Mẫu.docx" in told["hai"]
    assert strings.EMPTY_FILE in told["trống"]
    assert strings.RESULT["rejected"] in told["hỏng"]
    assert "trùng nội dung" in told["bản"]
    assert serious(page) == []
    page.set_viewport_size(PHONE)
    assert widest(page) <= PHONE["width"]
    for place, share in (("Suối Mẫu", "61%"), ("Núi Mẫu", "83%")):
        question = f"tỷ lệ hộ dùng nước sạch của huyện {place} năm 2025"
        assert share in answer_of(page, home, question)
    page.set_viewport_size({"width": 1280, "height": 1000})
    go(page, home, address(Shown()))
    page.get_by_role("button", name=strings.CLEAR_LATEST).click()
    expect(page.locator(".vb-results")).to_have_count(0)


def test_a_file_is_replaced_read_again_and_removed(page: Page, home: str, real: RealStore) -> None:
    send(page, home, [given("Cửa Mẫu.docx", plan("Cửa Mẫu", "31%"))])
    link = page.locator(".vb-results a", has_text="Cửa Mẫu")
    expect(link).to_be_visible(timeout=_LONG)
    done(page)
    question = "tỷ lệ hộ dùng nước sạch của huyện Cửa Mẫu năm 2025"
    assert "31%" in answer_of(page, home, question)
    go(page, home, address(Shown(document="cua-mau")))
    page.get_by_role("button", name=strings.REPLACE).click()
    page.locator("[data-testid=stPopoverBody] input[type=file]").set_input_files(
        given("Cửa Mẫu bản mới.docx", plan("Cửa Mẫu", "35%"))
    )
    page.locator(".st-key-kho_replace_yes button").click()
    first = page.locator(".vb-results > ul > li").first
    expect(first).to_contain_text(strings.STATUS["updated"], timeout=_LONG)
    done(page)
    assert "35%" in answer_of(page, home, question)
    source = real.docs / "thap-muoi-2023-chi-tieu.md"  # a file of the office, mended where it lies
    source.write_text(source.read_text(encoding="utf-8").replace("68 triệu đồng", "69 triệu đồng"), "utf-8")
    go(page, home, address(Shown(document="thap-muoi-2023-chi-tieu")))
    page.get_by_role("button", name=strings.REREAD).click()
    expect(first).to_contain_text(
        re.compile(f"{strings.ACTIONS['reread']}.*{strings.STATUS['updated']}"), timeout=_LONG
    )
    done(page)
    assert "69 triệu đồng" in answer_of(page, home, "thu nhập bình quân đầu người huyện Tháp Mười")
    go(page, home, address(Shown(document="cua-mau")))
    page.get_by_role("button", name=strings.REMOVE).click()
    page.get_by_role("button", name=strings.REMOVE_YES).click()
    expect(page.get_by_text(strings.NO_DOCUMENT)).to_be_visible(timeout=_LONG)
    go(page, home, address(Shown()))
    done(page)
    assert "Cửa Mẫu" not in page.locator(".vb-shelf").inner_text()
    assert "35%" not in answer_of(page, home, question)
    go(page, home, home_address(View(doc="cua-mau")))
    expect(page.locator(".vb-notice h2")).to_have_text(common.NO_DOCUMENT)


def test_files_that_still_wait_are_taken_back(page: Page, home: str) -> None:
    names = [f"Hồ Mẫu {number}.docx" for number in range(6)]
    send(page, home, [given(name, plan(f"Hồ Mẫu {at}", "41%")) for at, name in enumerate(names)])
    page.get_by_role("button", name=re.compile(strings.STOP.format(r"\d"))).click()
    taken_back = page.locator(".vb-results li", has_text=strings.STOPPED)
    expect(taken_back.first).to_be_visible()
    done(page)
    count = taken_back.count()
    go(page, home, address(Shown()))
    assert 0 < count <= len(names)
    left = len(names) - count  # what had been begun was brought to its end
    expect(page.locator(".vb-shelf tbody tr", has_text="Hồ Mẫu")).to_have_count(left)
    page.get_by_role("button", name=strings.CLEAR_LATEST).click()
    expect(page.locator(".vb-results")).to_have_count(0)


def test_the_list_tells_how_each_document_stands_and_is_searched_and_filtered(page: Page, home: str) -> None:
    go(page, home, address(Shown()))
    rows = page.locator(".vb-shelf tbody tr")
    old = rows.filter(has_text="452/QĐ-UBND")
    assert old.locator("td").all_inner_texts()[:2] == [strings.READY, "bị thay thế bởi 909/QĐ-UBND"]
    assert strings.NO_END in rows.filter(has_text="Chương trình hành động năm 2024").inner_text()
    assert rows.filter(has_text="Bắc Giang").count() == 2  # both digests, told apart by their files
    for file in ("bac-giang-2023-chi-tieu.docx", "bac-giang-2023-nhiem-vu.md"):
        expect(rows.filter(has_text=file)).to_have_count(1)
    page.get_by_label(strings.SEARCH).fill("hau giang")
    page.get_by_label(strings.SEARCH).press("Enter")
    page.wait_for_url("**tim=hau+giang")
    settle(page)
    assert {"Hậu Giang" in row for row in rows.all_inner_texts()} == {True}
    go(page, home, address(Shown()))
    page.get_by_role("button", name=strings.FILTERS).click()
    page.get_by_label(strings.STATES, exact=True).click()
    page.get_by_role("option", name=f"{strings.STATE_NAMES['ended']} (1)").click()
    page.wait_for_url("**la=ended")
    settle(page)
    expect(rows).to_have_count(1)
    page.keyboard.press("Escape")
    page.get_by_role("link", name=common.TAKE_OFF.format(strings.STATE_NAMES["ended"])).click()
    page.wait_for_url(lambda url: "la=" not in url)


def test_relations_are_walked_by_keyboard_to_the_words_that_tell_them(page: Page, home: str) -> None:
    go(page, home, address(Shown(document=OLD)))
    assert "13/QĐ-UBND-HC" in page.locator(".vb-out .vb-absent").first.inner_text()  # not in the library
    node = page.locator(".vb-in a.vb-node", has_text="909/QĐ-UBND")
    node.focus()
    page.keyboard.press("Enter")
    page.wait_for_url(f"**vb={NEW}**")
    settle(page)
    replaced = page.locator(".vb-out li", has_text="452/QĐ-UBND")
    expect(page.locator(".vb-out h3").first).to_have_text(strings.RELATION["replaces"][0])
    replaced.locator("a.vb-told").focus()
    page.keyboard.press("Enter")
    page.wait_for_url(f"**doc={NEW}**")
    settle(page)
    told = page.locator("p", has=page.locator("#trich"))
    assert "Quyết định này thay thế Quyết định số 452/QĐ-UBND" in told.inner_text()
    assert in_view(page.locator("#trich"))


def test_one_who_asks_is_told_of_what_was_replaced_and_can_leave_it_out(page: Page, home: str) -> None:
    go(page, home, home_address(View(q="ai ký quyết định 452/QĐ-UBND")))
    card = page.locator(".vb-card").first
    expect(card.locator(".vb-words")).to_have_text("Trần Thị Quý")
    expect(card.locator(".vb-ended")).to_have_text(f"{common.ENDED['replaces']} 909/QĐ-UBND.")
    expect(page.locator(".vb-over").first).to_have_text(common.OVER)
    page.get_by_role("button", name=common.FILTERS).click()
    page.get_by_text(
        re.compile(common.VALID_COUNT.format(r"\d+").replace("(", r"\(").replace(")", r"\)"))
    ).click()
    page.wait_for_url("**valid=1")
    settle(page)
    page.keyboard.press("Escape")
    expect(page.locator(".vb-over")).to_have_count(0)
    linked = page.locator(".vb-hit h3 a").evaluate_all("links => links.map(link => link.search)")
    assert linked
    assert not any(f"doc={OLD}" in link for link in linked)
    page.get_by_role("link", name=common.TAKE_OFF.format(common.VALID)).click()
    page.wait_for_url(lambda url: "valid" not in url)
    settle(page)
    card.locator(".vb-ended a").click()
    page.wait_for_url(f"**doc={NEW}**")


@pytest.mark.skipif(ocr.version() is None, reason=f"no Tesseract with Vietnamese: {ocr.INSTALL}")
def test_a_scan_says_how_sure_its_reading_is_and_frames_the_quote(page: Page, home: str) -> None:
    go(page, home, address(Shown(document=SCAN)))
    assert re.search(strings.SURE.format(r"\d{2}"), page.locator(".vb-known").inner_text())
    assert page.locator(".vb-minded li").count()
    view = View(q="hộ dân dùng điện Hậu Giang năm 2020", chosen=(("document", (SCAN,)),))
    go(page, home, home_address(view))
    card = page.locator(".vb-card").first
    assert "99,6%" in card.inner_text()
    assert "đối chiếu với bản gốc" in card.locator(".vb-caution").inner_text()
    card.get_by_role("link", name=common.ORIGINAL).click()
    page.wait_for_url("**picture=1**")
    settle(page)
    frame = page.locator(".vb-frame")
    expect(frame.first).to_be_in_viewport(ratio=1)
    box = frame.first.bounding_box()
    assert box
    assert "99,6%" in words_in(page.screenshot(clip=box))


def test_health_tells_sizes_and_age(page: Page, home: str) -> None:
    go(page, home, address(Shown()))
    listed = page.locator(".vb-shelf tbody tr").count()
    page.locator(".st-key-kho_health summary").click()
    values = page.locator(".vb-health dd").all_inner_texts()
    told = dict(zip(page.locator(".vb-health dt").all_inner_texts(), values, strict=True))
    assert set(told) == set(strings.HEALTH_LABELS.values())
    assert told[strings.HEALTH_LABELS["documents"]] == str(listed)
    assert told[strings.HEALTH_LABELS["behind"]] == "0"
    assert "e5-small" in told[strings.HEALTH_LABELS["model"]]
    assert re.fullmatch(r"vừa xong|\d+ phút trước", told[strings.HEALTH_LABELS["age"]])
    assert int(told[strings.HEALTH_LABELS["passages"]]) > 190
    for size in ("store", "index", "models", "free"):
        assert re.fullmatch(r"[\d.,]+ [KMG]B", told[strings.HEALTH_LABELS[size]])


def test_no_state_has_a_grave_fault_or_is_wider_than_a_phone(page: Page, home: str) -> None:
    for shown in (Shown(), Shown(document=OLD), Shown(words="không có gì"), Shown(document="x")):
        go(page, home, address(shown))
        assert serious(page) == []
        for across in (PHONE["width"], NARROWEST):
            page.set_viewport_size({"width": across, "height": PHONE["height"]})
            assert widest(page) <= across
        page.set_viewport_size({"width": 1280, "height": 1000})


def test_the_widget_that_takes_files_speaks_vietnamese(page: Page, home: str) -> None:
    go(page, home, address(Shown()))
    assert page.locator("h1").all_inner_texts() == [strings.TITLE]
    page.locator(".st-key-kho_upload summary").click()
    box = page.locator(".st-key-kho_upload")
    expect(box.get_by_role("button", name=strings.SEND)).to_be_disabled()
    assert "per file" not in box.inner_text()  # the widget's own English is not shown
    widget = page.locator("[data-testid=stFileUploaderDropzone] > span > button p")
    assert widget.evaluate("words => getComputedStyle(words).fontSize") == "0px"
