"""What is open, what is settled and how far each search has come; must not know how anything is searched.

A search writes down what it learns as it goes, so an interruption loses nothing that is already known.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from time import monotonic

from symcheck.base.diagnostic import Diagnostic
from symcheck.pipeline.certificate import Spoken, Unspoken
from symcheck.pipeline.outcome import NoneWithin, Outcome, Proof, Question, Undecided, Violation

INTERRUPTED = "interrupted"
OUT_OF_TIME = "out of time"
FIRST_VIOLATION = "the search stopped at the first violation"
NOT_ASKED = "no engine that ran can decide it"


class Board:
    """The questions of one run. A settled question stays settled."""

    def __init__(self, questions: Iterable[Question]) -> None:
        self._settled: dict[Question, Outcome | None] = dict.fromkeys(questions)
        self._reached: dict[Question, tuple[str, int]] = {}
        self._reasons: dict[Question, tuple[str, str]] = {}
        self._diagnostics: dict[Diagnostic, None] = {}
        self.invariant: Spoken | Unspoken | None = None
        self._started = monotonic()

    @property
    def open(self) -> tuple[Question, ...]:
        """What nothing is known of yet, in the order in which it was asked."""
        return tuple(question for question, outcome in self._settled.items() if outcome is None)

    @property
    def violated(self) -> bool:
        return any(isinstance(outcome, Violation) for outcome in self._settled.values())

    def answered(self, length: int | None) -> bool:
        """Whether every question has an answer; with a `length`, one up to that depth will do."""
        return all(
            outcome is not None or (length is not None and self._reached.get(question, ("", -1))[1] >= length)
            for question, outcome in self._settled.items()
        )

    def settle(self, outcome: Outcome) -> None:
        """Note an answer with the seconds that it took since the run began."""
        assert self._settled[outcome.question] is None, f"{outcome.question} is settled already"
        self._settled[outcome.question] = replace(outcome, seconds=monotonic() - self._started)

    def reached(self, questions: Iterable[Question], engine: str, depth: int) -> None:
        """No violation of these within so many steps."""
        for question in questions:
            if question not in self._reached or self._reached[question][1] < depth:
                self._reached[question] = (engine, depth)

    def leave(self, questions: Iterable[Question], engine: str, reason: str) -> None:
        """Why an engine gave these up; the last word counts."""
        for question in questions:
            self._reasons[question] = (engine, reason)

    def explain(self, invariant: Spoken | Unspoken) -> None:
        """What the proofs rest on; the last word counts, but none that says nothing."""
        if isinstance(invariant, Spoken) or not isinstance(self.invariant, Spoken):
            self.invariant = invariant

    def leave_rest(self, engine: str, reason: str) -> None:
        """Why nothing more is found out of what is open and has no reason yet."""
        self.leave([question for question in self.open if question not in self._reasons], engine, reason)

    def say(self, diagnostics: Iterable[Diagnostic]) -> None:
        """Something that the user should know whatever the outcome."""
        self._diagnostics.update(dict.fromkeys(diagnostics))

    @property
    def diagnostics(self) -> tuple[Diagnostic, ...]:
        return tuple(self._diagnostics)

    def outcomes(self, length: int | None) -> tuple[Outcome, ...]:
        """An outcome for every question. With a `length` that was reached, what is still open is bounded."""
        return tuple(
            self._close(question, length) if outcome is None else outcome
            for question, outcome in self._settled.items()
        )

    def _close(self, question: Question, length: int | None) -> Outcome:
        seconds = monotonic() - self._started
        engine, depth = self._reached.get(question, (None, None))
        if engine is not None and depth is not None and length is not None and depth >= length:
            return NoneWithin(question, engine, length, seconds)
        last, reason = self._reasons.get(question, ("", NOT_ASKED))
        if self.violated:
            reason = FIRST_VIOLATION
        return Undecided(question, engine or last, depth, reason, seconds)


def is_decided(outcome: Outcome) -> bool:
    return isinstance(outcome, (Proof, Violation))
