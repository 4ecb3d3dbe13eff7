"""An evaluation error in the text of the library is shown where the specification calls it."""

from __future__ import annotations

import pytest

import symcheck
from symcheck.base.diagnostic import Diagnostic
from symcheck.pipeline.outcome import Violation

MODULE = r"""---- MODULE M ----
EXTENDS Naturals, Sequences, FiniteSetsExt, SequencesExt
VARIABLE x
Most(S) == Max(S)
Init == x = 1
Next == x' = {next}
Inv == {invariant}
===="""
CONFIGURATION = "INIT Init\nNEXT Next\nINVARIANT Inv\nCHECK_DEADLOCK FALSE\n"


def _error(following: str, invariant: str, engine: str) -> Diagnostic:
    text = MODULE.replace("{next}", following).replace("{invariant}", invariant)
    report = symcheck.check(symcheck.loads(text, CONFIGURATION), engine=engine)
    (found,) = (each.error for each in report.outcomes if isinstance(each, Violation))
    assert found is not None
    assert found.span is not None
    return found


@pytest.mark.parametrize("engine", ["explicit", "bmc", "auto"])
def test_its_only_call_is_where_it_fails(engine: str) -> None:
    found = _error("0", "Max({x} \\ {0}) = 1", engine)
    assert found.span is not None
    assert found.span.text == "Max({x} \\ {0})"
    assert found.message.startswith("CHOOSE finds no element of {} that satisfies its body, in <library>/FiniteSetsExt")


def test_a_call_in_an_own_definition_is_one_place() -> None:
    found = _error("Most({0, x})", "Most({x} \\ {1}) = 1", "explicit")
    assert found.span is not None
    assert found.span.text == "Max(S)"


def test_of_several_calls_each_may_be_meant() -> None:
    found = _error("Max({0, x})", "Max({x} \\ {1}) = 1", "explicit")
    assert found.span is not None
    assert found.span.source.path.startswith("<library>")
    assert found.hint == "it is called at <text>:6:14, <text>:7:8"


def test_what_is_built_in_is_shown_where_it_stands_anyway() -> None:
    found = _error("Head(<<>>)", "TRUE", "explicit")
    assert found.span is not None
    assert found.span.text == "Head(<<>>)"
