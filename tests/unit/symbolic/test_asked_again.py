"""A definition is evaluated a second time for an argument that is passed on, and not a third time."""

from __future__ import annotations

import pytest

from symcheck.core.expr import Expr
from symcheck.symbolic.encode import encode
from tests.unit.symbolic.specs import specification

LOG = r"""VARIABLE log
Init == log = <<>>
Next == \E n \in 1..3 : Len(log) < 3 /\ log' = Append(log, n)
Held(h) == {{h[i] : i \in DOMAIN h}}
First(h, n) == CHOOSE i \in DOMAIN h : h[i] = n
Before(h, a, b) == a \in Held(h) /\ b \in Held(h) /\ First(h, a) < First(h, b)
Sorted(h) == \A a, b \in 1..{most} : a >= b \/ {{a, b}} \subseteq Held(h) => Before(h, a, b)
Inv == Sorted(log)
"""


@pytest.mark.parametrize("most", [3, 6])
def test_a_history_is_looked_through_twice(most: int, maps: list[Expr]) -> None:
    assert not encode(specification(LOG.format(most=most), "INVARIANT Inv"), 2).left_out
    assert len(maps) == 2
