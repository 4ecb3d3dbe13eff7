"""Why a formula is false in a state: the conjuncts to blame and the values that make them so; must not know how that
is computed."""

from __future__ import annotations

from dataclasses import dataclass

from symcheck.base.span import Span
from symcheck.value import Value


@dataclass(frozen=True, slots=True)
class FalseConjunct:
    """One conjunct that is false.

    `text` is its source on one line, `bindings` the values of the `\\A` and LET-bound identifiers in whose scope it
    stands, `values` what its parts came to, as (source text, value) pairs in order of reading.
    """

    text: str
    span: Span
    bindings: tuple[tuple[str, Value], ...]
    values: tuple[tuple[str, Value], ...]


@dataclass(frozen=True, slots=True)
class Explanation:
    """`formula` is the name of the violated formula; `conjuncts` is empty if it is not false at all."""

    formula: str
    conjuncts: tuple[FalseConjunct, ...]


def explanation_text(explanation: Explanation) -> str:
    """Some lines for people, without a line end at the end."""
    lines = [f"{explanation.formula} is false:"]
    for conjunct in explanation.conjuncts:
        lines.append(f"  {conjunct.text}  (line {conjunct.span.line})")
        if conjunct.bindings:
            bound = ", ".join(f"{name} = {value}" for name, value in conjunct.bindings)
            lines.append(f"    for {bound}")
        lines.extend(f"    {text} = {value}" for text, value in conjunct.values)
    return "\n".join(lines)
