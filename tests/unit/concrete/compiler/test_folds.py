"""Folds: in which order they go, what their operator sees, and what is an error."""

from __future__ import annotations

from functools import partial

import pytest

from symcheck.base.diagnostic import Code, SpecError
from symcheck.value import make_set, make_tuple
from tests.unit.concrete.test_evaluate import value as evaluated

DEFINITIONS = """
LOCAL INSTANCE FiniteSetsExt
LOCAL INSTANCE SequencesExt
Minus(e, done) == e - done
Into(e, done) == <<e>> \\o done
Many(e, done) == IF e = 0 THEN done ELSE LET r[n \\in Nat] == IF n = 0 THEN done ELSE {n} \\cup r[n - 1] IN r[e]
RECURSIVE Powers(_, _)
Powers(e, done) == IF e = 0 THEN done ELSE Powers(e - 1, done * 2)
Over(op(_, _), S) == <<FoldSet(op, 1, S), FoldSet(op, 2, S)>>
RECURSIVE Depths(_, _)
Depths(op(_, _), n) == IF n = 0 THEN <<>> ELSE <<FoldSet(op, n, 1..2)>> \\o Depths(op, n - 1)
"""

value = partial(evaluated, definitions=DEFINITIONS)


@pytest.mark.parametrize(
    ("expr", "expected"),
    [
        # sets go in canonical order, sequences from the first to the last
        ("FoldSet(LAMBDA e, done : Append(done, e), <<>>, {3, 1, 2})", "<<1, 2, 3>>"),
        ("FoldSeq(LAMBDA e, done : Append(done, e), <<>>, <<3, 1, 2>>)", "<<3, 1, 2>>"),
        ("FoldSet(LAMBDA e, done : 7, 5, {})", "5"),
        ("FoldSeq(LAMBDA e, done : 7, 5, <<>>)", "5"),
        # sets and sequences that are not written out
        ("FoldSet(+, 0, 1..100)", "5050"),
        ("FoldSet(LAMBDA S, done : Cardinality(S) + done, 0, SUBSET {1, 2, 3})", "12"),
        ("FoldSet(+, 0, {n \\in Nat : n > 4} \\cap 0..6)", "11"),
        ("FoldSeq(+, 0, [n \\in 1..4 |-> n * n])", "30"),
        # what is applied: definitions, also recursive ones, built-in operators and operators as parameters
        ("FoldSet(Minus, 0, {1, 5, 7})", "3"),
        ("FoldSeq(Into, <<>>, <<1, 2>>)", "<<2, 1>>"),
        ("FoldSet(Powers, 1, {0, 2, 3})", "32"),
        ("FoldSet(Many, {}, {2, 3})", "{1, 2, 3}"),
        ("FoldSet(\\cup, {}, {{1}, {2, 3}})", "{1, 2, 3}"),
        ("Over(Minus, {1, 5})", "<<5, 6>>"),
        ("Over(LAMBDA e, done : e * done, {3, 5})", "<<15, 30>>"),
        ("Depths(LAMBDA e, done : e + 10 * done, 2)", "<<212, 112>>"),
        ("LET F(e, done) == e + done + y IN FoldSet(F, 0, 1..3)", "21"),
        # one in another, in its operator, its base and its set
        ("FoldSet(LAMBDA e, done : done + FoldSet(LAMBDA d, more : more + d * e, 0, 1..e), 0, 1..3)", "25"),
        ("FoldSet(+, FoldSet(+, 0, {1, 2}), FoldSet(LAMBDA e, done : done \\cup {e + 10}, {}, {1, 2}))", "26"),
        ("{FoldSet(LAMBDA e, done : done + e * n, 0, 1..n) : n \\in 1..3}", "{1, 6, 18}"),
        # a name of a LET is another one for each element
        ("FoldSet(LAMBDA e, done : LET twice == 2 * e IN done + twice, 0, 1..3)", "12"),
        ("FoldSet(LAMBDA e, done : LET F(n) == n + e IN done + F(1), 0, 1..3)", "9"),
        # values that outlive the bindings that they were made under
        ("FoldSet(LAMBDA e, done : Append(done, [n \\in Nat |-> n + e]), <<>>, 1..3)[2][10]", "12"),
        ("FoldSet(LAMBDA e, done : [n \\in Nat |-> done[n] + e * n], [n \\in Nat |-> 100], 1..3)[2]", "112"),
        ("LET s == FoldSet(LAMBDA e, done : {n \\in done : n # e}, Nat, 1..3) IN <<0 \\in s, 2 \\in s>>",
         "<<TRUE, FALSE>>"),
    ],
)
def test_folds(expr: str, expected: str) -> None:
    assert value(expr, y=5) == expected


def test_the_operator_sees_both_states_of_a_step() -> None:
    assert value("FoldSet(LAMBDA e, done : done + e * x', x, 1..3)", x=100, then=(2, 0)) == "112"
    assert value("FoldSet(LAMBDA e, done : done + e * x, 0, 1..3)'", x=100, then=(2, 0)) == "12"
    assert value("FoldSet(LAMBDA e, done : done + e, 0, x')", then=(make_set([4, 5]), 0)) == "9"
    assert value("FoldSeq(LAMBDA e, done : done + e, 0, x)", x=make_tuple([4, 4])) == "8"


@pytest.mark.parametrize(
    ("expr", "code", "place"),
    [
        ("FoldSet(+, 0, <<1>>)", Code.NOT_A_SET, "FoldSet(+, 0, <<1>>)"),
        ("FoldSet(+, 0, Nat)", Code.INFINITE_SET, "FoldSet(+, 0, Nat)"),
        ("FoldSeq(+, 0, {1})", Code.ARGUMENT_TYPE, "FoldSeq(+, 0, {1})"),
        ("FoldSet(LAMBDA e, done : Head(e), 0, {<<1>>, <<>>})", Code.EMPTY_SEQUENCE, "Head(e)"),
        # the base comes before the set, and is evaluated where there is no element as well
        ("FoldSet(+, 1 \\div 0, {})", Code.DIVISION_BY_ZERO, "1 \\div 0"),
        ("FoldSet(+, 1 \\div 0, Head(<<>>))", Code.DIVISION_BY_ZERO, "1 \\div 0"),
    ],
)
def test_what_cannot_be_folded_is_an_error_with_a_place(expr: str, code: Code, place: str) -> None:
    with pytest.raises(SpecError) as caught:
        value(expr)
    assert caught.value.code is code
    span = caught.value.diagnostics[0].span
    assert span is not None
    assert span.text == place
