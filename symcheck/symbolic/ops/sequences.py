"""Sequences on symbolic values: functions with keys 1..n, where being longer implies being as long."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from symcheck.base.diagnostic import Code
from symcheck.core.ops import Op
from symcheck.symbolic.counting import count_of
from symcheck.symbolic.kinds import kind, number
from symcheck.symbolic.lazy import Sequences
from symcheck.symbolic.merge import blended, choose, merge
from symcheck.symbolic.ops.arithmetic import integers_of
from symcheck.symbolic.ops.registry import Operator, encodes, truth_of
from symcheck.symbolic.ops.sets import as_set
from symcheck.symbolic.sets.enumeration import elements, settle
from symcheck.symbolic.sets.ordering import ranked
from symcheck.symbolic.site import Site
from symcheck.symbolic.values import (
    LazyFunction,
    Sym,
    SymFun,
    alternatives,
    entries_of,
    function_of,
    is_value,
    tuple_of,
)
from symcheck.term import FALSE, TRUE, Term, conj, disj, integer, le, lt, neg
from symcheck.term import eq as equal_terms
from symcheck.value import FunctionValue, String
from symcheck.value.limits import LONGEST_SEQUENCE

Slots = list[tuple[Term, Sym]]
"""The condition of each slot and its value; each condition implies the one before it."""


def slots_of(site: Site, sym: Sym, operator: str) -> Slots:
    """The slots of a sequence; ARGUMENT_TYPE where a value is none."""
    options: list[tuple[Term, Sym]] = []
    for guard, alternative in alternatives(settle(site, sym)):
        if isinstance(alternative, FunctionValue | SymFun):
            options.append((guard, alternative))
        elif isinstance(alternative, LazyFunction):
            raise site.unsupported(f"{operator} of a function with too many keys, or with keys that are no values")
        else:
            site.fail(guard, Code.ARGUMENT_TYPE, f"{operator} of a {kind(alternative)}")
    if not options:
        return []
    merged = blended(merge(options))
    assert isinstance(merged, FunctionValue | SymFun)
    entries = entries_of(merged)
    slots: Slots = []
    before = TRUE
    for index in range(1, len(entries) + 1):
        entry = entries.get(index)
        if entry is None:
            break
        present = conj((before, entry[0])) if entry[0] is not TRUE else before
        if len(entries) > 1 and entry[0] is not before:
            site.fail(
                conj((entry[0], neg(before))), Code.ARGUMENT_TYPE, f"{operator} of a function that is no sequence"
            )
        slots.append((entry[0], entry[1]))
        before = present
    strange = [
        present for key, (present, _) in entries.items() if not isinstance(key, int) or not 1 <= key <= len(slots)
    ]
    site.fail(disj(strange), Code.ARGUMENT_TYPE, f"{operator} of a function that is no sequence")
    return slots


def sequence_of(slots: Slots) -> Sym:
    """A sequence with these slots."""
    return function_of({index: slot for index, slot in enumerate(slots, 1) if slot[0] is not FALSE})


def lengths_of(slots: Slots) -> list[tuple[Term, int]]:
    """Every length that a sequence may have, with its condition."""
    lengths = []
    for length in range(len(slots) + 1):
        reached = slots[length - 1][0] if length else TRUE
        further = slots[length][0] if length < len(slots) else FALSE
        condition = conj((reached, neg(further)))
        if condition is not FALSE:
            lengths.append((condition, length))
    return lengths


@encodes(Op.SEQ)
def sequences(site: Site, base: Sym) -> Sym:
    return Sequences(as_set(site, base))


def _strings_apart(
    site: Site, sym: Sym, of_text: Callable[[Site, String], Sym], otherwise: Callable[[Site, Sym], Sym]
) -> Sym:
    """What becomes of a string, which is a sequence of characters to some operators, and of anything else."""
    options: list[tuple[Term, Sym]] = []
    others: list[tuple[Term, Sym]] = []
    for guard, alternative in alternatives(sym):
        if isinstance(alternative, String):
            options.append((guard, of_text(site.under(guard), alternative)))
        else:
            others.append((guard, alternative))
    if not options:
        return otherwise(site, sym)
    if others:
        guard = disj(condition for condition, _ in others)
        options.append((guard, otherwise(site.under(guard), merge(others))))
    return merge(options)


@encodes(Op.LEN)
def length(site: Site, sequence: Sym) -> Sym:
    return _strings_apart(
        site,
        sequence,
        lambda here, text: len(text.text),
        lambda here, other: merge(lengths_of(slots_of(here, other, "Len"))),
    )


@encodes(Op.HEAD)
def head(site: Site, sequence: Sym) -> Sym:
    slots = slots_of(site, sequence, "Head")
    if not slots:
        site.fail_always(Code.EMPTY_SEQUENCE, "Head of the empty sequence")
        return 0
    site.fail(neg(slots[0][0]), Code.EMPTY_SEQUENCE, "Head of the empty sequence")
    return slots[0][1]


@encodes(Op.TAIL)
def tail(site: Site, sequence: Sym) -> Sym:
    return _strings_apart(site, sequence, _tail_of_text, _tail)


def _tail_of_text(site: Site, text: String) -> Sym:
    if not text.text:
        site.fail_always(Code.EMPTY_SEQUENCE, "Tail of the empty string")
    return String(text.text[1:])


def _tail(site: Site, sequence: Sym) -> Sym:
    slots = slots_of(site, sequence, "Tail")
    site.fail(neg(slots[0][0]) if slots else TRUE, Code.EMPTY_SEQUENCE, "Tail of the empty sequence")
    return sequence_of(slots[1:])


@encodes(Op.APPEND)
def append(site: Site, sequence: Sym, element: Sym) -> Sym:
    return _concatenated(slots_of(site, sequence, "Append"), [(TRUE, settle(site, element))])


@encodes(Op.CONCAT)
def concatenation(site: Site, left: Sym, right: Sym) -> Sym:
    def of_slots(here: Site, first: Sym) -> Sym:
        return _concatenated(slots_of(here, first, "\\o"), slots_of(here, right, "\\o"))

    def of_texts(here: Site, first: String) -> Sym:
        return _strings_apart(here, right, lambda there, second: _joined(there, first, second), of_slots_of(first))

    def of_slots_of(first: String) -> Callable[[Site, Sym], Sym]:
        return lambda here, second: _concatenated(slots_of(here, first, "\\o"), slots_of(here, second, "\\o"))

    return _strings_apart(site, left, of_texts, of_slots)


def _joined(site: Site, first: String, second: String) -> Sym:
    length = len(first.text) + len(second.text)
    if length <= LONGEST_SEQUENCE:
        return String(first.text + second.text)
    site.lacks(f"a sequence of {length} elements is too large to be written out", "shorter ones have the same mistakes")
    return first


def _concatenated(left: Slots, right: Slots) -> Sym:
    lengths = lengths_of(left)
    slots: Slots = []
    for index in range(len(left) + len(right)):
        options: list[tuple[Term, Sym]] = []
        present: list[Term] = []
        if index < len(left):
            options.append(left[index])
            present.append(left[index][0])
        for condition, size in lengths:
            if size <= index < size + len(right):
                inside, value = right[index - size]
                options.append((condition, value))
                present.append(conj((condition, inside)))
        if not options:
            break
        slots.append((disj(present), merge(options)))
    return sequence_of(slots)


@encodes(Op.SUB_SEQ)
def sub_sequence(site: Site, sequence: Sym, first: Sym, last: Sym) -> Sym:
    return _strings_apart(
        site,
        sequence,
        lambda here, text: _sub_text(here, text, first, last),
        lambda here, other: _sub_sequence(here, other, first, last),
    )


def _sub_text(site: Site, text: String, first: Sym, last: Sym) -> Sym:
    size = len(text.text)
    results: list[tuple[Term, Sym]] = []
    for guard, start, stop in _ranges(site, first, last, size, "string"):
        results.append((guard, String(text.text[start - 1 : stop])))
    return merge(results) if results else String("")


def _sub_sequence(site: Site, sequence: Sym, first: Sym, last: Sym) -> Sym:
    slots = slots_of(site, sequence, "SubSeq")
    results: list[tuple[Term, Sym]] = []
    for guard, start, stop in _ranges(site, first, last, len(slots), "sequence"):
        if stop >= start:
            shorter = conj((guard, neg(slots[stop - 1][0])))
            site.fail(shorter, Code.DOMAIN, f"SubSeq to {stop} of a shorter sequence")
        results.append((guard, tuple_of(value for _, value in slots[start - 1 : stop])))
    return merge(results) if results else tuple_of(())


def _ranges(site: Site, first: Sym, last: Sym, size: int, what: str) -> Iterator[tuple[Term, int, int]]:
    """Every range within 1..size from first to last, with its condition, as 1..0 if it is empty; DOMAIN for others."""
    starts, stops = integers_of(site, first), integers_of(site, last)
    for guard, start in starts:
        for inner, stop in stops:
            low, high = number(start), number(stop)
            both = conj((guard, inner))
            backwards = conj((both, lt(high, low)))
            if backwards is not FALSE:
                yield backwards, 1, 0
            outside = conj((both, le(low, high), disj((lt(low, integer(1)), lt(integer(size), high)))))
            site.fail(outside, Code.DOMAIN, f"SubSeq leaves a {what} of {size}")
            for begin in range(1, size + 1) if isinstance(start, Term) else {start} & set(range(1, size + 1)):
                for end in range(begin, size + 1) if isinstance(stop, Term) else {stop} & set(range(begin, size + 1)):
                    exact = conj((both, equal_terms(low, integer(begin)), equal_terms(high, integer(end))))
                    if exact is not FALSE:
                        yield exact, begin, end


@encodes(Op.SELECT_SEQ)
def selection(site: Site, sequence: Sym, test: Operator) -> Sym:
    slots = slots_of(site, sequence, "SelectSeq")
    return kept(
        [
            (conj((present, _chosen(site.under(present), test, value))), value)
            for present, value in slots
            if present is not FALSE
        ]
    )


def _chosen(site: Site, test: Operator, value: Sym) -> Term:
    return truth_of(site, test(site, value))


def kept(candidates: Slots) -> Sym:
    """The sequence of the candidates whose condition holds, in their order."""
    counts: list[Sym] = [count_of([condition for condition, _ in candidates[:n]]) for n in range(len(candidates))]
    slots: Slots = []
    for index in range(len(candidates)):
        options: list[tuple[Term, Sym]] = []
        for (condition, value), before in zip(candidates, counts, strict=True):
            for guard, count in alternatives(before):
                if count == index:
                    here = conj((condition, guard))
                    if here is not FALSE:
                        options.append((here, value))
        if not options:
            break
        slots.append((disj(guard for guard, _ in options), merge(options)))
    return sequence_of(slots)


@encodes(Op.SORT_SEQ)
def sorting(site: Site, sequence: Sym, before: Operator) -> Sym:
    ordered: Slots = []
    for present, value in slots_of(site, sequence, "SortSeq"):
        _insert(site.under(present), ordered, present, value, before)
    return sequence_of(ordered)


def _insert(site: Site, ordered: Slots, present: Term, value: Sym, before: Operator) -> None:
    """One more value at its place among those that are there if it is: after all that it does not come before."""
    passes = [TRUE]  # whether it comes to stand left of each, from right to left
    for _, other in reversed(ordered):
        here = site.under(passes[-1])
        goes_on = FALSE if here.path is FALSE else truth_of(here, before(here, value, other))
        passes.append(conj((passes[-1], goes_on)))
    passes.reverse()
    moved: Slots = []
    for place, (there, other) in enumerate(ordered):
        stays = choose(conj((present, passes[place])), value, other)
        if place:
            stays = choose(conj((present, passes[place - 1])), ordered[place - 1][1], stays)
        moved.append((there, stays))
    last = choose(passes[-2], ordered[-1][1], value) if ordered else value
    ordered[:] = [*moved, (present, last)]


@encodes(Op.SET_TO_SEQ)
def set_to_sequence(site: Site, container: Sym) -> Sym:
    found = elements(site, container)
    return kept(found if all(is_value(element) for _, element in found) else ranked(site, found))
