"""Fields that an EXCEPT gives a value and that no record has, so that nothing changes; must not know how anything is
evaluated."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TypeGuard

from symcheck.base.diagnostic import nearest
from symcheck.core.expr import Apply, Argument, ConstantRef, Except, Literal, OpRef
from symcheck.core.ops import Op
from symcheck.core.parts import callee, parts
from symcheck.core.spec import Spec
from symcheck.core.throughout import reached_in_spec
from symcheck.value import ANY, STRING, FiniteSet, FunctionValue, LazyFunction, ModelValue, String
from symcheck.value.lazy_sets import LazySet

# what has strings, or records, that the text does not show
_FROM_OUTSIDE = frozenset(
    (Op.STRING, Op.ANY, Op.TO_STRING, Op.TO_JSON, Op.READ_JSON, Op.READ_JSON_LINES, Op.TLC_MODEL_VALUE, Op.TRACE)
)
_OF_LETTERS = frozenset((Op.CONCAT, Op.TAIL, Op.SUB_SEQ))  # which make strings of strings as well


def absent_fields(spec: Spec) -> Iterator[tuple[Literal, str, str]]:
    """Each field in an EXCEPT that is written nowhere else: neither as a field nor as a string, and in no value of a
    constant. With its name, and with a hint where a name that is written is close to it."""
    nodes = list(reached_in_spec(spec))
    steps = {step.span: step for node in nodes if isinstance(node, Except) for step in _fields(node)}
    if not steps or any(map(_makes_strings, nodes)):
        return
    values = list(_inside(part.value for node in nodes for part in _said(node) if isinstance(part, Literal)))
    if any(value is STRING or value is ANY or isinstance(value, LazyFunction) for value in values):
        return
    known = {value.text for value in values if isinstance(value, String)}
    for span in sorted(steps, key=lambda each: (each.source.path, each.start)):
        name = steps[span].value
        assert isinstance(name, String), "fields are strings"
        if name.text not in known:
            yield steps[span], name.text, nearest(name.text, sorted(known))


def _fields(node: Except) -> Iterator[Literal]:
    return (step for update in node.updates for step in update.path if _is_string(step))


def _said(node: Argument) -> Iterator[Argument]:
    """What stands in a node, or in a definition that it calls, other than as a field in an EXCEPT."""
    if isinstance(node, Except):
        yield node.base
        for update in node.updates:
            yield from (step for step in update.path if not _is_string(step))
            yield update.value
        return
    definition = callee(node)
    if definition is not None:
        yield definition.body
    yield from (part for part, _ in parts(node))


def _is_string(node: Argument) -> TypeGuard[Literal]:
    return isinstance(node, Literal) and isinstance(node.value, String)


def _makes_strings(node: Argument) -> bool:
    """Whether there may be strings in its values that are written nowhere."""
    match node:
        case Apply(op=op, args=args):
            return op in _FROM_OUTSIDE or (op in _OF_LETTERS and any(map(_is_string, args)))
        case OpRef(op=op):
            return op in _FROM_OUTSIDE
        case _:
            return isinstance(node, ConstantRef)


def _inside(values: Iterable[object]) -> Iterator[object]:
    """The values and all that they are made of."""
    todo = list(values)
    while todo:
        value = todo.pop()
        yield value
        match value:
            case FunctionValue():
                todo += (*value.domain.elements, *value.values)
            case FiniteSet():
                todo += frozenset.__iter__(value)  # in any order: some sets have none
            case LazySet():
                todo += value.parts()
            case tuple() if not isinstance(value, ModelValue):
                todo += value
