"""A board and an observer whose entries go to another process, and how they are put up there; must not know processes.

A message is a tuple: what it is, and its arguments. Whoever writes is never asked to wait for an answer.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from symcheck.base.diagnostic import Diagnostic
from symcheck.base.observe import Observer
from symcheck.pipeline.board import Board
from symcheck.pipeline.certificate import Spoken, Unspoken
from symcheck.pipeline.outcome import Outcome, Question
from symcheck.trace.trace import Trace

if TYPE_CHECKING:
    from multiprocessing.connection import Connection


class WiredBoard(Board):
    """A board whose entries are made at the other end as well. A refutation is only offered there: it is to be
    replayed, so the question is no longer open here, and not settled."""

    def __init__(self, questions: Iterable[Question], connection: Connection) -> None:
        super().__init__(questions)
        self._connection = connection

    def settle(self, outcome: Outcome) -> None:
        super().settle(outcome)
        self._connection.send(("settle", outcome))

    def refute(self, question: Question, trace: Trace, engine: str) -> None:
        self.withdraw(question)
        self._connection.send(("refute", question, trace, engine))

    def reached(self, questions: Iterable[Question], engine: str, depth: int) -> None:
        found = tuple(questions)
        super().reached(found, engine, depth)
        self._connection.send(("reached", found, engine, depth))

    def leave(self, questions: Iterable[Question], engine: str, reason: str) -> None:
        found = tuple(questions)
        super().leave(found, engine, reason)
        self._connection.send(("leave", found, engine, reason))

    def explain(self, invariant: Spoken | Unspoken) -> None:
        super().explain(invariant)
        self._connection.send(("explain", invariant))

    def say(self, diagnostics: Iterable[Diagnostic]) -> None:
        found = tuple(diagnostics)
        super().say(found)
        self._connection.send(("say", found))


class WiredObserver:
    """What it hears is told at the other end."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def progress(self, engine: str, depth: int, detail: str = "") -> None:
        self._connection.send(("progress", engine, depth, detail))

    def note(self, message: str) -> None:
        self._connection.send(("note", message))


def put_up(message: tuple[object, ...], board: Board, observer: Observer) -> None:
    """Make the entry that the message is about. Refutations are not among them."""
    match message:
        case ("progress", str(engine), int(depth), str(detail)):
            observer.progress(engine, depth, detail)
        case ("note", str(text)):
            observer.note(text)
        case (str(method), *arguments):
            assert method in ("settle", "reached", "leave", "explain", "say"), method
            getattr(board, method)(*arguments)
        case _:
            raise AssertionError(f"no such message: {message!r}")
