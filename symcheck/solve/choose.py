"""Which solver a formula's sorts call for; must not know systems or searches."""

from __future__ import annotations

from collections.abc import Mapping

from symcheck.solve.solver import Solver, SolverFactory
from symcheck.term import Term


def default_solver(boolean: bool) -> SolverFactory:
    """The fastest solver measured: SAT when everything is Boolean, else Z3. Loaded when the factory is called."""
    return sat() if boolean else z3(boolean=False)


def sat(name: str | None = None) -> SolverFactory:
    """A SAT solver of python-sat, by its name there; without one, the fastest measured: Glucose as long as a check is
    easy, CaDiCaL from then on."""

    def make(primed: Mapping[Term, Term]) -> Solver:
        from symcheck.solve.sat_native import SatNative

        return SatNative(primed, hard="cadical195") if name is None else SatNative(primed, name)

    return make


def z3(boolean: bool) -> SolverFactory:
    """Z3; `boolean` promises that no integer will occur."""

    def make(primed: Mapping[Term, Term]) -> Solver:
        from symcheck.solve.z3_native import Z3Native

        return Z3Native(primed, boolean)

    return make
