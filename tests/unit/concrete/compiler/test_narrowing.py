"""Nat and Int under a quantifier whose body limits them are enumerated; what the body says decides, not the limits."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from symcheck import loads
from symcheck.base.diagnostic import Code, SpecError

WIDE = 60  # no limit below is farther from 0

MODULE = loads(
    """---- MODULE M ----
EXTENDS Integers
Small(n, most) == n < most /\\ n >= -1
Numbers == Int
Positive == Nat \\ {0}
====
"""
)


@pytest.mark.parametrize(
    ("expr", "value"),
    [
        (r"\A n \in Nat : n < 5 => n * n < 17", "TRUE"),
        (r"\E m \in Int : 3 * m + 2 = 17", "TRUE"),
        (r"\E m \in Int : 3 * m + 2 = 16", "FALSE"),
        (r"\E n, m \in Nat : n < 5 /\ m <= 6 - 2 /\ n + m = 8", "TRUE"),
        (r"\E n \in Nat, m \in 1..3 : n <= 4 /\ n = 2 * m", "TRUE"),
        (r"\A n \in Numbers : Small(n, 2) => n \in {-1, 0, 1}", "TRUE"),
        (r"\E n \in Numbers : Small(n, 2) /\ n = 2", "FALSE"),
        (r"\A n \in Int : 3 * n >= -7 /\ 3 * n < 7 => n \in -2..2", "TRUE"),
        (r"\E n \in Nat : n < 0", "FALSE"),
        (r"\E n \in Nat : n < 3 /\ \E m \in Nat : m < n /\ m = 1", "TRUE"),
        (r"\E n \in Positive : n < 1", "FALSE"),
        (r"\E n \in Positive \ {2, 3} : n > 1 /\ n < 5 /\ n = 4", "TRUE"),
        (r"\A n \in Int \ Nat : n >= -3 /\ n < 2 => n \in {-1, -2, -3}", "TRUE"),
    ],
)
def test_limited_numbers_are_enumerated(expr: str, value: str) -> None:
    assert str(MODULE.evaluate(expr)) == value


@pytest.mark.parametrize(
    "expr",
    [
        r"\A n \in Nat : n > 3",
        r"\E n \in Int : n < 3 /\ n # 4",
        r"{n \in Nat : n < 3} = {}",
        r"\E n, m \in Nat : n < m /\ m < n",  # the limits speak of one another
        r"\E n \in Nat : n < 1 \div 0",
        r'\E n \in Nat : n < "a"',
        r"\E n \in Nat : n < 2 \/ n < 3",
        r"\A n \in Nat : n < 2 /\ n < 3",
    ],
)
def test_other_numbers_are_not(expr: str) -> None:
    with pytest.raises(SpecError) as caught:
        MODULE.evaluate(expr)
    assert caught.value.code is Code.INFINITE_SET


SUMS = st.sampled_from(["n", "n + 2", "3 + n", "n - 4", "5 - n", "2 * n", "n * 3 - 1", "1 - 2 * n"])
COMPARISONS = st.builds(
    lambda left, sign, right, flipped: f"{right} {sign} {left}" if flipped else f"{left} {sign} {right}",
    SUMS,
    st.sampled_from(["<", "<=", ">", ">=", "="]),
    st.integers(-20, 20),
    st.booleans(),
)


@given(st.lists(COMPARISONS, min_size=1, max_size=3), st.integers(-9, 9))
def test_nothing_that_satisfies_the_body_is_left_out(facts: list[str], one: int) -> None:
    body = " /\\ ".join(f"({fact})" for fact in (*facts, f"n <= {WIDE}", f"n >= -{WIDE}"))
    for whole, part in (("Int", f"-{WIDE}..{WIDE}"), ("Nat", f"0..{WIDE}")):
        for formula in ("\\E n \\in {} : {} /\\ (n - ({})) % 7 = 0", "\\A n \\in {} : {} => n # ({})"):
            assert MODULE.evaluate(formula.format(whole, body, one)) == MODULE.evaluate(formula.format(part, body, one))
