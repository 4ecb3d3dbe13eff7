"""Frames keep each lemma once, at the last frame that it is known for."""

from __future__ import annotations

from symcheck.engine.pdr.frames import ALWAYS, Frames
from symcheck.engine.pdr.obligations import Obligation, Queue
from symcheck.engine.pdr.relation import Relation
from tests.conformance.toys import TOYS

RING = next(toy.system for toy in TOYS if toy.name == "token ring")


def frames(top: int) -> Frames:
    made = Frames(Relation(RING).circuits)
    for _ in range(top):
        made.extend()
    return made


def test_a_lemma_counts_in_the_frames_below_as_well() -> None:
    made = frames(3)
    made.add((1, 2), 2)
    assert [made.blocked((1, 2, 3), level) for level in (1, 2, 3)] == [True, True, False]
    assert [made.solver(level, 0).solve((1, 2)) for level in (1, 2, 3)] == [False, False, True]


def test_what_is_subsumed_is_forgotten_up_to_that_frame() -> None:
    made = frames(3)
    made.add((1, 2, 3), 1)
    made.add((1, 2, 4), 3)
    made.add((1, 2), 2)
    assert [set(made.at(level)) for level in (1, 2, 3)] == [set(), {(1, 2)}, {(1, 2, 4)}]
    made.add((1, 2), 3)
    assert [set(made.at(level)) for level in (1, 2, 3)] == [set(), set(), {(1, 2)}]


def test_settled_lemmas_hold_in_frames_to_come() -> None:
    made = frames(2)
    made.add((1, 2, 3), 2)
    made.settle(2)
    made.extend()
    assert not made.at(2)
    assert made.at(ALWAYS) == ((1, 2, 3),)
    assert not made.solver(3, 0).solve((1, 2, 3))
    assert made.blocked((1, 2, 3, 4), 3)


def test_the_lowest_frame_comes_first_and_in_it_the_last() -> None:
    queue = Queue()
    last = Obligation((1,), None, {})
    first = Obligation((2,), 0, {}, last)
    for level, each in ((2, last), (1, last), (1, first)):
        queue.push(level, each)
    assert [queue.pop() for _ in range(3)] == [(1, first), (1, last), (2, last)]
    assert not queue
    assert (first.distance, last.distance) == (1, 0)


def test_solvers_learn_what_a_frame_does() -> None:
    made = frames(3)
    made.add((1, 2), 1)
    made.add((3, 4), 2)
    follower = made.follow(Relation(RING).circuits[0].solver(), 2)
    for solver in (follower.solver(), made.solver(2, 0)):
        assert solver.solve((1, 2))
        assert not solver.solve((3, 4))
    made.add((5, 6), 1)
    made.add((1, 2), 3)
    for solver in (follower.solver(), made.solver(2, 0)):
        assert solver.solve((5, 6))
        assert not solver.solve((1, 2))


def test_what_always_holds_is_all_that_a_solver_of_no_frame_knows() -> None:
    made = frames(2)
    made.add((1, 2), 1)
    made.add((3, 4), 2)
    follower = made.follow(Relation(RING).circuits[0].solver(), ALWAYS)
    made.settle(2)
    assert follower.solver().solve((1, 2))
    assert not follower.solver().solve((3, 4))
    assert not made.solver(0, 0).solve((3, 4))
