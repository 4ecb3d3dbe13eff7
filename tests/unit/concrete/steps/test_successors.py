from __future__ import annotations

import pytest

from symcheck.base.diagnostic import Code, SpecError
from symcheck.concrete.steps.successors import Machine
from tests.unit.concrete.specs import spec


def machine(body: str, config: str = "INIT Init\nNEXT Next") -> Machine:
    return Machine(spec(body, config))


def initial(init: str, variables: str = "x, y", more: str = "") -> set[str]:
    found = machine(f"VARIABLES {variables}\n{more}\nInit == {init}\nNext == UNCHANGED <<{variables}>>")
    return {shown(state) for state in found.initial()}


def successors(next_: str, variables: str = "x, y", init: str = "x = 0 /\\ y = 0", more: str = "") -> list[str]:
    found = machine(f"VARIABLES {variables}\n{more}\nInit == {init}\nNext == {next_}")
    (state,) = found.initial()
    return [shown(successor) for successor in found.successors(state)]


def shown(state: tuple[object, ...]) -> str:
    return " ".join(map(str, state))


@pytest.mark.parametrize(
    ("init", "states"),
    [
        ("x = 1 /\\ y = x + 1", {"1 2"}),
        ("x \\in {1, 2} /\\ y \\in 0..1", {"1 0", "1 1", "2 0", "2 1"}),
        ("x \\in {1, 2} /\\ y = x", {"1 1", "2 2"}),
        ("\\/ x = 1 /\\ y = 1\n        \\/ y = 2 /\\ x = 2", {"1 1", "2 2"}),
        ("x \\in 1..4 /\\ x > 2 /\\ y = 0", {"3 0", "4 0"}),
        ("x = 1 /\\ y = 2 /\\ x = 2", set()),
        ("x = 1 /\\ x \\in {1, 5} /\\ y = 0", {"1 0"}),
        ("\\E k \\in {1, 2} : x = k /\\ y = -k", {"1 -1", "2 -2"}),
        ("\\E <<k, l>> \\in {<<1, 2>>, <<3, 4>>} : x = k /\\ y = l", {"1 2", "3 4"}),
        ("\\A k \\in {1} : x = k /\\ y = k", {"1 1"}),
        ("IF 1 < 2 THEN x = 1 /\\ y = 1 ELSE x = 2 /\\ y = 2", {"1 1"}),
        ("x \\in {1, 2} /\\ (x = 1 => y = 7) /\\ (x = 2 => y = 8)", {"1 7", "2 8"}),
        ("CASE FALSE -> x = 1 /\\ y = 1 [] TRUE -> x = 2 /\\ y = 2", {"2 2"}),
        ("LET k == 3 IN x = k /\\ y = k", {"3 3"}),
        ("Both(4, 5)", {"4 5"}),
        ("x = 1 /\\ LET s == x + 1 IN y = s", {"1 2"}),
        ("x \\in {1, 2} /\\ LET s == x + 1 IN y = s", {"1 2", "2 3"}),
        ("LET s == x + 1 IN x \\in {1, 2} /\\ y = s", {"1 2", "2 3"}),
        ("x \\in SUBSET {1} /\\ y = Cardinality(x)", {"{} 0", "{1} 1"}),
        ("x \\in [{1, 2} -> {TRUE}] /\\ y = [a |-> 1]", {"<<TRUE, TRUE>> [a |-> 1]"}),
    ],
)
def test_initial_states(init, states):
    assert initial(init, more="Both(a, b) == x = a /\\ y = b") == states


@pytest.mark.parametrize(
    ("next_", "states"),
    [
        ("x' = x + 1 /\\ y' = x' + 1", ["1 2"]),
        ("x' \\in {1, 2} /\\ UNCHANGED y", ["1 0", "2 0"]),
        ("x' \\in {1, 2} /\\ y' = x'", ["1 1", "2 2"]),
        ("UNCHANGED <<x, y>>", ["0 0"]),
        ("UNCHANGED <<x, <<y>>>>", ["0 0"]),
        ("UNCHANGED vars", ["0 0"]),
        ("x' = 1 /\\ UNCHANGED vars", []),
        ("x' = 0 /\\ UNCHANGED vars", ["0 0"]),
        ("UNCHANGED y /\\ y' = 1 /\\ x' = 1", []),
        ("x' = 1 /\\ x' \\in {1, 2} /\\ y' = 0", ["1 0"]),
        ("x' = 1 /\\ x' \\in {2} /\\ y' = 0", []),
        ("(x' = 1 \\/ x' = 2) /\\ (y' = 3 \\/ y' = 4)", ["1 3", "1 4", "2 3", "2 4"]),
        ("\\E k, l \\in {1, 2} : k < l /\\ x' = k /\\ y' = l", ["1 2"]),
        ("\\A k \\in {0} : x' = k /\\ y' = k", ["0 0"]),
        ("(\\A k \\in {} : x' = k) /\\ x' = 1 /\\ y' = 1", ["1 1"]),
        ("(\\A k \\in {1, 2} : x' = 1 \\/ y' = 2) /\\ x' = 1 /\\ y' = 2", ["1 2"] * 4),
        ("[x' = 1 /\\ y' = 1]_vars", ["1 1", "0 0"]),
        ("<<x' \\in {0, 1} /\\ y' = 0>>_vars", ["1 0"]),
        ("(x' = 1 /\\ y' = 1) \\cdot (x' = x + 1 /\\ y' = y)", ["2 1"]),
        ("(x' \\in {1, 2} /\\ y' = 0) \\cdot (x' = x + 1 /\\ UNCHANGED y)", ["2 0", "3 0"]),
        ("(x = 1 /\\ y = 2)'", ["1 2"]),
        ("x' = 1 /\\ (y = x)'", ["1 1"]),
        ("LET k == x' IN x' \\in {1, 2} /\\ y' = k", ["1 1", "2 2"]),
        ("LET k == x' + 1 IN x' \\in {1, 2} /\\ (y' = k \\/ y' = -k)", ["1 2", "1 -2", "2 3", "2 -3"]),
        ("LET A(k) == x' = k IN A(1) /\\ y' = 0", ["1 0"]),
        ("LET A == x' = 7 IN A /\\ y' = 0", ["7 0"]),
        ("Assign(x, 3) /\\ Assign(y, 4)", ["3 4"]),
        ("Use(x') /\\ x' = 1", None),
        ("Later(x')", ["1 1", "2 2"]),
        ("Apply(LAMBDA k : x' = k, 5) /\\ y' = 0", ["5 0"]),
        ("Apply(SetX, 6) /\\ y' = 0", ["6 0"]),
        ("Count(2) /\\ x' = 1", ["1 2"]),
        ("ENABLED (x' = 1) /\\ x' = 2 /\\ y' = 0", ["2 0"]),
        ("(~ENABLED (x' = 1 /\\ x' = 2)) /\\ x' = 2 /\\ y' = 0", ["2 0"]),
        ("(ENABLED (x' = 1 /\\ x = 5 /\\ UNCHANGED y)) /\\ x' = 2 /\\ y' = 0", []),
        ("x' = 1 /\\ (x' = 1 => y' = 2)", ["1 2"]),
        ("IF x = 0 THEN x' = 1 /\\ y' = 1 ELSE UNCHANGED vars", ["1 1"]),
        ("CASE x = 1 -> UNCHANGED vars [] x = 0 -> x' = 2 /\\ y' = 2", ["2 2"]),
        ("CASE x = 1 -> UNCHANGED vars [] OTHER -> x' = 3 /\\ y' = 3", ["3 3"]),
        ("x' = [k \\in {1, 2} |-> k + y] /\\ y' = x'[2]", ["<<1, 2>> 2"]),
        ("FALSE /\\ x' = 1", []),
    ],
)
def test_successors(next_, states):
    more = """vars == <<x, y>>
        Assign(v, e) == v' = e
        Use(v) == y' = v
        Later(v) == x' \\in {1, 2} /\\ y' = v
        Apply(A(_), e) == A(e)
        SetX(e) == x' = e
        RECURSIVE Count(_)
        Count(n) == IF n = 0 THEN y' = 0 \\/ y' = 2 ELSE Count(n - 1) /\\ y' = 2"""
    if states is None:
        with pytest.raises(SpecError) as caught:
            successors(next_, more=more)
        assert caught.value.code is Code.UNASSIGNED
    else:
        assert successors(next_, more=more) == states


def labels(next_: str, more: str = "") -> list[str]:
    found = machine(f"VARIABLE x\n{more}\nInit == x = 0\nNext == {next_}")
    (state,) = found.initial()
    return [f"{found.step(each).label} {each.state[0]}" for each in found.transitions(state)]


@pytest.mark.parametrize(
    ("next_", "expected"),
    [
        ("A \\/ B", ["A 1", "B 2"]),
        ("C(5)", ["C(n = 5) 5"]),
        ("\\E k \\in {3, 4} : C(k)", ["C(n = 3) 3", "C(n = 4) 4"]),
        ("\\E k \\in {3, 4} : C(k + 1)", ["C(k = 3, n = 4) 4", "C(k = 4, n = 5) 5"]),
        ("\\E k \\in {3} : x' = k", ["Next(k = 3) 3"]),
        ("\\E j \\in {1}, k \\in {2} : A \\/ C(k)", ["A(j = 1, k = 2) 1", "C(j = 1, n = 2) 2"]),
        ("Group", ["A 1", "Group 9"]),
        ("LET k == 4 IN C(k)", ["C(n = 4) 4"]),
        ("x = 0 /\\ (A \\/ B)", ["Next 1", "Next 2"]),
        ("\\E f \\in [{1} -> {2, 3}] : D(f)", ["D(f = <<2>>) 2", "D(f = <<3>>) 3"]),
    ],
)
def test_labels(next_, expected):
    more = "A == x' = 1\nB == x' = 2\nC(n) == x' = n\nD(f) == x' = f[1]\nGroup == A \\/ x' = 9"
    assert labels(next_, more) == expected


def test_actions_of_an_instance_have_their_full_name():
    found = machine(
        "VARIABLE x\n---- MODULE Inner ----\nVARIABLE v\nStep == v' = 1\nGo == Step\n====\n"
        "I == INSTANCE Inner WITH v <- x\nInit == x = 0\nNext == I!Go"
    )
    (state,) = found.initial()
    assert [each.action for each in found.transitions(state)] == ["I!Step"]


def test_the_span_of_a_label_is_that_of_the_action():
    found = machine("VARIABLE x\nInit == x = 0\nSend ==\n  x' = 1\nNext == Send")
    (state,) = found.initial()
    (transition,) = found.transitions(state)
    assert (transition.span.line, transition.span.column) == (6, 3)


def fails(body: str) -> SpecError:
    def everything() -> None:
        found = machine(body)
        for state in found.initial():
            found.successors(state)

    with pytest.raises(SpecError) as caught:
        everything()
    return caught.value


def test_an_action_must_determine_every_variable():
    error = fails("VARIABLES x, y, z\nInit == x = 0 /\\ y = 0 /\\ z = 0\nSend == x' = 1\nNext == Send")
    assert error.code is Code.UNASSIGNED
    assert "Send does not determine the values of y', z'" in str(error)
    assert "UNCHANGED <<y, z>>" in str(error)


def test_only_some_ways_may_leave_a_variable_open():
    error = fails("VARIABLES x, y\nInit == x = 0 /\\ y = 0\nNext == x' = 1 /\\ (y' = 1 \\/ x = 0)")
    assert error.code is Code.UNASSIGNED


def test_init_must_determine_every_variable():
    error = fails("VARIABLES x, y\nInit == x = 0\nNext == UNCHANGED <<x, y>>")
    assert error.code is Code.UNASSIGNED
    assert "the initial predicate does not determine the value of y" in str(error)
    assert "y'" not in str(error)


def test_init_may_not_read_what_has_no_value_yet():
    error = fails("VARIABLES x, y\nInit == y = x /\\ x = 0\nNext == UNCHANGED <<x, y>>")
    assert error.code is Code.UNASSIGNED
    assert "x is used before it is assigned" in str(error)


def test_choosing_from_an_infinite_set_is_an_error():
    assert fails("VARIABLE x\nInit == x \\in Nat\nNext == UNCHANGED x").code is Code.INFINITE_SET


def test_a_case_without_a_match_is_an_error():
    error = fails("VARIABLE x\nInit == x = 0\nNext == CASE x = 1 -> x' = 1 [] x = 2 -> x' = 2")
    assert error.code is Code.CASE_NO_MATCH


def test_a_guard_that_is_no_formula_is_an_error():
    assert fails("VARIABLE x\nInit == x = 0\nNext == x /\\ x' = 1").code is Code.NOT_BOOLEAN


def test_endless_recursion_is_an_error():
    body = "VARIABLE x\nRECURSIVE F(_)\nF(n) == F(n + 1)\nInit == x = 0\nNext == x' = F(0)"
    assert fails(body).code is Code.RECURSION_DEPTH


def test_conditions_and_functions_of_states_and_steps():
    made = spec("VARIABLE x\nInit == x = 0\nNext == x' = x + 1\nInv == x > 0\nTwice == x * 2", "INIT Init\nNEXT Next")
    found = Machine(made)
    holds = found.condition(made.definitions["Inv"].body)
    assert (holds((0,)), holds((1,))) == (False, True)
    assert found.function(made.definitions["Twice"].body)((3,)) == 6
    step = found.condition(made.definitions["Next"].body)
    assert (step((1,), (2,)), step((1,), (1,))) == (True, False)


def test_choices_are_made_before_all_of_them_are_listed():
    found = machine("VARIABLE x\nInit == x = 0\nNext == \\E k \\in 0..2^60, v \\in {1, 2} : x' = k + v")
    (state,) = found.initial()
    assert found.has_successor(state)


def test_the_last_of_several_choices_changes_fastest():
    found = successors("\\E a \\in {1, 2}, b \\in 1..70000 : b < 3 /\\ x' = a /\\ y' = b")
    assert found == ["1 1", "1 2", "2 1", "2 2"]
