"""A PROPERTY to its conjuncts, each sorted by what can check it; must not know of configurations."""

from __future__ import annotations

from collections.abc import Callable

from symcheck.base.diagnostic import Code, SpecError
from symcheck.core.expr import Apply, Call, Expr, Let, Level, Literal, Quantified, Quantifier
from symcheck.core.ops import Op
from symcheck.core.spec import Property
from symcheck.core.substitute import unfold
from symcheck.resolve.configuration.conjuncts import conjuncts
from symcheck.resolve.levels import Levels
from symcheck.value import TRUE


def properties(name: str, formula: Expr, levels: Levels) -> tuple[Property, ...]:
    """`P` of one state is "init", `[]P` "invariant", `[][A]_v` "action", all else "temporal". A refinement
    `Init /\\ [][Next]_v /\\ fairness` gives one of each; what has no conjunct, `\\A x \\in {} : F`, is still one."""
    parts = tuple(conjuncts(formula, levels)) or (Literal(TRUE, formula.span),)
    return tuple(_sorted(name, part, levels) for part in parts)


def _sorted(name: str, part: Expr, levels: Levels) -> Property:
    level = levels.level(part)
    if level is Level.ACTION:
        raise SpecError(
            Code.CONFIG_LEVEL, f"the property {name} is an action", at=part.span, hint="write [][A]_vars for an action"
        )
    if level <= Level.STATE:
        return Property(name, "init", part, part.span)
    inside = _always(part, levels)
    if inside is not None:
        kind = "invariant" if levels.level(inside) <= Level.STATE else "action"
        return Property(name, kind, inside, part.span)
    return Property(name, "temporal", part, part.span)


def _always(part: Expr, levels: Levels) -> Expr | None:
    """The P of a `[]P` with P of one state, or the `[A]_v` of a `[][A]_v`; also under LET and under `\\A` over a
    constant set, with which `[]` commutes. None if the formula is of another form."""
    match part:
        case Apply(op=Op.ALWAYS, args=(inner,)):
            assert isinstance(inner, Expr)
            if levels.level(inner) <= Level.STATE or (isinstance(inner, Apply) and inner.op is Op.SQUARE):
                return inner
            return _always(inner, levels) if levels.level(inner) is Level.TEMPORAL else None
        case Call(definition=definition) if not definition.recursive:
            return _always(unfold(part), levels)
        case Let(definitions=definitions, body=body):
            below = _always(body, levels)
            return None if below is None else _around(below, lambda e: Let(definitions, e, e.span))
        case Quantified(quantifier=Quantifier.FORALL, bounds=bounds, body=body):
            below = _always(body, levels)
            rigid = all(b.domain is not None and levels.level(b.domain) is Level.CONSTANT for b in bounds)
            if below is None or not rigid or levels.level(below) > Level.STATE:
                return None
            return Quantified(Quantifier.FORALL, bounds, below, part.span)
        case _:
            return None


def _around(inner: Expr, wrap: Callable[[Expr], Expr]) -> Expr:
    """Puts something around a formula, or around the parts of a `[A]_v`, which must stay one."""
    if isinstance(inner, Apply) and inner.op is Op.SQUARE:
        return Apply(Op.SQUARE, tuple(wrap(part) for part in inner.args if isinstance(part, Expr)), inner.span)
    return wrap(inner)
