"""Temporal formulas of [] and <> over numbered atoms, and the Büchi automata that accept their models; must not know
what the atoms say.

An atom speaks of one step (a pair of states). The automata are transition-based generalised Büchi automata, built by
expanding the obligations of a moment: Couvreur, On-the-fly Verification of Linear Temporal Logic, FM 1999.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import assert_never


@dataclass(frozen=True, slots=True)
class Atom:
    index: int
    positive: bool = True


@dataclass(frozen=True, slots=True)
class And:
    parts: tuple[Formula, ...]


@dataclass(frozen=True, slots=True)
class Or:
    parts: tuple[Formula, ...]


@dataclass(frozen=True, slots=True)
class Always:
    body: Formula


@dataclass(frozen=True, slots=True)
class Eventually:
    body: Formula


Formula = Atom | And | Or | Always | Eventually
TRUE = And(())
FALSE = Or(())


def conj(parts: Iterable[Formula]) -> Formula:
    """The conjunction, flattened and simplified."""
    found: dict[Formula, None] = {}
    for part in parts:
        if part == FALSE:
            return FALSE
        for inner in part.parts if isinstance(part, And) else (part,):
            found[inner] = None
    return next(iter(found)) if len(found) == 1 else And(tuple(found))


def disj(parts: Iterable[Formula]) -> Formula:
    """The disjunction, flattened and simplified."""
    found: dict[Formula, None] = {}
    for part in parts:
        if part == TRUE:
            return TRUE
        for inner in part.parts if isinstance(part, Or) else (part,):
            found[inner] = None
    return next(iter(found)) if len(found) == 1 else Or(tuple(found))


def always(body: Formula) -> Formula:
    """[]body, with [][] and the constants simplified."""
    return body if isinstance(body, Always) or body in (TRUE, FALSE) else Always(body)


def eventually(body: Formula) -> Formula:
    """<>body, with <><> and the constants simplified."""
    return body if isinstance(body, Eventually) or body in (TRUE, FALSE) else Eventually(body)


def negation(formula: Formula) -> Formula:
    match formula:
        case Atom(index, positive):
            return Atom(index, not positive)
        case And(parts):
            return disj(map(negation, parts))
        case Or(parts):
            return conj(map(negation, parts))
        case Always(body):
            return eventually(negation(body))
        case Eventually(body):
            return always(negation(body))
        case _:
            assert_never(formula)


def is_propositional(formula: Formula) -> bool:
    """Whether it speaks of the first step alone."""
    match formula:
        case Atom():
            return True
        case And(parts) | Or(parts):
            return all(map(is_propositional, parts))
        case Always() | Eventually():
            return False
        case _:
            assert_never(formula)


@dataclass(frozen=True, slots=True)
class Edge:
    """Taken on a step where the literals (atom, sign) hold. `postponed` is a bit mask of the acceptance sets that the
    edge is not in: the <> that it leaves for later."""

    literals: tuple[tuple[int, bool], ...]
    target: int
    postponed: int


@dataclass(frozen=True, slots=True)
class Automaton:
    """Node 0 is initial. A run is accepting if each of `acceptance` bits is infinitely often not postponed."""

    edges: tuple[tuple[Edge, ...], ...]
    acceptance: int


_Node = frozenset[Formula]
_Cover = tuple[frozenset[tuple[int, bool]], _Node, frozenset[Formula]]


def automaton(formula: Formula) -> Automaton:
    """The automaton of a formula. It may have exponentially many nodes in the formula's size."""
    start = _reduced(frozenset((formula,)))
    numbers: dict[_Node, int] = {start: 0}
    bits: dict[Formula, int] = {}
    edges: list[tuple[Edge, ...]] = []
    todo = [start]
    while len(edges) < len(todo):
        outgoing = []
        for literals, target, postponed in _undominated(_covers(todo[len(edges)])):
            if target not in numbers:
                numbers[target] = len(todo)
                todo.append(target)
            mask = sum(1 << bits.setdefault(promise, len(bits)) for promise in postponed)
            outgoing.append(Edge(tuple(sorted(literals)), numbers[target], mask))
        edges.append(tuple(outgoing))
    return Automaton(tuple(edges), len(bits))


def _covers(node: _Node) -> set[_Cover]:
    """The ways to meet the obligations of a node: literals now, a node next, and what is postponed."""
    found: set[_Cover] = set()
    stack: list[tuple[tuple[Formula, ...], _Cover]] = [(tuple(node), (frozenset(), frozenset(), frozenset()))]
    while stack:
        todo, (literals, later, postponed) = stack.pop()
        if not todo:
            found.add((literals, _reduced(later), postponed))
            continue
        first, rest = todo[0], todo[1:]
        match first:
            case Atom(index, positive):
                if (index, not positive) not in literals:
                    stack.append((rest, (literals | {(index, positive)}, later, postponed)))
            case And(parts):
                stack.append((parts + rest, (literals, later, postponed)))
            case Or(parts):
                stack.extend(((part, *rest), (literals, later, postponed)) for part in parts)
            case Always(body):
                stack.append(((body, *rest), (literals, later | {first}, postponed)))
            case Eventually(body):
                stack.append(((body, *rest), (literals, later, postponed)))
                stack.append((rest, (literals, later | {first}, postponed | {first})))
            case _:
                assert_never(first)
    return found


def _reduced(node: _Node) -> _Node:
    """Without what [] brings back anyway at the next expansion."""
    return node - {formula.body for formula in node if isinstance(formula, Always)}


def _undominated(covers: set[_Cover]) -> list[_Cover]:
    ordered = sorted(covers, key=lambda cover: (len(cover[0]), len(cover[2]), str(cover)))
    kept: list[_Cover] = []
    for cover in ordered:
        literals, target, postponed = cover
        if not any(other[0] <= literals and other[1] == target and other[2] <= postponed for other in kept):
            kept.append(cover)
    return kept


def satisfied(formula: Formula, length: int, loop: int, atom: Callable[[int, int], bool]) -> bool:
    """The truth of a formula of the whole lasso. What does not decide it is not asked of `atom`: parts are taken from
    left to right, and [] and <> look ahead step by step."""
    known: dict[tuple[Formula, int], bool] = {}

    def at(node: Formula, step: int) -> bool:
        found = known.get((node, step))
        if found is None:
            found = known[node, step] = here(node, step)
        return found

    def here(node: Formula, step: int) -> bool:
        match node:
            case Atom(index, positive):
                return atom(index, step) is positive
            case And(parts):
                return all(at(part, step) for part in parts)
            case Or(parts):
                return any(at(part, step) for part in parts)
            case Always(body):
                return all(at(body, each) for each in ahead(step))
            case Eventually(body):
                return any(at(body, each) for each in ahead(step))
            case _:
                assert_never(node)

    def ahead(step: int) -> Iterator[int]:
        yield from range(step, length)
        yield from range(loop, step)

    return at(formula, 0)


def truths(formula: Formula, length: int, loop: int, atom: Callable[[int, int], bool]) -> list[bool]:
    """The truth of a formula of what begins at each of the `length` steps of a lasso, whose last is followed by step
    `loop`; `atom(index, step)` is the truth of an atom at a step. Straight from the semantics, by fixpoints."""
    follow = [*range(1, length), loop]

    def table(node: Formula) -> list[bool]:
        match node:
            case Atom(index, positive):
                return [atom(index, step) is positive for step in range(length)]
            case And(parts):
                columns = [table(part) for part in parts]
                return [all(column[step] for column in columns) for step in range(length)]
            case Or(parts):
                columns = [table(part) for part in parts]
                return [any(column[step] for column in columns) for step in range(length)]
            case Always(body) | Eventually(body):
                inner, every = table(body), isinstance(node, Always)
                now = inner
                for _ in range(length):
                    now = [
                        (here and now[after]) if every else (here or now[after])
                        for here, after in zip(inner, follow, strict=True)
                    ]
                return now
            case _:
                assert_never(node)

    return table(formula)
