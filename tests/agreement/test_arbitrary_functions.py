"""Functions on infinite domains that may be any mean the same in both readings.

Each specification is read twice: on a few numbers of which two are never keys, so that they stand for all other
numbers, and on Nat, with the keys as a part of Int, which the symbolic reading takes for integers without bounds.
"""

from __future__ import annotations

import re

import pytest
from hypothesis import given, note
from hypothesis import strategies as st

from symcheck.base.diagnostic import Code, SpecError
from symcheck.engine.bmc import search
from symcheck.engine.verdict import Bounded, Refuted
from symcheck.resolve import resolve_text
from symcheck.symbolic.encode import encode
from tests.agreement.test_small_specs import compare_verdicts
from tests.agreement.twice import both
from tests.amounts import examples

MODULE = r"""---- MODULE Drawn ----
EXTENDS Integers, FiniteSets, TLC
VARIABLES f, g, last
Init == f \in [DOM -> {some}] /\ g = {first} /\ last = 0
Next == \E k \in KEYS : last' = k /\ ({actions})
One == {one}
Two == {two}
===="""
CONFIGURATION = "INIT Init\nNEXT Next\nINVARIANTS One Two\nCHECK_DEADLOCK FALSE\n"
LENGTH = 3

FIRST = ("[x \\in DOM |-> 0]", "[x \\in DOM |-> 1]", "f")
SOME = ("0..1", "{0, 1, 2}", "{1}", "{0, 2}")
FUNCTIONS = (
    "[f EXCEPT ![k] = {value}]",
    "[f EXCEPT ![last] = @ + {value}]",
    "[f EXCEPT ![k] = @ + {value}, ![last] = k]",
    "[f EXCEPT ![1] = {value}]",
    "(k :> {value}) @@ f",
    "IF k > last THEN g ELSE [f EXCEPT ![k] = {value}]",
    "[x \\in DOM |-> {value}]",
    "g",
    "f",
)
ANY = ("f' \\in [DOM -> 0..1]", "f' \\in [DOM -> {{k}}]", "(\\E h \\in [DOM -> {{0, 2}}] : f' = [h EXCEPT ![k] = 1])")
VALUES = ("1", "0", "k", "f[last]", "g[k]", "(f[k] + g[last])", "(IF f[f[k] % 3] = k THEN 1 ELSE 2)")
GUARDS = (
    "TRUE", "f[k] = 0", "f[k] <= g[last]", "k # last", "\\E x \\in DOM : f[x] > 1", "g[k] \\in {0, 1}",
    "f = g", "f # g", "[f EXCEPT ![k] = 0] = g", "f \\in {g, [x \\in DOM |-> 1]}",
    "\\A x \\in DOM : f[x] <= 1",
    "\\A x \\in DOM : f[x] = g[x] \\/ x = k", "\\A x \\in DOM : x > 1 \\/ f[x] = 0",
    "f[k + 0] # last", "f[k] = f[last]", "f[0] # f[1]", "\\A x \\in 0..2 : f[x] = g[x]", "f \\notin [DOM -> 0..1]",
)  # fmt: skip
INVARIANTS = (
    "\\A x \\in DOMAIN f : f[x] < 3", "f[last] < 3", "f[0] = f[1] \\/ f[1] = f[2] \\/ f[0] = f[2]",
    "f \\in [DOM -> 0..2]", "f \\in [DOM -> 0..1] \\/ g \\in [DOM -> 0..1]",
    "\\A x, y \\in DOM : f[x] = f[y] \\/ x < 2", "f = g \\/ last = 0",
    "f # [[x \\in DOM |-> 0] EXCEPT ![1] = 1]", "\\E x \\in 0..2 : f[x] # g[x] \\/ f = g",
    "Cardinality({f, g}) = 1 \\/ last < 2", "<<f, last>> # <<g, 2>>", "f # [x \\in DOM |-> f[0]]",
    "DOMAIN f = DOMAIN g", "f[1] + g[2] < 4",
    "[a |-> f, b |-> 1].a[2] < 2", "f[f[last] % 3] = 0",
    "\\A x \\in DOM : f[x] = 0 \\/ g[x] = 0 \\/ last = 0", "\\A x \\in 0..2 : g[x] <= f[x]", "f[0] + f[1] + f[2] # 4",
    "\\A x \\in DOM : f[x] # g[x] \\/ \\E y \\in 0..2 : f[y] = 0", "Cardinality({x \\in 0..2 : f[x] = 1}) < 3",
)  # fmt: skip


@st.composite
def texts(draw: st.DrawFn) -> str:
    """A module, with holes for the keys and the domain."""

    def value(name: str) -> str:
        text = draw(st.sampled_from(FUNCTIONS)).format(value=draw(st.sampled_from(VALUES)))
        swapped = {"f": "g", "g": "f"}
        return text if name == "f" else "".join(swapped.get(each, each) for each in re.split(r"\b", text))

    def action() -> str:
        mine = draw(st.sampled_from(ANY)).format() if draw(st.integers(0, 3)) == 0 else f"f' = {value('f')}"
        other = "UNCHANGED g" if draw(st.booleans()) else f"g' = {value('g')}"
        return f"(({draw(st.sampled_from(GUARDS))}) /\\ {mine} /\\ {other})"

    actions = " \\/ ".join(action() for _ in range(draw(st.integers(1, 2))))
    one, two = draw(st.sampled_from(INVARIANTS)), draw(st.sampled_from(INVARIANTS))
    first, some = draw(st.sampled_from(FIRST)), draw(st.sampled_from(SOME))
    return MODULE.format(actions=actions, one=one, two=two, first=first, some=some)


def agree(text: str, length: int) -> str:
    listed = text.replace("KEYS", "0..2").replace("DOM ", "0..4 ")
    unbounded = text.replace("KEYS", "{n \\in Int : n >= 0 /\\ n < 3}").replace("DOM ", "Nat ")
    encoded, explored = both(listed, unbounded, CONFIGURATION, length)
    assert encoded.depth == length
    return "too many states" if "too many states" in explored.reason else compare_verdicts(encoded, explored, length)


@examples(10, nightly=750, parts=2)
@given(texts(), st.integers(0, LENGTH))
def test_functions_that_may_be_any_agree(part: int, text: str, length: int) -> None:
    note(text)
    agree(text, length)


def test_what_a_solver_cannot_tell_in_time_needs_no_more_room() -> None:
    """Questions about thirty keys that may be any have no answer in time, and each more row makes them harder."""
    text = MODULE.format(
        some="{0, 2}",
        first="f",
        actions=r"f \in {g, [x \in DOM |-> 1]}"
        r" /\ f' = [f EXCEPT ![last] = @ + (IF f[f[k] % 3] = k THEN 1 ELSE 2)] /\ g' = (k :> k) @@ [g EXCEPT ![1] = k]",
        one=r"Cardinality({x \in 0..2 : f[x] = 1}) < 3",
        two=r"\A x \in 0..2 : g[x] <= f[x]",
    )
    agree(text, LENGTH)


def verdicts(body: str, length: int, *names: str) -> list[type]:
    text = "---- MODULE Any ----\nEXTENDS Integers, FiniteSets\n" + body + "\n===="
    configuration = f"INIT Init\nNEXT Next\nINVARIANTS {' '.join(names)}\nCHECK_DEADLOCK FALSE\n"
    encoded = encode(resolve_text(text, config_text=configuration), length)
    assert not encoded.left_out
    found = search(encoded.system, encoded.system.properties, length)
    return [type(found[name]) for name in names]


def test_as_many_keys_differ_as_are_asked_for() -> None:
    """All values at five keys may be different ones, whatever the depth."""
    body = r"""VARIABLE f
Init == f \in [Nat -> Int]
Next == UNCHANGED f
Five == \E x, y \in {3, 5, 8, 13, 21} : x # y /\ f[x] = f[y]
Chain == f[f[f[f[0]]]] # 7 \/ \E n \in {0, f[0], f[f[0]]} : n < 0 \/ n > 100"""
    assert verdicts(body, 0, "Five", "Chain") == [Refuted, Refuted]
    assert verdicts(body, 2, "Five", "Chain") == [Refuted, Refuted]


def test_each_step_looks_at_a_key_of_its_own() -> None:
    body = r"""VARIABLES f, seen
Init == f \in [Nat -> 0..1] /\ seen = 0
Next == \E k \in Nat : f[k] = 1 /\ f' = [f EXCEPT ![k] = 0] /\ seen' = seen + 1
Two == seen < 2
Three == seen < 3
Four == seen < 4"""
    assert verdicts(body, 3, "Two", "Three", "Four") == [Refuted, Refuted, Bounded]


def test_what_holds_at_all_keys_is_a_condition() -> None:
    body = r"""VARIABLE f
Init == f \in [Nat -> 0..2] /\ \A n \in Nat : (n < 3 => f[n] = 0) /\ (n > 4 => f[n] = 1) /\ (n = 9 \/ f[n] < 2)
Next == \E k \in Nat : (\A n \in Nat : n = k \/ f[n] < 2) /\ f' = [f EXCEPT ![k] = 2]
Low == f[2] + f[7] # 1
Middle == f[3] = f[4]
High == f[10] = f[20]
Twos == \A x, y \in {5, 7} : x = y \/ f[x] + f[y] < 4
Nine == \A x \in Nat : f[9] = 1 \/ f[x] < 2 \/ x = 9"""
    assert verdicts(body, 0, "Low", "Middle", "High", "Twos", "Nine") == [Refuted, Refuted, Bounded, Bounded, Bounded]
    assert verdicts(body, 2, "Low", "Middle", "High", "Twos", "Nine") == [Refuted, Refuted, Refuted, Bounded, Bounded]


ALL = "for all elements of so large a set"
ANY_FUNCTION = "a choice among all functions"


@pytest.mark.parametrize(
    ("init", "guard", "message"),
    [
        ("[Nat -> 0..1]", r"f = [n \in Nat |-> n % 2]", "a function that may be any with one that depends on the key"),
        ("[Nat -> Nat]", r"\A n \in Nat : f[n] < f[n + 1]", ALL),
        ("[Nat -> Nat]", r"\A n \in Nat : f[n] = n", ALL),
        ("[Nat -> Nat]", r"\A n \in Nat : n < f[0] \/ f[n] = 1", ALL),
        ("[Nat -> Nat]", r"\A m, n \in Nat : m = n \/ f[m] # f[n]", ALL),
        ("[Nat -> Nat]", r"\A m \in Nat : \E n \in Nat : f[m] < f[n]", ALL),
        ("[Nat -> 0..1]", r"(\E n \in Nat : f[n] = 1) = (f[0] = 1)", ALL),
        ("[Int -> 0..1]", r"\A n \in Int : n < 0 \/ f[n] = 1", ALL),
        ("[Nat -> [Nat -> 0..1]]", "TRUE", ANY_FUNCTION),
        ("[STRING -> 0..1]", "TRUE", ANY_FUNCTION),
    ],
)
def test_what_looks_at_all_keys_is_not_supported(init: str, guard: str, message: str) -> None:
    body = f"Init == f \\in {init} /\\ g = 0\nNext == ({guard}) /\\ UNCHANGED <<f, g>>"
    with pytest.raises(SpecError, match=message) as raised:
        verdicts(f"VARIABLES f, g\n{body}\nInv == TRUE", 2, "Inv")
    assert raised.value.code is Code.UNSUPPORTED
    assert raised.value.diagnostics[0].span is not None


def test_no_layouts_hold_such_functions_for_all_depths() -> None:
    text = "---- MODULE Any ----\nVARIABLE f\nInit == f \\in [Nat -> 0..1]\nNext == UNCHANGED f\nInv == TRUE\n===="
    text = text.replace("VARIABLE", "EXTENDS Naturals\nVARIABLE")
    spec = resolve_text(text, config_text="INIT Init\nNEXT Next\nINVARIANT Inv\nCHECK_DEADLOCK FALSE\n")
    assert encode(spec, 3).depth == 3
    with pytest.raises(SpecError, match="a choice among all functions"):
        encode(spec)
