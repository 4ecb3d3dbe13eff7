"""What the TLC module reaches outside: registers, output, clock, chance, the search; must not know expressions."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from random import Random
from time import time

from symcheck.value import Value


@dataclass(slots=True)
class Outside:
    """One run's registers and effects. Searches keep `known` up to date ("level", "distinct", …: what TLCGet of a
    string gives); `history` gives the behavior up to the state that is being looked at, None where there is none;
    `show` receives what the specification prints. `numbers` are tried where a quantifier ranges over a set that cannot
    be listed: one of them may decide it."""

    registers: dict[int, Value] = field(default_factory=dict)
    known: dict[str, Value] = field(default_factory=dict)
    history: Callable[[], Value | None] = field(default=lambda: None)
    numbers: tuple[int, ...] = ()
    show: Callable[[str], None] = field(default=lambda text: None)
    random: Random = field(default_factory=lambda: Random(0))
    clock: Callable[[], float] = time
