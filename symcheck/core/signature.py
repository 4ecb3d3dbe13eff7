"""What a function constructor says, as a text that is the same for the same function in every reading and process; must
not know how it is evaluated."""

from __future__ import annotations

from dataclasses import dataclass, fields, is_dataclass
from hashlib import sha256

from symcheck.base.span import Span
from symcheck.core.expr import (
    Apply,
    Argument,
    CallLocal,
    Definition,
    FunctionExpr,
    Let,
    Local,
    LocalOperatorRef,
    LocalRef,
    Variable,
)
from symcheck.core.ops import Op
from symcheck.core.parts import Entity, parts, reached

_STEPS = frozenset((Op.PRIME, Op.UNCHANGED, Op.ENABLED, Op.COMPOSE, Op.SQUARE, Op.ANGLE))


@dataclass(frozen=True, slots=True)
class Signature:
    """Constructors with one `name` make the same function where all that they `read`, bound names and variables of the
    state in this order, is the same."""

    name: str
    read: tuple[Local | Variable, ...]


def signature(expr: FunctionExpr) -> Signature | None:
    """None for what speaks of itself or of another state, applies an operator that is a parameter, or does not give the
    same value each time."""
    if expr.recursive is not None:
        return None
    for node in reached(expr):
        if isinstance(node, CallLocal | LocalOperatorRef) or (isinstance(node, Apply) and node.op in _REFUSED):
            return None
    writer = _Writer()
    if not writer.write(expr):
        return None
    bound = writer.bound
    read = tuple(each for each in writer.names if isinstance(each, Variable) or each not in bound)
    return Signature(sha256("".join(writer.text).encode()).hexdigest()[:32], read)


_REFUSED = _STEPS | {
    Op.PRINT, Op.PRINT_T, Op.TLC_GET, Op.TLC_GET_OR_DEFAULT, Op.TLC_SET, Op.TRACE, Op.RANDOM_ELEMENT, Op.JAVA_TIME,
}  # fmt: skip


class _Writer:
    """Names are written as their number in the order in which they come, definitions where they are first met."""

    def __init__(self) -> None:
        self.text: list[str] = []
        self.names: dict[Local | Variable, int] = {}
        self.bound: set[Local] = set()
        self._definitions: dict[Definition, int] = {}
        self._own: set[Definition] = set()

    def write(self, part: object) -> bool:
        """Whether all of it could be written."""
        put = self.text.append
        if isinstance(part, Span):
            return True
        if isinstance(part, Local | Variable):
            put(f"n{self.names.setdefault(part, len(self.names))};")
            return True
        if isinstance(part, Definition):
            if part in self._definitions:
                put(f"d{self._definitions[part]};")
                return True
            self._definitions[part] = len(self._definitions)
            self.bound.update(part.params)
            put("D(")
            # what a LET around the constructor defines is not known apart from there, if it reads names bound there
            apart = part in self._own or _free(part.body) <= frozenset(part.params)
            return self._all((part.params, part.body)) and apart
        if isinstance(part, tuple) and type(part) is tuple:
            put("(")
            return self._all(part)
        if is_dataclass(part) and not isinstance(part, type):
            put(f"{type(part).__name__}(")
            if isinstance(part, Let):
                self._own.update(part.definitions)
            names = [each.name for each in fields(part) if each.name != "span"]
            for name in names:
                found = getattr(part, name)
                if name in ("locals", "params"):
                    self.bound.update(found)
                elif name in ("at", "recursive") and found is not None:
                    self.bound.add(found)
            return self._all(tuple(getattr(part, name) for name in names))
        if getattr(part, "lazy", False):
            if not part.is_primitive():  # type: ignore[attr-defined]
                return False
        put(f"{type(part).__name__}:{part!r};")
        return True

    def _all(self, parts: tuple[object, ...]) -> bool:
        done = all(map(self.write, parts))
        self.text.append(")")
        return done


def _free(node: Argument) -> frozenset[Entity]:
    """The names that a node mentions and does not bind, definitions left out."""
    found: set[Entity] = {node.local} if isinstance(node, LocalRef) else set()
    for part, bound in parts(node):
        found |= _free(part).difference(bound)
    return frozenset(found)
