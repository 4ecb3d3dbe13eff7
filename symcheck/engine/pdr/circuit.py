"""Formulas over one state as clauses, and why they hold as literals; must not know steps or frames.

State variables are the literals 1 .. size in every circuit, so that lemmas are the same clauses in all; inputs and
definitions follow, each circuit having only its own: a solver looks for a value of every variable that it knows.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from symcheck.engine.pdr.reasons import Compiler, Node
from symcheck.solve.cnf import Clausifier
from symcheck.solve.sat_incremental import Incremental
from symcheck.system.transition_system import TransitionSystem
from symcheck.term import Term, substitute, variable

Clause = Sequence[int]


class Circuit:
    """The system's lemma is asserted in it."""

    def __init__(self, system: TransitionSystem) -> None:
        self._system = system
        self._clausifier = Clausifier()
        for var in system.state:
            self._clausifier.slot(var)
        self.reason = Compiler(self._clausifier.slot)
        self._clauses: list[Clause] = []
        self._initial: list[Clause] | None = None
        self.add(system.lemma)

    @property
    def top(self) -> int:
        """The highest number of a literal so far."""
        return len(self._clausifier.variables) - 1

    def add(self, term: Term) -> None:
        """Assert a formula for good."""
        chunk = self._clausifier.asserted(term)
        self._clauses += chunk.definitions
        self._clauses += chunk.assertions

    def literal(self, term: Term) -> int:
        """A literal that implies a formula."""
        literal, chunk = self._clausifier.assumed(term)
        self._clauses += chunk.definitions
        return literal

    def node(self, term: Term) -> Node:
        """A formula to be explained in models."""
        return self.reason(term)

    def solver(self, initial: bool = False) -> Incremental:
        """A solver of one state: an initial one, if so; nothing new is to be said here from then on."""
        if initial and self._initial is None:
            renamed = {each: variable(f"{each.payload}!init", each.sort) for each in self._system.inputs}
            chunk = self._clausifier.asserted(substitute(self._system.init, renamed))
            self._initial = [*chunk.definitions, *chunk.assertions]
        solver = Incremental(self.top, self._clauses)
        if initial and self._initial is not None:
            solver.add_all(self._initial)
        return solver

    def state(self, model: Sequence[int]) -> dict[Term, bool | int]:
        """The state of a model."""
        return {var: model[place] > 0 for place, var in enumerate(self._system.state)}

    def inputs(self, model: Sequence[int]) -> dict[Term, bool | int]:
        """The inputs of a model; False for those that nothing here mentions."""
        return self._named(model, {each: each for each in self._system.inputs})

    def first_inputs(self, model: Sequence[int]) -> dict[Term, bool | int]:
        """After a question of initial states: the inputs of such a one."""
        names = {each: variable(f"{each.payload}!init", each.sort) for each in self._system.inputs}
        return self._named(model, names)

    def _named(self, model: Sequence[int], names: Mapping[Term, Term]) -> dict[Term, bool | int]:
        slots = self._clausifier.slots
        return {name: copy in slots and model[slots[copy] - 1] > 0 for name, copy in names.items()}
