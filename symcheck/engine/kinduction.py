"""k-induction: no bad state after k good ones, whatever they are, and none within k - 1 steps; must not know TLA+.

Sheeran, Singh, Stalmarck 2000. The base is bounded search. The step takes single steps, each of which changes the
state: a window of parallel steps has every window of single ones among its own, so it never proves more. The properties
that are still open are proved together, and what is proved is assumed from then on.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from symcheck.base.budget import Budget
from symcheck.base.observe import Observer, Silent
from symcheck.engine import bmc
from symcheck.engine.one_step import kept_together
from symcheck.engine.verdict import Bounded, Proved, Refuted, Unknown, Verdict
from symcheck.engine.view import is_boolean
from symcheck.solve import Answer, Solver, SolverFactory, Timed, default_solver
from symcheck.system import steps
from symcheck.system.ranges import settled_ranges
from symcheck.system.simple_path import Memory, changing
from symcheck.system.transform.halting import halting
from symcheck.system.transition_system import Property, TransitionSystem
from symcheck.term import TRUE, Term, conj, disj, evaluate_all, neg

ENGINE = "kinduction"
_REMEMBERED = 40  # states of a path that are told apart; longer windows only from there on


def search(
    system: TransitionSystem,
    properties: Sequence[Property],
    length: int | None = None,
    budget: Budget | None = None,
    observer: Observer | None = None,
    solver: SolverFactory | None = None,
    simple_path: bool = False,
    lemmas: Term = TRUE,
) -> dict[str, Verdict]:
    """A verdict for each property by name: Proved, Refuted, Bounded(length), or Unknown when the budget ends.

    k grows up to the length, or until the budget ends. `lemmas` are inductive facts of the system, over its state.
    """
    found = Search(system, properties, length, budget, observer, solver, simple_path, lemmas)
    found.run()
    return found.verdicts()


class Search:
    """A search whose verdicts can be asked for at any time, also after KeyboardInterrupt has left `run`."""

    def __init__(
        self,
        system: TransitionSystem,
        properties: Sequence[Property],
        length: int | None = None,
        budget: Budget | None = None,
        observer: Observer | None = None,
        solver: SolverFactory | None = None,
        simple_path: bool = False,
        lemmas: Term = TRUE,
    ) -> None:
        """`solver` serves base and step; without one the fastest that was measured are chosen."""
        self._properties = {prop.name: prop for prop in properties}
        self._length = length
        self._budget = budget or Budget()
        self._observer: Observer = observer or Silent()
        self._base = bmc.Search(system, properties, length, self._budget, _Quiet(self._observer), solver)
        self._proved: dict[str, Proved] = {}
        self._system = halting(system)
        self._invariant = conj((self._system.lemma, lemmas, settled_ranges(self._system)))
        self._boolean = is_boolean(replace(self._system, lemma=self._invariant))
        self._simple_path = simple_path
        self._factory = solver
        self._window: _Window | None = None
        self._is_settled = False  # nothing more can come of k = 1
        self._is_kept = self._invariant is TRUE  # by every step, where nothing that is proved is bad

    def verdicts(self) -> dict[str, Verdict]:
        """What is known so far."""
        return {**self._base.verdicts(), **self._proved}

    def run(self) -> None:
        """Search until everything is decided, the length is reached or the budget ends."""
        k = 0
        while (self._length is None or k <= self._length) and not self._budget.exhausted:
            if k == 1 and not self._boolean:
                self._is_settled = self._one_step()  # sums take longer in bounded search
            self._base.to(k)
            if not self._open(k) or self._budget.exhausted:
                return
            self._step(k)
            if not self._open(k):
                return
            self._observer.progress(ENGINE, k)
            k += 1

    def _open(self, k: int) -> list[Property]:
        """What is not decided, and has no bad end within k steps."""
        verdicts = self.verdicts()
        found = []
        for name, prop in self._properties.items():
            match verdicts[name]:
                case Unknown(depth=depth) | Bounded(depth) if depth >= k:
                    found.append(prop)
                case Unknown() | Bounded() | Refuted() | Proved():
                    pass
        return found

    def _step(self, k: int) -> None:
        if k == 1 and self._is_settled:
            return
        if self._window is None:
            factory = self._factory or default_solver(self._boolean)
            of_steps = any(prop.kind == "action" for prop in self._properties.values())
            self._window = _Window(self._system, self._invariant, factory, self._simple_path, of_steps)
            for name in self._proved:
                self._window.assume(self._properties[name])
        window = self._window
        window.grow(k)
        together = self._open(k)
        while together:
            answer = window.ask(together, self._budget)
            if answer is Answer.UNKNOWN:
                return
            if answer is Answer.UNSAT:
                break
            bad = window.bad(together)
            together = [prop for prop in together if prop not in bad]
        self._settle(k, together)

    def _one_step(self) -> bool:
        """k = 1 for all that is said of states, action by action; whether nothing more can come of k = 1. No initial
        state is bad for what is open."""
        together = [prop for prop in self._open(0) if self._system.speaks_of_states(prop)]
        proved = [self._properties[name] for name in self._proved]
        good = [neg(prop.bad) for prop in proved if self._system.speaks_of_states(prop)]
        factory = self._factory or default_solver(boolean=False)
        found = kept_together(self._system, conj((self._invariant, *good)), together, factory, self._budget)
        self._settle(1, found or ())
        asked = (*proved, *self._open(0))
        return found is not None and all(self._system.speaks_of_states(prop) for prop in asked)

    def _keep_invariant(self, together: Sequence[Property]) -> bool:
        """Whether what all proofs start from is inductive once these are proved: where a step may lead anywhere after
        an evaluation error, it is so with the absence of these errors only."""
        if not self._is_kept:
            good = (*map(self._properties.__getitem__, self._proved), *together)
            known = conj(neg(prop.bad) for prop in good if prop.kind != "action")
            factory = self._factory or default_solver(self._boolean)
            whole = Property("invariant", "invariant", neg(self._invariant))
            self._is_kept = bool(kept_together(self._system, known, [whole], factory, self._budget))
        return self._is_kept

    def _settle(self, k: int, together: Sequence[Property]) -> None:
        if together and self._keep_invariant(together):
            self._prove(k, together)
            for prop in together:
                if self._window is not None:
                    self._window.assume(prop)
            self._base.leave(prop.name for prop in together)

    def _prove(self, k: int, together: Sequence[Property]) -> None:
        """An inductive invariant where the proof is one, else the window that others have to look at."""
        using = tuple(self._proved)
        names = tuple(prop.name for prop in together)
        proof = Proved(self._invariant, max(k, 1), names, using, self._simple_path)
        before = list(self._proved.values())
        plain = k == 0 or (k == 1 and all(self._system.speaks_of_states(prop) for prop in together))
        if plain and all(proved.k == 0 for proved in before):
            parts = [self._invariant, *(proved.certificate for proved in before)]
            if k == 1:
                parts += (neg(prop.bad) for prop in together)
            proof = Proved(conj(parts))
        for name in names:
            self._proved[name] = proof
        self._observer.note(f"{', '.join(names)}: proved with k = {k}")


class _Window:
    """States 0 .. depth somewhere in a behavior, neighbours differ and are joined by a step."""

    def __init__(
        self, system: TransitionSystem, invariant: Term, factory: SolverFactory, simple_path: bool, of_steps: bool
    ) -> None:
        self._system = system
        self._invariant = invariant
        self._steps = steps.sequential(system)
        self._moving = disj(self._steps.selectors)
        self._changing = changing(system)
        self._of_steps = of_steps
        self._memory = Memory(system, _REMEMBERED) if simple_path else None
        primed = self._steps.primed if self._memory is None else {**self._steps.primed, **self._memory.primed}
        self._solver: Solver = factory(primed)
        self._assumed: list[Property] = []
        self._depth = -1

    def grow(self, depth: int) -> None:
        """Up to so many steps."""
        add = self._solver.add
        while self._depth < depth:
            if self._depth >= 0:
                add(self._changing, self._depth)
                if not self._of_steps:
                    add(self._steps.relation, self._depth)
            self._depth += 1
            add(self._invariant, self._depth)
            if self._of_steps:  # the last step is looked at too; it may be an idle one
                add(self._steps.relation, self._depth)
            for prop in self._assumed:
                self._add_good(prop, self._depth)
            if self._memory is not None:
                for term, step in self._memory.at(self._depth):
                    add(term, step)

    def assume(self, prop: Property) -> None:
        """It is proved: it holds everywhere, from now on."""
        self._assumed.append(prop)
        for step in range(self._depth + 1):
            self._add_good(prop, step)

    def _add_good(self, prop: Property, step: int) -> None:
        self._solver.add(neg(self._claim(prop)), step)

    def ask(self, together: Sequence[Property], budget: Budget) -> Answer:
        """Whether something can be bad at the end only."""
        good: list[Timed] = [(neg(prop.bad), step) for prop in together for step in range(self._depth)]
        return self._solver.check([*good, (disj(map(self._claim, together)), self._depth)], budget)

    def _claim(self, prop: Property) -> Term:
        return conj((self._moving, prop.bad)) if prop.kind == "action" else prop.bad

    def bad(self, together: Sequence[Property]) -> list[Property]:
        """After SAT: what is bad at the end."""
        solver, system, depth = self._solver, self._system, self._depth
        values = solver.values((*system.state, *system.inputs, *self._steps.selectors), depth)
        if self._of_steps:
            after = solver.values(system.state, depth + 1)
            values |= {system.primed[var]: value for var, value in after.items()}
        is_bad = evaluate_all(map(self._claim, together), values)
        found = [prop for prop, bad in zip(together, is_bad, strict=True) if bad]
        assert found, "a model makes nothing bad"
        return found


class _Quiet:
    """Hands on what bounded search notes; its progress is not that of k-induction."""

    def __init__(self, observer: Observer) -> None:
        self._observer = observer

    def progress(self, engine: str, depth: int, detail: str = "") -> None:
        if detail:
            self._observer.progress(engine, depth, detail)

    def note(self, message: str) -> None:
        self._observer.note(message)
