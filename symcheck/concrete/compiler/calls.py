"""Compiles definitions and what applies them: calls, LET, operators as arguments; must not know the built-in operators.

Small definitions are compiled into the caller's unit; others run on frames of their own, the parameters first and then
what they capture. An argument is evaluated at once where the body needs it anyway, otherwise when it is first needed.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from symcheck.base.diagnostic import Code as ErrorCode
from symcheck.base.diagnostic import SpecError
from symcheck.base.span import Span
from symcheck.concrete.compiler.arguments import argument_text, compile_known, suspending
from symcheck.concrete.compiler.code import NOTHING, READS_STATE, Code, Sort, from_condition, from_test, from_text
from symcheck.concrete.compiler.frame import Frame
from symcheck.concrete.compiler.fused import Text, fuse, statements
from symcheck.concrete.compiler.routine import LocalDefinition, Routine, captures
from symcheck.concrete.compiler.scope import Scope, read_slot
from symcheck.core.expr import Call, CallLocal, Definition, DefinitionRef, Expr, Lambda, Let, Local, OpRef
from symcheck.core.substitute import substitute
from symcheck.value import Value

if TYPE_CHECKING:
    from symcheck.concrete.compiler.expressions import Compiler

# definitions with at most so many nodes are compiled into each caller
_INLINED_WEIGHT = 60

# a recursive action that primes a parameter is unfolded while it is compiled
_DEEPEST_EXPANSION = 20

Prepare = Callable[[Frame], None]
Items = tuple[tuple[int, Text], ...]


def compile_call(compiler: Compiler, node: Call, scope: Scope) -> Code:
    definition = node.definition
    if not node.args:
        return _compile_name(compiler, node, scope)
    if _is_inlined(compiler, node, scope):
        return _compile_inline(compiler, node, scope)
    local = scope.operators.get(definition)
    if isinstance(local, LocalDefinition):
        routine, captured = local.routine(compiler, scope), local.captured(compiler, scope)
    else:
        routine, captured = compiler.routine(definition, scope.primed), ()
    arguments: list[Text] = []
    reads = NOTHING
    for param, argument in zip(definition.params, node.args, strict=True):
        text, read = argument_text(compiler, argument, scope, by_need=param in routine.by_need)
        arguments.append(text)
        reads |= read
    for entity in captured:
        slot = scope.slots[entity]
        arguments.append(slot.raw_text())
        reads |= read_slot(slot).reads
    if compiler.analysis.definition_varies(definition):
        reads |= {READS_STATE}
    return calling(routine, tuple(arguments), reads)


def _compile_name(compiler: Compiler, node: Call, scope: Scope) -> Code:
    """A definition without parameters: a LET's, or one of the module's."""
    definition = node.definition
    slot = scope.slots.get(definition)
    varies = compiler.analysis.definition_varies(definition)
    if slot is not None:
        if slot.primed is scope.primed or not varies:
            return read_slot(slot)
        return compiler.compile(definition.body, scope)
    if definition in scope.operators:
        return compiler.compile(definition.body, scope)
    if not varies:
        return compiler.constant(definition)
    if definition in scope.operators:
        # a LET's name without a slot: its value changes while a successor is being assigned
        return compiler.compile(definition.body, scope)
    if not definition.recursive and compiler.analysis.weight(definition) <= _INLINED_WEIGHT:
        return compiler.compile(definition.body, scope)
    return calling(compiler.routine(definition, scope.primed), (), frozenset((READS_STATE,)))


def calling(routine: Routine, arguments: tuple[Text, ...], reads: frozenset[int]) -> Code:
    """Code that makes a frame and runs a routine on it."""
    if routine.code is None:
        # a recursive call: what it gives is not known yet
        items = fuse("[f[0], f[1], {arguments}]" if arguments else "[f[0], f[1]]", arguments=arguments)
        text = fuse("{routine}.run({items} + {routine}.pad)", routine=routine, items=items)
        return from_text(text, reads, lazy=True)
    code = routine.code
    pattern = "{run}([f[0], f[1], " + ("{arguments} " if arguments else "") + "None, " * len(routine.pad) + "])"
    if code.sort is Sort.BOOLEAN and code.test is not None:
        return from_condition(fuse(pattern, run=code.test, arguments=arguments), reads)
    return from_text(fuse(pattern, run=routine.run, arguments=arguments), reads, code.sort, lazy=code.lazy)


def compile_call_local(compiler: Compiler, node: CallLocal, scope: Scope) -> Code:
    slot = scope.slots[node.operator]
    reads = frozenset((slot.index,))
    arguments = []
    for argument in node.args:
        text, read = argument_text(compiler, argument, scope, by_need=True)
        arguments.append(text)
        reads |= read
    text = fuse("{operator}.call(f, {arguments})", operator=slot.raw_text(), arguments=tuple(arguments))
    return from_text(text, reads, lazy=True)


def _is_inlined(compiler: Compiler, node: Call, scope: Scope) -> bool:
    analysis, definition = compiler.analysis, node.definition
    if not scope.primed and must_substitute(compiler, node):
        return True
    return not definition.recursive and analysis.weight(definition) <= _INLINED_WEIGHT


def must_substitute(compiler: Compiler, node: Call) -> frozenset[Local]:
    """The parameters that the body evaluates in another state than their arguments are given in, and operators that
    may as well be written where they are applied."""
    analysis, definition = compiler.analysis, node.definition
    primed = analysis.primed(definition)
    small = not definition.recursive and analysis.weight(definition) <= _INLINED_WEIGHT
    return frozenset(
        param
        for param, argument in zip(definition.params, node.args, strict=True)
        if (param in primed and analysis.varies(argument))
        # an operator that primes what it is given must be applied to expressions, not to values
        or (not definition.recursive and analysis.operator_primes(argument))
        # where the body is compiled for this call anyway, there is no need to look the operator up when it runs
        or (small and isinstance(argument, Lambda | DefinitionRef | OpRef))
    )


@dataclass(frozen=True, slots=True)
class Entered:
    """What stands below a call or a LET: its body, the body's scope (in the same unit) and what must run on a frame
    before the body: each slot in `items` is set to what its text gives. `reads` is what that reads."""

    body: Expr
    scope: Scope
    prepare: Prepare
    reads: frozenset[int]
    items: Items

    @property
    def bound(self) -> frozenset[int]:
        return frozenset(index for index, _ in self.items)


def enter_call(compiler: Compiler, node: Call, scope: Scope) -> Entered:
    """Enters a call's body. Parameters that the body primes are replaced by their arguments. A call of a LET's
    operator must be entered in a scope below that LET."""
    definition, body = node.definition, node.definition.body
    replaced = must_substitute(compiler, node)
    given = dict(zip(definition.params, node.args, strict=True))
    if replaced:
        body = substitute(body, {param: argument for param, argument in given.items() if param in replaced})
    needed = compiler.analysis.needed(definition)
    inner, reads = scope, NOTHING
    items: list[tuple[int, Text]] = []
    for param, argument in given.items():
        if param in replaced:
            continue
        given_code = compile_known(compiler, argument, scope, by_need=param not in needed)
        if given_code.known is not None:
            inner = inner.alias(param, given_code.known)
            continue
        inner, (index,) = inner.bind(param, by_need=param not in needed, lazy=given_code.lazy)
        items.append((index, given_code.text))
        reads |= given_code.reads
    return Entered(body, inner, _preparing(tuple(items)), reads, tuple(items))


def enter_let(compiler: Compiler, node: Let, scope: Scope) -> Entered:
    """Enters a LET's body. A name is evaluated at once where the body needs it anyway, else when first needed."""
    needed = compiler.analysis.needed_in(node.body)
    inner, names = scope, []
    for definition in node.definitions:
        if definition.params:
            inner = inner.with_operator(definition, LocalDefinition(definition))
        elif compiler.analysis.definition_varies(definition) or captures(
            compiler, compiler.analysis.free(definition), inner
        ):
            at_once = definition in needed and not definition.recursive
            inner, (index,) = inner.bind(definition, by_need=not at_once)
            names.append((definition, index, at_once))
    items: list[tuple[int, Text]] = []
    reads = NOTHING
    for definition, index, at_once in names:
        code = compiler.compile(definition.body, inner)
        items.append((index, code.text if at_once else suspending(code)))
        reads |= code.reads
    reads -= frozenset(index for index, _ in items)
    return Entered(node.body, inner, _preparing(tuple(items)), reads, tuple(items))


def _preparing(items: Items) -> Prepare:
    lines, parts = _assignments(items)
    return statements("\n".join([*lines, " return None"]), **parts)


def _assignments(items: Items) -> tuple[list[str], dict[str, object]]:
    parts: dict[str, object] = {}
    lines = []
    for place, (slot, item) in enumerate(items):
        parts[f"slot{place}"], parts[f"item{place}"] = slot, item
        lines.append(f" f[{{slot{place}}}] = {{item{place}}}")
    return lines, parts


def _compile_inline(compiler: Compiler, node: Call, scope: Scope) -> Code:
    definition = node.definition
    if definition.recursive:
        if compiler.expanding.count(definition) >= _DEEPEST_EXPANSION:
            return _too_deep(definition, node.span)
        compiler.expanding.append(definition)
    try:
        return _compile_entered(compiler, enter_call(compiler, node, scope))
    finally:
        if definition.recursive:
            compiler.expanding.pop()


def _too_deep(definition: Definition, span: Span) -> Code:
    def unsupported(f: Frame) -> Value:
        raise SpecError(
            ErrorCode.UNSUPPORTED,
            f"{definition.name} calls itself with an argument that it primes, more than {_DEEPEST_EXPANSION} deep",
            span,
        )

    return Code(unsupported, frozenset((READS_STATE,)))


def compile_let(compiler: Compiler, node: Let, scope: Scope) -> Code:
    return _compile_entered(compiler, enter_let(compiler, node, scope))


def _compile_entered(compiler: Compiler, entered: Entered) -> Code:
    code = compiler.compile(entered.body, entered.scope)
    if not entered.bound & code.reads:
        return code
    reads = (code.reads | entered.reads) - entered.bound
    lines, parts = _assignments(entered.items)
    if code.condition is not None:
        return from_test(statements("\n".join([*lines, " return {holds}"]), holds=code.condition, **parts), reads)
    run = statements("\n".join([*lines, " return {value}"]), value=code.text, **parts)
    return Code(run, reads, code.sort, lazy=code.lazy)
