"""Command lines written for TLC: what symcheck means by them, and what it tells of the rest; must not know how
anything is checked.

The options are those of `java tlc2.TLC -help`, version 2.18.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from symcheck.base.diagnostic import Code, Diagnostic
from symcheck.base.span import Source, Span
from symcheck.cli.apalache import Translated

_SAME: Mapping[str, str] = {"-config": "--config", "-seed": "--seed", "-dfid": "--length"}  # with a value
_SWITCHED: Mapping[str, str] = {"-deadlock": "--no-deadlock", "-difftrace": "--difftrace"}
_TUNING = "it tunes TLC's own search"
_IGNORED: Mapping[str, str] = {  # alone
    "-cleanup": "nothing is left behind",
    "-continue": "`--max-error N` looks for up to N counterexamples",
    "-debug": _TUNING,
    "-gzip": _TUNING,
    "-noGenerateSpecTE": "`--trace FILE.itf.json` saves the counterexample, and nothing else does",
    "-generateSpecTE": "`--trace FILE.itf.json` saves the counterexample",
    "-nowarning": "warnings are not turned off",
    "-terse": "values are printed whole",
    "-tool": "`--format json` is for programs",
    "-view": "ALIAS says what is shown of a state",
}
_IGNORED_WITH_VALUE: Mapping[str, str] = {
    "-aril": "`-seed N` alone fixes what is chosen at random",
    "-checkpoint": _TUNING,
    "-debugger": _TUNING,
    "-dumpTrace": "`--trace FILE.itf.json` saves the counterexample",
    "-dump": "no graph of the states is written",
    "-fp": _TUNING,
    "-fpbits": _TUNING,
    "-fpmem": _TUNING,
    "-lncheck": "liveness is checked when all states are known",
    "-maxSetSize": _TUNING,
    "-metadir": "nothing is written but what is asked for",
    "-postCondition": "POSTCONDITION stands in the configuration",
    "-recover": "a search always begins anew",
    "-teSpecOutDir": "`--trace FILE.itf.json` saves the counterexample",
    "-userFile": "what the specification prints is told with --verbose",
    "-workers": "what can be done at once is done at once",
}
_TWO_VALUES = ("-dump", "-dumpTrace")  # [format] file
_SIMULATED_STEPS = "100"  # TLC's, where -depth does not say
_SIMULATED_BEHAVIORS = "1000"  # TLC goes on until it is stopped
_ALL = frozenset((*_SAME, *_SWITCHED, *_IGNORED, *_IGNORED_WITH_VALUE, "-simulate", "-depth", "-coverage"))


def is_meant(arguments: Iterable[str]) -> bool:
    """Whether there is an option among the arguments that only TLC has."""
    return any(argument in _ALL for argument in arguments)


def translate(arguments: list[str]) -> Translated:
    """A command line for `check` in symcheck's words: with -simulate it is one for `simulate`."""
    command, *given = arguments
    simulates = "-simulate" in given
    found = Translated(["simulate" if simulates else command])
    behaviors = steps = None
    rest = list(reversed(given))
    while rest:
        option = rest.pop()
        if option in _SAME:
            found.arguments += [_SAME[option], _config(_value(rest)) if option == "-config" else _value(rest)]
        elif option in _SWITCHED:
            found.arguments.append(_SWITCHED[option])
        elif option == "-simulate":
            behaviors = _number(rest)
        elif option == "-depth":
            steps = _value(rest)
        elif option == "-coverage":
            _value(rest)  # every so many minutes
            found.arguments.append("--coverage")
        elif option in _IGNORED:
            found.ignored.append(_without_effect(option, option, _IGNORED[option]))
        elif option in _IGNORED_WITH_VALUE:
            values = [_value(rest)]
            if option in _TWO_VALUES and rest and _is_format(values[0]):
                values.append(_value(rest))
            found.ignored.append(_without_effect(option, " ".join((option, *values)), _IGNORED_WITH_VALUE[option]))
        else:
            found.arguments.append(_module(option))
    if simulates:
        how_many = ["--behaviors", behaviors or _SIMULATED_BEHAVIORS, "--length", steps or _SIMULATED_STEPS]
        found.arguments += how_many
    elif steps is not None:
        found.ignored.append(_without_effect("-depth", f"-depth {steps}", "it says how long simulated behaviors are"))
    return found


def _value(rest: list[str]) -> str:
    return rest.pop() if rest else ""


def _number(rest: list[str]) -> str | None:
    """The `num=N` of `-simulate file=X,num=N`, which may follow or not."""
    if not rest or "=" not in rest[-1]:
        return None
    parts = dict(part.partition("=")[::2] for part in rest.pop().split(","))
    return parts.get("num")


def _is_format(text: str) -> bool:
    return text.split(",", maxsplit=1)[0] in ("dot", "json", "tla", "tlc", "tlcplain", "tlcaction", "tlcTESpec")


def _config(name: str) -> str:
    """TLC takes the name with or without its ending."""
    return name if name.endswith(".cfg") or Path(name).exists() else f"{name}.cfg"


def _module(argument: str) -> str:
    """TLC takes the name of the module, too."""
    with_suffix = Path(f"{argument}.tla")
    return str(with_suffix) if not argument.startswith("-") and with_suffix.is_file() else argument


def _without_effect(option: str, argument: str, why: str) -> Diagnostic:
    place = Span(Source("<command line>", argument), 0, len(argument))
    return Diagnostic(Code.IGNORED, f"{option} has no effect here: {why}", place)
