"""Clauses about places in a state as lines of TLA+; must not know solver variables or how lines were found.

A clause `~a \\/ ~b \\/ c` is written `a /\\ b => c`, with what makes every place be there among the premises.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from symcheck.symbolic.layouts.layout import Atoms, Entries, Fixed, Flag, Layout, Mixed
from symcheck.symbolic.layouts.measures import Measure, What
from symcheck.symbolic.phrasing.family import Alternative
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
    Renaming,
    Within,
    denied,
    is_claim,
    places_of,
    renamed_value,
)
from symcheck.symbolic.phrasing.names import Names, spelled
from symcheck.symbolic.phrasing.sums import added, formula
from symcheck.symbolic.phrasing.types import Types
from symcheck.value import FALSE, TRUE, ModelValue, String, Value


@dataclass(frozen=True, slots=True)
class Sentence:
    """`premises => conclusion`: each premise is a conjunct, the conclusion a disjunction; either may be missing."""

    premises: tuple[str, ...]
    conclusions: tuple[str, ...]

    def text(self) -> str:
        before, after = self.before(), self.after()
        return f"{before} => {after}" if before and after else after or f"~({before})"

    def before(self) -> str:
        return " /\\ ".join(self.premises)

    def after(self) -> str:
        return " \\/ ".join(self.conclusions)


class Words:
    """Says clauses, with some values under other names: those of quantified variables."""

    def __init__(self, names: Names, layout: Callable[[Place], Layout], renaming: Renaming) -> None:
        self._names = names
        self._types = Types(names, {})
        self._layout = layout
        self._renaming = renaming

    def sentence(self, clause: Clause, others: Sequence[tuple[Alternative, str]] = ()) -> Sentence:
        """The clause as an implication; `others` are further literals, each said of some element of a set by its
        variable. Raises UnphrasableError."""
        literals = sorted(clause, key=_order)
        said = sorted((self._somebody(each, variable), is_claim(each.literal)) for each, variable in others)
        claimed = [some for (some, _), claim in said if claim or not literals]
        denied = [all_ for (_, all_), claim in said if not claim and literals]
        guards: dict[str, None] = {}
        for literal in literals:
            for place in places_of(literal):
                for guard in self._guards(place):
                    guards[guard] = None
        claims = [literal for literal in literals if is_claim(literal)]
        if not claims and not claimed:
            denials = [literal for literal in literals if not isinstance(literal, HasKey | IsKind)] or literals
            best = max(denials, key=_subject)
            claims = [best]
        premises = dict(guards)
        for literal in literals:
            if literal not in claims:
                premises[self._says(literal, False)] = None
        conclusions = {self._says(literal, True): None for literal in claims}
        return Sentence((*premises, *denied), (*conclusions, *claimed))

    def _somebody(self, each: Alternative, variable: str) -> tuple[str, str]:
        """That it holds of some element; that it does of none."""
        words = Words(self._names, self._layout, {**self._renaming, each.element: ModelValue(variable)})
        guards = [guard for place in places_of(each.literal) for guard in words._guards(place)]
        domain = self._names.set(each.domain)
        some = Sentence(tuple(guards), (words._says(each.literal, True),)).text()
        none = " /\\ ".join((*guards, words._says(each.literal, False)))
        return f"(\\E {variable} \\in {domain} : {some})", f"(\\A {variable} \\in {domain} : {none})"

    # ------------------------------------------------------------ places

    def place(self, place: Place) -> str:
        text, here = place.variable, Place(place.variable)
        for step in place.way:
            if not isinstance(step, Kind):
                if isinstance(step, String) and step.text.isidentifier() and not self._is_index(here, step):
                    text += f".{step.text}"
                else:
                    text += f"[{self._value(step)}]"
            here = here.then(step)
        return text

    def _is_index(self, place: Place, key: Value) -> bool:
        """Whether the keys are a set of the specification's, and not the fields of a record."""
        layout = self._layout(place)
        return key in self._renaming or (isinstance(layout, Entries) and self._names.has(layout.entries))

    def _guards(self, place: Place) -> Iterable[str]:
        """What has to hold for the place to be there."""
        here = Place(place.variable)
        for step in place.way:
            layout = self._layout(here)
            if isinstance(step, Kind):
                assert isinstance(layout, Mixed)
                yield self._kinds(here, frozenset((step.index,)), True)
            else:
                assert isinstance(layout, Entries)
                if not _certain(layout, step):
                    yield f"{self._value(step)} \\in DOMAIN {self.place(here)}"
            here = here.then(step)

    def _kinds(self, place: Place, kinds: frozenset[int], positive: bool) -> str:
        layout = self._layout(place)
        assert isinstance(layout, Mixed)
        chosen = kinds if positive else frozenset(range(len(layout.parts))) - kinds
        rest = frozenset(range(len(layout.parts))) - chosen
        text = self.place(place)
        inside, outside = self._scalars(layout, chosen), self._scalars(layout, rest)
        if outside is not None:
            return self._among(text, outside, False)
        if inside is not None:
            return self._among(text, inside, True)
        sets = " \\cup ".join(f"({self._types.set(layout.parts[index], place)})" for index in sorted(chosen))
        return f"{text} \\in {sets}"

    def _scalars(self, layout: Mixed, kinds: frozenset[int]) -> frozenset[Value] | None:
        found: set[Value] = set()
        for index in kinds:
            match layout.parts[index]:
                case Fixed(value):
                    found.add(value)
                case Atoms(values):
                    found.update(values)
                case Flag():
                    found.update((FALSE, TRUE))
                case _:
                    return None
        return frozenset(found)

    # ------------------------------------------------------------ literals

    def _says(self, literal: Literal, positive: bool) -> str:
        match literal:
            case Among(place, values, inside):
                return self._among(self.place(place), values, inside is positive)
            case Contains(place, element, inside):
                return f"{self._value(element)} {_in(inside is positive)} {self.place(place)}"
            case HasKey(place, key, inside):
                return f"{self._value(key)} {_in(inside is positive)} DOMAIN {self.place(place)}"
            case IsKind(place, kinds):
                return self._kinds(place, kinds, positive)
            case Within(place, intervals):
                return _within(self.place(place), intervals, positive)
            case Linear():
                said = literal if positive else denied(literal)
                return _compared([(self.place(each), factor) for each, factor in said.terms], said.bound, said.sign)
            case Adds(terms, total):
                sign = "=" if positive else "#"
                return _compared([(self._measured(each), factor) for each, factor in terms], total, sign)
            case Compares(term, places):
                table = {variable: self.place(place) for variable, place in places}
                return formula(term, table, positive)

    def _measured(self, measure: Measure) -> str:
        place = self.place(Place(measure.variable, measure.keys))
        match measure.what:
            case What.NUMBER:
                return place
            case What.SIZE:
                return f"Cardinality({place})"
            case What.LENGTH:
                return f"Len({place})"
            case What.KEYS:
                return f"Cardinality(DOMAIN {place})"
        assert measure.value is not None, "one value is counted"
        here = frozenset((measure.value,))
        if measure.what is What.IS:
            return f"(IF {self._among(place, here, True)} THEN 1 ELSE 0)"
        key = self._names.bound("keys", ())
        return f"Cardinality({{{key} \\in DOMAIN {place} : {self._among(f'{place}[{key}]', here, True)}}})"

    def _value(self, value: Value) -> str:
        return spelled(renamed_value(value, self._renaming))

    def _among(self, place: str, values: frozenset[Value], positive: bool) -> str:
        if len(values) == 1:
            (value,) = values
            if value is TRUE or value is FALSE:
                return place if (value is TRUE) is positive else f"~{place}"
            return f"{place} {'=' if positive else '#'} {self._value(value)}"
        return f"{place} {_in(positive)} {self._names.set(values, self._renaming)}"


def _certain(layout: Entries, key: Value) -> bool:
    entry = layout.entries.get(key)
    if entry is not None:
        return entry[0]
    return all(always for always, _ in layout.entries.values())


def _order(literal: Literal) -> tuple[object, ...]:
    """Short ways first, and then by the text: what is said of single variables sets the scene."""
    places = places_of(literal)
    return (max((len(place.way) for place in places), default=0), *_content(literal))


def _content(literal: Literal) -> tuple[str, ...]:
    """The same in every run: sets are in order."""
    match literal:
        case Among(place, values, inside):
            return ("Among", str(place), *sorted(map(str, values)), str(inside))
        case IsKind(place, kinds):
            return ("IsKind", str(place), *map(str, sorted(kinds)))
        case _:
            return (type(literal).__name__, str(literal))


def _subject(literal: Literal) -> tuple[object, ...]:
    """The larger, the better as the subject of a conclusion."""
    places = places_of(literal)
    return (isinstance(literal, Among), max((len(place.way) for place in places), default=0), *_content(literal))


def _in(positive: bool) -> str:
    return "\\in" if positive else "\\notin"


def _within(place: str, intervals: tuple[tuple[int | None, int | None], ...], positive: bool) -> str:
    parts = []
    for low, high in intervals:
        if low is not None and low == high:
            parts.append(f"{place} {'=' if positive else '#'} {low}")
        elif low is not None and high is not None:
            parts.append(f"{place} {_in(positive)} {low}..{high}")
        elif low is not None:
            parts.append(f"{place} {'>=' if positive else '<'} {low}")
        elif high is not None:
            parts.append(f"{place} {'<=' if positive else '>'} {high}")
        else:
            parts.append("TRUE" if positive else "FALSE")
    joined = (" \\/ " if positive else " /\\ ").join(parts)
    return joined if len(parts) == 1 else f"({joined})"


def _compared(terms: Iterable[tuple[str, int]], bound: int, sign: str) -> str:
    """`a + 1 <= 2 * b`: what has a negative factor stands on the other side."""
    left = sorted((text, factor) for text, factor in terms if factor > 0)
    right = sorted((text, -factor) for text, factor in terms if factor < 0)
    if not left:  # x at least so much
        left, right, bound = right, left, -bound
        sign = ">=" if sign == "<=" else sign
    elif right and bound == -1 and sign == "<=":
        sign, bound = "<", 0
    before = bound if bound > 0 or not right else 0
    return f"{added(left, before - bound)} {sign} {added(right, before)}"
