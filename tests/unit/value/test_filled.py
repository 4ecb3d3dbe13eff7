"""Functions with an infinite domain that have one value at almost all keys: one form, one text, one order."""

from __future__ import annotations

import pickle

import pytest

from symcheck.base.diagnostic import Code, SpecError
from symcheck.concrete.evaluate import evaluate
from symcheck.resolve import resolve_text
from symcheck.trace.itf import value_from_itf, value_to_itf
from symcheck.value import INT, NAT, FilledFunction, Product, Value, can_be_filled, equal, make_set, order_key

MODULE = """---- MODULE M ----
EXTENDS Integers, TLC
VARIABLE x
Start == x = 0
Stay == UNCHANGED x
E == {expr}
===="""


def value(expr: str) -> Value:
    spec = resolve_text(MODULE.format(expr=expr), config_text="INIT Start NEXT Stay")
    return evaluate(spec.definitions["E"].body)


TEXTS = {
    "[a \\in Nat |-> 0]": "[any \\in Nat |-> 0]",
    "[[a \\in Nat |-> 0] EXCEPT ![3] = 7, ![1] = @ + 2]": "[[any \\in Nat |-> 0] EXCEPT ![1] = 2, ![3] = 7]",
    "[[a \\in Nat |-> 0] EXCEPT ![3] = 7, ![3] = 0, ![-1] = 8]": "[any \\in Nat |-> 0]",
    "[a \\in Int |-> [b \\in Nat |-> {}]]": "[any2 \\in Int |-> [any \\in Nat |-> {}]]",
    '[u \\in {"p"}, n \\in Nat |-> TRUE]': '[any \\in ({"p"} \\X Nat) |-> TRUE]',
    "[a \\in Nat \\ {0, 1} |-> 0]": "[any \\in {any \\in Int : any >= 2} |-> 0]",
    "[a \\in {n \\in Int : n > 3 /\\ 7 # n} |-> 0]": "[any \\in ({any \\in Int : any >= 4} \\ {7}) |-> 0]",
    "[a \\in {n \\in Int : -3 > n} \\ (-4..2) |-> 0]": "[any \\in {any \\in Int : any <= -5} |-> 0]",
    "[a \\in Int \\ {2, 1} |-> 0]": "[any \\in (Int \\ {1, 2}) |-> 0]",
    "[a \\in {n \\in Int : n >= 0} |-> 0]": "[any \\in Nat |-> 0]",
    "(4 :> 1) @@ [a \\in Nat |-> 0]": "[[any \\in Nat |-> 0] EXCEPT ![4] = 1]",
}


@pytest.mark.parametrize(("text", "shown"), TEXTS.items())
def test_the_text_says_what_the_value_is(text: str, shown: str) -> None:
    found = value(text)
    assert isinstance(found, FilledFunction)
    assert str(found) == shown
    assert value(shown) == found
    assert value_from_itf(value_to_itf(found)) == found
    assert pickle.loads(pickle.dumps(found)) == found
    assert hash(value(shown)) == hash(found)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("[a \\in Nat |-> 0] = [b \\in Nat |-> 0]", "TRUE"),
        ("[a \\in Nat |-> 0] = [b \\in Nat |-> 1]", "FALSE"),
        ("[a \\in Nat |-> 0] = [b \\in Int |-> 0]", "FALSE"),
        ("[[a \\in Nat |-> 0] EXCEPT ![1] = 2] = [a \\in Nat |-> 0]", "FALSE"),
        ("[a \\in Nat |-> 0] = <<0>>", "FALSE"),
        ("[a \\in Nat |-> 0] \\in [Nat -> 0..1]", "TRUE"),
        ("[[a \\in Nat |-> 0] EXCEPT ![5] = 2] \\in [Nat -> 0..1]", "FALSE"),
        ("[a \\in Nat |-> 0] \\in [Int -> Nat]", "FALSE"),
        ("[[a \\in Nat |-> 0] EXCEPT ![5] = 2][5]", "2"),
        ("[[a \\in Nat |-> 0] EXCEPT ![5] = 2][6]", "0"),
        ("{[a \\in Nat |-> 0], [b \\in Nat |-> 0]} = {[c \\in Nat |-> 0]}", "TRUE"),
        ("DOMAIN [a \\in Nat |-> 0] = Nat", "TRUE"),
        ("[a \\in Nat \\ {0} |-> 0] \\in [{n \\in Nat : n > 0} -> 0..1]", "TRUE"),
        ("[a \\in Nat \\ {0} |-> 0] \\in [Nat -> 0..1]", "FALSE"),
        ("[a \\in Nat \\ {0} |-> 0] = [a \\in {n \\in Int : n >= 1} |-> 0]", "TRUE"),
        ("[a \\in Nat \\ {0} |-> 0] = [a \\in {n \\in Int : n >= 2} |-> 0]", "FALSE"),
        ("DOMAIN [a \\in Nat \\ {0} |-> 0] = {n \\in Int : n >= 1}", "TRUE"),
        ("{n \\in Int : n > 1} = Nat \\ {0}", "FALSE"),
        ("LET bad == [n \\in Nat |-> 1 \\div 0] IN 5", "5"),
    ],
)
def test_operators_on_them(text: str, shown: str) -> None:
    assert str(value(text)) == shown


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("[a \\in Nat |-> 2 * a][21]", "42"),
        ("[a \\in Nat |-> 2 * a] = [b \\in Nat |-> 2 * b]", "TRUE"),
        ("[a \\in Nat |-> 2 * a] = [b \\in Nat |-> 3 * b]", "FALSE"),
        ("[a \\in Nat |-> 2 * a] = [b \\in Int |-> 2 * b]", "FALSE"),
        ("[a \\in Nat |-> 2 * a] = [b \\in Nat |-> 0]", "FALSE"),
        ("[[a \\in Nat |-> 2 * a] EXCEPT ![3] = @ + 1, ![-1] = 5]", "[[a \\in Nat |-> 2 * a] EXCEPT ![3] = 7]"),
        ("[[a \\in Nat |-> 2 * a] EXCEPT ![30] = 60]", "[a \\in Nat |-> 2 * a]"),
        ("[[a \\in Nat |-> 2 * a] EXCEPT ![30] = 61] = [a \\in Nat |-> 2 * a]", "FALSE"),
        ("[[a \\in Nat |-> 2 * a] EXCEPT ![30] = 61][30]", "61"),
        ("((1 :> 7) @@ [a \\in Nat |-> <<a, 0>>])[2]", "<<2, 0>>"),
        ("[a \\in Nat |-> IF a < 900 THEN 1 ELSE a] \\in [Nat -> {0}]", "FALSE"),
        ("[[a \\in Nat |-> 2 * a] EXCEPT ![30] = -1] \\in [Nat -> Nat]", "FALSE"),
        ("[q |-> [p \\in {1}, n \\in Nat |-> p + n]].q[1, 4]", "5"),
        ("LET two(f) == f[2] IN two([n \\in Nat |-> n * n])", "4"),
        ("{[a \\in Nat |-> a], [b \\in Nat |-> b]} = {[c \\in Nat |-> c]}", "TRUE"),
    ],
)
def test_functions_that_depend_on_the_key(text: str, shown: str) -> None:
    assert str(value(text)) == shown


def test_a_rule_is_the_same_in_other_processes() -> None:
    (found,) = [value("[r |-> [[a \\in Nat |-> <<a, 0>>] EXCEPT ![3] = <<>>]]").values]  # type: ignore[union-attr]
    for again in (pickle.loads(pickle.dumps(found)), tuple(value_from_itf(value_to_itf(each)) for each in found)):
        assert again == found
        assert again[0].filler.run is None


@pytest.mark.parametrize(
    "text",
    [
        "[a \\in Nat |-> a] = [b \\in Nat |-> IF b < 900 THEN b ELSE 0]",
        "[a \\in Nat |-> 0] = [b \\in Nat |-> b \\div 900]",
        "[a \\in Nat |-> a] \\in {[b \\in Nat |-> b + 0]}",
        "[a \\in Nat |-> a] \\in [Nat -> Nat]",
    ],
)
def test_what_cannot_be_seen_at_some_keys_is_not_guessed(text: str) -> None:
    with pytest.raises(SpecError) as caught:
        value(text)
    assert caught.value.code is Code.INFINITE_SET


def test_errors() -> None:
    wrong = {"[a \\in Nat |-> 0][-1]": Code.DOMAIN, "[n \\in Nat |-> 1 \\div 0][0]": Code.DIVISION_BY_ZERO}
    for text, code in wrong.items():
        with pytest.raises(SpecError) as caught:
            value(text)
        assert caught.value.code is code
    with pytest.raises(SpecError) as caught:
        value("[a \\in Nat |-> 0] \\in [{n \\in Nat : n * n >= 0} -> 0..1]")
    assert caught.value.code is Code.INFINITE_SET
    with pytest.raises(SpecError) as caught:
        value("[a \\in Nat |-> 0] = [b \\in Nat |-> TRUE]")
    assert caught.value.code is Code.INCOMPARABLE


def test_the_order_is_total() -> None:
    zero = FilledFunction(NAT, 0)
    values = [zero, zero.updated(1, 2), zero.updated(2, 1), FilledFunction(NAT, 1), FilledFunction(INT, 0)]
    assert len({str(each) for each in values}) == len(values)
    backwards = values[::-1]
    assert sorted(backwards, key=order_key) == sorted(values, key=order_key)
    assert not any(equal(one, other) for one in values for other in values if one is not other)


def test_domains() -> None:
    assert can_be_filled(NAT)
    assert can_be_filled(Product([make_set([1]), INT]))
    assert not can_be_filled(Product([make_set([]), INT]))
    assert not can_be_filled(make_set([1]))
