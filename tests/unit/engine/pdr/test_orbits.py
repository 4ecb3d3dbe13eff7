"""What is learned of one constant is asked of those like it."""

from __future__ import annotations

from symcheck.engine.pdr.consecution import Consecution
from symcheck.engine.pdr.frames import Frames
from symcheck.engine.pdr.initial import Initial
from symcheck.engine.pdr.orbits import Orbits
from symcheck.engine.pdr.relation import Relation
from symcheck.term import TRUE, conj, neg
from tests.conformance.toys import act, bits, make


def test_images_that_hold_are_added() -> None:
    a, b, c = bits("a", "b", "c")
    toy = make("three", (a, b, c), conj([neg(a), neg(b), neg(c)]), [act("C", TRUE, {c: TRUE})], {})
    relation = Relation(toy.system)
    frames = Frames(relation.circuits)
    frames.extend()
    initial = Initial(relation.initial.solver(initial=True), relation.size)
    exchange = [relation.permutation({a: b, b: a}), relation.permutation({b: c, c: b})]
    orbits = Orbits(frames, Consecution(relation, frames, initial), initial, exchange)
    frames.add((1,), 1)
    orbits.add((1,), 1)
    assert set(frames.at(1)) == {(1,), (2,)}, "a and b stay false, c does not"


def test_images_may_be_negations() -> None:
    a, b = bits("a", "b")
    relation = Relation(make("two", (a, b), TRUE, [], {}).system)
    assert relation.permutation({a: neg(b), b: neg(a)}) == {1: -2, -1: 2, 2: -1, -2: 1}
