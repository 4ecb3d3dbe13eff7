"""Random small systems whose bad states are several steps away, for comparing engines with brute force."""

from __future__ import annotations

from random import Random

from symcheck.system.transition_system import GroundAction, Property, TransitionSystem
from symcheck.term import (
    BOOL,
    FALSE,
    INT,
    TRUE,
    Term,
    add,
    at_most_one,
    conj,
    disj,
    eq,
    iff,
    integer,
    ite,
    le,
    neg,
    variable,
)

BITS = tuple(variable(f"b{place}", BOOL) for place in range(6))
NUMBER = variable("n", INT)
INPUT = variable("choice", BOOL)


def primed(of: Term) -> Term:
    return variable(f"{of.payload}'", of.sort)


class Maker:
    """Draws the parts of one system; the seed decides everything."""

    def __init__(self, seed: int, integers: bool, constrained: bool) -> None:
        self.random = Random(seed)
        self.integers = integers
        self.constrained = constrained
        self.stopping = constrained and self.random.random() < 0.5
        self.bits = BITS[: self.random.randint(3, 6)]
        self.inputs = (INPUT,) if self.random.random() < 0.4 else ()
        self.atoms: list[Term] = [*self.bits]
        if integers:
            self.atoms += [
                le(NUMBER, integer(self.random.randint(-1, 2))),
                eq(NUMBER, integer(self.random.randint(0, 3))),
            ]

    def literal(self, atoms: list[Term]) -> Term:
        atom = self.random.choice(atoms)
        return neg(atom) if self.random.random() < 0.5 else atom

    def formula(self, atoms: list[Term], depth: int = 2) -> Term:
        if depth == 0 or self.random.random() < 0.3:
            return self.literal(atoms)
        inner = [self.formula(atoms, depth - 1) for _ in range(3)]
        return self.random.choice(
            [
                lambda: conj(inner[:2]),
                lambda: conj(inner),
                lambda: disj(inner[:2]),
                lambda: iff(*inner[:2]),
                lambda: ite(*inner),
                lambda: at_most_one(inner),
            ]
        )()

    def guard(self) -> Term:
        kind = self.random.random()
        atoms = [*self.atoms, *self.inputs]
        if kind < 0.6:
            return conj(self.literal(atoms) for _ in range(self.random.randint(1, 3)))
        if kind < 0.8:
            return disj([self.literal(atoms), conj([self.literal(atoms), self.literal(atoms)])])
        return self.formula(atoms)

    def effect(self, bit: Term) -> Term:
        kind = self.random.random()
        atoms = [*self.atoms, *self.inputs]
        if kind < 0.35:
            return TRUE
        if kind < 0.7:
            return FALSE
        if kind < 0.8:
            return disj([bit, self.formula(atoms, 1)])
        if kind < 0.9:
            return conj([bit, self.formula(atoms, 1)])
        return neg(bit) if kind < 0.95 else self.formula(atoms, 1)

    def number(self) -> Term:
        return self.random.choice(
            [
                integer(self.random.randint(0, 3)),
                add([NUMBER, integer(1)]),
                add([NUMBER, integer(-1)]),
                ite(self.literal(self.atoms), add([NUMBER, integer(1)]), NUMBER),
                ite(self.literal(self.atoms), integer(self.random.randint(0, 3)), NUMBER),
            ]
        )

    def action(self, place: int) -> GroundAction:
        effects = {bit: self.effect(bit) for bit in self.random.sample(self.bits, self.random.randint(1, 3))}
        if self.integers and self.random.random() < 0.6:
            effects[NUMBER] = self.number()
        stops = self.stopping and self.random.random() < 0.5
        expand = self.formula([*self.atoms, *self.inputs], 1) if stops else TRUE
        return GroundAction(f"act{place}", (), None, self.guard(), effects, expand)

    def corner(self) -> Term:
        """One state of the bits."""
        return conj(bit if self.random.random() < 0.5 else neg(bit) for bit in self.bits)

    def system(self) -> TransitionSystem:
        state = (*self.bits, NUMBER) if self.integers else self.bits
        init = self.corner()
        if self.random.random() < 0.3:
            init = disj([init, conj([self.corner(), *self.inputs])])
        if self.integers:
            init = conj([init, eq(NUMBER, integer(0))])
        actions = tuple(self.action(place) for place in range(self.random.randint(2, 9)))
        guards = [action.guard for action in actions]
        here = [*self.atoms, *self.inputs]
        step = [*here, *map(primed, self.bits)]
        properties = (
            Property("corner", "invariant", conj([self.corner(), *self.inputs])),
            Property("part", "invariant", conj(self.literal(self.atoms) for _ in range(3))),
            Property("error", "definedness", conj([self.corner(), self.literal(here)])),
            Property("alone", "invariant", conj(self.literal(self.atoms) for _ in range(4)), sequential=True),
            Property("dead", "deadlock", self.corner() if self.inputs else conj(map(neg, guards))),
            Property("step", "action", conj(self.literal(step) for _ in range(5))),
        )
        return TransitionSystem(
            state=state,
            inputs=self.inputs,
            init=init,
            actions=actions,
            properties=properties,
            primed={each: primed(each) for each in state},
            constraint=disj(self.literal(self.atoms) for _ in range(2)) if self.constrained else TRUE,
        )


def small_system(seed: int, integers: bool = False, constrained: bool = False) -> TransitionSystem:
    """A few bits, perhaps a number and an input, up to nine actions, properties of every kind."""
    return Maker(seed, integers, constrained).system()
