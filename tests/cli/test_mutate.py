from __future__ import annotations

import json
from pathlib import Path

from tests.cli.conftest import Cli

SPECS = Path(__file__).parents[1] / "spec"
HOLDS = SPECS / "holds" / "Mutex.tla"
VIOLATED = SPECS / "violated" / "Counter.tla"


def test_the_object_names_every_change_and_its_fate(cli: Cli) -> None:
    result = cli("mutate", str(HOLDS), "--format", "json", "--inv", "TypeOK", "--no-deadlock")
    found = json.loads(result.out)
    assert result.code == found["exit_code"] == 14
    assert found["original"]["verdict"] == "proved"
    fates = {each["change"]: each["fate"] for each in found["mutants"]}
    assert len(fates) == len(found["mutants"]) == 6
    assert fates["guard lock = Free dropped"] == "survived"
    assert {"line", "file", "action", "depth", "fewer_steps", "killed_by"} <= found["mutants"][0].keys()


def test_one_that_is_violated_is_shown_as_it_is(cli: Cli) -> None:
    result = cli("mutate", str(VIOLATED))
    assert result.code == 12
    assert "Counterexample" in result.out
    assert "Mend this first" in result.out


def test_what_new_steps_break_comes_last(cli: Cli) -> None:
    result = cli("mutate", str(HOLDS), "--inv", "TypeOK", "--no-deadlock", "--engine", "explicit")
    titles = [line for line in result.out.splitlines() if line and not line.startswith(" ")]
    assert titles[-2].startswith("Not noticed. New steps")
    assert titles[-1] == "Mutex: 6 changes of Next: 6 not noticed"


def test_an_unknown_engine_is_a_wrong_use(cli: Cli) -> None:
    assert cli("mutate", str(HOLDS), "--engine", "magic").code == 2


def test_a_specification_that_cannot_be_read_is_rejected(cli: Cli) -> None:
    assert cli("mutate", str(SPECS / "rejected" / "UnknownName.tla")).code == 150
