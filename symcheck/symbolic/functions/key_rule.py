"""What a function on an infinite domain is at each key, by an expression that is evaluated at any key; must not know
layouts."""

from __future__ import annotations

from collections.abc import Callable

from symcheck.base.span import Span
from symcheck.symbolic.failures import Failures
from symcheck.symbolic.quantifiers import Quantifiers
from symcheck.symbolic.sets.choice import Inputs, arbitrary
from symcheck.symbolic.sets.size import WRITTEN_OUT
from symcheck.symbolic.site import Site
from symcheck.symbolic.values import Sym
from symcheck.term import TRUE, Term, conj, neg
from symcheck.value import Rule, Value

At = Callable[[Site, Sym], Sym]


class KeyRule(Rule):
    """A rule for symbolic keys: `at_key` evaluates the body, and reports its failures. Among symbolic values it is a
    scalar, which stands only where a function keeps what it is at most of its keys."""

    __slots__ = ("_quantifiers", "_span", "at_key")

    def __init__(self, name: str, read: tuple[Value, ...], span: Span, at_key: At, quantifiers: Quantifiers) -> None:
        text = " ".join(span.text.split())
        super().__init__(name, read, f"{text} (* {', '.join(map(str, read))} *)" if read else text, None)
        self.at_key = at_key
        self._span = span
        self._quantifiers = quantifiers

    def everywhere(self, site: Site, domain: Sym, test: Callable[[Site, Sym], Term]) -> Term:
        """Whether all keys of a domain pass a test: an atom, to be decided when the system is made."""
        inputs = Inputs(self._quantifiers.prefix(), WRITTEN_OUT)
        inner = Site(site.path, site.span, Failures())
        inside, key = arbitrary(inner, domain, inputs)
        wrong = conj((inside, neg(test(inner.under(inside), key))))
        site.failures.include(self._quantifiers.failures_of(inner.failures, inputs.made), TRUE)
        return neg(self._quantifiers.some(inputs.made, wrong, site.span or self._span))


def as_rule(filler: object) -> KeyRule | None:
    """The rule, if what a function is at most of its keys is one."""
    return filler if isinstance(filler, KeyRule) else None


def rules_among(options: tuple[tuple[Term, Sym], ...]) -> tuple[KeyRule, ...]:
    """The rules among what a function may be at most of its keys."""
    return tuple([rule for _, each in options if (rule := as_rule(each)) is not None])
