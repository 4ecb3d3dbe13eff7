from __future__ import annotations

from symcheck.core.expr import Call, Literal, LocalRef, VariableRef
from symcheck.core.parts import parts, reached, within
from symcheck.core.substitute import substitute
from tests.unit.resolve.show import resolved, show

BODY = """VARIABLE x
Low(a) == a + x
F(n, Op(_)) == LET m == n + 1 IN
  /\\ \\A i \\in {n} : Op(i) = m
  /\\ [k \\in {n} |-> [<<n>> EXCEPT ![n] = @ + n]] = IF n = 1 THEN {j \\in {n} : j = n} ELSE {n : j \\in {n}}
  /\\ CASE n = 1 -> (CHOOSE j \\in {n} : TRUE) = n [] OTHER -> Low(n)
E == F(1, Low)
"""


def test_everything_inside_is_visited_once() -> None:
    body = resolved(BODY).definitions["F"].body
    visited = list(within(body))
    assert len(visited) == len(set(visited))
    assert sum(isinstance(node, LocalRef) and node.local.name == "n" for node in visited) == 15
    assert [show(part) for part, _ in parts(body)][-1:] == [show(body.body)]  # type: ignore[union-attr]


def test_definitions_are_reached_through_calls_and_arguments() -> None:
    spec = resolved(BODY)
    variables = [node for node in reached(spec.definitions["E"].body) if isinstance(node, VariableRef)]
    assert [node.variable.name for node in variables] == ["x"]


def test_substitution_reaches_every_form() -> None:
    spec = resolved(BODY)
    definition = spec.definitions["F"]
    n, op = definition.params
    call = spec.definitions["E"].body
    assert isinstance(call, Call)
    literal, operator = call.args
    assert isinstance(literal, Literal)
    result = substitute(definition.body, {n: literal, op: operator})
    left = [node for node in within(result) if isinstance(node, LocalRef) and node.local is n]
    assert left == []
    assert "Low(i)" in show(result)
    assert any(isinstance(node, LocalRef) and node.local is n for node in within(definition.body))


def test_what_speaks_of_nothing_replaced_is_shared() -> None:
    spec = resolved(BODY)
    body = spec.definitions["Low"].body
    (a,) = spec.definitions["Low"].params
    (n, _) = spec.definitions["F"].params
    assert substitute(body, {n: Literal(1, body.span)}) is body
    assert show(substitute(body, {a: Literal(1, body.span)})) == "ADD(1, x)"
