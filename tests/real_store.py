"""The bundled digests, in the formats they ship in, read and indexed with the shipped encoder, for tests that
drive the pages as an office would: nothing of it is invented, and nothing of the engine is replaced.

``conftest.py`` gives the store once a session as ``real_store`` and a page over it as ``real_home``, both
only to be read. A test that changes anything takes ``own_copy`` of it and serves that with ``page_over``.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from settings import ROOT
from ui.screenshots import served, settle

if TYPE_CHECKING:
    from playwright.sync_api import Browser

_CACHE = "cache.sqlite"  # vectors by text: what was encoded once is not encoded again
_PATIENCE = 600  # seconds for reading and encoding; making the model on first use takes most of it


@dataclass(frozen=True)
class RealStore:
    """Where the documents lie and where what was made of them.

    Attributes:
        docs: folder of the files as they were given.
        store: folder of documents and index.
    """

    docs: Path
    store: Path

    @property
    def arguments(self) -> list[str]:
        """What ``app.py`` wants to be started with."""
        return ["--store", str(self.store)]


def bundled(folder: Path) -> RealStore:
    """The digests of ``corpus/``, copied into ``folder``, read and indexed by the program's own commands."""
    (folder / "docs").mkdir(parents=True)
    for path in digests():
        shutil.copy2(path, folder / "docs")
    return made(folder)


def digests() -> list[Path]:
    """The nine files of the bundled corpus."""
    return sorted(path for path in (ROOT / "corpus").iterdir() if path.is_file() and path.name != "README.md")


def own_copy(of: RealStore, folder: Path, *more: Path) -> RealStore:
    """The same documents, and ``more`` files beside them, in a store that a test may change."""
    shutil.copytree(of.docs, folder / "docs")
    for path in more:
        shutil.copy2(path, folder / "docs")
    (folder / "store" / "index").mkdir(parents=True)
    shutil.copy2(of.store / "index" / _CACHE, folder / "store" / "index")
    return made(folder)


def made(folder: Path) -> RealStore:
    """The store over ``folder/docs``, with its index."""
    real = RealStore(folder / "docs", folder / "store")
    for command in (("ingest", str(real.docs)), ("index", "build")):
        run = [sys.executable, "-m", *command, *real.arguments]
        subprocess.run(run, cwd=ROOT, check=True, capture_output=True, timeout=_PATIENCE)
    return real


@contextmanager
def page_over(
    real: RealStore,
    browser: Browser,
    arguments: Sequence[str] = (),
    options: Sequence[str] = (),
    port: int | None = None,
) -> Iterator[str]:
    """Address of a page over the store; a question has been asked, so that the models are there.

    Args:
        arguments: more of ``app.py``, such as ``--settings``.
        options: of streamlit.
    """
    with served([*real.arguments, *arguments], options, port) as home:
        page = browser.new_page()
        page.goto(home + "?q=GRDP")
        settle(page)
        page.close()
        yield home
