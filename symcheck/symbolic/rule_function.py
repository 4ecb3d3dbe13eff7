"""Functions that are known by their rule only: recursive ones, and those with an infinite domain."""

from __future__ import annotations

from collections.abc import Callable

from symcheck.base.diagnostic import Code, SpecError
from symcheck.base.span import Span
from symcheck.symbolic.failures import Failures
from symcheck.symbolic.site import Site
from symcheck.symbolic.values import LazyFunction, Sym
from symcheck.value import Value

DEPTH = 2_000
"""How deeply a function may refer to itself."""


class RuleFunction(LazyFunction):
    """[x \\in domain |-> …]: `value_at` evaluates the body at one key of the domain, with the errors of that; it is
    called at most once for each plain one. `recursive`: the body refers to the function itself."""

    __slots__ = ("_depth", "_known", "_value_at", "domain", "recursive", "span")

    def __init__(
        self, domain: Sym, value_at: Callable[[Sym], tuple[Sym, Failures]], span: Span, *, recursive: bool = False
    ) -> None:
        self.domain = domain
        self.span = span
        self.recursive = recursive
        self._value_at = value_at
        self._known: dict[Value, tuple[Sym, Failures]] = {}
        self._depth = 0

    def at(self, site: Site, key: Value) -> Sym:
        """The value at a key of the domain; its errors happen at this site."""
        found = self._known.get(key)
        if found is None:
            if self._depth > DEPTH:
                raise SpecError(Code.RECURSION_DEPTH, "this function refers to itself too deeply", at=self.span)
            self._depth += 1
            try:
                found = self._known[key] = self._value_at(key)
            finally:
                self._depth -= 1
        site.failures.include(found[1], site.path)
        return found[0]

    def anywhere(self, site: Site, key: Sym) -> Sym:
        """The value at a key of the domain that cannot be written out."""
        if self.recursive:
            raise site.unsupported("a recursive function applied to an integer without bounds")
        value, failures = self._value_at(key)
        site.failures.include(failures, site.path)
        return value
