"""Traces as JSON in Apalache's Informal Trace Format, out and in; must not know how a trace was found.

Source: Apalache ADR-015. What that format leaves open is settled in `docs/reference/itf.md`: model values are strings
with a suffix, tuples and sequences are one thing, and `#meta` of a state names the action that led to it.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import assert_never

from symcheck.base.diagnostic import Code, SpecError
from symcheck.base.span import Span
from symcheck.trace.trace import State, Step, Trace
from symcheck.value import (
    FALSE,
    INT,
    NAT,
    STRING,
    TRUE,
    Boolean,
    FilledFunction,
    FiniteSet,
    FunctionValue,
    IntegersBut,
    LazyFunction,
    ModelValue,
    Product,
    RecordValue,
    Rule,
    SetValue,
    String,
    TupleValue,
    Value,
    integers_but,
    make_function,
    make_record,
    make_set,
    make_tuple,
)

Json = None | bool | int | float | str | list["Json"] | dict[str, "Json"]

MODEL_VALUE_TAG = "_OF_MODEL"
STRING_TAG = "_OF_STRING"  # on a string that would otherwise read as tagged
FORMAT = "ITF"
FORMAT_DESCRIPTION = "https://apalache-mc.org/docs/adr/015adr-trace.html"


def to_itf(trace: Trace, meta: Mapping[str, Json] | None = None) -> dict[str, Json]:
    """The trace as an ITF object; `meta` is added to its `#meta`."""
    head: dict[str, Json] = {"format": FORMAT, "format-description": FORMAT_DESCRIPTION, **(meta or {})}
    if trace.back is not None:
        head["back"] = _named(trace.back)
    whole: dict[str, Json] = {
        "#meta": head,
        "params": [],
        "vars": list(trace.variables),
        "states": [_state(index, step, trace.variables) for index, step in enumerate(trace.steps)],
    }
    if trace.loop is not None:
        whole["loop"] = trace.loop
    return whole


def dumps(trace: Trace, meta: Mapping[str, Json] | None = None) -> str:
    """The trace as the text of an .itf.json file."""
    return json.dumps(to_itf(trace, meta), indent=1, ensure_ascii=False) + "\n"


def from_itf(document: Json) -> Trace:
    """The trace that an ITF object describes. Raises SpecError UNREADABLE naming what is not as the format has it."""
    whole = _object(document, "the trace")
    names = whole.get("vars")
    if not isinstance(names, list):
        raise _malformed("'vars' must be a list of names")
    variables = tuple(_text(name, "a name in 'vars'") for name in names)
    states = whole.get("states")
    if not isinstance(states, list) or not states:
        raise _malformed("'states' must be a list of at least one state")
    steps = tuple(_step(index, state, variables) for index, state in enumerate(states))
    loop = whole.get("loop")
    if loop is not None and (isinstance(loop, bool) or not isinstance(loop, int) or not 0 <= loop < len(steps)):
        raise _malformed(f"'loop' must be the index of a state, not {loop!r}")
    if loop is None:
        return Trace(variables, steps)
    back = _object(whole.get("#meta", {}), "'#meta'").get("back")
    return Trace(variables, steps, loop, None if back is None else _step_to(steps[loop].state, _object(back, "'back'")))


def loads(text: str) -> Trace:
    """The trace in the text of an .itf.json file. Raises SpecError UNREADABLE."""
    try:
        document: Json = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise _malformed(f"not JSON: {error}") from error
    return from_itf(document)


def value_to_itf(value: Value) -> Json:
    """One value; infinite sets become `#unserializable`, with what they are made of for functions that
    have one value at almost all keys."""
    match value:
        case int():
            return {"#bigint": str(value)}
        case Boolean():
            return bool(value)
        case String():
            return _tag_string(value.text)
        case ModelValue():
            return value.name + MODEL_VALUE_TAG
        case TupleValue():
            return {"#tup": [value_to_itf(item) for _, item in value.items()]}
        case RecordValue() if all(_plain_field(key) for key, _ in value.items()):
            return {_field(key): value_to_itf(item) for key, item in value.items()}
        case FunctionValue():
            return {"#map": [[value_to_itf(key), value_to_itf(item)] for key, item in value.items()]}
        case SetValue():
            if not value.is_finite():
                return {"#unserializable": str(value)}
            return {"#set": [value_to_itf(item) for item in value]}
        case FilledFunction():
            pairs: list[Json] = [[value_to_itf(key), value_to_itf(item)] for key, item in value.changes.items()]
            known: dict[str, Json] = {"#domain": _domain_to_itf(value.domain), **_filler_to_itf(value.filler)}
            return {"#unserializable": str(value), **known, "#map": pairs}
        case LazyFunction():
            return value_to_itf(value.normal()) if value.domain.is_finite() else {"#unserializable": str(value)}
        case _:
            assert_never(value)


def _filler_to_itf(filler: Value | Rule) -> dict[str, Json]:
    if isinstance(filler, Rule):
        return {"#rule": filler.name, "#read": list(map(value_to_itf, filler.read)), "#text": filler.text}
    return {"#filler": value_to_itf(filler)}


def _domain_to_itf(domain: SetValue) -> Json:
    if isinstance(domain, Product):
        return {"#product": [_domain_to_itf(factor) for factor in domain.factors]}
    if isinstance(domain, IntegersBut):
        return {"#from": domain.low, "#to": domain.high, "#without": value_to_itf(domain.holes)}
    return value_to_itf(domain)


def _domain_from_itf(document: Json) -> SetValue:
    match document:
        case {"#product": list(factors)}:
            return Product([_domain_from_itf(factor) for factor in factors])
        case {"#from": int() | None as low, "#to": int() | None as high, "#without": holes}:
            left_out = value_from_itf(holes)
            found = integers_but(low, high, left_out) if isinstance(left_out, FiniteSet) else None
            if found is not None:
                return found
        case {"#unserializable": str(name)}:
            for known in (NAT, INT, STRING):
                if str(known) == name:
                    return known
    domain = value_from_itf(document)
    if isinstance(domain, SetValue):
        return domain
    raise _malformed(f"{document!r} is no domain of a function")


def value_from_itf(value: Json) -> Value:
    """The value that a piece of ITF describes. Raises SpecError UNREADABLE."""
    match value:
        case bool():
            return TRUE if value else FALSE
        case int():
            return value
        case str():
            return _untag(value)
        case list():
            return make_tuple(value_from_itf(item) for item in value)
        case dict():
            return _from_object(value)
        case _:
            raise _malformed(f"{value!r} is no value")


def _from_object(value: dict[str, Json]) -> Value:
    match value:
        case {"#bigint": digits, **rest} if not rest:
            try:
                return int(_text(digits, "'#bigint'"))
            except ValueError as error:
                raise _malformed(f"'#bigint' holds {digits!r}, which is no integer") from error
        case {"#tup": list(items), **rest} if not rest:
            return make_tuple(value_from_itf(item) for item in items)
        case {"#set": list(items), **rest} if not rest:
            return make_set(value_from_itf(item) for item in items)
        case {"#map": list(pairs), **rest} if not rest:
            return make_function(_pair(pair) for pair in pairs)
        case {"#domain": domain, "#rule": str(name), "#read": list(read), "#text": str(text), "#map": list(pairs)}:
            rule = Rule(name, tuple(map(value_from_itf, read)), text, None)
            return FilledFunction(_domain_from_itf(domain), rule, dict(map(_pair, pairs)))
        case {"#domain": domain, "#filler": filler, "#map": list(pairs)}:
            return FilledFunction(_domain_from_itf(domain), value_from_itf(filler), dict(map(_pair, pairs)))
        case _:
            for key in value:
                if key.startswith("#"):
                    raise _malformed(f"'{key}' is not a form of value that can be read")
            return make_record({key: value_from_itf(item) for key, item in value.items()})


def _pair(pair: Json) -> tuple[Value, Value]:
    if not isinstance(pair, list) or len(pair) != 2:
        raise _malformed("every entry of '#map' must be a list of a key and a value")
    return value_from_itf(pair[0]), value_from_itf(pair[1])


def _tag_string(text: str) -> str:
    return text + STRING_TAG if text.endswith((MODEL_VALUE_TAG, STRING_TAG)) else text


def _untag(text: str) -> Value:
    if text.endswith(MODEL_VALUE_TAG):
        return ModelValue(text.removesuffix(MODEL_VALUE_TAG))
    return String(text.removesuffix(STRING_TAG))


def _field(key: Value) -> str:
    assert isinstance(key, String), "records have strings as keys"
    return key.text


def _plain_field(key: Value) -> bool:
    return not _field(key).startswith("#")


def _state(index: int, step: Step, variables: Sequence[str]) -> Json:
    state: dict[str, Json] = {"#meta": {"index": index, **_named(step)}}
    for name in variables:
        state[name] = value_to_itf(step.state[name])
    return state


def _named(step: Step) -> dict[str, Json]:
    """The action that leads to a state."""
    meta: dict[str, Json] = {"action": step.action}
    if step.bindings:
        meta["bindings"] = {name: value_to_itf(value) for name, value in step.bindings}
    if step.span is not None:
        meta["location"] = _location(step.span)
    return meta


def _location(span: Span) -> Json:
    return {"file": span.source.path, "line": span.line, "column": span.column}


def _step(index: int, document: Json, variables: Sequence[str]) -> Step:
    state = _object(document, f"state {index}")
    meta = _object(state.get("#meta", {}), f"'#meta' of state {index}")
    values: dict[str, Value] = {}
    for name in variables:
        if name not in state:
            raise _malformed(f"state {index} gives no value to {name}")
        values[name] = value_from_itf(state[name])
    return _step_to(values, {"action": "Init" if index == 0 else "Next", **meta})


def _step_to(state: State, meta: dict[str, Json]) -> Step:
    action = _text(meta.get("action"), "'action'")
    bindings = _object(meta.get("bindings", {}), "'bindings'")
    return Step(action, tuple((name, value_from_itf(value)) for name, value in bindings.items()), state)


def _object(document: Json, what: str) -> dict[str, Json]:
    if not isinstance(document, dict):
        raise _malformed(f"{what} must be an object")
    return document


def _text(document: Json, what: str) -> str:
    if not isinstance(document, str):
        raise _malformed(f"{what} must be a string")
    return document


def _malformed(message: str) -> SpecError:
    return SpecError(Code.UNREADABLE, f"this is no ITF trace: {message}")
