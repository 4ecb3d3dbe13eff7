"""A specification as a transition system, and its models as states again; must not know how it is searched."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from functools import partial

from symcheck.base.collector import rarely_collected
from symcheck.base.diagnostic import Code, SpecError
from symcheck.base.observe import Observer, Silent
from symcheck.core.expr import Expr, Variable
from symcheck.core.spec import Spec
from symcheck.symbolic.actions.branch import Branch
from symcheck.symbolic.actions.enabled import condition_of
from symcheck.symbolic.environment import View
from symcheck.symbolic.failures import Failure, Failures
from symcheck.symbolic.layouts.hints import asked
from symcheck.symbolic.layouts.inference import Inferred, infer
from symcheck.symbolic.layouts.register import Register, allocate
from symcheck.symbolic.layouts.selector import Assignment, Effects
from symcheck.symbolic.liveness import violation
from symcheck.symbolic.reading import Reading
from symcheck.symbolic.told import told
from symcheck.symbolic.unfolding import is_beyond, limit_after
from symcheck.system.temporal import Violation
from symcheck.system.transition_system import GroundAction, Property, TransitionSystem
from symcheck.term import BOOL, TRUE, Term, conj, disj, eq, neg, variable, variables_of
from symcheck.trace.trace import State, Step, Trace

FEW_INTEGERS = 64
"""More integers in one place than this are faster as a number than as a choice."""

MANY_INTEGERS = 4_096
"""More than this are not written out in any case."""

DEADLOCK = "deadlock"
DEFINEDNESS = "definedness"
OVERFLOW = "overflow"
_NOT_REACHED = "not reached: "


@dataclass(frozen=True, slots=True, eq=False)
class Encoded:
    """`system` stands for the specification within `depth` steps (None: for all of its behaviors).

    `counter` is a variable of the system that is none of the specification's: the level of a state along a path, where
    the specification asks for it (symbolic/told.py).

    `inside` says that a state is searched on from. `initial` is the same system without steps, with the predicates that
    only the first state has to satisfy. `titles` gives for each property of either system the name that the user knows
    it by: a PROPERTY may be several of them. A property in `left_out` could not be encoded, for the reason given.
    `growing` are the variables whose values go on growing where there is a `depth`.

    Where `assumed` is not empty, the system stands for the behaviors up to their first violation of one of these
    properties: what it says of others is said of all behaviors only when none of these can be violated. Among them may
    be type invariants that nobody asked for: properties of kind "overflow". Where such a one is violated, the
    specification has to be encoded anew, with that one among the `doubted`. What the symbolic reading lacks is assumed
    not to be reached: `lacking` has it by the name of the property that says so. `violation` tells what violates the
    temporal part of a property, by its title; it raises SpecError with U001 for what has no symbolic reading.
    """

    spec: Spec
    counter: Variable | None
    inside: Term
    system: TransitionSystem
    initial: TransitionSystem
    titles: Mapping[str, str]
    registers: Mapping[Variable, Register]
    failures: tuple[Failure, ...]
    left_out: Mapping[str, SpecError]
    depth: int | None
    growing: tuple[Variable, ...]
    assumed: frozenset[str]
    lacking: Mapping[str, Failure]
    violation: Callable[[str], Violation]

    def state(self, model: Assignment) -> State:
        """The state that an assignment of the system's variables means."""
        return {
            variable.name: register.decode(model)
            for variable, register in self.registers.items()
            if variable is not self.counter
        }

    def trace(self, steps: Iterable[tuple[int | None, Assignment]], numbers: Iterable[int] = ()) -> Trace:
        """A path of the system as a behavior: each state with the index of the action that led to it, None at first.
        `numbers` are the integers among the inputs of the path."""
        named = []
        for index, model in steps:
            if index is None:
                named.append(Step("Init", (), self.state(model)))
            else:
                action = self.system.actions[index]
                named.append(Step(action.name, action.bindings, self.state(model), action.span))
        names = tuple(variable.name for variable in self.spec.variables)
        return Trace(names, tuple(named), numbers=tuple(dict.fromkeys(numbers)))


def encode(
    spec: Spec, depth: int | None = None, observer: Observer | None = None, doubted: Set[str] = frozenset()
) -> Encoded:
    """The transition system of a specification, for `depth` steps or, where that is None, for all of them if possible.

    `doubted` are titles of properties that an encoding before had assumed, and that were violated: not assumed again. A
    limit that calls of something recursive go beyond is raised where its title is among them. Raises SpecError with
    U001 or U002, at its place, for what the symbolic reading lacks, and with a D code for an evaluation error of the
    initial predicate.
    """
    assert spec.behavior is not None, "there is nothing to encode without a behavior"
    counted, counter = told(spec)
    while True:
        try:
            return _encoded(spec, counted, counter, depth, FEW_INTEGERS, observer or Silent(), doubted)
        except SpecError as error:
            if error.code is not Code.UNSUPPORTED:
                raise
            if not is_beyond(message := error.diagnostics[0].message):
                break
            doubted = {*doubted, _NOT_REACHED + message}
    # a number without bounds may have been what is not supported: integers as a choice can be anywhere
    return _encoded(spec, counted, counter, depth, MANY_INTEGERS, observer or Silent(), doubted)


def _encoded(
    given: Spec,
    spec: Spec,
    counter: Variable | None,
    depth: int | None,
    integers: int,
    observer: Observer,
    doubted: Set[str],
) -> Encoded:
    behavior = spec.behavior
    assert behavior is not None, "there is nothing to encode without a behavior"
    unfolded = limit_after(lambda message: _NOT_REACHED + message in doubted)
    with rarely_collected():
        inferred = infer(spec, behavior, depth, integers, observer, doubted, unfolded)
        while inferred.tools.unseen and inferred.assumed:
            # what is assumed would rest on evaluations of which nobody knows whether they succeed
            doubted = doubted | {hint.title for hint in inferred.assumed}
            inferred = infer(spec, behavior, depth, integers, observer, doubted, unfolded)
        return _Encoder(given, spec, counter, inferred).run()


class _Encoder:
    def __init__(self, given: Spec, spec: Spec, counter: Variable | None, inferred: Inferred) -> None:
        self._given = given
        self._spec = spec
        self._counter = counter
        self._found = inferred
        self._failures = Failures()
        # with action constraints a state may be reached by a step that they exclude: it is checked, not expanded
        self._expanded = variable("expanded", BOOL) if spec.action_constraints else TRUE
        self._quantifiers = inferred.tools.quantifiers
        self._left_out: dict[str, SpecError] = {}
        self._lacking: dict[str, Failure] = {}
        self._titles: dict[str, str] = {}
        self._copies = {
            variable: allocate(inferred.layouts[variable], f"{variable.name}'", register)
            for variable, register in inferred.registers.items()
        }

    def run(self) -> Encoded:
        found = self._found
        state = tuple(term for register in found.registers.values() for term in register.all_variables())
        copies = tuple(term for register in self._copies.values() for term in register.all_variables())
        init = self._quantifiers.out_of(disj(self._start(branch) for branch in found.init))
        constraint = self._quantifiers.without(conj(self._holds(named.expr) for named in self._spec.constraints))
        inside = conj((constraint, self._expanded))
        actions = tuple(self._action(branch) for branch in found.next)
        if self._expanded is not TRUE:
            state = (*state, self._expanded)
            copies = (*copies, variable("expanded'", BOOL))
            init = conj((init, self._expanded))
        properties = [*self._invariants(), *self._steps(), *self._deadlock(constraint), *self._overflows()]
        initial = [
            Property(self._titled(prop.name), "invariant", term)
            for prop in self._spec.properties
            if prop.kind == "init" and (term := self._try(prop.name, prop.expr)) is not None
        ]
        steps = conj((self._expanded, _errors(found.failures)))
        errors = self._quantifiers.out_of(disj((steps, _errors(self._failures))))
        properties.append(Property(self._titled(DEFINEDNESS), DEFINEDNESS, errors))
        properties += self._lacks(found.failures, self._expanded)
        properties += self._lacks(self._failures, TRUE)
        if found.tools.unseen:
            self._left_out[DEFINEDNESS] = found.tools.unseen[0].error()
        lemma = conj(lemma for register in found.registers.values() for lemma in register.all_lemmas())
        inputs = (*found.init_inputs, *found.inputs, *self._witnesses(init, actions, (*properties, *initial)))
        primed = dict(zip(state, copies, strict=True))
        system = TransitionSystem(state, inputs, init, actions, tuple(properties), primed, constraint, lemma)
        first = TransitionSystem(state, inputs, init, (), tuple(initial), primed, TRUE, lemma)
        return Encoded(
            self._given,
            self._counter,
            inside,
            system,
            first,
            self._titles,
            found.registers,
            (*found.failures, *self._failures),
            self._left_out,
            found.depth,
            found.growing,
            self._assumed,
            self._lacking,
            partial(violation, self._given, self._counter, found, self._copies, inside),
        )

    def _witnesses(
        self, init: Term, actions: Iterable[GroundAction], properties: Iterable[Property]
    ) -> tuple[Term, ...]:
        """The inputs that stand for elements which quantifiers speak of."""
        if not self._quantifiers.made:
            return ()
        used = variables_of((init, *(action.guard for action in actions), *(prop.bad for prop in properties)))
        return tuple(each for each in self._quantifiers.made if each in used)

    # ------------------------------------------------------------ states and steps

    def _stored(self, branch: Branch) -> tuple[Effects, Term]:
        effects: Effects = {}
        fits = [
            self._found.registers[variable].store(branch.assigned[variable], effects)
            for variable in self._spec.variables
        ]
        return effects, conj(fits)

    def _start(self, branch: Branch) -> Term:
        effects, fits = self._stored(branch)
        return conj((branch.path, fits, *(eq(variable, value) for variable, value in effects.items())))

    def _action(self, branch: Branch) -> GroundAction:
        effects, fits = self._stored(branch)
        # within layouts that no step leaves, everything fits: the fixpoint is the proof
        closed = self._found.depth is None and not self._found.assumed
        guard = branch.path if closed else conj((branch.path, fits))
        expand = self._expand(branch)
        if expand is not TRUE:
            effects[self._expanded] = expand
        opened = self._quantifiers.out_of(conj((guard, self._expanded)))
        stored = {variable: self._quantifiers.without(value) for variable, value in effects.items()}
        return GroundAction(branch.name, branch.bindings, branch.span, opened, stored)

    def _expand(self, branch: Branch) -> Term:
        """Whether the action constraints let the search go on after a step."""
        found = self._found
        reading = Reading(found.tools, found.state, View(branch.assigned), found.failures)
        return conj(reading.truth(named.expr, {}, branch.path) for named in self._spec.action_constraints)

    # ------------------------------------------------------------ properties

    def _reading(self, successor: View | None = None) -> Reading:
        return Reading(self._found.tools, self._found.state, successor, self._failures)

    def _holds(self, expr: Expr) -> Term:
        return self._reading().truth(expr, {}, TRUE)

    def _titled(self, title: str) -> str:
        """A name of its own for one more property with this title."""
        name, count = title, 1
        while name in self._titles:
            count += 1
            name = f"{title}#{count}"
        self._titles[name] = title
        return name

    def _try(self, title: str, expr: Expr) -> Term | None:
        """The condition under which a state predicate is not TRUE; None, with the reason kept, where the symbolic
        reading lacks something."""
        failures = Failures()
        try:
            term = Reading(self._found.tools, self._found.state, None, failures).truth(expr, {}, TRUE)
            self._raise_if_lacking(failures)
            wrong = self._quantifiers.out_of(conj((neg(term), failures.supported)))
        except SpecError as error:
            self._left_out[title] = error
            return None
        self._failures.include(failures, TRUE)
        return wrong

    def _raise_if_lacking(self, failures: Failures) -> None:
        """Raises SpecError where a formula needs what another reading has: this one leaves it to that."""
        for failure in failures:
            if failure.is_lack and failure.elsewhere and self._found.tools.feasible(failure.condition):
                raise failure.error()

    def _invariants(self) -> Sequence[Property]:
        return [
            Property(self._titled(invariant.name), "invariant", term)
            for invariant in asked(self._spec)
            if (term := self._try(invariant.name, invariant.expr)) is not None
        ]

    def _steps(self) -> Sequence[Property]:
        successor = View({variable: register.sym for variable, register in self._copies.items()})
        properties = []
        for prop in self._spec.properties:
            if prop.kind != "action":
                continue
            # an evaluation error of a step property is a bad step too: the replay tells which of both it is
            failures = Failures()
            try:
                term = Reading(self._found.tools, self._found.state, successor, failures).truth(prop.expr, {}, TRUE)
                self._raise_if_lacking(failures)
                wrong = conj((disj((neg(term), _errors(failures))), failures.supported))
                bad = self._quantifiers.out_of(wrong)
            except SpecError as error:
                self._left_out[prop.name] = error
                continue
            properties.append(Property(self._titled(prop.name), "action", bad, sequential=True))
            properties += self._lacks(failures, TRUE, sequential=True)
        return properties

    def _lacks(self, failures: Failures, where: Term, *, sequential: bool = False) -> Sequence[Property]:
        """That what the symbolic reading lacks is not reached."""
        properties = []
        for failure in failures:
            if failure.is_lack and self._found.tools.feasible(failure.condition):
                name = self._titled(_NOT_REACHED + failure.message)
                self._lacking[name] = failure
                reached = self._quantifiers.out_of(conj((where, failure.condition)))
                properties.append(Property(name, OVERFLOW, reached, sequential=sequential))
        return properties

    def _overflows(self) -> Sequence[Property]:
        """The hints that are assumed and were not asked for."""
        unasked = [(hint, holds) for hint, holds in self._found.assumed.items() if not hint.asked]
        out_of = self._quantifiers.out_of
        return [Property(self._titled(hint.title), OVERFLOW, out_of(neg(holds))) for hint, holds in unasked]

    @property
    def _assumed(self) -> frozenset[str]:
        titles = {self._titles[name] for name in self._lacking}
        if self._found.assumed:
            titles.update((*(hint.title for hint in self._found.assumed), DEFINEDNESS))
        return frozenset(titles)

    def _deadlock(self, constraint: Term) -> Sequence[Property]:
        if not self._spec.check_deadlock:
            return []
        try:
            some = disj(condition_of(branch, self._quantifiers) for branch in self._found.next)
            supported = self._found.failures.supported
            bad = self._quantifiers.out_of(conj((self._expanded, constraint, neg(some), supported)))
        except SpecError as error:
            self._left_out[DEADLOCK] = error
            return []
        return [Property(self._titled(DEADLOCK), DEADLOCK, bad, sequential=True)]


def _errors(failures: Failures) -> Term:
    """The condition under which the specification makes an error; where the reading lacks something, who knows."""
    return conj((disj(failure.condition for failure in failures if not failure.is_lack), failures.supported))
