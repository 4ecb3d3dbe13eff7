"""Cubes grow as far as induction allows."""

from __future__ import annotations

from dataclasses import replace

from symcheck.engine.pdr.consecution import Consecution
from symcheck.engine.pdr.frames import Frames
from symcheck.engine.pdr.generalise import Generaliser
from symcheck.engine.pdr.initial import Initial
from symcheck.engine.pdr.pushing import Pushing
from symcheck.engine.pdr.relation import Relation
from symcheck.system.transition_system import TransitionSystem
from symcheck.term import FALSE, TRUE, conj, exactly_one, neg
from tests.conformance.toys import act, bits, make


def searcher(system: TransitionSystem, top: int) -> tuple[Generaliser, Frames, Relation]:
    relation = Relation(system)
    frames = Frames(relation.circuits)
    for _ in range(top):
        frames.extend()
    initial = Initial(relation.initial.solver(initial=True), relation.size)
    consecution = Consecution(relation, frames, initial)
    return Generaliser(relation, frames, consecution, initial, Pushing(frames, consecution)), frames, relation


def test_literals_that_do_not_matter_are_dropped_and_lemmas_go_as_far_as_they_hold() -> None:
    x, y, z = bits("x", "y", "z")
    toy = make(
        "locked", (x, y, z), conj([neg(x), neg(y), neg(z)]), [act("Y", x, {y: TRUE}), act("Z", TRUE, {z: TRUE})], {}
    )
    generaliser, frames, _ = searcher(toy.system, 3)
    assert generaliser.block((1, 2, -3), 1) == ((1,), 3)
    assert frames.at(3) == ((1,),), "x never becomes true"


def test_one_of_a_group_becomes_none_of_some_others() -> None:
    place = bits("p0", "p1", "p2", "p3")
    (lamp,) = bits("lamp")
    moves = [act(f"Go{i}", place[i], {place[i]: FALSE, place[i + 1]: TRUE}) for i in range(3)]
    toy = make(
        "walk",
        (*place, lamp),
        conj([place[0], *map(neg, place[1:]), neg(lamp)]),
        [*moves, act("Light", place[0], {lamp: TRUE})],
        {},
    )
    system = replace(toy.system, lemma=exactly_one(place))
    generaliser, frames, relation = searcher(system, 2)
    assert relation.others(4) == {-1, -2, -3}
    assert generaliser.block((3,), 1) == ((-1, -2), 1)
    assert frames.at(1) == ((-1, -2),), "within one step neither the third place nor the fourth"
