"""Each option of `symcheck check`, and what a configuration may ask besides invariants."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import Cli

MODULE = r"""---- MODULE M ----
EXTENDS Naturals, TLC
CONSTANT Limit
VARIABLES x, y
Init == x = 0 /\ y = "start"
Other == x = 5 /\ y = "other"
Next == x < 3 /\ x' = x + 1 /\ y' = "moved"
Jump == x' = 9 /\ UNCHANGED y
Spec == Init /\ [][Next]_<<x, y>>
Small == x <= Limit
Zero == x = 0
Grows == [][x' > x]_x
Moves == <>(x = 3)
Shown == [twice |-> 2 * x, word |-> y]
Enough == TLCGet("distinct") >= 4
TooMuch == TLCGet("distinct") >= 400
====
"""
CONFIG = "SPECIFICATION Spec\nCONSTANT Limit = 3\nINVARIANT Small\n"


@pytest.fixture
def module(tmp_path: Path) -> Path:
    path = tmp_path / "M.tla"
    path.write_text(MODULE, encoding="utf-8")
    path.with_suffix(".cfg").write_text(CONFIG, encoding="utf-8")
    return path


def _verdicts(cli: Cli, *arguments: object) -> tuple[int, dict[str, str]]:
    result = cli("check", *arguments, "--format", "json")
    return result.code, {row["property"]: row["verdict"] for row in result.report["results"]}


def test_deadlock_is_checked_unless_told_otherwise(module: Path, cli: Cli) -> None:
    assert _verdicts(cli, module)[0] == 11
    assert _verdicts(cli, module, "--no-deadlock") == (0, {"Small": "proved", "definedness": "proved"})


def test_invariants_and_properties_stand_instead_of_the_configuration_s(module: Path, cli: Cli) -> None:
    code, verdicts = _verdicts(cli, module, "--no-deadlock", "--inv", "Zero,Small", "--engine", "explicit")
    assert (code, verdicts["Zero"]) == (12, "violated")
    code, verdicts = _verdicts(cli, module, "--no-deadlock", "--prop", "Grows,Moves")
    assert (code, verdicts["Grows"], verdicts["Moves"]) == (13, "proved", "violated")


def test_an_expression_may_have_commas(module: Path, cli: Cli) -> None:
    for text in (r"\A a, b \in {x, 0} : a <= 3", r"x \in {0, 1, 2, 3}"):
        code, verdicts = _verdicts(cli, module, "--no-deadlock", "--inv", text, "--inv", "Small, Small")
        assert (code, verdicts[text], verdicts["Small"]) == (0, "proved", "proved"), text


def test_init_and_next_stand_instead_of_the_specification(module: Path, cli: Cli) -> None:
    assert _verdicts(cli, module, "--init", "Other", "--no-deadlock")[0] == 12
    assert _verdicts(cli, module, "--next", "Jump", "--no-deadlock")[0] == 12


def test_a_constant_from_the_command_line_wins(module: Path, cli: Cli) -> None:
    assert _verdicts(cli, module, "-D", "Limit=2", "--no-deadlock")[0] == 12
    assert cli("check", module, "-D", "Limt=2").code == 151


@pytest.mark.parametrize("engine", ["auto", "explicit", "bmc"])
def test_a_length_asks_for_a_bounded_answer(engine: str, module: Path, cli: Cli) -> None:
    code, verdicts = _verdicts(cli, module, "--length", 2, "--engine", engine)
    assert code == 0
    assert set(verdicts.values()) == {"bounded"}
    assert _verdicts(cli, module, "--length", 3, "--engine", engine)[0] == 11


def test_a_temporal_property_is_bounded_by_a_length(module: Path, cli: Cli) -> None:
    fair = ("--length", 2, "--next", "Next", "--prop", "WF_x(Next) => Moves", "--engine", "bmc")
    code, verdicts = _verdicts(cli, module, *fair)
    assert (code, verdicts["WF_x(Next) => Moves"]) == (0, "bounded")
    code, verdicts = _verdicts(cli, module, "--length", 2, "--prop", "Moves", "--engine", "bmc")
    assert (code, verdicts["Moves"]) == (13, "violated"), "without fairness it may stop"
    code, verdicts = _verdicts(cli, module, "--length", 2, "--prop", "Moves", "--engine", "kinduction")
    assert (code, verdicts["Moves"]) == (20, "unknown")


@pytest.mark.parametrize("engine", ["auto", "bmc", "pdr"])
def test_a_lasso_has_as_many_steps_as_it_has_before_it_returns(engine: str, module: Path, cli: Cli) -> None:
    stops_at_two = "<>(x = 3) \\/ [](x # 2)"  # 0 -> 1 -> 2, and there it stays: the third step changes nothing
    _, verdicts = _verdicts(cli, module, "--length", 1, "--prop", stops_at_two, "--engine", engine)
    assert verdicts[stops_at_two] == "bounded"
    code, verdicts = _verdicts(cli, module, "--length", 2, "--prop", stops_at_two, "--engine", engine)
    assert (code, verdicts[stops_at_two]) == (13, "violated")


def test_the_counterexample_is_saved(module: Path, tmp_path: Path, cli: Cli) -> None:
    file = tmp_path / "found.itf.json"
    assert cli("check", module, "--inv", "Zero", "--trace", file).code == 12
    saved = json.loads(file.read_text(encoding="utf-8"))
    assert [state["x"] for state in saved["states"]] == [{"#bigint": "0"}, {"#bigint": "1"}]
    assert "State 2: <Next>" in cli("trace", file).out


def test_a_trace_that_cannot_be_saved(module: Path, tmp_path: Path, cli: Cli) -> None:
    result = cli("check", module, "--inv", "Zero", "--trace", tmp_path / "no" / "such" / "folder.json")
    assert result.code == 2, "said before the search, not after it"
    assert "there is no folder" in result.err


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
@pytest.mark.parametrize("output", ["text", "json"])
def test_what_was_found_is_told_even_if_the_trace_cannot_be_saved(output: str, module: Path, cli: Cli) -> None:
    result = cli("check", module, "--inv", "Zero", "--trace", "/dev/full", "--format", output)
    assert result.code == 12
    assert "cannot write the trace" in result.out
    if output == "json":
        assert result.report["results"][0]["verdict"] == "violated"


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
def test_an_answer_that_cannot_be_written_is_no_bug(module: Path) -> None:
    with Path("/dev/full").open("w", encoding="utf-8") as full:
        command = [sys.executable, "-m", "symcheck.cli.main", "check", str(module)]
        done = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, text=True, check=False)
    assert done.returncode == 70
    assert done.stderr == "symcheck: cannot write the answer: No space left on device\n"


def test_an_alias_is_shown_in_the_states_stead(module: Path, cli: Cli) -> None:
    module.with_suffix(".cfg").write_text(CONFIG + "ALIAS Shown\n", encoding="utf-8")
    out = cli("check", module, "--inv", "Zero").out
    assert "/\\ twice = 2" in out
    assert "/\\ x = 1" not in out


@pytest.mark.parametrize(("condition", "code"), [("Enough", 0), ("TooMuch", 10)])
def test_a_postcondition_is_checked_in_the_end(condition: str, code: int, module: Path, cli: Cli) -> None:
    text = CONFIG + f"POSTCONDITION {condition}\nCHECK_DEADLOCK FALSE\n"
    module.with_suffix(".cfg").write_text(text, encoding="utf-8")
    found, verdicts = _verdicts(cli, module)
    assert found == code
    assert verdicts[condition] == ("proved" if code == 0 else "violated")
    shown = cli("check", module).out
    assert f"postcondition {condition}" in shown
    assert ("is false" in shown) == (code == 10)


def test_the_configuration_beside_the_specification_is_optional(module: Path, cli: Cli) -> None:
    module.with_suffix(".cfg").unlink()
    assert cli("check", module, "--no-deadlock").code == 151  # Limit has no value
    assert _verdicts(cli, module, "--no-deadlock", "-D", "Limit=3", "--inv", "Small")[0] == 0


def test_a_seed_fixes_what_is_random(module: Path, cli: Cli) -> None:
    first = cli("simulate", module, "--seed", 7)
    assert first.code == 11
    assert cli("simulate", module, "--seed", 7).out == first.out


def test_random_behaviors_are_held_to_the_invariants_that_are_named(module: Path, cli: Cli) -> None:
    assert cli("simulate", module, "--no-deadlock").code == 0
    assert cli("simulate", module, "--no-deadlock", "--inv", "Zero").code == 12


def test_help_names_every_option_and_engine(cli: Cli) -> None:
    text = cli("check", "--help").out
    options = "--config --init --next --inv --prop --length --engine --timeout --no-deadlock --define --seed --format"
    for word in (*options.split(), "--trace", "--verbose", "explicit", "bmc"):
        assert word in text


def test_what_the_text_says_and_the_run_does_not_ask_is_told(module: Path, cli: Cli) -> None:
    text = module.read_text(encoding="utf-8")
    module.write_text(text.replace("====\n", "Forgotten == x < 9\n====\n"), encoding="utf-8")
    config = CONFIG.replace("INVARIANT Small", "CHECK_DEADLOCK FALSE")
    module.with_suffix(".cfg").write_text(config, encoding="utf-8")
    result = cli("check", module)
    assert "no invariant and no property is configured" in result.out
    assert "or with --inv: there are " in result.out
    module.with_suffix(".cfg").write_text(config + "INVARIANT Small\n", encoding="utf-8")
    result = cli("check", module)
    assert result.code == 0
    assert "W004: defined, and not checked in this run: " in result.out
    assert "Forgotten" in result.out
    assert "W004" not in cli("check", module, "--inv", "Small").out, "it was chosen for this run"
