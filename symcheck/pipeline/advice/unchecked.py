"""Formulas that a specification defines and a run does not ask about; must not know how any is answered."""

from __future__ import annotations

from symcheck.core.expr import Apply, Argument, Definition, Expr, Let, Level, Quantified
from symcheck.core.ops import Op
from symcheck.core.parts import called, reached
from symcheck.core.spec import Spec

_FORMULAS = frozenset(
    (
        Op.AND, Op.OR, Op.NOT, Op.IMPLIES, Op.IFF, Op.EQ, Op.NE, Op.IN, Op.NOTIN, Op.SUBSETEQ, Op.LT, Op.LE, Op.GT,
        Op.GE, Op.ALWAYS, Op.EVENTUALLY, Op.LEADS_TO, Op.IS_FINITE_SET,
    )
)  # fmt: skip
_FAIRNESS = frozenset((Op.WEAK_FAIRNESS, Op.STRONG_FAIRNESS))
_OTHER_PURPOSE = ("init", "constraint")  # how predicates are called that are nothing to check


def unchecked(spec: Spec) -> tuple[Definition, ...]:
    """The invariants and temporal formulas of the text that nothing asked for mentions, and no other definition does:
    predicates of states and formulas of time, without parameters. No specification of a behavior is one."""
    assert spec.behavior is not None
    behavior = spec.behavior
    roots: list[Argument] = [behavior.init, behavior.next, *(each.action for each in behavior.fairness)]
    named = (*behavior.other, *spec.invariants, *spec.assumptions, *spec.constraints, *spec.action_constraints)
    roots += [*(each.expr for each in named), *(each.expr for each in spec.properties)]
    roots += [each.expr for each in (spec.view, spec.alias, spec.postcondition, spec.parameters) if each is not None]
    bodies = {id(root) for root in roots}
    names = {*(each.name for each in spec.invariants), *(each.name for each in spec.properties)}
    used = set(called(reached(*roots)))
    own = [each for each in spec.definitions.values() if "!" not in each.name]
    for definition in own:
        used.update(each for each in called(reached(definition.body)) if each is not definition)
    return tuple(
        each
        for each in own
        if each not in used and id(each.body) not in bodies and each.name not in names and _is_to_check(each)
    )


def _is_to_check(definition: Definition) -> bool:
    if definition.params or definition.recursive or definition.level not in (Level.STATE, Level.TEMPORAL):
        return False
    if any(word in definition.name.lower() for word in _OTHER_PURPOSE):
        return False
    return _is_formula(definition.body) and not _is_behavior(definition.body)


def _is_formula(body: Expr) -> bool:
    """Whether the outermost operator says that it is TRUE or FALSE."""
    match body:
        case Quantified():
            return True
        case Apply(op=op):
            return op in _FORMULAS
        case Let(body=inner):
            return _is_formula(inner)
        case _:
            return False


def _is_behavior(body: Expr) -> bool:
    """`Init /\\ [][Next]_v`, or what has fairness in it."""
    conjuncts = body.args if isinstance(body, Apply) and body.op is Op.AND else (body,)
    squares = [each for each in conjuncts if isinstance(each, Apply) and each.op is Op.ALWAYS and _is_square(each)]
    others = [each for each in conjuncts if each not in squares]
    return bool(squares and others) or any(
        isinstance(node, Apply) and node.op in _FAIRNESS for node in reached(body)
    )


def _is_square(always: Apply) -> bool:
    return isinstance(always.args[0], Apply) and always.args[0].op is Op.SQUARE
