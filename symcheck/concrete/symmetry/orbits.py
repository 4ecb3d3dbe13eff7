"""The permutations that a configuration's SYMMETRY gives, where they are sound, and the images of states; must not know
how states are searched."""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from symcheck.base.diagnostic import SpecError
from symcheck.concrete.evaluate import evaluate
from symcheck.concrete.symmetry.permutation import Images, OpaqueError, Permutation, generated
from symcheck.concrete.symmetry.telling_apart import telling_apart
from symcheck.core.expr import Apply, Call, Expr
from symcheck.core.ops import Op
from symcheck.core.spec import Spec
from symcheck.value import FiniteSet, FunctionValue, ModelValue

_MOST = 5040  # permutations that are made use of
_KEPT = 1 << 17  # images of values that all of them keep together, or a few for each


@dataclass(frozen=True, slots=True)
class Unused:
    """Why a SYMMETRY is not made use of."""

    reason: str


class Orbits:
    """What a state is the same as, under permutations of model values."""

    def __init__(self, permutations: tuple[Permutation, ...]) -> None:
        self._permutations = permutations

    def images(self, key: Hashable) -> Iterator[Hashable]:
        """The images of a state, a tuple of values, or of what a VIEW makes of it. None of what cannot be told."""
        try:
            for permutation in self._permutations:
                of = permutation.of
                yield tuple([of(value) for value in key]) if type(key) is tuple else of(key)  # type: ignore[arg-type]
        except OpaqueError:
            return


def orbits(spec: Spec) -> Orbits | Unused:
    """Sound where the specification treats alike what the permutations exchange, and no behavior has to be followed
    round a cycle, whose states come under other names each time."""
    assert spec.symmetry is not None, "asked for where there is one"
    assert spec.behavior is not None, "there are states"
    if any(each.kind == "temporal" for each in spec.properties):
        return Unused("temporal properties speak of whole behaviors")
    try:
        generators = _generators(spec.symmetry.expr)
    except SpecError:
        return Unused(f"{spec.symmetry.name} cannot be evaluated")
    if generators is None:
        return Unused(f"{spec.symmetry.name} is not a set of permutations of model values")
    formulas = [spec.behavior.init, spec.behavior.next]
    for several in (spec.invariants, spec.properties, spec.constraints, spec.action_constraints):
        formulas += [each.expr for each in several]
    if spec.view is not None:
        formulas.append(spec.view.expr)
    found = telling_apart(formulas, tuple(map(Permutation, generators)))
    if found is not None:
        return Unused(f"{found.span.text} ({found.span}) may tell apart what it exchanges")
    every = generated(generators, _MOST)
    if not every:
        return Unused(f"{spec.symmetry.name} exchanges nothing")
    return Orbits(tuple([Permutation(images, max(128, _KEPT // len(every))) for images in every]))


def _generators(symmetry: Expr) -> list[Images] | None:
    """Permutations that generate those of an expression; None where it gives something else."""
    match symmetry:
        case Call(args=()):
            return _generators(symmetry.definition.body)
        case Apply(op=Op.CUP):
            each = [_generators(part) for part in symmetry.operands]
            return None if None in each else [images for some in each for images in some or ()]
        case Apply(op=Op.PERMUTATIONS):
            elements = evaluate(symmetry.operands[0])
            if not isinstance(elements, FiniteSet):
                return None
            return _checked([{one: other, other: one} for one, other in pairwise(elements.order)])
        case _:
            functions = evaluate(symmetry)
            if not isinstance(functions, FiniteSet) or not all(isinstance(each, FunctionValue) for each in functions):
                return None
            return _checked([dict(each.items()) for each in functions])  # type: ignore[union-attr]


def _checked(permutations: list[dict[object, object]]) -> list[Images] | None:
    """Those that are permutations of model values of one type each, if all are."""
    for images in permutations:
        if set(images) != set(images.values()):
            return None
        for value, image in images.items():
            if not isinstance(value, ModelValue) or not isinstance(image, ModelValue) or value.type != image.type:
                return None
    return permutations  # type: ignore[return-value]
