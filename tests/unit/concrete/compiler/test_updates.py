"""EXCEPT on every kind of function: what is updated, what stays, and what is an error."""

from __future__ import annotations

import pytest

from symcheck.base.diagnostic import Code, SpecError
from symcheck.value import make_function, make_record, make_tuple
from tests.unit.concrete.test_evaluate import value

RECORD = make_record({"a": make_tuple([1, 2]), "b": make_function({5: 50, 7: 70})})


@pytest.mark.parametrize(
    ("expr", "result"),
    [
        ("[x EXCEPT !.a[2] = @ + 1]", "[a |-> <<1, 3>>, b |-> (5 :> 50 @@ 7 :> 70)]"),
        ("[x EXCEPT !.b[7] = 0]", "[a |-> <<1, 2>>, b |-> (5 :> 50 @@ 7 :> 0)]"),
        ("[x EXCEPT !.a[1] = x.b[5], !.a[2] = @ + x.a[1], !.b = @]", "[a |-> <<50, 3>>, b |-> (5 :> 50 @@ 7 :> 70)]"),
        ("[x EXCEPT !.b = [@ EXCEPT ![5] = @ + 1]].b", "(5 :> 51 @@ 7 :> 70)"),
        # an index outside of the domain: nothing changes, and nothing is evaluated
        ("[x EXCEPT !.a[3] = 1 \\div 0] = x", "TRUE"),
        ("[x EXCEPT !.a[0] = 1 \\div 0] = x", "TRUE"),
        ("[x EXCEPT !.c = 1 \\div 0] = x", "TRUE"),
        ("[x EXCEPT !.b[6] = 1 \\div 0] = x", "TRUE"),
        # the index is evaluated each time, `@` is the value as it has become
        ("[x.b EXCEPT ![5] = @ + 1, ![x.b[5] - 45] = @ * 2, ![7] = @ + 1]", "(5 :> 102 @@ 7 :> 71)"),
        # functions that are kept as rules, of small and of infinite domains
        ("[[n \\in 1..3 |-> n] EXCEPT ![2] = @ * 10]", "<<1, 20, 3>>"),
        ("[[n \\in Nat |-> n] EXCEPT ![2] = @ * 10, ![2] = @ + 1][2]", "21"),
        ("[[n \\in Int |-> 0] EXCEPT ![-2] = @ + 4][-2]", "4"),
    ],
)
def test_an_update_changes_the_value_at_its_index(expr, result):
    assert value(expr, x=RECORD) == result


@pytest.mark.parametrize(
    ("expr", "error"),
    [
        ("[x.a EXCEPT !.b = 1]", Code.NOT_A_FUNCTION),
        ("[x EXCEPT ![1] = 1]", Code.NOT_A_FUNCTION),
        ("[y EXCEPT ![1] = 1]", Code.NOT_A_FUNCTION),
        ("[x EXCEPT !.a[1][1] = 1]", Code.NOT_A_FUNCTION),
        ("[x EXCEPT !.a[1] = 1 \\div 0]", Code.DIVISION_BY_ZERO),
        ("[x EXCEPT !.a[1 \\div 0] = 1]", Code.DIVISION_BY_ZERO),
        ('[x.b EXCEPT !["a"] = 1]', Code.INCOMPARABLE),
    ],
)
def test_what_cannot_be_updated_is_an_error_with_a_place(expr, error):
    with pytest.raises(SpecError) as caught:
        value(expr, x=RECORD)
    assert caught.value.diagnostics[0].span is not None
    assert caught.value.code is error
