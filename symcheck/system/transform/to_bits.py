"""A system whose integers are bits, for so many steps; must not know engines or solvers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from symcheck.system.ranges import ranges
from symcheck.system.transition_system import GroundAction, TransitionSystem
from symcheck.term import INT, Term, conj, free_variables, integer, le
from symcheck.term.bits import Blaster, bit_variables, value_of_bits
from symcheck.term.circuits import Range

Assignment = Mapping[Term, bool | int]


@dataclass(frozen=True, slots=True)
class InBits:
    """`system` has the actions and properties of the original, in order, and no integers. It behaves the same on paths
    of at most `depth` steps; on all paths where that is None."""

    system: TransitionSystem
    depth: int | None
    original: TransitionSystem
    ranges: Mapping[Term, Range]

    def decode_state(self, assignment: Assignment) -> dict[Term, bool | int]:
        """Values of the original's state variables."""
        return self._decode(self.original.state, assignment)

    def decode_inputs(self, assignment: Assignment) -> dict[Term, bool | int]:
        """Values of the original's inputs."""
        return self._decode(self.original.inputs, assignment)

    def _decode(self, variables: tuple[Term, ...], assignment: Assignment) -> dict[Term, bool | int]:
        return {
            var: value_of_bits(var, self.ranges[var], assignment) if var.sort == INT else assignment[var]
            for var in variables
        }


def to_bits(system: TransitionSystem, depth: int) -> InBits:
    """The system in bits. Raises WidthError where an integer has no bounds within so many steps."""
    found, settled = ranges(system, depth)
    primes = {system.primed[var]: bounds for var, bounds in found.items() if var in system.primed}
    blaster = Blaster({**found, **primes})

    def inside(*terms: Term) -> Term:
        """That the inputs in some terms are in their ranges: what bits can say beyond means nothing. Where these terms
        matter, nothing is lost."""
        mentioned = frozenset().union(*map(free_variables, terms))
        return conj(
            bound
            for var in system.inputs
            if var.sort == INT and var in mentioned and not _is_full(var, found[var])
            for bound in (le(integer(found[var][0]), var), le(var, integer(found[var][1])))
        )

    def action(each: GroundAction) -> GroundAction:
        guard = conj((each.guard, inside(each.guard, each.expand, *each.effects.values())))
        effects: dict[Term, Term] = {}
        for var, value in each.effects.items():
            if var.sort == INT:
                bits = bit_variables(var, found[var])
                effects |= zip(bits, blaster.number(value, found[var])[: len(bits)], strict=True)
            else:
                effects[var] = blaster.formula(value)
        return replace(each, guard=blaster.formula(guard), expand=blaster.formula(each.expand), effects=effects)

    state, inputs = _bits_of_all(system.state, found), _bits_of_all(system.inputs, found)
    primed: dict[Term, Term] = {}
    for var, copy in system.primed.items():
        if var.sort == INT:
            primed |= zip(bit_variables(var, found[var]), bit_variables(copy, found[var]), strict=True)
        else:
            primed[var] = copy
    return InBits(
        TransitionSystem(
            state=state,
            inputs=inputs,
            init=blaster.formula(conj((system.init, inside(system.init)))),
            actions=tuple(action(each) for each in system.actions),
            properties=tuple(
                replace(prop, bad=blaster.formula(conj((prop.bad, inside(prop.bad))))) for prop in system.properties
            ),
            primed=primed,
            constraint=blaster.formula(system.constraint),
            lemma=blaster.formula(system.lemma),
        ),
        None if settled else depth,
        system,
        found,
    )


def _is_full(var: Term, bounds: Range) -> bool:
    """Whether all that the bits of a variable can say is in its range."""
    return bounds[1] - bounds[0] + 1 == 1 << len(bit_variables(var, bounds))


def _bits_of_all(variables: tuple[Term, ...], found: Mapping[Term, Range]) -> tuple[Term, ...]:
    return tuple(bit for var in variables for bit in (bit_variables(var, found[var]) if var.sort == INT else (var,)))
