"""What is remembered is what would be computed, errors are not, and what does not pay is left alone."""

from __future__ import annotations

import pytest

import symcheck
from symcheck.base.diagnostic import Code, SpecError
from symcheck.concrete.compiler import memo
from symcheck.concrete.compiler.fused import function, fuse

# sums, products and loops over values that come again and again, beside some that never do
LOOPS = r"""---- MODULE Loops ----
EXTENDS Integers, FiniteSets
VARIABLES n, s, f
Init == n = 0 /\ s = {} /\ f = [i \in 1..3 |-> 0]
Shift(d, of) == {x + d : x \in of} \cup {y \in of : \A z \in of : z <= y} \cup {CHOOSE z \in of \cup {0} : z <= d}
Next == /\ n < 60
        /\ n' = n + 1
        /\ s' = {x % 5 : x \in Shift(n % 3, s)} \cup {n % 4}
        /\ f' = [i \in 1..3 |-> IF i \in s THEN f[i] + 1 ELSE Cardinality({x \in s : x > i})]
Small == \A x \in s : x < 5
Positive == \E x \in s : x >= 0 \/ s = {}
Stop == n < 60
Inv == Small /\ (n > 0 => Positive) /\ \A i \in 1..3 : f[i] <= n + 5
====
"""
CONFIG = "INIT Init\nNEXT Next\nCHECK_DEADLOCK FALSE\nINVARIANTS Inv Stop\n"


def states(monkeypatch: pytest.MonkeyPatch, trial: int, worth: float) -> list[str]:
    monkeypatch.setattr(memo, "_TRIAL", trial)
    monkeypatch.setattr(memo, "_WORTH", worth)
    report = symcheck.check(symcheck.loads(LOOPS, CONFIG), engine="explicit")
    (found,) = [each for each in report.to_json()["results"] if each["property"] == "Stop"]
    return [str(state) for state in found["trace"]["states"]]


@pytest.mark.parametrize(("trial", "worth"), [(0, 0.0), (5, 0.0), (5, 1e9), (4000, 1.3)])
def test_the_states_are_the_same(trial: int, worth: float, monkeypatch: pytest.MonkeyPatch) -> None:
    expected = states(monkeypatch, 1 << 30, 1.3)
    assert len(expected) == 61
    assert states(monkeypatch, trial, worth) == expected


ALIASES = r"""---- MODULE Aliases ----
EXTENDS Integers, FiniteSets
VARIABLES s, v, n
Init == s = {1, 2, 3} /\ v = 1 /\ n = 0
Next == n < 30 /\ n' = n + 1 /\ v' = (v % 3) + 1 /\ s' = s
Below(w, all) == Cardinality({x \in all : x < w})
Twice(w) == LET Up(y) == {x + w : x \in s} \cup {y} IN Cardinality(Up(w) \cap 1..4)
Counted(Op(_)) == Cardinality({x \in s : Op(x)})
Right == /\ Below(v, s) = v - 1
         /\ Twice(v) = IF v = 1 THEN 4 ELSE IF v = 2 THEN 3 ELSE 2
         /\ Counted(LAMBDA x : x > v) = 3 - v
====
"""


@pytest.mark.parametrize("worth", [0.0, 1e9])
def test_other_names_for_variables_count(worth: float, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(memo, "_TRIAL", 0)
    monkeypatch.setattr(memo, "_WORTH", worth)
    monkeypatch.setattr(memo, "_LIGHTEST", 1)
    config = "INIT Init\nNEXT Next\nCHECK_DEADLOCK FALSE\nINVARIANT Right\n"
    assert symcheck.check(symcheck.loads(ALIASES, config), engine="explicit").verdict == "proved"


def test_values_are_looked_up_while_that_pays(monkeypatch: pytest.MonkeyPatch) -> None:
    evaluated = []
    monkeypatch.setattr(memo, "_TRIAL", 10)
    monkeypatch.setattr(memo, "_WORTH", 0.0)
    look_up = function(memo._looking_up(lambda f: evaluated.append(f[0]) or f[0] + 1, [fuse("f[0]")]))
    assert [look_up([number % 2]) for number in range(40)] == [1, 2] * 20
    assert evaluated == [0, 1]


def test_what_is_never_met_again_is_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(memo, "_TRIAL", 10)
    asked = []
    key = fuse("{note}(f[0])", note=lambda value: asked.append(value) or value)
    look_up = function(memo._looking_up(lambda f: f[0], [key]))
    assert [look_up([number]) for number in range(40)] == list(range(40))
    assert len(asked) == 10


def test_errors_are_not_remembered() -> None:
    def fail(f: list[object]) -> object:
        raise SpecError(Code.DOMAIN, "outside")

    look_up = function(memo._looking_up(fail, [fuse("f[0]")]))
    for _ in range(3):
        with pytest.raises(SpecError):
            look_up([1])
