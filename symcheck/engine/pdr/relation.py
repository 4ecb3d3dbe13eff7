"""A Boolean system over numbered literals, one action at a time; must not know frames or how they are searched.

There are no primed variables: what must hold before an action, for a cube to hold after it, is said over the state
before it (its guard, what it leaves alone, and the formulas that it stores), and what no action that matters can reach
is read off bit masks. A step that is bad is a state before it that is bad (`Ending`). Whether to go on is part of the
state (`halting`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from symcheck.engine.pdr.circuit import Circuit
from symcheck.engine.pdr.reasons import Node
from symcheck.solve.sat_incremental import Incremental
from symcheck.system.transition_system import GroundAction, Property, TransitionSystem
from symcheck.term import FALSE, TRUE, Kind, Term, conj, disj, neg, substitute

_FULL = 64  # definitions in one circuit, beside the state: then another one for the actions that follow


@dataclass(frozen=True, slots=True, eq=False)
class Step:
    """One action. It takes a state in which `guard` holds to one in which a literal of `constant` holds, and any other
    literal if what `before` maps it to holds (the literal itself if it is no key; nothing is asked for 0). `circuit` is
    the number of the one in which these are defined."""

    number: int
    circuit: int
    guard: tuple[int, ...]
    before: Mapping[int, int]
    makes: frozenset[int]  # literals that may hold after it and not before
    plain: tuple[int, ...]  # what of the guard are literals, and the rest of it
    why_guard: Node | None
    why: Mapping[int, Node]  # for a literal of a variable that it computes


@dataclass(frozen=True, slots=True, eq=False)
class Ending:
    """One way of being bad: `why` holds in a state, or of a step from it by `action`."""

    why: Node
    action: int | None


@dataclass(frozen=True, slots=True, eq=False)
class Bad:
    """What is bad for a property: in the states of this circuit."""

    circuit: Circuit
    endings: tuple[Ending, ...]


class Relation:
    """Everything that is asked of a system. `makers` and `breakers` are masks over the steps, by literal: those that
    may make it hold, and those after which it cannot hold."""

    def __init__(self, system: TransitionSystem) -> None:
        assert all(action.expand is TRUE for action in system.actions), "see system.transform.halting"
        self.system = system
        self.size = len(system.state)
        self._number = {var: number for number, var in enumerate(system.state, 1)}
        self.circuits = [Circuit(system)]  # the first one is for actions that need no definitions
        self.initial = Circuit(system)
        self._of_lemma = self.initial.solver()
        self._others: dict[int, frozenset[int]] = {}
        self.steps: list[Step] = []
        self.makers = dict.fromkeys(self._literals(), 0)
        self.breakers = dict.fromkeys(self._literals(), 0)
        self._add_steps()
        self._bad: dict[str, Bad] = {}

    def permutation(self, symmetry: Mapping[Term, Term]) -> dict[int, int]:
        """A permutation of state variables, or of them and their negations, on literals."""
        found = {}
        for var, image in symmetry.items():
            negated = image.op is Kind.NOT
            literal = self._number[image.args[0] if negated else image]
            here = self._number[var]
            found[here], found[-here] = (-literal, literal) if negated else (literal, -literal)
        return found

    def others(self, literal: int) -> frozenset[int]:
        """The negative literals that a positive one implies by the lemma: the rest of a group of which one holds. They
        imply it in turn, or none is given."""
        found = self._others.get(literal)
        if found is None:
            implied = self._of_lemma.implied((literal,)) or ()
            rest = [other for other in implied if -self.size <= other < 0]
            again = self._of_lemma.implied(rest)
            found = self._others[literal] = frozenset(rest if again is None or literal in again else ())
        return found

    def clause_term(self, cube: Iterable[int]) -> Term:
        """The negation of a cube, over the system's variables."""
        state = self.system.state
        return disj(neg(state[literal - 1]) if literal > 0 else state[-literal - 1] for literal in cube)

    def bad(self, prop: Property) -> Bad:
        """What is bad for one of the properties."""
        found = self._bad.get(prop.name)
        if found is None:
            found = self._bad[prop.name] = self._badness(prop)
        return found

    def _badness(self, prop: Property) -> Bad:
        system = self.system
        parts: list[tuple[Term, int | None]] = []
        if prop.kind != "action":
            parts.append((prop.bad, None))
        else:
            for number, action in enumerate(system.actions):
                changed = {copy: action.effects.get(var, var) for var, copy in system.primed.items()}
                parts.append((conj((action.guard, system.constraint, substitute(prop.bad, changed))), number))
        parts = [part for part in parts if part[0] is not FALSE]
        circuit = Circuit(system)
        circuit.add(disj(term for term, _ in parts))
        return Bad(circuit, tuple(Ending(circuit.node(term), action) for term, action in parts))

    # ------------------------------------------------------------ steps

    def _literals(self) -> Iterable[int]:
        return (sign * number for number in range(1, self.size + 1) for sign in (1, -1))

    def _add_steps(self) -> None:
        drafts = []
        for number, action in enumerate(self.system.actions):
            guard = conj((action.guard, self.system.constraint))
            if guard is not FALSE:
                drafts.append(self._draft(number, replace(action, guard=guard)))
        probes = [circuit.solver() for circuit in self.circuits]
        for draft in drafts:
            self._settle(draft, probes[draft.circuit])

    def _circuit_for(self, action: GroundAction) -> int:
        """The circuit to define an action in."""
        parts = (*_conjuncts(action.guard), *action.effects.values())
        if all(_is_literal(part) or part is TRUE or part is FALSE for part in parts):
            return 0
        if len(self.circuits) == 1 or self.circuits[-1].top > self.circuits[0].top + _FULL:
            self.circuits.append(Circuit(self.system))
        return len(self.circuits) - 1

    def _draft(self, number: int, action: GroundAction) -> Step:
        place = self._circuit_for(action)
        circuit = self.circuits[place]
        parts = _conjuncts(action.guard)
        plain = tuple(circuit.literal(part) for part in parts if _is_literal(part))
        rest = conj(part for part in parts if not _is_literal(part))
        guard = plain if rest is TRUE else (*plain, circuit.literal(rest))
        why_guard = None if rest is TRUE else circuit.node(rest)
        before: dict[int, int] = {}
        why: dict[int, Node] = {}
        for var, value in action.effects.items():
            if value is var:
                continue
            literal = self._number[var]
            for sign, stored in ((literal, value), (-literal, neg(value))):
                if stored is TRUE or stored is FALSE:
                    before[sign] = 0
                else:
                    before[sign] = circuit.literal(stored)
                    why[sign] = circuit.node(stored)
        return Step(number, place, guard, before, frozenset(), plain, why_guard, why)

    def _settle(self, draft: Step, probe: Incremental) -> None:
        """Add a step with what unit propagation knows of it, if it can run at all."""
        here = probe.implied(draft.guard)
        if here is None:
            return
        given = {*here, *draft.guard}
        action = self.system.actions[draft.number]
        before, makes = dict(draft.before), set()
        bit = 1 << len(self.steps)
        for literal in given:
            if abs(literal) <= self.size and literal not in draft.before:
                before[literal] = 0
                self.breakers[-literal] |= bit
        for literal in draft.before:
            value = action.effects[self.system.state[abs(literal) - 1]]
            stored = value if literal > 0 else neg(value)
            if stored is FALSE:
                self.breakers[literal] |= bit
                continue
            if stored is not TRUE:
                after = before[literal]
                if after in given:
                    before[literal] = 0
                elif -after in given or probe.implied((*draft.guard, after)) is None:
                    self.breakers[literal] |= bit
                    continue
                if probe.implied((*draft.guard, after, -literal)) is None:
                    continue
            if literal not in given:
                makes.add(literal)
                self.makers[literal] |= bit
        self.steps.append(replace(draft, before=before, makes=frozenset(makes)))


def _conjuncts(term: Term) -> tuple[Term, ...]:
    return term.args if term.op is Kind.AND else (term,)


def _is_literal(term: Term) -> bool:
    return term.op is Kind.VARIABLE or (term.op is Kind.NOT and term.args[0].op is Kind.VARIABLE)
