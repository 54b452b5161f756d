"""The page as it leaves the server: in our language and style, and none for unknown addresses."""

from __future__ import annotations

import asyncio
import gzip
import re
from dataclasses import dataclass, field
from urllib.parse import urljoin

import pytest
from starlette.responses import HTMLResponse, PlainTextResponse, RedirectResponse
from starlette.types import ASGIApp, Message

from ui import strings
from ui.places import places
from ui.shell import Shell, dressed, lost_html
from ui.theme import style_sheet

PAGE = """<!DOCTYPE html>
<html lang="en"><head><title>Streamlit</title><style>.late{}</style></head>
<body><noscript><p>You need to enable JavaScript to run this app.</p></noscript>
<div id="root"></div></body></html>"""
READER = {"accept": "text/html,application/xhtml+xml"}


@dataclass
class Told:
    """What a server answered."""

    status: int = 0
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes = b""


def asked(inner: ASGIApp, path: str, headers: dict[str, str]) -> Told:
    """What ``inner`` in its shell answers to a GET of ``path``."""
    told = Told()

    async def send(message: Message) -> None:
        if message["type"] == "http.response.start":
            told.status = message["status"]
            told.headers = {name.decode(): value.decode() for name, value in message["headers"]}
        told.body += message.get("body", b"")

    async def receive() -> Message:
        return {"type": "http.request", "body": b"", "more_body": False}

    raw = [(name.encode(), value.encode()) for name, value in headers.items()]
    scope = {"type": "http", "method": "GET", "path": path, "headers": raw, "query_string": b""}
    asyncio.run(Shell(inner)(scope, receive, send))
    return told


def streamlit(headers: dict[str, str] | None = None) -> ASGIApp:
    return HTMLResponse(PAGE, headers=headers)


@pytest.mark.parametrize("slug", [place.slug for place in places()])
def test_each_page_comes_in_our_language_with_the_style_sheet_behind_those_of_the_head(slug: str) -> None:
    told = asked(streamlit(), f"/{slug}", READER)
    page = told.body.decode()
    assert told.status == 200
    assert '<html lang="vi">' in page
    assert f"<title>{strings.PRODUCT}</title>" in page
    assert page.index("</head>") < page.index(style_sheet()) < page.index('id="root"')
    assert "JavaScript to run" not in page
    assert int(told.headers["content-length"]) == len(told.body)


@pytest.mark.parametrize("path", ["/khong-co", "/index.html", "/a/b", "/chi-tieu/x"])
def test_an_unknown_address_is_not_found_and_leads_home(path: str) -> None:
    told = asked(streamlit(), path, READER)
    page = told.body.decode()
    assert told.status == 404
    assert strings.LOST in page
    assert 'id="root"' not in page  # nothing for Streamlit's script to draw into
    base = re.findall(r'<base href="([^"]+)"', page)
    links = re.findall(r' href="(\./[^"]*)"', page)
    assert links
    for outside in ("http://office", "http://office/behind/a/proxy"):
        there = urljoin(outside + path, *base)
        assert {urljoin(there, link).rstrip("?") for link in links} == {outside + "/"}


def test_an_address_is_never_markup() -> None:
    assert "<script" not in lost_html("/<script>alert(1)</script>")


def test_the_page_is_asked_for_anew_and_told_of_as_what_it_became() -> None:
    seen: dict[str, str] = {}

    async def inner(scope: object, receive: object, send: object) -> None:
        seen.update({name.decode(): value.decode() for name, value in scope["headers"]})  # type: ignore[index]
        kept = {"etag": '"of-the-file"', "set-cookie": "session=1", "cache-control": "no-cache"}
        await streamlit(kept)(scope, receive, send)  # type: ignore[arg-type]

    old = {"if-none-match": '"of-the-file"', "accept-encoding": "gzip", "cookie": "session=1"}
    told = asked(inner, "/", READER | old)
    assert set(seen) == {"accept", "cookie"}
    assert "etag" not in told.headers
    assert told.headers["set-cookie"] == "session=1"
    assert told.headers["cache-control"] == "no-cache"
    assert gzip.decompress(told.body).decode() == dressed(PAGE)


def test_what_is_no_page_for_a_reader_passes_untouched() -> None:
    script = {"accept": "*/*", "if-none-match": '"1"'}
    assert asked(streamlit({"etag": '"1"'}), "/khong-co", script).body.decode() == PAGE
    assert asked(PlainTextResponse("ok"), "/_stcore/health", READER).body == b"ok"
    moved = asked(RedirectResponse("https://login.office/"), "/auth/login", READER)
    assert moved.status == 307
    assert moved.headers["location"] == "https://login.office/"
    assert asked(HTMLResponse("no", 403), "/khong-co", READER).status == 403


def test_streamlit_still_has_what_is_replaced() -> None:
    from importlib.util import find_spec
    from pathlib import Path

    found = find_spec("streamlit")
    assert found
    assert found.origin
    page = (Path(found.origin).parent / "static" / "index.html").read_text(encoding="utf-8")
    ours = dressed(page)
    assert 'lang="en"' not in ours
    assert "<title>Streamlit" not in ours
    assert "enable JavaScript to run" not in ours
    assert ours.count("<style>") == 1
