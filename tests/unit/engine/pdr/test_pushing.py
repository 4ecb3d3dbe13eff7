"""A lemma that could not be pushed is asked about again when the state that stood in its way is excluded."""

from __future__ import annotations

from symcheck.engine.pdr.consecution import Consecution
from symcheck.engine.pdr.frames import Frames
from symcheck.engine.pdr.initial import Initial
from symcheck.engine.pdr.pushing import Pushing
from symcheck.engine.pdr.relation import Relation
from symcheck.term import TRUE, conj, neg
from tests.conformance.toys import act, bits, make


def test_nothing_is_asked_while_the_same_state_stands_in_the_way() -> None:
    a, b, c = bits("a", "b", "c")
    actions = [act("A", TRUE, {a: TRUE}), act("B", a, {b: TRUE})]
    relation = Relation(make("one after the other", (a, b, c), conj([neg(a), neg(b), neg(c)]), actions, {}).system)
    frames = Frames(relation.circuits)
    for _ in range(3):
        frames.extend()
    initial = Initial(relation.initial.solver(initial=True), relation.size)
    consecution = Consecution(relation, frames, initial)
    pushing = Pushing(frames, consecution)
    frames.add((2,), 1)
    assert pushing.push((2,), 1) is None, "b follows from a"
    assert 1 in consecution.state()
    asked = consecution.asked
    frames.add((3,), 2)
    assert pushing.push((2,), 1) is None
    assert consecution.asked == asked, "where c is false the same state is still there"
    frames.add((1,), 1)
    assert pushing.push((2,), 1) == {2}, "without a there is no way to b"
    assert consecution.asked > asked
    assert pushing.push((2,), 2) is None, "of another frame nothing was known"
