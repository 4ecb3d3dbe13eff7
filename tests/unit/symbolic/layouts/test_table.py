"""Rows for keys that are no plain values: what is stored is what is decoded, whatever was there before."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from symcheck.symbolic.failures import Failures
from symcheck.symbolic.functions.entries import every_cell
from symcheck.symbolic.functions.maps import changed_at, found_at, has_key, is_at, overridden, table
from symcheck.symbolic.layouts.allocation import allocate
from symcheck.symbolic.layouts.layout import Entries, Number, Rows
from symcheck.symbolic.layouts.selector import Effects
from symcheck.symbolic.layouts.table import Row
from symcheck.symbolic.site import Site
from symcheck.symbolic.values import SymMap
from symcheck.term import BOOL, INT, TRUE, Term, conj, evaluate, neg, variable
from symcheck.value import make_function

KEY, VALUE = variable("key", INT), variable("value", INT)
CAPACITY = 4
REGISTER = allocate(Entries({7: (False, Number())}, rows=Rows(Number(), Number(), CAPACITY)), "f")
assert isinstance(REGISTER.sym, SymMap)
FUNCTION = REGISTER.sym


def _site() -> Site:
    return Site(TRUE, None, Failures())


def _one() -> SymMap:
    """key :> value"""
    found = table([(TRUE, KEY, VALUE)])
    assert isinstance(found, SymMap)
    return found


def _stored(sym: object) -> tuple[Effects, Term]:
    effects: Effects = {}
    return effects, REGISTER.store(sym, effects)  # type: ignore[arg-type]


def _removed() -> SymMap:
    """The function without the key."""
    site = _site()
    cells = every_cell(FUNCTION)
    found = table((conj((present, neg(is_at(site, KEY, key)))), key, value) for present, key, value in cells)
    assert isinstance(found, SymMap)
    return found


STEPS = {
    "added": _stored(overridden(_site(), FUNCTION, _one())),
    "put": _stored(overridden(_site(), _one(), FUNCTION)),
    "changed": _stored(changed_at(_site(), FUNCTION, KEY, lambda site, old: VALUE)),
    "replaced": _stored(_one()),
    "emptied": _stored(make_function({})),
    "removed": _stored(_removed()),
}


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


@given(st.lists(st.tuples(st.sampled_from(sorted(STEPS)), st.integers(5, 8), st.integers(0, 2)), max_size=9))
def test_a_table_holds_what_was_put_into_it(steps: list[tuple[str, int, int]]) -> None:
    state: dict[Term, bool | int] = {
        var: False if var.sort == BOOL else 0 for var in REGISTER.all_variables()
    }
    expected: dict[int, int] = {}
    for step, key, value in steps:
        effects, fits = STEPS[step]
        known = {**state, KEY: key, VALUE: value}
        if not evaluate(fits, known):
            assert sum(bool(state[row.taken]) for row in _rows()) == CAPACITY, "there is room for one key more"
            return
        state = {**state, **{var: evaluate(term, known) for var, term in effects.items()}}
        expected = _expected(expected, step, key, value)
        assert REGISTER.decode(state) == make_function(dict(expected))
        assert all(evaluate(lemma, state) for lemma in REGISTER.all_lemmas())
        after = {**state, KEY: key}
        assert evaluate(has_key(_site(), FUNCTION, KEY), after) is (key in expected)
        found = found_at(_site(), FUNCTION, KEY)
        assert isinstance(found, Term)
        assert key not in expected or evaluate(found, after) == expected[key]


def _rows() -> tuple[Row, ...]:
    assert REGISTER.rows is not None
    return REGISTER.rows.rows
