"""The text means what the formula means, and is read by another parser."""

from __future__ import annotations

import z3
from hypothesis import given, settings
from hypothesis import strategies as st

from symcheck.solve.smtlib_text import script
from symcheck.term import (
    BOOL,
    INT,
    Term,
    add,
    at_most_one,
    conj,
    disj,
    div,
    eq,
    evaluate,
    iff,
    integer,
    ite,
    le,
    mod,
    mul,
    neg,
    variable,
)

A, B, C, D = (variable(name, BOOL) for name in ("a", "b'", "c[1]@2", 'd["x|y"]'))
X, Y = variable("x", INT), variable("y", INT)

NUMBERS = st.recursive(
    st.one_of(st.sampled_from([X, Y]), st.integers(-4, 4).map(integer)),
    lambda inner: st.one_of(
        st.lists(inner, min_size=2, max_size=3).map(add),
        st.tuples(inner, inner).map(lambda p: mul(*p)),
        st.tuples(inner, inner).map(lambda p: div(*p)),
        st.tuples(inner, inner).map(lambda p: mod(*p)),
        st.tuples(inner, inner).map(lambda p: ite(A, *p)),
    ),
    max_leaves=5,
)
FORMULAS = st.recursive(
    st.one_of(
        st.sampled_from([A, B, C, D]),
        st.tuples(NUMBERS, NUMBERS).map(lambda p: le(*p)),
        st.tuples(NUMBERS, NUMBERS).map(lambda p: eq(*p)),
    ),
    lambda inner: st.one_of(
        st.lists(inner, max_size=4).map(conj),
        st.lists(inner, max_size=4).map(disj),
        st.lists(inner, max_size=6).map(at_most_one),
        inner.map(neg),
        st.tuples(inner, inner).map(lambda p: iff(*p)),
    ),
    max_leaves=8,
)


@settings(max_examples=150, deadline=None)
@given(FORMULAS, st.tuples(*[st.booleans()] * 4), st.integers(-5, 5), st.integers(-5, 5))
def test_z3_reads_it_as_meant(term: Term, letters: tuple[bool, ...], x: int, y: int) -> None:
    env: dict[Term, bool | int] = dict(zip((A, B, C, D), letters, strict=True)) | {X: x, Y: y}
    fixed = [eq(var, integer(value)) if var.sort is INT else var if value else neg(var) for var, value in env.items()]
    solver = z3.Solver()
    solver.from_string(script([term, *fixed]))
    assert (solver.check() == z3.sat) == evaluate(term, env)


def test_shared_terms_are_written_once() -> None:
    deep = A
    for place in range(3_000):
        deep = iff(disj([deep, variable(f"d{place}", BOOL)]), conj([deep, variable(f"e{place}", BOOL)]))
    text = script([deep])
    assert len(text) < 3_000 * 500
    assert text.endswith("(check-sat)\n")
    assert "set-logic" not in text
