"""All values of the constants at once give what the values give one by one, in both readings."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

import symcheck


@dataclass(frozen=True, slots=True)
class Model:
    """A specification, its range, and the values in that range that its assumptions allow."""

    text: str
    range: str
    values: tuple[dict[str, str], ...]


RING = Model(
    r"""---- MODULE Ring ----
EXTENDS Integers
CONSTANT N
ASSUME N > 1
VARIABLES at, laps
Init == at \in 1..N /\ laps = 0
Move(i) == at = i /\ at' = (i % N) + 1 /\ laps' = laps + (IF i = N THEN 1 ELSE 0)
Next == \E i \in 1..N : Move(i)
E == INVARIANT
====
""",
    r"N \in 0..4",
    ({"N": "2"}, {"N": "3"}, {"N": "4"}),
)
VOTES = Model(
    r"""---- MODULE Votes ----
EXTENDS Integers, FiniteSets
CONSTANTS Node, Need
ASSUME Node # {} /\ Need <= Cardinality(Node)
VARIABLES vote, log
Quorum == {Q \in SUBSET Node : Cardinality(Q) >= Need}
Init == vote = [n \in Node |-> 0] /\ log = <<>>
Vote(n) == vote[n] = 0 /\ vote' = [vote EXCEPT ![n] = Cardinality(Node)] /\ UNCHANGED log
Decide == \E Q \in Quorum : (\A n \in Q : vote[n] # 0) /\ log = <<>> /\ log' = <<Q>> /\ UNCHANGED vote
Next == (\E n \in Node : Vote(n)) \/ Decide
E == INVARIANT
====
""",
    r'Node \in SUBSET {"a", "b"} /\ Need \in 1..2',
    (
        {"Node": '{"a"}', "Need": "1"}, {"Node": '{"b"}', "Need": "1"}, {"Node": '{"a", "b"}', "Need": "1"},
        {"Node": '{"a", "b"}', "Need": "2"},
    ),
)  # fmt: skip
TABLE = Model(
    r"""---- MODULE Table ----
EXTENDS Integers, Sequences
CONSTANTS Cost, Path
VARIABLES paid, left
Init == paid = 0 /\ left = Path
Next == left # <<>> /\ paid' = paid + Cost.unit * Head(left) + Cost.step /\ left' = Tail(left)
E == INVARIANT
====
""",
    r"Cost \in [unit : 1..2, step : {0, 5}] /\ Path \in {<<1>>, <<2, 3>>}",
    tuple(
        {"Cost": f"[unit |-> {unit}, step |-> {step}]", "Path": path}
        for unit in (1, 2) for step in (0, 5) for path in ("<<1>>", "<<2, 3>>")
    ),
)  # fmt: skip
QUESTIONS = [
    (RING, "at < 4"), (RING, "at <= N"), (RING, "laps < 2"), (RING, r"laps * N < 5 \/ at = 1"), (RING, "N # 3"),
    (VOTES, "log = <<>>"), (VOTES, r"log # <<>> => Cardinality(log[1]) < 2"), (VOTES, r"\A n \in Node : vote[n] < 2"),
    (VOTES, r"log # <<>> => log[1] \in Quorum"), (VOTES, r'"a" \in Node'),
    (TABLE, "paid < 9"), (TABLE, "paid # 15"), (TABLE, "paid < 21"), (TABLE, "Len(left) < 2"),
]  # fmt: skip


def _depth(model: Model, expression: str, engine: str, **asked: object) -> int | None:
    """The number of steps of a shortest violation; None if there is none within six."""
    spec = symcheck.loads(model.text.replace("INVARIANT", expression))
    report = symcheck.check(
        spec, init="Init", next="Next", invariants=["E"], deadlock=False, length=6, engine=engine,
        **asked,  # type: ignore[arg-type]
    )
    assert report.exit_code in (0, 12), report.results
    (row,) = [row for row in report.results if row["property"] == "E"]
    depth = row["depth"]
    assert depth is None or isinstance(depth, int)
    return depth if row["verdict"] == "violated" else None


@pytest.mark.parametrize(("model", "expression"), QUESTIONS)
def test_all_at_once_is_one_by_one(model: Model, expression: str) -> None:
    depths = [_depth(model, expression, "explicit", constants=values) for values in model.values]
    found = [depth for depth in depths if depth is not None]
    expected = min(found, default=None)
    assert _depth(model, expression, "explicit", cinit=model.range) == expected
    assert _depth(model, expression, "bmc", cinit=model.range) == expected
