"""Functions that are known by their rule only: recursive ones, and those with an infinite domain."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from symcheck.symbolic.failures import Failures
from symcheck.symbolic.site import Site
from symcheck.symbolic.unfolding import Recursive, Unfolding, identity
from symcheck.symbolic.values import LazyFunction, Sym, is_value
from symcheck.term import Term


class Rule(Protocol):
    """Evaluates the body at one key of the domain, on a path."""

    def __call__(self, key: Sym, where: Term) -> tuple[Sym, Failures]: ...


class RuleFunction(LazyFunction):
    """[x \\in domain |-> …], evaluated where it is applied, at most once for each plain key. `path` is where it was
    made; `list_out` writes it out at all keys, and is None where these are too many."""

    __slots__ = ("_called", "_feasible", "_known", "_list_out", "_path", "_rule", "_unfolding", "domain")

    def __init__(
        self,
        domain: Sym,
        rule: Rule,
        called: Recursive,
        path: Term,
        unfolding: Unfolding,
        feasible: Callable[[Term], bool],
        list_out: Callable[[Site, RuleFunction], Sym] | None,
    ) -> None:
        self.domain = domain
        self._rule = rule
        self._called = called
        self._path = path
        self._unfolding = unfolding
        self._feasible = feasible
        self._list_out = list_out
        self._known: dict[object, tuple[Sym, Failures]] = {}

    def at(self, site: Site, key: Sym) -> Sym:
        """The value at a key of the domain; its errors happen at this site."""
        return self._unfolding.call(
            site,
            self._called,
            self._known,
            (self, identity(key)),
            lambda path: self._rule(key, path),
            self._feasible,
            site.failures,
            start=self._path,
            anywhere=is_value(key),
        )

    def written_out(self, site: Site) -> Sym | None:
        """The function with all of its values, and all of their errors; None where there are too many keys."""
        return None if self._list_out is None else self._list_out(site, self)
