"""How the search goes about it: depths, budgets, progress, forms of systems."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import accumulate

import pytest

from benchmarks.systems import paxos, ring, two_phase
from symcheck.base.budget import Budget
from symcheck.engine import bmc
from symcheck.engine.bmc import TOO_DEEP, Search, search
from symcheck.engine.groups import deeper
from symcheck.engine.unrolling import Unrolling
from symcheck.engine.verdict import Bounded, Refuted, Unknown
from symcheck.engine.view import is_boolean, view
from symcheck.solve import Answer
from symcheck.solve.choose import sat
from symcheck.system.transition_system import GroundAction, Property, TransitionSystem
from symcheck.term import INT, TRUE, add, conj, eq, integer, le, neg, variable
from tests.conformance.toys import TOYS, act, make


class Listener:
    def __init__(self) -> None:
        self.heard: list[tuple[int, str]] = []
        self.notes: list[str] = []

    def progress(self, engine: str, depth: int, detail: str = "") -> None:
        assert engine == "bmc"
        self.heard.append((depth, detail))

    def note(self, message: str) -> None:
        self.notes.append(message)


def toy(name: str) -> TransitionSystem:
    return next(toy.system for toy in TOYS if toy.name == name)


def test_depths() -> None:
    assert deeper(0, 0) == 0
    assert list(accumulate(range(3), lambda depth, _: deeper(depth, 12), initial=0)) == [0, 5, 10, 12]
    reached = accumulate(range(7), lambda depth, _: deeper(depth, None), initial=0)
    assert list(reached) == [0, 5, 10, 15, 20, 30, 45, 65]
    assert deeper(30, None, slowly=True) == 32


def test_progress_is_told() -> None:
    listener = Listener()
    system = toy("broken mutex")
    search(system, system.properties, 10, observer=listener)
    assert (2, "exclusion is violated") in listener.heard
    assert listener.heard[-1] == (10, "")


def test_one_failure_does_not_stop_the_others() -> None:
    system = toy("counter")
    verdicts = search(system, system.properties, 20)
    assert {name: type(verdict) for name, verdict in verdicts.items()} == {
        "below 3": Refuted,
        "at most 5": Refuted,
        "never 5": Refuted,
        "natural": Bounded,
    }


def test_without_a_length_it_goes_on_until_the_budget_ends() -> None:
    system = toy("mutex")
    verdicts = search(system, system.properties, budget=Budget(1.0))
    assert isinstance(verdicts["busy"], Refuted)
    match verdicts["exclusion"]:
        case Unknown(why, depth):
            assert why == "out of time"
            assert depth >= 20
        case other:
            pytest.fail(str(other))


@pytest.mark.parametrize("name", ["mutex", "constrained counter"])
def test_it_ends_where_deeper_paths_would_be_too_large(name: str) -> None:
    """What is known until then stays known, and what was found stays found."""
    system = toy(name)
    found = Search(system, system.properties, budget=Budget(60), largest=20_000)
    found.run()
    assert found.full
    verdicts = found.verdicts().values()
    unknown = [verdict for verdict in verdicts if isinstance(verdict, Unknown)]
    assert unknown
    assert all(verdict.why == TOO_DEEP and verdict.depth >= 10 for verdict in unknown)
    assert any(isinstance(verdict, Refuted) for verdict in verdicts)


def test_a_first_step_that_is_too_large_says_nothing() -> None:
    system = toy("mutex")
    found = Search(system, system.properties, budget=Budget(60), largest=10)
    found.run()
    assert set(found.verdicts().values()) == {Unknown(TOO_DEEP, -1)}


def test_without_a_length_it_ends_when_all_is_refuted() -> None:
    system = toy("broken mutex")
    bad = [prop for prop in system.properties if prop.name in ("exclusion", "busy")]
    assert all(isinstance(verdict, Refuted) for verdict in search(system, bad).values())


def test_what_is_known_when_it_is_interrupted() -> None:
    class Impatient(Listener):
        def progress(self, engine: str, depth: int, detail: str = "") -> None:
            if depth == 10:
                raise KeyboardInterrupt

    system = toy("broken mutex")
    found = Search(system, system.properties, observer=Impatient())
    with pytest.raises(KeyboardInterrupt):
        found.run()
    verdicts = found.verdicts()
    assert isinstance(verdicts["exclusion"], Refuted)
    assert verdicts["place"] == Unknown("interrupted", 10)


def test_integers_with_bounds_go_to_bits() -> None:
    counter = toy("counter")
    assert not is_boolean(counter)
    seen = view(counter, counter.properties, 10)
    assert seen.bits is not None
    assert seen.depth == 10
    assert is_boolean(seen.system)
    constrained = view(toy("constrained counter"), counter.properties, 10)
    assert constrained.depth is None, "the constraint bounds it for ever"
    assert view(counter, counter.properties, 10, sat()).bits is None


def test_a_deep_counter_is_searched_in_wider_and_wider_bits() -> None:
    listener = Listener()
    n = variable("n", INT)
    system = TransitionSystem(
        state=(n,),
        inputs=(),
        init=eq(n, integer(0)),
        actions=(GroundAction("Grow", (), None, TRUE, {n: add([n, integer(3)])}),),
        properties=(Property("far", "invariant", le(integer(100), n)),),
        primed={n: variable("n'", INT)},
    )
    verdict = search(system, system.properties, observer=listener)["far"]
    assert isinstance(verdict, Refuted)
    assert verdict.path.moves[-1].state == {n: 102}
    assert verdict.path.length == 34
    assert verdict.path.shortest
    assert len(listener.notes) > 1


def test_unbounded_choices_stay_integers() -> None:
    n, pick = variable("n", INT), variable("pick", INT)
    system = replace(
        toy("counter"),
        inputs=(pick,),
        actions=(GroundAction("Jump", (), None, le(n, pick), {n: pick}),),
    )
    assert view(system, system.properties, 5).bits is None
    verdicts = search(system, system.properties, 5)
    assert isinstance(verdicts["never 5"], Refuted)
    assert verdicts["never 5"].path.length == 1
    assert verdicts["natural"] == Bounded(5)


@pytest.mark.parametrize(
    ("system", "length", "expected"),
    [
        (two_phase(6), None, 13),
        (ring(6, bug=True), None, 8),
        (paxos(), None, 17),
        (two_phase(6, bug=False), 15, None),
        (ring(6), 20, None),
    ],
    ids=["two-phase bug", "ring bug", "paxos bug", "two-phase", "ring"],
)
def test_known_protocols(system: TransitionSystem, length: int | None, expected: int | None) -> None:
    verdict = search(system, system.properties, length, Budget(60))["Safe"]
    if expected is None:
        assert verdict == Bounded(length or 0)
    else:
        assert isinstance(verdict, Refuted)
        assert verdict.path.length == expected
        assert verdict.path.shortest


def test_what_every_single_step_keeps_is_asked_for_no_more(monkeypatch: pytest.MonkeyPatch) -> None:
    """A sum that is hard to add up over many steps is not in the way of what is easy."""
    n, m = variable("n", INT), variable("m", INT)
    grow = act("Grow", TRUE, {n: add((n, integer(1))), m: add((m, integer(1)))})
    equal = Property("n = m", "invariant", neg(eq(n, m)))  # kept
    natural = Property("n /= -1", "invariant", eq(n, integer(-1)))  # holds, but the step from -2 does not keep it
    start = conj((le(integer(0), n), eq(n, m)))
    system = make("two", (n, m), start, [grow], {equal: None, natural: None}).system
    asked: list[str] = []
    find = Unrolling.find

    def spied(self: Unrolling, properties: Sequence[Property], budget: Budget) -> Answer:
        asked.extend(prop.name for prop in properties)
        return find(self, properties, budget)

    monkeypatch.setattr(Unrolling, "find", spied)
    monkeypatch.setattr(bmc, "TIRED", 1e-9)  # after the first depth
    monkeypatch.setattr(bmc, "_PATIENCE", 1e9)
    assert search(system, system.properties, 8) == {"n = m": Bounded(8), "n /= -1": Bounded(8)}
    assert set(asked[2:]) == {"n /= -1"}
