"""Constructors keep the meaning of what they simplify, and simplify what they promise."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from symcheck.term import (
    BOOL,
    FALSE,
    INT,
    TRUE,
    Kind,
    Term,
    at_most_one,
    conj,
    disj,
    evaluate,
    exactly_one,
    iff,
    implies,
    integer,
    ite,
    neg,
    variable,
)

A, B, C, D = (variable(name, BOOL) for name in "abcd")
LETTERS = (A, B, C, D)

MEANING = {
    "conj": (conj, all),
    "disj": (disj, any),
    "at_most_one": (at_most_one, lambda values: sum(values) <= 1),
    "exactly_one": (exactly_one, lambda values: sum(values) == 1),
}


def trees() -> st.SearchStrategy[object]:
    leaves = st.sampled_from([*LETTERS, TRUE, FALSE])
    return st.recursive(
        leaves,
        lambda inner: st.one_of(
            st.tuples(st.sampled_from(sorted(MEANING)), st.lists(inner, max_size=5)),
            st.tuples(st.just("neg"), inner),
            st.tuples(st.just("ite"), inner, inner, inner),
            st.tuples(st.sampled_from(["iff", "implies"]), inner, inner),
        ),
        max_leaves=15,
    )


def build(tree: object) -> Term:
    match tree:
        case Term():
            return tree
        case ("neg", inner):
            return neg(build(inner))
        case ("ite", a, b, c):
            return ite(build(a), build(b), build(c))
        case ("iff", a, b):
            return iff(build(a), build(b))
        case ("implies", a, b):
            return implies(build(a), build(b))
        case (str(name), list(items)):
            return MEANING[name][0](map(build, items))
    raise AssertionError(tree)


def naive(tree: object, env: dict[Term, bool]) -> bool:
    match tree:
        case Term():
            return tree is TRUE if tree in (TRUE, FALSE) else env[tree]
        case ("neg", inner):
            return not naive(inner, env)
        case ("ite", a, b, c):
            return naive(b, env) if naive(a, env) else naive(c, env)
        case ("iff", a, b):
            return naive(a, env) == naive(b, env)
        case ("implies", a, b):
            return not naive(a, env) or naive(b, env)
        case (str(name), list(items)):
            return bool(MEANING[name][1]([naive(item, env) for item in items]))
    raise AssertionError(tree)


@settings(max_examples=400, deadline=None)
@given(trees())
def test_simplification_keeps_the_meaning(tree: object) -> None:
    term = build(tree)
    for values in product([False, True], repeat=4):
        env = dict(zip(LETTERS, values, strict=True))
        assert evaluate(term, env) == naive(tree, env)


@pytest.mark.parametrize(
    ("built", "expected"),
    [
        (lambda: conj([]), TRUE),
        (lambda: disj([]), FALSE),
        (lambda: conj([A, A]), A),
        (lambda: conj([A, conj([B, neg(A)])]), FALSE),
        (lambda: disj([conj([A, B]), neg(conj([B, A]))]), TRUE),
        (lambda: conj([conj([A, B]), C]), conj([A, B, C])),
        (lambda: neg(neg(A)), A),
        (lambda: implies(A, A), TRUE),
        (lambda: iff(neg(A), neg(B)), iff(B, A)),
        (lambda: iff(A, neg(B)), neg(iff(A, B))),
        (lambda: ite(A, TRUE, FALSE), A),
        (lambda: ite(A, FALSE, TRUE), neg(A)),
        (lambda: ite(A, B, B), B),
        (lambda: ite(A, TRUE, B), disj([A, B])),
        (lambda: ite(A, B, FALSE), conj([A, B])),
        (lambda: ite(neg(A), B, C), ite(A, C, B)),
        (lambda: ite(A, ite(A, B, C), D), ite(A, B, D)),
        (lambda: ite(A, B, neg(B)), iff(A, B)),
        (lambda: ite(A, integer(1), integer(1)), integer(1)),
        (lambda: at_most_one([A]), TRUE),
        (lambda: at_most_one([A, A]), neg(A)),
        (lambda: at_most_one([A, neg(A), B]), neg(B)),
        (lambda: at_most_one([TRUE, A, B]), conj([neg(A), neg(B)])),
        (lambda: at_most_one([A, B]), disj([neg(A), neg(B)])),
    ],
)
def test_simplifies(built: object, expected: Term) -> None:
    assert built() is expected  # type: ignore[operator]


def test_equal_terms_are_one_object() -> None:
    assert conj([A, B]) is conj([B, A])
    assert variable("a", BOOL) is A
    assert variable("a", INT) is not A


def test_growing_a_conjunction_stays_linear() -> None:
    letters = [variable(f"grow{i}", BOOL) for i in range(5_000)]
    grown = TRUE
    for letter in letters:
        grown = conj([grown, letter])
    assert evaluate(grown, dict.fromkeys(letters, True)) is True
    assert evaluate(grown, {**dict.fromkeys(letters, True), letters[7]: False}) is False
    assert grown.op is Kind.AND
