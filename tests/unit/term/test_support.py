"""What is called a reason suffices: other values elsewhere change nothing."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from symcheck.term import (
    BOOL,
    INT,
    Term,
    add,
    at_most_one,
    conj,
    disj,
    eq,
    evaluate,
    iff,
    integer,
    ite,
    le,
    neg,
    support,
    variable,
)

LETTERS = tuple(variable(name, BOOL) for name in "abcd")
X = variable("x", INT)

FORMULAS = st.recursive(
    st.sampled_from([*LETTERS, le(X, integer(0)), eq(add([X, X]), integer(2))]),
    lambda inner: st.one_of(
        st.lists(inner, max_size=4).map(conj),
        st.lists(inner, max_size=4).map(disj),
        st.lists(inner, max_size=5).map(at_most_one),
        inner.map(neg),
        st.tuples(inner, inner).map(lambda p: iff(*p)),
        st.tuples(inner, inner, inner).map(lambda p: ite(*p)),
    ),
    max_leaves=12,
)
ASSIGNMENTS = st.fixed_dictionaries({**{letter: st.booleans() for letter in LETTERS}, X: st.integers(-2, 2)})


@settings(max_examples=400, deadline=None)
@given(FORMULAS, ASSIGNMENTS, ASSIGNMENTS)
def test_the_support_decides(term: Term, here: dict[Term, int], other: dict[Term, int]) -> None:
    needed = support([term], here)
    mixed = {var: here[var] if var in needed else other[var] for var in here}
    assert evaluate(term, mixed) == evaluate(term, here)


def test_one_reason_is_enough() -> None:
    a, b, c, d = LETTERS
    everything = dict.fromkeys(LETTERS, True)
    assert support([disj([a, b, c])], everything) == {a}
    assert support([disj([a, b, c])], everything, known=[c]) == {c}
    assert support([conj([a, b])], everything) == {a, b}
    assert support([ite(a, b, conj([c, d]))], everything) == {a, b}
