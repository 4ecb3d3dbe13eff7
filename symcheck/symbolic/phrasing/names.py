"""Sets of values in the specification's own words, and names that are still free; must not know clauses or layouts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import count

from symcheck.symbolic.phrasing.literal import Renaming, renamed_value
from symcheck.value import BOOLEAN, FiniteSet, RecordValue, String, Value, make_set, order_key


def spelled(value: Value) -> str:
    """The value, with those fields of a record first that say in words what it is."""
    if not isinstance(value, RecordValue) or not str(value).startswith("["):
        return str(value)
    fields = sorted(value.items(), key=lambda item: not isinstance(item[1], String))
    return "[" + ", ".join(f"{str(key)[1:-1]} |-> {spelled(item)}" for key, item in fields) + "]"


class Names:
    """`sets` are those that the specification has names for, `taken` the names that mean something in it."""

    def __init__(self, sets: Mapping[FiniteSet, str], taken: Iterable[str]) -> None:
        self.sets = dict(sets)
        self._taken = frozenset(taken)

    def free(self, wanted: str, used: Iterable[str] = ()) -> str:
        """The name, or the first of its numbered kin that is not taken."""
        busy = self._taken.union(used)
        if wanted not in busy:
            return wanted
        return next(name for number in count(1) if (name := f"{wanted}{number}") not in busy)

    def bound(self, domain: str, used: Iterable[str]) -> str:
        """A name for an element of a set: its first letter, small, or letters that come after it."""
        busy = self._taken.union(used)
        first = next((letter for letter in domain.lower() if letter.isalpha() and letter.isascii()), "i")
        letters = "abcdefghijklmnopqrstuvwxyz"
        start = letters.index(first)
        kin = letters[start:] + letters[:start]
        free = (letter for letter in kin if letter not in busy)
        return next(free, None) or self.free(f"{first}1", used)

    def has(self, values: Iterable[Value]) -> bool:
        """Whether there is one name for the set of these."""
        return FiniteSet(values) in self.sets

    def set(self, values: Iterable[Value], renaming: Renaming | None = None) -> str:
        """A set expression with these elements; those that are not in a set with a name, under other names."""
        elements = FiniteSet(values)
        if elements in self.sets:
            return self.sets[elements]
        return " \\cup ".join(self._parts(elements, renaming or {})) or "{}"

    def _parts(self, elements: FiniteSet, renaming: Renaming) -> Iterator[str]:
        if elements == BOOLEAN:
            yield "BOOLEAN"
            return
        left: set[Value] = set(frozenset.__iter__(elements))
        named = sorted(self.sets.items(), key=lambda item: -len(item[0]))
        for known, name in named:
            if len(known) > 1 and left.issuperset(known):
                left.difference_update(known)
                yield name
        records: dict[FiniteSet, list[RecordValue]] = {}
        numbers: list[int] = []
        rest: list[Value] = []
        for element in sorted(left, key=order_key):
            if isinstance(element, RecordValue) and str(element).startswith("["):
                records.setdefault(element.domain, []).append(element)
            elif type(element) is int:
                numbers.append(element)
            else:
                rest.append(element)
        if len(numbers) > 2 and not renaming and numbers[-1] - numbers[0] == len(numbers) - 1:
            yield f"{numbers[0]}..{numbers[-1]}"
        else:
            rest = [*numbers, *rest]
        for group in records.values():
            yield from self._records(group)
        if rest:
            yield "{" + ", ".join(spelled(renamed_value(value, renaming)) for value in rest) + "}"

    def _records(self, group: list[RecordValue]) -> Iterator[str]:
        """Records with the same fields: as one product, or one for each value of a field that is a string."""
        whole = self._product(group)
        if whole is not None:
            yield whole
            return
        fields = list(group[0].domain)
        for field in fields:
            parts: dict[Value, list[RecordValue]] = {}
            for record in group:
                parts.setdefault(record.apply(field), []).append(record)
            if len(parts) > 1 and all(isinstance(value, String) for value in parts):
                others = [other for other in fields if other != field]
                alike: dict[frozenset[tuple[Value, ...]], list[RecordValue]] = {}
                for part in parts.values():
                    rest = frozenset(tuple(record.apply(other) for other in others) for record in part)
                    alike.setdefault(rest, []).extend(part)
                if len(alike) > 1:
                    for part in alike.values():
                        yield from self._records(part)
                    return
        yield "{" + ", ".join(map(spelled, group)) + "}"

    def _product(self, group: list[RecordValue]) -> str | None:
        if len(group) == 1:
            return None
        fields = list(group[0].domain)
        columns = {field: make_set(record.apply(field) for record in group) for field in fields}
        size = 1
        for column in columns.values():
            size *= len(column)
        if size != len(group):
            return None
        # what is said in words comes first: it tells what the records are
        ordered = sorted(columns.items(), key=lambda item: not all(isinstance(each, String) for each in item[1]))
        inside = ", ".join(f"{str(field)[1:-1]} : {self.set(column)}" for field, column in ordered)
        return f"[{inside}]"
