"""Evaluates the assumptions, before anything is searched; must not know how anything is searched."""

from __future__ import annotations

from symcheck.base.diagnostic import Code, Diagnostic, SpecError
from symcheck.concrete.compiler.expressions import Compiler
from symcheck.concrete.deep import deeply
from symcheck.concrete.explain.formulas import explain_constant
from symcheck.concrete.ops.outside import Outside
from symcheck.core.expr import Expr
from symcheck.core.run import config
from symcheck.pipeline.outcome import DEFINEDNESS, Evaluation, Proof, Violation
from symcheck.pipeline.task import Task
from symcheck.value import FALSE, TRUE, Value

ENGINE = "evaluation"


def assume(task: Task) -> None:
    """Settle the assumptions, one after another, until one fails. Raises SpecError for what symcheck lacks."""
    board = task.board
    known = {"config": config(task.spec.check_deadlock, task.limits.seed), "level": 0}
    outside = Outside(known=known, show=task.observer.note)
    compiler = Compiler((), outside=outside)
    for question, assumption in task.asked.assumptions.items():
        if assumption is task.spec.parameters:
            from symcheck.pipeline.parameters import allowed  # loads a solver

            if not allowed(task, question):
                return
            continue
        try:
            value = deeply(lambda expr=assumption.expr: _evaluate(compiler, expr))  # type: ignore[misc]
        except SpecError as error:
            if not error.code.value.startswith("D"):
                raise
            board.leave([question], ENGINE, "evaluating it failed")
            board.settle(Violation(DEFINEDNESS, ENGINE, None, error.diagnostics[0]))
            return
        if value is TRUE:
            board.settle(Proof(question, ENGINE, Evaluation()))
        elif value is FALSE:
            why = explain_constant(compiler, question.name, assumption.expr)
            board.settle(Violation(question, ENGINE, None, explanation=why))
            return
        else:
            board.leave([question], ENGINE, "it is not a formula")
            shape = Diagnostic(Code.NOT_BOOLEAN, f"the assumption is {value}, not TRUE or FALSE", assumption.span)
            board.settle(Violation(DEFINEDNESS, ENGINE, None, shape))
            return
    if task.spec.behavior is None:
        board.settle(Proof(DEFINEDNESS, ENGINE, Evaluation()))


def _evaluate(compiler: Compiler, expr: Expr) -> Value:
    scope = compiler.scope()
    run = compiler.compile(expr, scope).run
    return run(scope.frame(None, None))

