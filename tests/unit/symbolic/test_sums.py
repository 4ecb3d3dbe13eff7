from __future__ import annotations

import pytest

import symcheck
from symcheck.resolve import resolve_text
from symcheck.symbolic.encode import encode
from symcheck.symbolic.sums import sums_of_choices
from symcheck.term import BOOL, INT, Term, add, eq, integer, ite, variable

BANK = r"""---- MODULE Bank ----
EXTENDS Integers, FiniteSets
CONSTANT Accounts
VARIABLE bal
RECURSIVE Sum(_, _)
Sum(f, S) == IF S = {} THEN 0 ELSE LET x == CHOOSE x \in S : TRUE IN f[x] + Sum(f, S \ {x})
Init == bal = [a \in Accounts |-> 10]
Transfer(a, b, n) == a # b /\ bal[a] >= n /\ bal' = [bal EXCEPT ![a] = @ - n, ![b] = @ + FEE]
Next == \E a, b \in Accounts, n \in 1..5 : Transfer(a, b, n)
Const == Sum(bal, Accounts) = 10 * Cardinality(Accounts)
Small == \A a \in Accounts : bal[a] <= 40
====
"""
CONFIG = 'INIT Init\nNEXT Next\nCHECK_DEADLOCK FALSE\nCONSTANT Accounts = {"a", "b", "c", "d"}\nINVARIANT '


def sorts(invariant: str, depth: int | None) -> set[str]:
    encoded = encode(resolve_text(BANK.replace("FEE", "n"), config_text=CONFIG + invariant), depth)
    return {variable.sort.name for variable in encoded.system.state}


@pytest.mark.parametrize(
    ("invariant", "depth", "sort"),
    [("Const", 6, "Int"), ("Const", None, "Bool"), ("Small", 6, "Bool")],
)
def test_integers_that_are_added_up_are_numbers_where_a_length_is_given(invariant, depth, sort):
    assert sorts(invariant, depth) == {sort}


@pytest.mark.parametrize(("fee", "verdict"), [("n", "bounded"), ("(IF bal[a] = 5 THEN n + 1 ELSE n)", "violated")])
def test_what_is_found_of_sums(fee, verdict):
    spec = symcheck.loads(BANK.replace("FEE", fee), CONFIG + "Const")
    report = symcheck.check(spec, engine="bmc", length=5)
    assert report.verdict == verdict
    if verdict == "violated":
        (found,) = [each for each in report.to_json()["results"] if each["property"] == "Const"]
        assert found["depth"] == 2


def choice(name: str, count: int) -> Term:
    found = integer(0)
    for value in range(1, count):
        found = ite(variable(f"{name}={value}", BOOL), integer(value), found)
    return found


@pytest.mark.parametrize(
    ("terms", "expected"),
    [
        ([choice(name, 20) for name in "abc"], True),
        ([choice(name, 20) for name in "ab"], False),
        ([choice(name, 5) for name in "abcd"], False),
        ([variable(name, INT) for name in "abcd"], False),
    ],
)
def test_sums_of_choices(terms, expected):
    assert sums_of_choices([eq(add(terms), integer(7))], 16) is expected
