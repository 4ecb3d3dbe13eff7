"""Random behaviors of a specification, with any violation replayed; must not know how anything is shown."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import assert_never

from symcheck.base.budget import Budget
from symcheck.base.diagnostic import Code, SpecError
from symcheck.concrete.search.exploration import Fails, Finding
from symcheck.concrete.search.walk import Walks, walk
from symcheck.core.spec import Spec
from symcheck.pipeline.confirm import Unconfirmed, confirm
from symcheck.pipeline.draws import drawn
from symcheck.pipeline.engines.explicitly import question_of_finding
from symcheck.pipeline.outcome import Violation
from symcheck.pipeline.processes.supervise import Ending, Stoppable, supervise
from symcheck.pipeline.questions import asked
from symcheck.trace.trace import Trace

ENGINE = "simulation"


@dataclass(frozen=True, slots=True)
class Simulation:
    """How much was walked, the last behavior in full, and the violation that ended it if there was one."""

    behaviors: int
    states: int
    last: Trace | None
    violation: Violation | None


def simulate(spec: Spec, seed: int, behaviors: int, length: int, seconds: float | None = None) -> Simulation:
    """Walk so many behaviors of at most so many steps. The same seed gives the same walks. Raises SpecError."""
    if spec.behavior is None:
        raise SpecError(Code.CONFIG_NO_BEHAVIOR, f"{spec.name} has no behavior to simulate")
    budget = Stoppable(Budget(seconds))
    spec = drawn(spec, seed)
    found: list[Walks] = []
    work = partial(_walk, spec, seed, behaviors, length, budget, found)
    if supervise(work, budget) is not Ending.DONE or not found:
        return Simulation(0, 0, None, None)
    walks = found[0]
    violation = None if walks.finding is None else _violation(spec, walks.finding)
    return Simulation(walks.behaviors, walks.states, walks.last, violation)


def _walk(spec: Spec, seed: int, behaviors: int, length: int, budget: Budget, found: list[Walks]) -> None:
    found.append(walk(spec, seed, behaviors, length, budget))


def _violation(spec: Spec, finding: Finding) -> Violation:
    question = question_of_finding(finding)
    assert isinstance(finding.answer, Fails), "a walk finds violations only"
    if finding.answer.trace is None:
        return Violation(question, ENGINE, None, finding.answer.error)
    match confirm(spec, asked(spec), question, finding.answer.trace, ENGINE):
        case Violation() as violation:
            return violation
        case Unconfirmed(reason=reason):
            raise AssertionError(f"what a walk found of {question.name} does not replay: {reason}")
        case other:
            assert_never(other)
