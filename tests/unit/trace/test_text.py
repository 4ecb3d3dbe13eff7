from __future__ import annotations

from symcheck.base.span import Source, Span
from symcheck.trace.text import trace_text
from symcheck.trace.trace import Step, Trace
from symcheck.value import EMPTY_SET, ModelValue, String, make_function, make_record, make_set, make_tuple

SOURCE = Source("dir/M.tla", "----\nNext == \\E p : Send(p)\n  Send(p) == x\n")
SPAN = Span(SOURCE, SOURCE.text.index("Send(p) =="), len(SOURCE.text))


def test_states_have_numbers_labels_places_and_marks():
    trace = Trace(
        ("x", "s"),
        (
            Step("Init", (), {"x": 0, "s": EMPTY_SET}),
            Step("Send", (("p", 1),), {"x": 0, "s": make_set([1])}, SPAN),
        ),
    )
    assert trace_text(trace).splitlines() == [
        "State 1: <Init>",
        "/\\ x = 0",
        "/\\ s = {}",
        "",
        "State 2: <Send(p = 1) line 3, col 3 of module M>",
        "/\\ x = 0",
        "/\\ s = {1}  \\* changed",
    ]


def test_a_wide_value_has_one_entry_per_line_and_marks_at_the_new_ones():
    before = {"f": make_function([(ModelValue("a"), 1), (ModelValue("b"), 2)])}
    after = {"f": make_function([(ModelValue("a"), 1), (ModelValue("b"), 3)])}
    trace = Trace(("f",), (Step("Init", (), before), Step("Next", (), after)))
    assert trace_text(trace, width=12).splitlines() == [
        "State 1: <Init>",
        "/\\ f = (a :> 1 @@",
        "        b :> 2)",
        "",
        "State 2: <Next>",
        "/\\ f = (a :> 1 @@",
        "        b :> 3)  \\* changed",
    ]


def test_wide_sets_tuples_and_records():
    state = {"s": make_set([1, 2]), "t": make_tuple([1, String("b")]), "r": make_record({"a": 1, "b": 2})}
    lines = trace_text(Trace(("s", "t", "r"), (Step("Init", (), state),)), width=3).splitlines()
    assert lines[1:] == [
        "/\\ s = {1,",
        "        2}",
        "/\\ t = <<1,",
        '         "b">>',
        "/\\ r = [a |-> 1,",
        "        b |-> 2]",
    ]


def test_short_entries_share_a_line_as_far_as_they_are_alike_new():
    steps = tuple(Step("Add", (), {"s": make_tuple(range(10, 10 + length))}) for length in (5, 9))
    assert trace_text(Trace(("s",), steps), width=34).splitlines() == [
        "State 1: <Add>",
        "/\\ s = <<10, 11, 12, 13, 14>>",
        "",
        "State 2: <Add>",
        "/\\ s = <<10, 11, 12,",
        "         13, 14,",
        "         15, 16, 17,  \\* changed",
        "         18>>  \\* changed",
    ]


def test_one_long_entry_gives_each_a_line():
    long = String("what is longer than a short entry")
    trace = Trace(("s",), (Step("Init", (), {"s": make_tuple((1, 2, long))}),))
    assert trace_text(trace, width=32).splitlines()[1:] == ["/\\ s = <<1,", "         2,", f"         {long}>>"]


def test_entries_that_are_gone_are_counted():
    steps = (Step("Init", (), {"s": make_set([1, 2, 3])}), Step("Next", (), {"s": make_set([1, 4])}))
    assert trace_text(Trace(("s",), steps), width=5).splitlines()[-3:] == [
        "/\\ s = {1,",
        "        4}  \\* changed",
        "       \\* gone: 2 entries",
    ]


def test_lassos_say_where_they_return():
    steps = (Step("Init", (), {"x": 0}), Step("Next", (), {"x": 1}), Step("Next", (), {"x": 2}))
    assert trace_text(Trace(("x",), steps, loop=1)).endswith("\n\nBack to state 2")
    assert trace_text(Trace(("x",), steps, loop=2)).endswith("\n\nState 4: Stuttering")
    back = Step("Again", (("n", 1),), {"x": 1})
    assert trace_text(Trace(("x",), steps, 1, back)).endswith("\n\nBack to state 2: <Again(n = 1)>")


def test_aliases_stand_in_for_the_states():
    steps = (Step("Init", (), {"x": 0}), Step("Next", (), {"x": 1}))
    text = trace_text(Trace(("x",), steps), aliases=({"double": 0}, {"double": 2}))
    assert "x =" not in text
    assert text.endswith("/\\ double = 2  \\* changed")
