from __future__ import annotations

import pytest

from symcheck.base.budget import Budget
from symcheck.base.diagnostic import Code, SpecError
from symcheck.base.observe import Silent
from symcheck.concrete.search.exploration import Exploration, Fails, Finding, Holds, Open
from symcheck.concrete.search.explore import LENGTH, OUT_OF_TIME, TOO_MANY_STATES, Limits, explore
from symcheck.concrete.search.judge import UNDEFINED, VIOLATED
from tests.unit.concrete.specs import spec

COUNTER = """VARIABLE x
Init == x = 0
Next == x < 5 /\\ x' = x + 1
Small == x < 3
Tiny == x < 2
Large == x < 100
Up == [][x' > x]_x
Never == [][x' # 4]_x
Starts == x = 0
StartsWrong == x = 1
Lasting == [](x < 4)
"""


def run(body: str, config: str = "INIT Init\nNEXT Next", limits: Limits | None = None) -> Exploration:
    return explore(spec(body, config), limits=limits)


def count(body: str, more: str = "") -> Exploration:
    return run(COUNTER + body, f"INIT Init\nNEXT Next\nCHECK_DEADLOCK FALSE\n{more}")


def answer(found: Exploration, name: str) -> Holds | Fails | Open:
    (only,) = [finding.answer for finding in found.findings if finding.name == name]
    return only


def failure(found: Exploration, name: str) -> Fails:
    result = answer(found, name)
    assert isinstance(result, Fails)
    return result


def xs(failing: Fails) -> list[object]:
    assert failing.trace is not None
    return [step.state["x"] for step in failing.trace.steps]


def test_counts_and_the_answer_to_an_invariant_that_holds():
    found = count("", "INVARIANT Large")
    assert (found.distinct, found.generated, found.depth, found.complete) == (6, 6, 5, True)
    assert answer(found, "Large") == Holds()
    assert answer(found, "definedness") == Holds()
    assert [finding.name for finding in found.findings] == ["Large", "definedness"]


def test_every_property_has_its_own_shortest_trace():
    found = count("", "INVARIANTS Small Tiny Large")
    assert xs(failure(found, "Small")) == [0, 1, 2, 3]
    assert xs(failure(found, "Tiny")) == [0, 1, 2]
    assert answer(found, "Large") == Holds()
    assert found.complete


def test_the_search_ends_when_all_properties_are_violated():
    found = count("", "INVARIANTS Small Tiny")
    assert not found.complete
    assert found.reason == VIOLATED
    assert answer(found, "definedness") == Open(VIOLATED, 1)


def test_the_search_may_end_at_the_first_violation():
    found = explore(
        spec(COUNTER, "INIT Init\nNEXT Next\nINVARIANTS Small Tiny"), limits=Limits(every_property=False)
    )
    assert isinstance(answer(found, "Tiny"), Fails)
    assert answer(found, "Small") == Open(VIOLATED, 1)


def test_violations_are_told_as_they_are_found():
    told: list[Finding] = []
    explore(spec(COUNTER, "INIT Init\nNEXT Next\nINVARIANTS Small Tiny Large"), tell=told.append)
    assert [finding.name for finding in told] == ["Tiny", "Small", "deadlock"]


def test_a_trace_has_labels_and_spans():
    trace = failure(count("", "INVARIANT Small"), "Small").trace
    assert trace is not None
    assert [step.action for step in trace.steps] == ["Init", "Next", "Next", "Next"]
    assert trace.steps[1].span is not None
    assert trace.steps[1].span.line == 5


def test_properties_of_each_safety_kind():
    found = count("", "PROPERTIES Up Never Starts StartsWrong Lasting")
    assert answer(found, "Up") == Holds()
    assert answer(found, "Starts") == Holds()
    assert xs(failure(found, "Never")) == [0, 1, 2, 3, 4]
    assert xs(failure(found, "StartsWrong")) == [0]
    assert xs(failure(found, "Lasting")) == [0, 1, 2, 3, 4]


def test_deadlock():
    found = run(COUNTER, "INIT Init\nNEXT Next")
    assert xs(failure(found, "deadlock")) == [0, 1, 2, 3, 4, 5]
    assert count("").findings[-1].name == "definedness"
    assert run("VARIABLE x\nInit == x = 0\nNext == UNCHANGED x").findings[0].answer == Holds()


def test_states_outside_of_a_constraint_are_checked_but_neither_counted_nor_expanded():
    found = count("Bound == x <= 2\nBad == x # 3\nFar == x # 4", "CONSTRAINT Bound\nINVARIANTS Bad Far")
    assert found.distinct == 3
    assert xs(failure(found, "Bad")) == [0, 1, 2, 3]
    assert answer(found, "Far") == Holds()


def test_an_initial_state_outside_of_a_constraint():
    found = count("Bound == x > 0\nBad == x # 0", "CONSTRAINT Bound\nINVARIANT Bad")
    assert (found.distinct, xs(failure(found, "Bad"))) == (0, [0])


def test_steps_outside_of_an_action_constraint():
    next_ = "Next == x < 9 /\\ (x' = x + 1 \\/ x' = x + 5)"
    body = f"VARIABLE x\nInit == x = 0\n{next_}\nOne == x' = x + 1\nSmall == x # 14"
    found = run(body, "INIT Init\nNEXT Next\nACTION_CONSTRAINT One\nINVARIANT Small\nCHECK_DEADLOCK FALSE")
    assert found.distinct == 10
    assert answer(found, "Small") == Holds()
    found = run(body.replace("14", "13"), "INIT Init\nNEXT Next\nACTION_CONSTRAINT One\nINVARIANT Small")
    assert xs(failure(found, "Small")) == [0, 1, 2, 3, 4, 5, 6, 7, 8, 13]


def test_a_view_makes_states_equal():
    body = "VARIABLES x, y\nInit == x = 0 /\\ y = 0\nNext == x' = (x + 1) % 3 /\\ y' = y + 1\nView == x"
    assert run(body, "INIT Init\nNEXT Next\nVIEW View").distinct == 3


SYMMETRIC = """CONSTANT P
VARIABLE x
Init == x = {}
Next == \\E p \\in P : p \\notin x /\\ x' = x \\cup {p}
Sym == Permutations(P)
Inv == Cardinality(x) < 2
Some == x = {} \\/ (CHOOSE p \\in x : TRUE) \\in P
View == <<x, x # {}>>
Grows == <>(x = P)"""
SYMMETRY = "INIT Init\nNEXT Next\nCONSTANT P = {p1, p2, p3}\nCHECK_DEADLOCK FALSE\nSYMMETRY Sym\n"


def test_symmetry_changes_no_answer():
    found = failure(run(SYMMETRIC, SYMMETRY + "INVARIANT Inv"), "Inv")
    assert found.trace is not None
    assert len(found.trace) == 3


@pytest.mark.parametrize(
    ("asked", "states", "reason"),
    [
        ("", 4, None),
        ("VIEW View", 4, None),
        ("CONSTRAINT Inv", 2, None),
        ("INVARIANT Some", 8, "CHOOSE p \\in x : TRUE (<text>:9:20) may tell apart what it exchanges"),
        ("PROPERTY Grows", 8, "temporal properties speak of whole behaviors"),
    ],
)
def test_what_symmetry_exchanges_is_one_state_where_that_is_sound(asked, states, reason):
    class Notes(Silent):
        def __init__(self):
            self.notes = []

        def note(self, message):
            self.notes.append(message)

    notes = Notes()
    found = explore(spec(SYMMETRIC, SYMMETRY + asked), observer=notes)
    assert found.distinct == states
    assert ("SYMMETRY" in found.alike) is (reason is None)
    assert notes.notes == ([] if reason is None else [f"SYMMETRY is not made use of: {reason}"])


def test_an_error_of_evaluation_is_a_violation_of_its_own():
    found = count("Div == 10 \\div (3 - x) > 0", "INVARIANTS Div Large")
    broken = failure(found, "definedness")
    assert broken.error is not None
    assert broken.error.code is Code.DIVISION_BY_ZERO
    assert xs(broken) == [0, 1, 2, 3]
    assert answer(found, "Large") == Open(UNDEFINED, 2)
    assert not found.complete


@pytest.mark.parametrize("kind", ["INVARIANTS", "PROPERTIES"])
def test_what_is_violated_is_still_evaluated(kind: str):
    """After its violation a formula may come to a state, or a step, where it has no value."""
    twice = r"IF x < 4 THEN x < 2 ELSE <<>>[x]"
    asked = twice if kind == "INVARIANTS" else f"[][{twice}]_x"
    found = count(f"Twice == {asked}\n", f"{kind} Twice Up" if kind == "PROPERTIES" else f"{kind} Twice Large")
    assert xs(failure(found, "Twice"))[-1] in (2, 3)
    assert xs(failure(found, "definedness"))[-1] in (4, 5)


def test_an_error_in_the_next_state_relation_has_the_trace_to_its_state():
    found = run("VARIABLE x\nInit == x = 0\nNext == x' = IF x = 2 THEN Head(<<>>) ELSE x + 1")
    broken = failure(found, "definedness")
    assert broken.error is not None
    assert broken.error.code is Code.EMPTY_SEQUENCE
    assert xs(broken) == [0, 1, 2]


def test_an_error_in_init_has_no_trace():
    broken = failure(run("VARIABLE x\nInit == x = Head(<<>>)\nNext == UNCHANGED x"), "definedness")
    assert broken.trace is None
    assert broken.error is not None


def test_a_variable_that_an_action_forgets():
    broken = failure(run("VARIABLES x, y\nInit == x = 0 /\\ y = 0\nNext == x' = 1"), "definedness")
    assert broken.error is not None
    assert broken.error.code is Code.UNASSIGNED


def test_limits():
    endless = "VARIABLE x\nInit == x = 0\nNext == x' = x + 1\nLarge == x < 10000000"
    config = "INIT Init\nNEXT Next\nINVARIANT Large"
    found = run(endless, config, Limits(states=50))
    assert (found.complete, found.reason) == (False, TOO_MANY_STATES)
    found = explore(spec(endless, config), Budget(0.05))
    assert (found.complete, found.reason) == (False, OUT_OF_TIME)
    found = run(endless, config, Limits(length=7))
    assert (found.distinct, found.depth, found.reason) == (8, 7, LENGTH)
    assert [finding.answer for finding in found.findings] == [Open(LENGTH, 7)] * 3


def test_the_budget_holds_while_initial_states_are_listed():
    many = "VARIABLE x\nInit == x \\in SUBSET (1..40)\nNext == UNCHANGED x"
    found = explore(spec(many), Budget(0.1))
    assert found.reason == OUT_OF_TIME
    assert [finding.answer for finding in found.findings] == [Open(OUT_OF_TIME, -2)] * 2


def test_a_liveness_violation_leaves_what_was_asked_of_every_state_answered():
    body = f"{COUNTER}\nEver == <>(x = 9)\nAlso == <>(x = 8)"
    config = "INIT Init\nNEXT Next\nINVARIANT Under\nPROPERTIES Ever Also\nCHECK_DEADLOCK FALSE"
    found = run(f"{body}\nUnder == x < 7", config, Limits(every_property=False))
    assert found.complete
    assert isinstance(answer(found, "Ever"), Fails)
    assert answer(found, "Also") == Open(VIOLATED, -1)
    assert [answer(found, name) for name in ("Under", "definedness")] == [Holds(), Holds()]


def test_a_length_that_is_never_reached_is_a_whole_search():
    found = count("", "INVARIANT Large")
    assert run(COUNTER, "INIT Init\nNEXT Next\nINVARIANT Large\nCHECK_DEADLOCK FALSE", Limits(length=9)).complete
    assert found.complete


def test_deadlock_within_a_length():
    config = "INIT Init\nNEXT Next\nINVARIANT Large"
    assert isinstance(answer(run(COUNTER, config, Limits(length=5)), "deadlock"), Fails)
    assert isinstance(answer(run(COUNTER, config, Limits(length=4)), "deadlock"), Open)


def test_an_evaluation_error_at_the_last_states_of_a_length_where_they_have_successors_too():
    body = "VARIABLE x\nInit == x = 0\nNext == x' = x + 1 \\/ (x = 2 /\\ x' = <<1>>[x])"
    config = "INIT Init\nNEXT Next"
    broken = failure(run(body, config, Limits(length=2)), "definedness")
    assert broken.error is not None
    assert broken.trace is not None
    assert len(broken.trace) == 3
    assert answer(run(body, config, Limits(length=1)), "definedness") == Open(LENGTH, 1)


def test_the_budget_holds_while_the_last_states_of_a_length_are_looked_at():
    many = "VARIABLE x\nInit == x = {}\nNext == x' \\in SUBSET (1..40)"
    found = explore(spec(many), Budget(0.2), limits=Limits(length=0))
    assert found.reason == OUT_OF_TIME
    assert answer(found, "definedness") == Open(OUT_OF_TIME, -2)


def test_postcondition():
    found = count('Post == TLCGet("distinct") = 6\nWrong == TLCGet("stats").diameter = 3', "POSTCONDITION Post")
    assert answer(found, "Post") == Holds()
    found = count('Wrong == TLCGet("stats").diameter = 3', "POSTCONDITION Wrong")
    assert isinstance(answer(found, "Wrong"), Fails)


def test_the_level_is_known_while_searching():
    found = run(
        'VARIABLE x\nInit == x = 0\nNext == x\' = x + 1\nStop == TLCGet("level") < 4',
        "INIT Init\nNEXT Next\nCONSTRAINT Stop",
    )
    assert found.distinct == 3, "initial states have level 1, and states beyond the constraint are not counted"


def test_the_level_is_that_of_the_state():
    spec = """LOCAL INSTANCE Toolbox
VARIABLE x
Init == x = 0 /\\ TLCGet("level") = 0
Next == x' = x + 1 /\\ TLCGet("level") = x + 1
Stop == TLCGet("level") < 6
Own == _TEPosition = x + 1
Early == TLCGet("level") < 4
Step == [][TLCGet("level") = x + 1 /\\ TLCGet("level") < 4]_x"""
    asked = "INIT Init\nNEXT Next\nCONSTRAINT Stop\nINVARIANT Own "
    assert answer(run(spec, asked), "Own") == Holds()
    found = answer(run(spec, asked + "Early"), "Early")
    assert isinstance(found, Fails)
    assert found.trace is not None
    assert len(found.trace.steps) == 4
    found = answer(run(spec, asked + "PROPERTY Step"), "Step")
    assert isinstance(found, Fails)
    assert found.trace is not None
    assert len(found.trace.steps) == 5


def test_a_specification_may_ask_whether_actions_can_be_composed():
    body = """VARIABLE x
ASSUME TLCGet("-Dtlc2.tool.impl.Tool.cdot") = "true"
Init == x = 0
Next == (x' = x + 1) \\cdot (x < 3 /\\ x' = x + 1)
"""
    assert run(body, "INIT Init\nNEXT Next\nCHECK_DEADLOCK FALSE").distinct == 2


@pytest.mark.parametrize("init", ["x \\in Int", "x = 0 /\\ \\A n \\in Nat : n >= x"])
def test_an_infinite_set_is_no_violation(init):
    with pytest.raises(SpecError) as caught:
        run(f"VARIABLE x\nInit == {init}\nNext == UNCHANGED x")
    assert caught.value.code is Code.INFINITE_SET


INSTANCES = """---- MODULE Tank ----
EXTENDS Naturals
VARIABLES level, valve
Fill == level < 2 /\\ level' = level + 1 /\\ valve' = "open"
CanFill == ENABLED Fill
Apart == ENABLED (level' = 0 /\\ valve' = 1)
====
VARIABLES hot, cold
T == INSTANCE Tank WITH level <- hot + cold, valve <- hot
S == INSTANCE Tank WITH level <- hot, valve <- hot
Init == hot = 0 /\\ cold = 0
Next == \\/ hot' = 1 - hot /\\ cold' = cold
        \\/ cold' = 1 - cold /\\ hot' = hot
Sees == T!CanFill <=> hot + cold < 2
Separate == S!Apart /\\ ~ENABLED (hot' = 0 /\\ hot' = 1)
Always == T!CanFill
"""


def test_enabled_in_an_instance_speaks_of_its_own_variables():
    found = explore(spec(INSTANCES, "INIT Init\nNEXT Next\nINVARIANTS Sees Separate Always"))
    failed = [finding.name for finding in found.findings if isinstance(finding.answer, Fails)]
    assert failed == ["Always"]


def test_what_has_been_seen_to_happen():
    body = """VARIABLES x, y
Init == x = 0 /\\ y = 0
Up == x < 3 /\\ x' = x + 1 /\\ y' = y
Never(i) == x = i /\\ x' = 0 /\\ y' = y
Next == Up \\/ \\E i \\in 7..8 : Never(i)
Moves == [][x' = x + 1]_x
Still == [][y' > y]_y
"""
    config = "INIT Init\nNEXT Next\nCHECK_DEADLOCK FALSE\nPROPERTIES Moves Still"
    found = run(body, config)
    assert found.complete
    assert found.taken == {"Up"}
    assert [each.name for each in found.unmoved] == ["Still"]


def test_initial_states_are_no_steps_of_an_action():
    found = run("VARIABLE x\nStart == x = 0\nInit == Start\nNext == x > 0 /\\ x' = x", "INIT Init\nNEXT Next")
    assert found.taken == frozenset()
