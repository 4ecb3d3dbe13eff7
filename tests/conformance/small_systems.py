"""Random small systems, for comparing engines with brute force."""

from __future__ import annotations

from hypothesis import strategies as st

from symcheck.system.transition_system import GroundAction, Property, TransitionSystem
from symcheck.term import (
    BOOL,
    INT,
    TRUE,
    Term,
    add,
    at_most_one,
    conj,
    disj,
    eq,
    iff,
    integer,
    ite,
    le,
    neg,
    variable,
)

BITS = tuple(variable(name, BOOL) for name in ("p", "q", "r", "s"))
NUMBER = variable("n", INT)
INPUT = variable("choice", BOOL)


def primed(of: Term) -> Term:
    return variable(f"{of.payload}'", of.sort)


def formulas(atoms: list[Term], leaves: int = 5) -> st.SearchStrategy[Term]:
    return st.recursive(
        st.sampled_from([*atoms, *map(neg, atoms)]),
        lambda inner: st.one_of(
            st.lists(inner, min_size=1, max_size=3).map(conj),
            st.lists(inner, min_size=1, max_size=3).map(disj),
            st.lists(inner, min_size=2, max_size=3).map(at_most_one),
            st.tuples(inner, inner).map(lambda pair: iff(*pair)),
            st.tuples(inner, inner, inner).map(lambda three: ite(*three)),
        ),
        max_leaves=leaves,
    )


@st.composite
def systems(draw: st.DrawFn, integers: bool = False, constrained: bool = False) -> TransitionSystem:
    """A few bits, perhaps a number and an input, a few actions; one property of each kind."""
    bits = BITS[: draw(st.integers(2, 4))]
    state = (*bits, NUMBER) if integers else bits
    inputs = draw(st.sampled_from([(), (INPUT,)]))
    atoms: list[Term] = [*bits]
    if integers:
        bounds = st.integers(-1, 3).map(integer)
        atoms += [le(NUMBER, draw(bounds)), eq(NUMBER, draw(bounds))]
    with_inputs = [*atoms, *inputs]
    numbers = st.one_of(
        st.integers(-2, 2).map(integer),
        st.sampled_from([add([NUMBER, integer(1)]), add([NUMBER, integer(-2)]), add([NUMBER, NUMBER])]),
        st.tuples(formulas(with_inputs, 2), st.integers(0, 2)).map(lambda p: ite(p[0], integer(p[1]), NUMBER)),
    )
    actions = []
    for count in range(draw(st.integers(1, 5))):
        effects: dict[Term, Term] = {}
        for bit in draw(st.lists(st.sampled_from(bits), unique=True, max_size=3)):
            other = formulas(with_inputs, 2)
            kind = draw(st.integers(0, 5))
            effects[bit] = (
                TRUE if kind < 2 else neg(TRUE) if kind < 4 else disj([bit, draw(other)]) if kind == 4 else draw(other)
            )
        if integers and draw(st.booleans()):
            effects[NUMBER] = draw(numbers)
        expand = draw(st.one_of(st.just(TRUE), formulas(with_inputs, 2))) if constrained else TRUE
        guard = draw(st.one_of(formulas(with_inputs), st.just(TRUE)))
        actions.append(GroundAction(f"act{count}", (), None, guard, effects, expand))
    corner = conj(bit if draw(st.booleans()) else neg(bit) for bit in bits)
    if integers:
        corner = conj([corner, eq(NUMBER, integer(0))])
    init = corner if draw(st.booleans()) or integers else disj([corner, draw(formulas(with_inputs, 3))])
    stuck = conj(neg(action.guard) for action in actions) if not inputs else conj([*bits])
    properties = (
        Property("inv", "invariant", draw(formulas(with_inputs, 5))),
        Property("rare", "invariant", conj([corner_of(draw, bits), *([INPUT] if inputs else [])])),
        Property("alone", "invariant", draw(formulas(atoms, 5)), sequential=True),
        Property("dead", "deadlock", stuck),
        Property("step", "action", draw(formulas([*with_inputs, *map(primed, bits)], 5))),
    )
    constraint = draw(formulas(atoms, 3)) if constrained else TRUE
    return TransitionSystem(
        state=state,
        inputs=inputs,
        init=init,
        actions=tuple(actions),
        properties=properties,
        primed={each: primed(each) for each in state},
        constraint=constraint,
    )


def corner_of(draw: st.DrawFn, bits: tuple[Term, ...]) -> Term:
    """A single state of the bits: usually far away."""
    return conj(bit if draw(st.booleans()) else neg(bit) for bit in bits)
