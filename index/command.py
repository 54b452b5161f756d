"""How a command line ends: one line that says what is wrong, and an exit status."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable

from index.filters import FilterError
from settings import PolicyError


def ended(run: Callable[[], int], interrupted: str) -> int:
    """The exit status of ``run``: its own, 2 for a filter that cannot be read, 1 for anything else that a
    user may see. ``interrupted`` is told where the user stops it."""
    try:
        return run()
    except PolicyError as error:
        print(error, file=sys.stderr)
        return 2 if isinstance(error, FilterError) else 1
    except BrokenPipeError:  # the reader of our output has left
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except OSError as error:
        print(
            f"{error.filename or 'disk'}: {error.strerror or error}; correct that and try again",
            file=sys.stderr,
        )
        return 1
    except KeyboardInterrupt:
        print(interrupted, file=sys.stderr)
        return 1
