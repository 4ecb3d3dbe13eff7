"""Formulas as SMT-LIB 2 text, for any solver that reads it; must not know who will, or what the formulas are about.

An at-most-one is a ladder here: the language has no cardinality constraint.
"""

from __future__ import annotations

from collections.abc import Iterable

from symcheck.term import BOOL, Kind, Sort, Term, nodes

_LONG = 50  # characters; a longer text gets a name
_OPERATORS = {
    Kind.NOT: "not",
    Kind.AND: "and",
    Kind.OR: "or",
    Kind.IFF: "=",
    Kind.EQ: "=",
    Kind.ITE: "ite",
    Kind.LE: "<=",
    Kind.ADD: "+",
    Kind.MUL: "*",
}


def script(assertions: Iterable[Term]) -> str:
    """A whole script: declarations, one definition for each shared subterm, assertions and `(check-sat)`.

    No logic is named: a wrong name can make a solver's answer wrong.
    """
    writer = _Writer()
    lines = [f"(assert {text})" for text in writer.texts(assertions)]
    return "\n".join([*writer.lines, *lines, "(check-sat)"]) + "\n"


class _Writer:
    def __init__(self) -> None:
        self.lines: list[str] = []
        self._text: dict[Term, str] = {}
        self._rungs = 0

    def texts(self, terms: Iterable[Term]) -> list[str]:
        """A text for each term, short because its parts are defined in `lines`."""
        roots = list(terms)
        for node in nodes(roots):
            written = self._write(node, [self._text[arg] for arg in node.args])
            self._text[node] = self._named(f"t!{node.id}", node.sort, written) if len(written) > _LONG else written
        return [self._text[root] for root in roots]

    def _named(self, name: str, sort: Sort, written: str) -> str:
        self.lines.append(f"(define-fun {name} () {sort} {written})")
        return name

    def _write(self, node: Term, args: list[str]) -> str:
        match node.op:
            case Kind.TRUE | Kind.FALSE:
                return str(node.op.value)
            case Kind.VARIABLE:
                self.lines.append(f"(declare-const {symbol(node)} {node.sort})")
                return symbol(node)
            case Kind.INTEGER:
                return _numeral(node.payload)
            case Kind.DIV | Kind.MOD:
                return _divide(node.op, *args)
            case Kind.AT_MOST_ONE:
                return self._ladder(args)
            case _:
                return f"({_OPERATORS[node.op]} {' '.join(args)})"

    def _ladder(self, args: list[str]) -> str:
        """None holds after an earlier one; a rung says that one of those so far does."""
        earlier = args[0]
        parts = []
        for arg in args[1:]:
            parts.append(f"(not (and {arg} {earlier}))")
            self._rungs += 1
            earlier = self._named(f"l!{self._rungs}", BOOL, f"(or {earlier} {arg})")
        return f"(and {' '.join(parts)})"


def symbol(var: Term) -> str:
    """A variable's name as a quoted symbol."""
    name = str(var.payload).replace("\\", "/").replace("|", "!")
    return f"|{name}|"


def _numeral(value: int) -> str:
    return str(value) if value >= 0 else f"(- {-value})"


def _divide(op: Kind, left: str, right: str) -> str:
    """SMT-LIB's remainder is never negative; terms round down, and a quotient by 0 is 0."""
    up = f"({op.value} {left} {right})"
    down = f"({op.value} (- {left}) (- {right}))"
    if op is Kind.MOD:
        down = f"(- {down})"
    by_zero = "0" if op is Kind.DIV else left
    return f"(ite (= {right} 0) {by_zero} (ite (< {right} 0) {down} {up}))"
