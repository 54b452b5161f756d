"""Web pages: main text with its blocks, each on a line of its own; broken markup is tolerated."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bs4 import BeautifulSoup
from bs4.dammit import EncodingDetector
from bs4.element import Comment, NavigableString, PageElement, PreformattedString, Tag

from ingest.canonical import canonical, one_line, tidy_lines
from ingest.readers.base import RawText, Rejected
from ingest.readers.plain import decode
from ingest.readers.raised import raised
from ingest.readers.tables import row_lines

_DROPPED = [
    "head",
    "script",
    "style",
    "noscript",
    "template",
    "iframe",
    "object",
    "svg",
    "math",
    "nav",
    "aside",
]
_DROPPED += ["button", "select", "input", "textarea"]
_BLOCKS = frozenset(
    {"address", "article", "blockquote", "body", "caption", "center", "dd", "details", "div", "dl", "dt"}
    | {
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
    }
    | {
        "html",
        "legend",
        "li",
        "main",
        "ol",
        "p",
        "pre",
        "section",
        "summary",
        "table",
        "tbody",
        "td",
        "tfoot",
    }
    | {"th", "thead", "tr", "ul"}
)
_MARKED = re.compile(r"\s*(?:\(?\d{1,3}[.)]|\(?[a-zđ]\)|[IVXLC]+[.-]|[-–+•])\s")  # the drafter typed a marker
_BROKEN = "trang có {} ký tự hỏng bảng mã: đối chiếu với bản gốc"
_MAX_DEPTH = 150  # the walk is recursive; deeper pages are machine-made and flattened below this


def read_html(data: bytes) -> RawText:
    """The page's own text: paragraphs, headings, list items and table rows, a line each.

    Raises:
        Rejected: an unknown encoding.
    """
    markup, warnings = _decode(data)
    # lxml's HTML parser loads no DTD and resolves no entity but HTML's own.
    soup = BeautifulSoup(markup, "lxml")
    title = one_line(soup.title.get_text()) if soup.title else ""
    for tag in soup.find_all(_DROPPED):
        tag.decompose()
    for tag in soup.find_all(_hidden):
        tag.decompose()
    text = tidy_lines("".join(_pieces(_main(soup), 0)))
    return RawText(text, (), None, "html", title or None, warnings)


def _decode(data: bytes) -> tuple[str, tuple[str, ...]]:
    declared = EncodingDetector.find_declared_encoding(data, is_html=True)
    try:
        return decode(data, declared)
    except Rejected:
        # A page cut in the middle of a letter, or pasted from two encodings, is still worth reading.
        text = data.decode("utf-8", errors="replace")
        broken = text.count("\ufffd")
        if broken > 1 + len(text) // 1000:
            raise
        return text, (_BROKEN.format(broken),)


def _hidden(tag: Tag) -> bool:
    if tag.attrs is None:  # lies in a tag already dropped
        return False
    style = str(tag.get("style") or "").replace(" ", "").lower()
    return tag.has_attr("hidden") or tag.get("role") == "navigation" or "display:none" in style


def _main(soup: BeautifulSoup) -> Tag:
    """``main`` or ``article`` where one holds most of the page's text, else the whole page."""
    whole = len(soup.get_text())
    parts = soup.find_all(["main", "article"])
    best = max(parts, key=lambda tag: len(tag.get_text()), default=None)
    return best if best is not None and len(best.get_text()) >= 0.5 * whole else soup


def _pieces(node: Tag, depth: int) -> Iterator[str]:
    for child in node.children:
        if isinstance(child, Tag):
            yield from _tag(child, depth + 1)
        else:
            yield _string(child)


def _string(node: PageElement) -> str:
    if not isinstance(node, NavigableString) or isinstance(node, (Comment, PreformattedString)):
        return ""
    text = canonical(str(node))
    in_pre = node.find_parent("pre") is not None
    return text if in_pre else _collapsed(text)


def _collapsed(text: str) -> str:
    flat = " ".join(text.split())
    return f"{' ' if text[:1].isspace() else ''}{flat}{' ' if flat and text[-1:].isspace() else ''}"


def _tag(tag: Tag, depth: int) -> Iterator[str]:
    if depth > _MAX_DEPTH:
        yield f"\n{one_line(tag.get_text(' '))}\n"
    elif tag.name == "br":
        yield "\n"
    elif tag.name == "sup":
        yield raised("".join(_pieces(tag, depth)))
    elif tag.name == "table":
        yield "\n" + "\n".join(filter(None, _rows(tag, depth))) + "\n"
    elif tag.name in _BLOCKS:
        yield "\n"
        yield _marker(tag)
        yield from _pieces(tag, depth)
        yield "\n"
    else:
        yield from _pieces(tag, depth)


def _marker(tag: Tag) -> str:
    """The marker that a browser would show before a list item."""
    parent = tag.parent
    if tag.name != "li" or parent is None or parent.name not in ("ol", "ul") or _MARKED.match(tag.get_text()):
        return ""
    if parent.name == "ul":
        return "- "
    place = 1 + sum(1 for other in tag.previous_siblings if isinstance(other, Tag) and other.name == "li")
    start = str(parent.get("start") or "1")
    number = place - 1 + (int(start) if start.isdecimal() else 1)
    letter = str(parent.get("type") or "1")
    if letter in ("a", "A") and number <= 26:
        return f"{chr(ord(letter) + number - 1)}) "
    return f"{number}. "


def _rows(table: Tag, depth: int) -> Iterator[str]:
    """Each row of the table, and of no table inside it; a cell over several rows counts in its first."""
    spans: dict[int, int] = {}  # column -> rows still covered by a cell above
    for caption in table.find_all("caption", recursive=False):
        yield one_line(caption.get_text(" "))
    for row in table.find_all("tr"):
        if row.find_parent("table") is not table:
            continue
        cells: list[str] = []
        for cell in row.find_all(["td", "th"], recursive=False):
            _fill(cells, spans)
            rows, columns = _span(cell, "rowspan"), _span(cell, "colspan")
            for column in range(len(cells), len(cells) + columns):
                spans[column] = rows - 1
            cells.append(tidy_lines("".join(_pieces(cell, depth + 1))))
            cells.extend([""] * (columns - 1))
        _fill(cells, spans)
        yield row_lines(cells)


def _fill(cells: list[str], spans: dict[int, int]) -> None:
    while spans.get(len(cells), 0) > 0:
        spans[len(cells)] -= 1
        cells.append("")


def _span(cell: Tag, name: str) -> int:
    value = str(cell.get(name) or "1")
    return min(max(int(value), 1), 200) if value.isdecimal() else 1
