"""Spacer through Z3's interface: what ends it."""

from __future__ import annotations

import pytest

from symcheck.base.budget import Budget
from symcheck.solve import Answer, z3_spacer
from tests.conformance.toys import TOYS


def test_an_interrupt_that_comes_after_the_answer_is_no_error(monkeypatch: pytest.MonkeyPatch) -> None:
    toy = next(toy for toy in TOYS if None in toy.shortest.values())
    (prop, *_) = [prop for prop in toy.system.properties if toy.shortest[prop.name] is None]
    asked = z3_spacer._Spacer(toy.system, prop, 0)

    def late() -> None:
        raise asked._z3.Z3Exception("canceled")

    monkeypatch.setattr(asked._fixedpoint, "get_answer", late)
    found = asked.run(Budget(10.0))
    assert found.answer is Answer.UNKNOWN
    assert found.reason == "Z3 gave up: canceled"
