"""The readings agree also where sets are small enough to be looked through: they are sorted here. How far each
published specification was compared is told at the end."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from symcheck.symbolic.binding import candidates


@pytest.fixture(autouse=True, scope="package")
def small_sets_are_sorted_too() -> Iterator[None]:
    before = candidates.FEW
    candidates.FEW = 1
    yield
    candidates.FEW = before


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    lines = [
        str(value)
        for reports in terminalreporter.stats.values()
        for report in reports
        for name, value in getattr(report, "user_properties", ())
        if name == "reached" and report.when == "call"
    ]
    if lines:
        terminalreporter.section("compared to these depths")
        for line in sorted(lines):
            terminalreporter.write_line(line)
