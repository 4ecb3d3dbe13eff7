"""What a configured specification asks; must not know how any of it is answered."""

from __future__ import annotations

from dataclasses import dataclass

from symcheck.core.spec import Named, Property, Spec
from symcheck.pipeline.outcome import DEADLOCK, DEFINEDNESS, Kind, Question

# "init" speaks of the first state only; it is a formula of temporal logic without an operator of time
_KIND_OF_PROPERTY: dict[str, Kind] = {
    "init": "temporal",
    "invariant": "invariant",
    "action": "action",
    "temporal": "temporal",
}


@dataclass(frozen=True, slots=True, eq=False)
class Asked:
    """The questions of a run, each with the formulas it stands for: conjuncts of one PROPERTY may share a question."""

    assumptions: dict[Question, Named]
    invariants: dict[Question, tuple[Named, ...]]
    properties: dict[Question, tuple[Property, ...]]
    deadlock: bool
    postcondition: tuple[Question, ...] = ()

    def is_about_behaviors(self, question: Question) -> bool:
        """Whether some part of it is temporal: more than a formula of first states."""
        return any(each.kind == "temporal" for each in self.properties.get(question, ()))

    @property
    def questions(self) -> tuple[Question, ...]:
        first = (*self.assumptions, *self.invariants, *self.properties)
        last = (DEADLOCK, DEFINEDNESS) if self.deadlock else (DEFINEDNESS,)
        return tuple(dict.fromkeys((*first, *last, *self.postcondition)))


def question_of(formula: Named | Property) -> Question:
    if isinstance(formula, Named):
        return Question(formula.name, "invariant")
    return Question(formula.name, _KIND_OF_PROPERTY[formula.kind])


def asked(spec: Spec) -> Asked:
    """Everything that the configuration wants to know, and that nothing undefined is evaluated on the way."""
    assumptions: dict[Question, Named] = {}
    if spec.parameters is not None:
        assumptions[Question(spec.parameters.name, "assumption")] = spec.parameters
    for assumption in spec.assumptions:
        assumptions[Question(_distinct(assumption.name, assumptions), "assumption")] = assumption
    if spec.behavior is None:
        return Asked(assumptions, {}, {}, False)
    invariants: dict[Question, tuple[Named, ...]] = {}
    for invariant in spec.invariants:
        question = question_of(invariant)
        invariants[question] = (*invariants.get(question, ()), invariant)
    properties: dict[Question, tuple[Property, ...]] = {}
    for each in spec.properties:
        question = question_of(each)
        properties[question] = (*properties.get(question, ()), each)
    last = () if spec.postcondition is None else (Question(spec.postcondition.name, "postcondition"),)
    return Asked(assumptions, invariants, properties, spec.check_deadlock, last)


def _distinct(name: str, taken: dict[Question, Named]) -> str:
    names = {question.name for question in taken}
    found, count = name, 1
    while found in names:
        count += 1
        found = f"{name} ({count})"
    return found
