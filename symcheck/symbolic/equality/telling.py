"""When a symbolic function is which of many plain ones, told field by field where no comparison can fail; must not
know where they are compared."""

from __future__ import annotations

from collections.abc import Callable

from symcheck.symbolic.kinds import comparable, kind, number, truth
from symcheck.symbolic.uniform import uniform
from symcheck.symbolic.values import ATOMS, Sym, SymFun, alternatives, is_value
from symcheck.term import BOOL, FALSE, TRUE, Term, conj, disj, eq, iff
from symcheck.value import FiniteSet, FunctionValue, Value, order_key
from symcheck.value import comparable as values_compare


def telling(function: Sym) -> Callable[[Value], Term | None]:
    """For plain values, the condition under which the function is this one; None where nothing is said: the comparison
    may fail. To find one among thousands of messages costs as much as their fields have values, which are far fewer."""
    if not isinstance(function, SymFun):
        return _silent
    if function.told is None:
        function.told = _of(function)
    return function.told


def _of(function: SymFun) -> Callable[[Value], Term | None]:
    if any(present is not TRUE for present, _ in function.entries.values()):
        return _silent
    keys = sorted(function.entries, key=order_key)
    parts = [(key, _Part(function.entries[key][1])) for key in keys]
    names = FiniteSet(keys)
    domains: dict[FiniteSet, Term | None] = {}

    def domain_told(domain: FiniteSet) -> Term | None:
        if domain == names:
            return TRUE
        return FALSE if uniform((*keys, *frozenset.__iter__(domain))) else None

    def same(value: Value) -> Term | None:
        if not isinstance(value, FunctionValue):
            return None
        domain = value.domain
        if domain not in domains:
            domains[domain] = domain_told(domain)
        if domains[domain] is not TRUE:
            return domains[domain]
        held = []
        for key, part in parts:  # in the order of the comparison, which ends with a difference
            item = value.get(key)
            assert item is not None, "the domains are the same"
            told = part.told(item)
            if told is None or told is FALSE:
                return told
            held.append(told)
        return conj(held)

    return same


def _silent(_: Value) -> None:
    return None


class _Part:
    """The value at one key, and when it is which of the plain values that others have there."""

    __slots__ = ("_atoms", "_kind", "_known", "_options")

    def __init__(self, value: Sym) -> None:
        self._options = alternatives(value)
        self._atoms = {option: guard for guard, option in self._options if isinstance(option, ATOMS)}
        kinds = {kind(option) for option in self._atoms}
        self._kind = kinds.pop() if len(self._atoms) == len(self._options) and len(kinds) == 1 else None
        self._known: dict[Value, Term | None] = {}

    def told(self, item: Value) -> Term | None:
        if self._kind is not None and kind(item) == self._kind:
            return self._atoms.get(item, FALSE)  # type: ignore[arg-type]
        if item not in self._known:
            self._known[item] = self._tell(item)
        return self._known[item]

    def _tell(self, item: Value) -> Term | None:
        found = []
        for guard, option in self._options:
            told = _compare(option, item)
            if told is None:
                return None
            if told is not FALSE:
                found.append(conj((guard, told)))
        return disj(found)


def _compare(option: Sym, item: Value) -> Term | None:
    if is_value(option):
        if option == item:
            return TRUE
        return FALSE if values_compare(option, item) else None
    mine, theirs = kind(option), kind(item)
    if mine != theirs:
        return FALSE if comparable(mine, theirs) else None
    if not isinstance(option, Term):
        return telling(option)(item)
    return iff(option, truth(item)) if option.sort is BOOL else eq(option, number(item))
