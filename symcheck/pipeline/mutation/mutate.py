"""Checks every mutant of a specification: one that no property notices shows what the properties do not say; must not
know how mutants are made or how the answers are shown."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

from symcheck.base.budget import Budget
from symcheck.base.diagnostic import SpecError
from symcheck.base.observe import Observer, Silent
from symcheck.core.expr import Apply, VariableRef
from symcheck.core.ops import Op
from symcheck.core.spec import Property, Spec
from symcheck.pipeline.board import INTERRUPTED
from symcheck.pipeline.mutation.mutants import Mutant, mutants
from symcheck.pipeline.outcome import Question, Undecided, verdict_of
from symcheck.pipeline.report import Report
from symcheck.pipeline.run import Limits, check_spec

SURVIVORS = 14  # exit code: some change goes unnoticed
_UNDECIDED = 20
_ORIGINAL = "(original)"  # no name that can be written

Fate = Literal["killed", "survived", "equivalent", "undecided"]


@dataclass(frozen=True, slots=True)
class Tried:
    """What became of a mutant: killed by a violation of `question` after `depth` steps; `survived`: nothing that is
    checked fails, within `depth` steps if that was asked for; `equivalent`: nor could it, as its steps are those of the
    original. `fewer`: it takes only steps that the original takes, so no safety property can notice. `reason` says why
    nothing is known."""

    mutant: Mutant
    fate: Fate
    question: Question | None = None
    depth: int | None = None
    fewer: bool = False
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Mutation:
    """The report on the original, and what became of its mutants: of none, if the original is violated. `left` counts
    those that there was no time for, or that an interrupt kept from being tried."""

    original: Report
    tried: tuple[Tried, ...]
    left: int = 0

    @property
    def exit_code(self) -> int:
        """The original's if it is violated; else SURVIVORS, or 20 if some are undecided, or 0."""
        if self.original.violation is not None:
            return self.original.exit_code
        fates = {each.fate for each in self.tried}
        if "survived" in fates:
            return SURVIVORS
        return _UNDECIDED if "undecided" in fates or self.left else 0

    def of(self, fate: Fate) -> tuple[Tried, ...]:
        return tuple(each for each in self.tried if each.fate == fate)


def mutate(
    spec: Spec, limits: Limits, engine: str, each: float, observer: Observer | None = None
) -> Mutation:
    """Check the specification, then each of its mutants, for `each` seconds at most; `limits.seconds` bounds all
    together. Raises SpecError where the specification itself cannot be checked."""
    observer = observer or Silent()
    budget = Budget(limits.seconds)

    def one() -> Limits:
        left = budget.remaining
        return replace(limits, seconds=each if left is None else min(each, left), one_violation=True)

    original = check_spec(spec, one(), engine, observer)
    todo = [] if spec.behavior is None else list(mutants(spec))
    if original.violation is not None:
        return Mutation(original, ())
    if any(isinstance(outcome, Undecided) and outcome.reason == INTERRUPTED for outcome in original.outcomes):
        return Mutation(original, (), len(todo))
    tried: list[Tried] = []
    for number, mutant in enumerate(todo, start=1):
        if budget.exhausted:
            break
        observer.progress("mutate", number, f"of {len(todo)}: {mutant.action}, {mutant.change}")
        found = _tried(spec, mutant, one(), engine)
        if found.reason == INTERRUPTED:
            break
        tried.append(found)
    return Mutation(original, tuple(tried), len(todo) - len(tried))


def _tried(spec: Spec, mutant: Mutant, limits: Limits, engine: str) -> Tried:
    try:
        changed = mutant.of(spec)
        report = check_spec(changed, limits, engine)
    except SpecError as error:
        return Tried(mutant, "undecided", reason=error.diagnostics[0].message)
    if report.violation is not None:
        return Tried(mutant, "killed", report.violation.question, report.violation.depth)
    open_ = next((outcome for outcome in report.outcomes if isinstance(outcome, Undecided)), None)
    if open_ is not None:
        return Tried(mutant, "undecided", open_.question, open_.depth, reason=open_.reason)
    fewer = _only_steps_of(spec, changed, limits, engine)
    if fewer and mutant.weaker:
        return Tried(mutant, "equivalent")
    bounded = [outcome.depth for outcome in report.outcomes if outcome.depth is not None]
    depth = min(bounded) if report.verdict == "bounded" else None
    return Tried(mutant, "survived", depth=depth, fewer=fewer)


def _only_steps_of(original: Spec, changed: Spec, limits: Limits, engine: str) -> bool:
    """Whether every step that the changed specification takes is one of the original: an action property."""
    assert original.behavior is not None, "it has mutants"
    step = original.behavior.next
    variables = tuple(VariableRef(variable, step.span) for variable in original.variables)
    box = Apply(Op.SQUARE, (step, Apply(Op.TUPLE, variables, step.span)), step.span)
    asked = replace(
        changed, invariants=(), properties=(Property(_ORIGINAL, "action", box, step.span),), check_deadlock=False,
        postcondition=None,
    )
    report = check_spec(asked, limits, engine)
    return all(verdict_of(each) in ("proved", "bounded") for each in report.outcomes if each.question.name == _ORIGINAL)
