"""Constants left symbolic become variables that Init gives every allowed value and that no step changes; must not know
how a specification is searched."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace

from symcheck.base.diagnostic import Code
from symcheck.base.span import Span
from symcheck.core.expr import (
    Apply,
    Argument,
    Call,
    Definition,
    Expr,
    Let,
    Level,
    Quantified,
    Quantifier,
    Variable,
    VariableRef,
)
from symcheck.core.ops import Op
from symcheck.core.parts import reached
from symcheck.core.spec import Behavior, Named, Spec
from symcheck.core.substitute import Substitution, unfold
from symcheck.resolve.report import Reporter


def with_rigid(spec: Spec, rigid: tuple[Variable, ...], predicates: Iterable[Named], report: Reporter) -> Spec:
    """The specification over its own and the rigid variables, which satisfy the predicates and the assumptions that
    speak of them: an assumption says which constants are meant, so that others are left out, not found wrong. Without
    any rigid variable a predicate is an assumption itself."""
    if not rigid:
        more = (Named(each.name, _unprimed(each.expr), each.span) for each in predicates)
        return replace(spec, assumptions=(*spec.assumptions, *more))
    restricting = tuple(each for each in spec.assumptions if _speaks(each.expr))
    given = tuple(predicates)
    parts = [part for each in given for part in _conjuncts(_unprimed(each.expr))]
    names = " /\\ ".join(each.name for each in given)
    expr = Apply(Op.AND, (*parts, *(each.expr for each in restricting)), given[0].expr.span)
    _reject_fixed_needed(spec, report)
    return replace(
        spec,
        variables=(*rigid, *spec.variables),
        assumptions=tuple(each for each in spec.assumptions if each not in restricting),
        behavior=None if spec.behavior is None else _behavior(spec.behavior, expr, rigid),
        view=None if spec.view is None else replace(spec.view, expr=_beside(spec.view.expr, rigid)),
        parameters=Named(names, expr, given[0].span),
    )


def _behavior(behavior: Behavior, parameters: Expr, rigid: tuple[Variable, ...]) -> Behavior:
    init = Apply(Op.AND, (parameters, behavior.init), behavior.init.span)
    subscript = None if behavior.subscript is None else _beside(behavior.subscript, rigid)

    def frozen(step: Expr) -> Expr:
        return Apply(Op.AND, (_unchanged(rigid, step.span), step), step.span)

    return replace(behavior, init=init, next=at_each_disjunct(behavior.next, frozen), subscript=subscript)


def _beside(expr: Expr, rigid: tuple[Variable, ...]) -> Expr:
    return Apply(Op.TUPLE, (expr, *(VariableRef(variable, expr.span) for variable in rigid)), expr.span)


def at_each_disjunct(action: Expr, change: Callable[[Expr], Expr]) -> Expr:
    """An action with each of its disjuncts changed; they keep their names, which label steps."""
    return _Disjuncts(change).expr(action)


class _Disjuncts:
    def __init__(self, change: Callable[[Expr], Expr]) -> None:
        self._change = change
        self._copies: dict[Definition, Definition] = {}

    def expr(self, node: Expr) -> Expr:
        match node:
            case Apply(op=Op.OR, args=args):
                return Apply(Op.OR, tuple(self.expr(part) for part in args if isinstance(part, Expr)), node.span)
            case Quantified(quantifier=Quantifier.EXISTS, body=body) | Let(body=body):
                return replace(node, body=self.expr(body))
            case Call(definition=definition, args=args) if self._is_action(definition):
                return Call(self._copy(definition), args, node.span)
            case _:
                return self._change(node)

    def _is_action(self, definition: Definition) -> bool:
        return not definition.recursive and definition.level is Level.ACTION

    def _copy(self, old: Definition) -> Definition:
        if old not in self._copies:
            body = self.expr(old.body)
            self._copies[old] = old.anew(body)
        return self._copies[old]


def _unchanged(rigid: tuple[Variable, ...], span: Span) -> Expr:
    refs = tuple(VariableRef(variable, span) for variable in rigid)
    return Apply(Op.UNCHANGED, (refs[0] if len(refs) == 1 else Apply(Op.TUPLE, refs, span),), span)


class _Unprimed(Substitution):
    """`N' \\in S` says of a constant what `N \\in S` says."""

    def _replaced(self, node: Argument) -> Argument:
        if isinstance(node, Apply) and node.op is Op.PRIME:
            return self.argument(node.args[0])
        return super()._replaced(node)


def _unprimed(expr: Expr) -> Expr:
    return _Unprimed({}).expr(expr)


def _conjuncts(expr: Expr) -> Iterable[Expr]:
    """Through definitions, so that primes inside of them are found."""
    if isinstance(expr, Apply) and expr.op is Op.AND:
        for part in expr.args:
            assert isinstance(part, Expr), "a conjunction has expressions as parts"
            yield from _conjuncts(part)
    elif isinstance(expr, Call) and not expr.definition.recursive:
        yield from _conjuncts(_unprimed(unfold(expr)))
    else:
        yield expr


def _speaks(expr: Expr) -> bool:
    """Whether an expression speaks of a rigid variable."""
    return _mentioned(expr) is not None


def _mentioned(expr: Expr) -> Variable | None:
    return next(
        (node.variable for node in reached(expr) if isinstance(node, VariableRef) and node.variable.rigid), None
    )


def _reject_fixed_needed(spec: Spec, report: Reporter) -> None:
    """What is evaluated once for the whole run needs constants with one value."""
    for keyword, named in (("SYMMETRY", spec.symmetry), ("POSTCONDITION", spec.postcondition)):
        found = None if named is None else _mentioned(named.expr)
        if named is not None and found is not None:
            report.error(
                Code.CONFIG_LEVEL, f"{keyword} {named.name} speaks of {found.name}, which has no fixed value",
                named.span, f"give {found.name} one value, or leave {keyword} out",
            )
