"""How a reader cites a part ("điểm a khoản 2 Điều 5", "mục I.2 (9)"), and its piece of an id ("d5.k2.a")."""

from __future__ import annotations

from typing import Protocol

from ingest.markers import ordinal, token

BLOCK_LABELS = {
    "letterhead": "Phần đầu văn bản",
    "title": "Tên văn bản",
    "basis": "Căn cứ ban hành",
    "recipients": "Nơi nhận",
    "signature": "Chữ ký",
    "body": "Phần lời văn",
}


class Cited(Protocol):
    """What a label needs to know of the sections around it."""

    style: str
    number: str
    heading: str
    label: str

    @property
    def parent(self) -> Cited | None: ...


_PIECES = {
    "phần": "p",
    "chương": "c",
    "mục": "m",
    "tiểu mục": "tm",
    "điều": "d",
    "khoản": "k",
    "phụ lục": "pl",
    "row": "r",
}


def piece_of(style: str, number: str, parent_number: str, order: int) -> str:
    """One piece of an id, ASCII, from the marker: "ii", "k2", "a", "pl1", "g3" (third bullet)."""
    if style in BLOCK_LABELS:
        return style
    if style == "attached":
        return "kem-theo"
    if style in ("topic", "lead"):
        return f"h{order or 1}"
    if style in ("dash", "plus", "star"):
        return f"g{order or 1}"
    if style.startswith("dec") and number.startswith(f"{parent_number}."):
        number = number[len(parent_number) + 1 :]
    return _PIECES.get(style, "") + (token(ordinal(number)) or str(order or 1))


def label_of(style: str, number: str, heading: str, parent: Cited | None, order: int) -> str:
    """The label of a part below ``parent``; ``order`` counts the parts of the same parent from 1."""
    if style in BLOCK_LABELS and parent is None:
        return BLOCK_LABELS[style]
    above = _numbered(parent)
    if style == "điều":
        scope = _scope(parent)
        return f"Điều {number}" + (f" {scope}" if scope else "")
    if style in ("phần", "chương", "mục", "tiểu mục", "phụ lục"):
        own = f"{style.capitalize()} {number}".strip()
        return own if above is None or style in ("phần", "phụ lục") else f"{own}, {above.label}"
    if style == "attached":
        return f"{number or 'Văn bản'} kèm theo"
    if style in ("topic", "lead"):
        return _joined(above, f"“{_short(heading)}”")
    if style == "row":
        return _joined(above, f"dòng {order} của bảng")
    if style in ("dash", "plus", "star"):
        return _joined(parent, f"gạch đầu dòng {order}")
    return _cited(style, number, above)


def _cited(style: str, number: str, above: Cited | None) -> str:
    article = _article(above)
    if article is not None and above is not None:
        word = "khoản" if style in ("num", "dec2", "dec3", "dec4") else "điểm"
        return (
            f"{word} {number} {above.label}"
            if above.label.startswith(("khoản", "Điều", "điểm"))
            else f"{word} {number}, {above.label}"
        )
    if style in ("paren", "parenpoint"):
        return f"{above.label} ({number})" if above else f"mục ({number})"
    if style in ("point", "numparen"):
        return f"{above.label}.{number})" if above else f"mục {number})"
    if above is None:
        return f"mục {number}"
    if above.style in ("roman", "alpha", "num", "dec2", "dec3"):
        tail = number if not number.startswith(f"{above.number}.") else number[len(above.number) + 1 :]
        return f"{above.label}.{tail}"
    return f"{above.label}, mục {number}"


def _numbered(node: Cited | None) -> Cited | None:
    """The nearest part around that a reader can cite by number."""
    while node is not None and (
        node.style in ("topic", "lead", "dash", "plus", "star", "row") or node.style in BLOCK_LABELS
    ):
        node = node.parent
    return node


def _article(node: Cited | None) -> Cited | None:
    while node is not None and node.style != "điều":
        node = node.parent
    return node


def _scope(node: Cited | None) -> str:
    """The attachment that an article stands in ("Quy chế kèm theo", "Phụ lục I"), empty in the main text."""
    while node is not None and node.style not in ("attached", "phụ lục"):
        node = node.parent
    return node.label if node is not None else ""


def _joined(node: Cited | None, own: str) -> str:
    return f"{node.label}, {own}" if node is not None and node.label else own


def _short(heading: str) -> str:
    words = heading.split()
    return " ".join(words[:12]) + ("…" if len(words) > 12 else "")
