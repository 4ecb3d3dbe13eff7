"""How often each action is taken among the states that are found first; must not know how verdicts are found."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from typing import Any

from symcheck.base.budget import Budget
from symcheck.base.diagnostic import SpecError
from symcheck.concrete.deep import deeply
from symcheck.concrete.search.checks import Checks
from symcheck.concrete.steps.successors import Machine, Values
from symcheck.core.spec import Spec
from symcheck.pipeline.coverage import actions_of

MOST_STATES = 100_000
MOST_SECONDS = 10.0


@dataclass(slots=True)
class Row:
    """Of one action: from how many states it is possible, how many steps it makes, and how many states are new then."""

    name: str
    line: int
    enabled: int = 0
    steps: int = 0
    new: int = 0


@dataclass(frozen=True, slots=True)
class Tally:
    """`states` were searched on from, breadth first; `complete`: there are no others. `stopped` tells what ended it."""

    rows: tuple[Row, ...]
    states: int
    complete: bool
    stopped: str = ""

    def to_json(self) -> dict[str, Any]:
        rows = [
            {"action": row.name, "line": row.line, "enabled": row.enabled, "steps": row.steps, "new": row.new}
            for row in self.rows
        ]
        return {"states": self.states, "complete": self.complete, "actions": rows}


def tally(spec: Spec, budget: Budget) -> Tally:
    """Counts as far as MOST_STATES, MOST_SECONDS and the budget allow."""
    assert spec.behavior is not None
    rows = {each.name: Row(each.name, each.span.line) for each in actions_of(spec.behavior)}
    found: dict[Values, None] = {}
    limited = budget.slice(MOST_SECONDS)
    try:
        return deeply(lambda: _count(Machine(spec), rows, found, limited))
    except SpecError as error:
        return Tally(tuple(rows.values()), len(found), False, error.diagnostics[0].message)


def _count(machine: Machine, rows: dict[str, Row], found: dict[Values, None], budget: Budget) -> Tally:
    checks = Checks(machine)
    waiting: deque[Values] = deque()
    searched = 0

    def reach(state: Values) -> None:
        found[state] = None
        if checks.within(state):
            waiting.append(state)

    for state in dict.fromkeys(machine.initial()):
        reach(state)
    while waiting:
        if budget.exhausted or len(found) > MOST_STATES:
            return Tally(tuple(rows.values()), searched, False)
        state = waiting.popleft()
        searched += 1
        possible: set[str] = set()
        for transition in machine.transitions(state):
            if not checks.step_within(state, transition.state):
                continue
            row = rows.setdefault(transition.action, Row(transition.action, transition.span.line))
            row.steps += 1
            possible.add(transition.action)
            if transition.state not in found:
                row.new += 1
                reach(transition.state)
        for name in possible:
            rows[name].enabled += 1
    return Tally(tuple(rows.values()), searched, True)
