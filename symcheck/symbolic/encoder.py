"""One encoding of a specification: layouts for its variables, and the transition system over these; must not know what
is tried where it fails."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Set
from dataclasses import dataclass, replace
from functools import partial
from typing import NoReturn

from symcheck.base.collector import rarely_collected
from symcheck.base.diagnostic import Code, SpecError
from symcheck.base.observe import Observer
from symcheck.core.expr import Variable
from symcheck.core.spec import Spec
from symcheck.symbolic.actions.branch import Branch
from symcheck.symbolic.encoded import Encoded
from symcheck.symbolic.environment import View
from symcheck.symbolic.functions.drawn import Drawn
from symcheck.symbolic.layouts.allocation import allocate, drawn_keys
from symcheck.symbolic.layouts.inference import Inference, Inferred
from symcheck.symbolic.layouts.rooms import ROOMS, left
from symcheck.symbolic.layouts.selector import Effects
from symcheck.symbolic.liveness import violation
from symcheck.symbolic.questions import NOT_REACHED, Questions
from symcheck.symbolic.reading import Reading
from symcheck.symbolic.unfolding import limit_after
from symcheck.system.transition_system import GroundAction, Property, TransitionSystem
from symcheck.term import BOOL, TRUE, Term, conj, disj, eq, integer, neg, variable, variables_of

Early = Callable[[Callable[[], Encoded | None]], None]
"""Hears, after each step of an encoding, of a way to have what is encoded by then; None where that cannot be had."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be encoded: `given` is the user's specification, `counted` the same with a `counter` of the level of
    states where it asks for that (symbolic/told.py); for `depth` steps or, where that is None, for all of them. `early`
    may have the encodings for fewer steps, on the way."""

    given: Spec
    counted: Spec
    counter: Variable | None
    depth: int | None
    early: Early


def system_of(wanted: Wanted, integers: int, doubted: Set[str], drawn: Drawn | None, observer: Observer) -> Encoded:
    """The system with more than `integers` integers in one place as a number, resting on no assumption in `doubted`
    (a title); `drawn` is for functions that may be any. Raises SpecError for what the symbolic reading lacks."""
    spec = wanted.counted
    behavior = spec.behavior
    assert behavior is not None, "there is nothing to encode without a behavior"
    unfolded = limit_after(lambda message: NOT_REACHED + message in doubted)

    def early(inferred: Callable[[], Inferred]) -> None:
        wanted.early(lambda: _so_far(wanted, inferred(), drawn))

    with rarely_collected():
        inference = Inference(spec, behavior, wanted.depth, integers, observer, doubted, unfolded, drawn, early)
        inferred = inference.run()
        while inferred.tools.unseen and (inferred.assumed or inferred.room is not None):
            # what is assumed would rest on evaluations of which nobody knows whether they succeed
            doubted = doubted | {hint.title for hint in inferred.assumed} | {left(steps) for steps in ROOMS}
            inferred = replace(inference, doubted=doubted).run()
        return _Encoder(wanted, inferred, drawn).run()


def _so_far(wanted: Wanted, inferred: Inferred, drawn: Drawn | None) -> Encoded | None:
    """An encoding of layouts that still grow, unless more would have to be known for it."""
    if inferred.tools.unseen and inferred.assumed:
        return None
    found = _Encoder(wanted, inferred, drawn).run()
    return None if drawn is not None and drawn.keys else found


class _Encoder:
    def __init__(self, wanted: Wanted, inferred: Inferred, drawn: Drawn | None) -> None:
        self._wanted = wanted
        self._spec = spec = wanted.counted
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
        stored = [self._stored(branch) for branch in found.next]
        actions = tuple(self._action(branch, *each) for branch, each in zip(found.next, stored, strict=True))
        if self._expanded is not TRUE:
            state = (*state, self._expanded)
            copies = (*copies, variable("expanded'", BOOL))
            init = conj((init, self._expanded))
        leaves = disj(conj((branch.path, neg(fits))) for branch, (_, fits) in zip(found.next, stored, strict=True))
        properties = questions.all(constraint, leaves)
        initial = questions.initial()
        properties += questions.definedness()
        lemma = conj(lemma for register in found.registers.values() for lemma in register.all_lemmas())
        inputs = (*found.init_inputs, *found.inputs, *self._witnesses(init, actions, (*properties, *initial)))
        primed = dict(zip(state, copies, strict=True))
        system = TransitionSystem(state, inputs, init, actions, tuple(properties), primed, constraint, lemma)
        first = TransitionSystem(state, inputs, init, (), initial, primed, TRUE, lemma)
        return Encoded(
            self._wanted.given,
            self._wanted.counter,
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
            else partial(violation, self._wanted.given, self._wanted.counter, found, self._copies, inside),
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

    def _action(self, branch: Branch, effects: Effects, fits: Term) -> GroundAction:
        # within layouts that no step leaves, everything fits: the fixpoint is the proof
        closed = self._found.depth is None and self._found.room is None and not self._found.assumed
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


def _no_violation(_: str) -> NoReturn:
    raise SpecError(
        Code.UNSUPPORTED, "temporal properties are not checked where a function on an infinite domain may be any"
    )
