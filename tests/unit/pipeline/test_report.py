"""Verdicts, exit codes and the JSON object."""

from __future__ import annotations

import json

import pytest

from symcheck.base.diagnostic import Code, Diagnostic, SpecError
from symcheck.base.span import Source, Span
from symcheck.concrete.replay import Replayed
from symcheck.concrete.search.exploration import Exploration
from symcheck.pipeline.outcome import (
    DEADLOCK,
    DEFINEDNESS,
    Evaluation,
    Kind,
    NoneWithin,
    Proof,
    Question,
    Undecided,
    Violation,
)
from symcheck.pipeline.report import rejected, report
from symcheck.trace.explanation import Explanation, LeftOut
from symcheck.trace.trace import Step, Trace

SAFE = Question("Safe", "invariant")
LIVE = Question("Live", "temporal")
WHOLE = Exploration((), 5, 3, 2, True)
TRACE = Trace(("x",), (Step("Init", (), {"x": 0}), Step("Next", (), {"x": 1})))


def _violation(name: str, kind: Kind) -> Violation:
    return Violation(Question(name, kind), "explicit", Replayed(TRACE))


def test_all_proved() -> None:
    found = report([Proof(SAFE, "explicit", WHOLE), Proof(Question("A", "assumption"), "", Evaluation())])
    assert (found.verdict, found.exit_code, found.trace) == ("proved", 0, None)


def test_bounded_is_not_proved() -> None:
    found = report([Proof(SAFE, "explicit", WHOLE), NoneWithin(DEADLOCK, "bmc", 8)])
    assert (found.verdict, found.exit_code) == ("bounded", 0)


def test_one_open_question_leaves_the_whole_unknown() -> None:
    proof = Proof(SAFE, "explicit", WHOLE)
    found = report([proof, NoneWithin(DEADLOCK, "bmc", 8), Undecided(LIVE, "", None, "?")])
    assert (found.verdict, found.exit_code) == ("unknown", 20)


@pytest.mark.parametrize(("kinds", "code"), [
    (["deadlock", "definedness"], 75),
    (["definedness", "temporal"], 13),
    (["temporal", "invariant"], 12),
    (["action", "deadlock"], 13),
    (["invariant", "assumption"], 10),
    (["deadlock"], 11),
])
def test_the_most_specific_violation_decides_the_exit_code(kinds: list[Kind], code: int) -> None:
    outcomes = [_violation(f"P{index}", kind) for index, kind in enumerate(kinds)]
    found = report([*outcomes, Undecided(LIVE, "", None, "?")])
    assert (found.verdict, found.exit_code) == ("violated", code)


def test_a_violation_needs_a_replayed_trace() -> None:
    with pytest.raises(AssertionError):
        Violation(SAFE, "bmc", None)
    assert Violation(DEFINEDNESS, "", None).depth is None


def test_a_loop_says_what_it_leaves_out() -> None:
    left = (LeftOut("Serve", "Serve(1)", always=True),)
    why = Explanation("Live", (), left, branching=True)
    (found,) = report([Violation(LIVE, "explicit", Replayed(TRACE, explanation=why))]).to_json()["results"]
    assert found["explanation"]["left_out"] == [{"action": "Serve", "step": "Serve(1)", "fairness": "weak"}]
    assert found["explanation"]["branching"]


@pytest.mark.parametrize(("code", "exit_code"), [
    (Code.SYNTAX, 150), (Code.ARITY, 150), (Code.CONFIG_VALUE, 151), (Code.UNSUPPORTED, 75), (Code.DOMAIN, 75),
])
def test_rejections(code: Code, exit_code: int) -> None:
    span = Span(Source("M.tla", "a\nbcd"), 3, 4)
    found = rejected(SpecError(code, "no", at=span, hint="try"))
    assert (found.verdict, found.exit_code) == ("rejected", exit_code)
    assert found.to_json()["diagnostics"] == [
        {"code": code.value, "message": "no", "file": "M.tla", "line": 2, "column": 2, "hint": "try"}
    ]


def test_the_json_object() -> None:
    whole = report([_violation("Safe", "invariant"), Undecided(LIVE, "bmc", 4, "out of time")],
                   [Diagnostic(Code.WEAK_CHECK, "weak")], {"seconds": 0.5}).to_json()
    assert json.loads(json.dumps(whole)) == whole
    assert list(whole) == ["verdict", "exit_code", "results", "diagnostics", "stats"]
    safe, live = whole["results"]
    assert {key: safe[key] for key in ("property", "kind", "verdict", "engine", "depth")} == {
        "property": "Safe", "kind": "invariant", "verdict": "violated", "engine": "explicit", "depth": 1,
    }
    assert safe["trace"]["vars"] == ["x"]
    assert (live["verdict"], live["depth"], live["trace"], live["reason"]) == ("unknown", 4, None, "out of time")
