"""A Boolean system over numbered literals, one action at a time; must not know frames or how they are searched.

There are no primed variables: what must hold before an action, for a cube to hold after it, is said over the state
before it (its guard, what it leaves alone, and the formulas that it stores), and what no action that matters can reach
is read off bit masks. State variables are the literals 1 .. size, inputs follow.

A step that is bad is a state before it that is bad (`Ending`). Whether to go on is part of the state (`halting`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from symcheck.engine.pdr.reasons import Compiler, Node
from symcheck.solve.cnf import Chunk, Clausifier
from symcheck.solve.sat_incremental import Incremental
from symcheck.system.transition_system import GroundAction, Property, TransitionSystem
from symcheck.term import FALSE, TRUE, Kind, Term, conj, disj, neg, substitute, variable

Clause = list[int]


@dataclass(frozen=True, slots=True, eq=False)
class Step:
    """One action. It takes a state in which `guard` holds to one in which a literal of `constant` holds, and any other
    literal if what `before` maps it to holds (the literal itself if it is no key; nothing is asked for 0)."""

    number: int
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
    """What is bad for a property: `literal` implies it, by `clauses` that are not those of the relation."""

    literal: int
    endings: tuple[Ending, ...]
    clauses: list[Clause]


class Relation:
    """Everything that is asked of a system, in clauses. `makers` and `breakers` are masks over the steps, by literal:
    those that may make it hold, and those after which it cannot hold."""

    def __init__(self, system: TransitionSystem) -> None:
        assert all(action.expand is TRUE for action in system.actions), "see system.transform.halting"
        self.system = system
        self.size = len(system.state)
        self._clausifier = Clausifier()
        self._compile = Compiler(self._clausifier.slot)
        self.clauses: list[Clause] = []
        self._of_bad: dict[Chunk, None] = {}  # definitions that are not in `clauses`
        first_inputs = {each: variable(f"{each.payload}!init", each.sort) for each in system.inputs}
        self.first_inputs: Mapping[Term, Term] = first_inputs
        for var in (*system.state, *system.inputs, *first_inputs.values()):
            self._clausifier.slot(var)
        self.lemma = self._assert(system.lemma)
        self.init = self._assert(substitute(system.init, first_inputs))
        self.steps: list[Step] = []
        self.makers = dict.fromkeys(self._literals(), 0)
        self.breakers = dict.fromkeys(self._literals(), 0)
        self._add_steps()
        self._lemma_solver = self.solver()
        self._others: dict[int, frozenset[int]] = {}
        self.bad = {prop.name: self._bad(prop) for prop in system.properties}

    @property
    def top(self) -> int:
        """The highest number of a literal so far."""
        return len(self._clausifier.variables) - 1

    def solver(self, first: bool = False, bad: Bad | None = None) -> Incremental:
        """A solver of one state: an initial one if `first`; a bad one if `bad`."""
        solver = Incremental(self.top if bad else self._top, self.clauses)
        solver.add_all(self.lemma)
        if first:
            solver.add_all(self.init)
        if bad is not None:
            solver.add_all((*bad.clauses, (bad.literal,)))
        return solver

    def slot(self, var: Term) -> int:
        """The literal of a variable."""
        return self._clausifier.slot(var)

    def permutation(self, symmetry: Mapping[Term, Term]) -> dict[int, int]:
        """A permutation of state variables, or of them and their negations, on literals."""
        found = {}
        for var, image in symmetry.items():
            negated = image.op is Kind.NOT
            literal = self.slot(image.args[0] if negated else image)
            here = self.slot(var)
            found[here], found[-here] = (-literal, literal) if negated else (literal, -literal)
        return found

    def others(self, literal: int) -> frozenset[int]:
        """The negative literals that a positive one implies by the lemma: the rest of a group of which one holds. They
        imply it in turn, or none is given."""
        found = self._others.get(literal)
        if found is None:
            implied = self._lemma_solver.implied((literal,)) or ()
            rest = [other for other in implied if -self.size <= other < 0]
            again = self._lemma_solver.implied(rest)
            found = self._others[literal] = frozenset(rest if again is None or literal in again else ())
        return found

    def clause_term(self, cube: Iterable[int]) -> Term:
        """The negation of a cube, over the system's variables."""
        state = self.system.state
        return disj(neg(state[literal - 1]) if literal > 0 else state[-literal - 1] for literal in cube)

    def _literals(self) -> Iterable[int]:
        return (sign * number for number in range(1, self.size + 1) for sign in (1, -1))

    def _assert(self, term: Term) -> list[Clause]:
        """The clauses that assert a formula; its definitions become clauses of all."""
        chunk = self._clausifier.asserted(term)
        self.clauses += chunk.definitions
        return chunk.assertions

    def _literal(self, term: Term) -> int:
        """A literal that implies a formula."""
        literal, chunk = self._clausifier.assumed(term)
        self.clauses += chunk.definitions
        return literal

    def _bad(self, prop: Property) -> Bad:
        system = self.system
        parts: list[tuple[Term, int | None]] = []
        if prop.kind != "action":
            parts.append((prop.bad, None))
        else:
            for number, action in enumerate(system.actions):
                changed = {copy: action.effects.get(var, var) for var, copy in system.primed.items()}
                parts.append((conj((action.guard, system.constraint, substitute(prop.bad, changed))), number))
        parts = [part for part in parts if part[0] is not FALSE]
        endings = tuple(Ending(self._compile(term), action) for term, action in parts)
        literal, chunk = self._clausifier.assumed(disj(term for term, _ in parts))
        self._of_bad[chunk] = None
        needed = _all_of(chunk)
        return Bad(literal, endings, [clause for each in self._of_bad if each in needed for clause in each.definitions])

    def _add_steps(self) -> None:
        system = self.system
        drafts = []
        for number, action in enumerate(system.actions):
            guard = conj((action.guard, system.constraint))
            if guard is not FALSE:
                drafts.append(self._draft(number, replace(action, guard=guard)))
        self._top = self.top
        probe = self.solver()
        for draft in drafts:
            self._settle(draft, probe)

    def _draft(self, number: int, action: GroundAction) -> Step:
        parts = action.guard.args if action.guard.op is Kind.AND else (action.guard,)
        plain = [part for part in parts if _is_literal(part)]
        rest = conj(part for part in parts if not _is_literal(part))
        literals = tuple(self._literal(part) for part in plain)
        guard = literals if rest is TRUE else (*literals, self._literal(rest))
        why_guard = None if rest is TRUE else self._compile(rest)
        before: dict[int, int] = {}
        why: dict[int, Node] = {}
        for var, value in action.effects.items():
            if value is var:
                continue
            literal = self.slot(var)
            for sign, stored in ((literal, value), (-literal, neg(value))):
                if stored is TRUE or stored is FALSE:
                    before[sign] = 0
                else:
                    before[sign] = self._literal(stored)
                    why[sign] = self._compile(stored)
        return Step(number, guard, before, frozenset(), literals, why_guard, why)

    def _settle(self, draft: Step, probe: Incremental) -> None:
        """Add a step with what unit propagation knows of it, if it can run at all."""
        here = probe.implied(draft.guard)
        if here is None:
            return
        given = {*here, *draft.guard}
        action = self.system.actions[draft.number]
        before, makes = dict(draft.before), set()
        bit = 1 << len(self.steps)
        for literal in self._literals():
            var = self.system.state[abs(literal) - 1]
            value = action.effects.get(var, var)
            if value is var:
                if literal in given:
                    before[literal] = 0
                elif -literal in given:
                    self.breakers[literal] |= bit
                continue
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


def _all_of(chunk: Chunk) -> set[Chunk]:
    """A chunk and all that it needs."""
    found = {chunk}
    stack = [chunk]
    while stack:
        new = stack.pop().needs - found
        found |= new
        stack += new
    return found


def _is_literal(term: Term) -> bool:
    return term.op is Kind.VARIABLE or (term.op is Kind.NOT and term.args[0].op is Kind.VARIABLE)
