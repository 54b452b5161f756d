"""Answers with proof: ``open_engine(store).answer(question)``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from answer.types import Answer, Citation

if TYPE_CHECKING:
    from answer.engine import Engine, open_engine

__all__ = ["Answer", "Citation", "Engine", "open_engine"]


def __getattr__(name: str) -> Any:
    """Import the engine when it is first asked for: other stages need only the types."""
    if name in {"Engine", "open_engine"}:
        from answer import engine

        return getattr(engine, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
