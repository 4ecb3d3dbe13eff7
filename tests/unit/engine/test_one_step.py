"""What single steps keep, one action at a time; what only holds where something else does goes with it."""

from __future__ import annotations

from symcheck.base.budget import Budget
from symcheck.engine.one_step import kept as kept_from_the_start
from symcheck.engine.one_step import kept_together
from symcheck.solve import default_solver
from symcheck.system.transition_system import Property
from symcheck.term import INT, TRUE, Term, add, conj, eq, integer, le, neg, variable
from tests.conformance.toys import Toy, act, make

N, M = variable("n", INT), variable("m", INT)
ORDERED = Property("n <= m", "invariant", neg(le(N, M)))
NATURAL = Property("0 <= n", "invariant", neg(le(integer(0), N)))
AT_MOST_5 = Property("m <= 5", "invariant", neg(le(M, integer(5))))
AT_MOST_6 = Property("m <= 6", "invariant", neg(le(M, integer(6))))
ALL = (AT_MOST_6, ORDERED, AT_MOST_5, NATURAL)


def two(limit: Term) -> Toy:
    """n and m grow together, or m alone while the limit allows it."""
    one = integer(1)
    both = act("Both", le(M, integer(4)), {N: add([N, one]), M: add([M, one])})
    start = conj([eq(N, integer(0)), eq(M, integer(0))])
    return make("two", (N, M), start, [both, act("M", limit, {M: add([M, one])})], dict.fromkeys(ALL))


def kept(limit: Term, known: Term = TRUE, budget: Budget | None = None) -> list[str] | None:
    found = kept_together(two(limit).system, known, ALL, default_solver(boolean=False), budget or Budget())
    return None if found is None else [each.name for each in found]


def test_all_that_hold_together() -> None:
    assert kept(le(M, integer(4))) == ["m <= 6", "n <= m", "m <= 5", "0 <= n"]


def test_what_a_step_breaks_goes_and_what_leans_on_it() -> None:
    assert kept(TRUE) == ["n <= m", "0 <= n"]
    assert kept(le(M, integer(5))) == ["m <= 6", "n <= m", "0 <= n"]


def test_what_is_known_helps() -> None:
    assert kept(TRUE, known=le(M, integer(4))) == ["m <= 6", "n <= m", "m <= 5", "0 <= n"]


def test_without_time_nothing_is_said() -> None:
    assert kept(TRUE, budget=Budget(0.0)) is None


def test_only_what_holds_at_the_start_and_speaks_of_states_is_kept_from_there() -> None:
    system = two(le(M, integer(4))).system
    late = Property("1 <= m", "invariant", neg(le(integer(1), M)))
    moving = Property("n stays", "action", neg(eq(N, system.primed[N])))
    choosing = Property("an input", "invariant", le(N, variable("some!0", INT)))
    found = kept_from_the_start(system, [*ALL, late, moving, choosing], Budget())
    assert [each.name for each in found] == ["m <= 6", "n <= m", "m <= 5", "0 <= n"]
    assert kept_from_the_start(two(TRUE).system, ALL, Budget()) == [ORDERED, NATURAL]
