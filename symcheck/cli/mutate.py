"""`symcheck mutate`: would the properties notice if the design were wrong? Must not know how mutants are checked."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import TYPE_CHECKING, Annotated, Any

import typer

from symcheck.cli import options

if TYPE_CHECKING:
    from symcheck.pipeline.mutation.mutate import Fate, Mutation, Tried

_EACH = 10.0  # seconds for a change


def mutate(
    spec: options.Specification,
    config: options.Config = None,
    init: options.Init = None,
    next_: options.Next = None,
    inv: options.Invariants = None,
    prop: options.Properties = None,
    length: options.Length = None,
    engine: options.Engine = "auto",
    each: Annotated[
        float, typer.Option("--each", metavar="S", min=0, help="At most so many seconds for one change.")
    ] = _EACH,
    timeout: options.Timeout = None,
    no_deadlock: options.NoDeadlock = False,
    define: options.Define = None,
    seed: options.Seed = 0,
    output: options.Output = options.Format.TEXT,
    verbose: options.Verbose = False,
) -> None:
    """Break the specification in one place after another, and see whether anything that is checked notices.

    A guard is dropped, a write forgotten, a comparison made off by one, a branch always or never taken. Exit code 0:
    every change is noticed, or makes no difference. 14: some change is not noticed. 20: undecided. If the
    specification itself is violated, its own exit code.
    """
    from symcheck.cli.progress import Progress
    from symcheck.pipeline.load import load_path
    from symcheck.pipeline.mutation import mutate as pipeline
    from symcheck.pipeline.run import Limits

    options.known_engine(engine)
    asked = options.asked(define, init, next_, inv, prop, no_deadlock)
    as_json = output is options.Format.JSON
    with Progress(verbose, not as_json and sys.stderr.isatty()) as observer:
        loaded = load_path(spec, config, asked)
        found = pipeline.mutate(loaded, Limits(length, timeout, seed), engine, each, observer)
    if as_json:
        import json

        sys.stdout.write(json.dumps(_json(found), ensure_ascii=False) + "\n")
    else:
        sys.stdout.write(_text(found, loaded.name) + "\n")
    raise typer.Exit(found.exit_code)


def _json(found: Mutation) -> dict[str, Any]:
    return {
        "exit_code": found.exit_code,
        "original": found.original.to_json(),
        "mutants": [
            {
                "fate": tried.fate,
                "action": tried.mutant.action,
                "change": tried.mutant.change,
                "line": tried.mutant.node.span.line,
                "file": tried.mutant.node.span.source.path,
                "killed_by": tried.question.name if tried.fate == "killed" and tried.question is not None else None,
                "depth": tried.depth,
                "fewer_steps": tried.fewer,
                "reason": tried.reason,
            }
            for tried in found.tried
        ],
        "left": found.left,
    }


def _text(found: Mutation, name: str) -> str:
    from symcheck.cli.report_text import report_text

    if found.original.violation is not None:
        return f"{report_text(found.original, name)}\n\nMend this first: changes are made to what holds."
    groups = [(title, [each for each in found.tried if is_in(each)]) for title, is_in in _GROUPS]
    blocks = ["\n".join([title, *map(_line, tried)]) for title, tried in groups if tried]
    counts = [f"{len(found.of(fate))} {word}" for fate, word in _COUNTED.items() if found.of(fate)]
    if found.left:
        counts.append(f"{found.left} not tried, as the time was up")
    whole = len(found.tried) + found.left
    summary = f"{name}: {whole} change{'' if whole == 1 else 's'} of Next"
    if found.original.verdict == "unknown":
        blocks.insert(0, f"{name} itself is undecided: what fails of a change may fail without it.")
    return "\n\n".join([*blocks, f"{summary}{': ' if counts else ''}{', '.join(counts)}"])


_COUNTED: dict[Fate, str] = {
    "killed": "noticed",
    "equivalent": "without effect",
    "undecided": "undecided",
    "survived": "not noticed",
}
_GROUPS: tuple[tuple[str, Callable[[Tried], bool]], ...] = (  # what is most worth reading comes last
    ("Noticed:", lambda tried: tried.fate == "killed"),
    (
        "Without effect: the same steps are possible, as other guards imply this one:",
        lambda tried: tried.fate == "equivalent",
    ),
    ("Undecided:", lambda tried: tried.fate == "undecided"),
    (
        "Not noticed. Some steps are not taken any more, which only a temporal property can notice:",
        lambda tried: tried.fate == "survived" and tried.fewer,
    ),
    (
        "Not noticed. New steps are taken, and nothing that is checked forbids where they lead:",
        lambda tried: tried.fate == "survived" and not tried.fewer,
    ),
)
_VIOLATION: dict[str, str] = {"deadlock": "deadlock", "definedness": "evaluation error"}


def _line(tried: Tried) -> str:
    span = tried.mutant.node.span
    return f"  line {span.line}, {tried.mutant.action}: {tried.mutant.change}{_detail(tried)}"


def _detail(tried: Tried) -> str:
    from symcheck.cli.report_text import kind_and_name

    match tried.fate:
        case "killed":
            assert tried.question is not None, "something is violated"
            steps = "" if tried.depth is None else f" after {tried.depth} step{'' if tried.depth == 1 else 's'}"
            return f": {_VIOLATION.get(tried.question.kind) or kind_and_name(tried.question)}{steps}"
        case "undecided":
            what = "" if tried.question is None else f"{kind_and_name(tried.question)} "
            depth = "" if tried.depth is None else f", no violation within {tried.depth} steps"
            return f": {what}{tried.reason}{depth}"
        case _:
            return "" if tried.depth is None else f" (within {tried.depth} steps)"
