"""What is read of bound values decides what an expression means: it is evaluated once for all that are alike."""

from __future__ import annotations

import pytest

import symcheck
from symcheck.core.expr import Expr, Local, Quantified
from symcheck.symbolic.environment import Env, View
from symcheck.symbolic.failures import Failures
from symcheck.symbolic.mentions import Mentions
from symcheck.symbolic.reading import Reading
from symcheck.symbolic.values import function_of
from symcheck.term import TRUE, conj
from symcheck.value import String, Value, make_record, make_set
from tests.agreement.reading import tools
from tests.unit.symbolic.specs import specification
from tests.unit.symbolic.tables import A


def body(text: str, definitions: str = "") -> tuple[Expr, Local, symcheck.Spec]:
    """The body of a quantifier over m, the identifier, and the specification, which has a variable x."""
    spec = specification(
        f"VARIABLE x\nInit == x = 0\nNext == x' = x\n{definitions}\nValue == \\E m \\in {{1}} : {text}"
    )
    quantifier = spec.definitions["Value"].body
    assert isinstance(quantifier, Quantified)
    return quantifier.body, quantifier.bounds[0].locals[0], spec


MESSAGE = make_record({"type": String("a"), "bal": 3, "inner": make_record({"bal": 4})})


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("m.bal > 1", (3,)),
        ("m.inner.bal > m.bal", (4, 3)),
        ("\\A k \\in 1 .. m.bal : k < x + m.bal", (3,)),
        ("LET Twice(n) == n + n IN Twice(m.bal) = x", (3,)),
        ("More(m.bal) = x", (3,)),
        ("m = x", None),
        ("m.none = x", None),
        ("x > 1", None),
        ("m.bal = x'", None),
        ("Later(m.bal)", None),
        ("ENABLED (x' = m.bal)", None),
    ],
)
def test_what_is_read(text: str, expected: tuple[Value, ...] | None) -> None:
    expr, name, _ = body(text, "More(n) == n + 1\nLater(n) == x' = n")
    footprint = Mentions().footprint(expr)
    env: Env = {name: MESSAGE}
    assert (None if footprint is None else footprint.key(env)) == expected


def test_one_evaluation_for_all_that_are_alike() -> None:
    expr, name, spec = body("m.bal > Cut(x[1])", "Cut(n) == IF n > 2 THEN n ELSE 1 \\div 0")
    from symcheck.symbolic.merge import choose

    state = View({spec.variables[0]: function_of({1: (TRUE, choose(A, 5, 0))})})
    failures = Failures()
    reading = Reading(tools(), state, None, failures)
    found = {reading.shared(expr, {name: make_record({"bal": 7, "n": n})}, A) for n in range(3)}
    assert len(found) == 1
    assert sum(isinstance(key, tuple) and key[0] is expr for key in state.memo) == 1
    assert not len(failures)  # not on this path
    reading.shared(expr, {name: make_record({"bal": 7, "n": 9})}, TRUE)
    assert [failure.condition for failure in failures] == [conj((TRUE, next(iter(failures)).condition))]


@pytest.mark.parametrize(("guard", "code"), [("m.bal > 0 => Len(x) > 0", 0), ("TRUE", 75)])
@pytest.mark.parametrize("engine", ["explicit", "bmc"])
def test_what_a_guard_keeps_from_failing_does_not_fail(guard: str, code: int, engine: str) -> None:
    spec = symcheck.loads(
        "---- MODULE M ----\nEXTENDS Naturals, Sequences\nVARIABLES x, msgs\nInit == x = <<>> /\\ msgs = {}\n"
        "Send == \\E b, c \\in 0..2 : msgs' = msgs \\cup {[bal |-> b, c |-> c]} /\\ UNCHANGED x\n"
        f"Take == \\E m \\in msgs :\n  /\\ {guard}\n  /\\ m.bal = 0 \\/ Head(x) <= m.bal\n"
        "  /\\ Len(x) < 1\n  /\\ x' = Append(x, m.bal) /\\ UNCHANGED msgs\nNext == Send \\/ Take\n====\n",
        "INIT Init\nNEXT Next\nCHECK_DEADLOCK FALSE",
    )
    report = symcheck.check(spec, engine=engine, length=4)
    assert report.exit_code == code


def test_sets_are_whole() -> None:
    expr, name, _ = body("x \\in m.bal")
    footprint = Mentions().footprint(expr)
    assert footprint is not None
    assert footprint.key({name: make_record({"bal": make_set((1, 2))})}) == (make_set((1, 2)),)
