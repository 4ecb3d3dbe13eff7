"""Guess and Gen: where they are choices, and where they are refused."""

from __future__ import annotations

import pytest

from symcheck.base.diagnostic import Code, SpecError
from symcheck.concrete.steps.successors import Machine
from symcheck.core.spec import Spec
from symcheck.resolve import resolve_text


def _spec(body: str, **asked: str) -> Spec:
    text = f"---- MODULE M ----\nEXTENDS Integers, Apalache\nVARIABLES x, y\n{body}\n====\n"
    return resolve_text(text, init="Init", next="Next", **asked)  # type: ignore[arg-type]


def _successors(body: str) -> list[tuple[object, ...]]:
    machine = Machine(_spec(f"Init == x = 1 /\\ y = 1\n{body}"))
    return sorted(machine.successors((1, 1)))  # type: ignore[type-var]


def test_each_mention_is_a_choice_of_its_own() -> None:
    body = "Pick == Guess({1, 2})\nNext == x' = Pick + Pick /\\ y' = Pick"
    assert set(_successors(body)) == {(x, y) for x in (2, 3, 4) for y in (1, 2)}


def test_what_let_names_is_one_choice() -> None:
    assert set(_successors("Next == LET p == Guess({1, 2}) q == p IN x' = p + q /\\ y' = p")) == {(2, 1), (4, 2)}


def test_a_guess_from_the_empty_set_disables() -> None:
    assert _successors("Next == x' = Guess({}) /\\ y' = 2") == []


def test_a_guess_that_is_not_reached_is_not_made() -> None:
    assert _successors("Next == x' = (IF y = 1 THEN 5 ELSE Guess({})) /\\ y' = 2") == [(5, 2)]
    assert _successors("Next == x' = (CASE y = 2 -> Guess({}) [] OTHER -> 6) /\\ y' = 2") == [(6, 2)]


def test_steps_keep_their_names() -> None:
    body = "Init == x = 1 /\\ y = 1\nA(i) == x' = Guess({i}) /\\ y' = i\nNext == \\E i \\in {3, 4} : A(i)"
    machine = Machine(_spec(body))
    found = {(each.action, dict(each.bindings)["i"], each.state) for each in machine.transitions((1, 1))}
    assert found == {("A", 3, (3, 3)), ("A", 4, (4, 4))}


def test_generated_values_are_those_of_a_set_beside_it() -> None:
    body = "TypeOK == x \\in 1..2 /\\ y \\in {7}\nInit == x = Gen(3) /\\ y := Gen(1) /\\ TypeOK\nNext == FALSE"
    assert sorted(Machine(_spec(body)).initial()) == [(1, 7), (2, 7)]


def test_generated_subsets() -> None:
    body = "TypeOK == x \\subseteq {1, 2} /\\ y \\in {7}\nInit == x = Gen(1) /\\ y = 7 /\\ TypeOK\nNext == FALSE"
    assert sorted(str(state[0]) for state in Machine(_spec(body)).initial()) == ["{1, 2}", "{1}", "{2}", "{}"]


TYPED = """---- MODULE M ----
EXTENDS Integers, Apalache
CONSTANT
  \\* @type: Int;
  N
VARIABLES
  \\* @type: Set({on: Bool});
  x,
  \\* @type: Seq(Bool);
  y
Init == x = Gen(1) /\\ y = Gen(2)
Next == x' = Gen(0) /\\ y' = y
CInit == N = Gen(1)
Both == N = Gen(1) /\\ N \\in {3, 4}
Guessed == N = Guess({5, 6})
====
"""


def test_types_say_what_is_generated() -> None:
    machine = Machine(resolve_text(TYPED, init="Init", next="Next", definitions=[("N", "1")]))
    found = {(str(x), str(y)) for x, y in machine.initial()}
    sets = {"{}", "{[on |-> FALSE]}", "{[on |-> TRUE]}"}
    truths = ("FALSE", "TRUE")
    sequences = {"<<>>", *(f"<<{a}>>" for a in truths), *(f"<<{a}, {b}>>" for a in truths for b in truths)}
    assert found == {(x, y) for x in sets for y in sequences}
    assert {str(x) for x, _ in machine.successors(machine.initial()[0])} == {"{}"}


@pytest.mark.parametrize(("cinit", "values"), [("Both", {3, 4}), ("Guessed", {5, 6})])
def test_constants_are_generated_and_guessed(cinit: str, values: set[int]) -> None:
    machine = Machine(resolve_text(TYPED, init="Init", next="Next", cinit=cinit))
    assert {state[0] for state in machine.initial()} == values


@pytest.mark.parametrize(
    "body",
    [
        "Init == x = Gen(3) /\\ y = 1\nNext == UNCHANGED <<x, y>>",
        "Init == x = 1 /\\ y = 1\nNext == x' = [i \\in 1..2 |-> Guess({i})] /\\ y' = y",
        "Init == x = 1 /\\ y = 1\nNext == x' = {Guess({1, 2}) : i \\in 1..2} /\\ y' = y",
        "Init == x = 1 /\\ y = 1\nNext == x' = 1 + (IF y = 1 THEN 1 ELSE Guess({1})) /\\ y' = y",
        "RECURSIVE R(_)\nR(n) == IF n = 0 THEN Guess({1}) ELSE R(n - 1)\nInit == x = R(2) /\\ y = 1\nNext == FALSE",
        "Init == x = <<1>> /\\ y = 1\nNext == x' = [x EXCEPT ![1] = Guess({@})] /\\ y' = y",
    ],
)
def test_a_choice_that_cannot_be_made_is_refused_at_its_place(body: str) -> None:
    with pytest.raises(SpecError) as raised:
        _spec(body)
    (diagnostic,) = raised.value.diagnostics
    assert diagnostic.code is Code.UNSUPPORTED
    assert diagnostic.span is not None
    assert diagnostic.span.text.startswith(("Guess", "Gen"))


def test_an_invariant_cannot_guess() -> None:
    body = "Init == x = 1 /\\ y = 1\nNext == UNCHANGED <<x, y>>\nInv == x = Guess({1, 2})"
    with pytest.raises(SpecError) as raised:
        _spec(body, invariants=("Inv",))  # type: ignore[arg-type]
    assert raised.value.code is Code.UNSUPPORTED
