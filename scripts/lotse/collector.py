"""Python's search for garbage in circles, kept away from work that makes none."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def paused() -> Iterator[None]:
    """Work without that search: a Site only grows, and looking through all of it again and again takes long.

    What is there at the end is taken for lasting, so that it is not looked through when the program ends either.
    """
    searching = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        if searching:
            gc.enable()
