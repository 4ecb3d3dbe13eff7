"""The value reading of the TLC module; must not know expressions."""

from __future__ import annotations

from symcheck.base.diagnostic import Code, SpecError
from symcheck.concrete.ops.arguments import a_set, argument_error, truth
from symcheck.concrete.ops.outside import Outside
from symcheck.concrete.ops.registry import evaluates, evaluates_outside
from symcheck.core.ops import Op
from symcheck.value import ANY, TRUE, ModelValue, String, Value, explicit

_SWITCHES = {"-Dtlc2.tool.impl.Tool.cdot": "true"}  # of TLC's that specifications ask for: A \cdot B is always read


@evaluates(Op.ASSERT)
def assertion(condition: Value, message: Value) -> Value:
    """Errors: ASSERT when the condition is false."""
    if truth(condition, "Assert"):
        return TRUE
    text = message.text if isinstance(message, String) else str(explicit(message))
    raise SpecError(Code.ASSERT, f"an assertion of the specification failed: {text}")


@evaluates(Op.LACKING)
def lacking(what: Value, hint: Value) -> Value:
    """Errors: UNSUPPORTED, always."""
    assert isinstance(what, String)
    assert isinstance(hint, String)
    raise SpecError(Code.UNSUPPORTED, what.text, hint=hint.text)


@evaluates(Op.TO_STRING)
def to_string(value: Value) -> Value:
    return String(str(explicit(value)))


@evaluates(Op.TLC_EVAL)
def evaluated(value: Value) -> Value:
    return explicit(value)


@evaluates(Op.ANY)
def anything() -> Value:
    return ANY


@evaluates_outside(Op.PRINT)
def printed(outside: Outside, shown: Value, value: Value) -> Value:
    outside.show(f"{explicit(shown)}  {explicit(value)}")
    return value


@evaluates_outside(Op.PRINT_T)
def print_true(outside: Outside, shown: Value) -> Value:
    outside.show(str(explicit(shown)))
    return TRUE


@evaluates_outside(Op.TLC_GET)
def get(outside: Outside, register: Value) -> Value:
    """Errors: UNDEFINED for a register that nothing was stored in."""
    found = None
    if type(register) is int:
        found = outside.registers.get(register)
    elif isinstance(register, String):
        found = outside.known.get(register.text)
        if found is None and register.text in _SWITCHES:
            found = String(_SWITCHES[register.text])
    else:
        raise argument_error(register, "TLCGet", "a number or a string")
    if found is None:
        raise SpecError(Code.UNDEFINED, f"TLCGet({register}) has no value")
    return found


@evaluates_outside(Op.TLC_GET_OR_DEFAULT)
def get_or(outside: Outside, register: Value, default: Value) -> Value:
    if type(register) is not int:
        return get(outside, register)
    return outside.registers.get(register, default)


@evaluates_outside(Op.TRACE)
def trace(outside: Outside) -> Value:
    """Errors: UNSUPPORTED where no single behavior leads to the state at hand."""
    found = outside.history()
    if found is None:
        raise SpecError(Code.UNSUPPORTED, "Trace has no value here", hint="it has one in an invariant and in ALIAS")
    return found


@evaluates(Op.TLC_MODEL_VALUE)
def model_value(name: Value) -> Value:
    if not isinstance(name, String):
        raise argument_error(name, "TLCModelValue", "a string")
    return ModelValue(name.text)


@evaluates_outside(Op.TLC_SET)
def put(outside: Outside, register: Value, value: Value) -> Value:
    if type(register) is int and register >= 0:
        outside.registers[register] = explicit(value)
    elif not isinstance(register, String):
        raise argument_error(register, "TLCSet", "a number")
    return TRUE


@evaluates_outside(Op.RANDOM_ELEMENT)
def random_element(outside: Outside, container: Value) -> Value:
    """Errors: EMPTY_SET."""
    elements = a_set(container, "RandomElement").normal().order
    if not elements:
        raise SpecError(Code.EMPTY_SET, "the empty set has no RandomElement")
    return outside.random.choice(elements)


@evaluates_outside(Op.JAVA_TIME)
def java_time(outside: Outside) -> Value:
    return int(outside.clock())
