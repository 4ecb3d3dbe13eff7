"""How fast the value reading makes successors and evaluates invariants: two-phase commit, in processor time.

Run it from the project's root: `python benchmarks/bench_evaluate.py [managers]`. Target: 20,000 successors a second.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass
from time import process_time

from symcheck.concrete.steps.successors import Machine
from symcheck.resolve import resolve_text

MODULE = r"""
---- MODULE TwoPhase ----
CONSTANT RM
VARIABLES rmState, tmState, tmPrepared, msgs
Messages == [type : {"Prepared"}, rm : RM] \cup [type : {"Commit", "Abort"}]
TypeOK ==
  /\ rmState \in [RM -> {"working", "prepared", "committed", "aborted"}]
  /\ tmState \in {"init", "committed", "aborted"}
  /\ tmPrepared \subseteq RM
  /\ msgs \subseteq Messages
Init == rmState = [r \in RM |-> "working"] /\ tmState = "init" /\ tmPrepared = {} /\ msgs = {}
RcvPrepared(r) ==
  /\ tmState = "init"
  /\ [type |-> "Prepared", rm |-> r] \in msgs
  /\ tmPrepared' = tmPrepared \cup {r}
  /\ UNCHANGED <<rmState, tmState, msgs>>
TMCommit ==
  /\ tmState = "init"
  /\ tmPrepared = RM
  /\ tmState' = "committed"
  /\ msgs' = msgs \cup {[type |-> "Commit"]}
  /\ UNCHANGED <<rmState, tmPrepared>>
TMAbort ==
  /\ tmState = "init"
  /\ tmState' = "aborted"
  /\ msgs' = msgs \cup {[type |-> "Abort"]}
  /\ UNCHANGED <<rmState, tmPrepared>>
Prepare(r) ==
  /\ rmState[r] = "working"
  /\ rmState' = [rmState EXCEPT ![r] = "prepared"]
  /\ msgs' = msgs \cup {[type |-> "Prepared", rm |-> r]}
  /\ UNCHANGED <<tmState, tmPrepared>>
ChooseAbort(r) ==
  /\ rmState[r] = "working"
  /\ rmState' = [rmState EXCEPT ![r] = "aborted"]
  /\ UNCHANGED <<tmState, tmPrepared, msgs>>
Rcv(r, type, state) ==
  /\ [type |-> type] \in msgs
  /\ rmState' = [rmState EXCEPT ![r] = state]
  /\ UNCHANGED <<tmState, tmPrepared, msgs>>
Next ==
  \/ TMCommit \/ TMAbort
  \/ \E r \in RM :
       RcvPrepared(r) \/ Prepare(r) \/ ChooseAbort(r) \/ Rcv(r, "Commit", "committed") \/ Rcv(r, "Abort", "aborted")
Consistent == \A r, s \in RM : ~(rmState[r] = "aborted" /\ rmState[s] = "committed")
====
"""
CONFIGURATION = "CONSTANT RM = {%s}\nINIT Init\nNEXT Next\nINVARIANTS TypeOK Consistent\n"


@dataclass(frozen=True, slots=True)
class Figures:
    """What one exploration counted; `seconds` of processor time."""

    states: int
    successors: int
    seconds: float


def explore(managers: int) -> Figures:
    """All of the reachable states, with the invariants evaluated in each."""
    names = ", ".join(f"r{number}" for number in range(managers))
    machine = Machine(spec := resolve_text(MODULE, config_text=CONFIGURATION % names))
    invariants = [machine.condition(invariant.expr) for invariant in spec.invariants]
    start = process_time()
    todo = list(machine.initial())
    seen = set(todo)
    made = 0
    for state in todo:
        for holds in invariants:
            assert holds(state, None)
        for successor in machine.successors(state):
            made += 1
            if successor not in seen:
                seen.add(successor)
                todo.append(successor)
    return Figures(len(todo), made, process_time() - start)


def main() -> None:
    managers = int(sys.argv[1]) if len(sys.argv) > 1 else 5
    found = explore(managers)
    print(f"{managers} managers: {found.states} states, {found.successors} successors, {found.seconds:.2f} s")
    print(f"{found.states / found.seconds:,.0f} states/s, {found.successors / found.seconds:,.0f} successors/s")


if __name__ == "__main__":
    main()
