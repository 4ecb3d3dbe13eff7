"""Layouts for all depths mean the same in both readings: places that are free again once something has gone, and room
that nobody leaves within few steps."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from hypothesis import given, note
from hypothesis import strategies as st

from symcheck.base.diagnostic import SpecError
from symcheck.concrete.search.explore import Limits, explore
from symcheck.engine.bmc import search
from symcheck.engine.verdict import Refuted
from symcheck.resolve import resolve_text
from symcheck.symbolic.encode import encode
from symcheck.symbolic.questions import OVERFLOW
from tests.agreement.reading import deep
from tests.agreement.test_small_specs import LACKING, LENGTH, compare_verdicts
from tests.agreement.test_unbounded_keys import CONFIGURATION, INVARIANTS, MODULE, SET_INVARIANTS
from tests.agreement.twice import STATES
from tests.amounts import examples


def agree(text: str, length: int = LENGTH) -> str:
    """Checks one module with a hole for the keys; what came of it, for the counts."""
    listed, unbounded = text.replace("KEYS", "0..2"), text.replace("KEYS", "{n \\in Int : n >= 0 /\\ n < 3}")
    try:
        with deep():
            encoded = encode(resolve_text(unbounded, config_text=CONFIGURATION))
    except SpecError as error:
        if error.code not in LACKING:
            raise
        return error.code.name
    if encoded.depth is not None or encoded.left_out:
        return "grows" if encoded.depth is not None else "lacks"
    explored = explore(resolve_text(listed, config_text=CONFIGURATION), limits=Limits(STATES, length))
    if "too many states" in explored.reason:
        return "too many states"
    system = encoded.system
    assumed = [prop for prop in system.properties if prop.kind == OVERFLOW]
    if any(isinstance(verdict, Refuted) for verdict in search(system, assumed, length).values()):
        return "left"
    asked = tuple(prop for prop in system.properties if prop.kind != OVERFLOW)
    return compare_verdicts(replace(encoded, system=replace(system, properties=asked)), explored, length)


SETS = (
    "Cardinality(f) < 2 /\\ f' = f \\cup {k}", "Cardinality(f) < 3 /\\ f' = f \\cup {k}", "f' = f \\ {k}", "f' = {k}",
    "f' = g", "f' = {last, k}", "f' = f \\cap g",
    "f' = {x \\in f : x # last}", "f # {} /\\ f' = {CHOOSE x \\in f : TRUE, k}",
    "k \\notin f /\\ f' = (f \\ {last}) \\cup (IF Cardinality(f) < 2 THEN {k} ELSE {})", "f' = {{k}, {last}}",
)  # fmt: skip
FUNCTIONS = (
    "Cardinality(DOMAIN f) < 2 /\\ f' = f @@ (k :> last)", "Cardinality(DOMAIN f) < 3 /\\ f' = (k :> 1) @@ f",
    "f' = g", "f' = [f EXCEPT ![k] = last]", "f' = [x \\in DOMAIN f \\ {k} |-> f[x]]", "f' = (k :> last)",
    "f' = (k :> 0) @@ (last :> 1)",
    "k \\in DOMAIN f /\\ f' = [x \\in {k, last} |-> IF x \\in DOMAIN f THEN f[x] ELSE k]",
)  # fmt: skip


@st.composite
def modules(draw: st.DrawFn, begun: str, nexts: tuple[str, ...], invariants: tuple[str, ...]) -> str:
    """Variables that hold few things at a time, and others again and again."""
    swapped = {"f": "g", "g": "f"}

    def action() -> str:
        other = draw(st.sampled_from(("UNCHANGED g", *nexts)))
        if other in nexts:
            other = "".join(swapped.get(each, each) for each in re.split(r"\b", other))
        return f"({draw(st.sampled_from(nexts))} /\\ {other})"

    actions = " \\/ ".join(action() for _ in range(draw(st.integers(1, 3))))
    one, two = draw(st.sampled_from(invariants)), draw(st.sampled_from(invariants))
    text = MODULE.format(keys="KEYS", actions=actions, one=one, two=two)
    return text.replace("[x \\in {} |-> 0]", begun)


@examples(25, nightly=750, parts=2)
@given(modules("{}", SETS, SET_INVARIANTS))
def test_sets_agree(part: int, text: str) -> None:
    note(text)
    agree(text)


@examples(25, nightly=750, parts=2)
@given(modules("[x \\in {} |-> 0]", FUNCTIONS, INVARIANTS))
def test_functions_agree(part: int, text: str) -> None:
    note(text)
    agree(text)


COMING_AND_GOING = r"""---- MODULE Window ----
EXTENDS Integers, FiniteSets
VARIABLES f, g, last
Init == f = {} /\ g = {} /\ last = 0
Next == \E k \in KEYS : last' = k /\ (
  \/ Cardinality(f) < 2 /\ f' = f \cup {k} /\ g' = g
  \/ f' = f \ {k} /\ g' = (g \cup {<<k, last>>}) \ {<<last, k>>}
  \/ k \in f /\ f' = {k} /\ g' = {})
"""


@pytest.mark.parametrize(
    "one", ["Cardinality(f) < 2", "f # {0, 2}", r"g = {} \/ f = {}", r"\A p \in g : p[1] # 2", "Cardinality(g) < 2"]
)
def test_what_comes_and_goes_needs_no_more_room(one: str) -> None:
    text = f"{COMING_AND_GOING}One == {one}\nTwo == Cardinality(f) <= 2\n===="
    assert agree(text, 5) in ("invariant", "")
