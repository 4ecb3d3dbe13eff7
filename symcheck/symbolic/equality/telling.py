"""Which plain functions a symbolic one is certainly other than, told by single values inside; must not know where they
are compared."""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum, auto

from symcheck.symbolic.kinds import comparable, kind
from symcheck.symbolic.uniform import kinds_of
from symcheck.symbolic.values import Sym, SymFun, alternatives, is_value
from symcheck.term import TRUE, Term
from symcheck.value import FiniteSet, FunctionValue, Value, order_key
from symcheck.value import comparable as values_compare


class _Told(Enum):
    SAME = auto()
    OTHER = auto()
    UNKNOWN = auto()  # or the comparison may fail


def telling(function: Sym) -> Callable[[Value], bool]:
    """A quick test of plain values: where it holds, the function is none of them, and the comparison cannot fail. To
    find one among thousands of messages costs what may be alike. Where it does not hold nothing is said."""
    if not isinstance(function, SymFun) or any(present is not TRUE for present, _ in function.entries.values()):
        return _never
    keys = sorted(function.entries, key=order_key)
    parts = [(key, _Part(function.entries[key][1])) for key in keys]
    names = FiniteSet(keys)
    kinds = kinds_of(keys)
    domains: dict[FiniteSet, _Told] = {}

    def domain_told(domain: FiniteSet) -> _Told:
        if domain == names:
            return _Told.SAME
        return _Told.OTHER if len(kinds | kinds_of(frozenset.__iter__(domain))) == 1 else _Told.UNKNOWN

    def other(value: Value) -> bool:
        if not isinstance(value, FunctionValue):
            return False
        domain = value.domain
        told = domains.get(domain)
        if told is None:
            told = domains[domain] = domain_told(domain)
        if told is not _Told.SAME:
            return told is _Told.OTHER
        for key, part in parts:  # in the order of the comparison, which ends with a difference
            item = value.get(key)
            assert item is not None, "the domains are the same"
            told = part.told(item)
            if told is not _Told.SAME:
                return told is _Told.OTHER
        return False

    return other


def _never(_: Value) -> bool:
    return False


class _Part:
    """The value at one key, and what it says of the plain values at the same key of others."""

    __slots__ = ("_known", "options")

    def __init__(self, value: Sym) -> None:
        self.options = tuple([option for _, option in alternatives(value)])
        self._known: dict[Value, _Told] = {}

    def told(self, item: Value) -> _Told:
        """SAME where it may be this item."""
        found = self._known.get(item)
        if found is None:
            found = self._known[item] = self._tell(item)
        return found

    def _tell(self, item: Value) -> _Told:
        found = _Told.OTHER
        for option in self.options:
            told = _compare(option, item)
            if told is _Told.UNKNOWN:
                return told
            if told is _Told.SAME:
                found = told
        return found


def _compare(option: Sym, item: Value) -> _Told:
    if is_value(option):
        if option == item:
            return _Told.SAME
        return _Told.OTHER if values_compare(option, item) else _Told.UNKNOWN
    mine, theirs = kind(option), kind(item)
    if mine == theirs:
        if isinstance(option, Term):
            return _Told.SAME
        return _Told.OTHER if telling(option)(item) else _Told.UNKNOWN
    return _Told.OTHER if comparable(mine, theirs) else _Told.UNKNOWN
