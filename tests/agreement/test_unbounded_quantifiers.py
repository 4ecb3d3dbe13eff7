"""Quantifiers over all integers mean the same as over the few that can matter.

Each specification is read twice: by explicit search with a range in place of Int, and by symbolic search with Int
itself. Every formula under a quantifier is decided by numbers within the range, so both have the same verdicts.
"""

from __future__ import annotations

from hypothesis import given, note
from hypothesis import strategies as st

from tests.agreement.test_small_specs import LENGTH, compare_verdicts
from tests.agreement.twice import both
from tests.amounts import examples

MODULE = r"""---- MODULE All ----
EXTENDS Integers, FiniteSets
VARIABLES x, s
Init == x = 0 /\ s = {}
Next == ACTIONS
One == ONE
Two == TWO
===="""
CONFIGURATION = "INIT Init\nNEXT Next\nINVARIANTS One Two\nCHECK_DEADLOCK FALSE\n"

# each is decided by integers from -20 to 20
FORMULAS = (
    "\\A n \\in NUMBERS : n \\in s => n < {limit}",
    "\\E n \\in NUMBERS : n \\in s /\\ n > {limit}",
    "\\E n \\in NUMBERS : 2 * n = x",
    "\\A n \\in NUMBERS : n + n # x",
    "\\A n \\in NUMBERS : n > x /\\ n < x + 3 => n \\notin s",
    "\\E n \\in NUMBERS : n > x /\\ n < x + {limit} /\\ n \\in s",
    "\\A n \\in NUMBERS, m \\in s : n = m + 1 => n \\in s \\/ n > {limit}",
    "\\A m \\in s : \\E n \\in NUMBERS : n \\in s /\\ n >= m /\\ n % 2 = 0",
    "\\E n \\in NUMBERS : \\A m \\in NUMBERS : m \\in s => m < n /\\ n < {limit}",
    "\\A n \\in NUMBERS : \\E m \\in NUMBERS : n \\in s => m = n + 1 /\\ m # x",
    "x < {limit}",
    "Cardinality(s) < 2",
)


CONNECTIVES = ("/\\", "\\/", "=>", "<=>")


@st.composite
def texts(draw: st.DrawFn) -> str:
    """A module, with a hole for the numbers."""

    def formula(depth: int = 2) -> str:
        kind = draw(st.sampled_from(("plain", "plain", "not", "if", *CONNECTIVES))) if depth else "plain"
        if kind == "plain":
            return "(" + draw(st.sampled_from(FORMULAS)).format(limit=draw(st.integers(1, 5))) + ")"
        if kind == "not":
            return f"~{formula(depth - 1)}"
        one, two = formula(depth - 1), formula(depth - 1)
        if kind == "if":
            return f"(IF {one} THEN {two} ELSE x < 3)"
        return f"({one} {kind} {two})"

    def action() -> str:
        number = draw(st.sampled_from(("x + 1", "x + 2", "x - 1", f"(IF {formula(0)} THEN x + 1 ELSE 0)")))
        elements = draw(st.sampled_from(("s", "s \\cup {x}", "s \\cup {x + 2}", "{x}")))
        return f"({formula(1)} /\\ x' = {number} /\\ s' = {elements})"

    actions = " \\/ ".join(action() for _ in range(draw(st.integers(1, 2))))
    return MODULE.replace("ACTIONS", actions).replace("ONE", formula()).replace("TWO", formula())


def agree(text: str) -> None:
    listed, unbounded = text.replace("NUMBERS", "(0-20)..20"), text.replace("NUMBERS", "Int")
    compare_verdicts(*both(listed, unbounded, CONFIGURATION, LENGTH))


@examples(10, nightly=1_000)
@given(texts())
def test_quantifiers_over_all_integers_agree(part: int, text: str) -> None:
    note(text)
    agree(text)
