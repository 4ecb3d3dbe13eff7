"""What an exhaustive search has found out; must not know how it searched."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from symcheck.base.diagnostic import Diagnostic
from symcheck.core.expr import Expr
from symcheck.core.spec import Named, Property
from symcheck.trace.trace import Trace

Kind = Literal["init", "invariant", "action", "temporal", "deadlock", "definedness", "postcondition"]


@dataclass(frozen=True, slots=True)
class Holds:
    """In every reachable state, step or behavior."""


@dataclass(frozen=True, slots=True)
class Fails:
    """`trace` is a shortest one (a lasso for a temporal property); None where there is no state to show: evaluating
    Init failed, or a postcondition is false. `error` is what evaluation stopped at, for definedness."""

    trace: Trace | None
    error: Diagnostic | None = None


@dataclass(frozen=True, slots=True)
class Open:
    """Not known. Within `depth` steps there is no violation; -1: nothing is known at all."""

    reason: str
    depth: int


Answer = Holds | Fails | Open


@dataclass(frozen=True, slots=True)
class Finding:
    """The answer to one question. `formula` is None for deadlock and definedness."""

    name: str
    kind: Kind
    formula: Named | Property | None
    answer: Answer


@dataclass(frozen=True, slots=True)
class Exploration:
    """`findings` hold the invariants, the properties, deadlock (if it is asked for), definedness and the postcondition
    (if there is one). `generated` counts successors with repetitions and initial states, `distinct` the different
    states within the constraints, as TLC counts; `depth` is the number of steps to the farthest of them. `complete`
    says that every reachable state was visited, `cut` that constraints kept some from being reached. `taken` names the
    actions of Next that some state enables, `unmoved` are properties `[][A]_v` whose v no step has changed,
    `unmet` formulas with a premise that no state satisfies. `alike` says what makes different states one, of which only
    the first found was visited."""

    findings: tuple[Finding, ...]
    generated: int
    distinct: int
    depth: int
    complete: bool
    reason: str = ""  # why it is not complete
    cut: bool = False
    taken: frozenset[str] = frozenset()
    unmoved: tuple[Property, ...] = ()
    unmet: tuple[tuple[Named | Property, Expr], ...] = ()
    alike: tuple[str, ...] = ()
