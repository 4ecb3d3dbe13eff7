"""One way through an action, as far as it has been followed; must not know how actions are split."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from symcheck.base.node import node
from symcheck.base.span import Span
from symcheck.core.expr import Variable
from symcheck.symbolic.values import Sym
from symcheck.term import Term, conj
from symcheck.value import Value


@node(eq=False)
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
        return self._but(path, possible, self.assigned, self.named, self.bindings)

    def _but(
        self,
        path: Term,
        possible: Term,
        assigned: Mapping[Variable, Sym],
        named: bool,
        bindings: tuple[tuple[str, Value], ...],
    ) -> Branch:
        """The branch with these things instead; `dataclasses.replace` is slow, and there are many branches."""
        return Branch(path, possible, assigned, self.name, named, bindings, self.span, self.choices)

    def with_name(self, named: bool) -> Branch:
        """Whether no definition further in may change the name."""
        return self._but(self.path, self.possible, self.assigned, named, self.bindings)

    def chosen(self, condition: Term, inhabited: Term | None, inputs: Iterable[Term]) -> Branch:
        """A choice was made by inputs: it is one if `condition` holds, and there is one if `inhabited` does."""
        possible = conj((self.possible, condition if inhabited is None else inhabited))
        return replace(self, path=conj((self.path, condition)), possible=possible, choices=(*self.choices, *inputs))

    def assign(self, variable: Variable, value: Sym) -> Branch:
        assigned = {**self.assigned, variable: value}
        return self._but(self.path, self.possible, assigned, self.named, self.bindings)

    def bind(self, name: str, value: object) -> Branch:
        pair = (name, value)
        if pair in self.bindings:
            return self
        bindings = (*self.bindings, pair)
        return self._but(self.path, self.possible, self.assigned, self.named, bindings)  # type: ignore[arg-type]
