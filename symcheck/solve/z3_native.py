"""Z3 behind the solver protocol; must not know what the formulas are about.

Terms go straight to Z3's C functions, once for each step, under that step's names. QF_FD (a SAT solver with
pseudo-Boolean constraints) when everything is Boolean; any other logic is left for Z3 to find out, since a wrong name
makes it answer `sat` silently.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from weakref import finalize

from symcheck.base.budget import Budget
from symcheck.solve import z3_raw as raw
from symcheck.solve.solver import Answer, Timed
from symcheck.term import BOOL, INT, Kind, Term, nodes

_LITERALS = 8  # of clauses take as much memory as a node of a term does here
_KEYBOARD = "keyboard"  # in Z3's reason for giving up when it caught the interrupt itself


class Z3Native:
    """One incremental Z3 solver with a context of its own."""

    def __init__(self, primed: Mapping[Term, Term], boolean: bool) -> None:
        """`boolean` promises that no integer will occur."""
        self.name = "z3"
        self._context = context = raw.new_context()
        if boolean:
            self._solver = raw.mk_solver_for_logic(context, raw.mk_string_symbol(context, b"QF_FD"))
        else:
            self._solver = raw.mk_solver(context)
        raw.solver_inc_ref(context, self._solver)
        if not raw.takes_interrupts():
            raw.leave_interrupts(context, self._solver)
        self._sorts = {BOOL: raw.mk_bool_sort(context), INT: raw.mk_int_sort(context)}
        self._base = {copy: original for original, copy in primed.items()}
        self._memo: list[dict[Term, int]] = []
        self._order: dict[Term, list[Term]] = {}
        self._names = 0
        self._assumed: dict[Timed, int] = {}
        self._core: frozenset[Timed] = frozenset()
        self._model: int | None = None
        self._finalize = finalize(self, _close, context, self._solver)

    def add(self, term: Term, step: int = 0) -> None:
        for part in term.args if term.op is Kind.AND else (term,):
            raw.solver_assert(self._context, self._solver, self._lower(part, step))
        self._assert_sound()

    def check(self, assumptions: Iterable[Timed] = (), budget: Budget | None = None) -> Answer:
        timed = list(assumptions)
        literals = [self._assumption(*each) for each in timed]
        self._forget_model()
        self._core = frozenset()
        budget = budget or Budget()
        if budget.remaining == 0.0:
            return Answer.UNKNOWN
        with budget.interrupting(self.interrupt):
            found = raw.solver_check_assumptions(self._context, self._solver, len(literals), raw.array(literals))
        if found == 1:
            self._model = raw.solver_get_model(self._context, self._solver)
            if self._model is None:  # an interrupt came between the answer and its model
                return Answer.UNKNOWN
            raw.model_inc_ref(self._context, self._model)
            return Answer.SAT
        if found == -1:
            self._core = self._read_core(dict(zip(literals, timed, strict=True)))
            return Answer.UNSAT
        reason = raw.solver_get_reason_unknown(self._context, self._solver).decode()
        if _KEYBOARD in reason:  # Z3 took the signal that Python was to have
            raise KeyboardInterrupt
        return Answer.UNKNOWN

    def values(self, variables: Iterable[Term], step: int = 0) -> dict[Term, bool | int]:
        assert self._model is not None, "values are there after SAT only"
        context, model, memo = self._context, self._model, self._frame(step)
        found: dict[Term, bool | int] = {}
        for variable in variables:
            constant = memo.get(variable)
            value = None
            if constant is not None:
                value = raw.model_get_const_interp(context, model, raw.get_app_decl(context, constant))
            if variable.sort == BOOL:
                found[variable] = value is not None and raw.get_bool_value(context, value) == 1
            else:
                found[variable] = 0 if value is None else int(raw.get_numeral_string(context, value))
        return found

    def core(self) -> frozenset[Timed]:
        return self._core

    def size(self) -> int:
        return _LITERALS * sum(map(len, self._memo))

    def interrupt(self) -> None:
        raw.interrupt(self._context)

    def _frame(self, step: int) -> dict[Term, int]:
        while len(self._memo) <= step:
            self._memo.append({})
        return self._memo[step]

    def _constant(self, sort: int) -> int:
        self._names += 1
        constant: int = raw.mk_const(self._context, raw.mk_int_symbol(self._context, self._names), sort)
        raw.inc_ref(self._context, constant)
        return constant

    def _variable(self, variable: Term, step: int) -> int:
        original = self._base.get(variable)
        if original is not None:
            return self._lower(original, step + 1)
        return self._constant(self._sorts[variable.sort])

    def _lower(self, root: Term, step: int) -> int:
        memo = self._frame(step)
        found = memo.get(root)
        if found is not None:
            return found
        order = self._order.get(root)
        if order is None:
            order = self._order[root] = nodes((root,))
        context, inc_ref, array = self._context, raw.inc_ref, raw.array
        for node in order:
            if node in memo:
                continue
            op, args = node.op, node.args
            if op is Kind.VARIABLE:
                memo[node] = self._variable(node, step)
                continue
            if op is Kind.AND:
                made = raw.mk_and(context, len(args), array([memo[arg] for arg in args]))
            elif op is Kind.OR:
                made = raw.mk_or(context, len(args), array([memo[arg] for arg in args]))
            elif op is Kind.NOT:
                made = raw.mk_not(context, memo[args[0]])
            elif op is Kind.IFF or op is Kind.EQ:
                made = raw.mk_eq(context, memo[args[0]], memo[args[1]])
            elif op is Kind.ITE:
                made = raw.mk_ite(context, memo[args[0]], memo[args[1]], memo[args[2]])
            else:
                made = self._rarer(node, [memo[arg] for arg in args])
            inc_ref(context, made)
            memo[node] = made
        return memo[root]

    def _rarer(self, node: Term, args: list[int]) -> int:
        context = self._context
        made: int
        match node.op:
            case Kind.TRUE:
                made = raw.mk_true(context)
            case Kind.FALSE:
                made = raw.mk_false(context)
            case Kind.INTEGER:
                made = self._numeral(node.payload)
            case Kind.AT_MOST_ONE:
                made = raw.mk_atmost(context, len(args), raw.array(args), 1)
            case Kind.LE:
                made = raw.mk_le(context, *args)
            case Kind.ADD:
                made = raw.mk_add(context, len(args), raw.array(args))
            case Kind.MUL:
                made = raw.mk_mul(context, len(args), raw.array(args))
            case Kind.DIV | Kind.MOD:
                made = self._divide(node, *args)
            case _:
                raise AssertionError(f"no lowering of {node.op}")
        return made

    def _numeral(self, value: int) -> int:
        return self._kept(raw.mk_numeral(self._context, str(value).encode(), self._sorts[INT]))

    def _kept(self, made: int) -> int:
        """Z3 frees what nobody holds as soon as it makes the next one."""
        raw.inc_ref(self._context, made)
        return made

    def _divide(self, node: Term, left: int, right: int) -> int:
        """Z3 rounds so that no remainder is negative; terms round down, and give 0 for a quotient by 0."""
        context, keep = self._context, self._kept
        divisor = node.args[1]
        known = divisor.payload if divisor.op is Kind.INTEGER else None
        zero = self._numeral(0)
        minus_left = keep(raw.mk_unary_minus(context, left))
        minus_right = keep(raw.mk_unary_minus(context, right))
        if node.op is Kind.DIV:
            up = keep(raw.mk_div(context, left, right))
            down = keep(raw.mk_div(context, minus_left, minus_right))
            by_zero = zero
        else:
            up = keep(raw.mk_mod(context, left, right))
            down = keep(raw.mk_unary_minus(context, keep(raw.mk_mod(context, minus_left, minus_right))))
            by_zero = left
        if known is not None:
            return up if known > 0 else down if known < 0 else by_zero
        made = keep(raw.mk_ite(context, keep(raw.mk_le(context, right, zero)), down, up))
        is_zero = keep(raw.mk_eq(context, right, zero))
        return keep(raw.mk_ite(context, is_zero, by_zero, made))

    def _assumption(self, term: Term, step: int) -> int:
        """A literal that implies the formula: Z3 takes no other assumptions."""
        found = self._assumed.get((term, step))
        if found is None:
            body = self._lower(term, step)
            if term.op is Kind.VARIABLE or (term.op is Kind.NOT and term.args[0].op is Kind.VARIABLE):
                found = body
            else:
                found = self._constant(self._sorts[BOOL])
                raw.solver_assert(self._context, self._solver, raw.mk_implies(self._context, found, body))
            self._assumed[term, step] = found
            self._assert_sound()
        return found

    def _read_core(self, assumed: Mapping[int, Timed]) -> frozenset[Timed]:
        vector = raw.solver_get_unsat_core(self._context, self._solver)
        raw.ast_vector_inc_ref(self._context, vector)
        size = raw.ast_vector_size(self._context, vector)
        found = frozenset(assumed[raw.ast_vector_get(self._context, vector, place)] for place in range(size))
        raw.ast_vector_dec_ref(self._context, vector)
        return found

    def _forget_model(self) -> None:
        if self._model is not None:
            raw.model_dec_ref(self._context, self._model)
            self._model = None

    def _assert_sound(self) -> None:
        failed = raw.failure(self._context)
        assert failed is None, f"Z3: {failed}"


def _close(context: int, solver: int) -> None:
    raw.solver_dec_ref(context, solver)
    raw.del_context(context)
