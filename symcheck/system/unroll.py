"""Terms at a moment in time: a copy of every variable for each step; must not know what is searched for.

Solvers that can rename on their own way down do not need this; text and foreign solvers do.
"""

from __future__ import annotations

from collections.abc import Mapping

from symcheck.term import Kind, Substitution, Term, free_variables, variable


class Unroller:
    """`at(term, k)`: unprimed variables become their copies at step k, primed ones their copies at step k + 1."""

    __slots__ = ("_base", "_frames", "_origin")

    def __init__(self, primed: Mapping[Term, Term]) -> None:
        self._base = {copy: original for original, copy in primed.items()}
        self._frames: dict[int, dict[Term, Term]] = {}
        self._origin: dict[Term, tuple[Term, int]] = {}

    def variable_at(self, var: Term, step: int) -> Term:
        """The copy of one variable."""
        base = self._base.get(var)
        if base is not None:
            var, step = base, step + 1
        frame = self._frames.setdefault(step, {})
        found = frame.get(var)
        if found is None:
            found = frame[var] = variable(f"{var.payload}@{step}", var.sort)
            self._origin[found] = (var, step)
        return found

    def origin(self, copy: Term) -> tuple[Term, int]:
        """Which variable at which step a copy stands for."""
        return self._origin[copy]

    def at(self, term: Term, step: int) -> Term:
        """The term with every variable replaced by its copy."""
        if term.op is Kind.VARIABLE:
            return self.variable_at(term, step)
        mapping = {var: self.variable_at(var, step) for var in free_variables(term)}
        return Substitution(mapping)(term)
