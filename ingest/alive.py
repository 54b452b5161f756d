"""Signs of life of a file that takes long: a reader tells after each slow page that it goes on.

The time limit of a file counts anew at each sign, so that the recognition of a long scan is no hang; what
tells nothing for that long is stopped. Outside a worker nobody listens, and telling costs nothing.
"""

from __future__ import annotations

from collections.abc import Callable

Listener = Callable[[int, int], None]  # pages done, pages in all

_listeners: list[Listener] = []


def page_done(done: int, total: int) -> None:
    """Tell whoever waits for this file that ``done`` of its ``total`` slow pages are read."""
    for listener in _listeners:
        listener(done, total)


def listen(listener: Listener) -> None:
    """Hear the signs of this process from now on."""
    _listeners.append(listener)
