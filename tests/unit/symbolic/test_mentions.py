"""Which variables an expression speaks of, now and after the step."""

from __future__ import annotations

import pytest

from symcheck.core.expr import If
from symcheck.symbolic.environment import Env, Thunk
from symcheck.symbolic.mentions import Mentions
from symcheck.term import TRUE
from tests.unit.symbolic.specs import specification

BODY = """VARIABLES x, y
Init == x = 0 /\\ y = 0
Next == UNCHANGED <<x, y>>
Twice(e) == e + e
After(e) == e'
Even == x % 2 = 0
"""


@pytest.mark.parametrize(
    ("text", "now", "after"),
    [
        ("1", "", ""),
        ("x + 1", "x", ""),
        ("x' = y", "y", "x"),
        ("(x + y)'", "", "xy"),
        ("Even", "x", ""),
        ("Even'", "", "x"),
        ("UNCHANGED x", "x", "x"),
        ("Twice(y)", "y", ""),
        ("\\E k \\in {x} : k = y'", "x", "y"),
        ("LET z == x' IN z", "", "x"),
        ("[x' = 1]_y", "y", "xy"),
        ("ENABLED (x' = y)", "y", ""),
        ("IF x = 0 THEN y' = 1 ELSE TRUE", "x", "y"),
    ],
)
def test_mentioned_variables(text: str, now: str, after: str) -> None:
    spec = specification(BODY + f"E == {text}")
    found = Mentions()
    body = spec.definitions["E"].body
    assert {variable.name for variable in found.now(body, {})} == set(now)
    assert {variable.name for variable in found.after(body, {})} == set(after)


def test_arguments_count_where_their_parameters_stand() -> None:
    spec = specification(BODY)
    after = spec.definitions["After"]
    found = Mentions()
    assert found.after(after.body, {}) == frozenset()
    env: Env = {after.params[0]: Thunk(spec.definitions["Even"].body, {}, TRUE, None, False)}  # type: ignore[arg-type]
    assert {variable.name for variable in found.after(after.body, env)} == {"x"}
    assert found.now(after.body, env) == frozenset()


RECURSIVE = """RECURSIVE Self(_)
Self(k) == IF k = 0 THEN y' = x ELSE Self(k - 1)
RECURSIVE Ping(_), Pong(_), Far(_)
Ping(k) == IF k = 0 THEN x' = 1 ELSE Pong(k - 1)
Pong(k) == IF k = 0 THEN y' = x ELSE Far(k - 1)
Far(k) == IF k = 0 THEN Ping(k) ELSE Pong(k - 1)
"""


@pytest.mark.parametrize("first", ["Self", "Ping", "Pong", "Far"])
def test_a_call_of_what_is_recursive_mentions_what_the_body_does_wherever_it_stands(first: str) -> None:
    """Also inside of the recursion itself, and whichever definition is looked at first."""
    spec = specification(BODY + RECURSIVE)
    mentions = Mentions()
    mentions.after(spec.definitions[first].body, {})
    for name, now, after in (("Self", "x", "y"), ("Ping", "x", "xy"), ("Pong", "x", "xy"), ("Far", "x", "xy")):
        body = spec.definitions[name].body
        assert isinstance(body, If)
        call = body.otherwise
        assert {variable.name for variable in mentions.now(call, {})} == set(now)
        assert {variable.name for variable in mentions.after(call, {})} == set(after)
