"""Progress bars in Vietnamese, on a terminal only."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from tqdm import tqdm

_STAGES = {
    "read": "Đọc văn bản",
    "encode": "Mã hoá đoạn văn",
    "analyze": "Tách từ",
    "write": "Ghi chỉ mục",
}

T = TypeVar("T")


class Bars:
    """One bar a stage; called with the stage, what is done and what there is in all."""

    def __init__(self) -> None:
        self._bar: tqdm[Any] | None = None
        self._stage = ""

    def __enter__(self) -> Bars:
        return self

    def __exit__(self, *_: object) -> None:
        if self._bar is not None:
            self._bar.close()

    def __call__(self, stage: str, done: int, total: int) -> None:
        if not sys.stderr.isatty() or not total:
            return
        if self._bar is None or stage != self._stage:
            from tqdm import tqdm

            self.__exit__()
            self._bar = tqdm(desc=_STAGES.get(stage, stage), total=total, file=sys.stderr, dynamic_ncols=True)
            self._stage = stage
        self._bar.update(done - self._bar.n)


def steps(items: Iterable[T], words: str) -> Iterable[T]:
    """``items``, with a bar on a terminal."""
    from tqdm import tqdm

    return tqdm(items, desc=words, disable=not sys.stderr.isatty(), file=sys.stderr, dynamic_ncols=True)
