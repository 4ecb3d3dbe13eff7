"""Why a term has the value that it has: a few variables that suffice; must not know what they stand for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from symcheck.term.node import Kind, Term
from symcheck.term.walk import value_of_all


def support(terms: Iterable[Term], assignment: Mapping[Term, bool | int], known: Iterable[Term] = ()) -> set[Term]:
    """Variables whose values alone give every term its value under the assignment.

    Of several reasons one is taken, those in `known` first; the set is small, not always the smallest.
    """
    roots = list(terms)
    value = value_of_all(roots, assignment)
    found = set(known)
    seen: set[Term] = set()
    stack = roots
    while stack:
        node = stack.pop()
        if node in seen:
            continue
        seen.add(node)
        op = node.op
        if op is Kind.VARIABLE:
            found.add(node)
        elif op is Kind.AND or op is Kind.OR:
            deciding = op is Kind.OR  # one argument with this value is reason enough
            if bool(value[node]) == deciding:
                reasons = [arg for arg in node.args if bool(value[arg]) == deciding]
                stack.append(next((arg for arg in reasons if arg in seen or _variable(arg) in found), reasons[0]))
            else:
                stack.extend(node.args)
        elif op is Kind.ITE:
            condition, then, otherwise = node.args
            stack += (condition, then if value[condition] else otherwise)
        elif op is Kind.AT_MOST_ONE:
            if value[node]:
                spare = next((arg for arg in node.args if value[arg]), node.args[0])
                stack += (arg for arg in node.args if arg is not spare)
            else:
                stack += [arg for arg in node.args if value[arg]][:2]
        else:
            stack.extend(node.args)
    return found


def _variable(term: Term) -> Term:
    return term.args[0] if term.op is Kind.NOT else term
