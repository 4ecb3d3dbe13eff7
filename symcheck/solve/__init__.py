"""Solvers behind one protocol, loaded when first used; must not know systems' meaning or TLA+."""

from symcheck.solve.choose import default_solver
from symcheck.solve.solver import Answer, Solver, SolverFactory, Timed

__all__ = ["Answer", "Solver", "SolverFactory", "Timed", "default_solver"]
