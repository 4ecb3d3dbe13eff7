"""`symcheck check`: what to check, how long, and what to print; must not know how anything is checked."""

from __future__ import annotations

import sys
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from symcheck.cli import options

if TYPE_CHECKING:
    from symcheck.base.diagnostic import Diagnostic
    from symcheck.pipeline.report import Report

_WORDING = 60.0  # seconds for the invariant that --proof asks for


def check(
    context: typer.Context,
    spec: options.Specification,
    config: options.Config = None,
    init: options.Init = None,
    next_: options.Next = None,
    inv: options.Invariants = None,
    prop: options.Properties = None,
    length: options.Length = None,
    engine: options.Engine = "auto",
    simple_path: Annotated[
        bool, typer.Option("--simple-path", help="With kinduction: look only at paths that repeat no state.")
    ] = False,
    timeout: options.Timeout = None,
    memory: options.Memory = None,
    certify: Annotated[
        str | None, typer.Option("--certify", metavar="SOLVER", help="Have another solver, as cvc5, check proofs too.")
    ] = None,
    cinit: options.Cinit = None,
    inductive: Annotated[
        bool, typer.Option("--inductive", help="Check that the first of --inv is inductive and implies the others.")
    ] = False,
    no_deadlock: options.NoDeadlock = False,
    define: options.Define = None,
    coverage: Annotated[bool, typer.Option("--coverage", help="Tell how often each action is taken.")] = False,
    max_error: Annotated[
        int, typer.Option("--max-error", metavar="N", min=1, help="Look for up to N counterexamples to invariants.")
    ] = 1,
    view: Annotated[
        str | None, typer.Option("--view", metavar="EXPR", help="With --max-error: what tells two of them apart.")
    ] = None,
    seed: options.Seed = 0,
    difftrace: options.DiffTrace = False,
    output: options.Output = options.Format.TEXT,
    trace: Annotated[
        Path | None, typer.Option("--trace", metavar="FILE.itf.json", help="Write the counterexample there.")
    ] = None,
    proof: Annotated[
        Path | None, typer.Option("--proof", metavar="FILE.tla", help="Write the inductive invariant of a proof there.")
    ] = None,
    junit: Annotated[
        Path | None, typer.Option("--junit", metavar="FILE.xml", help="Write the results as a JUnit test report there.")
    ] = None,
    github: Annotated[
        bool, typer.Option("--github", help="Print annotations for GitHub Actions after the result.")
    ] = False,
    run_dir: Annotated[Path | None, typer.Option("--run-dir", metavar="DIR", hidden=True)] = None,
    out_dir: Annotated[Path | None, typer.Option("--out-dir", metavar="DIR", hidden=True)] = None,
    verbose: options.Verbose = False,
) -> None:
    """Check the invariants and properties of a specification.

    Exit code 0: all proved, or no violation within --length. 10: an assumption or the postcondition is false. 11:
    deadlock. 12: an invariant is violated. 13: a temporal property is violated. 20: undecided. 75: an evaluation error,
    or something that symcheck lacks. 150, 151: the specification or the configuration is wrong.

    A command line for `apalache-mc check` or for TLC works as well: its options mean the same, or are said to have no
    effect.
    """
    from symcheck.cli.build_server import annotate, save_junit, told_if_rejected
    from symcheck.cli.progress import Progress
    from symcheck.cli.saving import can_be_written, save_all, saved
    from symcheck.pipeline.advice.warnings import left_out
    from symcheck.pipeline.load import load_path
    from symcheck.pipeline.run import Limits, check_spec

    options.known_engine(engine)
    asked = options.asked(define, init, next_, inv, prop, no_deadlock, cinit)
    if proof is not None and (proof.suffix != ".tla" or not proof.stem.isidentifier() or proof.stem == spec.stem):
        raise typer.BadParameter(f"{str(proof)!r} is not a module's file, FILE.tla, of its own", param_hint="--proof")
    can_be_written(trace, "--trace")
    can_be_written(proof, "--proof")
    can_be_written(junit, "--junit")
    if certify is not None:
        _known_solver(certify)
    if inductive and (inv is None or length is not None):
        raise typer.BadParameter("takes an invariant with --inv, and no --length", param_hint="--inductive")
    as_json = output is options.Format.JSON
    if github and as_json:
        raise typer.BadParameter("goes with --format text only", param_hint="--github")
    live = not as_json and sys.stderr.isatty()
    with told_if_rejected(spec, junit, github), Progress(verbose, live) as observer:
        loaded = load_path(spec, config, asked)
        if inductive:
            from symcheck.pipeline.inductive import check_inductive, only_named

            chosen = only_named(loaded, (*(asked.invariants or ()), *(asked.properties or ())))
            report = check_inductive(chosen, timeout, observer, context.obj or (), certify)
        else:
            limits = Limits(length, timeout, seed, simple_path, certify=certify, memory=memory)
            if proof is not None:
                limits = replace(limits, wording=_WORDING)
            said = context.obj or ()
            if max_error == 1:
                said = (*said, *(() if view is None else (_no_view(),)))
                report = check_spec(loaded, limits, engine, observer, said)
            else:
                from symcheck.pipeline.several import check_several

                report = check_several(loaded, limits, engine, observer, said, count=max_error, view=view)
            if asked.invariants is None and asked.properties is None:
                report = replace(report, diagnostics=(*report.diagnostics, *left_out(loaded, report)))
    if coverage and loaded.behavior is not None:
        from symcheck.base.budget import Budget
        from symcheck.pipeline.tally import tally

        report = replace(report, tally=tally(loaded, Budget(timeout)))
    report = saved(report, partial(save_all, report, loaded, spec, config, trace, run_dir, out_dir, proof))
    if junit is not None:
        report = saved(report, partial(save_junit, report, loaded.name, junit))
    if as_json:
        import json

        sys.stdout.write(json.dumps(report.to_json(), ensure_ascii=False) + "\n")
    else:
        _print(report, loaded.name, difftrace)
    if github:
        annotate(report, spec)
    raise typer.Exit(report.exit_code)


def _no_view() -> Diagnostic:
    from symcheck.base.diagnostic import Code, Diagnostic
    from symcheck.base.span import Source, Span

    place = Span(Source("<command line>", "--view"), 0, len("--view"))
    what = "--view has no effect here: it tells counterexamples apart, and one is asked for"
    return Diagnostic(Code.IGNORED, what, place, "ask for more with --max-error")


def _known_solver(name: str) -> None:
    from symcheck.base.diagnostic import SpecError
    from symcheck.solve.choose import second_opinion

    try:
        second_opinion(name)
    except SpecError as error:
        said = error.diagnostics[0]
        raise typer.BadParameter(f"{said.message}; {said.hint}", param_hint="--certify") from error


def _print(report: Report, name: str, changes: bool) -> None:
    from symcheck.cli.report_text import report_text

    out = sys.stderr if report.verdict == "rejected" else sys.stdout
    out.write(report_text(report, name, changes) + "\n")
