from __future__ import annotations

import pytest

from symcheck.concrete.replay import Rejected, Replayed, replay
from symcheck.concrete.steps.successors import Machine
from symcheck.trace.trace import Step, Trace
from tests.unit.concrete.specs import spec

FUNCTION = "f \\in [1..8 -> Int]"
CHOSEN = "f == [i \\in 1..8 |-> 1000 * i]"  # of the numbers in a state too few are tried to make this one of them


def replayed(choice: str, body: str, made_with: str) -> Replayed | Rejected:
    """The step that the body makes with some values, replayed where these are chosen."""
    text = "VARIABLE x\nPair(a, b) == <<a, b>>\nInit == x = 0\nNext == "
    (state, *_) = Machine(spec(f"{text}LET {made_with} IN {body}")).successors((0,))
    states = (Step("?", (), {"x": 0}), Step("?", (), {"x": state[0]}))
    return replay(spec(f"{text}\\E {choice} : {body}"), Trace(("x",), states))


@pytest.mark.parametrize(
    "body",
    [
        "x' = [i \\in 1..8 |-> <<i, f[i]>>]",
        "x' = [i \\in 1..8 |-> [a |-> <<i, f[i]>>, b |-> i]]",
        "x' = <<f[1], f[2], f[3], f[4], f[5], f[6], f[7], f[8], f[1] + f[2]>>",
        "x' = [i \\in 0..8 |-> IF i > x THEN f[i] ELSE i]",
        "x' = [i \\in 0..8 |-> LET old == x + 1 IN IF old > i THEN 5 ELSE Pair(f[i], old)]",
        "x' = [[i \\in 1..3 |-> 0] EXCEPT ![x + 2] = [i \\in 1..8 |-> <<f[i]>>]]",
        "LET y == [i \\in 1..8 |-> Pair(f[i], x)] IN /\\ f[1] > x /\\ x' = y",
        "\\E y \\in 3..4 : /\\ f[1] > y /\\ x' = [i \\in 1..8 |-> Pair(f[i], y)]",
    ],
)
def test_equations_tell_which_function_is_chosen(body):
    assert isinstance(replayed(FUNCTION, body, CHOSEN), Replayed)


@pytest.mark.parametrize(
    ("choice", "body", "made_with"),
    [
        ("f, g \\in [1..8 -> Int]", "x' = [i \\in 1..8 |-> <<f[i], g[i]>>]", f"{CHOSEN} g == [i \\in 1..8 |-> -i]"),
        (
            "f \\in [1..8 -> Int] : \\E h \\in [1..8 -> Int]",
            "h[1] = f[2] /\\ x' = [i \\in 1..8 |-> Pair(h[i], f[i])]",
            f"{CHOSEN} h == [i \\in 1..8 |-> 1000 * i + 1000]",
        ),
        (
            "r \\in [a : [1..8 -> Int], b : 1..3]",
            "r.b > 1 /\\ x' = [i \\in 1..8 |-> <<r.a[i], 1>>]",
            "r == [a |-> [i \\in 1..8 |-> 1000 * i], b |-> 2]",
        ),
        (
            "p \\in [1..8 -> Int] \\X SUBSET {1, 2}",
            "p[2] # {} /\\ x' = [i \\in 1..8 |-> <<p[1][i], 1>>]",
            "p == <<[i \\in 1..8 |-> 1000 * i], {2}>>",
        ),
    ],
)
def test_equations_tell_parts_of_what_is_chosen(choice, body, made_with):
    assert isinstance(replayed(choice, body, made_with), Replayed)


@pytest.mark.parametrize(
    ("given", "asked"),
    [
        # what the equation tells is no function of the set, or the rest of the body does not hold for it
        ("x' = [i \\in 1..8 |-> <<f[i]>>]", "x' = [i \\in 1..8 |-> <<f[i]>>] /\\ f[2] = 7"),
        ("x' = [i \\in 1..8 |-> <<-f[i]>>]", "x' = [i \\in 1..8 |-> <<f[i]>>] /\\ f[2] > 0"),
        ("x' = [i \\in 1..8 |-> <<f[i]>>]", "x' = [i \\in 1..7 |-> <<f[i]>>]"),
    ],
)
def test_what_is_told_is_not_taken_on_trust(given, asked):
    text = "VARIABLE x\nInit == x = 0\nNext == "
    (state,) = Machine(spec(f"{text}LET {CHOSEN} IN {given}")).successors((0,))
    trace = Trace(("x",), (Step("?", (), {"x": 0}), Step("?", (), {"x": state[0]})))
    assert isinstance(replay(spec(f"{text}\\E {FUNCTION} : {asked}"), trace), Rejected)


def test_initial_states_are_told_by_equations_too():
    text = f"VARIABLES x, y\nInit == \\E {FUNCTION} : f[1] = y /\\ x = [i \\in 1..8 |-> <<f[i]>>]\nNext == FALSE"
    made = "VARIABLES x, y\nInit == y = 1000 /\\ x = [i \\in 1..8 |-> <<1000 * i>>]\nNext == FALSE"
    (state,) = Machine(spec(made)).initial()
    for y in (1000, 2000):
        found = replay(spec(text), Trace(("x", "y"), (Step("?", (), {"x": state[0], "y": y}),)))
        assert isinstance(found, Replayed) is (y == 1000)
