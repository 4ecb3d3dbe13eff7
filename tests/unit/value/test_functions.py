"""Functions, tuples and records: lookup, replacement, printing."""

from __future__ import annotations

import pytest

from symcheck.base.diagnostic import Code, SpecError
from symcheck.value import (
    NAT,
    FunctionValue,
    LazyFunction,
    ModelValue,
    RecordValue,
    String,
    Value,
    make_function,
    make_record,
    make_set,
    make_tuple,
)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (make_tuple([1, String("a")]), '<<1, "a">>'),
        (make_record({"b": 2, "a": 1}), "[a |-> 1, b |-> 2]"),
        (make_function({0: 1, 5: 2}), "(0 :> 1 @@ 5 :> 2)"),
        (make_function([(ModelValue("p"), make_set([1]))]), "(p :> {1})"),
        (make_function([(String("a b"), 1), (String("c"), 2)]), '("a b" :> 1 @@ "c" :> 2)'),
        (make_tuple([]), "<<>>"),
        (String('say "x"\n'), '"say \\"x\\"\\n"'),
    ],
)
def test_printing(value: Value, text: str) -> None:
    assert str(value) == text


def test_lookup() -> None:
    record = make_record({"a": 1, "b": 2})
    assert isinstance(record, RecordValue)
    assert record.field("b") == 2
    assert record.field("c") is None
    assert list(record.items()) == [(String("a"), 1), (String("b"), 2)]
    assert list(record) == [1, 2]
    assert len(record) == 2
    pair = make_tuple([7, 8])
    assert pair.get(2) == 8
    assert pair.get(3) is None
    assert pair.domain == make_set([1, 2])
    assert list(pair.items()) == [(1, 7), (2, 8)]


def test_replacement_leaves_the_original() -> None:
    for function, key in ((make_tuple([1, 2]), 2), (make_function({0: 1, 5: 2}), 5)):
        changed = function.replace(key, 9)
        assert changed.get(key) == 9
        assert function.get(key) == 2
        assert function.replace(77, 9) is function


@pytest.mark.parametrize(
    ("function", "key", "code"),
    [
        (make_tuple([1]), 2, Code.DOMAIN),
        (make_tuple([1]), 0, Code.DOMAIN),
        (make_tuple([1]), String("a"), Code.MEMBERSHIP),
        (make_record({"a": 1}), String("b"), Code.DOMAIN),
        (make_function({0: 1}), String("b"), Code.INCOMPARABLE),
    ],
)
def test_application_outside_the_domain(function: FunctionValue, key: Value, code: Code) -> None:
    with pytest.raises(SpecError) as caught:
        function.apply(key)
    assert caught.value.code is code


def test_a_lazy_function_remembers() -> None:
    asked: list[Value] = []

    def rule(key: Value) -> Value:
        asked.append(key)
        return key

    function = LazyFunction(NAT, rule)
    assert function.apply(5) == 5
    assert function.apply(5) == 5
    assert asked == [5]
    with pytest.raises(SpecError):
        function.apply(-1)
