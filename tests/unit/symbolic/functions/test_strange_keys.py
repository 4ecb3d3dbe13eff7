"""EXCEPT at a key that is like no key of the function."""

from __future__ import annotations

import pytest

from symcheck.symbolic.functions.strange_keys import check_key
from symcheck.symbolic.values import Sym, SymFun, function_of
from symcheck.term import TRUE, Term
from symcheck.value import ModelValue, String, Value, make_function
from tests.unit.symbolic.tables import A, B, failing, site

NONE = ModelValue("none")
WRONG = "NOT_A_FUNCTION"
TABLE: list[tuple[dict[Value, tuple[Term, Sym]], Value, list[str]]] = [
    ({1: (A, 0), 2: (B, 0)}, 3, ["", "", "", ""]),
    ({1: (A, 0), 2: (B, 0)}, String("x"), ["", WRONG, WRONG, WRONG]),
    ({1: (A, 0), String("x"): (B, 0)}, 3, ["", WRONG, "", WRONG]),
    ({NONE: (A, 0), 2: (B, 0)}, String("x"), ["", WRONG, "", WRONG]),
    ({String("x"): (A, 0)}, NONE, ["", "", WRONG, WRONG]),
    ({1: (TRUE, 0), 2: (B, 0)}, NONE, [WRONG, WRONG, WRONG, WRONG]),
    ({0: (A, 0)}, NONE, ["", "", "", ""]),
]


@pytest.mark.parametrize(("entries", "key", "expected"), TABLE)
def test_keys_have_to_be_of_the_kind_of_those_that_are_there(
    entries: dict[Value, tuple[Term, Sym]], key: Value, expected: list[str]
) -> None:
    function = function_of(entries)
    assert isinstance(function, SymFun)
    for _ in range(2):  # what was known from before says the same
        at = site()
        check_key(at, function, key, None)
        assert failing(at, A, B) == expected


def test_plain_functions_and_keys_that_may_be_there() -> None:
    at = site()
    check_key(at, make_function({1: 0}), String("x"), None)
    assert failing(at, A) == [WRONG, WRONG]
    at = site()
    check_key(at, make_function({String("y"): 0}), String("x"), None)
    assert failing(at, A) == ["", ""]
    at = site()
    check_key(at, function_of({1: (TRUE, 0), String("x"): (A, 1)}), String("x"), (A, 1))  # type: ignore[arg-type]
    assert failing(at, A) == [WRONG, ""]
