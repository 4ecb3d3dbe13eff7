"""Evaluation: what is needed and what is not, scopes, recursion, and the two states of a step."""

from __future__ import annotations

import pytest

from symcheck.base.diagnostic import Code, SpecError
from symcheck.concrete.evaluate import evaluate
from symcheck.concrete.ops.registry import EVALUATE, EVALUATE_OUTSIDE, STRUCTURAL, TEMPORAL
from symcheck.core.ops import Op
from symcheck.resolve import resolve_text
from symcheck.value import Interval, ModelValue, Value, make_function, make_set, make_tuple

MODULE = """---- MODULE M ----
EXTENDS Integers, Sequences, FiniteSets, TLC
VARIABLES x, y
Start == x = 0 /\\ y = 0
Stay == UNCHANGED <<x, y>>
{definitions}
E == {expr}
====
"""
CONFIGURATION = "INIT Start NEXT Stay"


def value(expr: str, definitions: str = "", x: Value = 0, y: Value = 0, then: tuple[Value, Value] | None = None) -> str:
    """The printed value in the state (x, y), or in the step from it to `then`."""
    spec = resolve_text(MODULE.format(expr=expr, definitions=definitions), config_text=CONFIGURATION)
    state = dict(zip(spec.variables, (x, y), strict=True))
    successor = None if then is None else dict(zip(spec.variables, then, strict=True))
    return str(evaluate(spec.definitions["E"].body, state, successor))


def code(expr: str, definitions: str = "") -> Code:
    with pytest.raises(SpecError) as caught:
        value(expr, definitions)
    assert caught.value.diagnostics[0].span is not None
    return caught.value.code


def test_no_operator_lacks_a_reading() -> None:
    families = [EVALUATE.keys(), EVALUATE_OUTSIDE.keys(), STRUCTURAL, TEMPORAL]
    assert set().union(*families) == set(Op)
    assert sum(map(len, families)) == len(Op), "no operator has two readings"


@pytest.mark.parametrize(
    "expr",
    [
        "LET bad == Head(<<>>) IN 5",
        "LET F(a) == 5 IN F(Head(<<>>))",
        "LET F(a, b) == IF a THEN 5 ELSE b IN F(TRUE, Head(<<>>))",
        "LET Op(F(_)) == F(Head(<<>>)) IN Op(LAMBDA a : 5)",
        "LET Op(F(_)) == F(Head(<<>>)) G(a) == 5 IN Op(G)",
        "LET bad == Head(<<>>) G(b) == IF b = 0 THEN bad ELSE 5 IN G(1)",
        "CASE TRUE -> 5 [] Head(<<>>) -> 6",
        "IF TRUE \\/ Head(<<>>) THEN 5 ELSE 6",
        "IF FALSE => Head(<<>>) THEN 5 ELSE 6",
        "IF \\E n \\in 1..3 : n = 1 \\/ Head(<<>>) THEN 5 ELSE 6",
        "[n \\in Nat |-> 10 \\div n][2]",
    ],
)
def test_what_is_not_needed_is_not_evaluated(expr: str) -> None:
    assert value(expr) == "5"


@pytest.mark.parametrize(
    "expr",
    [
        "LET bad == Head(<<>>) IN bad",
        "LET F(a) == a IN F(Head(<<>>))",
        "LET F(a, b) == IF a THEN 5 ELSE b IN F(FALSE, Head(<<>>))",
        "LET Op(F(_)) == F(Head(<<>>)) IN Op(LAMBDA a : a)",
        "FALSE \\/ Head(<<>>)",
    ],
)
def test_what_is_needed_is(expr: str) -> None:
    assert code(expr) is Code.EMPTY_SEQUENCE


def test_a_name_of_a_let_is_evaluated_once() -> None:
    assert value("LET r == RandomElement(1..1000000) IN r = r") == "TRUE"
    assert value("LET n == x + 1 F(a) == n + a IN F(1) + F(2)", x=10) == "25"


@pytest.mark.parametrize(
    ("expr", "expected"),
    [
        # operators of a LET see the names around them, also from within one another
        ("{LET F(a) == a + n IN F(F(1)) : n \\in {1, 2}}", "{3, 5}"),
        ("LET F(a) == a * 2 G(b) == F(b) + 1 IN {G(n) : n \\in 1..2}", "{3, 5}"),
        ("{LET F(a) == {a + n + m : m \\in {10}} IN F(1) : n \\in {1, 2}}", "{{12}, {13}}"),
        ("{LET Op(F(_)) == F(n) IN Op(LAMBDA a : a + n) : n \\in {1, 2}}", "{2, 4}"),
        # names bound again below themselves
        ("LET F(a, b) == <<a, b>> IN F(F(1, 2), F(3, 4))", "<<<<1, 2>>, <<3, 4>>>>"),
        ("LET F(a, b) == IF b = 0 THEN a ELSE {a} IN F(F(1, 0), 1)", "{1}"),
        # values that outlive the bindings that they were made under
        ("LET fs == {[n \\in Nat |-> n + k] : k \\in {5}} IN (CHOOSE f \\in fs : TRUE)[1]", "6"),
        ("LET f == <<[n \\in Nat |-> n + 1], [n \\in Nat |-> n + 2]>> IN f[1][10] + f[2][10]", "23"),
        ("LET F(k) == [n \\in Nat |-> n + k] IN <<F(1)[1], F(2)[1]>>", "<<2, 3>>"),
        ("LET s == [k \\in 1..2 |-> {n \\in Nat : n > k}] IN <<2 \\in s[1], 2 \\in s[2]>>", "<<TRUE, FALSE>>"),
        (
            "LET s == [k \\in {1} |-> LET m == k + 1 F(a) == a > m IN {i \\in Nat : F(i)}] IN 3 \\in s[1]",
            "TRUE",
        ),
    ],
)
def test_scopes(expr: str, expected: str) -> None:
    assert value(expr) == expected


def test_recursion() -> None:
    definitions = """
RECURSIVE Sum(_)
Sum(n) == IF n = 0 THEN 0 ELSE n + Sum(n - 1)
RECURSIVE Even(_), Odd(_)
Even(n) == IF n = 0 THEN TRUE ELSE Odd(n - 1)
Odd(n) == IF n = 0 THEN FALSE ELSE Even(n - 1)
RECURSIVE Fold(_, _, _)
Fold(F(_, _), acc, s) == IF s = <<>> THEN acc ELSE Fold(F, F(acc, Head(s)), Tail(s))
fib[n \\in Nat] == IF n < 2 THEN n ELSE fib[n - 1] + fib[n - 2]
"""
    assert value("Sum(4000)", definitions) == "8002000"
    assert value("<<Even(100), Odd(100)>>", definitions) == "<<TRUE, FALSE>>"
    assert value("Fold(LAMBDA a, b : a * 10 + b, 0, <<1, 2, 3>>)", definitions) == "123"
    assert value("fib[80]", definitions) == "23416728348467685"
    assert value("LET S[T \\in SUBSET (1..30)] == IF T = {} THEN 0 ELSE 1 + S[T \\ {Max(T)}] IN S[1..30]",
                 "Max(T) == CHOOSE m \\in T : \\A n \\in T : n <= m") == "30"  # fmt: skip


def test_endless_recursion_is_an_error_with_a_place() -> None:
    assert code("Loop(0)", "RECURSIVE Loop(_)\nLoop(n) == Loop(n + 1)") is Code.RECURSION_DEPTH
    assert code("f[1]", "f[n \\in Nat] == f[n + 1]") is Code.RECURSION_DEPTH


def test_the_two_states_of_a_step() -> None:
    step = (5, 0)
    assert value("x' = x + 5 /\\ UNCHANGED y", then=step) == "TRUE"
    assert value("UNCHANGED <<x, y>>", then=step) == "FALSE"
    assert value("(x + y)'", then=step) == "5"
    assert value("[x' = 9]_y", then=step) == "TRUE"
    assert value("[x' = 9]_x", then=step) == "FALSE"
    assert value("<<x' = 5>>_x", then=step) == "TRUE"
    assert value("<<TRUE>>_y", then=step) == "FALSE"


def test_arguments_that_are_primed_in_the_body() -> None:
    definitions = """
Inc(v) == v' = v + 5
Twice(v) == Inc(v)
Both(v, w) == v' = v + w /\\ w' = w
Later(F(_), v) == F(v)'
Apply(F(_)) == F(x)
f == [i \\in 1..2 |-> x + i]
At(i) == f[i]' = x' + i
"""
    assert value("Inc(x)", definitions, then=(5, 0)) == "TRUE"
    assert value("Twice(x)", definitions, then=(6, 0)) == "FALSE"
    assert value("Both(x, y)", definitions, y=3, then=(3, 3)) == "TRUE"
    assert value("Later(LAMBDA v : v + x, x)", definitions, x=1, then=(5, 0)) == "10"
    assert value("Apply(LAMBDA v : v' = v + 5)", definitions, then=(5, 0)) == "TRUE"
    assert value("Apply(Inc)", definitions, then=(5, 0)) == "TRUE"
    assert value("Apply(Inc)", definitions, then=(6, 0)) == "FALSE"
    assert value("LET v == x + 1 IN <<v, v'>>", definitions, then=(5, 0)) == "<<1, 6>>"
    assert value("LET v == x + 1 F(i) == v' + v + i IN F(10)", definitions, then=(5, 0)) == "17"
    assert value("\\A i \\in 1..2 : At(i)", definitions, then=(5, 0)) == "TRUE"


def test_unassigned_variables() -> None:
    spec = resolve_text(MODULE.format(expr="y' = x'", definitions=""), config_text=CONFIGURATION)
    x, y = spec.variables
    with pytest.raises(SpecError) as caught:
        evaluate(spec.definitions["E"].body, {x: 0, y: 0}, {y: 0})
    assert caught.value.code is Code.UNASSIGNED
    assert "x'" in caught.value.diagnostics[0].message


@pytest.mark.parametrize(
    ("expr", "expected"),
    [
        ("make \\in SUBSET (1..40)", "TRUE"),
        ("[i \\in 1..20 |-> i] \\in [1..20 -> 1..1000]", "TRUE"),
        ("<<1, 2>> \\in Seq(Nat)", "TRUE"),
        ("[a |-> 10^30] \\in [a : Nat]", "TRUE"),
        ("-1 \\in Nat \\cup {-1}", "TRUE"),
        ("{1} \\in {s \\in SUBSET (1..40) : Cardinality(s) = 1}", "TRUE"),
        ("5 \\in {n \\in Nat : n % 2 = 1}", "TRUE"),
        ("\\E s \\in SUBSET (1..40) : Cardinality(s) = 1", "TRUE"),
        ("CHOOSE n \\in 1..10^12 : n * n = 144", "12"),
        ("Cardinality(SUBSET (1..200))", str(2**200)),
        ("(1..100) \\subseteq Nat", "TRUE"),
    ],
)
def test_sets_are_not_written_out_needlessly(expr: str, expected: str) -> None:
    assert value(expr, "make == {7}") == expected


def test_a_filter_of_a_set_that_is_written_out_looks_at_every_element() -> None:
    assert code("1 \\in {n \\in {0, 1} : 1 \\div n = 1}") is Code.DIVISION_BY_ZERO
    assert value("1 \\in {n \\in Nat : 1 \\div n = 1}") == "TRUE"


def test_updates() -> None:
    assert value("[x EXCEPT ![1][2] = @ + 1, ![2] = <<@, @>>]", x=make_tuple([make_tuple([1, 2]), 3])) == (
        "<<<<1, 3>>, <<3, 3>>>>"
    )
    assert value("[x EXCEPT ![9] = Head(<<>>)]", x=make_tuple([1])) == "<<1>>", "outside of the domain nothing changes"
    assert value("[[n \\in Nat |-> n] EXCEPT ![3] = 7][3]") == "7"
    assert value("[[n \\in Nat |-> n] EXCEPT ![3] = 7][4]") == "4"
    assert value('[<<>> EXCEPT !["a"] = 1]') == "<<>>", "nor does it in the empty function, whatever the index"
    assert value('"a" \\in DOMAIN <<>>') == "FALSE"
    assert value("[x EXCEPT ![0] = @ + 1]", x=make_function({0: 1, 7: 2})) == "(0 :> 2 @@ 7 :> 2)"


def test_lazy_values_are_explicit_where_they_are_stored() -> None:
    assert value("<<1..3, {1..2}>> = <<{1, 2, 3}, {{2, 1}}>>") == "TRUE"
    assert value("[a |-> 1..2].a") == "{1, 2}"
    assert value("{SUBSET {1}} = {{{}, {1}}}") == "TRUE"
    assert value("x = 1..3", x=make_set([1, 2, 3])) == "TRUE"
    assert value("LET S == 1..2 IN {S} = {{1, 2}}") == "TRUE"
    assert value("y \\in {x}", x=Interval(1, 2).normal(), y=make_set([2, 1])) == "TRUE"


@pytest.mark.parametrize(
    "expr",
    [
        '<<1>> \\in {<<"a">>, <<"b">>}',
        '<<1>> \\notin x \\/ <<"a">> \\in x',
        '<<1, "a">> \\in {<<1, 2>>}',
        '<<3, "a">> \\in {<<1, "b">>, <<2, 2>>, <<3, 3>>}',
        '[a |-> 1, b |-> {1}] \\in {[a |-> 1, b |-> {"x"}], [a |-> 2, b |-> {}]}',
        '{1} \\in {{"a"}}',
        '{<<1, 2>>, <<1, "a">>} \\subseteq {<<1, 2>>, <<1, 3>>}',
    ],
)
def test_membership_of_a_nested_value_of_another_kind_is_an_error(expr: str) -> None:
    with pytest.raises(SpecError) as caught:
        value(expr, x=make_set([make_tuple([1])]))
    assert caught.value.code is Code.INCOMPARABLE


@pytest.mark.parametrize(
    "expr",
    [
        '<<2, "a">> \\in {<<1, 2>>}',
        '<<1, "a", 1>> \\in {<<1, 2>>}',
        '[a |-> 1, b |-> "x"] \\in {[a |-> 2, b |-> 2], [b |-> 1]}',
        '{1, 2} \\in {{"a"}}',
        '<<x, "a">> \\in {<<1, 2>>}',
    ],
)
def test_what_differs_before_or_is_a_model_value_is_no_element(expr: str) -> None:
    assert value(expr, x=ModelValue("m")) == "FALSE"


@pytest.mark.parametrize(
    ("composition", "holds"),
    [
        ("(UNCHANGED y /\\ x' = x + 1) \\cdot (x' = x + 1)", True),
        ("(UNCHANGED y /\\ x' = x + 1) \\cdot (x' = x)", False),
        ("(y' = 7 /\\ x' \\in 0..5) \\cdot (x' = x + 1 /\\ y = 7)", True),
        ("(y' = 7 /\\ x' \\in 2..5) \\cdot (x' = x + 1)", False),
        ("(y' = 7 /\\ x' = 1) \\cdot (y' = 8 /\\ x' = x) \\cdot (x' = x + 1 /\\ y = 8)", True),
        # what a LET names, and an argument, are of the state where they are used
        ("LET old == x IN old = 0 /\\ ((y' = old /\\ x' = 1) \\cdot (old = 1 /\\ x' = old + 1 /\\ y = 0))", True),
        ("LET Op(a) == (UNCHANGED y /\\ x' = a + 1) \\cdot (x' = a + 1) IN Op(x)", True),
        ("\\E old \\in {x} : (UNCHANGED y /\\ x' = 1) \\cdot (old = 0 /\\ x' = x + 1)", True),
        ("~((UNCHANGED y /\\ x' = x + 1) \\cdot (x' = x + 1))", False),
    ],
)
def test_action_composition(composition: str, holds: bool) -> None:
    assert value(composition, then=(2, 0)) == ("TRUE" if holds else "FALSE")


def test_the_first_part_of_a_composition_determines_every_variable() -> None:
    with pytest.raises(SpecError) as caught:
        value("(x' = 1) \\cdot (x' = 2)", then=(2, 0))
    assert caught.value.code is Code.UNASSIGNED
    assert "y'" in str(caught.value)


def test_messages_do_not_write_out_what_is_too_large() -> None:
    spec = resolve_text(
        MODULE.format(definitions="g[S \\in SUBSET (1..40)] == 1", expr="g[{0}]"), config_text=CONFIGURATION
    )
    with pytest.raises(SpecError) as caught:
        evaluate(spec.definitions["E"].body)
    assert caught.value.code is Code.DOMAIN
    assert "SUBSET 1..40" in str(caught.value)


def test_the_innermost_failing_expression_is_the_place() -> None:
    with pytest.raises(SpecError) as caught:
        value("1 + (IF Head(<<>>) = 1 THEN 2 ELSE 3)")
    span = caught.value.diagnostics[0].span
    assert span is not None
    assert span.text == "Head(<<>>)"


def test_intervals_are_gone_through_without_being_listed():
    assert value("\\E i \\in x..(x + 10 ^ 30) : i = 5") == "TRUE"
    assert value("CHOOSE i \\in (x - 1)..10 ^ 30 : i * i > 10") == "4"
    assert value("\\A i \\in 5..x, j \\in 1..2 : FALSE") == "TRUE"
    assert value("{i \\in x..7 : \\E j \\in 2..(i - 1) : i % j = 0}") == "{4, 6}"
