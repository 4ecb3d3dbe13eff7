"""What TLCGet tells of a run before it begins; must not know how states are searched."""

from __future__ import annotations

from symcheck.value import String, Value, boolean, make_record

LEVEL = "level"
CONFIG = "config"


def config(check_deadlock: bool, seed: int = 0) -> Value:
    """What TLCGet("config") gives: some specifications assume the way in which they are checked."""
    return make_record({
        "mode": String("bfs"),
        "worker": 1,
        "depth": -1,
        "deadlock": boolean(check_deadlock),
        "seed": seed,
    })
