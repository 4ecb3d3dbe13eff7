"""Every specification here has the outcome that its folder names, under every engine that can decide it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from symcheck.cli.main import run

HERE = Path(__file__).parent
EXIT_OF_KIND = {"invariant": 12, "action": 13, "temporal": 13, "definedness": 75, "assumption": 10, "deadlock": 11}


@dataclass(frozen=True, slots=True)
class Case:
    """A specification and what the comment lines above its module expect of it."""

    path: Path
    expected: tuple[tuple[str, str], ...]

    def all(self, key: str) -> list[str]:
        return [value for name, value in self.expected if name == key]

    def one(self, key: str) -> str | None:
        found = self.all(key)
        assert len(found) <= 1
        return found[0] if found else None


def _cases(folder: str) -> list[Any]:
    found = []
    for path in sorted((HERE / folder).glob("*.tla")):
        head = [line[2:].strip() for line in path.read_text(encoding="utf-8").splitlines() if line.startswith("\\*")]
        pairs = tuple((key.strip(), value.strip()) for key, _, value in (line.partition(":") for line in head))
        found.append(pytest.param(Case(path, pairs), id=path.stem))
    assert found
    return found


def _check(case: Case, capfd: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, dict[str, Any]]:
    import json

    capfd.readouterr()
    code = run(["check", str(case.path), "--format", "json", *arguments])
    return code, json.loads(capfd.readouterr().out)


@pytest.mark.parametrize("case", _cases("holds"))
@pytest.mark.parametrize("engine", ["explicit", "auto"])
def test_holds_is_proved(case: Case, engine: str, capfd: pytest.CaptureFixture[str]) -> None:
    code, report = _check(case, capfd, "--engine", engine)
    assert (code, report["verdict"]) == (0, "proved"), report
    verdicts = {result["property"]: result["verdict"] for result in report["results"]}
    assert set(case.all("property")) <= set(verdicts)
    assert set(verdicts.values()) == {"proved"}
    if (states := case.one("states")) is not None:
        assert report["stats"]["distinct_states"] == int(states)


@pytest.mark.parametrize("case", _cases("holds"))
def test_holds_is_bounded_by_bmc(case: Case, capfd: pytest.CaptureFixture[str]) -> None:
    code, report = _check(case, capfd, "--engine", "bmc", "--length", "6")
    assert code == 0, report
    assert report["verdict"] in ("bounded", "proved")


@pytest.mark.parametrize("case", _cases("holds"))
def test_holds_by_kinduction(case: Case, capfd: pytest.CaptureFixture[str]) -> None:
    """Proved, with a certificate, or bounded where no short window tells why; nothing less is exit code 0."""
    code, report = _check(case, capfd, "--engine", "kinduction", "--length", "6")
    assert code == 0, report
    assert report["verdict"] in ("bounded", "proved")
    proved = [result for result in report["results"] if result["engine"] == "kinduction"]
    assert proved or case.path.stem == "Assumed"
    for result in proved:
        if result["verdict"] == "proved" and result["kind"] != "temporal":
            assert result["certificate"]["obligations"] > 0


@pytest.mark.parametrize("case", _cases("holds"))
@pytest.mark.parametrize("engine", ["pdr", "spacer"])
def test_holds_by_a_prover(case: Case, engine: str, capfd: pytest.CaptureFixture[str]) -> None:
    code, report = _check(case, capfd, "--engine", engine, "--timeout", "20")
    assert (code, report["verdict"]) == (0, "proved"), report


@pytest.mark.parametrize("case", _cases("violated"))
@pytest.mark.parametrize("engine", ["explicit", "bmc", "kinduction", "auto"])
def test_violated_at_its_depth(case: Case, engine: str, capfd: pytest.CaptureFixture[str]) -> None:
    kind = case.one("kind")
    assert kind is not None
    if kind == "temporal" and engine == "kinduction":
        pytest.skip("induction is about safety")
    code, report = _check(case, capfd, "--engine", engine)
    assert (code, report["verdict"]) == (EXIT_OF_KIND[kind], "violated"), report
    violated = [result for result in report["results"] if result["verdict"] == "violated"]
    assert [(result["property"], result["kind"]) for result in violated] == [(case.one("property"), kind)]
    if (depth := case.one("depth")) is not None:
        assert violated[0]["depth"] == int(depth)
        assert len(violated[0]["trace"]["states"]) == int(depth) + 1
    if (error := case.one("code")) is not None:
        assert violated[0]["error"]["code"] == error
        assert violated[0]["error"]["line"] is not None


@pytest.mark.parametrize("case", _cases("deadlock"))
@pytest.mark.parametrize("engine", ["explicit", "bmc", "kinduction", "auto"])
def test_deadlock_at_its_depth(case: Case, engine: str, capfd: pytest.CaptureFixture[str]) -> None:
    code, report = _check(case, capfd, "--engine", engine)
    assert (code, report["verdict"]) == (11, "violated"), report
    violated = [result for result in report["results"] if result["verdict"] == "violated"]
    assert [(result["property"], result["kind"]) for result in violated] == [("deadlock", "deadlock")]
    assert violated[0]["depth"] == int(case.one("depth") or -1)


@pytest.mark.parametrize("case", _cases("deadlock"))
def test_no_deadlock_option(case: Case, capfd: pytest.CaptureFixture[str]) -> None:
    code, report = _check(case, capfd, "--no-deadlock", "--engine", "explicit")
    assert (code, report["verdict"]) == (0, "proved"), report


@pytest.mark.parametrize("case", _cases("rejected"))
def test_rejected_with_a_located_message(case: Case, capfd: pytest.CaptureFixture[str]) -> None:
    code, report = _check(case, capfd)
    assert report["verdict"] == "rejected"
    assert code == int(case.one("exit") or 0)
    first = report["diagnostics"][0]
    assert first["code"] == case.one("code"), first
    assert first["file"]
    assert first["line"] is not None
    if (line := case.one("line")) is not None:
        assert (Path(first["file"]).name, first["line"]) == (case.path.name, int(line))
    if (line := case.one("cfg-line")) is not None:
        assert (Path(first["file"]).suffix, first["line"]) == (".cfg", int(line))


@pytest.mark.parametrize("engine", ["explicit", "bmc", "kinduction", "pdr", "spacer"])
def test_what_no_reading_has_is_an_error_where_it_is_reached(engine: str, capfd: pytest.CaptureFixture[str]) -> None:
    code, report = _check(Case(HERE / "rejected" / "Reached.tla", ()), capfd, "--engine", engine, "--timeout", "20")
    assert (code, report["verdict"]) == (75, "rejected"), report
    (found,) = report["diagnostics"]
    assert (found["code"], found["line"], found["column"]) == ("U001", 10, 19)
    assert "IOExec" in found["message"]


@pytest.mark.parametrize("engine", ["bmc", "auto"])
def test_functions_whose_keys_are_not_known_beforehand(engine: str, capfd: pytest.CaptureFixture[str]) -> None:
    case = Case(HERE / "unbounded" / "Ledger.tla", ())
    code, report = _check(case, capfd, "--engine", engine, "--inv", "NoDebt", "--length", "5")
    assert (code, report["verdict"]) == (12, "violated"), report
    assert [(each["property"], each["depth"]) for each in report["results"] if each["verdict"] == "violated"] == [
        ("NoDebt", 2)
    ]
    code, report = _check(case, capfd, "--engine", engine, "--inv", "TypeOK", "--length", "5", "--timeout", "60")
    assert (code, report["verdict"]) == (0, "bounded"), report


def test_formulas_that_speak_of_all_numbers(capfd: pytest.CaptureFixture[str]) -> None:
    case = Case(HERE / "unbounded" / "Tickets.tla", ())
    code, report = _check(case, capfd, "--length", "5", "--timeout", "60")
    assert (code, report["verdict"]) == (0, "bounded"), report
    code, report = _check(case, capfd, "--next", "Rash", "--length", "5", "--timeout", "60")
    assert (code, report["verdict"]) == (12, "violated"), report
    assert [(each["property"], each["depth"]) for each in report["results"] if each["verdict"] == "violated"] == [
        ("InOrder", 3)
    ]


@pytest.mark.parametrize(("invariant", "depth"), [("Modest", 2), ("Low", 1)])
def test_folds_and_choices_over_elements_that_are_not_known_beforehand(
    invariant: str, depth: int, capfd: pytest.CaptureFixture[str]
) -> None:
    case = Case(HERE / "unbounded" / "Ledger.tla", ())
    code, report = _check(case, capfd, "--engine", "bmc", "--inv", invariant, "--length", "4")
    assert (code, report["verdict"]) == (12, "violated"), report
    assert [(each["property"], each["depth"]) for each in report["results"] if each["verdict"] == "violated"] == [
        (invariant, depth)
    ]
