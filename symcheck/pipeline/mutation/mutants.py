"""The mutants of a specification: what becomes of it if one detail of Next is wrong; must not know how they are
checked.

The operators are those of mutation testing (DeMillo, Lipton and Sayward, Hints on test data selection, Computer 11,
1978) that have a counterpart in actions: a guard that is forgotten, a write that is forgotten, a comparison that is off
by one, a branch that is always or never taken.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Literal as OneOf
from typing import cast

from symcheck.concrete.explain.formulas import one_line
from symcheck.concrete.steps.primes import Primes
from symcheck.core.expr import Apply, Argument, Call, Case, Definition, Expr, If, Let, Literal, Quantified, VariableRef
from symcheck.core.ops import Op
from symcheck.core.parts import parts
from symcheck.core.rewrite import put
from symcheck.core.spec import Spec
from symcheck.value import FALSE, TRUE, Value

_OFF_BY_ONE: Mapping[Op, Op] = {Op.LT: Op.LE, Op.LE: Op.LT, Op.GT: Op.GE, Op.GE: Op.GT}
_NEXT = "Next"
_LONGEST = 80  # characters of the text that is shown
Kind = OneOf["guard", "write", "comparison", "branch"]


@dataclass(frozen=True, slots=True, eq=False)
class Mutant:
    """`node`, in the text of `action`, is replaced by `by`. `weaker` says that it can do no less than the original."""

    kind: Kind
    action: str
    node: Expr
    by: Expr
    weaker: bool

    @property
    def change(self) -> str:
        """`guard x < 3 dropped`."""
        text = one_line(self.node.span, _LONGEST)
        match self.kind:
            case "guard":
                return f"guard {text} dropped"
            case "write":
                return f"write {text} forgotten"
            case "comparison":
                assert isinstance(self.by, Apply), "a comparison becomes another one"
                return f"{text} with {_SIGNS[self.by.op]}"
            case "branch":
                assert isinstance(self.by, Literal), "a condition becomes a constant"
                return f"condition {text} taken as {self.by.value}"

    def of(self, spec: Spec) -> Spec:
        """The specification with this change, in Next and in what fairness says of its actions."""
        behavior = spec.behavior
        assert behavior is not None, "it was found in a behavior"
        fair = [each.action for each in behavior.fairness]
        other = [each.expr for each in behavior.other]
        rest = iter(put([behavior.next, *fair, *other], self.node, self.by))
        return replace(
            spec,
            behavior=replace(
                behavior,
                next=next(rest),
                fairness=tuple(replace(each, action=next(rest)) for each in behavior.fairness),
                other=tuple(replace(each, expr=next(rest)) for each in behavior.other),
            ),
        )


_SIGNS: Mapping[Op, str] = {Op.LT: "<", Op.LE: "<=", Op.GT: ">", Op.GE: ">="}


def mutants(spec: Spec) -> Iterator[Mutant]:
    """Every mutant, in the order of Next."""
    assert spec.behavior is not None, "assumptions alone do nothing that could be changed"
    yield from _Finder().action(spec.behavior.next, _NEXT)


class _Finder:
    """Goes through actions; each node and each definition is met once."""

    def __init__(self) -> None:
        self._primes = Primes()
        self._entered: set[Definition] = set()

    def action(self, node: Expr, name: str) -> Iterator[Mutant]:
        match node:
            case Apply() if node.op is Op.AND:
                for part in node.operands:
                    yield from self.action(part, name) if self._primes.speaks(part) else self._guard(part, name)
            case Apply() if node.op in (Op.OR, Op.SQUARE, Op.ANGLE):
                for part in node.operands:
                    if self._primes.speaks(part):
                        yield from self.action(part, name)
            case Apply() if node.op is Op.EQ:
                yield from self._write(node, name)
            case Quantified() | Let():
                yield from self.action(node.body, name)
            case Call() if not node.definition.recursive and node.definition not in self._entered:
                self._entered.add(node.definition)
                yield from self.action(node.definition.body, node.definition.name)
            case If():
                yield from self._branch(node.condition, name)
                yield from self.action(node.then, name)
                yield from self.action(node.otherwise, name)
            case Case():
                for guard, value in node.arms:
                    yield from self._branch(guard, name)
                    yield from self.action(value, name)
                if node.other is not None:
                    yield from self.action(node.other, name)
            case _:
                pass

    def _guard(self, node: Expr, name: str) -> Iterator[Mutant]:
        if isinstance(node, Apply) and node.op is Op.AND:
            for part in node.operands:
                yield from self._guard(part, name)
            return
        if isinstance(node, Literal):
            return
        yield Mutant("guard", name, node, Literal(TRUE, node.span), weaker=True)
        yield from _comparisons(node, name, guards=True)

    def _branch(self, condition: Expr, name: str) -> Iterator[Mutant]:
        for value in cast("tuple[Value, ...]", (TRUE, FALSE)):
            yield Mutant("branch", name, condition, Literal(value, condition.span), weaker=False)
        yield from _comparisons(condition, name, guards=False)

    def _write(self, node: Apply, name: str) -> Iterator[Mutant]:
        """`x' = e` for a variable x becomes `x' = x`."""
        written, value = node.operands
        if not (isinstance(written, Apply) and written.op is Op.PRIME and isinstance(written.args[0], VariableRef)):
            return
        variable = written.args[0]
        if not (isinstance(value, VariableRef) and value.variable is variable.variable):
            kept = Apply(Op.EQ, (written, variable), node.span)
            yield Mutant("write", name, node, kept, weaker=False)


def _comparisons(node: Argument, name: str, guards: bool) -> Iterator[Mutant]:
    """Those written in a formula; in a guard, `a < b` that stands alone is weaker as `a <= b`."""
    if isinstance(node, Apply) and node.op in _OFF_BY_ONE:
        by = replace(node, op=_OFF_BY_ONE[node.op])
        yield Mutant("comparison", name, node, by, weaker=guards and by.op in (Op.LE, Op.GE))
    for part, _ in parts(node):
        yield from _comparisons(part, name, guards=False)
