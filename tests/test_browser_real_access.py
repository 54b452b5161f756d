"""Signing in at a real OIDC provider on this machine, over the bundled digests: who gets in, who sees what.

Nothing of a limited document may be sent to another person's browser, shown or not. Runs where a chromium is
installed; skips, saying so, where there is none.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import quote

import pytest
from oidc_provider_mock import User, run_server_in_thread

from settings import ROOT
from tests.real_files import given, plan, replacing
from tests.real_store import RealStore, own_copy, page_over
from tests.seen import PHONE, go, widest
from tests.tabs import serious
from ui import strings
from ui.library import strings as library
from ui.places import places
from ui.screenshots import free_port, settle

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

driver = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
expect = driver.expect

_LONG = 300_000  # milliseconds that reading and indexing may take on a busy machine
ACCESS = """[access]
on = true
readers = ["*@so.vn"]
reviewers = ["an@so.vn"]
keepers = ["binh@so.vn"]

[access.groups.to-chuc]
members = ["an@so.vn"]
documents = ["bac-giang-*", "quyet-dinh-909"]
"""
SECRETS = """[auth]
redirect_uri = "http://localhost:{port}/oauth2callback"
cookie_secret = "a long secret that only this test knows 0123456789"
client_id = "page"
client_secret = "page"
server_metadata_url = "http://localhost:{provider}/.well-known/openid-configuration"
"""
PEOPLE = ("an@so.vn", "binh@so.vn", "dan@so.vn", "khach@noi-khac.vn", "gia@so.vn")
GROUPS = 3  # documents that only the group sees
OPEN = "Tháp Mười"  # of documents that all may see
LIMITED = ("Bắc Giang", "bac-giang-2023", "99,2%", "15.043", "Dương Văn Thái", "Việt Yên",
           "quyet-dinh-909", "909/QĐ-UBND", "20/02/2024")  # fmt: skip
TYPED = ("Bắc Giang", "bac-giang-2023", "quyet-dinh-909", "909/QĐ-UBND")  # what one says comes back to one
WHERES = (
    *(
        f"?q={quote(question)}"
        for question in (
            "tỷ lệ BHYT Bắc Giang năm 2023",
            "chỉ tiêu BHYT năm 2023",
            "ai ký nghị quyết năm 2023",
            "văn bản nào thay thế quyết định 452/QĐ-UBND",
            "quyết định 909/QĐ-UBND ban hành ngày nào",
            "thu ngân sách trên địa bàn năm 2023",
        )
    ),
    f"?q={quote('diễn tập khu vực phòng thủ')}&place={quote('Bắc Giang')}&document=bac-giang-2023-nhiem-vu",
    "?doc=bac-giang-2023-chi-tieu",
    "?doc=quyet-dinh-909&picture=1",
    "?q=bao+hiem&doc=bac-giang-2023-chi-tieu&at=0-200",
    "chi-tieu?vb=bac-giang-2023-chi-tieu",
    "kho-van-ban?vb=bac-giang-2023-chi-tieu",
    "kho-van-ban?vb=thap-muoi-2023-quyet-dinh",
)


@dataclass
class Tab:
    """A browser profile of its own, and everything that the server has sent to it."""

    page: Page
    home: str
    frames: list[bytes] = field(default_factory=list)

    def open(self, where: str) -> None:
        go(self.page, self.home, where)

    def was_sent(self, text: str) -> bool:
        return any(text.encode() in frame for frame in self.frames)

    def keep(self, data: str | bytes) -> None:
        self.frames.append(data.encode() if isinstance(data, str) else data)

    def sign_in(self, email: str, where: str = "") -> None:
        self.open(where)
        self.page.locator(".st-key-sign_in button").click()
        self.page.get_by_role("button", name=email, exact=True).click()
        self.page.wait_for_url(f"{self.home}**")
        settle(self.page)


@pytest.fixture(scope="module")
def real(real_store: RealStore, tmp_path_factory: pytest.TempPathFactory) -> RealStore:
    """The digests, and a decision of a group's that replaces one of them."""
    more = tmp_path_factory.mktemp("more") / "quyet-dinh-909.docx"
    more.write_bytes(replacing())
    return own_copy(real_store, tmp_path_factory.mktemp("access"), more)


@pytest.fixture(scope="module")
def home(browser: Browser, real: RealStore) -> Iterator[str]:
    users = [
        User(sub=email, claims={"email": email, "name": email, "email_verified": not email.startswith("gia")})
        for email in PEOPLE
    ]
    port, folder = free_port(), real.store.parent
    (folder / "settings.toml").write_text(ACCESS, encoding="utf-8")
    with run_server_in_thread(user_claims=users) as provider:
        secrets = SECRETS.format(port=port, provider=provider.server_port)
        (folder / "secrets.toml").write_text(secrets, encoding="utf-8")
        options = ["--secrets.files", str(folder / "secrets.toml")]
        with page_over(real, browser, ["--settings", str(folder / "settings.toml")], options, port):
            yield f"http://localhost:{port}/"


@contextmanager
def opened(browser: Browser, home: str) -> Iterator[Tab]:
    context = browser.new_context(viewport={"width": 1280, "height": 900}, locale="vi-VN")
    tab = Tab(context.new_page(), home)
    tab.page.on("websocket", lambda socket: socket.on("framereceived", tab.keep))
    yield tab
    context.close()


@pytest.fixture
def tab(browser: Browser, home: str) -> Iterator[Tab]:
    with opened(browser, home) as tab:
        yield tab


def test_who_has_not_signed_in_is_asked_to_and_sees_nothing_else(tab: Tab) -> None:
    for where in ("", "?q=bao+hiem", "?doc=thap-muoi-2023-quyet-dinh", *(place.slug for place in places())):
        tab.open(where)
        assert strings.SIGN_IN_FIRST in tab.page.locator(".vb-notice").inner_text()
        assert tab.page.locator("input").count() == 0
    assert not tab.was_sent(OPEN)
    assert serious(tab.page) == []
    tab.page.set_viewport_size(PHONE)
    assert widest(tab.page) <= PHONE["width"]


@pytest.mark.parametrize("email", ["khach@noi-khac.vn", "gia@so.vn"])
def test_who_is_on_no_list_or_not_verified_is_signed_in_and_let_nowhere(tab: Tab, email: str) -> None:
    tab.sign_in(email)
    for place in places():
        tab.open(place.slug)
        assert strings.NOT_ALLOWED in tab.page.locator(".vb-notice").inner_text()
    assert not tab.was_sent(OPEN)


def test_nothing_of_a_groups_documents_is_ever_sent_to_another(tab: Tab, real: RealStore) -> None:
    page, count = tab.page, len(list(real.docs.iterdir())) - GROUPS
    tab.sign_in("dan@so.vn")
    expect(page.locator(".vb-library h2")).to_have_text(strings.LIBRARY.format(documents=count))
    for where in WHERES:
        tab.open(where)
    assert [one for one in LIMITED if one not in TYPED and tab.was_sent(one)] == []
    tab.frames.clear()
    for where in ("", "?q=chi+tieu+bhyt", "?q=ai+ky+quyet+dinh+452", "chi-tieu", "kho-van-ban"):
        tab.open(where)
        assert tab.was_sent(OPEN)
    expect(page.locator(".vb-shelf tbody tr")).to_have_count(count)
    assert library.ENDINGS["replaces"] not in page.locator(".vb-shelf").inner_text()
    for where, label in (("?q=chi+tieu+bhyt", strings.FILTER_NAMES["place"]), ("kho-van-ban", library.YEARS)):
        tab.open(where)
        page.get_by_role("button", name=strings.FILTERS).click()
        page.get_by_label(label, exact=True).click()
        assert page.get_by_role("option").count()
    assert [one for one in LIMITED if tab.was_sent(one)] == []


def test_a_member_finds_the_groups_documents_and_is_told_what_they_replace(tab: Tab, real: RealStore) -> None:
    count = len(list(real.docs.iterdir()))
    tab.sign_in("an@so.vn")
    expect(tab.page.locator(".vb-library h2")).to_have_text(strings.LIBRARY.format(documents=count))
    tab.open(WHERES[0])
    expect(tab.page.locator(".vb-figure").first).to_have_text("trên 99,2%")
    tab.open(f"?q={quote('ai ký quyết định 452/QĐ-UBND')}")
    expect(tab.page.locator(".vb-ended").first).to_contain_text("909/QĐ-UBND")


@pytest.mark.parametrize(
    ("email", "hidden", "keeps"),
    [("an@so.vn", (), False), ("binh@so.vn", ("review",), True), ("dan@so.vn", ("review",), False)],
)
def test_pages_and_what_can_be_done_there_follow_the_roles(
    tab: Tab, email: str, hidden: tuple[str, ...], keeps: bool
) -> None:
    tab.sign_in(email)
    allowed = [place for place in places() if place.needs not in hidden]
    assert tab.page.locator(".vb-pages a").all_inner_texts() == [place.title for place in allowed]
    for place in places():
        tab.open(place.slug)
        refused = tab.page.locator(".vb-notice", has_text=strings.NOT_ALLOWED)
        expect(refused).to_have_count(0 if place in allowed else 1)
    tab.open("kho-van-ban")
    expect(tab.page.locator(".st-key-kho_upload")).to_have_count(int(keeps))
    tab.open("kho-van-ban?vb=thap-muoi-2023-quyet-dinh")
    expect(tab.page.get_by_role("button", name=library.REMOVE)).to_have_count(int(keeps))
    tab.page.locator(".st-key-account button").first.click()
    expect(tab.page.locator("[data-testid=stPopoverBody]")).to_contain_text(email)


def test_a_link_leads_where_it_should_after_signing_in_and_signing_out_forgets(tab: Tab) -> None:
    page = tab.page
    tab.sign_in("dan@so.vn", "?q=chi+tieu+bhyt")
    page.wait_for_url("**q=chi+tieu+bhyt")
    settle(page)
    expect(page.locator(".vb-card").first).to_be_visible()
    tab.open("")
    expect(page.locator(".vb-recent a")).to_have_text(["chi tieu bhyt"])
    page.locator(".st-key-account button").first.click()
    page.locator(".st-key-sign_out button").click()
    page.wait_for_url("**/end_session**")  # the provider is told too
    page.goto(tab.home)
    page.locator(".vb-signin").wait_for()
    settle(page)
    assert page.evaluate("Object.keys(localStorage).filter(key => key.startsWith('vb-recent')).length") == 0


def test_rights_that_are_taken_away_hold_from_the_next_step_on(tab: Tab, real: RealStore) -> None:
    settings = real.store.parent / "settings.toml"
    tab.sign_in("dan@so.vn")
    expect(tab.page.locator(".vb-lead")).to_be_visible()
    try:
        settings.write_text(ACCESS.replace("*@so.vn", "an@so.vn"), encoding="utf-8")
        tab.open("?q=chi+tieu+bhyt")
        expect(tab.page.locator(".vb-notice h2")).to_have_text(strings.NOT_ALLOWED)
    finally:
        settings.write_text(ACCESS, encoding="utf-8")


def test_what_a_keeper_brings_and_removes_is_in_the_log_by_name(tab: Tab, real: RealStore) -> None:
    page = tab.page
    tab.sign_in("binh@so.vn")
    tab.open("kho-van-ban")
    page.locator(".st-key-kho_upload summary").click()
    page.locator(".st-key-kho_upload input[type=file]").set_input_files(
        given("Gò Mẫu.docx", plan("Gò Mẫu", "57%"))
    )
    page.get_by_role("button", name=library.SEND).click()
    expect(page.locator(".vb-results a", has_text="Gò Mẫu")).to_be_visible(timeout=_LONG)
    expect(page.locator(".vb-working")).to_have_count(0, timeout=_LONG)
    tab.open("kho-van-ban?vb=go-mau")
    page.get_by_role("button", name=library.REMOVE).click()
    page.get_by_role("button", name=library.REMOVE_YES).click()
    expect(page.get_by_text(library.NO_DOCUMENT)).to_be_visible(timeout=_LONG)
    tab.open("kho-van-ban")
    expect(page.locator(".vb-working")).to_have_count(0, timeout=_LONG)
    run = [sys.executable, "-m", "ui.audit", *real.arguments]
    told = subprocess.run(run, cwd=ROOT, check=True, capture_output=True, text=True).stdout
    lines = [line.split("\t")[1:4] for line in told.splitlines()]  # the latest first
    assert lines == [["binh@so.vn", done, "go-mau"] for done in ("remove", "upload")]
    assert [one for one in LIMITED if tab.was_sent(one)] == []  # a keeper outside the group is as any other
