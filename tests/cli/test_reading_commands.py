"""`parse`, `eval`, `trace`, `version`, and wrong uses of the command line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from symcheck.trace import itf
from symcheck.trace.trace import Step, Trace
from symcheck.value import make_set
from tests.cli.conftest import Cli

MODULE = r"""---- MODULE M ----
EXTENDS Naturals
CONSTANT N
VARIABLE x
Double(n) == 2 * n
TypeOK == x \in Nat
====
"""


@pytest.fixture
def module(tmp_path: Path) -> Path:
    path = tmp_path / "M.tla"
    path.write_text(MODULE, encoding="utf-8")
    return path


def test_parse_tells_what_it_read(module: Path, cli: Cli) -> None:
    result = cli("parse", module)
    assert (result.code, result.err) == (0, "")
    assert result.out.startswith("M: 1 variable, ")


def test_parse_as_json(module: Path, cli: Cli) -> None:
    report = cli("parse", module, "--format", "json", "-D", "N=3").report
    assert report["variables"] == ["x"]
    assert report["constants"] == {"N": "3"}
    assert {"Double", "TypeOK"} <= set(report["definitions"])


def test_parse_tells_of_a_mistake_with_its_place(module: Path, cli: Cli) -> None:
    module.write_text(MODULE.replace("2 * n", "2 * m"), encoding="utf-8")
    result = cli("parse", module)
    assert result.code == 150
    assert result.err.splitlines()[0].endswith("M.tla:5:18: error S101: unknown name m")
    assert result.err.splitlines()[1:3] == ["    5 | Double(n) == 2 * m", "      |                  ^"]


@pytest.mark.parametrize(("expression", "value"), [
    ("(1..3) \\X {\"a\"}", '{<<1, "a">>, <<2, "a">>, <<3, "a">>}'),
    ("[x \\in 1..2 |-> x * x]", "<<1, 4>>"),
    ("2 ^ 100", str(2**100)),
    ("-5 % 3", "1"),
    ("-(5)", "-5"),
])
def test_eval_without_a_module(expression: str, value: str, cli: Cli) -> None:
    result = cli("eval", expression)
    assert (result.code, result.out) == (0, value + "\n")


def test_eval_in_a_module(module: Path, cli: Cli) -> None:
    assert cli("eval", "Double(N)", "--spec", module, "-D", "N=21").out == "42\n"
    found = cli("eval", "Double(4)", "--spec", module, "--format", "json").report
    assert found == {"value": "8", "itf": {"#bigint": "8"}}


def test_eval_of_something_undefined(cli: Cli) -> None:
    result = cli("eval", "Head(<<>>)")
    assert result.code == 75
    assert "error D002" in result.err


def test_eval_of_nonsense(cli: Cli) -> None:
    assert cli("eval", "1 +").code == 150


def test_a_saved_trace_is_shown_and_converted(tmp_path: Path, cli: Cli) -> None:
    saved = Trace(("x",), (Step("Init", (), {"x": make_set([1])}), Step("Grow", (("by", 2),), {"x": make_set([1, 2])})))
    path = tmp_path / "t.itf.json"
    path.write_text(itf.dumps(saved), encoding="utf-8")
    shown = cli("trace", path)
    assert shown.code == 0
    assert "State 2: <Grow(by = 2)>" in shown.out
    assert json.loads(cli("trace", path, "--format", "json").out)["vars"] == ["x"]


def test_a_broken_trace(tmp_path: Path, cli: Cli) -> None:
    path = tmp_path / "t.itf.json"
    path.write_text("{}", encoding="utf-8")
    assert cli("trace", path).code == 150
    assert cli("trace", tmp_path / "nowhere.json").code == 150


def test_version(cli: Cli) -> None:
    result = cli("version")
    assert result.code == 0
    assert result.out.startswith("symcheck 0.")
    assert "z3-solver" in result.out


@pytest.mark.parametrize("arguments", [
    ["check"],
    ["check", "A.tla", "--length", "-1"],
    ["check", "A.tla", "--engine", "magic"],
    ["check", "A.tla", "-D", "N"],
    ["check", "A.tla", "--format", "xml"],
    ["check", "A.tla", "--inv", ","],
    ["check", "A.tla", "--nonsense"],
    ["frobnicate"],
])
def test_a_wrong_use_is_2(arguments: list[str], cli: Cli) -> None:
    result = cli(*arguments)
    assert result.code == 2
    assert "Traceback" not in result.err
    assert result.err


def test_a_long_interval_is_printed_as_one(cli: Cli) -> None:
    assert cli("eval", "1..10000000").out == "1..10000000\n"
    assert cli("eval", "3..5").out == "{3, 4, 5}\n"
