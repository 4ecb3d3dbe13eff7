"""Liveness on random small graphs against trying every short lasso."""

from __future__ import annotations

from collections.abc import Iterator

from hypothesis import given, settings
from hypothesis import strategies as st

from symcheck.concrete.replay import Claim, Replayed, replay
from symcheck.concrete.search.exploration import Fails, Holds
from symcheck.concrete.search.explore import explore
from symcheck.concrete.steps.successors import Machine
from symcheck.concrete.temporal.automaton import Atom, conj, negation, satisfied
from symcheck.concrete.temporal.formulas import Temporal
from symcheck.concrete.temporal.truth import StepTruth
from tests.unit.concrete.specs import spec

STATES = 3
LONGEST = 6

EDGES = st.sets(st.tuples(st.integers(0, STATES - 1), st.integers(0, STATES - 1)), min_size=1, max_size=6)
SUBSETS = st.sets(st.integers(0, STATES - 1))
FORMULAS = st.recursive(
    st.sampled_from(["P", "Q", "~P", "~Q", "P ~> Q", "[]<>P", "<>[]Q", "WF_s(A)", "SF_s(B)", "[]<><<A>>_s"]).map(
        lambda text: f"({text})"
    ),
    lambda inner: st.one_of(
        st.builds("([]{})".format, inner),
        st.builds("(<>{})".format, inner),
        st.builds("(~{})".format, inner),
        st.builds("({} /\\ {})".format, inner, inner),
        st.builds("({} \\/ {})".format, inner, inner),
        st.builds("({} => {})".format, inner, inner),
    ),
    max_leaves=4,
)
FAIRNESS = st.sampled_from(["TRUE", "WF_s(A)", "SF_s(A)", "WF_s(Next)", "WF_s(A) /\\ SF_s(B)", "SF_s(A) /\\ SF_s(B)"])


def shown(pairs: object) -> str:
    return str(pairs).replace("(", "<<").replace(")", ">>") if pairs else "{}"


def module(edges: object, first: object, second: object, p: object, q: object, fairness: str, formula: str) -> str:
    return f"""VARIABLE s
Init == s = 0
Step(E) == \\E t \\in 0..{STATES - 1} : s' = t /\\ <<s, t>> \\in E
A == Step({shown(first)})
B == Step({shown(second)})
Next == Step({shown(edges)})
P == s \\in {set(p) or "{}"}
Q == s \\in {set(q) or "{}"}
Spec == Init /\\ [][Next]_s /\\ {fairness}
Prop == {formula} /\\ []<>TRUE"""


def lassos(successors: dict[int, set[int]]) -> Iterator[tuple[tuple[int, ...], int]]:
    """Every lasso of at most so many states from 0, stuttering included."""
    todo: list[tuple[int, ...]] = [(0,)]
    while todo:
        path = todo.pop()
        after = successors[path[-1]] | {path[-1]}
        yield from ((path, loop) for loop, state in enumerate(path) if state in after)
        if len(path) < LONGEST:
            todo.extend((*path, state) for state in after if state != path[-1])


@settings(max_examples=80, deadline=None)
@given(EDGES, EDGES, EDGES, SUBSETS, SUBSETS, FAIRNESS, FORMULAS)
def test_verdicts_agree_with_all_short_lassos(edges, first, second, p, q, fairness, formula):
    text = module(edges, first & edges or set(), second & edges or set(), p, q, fairness, formula)
    made = spec(text, "SPECIFICATION Spec\nPROPERTY Prop\nCHECK_DEADLOCK FALSE")
    answers = {finding.formula: finding.answer for finding in explore(made).findings if finding.kind == "temporal"}
    machine = Machine(made)
    states = [(state,) for state in range(STATES)]
    successors = {state: {target for (target,) in machine.successors((state,))} for state in range(STATES)}
    for prop in made.properties:
        if prop.kind != "temporal":
            continue
        answer = answers[prop]
        if isinstance(answer, Fails):
            assert answer.trace is not None
            assert isinstance(replay(made, answer.trace, Claim("temporal", (prop,))), Replayed)
            continue
        assert answer == Holds()
        temporal = Temporal(machine)
        assert made.behavior is not None
        wrong = conj((negation(temporal.formula(prop.expr)), temporal.behavior(made.behavior)))
        truth = StepTruth(temporal.atoms, states)
        for path, loop in lassos(successors):
            follow = (*path[1:], path[loop])

            def atom(index: int, step: int, path=path, follow=follow, truth=truth) -> bool:
                return truth.condition(Atom(index))(path[step], follow[step])

            assert not satisfied(wrong, len(path), loop, atom), (path, loop)
