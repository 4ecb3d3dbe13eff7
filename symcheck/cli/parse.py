"""`symcheck parse`: is the text right, down to names, arities and levels? Must not evaluate anything."""

from __future__ import annotations

import sys
from functools import partial
from typing import TYPE_CHECKING

import typer

from symcheck.cli import options

if TYPE_CHECKING:
    from symcheck.core.spec import Spec


def parse(
    spec: options.Specification,
    config: options.Config = None,
    define: options.Define = None,
    output: options.Output = options.Format.TEXT,
) -> None:
    """Read a specification and its configuration without checking anything.

    Exit code 150: the specification is wrong. 151: the configuration is wrong.
    """
    from symcheck.cli.diagnostics import diagnostics_text
    from symcheck.pipeline.load import load_path, read_only

    loaded = read_only(partial(load_path, spec, config), options.asked(define))
    if output is options.Format.JSON:
        import json

        sys.stdout.write(json.dumps(_summary(loaded), ensure_ascii=False) + "\n")
        return
    typer.echo(f"{loaded.name}: {_sentence(loaded)}")
    if loaded.warnings:
        typer.echo(diagnostics_text(loaded.warnings))


def _summary(spec: Spec) -> dict[str, object]:
    return {
        "module": spec.name,
        "variables": [variable.name for variable in spec.variables],
        "constants": {name: str(value) for name, value in spec.bound_constants.items()},
        "open_constants": [constant.name for constant in spec.constants],
        "definitions": list(spec.definitions),
        "assumptions": [each.name for each in spec.assumptions],
        "invariants": [each.name for each in spec.invariants],
        "properties": list(dict.fromkeys(each.name for each in spec.properties)),
        "behavior": spec.behavior is not None,
    }


def _sentence(spec: Spec) -> str:
    counts = [
        (len(spec.variables), "variable"),
        (len(spec.definitions), "definition"),
        (len(spec.invariants), "invariant"),
        (len({each.name for each in spec.properties}), "property"),
    ]
    return ", ".join(_count(number, word) for number, word in counts)


def _count(number: int, word: str) -> str:
    return f"{number} {word if number == 1 else word.removesuffix('y') + 'ies' if word.endswith('y') else word + 's'}"
