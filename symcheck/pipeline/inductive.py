"""Whether an invariant that the user gives is inductive, as three obligations; must not know how anything is shown.

Init => Ind; Ind /\\ Next => Ind'; Ind => each other invariant. The last two speak of every state of Ind, reachable or
not, so their layouts come from Ind itself: it takes the place of Init, for one step. All rest on the assumptions.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import assert_never

from symcheck.base.budget import Budget
from symcheck.base.diagnostic import Code, Diagnostic, SpecError
from symcheck.base.observe import Observer, Silent
from symcheck.concrete.deep import deeply
from symcheck.core.expr import Apply, Expr
from symcheck.core.ops import Op
from symcheck.core.spec import Named, Spec
from symcheck.core.spec import Property as FormulaOfSteps
from symcheck.engine import bmc
from symcheck.engine.verdict import Bounded, Path, Proved, Refuted, Unknown
from symcheck.pipeline.assumptions import assume
from symcheck.pipeline.board import INTERRUPTED, OUT_OF_MEMORY, OUT_OF_TIME, Board
from symcheck.pipeline.bounding import bounding
from symcheck.pipeline.confirm import Unconfirmed, confirm, traced
from symcheck.pipeline.outcome import DEFINEDNESS, Discharged, Proof, Question, Violation
from symcheck.pipeline.processes.supervise import Ending, Stoppable, supervise
from symcheck.pipeline.proofs.certify import Refused, discharge
from symcheck.pipeline.questions import Asked, asked, question_of
from symcheck.pipeline.report import Report, report
from symcheck.pipeline.task import Limits, Task
from symcheck.solve import SolverFactory
from symcheck.solve.choose import second_opinion
from symcheck.symbolic.encode import encode
from symcheck.symbolic.encoded import Encoded
from symcheck.system.obligations import from_start
from symcheck.system.transform.halting import halting
from symcheck.system.transition_system import Property
from symcheck.term.node import LIFETIME

ENGINE = "induction"


def check_inductive(
    spec: Spec,
    seconds: float | None = None,
    observer: Observer | None = None,
    said: Iterable[Diagnostic] = (),
    certify: str | None = None,
) -> Report:
    """Check that the first invariant of the specification is inductive and implies the others, and its properties of
    steps; `certify` names a solver that has to agree. Raises SpecError where that cannot be asked."""
    if spec.behavior is None or not spec.invariants:
        raise SpecError(Code.CONFIG_NO_BEHAVIOR, "there is no invariant to be checked", hint="name it with --inv")
    budget = Stoppable(Budget(seconds))
    factories = (None,) if certify is None else (None, second_opinion(certify))
    checked = _Inductive(spec, budget, observer or Silent(), factories)
    board = checked.board
    board.say(said)
    board.say(spec.warnings)
    with LIFETIME:
        ending = supervise(checked.run, budget)
    match ending:
        case Ending.INTERRUPTED:
            board.leave(board.open, ENGINE, INTERRUPTED)
        case Ending.OUT_OF_TIME:
            board.leave(board.open, ENGINE, OUT_OF_TIME)
        case Ending.OUT_OF_MEMORY:
            board.leave(board.open, ENGINE, OUT_OF_MEMORY)
        case Ending.DONE:
            pass
    return report(board.outcomes(None), board.diagnostics, {"engine": ENGINE, "seconds": round(budget.elapsed, 3)})


class _Inductive:
    def __init__(
        self, spec: Spec, budget: Budget, observer: Observer, factories: Sequence[SolverFactory | None]
    ) -> None:
        assert spec.behavior is not None, "see check_inductive"
        self._budget = budget
        self._observer = observer
        self._factories = factories
        given = self._given = spec.invariants[0]
        others: list[Named | FormulaOfSteps] = [*spec.invariants[1:], *spec.properties]
        name = given.name if given.name.isidentifier() else f"({given.name})"
        only = replace(spec, invariants=(given,), properties=(), check_deadlock=False, postcondition=None)
        start = replace(spec.behavior, init=_states_of(given, spec), fairness=(), other=())
        self._from_init = only
        self._from_given = replace(spec, behavior=start, check_deadlock=False, postcondition=None)
        self._base = Question(f"Init => {name}", "invariant")
        self._step = Question(f"{name} /\\ Next => {name}'", "invariant")
        self._implied = {
            question: Question(f"{name} => {question.name}", question.kind) for question in map(question_of, others)
        }
        assumptions = asked(spec).assumptions
        self.board = Board((*assumptions, self._base, self._step, *self._implied.values(), DEFINEDNESS))
        self._task = Task(
            spec, Asked(assumptions, {}, {}, False), Limits(), budget, observer, self.board, lambda *_: None
        )

    def run(self) -> None:
        """Settle the assumptions, then the obligations one after another."""
        assume(self._task)
        if self.board.violated:
            return
        own = question_of(self._given)
        start = self._encode(self._from_init, 0)
        if start is not None:
            self._ask(start, own, self._base, 0)
        else:
            self.board.settle(Proof(self._base, ENGINE, Discharged(0, ())))
        states = self._encode(self._from_given, 1)
        if states is None:
            self.board.leave(self.board.open, ENGINE, f"no state satisfies {self._given.name}")
            return
        self._ask(states, own, self._step, 1)
        for question, implied in self._implied.items():
            self._ask(states, question, implied, 1 if question.kind == "action" else 0)
        self._ask(states, DEFINEDNESS, DEFINEDNESS, 1)

    def _encode(self, spec: Spec, depth: int) -> Encoded | None:
        """None where no state satisfies the initial predicate."""
        try:
            found = deeply(lambda: encode(spec, depth, self._observer))
        except SpecError as error:
            if error.code is not Code.VACUOUS:
                raise
            self.board.say(error.diagnostics)
            return None
        for lack in found.lacking.values():  # a state of the invariant, reachable or not, reaches it
            raise lack.error()
        assert not found.assumed, "a state of the invariant would be left out that only other invariants exclude"
        return found

    def _ask(self, encoded: Encoded, question: Question, obligation: Question, depth: int) -> None:
        """Whether what the encoding's question is about can be violated within so many steps."""
        if obligation not in self.board.open:
            return
        if question.name in encoded.left_out:
            reason = f"not treated symbolically: {encoded.left_out[question.name].diagnostics[0]}"
            self.board.leave([obligation], ENGINE, reason)
            return
        found = [prop for prop in encoded.system.properties if encoded.titles[prop.name] == question.name]
        if not found:
            self.board.leave([obligation], ENGINE, "it speaks of more than one step")
            return
        properties = [replace(prop, sequential=True) for prop in found]
        self._observer.note(f"{obligation.name}: {len(encoded.system.actions)} ground actions")
        verdicts = bmc.search(encoded.system, properties, depth, self._budget)
        paths = [verdict.path for verdict in verdicts.values() if isinstance(verdict, Refuted)]
        if paths:
            self._refute(encoded, question, obligation, min(paths, key=lambda path: path.length))
            return
        for verdict in verdicts.values():
            match verdict:
                case Unknown(why=why):
                    self.board.leave([obligation], ENGINE, why)
                    return
                case Bounded():
                    pass
                case Refuted() | Proved():
                    raise AssertionError("bounded search does not prove, and refutations were looked for")
                case _:
                    assert_never(verdict)
        self._prove(encoded, properties, obligation, depth)

    def _prove(self, encoded: Encoded, properties: Sequence[Property], obligation: Question, depth: int) -> None:
        """No violation was found: another solver is asked whether there is none."""
        of_steps = properties[0].kind == "action"
        groups = from_start(halting(encoded.system), properties, depth if of_steps else depth + 1)
        found = discharge(groups, self._factories, self._budget)
        if isinstance(found, Refused):
            self.board.leave([obligation], ENGINE, found.reason)
        else:
            self.board.settle(Proof(obligation, ENGINE, Discharged(found.count, found.solvers)))

    def _refute(self, encoded: Encoded, question: Question, obligation: Question, path: Path) -> None:
        spec, board = encoded.spec, self.board
        trace = traced(lambda: encoded.trace((move.action, move.state) for move in path.moves))
        violation = trace if isinstance(trace, Unconfirmed) else confirm(spec, asked(spec), question, trace, ENGINE)
        if isinstance(violation, Unconfirmed):
            violation.leave(board, obligation, ENGINE)
            return
        settled = DEFINEDNESS if violation.question == DEFINEDNESS else obligation
        if settled not in board.open:
            board.leave([obligation], ENGINE, "it cannot be evaluated")
            return
        if spec is self._from_given:
            violation = self._anywhere(violation)
        board.settle(replace(violation, question=settled))
        if settled is not obligation:
            board.leave([obligation], ENGINE, "it cannot be evaluated")

    def _anywhere(self, violation: Violation) -> Violation:
        """The first state is one of the invariant's, and no more is known of it."""
        replayed = violation.replayed
        assert replayed is not None, "a path was replayed"
        first, *rest = replayed.trace.steps
        name = self._given.name
        steps = (replace(first, action=f"a state of {name}", bindings=(), span=self._given.span), *rest)
        self.board.say([
            Diagnostic(
                Code.ANYWHERE,
                f"the first state satisfies {name}, but it need not be reachable",
                self._given.span,
                f"if it is not reachable, add to {name} what excludes it; if it is, the specification is wrong",
            )
        ])
        trace = replace(replayed.trace, steps=steps)
        return replace(violation, replayed=replace(replayed, trace=trace))


def only_named(spec: Spec, names: Iterable[str]) -> Spec:
    """Without the properties of the configuration that were not asked for by name."""
    wanted = set(names)
    return replace(spec, properties=tuple(each for each in spec.properties if each.name in wanted))


def _states_of(given: Named, spec: Spec) -> Expr:
    """The invariant in the place of Init, with what is said of the constants that are left symbolic."""
    states = bounding(given, spec.variables)
    if spec.parameters is None:
        return states
    return Apply(Op.AND, (spec.parameters.expr, states), given.span)
