"""Bounded symbolic search of a specification: encode, search, decode; must not know layouts or solvers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import assert_never

from symcheck.base.diagnostic import Code, SpecError
from symcheck.concrete.deep import deeply
from symcheck.core.spec import Spec
from symcheck.engine import bmc
from symcheck.engine.verdict import Bounded, Path, Proved, Refuted, Unknown, Verdict
from symcheck.pipeline.outcome import InitialStates, Kind, Proof, Question
from symcheck.pipeline.task import Task
from symcheck.symbolic.encode import Encoded, encode
from symcheck.system.transition_system import Property, TransitionSystem

ENGINE = "bmc"
_FIRST_DEPTH = 10  # of an encoding that holds for some depth only; doubled from there


def search(task: Task) -> None:
    """Look for violations step by step, until the length, the budget or the questions end."""
    asked = task.limits.length
    depth = _FIRST_DEPTH if asked is None else asked
    while True:
        try:
            encoded = deeply(lambda depth=depth: encode(task.spec, depth, task.observer))  # type: ignore[misc]
        except SpecError as error:
            if error.code is not Code.VACUOUS:
                raise
            task.board.say(error.diagnostics)
            _nothing_begins(task)
            return
        for title, lacking in encoded.left_out.items():
            left = [question for question in task.board.open if question.name == title]
            task.board.leave(left, ENGINE, f"not treated symbolically: {lacking.diagnostics[0]}")
        _Searched(task, encoded, encoded.initial, 0).run()
        if not task.board.violated:
            # an encoding that holds for every depth needs no end of its own
            _Searched(task, encoded, encoded.system, asked if encoded.depth is None else depth).run()
        if asked is not None or encoded.depth is None or task.board.violated or task.budget.exhausted:
            return
        depth *= 2


def has_initial_state(spec: Spec, task: Task) -> bool:
    """Whether Init of a specification whose first invariant is FALSE can be satisfied. Raises SpecError."""
    try:
        encoded = encode(spec, 0, task.observer)
    except SpecError as error:
        if error.code is not Code.VACUOUS:
            raise
        return False
    if encoded.left_out:
        raise next(iter(encoded.left_out.values()))
    wanted = [prop for prop in encoded.system.properties if prop.kind == "invariant"]
    searched = bmc.Search(encoded.system, wanted, 0, task.budget, task.observer)
    searched.run()
    return any(isinstance(verdict, Refuted) for verdict in searched.verdicts().values())


def _nothing_begins(task: Task) -> None:
    for question in task.board.open:
        task.board.settle(Proof(question, ENGINE, InitialStates()))
    task.stats["distinct_states"] = 0


class _Found(Exception):  # noqa: N818 (no error: it ends a search)
    """A violation: the first one ends the search."""


class _Searched:
    """One system of an encoding, searched for what is open; listens to its search to write down how far it has come."""

    def __init__(self, task: Task, encoded: Encoded, system: TransitionSystem, length: int | None) -> None:
        self._task = task
        self._encoded = encoded
        self._first_only = system is encoded.initial
        self._names: dict[Question, list[str]] = {}
        wanted = {question for question in task.board.open if question.name not in encoded.left_out}
        found: list[Property] = []
        for prop in system.properties:
            question = Question(encoded.titles[prop.name], "temporal" if self._first_only else _KINDS[prop.kind])
            if question in wanted:
                self._names.setdefault(question, []).append(prop.name)
                found.append(prop)
        self._search = bmc.Search(system, found, length, task.budget, self)

    def run(self) -> None:
        """Search, and put what is found on the board, also when the search is left by an exception."""
        if not self._names:
            return
        try:
            self._search.run()
        except _Found:
            pass
        finally:
            verdicts = self._search.verdicts()
            for question, names in self._names.items():
                if question in self._task.board.open:
                    self._answer(question, [verdicts[name] for name in names])

    def progress(self, engine: str, depth: int, detail: str = "") -> None:
        self._task.observer.progress(engine, depth, detail)
        verdicts = self._search.verdicts()
        for question, names in self._names.items():
            self._reach(question, [verdicts[name] for name in names])
        if any(isinstance(verdict, Refuted) for verdict in verdicts.values()):
            raise _Found

    def note(self, message: str) -> None:
        self._task.observer.note(message)

    def _reach(self, question: Question, verdicts: Sequence[Verdict]) -> int:
        """Write down up to which depth there is no violation, if that is known."""
        depth = min(map(_clear, verdicts))
        if depth >= 0 and not self._first_only:
            self._task.board.reached([question], ENGINE, depth)
        return depth

    def _answer(self, question: Question, verdicts: Sequence[Verdict]) -> None:
        board = self._task.board
        paths = [verdict.path for verdict in verdicts if isinstance(verdict, Refuted)]
        if paths:
            self._refute(question, min(paths, key=lambda path: path.length))
            return
        depth = self._reach(question, verdicts)
        if self._first_only and depth >= 0:
            if all(each.kind == "init" for each in self._task.asked.properties[question]):
                board.settle(Proof(question, ENGINE, InitialStates()))
            return
        reasons = [verdict.why for verdict in verdicts if isinstance(verdict, Unknown)]
        if reasons:
            board.leave([question], ENGINE, reasons[0])

    def _refute(self, question: Question, path: Path) -> None:
        task = self._task
        trace = self._encoded.trace((move.action, move.state) for move in path.moves)
        task.refute(question, trace, ENGINE)


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
        case Refuted(path):
            return path.length - 1 if path.shortest else -1
        case Proved():
            raise AssertionError("bounded search proves nothing")
        case _:
            assert_never(verdict)
