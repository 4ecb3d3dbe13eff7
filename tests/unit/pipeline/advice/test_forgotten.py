"""Subscripts of [][Next]_v that forget what Next changes."""

from __future__ import annotations

import pytest

from symcheck.pipeline.advice.forgotten import forgotten
from symcheck.resolve import resolve_text
from symcheck.resolve.history import without_paths
from symcheck.value import make_tuple

MODULE = r"""---- MODULE M ----
EXTENDS Naturals, Sequences
CONSTANT N
VARIABLES q, owner, cnt
some == <<q, owner>>
vars == <<some, cnt>>
Init == q = 0 /\ owner = 0 /\ cnt = N
Next == NEXT
Spec == Init /\ FORMULA
Short(hist) == Len(hist) < 9
Low == q < 9
===="""
STEP = r"q' = owner /\ owner' = q /\ cnt' = (cnt + 1) % 3"


def _forgotten(formula: str, step: str = STEP, constant: str = "3", more: str = "INVARIANT Low") -> list[str]:
    text = MODULE.replace("NEXT", step).replace("FORMULA", formula)
    spec = resolve_text(text, config_text=f"SPECIFICATION Spec\n{more}", definitions=[("N", constant)])
    assert spec.behavior is not None
    return sorted(each.name for each in forgotten(spec.behavior))


@pytest.mark.parametrize(
    ("formula", "names"),
    [
        ("[][Next]_<<q, owner>>", ["cnt"]),
        ("[][Next]_some", ["cnt"]),
        ("[][Next]_q", ["cnt", "owner"]),
        ("[][Next]_<<>>", ["cnt", "owner", "q"]),
        ("[][Next]_some /\\ WF_vars(Next)", ["cnt"]),
        ("[][Next]_vars", []),
        ("[][Next]_<<some, cnt>>", []),
        ("[][Next]_<<some, N + cnt>>", []),
        ("[][q' = 1 /\\ owner' = 1]_some /\\ [][cnt' = 1]_cnt", []),
    ],
)
def test_what_next_changes_and_the_subscript_does_not_mention(formula: str, names: list[str]) -> None:
    assert _forgotten(formula) == names
    assert _forgotten(formula, constant="\\in 1..3") == names


@pytest.mark.parametrize(
    "step",
    [
        "some' = <<1, 2>> /\\ UNCHANGED cnt", "q' = 1 /\\ owner' = 2 /\\ cnt' = cnt",
        "<<q, owner>>' = <<1, 2>> /\\ UNCHANGED <<cnt>>",
    ],
)  # fmt: skip
def test_what_next_keeps_may_be_left_out(step: str) -> None:
    assert _forgotten("[][Next]_some", step) == []
    assert _forgotten("[][Next]_q", step) == ["owner"]


def test_what_is_determined_by_other_variables_may_be_left_out() -> None:
    assert _forgotten("[][Next]_some /\\ [](cnt = q + owner)", "q' = owner /\\ owner' = q") == []


def test_without_a_formula_there_is_no_subscript() -> None:
    spec = resolve_text(MODULE.replace("NEXT", STEP).replace("FORMULA", "TRUE"), config_text="INIT Init\nNEXT Next\n",
                        definitions=[("N", "3")])  # fmt: skip
    assert spec.behavior is not None
    assert forgotten(spec.behavior) == frozenset()


@pytest.mark.parametrize("constant", ["3", "\\in 1..3"])
def test_histories_are_none_of_the_specification(constant: str) -> None:
    step = "q' = owner /\\ owner' = q /\\ UNCHANGED cnt"
    assert _forgotten("[][Next]_some", step, constant, "INVARIANT Short") == []
    assert _forgotten("[][Next]_vars", STEP, constant, "INVARIANT Short") == []
    assert _forgotten("[][Next]_some", STEP, constant, "INVARIANT Short") == ["cnt"]
    text = MODULE.replace("NEXT", step).replace("FORMULA", "[][Next]_some")
    spec = resolve_text(text, config_text="SPECIFICATION Spec\nINVARIANT Low", definitions=[("N", constant)])
    once = without_paths(spec, [make_tuple([])], None)
    assert once.behavior is not None
    assert forgotten(once.behavior) == frozenset()
