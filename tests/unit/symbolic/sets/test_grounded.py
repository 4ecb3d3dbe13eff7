"""What states hold is written out: plain values, and numbers."""

from __future__ import annotations

from symcheck.symbolic.lazy import Integers
from symcheck.symbolic.merge import choose, merge
from symcheck.symbolic.sets.grounded import INFINITE, grounded
from symcheck.symbolic.values import function_of, set_of
from symcheck.term import TRUE, neg
from symcheck.value import make_set, make_tuple
from tests.unit.symbolic.tables import A, site, values


def test_what_states_hold_is_written_out() -> None:
    assert grounded(site(), Integers(1, 2)) == make_set((1, 2))
    nested = function_of({1: (TRUE, choose(A, 1, 2))})
    assert grounded(site(), nested) is nested
    cells = set_of({}, ((TRUE, nested),))
    assert values(grounded(site(), cells), A) == [make_set((make_tuple((2,)),)), make_set((make_tuple((1,)),))]


def test_an_infinite_set_is_no_error_but_has_no_layout() -> None:
    here = site()
    grounded(here, merge(((A, Integers(0, None)), (neg(A), make_set((1,))))))
    (lack,) = here.failures
    assert lack.is_lack
    assert lack.elsewhere
    assert lack.condition is A
    assert INFINITE in lack.message
