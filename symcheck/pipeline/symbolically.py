"""Bounded symbolic search of a specification: encode, search, decode, confirm; must not know layouts or solvers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import assert_never

from symcheck.base.diagnostic import Code, Diagnostic, SpecError
from symcheck.base.observe import Observer
from symcheck.concrete.deep import deeply
from symcheck.engine import bmc
from symcheck.engine.verdict import Bounded, Path, Proved, Refuted, Unknown, Verdict
from symcheck.pipeline.confirm import confirm
from symcheck.pipeline.outcome import InitialStates, Kind, Proof, Question
from symcheck.pipeline.task import Task
from symcheck.symbolic.encode import Encoded, encode
from symcheck.system.transition_system import Property, TransitionSystem

ENGINE = "bmc"
_FIRST_DEPTH = 10  # of an encoding that holds for some depth only; doubled from there


def search(task: Task) -> None:
    """Look for violations step by step, until the length, the budget or the questions end."""
    depth = task.limits.length
    while True:
        try:
            encoded = deeply(lambda depth=depth: encode(task.spec, depth, task.observer))  # type: ignore[misc]
        except SpecError as error:
            if error.code is not Code.VACUOUS:
                raise
            task.board.say(error.diagnostics)
            _nothing_begins(task)
            return
        searched = _Searched(task, encoded, depth)
        try:
            searched.run()
        finally:
            searched.write_down()
        if task.limits.length is not None or encoded.depth is None or not task.board.open or task.budget.exhausted:
            return
        depth = max(_FIRST_DEPTH, 2 * encoded.depth)


def _nothing_begins(task: Task) -> None:
    for question in task.board.open:
        task.board.settle(Proof(question, ENGINE, InitialStates()))
    task.stats["distinct_states"] = 0


class _Searched:
    """One encoding and the searches over it."""

    def __init__(self, task: Task, encoded: Encoded, depth: int | None) -> None:
        self._task = task
        self._encoded = encoded
        self._told: set[Question] = set()
        length = encoded.depth if depth is None else depth
        self._searches = [
            self._search(encoded.initial, 0),
            self._search(encoded.system, length),
        ]
        for title, error in encoded.left_out.items():
            left = [question for question in task.board.open if question.name == title]
            task.board.leave(left, ENGINE, f"not treated symbolically: {error.diagnostics[0]}")

    def _search(self, system: TransitionSystem, length: int | None) -> tuple[bmc.Search, dict[Question, list[str]]]:
        """A search for the open questions, with the system's properties that each of them stands for."""
        first = system is self._encoded.initial
        wanted = set(self._task.board.open) - self._left_out()
        names: dict[Question, list[str]] = {}
        found: list[Property] = []
        for prop in system.properties:
            question = Question(self._encoded.titles[prop.name], "temporal" if first else _KINDS[prop.kind])
            if question in wanted:
                names.setdefault(question, []).append(prop.name)
                found.append(prop)
        watch = _Watch(self._task.observer)
        search = watch.search = bmc.Search(system, found, length, self._task.budget, watch)
        return search, names

    def _left_out(self) -> set[Question]:
        return {question for question in self._task.board.open if question.name in self._encoded.left_out}

    def run(self) -> None:
        try:
            for search, names in self._searches:
                if names:
                    search.run()
        except _Found:
            pass

    def write_down(self) -> None:
        """Put what the searches have found on the board; they may have been interrupted."""
        for (search, names), first in zip(self._searches, (True, False), strict=True):
            verdicts = search.verdicts()
            for question, properties in names.items():
                if question in self._task.board.open:
                    self._answer(question, [verdicts[name] for name in properties], first)

    def _answer(self, question: Question, verdicts: Sequence[Verdict], first: bool) -> None:
        board = self._task.board
        paths = [verdict.path for verdict in verdicts if isinstance(verdict, Refuted)]
        if paths:
            self._refute(question, min(paths, key=lambda path: path.length))
            return
        depths = [_clear(verdict) for verdict in verdicts]
        if first:
            conjuncts = self._task.asked.properties[question]
            if min(depths) >= 0 and all(each.kind == "init" for each in conjuncts):
                board.settle(Proof(question, ENGINE, InitialStates()))
            return
        if min(depths) >= 0:
            board.reached([question], ENGINE, min(depths))
        reasons = [verdict.why for verdict in verdicts if isinstance(verdict, Unknown)]
        if reasons:
            board.leave([question], ENGINE, reasons[0])

    def _refute(self, question: Question, path: Path) -> None:
        task = self._task
        trace = self._encoded.trace((move.action, move.state) for move in path.moves)
        violation = confirm(task.spec, task.asked, question, trace, ENGINE)
        if isinstance(violation, str):
            task.board.leave([question], ENGINE, f"a counterexample was found that does not replay: {violation}")
            task.board.say([Diagnostic(Code.UNSUPPORTED, f"the two readings disagree about {question.name}")])
        elif violation.question in task.board.open:
            task.board.settle(violation)


class _Found(Exception):  # noqa: N818 (no error: it ends a search)
    """A violation: the first one ends the search."""


class _Watch:
    """Listens to a search, and leaves it as soon as something is refuted."""

    def __init__(self, observer: Observer) -> None:
        self._observer = observer
        self.search: bmc.Search | None = None

    def progress(self, engine: str, depth: int, detail: str = "") -> None:
        self._observer.progress(engine, depth, detail)
        assert self.search is not None, "it is set before the search runs"
        if any(isinstance(verdict, Refuted) for verdict in self.search.verdicts().values()):
            raise _Found

    def note(self, message: str) -> None:
        self._observer.note(message)


_KINDS: dict[str, Kind] = {
    "invariant": "invariant",
    "action": "action",
    "deadlock": "deadlock",
    "definedness": "definedness",
}


def _clear(verdict: Verdict) -> int:
    """Up to which depth there is no violation; -1: nothing is known."""
    match verdict:
        case Bounded(depth):
            return depth
        case Unknown(depth=depth):
            return depth
        case Proved() | Refuted():
            raise AssertionError("bounded search proves nothing, and refutations were dealt with")
        case _:
            assert_never(verdict)
