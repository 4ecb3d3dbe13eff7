"""`symcheck simulate`: random behaviors, to get to know a specification; must not know how they are made."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from symcheck.cli import options

if TYPE_CHECKING:
    from collections.abc import Sequence

    from symcheck.base.diagnostic import Diagnostic
    from symcheck.pipeline.simulate import Simulation


def simulate(
    context: typer.Context,
    spec: options.Specification,
    config: options.Config = None,
    init: options.Init = None,
    next_: options.Next = None,
    inv: options.Invariants = None,
    behaviors: Annotated[int, typer.Option("--behaviors", metavar="N", min=1, help="How many behaviors.")] = 1,
    length: Annotated[int, typer.Option("--length", metavar="K", min=0, help="Steps of each, at most.")] = 20,
    timeout: options.Timeout = None,
    cinit: options.Cinit = None,
    no_deadlock: options.NoDeadlock = False,
    define: options.Define = None,
    seed: options.Seed = 0,
    difftrace: options.DiffTrace = False,
    output: options.Output = options.Format.TEXT,
    trace: Annotated[
        Path | None, typer.Option("--trace", metavar="FILE.itf.json", help="Write the last behavior there.")
    ] = None,
) -> None:
    """Walk through random behaviors, checking invariants on the way; show the last one, or a violation.

    The exit code is that of the violation found, else 0, which proves nothing.
    """
    from symcheck.cli.saving import can_be_written, save_trace
    from symcheck.pipeline.load import load_path
    from symcheck.pipeline.report import VIOLATED
    from symcheck.pipeline.simulate import simulate as walk

    can_be_written(trace, "--trace")
    asked = options.asked(define, init, next_, inv, None, no_deadlock, cinit)
    loaded = load_path(spec, config, asked)
    found = walk(loaded, seed, behaviors, length, timeout)
    if trace is not None and found.last is not None:
        save_trace(found.last, trace)
    if output is options.Format.JSON:
        import json

        sys.stdout.write(json.dumps(_json(found), ensure_ascii=False) + "\n")
    else:
        sys.stdout.write(_text(found, loaded.name, difftrace, context.obj or ()) + "\n")
    raise typer.Exit(0 if found.violation is None else VIOLATED[found.violation.question.kind])


def _json(found: Simulation) -> dict[str, Any]:
    from symcheck.pipeline.report import result_of
    from symcheck.trace.itf import to_itf

    return {
        "behaviors": found.behaviors,
        "states": found.states,
        "violation": None if found.violation is None else result_of(found.violation),
        "last": None if found.last is None else to_itf(found.last),
    }


def _text(found: Simulation, name: str, changes: bool, said: Sequence[Diagnostic]) -> str:
    from symcheck.cli.diagnostics import diagnostics_text
    from symcheck.cli.report_text import counterexample
    from symcheck.trace.text import trace_text

    blocks: list[str] = []
    if found.violation is not None:
        blocks.extend(counterexample(found.violation, changes))
    elif found.last is not None:
        blocks.append(trace_text(found.last, changes=changes))
    what = "no violation, which proves nothing" if found.violation is None else "a violation"
    plural = "" if found.behaviors == 1 else "s"
    blocks.append(f"{name}: {what}, in {found.behaviors} random behavior{plural} ({found.states} states)")
    if said:
        blocks.append(diagnostics_text(said))
    return "\n\n".join(blocks)
