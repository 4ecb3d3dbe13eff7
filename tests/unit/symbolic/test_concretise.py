"""Symbolic values written out as plain ones."""

from __future__ import annotations

from symcheck.symbolic.concretise import concretise
from symcheck.symbolic.failures import Failures
from symcheck.symbolic.merge import merge
from symcheck.symbolic.site import Site
from symcheck.symbolic.values import Sym, tuple_of
from symcheck.term import TRUE, Term, conj, neg
from symcheck.value import Value, make_tuple
from tests.unit.symbolic.tables import A, B

FIRST, SECOND, THIRD = conj((A, B)), conj((A, neg(B))), neg(A)


def options(sym: Sym) -> dict[Value, Term]:
    failures = Failures()
    found = {value: guard for guard, value in concretise(Site(TRUE, None, failures), sym)}
    assert not len(failures)
    return found


def test_what_comes_from_one_choice_stays_together() -> None:
    """<<x, f(x)>> is as many values as x, not as many as there are pairs."""
    x = merge(((FIRST, 1), (SECOND, 2), (THIRD, 3)))
    successor = merge(((FIRST, 11), (SECOND, 12), (THIRD, 13)))
    found = options(tuple_of((x, successor)))
    assert found == {make_tuple((1, 11)): FIRST, make_tuple((2, 12)): SECOND, make_tuple((3, 13)): THIRD}


def test_values_that_share_some_conditions_agree_on_these() -> None:
    x = merge(((FIRST, 1), (SECOND, 2), (THIRD, 3)))
    y = merge(((FIRST, 1), (neg(FIRST), 0)))
    assert set(options(tuple_of((x, y)))) == {make_tuple((1, 1)), make_tuple((2, 0)), make_tuple((3, 0))}


def test_choices_apart_are_combined() -> None:
    x, y = merge(((A, 1), (neg(A), 2))), merge(((B, 1), (neg(B), 2)))
    assert len(options(tuple_of((x, y)))) == 4
