"""What is chosen on a page, each with the way to take it off again; and numbers as Vietnamese writes them."""

from __future__ import annotations

from ui import strings
from ui.marks import escape


def chip(name: str, without: str) -> str:
    """A chosen filter as a link to ``without``, the address that lacks it."""
    heard = escape(strings.TAKE_OFF.format(name))
    return f'<a class="vb-open" href="{escape(without)}" aria-label="{heard}">{escape(name)}</a>'


def thousands(count: int) -> str:
    """``12.345``."""
    return f"{count:,}".replace(",", ".")
