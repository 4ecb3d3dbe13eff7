"""What a TLC configuration and the command line ask for, joined; must not know what a name means."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import assert_never

from symcheck.base.diagnostic import Code, SpecError
from symcheck.base.span import Source, Span
from symcheck.resolve.report import Reporter
from symcheck.syntax import cfg_ast
from symcheck.value import FALSE, TRUE, ModelValue, String, Value, make_set


@dataclass(frozen=True, slots=True)
class Asked:
    """A formula that a keyword or a flag names."""

    text: str
    span: Span
    flag: bool = False


@dataclass(frozen=True, slots=True)
class Settings:
    """What is asked of the specification: `named` by keyword (INIT, INVARIANT, …), `ranges` by constant."""

    present: bool
    named: Mapping[str, tuple[Asked, ...]]
    assigns: tuple[cfg_ast.Assign, ...] = ()
    replaces: tuple[cfg_ast.Replace, ...] = ()
    place: Span | None = None  # the configuration
    definitions: tuple[tuple[str, str], ...] = ()
    ranges: tuple[tuple[str, str], ...] = ()
    deadlock: bool = True

    def asked(self, keyword: str) -> tuple[Asked, ...]:
        return self.named.get(keyword, ())


@dataclass(frozen=True, slots=True)
class Flags:
    """What the command line or a caller asks for beyond the configuration; `init` and `next` replace what it names, as
    do `invariants` and `properties` where there are any. `deadlock` None leaves it to the configuration. `cinit` is a
    predicate over constants; a definition whose text starts with \\in gives a constant all the values of a set."""

    init: str | None = None
    next: str | None = None
    invariants: Sequence[str] = ()
    properties: Sequence[str] = ()
    definitions: Sequence[tuple[str, str]] = ()
    deadlock: bool | None = None
    cinit: str | None = None


CINIT = "--cinit"  # no keyword of TLC's: what --cinit names and what -D says by \in
_MEMBER = "\\in"
_SINGLE = ("INIT", "NEXT", "SPECIFICATION", "SYMMETRY", "VIEW", "ALIAS", "POSTCONDITION")


def settings(configuration: cfg_ast.Configuration | None, flags: Flags, report: Reporter) -> Settings:
    """Joins the configuration and the flags; what is said twice and differs is an error."""
    named: dict[str, list[Asked]] = {}
    assigns: list[cfg_ast.Assign] = []
    replaces: list[cfg_ast.Replace] = []
    deadlock: cfg_ast.CheckDeadlock | None = None
    for statement in () if configuration is None else configuration.statements:
        match statement:
            case cfg_ast.Assign():
                assigns.append(statement)
            case cfg_ast.Replace():
                replaces.append(statement)
            case cfg_ast.Named(keyword=keyword, name=name, span=span):
                asked = named.setdefault(keyword, [])
                if keyword in _SINGLE and asked and asked[0].text != name:
                    report.error(
                        Code.CONFIG_DUPLICATE, f"{keyword} names {name}, but it named {asked[0].text} before", span
                    )
                elif all(other.text != name for other in asked):
                    asked.append(Asked(name, span))
            case cfg_ast.CheckDeadlock(value=value, span=span):
                if deadlock is not None and deadlock.value != value:
                    report.error(Code.CONFIG_DUPLICATE, "CHECK_DEADLOCK is given twice", span)
                deadlock = statement
            case _:
                assert_never(statement)
    if (flags.init is not None or flags.next is not None) and "SPECIFICATION" in named:
        del named["SPECIFICATION"]
    for keyword, texts in (
        ("INIT", [] if flags.init is None else [flags.init]), ("NEXT", [] if flags.next is None else [flags.next]),
        ("INVARIANT", flags.invariants), ("PROPERTY", flags.properties),
    ):
        if texts:
            named[keyword] = [Asked(text, flag_span(text), True) for text in texts]
    written = [(name, text.strip()) for name, text in flags.definitions]
    ranges = tuple((name, text) for name, text in written if text.startswith(_MEMBER))
    predicates = [*(() if flags.cinit is None else (flags.cinit,)), *map(" ".join, ranges)]
    if predicates:
        named[CINIT] = [Asked(text, flag_span(text), True) for text in predicates]
    definitions = tuple((name, text) for name, text in written if not text.startswith(_MEMBER))
    where = None if configuration is None else configuration.span
    check = deadlock.value if deadlock is not None else True
    return Settings(
        configuration is not None, {keyword: tuple(asked) for keyword, asked in named.items()}, tuple(assigns),
        tuple(replaces), where, definitions, ranges, check if flags.deadlock is None else flags.deadlock,
    )


def flag_span(text: str) -> Span:
    return Span(Source("<command line>", text), 0, len(text))


def config_value(value: cfg_ast.CfgValue) -> Value:
    """The value of a configuration's right side; a name other than TRUE and FALSE is a model value. Raises SpecError
    at its place if it holds what cannot be compared."""
    try:
        found = _value(value)
        hash(found)
        str(found)  # puts sets in order, which compares their elements
    except SpecError as error:
        raise SpecError(Code.CONFIG_VALUE, error.diagnostics[0].message, at=value.span) from error
    return found


def _value(value: cfg_ast.CfgValue) -> Value:
    match value:
        case cfg_ast.CfgNumber(value=number):
            return number
        case cfg_ast.CfgString(text=text):
            return String(text)
        case cfg_ast.CfgName(name="TRUE"):
            return TRUE
        case cfg_ast.CfgName(name="FALSE"):
            return FALSE
        case cfg_ast.CfgName(name=name):
            return ModelValue(name)
        case cfg_ast.CfgSet(items=items):
            return make_set(map(_value, items))
        case _:
            assert_never(value)
