"""The options that several commands share, spelled once; must not know what a command does with them."""

from __future__ import annotations

import re
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from symcheck.pipeline.load import Asked

_NAME = re.compile(r"[\w!]+")
_MEMBER = re.compile(r"\s*(\w+)\s*(?:\\in\b|\u2208)(.*\S.*)", re.DOTALL)


class Format(StrEnum):
    TEXT = "text"
    JSON = "json"


Specification = Annotated[Path, typer.Argument(metavar="SPEC.tla", help="The root module.", show_default=False)]
Config = Annotated[
    Path | None,
    typer.Option("--config", metavar="FILE.cfg", help="TLC configuration; default: SPEC.cfg beside the specification."),
]
Output = Annotated[Format, typer.Option("--format", help="How to print the result.")]
Define = Annotated[
    list[str] | None,
    typer.Option(
        "-D", "--define", metavar="NAME=EXPR",
        help="Give a constant a value, or by 'NAME \\in SET' every value in a set; overrides the configuration.",
    ),
]
Cinit = Annotated[
    str | None,
    typer.Option("--cinit", metavar="NAME", help="A predicate over constants; what satisfies it is checked at once."),
]
Init = Annotated[str | None, typer.Option("--init", metavar="NAME", help="The initial predicate.")]
Next = Annotated[str | None, typer.Option("--next", metavar="NAME", help="The next-state action.")]
Invariants = Annotated[
    list[str] | None,
    typer.Option("--inv", metavar="A,B", help="Invariants to check instead of the configuration's."),
]
Properties = Annotated[
    list[str] | None,
    typer.Option("--prop", metavar="P,Q", help="Properties to check instead of the configuration's."),
]
Length = Annotated[
    int | None, typer.Option("--length", metavar="K", min=0, help="Ask for behaviors of at most K steps only.")
]
Engine = Annotated[
    str, typer.Option("--engine", metavar="NAME", help="auto, explicit, bmc, kinduction, pdr or spacer.")
]
Verbose = Annotated[bool, typer.Option("--verbose", "-v", help="Tell on stderr what is being done.")]
NoDeadlock = Annotated[bool, typer.Option("--no-deadlock", help="A state without successor is fine.")]
Timeout = Annotated[
    float | None, typer.Option("--timeout", metavar="S", min=0, help="Stop after so many seconds.")
]
Memory = Annotated[
    int | None,
    typer.Option("--memory", metavar="MIB", min=1, help="Stop where all processes together take more memory."),
]
DiffTrace = Annotated[
    bool, typer.Option("--difftrace", help="Of every state but the first, print only what changed.")
]
Seed = Annotated[int, typer.Option("--seed", metavar="N", help="Fixes what is chosen at random.")]


def asked(
    define: list[str] | None,
    init: str | None = None,
    next_: str | None = None,
    inv: list[str] | None = None,
    prop: list[str] | None = None,
    no_deadlock: bool = False,
    cinit: str | None = None,
) -> Asked:
    """What a command line says in the place of the configuration. Raises the command line's error for what cannot be
    read."""
    from symcheck.pipeline.load import Asked

    return Asked(
        init=init,
        next=next_,
        invariants=names(inv),
        properties=names(prop),
        constants=definitions(define),
        deadlock=False if no_deadlock else None,
        cinit=cinit,
    )


def known_engine(name: str) -> None:
    """Raises the command line's error for an engine that there is not."""
    from symcheck.pipeline.engines import registry

    if name not in registry.NAMES:
        raise typer.BadParameter(f"{name!r} is not one of {', '.join(registry.NAMES)}", param_hint="--engine")


def names(texts: list[str] | None) -> tuple[str, ...] | None:
    """`A,B` and `C`, each after an option of its own, as ("A", "B", "C"); None if the option was not given. What has a
    comma and is no list of names is one expression."""
    if not texts:
        return None
    found: list[str] = []
    for text in texts:
        parts = [part.strip() for part in text.split(",") if part.strip()]
        if not parts:
            raise typer.BadParameter(f"{text!r} names nothing")
        found += parts if all(map(_NAME.fullmatch, parts)) else [text.strip()]
    return tuple(dict.fromkeys(found))


def definitions(pairs: list[str] | None) -> dict[str, str]:
    """`["N=3", "S \\in SUBSET {1,2}"]` as a dictionary from names to expressions, or to `\\in` and a set."""
    found: dict[str, str] = {}
    for pair in pairs or []:
        member = _MEMBER.fullmatch(pair)
        if member is not None:
            found[member[1]] = f"\\in {member[2].strip()}"
            continue
        name, separator, expression = pair.partition("=")
        if not separator or not name.strip() or not expression.strip():
            raise typer.BadParameter(f"{pair!r} is not NAME=EXPR or NAME \\in SET", param_hint="-D")
        found[name.strip()] = expression.strip()
    return found
