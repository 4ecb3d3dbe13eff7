"""A register holds what a smaller layout describes exactly where the conditions hold."""

from __future__ import annotations

import pytest

from symcheck.symbolic.layouts.allocation import allocate
from symcheck.symbolic.layouts.layout import Atoms, Cells, Entries, Fixed, Flag, Layout, Members, Mixed, Number, Rows
from symcheck.symbolic.layouts.selector import Effects
from symcheck.symbolic.layouts.within import within
from symcheck.symbolic.values import Sym, mapping_of, set_of
from symcheck.term import BOOL, INT, TRUE, Term, conj, evaluate, variable
from symcheck.value import FALSE as NO
from symcheck.value import TRUE as YES
from symcheck.value import FiniteSet, String, make_function, make_tuple

N = variable("n", INT)
A, B = String("a"), String("b")
SOME = Members({1: False}, Cells(Number(), 2))
TABLE = Entries({1: (False, Flag())}, rows=Rows(Number(), Atoms((A, B)), 2))


@pytest.mark.parametrize(
    ("layout", "smaller", "value", "inside"),
    [
        (Flag(), Fixed(YES), YES, True),
        (Flag(), Fixed(YES), NO, False),
        (Atoms((A, B)), Fixed(B), B, True),
        (Atoms((A, B)), Fixed(B), A, False),
        (Number(), Atoms((1, 2)), 2, True),
        (Number(), Atoms((1, 2)), 3, False),
        (Number(), Number(), 3, True),
        (Members({1: False, 2: False}), Members({1: False}), FiniteSet((1,)), True),
        (Members({1: False, 2: False}), Members({1: False}), FiniteSet((1, 2)), False),
        (Members({1: False, 2: False}), Fixed(FiniteSet((1,))), FiniteSet(()), False),
        (SOME, Members({1: False}), FiniteSet((1,)), True),
        (SOME, Members({1: False}), set_of({}, ((TRUE, N),)), False),
        (SOME, Members({}, Cells(Number(), 1)), set_of({}, ((TRUE, N),)), True),
        (SOME, Members({}, Cells(Number(), 1)), set_of({}, ((TRUE, N), (TRUE, variable("m", INT)))), False),
        (SOME, Members({}, Cells(Atoms((7, 8)), 1)), set_of({}, ((TRUE, N),)), True),
        (SOME, Members({}, Cells(Atoms((6, 8)), 1)), set_of({}, ((TRUE, N),)), False),
        (TABLE, Entries({1: (False, Fixed(YES))}), make_function([(1, YES)]), True),
        (TABLE, Entries({1: (False, Fixed(YES))}), make_function([(1, NO)]), False),
        (TABLE, Entries({1: (True, Flag())}), make_tuple(()), False),
        (TABLE, Entries({}, rows=Rows(Number(), Fixed(A), 1)), mapping_of({}, ((TRUE, N, A),)), True),
        (TABLE, Entries({}, rows=Rows(Number(), Fixed(A), 1)), mapping_of({}, ((TRUE, N, B),)), False),
        (Mixed((Fixed(A), SOME)), Fixed(A), A, True),
        (Mixed((Fixed(A), SOME)), Fixed(A), FiniteSet(()), False),
        (Mixed((Fixed(A), SOME)), Members({1: False}), FiniteSet((1,)), True),
    ],
)
def test_what_is_stored_is_within_a_smaller_layout_or_not(
    layout: Layout, smaller: Layout, value: Sym, inside: bool
) -> None:
    register = allocate(layout, "x")
    effects: Effects = {}
    fits = register.store(value, effects)
    known: dict[Term, bool | int] = {variable("n", INT): 7, variable("m", INT): 5}
    state: dict[Term, bool | int] = {
        each: False if each.sort is BOOL else 0 for each in register.all_variables() if each is not TRUE
    }
    assert evaluate(fits, {**state, **known})
    after = {**state, **{target: evaluate(term, {**state, **known}) for target, term in effects.items()}}
    assert evaluate(conj(within(register, smaller)), after) == inside
