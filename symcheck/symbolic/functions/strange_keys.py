"""Keys of an EXCEPT that are like no key of the function; must not know what is changed there."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import chain

from symcheck.base.diagnostic import Code
from symcheck.symbolic.kinds import comparable, kind
from symcheck.symbolic.site import Site
from symcheck.symbolic.values import Sym, SymFun, entries_of
from symcheck.term import FALSE, TRUE, Term, conj, disj, neg
from symcheck.value import FunctionValue, String, Value


def check_key(site: Site, function: FunctionValue | SymFun, key: Sym, entry: tuple[Term, Sym] | None) -> None:
    """A key outside of a domain with elements has to be of their kind; tuples and records take no model values."""
    found = kind(key)
    absent = TRUE if entry is None else neg(entry[0])
    if found == "model value":
        entries = entries_of(function)
        strings = conj(neg(present) for other, (present, _) in entries.items() if not isinstance(other, String))
        some = disj(present for present, _ in entries.values())
        wrong = conj((some, disj((strings, _is_sequence(entries)))))
    else:
        strange = [present for other, present in _kinds_of_keys(function).items() if not comparable(found, other)]
        wrong = disj(chain.from_iterable(strange))
    site.fail(conj((absent, wrong)), Code.NOT_A_FUNCTION, f"EXCEPT at a {found} that no key of the function is like")


def _kinds_of_keys(function: FunctionValue | SymFun) -> Mapping[str, list[Term]]:
    """The conditions of the keys of each kind."""
    known = function.kinds if isinstance(function, SymFun) else None
    if known is None:
        found: dict[str, list[Term]] = {}
        for key, (present, _) in entries_of(function).items():
            found.setdefault(kind(key), []).append(present)
        known = found
        if isinstance(function, SymFun):
            function.kinds = known
    return known


def _is_sequence(entries: Mapping[Value, tuple[Term, Sym]]) -> Term:
    parts = []
    for key, (present, _) in entries.items():
        before = entries.get(key - 1) if isinstance(key, int) and key > 1 else None
        if not isinstance(key, int) or key < 1:
            parts.append(neg(present))
        elif key > 1:
            parts.append(disj((neg(present), FALSE if before is None else before[0])))
    return conj(parts)
