"""Registers: what is stored in solver variables is decoded again."""

from __future__ import annotations

import pytest

from symcheck.symbolic.layouts.allocation import allocate
from symcheck.symbolic.layouts.joining import join
from symcheck.symbolic.layouts.layout import Atoms, Entries, Fixed, Flag, Layout, Members, Mixed, Number
from symcheck.symbolic.layouts.register import Register
from symcheck.symbolic.layouts.selector import ONE_HOT, Selector
from symcheck.symbolic.merge import merge
from symcheck.symbolic.values import Sym
from symcheck.term import BOOL, FALSE, INT, TRUE, Term, conj, evaluate, neg, variable
from symcheck.value import EMPTY_TUPLE, ModelValue, String, Value, make_function, make_record, make_set, make_tuple
from symcheck.value import FALSE as NO
from symcheck.value import TRUE as YES

NONE = ModelValue("none")


def layout_of(*values: Value) -> Layout:
    layout: Layout | None = None
    for value in values:
        layout = join(layout, Fixed(value))
    assert layout is not None
    return layout


def stored(register: Register, sym: Sym, before: dict[Term, bool | int] | None = None) -> dict[Term, bool | int]:
    """The assignment after storing a value, which must fit."""
    assignment: dict[Term, bool | int] = {
        term: False if term.sort is BOOL else 0 for term in register.all_variables()
    } | (before or {})
    effects: dict[Term, Term] = {}
    assert register.store(sym, effects) is TRUE
    return assignment | {term: evaluate(value, assignment) for term, value in effects.items()}


FAMILIES: list[tuple[Value, ...]] = [
    (YES,),
    (NO, YES),
    (0, 3),
    (0, 1, 2),
    tuple(range(ONE_HOT + 5)),
    (String("a"), String("b"), 2, NONE),
    (make_set(()), make_set((1, 2)), make_set((2, 3))),
    (make_set((1,)), make_set((1, 2))),
    (make_record({"a": 1, "b": YES}), make_record({"a": 2, "b": YES}), make_record({"a": 1, "b": NO})),
    (EMPTY_TUPLE, make_tuple((1,)), make_tuple((2, 1)), make_tuple((3, 3, 1))),
    (NONE, 1, make_set((1,)), make_tuple((2,)), make_record({"a": NONE})),
    (make_function({1: make_set((2,)), 2: make_set(())}), make_function({1: make_set(()), 2: make_set((2, 3))})),
    (make_tuple((NONE, 0, 1)), make_tuple((0, 1)), make_tuple((make_record({"k": 7}),))),
]


@pytest.mark.parametrize("values", FAMILIES)
def test_what_is_stored_is_decoded(values: tuple[Value, ...]) -> None:
    register = allocate(layout_of(*values), "x")
    for value in values:
        assert register.decode(stored(register, value)) == value


@pytest.mark.parametrize("values", FAMILIES)
def test_the_lemmas_hold_of_what_one_value_after_another_leaves(values: tuple[Value, ...]) -> None:
    register = allocate(layout_of(*values), "x")
    lemma = conj(register.all_lemmas())
    for first in values:
        for second in values:
            assignment = stored(register, second, stored(register, first))
            assert register.decode(assignment) == second
            assert evaluate(lemma, assignment)


def test_slots_that_are_absent_are_under_no_lemma() -> None:
    register = allocate(layout_of(EMPTY_TUPLE, make_tuple((1,)), make_tuple((2,)), make_tuple((3,))), "s")
    nothing = dict.fromkeys(register.all_variables(), False)
    assert register.decode(nothing) == EMPTY_TUPLE
    assert evaluate(conj(register.all_lemmas()), nothing)


@pytest.mark.parametrize(
    ("values", "other"),
    [
        ((1, 2), 3),
        ((NO, YES), 1),
        ((make_set((1,)), make_set((2,))), make_set((3,))),
        ((make_set((1,)), make_set((1, 2))), make_set((2,))),
        ((make_tuple((1,)), make_tuple((2,))), make_tuple((1, 2))),
        ((make_tuple((1,)), make_tuple((2,))), EMPTY_TUPLE),
        ((make_tuple((1,)), make_tuple((2,))), make_tuple((3,))),
        ((NONE, 1, make_set((1,))), make_record({"a": 1})),
        ((5,), 6),
    ],
)
def test_what_does_not_fit_is_said(values: tuple[Value, ...], other: Value) -> None:
    register = allocate(layout_of(*values), "x")
    assert register.store(other, {}) is FALSE


def test_its_own_value_changes_nothing() -> None:
    register = allocate(layout_of(*FAMILIES[10]), "x")
    effects: dict[Term, Term] = {}
    assert register.store(register.sym, effects) is TRUE
    assert not effects


def test_a_value_fits_where_its_alternatives_do() -> None:
    register = allocate(layout_of(0, 1, 2), "x")
    bit = variable("bit", BOOL)
    fits = register.store(merge(((bit, 1), (neg(bit), 7))), {})
    assert evaluate(fits, {bit: True}) is True
    assert evaluate(fits, {bit: False}) is False


def test_an_integer_term_is_compared_with_each_of_a_few_integers() -> None:
    register = allocate(layout_of(0, 1, 2), "x")
    number = variable("n", INT)
    effects: dict[Term, Term] = {}
    fits = register.store(number, effects)
    for value in (0, 1, 2):
        assignment = {term: evaluate(effect, {number: value}) for term, effect in effects.items()}
        assert register.decode(assignment) == value
        assert evaluate(fits, {number: value}) is True
    assert evaluate(fits, {number: 3}) is False


def test_numbers_are_one_variable() -> None:
    register = allocate(Number(), "x")
    (term,) = register.all_variables()
    assert register.sym is term
    assert stored(register, 41) == {term: 41}
    assert register.decode({term: 41}) == 41
    assert register.store(NONE, {}) is FALSE


def test_many_alternatives_are_numbered_in_binary() -> None:
    selector = Selector.make("x", [str(n) for n in range(ONE_HOT + 1)])
    assert len(selector.variables) == 6
    for index in range(ONE_HOT + 1):
        effects: dict[Term, Term] = {}
        selector.store([TRUE if other == index else FALSE for other in range(ONE_HOT + 1)], effects)
        assert selector.picked({bit: evaluate(term, {}) for bit, term in effects.items()}) == index
    assert not evaluate(selector.lemma, dict.fromkeys(selector.variables, True))


def test_names_say_what_a_variable_means() -> None:
    layout = Mixed((Atoms((NONE, 1)), Members({2: False}), Entries({3: (True, Flag())})))
    names = {term.payload for term in allocate(layout, "x").all_variables()}
    assert "x.0=1" in names
    assert "2 \\in x.1" in names
    assert "x.2[3]" in names
