from __future__ import annotations

from symcheck.base.span import Source, Span
from symcheck.trace.explanation import Explanation, FalseConjunct, LeftOut, explanation_text


def test_the_text_names_the_conjunct_its_bindings_and_its_values():
    source = Source("M.tla", "Inv == \\A p \\in P :\n  x[p] < 3\n")
    conjunct = FalseConjunct("x[p] < 3", Span(source, 22, 30), (("p", 1),), (("x[p]", 4),))
    assert explanation_text(Explanation("Inv", (conjunct,))).splitlines() == [
        "Inv is false:",
        "  x[p] < 3  (line 2)",
        "    for p = 1",
        "    x[p] = 4",
    ]


def left_out_text(*steps: LeftOut) -> list[str]:
    return explanation_text(Explanation("Live", (), steps)).splitlines()[1:]


def test_the_text_says_which_fairness_rules_a_loop_out():
    steps = (LeftOut("A", "A(n = 1)", True), LeftOut("B", "B", False), LeftOut("A", "A(n = 2)", True))
    first, *rest = left_out_text(*steps)
    assert "Fairness of any of them" in first
    assert rest == [
        "  weak fairness: A(n = 1) and 1 more of its steps, possible in every state of the loop",
        "  strong fairness: B, possible again and again",
    ]


def test_a_loop_that_leaves_nothing_out_says_so():
    (line,) = left_out_text()
    assert "no fairness of single steps rules this behavior out" in line


def test_a_loop_that_takes_every_action_may_leave_a_part_of_one_out() -> None:
    *_, line = explanation_text(Explanation("Live", (), (), branching=True)).splitlines()
    assert "no fairness of whole actions rules this behavior out, fairness of a part of one may" in line
