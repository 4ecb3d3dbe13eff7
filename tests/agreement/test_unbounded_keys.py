"""Functions whose keys, and sets whose elements, are integers without bounds mean the same in both readings.

Each specification is read twice: with keys from a few numbers, listed by explicit search, and with the same numbers as
a part of Int, which the symbolic reading takes for integers without bounds.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import pytest
from hypothesis import given, note
from hypothesis import strategies as st

from symcheck.resolve import resolve_text
from symcheck.symbolic.encode import encode
from symcheck.symbolic.layouts.layout import Entries, Mixed
from tests.agreement.test_small_specs import LENGTH, compare_verdicts
from tests.agreement.twice import both
from tests.amounts import examples

MODULE = r"""---- MODULE Keys ----
EXTENDS Integers, FiniteSets, TLC, Sequences, FiniteSetsExt
VARIABLES f, g, last
Keys == {keys}
Init == f = [x \in {{}} |-> 0] /\ g = [x \in {{}} |-> 0] /\ last = 0
Next == \E k \in Keys : last' = k /\ ({actions})
RECURSIVE Sum(_)
Sum(S) == IF S = {{}} THEN 0 ELSE LET x == CHOOSE x \in S : TRUE IN 2 * Sum(S \ {{x}}) + x
One == {one}
Two == {two}
===="""
CONFIGURATION = "INIT Init\nNEXT Next\nINVARIANTS One Two\nCHECK_DEADLOCK FALSE\n"

FUNCTIONS = (
    "f @@ (k :> {value})",
    "(k :> {value}) @@ f",
    "[f EXCEPT ![k] = {value}]",
    "[f EXCEPT ![last] = @ + {value}]",
    "[x \\in DOMAIN f \\ {{k}} |-> f[x]]",
    "[x \\in DOMAIN f \\cup {{k}} |-> IF x = k THEN {value} ELSE f[x]]",
    "[x \\in DOMAIN f |-> f[x] + {value}]",
    "g @@ f",
    "(last :> {value} @@ k :> 0)",
    "IF k \\in DOMAIN f THEN g ELSE f @@ (k :> {value})",
    "[x \\in {{y \\in DOMAIN f : f[y] > 0}} |-> 0 - f[x]]",
    "f",
)
VALUES = ("1", "0", "k", "Cardinality(DOMAIN f)", "(IF k \\in DOMAIN f THEN f[k] + 1 ELSE 1)", "(last - k)")
GUARDS = (
    "TRUE", "k \\notin DOMAIN f", "k \\in DOMAIN f", "\\A x \\in DOMAIN f : f[x] < 2", "f = g", "f # g", "f[k] > 0",
    "\\E x \\in DOMAIN f, y \\in DOMAIN g : x = y", "DOMAIN g \\subseteq DOMAIN f", "k # last",
)  # fmt: skip
INVARIANTS = (
    "Cardinality(DOMAIN f) < 3", "\\A x \\in DOMAIN f : f[x] < 3", "f = g \\/ last \\in DOMAIN f \\/ last = 0",
    "\\A x, y \\in DOMAIN f : f[x] = f[y] => x = y", "f # (1 :> 1 @@ 2 :> 0)", "{f[x] : x \\in DOMAIN f} # {1, 2}",
    "(f @@ g) = (g @@ f)", "DOMAIN f \\cap DOMAIN g = {}", "<<f, last>> # <<(2 :> 1), 2>>",
    "[a |-> f, b |-> 1].a # [x \\in {1} |-> 2]", "f \\notin [{0, 1} -> 1..2]", "f \\in [DOMAIN f -> 0..2]",
    "\\A x \\in DOMAIN f : x \\in DOMAIN g => f[x] = g[x]", "Cardinality({f, g}) = 1 \\/ last < 2",
)  # fmt: skip


@st.composite
def texts(draw: st.DrawFn) -> str:
    """A module, with a hole for the keys."""

    return _module(draw, FUNCTIONS, VALUES, GUARDS, INVARIANTS)


def _module(
    draw: st.DrawFn, nexts: Sequence[str], values: Sequence[str], guards: Sequence[str], invariants: Sequence[str]
) -> str:
    """Actions that give f a next value, and g one with f and g the other way round."""

    def value(name: str) -> str:
        text = draw(st.sampled_from(nexts)).format(value=draw(st.sampled_from(values)))
        swapped = {"f": "g", "g": "f"}
        return text if name == "f" else "".join(swapped.get(each, each) for each in re.split(r"\b", text))

    def action() -> str:
        guard = draw(st.sampled_from(guards))
        other = "UNCHANGED g" if draw(st.booleans()) else f"g' = {value('g')}"
        return f"(({guard}) /\\ f' = {value('f')} /\\ {other})"

    actions = " \\/ ".join(action() for _ in range(draw(st.integers(1, 2))))
    one, two = draw(st.sampled_from(invariants)), draw(st.sampled_from(invariants))
    return MODULE.format(keys="KEYS", actions=actions, one=one, two=two)


def agree(text: str, length: int = LENGTH) -> None:
    listed, unbounded = text.replace("KEYS", "0..2"), text.replace("KEYS", "{n \\in Int : n >= 0 /\\ n < 3}")
    encoded, explored = both(listed, unbounded, CONFIGURATION, length)
    if "too many states" not in explored.reason:
        compare_verdicts(encoded, explored, length)


@examples(25, nightly=1_200, parts=2)
@given(texts(), st.integers(1, LENGTH))
def test_functions_with_unbounded_keys_agree(part: int, text: str, length: int) -> None:
    note(text)
    agree(text, length)


SETS = (
    "f \\cup {{k}}", "f \\cup g", "f \\ {{k}}", "g", "{{k}}", "{{x + {value} : x \\in f}}", "{{x \\in f : x # last}}",
    "f \\cap g", "IF k \\in f THEN g ELSE f \\cup {{k, {value}}}", "{{last, k}}", "(f \\ g) \\cup {{k}}", "f",
    "UNION {{f, {{k}}, g}}",
)  # fmt: skip
NUMBERS = ("1", "k", "Cardinality(f)", "(k - last)")
SET_GUARDS = (
    "TRUE", "k \\notin f", "k \\in f", "f = g", "f # g", "f \\subseteq g", "\\A x \\in f : x < 2",
    "\\E x \\in f, y \\in g : x = y", "k # last", "Cardinality(f) < 2",
)  # fmt: skip
SET_INVARIANTS = (
    "Cardinality(f) < 3", "\\A x \\in f : x < 3", "f = g \\/ last \\in f \\/ last = 0", "f # {1, 2}", "f \\cap g = {}",
    "<<f, last>> # <<{2}, 2>>", "[a |-> f].a # {0}", "f \\subseteq 0..2", "Cardinality(f \\cup g) # 3",
    "(CHOOSE x \\in f \\cup {9} : TRUE) # 1", "(CHOOSE x \\in f \\cup {9} : x # last) < 2",
    "(CHOOSE p \\in {<<x % 2, x>> : x \\in f \\cup {9}} : p[2] > 0) # <<1, 1>>", "Sum(f) # 2", "SumSet(f) < 3",
    "FoldSet(LAMBDA x, done : 10 * done + x, 0, f) \\notin {12, 2}", "SetToSeq(f) # <<0, 2>>",
    "MapThenSumSet(LAMBDA r : r.n * r.n, {[n |-> x] : x \\in f}) # 4", "Sum({x + 1 : x \\in f}) < 4",
    "FoldSet(LAMBDA p, done : Append(done, p.b), <<>>, {[a |-> 0 - x, b |-> x] : x \\in f}) # <<2, 0>>",
    "Cardinality({f, g}) = 1 \\/ last < 2", "\\E x \\in 0..2 : x \\notin f \\/ x \\notin g",
)  # fmt: skip


@st.composite
def modules_of_sets(draw: st.DrawFn) -> str:
    """A module whose variables are sets, with a hole for the keys."""

    text = _module(draw, SETS, NUMBERS, SET_GUARDS, SET_INVARIANTS)
    return text.replace("[x \\in {} |-> 0]", "{}")


@examples(25, nightly=1_200, parts=2)
@given(modules_of_sets(), st.integers(1, LENGTH))
def test_sets_with_unbounded_elements_agree(part: int, text: str, length: int) -> None:
    note(text)
    agree(text, length)


CHOSEN = """---- MODULE Chosen ----
EXTENDS Integers
VARIABLES s, f
Init == s = {{}} /\\ f = [k \\in {{}} |-> 0]
Next == (\\E n \\in KEYS : s' = s \\cup {{n}} /\\ UNCHANGED f) \\/ (f' \\in [{domain} -> 0..1] /\\ UNCHANGED s)
One == {one}
Two == \\A k \\in DOMAIN f : f[k] = 0 \\/ Cardinality(s) < 2
====""".replace("EXTENDS Integers", "EXTENDS Integers, FiniteSets")


@pytest.mark.parametrize("domain", ["s", "s \\cup {{1}}", "{{k + 1 : k \\in s}} \\cup s", "{{k % 2 : k \\in s}}"])
@pytest.mark.parametrize("one", ["DOMAIN f = {}", "Cardinality(DOMAIN f) < 2", "DOMAIN f \\subseteq s"])
def test_functions_that_are_chosen_have_every_key(domain: str, one: str) -> None:
    agree(CHOSEN.format(domain=domain.format(), one=one))


@pytest.mark.parametrize("one", ["Cardinality(1..last) < 2", "Cardinality(last..1) # 2", "Cardinality(0..last) < 3"])
def test_intervals_are_counted(one: str) -> None:
    agree(MODULE.format(keys="KEYS", actions="UNCHANGED <<f, g>>", one=one, two="TRUE"))


def test_what_is_copied_again_and_again_finds_room() -> None:
    """The set that is copied grows, and with it what each step adds to the other one."""
    copied = "f' = g \\cup f /\\ g' = g \\cup {k}"
    text = MODULE.format(keys="KEYS", actions=copied, one="Cardinality(f) < 3", two="TRUE")
    agree(text.replace("[x \\in {} |-> 0]", "{}"))
    text = MODULE.format(keys="KEYS", actions="f' = g @@ f /\\ g' = g @@ (k :> 1)", one="DOMAIN f # 0..2", two="TRUE")
    agree(text)


def test_keys_that_are_not_known_beforehand_are_laid_out_in_rows() -> None:
    text = MODULE.format(keys="Nat", actions="f' = f @@ (k :> 1) /\\ UNCHANGED g", one="TRUE", two="TRUE")
    encoded = encode(resolve_text(text, config_text=CONFIGURATION), 3)
    (layout,) = [register.layout for variable, register in encoded.registers.items() if variable.name == "f"]
    assert not isinstance(layout, Mixed)
    assert isinstance(layout, Entries)
    assert layout.rows is not None
    assert layout.rows.count == 3
    assert encoded.depth == 3
