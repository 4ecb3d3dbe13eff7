from __future__ import annotations

import pytest

from symcheck.base.diagnostic import Code, SpecError
from symcheck.core.spec import Behavior
from symcheck.resolve import resolve_text
from tests.unit.resolve.show import mistakes, places, resolved, show

MACHINE = """CONSTANT S
VARIABLES x, y
vars == <<x, y>>
Init == x = 0 /\\ y = 0
A(i) == x' = i /\\ y' = y
B == y' = x /\\ x' = x
Next == B \\/ \\E i \\in S : A(i)
"""


def behavior(formula: str, config: str = "CONSTANT S = {1, 2}\nSPECIFICATION Spec") -> Behavior:
    found = resolved(f"{MACHINE}{formula}", config).behavior
    assert found is not None
    return found


def fairness(found: Behavior) -> list[str]:
    return [f"{'SF' if f.strong else 'WF'} {show(f.subscript)} {show(f.action)}" for f in found.fairness]


def test_the_usual_form() -> None:
    found = behavior("Spec == Init /\\ [][Next]_vars /\\ WF_vars(B) /\\ SF_x(Next)")
    assert (show(found.init), show(found.next)) == ("Init", "Next")
    assert found.subscript is not None
    assert show(found.subscript) == "vars"
    assert fairness(found) == ["WF vars B", "SF x Next"]
    assert found.other == ()


def test_through_definitions_with_arguments() -> None:
    found = behavior("Safe(i, N) == x = i /\\ y = 0 /\\ [][N]_vars\nFair == WF_vars(B)\nSpec == Safe(3, Next) /\\ Fair")
    assert (show(found.init), show(found.next)) == ("AND(EQ(x, 3), EQ(y, 0))", "Next")
    assert fairness(found) == ["WF vars B"]


def test_through_instances() -> None:
    inner = "---- MODULE In ----\nVARIABLE v\nI == v = 1\nN == v' = v\nSpec == I /\\ [][N]_v /\\ WF_v(N)\n====\n"
    found = behavior(f"{inner}J == INSTANCE In WITH v <- x\nSpec == J!Spec")
    assert (show(found.init), show(found.next)) == ("J!I", "J!N")
    assert fairness(found) == ["WF x J!N"]


@pytest.mark.parametrize(
    ("domain", "elements"),
    [
        ("S", ["1", "2"]),
        ("{3, x}", ["3", "x"]),
        ("1..3", ["1", "2", "3"]),
        ("0..(2 - 1)", ["0", "1"]),
        ("S \\ {1}", ["2"]),
        ("S \\cup {3}", ["1", "2", "3"]),
        ("BOOLEAN", ["FALSE", "TRUE"]),
        ("{1} \\X S", ["TUPLE(1, 1)", "TUPLE(1, 2)"]),
        ("[a : S]", ['RECORD("a", 1)', 'RECORD("a", 2)']),
        ("T", ["1", "2"]),
    ],
)
def test_fairness_of_each_element(domain: str, elements: list[str]) -> None:
    found = behavior(f"T == S\nSpec == Init /\\ [][Next]_vars /\\ \\A i \\in {domain} : WF_vars(A(i)) /\\ SF_x(B)")
    assert fairness(found) == [each for e in elements for each in (f"WF vars A({e})", "SF x B")]


def test_what_cannot_be_expanded_is_kept() -> None:
    found = behavior("Spec == Init /\\ [][Next]_vars /\\ (\\A i \\in SUBSET S : WF_vars(A(i))) /\\ []<>(x = 1)")
    assert [show(other.expr) for other in found.other] == [
        "(forall i in SUBSET({1, 2}): WEAK_FAIRNESS(vars, A(i)))", "ALWAYS(EVENTUALLY(EQ(x, 1)))",
    ]  # fmt: skip


def test_local_definitions_stay_around_their_parts() -> None:
    found = behavior("Spec == LET n == 0 N == B IN x = n /\\ y = 0 /\\ [][N]_vars /\\ WF_vars(N)")
    assert show(found.next) == "(let n N: N)"
    assert fairness(found) == ["WF (let n N: vars) (let n N: N)"]


def test_several_steps_are_one_that_is_all_of_them() -> None:
    found = behavior("Spec == Init /\\ [][x' = 1]_x /\\ [][y' = 2]_y")
    assert show(found.next) == "AND(SQUARE(EQ(PRIME(x), 1), x), SQUARE(EQ(PRIME(y), 2), y))"
    assert found.subscript is not None
    assert show(found.subscript) == "TUPLE(x, y)"


def test_what_always_holds_is_a_part_of_init_and_next() -> None:
    found = behavior("Spec == Init /\\ [][Next]_vars /\\ [](x < 3) /\\ WF_x(B)")
    assert show(found.init) == "AND(Init, LT(x, 3))"
    assert show(found.next) == "AND(Next, PRIME(LT(x, 3)))"
    assert (len(found.fairness), found.other) == (1, ())
    kept = behavior("Spec == Init /\\ [][Next]_vars /\\ [](ENABLED B)")
    assert len(kept.other) == 1


@pytest.mark.parametrize(
    ("formula", "code"),
    [
        ("Spec == [][Next]_vars", Code.CONFIG_NO_BEHAVIOR),
        ("Spec == Init /\\ []<>(x = 1)", Code.CONFIG_NO_BEHAVIOR),
        ("Spec == Init", Code.CONFIG_NO_BEHAVIOR),
        ("Spec == \\EE z : z = x /\\ [][Next]_vars", Code.UNSUPPORTED),
    ],
)
def test_what_is_no_behavior(formula: str, code: Code) -> None:
    found = mistakes(f"{MACHINE}{formula}", "CONSTANT S = {}\nSPECIFICATION Spec")
    assert [d.code for d in found] == [code]
    assert places(found)


def test_where_there_is_no_configuration_the_hint_says_where_it_is_looked_for() -> None:
    with pytest.raises(SpecError) as caught:
        resolve_text("---- MODULE M ----\nVARIABLE x\nStart == x = 0\nStep == x' = x\n====\n")
    assert caught.value.code is Code.CONFIG_NO_BEHAVIOR
    assert "in a configuration beside the module; or give --init and --next" in caught.value.diagnostics[0].hint
