from __future__ import annotations

from dataclasses import replace

import pytest

from symcheck.base.diagnostic import Code
from symcheck.concrete.replay import Claim, Rejected, Replayed, replay
from symcheck.concrete.search.exploration import Fails
from symcheck.concrete.search.explore import explore
from symcheck.core.spec import Spec
from symcheck.trace.trace import Step, Trace
from symcheck.value import TRUE, String
from tests.unit.concrete.specs import spec

BODY = """VARIABLE x
Init == x = 0
Inc(n) == x < 6 /\\ x' = x + n
Next == \\E k \\in {1, 2} : Inc(k)
Small == x < 3
Positive == x >= 0
Slow == [][x' = x + 1]_x
Never == x = 1
Div == 1 \\div (x - 3) < 5
Even == x % 2 = 0
Bound == x < 4
Alias == [twice |-> 2 * x, next |-> x']
Live == <>(x = 5)
Fair == Init /\\ [][Next]_x /\\ WF_x(Next)
"""


def made(config: str = "") -> Spec:
    return spec(BODY, f"INIT Init\nNEXT Next\n{config}" if "SPECIFICATION" not in config else config)


def trace(*xs: int, loop: int | None = None) -> Trace:
    return Trace(("x",), tuple(Step("?", (), {"x": x}) for x in xs), loop)


def claimed(one: Spec, name: str) -> Claim:
    (found,) = [each for each in (*one.invariants, *one.properties) if each.name == name]
    kind = "invariant" if found in one.invariants else found.kind  # type: ignore[union-attr]
    return Claim(kind, (found,))  # type: ignore[arg-type]


def test_an_accepted_trace_has_the_labels_of_its_steps():
    found = replay(made(), trace(0, 1, 3))
    assert isinstance(found, Replayed)
    assert [step.label for step in found.trace.steps] == ["Init", "Inc(n = 1)", "Inc(n = 2)"]


@pytest.mark.parametrize(
    ("states", "step", "reason"),
    [
        ((1,), 0, "Init"),
        ((0, 3), 1, "Next"),
        ((0, 1, 1, 4), 3, "Next"),
    ],
)
def test_what_is_no_behavior_is_rejected(states, step, reason):
    found = replay(made(), trace(*states))
    assert isinstance(found, Rejected)
    assert found.step == step
    assert reason in found.reason


def test_other_variables_are_rejected():
    found = replay(made(), Trace(("y",), (Step("Init", (), {"y": TRUE}),)))
    assert isinstance(found, Rejected)


def test_stuttering_is_a_step():
    found = replay(made(), trace(0, 0, 1))
    assert isinstance(found, Replayed)
    assert [step.action for step in found.trace.steps] == ["Init", "Stuttering", "Inc"]


def test_a_violated_invariant_is_named_and_explained():
    one = made("INVARIANTS Positive Small")
    found = replay(one, trace(0, 1, 3), Claim("invariant", one.invariants))
    assert isinstance(found, Replayed)
    assert found.formula is one.invariants[1]
    assert found.explanation is not None
    assert [conjunct.text for conjunct in found.explanation.conjuncts] == ["x < 3"]


def test_an_invariant_that_the_last_state_satisfies():
    one = made("INVARIANT Small")
    found = replay(one, trace(0, 1, 2), claimed(one, "Small"))
    assert isinstance(found, Rejected)
    assert found.step == 2


def test_properties_of_the_first_state_and_of_the_last_step():
    one = made("PROPERTIES Slow Never")
    found = replay(one, trace(0, 1, 3), claimed(one, "Slow"))
    assert isinstance(found, Replayed)
    assert isinstance(replay(one, trace(0, 1, 2), claimed(one, "Slow")), Rejected)
    assert isinstance(replay(one, trace(0), claimed(one, "Slow")), Rejected)
    assert isinstance(replay(one, trace(0), claimed(one, "Never")), Replayed)


def test_deadlock():
    assert isinstance(replay(made(), trace(0, 2, 4, 6), Claim("deadlock")), Replayed)
    assert isinstance(replay(made(), trace(0, 2, 4), Claim("deadlock")), Rejected)


def test_evaluation_errors_are_found_anew():
    one = made("INVARIANTS Div Small")
    found = replay(one, trace(0, 1, 3), Claim("definedness"))
    assert isinstance(found, Replayed)
    assert found.error is not None
    assert found.error.code is Code.DIVISION_BY_ZERO
    assert isinstance(replay(one, trace(0, 1, 2), Claim("definedness")), Rejected)


def test_an_error_in_place_of_what_was_claimed():
    one = made("INVARIANT Div")
    found = replay(one, trace(0, 1, 3), claimed(one, "Div"))
    assert isinstance(found, Replayed)
    assert found.kind == "definedness"


def test_states_outside_of_the_constraints_may_only_come_last():
    one = made("CONSTRAINT Bound\nINVARIANT Small")
    assert isinstance(replay(one, trace(0, 2, 4), claimed(one, "Small")), Replayed)
    found = replay(one, trace(0, 2, 4, 5), claimed(one, "Small"))
    assert isinstance(found, Rejected)
    assert found.step == 2


def test_the_alias_is_evaluated_in_each_step():
    found = replay(made("ALIAS Alias"), trace(0, 2, 3))
    assert isinstance(found, Replayed)
    assert found.aliases == ({"twice": 0, "next": 2}, {"twice": 4, "next": 3}, {"twice": 6, "next": 3})


INFINITE = """VARIABLE x
Init == x \\in Int
Next == \\/ \\E d \\in Nat : d > 2 /\\ x' = x + d
        \\/ x < 0 /\\ x' \\in Int
        \\/ x > 90 /\\ \\E d \\in Nat : x' = d \\div 2
Small == x < 8
"""


@pytest.mark.parametrize("states", [(1, 5, 9), (-4, 3, 8), (0, 11), (8,)])
def test_choices_from_infinite_sets_are_tried_with_what_the_states_hold(states):
    one = spec(INFINITE, "INIT Init\nNEXT Next\nINVARIANT Small")
    found = replay(one, trace(*states), claimed(one, "Small"))
    assert isinstance(found, Replayed)
    if states == (1, 5, 9):
        assert [step.label for step in found.trace.steps] == ["Init", "Next(d = 4)", "Next(d = 4)"]


def test_a_step_that_no_choice_makes():
    one = spec(INFINITE, "INIT Init\nNEXT Next\nINVARIANT Small")
    assert isinstance(replay(one, trace(7, 8), claimed(one, "Small")), Rejected)


def test_bindings_of_the_trace_are_tried_too():
    one = spec(INFINITE, "INIT Init\nNEXT Next\nINVARIANT Small")
    bare = trace(91, 50)
    assert isinstance(replay(one, bare, claimed(one, "Small")), Rejected)
    told = replace(bare, steps=(bare.steps[0], replace(bare.steps[1], bindings=(("d", 101),))))
    assert isinstance(replay(one, told, claimed(one, "Small")), Replayed)


def test_a_formula_over_an_infinite_set_is_no_evaluation_error_of_the_specification():
    one = spec(BODY + "All == \\A n \\in Nat : n >= 0", "INIT Init\nNEXT Next\nINVARIANT All")
    found = replay(one, trace(0, 1), claimed(one, "All"))
    assert isinstance(found, Rejected)
    assert found.open


@pytest.mark.parametrize(
    "formula", ["\\A n \\in Nat : n # x", "\\A n \\in Nat, m \\in {x} : n # m", "~(\\E n \\in Int : n = x)"]
)
def test_a_number_that_decides_a_formula_over_an_infinite_set_is_enough(formula):
    one = spec(BODY + f"All == {formula}", "INIT Init\nNEXT Next\nINVARIANT All")
    found = replay(one, trace(0, 1), claimed(one, "All"))
    assert isinstance(found, Replayed)
    assert found.kind == "invariant"


def test_numbers_of_a_trace_are_tried_where_a_formula_speaks_of_all():
    one = spec(BODY + "All == \\A n \\in Nat : n * n * n # 1331 + x", "INIT Init\nNEXT Next\nINVARIANT All")
    assert isinstance(replay(one, trace(0), claimed(one, "All")), Rejected)
    assert isinstance(replay(one, replace(trace(0), numbers=(11,)), claimed(one, "All")), Replayed)


def test_an_earlier_disjunct_with_other_kinds_of_values():
    body = "VARIABLE x\nInit == x = 1\nNext == x' = 2 \\/ x' = \"a\"\nInv == x = 1"
    one = spec(body, "INIT Init\nNEXT Next\nINVARIANT Inv")
    found = replay(
        one, Trace(("x",), (Step("Init", (), {"x": 1}), Step("", (), {"x": String("a")}))), claimed(one, "Inv")
    )
    assert isinstance(found, Replayed)
    assert found.kind == "definedness"


def test_lassos():
    one = made("SPECIFICATION Fair\nPROPERTY Live\nCHECK_DEADLOCK FALSE")
    claim = claimed(one, "Live")
    assert isinstance(replay(one, trace(0, 2, 4, 6, loop=3), claim), Replayed)
    unfair = replay(one, trace(0, 2, loop=1), claim)
    assert isinstance(unfair, Rejected)
    assert "fair" in unfair.reason
    assert isinstance(replay(one, trace(0, 1, 3, 5, 6, loop=4), claim), Rejected)
    assert isinstance(replay(one, trace(0, 2, 4, 6), claim), Rejected)
    back = replay(one, trace(0, 2, 4, 6, loop=1), claim)
    assert isinstance(back, Rejected)
    assert "back" in back.reason


@pytest.mark.parametrize(
    "config",
    [
        "INVARIANT Small",
        "INVARIANT Div",
        "INVARIANT Positive",
        "PROPERTIES Slow Never",
        "SPECIFICATION Fair\nPROPERTY Live",
        "INVARIANT Even\nCONSTRAINT Bound",
    ],
)
def test_what_a_search_finds_replays(config):
    one = made(config)
    failures = [each for each in explore(one).findings if isinstance(each.answer, Fails)]
    assert failures
    for finding in failures:
        assert isinstance(finding.answer, Fails)
        assert finding.answer.trace is not None
        claim = Claim(finding.kind, () if finding.formula is None else (finding.formula,))
        found = replay(one, finding.answer.trace, claim)
        assert isinstance(found, Replayed), found
        assert found.trace == finding.answer.trace
        assert replay(one, replace(finding.answer.trace), claim) == found


HUGE = """VARIABLES x, y
Init == x = 0 /\\ y = 0
Put(k, v) == x' = k /\\ y' = y + v
Shift == \\E n \\in 1..2000 : x' = x + 13 * n * n /\\ y' = y
Next == \\/ \\E k \\in 0..2^64, v \\in 0..2^64 : Put(k, v)
        \\/ Shift
"""


def test_a_choice_from_more_than_can_be_listed():
    huge = spec(HUGE, "INIT Init\nNEXT Next")
    states = ({"x": 0, "y": 0}, {"x": 2**63, "y": 12345})
    found = replay(huge, Trace(("x", "y"), tuple(Step("?", (), state) for state in states)))
    assert isinstance(found, Replayed)
    assert found.trace.steps[1].label == f"Put(k = {2**63}, v = 12345)"


def test_a_choice_that_the_states_do_not_tell_is_searched_for():
    shift = spec(HUGE.replace("\\/ \\E k", "\\/ FALSE /\\ \\E k"), "INIT Init\nNEXT Next")
    steps = tuple(Step("?", (), {"x": x, "y": 0}) for x in (0, 13 * 1999 * 1999))
    found = replay(shift, Trace(("x", "y"), steps))
    assert isinstance(found, Replayed)
    assert found.trace.steps[1].action == "Shift"
    assert isinstance(replay(shift, Trace(("x", "y"), (steps[0], Step("?", (), {"x": 14, "y": 0})))), Rejected)


def test_functions_and_records_over_integers_are_made_of_the_numbers_at_hand():
    body = """VARIABLES x, y
Init == x = 0 /\\ \\E f \\in [{1, 2} -> Int], r \\in [a : Nat, b : BOOLEAN] : y = f[1] - 3 * f[2] + r.a /\\ r.b
Next == UNCHANGED <<x, y>>
"""
    steps = (Step("Init", (), {"x": 0, "y": 77}),)
    found = replay(spec(body, "INIT Init\nNEXT Next"), Trace(("x", "y"), steps, numbers=(70, -1, 4)))
    assert isinstance(found, Replayed)


def test_nobody_knows_what_comes_after_a_state_whose_step_has_no_value():
    one = spec(
        "VARIABLE x\nInit == x = 0\nNext == (CHOOSE k \\in {} : TRUE) # x /\\ x' = x + 1\nSmall == x < 2",
        "INIT Init\nNEXT Next\nINVARIANT Small",
    )
    found = replay(one, trace(0, 1, 2), Claim("invariant", one.invariants))
    assert isinstance(found, Rejected)
    assert found.open, "it is an error of the specification, and no two readings disagree"
