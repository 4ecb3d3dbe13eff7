"""Values to try where a choice is from a set that cannot be listed; must not know what is chosen."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import islice, product

from symcheck.base.diagnostic import SpecError
from symcheck.base.span import Span
from symcheck.concrete.compiler.binders import elements
from symcheck.value import (
    FilledFunction,
    FiniteSet,
    FunctionSet,
    FunctionValue,
    Interval,
    PowerSet,
    Product,
    RecordSet,
    Rule,
    SetValue,
    TupleValue,
    Value,
    function_on,
)

_MOST_NUMBERS = 40  # so many integers are subtracted from one another
_MOST_COMBINED = 20_000  # functions, records and tuples that are made of candidates
MANY = 512  # of a set with more elements only candidates are tried at first
_SIZED = (Interval, PowerSet, FunctionSet, RecordSet, Product)  # their size is known without listing them


class Candidates:
    """Without values, sets are listed and an infinite one is an error. While there are `values`, a choice from an
    infinite set tries those of them that are its elements: that may miss a choice but never invents one. The same goes
    for a set of many elements, unless all are `listed`; then `passed_over` tells that there was one. `partial` tells
    that there was a set of either kind."""

    __slots__ = ("listed", "partial", "passed_over", "values")

    def __init__(self) -> None:
        self.values: Callable[[], tuple[Value, ...]] | None = None
        self.listed = False
        self.passed_over = False
        self.partial = False

    def elements(
        self, container: SetValue, span: Span, within: Callable[[SetValue], SetValue] | None = None
    ) -> Iterable[Value]:
        """The elements in canonical order, or the candidates among them. `within` gives a part of a large set that is
        enough. Errors: INFINITE_SET."""
        if self.values is None or _is_small(container):
            return elements(container, span)
        if within is not None:
            container = within(container)
        if container.is_finite():
            if self.listed or _is_small(container):
                return elements(container, span)
            self.passed_over = True
        self.partial = True
        return _among(container, self.values())


def _is_small(container: SetValue) -> bool:
    return container.is_finite() and (not isinstance(container, _SIZED) or container.cardinality() <= MANY)


def _among(container: SetValue, values: tuple[Value, ...], most: int = _MOST_COMBINED) -> Iterator[Value]:
    """The candidates that are elements of a set, then some that are made of candidates, at most so many."""
    yield from (value for value in values if _contains(container, value))
    match container:
        case FunctionSet():
            keys = container.domain.normal() if container.domain.is_finite() else None
            parts: tuple[SetValue, ...] = () if keys is None else (container.range,) * len(keys)
        case RecordSet():
            keys, parts = container.names, container.fields
        case Product():
            keys, parts = None, container.factors
        case _:
            return
    if not parts:
        return
    each = max(1, int(most ** (1 / len(parts))))
    chosen = [list(islice(_few(part, each) or _among(part, values, each), each)) for part in parts]
    for combination in product(*chosen):
        yield TupleValue(combination) if keys is None else function_on(keys, combination)


def _few(container: SetValue, most: int) -> SetValue | None:
    """The set, if it is one of few elements."""
    sized = isinstance(container, FiniteSet | Interval) and container.cardinality() <= most
    return container if sized else None


def _contains(container: SetValue, value: Value) -> bool:
    try:
        return container.contains(value)
    except SpecError:
        return False


def from_states(*states: Iterable[Value]) -> tuple[Value, ...]:
    """What a step may have been made with: every part of the values of its states, and the differences of integers."""
    found: dict[Value, None] = {}
    todo = [value for state in states for value in state][::-1]
    while todo:
        part = todo.pop()
        try:
            if part in found:
                continue  # states have most of their values in common
            found[part] = None
        except SpecError:
            pass  # a function of which nobody can tell whether it is another one here
        todo.extend(_parts(part))
    numbers = [value for value in found if isinstance(value, int)][:_MOST_NUMBERS]
    found.update(dict.fromkeys(left - right for left, right in product(numbers, numbers)))
    found.update(dict.fromkeys((0, 1)))
    return tuple(found)


def _parts(value: Value) -> Iterator[Value]:
    if isinstance(value, FunctionValue):
        for key, item in value.items():
            yield key
            yield item
    elif isinstance(value, FilledFunction):
        filler = value.filler
        yield from filler.read if isinstance(filler, Rule) else (filler,)
        yield from value.changes
        yield from value.changes.values()
    elif isinstance(value, SetValue) and value.is_finite():
        yield from value
