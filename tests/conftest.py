"""What every test may count on: no network, no accelerator, nothing outside this folder."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, settings

from settings import Settings

if TYPE_CHECKING:
    from playwright.sync_api import Browser

    from tests.postgres_servers import Server
    from tests.real_store import RealStore

# A test that would ask a model hub fails at once instead of waiting for an answer.
os.environ.setdefault("HF_HUB_OFFLINE", "1")
os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
os.environ.setdefault("STREAMLIT_BROWSER_GATHER_USAGE_STATS", "false")

# Two busy cores make single examples slow without anything being wrong: no deadline. In CI the
# examples are the same on every run, so that a red run is red again.
calm = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("here", calm)
settings.register_profile("ci", calm, derandomize=True)
settings.load_profile("ci" if os.environ.get("CI") else "here")

ROOT = Path(__file__).resolve().parent.parent
_NUMBERS = count()


@pytest.fixture(autouse=True)
def own_main() -> Iterator[None]:
    """Give the program's own main module back: Streamlit's AppTest puts its script in the place, and a
    process that is spawned later would run it."""
    main = sys.modules["__main__"]
    yield
    sys.modules["__main__"] = main


@pytest.fixture(scope="session")
def root() -> Path:
    """Folder of the project."""
    return ROOT


@pytest.fixture(scope="session")
def shared() -> Path:
    """Material kept beside the project, where there is any; a test that needs it skips without."""
    folder = ROOT.parent / "shared"
    if not (folder / "corpus").is_dir():
        pytest.skip("no ../shared with its corpus beside the project")
    return folder


@pytest.fixture(scope="session")
def real_store(tmp_path_factory: pytest.TempPathFactory) -> RealStore:
    """The bundled digests read and indexed with the shipped encoder; only to be read."""
    from tests.real_store import bundled

    return bundled(tmp_path_factory.mktemp("real"))


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    """A PostgreSQL server; a test that needs it skips where none can be started."""
    from tests.postgres_servers import servers

    with servers(1) as (one,):
        yield one


@pytest.fixture(params=["files", "postgres"])
def either(request: pytest.FixtureRequest, tmp_path: Path) -> Settings:
    """Settings of a new store of each engine."""
    if request.param == "files":
        return Settings(store=tmp_path)
    dsn = request.getfixturevalue("server").dsn
    return Settings(store=tmp_path, engine="postgres", dsn=dsn, schema=f"a{next(_NUMBERS)}")


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """A real browser; a test that needs it skips where there is none."""
    pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    from playwright.sync_api import expect

    from ui.screenshots import NoBrowser, browsing

    expect.set_options(timeout=30_000)  # milliseconds; two busy cores draw a page slowly
    try:
        with browsing() as browser:
            yield browser
    except NoBrowser as error:
        pytest.skip(str(error))


@pytest.fixture(scope="module")
def real_home(browser: Browser, real_store: RealStore) -> Iterator[str]:
    """Address of a page over ``real_store``; nothing may be changed there."""
    from tests.real_store import page_over

    with page_over(real_store, browser) as home:
        yield home
