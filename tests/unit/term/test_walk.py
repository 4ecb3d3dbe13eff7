"""Walks agree with evaluation and survive deep terms."""

from __future__ import annotations

import pickle

from hypothesis import given, settings
from hypothesis import strategies as st

from symcheck.term import (
    BOOL,
    INT,
    TRUE,
    Term,
    add,
    at_most_one,
    conj,
    disj,
    eq,
    evaluate,
    free_variables,
    iff,
    implies,
    integer,
    ite,
    le,
    neg,
    polarity,
    size,
    substitute,
    variable,
)
from symcheck.term.walk import BOTH, NEGATIVE, POSITIVE

A, B, C = (variable(name, BOOL) for name in "abc")
X = variable("x", INT)


def formulas() -> st.SearchStrategy[Term]:
    atoms = st.sampled_from([A, B, C, le(X, integer(0)), eq(X, integer(2))])
    return st.recursive(
        atoms,
        lambda inner: st.one_of(
            st.lists(inner, max_size=4).map(conj),
            st.lists(inner, max_size=4).map(disj),
            st.lists(inner, max_size=4).map(at_most_one),
            inner.map(neg),
            st.tuples(inner, inner).map(lambda pair: iff(*pair)),
            st.tuples(inner, inner, inner).map(lambda three: ite(*three)),
        ),
        max_leaves=12,
    )


environments = st.fixed_dictionaries({A: st.booleans(), B: st.booleans(), C: st.booleans(), X: st.integers(-3, 3)})


@settings(max_examples=200, deadline=None)
@given(formulas(), formulas(), environments)
def test_substitution_commutes_with_evaluation(term: Term, replacement: Term, env: dict[Term, int]) -> None:
    assert evaluate(substitute(term, {A: replacement}), env) == evaluate(term, {**env, A: evaluate(replacement, env)})


@settings(max_examples=200, deadline=None)
@given(formulas(), environments)
def test_raising_a_positive_variable_never_falsifies(term: Term, env: dict[Term, int]) -> None:
    for letter, found in polarity(term).items():
        low, high = (bool(evaluate(term, {**env, letter: value})) for value in (False, True))
        if letter.sort == BOOL and found == POSITIVE:
            assert low <= high
        if letter.sort == BOOL and found == NEGATIVE:
            assert low >= high


def test_polarity() -> None:
    low = le(X, integer(1))
    term = conj([implies(A, B), neg(at_most_one([C, A, low]))])
    assert polarity(term) == {A: BOTH, B: POSITIVE, C: POSITIVE, X: BOTH}


def test_free_variables_and_size() -> None:
    term = conj([A, disj([B, neg(A)])])
    assert free_variables(term) == {A, B}
    assert size(term) == 5
    assert free_variables(TRUE) == frozenset()


def test_substitution_is_simultaneous() -> None:
    assert substitute(conj([A, neg(B)]), {A: B, B: A}) is conj([B, neg(A)])
    assert substitute(add([X, integer(1)]), {X: integer(2)}) is integer(3)


def test_deep_terms_need_no_recursion() -> None:
    deep = A
    for index in range(30_000):
        deep = iff(disj([deep, variable(f"deep{index}", BOOL)]), variable(f"more{index}", BOOL))
    letters = free_variables(deep)
    assert len(letters) == 60_001
    assert evaluate(deep, dict.fromkeys(letters, True)) is True
    assert free_variables(substitute(deep, {A: B})) == letters - {A} | {B}
    assert len(repr(deep)) < 4_000
    assert pickle.loads(pickle.dumps(deep)) is deep
    assert C not in polarity(deep)
