"""Solver variables that pick one of several alternatives; must not know what the alternatives are."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from symcheck.term import BOOL, TRUE, Term, conj, disj, exactly_one, neg, variable

ONE_HOT = 48
"""Up to so many alternatives have a bit each; more are numbered in binary."""

Assignment = Mapping[Term, bool | int]
Effects = dict[Term, Term]


@dataclass(slots=True, eq=False)
class Selector:
    """Solver variables that pick one of several alternatives: `picks` are the conditions, `lemma` says one holds."""

    variables: tuple[Term, ...]
    picks: tuple[Term, ...]
    lemma: Term

    @classmethod
    def make(cls, name: str, labels: list[str]) -> Selector:
        count = len(labels)
        if count == 1:
            return cls((), (TRUE,), TRUE)
        if count == 2:
            bit = variable(f"{name}={labels[1]}", BOOL)
            return cls((bit,), (neg(bit), bit), TRUE)
        if count <= ONE_HOT:
            bits = tuple(variable(f"{name}={label}", BOOL) for label in labels)
            return cls(bits, bits, exactly_one(bits))
        bits = tuple(variable(f"{name}#{place}", BOOL) for place in range((count - 1).bit_length()))
        picks = tuple(
            conj(bit if index >> place & 1 else neg(bit) for place, bit in enumerate(bits)) for index in range(count)
        )
        return cls(bits, picks, TRUE if count == 1 << len(bits) else disj(picks))

    def store(self, conditions: list[Term], effects: Effects) -> None:
        """Pick the alternative whose condition holds."""
        if not self.variables:
            return
        if len(self.variables) == len(self.picks):
            targets = list(zip(self.variables, conditions, strict=True))
        else:
            targets = [
                (bit, disj(condition for index, condition in enumerate(conditions) if index >> place & 1))
                for place, bit in enumerate(self.variables)
            ]
        for bit, condition in targets:
            if condition is not bit:
                effects[bit] = condition

    def picked(self, model: Assignment) -> int:
        """The index of the alternative that a model picks; the first one where it picks none."""
        if len(self.variables) == len(self.picks):
            return next((index for index, bit in enumerate(self.variables) if model.get(bit)), 0)
        index = sum(1 << place for place, bit in enumerate(self.variables) if model.get(bit))
        return index if index < len(self.picks) else 0
