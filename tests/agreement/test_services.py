"""Random services have the same verdicts, and the same shortest violations, by every engine."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from hypothesis import event, given, note, reject

import symcheck
from symcheck.base.budget import Budget
from symcheck.base.diagnostic import SpecError
from tests.agreement.engines import Answer, answers, contradictions
from tests.agreement.services import services
from tests.agreement.specs import CONFIGURATION, specs
from tests.amounts import examples

SECONDS = 4
DEEPEST = 12


LISTED, UNBOUNDED = "(0..2)", "{number \\in Int : number >= 0 /\\ number < 3}"


def fails_at_once(listed: Mapping[str, Answer]) -> bool:
    """Whether evaluation fails before there is a state: other engines reject what this one reports."""
    return any(each == Answer("violated", None, "definedness") for each in listed.values())


def agree(text: str, config: str, engines: tuple[str, ...]) -> None:
    """The engine that lists all states chooses from a few numbers, the others from a part of all integers."""
    note(text)
    note(config)
    try:
        spec = symcheck.loads(text.replace("NUMBERS", LISTED), config)
    except SpecError as error:
        event(f"no specification: {error.code.name}")
        reject()  # two phrases have used the same name, one inside the other
    listed = answers(spec, "explicit", SECONDS)
    if listed is None or all(each.verdict == "unknown" for each in listed.values()):
        event("not listed")
        reject()
    length = min(DEEPEST, 1 + max((each.depth or 0 for each in listed.values()), default=0))
    if "NUMBERS" in text:
        spec = symcheck.loads(text.replace("NUMBERS", UNBOUNDED), config)
    for engine in engines:
        budget = Budget(SECONDS)
        try:
            found = answers(spec, engine, SECONDS, length if engine == "bmc" else None)
        except SpecError:
            if not fails_at_once(listed):
                raise
            found = None
        for each in {one.verdict for one in found.values()} if found else {"lacking"}:
            event(f"{engine}: {each}")
        shortest = engine == "bmc" and budget.elapsed < SECONDS  # a violation is made shorter while there is time
        assert found is None or not contradictions(listed, found, shortest), engine


@pytest.mark.slow
@examples(4, nightly=500, parts=4)
@given(services())
def test_safety(part: int, written: tuple[str, str]) -> None:
    agree(*written, ("bmc", "pdr", "kinduction", "spacer"))


@pytest.mark.slow
@examples(4, nightly=500, parts=4)
@given(services(temporal=True))
def test_fairness_and_temporal_properties(part: int, written: tuple[str, str]) -> None:
    agree(*written, ("bmc", "pdr", "kinduction"))


@pytest.mark.slow
@examples(4, nightly=1_000, parts=4)
@given(specs())
def test_what_is_proved_of_small_specifications(part: int, text: str) -> None:
    agree(text, CONFIGURATION, ("pdr", "kinduction", "spacer"))


@examples(1, nightly=120, parts=2)
@given(services())
def test_the_portfolio(part: int, written: tuple[str, str]) -> None:
    agree(*written, ("bmc", "auto"))
