"""Hash-consed terms: equal terms are one object; must not know what the terms stand for or who solves them.

The intern table is strong: a term lives as long as the process, or until what it was made for is over (`Lifetime`).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from itertools import count
from threading import Lock
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
_next_id = count().__next__
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
        found.id = _next_id()
        found.complement = None
        _interned[key] = found
    return found


class Lifetime:
    """Entered around what makes many terms and leaves none behind that are used beside later ones.

    They are forgotten when the next such time begins, so whoever needs only one does not wait for it; and only if by
    then nobody else is inside, and nothing was made outside.
    """

    __slots__ = ("_inside", "_lock", "_made", "_since")

    def __init__(self) -> None:
        self._lock = Lock()
        self._inside = 0
        self._since = self._made = 0  # sizes of the table when the last time began, and when it was over

    def __enter__(self) -> None:
        with self._lock:
            if self._inside == 0:
                if len(_interned) == self._made:
                    while len(_interned) > self._since:
                        _interned.popitem()
                self._since = len(_interned)
            self._inside += 1

    def __exit__(self, *_: object) -> None:
        with self._lock:
            self._inside -= 1
            self._made = len(_interned)


LIFETIME = Lifetime()
"""That of the terms of one check."""

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
