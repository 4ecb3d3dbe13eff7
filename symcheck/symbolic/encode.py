"""A specification as a transition system; must not know how it is searched."""

from __future__ import annotations

from collections.abc import Iterable, Set
from functools import partial
from typing import NoReturn

from symcheck.base.collector import rarely_collected
from symcheck.base.diagnostic import Code, SpecError
from symcheck.base.observe import Observer, Silent
from symcheck.core.expr import Variable
from symcheck.core.spec import Spec
from symcheck.symbolic.actions.branch import Branch
from symcheck.symbolic.encoded import Encoded
from symcheck.symbolic.environment import View
from symcheck.symbolic.functions.drawn import Drawn
from symcheck.symbolic.layouts.inference import Inferred, infer
from symcheck.symbolic.layouts.register import allocate, drawn_keys
from symcheck.symbolic.layouts.selector import Effects
from symcheck.symbolic.liveness import violation
from symcheck.symbolic.questions import NOT_REACHED, Questions
from symcheck.symbolic.reading import Reading
from symcheck.symbolic.sums import sums_of_choices
from symcheck.symbolic.told import told
from symcheck.symbolic.unfolding import is_beyond, limit_after
from symcheck.system.transition_system import GroundAction, Property, TransitionSystem
from symcheck.term import BOOL, TRUE, Term, conj, disj, eq, integer, neg, variable, variables_of

FEW_INTEGERS = 64
"""More integers in one place than this are faster as a number than as a choice."""

TRIES = 4
"""So often a specification is encoded at most until functions that may be any have keys enough."""

UNSETTLED = "the symbolic reading does not find at how many keys functions on an infinite domain are looked at"

SUMMED_INTEGERS = 16
"""The same where integers of several places are added up, and a length is given."""

MANY_INTEGERS = 4_096
"""More than this are not written out in any case."""


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
            found = _encoded(spec, counted, counter, depth, FEW_INTEGERS, observer or Silent(), doubted)
            return _with_numbers(found, spec, counted, counter, depth, doubted)
        except SpecError as error:
            if error.code is not Code.UNSUPPORTED:
                raise
            if not is_beyond(message := error.diagnostics[0].message):
                break
            doubted = {*doubted, NOT_REACHED + message}
    # a number without bounds may have been what is not supported: integers as a choice can be anywhere
    return _encoded(spec, counted, counter, depth, MANY_INTEGERS, observer or Silent(), doubted)


def _with_numbers(
    found: Encoded, given: Spec, spec: Spec, counter: Variable | None, depth: int | None, doubted: Set[str]
) -> Encoded:
    """What is found; or, where it adds up choices of many integers, the same with numbers in their place."""
    if depth is None or not _sums_up(found):
        return found
    try:
        other = _encoded(given, spec, counter, depth, SUMMED_INTEGERS, Silent(), doubted)
    except SpecError:
        return found
    as_far = other.depth is None or other.depth == found.depth
    as_much = other.left_out.keys() == found.left_out.keys() and other.assumed <= found.assumed
    return other if as_far and as_much and not _sums_up(other) else found


def _sums_up(encoded: Encoded) -> bool:
    return sums_of_choices([prop.bad for prop in encoded.system.properties], SUMMED_INTEGERS)


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
    rows = 1
    for _ in range(TRIES):
        drawn = None if depth is None else Drawn(rows)
        found = _drawing(given, spec, counter, depth, integers, observer, doubted, drawn)
        if depth is None or drawn is None or not drawn.keys:
            return found
        needed = _needed(found, drawn, depth)
        if needed <= rows:
            return found
        rows = needed
    raise SpecError(Code.UNSUPPORTED, UNSETTLED, at=behavior.next.span)


def _needed(found: Encoded, drawn: Drawn, depth: int) -> int:
    """At how many keys a behavior of so many steps may look."""
    system = found.system
    each = [(action.guard, action.expand, *action.effects.values(), system.constraint) for action in system.actions]
    last = [(prop.bad, system.constraint) for prop in (*system.properties, *found.initial.properties)]
    # an action constraint is evaluated as questions are, and in each step
    return drawn.needed(depth, system.init, each, last) * (depth + 1 if found.spec.action_constraints else 1)


def _drawing(
    given: Spec,
    spec: Spec,
    counter: Variable | None,
    depth: int | None,
    integers: int,
    observer: Observer,
    doubted: Set[str],
    drawn: Drawn | None,
) -> Encoded:
    behavior = spec.behavior
    assert behavior is not None, "there is nothing to encode without a behavior"
    unfolded = limit_after(lambda message: NOT_REACHED + message in doubted)
    with rarely_collected():
        inferred = infer(spec, behavior, depth, integers, observer, doubted, unfolded, drawn)
        while inferred.tools.unseen and inferred.assumed:
            # what is assumed would rest on evaluations of which nobody knows whether they succeed
            doubted = doubted | {hint.title for hint in inferred.assumed}
            inferred = infer(spec, behavior, depth, integers, observer, doubted, unfolded, drawn)
        return _Encoder(given, spec, counter, inferred, drawn).run()


def _no_violation(_: str) -> NoReturn:
    raise SpecError(
        Code.UNSUPPORTED, "temporal properties are not checked where a function on an infinite domain may be any"
    )


class _Encoder:
    def __init__(
        self, given: Spec, spec: Spec, counter: Variable | None, inferred: Inferred, drawn: Drawn | None
    ) -> None:
        self._given = given
        self._spec = spec
        self._counter = counter
        self._found = inferred
        # with action constraints a state may be reached by a step that they exclude: it is checked, not expanded
        self._expanded = variable("expanded", BOOL) if spec.action_constraints else TRUE
        self._quantifiers = inferred.tools.quantifiers
        self._copies = {
            variable: allocate(inferred.layouts[variable], f"{variable.name}'", register)
            for variable, register in inferred.registers.items()
        }
        self._drawn = drawn
        if drawn is not None:
            drawn.keys.update(key for register in self._copies.values() for key in drawn_keys(register))

    def run(self) -> Encoded:
        found = self._found
        questions = Questions(self._spec, found, self._copies, self._expanded)
        state = tuple(term for register in found.registers.values() for term in register.all_variables())
        copies = tuple(term for register in self._copies.values() for term in register.all_variables())
        init = self._quantifiers.out_of(self._init())
        constraint = questions.constraint()
        inside = conj((constraint, self._expanded))
        actions = tuple(self._action(branch) for branch in found.next)
        if self._expanded is not TRUE:
            state = (*state, self._expanded)
            copies = (*copies, variable("expanded'", BOOL))
            init = conj((init, self._expanded))
        properties = questions.all(constraint)
        initial = questions.initial()
        properties += questions.definedness()
        lemma = conj(lemma for register in found.registers.values() for lemma in register.all_lemmas())
        inputs = (*found.init_inputs, *found.inputs, *self._witnesses(init, actions, (*properties, *initial)))
        primed = dict(zip(state, copies, strict=True))
        system = TransitionSystem(state, inputs, init, actions, tuple(properties), primed, constraint, lemma)
        first = TransitionSystem(state, inputs, init, (), initial, primed, TRUE, lemma)
        return Encoded(
            self._given,
            self._counter,
            inside,
            system,
            first,
            questions.titles,
            found.registers,
            (*found.failures, *questions.failures),
            questions.left_out,
            found.depth,
            found.growing,
            questions.assumed,
            questions.lacking,
            _no_violation
            if self._drawn is not None and self._drawn.keys
            else partial(violation, self._given, self._counter, found, self._copies, inside),
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

    def _init(self) -> Term:
        """Of parts that are absent at first nothing is read, so their variables may be anything: they are nothing, for
        one state to stand for all that mean the same."""
        stored = [self._stored(branch) for branch in self._found.init]
        state = [term for register in self._found.registers.values() for term in register.all_variables()]
        ever = {each for effects, _ in stored for each in effects}
        rest = [each for each in state if each in ever]
        starts = []
        for branch, (effects, fits) in zip(self._found.init, stored, strict=True):
            given = [eq(each, effects[each]) if each in effects else _is_none(each) for each in rest]
            starts.append(conj((branch.path, fits, *given)))
        return conj((disj(starts), *(_is_none(each) for each in state if each not in ever)))

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


def _is_none(variable: Term) -> Term:
    return neg(variable) if variable.sort is BOOL else eq(variable, integer(0))
