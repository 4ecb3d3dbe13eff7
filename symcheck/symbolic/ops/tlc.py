"""The TLC module on symbolic values: what depends on the run of a checker is not supported here."""

from __future__ import annotations

from itertools import permutations

from symcheck.base.diagnostic import Code
from symcheck.core.ops import Op
from symcheck.symbolic.enumeration import written_out
from symcheck.symbolic.lazy import Anything
from symcheck.symbolic.ops.registry import encodes, truth_of
from symcheck.symbolic.site import Site
from symcheck.symbolic.values import Sym, is_value
from symcheck.term import neg
from symcheck.value import TRUE, FiniteSet, String, make_function, make_set


@encodes(Op.ASSERT)
def assertion(site: Site, condition: Sym, message: Sym) -> Sym:
    text = str(message) if is_value(message) else "see the trace"
    site.fail(neg(truth_of(site, condition)), Code.ASSERT, f"an Assert failed: {text}")
    return TRUE


@encodes(Op.PRINT)
def printing(site: Site, text: Sym, value: Sym) -> Sym:
    return value


@encodes(Op.PRINT_T)
def printing_true(site: Site, text: Sym) -> Sym:
    return TRUE


@encodes(Op.TO_STRING)
def to_string(site: Site, value: Sym) -> Sym:
    if not is_value(value):
        raise site.unsupported("ToString of a value that depends on the state")
    return String(str(value))


@encodes(Op.TLC_EVAL)
def evaluated(site: Site, value: Sym) -> Sym:
    return value


@encodes(Op.ANY)
def anything(site: Site) -> Sym:
    return Anything()


@encodes(Op.PERMUTATIONS)
def permutation_set(site: Site, container: Sym) -> Sym:
    found = written_out(site, container)
    if not isinstance(found, FiniteSet):
        raise site.unsupported("Permutations of a set that depends on the state")
    keys = list(found)
    return make_set(make_function(dict(zip(keys, order, strict=True))) for order in permutations(keys))


def _of_the_run(op: Op) -> None:
    @encodes(op)
    def missing(site: Site, *arguments: Sym) -> Sym:
        raise site.unsupported(f"{op.value}, which depends on the run of a checker", "use --engine explicit")


for _op in (Op.TLC_GET, Op.TLC_SET, Op.RANDOM_ELEMENT, Op.JAVA_TIME):
    _of_the_run(_op)
