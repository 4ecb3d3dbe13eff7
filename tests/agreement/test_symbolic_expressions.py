"""The symbolic reading gives TLC's values of constant expressions, or its errors; the facts lie beside the checkout."""

from __future__ import annotations

from typing import Any

import pytest

from symcheck.base.diagnostic import Code, SpecError
from symcheck.resolve import resolve_text
from symcheck.symbolic.values import is_value
from symcheck.term import TRUE
from symcheck.value import Value
from tests.agreement.reading import read
from tests.conformance.test_expressions import DIFFERENT, EVALUATION, FACTS, canonical, module_text, rows

pytestmark = [
    pytest.mark.corpus,
    pytest.mark.skipif(not FACTS.is_dir(), reason="the conformance facts are not beside the checkout"),
]

OF_THE_RUN = "what it gives depends on the run of a checker, so that no formula stands for it"
SHORT_INTERVAL = "short intervals are written out, so that looking for something else in one is the error of any set"
UNLISTED = "a state holds no infinite set by what the symbolic reading knows; nobody has asked for its elements"
DECIDED = "a solver decides what is said of all integers"
OTHERWISE: dict[str, tuple[str, Code | str]] = {
    "tlcmod-039": (OF_THE_RUN, Code.UNSUPPORTED),
    "tlcmod-040": (OF_THE_RUN, Code.UNSUPPORTED),
    "tlcmod-044": (OF_THE_RUN, Code.UNSUPPORTED),
    "errors-212": (OF_THE_RUN, Code.UNSUPPORTED),
    "errors-213": (OF_THE_RUN, Code.UNSUPPORTED),
    "errors-214": (OF_THE_RUN, Code.UNSUPPORTED),
    "errors-161": (DECIDED, "TRUE"),
    "errors-163": (DECIDED, "TRUE"),
    "errors-176": (UNLISTED, Code.UNSUPPORTED),
    "errors-074": (SHORT_INTERVAL, Code.INCOMPARABLE),
}

EVALUATED = [row for row in rows() if row["error"] is None or row["error"] in EVALUATION or row["id"] in DIFFERENT]


def outcome(row: dict[str, Any]) -> Value | Code:
    """The value of a row's expression, or the kind of the first error."""
    try:
        value, failures = read(resolve_text(module_text(row)).definitions["E"].body)
    except SpecError as error:
        return error.code
    first = next(iter(failures), None)
    if first is not None:
        assert first.condition is TRUE, "a constant expression fails always or never"
        assert first.span is not None, "an error has a place"
        return first.code
    assert is_value(value), "a constant expression has a plain value"
    return value


@pytest.mark.parametrize("row", [pytest.param(row, id=row["id"]) for row in EVALUATED])
def test_expression(row: dict[str, Any]) -> None:
    canon = canonical().canon
    expected: str | Code = row["value"] if row["error"] is None else EVALUATION.get(row["error"], Code.UNSUPPORTED)
    if row["id"] in DIFFERENT:
        expected = DIFFERENT[row["id"]][1]
    if row["id"] in OTHERWISE:
        expected = OTHERWISE[row["id"]][1]
    found = outcome(row)
    if isinstance(expected, Code) or isinstance(found, Code):
        assert found is expected
    else:
        assert canon(str(found)) == canon(expected)
