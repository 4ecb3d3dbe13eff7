"""Both readings of temporal properties and fairness: the bounded search for lassos finds one just where the listed
states have one, and what it finds replays; rounds come to an end just where there is none."""

from __future__ import annotations

from hypothesis import given

from symcheck.base.budget import Budget
from symcheck.concrete.exploration import Fails
from symcheck.concrete.explore import explore
from symcheck.concrete.replay import Claim, Replayed, replay
from symcheck.core.spec import Spec
from symcheck.engine.lasso import Search
from symcheck.engine.pdr import search as pdr
from symcheck.engine.verdict import Proved, Verdict
from symcheck.pipeline.lassos import trace_of
from symcheck.symbolic.encode import encode
from symcheck.system.transform.to_rounds import Rounds
from tests.amounts import examples
from tests.unit.concrete.specs import spec
from tests.unit.concrete.test_liveness_by_force import EDGES, FAIRNESS, FORMULAS, SUBSETS, module

DEEP = 16  # three states, with what a formula remembers of the past, have no longer shortest lasso


def fails(made: Spec) -> bool:
    """Whether some temporal conjunct fails, by listing all states."""
    return any(isinstance(each.answer, Fails) for each in explore(made).findings if each.kind == "temporal")


@examples(100, nightly=5_000, parts=2)
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


@examples(100, nightly=2_000)
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
