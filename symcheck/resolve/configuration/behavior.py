"""A SPECIFICATION formula to init, next and fairness; must not know of configurations."""

from __future__ import annotations

from symcheck.base.diagnostic import Code, SpecError
from symcheck.base.span import Span
from symcheck.core.expr import Apply, Argument, Call, Expr, Let, Level, TemporalQuantified
from symcheck.core.ops import Op
from symcheck.core.parts import reached
from symcheck.core.spec import Behavior, Fairness, Named
from symcheck.resolve.configuration.conjuncts import conjuncts
from symcheck.resolve.levels import Levels


def behavior(name: str, formula: Expr, levels: Levels) -> Behavior:
    """`Init /\\ [][Next]_v /\\ fairness`, found through definitions. Several `[][N]_v` are one whose step is all of
    theirs; a `[]P` about states is P at first and P' after every step. What is of none of these forms goes to `other`.
    Raises SpecError if no Init or no Next is in it."""
    init: list[Expr] = []
    steps: list[tuple[Expr, Expr, Span]] = []
    fairness: list[Fairness] = []
    always: list[Expr] = []
    other: list[Named] = []
    for part in conjuncts(formula, levels):
        level = levels.level(part)
        inside, wrap = _unwrapped(part)
        match inside:
            case _ if level <= Level.STATE:
                init.append(part)
            case _ if level is Level.ACTION:
                raise SpecError(
                    Code.CONFIG_LEVEL, f"an action stands in {name} outside of [][…]_v",
                    at=part.definition.span if isinstance(part, Call) else part.span,
                    hint="a specification is Init /\\ [][Next]_vars",
                )
            case Apply(op=Op.ALWAYS, args=(Apply(op=Op.SQUARE, args=(action, subscript)),)):
                steps.append((wrap(action), wrap(subscript), part.span))
            case Apply(op=Op.ALWAYS, args=(state,)) if levels.level(state) <= Level.STATE and not _asks_enabled(state):
                always.append(wrap(state))
            case Apply(op=Op.WEAK_FAIRNESS | Op.STRONG_FAIRNESS as op, args=(subscript, action)):
                fairness.append(Fairness(op is Op.STRONG_FAIRNESS, wrap(subscript), wrap(action), part.span))
            case TemporalQuantified():
                raise SpecError(
                    Code.UNSUPPORTED, "symcheck cannot check a specification with a hidden variable", at=part.span,
                    hint="check the formula inside of the quantifier",
                )
            case _:
                other.append(Named(name, part, part.span))
    if not init:
        raise SpecError(Code.CONFIG_NO_BEHAVIOR, f"{name} has no initial predicate", at=formula.span)
    if not steps:
        # TLC too takes a formula without [][Next]_v: nothing is said about the steps. It is more likely a mistake.
        raise SpecError(
            Code.CONFIG_NO_BEHAVIOR, f"{name} has no next-state relation", at=formula.span,
            hint="a specification is Init /\\ [][Next]_vars",
        )
    step, subscript = _step(steps)
    after = (Apply(Op.PRIME, (state,), state.span) for state in always)
    return Behavior(
        _conjunction([*init, *always]), _conjunction([step, *after]), subscript, tuple(fairness), tuple(other)
    )


def _asks_enabled(state: Argument) -> bool:
    """A prime cannot be moved into ENABLED."""
    return any(isinstance(node, Apply) and node.op is Op.ENABLED for node in reached(state))


def _step(steps: list[tuple[Expr, Expr, Span]]) -> tuple[Expr, Expr]:
    if len(steps) == 1:
        return steps[0][0], steps[0][1]
    span = steps[0][2]
    boxes = tuple(Apply(Op.SQUARE, (action, subscript), at) for action, subscript, at in steps)
    return Apply(Op.AND, boxes, span), Apply(Op.TUPLE, tuple(subscript for _, subscript, _ in steps), span)


def _conjunction(parts: list[Expr]) -> Expr:
    if not parts:
        raise AssertionError("an initial predicate has a part, and so has a step")
    return parts[0] if len(parts) == 1 else Apply(Op.AND, tuple(parts), parts[0].span)


class _Wrap:
    """Puts back the LETs that stood around a formula."""

    def __init__(self, lets: list[Let]) -> None:
        self._lets = lets

    def __call__(self, argument: Argument) -> Expr:
        assert isinstance(argument, Expr), "the parts of a formula are expressions"
        for let in reversed(self._lets):
            argument = Let(let.definitions, argument, argument.span)
        return argument


def _unwrapped(part: Expr) -> tuple[Expr, _Wrap]:
    lets: list[Let] = []
    while isinstance(part, Let):
        lets.append(part)
        part = part.body
    return part, _Wrap(lets)


