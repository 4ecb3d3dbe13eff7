"""Turns a trace that an engine found into a violation, if the value reading agrees; must not know engines."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import assert_never

from symcheck.base.diagnostic import Code, Diagnostic, SpecError
from symcheck.concrete.replay import Claim, Rejected, Replayed, replay
from symcheck.core.spec import Named, Property, Spec
from symcheck.pipeline.board import Board
from symcheck.pipeline.outcome import DEFINEDNESS, Question, Violation
from symcheck.pipeline.questions import Asked
from symcheck.trace.trace import Trace


@dataclass(frozen=True, slots=True)
class Unconfirmed:
    """Why a trace is no violation that can be shown. `open`: it may be one all the same."""

    reason: str
    open: bool = False

    def leave(self, board: Board, question: Question, engine: str) -> None:
        """Leave the question that an engine has refuted by it open; that two readings disagree is said, and
        nothing is claimed that rests on one of them alone."""
        if self.open:
            board.leave([question], engine, f"a counterexample was found that cannot be confirmed: {self.reason}")
            return
        board.leave([question], engine, f"a counterexample was found that does not replay: {self.reason}")
        board.contradict()
        board.say([Diagnostic(Code.UNSUPPORTED, f"{engine} and replay disagree on {question.name}: {self.reason}")])


def traced(path: Callable[[], Trace]) -> Trace | Unconfirmed:
    """The trace that a path is, where its states have values: one after an evaluation error may have none."""
    try:
        return path()
    except SpecError as error:
        return Unconfirmed(str(error), open=True)


def confirm(spec: Spec, asked: Asked, question: Question, trace: Trace, engine: str) -> Violation | Unconfirmed:
    """The violation that a replay of the trace ends in, or why there is none.

    A trace whose end cannot be evaluated violates definedness, whatever it was found for.
    """
    found = Unconfirmed("nothing is asked of traces there")
    for claim in _claims(asked, question):
        match replay(spec, trace, claim):
            case Replayed() as replayed:
                replayed = replace(replayed, trace=_shown(spec, replayed.trace))
                undefined = replayed.kind == "definedness"
                return Violation(DEFINEDNESS if undefined else question, engine, replayed, replayed.error)
            case Rejected() as rejected:
                found = Unconfirmed(f"state {rejected.step + 1}: {rejected.reason}", rejected.open)
            case other:
                assert_never(other)
    return found


def refute(spec: Spec, asked: Asked, board: Board, question: Question, trace: Trace, engine: str) -> None:
    """Settle the question if the trace replays. What does not replay is said, and leaves the question open."""
    violation = confirm(spec, asked, question, trace, engine)
    if isinstance(violation, Unconfirmed):
        violation.leave(board, question, engine)
    else:
        board.settle(violation)


def _claims(asked: Asked, question: Question) -> Iterator[Claim]:
    """What violating the question may mean; the conjuncts of one PROPERTY may be of several kinds."""
    properties = asked.properties.get(question, ())
    match question.kind:
        case "invariant":
            formulas: tuple[Named | Property, ...] = (*asked.invariants.get(question, ()), *properties)
            yield Claim("invariant", formulas)
        case "action":
            yield Claim("action", properties)
        case "temporal":
            for kind in ("init", "temporal"):
                some = tuple(each for each in properties if each.kind == kind)
                if some:
                    yield Claim(kind, some)
        case "deadlock":
            yield Claim("deadlock")
        case "definedness":
            yield Claim("definedness")
        case "assumption" | "postcondition":
            pass
        case _:
            assert_never(question.kind)


def _shown(spec: Spec, trace: Trace) -> Trace:
    """The trace without variables that are none of the specification's."""
    ghosts = {variable.name for variable in spec.variables if variable.ghost}
    if not ghosts:
        return trace
    steps = [
        replace(step, state={name: value for name, value in step.state.items() if name not in ghosts})
        for step in trace.steps
    ]
    return replace(trace, variables=tuple(each for each in trace.variables if each not in ghosts), steps=tuple(steps))
