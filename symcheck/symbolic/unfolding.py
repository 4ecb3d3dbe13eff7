"""Calls of what is recursive, unfolded as far as they can be reached; must not know how a body is evaluated.

A call is evaluated once for the same arguments on the same path. Nothing is assumed about where a recursion ends: what
a solver says cannot be reached is left out, and what is deeper than the limit is a place where the reading lacks
something, which has to be shown not to be reached (`Site.lacks`). The limit is raised when that fails (`limit_after`).
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, MutableMapping
from dataclasses import dataclass
from typing import Any, TypeVar

from symcheck.base.diagnostic import Code, SpecError
from symcheck.base.span import Span
from symcheck.symbolic.failures import Failures
from symcheck.symbolic.site import Site
from symcheck.symbolic.values import Sym, SymFun, SymSet, Union
from symcheck.term import FALSE, TRUE, Term, conj, neg

Way = TypeVar("Way")

LIMITS = (32, 128, 512)
"""So many calls inside one another are unfolded where the state decides whether there is one more."""

DEEPEST = 2_000
"""So many where nothing depends on the state."""

MOST = 50_000
"""So many calls are unfolded for one that is not inside another."""

ASKED_FROM = 3
"""From so deep on a solver is asked whether a call can be reached."""


@dataclass(frozen=True, slots=True)
class Recursive:
    """What is called: an operator or a function, and where it is defined."""

    name: str
    span: Span | None


def limit_after(doubted: Callable[[str], bool]) -> int:
    """The least limit of which nobody says that calls go beyond it; the greatest where all are doubted."""
    return next((limit for limit in LIMITS if not doubted(_beyond(limit))), LIMITS[-1])


def _beyond(limit: int) -> str:
    return f"the symbolic reading unfolds {limit} calls of something recursive inside one another, no more"


def is_beyond(message: str) -> bool:
    """Whether a message says that calls went beyond a limit that can be raised."""
    return any(message == _beyond(limit) for limit in LIMITS[:-1])


class Unfolding:
    """The calls that are being unfolded."""

    __slots__ = ("_calls", "_cut", "_inside", "_open", "_path", "_total", "limit")

    def __init__(self, limit: int = LIMITS[0]) -> None:
        self.limit = limit
        self._calls = 0  # inside one another
        self._open = 0  # those of them that the state decides about
        self._inside: set[Hashable] = set()  # those since the last of these
        self._total = 0
        self._cut = 0  # how often something was left out that may be needed
        self._path = FALSE  # of the call around, where that is one that gives values to variables

    def has_failed(self, site: Site, feasible: Callable[[Term], bool]) -> bool:
        """Whether a call is being unfolded in which evaluation has failed all over the path of a site: what ends the
        recursion may be what failed."""
        if not self._calls or not len(site.failures):
            return False
        if site.failures.certain(site.path):
            return True
        return self._calls >= ASKED_FROM and not feasible(self._sound(site.path, site.failures))

    def call(
        self,
        site: Site,
        called: Recursive,
        known: MutableMapping[Any, tuple[Sym, Failures]],
        key: Hashable,
        evaluate: Callable[[Term], tuple[Sym, Failures]],
        feasible: Callable[[Term], bool],
        before: Failures,
        *,
        start: Term = TRUE,
        anywhere: bool,
    ) -> Sym:
        """The value of one call at a site, with its failures there. `before` is what has failed on the way to it;
        `start` the path on which the body around the call is evaluated; `anywhere`: the body is evaluated on that path,
        for whoever calls, else on the path of the site. Raises SpecError where there are too many calls."""
        certain = site.path is start
        reached = site.path if certain else self._sound(site.path, before)
        if not anywhere:
            key = (key, reached)
        for each in (key, (key, self.limit - self._open)):
            if each in known:
                self._cut += each is not key
                return _reached(site, known[each])
        if reached is FALSE or any(failure.condition is TRUE for failure in before):
            return 0  # evaluation has failed before this call
        if not certain and self._calls >= ASKED_FROM and not feasible(reached):
            return 0
        here = (id(known), key)  # what a LET defines is something else in every LET that is entered
        if not self._is_allowed(site, called, here, certain):
            return 0
        cut, around = self._cut, self._inside
        self._calls += 1
        self._open += not certain
        self._inside = {*around, here} if certain else {here}
        try:
            found = evaluate(start if anywhere else reached)
        finally:
            self._calls -= 1
            self._open -= not certain
            self._inside = around
        known[key if self._cut == cut else (key, self.limit - self._open)] = found
        return _reached(site, found)

    def ways(
        self, site: Site, called: Recursive, follow: Callable[[], list[Way]], feasible: Callable[[Term], bool]
    ) -> list[Way]:
        """The ways on through one call that gives values to variables: none where it cannot be reached. Raises
        SpecError where there are too many calls."""
        certain = site.path is self._path
        if not certain and self._calls >= ASKED_FROM and not feasible(self._sound(site.path, site.failures)):
            return []
        if not self._is_allowed(site, called, None, certain):
            return []
        around, self._path = self._path, site.path
        self._calls += 1
        self._open += not certain
        try:
            return follow()
        finally:
            self._path = around
            self._calls -= 1
            self._open -= not certain

    @staticmethod
    def _sound(path: Term, failures: Failures) -> Term:
        """A path without what has failed on it."""
        if not len(failures):
            return path
        return conj((path, *(neg(failure.condition) for failure in failures)))

    def _is_allowed(self, site: Site, called: Recursive, here: Hashable, certain: bool) -> bool:
        """Whether one more call may be unfolded; what is wrong is said where it is not."""
        self._total = 1 if self._calls == 0 else self._total + 1
        if self._total > MOST:
            what = f"{called.name} is called more than {MOST} times for one value"
            raise SpecError(Code.TOO_LARGE, what, at=called.span)
        if certain and here in self._inside:
            site.fail_always(Code.RECURSION_DEPTH, f"{called.name} needs its own value, without an end")
        elif not certain and self._open >= self.limit:
            site.lacks(_beyond(self.limit), f"see {called.name}")
        elif self._calls >= DEEPEST:
            site.fail_always(Code.RECURSION_DEPTH, f"{called.name} calls itself more than {DEEPEST} times")
        else:
            return True
        self._cut += 1
        return False


def _reached(site: Site, found: tuple[Sym, Failures]) -> Sym:
    site.failures.include(found[1], site.path)
    return found[0]


def identity(sym: object) -> Hashable:
    """The same for symbolic values that are written alike, and never for others."""
    if isinstance(sym, Union):
        return "union", tuple((guard, identity(alternative)) for guard, alternative in sym.options)
    if isinstance(sym, SymSet):
        cells = tuple((inside, identity(cell)) for inside, cell in sym.cells)
        return "set", frozenset(sym.members.items()), cells
    if isinstance(sym, SymFun):
        entries = ((key, present, identity(value)) for key, (present, value) in sym.entries.items())
        return "function", frozenset(entries)
    return type(sym), sym
