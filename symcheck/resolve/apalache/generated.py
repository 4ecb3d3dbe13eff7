"""What Apalache's Gen gives: the set beside it says so, or the type of what it is given to; must not know where a
generator may stand."""

from __future__ import annotations

from collections.abc import Iterator

from symcheck.core.expr import (
    Apply,
    Argument,
    Bound,
    Call,
    Definition,
    Expr,
    Literal,
    Local,
    LocalRef,
    Quantified,
    Quantifier,
    Variable,
    VariableRef,
)
from symcheck.core.ops import Op
from symcheck.core.parts import reached
from symcheck.core.substitute import unfold

MODULE = "Apalache"
_ENDLESS = (Op.INT, Op.NAT, Op.REAL, Op.STRING, Op.SEQ)  # what makes a set infinite
_MOST_GENERATED = 16  # elements of a set, each of which is a choice of its own


def short_name(definition: Definition) -> str:
    """The name of an operator of the module, however it was instantiated."""
    return definition.name.rpartition("!")[2]


def is_choice(node: Argument) -> bool:
    """Whether a node is a guess or a generator."""
    return (
        isinstance(node, Call) and node.definition.module == MODULE and short_name(node.definition) in ("Guess", "Gen")
    )


def generated(conjuncts: tuple[Expr, ...]) -> Iterator[Expr]:
    """`x = Gen(n)` beside `x \\in S`, or `x \\subseteq S`: the set says which values are meant."""
    for conjunct in conjuncts:
        match conjunct:
            case Apply(op=Op.EQ, args=(left, Call(definition=definition) as value)) if is_choice(value):
                sets = [] if short_name(definition) == "Guess" else [_membership(left, other) for other in conjuncts]
                said = next((found for found in sets if found is not None), None)
                if isinstance(said, Apply) and said.op is Op.SUBSETEQ:
                    said = _some_of(left, said.args[1], value)
                yield said or of_type(left, value) or conjunct
            case _:
                yield conjunct


def _membership(left: Argument, formula: Expr) -> Expr | None:
    """The `x \\in S` or `x \\subseteq S` for a variable, or a primed one, in a conjunction; through definitions."""
    match formula:
        case Apply(op=Op.AND):
            sets = (_membership(left, part) for part in formula.operands)
            return next((found for found in sets if found is not None), None)
        case Call(definition=definition) if not definition.recursive:
            return _membership(left, unfold(formula))
        case Apply(op=Op.IN | Op.SUBSETEQ, args=(element, _)):
            return formula if _variable(element) and _variable(element) == _variable(left) else None
        case _:
            return None


def _some_of(left: Argument, container: Argument, asked: Call) -> Expr | None:
    """That the left side is a subset of a set: any, where all of them can be listed, else one of at most as many
    elements as Gen is asked for. None where these are too many."""
    assert isinstance(container, Expr), "sets are expressions"
    span = asked.span
    if not any(isinstance(node, Apply) and node.op in _ENDLESS for node in reached(container)):
        return Apply(Op.IN, (left, Apply(Op.SUBSET, (container,), span)), span)
    return _as_many(left, container, asked, Op.SET)


def of_type(left: Argument, asked: Call) -> Expr | None:
    """That the left side is any value that Gen gives for the type in its annotation; None where that is not known."""
    about = _variable(left)
    if about is None or not is_choice(asked) or short_name(asked.definition) != "Gen":
        return None
    from symcheck.resolve.apalache.types import Collection, annotated

    found = annotated(about[0], asked.span)
    if isinstance(found, Collection):
        return _as_many(left, found.elements, asked, Op.SET if found.kind == "Set" else Op.TUPLE)
    return None if found is None else Apply(Op.IN, (left, found), asked.span)


def _as_many(left: Argument, container: Expr, asked: Call, made: Op) -> Expr | None:
    """That the left side is a set, or a sequence, of at most as many elements of a set as Gen is asked for."""
    span = asked.span
    (most,) = asked.args
    if not isinstance(most, Literal) or type(most.value) is not int or most.value > _MOST_GENERATED:
        return None
    names = [Local(f"generated{number}", 0, span) for number in range(most.value)]

    def larger(count: int) -> Expr:
        elements = tuple(LocalRef(name, span) for name in names[:count])
        these = Apply(Op.EQ, (left, Apply(made, elements, span)), span)
        if count == len(names):
            return these
        bound = Bound((names[count],), False, container, span)
        return Apply(Op.OR, (these, Quantified(Quantifier.EXISTS, (bound,), larger(count + 1), span)), span)

    return larger(0)


def _variable(node: Argument) -> tuple[Variable, bool] | None:
    match node:
        case VariableRef(variable=variable):
            return variable, False
        case Apply(op=Op.PRIME, args=(VariableRef(variable=variable),)):
            return variable, True
        case _:
            return None
