"""The readings agree also where sets are small enough to be looked through: they are sorted here."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from symcheck.symbolic import candidates


@pytest.fixture(autouse=True, scope="package")
def small_sets_are_sorted_too() -> Iterator[None]:
    before = candidates.FEW
    candidates.FEW = 1
    yield
    candidates.FEW = before
