"""Toy systems with known answers: the suite that every engine and every solver passes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from symcheck.system.transition_system import GroundAction, Property, TransitionSystem
from symcheck.term import (
    BOOL,
    FALSE,
    INT,
    TRUE,
    Term,
    add,
    at_most_one,
    conj,
    disj,
    eq,
    exactly_one,
    integer,
    le,
    neg,
    variable,
)


@dataclass(frozen=True)
class Toy:
    """`shortest`: for each property the length of a shortest bad path, or None where there is none."""

    name: str
    system: TransitionSystem
    shortest: Mapping[str, int | None]

    @property
    def boolean(self) -> bool:
        return all(variable.sort == BOOL for variable in self.system.state)


def bits(*names: str) -> tuple[Term, ...]:
    return tuple(variable(name, BOOL) for name in names)


def act(name: str, guard: Term, effects: Mapping[Term, Term], expand: Term = TRUE) -> GroundAction:
    return GroundAction(name, (), None, guard, effects, expand)


def make(
    name: str,
    state: tuple[Term, ...],
    init: Term,
    actions: list[GroundAction],
    expected: Mapping[Property, int | None],
    inputs: tuple[Term, ...] = (),
    constraint: Term = TRUE,
) -> Toy:
    system = TransitionSystem(
        state=state,
        inputs=inputs,
        init=init,
        actions=tuple(actions),
        properties=tuple(expected),
        primed={each: primed(each) for each in state},
        constraint=constraint,
    )
    return Toy(name, system, {prop.name: length for prop, length in expected.items()})


def primed(of: Term) -> Term:
    return variable(f"{of.payload}'", of.sort)


def counter(constrained: bool) -> Toy:
    """An unbounded integer that grows by one; the constraint stops it at 5, which is checked but not expanded."""
    n = variable("n", INT)
    return make(
        "constrained counter" if constrained else "counter",
        (n,),
        eq(n, integer(0)),
        [act("Grow", TRUE, {n: add([n, integer(1)])})],
        {
            Property("below 3", "invariant", neg(le(n, integer(2)))): 3,
            Property("at most 5", "invariant", neg(le(n, integer(5)))): None if constrained else 6,
            Property("never 5", "invariant", eq(n, integer(5))): 5,
            Property("natural", "invariant", le(n, integer(-1))): None,
        },
        constraint=le(n, integer(4)) if constrained else TRUE,
    )


def two_counters() -> Toy:
    """Two integers that grow side by side: parallel steps halve the depth, single steps do not."""
    n, m = variable("n", INT), variable("m", INT)
    return make(
        "two counters",
        (n, m),
        conj([eq(n, integer(0)), eq(m, integer(0))]),
        [act("N", TRUE, {n: add([n, integer(1)])}), act("M", TRUE, {m: add([m, integer(1)])})],
        {Property("sum", "invariant", conj([eq(n, integer(3)), eq(m, integer(2))])): 5},
    )


def racing_counters() -> Toy:
    """Four actions compute one integer and a fifth is apart from them: of the four only one runs in a step."""
    n, x = variable("n", INT), variable("x", BOOL)
    return make(
        "racing counters",
        (n, x),
        conj([eq(n, integer(0)), neg(x)]),
        [
            *(act(f"Add{by}", TRUE, {n: add([n, integer(2 * by)])}) for by in (1, 2, 3)),
            act("AddTwoAgain", TRUE, {n: add([n, integer(2)])}),
            act("Mark", le(n, integer(6)), {x: TRUE}),
        ],
        {
            Property("fourteen", "invariant", conj([eq(n, integer(14)), x])): 4,
            Property("odd", "invariant", eq(n, integer(5))): None,
        },
    )


def toggles() -> Toy:
    """Four actions turn one bit, each with a mark of its own; a fifth looks at the bit."""
    bit, seen, *marks = bits("bit", "seen", "k0", "k1", "k2", "k3")
    return make(
        "toggles",
        (bit, seen, *marks),
        conj(map(neg, (bit, seen, *marks))),
        [
            *(act(f"Turn{i}", neg(mark), {bit: neg(bit), mark: TRUE}) for i, mark in enumerate(marks)),
            act("See", bit, {seen: TRUE}),
        ],
        {
            Property("all", "invariant", conj(marks)): 4,
            Property("all and turned", "invariant", conj([*marks, bit])): None,
            Property(
                "two and turned", "invariant", conj([marks[0], marks[1], neg(marks[2]), neg(marks[3]), bit])
            ): None,
            Property("seen", "invariant", conj([*marks, seen])): 5,
        },
    )


def two_groups() -> Toy:
    """Three actions compute n, one of them and a fourth compute m, and needs a lamp that the first of all puts out."""
    n, m = variable("n", INT), variable("m", INT)
    lamp, k0, k3 = bits("lamp", "k0", "k3")
    more = {n: add([n, integer(1)])}
    return make(
        "two groups",
        (n, m, lamp, k0, k3),
        conj([eq(n, integer(0)), eq(m, integer(0)), lamp, neg(k0), neg(k3)]),
        [
            act("Dark", TRUE, {lamp: FALSE}),
            act("Both", lamp, {**more, m: add([m, integer(1)]), k0: TRUE}),
            act("N1", TRUE, more),
            act("N2", TRUE, more),
            act("M", TRUE, {m: add([m, integer(1)]), k3: TRUE}),
        ],
        {
            Property("both at once", "invariant", conj([k0, k3, eq(m, integer(1))])): None,
            Property("then dark", "invariant", conj([k0, neg(lamp)])): 2,
        },
    )


def one_chair() -> Toy:
    """Four take the one chair; the first of them also needs the lamp, which the fourth puts out as it sits down."""
    chair, lamp, *sits = bits("chair", "lamp", "s0", "s1", "s2", "s3")
    effects = [{chair: FALSE, sit: TRUE} for sit in sits]
    effects[3] |= {lamp: FALSE}
    return make(
        "one chair",
        (chair, lamp, *sits),
        conj([chair, lamp, *map(neg, sits)]),
        [
            *(act(f"Sit{i}", conj([chair, lamp]) if i == 0 else chair, effect) for i, effect in enumerate(effects)),
            act("Rise", disj(sits), {chair: TRUE, **dict.fromkeys(sits, FALSE)}),
            act("Dark", lamp, {lamp: FALSE}),
        ],
        {
            Property("two sit", "invariant", neg(at_most_one(sits))): None,
            Property("first in the dark", "invariant", conj([sits[0], neg(lamp)])): 2,
            Property("chair and sitter", "invariant", conj([chair, disj(sits)])): None,
        },
    )


def mutex(bug: bool) -> Toy:
    """Two processes and a lock; the bug is that the second one does not look."""
    idle1, idle2, in1, in2, lock = bits("idle1", "idle2", "in1", "in2", "lock")
    return make(
        "broken mutex" if bug else "mutex",
        (idle1, idle2, in1, in2, lock),
        conj([idle1, idle2, neg(in1), neg(in2), neg(lock)]),
        [
            act("Enter1", conj([idle1, neg(lock)]), {idle1: FALSE, in1: TRUE, lock: TRUE}),
            act("Enter2", idle2 if bug else conj([idle2, neg(lock)]), {idle2: FALSE, in2: TRUE, lock: TRUE}),
            act("Leave1", in1, {in1: FALSE, idle1: TRUE, lock: FALSE}),
            act("Leave2", in2, {in2: FALSE, idle2: TRUE, lock: FALSE}),
        ],
        {
            Property("exclusion", "invariant", conj([in1, in2])): 2 if bug else None,
            Property("place", "invariant", neg(exactly_one([idle1, in1]))): None,
            Property("busy", "invariant", in2): 1,
        },
    )


def token_ring(size: int = 5) -> Toy:
    """A token goes round; each holder may keep a mark."""
    token, mark = bits(*(f"t{i}" for i in range(size))), bits(*(f"m{i}" for i in range(size)))
    passing = [act(f"Pass{i}", token[i], {token[i]: FALSE, token[(i + 1) % size]: TRUE}) for i in range(size)]
    marking = [act(f"Mark{i}", token[i], {mark[i]: TRUE}) for i in range(size)]
    return make(
        "token ring",
        (*token, *mark),
        conj([token[0], *map(neg, token[1:]), *map(neg, mark)]),
        [*passing, *marking],
        {
            Property("one token", "invariant", neg(exactly_one(token))): None,
            Property("all marked", "invariant", conj(mark)): 2 * size - 1,
            Property("last marked", "invariant", mark[size - 1]): size,
        },
    )


def deadlock() -> Toy:
    """Two locks taken in opposite orders."""
    a1, b1, a2, b2 = bits("a1", "b1", "a2", "b2")
    guards = {
        "TakeA1": (conj([neg(a1), neg(a2)]), {a1: TRUE}),
        "TakeB1": (conj([a1, neg(b1), neg(b2)]), {b1: TRUE}),
        "Drop1": (conj([a1, b1]), {a1: FALSE, b1: FALSE}),
        "TakeB2": (conj([neg(b2), neg(b1)]), {b2: TRUE}),
        "TakeA2": (conj([b2, neg(a2), neg(a1)]), {a2: TRUE}),
        "Drop2": (conj([a2, b2]), {a2: FALSE, b2: FALSE}),
    }
    return make(
        "deadlock",
        (a1, b1, a2, b2),
        conj(map(neg, (a1, b1, a2, b2))),
        [act(name, guard, effects) for name, (guard, effects) in guards.items()],
        {
            Property("deadlock", "deadlock", conj(neg(guard) for guard, _ in guards.values()), sequential=True): 2,
            Property("both", "invariant", conj([a1, a2])): None,
        },
    )


def steps() -> Toy:
    """Bad steps: the last two actions commute as far as states go, but only one order has the bad step."""
    x, y = bits("x", "y")
    return make(
        "steps",
        (x, y),
        conj([neg(x), neg(y)]),
        [act("X", TRUE, {x: TRUE}), act("Y", TRUE, {y: TRUE})],
        {
            Property("x after y", "action", conj([y, neg(x), primed(x)])): 2,
            Property("y after x", "action", conj([x, neg(y), primed(y)])): 2,
            Property("x falls", "action", conj([x, neg(primed(x))])): None,
            Property("x rises", "action", conj([neg(x), primed(x)])): 1,
        },
    )


def order_by_constraint() -> Toy:
    """Both actions are independent, but x alone leaves the constraint: only y, then x is a behaviour."""
    x, y = bits("x", "y")
    return make(
        "order by constraint",
        (x, y),
        conj([neg(x), neg(y)]),
        [act("X", TRUE, {x: TRUE}), act("Y", TRUE, {y: TRUE})],
        {
            Property("single", "invariant", conj([x, y]), sequential=True): 2,
            Property("parallel", "invariant", conj([x, y])): 2,
            Property("outside", "invariant", conj([x, neg(y)])): 1,
        },
        constraint=disj([neg(x), y]),
    )


def unreachable_by_constraint() -> Toy:
    """Each action alone leaves the constraint, so nothing follows it: no two ever run."""
    x, y = bits("x", "y")
    return make(
        "unreachable by constraint",
        (x, y),
        conj([neg(x), neg(y)]),
        [act("X", TRUE, {x: TRUE}), act("Y", TRUE, {y: TRUE})],
        {
            Property("single", "invariant", conj([x, y]), sequential=True): None,
            Property("parallel", "invariant", conj([x, y])): None,
        },
        constraint=conj([neg(x), neg(y)]),
    )


def order_by_expand() -> Toy:
    """After X nothing goes on, so X comes last; after Z only where y holds."""
    x, y, z = bits("x", "y", "z")
    return make(
        "order by expand",
        (x, y, z),
        conj([neg(x), neg(y), neg(z)]),
        [act("X", TRUE, {x: TRUE}, FALSE), act("Z", TRUE, {z: TRUE}, y), act("Y", TRUE, {y: TRUE})],
        {
            Property("both", "invariant", conj([x, y])): 2,
            Property("all", "invariant", conj([x, y, z])): 3,
            Property("x then more", "action", conj([x, neg(y), primed(y)])): None,
        },
    )


def inputs() -> Toy:
    """The first state's input is another one than the first step's."""
    x, y = bits("x", "y")
    choice = variable("choice", BOOL)
    return make(
        "inputs",
        (x, y),
        conj([neg(x), neg(y), choice]),
        [act("X", neg(choice), {x: TRUE}), act("Y", choice, {y: neg(choice)})],
        {
            Property("x", "invariant", x): 1,
            Property("chosen", "invariant", conj([x, choice])): 1,
            Property("y", "invariant", y): None,
        },
        inputs=(choice,),
    )


TOYS = [
    counter(constrained=False),
    counter(constrained=True),
    two_counters(),
    racing_counters(),
    toggles(),
    two_groups(),
    one_chair(),
    mutex(bug=False),
    mutex(bug=True),
    token_ring(),
    deadlock(),
    steps(),
    order_by_constraint(),
    unreachable_by_constraint(),
    order_by_expand(),
    inputs(),
]
