"""What changed from one state to the next, part by part."""

from __future__ import annotations

import pytest

from symcheck.trace.changes import change_lines
from symcheck.trace.text import trace_text
from symcheck.trace.trace import Step, Trace
from symcheck.value import (
    EMPTY_SET,
    EMPTY_TUPLE,
    ModelValue,
    String,
    Value,
    make_function,
    make_record,
    make_set,
    make_tuple,
)

W1, W2, W3 = (ModelValue(name) for name in ("w1", "w2", "w3"))


def _function(*values: Value) -> Value:
    return make_function(dict(zip((W1, W2, W3), values, strict=True)))


@pytest.mark.parametrize(
    ("before", "after", "lines"),
    [
        (1, 2, ["x = 2  \\* was 1"]),
        (make_set([1]), make_set([1, 2]), ["2 \\in x  \\* new"]),
        (make_set([1, 2]), make_set([2, 3]), ["3 \\in x  \\* new", "1 \\notin x  \\* gone"]),
        (make_set([1]), EMPTY_SET, ["x = {}  \\* was {1}"]),
        (EMPTY_TUPLE, make_tuple([5]), ["x = <<5>>  \\* was <<>>"]),
        (make_tuple([5, 6]), make_tuple([5, 6, 7]), ["x[3] = 7  \\* new"]),
        (make_tuple([5, 6]), make_tuple([6]), ["x = <<6>>  \\* was <<5, 6>>"]),
        (make_tuple([1, 2, 3]), make_tuple([1, 9, 3]), ["x[2] = 9  \\* was 2"]),
        (_function(1, 2, 3), _function(1, 2, 4), ["x[w3] = 4  \\* was 3"]),
        (
            _function(1, 2, 3),
            _function(4, 5, 6),
            ["x = (w1 :> 4 @@ w2 :> 5 @@ w3 :> 6)  \\* was (w1 :> 1 @@ w2 :> 2 @@ w3 :> 3)"],
        ),
        (_function(make_set([1]), 2, 3), _function(make_set([1, 7]), 2, 3), ["7 \\in x[w1]  \\* new"]),
        (make_record({"a": 1, "b": 2}), make_record({"a": 1, "b": 3}), ["x.b = 3  \\* was 2"]),
        (make_function({W1: 1, W2: 2}), make_function({W1: 1}), ["w2 \\notin DOMAIN x  \\* gone"]),
        (make_record({"a": 1}), make_tuple([1]), ["x = <<1>>  \\* was [a |-> 1]"]),
        (String("a" * 50), 1, ["x = 1  \\* changed"]),
    ],
)  # fmt: skip
def test_the_parts_that_are_other(before: Value, after: Value, lines: list[str]) -> None:
    assert list(change_lines({"x": after, "y": 0}, {"x": before, "y": 0})) == [f"/\\ {line}" for line in lines]


def test_many_parts_are_read_better_in_their_place() -> None:
    many = make_set(range(1, 12))
    assert list(change_lines({"x": many}, {"x": make_set([1])})) == [f"/\\ x = {many}  \\* was {{1}}"]


def test_nothing_changed() -> None:
    assert list(change_lines({"x": 1}, {"x": 1})) == ["\\* nothing changed"]


def test_the_first_state_is_whole() -> None:
    steps = (Step("Init", (), {"x": 1, "y": 2}), Step("Next", (), {"x": 3, "y": 2}))
    text = trace_text(Trace(("x", "y"), steps), changes=True)
    assert text == "State 1: <Init>\n/\\ x = 1\n/\\ y = 2\n\nState 2: <Next>\n/\\ x = 3  \\* was 1"
