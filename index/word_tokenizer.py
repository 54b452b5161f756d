"""underthesea's word segmentation, without the translator that the package brings along.

``import underthesea`` loads what it calls optional parts, among them a translator: where transformers is
installed that costs seconds and two hundred megabytes of torch, of which segmentation uses nothing.
"""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any

_TRANSLATOR = "underthesea.pipeline.translate"


_loading = threading.Lock()  # what is absent is so for the whole process; the model is loaded unguarded


@cache
def word_tokenizer() -> Callable[..., Any]:
    """``underthesea.word_tokenize`` with its model loaded, on first use: it takes half a second.

    The package loads the model at the first call, where a second thread would meet half of it.
    """
    with _loading:
        with _absent(_TRANSLATOR):
            from underthesea import word_tokenize
        word_tokenize("xã hội")
    found: Callable[..., Any] = word_tokenize
    return found


@contextmanager
def _absent(module: str) -> Iterator[None]:
    """An import of ``module`` meanwhile fails as if it were not installed; one loaded already stays."""
    if module in sys.modules:
        yield
        return
    sys.modules[module] = None  # type: ignore[assignment]  # how the import system is told so
    try:
        yield
    finally:
        sys.modules.pop(module, None)
