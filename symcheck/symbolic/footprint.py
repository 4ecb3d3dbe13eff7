"""What an expression reads of what its identifiers are bound to, `m.bal` and not all of m; evaluates nothing."""

from __future__ import annotations

from dataclasses import dataclass

from symcheck.core.expr import (
    Apply,
    Argument,
    Call,
    CallLocal,
    Definition,
    DefinitionRef,
    Literal,
    Local,
    LocalOperatorRef,
    LocalRef,
)
from symcheck.core.ops import Op
from symcheck.core.parts import Entity, parts
from symcheck.symbolic.environment import Env, LetScope
from symcheck.symbolic.sieve import Place, at
from symcheck.symbolic.values import ATOMS
from symcheck.value import FunctionValue, Value

_STEPS = (Op.PRIME, Op.UNCHANGED, Op.SQUARE, Op.ANGLE, Op.COMPOSE, Op.ENABLED)


@dataclass(frozen=True, slots=True)
class Footprint:
    """The places that are read inside of free identifiers, and the definitions that are called."""

    places: tuple[tuple[Local, Place], ...]
    called: frozenset[Definition]

    def key(self, env: Env) -> tuple[Value, ...] | None:
        """What is read, in an environment: all that the expression can mean there depends on that and on the state.
        None where it reads something else too, and where it reads no part of a value but all of it."""
        if any(isinstance(env.get(definition), LetScope) for definition in self.called):
            return None
        found: list[Value] = []
        apart = False
        for local, place in self.places:
            bound = env.get(local)
            if place and isinstance(bound, FunctionValue):
                item = at(bound, place)
                if item is None:
                    return None
                apart = True
                found.append(item)
            elif not place and isinstance(bound, ATOMS):
                found.append(bound)
            else:
                return None
        return tuple(found) if apart else None


class Footprints:
    """Answers for the expressions of one specification; remembers what it has seen."""

    def __init__(self) -> None:
        self._seen: dict[Argument, Footprint | None] = {}

    def of(self, expr: Argument) -> Footprint | None:
        """None for an expression that speaks of the next state itself, or applies an operator that it was given."""
        if expr not in self._seen:
            places: dict[tuple[Local, Place], None] = {}
            called: set[Definition] = set()
            simple = _collect(expr, frozenset(), places, called)
            self._seen[expr] = Footprint(tuple(places), frozenset(called)) if simple else None
        return self._seen[expr]


def _collect(
    node: Argument, bound: frozenset[Entity], places: dict[tuple[Local, Place], None], called: set[Definition]
) -> bool:
    place = _place(node)
    if place is not None:
        if place[0] not in bound:
            places[place] = None
        return True
    match node:
        case Apply(op=op) if op in _STEPS:
            return False
        case CallLocal() | LocalOperatorRef():
            return False
        case Call() | DefinitionRef() if node.definition not in bound:
            called.add(node.definition)
        case _:
            pass
    return all(_collect(part, bound | frozenset(names), places, called) for part, names in parts(node))


def _place(node: Argument) -> tuple[Local, Place] | None:
    """The identifier and the keys in x.key.key."""
    if isinstance(node, LocalRef):
        return node.local, ()
    if isinstance(node, Apply) and node.op is Op.APPLY and isinstance(key := node.args[1], Literal):
        outer = _place(node.args[0])
        return None if outer is None else (outer[0], (*outer[1], key.value))
    return None
