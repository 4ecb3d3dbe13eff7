"""Any solver that pySMT reaches (cvc5, MathSAT, Yices, ...) behind the solver protocol; must not know systems.

For second opinions: terms are renamed for each step first, and pySMT's own formulas are slow to build.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from symcheck.base.budget import Budget
from symcheck.base.diagnostic import Code, SpecError
from symcheck.solve.solver import Answer, Timed
from symcheck.system.unroll import Unroller
from symcheck.term import BOOL, Kind, Term, nodes


def installed() -> tuple[str, ...]:
    """The names of the solvers that pySMT finds here."""
    from pysmt.shortcuts import get_env

    return tuple(sorted(get_env().factory.all_solvers()))


class PysmtBridge:
    """One incremental solver. `interrupt` and budgets are those of the solver's own: a check runs to its end."""

    def __init__(self, primed: Mapping[Term, Term], solver: str) -> None:
        """`solver` is one of `installed()`."""
        from pysmt.environment import Environment

        self.name = f"pysmt:{solver}"
        self._environment: Any = Environment()
        self._manager: Any = self._environment.formula_manager
        self._solver: Any = self._environment.factory.Solver(name=solver)
        self._unroller = Unroller(primed)
        self._memo: dict[Term, Any] = {}
        self._model: Any = None
        self._core: frozenset[Timed] = frozenset()
        self._assumed: dict[Timed, Any] = {}

    def add(self, term: Term, step: int = 0) -> None:
        self._solver.add_assertion(self.formula(term, step))

    def check(self, assumptions: Iterable[Timed] = (), budget: Budget | None = None) -> Answer:
        from pysmt.exceptions import SolverReturnedUnknownResultError

        self._model = None
        self._core = frozenset()
        if budget is not None and budget.exhausted:
            return Answer.UNKNOWN
        timed = list(assumptions)
        try:
            found = self._solver.solve([self._literal(each) for each in timed])
        except SolverReturnedUnknownResultError:
            return Answer.UNKNOWN
        if found:
            self._model = self._solver.get_model()
            return Answer.SAT
        self._core = frozenset(timed)
        return Answer.UNSAT

    def values(self, variables: Iterable[Term], step: int = 0) -> dict[Term, bool | int]:
        assert self._model is not None, "values are there after SAT only"
        found: dict[Term, bool | int] = {}
        for variable in variables:
            value = self._model.get_value(self.formula(variable, step), model_completion=True)
            found[variable] = bool(value.is_true()) if variable.sort == BOOL else int(value.constant_value())
        return found

    def core(self) -> frozenset[Timed]:
        """All of the assumptions: not every solver behind pySMT can tell."""
        return self._core

    def size(self) -> int:
        return 0

    def interrupt(self) -> None:
        """Not every solver behind pySMT can be stopped."""

    def formula(self, term: Term, step: int = 0) -> Any:
        """The term at a step as pySMT's own, for whoever wants to go on from there."""
        memo, manager = self._memo, self._manager
        root = self._unroller.at(term, step)
        for node in nodes((root,)):
            if node not in memo:
                memo[node] = self._lower(node, [memo[arg] for arg in node.args], manager)
        return memo[root]

    def _lower(self, node: Term, args: list[Any], manager: Any) -> Any:
        match node.op:
            case Kind.TRUE | Kind.FALSE:
                return manager.Bool(node.op is Kind.TRUE)
            case Kind.INTEGER:
                return manager.Int(node.payload)
            case Kind.VARIABLE:
                types = self._environment.type_manager
                return manager.Symbol(node.payload, types.BOOL() if node.sort == BOOL else types.INT())
            case Kind.DIV | Kind.MOD:
                raise SpecError(Code.UNSUPPORTED, "pySMT has no division of integers")
            case Kind.AT_MOST_ONE:
                return manager.AtMostOne(args)
            case _:
                return _MAKERS[node.op](manager, args)

    def _literal(self, assumption: Timed) -> Any:
        """A literal that implies the formula: not every solver assumes more."""
        found = self._assumed.get(assumption)
        if found is None:
            types = self._environment.type_manager
            found = self._manager.Symbol(f"assume!{len(self._assumed)}", types.BOOL())
            self._solver.add_assertion(self._manager.Implies(found, self.formula(*assumption)))
            self._assumed[assumption] = found
        return found


_MAKERS: Mapping[Kind, Callable[[Any, list[Any]], Any]] = {
    Kind.NOT: lambda manager, args: manager.Not(args[0]),
    Kind.AND: lambda manager, args: manager.And(args),
    Kind.OR: lambda manager, args: manager.Or(args),
    Kind.IFF: lambda manager, args: manager.Iff(*args),
    Kind.ITE: lambda manager, args: manager.Ite(*args),
    Kind.EQ: lambda manager, args: manager.Equals(*args),
    Kind.LE: lambda manager, args: manager.LE(*args),
    Kind.ADD: lambda manager, args: manager.Plus(args),
    Kind.MUL: lambda manager, args: manager.Times(args),
}
