"""An ELSE that takes in the conjunct after it."""

from __future__ import annotations

import pytest

from symcheck.pipeline.advice.swallowed import swallowed
from symcheck.resolve import resolve_text


def _found(action: str) -> list[str]:
    text = f"---- MODULE M ----\nEXTENDS Naturals\nVARIABLES x, y\nInit == x = 0 /\\ y = 0\nNext == {action}\n====\n"
    spec = resolve_text(text, config_text="INIT Init\nNEXT Next\n")
    assert spec.behavior is not None
    return [last.span.text for _, last in swallowed(spec.behavior.next)]


@pytest.mark.parametrize(
    ("action", "found"),
    [
        ("x' = IF x > 1 THEN 0 ELSE x + 1 /\\ UNCHANGED y", "x + 1 /\\ UNCHANGED y"),
        ("x > 0 /\\ x' = IF x > 1 THEN 0 ELSE x + 1 /\\ y' = 2", "x + 1 /\\ y' = 2"),
        ("x' \\in IF x > 1 THEN {0} ELSE {1} \\/ y' \\in {2}", "{1} \\/ y' \\in {2}"),
        ("x' = LET z == x + 1 IN z /\\ y' = 2", "z /\\ y' = 2"),
        ("x' = CASE x > 1 -> 0 [] OTHER -> 1 /\\ UNCHANGED y", "1 /\\ UNCHANGED y"),
        ("x' = CASE x > 1 -> 0 [] x < 2 -> 1 /\\ UNCHANGED y", "1 /\\ UNCHANGED y"),
        ("x' = IF x > 1 THEN 0 ELSE LET z == x IN z /\\ y' = 2", "z /\\ y' = 2"),
    ],
)
def test_what_was_meant_to_stand_beside_the_value(action: str, found: str) -> None:
    assert _found(action) == [found]


@pytest.mark.parametrize(
    "action",
    [
        "x' = (IF x > 1 THEN 0 ELSE x + 1) /\\ UNCHANGED y",
        "UNCHANGED y /\\ x' = IF x > 1 THEN 0 ELSE x + 1",
        "IF x > 1 THEN x' = 0 /\\ y' = 1 ELSE x' = 1 /\\ UNCHANGED y",
        "UNCHANGED y /\\ x' = IF x > 1 THEN TRUE ELSE x = 0 /\\ y = 0",
        "/\\ x' = IF x > 1 THEN 0 ELSE x + 1\n        /\\ UNCHANGED y",
        "LET z == x IN x' = z /\\ y' = 2",
    ],
)
def test_what_is_as_it_was_meant(action: str) -> None:
    assert _found(action) == []
