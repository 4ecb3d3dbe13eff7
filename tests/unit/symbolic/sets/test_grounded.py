"""What states hold is written out: plain values, and numbers."""

from __future__ import annotations

from symcheck.symbolic.lazy import Integers
from symcheck.symbolic.merge import choose
from symcheck.symbolic.sets.grounded import grounded
from symcheck.symbolic.values import function_of, set_of
from symcheck.term import TRUE
from symcheck.value import make_set, make_tuple
from tests.unit.symbolic.tables import A, site, values


def test_what_states_hold_is_written_out() -> None:
    assert grounded(site(), Integers(1, 2)) == make_set((1, 2))
    nested = function_of({1: (TRUE, choose(A, 1, 2))})
    assert grounded(site(), nested) is nested
    cells = set_of({}, ((TRUE, nested),))
    assert values(grounded(site(), cells), A) == [make_set((make_tuple((2,)),)), make_set((make_tuple((1,)),))]
