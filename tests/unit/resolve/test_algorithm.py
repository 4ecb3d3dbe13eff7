"""A PlusCal algorithm without its translation is told of, not passed over."""

from __future__ import annotations

from symcheck.base.diagnostic import Code
from symcheck.resolve.algorithm import HINT
from tests.unit.resolve.show import mistakes, resolved

ALGORITHM = """(* --fair algorithm count
variables x = 0;
begin A: x := x + 1;
end algorithm *)
"""


def test_there_is_nothing_to_check_before_it_is_translated() -> None:
    (found,) = mistakes(ALGORITHM)
    assert (found.code, found.hint) == (Code.CONFIG_NO_BEHAVIOR, HINT)
    assert found.span is not None
    assert found.span.line == 3


def test_assumptions_are_something_to_check() -> None:
    assert len(resolved(ALGORITHM + "ASSUME 1 = 1").assumptions) == 1


def test_names_that_the_translation_would_define() -> None:
    found = mistakes(ALGORITHM + "Inv == x = 3", "SPECIFICATION Spec INVARIANT Inv")
    assert {(each.code, each.hint) for each in found} == {(Code.CONFIG_UNKNOWN_NAME, HINT), (Code.UNKNOWN_NAME, HINT)}


def test_a_translated_algorithm_is_as_any_module() -> None:
    assert resolved(ALGORITHM + "\\* BEGIN TRANSLATION\nInv == TRUE\n\\* END TRANSLATION").behavior is None
