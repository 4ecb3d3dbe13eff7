"""One engine's search of one system of an encoding, and what it finds, put on the board; must not know any engine."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol, assert_never
from weakref import proxy

from symcheck.base.observe import Observer
from symcheck.engine.verdict import Bounded, Path, Proved, Refuted, Unknown, Verdict
from symcheck.pipeline.certificate import Certificate, Unspoken
from symcheck.pipeline.confirm import Unconfirmed, traced
from symcheck.pipeline.outcome import Certified, InitialStates, Kind, Proof, Question
from symcheck.pipeline.proofs.certify import Certifier
from symcheck.pipeline.task import Task
from symcheck.solve import SolverFactory
from symcheck.symbolic.encoded import Encoded
from symcheck.symbolic.phrasing.literal import Adds
from symcheck.symbolic.unfolding import is_beyond
from symcheck.system.transition_system import Property, TransitionSystem


class Search(Protocol):
    """What engines offer: verdicts can be asked for at any time, also when `run` was left by an exception."""

    def run(self) -> None: ...

    def verdicts(self) -> Mapping[str, Verdict]: ...


MakeSearch = Callable[[TransitionSystem, Sequence[Property], Observer], Search]


class _Found(Exception):  # noqa: N818 (no error: it ends a search)
    """A violation that ends the search, or else an answer to the last question, which another search may have found."""


@dataclass(frozen=True, slots=True)
class Lent:
    """What earlier searches have proved and this one takes for its lemma; `encoded` is the encoding without that. What
    is written of a proof has to say it too, `equations` as they are here."""

    encoded: Encoded
    certificates: tuple[Certificate, ...] = ()
    equations: tuple[Adds, ...] = ()


@dataclass(frozen=True, slots=True)
class _Refusal:
    """Why a certificate was refused, when so many others had been certified."""

    reason: str
    beside: int


class Searched:
    """One system of an encoding, searched for what is open; listens to its search to write down how far it has come."""

    def __init__(
        self,
        task: Task,
        encoded: Encoded,
        system: TransitionSystem,
        engine: str,
        make: MakeSearch,
        goes_on: bool,
        lent: Lent | None = None,
    ) -> None:
        """`goes_on` says that one violation does not end the search for others."""
        self._task = task
        self._encoded = encoded
        self._lent = lent or Lent(encoded)
        self._engine = engine
        self._goes_on = goes_on
        self._first_only = system is encoded.initial
        self._names: dict[Question, list[str]] = {}
        wanted = {question for question in task.board.open if question.name not in encoded.left_out}
        self._assumed: dict[str, str] = {}  # the name of a property whose title the encoding assumes
        found: list[Property] = []
        for prop in system.properties:
            title = encoded.titles[prop.name]
            if prop.kind != "overflow":
                question = Question(title, "temporal" if self._first_only else _KINDS[prop.kind])
                if question not in wanted:
                    continue
                self._names.setdefault(question, []).append(prop.name)
            found.append(prop)
            if title in encoded.assumed:
                self._assumed[prop.name] = title
        self._properties = {prop.name: prop for prop in found}
        self._certifier = Certifier(system, second=second_solver(task), given=self._lent.encoded.system.lemma)
        self._refused: dict[str, _Refusal] = {}
        self._known_early: dict[str, tuple[Path, Verdict]] = {}
        self._explained = False
        # if each held the other, both would stay, with the memory of solvers, until cycles are looked for
        self._search = make(system, found, proxy(self))

    def run(self) -> None:
        """Search, and put what is found on the board, also when the search is left by an exception."""
        if not self._names:
            return
        try:
            self._search.run()
            self._reject_reached(self._search.verdicts())
        except _Found:
            pass
        finally:
            verdicts = self._verdicts()
            self._certify(verdicts)
            sure = self._sure(verdicts)
            for question, names in self._names.items():
                if question in self._task.board.open:
                    self._answer(question, [verdicts[name] for name in names], sure)
            self._explain()

    @property
    def doubted(self) -> frozenset[str]:
        """The titles that the encoding assumes and that are violated: it says no more about what is still open."""
        verdicts = self._search.verdicts()
        return frozenset(title for name, title in self._assumed.items() if isinstance(verdicts[name], Refuted))

    @property
    def certificates(self) -> tuple[Certificate, ...]:
        """Those with an inductive invariant of the system, as they were checked."""
        return tuple(found for found in self._certifier.certified.values() if found.k == 0)

    def _verdicts(self) -> dict[str, Verdict]:
        """What the search says; a violation beyond the length that is asked for is none."""
        far = Unknown("its counterexample is longer than was asked for")
        return {name: far if self._is_far(found) else found for name, found in self._search.verdicts().items()}

    def _is_far(self, verdict: Verdict) -> bool:
        length = self._task.limits.length
        return isinstance(verdict, Refuted) and length is not None and verdict.path.length > length

    @property
    def went_too_far(self) -> bool:
        """Whether a violation was found beyond the length that is asked for."""
        return any(map(self._is_far, self._search.verdicts().values()))

    # ------------------------------------------------------------ listening

    def progress(self, engine: str, depth: int, detail: str = "") -> None:
        self._task.observer.progress(engine, depth, detail)
        verdicts = self._verdicts()
        self._certify(verdicts)
        sure = self._sure(verdicts)
        for question, names in self._names.items():
            found = [verdicts[name] for name in names]
            if question in self._task.board.open:
                if self._is_settled(found, sure):
                    self._answer(question, found, sure)
                else:
                    self._reach(question, found, sure)
        refuted = any(isinstance(verdict, Refuted) for verdict in verdicts.values())
        self._reject_reached(verdicts)
        if self.doubted or (refuted and not self._goes_on) or self._names.keys().isdisjoint(self._task.board.open):
            raise _Found

    def note(self, message: str) -> None:
        self._task.observer.note(message)

    def _reject_reached(self, verdicts: Mapping[str, Verdict]) -> None:
        """Raises SpecError for what the symbolic reading lacks, and does not grow, and a behavior reaches: nothing is
        known beyond."""
        for name, lack in self._encoded.lacking.items():
            if isinstance(verdicts.get(name), Refuted) and not is_beyond(lack.message):
                raise lack.error()

    def _is_settled(self, verdicts: Sequence[Verdict], sure: int | None) -> bool:
        if self._goes_on and any(isinstance(verdict, Refuted) for verdict in verdicts):
            return True
        return sure is None and all(isinstance(verdict, Proved) for verdict in verdicts)

    def _sure(self, verdicts: Mapping[str, Verdict]) -> int | None:
        """Up to which depth nothing that the encoding assumes is violated; None: at any depth, as is certified."""
        depths = []
        for name in self._assumed:
            depth = _clear(verdicts[name])
            if depth is not None:
                depths.append(depth)
            elif name not in self._certifier.certified:
                depths.append(-1)
        return min(depths, default=None)

    # ------------------------------------------------------------ proofs

    def _certify(self, verdicts: Mapping[str, Verdict]) -> None:
        """What is proved by now is checked anew, those first that others use. What was refused has another chance when
        more is certified."""
        certifier, budget = self._certifier, self._task.budget
        known = -1
        while known < len(certifier.certified):
            known = len(certifier.certified)
            for name, verdict in verdicts.items():
                refused = self._refused.get(name)
                tried = refused is not None and refused.beside == len(certifier.certified)
                if not isinstance(verdict, Proved) or name in certifier.certified or tried:
                    continue
                found = certifier.certify(self._properties[name], verdict, budget)
                if isinstance(found, Certificate):
                    self._refused.pop(name, None)
                else:
                    self._refused[name] = _Refusal(found.reason, len(certifier.certified))

    def _explain(self) -> None:
        """Say what the proofs rest on; once, when all that there will be are made."""
        certified = self._certifier.certified
        # what rests on something that is not proved is kept by no step of the specification
        if self._first_only or self._explained or not certified or not certified.keys() >= set(self._assumed):
            return
        self._explained = True
        deepest = max(each.k for each in certified.values())
        usable = {name: each for name, each in certified.items() if each.k <= 1}
        if not usable:
            reason = f"the proofs look at {deepest} steps at once: no invariant is kept by each single step"
            self._task.board.explain(Unspoken(reason))
            return
        from symcheck.pipeline.proofs.speaking import Speaker

        wanted = [self._properties[name] for name in usable]
        budget = self._task.budget.slice(self._task.limits.wording)
        certificates = (*usable.values(), *self._lent.certificates)
        self._task.board.explain(Speaker(self._lent.encoded, self._lent.equations).speak(wanted, certificates, budget))

    # ------------------------------------------------------------ the board

    def _reach(self, question: Question, verdicts: Sequence[Verdict], sure: int | None) -> int | None:
        """Write down up to which depth there is no violation; None: at any depth."""
        depths = [depth for verdict in verdicts if (depth := _clear(verdict)) is not None]
        if sure is not None:
            depths.append(sure + 1)  # one step beyond what is assumed is still encoded
        if not depths:
            return None
        if min(depths) >= 0 and not self._first_only:
            self._task.board.reached([question], self._engine, min(depths))
        return min(depths)

    def _answer(self, question: Question, verdicts: Sequence[Verdict], sure: int | None) -> None:
        board, names = self._task.board, self._names[question]
        if self._encoded.counter is not None:
            verdicts = [self._early(name, verdict) for name, verdict in zip(names, verdicts, strict=True)]
        paths = [verdict.path for verdict in verdicts if isinstance(verdict, Refuted)]
        if paths:
            self._refute(question, min(paths, key=lambda path: path.length))
            return
        depth = self._reach(question, verdicts, sure)
        if self._first_only and (depth is None or depth >= 0):
            if all(each.kind == "init" for each in self._task.asked.properties[question]):
                board.settle(Proof(question, self._engine, InitialStates()))
            return
        if depth is None:
            refused = [self._refused[name].reason for name in names if name in self._refused]
            if refused:
                board.leave([question], self._engine, refused[0])
                return
            certificates = tuple(self._certifier.certified[name] for name in names)
            if len(board.open) == 1:
                self._explain()  # whoever waits for the last answer will not wait for this
            board.settle(Proof(question, self._engine, Certified(certificates, constrained=self._task.constrained)))
            return
        reasons = [verdict.why for verdict in verdicts if isinstance(verdict, Unknown) and verdict.why]
        if reasons:
            board.leave([question], self._engine, reasons[0])
        elif all(isinstance(verdict, Proved) for verdict in verdicts):
            assumed = ", ".join(sorted(set(self._assumed.values())))
            board.leave([question], self._engine, f"proved only where these hold, which is not proved: {assumed}")

    def _early(self, name: str, verdict: Verdict) -> Verdict:
        """What a refutation comes to where the levels of states matter."""
        if not isinstance(verdict, Refuted):
            return verdict
        from symcheck.pipeline.engines.levels import with_least_levels

        known = self._known_early.get(name)
        if known is None or known[0] is not verdict.path:
            task, prop, length = self._task, self._properties[name], self._task.limits.length
            found = with_least_levels(self._encoded, prop, verdict.path, length, task.budget, task.observer)
            known = self._known_early[name] = verdict.path, found
        return known[1]

    def _refute(self, question: Question, path: Path) -> None:
        inputs = [path.inputs, *(move.inputs for move in path.moves)]
        numbers = [value for each in inputs for value in each.values() if not isinstance(value, bool)]
        moves = [(move.action, move.state) for move in path.moves]
        trace = traced(lambda: self._encoded.trace(moves, numbers))
        if isinstance(trace, Unconfirmed):
            trace.leave(self._task.board, question, self._engine)
        else:
            self._task.refute(question, trace, self._engine)


def second_solver(task: Task) -> SolverFactory | None:
    if task.limits.certify is None:
        return None
    from symcheck.solve.choose import second_opinion

    return second_opinion(task.limits.certify)


_KINDS: dict[str, Kind] = {
    "invariant": "invariant",
    "action": "action",
    "deadlock": "deadlock",
    "definedness": "definedness",
}


def _clear(verdict: Verdict) -> int | None:
    """Up to which depth there is no violation; -1: nothing is known, None: there is none."""
    match verdict:
        case Bounded(depth):
            return depth
        case Unknown(depth=depth):
            return depth
        case Refuted(path):
            return path.length - 1 if path.shortest else -1
        case Proved():
            return None
        case _:
            assert_never(verdict)
