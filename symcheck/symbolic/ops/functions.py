"""Functions, records and tuples on symbolic values."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from symcheck.base.diagnostic import Code, SpecError
from symcheck.core.ops import Op
from symcheck.symbolic.concretise import at_most, concretisable, concretise
from symcheck.symbolic.equality.by_kind import equal
from symcheck.symbolic.equality.telling import telling
from symcheck.symbolic.functions.entries import domain_of, every_cell
from symcheck.symbolic.functions.filled import changed_filled, domain_of_filled, overriding, value_at
from symcheck.symbolic.functions.maps import changed_at, found_at, overridden, table
from symcheck.symbolic.functions.rule_function import RuleFunction
from symcheck.symbolic.functions.strange_keys import check_key
from symcheck.symbolic.kinds import comparable, kind
from symcheck.symbolic.lazy import Functions, Records
from symcheck.symbolic.merge import blended, choose, merge
from symcheck.symbolic.ops.registry import encodes
from symcheck.symbolic.ops.sets import as_set
from symcheck.symbolic.sets.enumeration import elements, merge_sets, settle
from symcheck.symbolic.sets.membership import contains
from symcheck.symbolic.sets.size import size_bound
from symcheck.symbolic.site import Site
from symcheck.symbolic.uniform import kinds_of
from symcheck.symbolic.values import (
    LazyFunction,
    Sym,
    SymFilled,
    SymFun,
    SymMap,
    Union,
    alternatives,
    entries_of,
    function_of,
    is_value,
    members_of,
    tuple_of,
)
from symcheck.term import FALSE, INT, TRUE, Term, conj, disj, neg
from symcheck.value import FunctionValue, String, Value, make_set

SCALARS, COMPOSED = 512, 8
"""A function that is known by its rule is evaluated at so many keys one by one, of sets and functions fewer."""


@encodes(Op.APPLY)
def application(site: Site, function: Sym, argument: Sym) -> Sym:
    results: list[tuple[Term, Sym]] = []
    for guard, alternative in alternatives(function):
        inside = site.under(guard)
        if isinstance(alternative, FunctionValue | SymFun):
            results.append((guard, _lookup(inside, alternative, argument)))
        elif isinstance(alternative, SymMap):
            results.append((guard, found_at(inside, alternative, argument)))
        elif isinstance(alternative, SymFilled):
            results.append((guard, value_at(inside, alternative, argument)))
        elif isinstance(alternative, RuleFunction):
            results.append((guard, _by_rule(inside, alternative, argument)))
        else:
            inside.fail_always(Code.NOT_A_FUNCTION, f"a {kind(alternative)} is applied as a function")
    return merge(results) if results else 0


def _lookup(site: Site, function: FunctionValue | SymFun, argument: Sym) -> Sym:
    if is_value(argument):
        if isinstance(function, FunctionValue):
            try:
                return function.apply(argument)
            except SpecError as error:
                site.fail_always(error.code, error.diagnostics[0].message)
                return 0
        entry = function.entries.get(argument)
        if entry is None:
            outside(site, argument)
            return 0
        absent = neg(entry[0])
        if conj((site.path, absent)) is not FALSE:  # the message is costly where keys are records
            site.fail(absent, Code.DOMAIN, f"a function is applied to {argument}, which is not in its domain")
        return entry[1]
    entries = entries_of(function)
    results, missed = [], []
    for guard, key in _keys(site, entries, argument):
        entry = entries.get(key) if key is not None else None
        if entry is None:
            missed.append(guard)
            continue
        if entry[0] is not TRUE:
            missed.append(conj((guard, neg(entry[0]))))
        results.append((guard, entry[1]))
    site.fail(disj(missed), Code.DOMAIN, "a function is applied outside its domain")
    live = [result for result in results if result[0] is not FALSE]
    return merge(live) if live else 0


def _keys(site: Site, entries: Iterable[Value], argument: Sym) -> list[tuple[Term, Value | None]]:
    """The keys that an argument may be, with the condition of each; None is any value that is no key."""
    if isinstance(argument, Union) and any(isinstance(value, Term) for _, value in argument.options):
        found: list[tuple[Term, Value | None]] = []
        for guard, value in argument.options:
            found.extend((conj((guard, inner)), key) for inner, key in _keys(site, entries, value))
        return found
    if (isinstance(argument, Term) and argument.sort is INT) or isinstance(argument, SymFun):
        mine, same = kind(argument), telling(argument)
        matches: list[tuple[Term, Value | None]] = [
            (equal(site, argument, key) if told is None else told, key)
            for key in entries
            if kind(key) == mine and (told := same(key)) is not FALSE
        ]
        matches.append((neg(disj(guard for guard, _ in matches)), None))
        return matches
    return list(concretise(site, argument))


def outside(site: Site, argument: Sym) -> None:
    site.fail_always(Code.DOMAIN, f"a function is applied to {argument}, which is not in its domain")


def _by_rule(site: Site, function: RuleFunction, argument: Sym) -> Sym:
    results = []
    for guard, key in _parted(site, function, argument):
        inside = site.under(guard)
        if inside.path is FALSE:
            continue
        if key is None:
            inside.fail_always(Code.DOMAIN, "a function is applied to what is not in its domain")
            continue
        within = contains(inside, function.domain, key)
        what = f"{key}, which is not in its domain" if is_value(key) else "what is not in its domain"
        inside.fail(neg(within), Code.DOMAIN, f"a function is applied to {what}")
        if within is not FALSE:
            results.append((guard, function.at(inside.under(within), key)))
    return merge(results) if results else 0


def _parted(site: Site, function: RuleFunction, argument: Sym) -> Sequence[tuple[Term, Sym | None]]:
    """The plain values that an argument may be where these are few, or the keys that it may be; else all of a kind at
    once. None is any value that is no key."""
    few = SCALARS if isinstance(argument, Term) or (isinstance(argument, Union) and argument.scalar) else COMPOSED
    if at_most(argument, few):
        return concretise(site, argument)
    if few == SCALARS and size_bound(function.domain) <= SCALARS:
        keys = [key for _, key in elements(site, function.domain) if is_value(key)]
        if len(keys) == size_bound(function.domain):
            return _keys(site, keys, argument)
    return alternatives(argument)


@encodes(Op.DOMAIN)
def domain(site: Site, function: Sym) -> Sym:
    results: list[tuple[Term, Sym]] = []
    for guard, alternative in alternatives(function):
        if isinstance(alternative, SymFilled):
            results.append((guard, domain_of_filled(alternative)))
        elif isinstance(alternative, RuleFunction):
            results.append((guard, alternative.domain))
        elif isinstance(alternative, FunctionValue | SymFun | SymMap):
            results.append((guard, domain_of(alternative)))
        else:
            site.fail(guard, Code.NOT_A_FUNCTION, f"DOMAIN of a {kind(alternative)}")
    return merge(results) if results else make_set(())


@encodes(Op.FUNCTION_SET)
def function_set(site: Site, source: Sym, target: Sym) -> Sym:
    return Functions(as_set(site, source), as_set(site, target))


@encodes(Op.TUPLE)
def tuple_value(site: Site, *items: Sym) -> Sym:
    return tuple_of(settle(site, item) for item in items)


def _named(arguments: Sequence[Sym]) -> list[tuple[String, Sym]]:
    names, values = arguments[::2], arguments[1::2]
    assert all(isinstance(name, String) for name in names)
    return list(zip(names, values, strict=True))  # type: ignore[arg-type]


@encodes(Op.RECORD)
def record(site: Site, *arguments: Sym) -> Sym:
    return function_of({name: (TRUE, settle(site, value)) for name, value in _named(arguments)})


@encodes(Op.RECORD_SET)
def record_set(site: Site, *arguments: Sym) -> Sym:
    return Records(tuple((name, as_set(site, value)) for name, value in _named(arguments)))


@encodes(Op.SINGLETON)
def singleton(site: Site, key: Sym, value: Sym) -> Sym:
    settled, item = settle(site, key), settle(site, value)
    if not concretisable(settled):
        return table([(TRUE, settled, item)])
    return function_of({plain: (guard, item) for guard, plain in concretise(site, settled)})


def as_function(site: Site, sym: Sym) -> FunctionValue | SymFun | SymMap:
    """The function that a value is, for @@; ARGUMENT_TYPE where it is none."""
    results = []
    for guard, alternative in alternatives(settle(site, sym)):
        if isinstance(alternative, FunctionValue | SymFun | SymMap):
            results.append((guard, alternative))
        elif isinstance(alternative, RuleFunction):
            raise site.unsupported("@@ of a function with too many keys to be written out")
        elif isinstance(alternative, SymFilled):
            raise site.unsupported("@@ of a function with an infinite domain here")
        else:
            site.fail(guard, Code.ARGUMENT_TYPE, f"@@ of a {kind(alternative)}")
    merged = blended(merge(results)) if results else tuple_of(())
    assert isinstance(merged, FunctionValue | SymFun | SymMap)
    return merged


@encodes(Op.MERGE)
def joined(site: Site, left: Sym, right: Sym) -> Sym:
    one = as_function(site, left)
    if isinstance(right, SymFilled):
        return overriding(site, one, right)
    other = as_function(site, right)
    if isinstance(one, SymMap) or isinstance(other, SymMap):
        return overridden(site, one, other)
    first, second = entries_of(one), entries_of(other)
    if len(kinds_of((*first, *second))) > 1:
        keys = merge_sets(site, domain_of(one), domain_of(other))
        if not members_of(keys):
            return tuple_of(())  # the domains can never be joined
    entries = dict(first)
    for key, (present, value) in second.items():
        before = entries.get(key)
        if before is None:
            entries[key] = (present, value)
        else:
            entries[key] = (disj((before[0], present)), choose(before[0], before[1], value))
    return function_of(entries)


Key = Callable[[Site], Sym]
"""The key at one step of an EXCEPT's path, evaluated where that step is reached."""


def updated(site: Site, base: Sym, path: Sequence[Key], value_of: Callable[[Site, Sym], Sym]) -> Sym:
    """[base EXCEPT ![path] = value_of(@)]; a key outside the domain changes nothing, as in TLC, unless it is of
    another kind than the keys: NOT_A_FUNCTION."""
    if not path:
        return settle(site, value_of(site, base))
    argument = path[0](site)

    def change(here: Site, old: Sym) -> Sym:
        return updated(here, old, path[1:], value_of)

    results: list[tuple[Term, Sym]] = []
    for guard, alternative in alternatives(settle(site, base)):
        inside = site.under(guard)
        if isinstance(alternative, SymMap):
            results.append((guard, _changed(inside, alternative, argument, path[1:], value_of)))
            continue
        if isinstance(alternative, SymFilled):
            results.append((guard, changed_filled(inside, alternative, settle(inside, argument), change)))
            continue
        if isinstance(alternative, LazyFunction):
            raise site.unsupported("EXCEPT on a function with too many keys to be written out")
        if not isinstance(alternative, FunctionValue | SymFun):
            inside.fail_always(Code.NOT_A_FUNCTION, f"EXCEPT on a {kind(alternative)}")
            continue
        entries = dict(entries_of(alternative))
        keys: list[tuple[Term, Value | None]]
        keys = [(TRUE, argument)] if is_value(argument) else _keys(inside, entries, argument)
        for condition, key in keys:
            if condition is FALSE:
                continue
            entry = entries.get(key) if key is not None else None
            if entry is None or entry[0] is not TRUE:
                check_key(inside.under(condition), alternative, key if key is not None else argument, entry)
            if entry is None:
                continue
            present, old = entry
            here = inside.under(conj((condition, present)))
            if here.path is not FALSE:
                new = updated(here, old, path[1:], value_of)
                entries[key] = (present, choose(condition, new, old))  # type: ignore[index]
        results.append((guard, function_of(entries)))
    return merge(results) if results else tuple_of(())


def _changed(
    site: Site, function: SymMap, argument: Sym, path: Sequence[Key], value_of: Callable[[Site, Sym], Sym]
) -> Sym:
    found = {kind(alternative) for _, alternative in alternatives(argument)}
    for present, key, _ in every_cell(function):
        if not any(comparable(one, kind(other)) for one in found for _, other in alternatives(key)):
            site.fail(present, Code.NOT_A_FUNCTION, "EXCEPT at a value that no key of the function is like")
    return changed_at(site, function, argument, lambda here, old: updated(here, old, path, value_of))
