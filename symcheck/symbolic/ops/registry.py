"""The table of symbolic rules, one for each built-in operator; must not know any of them."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

from symcheck.base.diagnostic import Code
from symcheck.core.ops import Op
from symcheck.symbolic.kinds import kind, truth
from symcheck.symbolic.merge import merge
from symcheck.symbolic.site import Site
from symcheck.symbolic.values import Sym, Union, alternatives
from symcheck.term import FALSE, Term, conj, disj

Rule: TypeAlias = Callable[..., Sym]
"""(site, *arguments) -> result; an operator argument is an `Operator`."""

Operator: TypeAlias = Callable[..., Sym]
"""(site, *arguments) -> result, for arguments that are operators."""

ENCODE: dict[Op, Rule] = {}


def encodes(op: Op) -> Callable[[Rule], Rule]:
    """Enter a rule into the table."""

    def enter(rule: Rule) -> Rule:
        assert op not in ENCODE, f"{op} has two rules"
        ENCODE[op] = rule
        return rule

    return enter


def truth_of(site: Site, sym: Sym) -> Term:
    """The condition under which a value is TRUE; NOT_BOOLEAN where it is no boolean."""
    if isinstance(sym, Union):
        return disj(conj((guard, truth_of(site.under(guard), value))) for guard, value in sym.options)
    if kind(sym) != "boolean":
        site.fail_always(Code.NOT_BOOLEAN, f"a {kind(sym)} is used as a condition")
        return FALSE
    return truth(sym)


def each(site: Site, sym: Sym, wanted: str, code: Code, use: Callable[[Site, Sym], Sym]) -> Sym | None:
    """The use of every alternative of the wanted kind, merged; None if there is none. The others fail with `code`."""
    results = []
    for guard, alternative in alternatives(sym):
        inside = site.under(guard)
        if inside.path is FALSE:
            continue
        found = kind(alternative)
        if found == wanted:
            results.append((guard, use(inside, alternative)))
        else:
            inside.fail_always(code, f"a {found} is used as a {wanted}")
    return merge(results) if results else None
