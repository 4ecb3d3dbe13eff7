"""What is open, what is settled and how far each search has come; must not know how anything is searched.

A search writes down what it learns as it goes, so an interruption loses nothing that is already known.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from threading import RLock
from time import monotonic

from symcheck.base.diagnostic import Code, Diagnostic
from symcheck.pipeline.certificate import Spoken, Unspoken
from symcheck.pipeline.outcome import (
    DEFINEDNESS,
    Certified,
    Discharged,
    NoneWithin,
    Outcome,
    Proof,
    Question,
    Undecided,
    Violation,
)

INTERRUPTED = "interrupted"
OUT_OF_TIME = "out of time"
OUT_OF_MEMORY = "out of memory"
FIRST_VIOLATION = "the search stopped at the first violation"
UNDEFINED_BEYOND = "holds up to an evaluation error that is reached; what may follow it is not known"
CONTRADICTED = "the encoding is wrong about another property: what rests on it is not claimed"
LIVENESS = "this engine takes no temporal property: explicit and auto decide them, pdr and bmc in part"
NOT_ASKED = "no engine that ran can decide it"
_STOPPED = "the search stopped"  # how an engine's own reasons begin where a violation ends its search
_LISTS = "explicit"  # who lists states, and needs no encoding
_CUT_SHORT = (INTERRUPTED, OUT_OF_TIME, NOT_ASKED)


class Board:
    """The questions of one run. The first answer to a question counts; several threads may write."""

    def __init__(self, questions: Iterable[Question]) -> None:
        self._settled: dict[Question, Outcome | None] = dict.fromkeys(questions)
        self._reached: dict[Question, tuple[str, int]] = {}
        self._reasons: dict[Question, dict[str, str]] = {}  # a reason and whose it is; the last word is last
        self._diagnostics: dict[Diagnostic, None] = {}
        self.invariant: Spoken | Unspoken | None = None
        self._withdrawn: set[Question] = set()
        self._contradicted = False
        self._started = monotonic()
        self._lock = RLock()

    @property
    def open(self) -> tuple[Question, ...]:
        """What nothing is known of yet, in the order in which it was asked."""
        return tuple(
            question
            for question, outcome in self._settled.items()
            if outcome is None and question not in self._withdrawn
        )

    @property
    def violated(self) -> bool:
        return any(isinstance(outcome, Violation) for outcome in self._settled.values())

    def answered(self, length: int | None) -> bool:
        """Whether every question has an answer; with a `length`, one up to that depth will do."""
        reached = self._reached
        return all(length is not None and reached.get(each, ("", -1))[1] >= length for each in self.open)

    def settle(self, outcome: Outcome) -> None:
        """Note an answer with the seconds that it took since the run began. Where there is one already, that one stays;
        but a behavior that was replayed refutes a proof."""
        question = outcome.question
        with self._lock:
            known = self._settled[question]
            if known is None:
                self._settled[question] = replace(outcome, seconds=monotonic() - self._started)
            elif isinstance(known, Proof) and isinstance(outcome, Violation):
                self._settled[question] = replace(outcome, seconds=monotonic() - self._started)
                message = f"{known.engine} has proved {question.name}, {outcome.engine} refutes it: a bug of symcheck"
                self.say([Diagnostic(Code.UNSUPPORTED, message)])

    def withdraw(self, question: Question) -> None:
        """A search on this board need not go on looking for an answer: somebody else has the last word."""
        self._withdrawn.add(question)

    def contradict(self) -> None:
        """A path of the encoding is no behavior: nothing that was found out by the encoding alone is an answer."""
        self._contradicted = True
        self.invariant = None

    def reached(self, questions: Iterable[Question], engine: str, depth: int) -> None:
        """No violation of these within so many steps."""
        for question in questions:
            if question not in self._reached or self._reached[question][1] < depth:
                self._reached[question] = (engine, depth)

    def leave(self, questions: Iterable[Question], engine: str, reason: str) -> None:
        """Why an engine gave these up. The last word comes first, then what else there is to be known."""
        for question in questions:
            said = self._reasons.setdefault(question, {})
            said.pop(reason, None)
            said[reason] = engine

    def explain(self, invariant: Spoken | Unspoken) -> None:
        """What the proofs rest on; the last word counts, but none that says nothing."""
        if not self._contradicted and (isinstance(invariant, Spoken) or not isinstance(self.invariant, Spoken)):
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
        """An outcome for every question. With a `length` that was reached, what is still open is bounded. What an
        encoding says is of states and steps that can be evaluated: it is too little where others are reached."""
        closed = [
            self._as_far_as_defined(self._close(question, length) if outcome is None else outcome)
            for question, outcome in self._settled.items()
        ]
        return tuple(map(self._without_encoding, closed) if self._contradicted else closed)

    @staticmethod
    def _without_encoding(outcome: Outcome) -> Outcome:
        match outcome:
            case Proof(grounds=Certified() | Discharged()):
                return Undecided(outcome.question, outcome.engine, None, CONTRADICTED, outcome.seconds)
            case NoneWithin() if outcome.engine != _LISTS:
                return Undecided(outcome.question, outcome.engine, None, CONTRADICTED, outcome.seconds)
            case _:
                return outcome

    def _as_far_as_defined(self, outcome: Outcome) -> Outcome:
        error = self._settled.get(DEFINEDNESS)
        if not isinstance(error, Violation):
            return outcome
        match outcome:
            case Proof(grounds=Certified()):
                return Undecided(outcome.question, outcome.engine, None, UNDEFINED_BEYOND, outcome.seconds)
            case NoneWithin(depth=int(depth)) | Undecided(depth=int(depth)) if (error.depth or 0) <= depth:
                if outcome.engine == _LISTS:
                    return outcome
                before = error.depth - 1 if error.depth else None
                return Undecided(outcome.question, outcome.engine, before, UNDEFINED_BEYOND, outcome.seconds)
            case _:
                return outcome

    def _close(self, question: Question, length: int | None) -> Outcome:
        seconds = monotonic() - self._started
        engine, depth = self._reached.get(question, (None, None))
        if engine is not None and depth is not None and length is not None and depth >= length:
            return NoneWithin(question, engine, length, seconds)
        said = self._reasons.get(question, {NOT_ASKED: ""})
        last, *before = reversed(said)
        if self.violated and _is_cut_short(last):
            reason = FIRST_VIOLATION
        else:
            reason = "; ".join((last, *(word for word in before if not _is_cut_short(word))))
        return Undecided(question, engine or said[last], depth, reason, seconds)


def _is_cut_short(reason: str) -> bool:
    return reason in _CUT_SHORT or reason.startswith(_STOPPED)
