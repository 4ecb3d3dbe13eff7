"""What of a symbolic value fits into which layout, and what a layout promises; must not know how values are stored."""

from __future__ import annotations

from collections.abc import Iterator

from symcheck.symbolic.layouts.layout import Atoms, Entries, Filled, Fixed, Layout, Members, Number
from symcheck.symbolic.layouts.sequence_laws import countable, gaps, repetitions
from symcheck.symbolic.values import Sym, SymFilled, SymFun, SymMap, SymSet, Union, alternatives, is_function, is_set
from symcheck.term import BOOL, FALSE, TRUE, Term, conj, disj, eq, integer, neg
from symcheck.value import FALSE as NO
from symcheck.value import TRUE as YES
from symcheck.value import FiniteSet, FunctionValue, Value


def laws_of(layout: Entries, sym: Sym) -> tuple[Term, ...]:
    """What holds of a sequence in every state."""
    if not layout.sequence or not isinstance(sym, SymFun):
        return ()
    broken = list(gaps(sym.entries, {}))
    if layout.distinct and countable(sym.entries):
        broken += repetitions(sym.entries, {})
    return tuple(lemma for condition in broken if (lemma := neg(condition)) is not TRUE)


def is_just(sym: Sym, value: Value) -> Term:
    """The condition under which a value is the one that is fixed."""
    if isinstance(sym, Union):
        return disj(conj((guard, is_just(alternative, value))) for guard, alternative in sym.options)
    if isinstance(sym, Term) and sym.sort is BOOL:
        return sym if value is YES else neg(sym) if value is NO else FALSE
    if isinstance(sym, Term):
        return eq(sym, integer(value)) if isinstance(value, int) else FALSE
    if isinstance(sym, SymSet) and isinstance(value, FiniteSet):
        inside = [
            condition if value.contains(element) else neg(condition) for element, condition in sym.members.items()
        ]
        missing = any(element not in sym.members for element in value)
        inside += [
            disj((neg(condition), *(is_just(cell, element) for element in value))) for condition, cell in sym.cells
        ]
        return FALSE if missing else conj(inside)
    if isinstance(sym, SymFun) and isinstance(value, FunctionValue):
        fits = [neg(present) for key, (present, _) in sym.entries.items() if value.get(key) is None]
        for key, item in value.items():
            entry = sym.entries.get(key)
            if entry is None:
                return FALSE
            fits.append(conj((entry[0], is_just(entry[1], item))))
        return conj(fits)
    if isinstance(sym, SymMap) and isinstance(value, FunctionValue):
        from symcheck.symbolic.equality.by_kind import equal
        from symcheck.symbolic.failures import Failures
        from symcheck.symbolic.site import Site

        return equal(Site(TRUE, None, Failures()), sym, value)
    return TRUE if sym == value else FALSE


def scalars(sym: Sym) -> Iterator[tuple[Term, Sym]]:
    """The alternatives of a value, with a boolean term taken as its two values."""
    for guard, alternative in alternatives(sym):
        if isinstance(alternative, Term) and alternative.sort is BOOL:
            yield conj((guard, alternative)), YES
            yield conj((guard, neg(alternative))), NO
        else:
            yield guard, alternative


def belongs(sym: Sym, layout: Layout) -> bool:
    match layout:
        case Fixed(value):
            return sym == value and isinstance(sym, bool) == isinstance(value, bool)
        case Atoms(values):
            return any(sym == value for value in values)
        case Number():
            return isinstance(sym, int | Term)
        case Members():
            return is_set(sym)
        case Entries():
            return is_function(sym) or isinstance(sym, SymMap)
        case Filled():
            return isinstance(sym, SymFilled)
        case _:
            return False
