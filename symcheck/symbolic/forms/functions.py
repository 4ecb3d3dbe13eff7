"""[x \\in S |-> e], recursive functions, and EXCEPT."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import cast

from symcheck.core.expr import (
    Apply,
    Argument,
    Bound,
    Except,
    Expr,
    FunctionExpr,
    Local,
    LocalRef,
    Update,
    Variable,
    VariableRef,
)
from symcheck.core.ops import Op
from symcheck.core.parts import callee, reached
from symcheck.core.signature import Signature, signature
from symcheck.symbolic.binding.elements import bind, bindings_in, domains_of
from symcheck.symbolic.concretise import at_most, concretisable, concretise
from symcheck.symbolic.environment import Env, LetScope, View
from symcheck.symbolic.failures import Failures
from symcheck.symbolic.form_table import forms
from symcheck.symbolic.functions.filled import filled
from symcheck.symbolic.functions.key_rule import KeyRule
from symcheck.symbolic.functions.rule_function import RuleFunction
from symcheck.symbolic.lazy import Tuples
from symcheck.symbolic.merge import merge
from symcheck.symbolic.ops.functions import Key, application, updated
from symcheck.symbolic.reading import Reading, Tools
from symcheck.symbolic.sets.enumeration import elements, settle
from symcheck.symbolic.sets.membership import contains
from symcheck.symbolic.sets.size import writable
from symcheck.symbolic.site import Site
from symcheck.symbolic.unfolding import Recursive
from symcheck.symbolic.values import LazySet, MapCell, Sym, SymFun, is_value, mapping_of, tuple_of
from symcheck.term import FALSE, TRUE, Term, conj, disj
from symcheck.value import Value

WAYS = 64
"""What a rule reads may have so many plain values."""


@forms(FunctionExpr)
def function(reading: Reading, expr: FunctionExpr, env: Env, path: Term) -> Sym:
    site = reading.site(expr, path)
    containers = domains_of(reading, expr.bounds, env, path)
    if expr.recursive is not None or any(isinstance(each, LazySet) and not writable(each) for each in containers):
        same = _filled(reading, expr, containers, env, path)
        return _by_rule(reading, expr, containers, env, path) if same is None else same
    whole = _restricted(reading, expr)
    if whole is not None:
        return _part_of(reading, expr, whole, containers[0], env, path)
    found = []
    for guard, inner, chosen in bindings_in(reading, expr.bounds, containers, env, path):
        here = conj((path, guard))
        if here is not FALSE:
            key = chosen[0] if len(chosen) == 1 else tuple_of(chosen)
            found.append((guard, key, settle(site, reading.value(expr.body, inner, here))))
    return _mapping(site, found)


def _mapping(site: Site, found: Iterable[MapCell], kept: Mapping[Value, tuple[Term, Sym]] | None = None) -> Sym:
    """The function with these keys: (condition, key, value); and with those that are kept as they are elsewhere."""
    entries = dict(kept or {})
    cells: list[MapCell] = []
    for guard, key, value in found:
        if is_value(key):
            entries[key] = (guard, value)
        else:
            cells.append((guard, settle(site, key), value))
    return mapping_of(entries, tuple(cells))


def _restricted(reading: Reading, expr: FunctionExpr) -> Expr | None:
    """The f of [x \\in S |-> f[x]] that does not speak of x; None for any other function."""
    match expr:
        case FunctionExpr(
            bounds=(Bound(pattern=False, locals=(local,)),), body=Apply(op=Op.APPLY, args=(whole, LocalRef(local=key)))
        ) if key is local and local not in reading.tools.mentions.locals(whole):
            return whole  # type: ignore[return-value]
        case _:
            return None


def _part_of(reading: Reading, expr: FunctionExpr, whole: Expr, domain: Sym, env: Env, path: Term) -> Sym:
    """A function at the keys in a set: it is evaluated once, where there are any."""
    (bound,) = expr.bounds
    assert bound.domain is not None
    site, read = reading.site(expr, path), reading.site(expr.body, path)
    found = elements(reading.site(bound.domain, path), domain)
    keys = [(guard, key) for guard, key in found if conj((path, guard)) is not FALSE]
    inhabited = conj((path, disj(guard for guard, _ in keys)))
    function = reading.value(whole, env, inhabited) if keys else 0
    entries = function.entries if isinstance(function, SymFun) else {}
    kept: dict[Value, tuple[Term, Sym]] = {}
    rest: list[MapCell] = []
    for guard, key in keys:
        entry = entries.get(key) if is_value(key) else None
        if entry is not None and entry[0] is guard:
            kept[key] = entry  # type: ignore[index]
        else:
            rest.append((guard, key, settle(site, application(read.under(guard), function, key))))
    return _mapping(site, rest, kept)


def _filled(reading: Reading, expr: FunctionExpr, containers: Sequence[Sym], env: Env, path: Term) -> Sym | None:
    """The function if it has an infinite domain, and one value at all of its keys or a rule that does not depend on the
    state; None for any other."""
    if expr.recursive is not None:
        return None
    domain = containers[0] if len(containers) == 1 else Tuples(tuple(containers))
    bound = {local for group in expr.bounds for local in group.locals}
    if any(group.pattern for group in expr.bounds) or reading.tools.mentions.locals(expr.body) & bound:
        return _by_key(reading, expr, domain, env, path)
    failures = Failures()
    inner = Reading(reading.tools, reading.state, reading.successor, failures)
    filler = settle(inner.site(expr, path), inner.value(expr.body, env, path))
    if any(failure.condition is TRUE for failure in failures):  # an error is one where the function is applied
        return None
    found = filled(domain, filler)
    if found is not None:
        reading.failures.include(failures, TRUE)
    return found


def _by_key(reading: Reading, expr: FunctionExpr, domain: Sym, env: Env, path: Term) -> Sym | None:
    """The function by rules: one for each of the few plain values that what it reads may have; None for any other."""
    sign = signature(expr)
    if sign is None or any(_recursive(node) for node in reached(expr)):
        return None
    ways: list[tuple[Term, tuple[Value, ...]]] = [(TRUE, ())]
    for each in sign.read:
        name = LocalRef(each, expr.span) if isinstance(each, Local) else VariableRef(each, expr.span)
        value, failures = reading.apart(lambda inner, name=name: inner.value(name, env, path))  # type: ignore[misc]
        if len(failures) or not concretisable(value) or not at_most(value, WAYS // len(ways)):
            return None
        options = concretise(Site(path, expr.span, Failures()), value)
        ways = [(conj((guard, more)), (*read, plain)) for guard, read in ways for more, plain in options]
    if len(ways) > 1 and any(isinstance(bound, LetScope) for bound in env.values()):
        return None  # what a LET has evaluated is not known for each way
    found: list[tuple[Term, Sym]] = []
    for guard, read in ways:
        given = dict(zip(sign.read, read, strict=True))
        variables = {each: value for each, value in given.items() if isinstance(each, Variable)}
        state = View({**reading.state.values, **variables})
        scope: Env = {**env, **{each: value for each, value in given.items() if isinstance(each, Local)}}
        function = filled(domain, cast("Sym", _rule(reading.tools, expr, sign, read, state, scope)))
        if function is None:
            return None
        found.append((guard, function))
    return merge(found)


def _rule(
    given: Tools, expr: FunctionExpr, sign: Signature, read: tuple[Value, ...], state: View, env: Env
) -> KeyRule:
    # layouts keep the rule while others grow: what cannot happen in these may happen in the next
    tools = replace(given, feasible=lambda condition: True, unseen=[])

    def at_key(site: Site, key: Sym) -> Sym:
        inner = Reading(tools, state, None, site.failures)
        scope: Env | None = env
        for place, group in enumerate(expr.bounds, 1):
            element = key if len(expr.bounds) == 1 else application(site, key, place)
            scope = None if scope is None else bind(inner, group, element, scope, site.path)
        value = 0 if scope is None else settle(site, inner.value(expr.body, scope, site.path))
        if tools.unseen:
            raise tools.unseen[0].error()
        return value

    return KeyRule(sign.name, read, expr.span, at_key, given.quantifiers)


def _recursive(node: Argument) -> bool:
    definition = callee(node)
    return definition.recursive if definition else isinstance(node, FunctionExpr) and node.recursive is not None


def _by_rule(reading: Reading, expr: FunctionExpr, containers: Sequence[Sym], env: Env, path: Term) -> Sym:
    domain = containers[0] if len(containers) == 1 else Tuples(tuple(containers))
    inner, tools = dict(env), reading.tools

    def rule(key: Sym, where: Term) -> tuple[Sym, Failures]:
        fresh = Reading(tools, reading.state, reading.successor, Failures())
        here = conj((where, contains(Site(where, expr.span, Failures()), domain, key)))
        site = fresh.site(expr, here)
        scope: Env | None = inner
        for place, group in enumerate(expr.bounds, 1):
            element = key if len(expr.bounds) == 1 else application(site, key, place)
            scope = None if scope is None else bind(fresh, group, element, scope, here)
        return 0 if scope is None else settle(site, fresh.value(expr.body, scope, here)), fresh.failures

    name = "a function" if expr.recursive is None else expr.recursive.name
    list_out = None if isinstance(domain, LazySet) and not writable(domain) else _listed
    called = Recursive(name, expr.span)
    result = RuleFunction(domain, rule, called, path, tools.unfolding, tools.feasible, list_out)
    if expr.recursive is not None:
        inner[expr.recursive] = result
    return result


def _listed(site: Site, function: RuleFunction) -> Sym:
    return _mapping(
        site, [(guard, key, function.at(site.under(guard), key)) for guard, key in elements(site, function.domain)]
    )


@forms(Except)
def exception(reading: Reading, expr: Except, env: Env, path: Term) -> Sym:
    result = reading.value(expr.base, env, path)
    for update in expr.updates:
        site = Site(path, update.span, reading.failures)
        keys = [_key(reading, key, env, path) for key in update.path]

        def value_of(here: Site, old: Sym, update: Update = update) -> Sym:
            inner = {**env, update.at: old}
            return reading.value(update.value, inner, here.path)

        result = updated(site, result, keys, value_of)
    return result


def _key(reading: Reading, expr: Expr, env: Env, path: Term) -> Key:
    """One step of a path: evaluated once, its errors happen wherever it is reached."""
    known: list[tuple[Sym, Failures]] = []

    def evaluated(site: Site) -> Sym:
        if not known:
            known.append(reading.apart(lambda inner: inner.value(expr, env, path)))
        value, failures = known[0]
        site.failures.include(failures, site.path)
        return value

    return evaluated
