"""What a definition of a constant draws at random is drawn once, before anything is checked; must not know engines.

Source: TLC evaluates the definitions of constants once, when it starts: `Edges == RandomElement(Graphs)` is one graph
in a whole run, while a RandomElement elsewhere is another one at each evaluation.
"""

from __future__ import annotations

from dataclasses import replace
from random import Random

from symcheck.base.diagnostic import Code, Diagnostic, SpecError
from symcheck.concrete.compiler.expressions import Compiler
from symcheck.concrete.deep import deeply
from symcheck.concrete.ops.outside import Outside
from symcheck.core.expr import Apply, ConstantRef, Definition, Let, Literal, VariableRef
from symcheck.core.ops import Op
from symcheck.core.parts import called, callee, reached
from symcheck.core.spec import Spec
from symcheck.core.throughout import put_in_spec, reached_in_spec
from symcheck.value import Value, explicit

_DRAWS = (Op.RANDOM_ELEMENT, Op.JAVA_TIME)
_LONGEST = 80  # characters of a value that is shown
_OF_THE_RUN = (Op.TLC_GET, Op.TLC_GET_OR_DEFAULT, Op.TLC_SET, Op.TRACE)


def drawn(spec: Spec, seed: int) -> Spec:
    """The specification with a value for each definition without parameters that draws one, and reads nothing of a
    state or of the run. The same seed gives the same values. One that cannot be evaluated stays as it is."""
    random, failed = Random(seed), set[tuple[str, str]]()
    while (definition := _next(spec, failed)) is not None:
        try:
            value = explicit(_value(definition, random))
        except SpecError:  # an error where it is needed
            failed.add(_name(definition))
            continue
        spec = put_in_spec(spec, definition.body, Literal(value, definition.body.span))
        spec = replace(spec, warnings=(*spec.warnings, _by_chance(definition, value)))
    return spec


def draws_in_steps(spec: Spec) -> bool:
    """Whether what Init or Next allow depends on chance, so that no list of states is complete."""
    behavior = spec.behavior
    return behavior is not None and any(
        isinstance(node, Apply) and node.op in _DRAWS
        for formula in (behavior.init, behavior.next)
        for node in reached(formula)
    )


def _by_chance(definition: Definition, value: Value) -> Diagnostic:
    text = str(value)
    shown = f" as {text}" if len(text) <= _LONGEST else ""
    return Diagnostic(
        Code.WEAK_CHECK,
        f"{definition.name} was drawn at random{shown}: every answer is about this value alone",
        definition.span,
        "--seed draws another; what all values have to satisfy is checked with -D or as a variable that Init chooses",
    )


def _name(definition: Definition) -> tuple[str, str]:
    return definition.module, definition.name


def _next(spec: Spec, failed: set[tuple[str, str]]) -> Definition | None:
    """A definition to draw, that calls none that has to be drawn before."""
    found, local, draws = dict[Definition, None](), set[Definition](), False
    for node in reached_in_spec(spec):
        if isinstance(node, Let):
            local.update(node.definitions)
        elif isinstance(node, Apply):
            draws = draws or node.op in _DRAWS
        elif (definition := callee(node)) is not None and not definition.params:
            found[definition] = None
    if not draws:
        return None
    once = {each for each in found if each not in local and _name(each) not in failed and _is_drawn(each)}
    return next((each for each in found if each in once and not _called(each) & once), None)


def _is_drawn(definition: Definition) -> bool:
    draws = False
    for node in reached(definition.body):
        if isinstance(node, VariableRef | ConstantRef):
            return False
        if isinstance(node, Apply):
            if node.op in _OF_THE_RUN:
                return False
            draws = draws or node.op in _DRAWS
    return draws


def _called(definition: Definition) -> set[Definition]:
    return set(called(reached(definition.body)))


def _value(definition: Definition, random: Random) -> Value:
    compiler = Compiler((), outside=Outside(random=random))
    scope = compiler.scope()
    return deeply(lambda: compiler.compile(definition.body, scope).run(scope.frame(None, None)))
