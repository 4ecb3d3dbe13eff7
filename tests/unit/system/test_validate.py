"""A malformed system fails an assertion that says what is wrong."""

from __future__ import annotations

from dataclasses import replace

import pytest

from symcheck.system.transition_system import GroundAction, Property, TransitionSystem
from symcheck.system.validate import validate
from symcheck.term import BOOL, INT, TRUE, integer, neg, variable

X, X_NEXT, N, N_NEXT = variable("x", BOOL), variable("x'", BOOL), variable("n", INT), variable("n'", INT)
CHOICE, STRANGE = variable("choice", BOOL), variable("strange", BOOL)

GOOD = TransitionSystem(
    state=(X, N),
    inputs=(CHOICE,),
    init=X,
    actions=(GroundAction("A", (), None, CHOICE, {X: neg(X), N: integer(1)}),),
    properties=(Property("P", "invariant", X), Property("Q", "action", X_NEXT)),
    primed={X: X_NEXT, N: N_NEXT},
)


def with_action(**changes: object) -> TransitionSystem:
    return replace(GOOD, actions=(replace(GOOD.actions[0], **changes),))  # type: ignore[arg-type]


def test_a_good_one() -> None:
    validate(GOOD)


@pytest.mark.parametrize(
    ("system", "message"),
    [
        (replace(GOOD, state=(X, X, N)), "twice"),
        (replace(GOOD, inputs=(X,)), "also a state variable"),
        (replace(GOOD, primed={X: X_NEXT}), "primed copies"),
        (replace(GOOD, primed={X: N_NEXT, N: X_NEXT}), "another sort"),
        (replace(GOOD, primed={X: X, N: N_NEXT}), "primed copy is also"),
        (replace(GOOD, init=STRANGE), "init mentions strange"),
        (replace(GOOD, init=integer(1)), "no formula"),
        (replace(GOOD, constraint=CHOICE), "constraint mentions choice"),
        (replace(GOOD, properties=(Property("P", "invariant", X_NEXT),)), "P mentions x'"),
        (replace(GOOD, properties=(GOOD.properties[0],) * 2), "one name"),
        (with_action(guard=STRANGE), "guard of A"),
        (with_action(effects={CHOICE: TRUE}), "no state variable"),
        (with_action(effects={N: TRUE}), "value of sort"),
        (with_action(effects={X: STRANGE}), "effects of A"),
    ],
)
def test_mistakes(system: TransitionSystem, message: str) -> None:
    with pytest.raises(AssertionError, match=message):
        validate(system)
