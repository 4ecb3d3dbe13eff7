from __future__ import annotations

import pytest

from symcheck.base.diagnostic import Code
from tests.unit.resolve.show import resolved, show

MACHINE = """---- MODULE High ----
EXTENDS Integers
VARIABLE h
I == h = 0
N == h' = h + 1
Spec == I /\\ [][N]_h /\\ WF_h(N) /\\ [](h >= 0)
====
VARIABLES x, y
vars == <<x, y>>
Init == x = 0 /\\ y = 0
Next == x' = x + 1 /\\ y' = y
Spec == Init /\\ [][Next]_vars /\\ WF_vars(Next)
Small == x < 9
Grows(v) == [][v' > v]_v
H == INSTANCE High WITH h <- x + y
"""


@pytest.mark.parametrize(
    ("formula", "expected"),
    [
        ("Small", [("init", "P")]),
        ("[]Small", [("invariant", "Small")]),
        ("[](Small /\\ x = y)", [("invariant", "AND(Small, EQ(x, y))")]),
        ("[](Small /\\ []Small)", [("invariant", "Small"), ("invariant", "Small")]),
        ("[][Next]_x", [("action", "SQUARE(Next, x)")]),
        ("Grows(x) /\\ []Small", [("action", "SQUARE(GT(PRIME(x), x), x)"), ("invariant", "Small")]),
        ("\\A i \\in {1, 2} : [](x # i)", [("invariant", "NE(x, 1)"), ("invariant", "NE(x, 2)")]),
        ("\\A i \\in {} : []<>(x = i)", [("init", "TRUE")]),
        ("\\A i \\in Nat : [](x # i)", [("invariant", "(forall i in NAT: NE(x, i))")]),
        ("\\A i \\in Nat : <>(x = i)", [("temporal", "(forall i in NAT: EVENTUALLY(EQ(x, i)))")]),
        ("LET i == 3 IN [](x # i)", [("invariant", "(let i: NE(x, i))")]),
        ("LET i == 3 IN [][x' # i]_x", [("action", "SQUARE((let i: NE(PRIME(x), i)), (let i: x))")]),
        ("x = 0 => []Small", [("temporal", "IMPLIES(EQ(x, 0), ALWAYS(Small))")]),
        ("[]<>Small", [("temporal", "ALWAYS(EVENTUALLY(Small))")]),
        ("x ~> y", [("temporal", "LEADS_TO(x, y)")]),
        ("WF_vars(Next)", [("temporal", "WEAK_FAIRNESS(vars, Next)")]),
        ("H!Spec", [
            ("init", "H!I"), ("action", "SQUARE(H!N, ADD(x, y))"), ("temporal", "WEAK_FAIRNESS(ADD(x, y), H!N)"),
            ("invariant", "GEQ0"),
        ]),
    ],
)  # fmt: skip
def test_conjuncts_are_sorted_by_what_can_check_them(formula: str, expected: list[tuple[str, str]]) -> None:
    spec = resolved(f"{MACHINE}P == {formula}", "SPECIFICATION Spec\nPROPERTY P")
    found = [(p.kind, show(p.expr)) for p in spec.properties]
    assert found == [(kind, "GE(ADD(x, y), 0)" if text == "GEQ0" else text) for kind, text in expected]
    assert {p.name for p in spec.properties} == {"P"}


def test_a_property_of_first_states_only_gets_a_warning() -> None:
    spec = resolved(MACHINE, "SPECIFICATION Spec\nPROPERTY Small")
    assert [w.code for w in spec.warnings] == [Code.WEAK_CHECK]
    assert resolved(MACHINE, "SPECIFICATION Spec\nPROPERTY Spec").warnings == ()
