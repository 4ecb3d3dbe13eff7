"""The signature of a constructor: the same for the same function, another one for any other."""

from __future__ import annotations

from symcheck.core.expr import FunctionExpr, Local, Variable
from symcheck.core.signature import Signature, signature
from symcheck.resolve import resolve_text

MODULE = """---- MODULE M ----
EXTENDS Integers, TLC
CONSTANT C
VARIABLE x
Two == 2
Times(a) == a * Two
Start == x = 0
Stay == UNCHANGED x
E(p, Op(_)) == {expr}
===="""


def found(expr: str, constant: str = "{1, 3}") -> Signature | None:
    spec = resolve_text(MODULE.format(expr=expr), config_text=f"INIT Start NEXT Stay CONSTANT C = {constant}")
    body = spec.definitions["E"].body
    assert isinstance(body, FunctionExpr)
    return signature(body)


def test_names_do_not_matter_and_everything_else_does() -> None:
    one = found("[a \\in Nat |-> <<a, 0>>]")
    assert one is not None
    assert one.read == ()
    assert one == found("[b \\in Nat |-> <<b, 0>>]")
    others = [
        "[a \\in Nat |-> <<a, 1>>]", "[a \\in Int |-> <<a, 0>>]", "[a \\in Nat |-> <<0, a>>]", "[a, b \\in Nat |-> a]",
        "[a, b \\in Nat |-> b]", "[a \\in Nat |-> Times(a)]", "[a \\in Nat |-> C]", "[a \\in Nat |-> \"a\"]",
    ]  # fmt: skip
    signs = [found(each) for each in others]
    assert None not in signs
    assert len({one, *signs}) == len(others) + 1
    assert found("[a \\in Nat |-> C]") != found("[a \\in Nat |-> C]", "{1, 2}")
    assert found("[a \\in Nat |-> C]") != found("[a \\in Nat |-> C]", '{"1", "3"}')


def test_what_it_reads_is_told() -> None:
    sign = found("[a \\in Nat |-> LET z == a + x IN z + p]")
    assert sign is not None
    variable, param = sign.read
    assert isinstance(variable, Variable)
    assert isinstance(param, Local)
    assert param.name == "p"


def test_what_cannot_be_told_apart_has_none() -> None:
    assert found("[a \\in Nat |-> Op(a)]") is None
    assert found("[a \\in Nat |-> RandomElement({1, a})]") is None
    assert found("[a \\in Nat |-> x']") is None
