"""The TLC module on symbolic values: what depends on the run of a checker is not supported here."""

from __future__ import annotations

from itertools import permutations

from symcheck.base.diagnostic import Code
from symcheck.core.ops import Op
from symcheck.symbolic.concretise import concretise
from symcheck.symbolic.lazy import Anything
from symcheck.symbolic.merge import merge
from symcheck.symbolic.ops.registry import encodes, truth_of
from symcheck.symbolic.sets.enumeration import settle, written_out
from symcheck.symbolic.site import Site
from symcheck.symbolic.values import Sym, is_value
from symcheck.term import Term, neg
from symcheck.value import FALSE, TRUE, FiniteSet, ModelValue, String, make_function, make_set


@encodes(Op.ASSERT)
def assertion(site: Site, condition: Sym, message: Sym) -> Sym:
    text = str(message) if is_value(message) else "see the trace"
    site.fail(neg(truth_of(site, condition)), Code.ASSERT, f"an Assert failed: {text}")
    return TRUE


@encodes(Op.LACKING)
def lacking(site: Site, what: Sym, hint: Sym) -> Sym:
    assert isinstance(what, String)
    assert isinstance(hint, String)
    site.lacks(what.text, hint.text)
    return FALSE


@encodes(Op.PRINT)
def printing(site: Site, text: Sym, value: Sym) -> Sym:
    return value


@encodes(Op.PRINT_T)
def printing_true(site: Site, text: Sym) -> Sym:
    return TRUE


@encodes(Op.TO_STRING)
def to_string(site: Site, value: Sym) -> Sym:
    return merge([(guard, String(str(plain))) for guard, plain in concretise(site, settle(site, value))])


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


@encodes(Op.TLC_MODEL_VALUE)
def model_value(site: Site, name: Sym) -> Sym:
    found: list[tuple[Term, Sym]] = []
    for guard, plain in concretise(site, settle(site, name)):
        if isinstance(plain, String):
            found.append((guard, ModelValue(plain.text)))
        else:
            site.fail(guard, Code.ARGUMENT_TYPE, "TLCModelValue takes a string")
    return merge(found) if found else FALSE


@encodes(Op.TLC_SET)
def storing(site: Site, register: Sym, value: Sym) -> Sym:
    return TRUE  # what it stores is seen by TLCGet only


def _of_the_run(op: Op) -> None:
    @encodes(op)
    def missing(site: Site, *arguments: Sym) -> Sym:
        what = f"the symbolic reading does not support {op.value}, which depends on the run of a checker"
        site.lacks(what, "use --engine explicit", elsewhere=True)
        return FALSE


for _op in (Op.TLC_GET, Op.TLC_GET_OR_DEFAULT, Op.TRACE, Op.RANDOM_ELEMENT, Op.JAVA_TIME):
    _of_the_run(_op)
