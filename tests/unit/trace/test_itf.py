from __future__ import annotations

import json

import pytest

from symcheck.base.diagnostic import Code, SpecError
from symcheck.base.span import Source, Span
from symcheck.trace.itf import dumps, from_itf, loads, to_itf, value_from_itf, value_to_itf
from symcheck.trace.trace import Step, Trace
from symcheck.value import (
    EMPTY_SET,
    EMPTY_TUPLE,
    FALSE,
    NAT,
    TRUE,
    ModelValue,
    String,
    make_function,
    make_record,
    make_set,
    make_tuple,
)

VALUES = [
    0,
    -7,
    10**30,
    TRUE,
    FALSE,
    String("r1"),
    ModelValue("r1"),
    String("r1_OF_MODEL"),
    String("r1_OF_STRING"),
    String("_OF_MODEL_OF_STRING"),
    EMPTY_SET,
    EMPTY_TUPLE,
    make_set([make_set([ModelValue("a")]), make_set([1, 2])]),
    make_tuple([1, TRUE, String("x")]),
    make_record({"type": String("1a"), "bal": 3}),
    make_function([(String("#set"), 1), (String("b"), 2)]),
    make_function([(ModelValue("a"), 1), (ModelValue("b"), make_tuple([]))]),
    make_function([(0, 1), (5, 2)]),
]


@pytest.mark.parametrize("value", VALUES, ids=str)
def test_values_come_back_from_json_text_equal(value):
    assert value_from_itf(json.loads(json.dumps(value_to_itf(value)))) == value


def test_the_forms_are_those_of_the_format():
    assert value_to_itf(3) == {"#bigint": "3"}
    assert value_to_itf(TRUE) is True
    assert value_to_itf(make_set([2, 1])) == {"#set": [{"#bigint": "1"}, {"#bigint": "2"}]}
    assert value_to_itf(make_tuple([String("a")])) == {"#tup": ["a"]}
    assert value_to_itf(make_record({"f": FALSE})) == {"f": False}
    assert value_to_itf(make_function([(7, TRUE)])) == {"#map": [[{"#bigint": "7"}, True]]}
    assert value_to_itf(NAT) == {"#unserializable": "Nat"}


def test_plain_numbers_and_lists_are_read_as_integers_and_sequences():
    assert value_from_itf([1, "a"]) == make_tuple([1, String("a")])


def trace() -> Trace:
    source = Source("M.tla", "one\ntwo\n  Send(p) == x' = p\n")
    return Trace(
        ("x", "y"),
        (
            Step("Init", (), {"x": 0, "y": EMPTY_SET}),
            Step("Send", (("p", ModelValue("p1")), ("n", 2)), {"x": 1, "y": make_set([1])}, Span(source, 10, 14)),
        ),
        loop=1,
    )


def test_a_trace_comes_back_with_actions_bindings_and_loop():
    assert loads(dumps(trace(), {"property": "Safe"})) == trace()


def test_a_trace_carries_its_meta_data_and_the_place_of_each_action():
    document = to_itf(trace(), {"property": "Safe"})
    assert document["#meta"]["format"] == "ITF"
    assert document["#meta"]["property"] == "Safe"
    assert document["vars"] == ["x", "y"]
    assert document["states"][1]["#meta"] == {
        "index": 1,
        "action": "Send",
        "bindings": {"p": "p1_OF_MODEL", "n": {"#bigint": "2"}},
        "location": {"file": "M.tla", "line": 3, "column": 3},
    }
    assert document["loop"] == 1


def test_a_trace_of_another_tool_gets_default_action_names():
    found = from_itf({"vars": ["x"], "states": [{"x": 1}, {"#meta": {"index": 1}, "x": {"#bigint": "2"}}]})
    assert [step.action for step in found.steps] == ["Init", "Next"]
    assert [step.state["x"] for step in found.steps] == [1, 2]
    assert found.loop is None


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "[]",
        "null",
        '{"states": []}',
        '{"vars": ["x"], "states": []}',
        '{"vars": "x", "states": [{"x": 1}]}',
        '{"vars": [1], "states": [{"x": 1}]}',
        '{"vars": ["x"], "states": [{}]}',
        '{"vars": ["x"], "states": [1]}',
        '{"vars": ["x"], "states": [{"x": null}]}',
        '{"vars": ["x"], "states": [{"x": 1.5}]}',
        '{"vars": ["x"], "states": [{"x": {"#bigint": "many"}}]}',
        '{"vars": ["x"], "states": [{"x": {"#bigint": 3}}]}',
        '{"vars": ["x"], "states": [{"x": {"#unserializable": "Nat"}}]}',
        '{"vars": ["x"], "states": [{"x": {"#map": [[1]]}}]}',
        '{"vars": ["x"], "states": [{"x": {"#set": 1}}]}',
        '{"vars": ["x"], "states": [{"x": 1, "#meta": 3}]}',
        '{"vars": ["x"], "states": [{"x": 1}], "loop": 1}',
        '{"vars": ["x"], "states": [{"x": 1}], "loop": true}',
        "[" * 100_000,
    ],
)
def test_malformed_documents_are_errors_of_the_input(text):
    with pytest.raises(SpecError) as caught:
        loads(text)
    assert caught.value.code is Code.UNREADABLE


def test_the_step_that_closes_a_loop_comes_back():
    steps = (Step("Init", (), {"x": 0}), Step("Next", (), {"x": 1}))
    found = loads(dumps(Trace(("x",), steps, 0, Step("Reset", (("by", 2),), {"x": 0}))))
    assert found.loop == 0
    assert found.back == Step("Reset", (("by", 2),), {"x": 0})
    assert loads(dumps(Trace(("x",), steps, 0))).back is None


def test_a_closing_step_without_an_action_is_an_error():
    whole = to_itf(Trace(("x",), (Step("Init", (), {"x": 0}),), 0))
    whole["#meta"] = {"back": {}}
    with pytest.raises(SpecError) as caught:
        from_itf(whole)
    assert caught.value.code is Code.UNREADABLE
