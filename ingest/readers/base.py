"""What every reader gives back, and how it says no."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

from ingest.legacy import shown
from settings import PolicyError

ImageKind = Literal["jpg", "png", "tif", "bmp", "gif", "webp"]
Kind = Literal[
    "txt", "md", "html", "docx", "pdf", "doc", "rtf", "xls", "xlsx", "ods", "odt", "pptx", "eml", "msg",
    "zip", ImageKind,
]  # fmt: skip
# Every kind that is read, as the ending that a person knows it by: texts and patterns are made from these.
KINDS: tuple[Kind, ...] = get_args(Kind)
IMAGES: frozenset[Kind] = frozenset(get_args(ImageKind))
IMAGE_ENDINGS = frozenset({*get_args(ImageKind), "jpeg", "tiff"})
ALSO = (
    "docm",
    "xlsm",
    "pptm",
    "dot",
    "htm",
    "mht",
    "markdown",
    "jpeg",
    "tiff",
    "text",
)  # other endings of these

MAX_BYTES = 256 * 2**20  # a bigger file is no policy document; reading it would take the whole PC


class Rejected(PolicyError):
    """A file that cannot be read; the message says in Vietnamese why and what to do next."""


class Closed(Rejected):
    """A file that cannot be opened now (no right to, a disk that is away): what it holds is unknown."""


@dataclass(frozen=True, slots=True)
class RawText:
    """The canonical text of one file.

    Attributes:
        text: canonical (see ``ingest.canonical``); all offsets of the program point into it.
        pages: offset where each page starts; empty where the format has no pages.
        page_count: number of pages, ``None`` where the format has none.
        kind: what the content is, whatever the suffix says.
        title: title among the file's own properties, often careless: a hint, no more.
        warnings: in Vietnamese, what a reader of the text should know.
        capitals: spans that the page shows in capitals though typed small (see ``ingest.legacy.capitals``).
        margins: heads, feet and watermarks, a line each, as shown: no part of the text, kept nowhere, looked
            through for stamps of secrecy alone.
    """

    text: str
    pages: tuple[int, ...]
    page_count: int | None
    kind: Kind
    title: str | None = None
    warnings: tuple[str, ...] = ()
    capitals: tuple[tuple[int, int], ...] = ()
    margins: str = ""

    @property
    def shown(self) -> str:
        """``text`` as the page shows it, every offset the same."""
        return shown(self.text, self.capitals)
