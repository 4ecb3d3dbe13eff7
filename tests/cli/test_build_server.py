"""What a build server is told: a test report for every outcome, annotations at the lines to blame."""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree as Xml

import pytest

from tests.cli.conftest import Cli

MODULE = r"""---- MODULE M ----
EXTENDS Naturals
CONSTANT Limit
ASSUME Limit < 50
VARIABLE x
Init == x = 0
Next == x < Limit /\ x' = x + 1
Small == x # 2
Natural == x >= 0
====
"""
CONFIG = "INIT Init\nNEXT Next\nINVARIANTS Small Natural\nCONSTANT Limit = 3\n"


@pytest.fixture
def module(tmp_path: Path) -> Path:
    path = tmp_path / "M.tla"
    path.write_text(MODULE, encoding="utf-8")
    path.with_suffix(".cfg").write_text(CONFIG, encoding="utf-8")
    return path


def _cases(path: Path) -> dict[str, str]:
    """The elements below each test case; the suite's counts are right."""
    (suite,) = Xml.parse(path).getroot().findall("testsuite")
    cases = {case.get("name", ""): " ".join(child.tag for child in case) for case in suite}
    for tag, count in (("failure", "failures"), ("error", "errors"), ("skipped", "skipped")):
        assert int(suite.get(count, "-1")) == list(cases.values()).count(tag)
    assert int(suite.get("tests", "-1")) == len([case for case in suite if case.tag == "testcase"])
    return cases


def test_a_violation_is_a_failure_with_its_counterexample(module: Path, cli: Cli) -> None:
    report = module.with_name("report.xml")
    assert cli("check", module, "--junit", report).code == 12
    assert _cases(report) == {
        "assumption ASSUME line 4 of M": "system-out",
        "invariant Small": "failure",
        "invariant Natural": "skipped",
        "absence of deadlock": "skipped",
        "absence of evaluation errors": "skipped",
    }
    failure = Xml.parse(report).getroot().find(".//failure")
    assert failure is not None
    assert (failure.get("type"), failure.get("message")) == ("invariant", "after 2 steps (explicit)")
    assert "State 3: <Next" in (failure.text or "")
    assert "Small is false:" in (failure.text or "")


def test_what_is_proved_or_bounded_passes(module: Path, cli: Cli) -> None:
    report = module.with_name("report.xml")
    assert cli("check", module, "--inv", "Natural", "--no-deadlock", "--junit", report).code == 0
    assert set(_cases(report).values()) == {"system-out"}
    assert cli("check", module, "--inv", "Natural", "--length", 2, "--junit", report).code == 0
    assert "no violation within 2 steps" in report.read_text(encoding="utf-8")


def test_what_is_undecided_is_an_error(module: Path, cli: Cli) -> None:
    report = module.with_name("report.xml")
    assert cli("check", module, "--inv", "Natural", "--timeout", 0, "--junit", report).code == 20
    assert "error" in _cases(report).values()


@pytest.mark.parametrize(("text", "code"), [(MODULE.replace("Next ==", "Next ="), 150), (MODULE + "Limits", 0)])
def test_a_module_that_cannot_be_read_is_an_error(text: str, code: int, module: Path, cli: Cli) -> None:
    module.write_text(text, encoding="utf-8")
    report = module.with_name("report.xml")
    assert cli("check", module, "--inv", "Natural", "--no-deadlock", "--junit", report).code == code
    assert (_cases(report) == {"specification": "error"}) == (code == 150)


def test_characters_that_xml_cannot_hold(module: Path, cli: Cli) -> None:
    module.write_text(MODULE.replace("x # 2", 'x # 2 /\\ "\x07<&" # ""'), encoding="utf-8")
    report = module.with_name("report.xml")
    assert cli("check", module, "--junit", report).code in (12, 150)
    assert _cases(report)


def test_annotations_stand_at_what_is_false(module: Path, cli: Cli) -> None:
    result = cli("check", module, "--github")
    assert result.code == 12
    (line,) = [line for line in result.out.splitlines() if line.startswith("::")]
    assert line == (
        f"::error file={module},line=8,col=10,title=invariant Small is violated::"
        "after 2 steps (explicit)%0ASmall is false:%0A  x # 2  (line 8)%0A    x = 2"
    )


def test_messages_are_annotated_too(module: Path, cli: Cli) -> None:
    result = cli("check", module, "--github", "--inv", "TRUE", "--no-deadlock")
    assert result.code == 0
    assert f"::warning file={module},title=W004::TRUE mentions no variable" in result.out
    module.write_text(MODULE.replace("x # 2", "x in 2"), encoding="utf-8")
    result = cli("check", module, "--github")
    assert result.code == 150
    assert result.out.startswith(f"::error file={module},line=8,col=12,title=S003::expected")
    assert "%0Ahint: membership is written \\in" in result.out


def test_undecided_is_annotated(module: Path, cli: Cli) -> None:
    result = cli("check", module, "--inv", "Natural", "--timeout", 0, "--github")
    assert result.code == 20
    assert f"::error file={module},title=invariant Natural is undecided::" in result.out


def test_one_object_is_all_that_json_prints(module: Path, cli: Cli) -> None:
    assert cli("check", module, "--github", "--format", "json").code == 2
    report = module.with_name("report.xml")
    assert cli("check", module, "--junit", report, "--format", "json").report["exit_code"] == 12
    assert cli("check", module, "--junit", module.parent / "no" / "r.xml").code == 2
