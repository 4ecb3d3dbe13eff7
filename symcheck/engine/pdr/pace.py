"""How long one property is worked on before it is another one's turn; must not know what is done."""

from __future__ import annotations

from dataclasses import dataclass

from symcheck.base.budget import Budget
from symcheck.engine.pdr.consecution import Consecution
from symcheck.solve.sat_incremental import OutOfBudgetError


class TurnEndedError(Exception):
    """The property has had its share for now."""


@dataclass(frozen=True, slots=True)
class Pace:
    """`questions` may have been asked in all before the turn ends (None: it does not); a share of questions, not of
    seconds, so that a run does not depend on how fast the machine is."""

    budget: Budget
    consecution: Consecution
    questions: int | None

    def go_on(self) -> None:
        """Raises OutOfBudgetError or TurnEndedError."""
        if self.budget.exhausted:
            raise OutOfBudgetError
        if self.questions is not None and self.consecution.asked > self.questions:
            raise TurnEndedError
