"""[x \\in S |-> e], recursive functions, and EXCEPT."""

from __future__ import annotations

from symcheck.core.expr import Apply, Call, Definition, Except, Expr, FunctionExpr, Level, Update
from symcheck.core.ops import Op
from symcheck.symbolic.binding import bindings
from symcheck.symbolic.enumeration import elements, settle
from symcheck.symbolic.environment import Env, LetScope
from symcheck.symbolic.failures import Failures
from symcheck.symbolic.form_table import applies, forms
from symcheck.symbolic.membership import contains
from symcheck.symbolic.ops.functions import Key, application, updated
from symcheck.symbolic.reading import Reading
from symcheck.symbolic.rule_function import RuleFunction
from symcheck.symbolic.site import Site
from symcheck.symbolic.size import writable
from symcheck.symbolic.values import LazySet, MapCell, Sym, function_of, is_value, mapping_of, tuple_of
from symcheck.term import FALSE, TRUE, Term, conj
from symcheck.value import Value


@forms(FunctionExpr)
def function(reading: Reading, expr: FunctionExpr, env: Env, path: Term) -> Sym:
    site = reading.site(expr, path)
    if len(expr.bounds) == 1 and not expr.bounds[0].pattern:
        assert expr.bounds[0].domain is not None
        domain = reading.value(expr.bounds[0].domain, env, path)
        if expr.recursive is not None or (isinstance(domain, LazySet) and not writable(domain)):
            return _by_rule(reading, expr, domain, env, path)
    entries: dict[Value, tuple[Term, Sym]] = {}
    cells: list[MapCell] = []
    for guard, inner, chosen in bindings(reading, expr.bounds, env, path):
        here = conj((path, guard))
        if here is FALSE:
            continue
        key = chosen[0] if len(chosen) == 1 else tuple_of(chosen)
        value = settle(site, reading.value(expr.body, inner, here))
        if is_value(key):
            entries[key] = (guard, value)
        else:
            cells.append((guard, settle(site, key), value))
    return mapping_of(entries, tuple(cells))


@applies(Op.APPLY)
def applied(reading: Reading, expr: Apply, env: Env, path: Term) -> Sym:
    """f[x]; a recursive function that is applied where it is named is evaluated where it is applied only."""
    operator, operand = expr.args
    argument = reading.value(operand, env, path)  # type: ignore[arg-type]
    if isinstance(operator, Call) and not operator.args:
        body = operator.definition.body
        if isinstance(body, FunctionExpr) and body.recursive is not None and not _is_tuple(body):
            function = _defined(reading, operator.definition, body, env, path)
            return application(reading.site(expr, path), function, argument)
    return application(reading.site(expr, path), reading.value(operator, env, path), argument)  # type: ignore[arg-type]


def _is_tuple(expr: FunctionExpr) -> bool:
    """Whether the keys are tuples of what several identifiers stand for."""
    return len(expr.bounds) > 1 or expr.bounds[0].pattern


def _defined(reading: Reading, definition: Definition, expr: FunctionExpr, env: Env, path: Term) -> Sym:
    """What a recursive definition defines, by its rule."""
    found = env.get(definition)
    scope = found if isinstance(found, LetScope) else None

    def evaluate(inner: Reading) -> Sym:
        bound, here = ({}, TRUE) if scope is None else (scope.env, scope.path)
        assert expr.bounds[0].domain is not None
        return _rule(inner, expr, inner.value(expr.bounds[0].domain, bound, here), bound, here)

    if definition.level >= Level.ACTION:
        return evaluate(reading)
    memo = reading.state.memo if scope is None else scope.known
    key = ("rule", definition, id(reading.state))
    if key not in memo:
        memo[key] = reading.apart(evaluate)
    function, failures = memo[key]
    reading.failures.include(failures, path)
    return function


def _by_rule(reading: Reading, expr: FunctionExpr, domain: Sym, env: Env, path: Term) -> Sym:
    function = _rule(reading, expr, domain, env, path)
    if isinstance(domain, LazySet) and not writable(domain):
        return function
    site = reading.site(expr, path)
    return function_of(
        {
            key: (guard, settle(site, function.at(site.under(guard), key)))  # type: ignore[misc, arg-type]
            for guard, key in elements(site, domain)
        }
    )


def _rule(reading: Reading, expr: FunctionExpr, domain: Sym, env: Env, path: Term) -> RuleFunction:
    inner = dict(env)

    def value_at(key: Sym) -> tuple[Sym, Failures]:
        fresh = Reading(reading.tools, reading.state, reading.successor, Failures())
        inside = contains(Site(path, expr.span, Failures()), domain, key)
        body = {**inner, expr.bounds[0].locals[0]: key}
        return fresh.value(expr.body, body, conj((path, inside))), fresh.failures

    function = RuleFunction(domain, value_at, expr.span, recursive=expr.recursive is not None)
    if expr.recursive is not None:
        inner[expr.recursive] = function
    return function


@forms(Except)
def exception(reading: Reading, expr: Except, env: Env, path: Term) -> Sym:
    result = reading.value(expr.base, env, path)
    if isinstance(result, RuleFunction):
        raise reading.site(expr, path).unsupported("EXCEPT on a function with an infinite domain")
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
