"""One way through an action, as far as it has been followed; must not know how actions are split."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from symcheck.base.span import Span
from symcheck.core.expr import Variable
from symcheck.symbolic.values import Sym
from symcheck.term import Term, conj
from symcheck.value import Value


@dataclass(frozen=True, slots=True, eq=False)
class Branch:
    """One way through an action: the condition so far, what it has given to which variable, and how reports call it."""

    path: Term
    possible: Term  # the path with the choices quantified away, unless it speaks of them all the same
    assigned: Mapping[Variable, Sym]
    name: str = ""
    named: bool = False  # no definition further in may change the name
    bindings: tuple[tuple[str, Value], ...] = ()
    span: Span | None = None
    choices: tuple[Term, ...] = ()  # the inputs that were made on the way

    def when(self, condition: Term) -> Branch:
        path = conj((self.path, condition))
        possible = path if self.possible is self.path else conj((self.possible, condition))
        return replace(self, path=path, possible=possible)

    def chosen(self, condition: Term, inhabited: Term | None, inputs: Iterable[Term]) -> Branch:
        """A choice was made by inputs: it is one if `condition` holds, and there is one if `inhabited` does."""
        possible = conj((self.possible, condition if inhabited is None else inhabited))
        return replace(self, path=conj((self.path, condition)), possible=possible, choices=(*self.choices, *inputs))

    def assign(self, variable: Variable, value: Sym) -> Branch:
        return replace(self, assigned={**self.assigned, variable: value})

    def bind(self, name: str, value: object) -> Branch:
        pair = (name, value)
        return self if pair in self.bindings else replace(self, bindings=(*self.bindings, pair))  # type: ignore[arg-type]
