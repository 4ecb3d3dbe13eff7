"""Slips that are easy to make: one diagnostic each, at the place to be mended, with a hint."""

from __future__ import annotations

from pathlib import Path

import pytest

from symcheck.base.diagnostic import Code, Diagnostic, SpecError
from symcheck.resolve import load, resolve_expression, resolve_text

MODULE = """---- MODULE M ----
EXTENDS Integers
CONSTANT N
VARIABLE x
Init == x = 0
Next == UNCHANGED x
Small == x < 3
====
"""


def _wrong(text: str, config: str | None = None, **asked: object) -> tuple[Diagnostic, ...]:
    with pytest.raises(SpecError) as raised:
        resolve_text(text, config_text=config, **asked)  # type: ignore[arg-type]
    return raised.value.diagnostics


@pytest.mark.parametrize("config", ["CONSTANT x <- Init", "CONSTANT x = 3"])
def test_the_configuration_replaces_no_variable(config: str) -> None:
    (found,) = _wrong(MODULE, f"CONSTANT N = 1\nINIT Init\nNEXT Next\n{config}\n")
    assert found.code is Code.CONFIG_LEVEL
    assert "variable" in found.message
    assert found.span is not None
    assert found.span.line == 4


def test_the_command_line_replaces_no_variable() -> None:
    (found,) = _wrong(MODULE, definitions=(("N", "1"), ("x", "3")))
    assert found.code is Code.CONFIG_LEVEL


@pytest.mark.parametrize(("formula", "message", "hint"), [
    ("x' := 1", "unknown operator :=", "by x' = e"),
    ("x' = x++ /\\ TRUE", "unknown operator ++", "x' = x + 1"),
    ("x \\in {y | 3}", "unknown operator |", "{x \\in S : P}"),
    ("WF(Init)", "unknown name WF", "WF_vars(A)"),
    ("x(1)", "x takes no arguments but is given 1 argument; it is declared at line 4 of <text>", "with [ ]"),
    ("Plus[1]", "Plus takes 1 argument but is given no arguments; it is declared at line 8 of <text>", "with ( )"),
])
def test_what_parses_and_means_something_elsewhere(formula: str, message: str, hint: str) -> None:
    found = _wrong(MODULE.replace("====", f"Plus(e) == e + 1\nSlip == {formula}\n===="))
    (said,) = (each for each in found if each.message == message)
    assert hint in said.hint


def test_an_action_as_specification_is_to_be_mended_where_it_is_written() -> None:
    (found,) = _wrong(MODULE.replace("====", "Spec == Init /\\ Next\n===="), "CONSTANT N = 1\nSPECIFICATION Spec\n")
    assert found.code is Code.CONFIG_LEVEL
    assert found.span is not None
    assert found.span.text == "Spec == Init /\\ Next"


def test_a_recursive_operator_without_definition_is_one_mistake() -> None:
    (found,) = _wrong("---- MODULE M ----\nRECURSIVE R(_, _)\nE == R(1, 2) /\\ R(3, 4)\nASSUME E\n====\n")
    assert (found.code, found.message) == (Code.RECURSION, "R is declared RECURSIVE but not defined")


@pytest.mark.parametrize("config", ["", "\\* nothing\n", "CONSTANT N = 1\n"])
def test_a_configuration_that_says_nothing_of_steps_is_where_to_mend_it(config: str) -> None:
    found = _wrong(MODULE, config, definitions=(("N", "1"),))[0]
    assert found.code is Code.CONFIG_NO_BEHAVIOR
    assert found.span is not None
    assert found.span.source.path == "<cfg>"


def test_an_invariant_that_is_not_there_has_a_nearest_name() -> None:
    (found,) = _wrong(MODULE, invariants=("Smal",), definitions=(("N", "1"),))
    assert (found.code, found.hint) == (Code.CONFIG_UNKNOWN_NAME, "did you mean Small?")


def test_a_configuration_is_not_what_is_checked(tmp_path: Path) -> None:
    for name in ("M.cfg", "Lonely.cfg"):
        (tmp_path / name).write_text("INIT Init\n", encoding="utf-8")
    (tmp_path / "M.tla").write_text(MODULE, encoding="utf-8")
    for name, hint in (("M.cfg", f"check {tmp_path / 'M.tla'}"), ("Lonely.cfg", "--config")):
        with pytest.raises(SpecError) as raised:
            load(tmp_path / name)
        assert "is a configuration" in raised.value.diagnostics[0].message
        assert hint in raised.value.diagnostics[0].hint


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("TRUE && FALSE", "/\\"), ("TRUE || FALSE", "\\/"), ("true", "TRUE"), ("False", "FALSE"), ("!TRUE", "~"),
        ("not TRUE", "~"), ("1 != 2", "#"), ("1 <> 2", "#"), ("1 == 2", "one ="), ("if TRUE then 1 else 2", "IF"),
        ("{1} union {2}", "\\cup"), ("7 // 2", "\\div"), ("7 mod 2", "%"), ("2 ** 3", "^"), ("'a'", "…"),
        ("null", "CONSTANT"), ("1 in {1}", "\\in"), ("TRUE and FALSE", "/\\"),
    ],
)  # fmt: skip
def test_what_other_languages_write(text: str, hint: str) -> None:
    with pytest.raises(SpecError) as raised:
        resolve_expression(None, text)
    assert hint in raised.value.diagnostics[0].hint
