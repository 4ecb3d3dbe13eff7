"""How fast engines and solvers decide known systems, apart from reading specifications, in processor time.

Run it from the project's root: `python benchmarks/bench_engines.py [solver ...]`. Without solvers: bounded search as
shipped. Targets for whole runs: two-phase commit with 10 and 100 managers and a bug in 2 s each, the ring of 10 nodes
to 30 steps in 10 s, Paxos with a bug in 3 s.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter, process_time

sys.path.insert(0, str(Path(__file__).parent.parent))

from benchmarks.systems import paxos, ring, two_phase
from symcheck.base.budget import Budget
from symcheck.engine.bmc import search
from symcheck.engine.verdict import Bounded, Refuted
from symcheck.solve.choose import sat, z3
from symcheck.system.transition_system import TransitionSystem
from symcheck.term import BOOL, conj, disj, ite, neg, substitute, variable


@dataclass(frozen=True)
class Case:
    """`length` None: until it is refuted. `expected`: the path's length, or None where the answer is a bound."""

    name: str
    make: Callable[[], TransitionSystem]
    length: int | None
    expected: int | None


CASES = [
    Case("two-phase commit, 10 managers, bug", lambda: two_phase(10), None, 21),
    Case("two-phase commit, 100 managers, bug", lambda: two_phase(100), None, 201),
    Case("two-phase commit, 10 managers", lambda: two_phase(10, bug=False), 20, None),
    Case("ring, 10 nodes, bug", lambda: ring(10, bug=True), None, 12),
    Case("ring, 10 nodes", lambda: ring(10), 30, None),
    Case("paxos, 3 acceptors, 2 values, 3 ballots, bug", paxos, None, 17),
    Case("paxos, 3 acceptors, 2 values, 3 ballots", lambda: paxos(bug=False), 20, None),
]


def measure(case: Case, solver: str | None) -> str:
    started = process_time()
    system = case.make()
    built = process_time() - started
    factory = None if solver is None else z3(boolean=True) if solver == "z3" else sat(solver)
    started, wall = process_time(), perf_counter()
    verdict = search(system, system.properties, case.length, Budget(60), solver=factory)["Safe"]
    spent, wall = process_time() - started, perf_counter() - wall
    match verdict:
        case Refuted(path):
            found = f"path of {path.length}{' (shortest)' if path.shortest else ''}"
            right = path.length == case.expected
        case Bounded(depth):
            found, right = f"none within {depth}", case.expected is None
        case other:
            found, right = str(other), False
    mark = "" if right else "   <- not what was expected"
    return (
        f"{case.name:46} {solver or 'as shipped':12} build {built:5.2f} search {spent:6.2f} ({wall:6.2f}) {found}{mark}"
    )


def terms() -> str:
    """Microseconds for each node made and for each one renamed."""
    count = 100_000
    letters = [variable(f"letter{place}", BOOL) for place in range(count)]
    started = process_time()
    pairs = [conj((letters[i], neg(letters[i * 7 % count]))) for i in range(count)]
    triples = [disj((pairs[i], pairs[i * 3 % count], letters[i - 5])) for i in range(count)]
    mixed = [ite(letters[i], triples[i], triples[i - 1]) for i in range(count)]
    made = (process_time() - started) / (4 * count)
    whole = conj(mixed)
    started = process_time()
    substitute(whole, {letter: variable(f"{letter.payload}'", BOOL) for letter in letters})
    return f"terms: {made * 1e6:.1f} µs a node made, {(process_time() - started) / (5 * count) * 1e6:.1f} µs renamed"


if __name__ == "__main__":
    print(terms())
    for solver in sys.argv[1:] or [None]:
        for case in CASES:
            print(measure(case, solver), flush=True)
