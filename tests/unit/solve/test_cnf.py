"""Clauses mean what the formula means, whatever is shared and in whatever polarity."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from symcheck.solve.cnf import Chunk, Clausifier
from symcheck.term import BOOL, FALSE, INT, TRUE, Term, at_most_one, conj, disj, evaluate, iff, ite, le, neg, variable
from symcheck.term import integer as number

LETTERS = tuple(variable(name, BOOL) for name in "abcd")


def formulas() -> st.SearchStrategy[Term]:
    return st.recursive(
        st.sampled_from([*LETTERS, *map(neg, LETTERS)]),
        lambda inner: st.one_of(
            st.lists(inner, max_size=4).map(conj),
            st.lists(inner, max_size=4).map(disj),
            st.lists(inner, min_size=2, max_size=9).map(at_most_one),
            inner.map(neg),
            st.tuples(inner, inner).map(lambda pair: iff(*pair)),
            st.tuples(inner, inner, inner).map(lambda three: ite(*three)),
        ),
        max_leaves=14,
    )


def definitions(chunk: Chunk) -> list[list[int]]:
    seen: set[Chunk] = set()
    stack, found = [chunk], []
    while stack:
        each = stack.pop()
        if each not in seen:
            seen.add(each)
            found += each.definitions
            stack += each.needs
    return found


def satisfiable(clauses: list[list[int]], units: list[int]) -> bool:
    from pysat.solvers import Solver

    with Solver(name="minisat22", bootstrap_with=clauses) as solver:
        return bool(solver.solve(assumptions=units))


def models(clausifier: Clausifier, clauses: list[list[int]], units: list[int]) -> set[tuple[bool, ...]]:
    """The values of the letters that can be made to satisfy the clauses."""
    slots = [clausifier.slot(letter) for letter in LETTERS]
    return {
        values
        for values in product([False, True], repeat=len(LETTERS))
        if satisfiable(clauses, [*units, *(s if v else -s for s, v in zip(slots, values, strict=True))])
    }


def meaning(term: Term) -> set[tuple[bool, ...]]:
    return {
        values
        for values in product([False, True], repeat=len(LETTERS))
        if evaluate(term, dict(zip(LETTERS, values, strict=True)))
    }


@settings(max_examples=150, deadline=None)
@given(st.lists(formulas(), min_size=1, max_size=3))
def test_asserted_and_assumed(terms: list[Term]) -> None:
    """Each formula alone, though they share definitions."""
    clausifier = Clausifier()
    chunks = [clausifier.asserted(term) for term in terms]
    for term, chunk in zip(terms, chunks, strict=True):
        assert models(clausifier, definitions(chunk) + chunk.assertions, []) == meaning(term)
    for term in terms:
        literal, chunk = clausifier.assumed(term)
        assert models(clausifier, definitions(chunk), [literal]) == meaning(term)
        assert models(clausifier, definitions(chunk), []) == meaning(TRUE)


@pytest.mark.parametrize("size", [3, 5, 6, 12])
def test_at_most_one_and_its_negation(size: int) -> None:
    letters = [variable(f"x{place}", BOOL) for place in range(size)]
    clausifier = Clausifier()
    most = at_most_one(letters)
    yes, no = clausifier.asserted(most), clausifier.asserted(neg(most))
    slots = [clausifier.slot(letter) for letter in letters]
    for held in ([], [0], [size - 1], [0, 1], [0, size - 1], [size - 2, size - 1], list(range(size))):
        units = [slot if place in held else -slot for place, slot in enumerate(slots)]
        assert satisfiable(definitions(yes) + yes.assertions, units) == (len(held) <= 1)
        assert satisfiable(definitions(no) + no.assertions, units) == (len(held) > 1)


def test_the_ladder_is_linear() -> None:
    clausifier = Clausifier()
    chunk = clausifier.asserted(at_most_one([variable(f"x{place}", BOOL) for place in range(1_000)]))
    assert len(chunk.assertions) < 3_000


def test_constants() -> None:
    clausifier = Clausifier()
    assert clausifier.asserted(TRUE).assertions == []
    assert clausifier.asserted(FALSE).assertions == [[]]


def test_deep_formulas_need_no_recursion() -> None:
    deep = LETTERS[0]
    for place in range(20_000):
        deep = iff(disj([deep, variable(f"deep{place}", BOOL)]), variable(f"more{place}", BOOL))
    assert Clausifier().asserted(deep).definitions


def test_integers_are_refused() -> None:
    with pytest.raises(AssertionError, match="no clause"):
        Clausifier().asserted(le(variable("n", INT), number(0)))
