from __future__ import annotations

from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from symcheck.concrete.temporal.automaton import (
    FALSE,
    TRUE,
    Always,
    And,
    Atom,
    Automaton,
    Eventually,
    Formula,
    Or,
    always,
    automaton,
    conj,
    disj,
    eventually,
    is_propositional,
    negation,
)
from symcheck.concrete.temporal.cycles import Fairness, fair_lasso

FORMULAS: st.SearchStrategy[Formula] = st.recursive(
    st.builds(Atom, st.integers(0, 1), st.booleans()),
    lambda inner: st.one_of(
        st.builds(lambda a, b: conj((a, b)), inner, inner),
        st.builds(lambda a, b: disj((a, b)), inner, inner),
        st.builds(always, inner),
        st.builds(eventually, inner),
    ),
    max_leaves=5,
)
WORDS = st.tuples(
    st.lists(st.tuples(st.booleans(), st.booleans()), max_size=3),
    st.lists(st.tuples(st.booleans(), st.booleans()), min_size=1, max_size=3),
)


def satisfies(formula: Formula, word: list[tuple[bool, bool]], loop: int) -> bool:
    """The textbook semantics on a lasso: the truth of each subformula at each position, by fixpoints."""

    def table(f: Formula) -> list[bool]:
        size = len(word)
        follow = [i + 1 if i + 1 < size else loop for i in range(size)]
        match f:
            case Atom(index, positive):
                return [letter[index] is positive for letter in word]
            case And(parts):
                return [all(column) for column in zip(*map(table, parts), strict=True)] if parts else [True] * size
            case Or(parts):
                return [any(column) for column in zip(*map(table, parts), strict=True)] if parts else [False] * size
            case Always(body):
                inner, now = table(body), [True] * size
                for _ in range(size + 1):
                    now = [inner[i] and now[follow[i]] for i in range(size)]
                return now
            case Eventually(body):
                inner, now = table(body), [False] * size
                for _ in range(size + 1):
                    now = [inner[i] or now[follow[i]] for i in range(size)]
                return now

    return table(formula)[0]


def accepts(found: Automaton, word: list[tuple[bool, bool]], loop: int) -> bool:
    size = len(word)
    every = (1 << found.acceptance) - 1
    edges: list[list[tuple[int, int]]] = [[] for _ in range(size * len(found.edges))]
    for i, (node, outgoing) in product(range(size), enumerate(found.edges)):
        for edge in outgoing:
            if all(word[i][index] is sign for index, sign in edge.literals):
                target = i + 1 if i + 1 < size else loop
                edges[i * len(found.edges) + node].append(
                    (target * len(found.edges) + edge.target, every & ~edge.postponed)
                )
    return fair_lasso(edges, [0], Fairness(required=every)) is not None


@given(FORMULAS, WORDS)
def test_the_automaton_accepts_exactly_the_models_of_its_formula(formula, lasso):
    prefix, cycle = lasso
    word = prefix + cycle
    assert accepts(automaton(formula), word, len(prefix)) == satisfies(formula, word, len(prefix))


@given(FORMULAS, WORDS)
def test_negation_is_negation(formula, lasso):
    prefix, cycle = lasso
    word = prefix + cycle
    assert satisfies(negation(formula), word, len(prefix)) != satisfies(formula, word, len(prefix))


def test_sizes_of_the_usual_automata():
    p, q = Atom(0), Atom(1)
    assert len(automaton(eventually(conj((p, always(q))))).edges) <= 3
    assert len(automaton(always(eventually(p))).edges) == 1
    assert automaton(FALSE).edges == ((),)
    assert automaton(TRUE).acceptance == 0


def test_simplifications():
    p = Atom(0)
    assert conj((p, p)) == p
    assert conj((p, FALSE)) == FALSE
    assert disj((p, TRUE)) == TRUE
    assert always(always(p)) == Always(p)
    assert eventually(eventually(p)) == Eventually(p)
    assert is_propositional(conj((p, negation(p))))
    assert not is_propositional(always(p))
