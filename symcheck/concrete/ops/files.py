"""The value reading of what reads files and text: the modules Json and IOUtils; must not know expressions.

Nothing is ever written or executed.
"""

from __future__ import annotations

import re
from pathlib import Path

from symcheck.base.diagnostic import Code, SpecError
from symcheck.concrete.ops.arguments import argument_error
from symcheck.concrete.ops.registry import evaluates
from symcheck.core.ops import Op
from symcheck.value import String, Value, make_tuple
from symcheck.value.json_text import from_json, to_json

_INTEGER = re.compile(r"[+-]?\d+")


@evaluates(Op.TO_JSON)
def json_of(value: Value) -> Value:
    return String(to_json(value))


@evaluates(Op.READ_JSON)
def json_in(path: Value) -> Value:
    """Errors: UNSUPPORTED for a file that cannot be read."""
    found: Value = from_json(_text(path, "JsonDeserialize"))
    return found


@evaluates(Op.READ_JSON_LINES)
def json_lines_in(path: Value) -> Value:
    """One value for each line that is not empty. Errors: UNSUPPORTED for a file that cannot be read."""
    lines = _text(path, "ndJsonDeserialize").splitlines()
    return make_tuple([from_json(line) for line in lines if line.strip()])


@evaluates(Op.ATOI)
def integer_in(text: Value) -> Value:
    if not isinstance(text, String) or not _INTEGER.fullmatch(text.text.strip()):
        raise argument_error(text, "atoi", "a string of digits")
    return int(text.text)


def _text(path: Value, operator: str) -> str:
    if not isinstance(path, String):
        raise argument_error(path, operator, "the name of a file")
    try:
        return Path(path.text).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or "it is no text"
        hint = "a relative name starts at the folder in which symcheck was started"
        raise SpecError(Code.UNSUPPORTED, f"{operator} cannot read {path}: {reason}", hint=hint) from None
