"""Whether constants left symbolic have any values at all; must not know what is checked of them."""

from __future__ import annotations

from symcheck.base.diagnostic import Code, Diagnostic, SpecError
from symcheck.concrete.deep import deeply
from symcheck.concrete.steps.successors import Machine
from symcheck.core.expr import Apply, Literal, Variable, VariableRef
from symcheck.core.ops import Op
from symcheck.core.spec import Behavior, Named, Spec
from symcheck.pipeline.board import OUT_OF_TIME
from symcheck.pipeline.outcome import DEFINEDNESS, Evaluation, Proof, Question, Violation
from symcheck.pipeline.task import Task
from symcheck.value import FALSE

ENGINE = "evaluation"


def allowed(task: Task, question: Question) -> bool:
    """Settle whether some values of the constants satisfy what is said of them; whether the check is to go on."""
    named = task.spec.parameters
    assert named is not None, "there is a question only where there are such constants"
    try:
        found = deeply(lambda: _satisfiable(task, named))
    except SpecError as error:
        if not error.code.value.startswith("D"):
            raise
        task.board.leave([question], ENGINE, "evaluating it failed")
        task.board.settle(Violation(DEFINEDNESS, ENGINE, None, error.diagnostics[0]))
        return False
    if found is None:
        task.board.leave([question], ENGINE, OUT_OF_TIME)
        return False
    if found:
        task.board.settle(Proof(question, ENGINE, Evaluation()))
        return True
    task.board.settle(Violation(question, ENGINE, None))
    message = f"no values of {_list(_rigid(task.spec))} satisfy {named.name} and the assumptions"
    task.board.say([Diagnostic(Code.VACUOUS, message, named.span)])
    return False


def _satisfiable(task: Task, named: Named) -> bool | None:
    """Asked of a solver, as the values may be many or infinite in number; listed where the symbolic reading lacks
    something."""
    from symcheck.pipeline.engines.symbolically import has_initial_state

    variables = _rigid(task.spec)
    alone = Spec(
        name=task.spec.name, variables=variables, constants=(), bound_constants={}, definitions={}, assumptions=(),
        behavior=_standing(named, variables), invariants=(Named("FALSE", Literal(FALSE, named.span), named.span),),
        check_deadlock=False,
    )
    try:
        return has_initial_state(alone, task)
    except SpecError as error:
        if not error.code.value.startswith("U"):
            raise
    return _lists_any(Machine(alone))


def _lists_any(machine: Machine) -> bool:
    def stop(frame: object) -> None:
        raise _Found

    try:
        machine.each_initial(stop)
    except _Found:
        return True
    return False


class _Found(Exception):  # noqa: N818 (no error: it ends a search)
    """Some values."""


def _rigid(spec: Spec) -> tuple[Variable, ...]:
    return tuple(variable for variable in spec.variables if variable.rigid)


def _standing(named: Named, variables: tuple[Variable, ...]) -> Behavior:
    refs = tuple(VariableRef(variable, named.span) for variable in variables)
    return Behavior(named.expr, Apply(Op.UNCHANGED, (Apply(Op.TUPLE, refs, named.span),), named.span), None)


def _list(variables: tuple[Variable, ...]) -> str:
    return ", ".join(variable.name for variable in variables)
