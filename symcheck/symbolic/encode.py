"""A specification as a transition system, by as many encodings as it takes; must not know how it is searched."""

from __future__ import annotations

from collections.abc import Callable, Set

from symcheck.base.diagnostic import Code, SpecError
from symcheck.base.observe import Observer, Silent
from symcheck.core.spec import Spec
from symcheck.symbolic.encoded import Encoded
from symcheck.symbolic.encoder import Early, Wanted, system_of
from symcheck.symbolic.functions.drawn import Drawn
from symcheck.symbolic.questions import NOT_REACHED
from symcheck.symbolic.sums import sums_of_choices
from symcheck.symbolic.told import told
from symcheck.symbolic.unfolding import is_beyond

FEW_INTEGERS = 64
"""More integers in one place than this are faster as a number than as a choice."""

SUMMED_INTEGERS = 16
"""The same where integers of several places are added up, and a length is given."""

MANY_INTEGERS = 4_096
"""More than this are not written out in any case."""

TRIES = 4
"""So often a specification is encoded at most until functions that may be any have keys enough."""

UNSETTLED = "the symbolic reading does not find at how many keys functions on an infinite domain are looked at"


def encode(
    spec: Spec,
    depth: int | None = None,
    observer: Observer | None = None,
    doubted: Set[str] = frozenset(),
    early: Early | None = None,
) -> Encoded:
    """The transition system of a specification, for `depth` steps or, where that is None, for all of them if possible.

    `doubted` are titles of properties that an encoding before had assumed, and that were violated: not assumed again. A
    limit that calls of something recursive go beyond is raised where its title is among them. `early` may have the
    system for fewer steps on the way, or leave by an exception. Raises SpecError with U001 or U002, at its place, for
    what the symbolic reading lacks, and with a D code for an evaluation error of the initial predicate.
    """
    assert spec.behavior is not None, "there is nothing to encode without a behavior"
    counted, counter = told(spec)
    wanted = Wanted(spec, counted, counter, depth, early or _unheard)
    observer = observer or Silent()
    while True:
        try:
            return _with_numbers(_with_keys(wanted, FEW_INTEGERS, doubted, observer), wanted, doubted)
        except SpecError as error:
            if error.code is not Code.UNSUPPORTED:
                raise
            if not is_beyond(message := error.diagnostics[0].message):
                break
            doubted = {*doubted, NOT_REACHED + message}
    # a number without bounds may have been what is not supported: integers as a choice can be anywhere
    return _with_keys(wanted, MANY_INTEGERS, doubted, observer)


def _unheard(so_far: Callable[[], Encoded | None]) -> None:
    """Nobody asks for what is encoded on the way."""


def _with_numbers(found: Encoded, wanted: Wanted, doubted: Set[str]) -> Encoded:
    """What is found; or, where it adds up choices of many integers, the same with numbers in their place."""
    if wanted.depth is None or not _sums_up(found):
        return found
    try:
        other = _with_keys(wanted, SUMMED_INTEGERS, doubted, Silent())
    except SpecError:
        return found
    as_far = other.depth is None or other.depth == found.depth
    as_much = other.left_out.keys() == found.left_out.keys() and other.assumed <= found.assumed
    return other if as_far and as_much and not _sums_up(other) else found


def _sums_up(encoded: Encoded) -> bool:
    return sums_of_choices([prop.bad for prop in encoded.system.properties], SUMMED_INTEGERS)


def _with_keys(wanted: Wanted, integers: int, doubted: Set[str], observer: Observer) -> Encoded:
    """The system with as many keys of functions that may be any as behaviors look at: its own formulas say how many."""
    if wanted.depth is None:
        return system_of(wanted, integers, doubted, None, observer)
    rows = 1
    for _ in range(TRIES):
        drawn = Drawn(rows)
        found = system_of(wanted, integers, doubted, drawn, observer)
        if not drawn.keys or (needed := _needed(found, drawn, wanted.depth)) <= rows:
            return found
        rows = needed
    assert wanted.counted.behavior is not None, "it has been encoded"
    raise SpecError(Code.UNSUPPORTED, UNSETTLED, at=wanted.counted.behavior.next.span)


def _needed(found: Encoded, drawn: Drawn, depth: int) -> int:
    """At how many keys a behavior of so many steps may look."""
    system = found.system
    each = [(action.guard, action.expand, *action.effects.values(), system.constraint) for action in system.actions]
    last = [(prop.bad, system.constraint) for prop in (*system.properties, *found.initial.properties)]
    # an action constraint is evaluated as questions are, and in each step
    return drawn.needed(depth, system.init, each, last) * (depth + 1 if found.spec.action_constraints else 1)
