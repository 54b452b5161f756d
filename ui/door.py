"""What is open for all readers, and what will be next: opened behind it, so that nobody waits for it."""

from __future__ import annotations

import logging
from collections.abc import Callable
from threading import Lock, Thread
from typing import Generic, TypeVar

T = TypeVar("T")
_LOG = logging.getLogger(__name__)


class Door(Generic[T]):
    """One thing of many names after another. The first is opened while its reader waits; each that follows is
    opened and warmed in a thread of its own, and the one before serves until that is done.

    Args:
        open: makes what bears a name; what it raises reaches a reader.
        warm: makes it ready to serve at once.
        stands: whether what bears a name can be served though another name is current.
    """

    def __init__(
        self, open: Callable[[str], T], warm: Callable[[T], None], stands: Callable[[str], bool]
    ) -> None:
        self._open, self._warm, self._stands = open, warm, stands
        self._turn = Lock()
        self._held: tuple[str, T] | None = None
        self._next = ""  # what is being opened behind
        self._failed = ""  # what could not be: it is opened before its reader, who learns why

    def at(self, name: str) -> T:
        """What serves now that ``name`` is current."""
        with self._turn:
            if self._held and self._held[0] == name:
                return self._held[1]
            if self._held and self._failed != name and self._stands(self._held[0]):
                self._begin(name)
                return self._held[1]
            self._next = ""
            self._held = name, (opened := self._open(name))
            return opened

    def ready(self, name: str) -> bool:
        """Whether nobody would be served what is older than ``name``; where somebody would it is begun."""
        with self._turn:
            if self._held is None or self._held[0] == name or self._failed == name:
                return True
            self._begin(name)
            return False

    def _begin(self, name: str) -> None:
        if not self._next:
            self._next = name
            Thread(target=self._behind, args=(name,), daemon=True).start()

    def _behind(self, name: str) -> None:
        opened = failed = None
        try:
            opened = self._open(name)
            self._warm(opened)
        except Exception as error:  # whatever it is, its reader meets it again
            _LOG.warning("could not be opened in the background: %s", error)
            failed = name
        with self._turn:
            if self._next != name:
                return  # a reader could not wait for it
            self._next, self._failed = "", failed or ""
            if opened is not None and not failed:
                self._held = name, opened
