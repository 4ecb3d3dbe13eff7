"""Variables that steps change and that the subscript of [][Next]_v forgets; must not know how steps are found."""

from __future__ import annotations

from collections.abc import Iterator

from symcheck.core.expr import Apply, Argument, Call, Variable, VariableRef
from symcheck.core.ops import Op
from symcheck.core.parts import reached
from symcheck.core.spec import Behavior
from symcheck.pipeline.mentions import variables_changed, variables_read


def forgotten(behavior: Behavior) -> frozenset[Variable]:
    """The variables of the specification that Next gives other values, and that its subscript does not mention."""
    if behavior.subscript is None:
        return frozenset()
    primed = {
        variable
        for node in reached(behavior.next)
        if isinstance(node, Apply) and node.op is Op.PRIME
        for variable in _written(node.args[0])
    }
    changed = variables_changed(behavior.next) & primed - variables_read(behavior.subscript)
    return frozenset(each for each in changed if not each.rigid and not each.ghost)


def _written(primed: Argument) -> Iterator[Variable]:
    """The variables in `x'` and `<<x, y>>'`. A formula about the next state, such as a `[]P` beside [][Next]_v is, says
    of its variables what they are and not that a step of Next changes them."""
    match primed:
        case VariableRef(variable=variable):
            yield variable
        case Apply(op=Op.TUPLE, args=args):
            for part in args:
                yield from _written(part)
        case Call(definition=definition) if not definition.recursive:
            yield from _written(definition.body)
        case _:
            return
