"""Search over ingested documents: ``open_index(store).search(question)``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from index.engine import Index, open_index

__all__ = ["Index", "open_index"]


def __getattr__(name: str) -> Any:
    """Import the engine when it is first asked for: `ingest` and tools need only the types."""
    if name in __all__:
        from index import engine

        return getattr(engine, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
