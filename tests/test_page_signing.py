"""Signing in with a real OIDC provider on this machine: who is let in, and that nothing limited is ever sent.

Runs where a chromium is installed; skips, saying so, where there is none.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

import pytest
from oidc_provider_mock import User, run_server_in_thread

from index.build import build_index
from ingest.run import ingest_paths
from ingest.store import Store
from settings import Settings
from tests.test_page_access import CLOSED, OPEN, QUESTIONS, SECRET
from ui import strings
from ui.places import places
from ui.screenshots import free_port, served, settle

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page

driver = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")

ACCESS = """model = "hashing"
query_prompt = ""
passage_prompt = ""

[access]
on = true
readers = ["*@so.vn"]
reviewers = ["an@so.vn"]
keepers = ["binh@so.vn"]

[access.groups.to-chuc]
members = ["an@so.vn"]
documents = ["noi-bo"]
"""
SECRETS = """[auth]
redirect_uri = "http://localhost:{port}/oauth2callback"
cookie_secret = "a long secret that only this test knows 0123456789"
client_id = "page"
client_secret = "page"
server_metadata_url = "http://localhost:{provider}/.well-known/openid-configuration"
"""
PEOPLE = ("an@so.vn", "binh@so.vn", "dan@so.vn", "khach@noi-khac.vn", "gia@so.vn")


@pytest.fixture(scope="module")
def home(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:  # noqa: ARG001
    folder = tmp_path_factory.mktemp("signing")
    arguments = build(folder)
    users = [
        User(sub=email, claims={"email": email, "name": email, "email_verified": not email.startswith("gia")})
        for email in PEOPLE
    ]
    port = free_port()
    with run_server_in_thread(user_claims=users) as provider:
        secrets = SECRETS.format(port=port, provider=provider.server_port)
        (folder / "secrets.toml").write_text(secrets, encoding="utf-8")
        options = ["--secrets.files", str(folder / "secrets.toml")]
        with served(arguments, options, port):
            yield f"http://localhost:{port}/"


def build(folder: Path) -> list[str]:
    """A store with one open document and one in a folder of a group; arguments for ``app.py``."""
    docs, store = folder / "docs", folder / "store"
    (docs / "noi-bo").mkdir(parents=True)
    (docs / "song-mau.txt").write_text(OPEN, encoding="utf-8")
    (docs / "noi-bo" / "doi-kin.txt").write_text(CLOSED, encoding="utf-8")
    ingest_paths([docs], store)
    with Store(store) as source:
        build_index(store, Settings(store=store, model="hashing", query_prompt="", passage_prompt=""), source)
    (folder / "settings.toml").write_text(ACCESS, encoding="utf-8")
    return ["--store", str(store), "--settings", str(folder / "settings.toml")]


def tab(browser: Browser) -> tuple[BrowserContext, Page, list[bytes]]:
    """A fresh browser profile, and everything that the server sends to it."""
    context = browser.new_context(viewport={"width": 1280, "height": 900}, locale="vi-VN")
    page = context.new_page()
    sent: list[bytes] = []
    page.on("websocket", lambda socket: socket.on("framereceived", lambda data: sent.append(as_bytes(data))))
    return context, page, sent


def as_bytes(data: str | bytes) -> bytes:
    return data.encode() if isinstance(data, str) else data


def was_sent(text: str, sent: list[bytes]) -> bool:
    return any(text.encode() in frame for frame in sent)


def sign_in(page: Page, home: str, email: str) -> None:
    page.goto(home)
    settle(page)
    page.locator(".st-key-sign_in button").click()
    page.get_by_role("button", name=email, exact=True).click()
    page.wait_for_url(home)
    settle(page)


def test_who_has_not_signed_in_sees_no_question_box_and_no_document(browser: Browser, home: str) -> None:
    context, page, sent = tab(browser)
    for path in ("", "?q=bao+hiem", "?doc=song-mau", *(place.slug for place in places())):
        page.goto(home + path)
        settle(page)
        assert strings.SIGN_IN_FIRST in page.locator(".vb-notice").inner_text()
        assert page.locator("input").count() == 0
    assert not was_sent("Sông Mẫu", sent)
    context.close()


@pytest.mark.parametrize("email", ["khach@noi-khac.vn", "gia@so.vn"])
def test_who_is_on_no_list_or_not_verified_is_signed_in_and_let_nowhere(
    browser: Browser, home: str, email: str
) -> None:
    context, page, sent = tab(browser)
    sign_in(page, home, email)
    for place in places():
        page.goto(home + place.slug)
        settle(page)
        assert strings.NOT_ALLOWED in page.locator(".vb-notice").inner_text()
    assert not was_sent("Sông Mẫu", sent)
    context.close()


def test_nothing_of_a_groups_document_is_ever_sent_to_another(browser: Browser, home: str) -> None:
    context, page, sent = tab(browser)
    sign_in(page, home, "dan@so.vn")
    asked = [f"?q={quote(question)}" for question in QUESTIONS]
    filtered = "?q=bao+hiem+y+te&place=%C4%90%E1%BB%93i+K%C3%ADn&document=doi-kin"
    beside = "?q=bao+hiem&doc=doi-kin&at=0-20"
    for path in (
        *asked,
        filtered,
        "?doc=doi-kin",
        "?doc=doi-kin&picture=1",
        beside,
        "chi-tieu",
        "kho-van-ban",
    ):
        page.goto(home + path)
        settle(page)
    page.goto(home + "?q=bao+hiem+y+te")
    settle(page)
    page.get_by_role("button", name=strings.FILTERS).click()
    page.get_by_label(strings.FILTER_NAMES["place"], exact=True).click()
    assert "Sông Mẫu" in page.get_by_role("option").first.inner_text()
    typed = ("Đồi Kín", "doi-kin", "99/QĐ-UBND", "Kim Cương")  # what the reader says comes back to them
    assert [one for one in SECRET if one not in typed and was_sent(one, sent)] == []
    sent.clear()
    for path in ("", "?q=chi+tieu", "?doc=song-mau", "chi-tieu", "kho-van-ban"):
        page.goto(home + path)
        settle(page)
    assert was_sent("Sông Mẫu", sent)
    assert [one for one in SECRET if was_sent(one, sent)] == []
    context.close()


def test_a_member_of_the_group_finds_its_document_and_pages_follow_roles(browser: Browser, home: str) -> None:
    context, page, _ = tab(browser)
    sign_in(page, home, "an@so.vn")
    page.goto(home + "?q=" + quote(QUESTIONS[1]))
    settle(page)
    assert "77,7" in page.locator(".vb-card").first.inner_text()
    listed = page.locator(".vb-pages a").all_inner_texts()
    assert listed == [place.title for place in places()]
    context.close()
    context, page, _ = tab(browser)
    sign_in(page, home, "binh@so.vn")
    listed = page.locator(".vb-pages a").all_inner_texts()
    assert listed == [place.title for place in places() if place.needs != "review"]
    context.close()


def test_a_link_leads_where_it_should_after_signing_in_and_signing_out_forgets(
    browser: Browser, home: str
) -> None:
    context, page, _ = tab(browser)
    page.goto(home + "?q=bao+hiem+y+te")
    settle(page)
    page.locator(".st-key-sign_in button").click()
    page.get_by_role("button", name="dan@so.vn").click()
    page.wait_for_url("**q=bao+hiem+y+te")
    settle(page)
    assert page.locator(".vb-card").count()
    page.goto(home)
    settle(page)
    assert page.locator(".vb-recent a").all_inner_texts() == ["bao hiem y te"]
    page.locator(".st-key-account button").first.click()
    page.locator(".st-key-sign_out button").click()
    page.wait_for_url("**/end_session**")  # the provider is told too
    page.goto(home)
    page.locator(".vb-signin").wait_for()
    settle(page)
    assert page.evaluate("Object.keys(localStorage).filter(key => key.startsWith('vb-recent')).length") == 0
    context.close()
