"""Finds the layouts of all variables: the least fixpoint of evaluating Init and Next, or its first steps.

The result describes every state within so many steps; nothing is guessed, so nothing has to be excluded afterwards.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Set
from dataclasses import dataclass
from functools import partial

from symcheck.base.diagnostic import Code, SpecError
from symcheck.base.observe import Observer
from symcheck.core.expr import Variable
from symcheck.core.spec import Behavior, Spec
from symcheck.symbolic.actions.branch import Branch
from symcheck.symbolic.environment import View
from symcheck.symbolic.failures import Failures
from symcheck.symbolic.functions.drawn import Drawn
from symcheck.symbolic.layouts.covering import Layouts, covering, grown, in_places
from symcheck.symbolic.layouts.evaluation import Evaluation, Round, Start
from symcheck.symbolic.layouts.growth import Growth
from symcheck.symbolic.layouts.hinted import hinted
from symcheck.symbolic.layouts.hints import Hint, hints
from symcheck.symbolic.layouts.joining import join
from symcheck.symbolic.layouts.layout import Layout, describe
from symcheck.symbolic.layouts.register import Register
from symcheck.symbolic.layouts.reliance import Reliance
from symcheck.symbolic.layouts.rooms import room_after
from symcheck.symbolic.layouts.widening import widened, with_numbers
from symcheck.symbolic.reading import Tools
from symcheck.term import TRUE, Term, conj

WIDEN_AFTER = 20
"""Without a bound on the depth, integers that still grow after so many steps lose their bounds."""

GIVE_UP_AFTER = 32
"""Without a bound on the depth, layouts that still grow after so many steps stay open: valid to that depth only."""

ASSUME_AFTER = 4
"""Layouts that still grow after so many steps grow from states only that satisfy the invariants."""

BEGUN = 3
"""So often layouts are begun, at most: with a number without bounds wherever integers grew for ever before."""

EXACTLY, TRIES = 3, 12
"""How often layouts are made larger by just what they lack for the steps that were taken, and how often at all."""

UNSETTLED = "the symbolic reading does not find how much room the values of variables need"


class TooDeepError(SpecError):
    """What the symbolic reading lacks for states after more than so many `steps`; -1: for initial ones, too."""

    steps: int

    @classmethod
    def beyond(cls, steps: int, lack: SpecError) -> TooDeepError:
        found = cls(lack.code, str(lack))
        found.steps, found.diagnostics = steps, lack.diagnostics
        return found


@dataclass(frozen=True, slots=True, eq=False)
class Inferred:
    """The layouts with everything that was evaluated in them.

    `depth` is None when no step leaves the layouts; else they describe the states within so many steps, and a step can
    take the variables `growing` to values beyond. Where `assumed` is not empty, they describe only what is reached
    through states in which these conditions hold: enough to find the first violation of one of them, and once none of
    them can be violated, every state. The same goes for `room`: the layouts are those of so many steps of behaviors of
    any length, and a step that leaves them has to be shown not to happen.
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
    room: int | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Inference:
    """Layouts for every state within `depth` steps, or for all of them where `depth` is None and that ends.

    A place that may hold more than `integers` different integers becomes a number without bounds. `doubted`:
    titles of hints that are not to be assumed. `unfolded`: so many calls inside one another are. `drawn` is for
    functions that may be any: where there are some, layouts hold for so many steps only. `early` hears of layouts for
    fewer steps where those for `depth` take long.
    """

    spec: Spec
    behavior: Behavior
    depth: int | None
    integers: int
    observer: Observer
    doubted: Set[str]
    unfolded: int
    drawn: Drawn | None
    early: Callable[[Callable[[], Inferred]], None]

    def run(self) -> Inferred:
        """Raises SpecError where evaluating Init may fail, or where the symbolic reading lacks something."""
        evaluation = Evaluation(self.spec, self.behavior, self.integers, self.unfolded, self.drawn)
        start = evaluation.start()
        reused = self.depth is None
        first = grown({}, {}, start.branches, Growth(start.feasible, again=reused), self.integers)
        if first.keys() != set(self.spec.variables):
            raise SpecError(Code.VACUOUS, "no state satisfies the initial predicate", at=self.behavior.init.span)
        known = tuple(hint for hint in hints(self.spec) if hint.title not in self.doubted)
        reliance = Reliance(known, evaluation.quantifiers)
        began: Layouts = hinted(first, known, self.behavior.next, start.tools, self.integers)
        layouts = began
        limit = GIVE_UP_AFTER if self.depth is None else self.depth
        registers: Mapping[Variable, Register] = {}
        taken = again = 0
        begun = 1
        rounds: list[Layouts] = []
        so_far: Callable[[], Inferred] | None = None
        while True:
            try:
                found = evaluation.step(layouts, registers)
                registers = found.registers
                if taken >= ASSUME_AFTER:
                    reliance.begin(start.branches, start.tools)
                assumed = reliance.assumption(found.tools, found.state)
                growth = Growth(found.feasible, conj(assumed.values()), again=reused)
                wider = grown(layouts, registers, found.branches, growth, self.integers)
            except SpecError as error:
                if error.code not in (Code.UNSUPPORTED, Code.TOO_LARGE) or self.depth is None:
                    raise
                raise TooDeepError.beyond(taken - 1, error) from error
            # for so many steps larger layouts will do; layouts for all depths may only be closed by what binds late
            reliance.weigh(assumed, idle=self.depth is not None and not growth.leaned)
            closed = all(wider[variable] is layouts[variable] for variable in layouts)
            if closed:
                break
            if taken == limit:
                if not in_places(layouts, found.branches):
                    break
                if self.depth is None:
                    taken = 0  # nobody looks at so few steps: it is not worth the time to tell how many it is
                    break
                if so_far is not None:
                    self.early(so_far)  # what is missing may take longer to find than all steps before
                leant = conj(assumed.values()) if growth.leaned else TRUE
                *rounds, room = covering(
                    [*rounds, layouts], registers, found.branches, found.feasible, leant, self.integers
                )
                if all(room[variable] is layouts[variable] for variable in layouts):
                    break
                again += 1
                if again > TRIES:
                    raise SpecError(Code.UNSUPPORTED, UNSETTLED, at=self.behavior.next.span)
                # what is missing, and if that does not end, what one step more would need
                layouts = room if again <= EXACTLY else {each: join(room[each], wider[each]) for each in room}
                continue
            if not in_places(layouts, found.branches):
                leant_on = assumed if growth.leaned else {}
                so_far = partial(_inferred, layouts, start, found, taken, wider, leant_on)
            if so_far is not None:
                self.early(so_far)
            rounds.append(layouts)
            taken += 1
            if self.depth is None and taken >= WIDEN_AFTER:
                wider = {variable: widened(layouts[variable], layout) for variable, layout in wider.items()}
                more = {variable: with_numbers(began[variable], layout) for variable, layout in wider.items()}
                if begun < BEGUN and any(more[variable] is not began[variable] for variable in more):
                    # what is made of such integers has no plain values then, from the first step on
                    begun, taken, rounds, registers = begun + 1, 0, [], {}
                    began = wider = more
            layouts = wider
        few = None if closed or self.depth is not None else room_after(self.doubted)
        if few is not None and few < len(rounds):
            layouts = rounds[few]
            found = evaluation.step(layouts, {})
            registers = found.registers
        drawn = self.drawn is not None and self.drawn.keys
        for variable, layout in layouts.items():
            self.observer.note(f"{variable.name}: {describe(layout)}")
        deep = None if few is not None or (closed and not drawn) else limit if closed else taken
        leant_on = assumed if growth.leaned and few is None else {}
        return _inferred(layouts, start, found, deep, wider, leant_on, few)


def _inferred(
    layouts: Layouts,
    start: Start,
    found: Round,
    depth: int | None,
    wider: Layouts,
    assumed: Mapping[Hint, Term],
    room: int | None = None,
) -> Inferred:
    return Inferred(
        layouts,
        found.registers,
        found.state,
        start.branches,
        start.inputs,
        found.branches,
        found.inputs,
        found.failures,
        found.tools,
        depth,
        tuple(variable for variable in layouts if wider[variable] is not layouts[variable]),
        assumed,
        room,
    )
