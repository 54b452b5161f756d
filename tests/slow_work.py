"""Work that other processes and machines can import."""

from __future__ import annotations

import time


def doubled(number: int) -> int:
    """Twice a number, after a while."""
    time.sleep(0.2)
    return 2 * number
