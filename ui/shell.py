"""The page's HTML as it leaves the server, before anything is drawn into it.

Our language, name and style sheet are there from the first moment, so that nothing moves when they arrive;
unknown addresses get a page of ours.
"""

from __future__ import annotations

import re
from collections.abc import Container
from functools import cache
from typing import TYPE_CHECKING

import streamlit as st
from starlette.datastructures import Headers
from starlette.middleware.gzip import GZipMiddleware
from starlette.responses import HTMLResponse

from ui import strings
from ui.marks import escape
from ui.notices import brand_html, notice_html
from ui.places import HOME, places
from ui.state import View
from ui.theme import style_sheet

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

    RawHeaders = list[tuple[bytes, bytes]]

# Streamlit's page is asked for whole and as it is; what is told of it is not true of what we make of it.
_ASKED_OF_THE_FILE = ("accept-encoding", "if-none-match", "if-modified-since", "range")
_TOLD_OF_THE_FILE = ("content-length", "content-type", "etag", "last-modified", "accept-ranges")
_NO_SCRIPT = re.compile(r"<noscript>.*?</noscript>", re.DOTALL)


class Shell:
    """ASGI middleware around Streamlit that dresses each page which a browser loads.

    Where Streamlit would send its page for an address that is none of ours, 404 and a way home are sent.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass everything on that is not a page for a reader."""
        if scope["type"] != "http" or "text/html" not in Headers(scope=scope).get("accept", ""):
            await self._app(scope, receive, send)
            return
        page = _Page(send)
        asked = _without(scope["headers"], _ASKED_OF_THE_FILE)
        await self._app({**scope, "headers": asked}, receive, page.take)
        if page.headers is not None:
            await GZipMiddleware(page.response(_below(scope["path"])))(scope, receive, send)


class _Page:
    """Keeps what comes if it is a page, and passes it on if it is anything else, such as a redirection.

    Attributes:
        headers: of the page; ``None`` as long as no page has come.
    """

    def __init__(self, send: Send) -> None:
        self._send = send
        self._parts: list[bytes] = []
        self.headers: RawHeaders | None = None

    async def take(self, message: Message) -> None:
        if message["type"] == "http.response.start" and _is_page(message):
            self.headers = _without(message["headers"], _TOLD_OF_THE_FILE)
        elif self.headers is None:
            await self._send(message)
        else:
            self._parts.append(message.get("body", b""))

    def response(self, path: str) -> HTMLResponse:
        """The page in our dress, or the one that says that ``path`` leads nowhere."""
        if path.strip("/") in {place.slug for place in places()}:
            made = HTMLResponse(dressed(b"".join(self._parts).decode("utf-8")))
        else:
            made = HTMLResponse(lost_html(path), 404)
        made.raw_headers += self.headers or []
        return made


def _is_page(start: Message) -> bool:
    kind = Headers(raw=start["headers"]).get("content-type", "")
    return start["status"] == 200 and kind.startswith("text/html")


def _without(headers: RawHeaders, names: Container[str]) -> RawHeaders:
    return [(name, value) for name, value in headers if name.decode("latin-1").lower() not in names]


def _below(path: str) -> str:
    """The address below the program's own: ``/a/b``."""
    base = st.get_option("server.baseUrlPath").strip("/")
    return path.removeprefix(f"/{base}") if base else path


def dressed(page: str) -> str:
    """Streamlit's page in our language, with our name and style sheet.

    The sheet stands in the body: behind those of Streamlit, whichever its script adds to the head.
    """
    page = page.replace('<html lang="en">', '<html lang="vi">')
    page = page.replace("<title>Streamlit</title>", f"<title>{escape(strings.PRODUCT)}</title>")
    page = _NO_SCRIPT.sub(f"<noscript><p>{escape(strings.NO_SCRIPT)}</p></noscript>", page)
    return page.replace("<body>", f"<body>{_style()}", 1)


def lost_html(path: str) -> str:
    """The page for an address that leads nowhere.

    Args:
        path: the address below the program's own, ``/a/b``; links climb from it, so that they hold behind a
            proxy that hides a part of it too.
    """
    up = "../" * (path.count("/") - 1) or "./"
    head = brand_html((), HOME, "")
    notice = notice_html(strings.LOST, strings.LOST_HELP, links=[(strings.BACK_HOME, View())])
    return (
        f'<!DOCTYPE html><html lang="vi"><head><meta charset="utf-8"><base href="{up}">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{escape(strings.titled(strings.LOST))}</title>{_style()}</head>"
        f'<body class="stApp vb-lost">{head}<main>{notice}</main></body></html>'
    )


@cache
def _style() -> str:
    return f"<style>{style_sheet()}</style>"
