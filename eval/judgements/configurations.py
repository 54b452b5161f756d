"""Ways of searching that are set side by side: shipped ones, and those that files of the store describe.

A file ``<store>/configurations/<key>.toml`` holds any of ``name``, ``mode``, ``exact``, ``settings`` (a
settings file with another model, reranker or store) and a table ``[weights]`` with numbers of
:class:`index.weights.Weights`. A key that is not known is an error that names it.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from eval.judgements.types import JudgementError
from index.types import MODES, Filters, Hit, Mode
from index.weights import FIELD_WEIGHTS, SHIPPED, Weights
from settings import Settings, load_settings

if TYPE_CHECKING:
    from index.engine import Index

FOLDER = "configurations"


@dataclass(frozen=True, slots=True)
class Configuration:
    """One way of searching. ``settings`` names another settings file, ``None`` for the program's own."""

    key: str
    name: str = ""
    mode: Mode = "hybrid"
    exact: bool = False
    weights: Weights = SHIPPED
    settings: Path | None = None

    def search(self, index: Index, question: str, k: int, filters: Filters | None = None) -> list[Hit]:
        """The first ``k`` passages for ``question``."""
        ranked = index if self.weights == SHIPPED else index.weighted(self.weights)
        return ranked.search_understood(ranked.understand(question, exact=self.exact), k, self.mode, filters)

    def settings_from(self, own: Settings) -> Settings:
        """The settings to open an index with; a file that names no store of its own keeps ``own``'s.

        Raises:
            settings.SettingsError: the file cannot be read.
        """
        if self.settings is None:
            return own
        given = load_settings(self.settings)
        return given if given.store != Settings().store else replace(given, store=own.store)

    def describe(self, own: Settings) -> dict[str, Any]:
        """What tells it from any other, for a record that is read later."""
        used = self.settings_from(own)
        changed = {
            field.name: _plain(getattr(self.weights, field.name))
            for field in fields(Weights)
            if getattr(self.weights, field.name) != getattr(SHIPPED, field.name)
        }
        about = {"key": self.key, "name": self.name, "mode": self.mode, "exact": self.exact}
        return about | {"weights": changed, "model": used.model, "reranker": used.reranker}


SHIPPED_ONES = (
    Configuration("hybrid"),
    Configuration("dense", mode="dense"),
    Configuration("lexical", mode="lexical"),
    Configuration("exact", exact=True),
    Configuration("rrf", weights=replace(SHIPPED, fusion="rrf")),
    Configuration(
        "no-evidence",
        weights=replace(SHIPPED, place=0, year=0, part=0, number=0, clause=0, charged=0, figure=0),
    ),
)


def configurations(store: Path) -> dict[str, Configuration]:
    """All there are, by key; a file may describe a shipped one anew.

    Raises:
        JudgementError: a file that cannot be read as a configuration.
    """
    files = sorted((store / FOLDER).glob("*.toml"))
    return {one.key: one for one in (*SHIPPED_ONES, *map(_read, files))}


def _read(path: Path) -> Configuration:
    try:
        given = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise JudgementError(f"{path}: not valid TOML ({error}); correct that line") from error
    kinds = {"name": str, "mode": str, "exact": bool, "settings": str, "weights": dict}
    for key, value in given.items():
        if key not in kinds:
            raise JudgementError(f"{path}: unknown key {key!r}; known keys: {', '.join(kinds)}")
        if not isinstance(value, kinds[key]):
            raise JudgementError(f"{path}: {key!r} must be of type {kinds[key].__name__}, not {value!r}")
    if given.get("mode", "hybrid") not in MODES:
        raise JudgementError(f"{path}: unknown mode {given['mode']!r}; choose from {', '.join(MODES)}")
    settings = path.parent / given["settings"] if "settings" in given else None
    return Configuration(
        key=path.stem,
        name=given.get("name", path.stem),
        mode=given.get("mode", "hybrid"),
        exact=given.get("exact", False),
        weights=_weights(given.get("weights", {}), path),
        settings=settings,
    )


def _weights(given: Mapping[str, object], path: Path) -> Weights:
    shipped = {field.name: getattr(SHIPPED, field.name) for field in fields(Weights)}
    values: dict[str, Any] = {}
    for key, value in given.items():
        if key not in shipped:
            raise JudgementError(f"{path}: unknown weight {key!r}; known: {', '.join(shipped)}")
        if key == "fields":
            values[key] = _fields(value, path)
        elif key == "fusion":
            if value not in ("anchored", "convex", "rrf"):
                raise JudgementError(f"{path}: fusion must be anchored, convex or rrf, not {value!r}")
            values[key] = value
        elif isinstance(value, bool) or not isinstance(value, int | float) or value < 0:
            raise JudgementError(f"{path}: weight {key!r} must be a number from 0, not {value!r}")
        else:
            values[key] = type(shipped[key])(value)
    return replace(SHIPPED, **values)


def _fields(given: object, path: Path) -> Mapping[str, float]:
    if not isinstance(given, dict) or not set(given) <= set(FIELD_WEIGHTS):
        raise JudgementError(f"{path}: fields must be a table of {', '.join(FIELD_WEIGHTS)}")
    if not all(isinstance(weight, int | float) and weight >= 0 for weight in given.values()):
        raise JudgementError(f"{path}: weights of fields must be numbers from 0")
    return {**FIELD_WEIGHTS, **{key: float(weight) for key, weight in given.items()}}


def _plain(value: object) -> object:
    return dict(value) if isinstance(value, Mapping) else value
