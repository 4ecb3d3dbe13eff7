"""Finds the layouts of all variables: the least fixpoint of evaluating Init and Next, or its first steps.

The result describes every state within so many steps; nothing is guessed, so nothing has to be excluded afterwards.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass
from time import thread_time

from symcheck.base.diagnostic import Code, SpecError
from symcheck.base.observe import Observer
from symcheck.core.expr import Expr, Variable
from symcheck.core.spec import Behavior, Spec
from symcheck.symbolic.actions.branch import Branch
from symcheck.symbolic.actions.enabled import composed_in, enabled_in
from symcheck.symbolic.actions.split import Splitter
from symcheck.symbolic.environment import Env, View
from symcheck.symbolic.failures import Failure, Failures
from symcheck.symbolic.functions.drawn import Drawn
from symcheck.symbolic.layouts.allocation import allocate, drawn_keys
from symcheck.symbolic.layouts.covering import Layouts, covering, grown, in_places
from symcheck.symbolic.layouts.feasible import Feasible
from symcheck.symbolic.layouts.growth import Growth
from symcheck.symbolic.layouts.hints import Hint, hints, memberships, moved
from symcheck.symbolic.layouts.joining import join
from symcheck.symbolic.layouts.layout import Layout, describe
from symcheck.symbolic.layouts.register import Register
from symcheck.symbolic.layouts.typed import typed
from symcheck.symbolic.layouts.widening import narrowed, widened
from symcheck.symbolic.lazy import PowerSet
from symcheck.symbolic.mentions import Mentions
from symcheck.symbolic.quantifiers import Quantifiers
from symcheck.symbolic.reading import Reading, Tools
from symcheck.symbolic.sets.choice import Inputs
from symcheck.symbolic.sieve import lacking_without_order
from symcheck.symbolic.site import Site
from symcheck.symbolic.unfolding import Unfolding
from symcheck.term import TRUE, Term, conj, neg

WIDEN_AFTER = 20
"""Without a bound on the depth, integers that still grow after so many steps lose their bounds."""

GIVE_UP_AFTER = 32
"""Without a bound on the depth, layouts that still grow after so many steps stay open: valid to that depth only."""


ASSUME_AFTER = 4
"""Layouts that still grow after so many steps grow from states only that satisfy the invariants."""

SLOW = 2.0
"""A hint that takes so many seconds to be evaluated in some layouts is not relied on in larger ones."""


EXACTLY, TRIES = 3, 12
"""How often layouts are made larger by just what they lack for the steps that were taken, and how often at all."""

UNSETTLED = "the symbolic reading does not find how much room the values of variables need"


IDLE = 0.25
"""Nor is one that takes so many seconds and cannot be relied on, or that has kept nothing out."""


@dataclass(frozen=True, slots=True, eq=False)
class Inferred:
    """The layouts with everything that was evaluated in them.

    `depth` is None when no step leaves the layouts; else they describe the states within so many steps, and a step can
    take the variables `growing` to values beyond. Where `assumed` is not empty, they describe only what is reached
    through states in which these conditions hold: enough to find the first violation of one of them, and once none of
    them can be violated, every state.
    """

    layouts: Mapping[Variable, Layout]
    registers: Mapping[Variable, Register]
    state: View
    init: tuple[Branch, ...]
    init_inputs: tuple[Term, ...]
    next: tuple[Branch, ...]
    inputs: tuple[Term, ...]
    failures: Failures
    tools: Tools
    depth: int | None
    growing: tuple[Variable, ...]
    assumed: Mapping[Hint, Term]


@dataclass(frozen=True, slots=True, eq=False)
class _Round:
    """Next in the states that some layouts describe."""

    registers: dict[Variable, Register]
    state: View
    branches: list[Branch]
    inputs: Inputs
    failures: Failures
    tools: Tools
    feasible: Feasible


def infer(
    spec: Spec,
    behavior: Behavior,
    depth: int | None,
    integers: int,
    observer: Observer,
    doubted: Set[str],
    unfolded: int,
    drawn: Drawn | None,
) -> Inferred:
    """Layouts for every state within `depth` steps, or for all of them where `depth` is None and that ends.

    A place that may hold more than `integers` different integers becomes a number without bounds. `doubted`:
    titles of hints that are not to be assumed. `unfolded`: so many calls inside one another are. `drawn` is for
    functions that may be any: where there are some, layouts hold for so many steps only.
    """
    return _Inference(spec, behavior, depth, integers, observer, doubted, unfolded, drawn).run()


class _Inference:
    def __init__(
        self,
        spec: Spec,
        behavior: Behavior,
        depth: int | None,
        integers: int,
        observer: Observer,
        doubted: Set[str],
        unfolded: int,
        drawn: Drawn | None,
    ) -> None:
        self._spec = spec
        self._init = behavior.init
        self._step = behavior.next
        self._depth = depth
        self._integers = integers
        self._observer = observer
        self._hints = tuple(hint for hint in hints(spec) if hint.title not in doubted)
        self._mentions = Mentions()
        self._unfolded = unfolded
        self._taken: dict[Hint, float] = {}  # seconds for the last evaluation of each hint
        self._slow: set[Hint] = set()  # hints that are not evaluated again before the layouts are known
        self._unseen: list[Failure] = []
        self._quantifiers = Quantifiers()
        self._drawn = drawn
        self._quantifiers.drawn = drawn

    def run(self) -> Inferred:
        feasible = Feasible((), self._quantifiers.opened)
        inputs, failures = Inputs("init", self._integers, self._drawn), Failures()
        tools = self._tools(feasible)
        start = self._complete(Splitter(tools, None, inputs, failures).split(self._init, "Init"), failures)
        for failure in failures:
            # an evaluation error of the initial predicate has no state to be shown in: it is raised
            if feasible(failure.condition):
                raise failure.error()
        first = grown({}, {}, start, Growth(feasible), self._integers)
        if first.keys() != set(self._spec.variables):
            raise SpecError(Code.VACUOUS, "no state satisfies the initial predicate", at=self._init.span)
        layouts: Layouts = self._hinted(first, tools)
        trusted: list[Hint] | None = None
        limit = GIVE_UP_AFTER if self._depth is None else self._depth
        registers: Mapping[Variable, Register] = {}
        taken = again = 0
        rounds: list[Layouts] = []
        while True:
            found = self._evaluated(layouts, registers)
            registers = found.registers
            if taken >= ASSUME_AFTER and trusted is None:
                trusted = [hint for hint in self._hints if hint.asked or self._begins_with(hint, start, tools)]
            assumed = self._assumption(trusted or (), found)
            growth = Growth(found.feasible, conj(assumed.values()))
            wider = grown(layouts, found.registers, found.branches, growth, self._integers)
            # for so many steps larger layouts will do; layouts for all depths may only be closed by what binds late
            idle = self._depth is not None and not growth.leaned
            self._slow.update(
                hint for hint, seconds in self._taken.items() if seconds > IDLE and (idle or hint not in assumed)
            )
            closed = all(wider[variable] is layouts[variable] for variable in layouts)
            if closed:
                break
            if taken == limit:
                if not in_places(layouts, found.branches):
                    break
                if self._depth is None:
                    taken = 0  # nobody looks at so few steps: it is not worth the time to tell how many it is
                    break
                leant = conj(assumed.values()) if growth.leaned else TRUE
                registers, branches, feasible = found.registers, found.branches, found.feasible
                *rounds, room = covering([*rounds, layouts], registers, branches, feasible, leant, self._integers)
                if all(room[variable] is layouts[variable] for variable in layouts):
                    break
                again += 1
                if again > TRIES:
                    raise SpecError(Code.UNSUPPORTED, UNSETTLED, at=self._step.span)
                # what is missing, and if that does not end, what one step more would need
                layouts = room if again <= EXACTLY else {each: join(room[each], wider[each]) for each in room}
                continue
            rounds.append(layouts)
            taken += 1
            if self._depth is None and taken >= WIDEN_AFTER:
                wider = {variable: widened(layouts[variable], layout) for variable, layout in wider.items()}
            layouts = wider
        drawn = self._drawn is not None and self._drawn.keys
        for variable, layout in layouts.items():
            self._observer.note(f"{variable.name}: {describe(layout)}")
        return Inferred(
            layouts,
            found.registers,
            found.state,
            tuple(start),
            tuple(inputs.made),
            tuple(found.branches),
            tuple(found.inputs.made),
            found.failures,
            found.tools,
            None if closed and not drawn else limit if closed else taken,
            tuple(variable for variable in layouts if wider[variable] is not layouts[variable]),
            assumed if growth.leaned else {},
        )

    def _hinted(self, layouts: dict[Variable, Layout], tools: Tools) -> dict[Variable, Layout]:
        """The initial layouts with all that invariants allow where steps may change it: often the fixpoint at once."""
        moving, failures = moved(self._step), Failures()
        constant = Reading(tools, View({}), None, failures)
        result = dict(layouts)
        for hint in self._hints:
            for variable, container, subset in memberships(hint.expr) if hint.asked else ():
                settled = variable not in moving or result[variable] is not layouts[variable]
                if settled or self._mentions.now(container, {}):
                    continue
                site = Site(TRUE, container.span, failures)
                try:
                    value = constant.value(container, {}, TRUE)
                    found = typed(site, PowerSet(value) if subset else value, self._integers)
                except SpecError:
                    continue  # what cannot be read is no hint
                if found is not None:
                    result[variable] = narrowed(join(layouts[variable], found), self._integers)
        return result

    def _evaluated(self, layouts: Mapping[Variable, Layout], before: Mapping[Variable, Register]) -> _Round:
        """Next in the states that the layouts describe; `before` are the registers of the layouts before."""
        registers = {
            variable: allocate(layout, variable.name, before.get(variable)) for variable, layout in layouts.items()
        }
        if self._drawn is not None:
            self._drawn.evaluate_steps()
            self._drawn.keys.update(key for register in registers.values() for key in drawn_keys(register))
        lemmas = [lemma for register in registers.values() for lemma in register.all_lemmas()]
        feasible = Feasible(lemmas, self._quantifiers.opened)
        tools = self._tools(feasible)
        state = View({variable: register.sym for variable, register in registers.items()})
        inputs, failures = Inputs("input", self._integers, self._drawn), Failures()
        # steps are taken, and looked at, only from states that satisfy the constraint
        reading = Reading(tools, state, None, failures)
        with lacking_without_order():
            inside = conj(reading.truth(named.expr, {}, TRUE) for named in self._spec.constraints)
            found = Splitter(tools, state, inputs, failures).split(self._step, "Next", path=inside)
        if self._drawn is not None:
            self._drawn.evaluate_states()
        branches = [branch.when(failures.supported) for branch in self._complete(found, failures)]
        return _Round(registers, state, branches, inputs, failures, tools, feasible)

    def _begins_with(self, hint: Hint, start: list[Branch], tools: Tools) -> bool:
        """Whether a hint holds in every initial state: a first look at what nobody asked for."""
        for branch in start:
            holds = _holds(hint, tools, View(branch.assigned))
            if holds is None or tools.feasible(conj((branch.path, neg(holds)))):
                return False
        return True

    def _assumption(self, trusted: Iterable[Hint], found: _Round) -> dict[Hint, Term]:
        """The hints, each as the condition that it is TRUE in a state; what cannot be read, or checked without deciding
        it for all integers, is not relied on."""
        conditions: dict[Hint, Term | None] = {}
        for hint in trusted:
            if hint not in self._slow:
                started = thread_time()
                conditions[hint] = _holds(hint, found.tools, found.state)
                self._taken[hint] = thread_time() - started
                if self._taken[hint] > SLOW:
                    self._slow.add(hint)
        opened, mentions = self._quantifiers.opened, self._quantifiers.mentions
        return {
            hint: holds
            for hint, holds in conditions.items()
            if holds is not None and not mentions(opened(neg(holds)))
        }

    def _tools(self, feasible: Feasible) -> Tools:
        def enabled(reading: Reading, action: Expr, env: Env, path: Term) -> Term:
            return enabled_in(tools, reading, action, env, path)

        def composed(reading: Reading, first: Expr, second: Expr, env: Env, path: Term) -> Term:
            return composed_in(tools, reading, first, second, env, path)

        unfolding = Unfolding(self._unfolded)
        tools = Tools(self._mentions, enabled, composed, feasible, self._quantifiers, unfolding, self._unseen)
        return tools

    def _complete(self, branches: list[Branch], failures: Failures) -> list[Branch]:
        """Branches that give every variable a value; the others are evaluation errors, as in TLC."""
        complete = []
        for branch in branches:
            missing = [variable.name for variable in self._spec.variables if variable not in branch.assigned]
            if missing:
                names = ", ".join(missing)
                message = f"{branch.name} does not say what becomes of {names}"
                failures.add(Failure(branch.path, Code.UNASSIGNED, message, branch.span))
            else:
                complete.append(branch)
        return complete


def _holds(hint: Hint, tools: Tools, state: View) -> Term | None:
    """The condition under which a hint can be evaluated to TRUE; None where the symbolic reading lacks something."""
    failures = Failures()
    try:
        holds = Reading(tools, state, None, failures).truth(hint.expr, {}, TRUE)
    except SpecError:
        return None
    return conj((holds, *(neg(failure.condition) for failure in failures)))
