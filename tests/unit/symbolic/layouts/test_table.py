"""Rows for keys that are no plain values: what is stored is what is decoded, whatever was there before."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from symcheck.symbolic.failures import Failures
from symcheck.symbolic.functions.entries import every_cell
from symcheck.symbolic.functions.maps import changed_at, found_at, has_key, is_at, overridden, table
from symcheck.symbolic.layouts.allocation import allocate
from symcheck.symbolic.layouts.layout import Entries, Number, Rows
from symcheck.symbolic.layouts.register import Register
from symcheck.symbolic.layouts.selector import Effects
from symcheck.symbolic.site import Site
from symcheck.symbolic.values import Sym, SymMap
from symcheck.term import BOOL, INT, TRUE, Term, conj, evaluate, neg, variable
from symcheck.value import make_function

KEY, VALUE = variable("key", INT), variable("value", INT)
CAPACITY = 4
REGISTERS = {
    again: allocate(Entries({7: (False, Number())}, rows=Rows(Number(), Number(), CAPACITY, again)), "f")
    for again in (False, True)
}


def _site() -> Site:
    return Site(TRUE, None, Failures())


def _one() -> SymMap:
    """key :> value"""
    found = table([(TRUE, KEY, VALUE)])
    assert isinstance(found, SymMap)
    return found


def _function(register: Register) -> SymMap:
    assert isinstance(register.sym, SymMap)
    return register.sym


def _removed(function: SymMap) -> SymMap:
    """The function without the key."""
    site = _site()
    cells = every_cell(function)
    found = table((conj((present, neg(is_at(site, KEY, key)))), key, value) for present, key, value in cells)
    assert isinstance(found, SymMap)
    return found


STEPS: dict[str, Callable[[SymMap], Sym]] = {
    "added": lambda function: overridden(_site(), function, _one()),
    "put": lambda function: overridden(_site(), _one(), function),
    "changed": lambda function: changed_at(_site(), function, KEY, lambda site, old: VALUE),
    "replaced": lambda _: _one(),
    "emptied": lambda _: make_function({}),
    "removed": _removed,
}


def _stored(register: Register, step: str) -> tuple[Effects, Term]:
    effects: Effects = {}
    return effects, register.store(STEPS[step](_function(register)), effects)


MADE = {(again, step): _stored(register, step) for again, register in REGISTERS.items() for step in STEPS}


def _expected(before: dict[int, int], step: str, key: int, value: int) -> dict[int, int]:
    match step:
        case "added":
            return {key: value, **before}
        case "put":
            return {**before, key: value}
        case "changed":
            return {**before, key: value} if key in before else before
        case "replaced":
            return {key: value}
        case "emptied":
            return {}
        case _:
            return {known: item for known, item in before.items() if known != key}


@pytest.mark.parametrize("again", [False, True])
@given(steps=st.lists(st.tuples(st.sampled_from(sorted(STEPS)), st.integers(5, 10), st.integers(0, 2)), max_size=12))
def test_a_table_holds_what_was_put_into_it(again: bool, steps: list[tuple[str, int, int]]) -> None:
    register = REGISTERS[again]
    state: dict[Term, bool | int] = {
        var: False if var.sort == BOOL else 0 for var in register.all_variables()
    }
    expected: dict[int, int] = {}
    for step, key, value in steps:
        effects, fits = MADE[again, step]
        known = {**state, KEY: key, VALUE: value}
        if not evaluate(fits, known):
            assert register.rows is not None
            taken = sum(bool(state[row.taken]) for row in register.rows.rows)
            assert taken == CAPACITY, "there is room for one key more"
            assert not again or len(expected) == CAPACITY, "nothing stands in two rows"
            return
        state = {**state, **{var: evaluate(term, known) for var, term in effects.items()}}
        expected = _expected(expected, step, key, value)
        assert register.decode(state) == make_function(dict(expected))
        assert all(evaluate(lemma, state) for lemma in register.all_lemmas())
        after = {**state, KEY: key}
        assert evaluate(has_key(_site(), _function(register), KEY), after) is (key in expected)
        found = found_at(_site(), _function(register), KEY)
        assert isinstance(found, Term)
        assert key not in expected or evaluate(found, after) == expected[key]
