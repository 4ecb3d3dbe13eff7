"""How often Python looks for garbage in cycles while very many objects are made; must not know what they are."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

_RARELY = (100_000, 50, 100)


@contextmanager
def rarely_collected() -> Iterator[None]:
    """Cycles are looked for, but rarely: most of what is alive stays alive, and going through it again and again takes
    a quarter of the time of a large encoding."""
    before = gc.get_threshold()
    gc.set_threshold(*_RARELY)
    try:
        yield
    finally:
        gc.set_threshold(*before)
