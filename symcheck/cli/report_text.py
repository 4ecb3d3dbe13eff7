"""A report as people read it: the counterexample, why, the verdict on each property; must not know how it was found."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, assert_never

from symcheck.cli.diagnostics import diagnostics_text
from symcheck.concrete.search.exploration import Exploration
from symcheck.pipeline.certificate import Spoken
from symcheck.pipeline.outcome import (
    Certified,
    Discharged,
    Evaluation,
    InitialStates,
    NoneWithin,
    Outcome,
    Proof,
    Question,
    Undecided,
    Violation,
    verdict_of,
)
from symcheck.pipeline.report import Report
from symcheck.trace.explanation import explanation_text
from symcheck.trace.text import trace_text

if TYPE_CHECKING:
    from symcheck.pipeline.tally import Tally

_EXPLICIT = "explicit"
_SHOWN = 12  # conjuncts of an invariant


def report_text(report: Report, name: str, changes: bool = False) -> str:
    """Everything there is to say, without a line end at the end; a rejected specification has its errors only. With
    `changes`, traces show of every state but the first only what changed."""
    blocks: list[str] = []
    violation = report.violation
    if violation is not None:
        blocks.extend(counterexample(violation, changes))
    for number, further in enumerate(report.more, start=2):
        first, *rest = counterexample(further, changes)
        blocks.extend((f"{number}: {first}", *rest))
    if report.outcomes or report.verdict != "rejected":
        blocks.append("\n".join(_verdicts(report, name)))
    if report.tally is not None:
        blocks.append("\n".join(_tally(report.tally)))
    if isinstance(report.invariant, Spoken) and report.invariant.lines:
        blocks.append("\n".join(_invariant(report.invariant)))
    if report.diagnostics:
        blocks.append(diagnostics_text(report.diagnostics))
    return "\n\n".join(blocks)


def counterexample(violation: Violation, changes: bool = False) -> Iterator[str]:
    """The trace, why it is one, and what could not be evaluated."""
    replayed = violation.replayed
    if replayed is not None:
        yield f"Counterexample to {_subject(violation)}, {_steps(len(replayed.trace) - 1)}:"
        yield trace_text(replayed.trace, aliases=replayed.aliases, changes=changes)
    if violation.why is not None:
        yield explanation_text(violation.why)
    if violation.error is not None:
        yield diagnostics_text([violation.error])


def _verdicts(report: Report, name: str) -> Iterator[str]:
    yield f"{name}: {report.verdict.upper()}{_summary(report)}"
    width = max((len(_subject(outcome)) for outcome in report.outcomes), default=0)
    for outcome in report.outcomes:
        yield f"  {verdict_of(outcome):<8}  {_subject(outcome):<{width}}  {detail(outcome)}"


def _summary(report: Report) -> str:
    states = report.stats.get("distinct_states")
    seconds = report.stats.get("seconds")
    listed = any(outcome.engine == _EXPLICIT for outcome in report.outcomes)  # else it has contributed nothing
    parts = [f"{states} distinct states"] if states is not None and listed else []
    if seconds is not None:
        parts.append(f"{seconds:.2f} s")
    return f" ({', '.join(parts)})" if parts else ""


def _subject(outcome: Outcome) -> str:
    return kind_and_name(outcome.question)


def kind_and_name(question: Question) -> str:
    """What is asked, as `invariant TypeOK`."""
    match question.kind:
        case "invariant" | "assumption" | "postcondition":
            return f"{question.kind} {question.name}"
        case "action" | "temporal":
            return f"{question.kind} property {question.name}"
        case "deadlock":
            return "absence of deadlock"
        case "definedness":
            return "absence of evaluation errors"
        case _:
            assert_never(question.kind)


def detail(outcome: Outcome) -> str:
    """What came of a question, on one line."""
    match outcome:
        case Proof():
            match outcome.grounds:
                case Exploration(distinct=states, cut=cut, alike=alike):
                    within = " within the constraints" if cut else ""
                    up_to = f" up to {' and '.join(alike)}" if alike else ""
                    return f"in all {states} reachable states{within}{up_to} ({outcome.engine})"
                case InitialStates():
                    return f"in all initial states ({outcome.engine})"
                case Evaluation():
                    return "holds"
                case Certified():
                    return _certified(outcome.engine, outcome.grounds)
                case Discharged(checked_by=solvers):
                    return f"holds (checked by {', '.join(solvers) or 'simplification'})"
                case _:
                    assert_never(outcome.grounds)
        case Violation(replayed=None):
            return "before the first step" if outcome.question.kind == "definedness" else "is false"
        case Violation():
            assert outcome.depth is not None
            return f"after {_steps(outcome.depth)} ({outcome.engine})"
        case NoneWithin():
            return f"no violation within {_steps(outcome.depth)} ({outcome.engine}); longer behaviors were not examined"
        case Undecided():
            reached = "" if outcome.depth is None else f"; no violation within {_steps(outcome.depth)}"
            return f"{outcome.reason}{reached}"
        case _:
            assert_never(outcome)


def _certified(engine: str, grounds: Certified) -> str:
    """What the proof is and who has checked it: for several formulas, of all of them together."""
    certificates, rounds = grounds.certificates, grounds.rounds
    longest = max(certificates, key=lambda each: each.k)
    clauses = len({clause for each in certificates for clause in each.clauses})
    if longest.k:
        what = f"k-inductive, k = {longest.k}"
    elif clauses:
        what = f"inductive invariant of {clauses} clause{'' if clauses == 1 else 's'}"
    else:
        what = "needing no invariant"
    solvers = list(dict.fromkeys(name for each in certificates for name in each.checked_by))
    within = " within the constraints" if grounds.constrained else ""
    where = f"in all reachable states{within}"
    if rounds is not None:
        often = f"{rounds} round{'' if rounds == 1 else 's'}"
        where = f"in all behaviors{within}: fairness puts it off for less than {often}"
    return f"{where}: {what} ({engine}, checked by {', '.join(solvers) or 'simplification'})"


def _invariant(invariant: Spoken) -> Iterator[str]:
    """The inductive invariant in short: what is not obvious first."""
    from symcheck.pipeline.proofs.proof_module import folded

    implied = [name for name in invariant.implies if name not in ("deadlock", "definedness")]
    yield f"Every step keeps the following{', which implies ' if implied else ''}{_listed(implied)}:"
    parts = [*invariant.named, *invariant.lines, *invariant.types]
    shown = parts[:_SHOWN]
    for part in shown:
        first, *rest = folded(part, "  /\\ ")
        yield f"  /\\ {first}"
        yield from (f"     {line}" for line in rest)
    if len(parts) > len(shown):
        yield f"  … (--proof FILE.tla writes all {len(parts)})"


def _tally(tally: Tally) -> Iterator[str]:
    """A line for each action, so that what is never or hardly ever taken stands out."""
    which = "all" if tally.complete else "the first"
    why = f" ({tally.stopped})" if tally.stopped else ""
    yield f"Actions, in {which} {tally.states} states{why}:"
    width = max((len(row.name) for row in tally.rows), default=0)
    for row in tally.rows:
        if row.steps:
            what = f"possible in {row.enabled}, {row.steps} steps, {row.new} to new states"
        else:
            what = "never possible" if tally.complete else "not seen"
        yield f"  {row.name:<{width}}  line {row.line}: {what}"


def _listed(names: Sequence[str]) -> str:
    return "".join(names) if len(names) < 2 else f"{', '.join(names[:-1])} and {names[-1]}"


def _steps(count: int) -> str:
    return f"{count} step{'' if count == 1 else 's'}"

