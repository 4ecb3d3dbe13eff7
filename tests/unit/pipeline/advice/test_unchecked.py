"""What a specification says of its behaviors and a run does not ask."""

from __future__ import annotations

import pytest

from symcheck.pipeline.advice.unchecked import unchecked
from symcheck.resolve import resolve_text

MODULE = r"""---- MODULE M ----
EXTENDS Naturals, Sequences
VARIABLES x, q
vars == <<x, q>>
Init == x = 0 /\ q = <<>>
Next == x' = (x + 1) % 3 /\ UNCHANGED q
Spec == Init /\ [][Next]_vars /\ WF_vars(Next)
BODY
====
"""


def _unchecked(body: str, config: str = "") -> list[str]:
    spec = resolve_text(MODULE.replace("BODY", body), config_text=f"SPECIFICATION Spec\n{config}")
    return [each.name for each in unchecked(spec)]


@pytest.mark.parametrize(
    "definition",
    [
        "P == x < 3", "P == /\\ x < 3\n     /\\ q = <<>>", "P == \\A n \\in {x} : n < 3", "P == x \\in 0..2",
        "P == LET y == x IN y < 3", "P == x > 5 => q = <<>>", "P == []<>(x = 1)", "P == x = 0 ~> x = 2",
        "P == [][x' # x]_vars",
    ],
)  # fmt: skip
def test_a_formula_that_nothing_asks_for(definition: str) -> None:
    assert _unchecked(definition) == ["P"]
    keyword = "PROPERTY" if "[]" in definition or "~>" in definition else "INVARIANT"
    assert _unchecked(definition, f"{keyword} P") == []


@pytest.mark.parametrize(
    "definition",
    [
        "P == x + 1", "P == <<x>>", "P == Len(q)", "P(n) == x < n", "P == 1 < 2", "P == x' = 1", "Init2 == x = 1",
        "StateConstraint == x < 2", "Other == Init /\\ [][Next]_vars", "Fair == WF_vars(Next)",
        "P == {n \\in {x} : n > 1}",
    ],
)  # fmt: skip
def test_what_is_nothing_to_check(definition: str) -> None:
    assert _unchecked(definition) == []


def test_parts_of_what_is_checked_or_could_be_are_not_named() -> None:
    body = "A == x < 3\nB == x >= 0\nBoth == A /\\ B\nAlias == [x |-> A]"
    assert _unchecked(body) == ["Both"]
    assert _unchecked(body, "INVARIANT Both") == []
    assert _unchecked(body, "INVARIANT A") == ["Both"]
    assert _unchecked("Few == x < 2", "CONSTRAINT Few") == []
