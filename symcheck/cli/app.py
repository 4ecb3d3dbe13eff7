"""The table of commands; must not know what any of them does."""

from __future__ import annotations

import typer

from symcheck.cli import check, evaluate, mutate, parse, simulate, trace, version

app = typer.Typer(
    name="symcheck",
    help="A model checker for TLA+: symbolic, bounded and inductive.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.command("check")(check.check)
app.command("parse")(parse.parse)
app.command("eval")(evaluate.evaluate)
app.command("mutate")(mutate.mutate)
app.command("simulate")(simulate.simulate)
app.command("trace")(trace.trace)
app.command("version")(version.version)
