"""Bounded symbolic search for violations of temporal properties: encode, search, decode; must not know layouts or
solvers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from symcheck.base.budget import Budget
from symcheck.base.diagnostic import SpecError
from symcheck.concrete.deep import deeply
from symcheck.engine.groups import deeper
from symcheck.engine.lasso import Lasso, Search, UndefinedError
from symcheck.pipeline.confirm import confirm
from symcheck.pipeline.engines.encoding import encoding
from symcheck.pipeline.engines.strengthening import laws
from symcheck.pipeline.outcome import Question, Violation
from symcheck.pipeline.task import Task
from symcheck.symbolic.encoded import Encoded
from symcheck.term import Term
from symcheck.trace.trace import Step, Trace

_DEEPEST = 15  # of the first look, which others wait for
_SECONDS = 4.0  # for it
_SHARE = 0.3  # of a time limit, at most
_CLOSING = 1  # the step from the last state back to the loop's first, which the depth of a violation does not count


class Lassos:
    """The temporal questions of a task that are open, searched deeper and deeper."""

    def __init__(self, task: Task, engine: str) -> None:
        self._task = task
        self._engine = engine
        self._searches: dict[Question, Search] = {}
        self._encoded: Encoded | None = None
        self._laws: Term | None = None
        self._left: set[Question] = set()

    def offer(self, found: Encoded) -> None:
        """An encoding that was made for something else."""
        if self._encoded is None and not found.assumed:
            self._encoded = found

    def first_look(self) -> None:
        """So far that other searches do not wait for long."""
        left, length = self._task.budget.remaining, self._task.limits.length
        seconds = _SECONDS if left is None else min(_SECONDS, left * _SHARE)
        self.search(_DEEPEST if length is None else length, self._task.budget.slice(seconds))

    def search(self, length: int | None, budget: Budget | None = None) -> None:
        """Deeper and deeper, up to a length, while there is time and something is open."""
        budget = budget or self._task.budget
        depth = -1  # a first state to which nothing happens is a lasso of no steps
        while depth != length and self._open() and not self._task.decided():
            depth = deeper(depth, length)
            for question in self._open():
                if budget.exhausted:
                    return
                self._look(question, depth, budget)

    def _open(self) -> Sequence[Question]:
        """The questions that are temporal in part, but for those that were given up."""
        task = self._task
        return [each for each in task.board.open if each not in self._left and task.asked.is_about_behaviors(each)]

    def _look(self, question: Question, depth: int, budget: Budget) -> None:
        board = self._task.board
        try:
            encoded = self._encoding(depth + _CLOSING)
            if encoded is None:
                self._left.update(self._open())
                return
            search = self._searches.get(question)
            if search is None:
                violation = deeply(lambda: encoded.violation(question.name))
                search = Search(encoded.system, violation, self._task.observer, laws=partial(self._known, encoded))
                self._searches[question] = search
            found = search.to(depth + _CLOSING, budget)
        except SpecError as error:
            self._give_up(question, f"not treated symbolically: {error}")
        except UndefinedError as error:
            assert encoded is not None, "there was something to search"
            self._look_carelessly(question, encoded, error.path, depth, budget)
        else:
            if found is not None:
                self._task.refute(question, trace_of(encoded, found), self._engine)
                self._left.add(question)
            elif search.clear >= depth + _CLOSING:
                board.reached([question], self._engine, depth)

    def _known(self, encoded: Encoded, budget: Budget) -> Term:
        """The laws of the encoding, looked for once for all questions."""
        if self._laws is None:
            self._laws = laws(encoded.system, encoded.registers, budget)
        return self._laws

    def _look_carelessly(
        self, question: Question, encoded: Encoded, failing: Lasso, depth: int, budget: Budget
    ) -> None:
        """After evaluation failed somewhere: it need not matter to a violation, and it may be one itself. Whether it
        is so, only the values know."""
        found = self._searches[question].careless().to(depth + _CLOSING, budget)
        for path in (found, failing):
            if path is not None:
                trace = trace_of(encoded, path)
                if isinstance(confirm(self._task.spec, self._task.asked, question, trace, self._engine), Violation):
                    self._task.refute(question, trace, self._engine)
                    self._left.add(question)
                    return
        self._give_up(question, "evaluating it fails in a reachable step, or evaluating a fairness condition does")

    def _give_up(self, question: Question, reason: str) -> None:
        self._left.add(question)
        self._task.board.leave([question], self._engine, reason)

    def _encoding(self, depth: int) -> Encoded | None:
        """One that is good for so many steps and leans on no invariant."""
        found = self._encoded
        if found is not None and (found.depth is None or depth <= found.depth):
            return found
        self._searches.clear()
        self._laws = None
        doubted: frozenset[str] = frozenset()
        length = self._task.limits.length
        while True:
            found = encoding(self._task, 2 * depth if length is None else length + _CLOSING, self._engine, doubted)
            if found is None or not found.assumed:
                self._encoded = found
                return found
            if found.lacking:  # a loop that reaches it may be none
                raise next(iter(found.lacking.values())).error()
            doubted |= found.assumed


def trace_of(encoded: Encoded, found: Lasso) -> Trace:
    """The lasso with each state named once: what changes nothing is left out, but for a loop of one state."""
    steps: list[Step] = []
    places = []
    for index, model in found.moves:
        state = encoded.state(model)
        if not steps or steps[-1].state != state:
            name = "Init" if index is None else encoded.system.actions[index].name
            steps.append(Step(name, (), state))
        places.append(len(steps) - 1)
    loop = places[found.loop]
    while len(steps) > loop + 1 and steps[-1].state == steps[loop].state:
        steps.pop()
    whole = encoded.trace(())
    return replace(whole, steps=tuple(steps), loop=loop)
