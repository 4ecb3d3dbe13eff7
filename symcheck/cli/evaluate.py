"""`symcheck eval`: the value of an expression; must not know how expressions are evaluated."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from symcheck.cli import options


def evaluate(
    expression: Annotated[str, typer.Argument(metavar="EXPR", help="A constant expression.", show_default=False)],
    spec: Annotated[
        Path | None, typer.Option("--spec", metavar="SPEC.tla", help="Evaluate in the scope of this module.")
    ] = None,
    config: options.Config = None,
    define: options.Define = None,
    output: options.Output = options.Format.TEXT,
) -> None:
    """Print the value of an expression, in the scope of a module or of the standard modules."""
    from functools import partial

    from symcheck.pipeline.load import load_path, read_only
    from symcheck.pipeline.run import evaluate_in

    module = None
    if spec is not None:
        module = read_only(partial(load_path, spec, config), options.asked(define))
    value = evaluate_in(module, expression)
    if output is options.Format.JSON:
        import json

        from symcheck.trace.itf import value_to_itf

        sys.stdout.write(json.dumps({"value": str(value), "itf": value_to_itf(value)}, ensure_ascii=False) + "\n")
    else:
        sys.stdout.write(f"{value}\n")


def negative_last(arguments: list[str]) -> list[str]:
    """The command line with an expression such as `-5 % 3` where it cannot be taken for an option."""
    for number, argument in enumerate(arguments):
        if argument[:1] == "-" and argument[1:2].strip("0123456789( ") == "" and len(argument) > 1:
            return [*arguments[:number], *arguments[number + 1 :], "--", argument]
    return arguments
