"""What actions do to literals."""

from __future__ import annotations

from symcheck.engine.pdr.consecution import Consecution
from symcheck.engine.pdr.frames import Frames
from symcheck.engine.pdr.initial import Initial
from symcheck.engine.pdr.relation import Relation
from symcheck.system.transition_system import TransitionSystem
from symcheck.term import FALSE, TRUE, conj, disj, neg
from tests.conformance.toys import TOYS, act, bits, make


def toy(name: str) -> TransitionSystem:
    return next(toy.system for toy in TOYS if toy.name == name)


def test_masks_of_constant_effects() -> None:
    relation = Relation(toy("mutex"))  # idle1, idle2, in1, in2, lock; Enter1, Enter2, Leave1, Leave2
    assert relation.makers[3] == 0b0001
    assert relation.makers[-3] == 0b0100
    assert relation.makers[5] == 0b0011
    assert relation.breakers[3] == 0b0100
    assert relation.breakers[-5] == 0b0011, "who enters takes the lock"
    assert relation.breakers[1] == 0b0001, "who enters is not idle any more"
    assert not relation.breakers[-3] & 0b1000, "what the second one does leaves the first one alone"


def test_what_a_guard_says_and_an_action_leaves_alone_is_not_asked() -> None:
    relation = Relation(toy("token ring"))
    mark = next(step for step in relation.steps if step.makes == {6})
    assert mark.before[1] == 0, "the token stays where the guard finds it"
    assert relation.breakers[-1] >> relation.steps.index(mark) & 1


def test_an_action_that_cannot_run_is_no_step() -> None:
    from dataclasses import replace

    system = toy("mutex")
    stuck = replace(system, actions=(*system.actions, replace(system.actions[0], guard=FALSE)))
    assert len(Relation(stuck).steps) == 4


def test_initial_cubes() -> None:
    relation = Relation(toy("inputs"))
    initial = Initial(relation.initial.solver(initial=True), relation.size)
    assert initial.meets((-1, -2))
    assert initial.meets(())
    assert not initial.meets((1,))
    assert initial.exclude({-2}, (1, -2)) == {1, -2}
    assert initial.exclude({1}, (1, -2)) == {1}


def test_relative_induction_names_what_it_rests_on() -> None:
    relation = Relation(toy("mutex"))
    frames = Frames(relation.circuits)
    frames.extend()
    consecution = Consecution(relation, frames, Initial(relation.initial.solver(initial=True), relation.size))
    assert consecution.holds(0, (3, 4, 5)) in ({3, 4}, {3, 4, 5}), "one of them enters at most"
    assert consecution.holds(1, (3, 4)) is None
    assert consecution.step is not None
    assert consecution.step.number in (0, 1)
    before, inputs = consecution.lift((3, 4))
    assert before == {-5, 1, 4} if consecution.step.number == 0 else before == {-5, 2, 3}
    assert inputs == {}


def test_actions_with_formulas_have_circuits_of_their_own() -> None:
    x, y, z, w = bits("x", "y", "z", "w")
    either = disj([conj([x, y]), conj([z, w])])
    actions = [act("Plain", x, {y: neg(z)}), act("Guarded", either, {x: FALSE}), act("Stored", x, {x: either})]
    relation = Relation(make("formulas", (x, y, z, w), TRUE, actions, {}).system)
    assert [step.circuit for step in relation.steps] == [0, 1, 1]
    assert relation.circuits[0].top == 4
    assert relation.circuits[1].top > 4
