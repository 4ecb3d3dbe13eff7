"""What a LET or a recursion makes of a parameter that stands for something primed is another thing with every next
state."""

from __future__ import annotations

import pytest

import symcheck

STEPS = r"""---- MODULE Steps ----
EXTENDS Naturals
VARIABLES x, z
Value(y) == LET h == y + 0 IN
   \/ x' = 1 /\ z' = h
   \/ x' = 2 /\ z' = h
Through(y) == LET h == y + 0
                  g == h + 0 IN
   \/ x' = 1 /\ z' = g
   \/ x' = 2 /\ z' = g
Operator(y) == LET g(v) == y + v IN
   \/ x' = 1 /\ z' = g(0)
   \/ x' = 2 /\ z' = g(0)
Recursion(y) == LET RECURSIVE h(_)
                    h(n) == IF n = 0 THEN y ELSE h(n - 1) IN
   \/ x' = 1 /\ z' = h(2)
   \/ x' = 2 /\ z' = h(2)
Guarded(y) == LET is(v) == y = v IN
   \/ x' = 1 /\ z' = 1 /\ is(1)
   \/ x' = 2 /\ z' = (IF is(2) /\ ~is(1) THEN 2 ELSE 1)
RECURSIVE Kept(_, _)
Kept(y, n) == IF n = 0 THEN y ELSE Kept(y, n - 1)
Argument(y) ==
   \/ x' = 1 /\ z' = Kept(y, 2)
   \/ x' = 2 /\ z' = Kept(y, 2)
RECURSIVE Applied(_, _)
Applied(F(_), n) == IF n = 0 THEN F(0) ELSE Applied(F, n - 1)
Either(F(_)) ==
   \/ x' = 1 /\ z' = Applied(F, 2)
   \/ x' = 2 /\ z' = Applied(F, 2)
Lambda(y) == Either(LAMBDA n : y + n)
Init == x = 1 /\ z = 1
Next == NAME(x')
Same == z = x
One == z = 1
====
"""
NAMES = ("Value", "Through", "Operator", "Recursion", "Guarded", "Argument", "Lambda")


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("engine", ["explicit", "kinduction", "pdr"])
def test_the_next_state_of_each_branch(name: str, engine: str) -> None:
    spec = symcheck.loads(STEPS.replace("NAME", name), "INIT Init\nNEXT Next\nINVARIANTS Same")
    assert symcheck.check(spec, engine=engine, timeout=30).verdict == "proved"


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("engine", ["explicit", "bmc", "kinduction", "pdr"])
def test_what_is_false_in_one_branch_is_not_proved(name: str, engine: str) -> None:
    spec = symcheck.loads(STEPS.replace("NAME", name), "INIT Init\nNEXT Next\nINVARIANTS One")
    assert symcheck.check(spec, engine=engine, length=2 if engine == "bmc" else None, timeout=30).exit_code == 12


def test_an_operator_of_a_let_fails_where_it_is_called_only() -> None:
    text = r"""---- MODULE Shares ----
EXTENDS Naturals
VARIABLES x, z
Init == x = 0 /\ z = 0
Next == LET share(n) == 12 \div n
            fits(n) == n # 0 /\ share(n) <= x + 4 IN
   /\ x' = (x + 1) % 4
   /\ \E f \in {g \in [1..2 -> 0..3] : \A i \in 1..2 : fits(g[i])} : z' = share(f[1])
Fits == z \in {0, 4, 6}
Whole == z # 6
====
"""
    spec = symcheck.loads(text, "INIT Init\nNEXT Next\nINVARIANT Fits")
    for engine in ("explicit", "kinduction", "pdr"):
        assert symcheck.check(spec, engine=engine, timeout=30).verdict == "proved", engine
    violated = symcheck.check(spec, invariants=["Whole"], engine="bmc", length=5)
    assert violated.exit_code == 12
    assert violated.trace is not None
    assert len(violated.trace.steps) == 4


ALIASES = (
    "copy = (x + 1) % 3",
    "LET v == x IN v' = (x + 1) % 3",
    "LET v == x' IN v = (x + 1) % 3",
    "LET v == x' IN v \\in {(x + 1) % 3}",
    "Set(x')",
    "Both(x)",
)


@pytest.mark.parametrize("engine", ["explicit", "bmc"])
@pytest.mark.parametrize("action", ALIASES)
def test_another_name_of_a_variable_is_given_its_value(action: str, engine: str) -> None:
    text = f"""---- MODULE Names ----
EXTENDS Naturals
VARIABLE x
Init == LET v == x IN v = 0
copy == x'
Through(a) == a = (x + 1) % 3
Set(a) == LET b == a IN Through(b)
Both(a) == LET b == a IN b' = (x + 1) % 3 /\\ (\\A s \\in {{3}} : b' < s)
Next == {action}
Low == x < 2
====
"""
    report = symcheck.check(symcheck.loads(text, "INIT Init\nNEXT Next\nINVARIANT Low"), engine=engine, length=4)
    assert report.exit_code == 12
    assert report.trace is not None
    assert len(report.trace.steps) == 3


CHAIN = r"""---- MODULE Chain ----
EXTENDS Naturals
VARIABLES x, y
Move(a, b) == LET c == a IN LET d == c IN d' = (b + 1) % 3 /\ y' = d'
Init == x = 0 /\ y = 0
Next == Move(x, y)
Same == x = y
====
"""


@pytest.mark.parametrize("engine", ["explicit", "bmc", "pdr"])
def test_names_of_a_name_of_a_variable_that_is_passed(engine: str) -> None:
    spec = symcheck.loads(CHAIN, "INIT Init\nNEXT Next\nINVARIANTS Same")
    report = symcheck.check(spec, engine=engine, length=4, timeout=30)
    assert report.verdict in ("bounded", "proved")


PARTIAL = r"""---- MODULE Partial ----
EXTENDS Naturals
VARIABLES x, z
Guard(a, b) == IF a = 0 THEN 0 ELSE b
RECURSIVE Down(_, _)
Down(n, b) == IF n = 0 THEN 0 ELSE IF n = 1 THEN b ELSE Down(n - 1, b)
Init == x = 0 /\ z = 0
Next == x' = (x + 1) % 3 /\ ACTION
Fits == z = (IF x = 0 THEN 0 ELSE 12 \div x)
====
"""


@pytest.mark.parametrize(
    "action",
    [
        "LET share == 12 \\div x' IN z' = IF x' = 0 THEN 0 ELSE share",
        "LET share == 12 \\div x'  twice == share + share IN z' = IF x' = 0 THEN 0 ELSE twice \\div 2",
        "z' = Guard(x', 12 \\div x')",
        "z' = Down(x', 12 \\div x')",
        "LET m == IF x' = 0 THEN CHOOSE n \\in Nat : n > x ELSE x' IN z' = IF x' = 0 THEN 0 ELSE 12 \\div m",
        "z' = Guard(x', 12 \\div (IF x' = 0 THEN CHOOSE n \\in Nat : n > x ELSE x'))",
    ],
    ids=["let", "let-of-let", "argument", "recursion", "let-lacks", "argument-lacks"],
)
@pytest.mark.parametrize("engine", ["explicit", "bmc", "pdr"])
def test_what_speaks_of_the_next_state_fails_where_it_is_needed_only(action: str, engine: str) -> None:
    spec = symcheck.loads(PARTIAL.replace("ACTION", action), "INIT Init\nNEXT Next\nINVARIANT Fits")
    report = symcheck.check(spec, engine=engine, length=6 if engine == "bmc" else None, timeout=60)
    assert report.verdict == ("bounded" if engine == "bmc" else "proved")
    unguarded = PARTIAL.replace("ACTION", "LET share == 12 \\div x' IN z' = share")
    failing = symcheck.check(symcheck.loads(unguarded, "INIT Init\nNEXT Next"), engine=engine, length=4, timeout=60)
    assert failing.exit_code == 75
    assert failing.trace is not None
    assert len(failing.trace.steps) == 3
