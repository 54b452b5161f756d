"""The page: ``streamlit run app.py [-- --store DIR] [--settings FILE]``."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from starlette.middleware import Middleware
from streamlit.starlette import App

from settings import DEFAULT_FILE, load_settings
from ui.shell import Shell


def main(arguments: list[str]) -> None:
    """Draw the page over the store that the arguments or the settings name."""
    from ui.page import render  # only where a page is drawn are there the caches that it brings

    parser = argparse.ArgumentParser(prog="streamlit run app.py --", allow_abbrev=False)
    parser.add_argument("--store", type=Path, help="folder with documents and index")
    parser.add_argument("--settings", type=Path, default=DEFAULT_FILE, help="settings file")
    given, _ = parser.parse_known_args(arguments)
    render(lambda: load_settings(given.settings, given.store))


if __name__ == "__main__":  # each time that a page is drawn
    main(sys.argv[1:])
else:  # once, where Streamlit looks for how the pages are to be served
    server = App(__file__, middleware=[Middleware(Shell)])
