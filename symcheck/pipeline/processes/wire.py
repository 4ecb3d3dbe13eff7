"""A board and an observer whose entries go to another process, and how they are put up there; must not know processes.

A message is a tuple: what it is, and its arguments. Whoever writes is never asked to wait for an answer. What comes
back is a mark for each question that has one, in memory that the processes share.
"""

from __future__ import annotations

from collections.abc import Iterable
from mmap import mmap
from typing import TYPE_CHECKING

from symcheck.base.diagnostic import Diagnostic
from symcheck.base.observe import Observer
from symcheck.pipeline.board import Board
from symcheck.pipeline.certificate import Spoken, Unspoken
from symcheck.pipeline.outcome import Outcome, Question
from symcheck.trace.trace import Trace

if TYPE_CHECKING:
    from multiprocessing.connection import Connection


class Marks:
    """Which of some questions have an answer, whoever found it: one byte for each, which one process writes and those
    that are split off afterwards read."""

    def __init__(self, questions: Iterable[Question]) -> None:
        self._places = {question: place for place, question in enumerate(questions)}
        self._bytes = mmap(-1, len(self._places) + 1)

    def all_but(self, open_: Iterable[Question]) -> None:
        """All questions but these have an answer."""
        left = set(open_)
        for question, place in self._places.items():
            if question not in left:
                self._bytes[place] = 1

    def __contains__(self, question: Question) -> bool:
        place = self._places.get(question)
        return place is not None and self._bytes[place] == 1


class WiredBoard(Board):
    """A board whose entries are made at the other end as well. A refutation is only offered there: it is to be
    replayed, so the question is no longer open here, and not settled. Nor is open what is `marked`."""

    def __init__(self, questions: Iterable[Question], connection: Connection, marked: Marks) -> None:
        super().__init__(questions)
        self._connection = connection
        self._marked = marked

    @property
    def open(self) -> tuple[Question, ...]:
        return tuple(question for question in super().open if question not in self._marked)

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
