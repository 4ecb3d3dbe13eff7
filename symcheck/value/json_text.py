"""Values as JSON text, as the community's module Json has them; must not know files.

Records are objects, and so are other functions, with their keys printed as TLA+; sequences are arrays, and so are sets,
in canonical order; a model value is a string with its name. Null is a model value.
"""

from __future__ import annotations

from typing import Any

from symcheck.base.diagnostic import Code, SpecError
from symcheck.value.functions import FunctionValue, LazyFunction, TupleValue, make_function, make_tuple
from symcheck.value.scalars import TRUE, Boolean, ModelValue, String, boolean
from symcheck.value.sets import SetValue, explicit

NULL = "null"


def to_json(value: Any) -> str:
    """The text, in one line. Errors: those of writing a lazy value out."""
    import json

    return json.dumps(_plain(explicit(value)), ensure_ascii=False, separators=(",", ":"))


def _plain(value: Any) -> Any:
    match value:
        case Boolean():
            return value is TRUE
        case int():
            return value
        case String():
            return value.text
        case ModelValue():
            return str(value)
        case TupleValue():
            return [_plain(item) for item in value]
        case FunctionValue():
            return {key.text if isinstance(key, String) else str(key): _plain(item) for key, item in value.items()}
        case SetValue():
            return [_plain(item) for item in value.normal().order]
        case LazyFunction():
            return _plain(value.normal())
        case _:
            raise AssertionError(f"a value of an unknown kind: {type(value)}")


def from_json(text: str) -> Any:
    """The value that a text stands for. Errors: UNSUPPORTED for what is no JSON, and for fractions."""
    import json

    try:
        return _value(json.loads(text))
    except ValueError as error:
        raise SpecError(Code.UNSUPPORTED, f"this is no JSON: {error}") from None


def _value(plain: Any) -> Any:
    match plain:
        case bool():
            return boolean(plain)
        case int():
            return plain
        case str():
            return String(plain)
        case None:
            return ModelValue(NULL)
        case list():
            return make_tuple([_value(item) for item in plain])
        case dict():
            return make_function([(String(name), _value(item)) for name, item in plain.items()])
        case _:
            raise SpecError(Code.UNSUPPORTED, f"the number {plain} is no integer")
