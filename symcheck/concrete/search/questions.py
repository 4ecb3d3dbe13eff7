"""The questions of an exhaustive search and their answers so far; must not know how states are found."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from symcheck.concrete.search.exploration import Answer, Fails, Finding, Kind
from symcheck.core.spec import Named, Property, Spec

_KINDS: dict[str, Kind] = {"init": "init", "invariant": "invariant", "action": "action", "temporal": "temporal"}


@dataclass(slots=True, eq=False)
class Question:
    name: str
    kind: Kind
    formula: Named | Property | None
    answer: Answer | None = None


class Questions:
    """`of` finds the question of a formula; `tell` hears of each failure."""

    def __init__(self, spec: Spec, tell: Callable[[Finding], None] | None) -> None:
        self._tell = tell
        self.of: dict[Named | Property, Question] = {
            each: Question(each.name, "invariant", each) for each in spec.invariants
        }
        self.of.update({each: Question(each.name, _KINDS[each.kind], each) for each in spec.properties})
        self.temporal = [question for question in self.of.values() if question.kind == "temporal"]
        self.deadlock = Question("deadlock", "deadlock", None) if spec.check_deadlock else None
        self.definedness = Question("definedness", "definedness", None)
        self.postcondition: Question | None = None
        if spec.postcondition is not None:
            self.postcondition = Question(spec.postcondition.name, "postcondition", spec.postcondition)

    def fails(self, question: Question, failure: Fails) -> None:
        """Notes a violation."""
        question.answer = failure
        if self._tell is not None:
            self._tell(Finding(question.name, question.kind, question.formula, failure))

    @property
    def all_violated(self) -> bool:
        """Whether no property that the user named is open: what holds of the rest is not worth a search."""
        return all(isinstance(question.answer, Fails) for question in self.of.values())

    def findings(self, otherwise: Callable[[Question], Answer]) -> tuple[Finding, ...]:
        """Every question with its answer, or the one to give while it has none."""
        rest = (self.deadlock, self.definedness, self.postcondition)
        every = [*self.of.values(), *(question for question in rest if question is not None)]
        return tuple(
            Finding(each.name, each.kind, each.formula, otherwise(each) if each.answer is None else each.answer)
            for each in every
        )
