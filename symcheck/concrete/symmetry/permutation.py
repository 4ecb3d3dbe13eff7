"""Permutations of model values, and what they make of values; must not know expressions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from symcheck.value import (
    Boolean,
    FiniteSet,
    FunctionValue,
    Interval,
    ModelValue,
    RecordValue,
    String,
    TupleValue,
    Value,
)

_MOST_KEPT = 1 << 14  # images of values
_UNMOVED = frozenset((int, Boolean, String, Interval))  # hold no model values

Images = Mapping[ModelValue, ModelValue]


class OpaqueError(Exception):
    """A value is represented by what is still to be evaluated, so that there is no telling what is in it."""


class Permutation:
    """A bijection of model values; those that `images` does not mention stay what they are."""

    def __init__(self, images: Images) -> None:
        self._images = {value: image for value, image in images.items() if value != image}
        self._known: dict[Value, Value] = {}
        self._domains: dict[FiniteSet, tuple[FiniteSet, list[int]]] = {}

    def of(self, value: Value) -> Value:
        """The value with each model value in it replaced by its image. Raises OpaqueError."""
        if type(value) in _UNMOVED:
            return value
        if isinstance(value, ModelValue):
            return self._images.get(value, value)
        found = self._known.get(value)
        if found is None:
            if len(self._known) >= _MOST_KEPT:
                self._known.clear()
            found = self._known[value] = self._inside(value)
        return found

    def fixes(self, value: Value) -> bool:
        """Whether the value is its own image; not, where that cannot be told."""
        try:
            return self.of(value) == value
        except OpaqueError:
            return False

    def _inside(self, value: Value) -> Value:
        if type(value) is FiniteSet:
            return FiniteSet(map(self.of, frozenset.__iter__(value)))
        if type(value) is TupleValue:
            return TupleValue(map(self.of, value))
        if type(value) is RecordValue:  # its domain is one of strings
            return tuple.__new__(RecordValue, (None, value.domain, tuple(map(self.of, value.values))))
        if type(value) is FunctionValue:
            domain, places = self._domain(value.domain)
            values = tuple(map(self.of, value.values))
            return tuple.__new__(FunctionValue, (None, domain, tuple([values[place] for place in places])))
        raise OpaqueError

    def _domain(self, domain: FiniteSet) -> tuple[FiniteSet, list[int]]:
        """The image of a domain, and for each of its keys in order the place of the key that it is the image of."""
        found = self._domains.get(domain)
        if found is None:
            images = [self.of(key) for key in domain.order]
            places = {image: place for place, image in enumerate(images)}
            image = FiniteSet(images).indexed()
            found = self._domains[domain] = image, [places[key] for key in image.order]
        return found


def generated(generators: Iterable[Images], most: int) -> list[Images]:
    """The permutations that some generate, but for the identity; at most so many."""
    steps = list(generators)
    atoms = sorted({atom for images in steps for atom in images}, key=ModelValue.order_key)
    identity = tuple(atoms)
    seen = {identity: None}
    todo = [identity]
    for known in todo:
        for images in steps:
            new = tuple([images.get(atom, atom) for atom in known])
            if new not in seen and len(seen) <= most:
                seen[new] = None
                todo.append(new)
    return [dict(zip(atoms, images, strict=True)) for images in todo[1:]]
