"""Hash-consed terms: equal terms are one object; must not know what the terms stand for or who solves them.

The intern table is strong: a term lives as long as the process.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import Any


@dataclass(frozen=True, slots=True)
class Sort:
    """What values a term takes; compared by content."""

    name: str

    def __str__(self) -> str:
        return self.name


BOOL = Sort("Bool")
INT = Sort("Int")


class Kind(Enum):
    """The operator at the root of a term; the value is how it is printed."""

    VARIABLE = "variable"
    TRUE = "true"
    FALSE = "false"
    INTEGER = "integer"
    NOT = "not"
    AND = "and"
    OR = "or"
    IFF = "iff"
    ITE = "ite"
    AT_MOST_ONE = "at-most-one"
    EQ = "="  # of integers
    LE = "<="
    ADD = "+"
    MUL = "*"
    DIV = "div"  # rounds down; x div 0 is 0
    MOD = "mod"  # x = y * (x div y) + x mod y, so x mod 0 is x

    __hash__ = object.__hash__  # members are singletons; the inherited hash is Python code and slow


class Term:
    """One node. `args` were created before it, so `id` orders every term after its subterms.

    `payload` is a variable's name or an integer's value, else None.
    """

    __slots__ = ("args", "complement", "id", "op", "payload", "sort")

    op: Kind
    args: tuple[Term, ...]
    sort: Sort
    payload: Any
    id: int
    complement: Term | None  # the negation, once somebody asked for it

    def __repr__(self) -> str:
        from symcheck.term.text import show

        return show(self)

    def __reduce__(self) -> tuple[Any, ...]:
        from symcheck.term.text import dump, load_one

        return load_one, (dump((self,)),)


_interned: dict[Any, Term] = {}
_new = object.__new__


def intern(op: Kind, args: tuple[Term, ...], sort: Sort, payload: Any = None) -> Term:
    """The one term of that shape; does not simplify."""
    key = (op, args) if payload is None else (op, payload, sort)
    found = _interned.get(key)
    if found is None:
        found = _new(Term)
        found.op = op
        found.args = args
        found.sort = sort
        found.payload = payload
        found.id = len(_interned)
        found.complement = None
        _interned[key] = found
    return found


TRUE = intern(Kind.TRUE, (), BOOL)
FALSE = intern(Kind.FALSE, (), BOOL)
TRUE.complement = FALSE
FALSE.complement = TRUE


def variable(name: str, sort: Sort) -> Term:
    """A variable; the same name with another sort is another variable."""
    return intern(Kind.VARIABLE, (), sort, name)


def integer(value: int) -> Term:
    """An integer constant."""
    return intern(Kind.INTEGER, (), INT, int(value))


def boolean(value: bool) -> Term:
    """`TRUE` or `FALSE`."""
    return TRUE if value else FALSE
