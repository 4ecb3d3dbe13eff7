"""The permutations that a configuration's SYMMETRY gives, where they are sound, and the images of states; must not know
how states are searched."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from itertools import chain

from symcheck.base.diagnostic import SpecError
from symcheck.concrete.evaluate import evaluate
from symcheck.concrete.symmetry.permutation import Images, OpaqueError, Permutation, generated
from symcheck.concrete.symmetry.telling_apart import telling_apart
from symcheck.core.expr import Apply, Call, Expr
from symcheck.core.ops import Op
from symcheck.core.spec import Named, Spec
from symcheck.value import FiniteSet, FunctionValue, ModelValue

_MOST = 5040  # images of a state that are looked for

Level = Sequence[Images]  # permutations of which one, or none, is applied


@dataclass(frozen=True, slots=True)
class Unused:
    """Why a SYMMETRY is not made use of."""

    reason: str


class Orbits:
    """What a state is the same as, under permutations of model values: what one of the first level, or none, makes of
    it, then one of the next, and so on. That all permutations come about by few lets their images of values be
    remembered, and what has few images costs little."""

    def __init__(self, levels: Iterable[Level]) -> None:
        self._levels = [[Permutation(images) for images in level] for level in levels]

    @property
    def permutations(self) -> list[Permutation]:
        """Those by which all come about."""
        return list(chain.from_iterable(self._levels))

    def images(self, key: Hashable) -> Iterable[Hashable]:
        """The images of a state, a tuple of values, or of what a VIEW makes of it, and itself; just itself where they
        cannot be told."""
        found = {key: None}
        try:
            for level in self._levels:
                if len(found) > _MOST:
                    break
                for known in tuple(found):
                    for permutation in level:
                        of = permutation.of
                        image = tuple([of(value) for value in known]) if type(known) is tuple else of(known)  # type: ignore[arg-type]
                        found[image] = None
        except OpaqueError:
            return (key,)
        return found


def orbits(spec: Spec) -> Orbits | Unused:
    """Sound where the specification treats alike what the permutations exchange, and no behavior has to be followed
    round a cycle, whose states come under other names each time."""
    assert spec.symmetry is not None, "asked for where there is one"
    assert spec.behavior is not None, "there are states"
    if any(each.kind == "temporal" for each in spec.properties):
        return Unused("temporal properties speak of whole behaviors")
    levels = given(spec.symmetry)
    if isinstance(levels, Unused):
        return levels
    formulas = [spec.behavior.init, spec.behavior.next]
    for several in (spec.invariants, spec.properties, spec.constraints, spec.action_constraints):
        formulas += [each.expr for each in several]
    if spec.view is not None:
        formulas.append(spec.view.expr)
    if not any(levels):
        return Unused(f"{spec.symmetry.name} exchanges nothing")
    found = Orbits(levels)
    place = telling_apart(formulas, found.permutations)
    return found if place is None else Unused(f"{place.span.text} ({place.span}) may tell apart what it exchanges")


def given(symmetry: Named) -> Sequence[Level] | Unused:
    """The permutations that a SYMMETRY names, level by level."""
    try:
        levels = _levels(symmetry.expr)
    except SpecError as error:
        return Unused(f"{symmetry.name} cannot be evaluated: {error.diagnostics[0].message}")
    return levels if levels is not None else Unused(f"{symmetry.name} is not a set of permutations of model values")


def _levels(symmetry: Expr) -> list[Level] | None:
    """The permutations that an expression gives, level by level; None where it gives something else."""
    match symmetry:
        case Call(args=()):
            return _levels(symmetry.definition.body)
        case Apply(op=Op.CUP):
            each = [_levels(part) for part in symmetry.operands]
            return None if None in each else [level for some in each for level in some or ()]
        case Apply(op=Op.PERMUTATIONS):
            elements = evaluate(symmetry.operands[0])
            if not isinstance(elements, FiniteSet):
                return None
            order = elements.order
            # every permutation exchanges, for each place in turn, what is there with itself or something before it
            return _checked([[{one: other, other: one} for other in order[:at]] for at, one in enumerate(order)])
        case _:
            functions = evaluate(symmetry)
            if not isinstance(functions, FiniteSet) or not all(isinstance(each, FunctionValue) for each in functions):
                return None
            found = _checked([[dict(each.items()) for each in functions]])  # type: ignore[union-attr]
            return None if found is None else [generated(found[0], _MOST)]


def _checked(levels: list[list[dict[object, object]]]) -> list[Level] | None:
    """The levels, if all are permutations of model values of one type each."""
    for images in chain.from_iterable(levels):
        if set(images) != set(images.values()):
            return None
        for value, image in images.items():
            if not isinstance(value, ModelValue) or not isinstance(image, ModelValue) or value.type != image.type:
                return None
    return levels  # type: ignore[return-value]
