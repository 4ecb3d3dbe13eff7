"""Sets that are known by their description: infinite ones, and those that are too large to be written out unasked."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from symcheck.symbolic.site import Site
from symcheck.symbolic.values import LazySet, Sym
from symcheck.term import Term
from symcheck.value import String


@dataclass(frozen=True, slots=True, eq=False)
class Integers(LazySet):
    """`low..high`; None is no bound: Nat is Integers(0, None), Int is Integers(None, None)."""

    low: Sym | None
    high: Sym | None


@dataclass(frozen=True, slots=True, eq=False)
class Strings(LazySet):
    """STRING."""


@dataclass(frozen=True, slots=True, eq=False)
class Anything(LazySet):
    """Any: every value is in it."""


@dataclass(frozen=True, slots=True, eq=False)
class PowerSet(LazySet):
    """SUBSET base."""

    base: Sym


@dataclass(frozen=True, slots=True, eq=False)
class Functions(LazySet):
    """[domain -> codomain]."""

    domain: Sym
    codomain: Sym


@dataclass(frozen=True, slots=True, eq=False)
class Records(LazySet):
    """[name : set, …]."""

    fields: tuple[tuple[String, Sym], ...]


@dataclass(frozen=True, slots=True, eq=False)
class Tuples(LazySet):
    """factor \\X factor \\X …"""

    factors: tuple[Sym, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Sequences(LazySet):
    """Seq(base)."""

    base: Sym


@dataclass(frozen=True, slots=True, eq=False)
class Cup(LazySet):
    """left \\cup right, where one side is lazy."""

    left: Sym
    right: Sym


@dataclass(frozen=True, slots=True, eq=False)
class Either(LazySet):
    """One of several sets, some of them lazy: the conditions exclude one another, one holds where the set is used."""

    options: tuple[tuple[Term, Sym], ...]


@dataclass(frozen=True, slots=True, eq=False)
class Filtered(LazySet):
    """{x \\in base : test(x)}, where the base is lazy; intersections and differences are read as filters too."""

    base: Sym
    test: Callable[[Site, Sym], Term]


def primitive(container: Sym) -> str:
    """The name of a set that TLA+ does not define, else the empty string."""
    if isinstance(container, Strings):
        return "STRING"
    if isinstance(container, Anything):
        return "Any"
    if isinstance(container, Integers):
        return "Int" if container.low is None else "Nat" if container.high is None else ""
    return ""
