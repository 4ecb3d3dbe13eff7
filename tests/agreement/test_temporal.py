"""Both readings of temporal properties and fairness: the bounded search for lassos finds one just where the listed
states have one, and what it finds replays; rounds come to an end just where there is none."""

from __future__ import annotations

import pytest
from hypothesis import given

import symcheck
from symcheck.base.budget import Budget
from symcheck.concrete.replay import Claim, Replayed, replay
from symcheck.concrete.search.exploration import Fails
from symcheck.concrete.search.explore import explore
from symcheck.core.spec import Spec
from symcheck.engine.lasso import Search
from symcheck.engine.pdr import search as pdr
from symcheck.engine.verdict import Proved, Verdict
from symcheck.pipeline.engines.lassos import trace_of
from symcheck.symbolic.encode import encode
from symcheck.system.transform.to_rounds import Rounds
from tests.amounts import examples
from tests.unit.concrete.specs import spec
from tests.unit.concrete.test_liveness_by_force import EDGES, FAIRNESS, FORMULAS, SUBSETS, module

DEEP = 16  # three states, with what a formula remembers of the past, have no longer shortest lasso


def fails(made: Spec) -> bool:
    """Whether some temporal conjunct fails, by listing all states."""
    return any(isinstance(each.answer, Fails) for each in explore(made).findings if each.kind == "temporal")


@examples(100, nightly=2_500, parts=2)
@given(EDGES, EDGES, EDGES, SUBSETS, SUBSETS, FAIRNESS, FORMULAS)
def test_a_lasso_is_found_where_there_is_one(part: int, edges, first, second, p, q, fairness, formula):
    text = module(edges, first & edges or set(), second & edges or set(), p, q, fairness, formula)
    made = spec(text, "SPECIFICATION Spec\nPROPERTY Prop\nCHECK_DEADLOCK FALSE")
    if not any(each.kind == "temporal" for each in made.properties):
        return
    encoded = encode(made)
    search = Search(encoded.system, encoded.violation("Prop"))
    found = search.to(DEEP, Budget(60))
    assert (found is not None) == fails(made)
    if found is None:
        assert search.clear == DEEP
        return
    trace = trace_of(encoded, found)
    claim = Claim("temporal", tuple(each for each in made.properties if each.kind == "temporal"))
    assert isinstance(replay(made, trace, claim), Replayed)
    assert found.shortest
    again = Search(encoded.system, encoded.violation("Prop"))
    assert len(trace) == 1 or again.to(len(trace) - 1, Budget(60)) is None


ROUNDS = (1, 3, 8, 30)
"""So many rounds: the last is more than there are states, even with what a formula remembers of the past."""


def ended(rounds: Rounds, most: int) -> bool:
    """Whether no path has so many rounds."""
    counted = rounds.up_to(most)
    found: dict[str, Verdict] = pdr(counted.system, counted.system.properties)
    return all(isinstance(verdict, Proved) for verdict in found.values())


@examples(100, nightly=1_000)
@given(EDGES, EDGES, EDGES, SUBSETS, SUBSETS, FAIRNESS, FORMULAS)
def test_rounds_end_where_there_is_no_lasso(part: int, edges, first, second, p, q, fairness, formula):
    text = module(edges, first & edges or set(), second & edges or set(), p, q, fairness, formula)
    made = spec(text, "SPECIFICATION Spec\nPROPERTY Prop\nCHECK_DEADLOCK FALSE")
    if not any(each.kind == "temporal" for each in made.properties):
        return
    encoded = encode(made)
    violation = encoded.violation("Prop")
    cases = [Rounds(encoded.system, violation, case) for case in violation.cases]
    assert all(any(ended(rounds, most) for most in ROUNDS) for rounds in cases) == (not fails(made))


PARTIAL = """---- MODULE Partial ----
EXTENDS Integers, Sequences
VARIABLES q, n
Init == q = <<>> /\\ n = 0
Put == n < 2 /\\ n' = n + 1 /\\ q' = Append(q, n')
Spec == Init /\\ [][Put]_<<q, n>> /\\ WF_n(Put)
Prop == {formula}
====
"""


CHANGING = """---- MODULE Changing ----
EXTENDS Naturals
VARIABLES n, x
Init == n = 0 /\\ x = [i \\in {1} |-> 0]
Next == n < 2 /\\ n' = n + 1 /\\ x' = "s"
Spec == Init /\\ [][Next]_<<n, x>> /\\ WF_<<n, x>>(Next)
Ends == <>(n = 2)
Never == <>(n = 3)
===="""


@pytest.mark.parametrize("engine", ["explicit", "bmc"])
def test_states_whose_values_cannot_be_compared_are_different_states(engine):
    """A lasso has to return to its state: that is no formula that could fail."""
    config = "SPECIFICATION Spec\nCHECK_DEADLOCK FALSE\nPROPERTY "
    assert symcheck.check(symcheck.loads(CHANGING, config + "Ends"), engine=engine, length=4).exit_code == 0
    assert symcheck.check(symcheck.loads(CHANGING, config + "Never"), engine=engine, length=4).exit_code == 13


@pytest.mark.parametrize("engine", ["explicit", "bmc"])
@pytest.mark.parametrize(
    ("formula", "code"),
    [
        # what is guarded is not evaluated where the guard is false
        ("[](q # <<>> => <>(Head(q) = 2))", 13),
        ("(n > 0) ~> (4 \\div n = 3)", 13),
        ("\\A k \\in 1..2 : (k \\in DOMAIN q) ~> (q[k] = 5)", 13),
        ("<>(n = 2 /\\ Head(q) = 1)", 0),
        # what is not ends the run, wherever it stands
        ("<>(Head(q) = 2)", 75),
        ("[]<>(Head(q) = 2)", 75),
        ("~[](Head(q) = 1)", 75),
        ("(n = 0) ~> (Head(q) = 1)", 75),
        ("<>[](n = 2 => q[3] = 1)", 75),
        ("<>(n = 2 /\\ q[3] = 1)", 75),
        ("WF_n(n' = q[n + 1])", 75),
        ("\\E k \\in {1} \\o <<>> : <>(n = k)", 75),
        ("[]<>(ENABLED (n' = Head(q)))", 75),
    ],
)
def test_what_a_formula_cannot_evaluate_ends_the_run_where_it_is_asked_for(engine, formula, code):
    made = symcheck.loads(PARTIAL.format(formula=formula), "SPECIFICATION Spec\nPROPERTY Prop\nCHECK_DEADLOCK FALSE")
    report = symcheck.check(made, engine=engine, length=4)
    assert report.exit_code == code
    if code == 75:
        (found,) = (each for each in report.results if each["verdict"] == "violated")
        assert found["kind"] == "definedness"
        assert report.trace is not None
        assert report.trace.loop is None
