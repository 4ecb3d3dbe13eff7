"""The step relation of a system as one formula over now, inputs, selectors and next; must not know any solver.

A selector for each action says whether it runs. A step in which none runs stutters. Every variable has a named copy for
the next state and is stored by next-state functions: what is selected writes, everything else stays.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass

from symcheck.system.interference import Access, ExclusiveGroups, accesses, may_leave
from symcheck.system.normal_form import ordering
from symcheck.system.transition_system import TransitionSystem
from symcheck.term import BOOL, FALSE, TRUE, Term, at_most_one, conj, disj, eq, iff, implies, neg, substitute, variable
from symcheck.term.walk import BOTH, NEGATIVE, POSITIVE


@dataclass(frozen=True, slots=True)
class Steps:
    """`relation` is over state variables, inputs, `selectors` (one for each action, in order) and primed copies.

    `order` may be asserted between two steps that are both asserted, when a bad last state is all that matters: it
    rules out orders of steps that another order makes up for. `initial` is `init` with the inputs of the first state
    renamed by `first_inputs`, so that the first step can pick its own. `primed` has more than the system's: what steps
    remember, and the selectors.
    """

    initial: Term
    relation: Term
    order: Term
    selectors: tuple[Term, ...]
    primed: Mapping[Term, Term]
    first_inputs: Mapping[Term, Term]
    parallel: bool


def sequential(system: TransitionSystem) -> Steps:
    """At most one action runs in a step; steps in which none runs come first."""
    build = _Builder(system)
    reached = build.ladder()
    build.order += ordering(system, build.selectors, reached, build.primed)
    build.idle_first()
    return build.steps(accesses(system), parallel=False)


def parallel(system: TransitionSystem) -> Steps:
    """Any set of actions that do not interfere runs in a step; the state after it is that of any order of them.

    A path of so many sequential steps is one of so many parallel ones. Only for systems whose `expand` is TRUE
    throughout: whether to go on is asked between single actions.
    """
    assert can_be_parallel(system), "whether to go on after an action is asked between single actions"
    build = _Builder(system)
    index = accesses(system)
    groups = ExclusiveGroups(index)
    build.parts += [at_most_one(build.selectors[number] for number in group) for group in groups.kept]
    for var, access in index.items():
        build.parts += _undisturbed(var, system.primed[var], access, build.selectors, groups)
    leaving = may_leave(system, index)
    if leaving:
        rest = disj(selector for number, selector in enumerate(build.selectors) if number not in leaving)
        build.parts.append(at_most_one([*(build.selectors[number] for number in sorted(leaving)), rest]))
    return build.steps(index, parallel=True)


def can_be_parallel(system: TransitionSystem) -> bool:
    """Whether `parallel` takes the system."""
    return all(action.expand is TRUE for action in system.actions)


class _Builder:
    def __init__(self, system: TransitionSystem) -> None:
        self.system = system
        self.primed = dict(system.primed)
        self.selectors = tuple(self.remembered(f"run!{number}") for number in range(len(system.actions)))
        self.parts: list[Term] = []
        self.order: list[Term] = []

    def remembered(self, name: str) -> Term:
        """A Boolean of the step's own, with a copy for the next step."""
        made = variable(name, BOOL)
        self.primed[made] = variable(f"{name}'", BOOL)
        return made

    def ladder(self) -> tuple[Term, ...]:
        """At most one selector holds (Sinz 2005); the rungs say that one of those so far does."""
        reached = tuple(self.remembered(f"reached!{number}") for number in range(len(self.selectors)))
        for number, selector in enumerate(self.selectors):
            self.parts.append(implies(selector, reached[number]))
            if number:
                self.parts.append(implies(reached[number - 1], conj((reached[number], neg(selector)))))
        return reached

    def idle_first(self) -> None:
        """After a step in which something runs, something runs: one place for idle steps is enough."""
        following = disj(self.primed[selector] for selector in self.selectors)
        self.order.append(implies(disj(self.selectors), following))

    def steps(self, index: dict[Term, Access], parallel: bool) -> Steps:
        system, selectors, parts = self.system, self.selectors, self.parts
        for selector, action in zip(selectors, system.actions, strict=True):
            parts.append(implies(selector, action.guard))
        if system.constraint is not TRUE:
            parts.append(implies(disj(selectors), system.constraint))
        for var in system.state:
            access, following = index.get(var), system.primed[var]
            parts.append(eq(following, var) if access is None else _next(var, following, access, selectors))
        first_inputs = {each: variable(f"{each.payload}!init", each.sort) for each in system.inputs}
        initial = substitute(system.init, first_inputs)
        stops = [
            conj((selector, neg(action.expand)))
            for selector, action in zip(selectors, system.actions, strict=True)
            if action.expand is not TRUE
        ]
        if stops:
            halted = self.remembered("halted!")
            initial = conj((initial, neg(halted)))
            parts += [implies(halted, neg(selector)) for selector in selectors]
            parts.append(iff(self.primed[halted], disj((halted, *stops))))
        return Steps(initial, conj(parts), conj(self.order), selectors, self.primed, first_inputs, parallel)


def _next(var: Term, following: Term, access: Access, selectors: tuple[Term, ...]) -> Term:
    """What is stored: each write that happens, and what was there if it changes and nobody writes."""
    parts = []
    changes: dict[Term, list[Term]] = {}
    for write in access.writes:
        happens = conj((selectors[write.action], write.when))
        parts.append(implies(happens, eq(following, write.value)))
        changes.setdefault(write.value, []).append(happens)
    if var.sort == BOOL:
        for value, unless in ((TRUE, FALSE), (FALSE, TRUE)):
            writers = [happens for stored, group in changes.items() if stored is not unless for happens in group]
            parts.append(disj((eq(var, value), eq(following, unless), disj(writers))))
    else:
        writers = [happens for group in changes.values() for happens in group]
        parts.append(disj((eq(following, var), disj(writers))))
    return conj(parts)


def _undisturbed(
    var: Term, following: Term, access: Access, selectors: tuple[Term, ...], groups: ExclusiveGroups
) -> Iterator[Term]:
    """Nobody who runs loses what it reads to another one who runs."""
    writers = {write.action for write in access.writes}
    harmful = {how: access.harmful(how) for how in (POSITIVE, NEGATIVE, BOTH)}
    for reader, how in access.reads.items():
        if reader not in writers and not groups.apart(reader, harmful[how]):
            yield _keeps(selectors[reader], var, following, how)
    # A reader that writes too must not run beside another one whose write would hurt it; by direction of the harm.
    for direction in (POSITIVE, NEGATIVE):
        touchy = access.touchy(direction)
        yield from _exclude(touchy & harmful[direction], harmful[direction] - touchy, selectors, groups)
        for victim in sorted(touchy - harmful[direction]):
            if not groups.apart(victim, harmful[direction]):
                yield disj((neg(selectors[victim]), neg(disj(selectors[each] for each in sorted(harmful[direction])))))
    computing = access.computing()
    yield from _exclude(computing, writers - computing, selectors, groups)


def _exclude(
    alone: Set[int], together: Set[int], selectors: tuple[Term, ...], groups: ExclusiveGroups
) -> Iterator[Term]:
    """Of the first actions at most one runs, and none of the others beside it."""
    if alone and not groups.contain(alone | together):
        yield at_most_one(
            [*(selectors[each] for each in sorted(alone)), disj(selectors[each] for each in sorted(together))]
        )


def _keeps(selector: Term, var: Term, following: Term, how: int) -> Term:
    if var.sort != BOOL:
        return implies(selector, eq(following, var))
    kept = []
    if how & POSITIVE:
        kept.append(disj((neg(selector), neg(var), following)))
    if how & NEGATIVE:
        kept.append(disj((neg(selector), var, neg(following))))
    return conj(kept)
