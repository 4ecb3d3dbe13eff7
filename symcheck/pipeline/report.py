"""The whole answer of a run: outcomes, diagnostics, the verdict and the exit code; must not know how it was found."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from symcheck.base.diagnostic import Code, Diagnostic, SpecError
from symcheck.pipeline.certificate import Spoken, Unspoken
from symcheck.pipeline.outcome import (
    Certified,
    Discharged,
    Kind,
    Outcome,
    Proof,
    Undecided,
    Verdict,
    Violation,
    verdict_of,
)
from symcheck.trace.explanation import Explanation
from symcheck.trace.trace import Trace

if TYPE_CHECKING:
    from symcheck.pipeline.tally import Tally

# Exit codes are TLC's where TLC has one. Several violations: the first of this order decides.
VIOLATED: Mapping[Kind, int] = {
    "assumption": 10,
    "invariant": 12,
    "action": 13,
    "temporal": 13,
    "definedness": 75,
    "deadlock": 11,
    "postcondition": 10,
}
OK = 0
UNDECIDED = 20
UNSUPPORTED = 75
BAD_SPECIFICATION = 150
BAD_CONFIGURATION = 151
_REJECTED: Mapping[str, int] = {"S": BAD_SPECIFICATION, "C": BAD_CONFIGURATION, "D": UNSUPPORTED, "U": UNSUPPORTED}


@dataclass(frozen=True, slots=True)
class Report:
    """`outcomes` in the order in which the configuration names the properties; `stats` is for people and machines.
    `invariant` is what proofs by certificate rest on, in TLA+, or why that could not be written. `more` are further
    counterexamples to invariants, where several were asked for; `tally` how often actions are taken, if asked
    for."""

    verdict: Verdict
    exit_code: int
    outcomes: tuple[Outcome, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()
    stats: Mapping[str, Any] = field(default_factory=dict)
    invariant: Spoken | Unspoken | None = None
    more: tuple[Violation, ...] = ()
    tally: Tally | None = None

    @property
    def trace(self) -> Trace | None:
        """The counterexample of the violation that decided the exit code."""
        decisive = self.violation
        return None if decisive is None or decisive.replayed is None else decisive.replayed.trace

    @property
    def violation(self) -> Violation | None:
        """The violation that decided the exit code."""
        found = [outcome for outcome in self.outcomes if isinstance(outcome, Violation)]
        order = list(VIOLATED)
        return min(found, key=lambda outcome: order.index(outcome.question.kind), default=None)

    @property
    def results(self) -> list[dict[str, Any]]:
        """One object per question, as the command line's JSON has it."""
        return [result_of(outcome) for outcome in self.outcomes]

    def to_json(self) -> dict[str, Any]:
        """The object that `symcheck check --format json` prints."""
        return {
            "verdict": self.verdict,
            "exit_code": self.exit_code,
            "results": self.results,
            "diagnostics": [_diagnostic(each) for each in self.diagnostics],
            "stats": dict(self.stats),
            **({"more": [result_of(each) for each in self.more]} if self.more else {}),
            **({} if self.tally is None else {"coverage": self.tally.to_json()}),
            **({} if self.invariant is None else {"invariant": _invariant(self.invariant)}),
        }


def report(
    outcomes: Iterable[Outcome],
    diagnostics: Iterable[Diagnostic] = (),
    stats: Mapping[str, Any] | None = None,
) -> Report:
    """The report whose verdict is the gravest among the outcomes: violated, unknown, bounded, proved."""
    found = tuple(outcomes)
    said = [*diagnostics]
    for outcome in found:
        if isinstance(outcome, Undecided):
            said.extend(each for each in outcome.diagnostics if each not in said)
    verdicts = [verdict_of(outcome) for outcome in found]
    verdict: Verdict = next((v for v in ("violated", "unknown", "bounded") if v in verdicts), "proved")
    draft = Report(verdict, OK, found, tuple(said), stats or {})
    code = UNDECIDED if verdict == "unknown" else OK
    if draft.violation is not None:
        code = VIOLATED[draft.violation.question.kind]
    return Report(verdict, code, found, tuple(said), stats or {})


def rejected(error: SpecError, stats: Mapping[str, Any] | None = None) -> Report:
    """The report on a specification or configuration that cannot be checked at all."""
    return Report("rejected", rejection_code(error.code), (), error.diagnostics, stats or {})


def rejection_code(code: Code) -> int:
    return _REJECTED[code.value[0]]


def result_of(outcome: Outcome) -> dict[str, Any]:
    """One row of `results`."""
    from symcheck.trace.itf import to_itf

    trace = outcome.replayed.trace if isinstance(outcome, Violation) and outcome.replayed is not None else None
    result: dict[str, Any] = {
        "property": outcome.question.name,
        "kind": outcome.question.kind,
        "verdict": verdict_of(outcome),
        "engine": outcome.engine,
        "depth": outcome.depth,
        "seconds": round(outcome.seconds, 3),
        "trace": None if trace is None else to_itf(trace),
    }
    if isinstance(outcome, Undecided):
        result["reason"] = outcome.reason
    if isinstance(outcome, Proof) and isinstance(outcome.grounds, Certified):
        result["certificate"] = _certificate(outcome.grounds)
    if isinstance(outcome, Proof) and isinstance(outcome.grounds, Discharged):
        checked_by = list(outcome.grounds.checked_by)
        result["certificate"] = {"obligations": outcome.grounds.obligations, "checked_by": checked_by}
    if isinstance(outcome, Violation) and outcome.error is not None:
        result["error"] = _diagnostic(outcome.error)
    if isinstance(outcome, Violation) and outcome.why is not None:
        result["explanation"] = _explanation(outcome.why)
    return result


def _explanation(explanation: Explanation) -> dict[str, Any]:
    """Values are TLA+ text, as in what people read."""
    found: dict[str, Any] = {
        "formula": explanation.formula,
        "conjuncts": [
            {
                "text": each.text,
                "line": each.span.line,
                "bindings": {name: str(value) for name, value in each.bindings},
                "values": {text: str(value) for text, value in each.values},
                **({"note": each.note} if each.note else {}),
            }
            for each in explanation.conjuncts
        ],
    }
    if explanation.left_out is not None:
        found["left_out"] = [
            {"action": each.action, "step": each.label, "fairness": "weak" if each.always else "strong"}
            for each in explanation.left_out
        ]
        found["branching"] = explanation.branching
    return found


def _certificate(grounds: Certified) -> dict[str, Any]:
    """Of several formulas under one name: all clauses, the largest k, every solver."""
    parts = grounds.certificates
    return {
        "k": max(each.k for each in parts),
        "clauses": len({clause for each in parts for clause in each.clauses}),
        "obligations": sum(each.obligations for each in parts),
        "checked_by": list(dict.fromkeys(name for each in parts for name in each.checked_by)),
        **({} if grounds.rounds is None else {"rounds": grounds.rounds}),
    }


def _invariant(invariant: Spoken | Unspoken) -> dict[str, Any]:
    """The inductive invariant, a formula for each conjunct; or the reason why there is none to be shown."""
    if isinstance(invariant, Unspoken):
        return {"reason": invariant.reason}
    return {
        "types": list(invariant.types),
        "formulas": list(invariant.lines),
        "named": list(invariant.named),
        "implies": list(invariant.implies),
        "checked_by": list(invariant.checked_by),
    }


def _diagnostic(diagnostic: Diagnostic) -> dict[str, Any]:
    span = diagnostic.span
    return {
        "code": diagnostic.code.value,
        "message": diagnostic.message,
        "file": None if span is None else span.source.path,
        "line": None if span is None else span.line,
        "column": None if span is None else span.column,
        "hint": diagnostic.hint,
    }
