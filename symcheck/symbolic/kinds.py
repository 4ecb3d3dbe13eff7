"""What kind of thing a symbolic value is, and which kinds TLC compares; must not know when two of a kind are equal."""

from __future__ import annotations

from symcheck.symbolic.values import LazyFunction, Sym, Union, is_function, is_set
from symcheck.term import BOOL, FALSE, TRUE, Term, integer
from symcheck.value import TRUE as YES
from symcheck.value import Boolean, ModelValue, String


def kind(sym: Sym) -> str:
    """ "boolean", "integer", "string", "model value", "set", "function" or "mixed" (a union); for a typed model value
    that with its type."""
    if isinstance(sym, Term):
        return "boolean" if sym.sort is BOOL else "integer"
    if isinstance(sym, Boolean):
        return "boolean"
    if isinstance(sym, int):
        return "integer"
    if isinstance(sym, String):
        return "string"
    if isinstance(sym, ModelValue):
        return f"model value of type {sym.type}" if sym.type else "model value"
    if is_set(sym):
        return "set"
    if is_function(sym) or isinstance(sym, LazyFunction):
        return "function"
    assert isinstance(sym, Union), f"a value of an unknown kind: {type(sym)}"
    return "mixed"


def comparable(left: str, right: str) -> bool:
    """Whether TLC compares values of these two kinds."""
    return left == right or "model value" in (left, right)


def truth(sym: Sym) -> Term:
    """The BOOL term of a boolean."""
    if isinstance(sym, Term):
        return sym
    return TRUE if sym is YES else FALSE


def number(sym: Sym) -> Term:
    """The INT term of an integer."""
    if isinstance(sym, Term):
        return sym
    assert isinstance(sym, int)
    return integer(sym)
