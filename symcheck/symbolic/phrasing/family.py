"""Families of clauses that differ only in which elements of some sets they name; must not know how they are written.

The orbit of a clause under all permutations of the elements is what `\\A r, s \\in S : r # s => …` says: one clause for
each way to give different elements to r and s. Whether a system is symmetric is not asked here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import permutations, product
from math import perm

from symcheck.symbolic.phrasing.dictionary import Dictionary
from symcheck.symbolic.phrasing.literal import (
    Among,
    Clause,
    Contains,
    HasKey,
    IsKind,
    Literal,
    Place,
    Renaming,
    Within,
    is_claim,
    renamed,
    renamed_place,
    scalars,
)
from symcheck.value import FiniteSet, ModelValue, Value, order_key

LARGEST = 4_000  # clauses of one family
_PAIR = 2  # "not both" is said of two
_SOMEBODY = ModelValue("somebody!")


@dataclass(frozen=True, slots=True)
class Family:
    """All clauses that come from `clause` by giving other, different elements of `domains` to those in `chosen`;
    `all_domains` are those that were looked at."""

    clause: Clause
    domains: tuple[FiniteSet, ...]
    chosen: tuple[tuple[Value, ...], ...]
    members: tuple[Clause, ...]
    all_domains: tuple[FiniteSet, ...]


def family(clause: Clause, domains: Sequence[FiniteSet]) -> Family | None:
    """The family of a clause under all permutations of each domain; None if it cannot be made, or is too large."""
    rest, _ = alternatives(clause, domains)
    used = [(domain, found) for domain in domains if (found := _mentioned(rest, domain))]
    size = 1
    for domain, found in used:
        size *= perm(len(domain), len(found))
    if size > LARGEST:
        return None
    members: dict[Clause, None] = {clause: None}
    for choice in product(*(permutations(domain.order, len(found)) for domain, found in used)):
        names: dict[Value, Value] = {}
        for (domain, found), targets in zip(used, choice, strict=True):
            names.update(_extended(domain, found, targets))
        member = renamed_clause(clause, names)
        if member is None:
            return None
        members[member] = None
    chosen = tuple(found for _, found in used)
    return Family(clause, tuple(domain for domain, _ in used), chosen, tuple(members), tuple(domains))


@dataclass(frozen=True, slots=True)
class Alternative:
    """That `literal`, which names `element`, holds for it or for some other element of the domain."""

    domain: FiniteSet
    literal: Literal
    element: Value


def alternatives(clause: Clause, domains: Sequence[FiniteSet]) -> tuple[Clause, tuple[Alternative, ...]]:
    """The literals that a clause has for all elements of a domain, once for each domain; and those that are left."""
    left = set(clause)
    found: list[Alternative] = []
    for domain in domains:
        alike: dict[Literal, dict[Value, Literal]] = {}
        for literal in left:
            named = _mentioned((literal,), domain)
            if len(named) != 1:
                continue
            template = renamed(literal, {named[0]: _SOMEBODY})
            if template is not None and not (isinstance(literal, Among) and literal.values.issuperset(domain)):
                alike.setdefault(template, {})[named[0]] = literal
        for literals in alike.values():
            first = domain.order[0]
            if len(literals) == len(domain) and (len(domain) > _PAIR or is_claim(literals[first])):
                found.append(Alternative(domain, literals[first], first))
                left.difference_update(literals.values())
    return frozenset(left), tuple(found)


def _mentioned(clause: Iterable[Literal], domain: FiniteSet) -> tuple[Value, ...]:
    """The elements that the clause names one by one, and not as the whole domain."""
    found: set[Value] = set()
    for literal in clause:
        inside = scalars(literal)
        if isinstance(literal, Among) and literal.values.issuperset(domain):
            inside = scalars(Among(literal.place, literal.values.difference(domain)))
        found |= inside.intersection(domain)
    return tuple(sorted(found, key=order_key))


def _extended(domain: FiniteSet, sources: Sequence[Value], targets: Sequence[Value]) -> Iterator[tuple[Value, Value]]:
    """A permutation of the domain that takes the sources to the targets."""
    yield from zip(sources, targets, strict=True)
    left = [value for value in domain if value not in sources]
    yield from zip(left, [value for value in domain if value not in targets], strict=True)


def renamed_clause(clause: Clause, names: Renaming) -> Clause | None:
    found = [renamed(literal, names) for literal in clause]
    return None if None in found else frozenset(literal for literal in found if literal is not None)


# ---------------------------------------------------------------- what is said twice


def merged(left: Clause, right: Clause, dictionary: Dictionary) -> Clause | None:
    """One clause that says what both say, where these differ in what one scalar may be; else None."""
    only, other = left - right, right - left
    if len(only) != 1 or len(other) != 1:
        return None
    (one,), (two,) = only, other
    if not isinstance(one, Among) or not isinstance(two, Among) or one.place != two.place:
        return None
    both = allowed(one, dictionary) & allowed(two, dictionary)
    rest = left & right
    return rest | {dictionary.among(one.place, both)} if both else rest or None


def allowed(literal: Among, dictionary: Dictionary) -> frozenset[Value]:
    return literal.values if literal.inside else dictionary.universe(literal.place) - literal.values


def needs_no_difference(found: Family, clauses: Iterable[Clause], dictionary: Dictionary) -> bool:
    """Whether the family's clause may also be read with equal elements: it then says nothing, or nothing new."""
    listed = list(clauses)
    if alternatives(found.clause, found.all_domains)[1]:
        return False
    per_domain = [list(product(chosen, repeat=len(chosen))) for chosen in found.chosen]
    for choice in product(*per_domain):
        names: dict[Value, Value] = {}
        for chosen, targets in zip(found.chosen, choice, strict=True):
            names.update(zip(chosen, targets, strict=True))
        if all(len(set(targets)) == len(targets) for targets in choice):
            continue
        instance = _collapsed(found, names)
        if instance is None or not (
            _is_valid(instance, dictionary) or any(_implies(each, instance, dictionary) for each in listed)
        ):
            return False
    return True


def _collapsed(found: Family, names: Renaming) -> list[Literal] | None:
    result: list[Literal] = []
    for literal in found.clause:
        if isinstance(literal, Among) and any(literal.values.issuperset(domain) for domain in found.domains):
            result.append(Among(renamed_place(literal.place, names), literal.values, literal.inside))
            continue
        moved = renamed(literal, names)
        if moved is None:
            return None
        result.append(moved)
    return result


def _is_valid(literals: Sequence[Literal], dictionary: Dictionary) -> bool:
    """Whether a disjunction holds in every state."""
    possible: dict[Place, frozenset[Value]] = {}
    for literal in literals:
        match literal:
            case Among(place, _, _):
                known = possible.get(place, frozenset()) | allowed(literal, dictionary)
                if known == dictionary.universe(place):
                    return True
                possible[place] = known
            case Contains(place, element, inside):
                if Contains(place, element, not inside) in literals:
                    return True
            case HasKey(place, key, inside):
                if HasKey(place, key, not inside) in literals:
                    return True
            case _:
                pass
    return False


def _implies(clause: Clause, literals: Sequence[Literal], dictionary: Dictionary) -> bool:
    return all(any(_stronger(one, other, dictionary) for other in literals) for one in clause)


def _stronger(one: Literal, other: Literal, dictionary: Dictionary) -> bool:
    if isinstance(one, Among) and isinstance(other, Among) and one.place == other.place:
        return allowed(one, dictionary) <= allowed(other, dictionary)
    if isinstance(one, IsKind) and isinstance(other, IsKind) and one.place == other.place:
        return one.kinds <= other.kinds
    return one == other


def is_trivial(clause: Clause, dictionary: Dictionary) -> bool:
    """Whether the clause holds in every state of the layouts by its form alone."""
    unbounded = ((None, None),)
    return _is_valid(list(clause), dictionary) or any(
        isinstance(literal, Within) and literal.intervals == unbounded for literal in clause
    )
