"""Plain values sorted by what stands at a place inside of them; must not know expressions, nor what is looked for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass

from symcheck.base.diagnostic import Code, SpecError
from symcheck.symbolic.uniform import Shape, join_shapes, shape_of
from symcheck.term import Term
from symcheck.value import FunctionValue, Value, order_key

Place = tuple[Value, ...]
"""Keys, one inside the other: x.msg.bal is at ("msg", "bal")."""

Members = Mapping[Value, Term]


@dataclass(slots=True, eq=False)
class _Table:
    """The values with something at a place, by that; `others` have nothing there."""

    groups: dict[Value, Sieve]
    others: dict[Value, Term]
    shape: Shape

    def comparable(self, wanted: Value) -> bool:
        """Whether a value can be compared with all that stands at the place, however deep inside."""
        return join_shapes(self.shape, shape_of((wanted,))).uniform


class Sieve:
    """Possible elements of a set with their conditions, sorted by place as soon as somebody asks."""

    __slots__ = ("_ordered", "_tables", "members")

    def __init__(self, members: Members) -> None:
        self.members = members
        self._tables: dict[Place, _Table] = {}
        self._ordered: list[Value] | None = None

    def by(self, place: Place) -> _Table:
        """The members, sorted by what stands at a place."""
        table = self._tables.get(place)
        if table is None:
            found: dict[Value, dict[Value, Term]] = {}
            others: dict[Value, Term] = {}
            for value, inside in self.members.items():
                item = at(value, place)
                if item is None:
                    others[value] = inside
                else:
                    found.setdefault(item, {})[value] = inside
            groups = {item: Sieve(members) for item, members in found.items()}
            table = self._tables[place] = _Table(groups, others, shape_of(groups))
        return table

    @property
    def ordered(self) -> list[Value]:
        """The members in canonical order."""
        if self._ordered is None:
            self._ordered = in_order(self.members)
        return self._ordered


NOTHING = Sieve({})


def at(value: Value, place: Place) -> Value | None:
    """What stands at a place; None where nothing does."""
    found: Value | None = value
    for key in place:
        if not isinstance(found, FunctionValue):
            return None
        found = found.get(key)
    return found


def in_order(values: Iterable[Value]) -> list[Value]:
    """In canonical order. Raises U001 where one of them has none."""
    return sorted(values, key=order_of)


def order_of(value: Value) -> tuple[object, ...]:
    """What values are ordered by. Raises U001 where one has no order."""
    try:
        return order_key(value)
    except SpecError as error:
        if error.code is not Code.INCOMPARABLE:
            raise
        raise _lack(error) from error


@contextmanager
def lacking_without_order() -> Iterator[None]:
    """Raises U001 where a value has no order that is asked for inside: whether that is an error of the specification
    depends on whether the value is there, and on who needs its order."""
    try:
        yield
    except SpecError as error:
        if error.code is not Code.INCOMPARABLE:
            raise
        raise _lack(error) from error


def _lack(error: SpecError) -> SpecError:
    message = f"the symbolic reading does not order what may be sets of values that cannot be compared ({error})"
    return SpecError(Code.UNSUPPORTED, message, hint="check it with --engine explicit")
