"""Texts of Python: what is put into one another keeps its temporaries apart, and what grows too large is called."""

from __future__ import annotations

import pytest

import symcheck
from symcheck.base.diagnostic import SpecError
from symcheck.concrete.compiler.fused import call_of, function, fuse, statements


def test_parts_do_not_share_temporaries_with_what_they_stand_in() -> None:
    square = fuse("({x} * {x} if ({x} := {value}) else 0)", value=fuse("f[{slot}]", slot=0))
    both = fuse("(({x} := {left}) - ({y} := {right}), {x}, {y})", left=square, right=fuse("({x} := f[1]) + {x}"))
    assert function(both)([3, 4]) == (1, 9, 8)


def test_what_is_deep_or_long_becomes_a_function() -> None:
    text = fuse("{one}", one=1)
    for _ in range(1000):
        text = fuse("({text} + 1)", text=text)
    assert len(text.source) < 1000
    assert function(text)([]) == 1001


def test_things_are_named_and_numbers_are_written() -> None:
    text = fuse("{add}({numbers})", add=lambda *numbers: sum(numbers), numbers=(fuse("{n}", n=-2), call_of(len)))
    assert function(text)([0, 0, 0]) == 1


def test_statements_take_other_arguments() -> None:
    run = statements(" return [{call}(value, f) for value in values]", ("f", "values"), call=divmod)
    assert run(5, (7, 11)) == [(1, 2), (2, 1)]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("{x \\in {{2}, {1}, {}} : x # {}}", "{{1}, {2}}"),
        ("{x \\cup {3} : x \\in {{2}, {1}, {}}}", "{{3}, {1, 3}, {2, 3}}"),
        ("UNION {{2}, {1}, {}, {1, 2}}", "{1, 2}"),
        ("{{<<2, 1>>}, {<<1, 2>>}, {}, {<<1, 1>>, <<3, 3>>}}", "{{}, {<<1, 2>>}, {<<2, 1>>}, {<<1, 1>>, <<3, 3>>}}"),
        ('{{<<2, "a">>}, {<<1, "b">>}}', '{{<<1, "b">>}, {<<2, "a">>}}'),
        ("{{<<2, 1>>}, {<<1, 2, 0>>}}", "{{<<2, 1>>}, {<<1, 2, 0>>}}"),
        ("CHOOSE x \\in {{2, 3}, {1, 5}} : TRUE", "{1, 5}"),
        ("[i \\in 1..3 |-> i \\in {2, 3}]", "<<FALSE, TRUE, TRUE>>"),
        ("[i \\in 1..3 |-> <<i, i>> \\in {1, 2} \\X {2, 3}]", "<<FALSE, TRUE, FALSE>>"),
    ],
)
def test_values_do_not_depend_on_the_order_of_evaluation(text: str, value: str) -> None:
    assert str(symcheck.loads("---- MODULE M ----\nEXTENDS Integers\n====\n").evaluate(text)) == value


@pytest.mark.parametrize("loop", ["{x \\in %s : %s}", "{%2$s : x \\in %1$s}"])
def test_the_first_error_in_canonical_order_is_the_one_that_is_told(loop: str) -> None:
    """Whatever the order in which elements are looked at, and in every run."""
    elements, body = "{{n} : n \\in 1..9}", 'IF x = {7} THEN 1 \\div 0 = 1 ELSE IF x = {4} THEN x[1] ELSE TRUE'
    text = loop.replace("%1$s", elements).replace("%2$s", body)
    text = text % (elements, body) if "%s" in text else text
    with pytest.raises(SpecError, match="4"):
        symcheck.loads("---- MODULE M ----\nEXTENDS Integers\n====\n").evaluate(text)


def test_membership_in_a_constant_set_fails_each_time() -> None:
    spec = symcheck.loads("---- MODULE M ----\nEXTENDS Integers\nS == {1, 2}\n====\n")
    for _ in range(2):
        with pytest.raises(SpecError):
            spec.evaluate('"a" \\in S')
