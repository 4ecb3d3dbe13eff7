"""What values add to a layout where they can be reached."""

from __future__ import annotations

import pytest

from symcheck.base.diagnostic import Code, SpecError
from symcheck.symbolic.layouts.allocation import allocate
from symcheck.symbolic.layouts.feasible import Feasible
from symcheck.symbolic.layouts.growth import Growth
from symcheck.symbolic.layouts.layout import Atoms, Cells, Entries, Fixed, Flag, Layout, Members, Mixed, Number
from symcheck.symbolic.lazy import Integers
from symcheck.symbolic.merge import choose
from symcheck.symbolic.values import Sym, SymFun, SymSet, set_of
from symcheck.term import FALSE, INT, TRUE, Term, conj, disj, neg, variable
from symcheck.value import EMPTY_TUPLE, ModelValue, make_set, make_tuple
from symcheck.value import TRUE as YES
from tests.unit.symbolic.tables import A, B

NONE = ModelValue("none")


def grown(layout: Layout | None, sym: Sym, reach: Term = TRUE, *lemmas: Term) -> Layout | None:
    register = None if layout is None else allocate(layout, "x")
    return Growth(Feasible(lemmas)).grown(layout, register, sym, reach)


def test_plain_values() -> None:
    assert grown(None, 1) == Fixed(1)
    assert grown(Fixed(1), 2) == Atoms((1, 2))
    assert grown(Fixed(1), NONE) == Atoms((NONE, 1))


def test_what_cannot_be_reached_adds_nothing() -> None:
    assert grown(Fixed(1), 2, FALSE) == Fixed(1)
    assert grown(Fixed(1), 2, A, neg(A)) == Fixed(1)
    assert grown(Fixed(1), choose(A, 2, 3), TRUE, neg(A)) == Atoms((1, 3))


def test_terms() -> None:
    assert grown(None, A) == Flag()
    assert grown(None, A, TRUE, A) == Fixed(YES)  # only TRUE is reached
    assert grown(Fixed(1), variable("n", INT)) == Number()


def test_sets_know_what_is_always_in_them() -> None:
    assert grown(None, set_of({1: TRUE, 2: A})) == Members({1: True, 2: False})
    assert grown(Fixed(make_set((1, 2))), set_of({1: TRUE, 3: A})) == Members({1: True, 2: False, 3: False})
    assert grown(None, SymSet({1: A, 2: conj((A, B))}), TRUE, neg(B)) == Members({1: False})


def test_functions_know_their_domain() -> None:
    assert grown(None, make_tuple((1,))) == Fixed(make_tuple((1,)))
    layout = grown(Fixed(EMPTY_TUPLE), SymFun({1: (A, 2)}))
    assert layout == Entries({1: (False, Fixed(2))}, sequence=True, distinct=True)
    layout = grown(Fixed(make_tuple((1,))), SymFun({1: (TRUE, choose(A, 1, 2))}))
    assert layout == Entries({1: (True, Atoms((1, 2)))}, sequence=True, distinct=True)


def test_kinds_are_mixed() -> None:
    assert grown(Fixed(NONE), choose(A, make_set((1,)), 5)) == Mixed((Atoms((NONE, 5)), Members({1: True})))


def test_its_own_value_adds_nothing() -> None:
    layout = Entries({1: (True, Atoms((1, 2))), 2: (False, Members({1: False}))})
    register = allocate(layout, "x")

    def never(condition: Term) -> bool:
        raise AssertionError(f"nothing is asked about {condition}")

    assert Growth(never).grown(layout, register, register.sym, TRUE) is layout


def test_what_is_reached_together_is_asked_together() -> None:
    both = conj((A, B))
    assert grown(Fixed(1), choose(both, 2, 1), disj((neg(A), neg(B)))) == Fixed(1)


def test_what_no_state_can_hold() -> None:
    with pytest.raises(SpecError) as caught:
        grown(None, Integers(0, None))
    assert caught.value.code is Code.UNSUPPORTED


def test_elements_that_are_no_values_are_cells() -> None:
    number = variable("n", INT)
    layout = grown(None, set_of({1: A}, ((TRUE, number),)))
    assert layout == Members({1: False}, Cells(Number(), 1))
    register = allocate(layout, "s")
    assert isinstance(register.sym, SymSet)
    more = set_of(register.sym.members, (*register.sym.cells, (TRUE, number)))
    assert Growth(lambda condition: condition is not FALSE).grown(layout, register, more, TRUE) == Members(
        {1: False}, Cells(Number(), 2)
    )
