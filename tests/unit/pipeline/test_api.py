"""The Python interface, as the README shows it."""

from __future__ import annotations

from pathlib import Path

import pytest

import symcheck
from symcheck.base.diagnostic import Code, SpecError
from symcheck.pipeline.report import Report

COUNTER = r"""---- MODULE Counter ----
EXTENDS Naturals
CONSTANT Limit
VARIABLE n
Init == n = 0
Next == n' = (n + 1) % 5
Spec == Init /\ [][Next]_n
Small == n < Limit
Tiny == n < 2
Back == [][n' > n]_n
Again == []<>(n = 0)
Half(k) == k \div 2
====
"""
CONFIG = "SPECIFICATION Spec\nCONSTANT Limit = 5\nINVARIANT Small\n"


@pytest.fixture
def counter() -> symcheck.Spec:
    return symcheck.loads(COUNTER, CONFIG)


def test_load_reads_the_configuration_beside_the_file(tmp_path: Path) -> None:
    path = tmp_path / "Counter.tla"
    path.write_text(COUNTER, encoding="utf-8")
    path.with_suffix(".cfg").write_text(CONFIG, encoding="utf-8")
    spec = symcheck.load(path)
    assert spec.name == "Counter"
    assert spec.evaluate("Limit + 1") == 6
    other = tmp_path / "Other.cfg"
    other.write_text(CONFIG.replace("5", "7"), encoding="utf-8")
    assert symcheck.load(str(path), config=str(other)).evaluate("Limit") == 7


def test_evaluate_gives_values_that_print_as_tla(counter: symcheck.Spec) -> None:
    assert str(counter.evaluate("{Half(x) : x \\in 1..4}")) == "{0, 1, 2}"
    assert str(counter.evaluate('[a |-> <<"x", TRUE>>]')) == '[a |-> <<"x", TRUE>>]'


def test_evaluate_reports_mistakes(counter: symcheck.Spec) -> None:
    with pytest.raises(SpecError) as unknown:
        counter.evaluate("Hlaf(3)")
    assert unknown.value.code is Code.UNKNOWN_NAME
    with pytest.raises(SpecError) as undefined:
        counter.evaluate("1 \\div 0")
    assert undefined.value.code is Code.DIVISION_BY_ZERO


def test_a_module_alone_can_be_read_and_evaluated_in() -> None:
    spec = symcheck.loads("---- MODULE M ----\nEXTENDS Naturals\nVARIABLE x\nHalf(k) == k \\div 2\n====\n")
    assert spec.evaluate("Half(9)") == 4
    with pytest.raises(SpecError) as error:
        symcheck.check(spec)
    assert error.value.code is Code.CONFIG_NO_BEHAVIOR


def test_check_proves_what_the_configuration_asks(counter: symcheck.Spec) -> None:
    report = symcheck.check(counter)
    assert isinstance(report, Report)
    assert (report.verdict, report.exit_code) == ("proved", 0)
    assert [result["property"] for result in report.results] == ["Small", "deadlock", "definedness"]


def test_check_of_other_invariants(counter: symcheck.Spec) -> None:
    report = symcheck.check(counter, invariants=["Tiny"])
    assert (report.verdict, report.exit_code) == ("violated", 12)
    assert report.trace is not None
    assert [step.state["n"] for step in report.trace.steps] == [0, 1, 2]
    assert symcheck.check(counter, invariants=["n < 5"]).verdict == "proved"


@pytest.mark.parametrize("engine", ["explicit", "bmc", "auto"])
def test_check_of_an_action_property(counter: symcheck.Spec, engine: str) -> None:
    report = symcheck.check(counter, properties=["Back"], engine=engine)
    assert (report.verdict, report.exit_code) == ("violated", 13)
    assert report.trace is not None
    assert len(report.trace) == 6


def test_a_temporal_property_is_never_dropped(counter: symcheck.Spec) -> None:
    by_a_prover = symcheck.check(counter, properties=["Again"], engine="kinduction", timeout=10)
    assert (by_a_prover.verdict, by_a_prover.exit_code) == ("unknown", 20)
    assert {row["property"]: row["verdict"] for row in by_a_prover.results}["Again"] == "unknown"
    for engine in ("explicit", "bmc", "pdr"):
        # without fairness the counter may stop
        assert symcheck.check(counter, properties=["Again"], engine=engine).exit_code == 13


def test_check_with_a_length_is_bounded(counter: symcheck.Spec) -> None:
    report = symcheck.check(counter, length=3)
    assert (report.verdict, report.exit_code) == ("bounded", 0)
    assert {row["depth"] for row in report.results} == {3}


def test_constants_may_be_given(counter: symcheck.Spec) -> None:
    assert symcheck.check(counter, constants={"Limit": "2 + 1"}).verdict == "violated"


def test_an_unknown_engine_is_rejected(counter: symcheck.Spec) -> None:
    with pytest.raises(SpecError) as error:
        symcheck.check(counter, engine="magic")
    assert error.value.code is Code.UNSUPPORTED
