"""With how much room a proof is tried where layouts grow with every step: what few steps reach may be all there is, as
a step that leaves it is shown not to happen. Must not know how that is shown."""

from __future__ import annotations

from collections.abc import Set

ROOMS = (8, 32)
"""After so many steps the layouts are tried, one after the other."""


def room_after(doubted: Set[str]) -> int | None:
    """The least number of steps of which nobody says that behaviors leave their layouts; None where all are doubted."""
    return next((steps for steps in ROOMS if left(steps) not in doubted), None)


def room_in(titles: Set[str]) -> int | None:
    """Of how many steps the layouts are where these titles are assumed; None where that is none of them."""
    return next((steps for steps in ROOMS if left(steps) in titles), None)


def left(steps: int) -> str:
    """The title of the assumption that no behavior leaves the layouts of so many steps."""
    return f"that values stay within what {steps} steps make of them"
