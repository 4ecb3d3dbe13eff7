from __future__ import annotations

from symcheck.core.expr import Call, Expr, VariableRef
from symcheck.core.parts import free_locals, reached
from symcheck.core.stand_ins import own
from tests.unit.concrete.specs import spec

BODY = """---- MODULE High ----
VARIABLES a, b
Step == a' = b /\\ b' = a
====
VARIABLES x, y
I == INSTANCE High WITH a <- x + 1, b <- y
J == INSTANCE High WITH a <- x, b <- y
K == INSTANCE High WITH a <- x, b <- x
Init == x = 0 /\\ y = 0
Next == x' = y /\\ y' = x
Through == I!Step
Same == J!Step
Twice == K!Step
"""


def names(action: Expr) -> set[str]:
    return {node.variable.name for node in reached(action) if isinstance(node, VariableRef)}


def speaks(node: Expr) -> bool:
    return bool(names(node))


def test_what_stands_for_a_variable_is_a_variable_again() -> None:
    made = spec(BODY)
    asked, put = own(made.definitions["Through"].body, speaks)
    assert len(put) == 1
    ((variable, stands),) = put.items()
    assert names(asked) == {variable.name, "y"}
    assert names(stands) == {"x"}


def test_definitions_on_the_way_are_made_anew() -> None:
    made = spec(BODY)
    before = made.definitions["Through"].body
    asked, put = own(before, speaks)
    assert len(put) == 1
    assert isinstance(asked, Call)
    assert isinstance(before, Call)
    assert asked.definition is not before.definition
    assert asked.definition.name == before.definition.name
    assert names(before) == {"x", "y"}, "the original is as it was"


def test_variables_that_stand_for_variables_stay() -> None:
    made = spec(BODY)
    action = made.definitions["Same"].body
    assert own(action, speaks) == (action, {})


def test_one_variable_for_two_is_two() -> None:
    made = spec(BODY)
    asked, put = own(made.definitions["Twice"].body, speaks)
    assert len(put) == 2
    assert names(asked) == {variable.name for variable in put}


def test_free_identifiers() -> None:
    made = spec("VARIABLE x\nF(n) == \\E k \\in {n} : k = n\nInit == x = 0\nNext == x' = x")
    definition = made.definitions["F"]
    assert free_locals(definition.body) == set(definition.params)
