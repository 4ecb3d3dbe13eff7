"""The engines by name, and what `auto` makes of them; must not know how any of them searches."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from symcheck.base.diagnostic import SpecError
from symcheck.pipeline.task import Strategy, Task

AUTO = "auto"
_NOT_LISTED = "--engine explicit lists every value; the others, and auto, do not have to"


@dataclass(frozen=True, slots=True)
class Engine:
    """One row of the table; `summary` is what the command line's help says."""

    name: str
    summary: str
    search: Strategy
    takes_liveness: bool = False


def _explicit(task: Task) -> None:
    from symcheck.pipeline.engines import explicitly

    try:
        explicitly.search(task)
    except SpecError as error:
        if error.code not in explicitly.ONLY_HERE:
            raise
        raise SpecError.of(replace(each, hint=each.hint or _NOT_LISTED) for each in error.diagnostics) from error


def _bmc(task: Task) -> None:
    from symcheck.pipeline.engines import symbolically

    symbolically.as_far_as_possible(task)


def _kinduction(task: Task) -> None:
    from symcheck.pipeline.engines import proving

    proving.by_kinduction(task)


def _pdr(task: Task) -> None:
    from symcheck.pipeline.engines import proving

    proving.by_pdr(task)


def _spacer(task: Task) -> None:
    from symcheck.pipeline.engines import proving

    proving.by_spacer(task)


def _auto(task: Task) -> None:
    from symcheck.pipeline.engines import auto

    auto.search(task)


# The strategies are imported when they run: a small specification is decided before any solver is loaded.
ENGINES: Mapping[str, Engine] = {
    engine.name: engine
    for engine in (
        Engine(AUTO, "all of them at once, each in a process; the first answer counts", _auto, takes_liveness=True),
        Engine("explicit", "lists every reachable state, breadth first", _explicit, takes_liveness=True),
        Engine("bmc", "bounded symbolic search, deeper and deeper", _bmc, takes_liveness=True),
        Engine("kinduction", "proves by induction over more and more steps", _kinduction),
        Engine("pdr", "proves by property-directed reachability (IC3)", _pdr, takes_liveness=True),
        Engine("spacer", "proves over integers without bounds, with Z3", _spacer),
    )
}
NAMES = tuple(ENGINES)
