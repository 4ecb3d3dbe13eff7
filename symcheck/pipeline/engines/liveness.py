"""Proofs of temporal properties: rounds are counted, and a prover shows that there are only so many; must not know how
provers work.

What one number of rounds does not prove a greater one may: a path with so many rounds is no violation.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import partial

from symcheck.base.budget import Budget
from symcheck.base.diagnostic import SpecError
from symcheck.concrete.deep import deeply
from symcheck.engine import bmc
from symcheck.engine.verdict import Bounded, Proved, Refuted, Unknown
from symcheck.pipeline.certificate import Certificate
from symcheck.pipeline.engines.searched import second_solver
from symcheck.pipeline.outcome import Certified, Proof, Question
from symcheck.pipeline.proofs.certify import Certifier, Refused
from symcheck.pipeline.task import Task
from symcheck.symbolic.encoded import Encoded
from symcheck.system.transform.slice import slice_for
from symcheck.system.transform.to_rounds import Rounds

ENGINE = "pdr"
_FIRST_TURN = 1.0  # seconds for each property; where none is proved in its turn, they grow
_LONGER = 1.5
_MOST = 100  # rounds: a violation goes on for ever, and this is what it looks like
_LEVELS = "rounds are not counted where TLCGet(\"level\") is read"
_LARGE = "what fairness and the property say of steps is too large to be written out for every action"


class Liveness:
    """The temporal questions of a task that are open, on one encoding that holds for all depths."""

    def __init__(self, task: Task, encoded: Encoded) -> None:
        self._task = task
        self._encoded = encoded
        self._turn = _FIRST_TURN
        self._attempts: dict[Question, list[_Attempt]] | None = None

    def run(self, budget: Budget) -> None:
        """Try to prove them, each case of a violation for a while, until the budget ends or nothing is left to try."""
        if self._attempts is None:
            self._attempts = dict(self._begun())
        board = self._task.board
        while self._attempts and not budget.exhausted and not self._task.decided():
            before = sum(each.progress for cases in self._attempts.values() for each in cases)
            for question, cases in list(self._attempts.items()):
                for attempt in cases:
                    if question in board.open:
                        # cases are much alike: what is enough for one may be for all
                        attempt.expect(max((each.rounds for each in cases if each.certificates), default=1))
                        attempt.run(budget.slice(self._turn), self._task.budget)
                refused = [attempt.refused for attempt in cases if attempt.refused is not None]
                if refused:
                    board.leave([question], ENGINE, refused[0])
                elif all(attempt.certificates for attempt in cases):
                    certificates = tuple(each for attempt in cases for each in attempt.certificates)
                    rounds = max(attempt.rounds for attempt in cases)
                    proof = Certified(certificates, rounds, self._task.constrained)
                    board.settle(Proof(question, ENGINE, proof))
                if refused or question not in board.open:
                    del self._attempts[question]
            if before == sum(each.progress for cases in self._attempts.values() for each in cases):
                self._turn *= _LONGER

    def _begun(self) -> Iterator[tuple[Question, list[_Attempt]]]:
        for question in filter(self._task.asked.is_about_behaviors, self._task.board.open):
            if self._encoded.counter is not None:  # a state has one level, however often a behavior comes to it
                self._task.board.leave([question], ENGINE, _LEVELS)
                continue
            if not self._holds_initially(question):
                continue
            try:
                violation = deeply(partial(self._encoded.violation, question.name))
            except SpecError as error:
                self._task.board.leave([question], ENGINE, f"not treated symbolically: {error}")
                continue
            cases = [Rounds(self._encoded.system, violation, case) for case in violation.cases]
            if any(rounds.is_large for rounds in cases):
                self._task.board.leave([question], ENGINE, _LARGE)
            else:
                yield question, [_Attempt(self._task, self._encoded, rounds) for rounds in cases]

    def _holds_initially(self, question: Question) -> bool:
        """Whether what the property says of the first state alone, if anything, is true."""
        if question.name in self._encoded.left_out:
            return False
        system, titles = self._encoded.initial, self._encoded.titles
        parts = [prop for prop in system.properties if titles[prop.name] == question.name]
        found = bmc.search(system, parts, 0, self._task.budget)
        return all(isinstance(verdict, Bounded) for verdict in found.values())


class _Attempt:
    """To prove by at most so many `rounds` that one case of a violation does not happen, and by more where there are
    so many. `certificates` are empty before the proof is found; `refused` says why there will be none."""

    def __init__(self, task: Task, encoded: Encoded, rounds: Rounds) -> None:
        self._task = task
        self._counter = rounds
        self._assumed = [each for each in encoded.system.properties if encoded.titles[each.name] in encoded.assumed]
        self.rounds = 0
        self.certificates: tuple[Certificate, ...] = ()
        self.refused: str | None = None
        self.expect(1)

    @property
    def progress(self) -> int:
        """It grows with what was learned."""
        return self.rounds + len(self.certificates)

    def expect(self, rounds: int) -> None:
        """Try so many rounds at least."""
        if rounds <= self.rounds or self.certificates:
            return
        from symcheck.engine.pdr import Pdr

        self.rounds = rounds
        self._counted = self._counter.up_to(self.rounds)
        properties = (*self._assumed, *self._counted.system.properties)
        self._system = replace(self._counted.system, properties=properties)
        self._search = Pdr(slice_for(self._system, properties).system, properties, self._task.observer)

    def run(self, budget: Budget, checking: Budget) -> None:
        """Look for the proof within the first budget, more rounds included, and check it within the other one."""
        while not self.certificates and self.refused is None and not budget.exhausted:
            self._search.run(budget)
            verdicts = self._search.verdicts()
            proved = {name: verdict for name, verdict in verdicts.items() if isinstance(verdict, Proved)}
            if isinstance(verdicts[self._counted.bad.name], Refuted):
                if self.rounds > _MOST:
                    self.refused = f"behaviors go on for more than {_MOST} rounds of what is fair"
                    return
                self.expect(max(self.rounds + 1, self.rounds * 3 // 2))
            elif any(isinstance(verdict, Refuted) for verdict in verdicts.values()):
                self.refused = "what the proof would rest on is violated"
            elif len(proved) == len(verdicts):
                self._check(proved, checking)
            elif not budget.exhausted:
                self.refused = next(each.why for each in verdicts.values() if isinstance(each, Unknown))

    def _check(self, proved: Mapping[str, Proved], budget: Budget) -> None:
        certifier = Certifier(self._system, second=second_solver(self._task))
        found = []
        for prop in self._system.properties:
            certificate = certifier.certify(prop, proved[prop.name], budget)
            if isinstance(certificate, Refused):
                self.refused = certificate.reason
                return
            found.append(certificate)
        self.certificates = tuple(found)
