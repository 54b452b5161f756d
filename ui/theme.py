"""Colours and style of the page, light and dark; ``.streamlit/config.toml`` holds the same base colours."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

_FOLDER = Path(__file__).resolve().parent

# name: (light, dark). Every pair of text and ground in GROUNDS has a contrast of at least 4.5.
PALETTE: dict[str, tuple[str, str]] = {
    "ground": ("#F5F7F9", "#10171D"),
    "surface": ("#FFFFFF", "#18222B"),
    "ink": ("#14212B", "#E6EDF2"),
    "muted": ("#4D5D69", "#A3B4C1"),
    "line": ("#D5DEE5", "#2D3B47"),
    "accent": ("#0A5B7A", "#7CC7E8"),
    "on-accent": ("#FFFFFF", "#0B1A22"),
    "wash": ("#E3EFF5", "#1B3340"),
    "mark": ("#FFE694", "#5C4A12"),
    "mark-ink": ("#14212B", "#FFF4CF"),
    "warn": ("#FFF4DC", "#33290F"),
}
# What tells one line, bar or passage from another, (light, dark), in this order; each stands out from ground
# and surface by at least 3. ``chartCategoricalColors`` of the configuration holds the same for charts.
SERIES: tuple[tuple[str, str], ...] = (
    ("#0B6E99", "#6CC3EA"),
    ("#B3541E", "#F0A168"),
    ("#2F7D4F", "#7FD0A0"),
    ("#8A3B8F", "#DD9BE2"),
    ("#8A6D00", "#E3C55A"),
    ("#B0305C", "#F392B4"),
    ("#4A55B5", "#A9B2F7"),
    ("#4F6B1F", "#B5D37A"),
)
GROUNDS: tuple[tuple[str, str], ...] = (
    ("ink", "ground"),
    ("ink", "surface"),
    ("ink", "warn"),
    ("ink", "wash"),
    ("muted", "ground"),
    ("muted", "surface"),
    ("accent", "ground"),
    ("accent", "surface"),
    ("accent", "wash"),
    ("on-accent", "accent"),
    ("mark-ink", "mark"),
)


def run_script(view: str) -> None:
    """Run the page's script once ``view`` has been drawn.

    Args:
        view: names the view by digits and ASCII letters alone (a checksum), never by foreign text.
    """
    if not (view.isascii() and view.isalnum()):
        raise ValueError("a view is named by ASCII letters and digits")
    script = (_FOLDER / "page.js").read_text(encoding="utf-8")
    st.html(f"<script>/* {view} */\n{script}</script>", unsafe_allow_javascript=True)


def style_sheet() -> str:
    """Colours as variables, then the rules. What Streamlit draws beside the page, such as a popover, goes by
    the system's theme, as the page does in browsers without ``light-dark()``."""
    light, dark = (_variables(which) for which in (0, 1))
    both = "".join(f"--vb-{name}:light-dark({a},{b});" for name, (a, b) in _named().items())
    return (
        f":root{{{light}}}"
        f"@media (prefers-color-scheme:dark){{:root{{{dark}}}}}"
        f"@supports (color:light-dark(red,red)){{.stApp{{{both}}}}}\n"
        + (_FOLDER / "page.css").read_text(encoding="utf-8")
    )


def _variables(which: int) -> str:
    return "".join(f"--vb-{name}:{colours[which]};" for name, colours in _named().items())


def _named() -> dict[str, tuple[str, str]]:
    return PALETTE | {f"series-{number}": colours for number, colours in enumerate(SERIES, 1)}
