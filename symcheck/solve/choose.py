"""Which solver a formula's sorts, or a user's wish, call for; must not know systems or searches."""

from __future__ import annotations

from collections.abc import Mapping
from shutil import which

from symcheck.base.diagnostic import Code, SpecError
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


def second_opinion(name: str) -> SolverFactory:
    """Another solver: one that pySMT finds here by this name, or a program that reads SMT-LIB files. Raises SpecError
    UNSUPPORTED, with what there is, where there is neither."""
    from symcheck.solve.pysmt_bridge import PysmtBridge, installed

    known = installed()
    program = None if name in known else which(name)
    if name not in known and program is None:
        raise SpecError(
            Code.UNSUPPORTED,
            f"there is no solver {name} here: pySMT finds {', '.join(known) or 'none'}, and no program has that name",
            hint=f"`pysmt-install --{name}` (or `pip install cvc5`) adds it; or name one that reads SMT-LIB files",
        )

    def make(primed: Mapping[Term, Term]) -> Solver:
        from symcheck.solve.smtlib_process import SmtlibProcess

        return PysmtBridge(primed, name) if program is None else SmtlibProcess(primed, (program,))

    return make
