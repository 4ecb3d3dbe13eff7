"""Which expressions speak of the successor; must not know how they are compiled."""

from __future__ import annotations

from symcheck.core.expr import Apply, Argument, Definition, Level
from symcheck.core.ops import Op
from symcheck.core.parts import callee, parts

_SPEAKING = frozenset((Op.PRIME, Op.UNCHANGED, Op.SQUARE, Op.ANGLE, Op.COMPOSE))


class Primes:
    """The answers, remembered by node."""

    def __init__(self) -> None:
        self._known: dict[Argument, bool] = {}
        self._definitions: dict[Definition, bool] = {}

    def speaks(self, node: Argument) -> bool:
        """Whether the node's value depends on the successor: a prime outside of every ENABLED."""
        found = self._known.get(node)
        if found is None:
            found = self._known[node] = self._speaks(node)
        return found

    def _speaks(self, node: Argument) -> bool:
        if isinstance(node, Apply):
            if node.op in _SPEAKING:
                return True
            if node.op is Op.ENABLED:
                return False
        definition = callee(node)
        if definition is not None and self._definition_speaks(definition):
            return True
        return any(self.speaks(part) for part, _ in parts(node))

    def _definition_speaks(self, definition: Definition) -> bool:
        if definition.level >= Level.ACTION:
            return True
        if definition not in self._definitions:
            self._definitions[definition] = False  # for recursive calls met on the way
            self._definitions[definition] = self.speaks(definition.body)
        return self._definitions[definition]
