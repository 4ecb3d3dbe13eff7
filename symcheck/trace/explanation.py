"""Why a formula is false in a state or of a behavior: the conjuncts to blame, the values that make them so, the steps
that are left out for ever; must not know how that is computed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from symcheck.base.span import Span
from symcheck.value import Value


@dataclass(frozen=True, slots=True)
class FalseConjunct:
    """One conjunct that is false.

    `text` is its source on one line, `bindings` the values of the `\\A` and LET-bound identifiers in whose scope it
    stands, `values` what its parts came to, as (source text, value) pairs in order of reading. `note` tells in which
    states a temporal formula fails.
    """

    text: str
    span: Span
    bindings: tuple[tuple[str, Value], ...]
    values: tuple[tuple[str, Value], ...]
    note: str = ""


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A step that is possible in every state of a loop (`always`), or in some, and that the loop never takes. `label`
    is the action with its bindings."""

    action: str
    label: str
    always: bool


@dataclass(frozen=True, slots=True)
class Explanation:
    """`formula` is the name of the violated formula; `conjuncts` is empty if it is not false at all. `left_out` is None
    for what no loop violates; the steps possible in every state of the loop come first. `branching`: in some state of
    the loop one action has several outcomes, so that only a part of it may be left out. `stuck`: of a deadlock, where
    each conjunct stops some of the steps."""

    formula: str
    conjuncts: tuple[FalseConjunct, ...]
    left_out: tuple[LeftOut, ...] | None = None
    stuck: bool = False
    branching: bool = False


def explanation_text(explanation: Explanation) -> str:
    """Some lines for people, without a line end at the end."""
    stuck = "No step is possible, as these guards are false:"
    lines = [stuck if explanation.stuck else f"{explanation.formula} is false:"]
    for conjunct in explanation.conjuncts:
        lines.append(f"  {conjunct.text}  (line {conjunct.span.line})")
        if conjunct.bindings:
            bound = ", ".join(f"{name} = {value}" for name, value in conjunct.bindings)
            lines.append(f"    for {bound}")
        lines.extend(f"    {text} = {value}" for text, value in conjunct.values)
        if conjunct.note:
            lines.append(f"    {conjunct.note}")
    if explanation.left_out is not None:
        lines.extend(_fairness_lines(explanation.left_out, explanation.branching))
    return "\n".join(lines)


def _fairness_lines(left_out: tuple[LeftOut, ...], branching: bool) -> Iterator[str]:
    if not left_out and branching:
        yield (
            "The loop takes a step of every action that is possible in it: no fairness of whole actions rules this"
            " behavior out, fairness of a part of one may."
        )
        return
    if not left_out:
        yield "The loop takes every step that is possible in it: no fairness of single steps rules this behavior out."
        return
    yield "The loop never takes these steps, and nothing demands them. Fairness of any of them rules this behavior out:"
    groups: dict[tuple[str, bool], list[str]] = {}
    for each in left_out:
        groups.setdefault((each.action, each.always), []).append(each.label)
    for (_, always), labels in groups.items():
        more = f" and {len(labels) - 1} more of its steps" if len(labels) > 1 else ""
        kind, when = ("weak", "in every state of the loop") if always else ("strong", "again and again")
        yield f"  {kind} fairness: {labels[0]}{more}, possible {when}"
