"""Next values that cannot be evaluated outside of what is reachable: whatever follows there may be no state at all, and
what proofs start from is kept by no step before the absence of errors is known."""

from __future__ import annotations

from collections.abc import Callable, Set

from hypothesis import event, given, note
from hypothesis import strategies as st

import symcheck
from tests.agreement.engines import answers, contradictions
from tests.amounts import examples

SECONDS = 4
NAMES = ("a", "b", "c")

MODULE = r"""---- MODULE Partial ----
VARIABLES at, held
vars == <<at, held>>
Init == at = "p0" /\ held = "a"
{steps}
Next == {next}
{invariants}
====
"""


def literal(name: str) -> str:
    return f'"{name}"'


@st.composite
def updates(draw: Callable[..., str], before: Set[str], after: Set[str]) -> str:
    """The next value of `held`, one of those after: for those before only, or from a record with these fields."""
    to = {name: literal(draw(st.sampled_from(sorted(after)))) for name in sorted(before)}
    if draw(st.booleans()):
        return "CASE " + " [] ".join(f"held = {literal(name)} -> {value}" for name, value in to.items())
    return "[" + ", ".join(f"{name} |-> {value}" for name, value in to.items()) + "][held]"


@st.composite
def machines(draw: Callable[..., object]) -> tuple[str, str]:
    """A process that walks through places, and what it holds there; with a configuration. Each place has names that may
    be held there, and in one of four machines one of these is forgotten."""
    places = [f"p{number}" for number in range(draw(st.integers(2, 4)))]
    place = st.sampled_from(places)
    allowed = {each: draw(st.sets(st.sampled_from(NAMES), min_size=1, max_size=2)) for each in places}
    allowed["p0"].add("a")
    edges = draw(st.lists(st.tuples(place, place), min_size=2, max_size=2 * len(places), unique=True))
    covered = {each: set(names) for each, names in allowed.items()}
    if draw(st.integers(0, 3)) == 0 and len(allowed[forgetful := draw(place)]) > 1:
        covered[forgetful].remove(draw(st.sampled_from(sorted(covered[forgetful]))))
    steps = [
        f'S{number} == at = "{start}" /\\ at\' = "{end}" /\\ held\' = {draw(updates(covered[start], allowed[end]))}'
        for number, (start, end) in enumerate(edges)
    ]
    claims = draw(st.lists(st.tuples(place, st.sampled_from(NAMES)), min_size=1, max_size=3, unique=True))
    invariants = [f'Inv{number} == at = "{at}" => held # "{name}"' for number, (at, name) in enumerate(claims)]
    text = MODULE.format(
        steps="\n".join(steps),
        next=" \\/ ".join(f"S{number}" for number in range(len(steps))),
        invariants="\n".join(invariants),
    )
    names = " ".join(f"Inv{number}" for number in range(len(invariants)))
    return text, f"INIT Init\nNEXT Next\nCHECK_DEADLOCK FALSE\nINVARIANT {names}\n"


@examples(12, nightly=2_000, parts=4)
@given(machines())
def test_proofs_agree(part: int, written: tuple[str, str]) -> None:
    text, config = written
    note(text)
    note(config)
    spec = symcheck.loads(text, config)
    listed = answers(spec, "explicit", SECONDS)
    assert listed is not None
    definedness = next(name for name, each in listed.items() if each.kind == "definedness")
    for engine in ("kinduction", "pdr", "spacer"):
        found = answers(spec, engine, SECONDS)
        assert found is not None
        assert not contradictions(listed, found, shortest=False), engine
        for name, each in found.items():
            event(f"{engine}, {'definedness' if name == definedness else 'an invariant'}: {each.verdict}")
            if "unknown" not in (listed[name].verdict, each.verdict):
                assert each.verdict == listed[name].verdict, f"{engine}: {name}"
            elif each.verdict == "unknown":
                assert listed[definedness].verdict == "violated", f"{engine}: {name}"
