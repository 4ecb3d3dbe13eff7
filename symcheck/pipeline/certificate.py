"""What a proof rests on once it was checked anew, for machines and for people; must not know how that is done."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from symcheck.term import Term


@dataclass(frozen=True, slots=True)
class Certificate:
    """A proof whose `obligations` (so many) were all found to hold by the solvers `checked_by`.

    `invariant` is inductive, `clauses` are its conjuncts beside what the layouts give. With `k` = 0 it implies
    the property; else the property is k-inductive, `together` with others perhaps, `using` some that are proved too.
    """

    invariant: Term
    clauses: tuple[Term, ...]
    k: int
    together: tuple[str, ...]
    using: tuple[str, ...]
    obligations: int
    checked_by: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Spoken:
    """An inductive invariant in TLA+: `types` say for each variable which values it takes, `lines` what else holds, and
    `named` are invariants of the specification that are a part of it. `implies` are the properties that follow, by the
    names that users know them by; `clauses` is how many the lines stand for."""

    types: tuple[str, ...]
    lines: tuple[str, ...]
    named: tuple[str, ...]
    implies: tuple[str, ...]
    clauses: int
    obligations: int
    checked_by: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Unspoken:
    """Why there is no such invariant: one phrase."""

    reason: str
