"""How often actions are taken."""

from __future__ import annotations

from symcheck.base.budget import Budget
from symcheck.pipeline.tally import Tally, tally
from symcheck.resolve import resolve_text

MODULE = r"""---- MODULE M ----
EXTENDS Naturals
VARIABLE x
Init == x = 0
Up == x < 4 /\ x' = x + 1
Back == x \in {2, 3} /\ x' = 0
Never == x > 9 /\ x' = 0
Pick == \E n \in SET : x = 5 /\ x' = n
Next == Up \/ Back \/ Never \/ Pick
Low == x < 3
Slow == x' # 3
====
"""


def _tally(config: str = "", domain: str = "{1}") -> Tally:
    text = MODULE.replace("SET", domain)
    return tally(resolve_text(text, config_text=f"INIT Init\nNEXT Next\n{config}"), Budget(None))


def _rows(found: Tally) -> dict[str, tuple[int, int, int]]:
    return {row.name: (row.enabled, row.steps, row.new) for row in found.rows}


def test_steps_are_counted_by_action() -> None:
    found = _tally()
    assert (found.states, found.complete) == (5, True)
    assert _rows(found) == {"Up": (4, 4, 4), "Back": (2, 2, 0), "Never": (0, 0, 0), "Pick": (0, 0, 0)}
    assert found.to_json()["actions"][0] == {"action": "Up", "line": 5, "enabled": 4, "steps": 4, "new": 4}


def test_constraints_cut() -> None:
    assert _rows(_tally("CONSTRAINT Low"))["Up"] == (3, 3, 3), "a state outside is reached, not searched on from"
    assert _rows(_tally("ACTION_CONSTRAINT Slow"))["Up"] == (2, 2, 2)


def test_what_cannot_be_listed_ends_it() -> None:
    found = _tally(domain="Nat")
    assert not found.complete
    assert found.stopped == "cannot enumerate the infinite set Nat"


def test_no_time() -> None:
    spec = resolve_text(MODULE.replace("SET", "{1}"), config_text="INIT Init\nNEXT Next\n")
    assert not tally(spec, Budget(0.0)).complete
