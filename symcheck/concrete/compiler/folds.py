"""Compiles folds as loops on the frame that they stand in; must not know what is folded."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from symcheck.concrete.compiler.code import Code, placed
from symcheck.concrete.compiler.fused import statements
from symcheck.concrete.ops.arguments import a_set, sequence
from symcheck.core.expr import Apply, Argument, Expr, Lambda, Local, LocalRef
from symcheck.core.ops import Op
from symcheck.core.substitute import apply_argument
from symcheck.value import FiniteSet, TupleValue, Value

if TYPE_CHECKING:
    from symcheck.concrete.compiler.expressions import Compiler
    from symcheck.concrete.compiler.scope import Scope


def compile_fold(compiler: Compiler, node: Apply, scope: Scope) -> Code:
    """`operator(element, accumulator)` over all elements. Errors: NOT_A_SET, INFINITE_SET, ARGUMENT_TYPE."""
    operator, base, container = node.args
    element, done, body = _applied(operator)
    start, items = (compiler.compile(part, scope) for part in (base, container))  # type: ignore[arg-type]
    inner, slots = scope.bind(element, done)
    step = compiler.compile(body, inner)
    kind, known, listing = (
        (FiniteSet, "values.order", _in_order) if node.op is Op.FOLD_SET else (TupleValue, "values", _from_first)
    )
    run = statements(
        " f[{done}] = {start}\n"
        " values = {items}\n"
        f" for f[{{element}}] in {known} if type(values) is {{kind}} else {{listed}}(values):\n"
        "  f[{done}] = {step}\n"
        " return f[{done}]",
        element=slots[0], done=slots[1], start=start.text, items=items.text, step=step.text,
        kind=kind, listed=placed(listing, node.span),
    )  # fmt: skip
    return Code(run, start.reads | items.reads | (step.reads - frozenset(slots)), lazy=True)


def _applied(operator: Argument) -> tuple[Local, Local, Expr]:
    """The names of an element and of what has been folded before it, and the operator applied to them."""
    span = operator.span
    if isinstance(operator, Lambda):
        element, done = operator.params
        return element, done, operator.body
    element, done = Local("element", 0, span), Local("done", 0, span)
    return element, done, apply_argument(operator, (LocalRef(element, span), LocalRef(done, span)), span)


def _in_order(container: Value) -> Iterator[Value]:
    return iter(a_set(container, "FoldSet"))


def _from_first(items: Value) -> TupleValue:
    return sequence(items, "FoldSeq")
