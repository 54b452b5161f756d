"""The pages of the program: their addresses, and who draws each."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from urllib.parse import urlencode

from settings import Settings
from ui import strings
from ui.access import Ability, User

_FOLDER = Path(__file__).resolve().parent


@dataclass(frozen=True, slots=True)
class Place:
    """One page.

    Attributes:
        slug: its part of the address, empty for the first page.
        title: as the navigation names it.
        package: the package of ``ui`` whose ``page.render(settings, user)`` draws it; empty for the first
            page, which :mod:`ui.page` draws.
        needs: what a person must be able to do to see it.
    """

    slug: str
    title: str
    package: str
    needs: Ability

    def draw(self, settings: Settings, user: User) -> None:
        """Draw it; its modules are imported when it is first opened."""
        import_module(f"ui.{self.package}.page").render(settings, user)


HOME = Place("", strings.PAGE_ASK, "", "read")
_ALL = (
    HOME,
    Place("chi-tieu", strings.PAGE_INDICATORS, "indicators", "read"),
    Place("doi-chieu", strings.PAGE_COMPARE, "compare", "review"),
    Place("danh-gia", strings.PAGE_EVALUATION, "evaluation", "review"),
    Place("kho-van-ban", strings.PAGE_LIBRARY, "library", "read"),
)


def places() -> tuple[Place, ...]:
    """The pages that there are."""
    return tuple(p for p in _ALL if not p.package or (_FOLDER / p.package / "page.py").is_file())


def address_of(slug: str, params: Mapping[str, str | Iterable[str]] | None = None) -> str:
    """A relative link to a page (``./chi-tieu?nam=2023``) that holds on every page, under any base path."""
    query = urlencode(dict(params or {}), doseq=True)
    return f"./{slug}" + (f"?{query}" if query else "")
