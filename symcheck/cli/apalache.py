"""Command lines written for `apalache-mc check`: what symcheck means by them, and what it tells of the rest; must not
know how anything is checked.

The options are those of Apalache's manual, "Running the Tool", 1.1.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from symcheck.base.diagnostic import Code, Diagnostic, SpecError
from symcheck.base.span import Source, Span

# Apalache's switches: alone, or with =true or =false
_SWITCHES = ("debug", "discard-disabled", "output-traces", "profiling", "smtprof", "write-intermediate")
# its options that say how to search or where to log, not what to check
_TUNING = (
    "algo", "config-file", "features", "nworkers", "smt-encoding", "smt-solver", "timeout-smt", "tune-here", "tuning",
    "tuning-options", "tuning-options-file",
)
_WHY = {
    "output-traces": "`symcheck simulate` shows examples of behaviors",
    "write-intermediate": "`symcheck parse` shows what was read",
}
_ALL = frozenset((*_SWITCHES, *_TUNING, "temporal"))
_TRUE = ("true", "1", "yes", "on")
_FALSE = ("false", "0", "no", "off")


def is_meant(arguments: Iterable[str]) -> bool:
    """Whether there is an option among the arguments that only Apalache has, or has in that form."""
    return any(_name(argument) in _ALL or argument.startswith("--no-deadlock=") for argument in arguments)


@dataclass(slots=True)
class Translated:
    """A command line of ours, and the options that have no effect."""

    arguments: list[str] = field(default_factory=list)
    ignored: list[Diagnostic] = field(default_factory=list)


def translate(arguments: list[str]) -> Translated:
    """Raises SpecError UNSUPPORTED for what symcheck lacks."""
    found = Translated()
    rest = iter(arguments)
    for argument in rest:
        name = _name(argument)
        if name in _SWITCHES:
            found.ignored.append(_without_effect(argument, name))
        elif name in _TUNING:
            found.ignored.append(_without_effect(f"--{name}={_value(argument, rest)}", name))
        elif name == "no-deadlock" and "=" in argument:
            if _truth(argument):
                found.arguments.append("--no-deadlock")
        elif name == "temporal":
            found.arguments.append(f"--prop={_value(argument, rest)}")
        else:
            found.arguments.append(argument)
    return found


def _name(argument: str) -> str:
    return argument[2:].partition("=")[0] if argument.startswith("--") else ""


def _value(argument: str, rest: Iterable[str]) -> str:
    """What follows the = or else the next argument."""
    _, separator, value = argument.partition("=")
    return value if separator else next(iter(rest), "")


def _truth(argument: str) -> bool:
    value = argument.partition("=")[2].lower()
    if value in _TRUE:
        return True
    if value in _FALSE:
        return False
    raise SpecError(Code.CONFIG_VALUE, f"{value!r} is neither true nor false", _place(argument))


def _without_effect(argument: str, name: str) -> Diagnostic:
    why = _WHY.get(name, "it tunes Apalache's own search")
    return Diagnostic(Code.IGNORED, f"--{name} has no effect here: {why}", _place(argument))


def _place(argument: str) -> Span:
    return Span(Source("<command line>", argument), 0, len(argument))
