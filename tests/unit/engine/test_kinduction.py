"""k-induction on systems small enough to know why it needs the k that it does."""

from __future__ import annotations

import pytest

from symcheck.base.budget import Budget
from symcheck.engine.kinduction import search
from symcheck.engine.verdict import Bounded, Proved, Refuted, Unknown
from symcheck.pipeline.certificate import Certificate
from symcheck.system.transition_system import GroundAction, Property, TransitionSystem
from symcheck.term import BOOL, INT, TRUE, Term, add, conj, eq, exactly_one, integer, le, neg, variable
from tests.conformance.certified import certify_all

N = variable("n", INT)


def act(name: str, guard: Term, effects: dict[Term, Term]) -> GroundAction:
    return GroundAction(name, (), None, guard, effects)


def system_of(state: tuple[Term, ...], init: Term, actions: list[GroundAction], *props: Property) -> TransitionSystem:
    primed = {var: variable(f"{var.payload}'", var.sort) for var in state}
    return TransitionSystem(state, (), init, tuple(actions), props, primed)


def line(length: int) -> TransitionSystem:
    """Positions 0 -> 0; length -> length - 1 -> … -> 1 -> bad, none of which is reachable from 0."""
    places = tuple(variable(f"p{i}", BOOL) for i in range(length + 2))
    moves = [act(f"M{i}", places[i], {places[i]: neg(TRUE), places[i - 1]: TRUE}) for i in range(2, length + 2)]
    stay = act("Stay", places[0], {})
    init = conj([places[0], *map(neg, places[1:])])
    one = Property("one", "invariant", neg(exactly_one(places)))
    return system_of(places, init, [stay, *moves], one, Property("end", "invariant", places[1]))


def proved(system: TransitionSystem, name: str, **options: object) -> Proved:
    verdicts = search(system, system.properties, **options)  # type: ignore[arg-type]
    found = verdicts[name]
    assert isinstance(found, Proved), found
    given = {each: verdict for each, verdict in verdicts.items() if isinstance(verdict, Proved)}
    checked = certify_all(system, given)
    assert all(isinstance(each, Certificate) for each in checked.values()), checked
    return found


@pytest.mark.parametrize("length", [2, 4])
def test_k_is_how_long_unreachable_good_states_go_on(length: int) -> None:
    found = proved(line(length), "end")
    assert found.k == length + 1
    assert found.using == ("one",)


def test_an_inductive_property_is_its_own_certificate() -> None:
    system = line(2)
    found = proved(system, "one")
    assert found.k == 0
    assert neg(system.properties[0].bad) in (found.certificate, *found.certificate.args)


def test_unbounded_integers() -> None:
    prop = Property("even or small", "invariant", le(N, integer(-1)))
    system = system_of((N,), eq(N, integer(0)), [act("Grow", TRUE, {N: add([N, integer(2)])})], prop)
    assert proved(system, prop.name).k == 0


def test_only_simple_paths_get_round_a_loop() -> None:
    """Two unreachable good states lead to each other, and one of them to the bad state: windows of any length."""
    at = tuple(variable(f"at{i}", BOOL) for i in range(4))

    def move(source: int, target: int) -> GroundAction:
        return act(f"M{source}{target}", at[source], {at[source]: neg(TRUE), at[target]: TRUE})

    one = Property("one", "invariant", neg(exactly_one(at)))
    bad = Property("bad", "invariant", at[3])
    init = conj([at[0], *map(neg, at[1:])])
    system = system_of(at, init, [act("Stay", at[0], {}), move(1, 2), move(2, 1), move(2, 3)], one, bad)
    assert search(system, system.properties, length=8)["bad"] == Bounded(8)
    assert proved(system, "bad", simple_path=True).simple_path


def test_refuted_and_proved_side_by_side() -> None:
    below = Property("below 4", "invariant", le(integer(4), N))
    natural = Property("natural", "invariant", le(N, integer(-1)))
    system = system_of((N,), eq(N, integer(0)), [act("Grow", TRUE, {N: add([N, integer(1)])})], below, natural)
    verdicts = search(system, system.properties)
    assert isinstance(verdicts["natural"], Proved)
    refuted = verdicts["below 4"]
    assert isinstance(refuted, Refuted)
    assert refuted.path.length == 4


def test_an_ended_budget_is_unknown() -> None:
    system = line(2)
    assert search(system, system.properties, budget=Budget(0.0)) == {
        "one": Unknown("out of time", -1),
        "end": Unknown("out of time", -1),
    }


def test_sums_that_only_hold_together_need_no_window() -> None:
    counts = [variable(f"c{i}", INT) for i in range(3)]
    total = variable("total", INT)
    one = integer(1)
    grow = [act(f"Grow{i}", TRUE, {c: add([c, one]), total: add([total, one])}) for i, c in enumerate(counts)]
    start = conj([eq(each, integer(0)) for each in (*counts, total)])
    sums = Property("sum", "invariant", neg(eq(total, add(counts))))
    natural = Property("natural", "invariant", neg(conj([le(integer(0), each) for each in counts])))
    follows = Property("total is natural", "invariant", neg(le(integer(0), total)))
    system = system_of((*counts, total), start, grow, sums, natural, follows)
    for name in ("sum", "natural", "total is natural"):
        assert proved(system, name).k == 0, "an inductive invariant, for all three"


def test_what_is_given_of_states_may_hold_only_where_everything_can_be_evaluated() -> None:
    """After the error in place 1 there is no place at all: the one-hot lemma is inductive with definedness alone, and
    that needs a window."""
    made = line(2)
    one, end = made.properties
    lost = act("Lost", made.state[1], {made.state[1]: neg(TRUE)})
    system = TransitionSystem(
        made.state,
        (),
        made.init,
        (*made.actions, lost),
        (one, Property("definedness", "definedness", end.bad)),
        made.primed,
        lemma=neg(one.bad),
    )
    found = proved(system, "one")
    assert found.k == 3, "not before definedness is"
    assert found.together == ("one", "definedness")
