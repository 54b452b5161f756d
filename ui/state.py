"""What the address of the page says: the question, the filters, the document that is open.

The address is the only state: it can be sent to a colleague, bookmarked, or stepped back from, and
opens the same thing. Offsets in it are offsets of ``Document.text``.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from index.types import FILTER_KEYS, MODES, Filters, Mode

LONGEST_QUESTION = 500  # characters; nobody asks more, and the address must stay short
MOST_KEPT = 40
_AT = re.compile(r"(\d{1,9})-(\d{1,9})")


@dataclass(frozen=True, slots=True)
class View:
    """One state of the page.

    Attributes:
        q: the question as typed, NFC, outer space stripped; empty on the first page.
        chosen: filters as sorted pairs of key and values (hashable; see :attr:`filters`).
        mode: how passages are ranked.
        exact: whether the question is searched as typed, nothing restored or spelled out.
        scores: whether the ranking scores are shown.
        kept: words of the question that are searched as typed, as a reader chose one by one.
        valid: whether documents that others have ended are left out.
        doc: id of the open document, empty where none is.
        at: span of ``Document.text`` to show, ``None`` for its beginning.
        picture: whether the page of the original file is shown as a picture.
    """

    q: str = ""
    chosen: tuple[tuple[str, tuple[str, ...]], ...] = ()
    mode: Mode = "hybrid"
    exact: bool = False
    scores: bool = False
    doc: str = ""
    at: tuple[int, int] | None = None
    kept: tuple[str, ...] = ()
    valid: bool = False
    picture: bool = False

    @property
    def filters(self) -> Filters:
        """The chosen filters as the index takes them."""
        return dict(self.chosen)

    def opened(self, document: str, start: int, end: int) -> View:
        """The same question with ``document`` open at ``[start, end)``."""
        return replace(self, doc=document, at=(start, end), picture=False)

    def results(self) -> View:
        """The same question with no document open."""
        return replace(self, doc="", at=None, picture=False)

    def unfiltered(self) -> View:
        """The same question over all documents."""
        return replace(self, chosen=(), valid=False)

    def asking(self, question: str) -> View:
        """Another question under the same filters, read as meant."""
        return replace(self.results(), q=clean_question(question), exact=False, kept=())


def read_view(params: Mapping[str, list[str]]) -> View:
    """The view an address asks for; whatever it says wrongly counts as not said.

    Args:
        params: each query parameter with all its values.
    """
    mode = first(params, "mode")
    return View(
        q=clean_question(first(params, "q")),
        chosen=as_chosen({key: params.get(key, []) for key in FILTER_KEYS}),
        mode=next((known for known in MODES if known == mode), "hybrid"),
        exact=first(params, "exact") == "1",
        scores=first(params, "scores") == "1",
        doc=first(params, "doc"),
        at=_span(first(params, "at")),
        kept=as_kept(params.get("keep", [])),
        valid=first(params, "valid") == "1",
        picture=first(params, "picture") == "1",
    )


def write_view(view: View) -> dict[str, list[str]]:
    """Query parameters that :func:`read_view` turns back into ``view``; defaults are left out."""
    params: dict[str, list[str]] = {"q": [view.q]} if view.q else {}
    params.update({key: list(values) for key, values in view.chosen})
    if view.mode != "hybrid":
        params["mode"] = [view.mode]
    if view.exact:
        params["exact"] = ["1"]
    if view.kept:
        params["keep"] = list(view.kept)
    if view.valid:
        params["valid"] = ["1"]
    if view.scores:
        params["scores"] = ["1"]
    if view.doc:
        params["doc"] = [view.doc]
    if view.doc and view.at is not None:
        params["at"] = [f"{view.at[0]}-{view.at[1]}"]
    if view.picture:
        params["picture"] = ["1"]
    return params


def address(view: View) -> str:
    """A relative link to ``view`` (``./?q=…``) that holds on every page, percent-encoded."""
    return "./?" + urlencode(write_view(view), doseq=True)


def clean_question(text: str) -> str:
    """NFC, one line, single spaces, at most :data:`LONGEST_QUESTION` characters."""
    return " ".join(unicodedata.normalize("NFC", text).split())[:LONGEST_QUESTION].rstrip()


def as_chosen(filters: Mapping[str, Iterable[str]]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Filters in the one order in which they are written: keys as declared, values sorted, none empty."""
    pairs = ((key, tuple(sorted({v for v in filters.get(key, ()) if v}))) for key in FILTER_KEYS)
    return tuple((key, values) for key, values in pairs if values)


def as_kept(words: Iterable[str]) -> tuple[str, ...]:
    """Words to keep as typed, in one order, each once."""
    return tuple(sorted({clean_question(word) for word in words} - {""}))[:MOST_KEPT]


def first(params: Mapping[str, list[str]], key: str) -> str:
    """The first value that an address gives ``key``; empty where it gives none."""
    return next(iter(params.get(key, [])), "")


def _span(text: str) -> tuple[int, int] | None:
    found = _AT.fullmatch(text)
    if not found:
        return None
    start, end = int(found[1]), int(found[2])
    return (start, end) if start < end else None
