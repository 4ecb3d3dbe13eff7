"""The symbolic search against the explicit one on published specifications: what is violated, after how many steps, and
after how many steps each action can be taken first. Nightly to the diameter of each, where a minute for each search
is enough, and three for what it searches; else as far as that goes, and then to the last that explicit search has to
tell, if that is farther."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from itertools import count, takewhile
from pathlib import Path

import pytest

from symcheck.base.budget import Budget
from symcheck.base.diagnostic import Code, SpecError
from symcheck.concrete.deep import deeply
from symcheck.concrete.search.checks import Checks
from symcheck.concrete.search.exploration import Fails
from symcheck.concrete.search.explore import Limits, explore
from symcheck.concrete.steps.successors import Machine
from symcheck.core.spec import Spec
from symcheck.engine import bmc
from symcheck.engine.verdict import Bounded, Refuted, Unknown
from symcheck.pipeline.engines.strengthening import laws
from symcheck.resolve import load
from symcheck.symbolic.encode import encode
from symcheck.symbolic.encoded import Encoded
from symcheck.system.transition_system import Property
from tests.agreement.test_small_specs import can_be_taken
from tests.amounts import NIGHTLY

CORPUS = Path(__file__).parents[2].parent / "shared" / "corpus"
MOST_STATES = 1_000_000 if NIGHTLY else 300
DEEPEST = 5 if NIGHTLY else 4
SECONDS = 60
ENCODING = 180

pytestmark = [
    pytest.mark.corpus,
    pytest.mark.skipif(not CORPUS.is_dir(), reason="the corpus is not beside the checkout (../shared/corpus)"),
]


def rows() -> list[object]:
    if not CORPUS.is_dir():
        return []
    every = map(json.loads, (CORPUS / "models.jsonl").read_text().splitlines())
    return [pytest.param(row, id=row["id"]) for row in every if 0 < row.get("distinct_states", 0) <= MOST_STATES]


def spec_of(path: str, config: str) -> Spec:
    """Without what is no matter of bounded search: temporal properties, and what is told at the end."""
    spec = load(CORPUS / path, CORPUS / config)
    kept = tuple(each for each in spec.properties if each.kind != "temporal")
    return replace(spec, properties=kept, postcondition=None)


class OutOfTimeError(Exception):
    """One of the two searches has not come to its end."""


def explicit_failures(spec: Spec, depth: int, seconds: float = SECONDS) -> dict[str, int]:
    """The steps to each violation, of the shortest behavior."""
    found = explore(spec, Budget(seconds), limits=Limits(length=depth))
    if found.reason and found.depth < depth:
        raise OutOfTimeError(f"explicit search: {found.reason}")
    return {
        each.name: len(each.answer.trace.steps) - 1
        for each in found.findings
        if isinstance(each.answer, Fails) and each.answer.trace is not None
    }


def explicit_actions(spec: Spec, depth: int) -> dict[str, int]:
    """The steps to the first state that enables each action, among the behaviors of less than `depth` steps."""
    return deeply(lambda: _explicit_actions(Machine(spec), depth))


def _explicit_actions(machine: Machine, depth: int) -> dict[str, int]:
    checks = Checks(machine)
    level = [state for state in dict.fromkeys(machine.initial()) if checks.within(state)]
    seen, first = set(level), dict[str, int]()
    for steps in range(depth):
        found = {}
        for state in level:
            for transition in machine.transitions(state):
                first.setdefault(transition.action, steps)
                if all(holds(state, transition.state) for holds in checks.step_constraints):
                    found[transition.state] = None
        level = [state for state in found if state not in seen and checks.within(state)]
        seen.update(level)
    return first


def symbolic(encoded: Encoded, properties: Sequence[Property], depth: int) -> dict[str, int]:
    """The steps to each bad state."""
    system = replace(encoded.system, properties=tuple(properties))
    known = partial(laws, system, encoded.registers)
    found = bmc.search(system, system.properties, depth, Budget(SECONDS), laws=known)
    for name, verdict in found.items():
        if isinstance(verdict, Unknown):
            raise OutOfTimeError(f"bounded search: {verdict.why}")
        assert isinstance(verdict, Refuted | Bounded), (name, verdict)
        if isinstance(verdict, Refuted) and not verdict.path.shortest:
            raise OutOfTimeError(f"bounded search: {name} may be nearer than {verdict.path.length} steps")
    return {name: verdict.path.length for name, verdict in found.items() if isinstance(verdict, Refuted)}


def encoded_for(spec: Spec, depth: int) -> Encoded:
    """An encoding that leans on no invariant, so that what comes after a violation is in it too."""
    doubted: frozenset[str] = frozenset()
    budget = Budget(ENCODING)

    def look_up(_: object) -> None:
        if budget.exhausted:
            raise OutOfTimeError("the encoding takes too long")

    while True:
        found = encode(spec, depth, doubted=doubted, early=look_up)
        if not found.assumed:
            return found
        doubted |= found.assumed


def compare(spec: Spec, depth: int) -> None:
    """Both searches to one depth."""
    encoded = encoded_for(spec, depth)
    names, left_out = encoded.titles, encoded.left_out
    found = symbolic(encoded, encoded.system.properties, depth)
    failures = explicit_failures(spec, depth)
    assert {names[name] for name in found} == failures.keys() - left_out.keys()
    for name, steps in found.items():
        assert steps >= failures[names[name]], "of the parts of a property, one fails first"
    for name in failures.keys() - left_out.keys():
        assert failures[name] in {steps for part, steps in found.items() if names[part] == name}
    assert symbolic(encoded, can_be_taken(encoded), depth - 1) == explicit_actions(spec, depth)


def depths(diameter: int) -> Iterator[int]:
    """To which depths a row is compared, one after another: first not far, at night then a step beyond its diameter,
    and should that take too long, ever farther."""
    yield min(DEEPEST, diameter + 1 if NIGHTLY else diameter)
    if NIGHTLY:
        yield diameter + 1
        yield from takewhile(lambda depth: depth <= diameter, (DEEPEST << times for times in count(1)))


def depth_of_last_news(spec: Spec, depth: int) -> int:
    """The first depth at which explicit search has told all that it tells of the given one: what is violated, and what
    can be taken."""
    failures = explicit_failures(spec, depth, 3 * SECONDS)
    return max([0, *failures.values(), *(steps + 1 for steps in explicit_actions(spec, depth).values())])


def compared(spec: Spec, diameter: int) -> tuple[int, str]:
    """To how many steps both searches say the same, and why no farther."""
    reached, why = 0, ""
    for depth in depths(diameter):
        if reached > diameter:
            break
        try:
            compare(spec, depth)
        except OutOfTimeError as error:
            why = f"{depth} steps: {error}"
            if depth <= diameter:
                break
        else:
            reached = depth
    return reached, why


def compared_to_last_news(spec: Spec, diameter: int, reached: int) -> tuple[int, str]:
    """The same, where the diameter is too far."""
    try:
        last = depth_of_last_news(spec, diameter + 1)
        if last > reached:
            compare(spec, last)
    except OutOfTimeError as error:
        return reached, f"not to the last news: {error}"
    return max(reached, last), f"nothing is new after {last}"


@pytest.mark.parametrize("row", rows())
def test_verdicts_and_first_steps(row, record_property: Callable[[str, object], None]):
    spec, diameter = spec_of(row["spec"], row["cfg"]), row["diameter"]
    try:
        reached, why = compared(spec, diameter)
        if NIGHTLY and 0 < reached <= diameter:
            reached, news = compared_to_last_news(spec, diameter, reached)
            why += f"; {news}"
    except SpecError as error:
        if error.code not in (Code.UNSUPPORTED, Code.TOO_LARGE):
            raise
        pytest.skip(str(error))
    record_property("reached", f"{row['id']}: {reached} of {diameter + 1} steps {why}".rstrip())
    if not reached:
        pytest.skip(why)
