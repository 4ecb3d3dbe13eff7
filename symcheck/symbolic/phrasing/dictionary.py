"""Clauses over solver variables as literals about places in a state, and back; must not know how anything is written.

The registers say what each solver variable means. Two formulas that differ only in what they say of absent parts say
the same here: the way back guards each literal, so a clause may come back weaker, and has to be checked again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from symcheck.symbolic.layouts.layout import Atoms, Entries, Flag, Layout, Members, Mixed, Number
from symcheck.symbolic.layouts.register import Register
from symcheck.symbolic.phrasing.literal import (
    Adds,
    Among,
    Clause,
    Compares,
    Contains,
    HasKey,
    IsKind,
    Kind,
    Linear,
    Literal,
    Place,
    UnphrasableError,
    Within,
)
from symcheck.term import INT, TRUE, Term, add, conj, disj, eq, evaluate, free_variables, integer, le, mul, neg
from symcheck.term import Kind as Op
from symcheck.value import FALSE as NO
from symcheck.value import TRUE as YES
from symcheck.value import Value


@dataclass(frozen=True, slots=True, eq=False)
class Entry:
    """A register at a place; `guards` hold where the place is there."""

    place: Place
    register: Register
    guards: tuple[Term, ...]


class Dictionary:
    """What the solver variables of some registers mean."""

    def __init__(self, registers: Mapping[str, Register], known: Iterable[Adds] = ()) -> None:
        """`known` are equations that may come as terms."""
        self.entries: dict[Place, Entry] = {}
        self._meaning: dict[Term, Callable[[bool], Literal]] = {}
        self._choices: dict[Term, Entry] = {}
        self._known = {each.term: each for each in known}
        for name, register in registers.items():
            self._enter(Place(name), register, ())

    def layout(self, place: Place) -> Layout:
        return self.entries[place].register.layout

    def universe(self, place: Place) -> frozenset[Value]:
        """The scalars that the place may hold."""
        layout = self.layout(place)
        assert isinstance(layout, Flag | Atoms), "only scalars are among some values"
        return frozenset(layout.values) if isinstance(layout, Atoms) else frozenset((NO, YES))

    def _enter(self, place: Place, register: Register, guards: tuple[Term, ...]) -> None:
        entry = self.entries[place] = Entry(place, register, guards)
        match register.layout:
            case Flag() | Atoms() | Number():
                self._choices.update(dict.fromkeys(register.variables, entry))
            case Members():
                for value, bit in register.bits.items():
                    if bit is not TRUE:
                        self._meaning[bit] = _about_element(place, value)
            case Entries():
                for key, bit in register.bits.items():
                    if bit is not TRUE:
                        self._meaning[bit] = _about_key(place, key)
                    within = guards if bit is TRUE else (*guards, bit)
                    self._enter(place.then(key), register.parts[key], within)
            case Mixed():
                assert register.selector is not None
                self._choices.update(dict.fromkeys(register.variables, entry))
                for index, part in enumerate(register.parts.values()):
                    pick = register.selector.picks[index]
                    self._enter(place.then(Kind(index)), part, (*guards, pick))
            case _:
                pass

    # ------------------------------------------------------------ from terms

    def clause(self, term: Term) -> Clause:
        """The literals of a disjunction. Raises UnphrasableError."""
        equation = self._known.get(term)
        if equation is not None:
            return frozenset((equation,))
        found: list[Literal] = []
        chosen: dict[Entry, list[Term]] = {}
        for part in term.args if term.op is Op.OR else (term,):
            positive = part.op is not Op.NOT
            atom = part if positive else part.args[0]
            meaning = self._meaning.get(atom)
            if meaning is not None:
                found.append(meaning(positive))
                continue
            variables = free_variables(part)
            owners = {self._choices.get(variable) for variable in variables}
            if len(owners) == 1 and (owner := next(iter(owners))) is not None and not self._is_open(owner):
                chosen.setdefault(owner, []).append(part)
            else:
                found.append(self._comparison(part, variables))
        for entry, parts in chosen.items():
            found.append(self._choice(entry, disj(parts)))
        return frozenset(found)

    def _is_open(self, entry: Entry) -> bool:
        return isinstance(entry.register.layout, Number)

    def _choice(self, entry: Entry, condition: Term) -> Literal:
        """What a condition on one choice says: the alternatives under which it holds."""
        register = entry.register
        match register.layout:
            case Flag():
                holds = [value for value in (NO, YES) if _true(condition, {register.variables[0]: value is YES})]
                return self.among(entry.place, frozenset(holds))
            case Atoms(values):
                return self.among(entry.place, frozenset(values[index] for index in _picked(register, condition)))
            case _:
                return IsKind(entry.place, frozenset(_picked(register, condition)))

    def among(self, place: Place, values: frozenset[Value]) -> Among:
        """The literal in its one form: the fewer values are named."""
        rest = self.universe(place) - values
        return Among(place, values) if len(values) <= len(rest) else Among(place, rest, False)

    def _comparison(self, part: Term, variables: Iterable[Term]) -> Literal:
        places = []
        for variable in sorted(variables, key=lambda term: term.id):
            entry = self._choices.get(variable)
            if entry is None or variable.sort != INT:
                raise UnphrasableError(f"{variable.payload} stands for nothing in a state")
            places.append((variable, entry.place))
        return Compares(part, tuple(places))

    # ------------------------------------------------------------ to terms

    def term(self, clause: Clause) -> Term | None:
        """The clause over solver variables, true where a place is not there; None if some place is in no layout."""
        parts: list[Term] = []
        for literal in clause:
            here = self._term(literal)
            if here is None:
                return None
            parts.append(here)
        return disj(parts)

    def _term(self, literal: Literal) -> Term | None:
        if isinstance(literal, Adds):
            return literal.term
        if isinstance(literal, Compares):
            guards = [guard for _, place in literal.places for guard in self.entries[place].guards]
            return disj((literal.term, *map(neg, guards)))
        if isinstance(literal, Linear):
            return self._sum(literal)
        entry = self.entries.get(literal.place)
        if entry is None:
            return None
        core = _core(entry.register, literal)
        return None if core is None else disj((core, *map(neg, entry.guards)))

    def _sum(self, literal: Linear) -> Term | None:
        parts: list[Term] = []
        guards: list[Term] = []
        for place, factor in sorted(literal.terms, key=str):
            entry = self.entries.get(place)
            if entry is None or not isinstance(entry.register.layout, Number):
                return None
            parts.append(mul(integer(factor), entry.register.variables[0]))
            guards.extend(entry.guards)
        total, bound = add(parts), integer(literal.bound)
        core = le(total, bound) if literal.sign == "<=" else eq(total, bound)
        return disj((neg(core) if literal.sign == "#" else core, *map(neg, guards)))


def _about_element(place: Place, value: Value) -> Callable[[bool], Literal]:
    return lambda inside: Contains(place, value, inside)


def _about_key(place: Place, key: Value) -> Callable[[bool], Literal]:
    return lambda inside: HasKey(place, key, inside)


def _true(condition: Term, assignment: Mapping[Term, bool | int]) -> bool:
    return bool(evaluate(condition, assignment))


def _picked(register: Register, condition: Term) -> Iterator[int]:
    """The alternatives of a selector under which a condition on its variables holds."""
    selector = register.selector
    assert selector is not None
    one_hot = len(selector.variables) == len(selector.picks)
    for index in range(len(selector.picks)):
        if one_hot:
            model = {bit: place == index for place, bit in enumerate(selector.variables)}
        else:
            model = {bit: bool(index >> place & 1) for place, bit in enumerate(selector.variables)}
        if _true(condition, model):
            yield index


def _core(register: Register, literal: Literal) -> Term | None:
    layout = register.layout
    match literal:
        case Among(_, values, inside) if isinstance(layout, Flag):
            bit = register.variables[0]
            core = disj((*((bit,) if YES in values else ()), *((neg(bit),) if NO in values else ())))
            return core if inside else neg(core)
        case Among(_, values, inside) if isinstance(layout, Atoms) and register.selector is not None:
            if not values <= frozenset(layout.values):
                return None
            picks = zip(layout.values, register.selector.picks, strict=True)
            core = disj(pick for value, pick in picks if value in values)
            return core if inside else neg(core)
        case Contains(_, element, inside) if isinstance(layout, Members):
            return _signed(register.bits.get(element), inside)
        case HasKey(_, key, inside) if isinstance(layout, Entries):
            return _signed(register.bits.get(key), inside)
        case IsKind(_, kinds) if isinstance(layout, Mixed) and register.selector is not None:
            return disj(pick for index, pick in enumerate(register.selector.picks) if index in kinds)
        case Within(_, intervals) if isinstance(layout, Number):
            number = register.variables[0]
            return disj(
                conj(
                    (
                        TRUE if low is None else le(integer(low), number),
                        TRUE if high is None else le(number, integer(high)),
                    )
                )
                for low, high in intervals
            )
        case _:
            return None


def _signed(bit: Term | None, positive: bool) -> Term | None:
    return bit if bit is None or positive else neg(bit)
