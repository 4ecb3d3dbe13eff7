"""Which constants --cinit and `-D 'N \\in S'` give values to, read off the text of the predicates before any name is
resolved; must not know what becomes of a constant that stays symbolic."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from symcheck.base.diagnostic import Code, nearest
from symcheck.resolve.configuration.configure import CINIT, Settings, flag_span
from symcheck.resolve.resolution import Place, Resolution
from symcheck.resolve.scope import Defined, ModuleScope
from symcheck.syntax import ast, parse_expression

_GIVES = ("\\in", "=", ":=")
_WORD = re.compile(r"\w+")
_CHOICE = re.compile(r"\b(Gen|Guess)\s*\(")  # what Apalache's operators of these names are equal to has no fixed value


@dataclass(frozen=True, slots=True)
class Written:
    """An expression where it stands."""

    node: ast.Expr
    at: Place


@dataclass(frozen=True, slots=True)
class Ranges:
    """`fixed` constants are equal to an expression in every case; `open_` ones may have several values."""

    fixed: dict[str, Written]
    open_: frozenset[str]

    @property
    def names(self) -> frozenset[str]:
        return self.open_ | self.fixed.keys()


def find_ranges(resolution: Resolution, root: ModuleScope, settings: Settings) -> Ranges:
    """The constants on the left of `\\in`, `=` or `:=`, primed or not. Raises SpecError if a predicate written on the
    command line does not parse."""
    constants = {entry.name for entry in resolution.constants}
    given: set[str] = set()
    fixed: dict[str, Written] = {}
    for name, text in settings.ranges:
        if name not in constants:
            resolution.report.error(
                Code.CONFIG_UNKNOWN_NAME, f"module {root.module.name} has no constant {name}",
                flag_span(f"{name} {text}"), nearest(name, constants),
            )
    for asked in settings.asked(CINIT):
        at = Place(resolution, root, len(root.module.units))
        written = _named(asked.text, at) or Written(parse_expression(asked.text, "<command line>"), at)
        for found in _given(written, True, set()):
            if found.name not in constants:
                continue
            mentioned = constants.intersection(_WORD.findall(found.value.node.span.text))
            # what is equal to an expression over constants given by then is no choice
            if found.always and found.name not in given and mentioned <= given:
                fixed[found.name] = found.value
            given.add(found.name)
    return Ranges(fixed, frozenset(given - fixed.keys()))


@dataclass(frozen=True, slots=True)
class _Given:
    name: str
    value: Written
    always: bool


def _given(written: Written, always: bool, seen: set[str]) -> Iterator[_Given]:
    node, at = written.node, written.at
    match node:
        case ast.Parenthesised(body=body) | ast.Label(body=body):
            yield from _given(Written(body, at), always, seen)
        case ast.Junction(symbol=symbol, items=items):
            for item in items:
                yield from _given(Written(item, at), always and symbol == "/\\", seen)
        case ast.Operation(fixity="infix", symbol="/\\" | "\\/" as symbol, operands=operands):
            for operand in operands:
                yield from _given(Written(operand, at), always and symbol == "/\\", seen)
        case ast.Operation(fixity="infix", symbol=symbol, operands=(left, right)) if symbol in _GIVES:
            name = _name(left)
            if name is not None:
                chosen = symbol == "\\in" or _CHOICE.search(right.span.text) is not None
                yield _Given(name, Written(right, at), always and not chosen)
        case ast.Quantifier(body=body) | ast.Let(body=body):
            yield from _given(Written(body, at), False, seen)
        case ast.If(then=then, otherwise=otherwise):
            for branch in (then, otherwise):
                yield from _given(Written(branch, at), False, seen)
        case ast.Name():
            name = _name(node)
            called = None if name is None or name in seen else _named(name, at)
            if name is not None and called is not None:
                yield from _given(called, always, {*seen, name})
        case _:
            return


def _name(node: ast.Expr) -> str | None:
    """The N of `N` or `N'`."""
    match node:
        case ast.Operation(fixity="postfix", symbol="'", operands=(inner,)):
            return _name(inner)
        case ast.Parenthesised(body=body):
            return _name(body)
        case ast.Name(parts=(ast.NamePart(name=name, args=()),)):
            return name
        case _:
            return None


def _named(name: str, at: Place) -> Written | None:
    """The body of a definition without parameters."""
    entry = at.scope.lookup(name, at.position)
    if entry is None or not isinstance(entry.meaning, Defined) or entry.meaning.home is None:
        return None
    unit = entry.meaning.unit
    if not isinstance(unit, ast.OperatorDefinition) or unit.params:
        return None
    return Written(unit.body, Place(at.resolution, *entry.meaning.home))
