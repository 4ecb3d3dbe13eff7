"""Values to try where a choice is from a set that cannot be listed; must not know what is chosen."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import product

from symcheck.base.diagnostic import SpecError
from symcheck.base.span import Span
from symcheck.concrete.binders import elements
from symcheck.value import FunctionSet, FunctionValue, Interval, PowerSet, Product, RecordSet, SetValue, Value

_MOST_NUMBERS = 40  # so many integers are subtracted from one another
MANY = 512  # of a set with more elements only candidates are tried at first
_SIZED = (Interval, PowerSet, FunctionSet, RecordSet, Product)  # their size is known without listing them


class Candidates:
    """Without values, sets are listed and an infinite one is an error. While `values` are set, a choice from an
    infinite set tries those of them that are its elements: that may miss a choice but never invents one. The same goes
    for a set of many elements, unless all are `listed`; then `passed_over` tells that there was one."""

    __slots__ = ("listed", "passed_over", "values")

    def __init__(self) -> None:
        self.values: tuple[Value, ...] | None = None
        self.listed = False
        self.passed_over = False

    def elements(self, container: SetValue, span: Span) -> Iterable[Value]:
        """The elements in canonical order, or the candidates among them. Errors: INFINITE_SET."""
        if self.values is None:
            return elements(container, span)
        if container.is_finite():
            if self.listed or not isinstance(container, _SIZED) or container.cardinality() <= MANY:
                return elements(container, span)
            self.passed_over = True
        return [value for value in self.values if _contains(container, value)]


def _contains(container: SetValue, value: Value) -> bool:
    try:
        return container.contains(value)
    except SpecError:
        return False


def from_states(*states: Iterable[Value]) -> tuple[Value, ...]:
    """What a step may have been made with: every part of the values of its states, and the differences of integers."""
    found: dict[Value, None] = {}
    for state in states:
        for value in state:
            found.update(dict.fromkeys(_parts(value)))
    numbers = [value for value in found if isinstance(value, int)][:_MOST_NUMBERS]
    found.update(dict.fromkeys(left - right for left, right in product(numbers, numbers)))
    found.update(dict.fromkeys((0, 1)))
    return tuple(found)


def _parts(value: Value) -> Iterator[Value]:
    todo = [value]
    while todo:
        part = todo.pop()
        yield part
        if isinstance(part, FunctionValue):
            for key, item in part.items():
                todo.extend((key, item))
        elif isinstance(part, SetValue) and part.is_finite():
            todo.extend(part)
