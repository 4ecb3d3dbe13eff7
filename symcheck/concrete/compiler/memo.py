"""Remembers what expressions give by the values that they read, where that pays; must not know how they are compiled.

Much of a state is as it was in the one before. Whether looking up is quicker than evaluating is measured for each
expression while the search runs; one that rarely meets the same values again is left alone from then on.
"""

from __future__ import annotations

from collections.abc import Callable
from time import perf_counter
from typing import TYPE_CHECKING, Any

from symcheck.concrete.compiler.code import READS_STATE, Code, from_condition, from_text
from symcheck.concrete.compiler.frame import Frame
from symcheck.concrete.compiler.fused import Text, function, fuse, statements
from symcheck.concrete.compiler.routine import captures
from symcheck.core.expr import Apply, Call, Choose, Expr, FunctionExpr, Quantified, SetFilter, SetMap
from symcheck.core.ops import Op
from symcheck.value import Boolean, FiniteSet, FunctionValue, ModelValue, RecordValue, String, TupleValue

if TYPE_CHECKING:
    from symcheck.concrete.compiler.expressions import Compiler
    from symcheck.concrete.compiler.scope import Scope

_MOST_READ = 4  # values that make a key
_LIGHTEST = 20  # nodes of a definition whose calls are remembered
_MOST_KEPT = 1 << 14  # results of one expression
_TRIAL = 4000  # evaluations after which it is decided
_WORTH = 1.3  # times as long as looking up must be saved

_COSTLY = frozenset((Op.CUP, Op.CAP, Op.SETMINUS, Op.UNION, Op.FOLD_SET, Op.FOLD_SEQ))

# what hashes at once, and holds nothing that is still to be evaluated
_PLAIN = frozenset((int, Boolean, String, ModelValue, FiniteSet, TupleValue, RecordValue, FunctionValue))


def remembered(compiler: Compiler, node: Expr, code: Code, scope: Scope) -> Code:
    """The code, which may look its result up; itself where that cannot pay or would change what is seen."""
    if not _is_costly(compiler, node) or not code.reads or scope.primed:
        return code
    slots = sorted(index for index in code.reads if index >= 0)
    variables: list[int] = []
    if min(code.reads) < 0:
        read = _variables(compiler, node, scope) if min(code.reads) == READS_STATE else None
        if read is None:
            return code
        variables = sorted(read)
    elif compiler.analysis.reaches_outside(node):
        return code
    if not 0 < len(slots) + len(variables) <= _MOST_READ or (not slots and len(variables) == len(compiler.index)):
        return code
    parts = [fuse("f[{at}]", at=slot) for slot in slots] + [fuse("f[0][{at}]", at=variable) for variable in variables]
    if code.test is not None:
        return from_condition(_looking_up(code.test, parts), code.reads)
    return from_text(_looking_up(code.run, parts), code.reads, code.sort, lazy=code.lazy)


def _variables(compiler: Compiler, node: Expr, scope: Scope) -> set[int] | None:
    """Which variables of the state a node reads, by itself and by names that are other names for variables; None where
    it may depend on more than its state."""
    read = compiler.analysis.variables_read(node)
    if read is None:
        return None
    found = {compiler.index[variable] for variable in read}
    for entity in captures(compiler, compiler.analysis.free_in(node), scope):
        known = scope.slots[entity].code
        if known is not None and known.variable is not None:
            found.add(known.variable)
        elif known is not None and known.reads:
            return None
    return found


def _is_costly(compiler: Compiler, node: Expr) -> bool:
    match node:
        case Quantified() | Choose() | SetFilter() | SetMap():
            return True
        case FunctionExpr():
            return node.recursive is None
        case Apply():
            return node.op in _COSTLY
        case Call():
            return bool(node.args) and compiler.analysis.weight(node.definition) >= _LIGHTEST
        case _:
            return False


def _looking_up(evaluate: Callable[[Frame], Any], parts: list[Text]) -> Text:
    """The text that looks up what an evaluation gives by these parts of the frame."""
    key_of, is_plain = function(fuse("({parts})", parts=tuple(parts))), _PLAIN.issuperset
    table: dict[object, object] = {}
    get = table.get
    asked = found = 0
    looking = evaluating = 0.0

    def keep(at: object, result: object) -> object:
        if len(table) >= _MOST_KEPT:
            table.clear()
        table[at] = result
        return result

    def try_out(f: Frame) -> object:
        nonlocal asked, found, looking, evaluating
        start = perf_counter()
        at = key_of(f)
        known = get(at) if is_plain(map(type, at)) else None
        middle = perf_counter()
        looking += middle - start
        asked += 1
        if known is not None:
            found += 1
        else:
            known = evaluate(f)
            evaluating += perf_counter() - middle
            if is_plain(map(type, at)):
                keep(at, known)
        if asked >= _TRIAL:
            each = evaluating / max(1, asked - found)
            if found * each > _WORTH * looking:
                now[0] = _looker(evaluate, parts, get, keep)
            else:
                now[0] = evaluate
                table.clear()
        return known

    now: list[Callable[[Frame], Any]] = [try_out]
    return fuse("{now}[0](f)", now=now)


def _looker(
    evaluate: Callable[[Frame], Any],
    parts: list[Text],
    get: Callable[[object], object],
    keep: Callable[[object, object], object],
) -> Callable[[Frame], Any]:
    """Looks up, evaluates what is not known, and keeps it; what does not hash at once is evaluated."""
    keys = {f"key{place}": part for place, part in enumerate(parts)}
    lines = [f" k{place} = {{key{place}}}" for place in range(len(parts))]
    plain = " and ".join(f"type(k{place}) in {{plain}}" for place in range(len(parts)))
    lines += [
        f" if not ({plain}):",
        "  return {evaluate}(f)",
        f" at = {', '.join(f'k{place}' for place in range(len(parts)))},",
        " known = {get}(at)",
        " return {keep}(at, {evaluate}(f)) if known is None else known",
    ]
    return statements("\n".join(lines), **keys, plain=_PLAIN, evaluate=evaluate, get=get, keep=keep)
