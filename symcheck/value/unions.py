"""The union of a set's elements, kept as these where together they are infinite or many; must not know of syntax."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain
from typing import TYPE_CHECKING, ClassVar

from symcheck.base.diagnostic import Code, SpecError
from symcheck.value.compare import check_comparable
from symcheck.value.lazy_sets import LazySet
from symcheck.value.limits import LARGEST_EXPLICIT_SET
from symcheck.value.sets import CANNOT_TELL, FiniteSet, SetValue, make_set

if TYPE_CHECKING:
    from symcheck.value import Value

_WRITTEN_OUT = 1 << 12  # elements


class UnionOfAll(LazySet):
    """`UNION {set, …}`, where what is asked for is mostly whether something is in it."""

    __slots__ = ("sets",)
    large: ClassVar[bool] = True

    def __init__(self, sets: tuple[SetValue, ...]) -> None:
        self.sets = sets

    def contains(self, value: Value) -> bool:
        """Where some cannot tell, another one may contain the value all the same, as with `\\cup`."""
        if self.listed is not None:
            return self.listed.contains(value)
        unknown: SpecError | None = None
        for each in self.sets:
            try:
                if each.contains(value):
                    return True
            except SpecError as error:
                if error.code not in CANNOT_TELL:
                    raise
                unknown = unknown or error
        if unknown is not None:
            raise unknown
        return False

    def is_finite(self) -> bool:
        return all(each.is_finite() for each in self.sets)

    def cardinality(self) -> int:
        return len(self.normal())

    def normal(self) -> FiniteSet:
        try:
            return self._normal
        except AttributeError:
            if sum(each.cardinality() for each in self.sets) > LARGEST_EXPLICIT_SET:
                raise SpecError(Code.TOO_LARGE, f"the set {self} has too many elements to be written out") from None
            self._normal = make_set(chain.from_iterable(self.sets))
            return self._normal

    def __iter__(self) -> Iterator[Value]:
        return iter(self.normal())

    def parts(self) -> tuple[object, ...]:
        return self.sets

    def __str__(self) -> str:
        return f"UNION {{{', '.join(map(str, self.sets))}}}"


def union_all(sets: Iterable[Value]) -> SetValue:
    """The union of all these sets, written out unless it is infinite or of many elements. Errors: NOT_A_SET;
    INCOMPARABLE."""
    values = list(sets)
    found = [each for each in values if isinstance(each, SetValue)]
    for each in values:
        if not isinstance(each, SetValue):
            for other in values:  # first of all they have to be the elements of one set
                check_comparable(other, each)
            raise SpecError(Code.NOT_A_SET, f"UNION of a set with the element {each}, which is no set")
    if all(type(each) is FiniteSet for each in found):
        return make_set(frozenset().union(*found))
    if all(each.is_finite() for each in found) and sum(each.cardinality() for each in found) <= _WRITTEN_OUT:
        return make_set(chain.from_iterable(found))
    return found[0] if len(found) == 1 else UnionOfAll(tuple(found))
