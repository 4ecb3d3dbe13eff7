"""Constant expressions give TLC's values, or its errors; the facts lie beside the checkout."""

from __future__ import annotations

import importlib.util
import json
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

import symcheck
from symcheck.base.diagnostic import Code, SpecError
from symcheck.concrete.evaluate import evaluate
from symcheck.resolve import resolve_text
from symcheck.value import Value

FACTS = Path(__file__).resolve().parents[3] / "shared" / "conformance"
pytestmark = [
    pytest.mark.corpus,
    pytest.mark.skipif(not FACTS.is_dir(), reason="the conformance facts are not beside the checkout"),
]

EVALUATION = {
    "domain": Code.DOMAIN,
    "empty-sequence": Code.EMPTY_SEQUENCE,
    "empty-set": Code.EMPTY_SET,
    "not-a-function": Code.NOT_A_FUNCTION,
    "not-a-set": Code.NOT_A_SET,
    "infinite-set": Code.INFINITE_SET,
    "membership": Code.MEMBERSHIP,
    "incomparable": Code.INCOMPARABLE,
    "argument-type": Code.ARGUMENT_TYPE,
    "not-boolean": Code.NOT_BOOLEAN,
    "choose-no-witness": Code.CHOOSE_NO_WITNESS,
    "unbounded": Code.UNBOUNDED,
    "case-no-match": Code.CASE_NO_MATCH,
    "division-by-zero": Code.DIVISION_BY_ZERO,
    "nonpositive-divisor": Code.NONPOSITIVE_DIVISOR,
    "undefined": Code.UNDEFINED,
    "pattern-arity": Code.PATTERN_ARITY,
    "assert": Code.ASSERT,
    "stack-overflow": Code.RECURSION_DEPTH,
}
# the letter of the codes that a rejected text may have
REJECTION = {"parse": "S", "semantic": "S", "config": "C"}

# rows where an evaluator may differ from TLC, with the reason and what it gives instead
UNBOUNDED = "integers are unbounded here"
DEFINED = "the operator is defined in TLA+ here, so the error is that of the part of its body that fails"
DIFFERENT: dict[str, tuple[str, str | Code]] = {
    "errors-133": (UNBOUNDED, "2147483648"),
    "errors-134": (UNBOUNDED, "2147483648"),
    "errors-135": (UNBOUNDED, "-2147483649"),
    "errors-136": (UNBOUNDED, "10000000000"),
    "errors-138": (UNBOUNDED, "99999999999"),
    "bags-038": ("TLC fails where the images collide; by the definition in Bags they are added", "[k |-> 5]"),
    "functionsext-025": ("TLC's own implementation takes sequences only; the definition takes any function", "FALSE"),
    "errors-217": (DEFINED, Code.NOT_A_FUNCTION),
    "errors-218": (DEFINED, Code.NOT_A_FUNCTION),
    "errors-219": (DEFINED, Code.NOT_A_FUNCTION),
    "errors-221": ("<<0>> is no bag, so the definition leaves its sub-bags open; it has none with elements", "{<<>>}"),
    "errors-226": (DEFINED, Code.NOT_A_SET),
}


def rows() -> list[dict[str, Any]]:
    path = FACTS / "expressions.jsonl"
    if not path.is_file():
        return []
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def canonical() -> ModuleType:
    found = importlib.util.spec_from_file_location("canon", FACTS / "canon.py")
    assert found is not None
    assert found.loader is not None
    module = importlib.util.module_from_spec(found)
    found.loader.exec_module(module)
    return module


def module_text(row: dict[str, Any]) -> str:
    body = row["expr"].replace("\n", "\n  ")
    return f"---- MODULE Row ----\nEXTENDS {', '.join(row['extends'])}\n{row['defs']}\nE ==\n  {body}\n====\n"


def outcome(row: dict[str, Any]) -> Value | SpecError:
    try:
        return evaluate(resolve_text(module_text(row)).definitions["E"].body)
    except SpecError as error:
        return error


@pytest.mark.parametrize("row", [pytest.param(row, id=row["id"]) for row in rows()])
def test_expression(row: dict[str, Any]) -> None:
    canon = canonical().canon
    expected, failure = row["value"], row["error"]
    found = outcome(row)
    other = DIFFERENT.get(row["id"], (None, None))[1]
    if isinstance(other, Code):
        assert isinstance(found, SpecError)
        assert found.code is other
        return
    if other is not None:
        expected, failure = other, None
    if not isinstance(found, SpecError):
        assert expected is not None, f"{row['expr']} is an error ({failure}), but gave {found}"
        assert canon(str(found)) == canon(expected)
        return
    assert failure is not None, f"{row['expr']} is {expected}, but: {found}"
    if failure in EVALUATION:
        assert found.code is EVALUATION[failure], str(found)
        assert found.diagnostics[0].span is not None, "an error has a place"
    else:
        assert found.code.value.startswith(REJECTION[failure]), str(found)


def test_values_through_the_interface() -> None:
    """`spec.evaluate` gives what evaluating a definition gives."""
    canon = canonical().canon
    for row in rows():
        if row["value"] is not None and row["id"] not in DIFFERENT:
            text = f"---- MODULE Row ----\nEXTENDS {', '.join(row['extends'])}\n{row['defs']}\n====\n"
            assert canon(str(symcheck.loads(text).evaluate(row["expr"]))) == canon(row["value"]), row["id"]
