"""How many examples a property test draws, from day to day and at night; must not know what an example is."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import TypeVar

import pytest
from hypothesis import settings

NIGHTLY = os.environ.get("HYPOTHESIS_PROFILE") == "nightly"

Test = TypeVar("Test", bound=Callable[..., None])


def examples(usual: int, nightly: int, parts: int = 1) -> Callable[[Test], Test]:
    """As many as `usual`, or as `nightly` in so many parts of one length, which workers take side by side. The test has
    a first argument `part`, which tells it nothing."""
    assert nightly % parts == 0, "parts are of one length"
    number = range(parts if NIGHTLY else 1)

    def draws(test: Test) -> Test:
        limited = settings(max_examples=nightly // parts if NIGHTLY else usual)(test)
        marked: Test = pytest.mark.parametrize("part", number)(limited)
        return marked

    return draws
