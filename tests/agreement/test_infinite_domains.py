"""Functions with an infinite domain mean the same in both readings.

Each specification is read twice: on a few numbers of which the greatest is never a key, so that it stands for all other
numbers, and on Nat, with the keys as a part of Int, which the symbolic reading takes for integers without bounds.
"""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from hypothesis import given, note, reject
from hypothesis import strategies as st

from symcheck.base.diagnostic import Code, SpecError
from symcheck.concrete.search.explore import Limits, explore
from symcheck.engine.bmc import search
from symcheck.engine.verdict import Bounded, Refuted
from symcheck.resolve import resolve_text
from symcheck.symbolic.encode import encode
from symcheck.symbolic.layouts.layout import Entries, Filled
from tests.agreement.reading import deep
from tests.agreement.test_small_specs import LENGTH, compare_verdicts
from tests.agreement.twice import STATES, both
from tests.amounts import examples

MODULE = r"""---- MODULE Filled ----
EXTENDS Integers, FiniteSets, TLC
VARIABLES f, g, last
Init == f = [x \in DOM |-> 0] /\ g = [x \in DOM |-> 0] /\ last = 0
Next == \E k \in KEYS : last' = k /\ ({actions})
One == {one}
Two == {two}
===="""
CONFIGURATION = "INIT Init\nNEXT Next\nINVARIANTS One Two\nCHECK_DEADLOCK FALSE\n"

FUNCTIONS = (
    "[f EXCEPT ![k] = {value}]",
    "[f EXCEPT ![last] = @ + {value}]",
    "[f EXCEPT ![k] = @ + {value}, ![last] = k]",
    "[f EXCEPT ![1] = {value}]",
    "[f EXCEPT ![k - 5] = 7]",
    "(k :> {value}) @@ f",
    "(last :> {value} @@ k :> 0) @@ f",
    "IF k > last THEN g ELSE [f EXCEPT ![k] = {value}]",
    "[x \\in DOM |-> {value}]",
    "[[x \\in DOM |-> last] EXCEPT ![k] = {value}]",
    "g",
    "f",
)
RULES = (
    "[x \\in DOM |-> IF x = 1 THEN 2 ELSE 0]",
    "[x \\in DOM |-> IF x < 2 THEN x ELSE 1]",
    "[[x \\in DOM |-> IF x = 1 THEN 2 ELSE 0] EXCEPT ![k] = {value}]",
    "(k :> {value}) @@ [x \\in DOM |-> IF x < 2 THEN x ELSE 1]",
)
READING = (
    "[x \\in DOM |-> IF x < 2 THEN x + k ELSE 1]",
    "[x \\in DOM |-> IF x = last THEN 2 ELSE 0]",
    "[[x \\in DOM |-> IF x <= k THEN last ELSE 1] EXCEPT ![k] = {value}]",
)
"""By a rule that reads what has few values."""
VALUES = ("1", "0", "k", "(f[k] + 1)", "(last - k)", "f[last]", "(g[k] + 1)", "(IF f = g THEN 1 ELSE 2)")
GUARDS = (
    "TRUE", "f[k] = 0", "f = g", "f # g", "f[k] <= g[last]", "k # last", "\\E x \\in DOM : f[x] > 1",
    "\\A x \\in DOMAIN f : f[x] < 2", "g[k] \\in {0, 1}", "f[k + 0] # last",
)  # fmt: skip
INVARIANTS = (
    "\\A x \\in DOMAIN f : f[x] < 3", "f[last] < 3", "f = g \\/ last = 0", "f # [[x \\in DOM |-> 0] EXCEPT ![1] = 2]",
    "\\A x \\in DOM : \\A y \\in 0..1 : f[x] = f[y] \\/ x < 2", "f \\in [DOM -> 0..2]", "<<f, last>> # <<g, 2>>",
    "[a |-> f, b |-> 1].a[2] < 2", "\\E x \\in DOM : f[x] = 0", "DOMAIN f = DOMAIN g", "f[1] + g[2] < 4",
    "f \\notin {g, [x \\in DOM |-> 1]}", "Cardinality({f, g}) = 1 \\/ last < 2", "f # (0 :> 0 @@ 1 :> 1)",
    "(CHOOSE h \\in {f} : TRUE)[last] < 2", "((2 :> 9) @@ f)[last] # 1",
)  # fmt: skip


@st.composite
def texts(draw: st.DrawFn, functions: tuple[str, ...] = FUNCTIONS) -> str:
    """A module, with holes for the keys and the domain."""

    def value(name: str) -> str:
        text = draw(st.sampled_from(functions)).format(value=draw(st.sampled_from(VALUES)))
        swapped = {"f": "g", "g": "f"}
        return text if name == "f" else "".join(swapped.get(each, each) for each in re.split(r"\b", text))

    def action() -> str:
        other = "UNCHANGED g" if draw(st.booleans()) else f"g' = {value('g')}"
        return f"(({draw(st.sampled_from(GUARDS))}) /\\ f' = {value('f')} /\\ {other})"

    actions = " \\/ ".join(action() for _ in range(draw(st.integers(1, 2))))
    one, two = draw(st.sampled_from(INVARIANTS)), draw(st.sampled_from(INVARIANTS))
    return MODULE.format(actions=actions, one=one, two=two)


DOMAINS = ("{n \\in Int : n >= 0}", "Nat \\ {9}", "{n \\in Int : 7 # n /\\ n > -1}", "Nat \\ (5..6)")
"""Other sets that have the keys and infinitely many others, no negative ones: -5 is asked for too."""


UNBOUNDED = "{n \\in Int : n >= 0 /\\ n < 3}"


def agree(text: str, length: int = LENGTH, domain: str = "Nat", keys: str = UNBOUNDED) -> str:
    listed = text.replace("KEYS", "0..2").replace("DOM ", "0..3 ").replace("DOM)", "0..3)")
    unbounded = text.replace("KEYS", keys).replace("DOM ", f"({domain}) ")
    encoded, explored = both(listed, unbounded, CONFIGURATION, length)
    if "too many states" in explored.reason:
        return "too many states"
    lacking = [prop for prop in encoded.system.properties if prop.name in encoded.lacking]
    for verdict in search(encoded.system, lacking, length).values():
        assert isinstance(verdict, Bounded), "the keys are all in the domain"
    rest = tuple(prop for prop in encoded.system.properties if prop not in lacking)
    return compare_verdicts(replace(encoded, system=replace(encoded.system, properties=rest)), explored, length)


@examples(25, nightly=1_200, parts=2)
@given(texts(), st.integers(1, LENGTH))
def test_functions_with_infinite_domains_agree(part: int, text: str, length: int) -> None:
    note(text)
    agree(text, length)


@examples(12, nightly=750)
@given(texts(), st.sampled_from(DOMAINS), st.integers(1, LENGTH))
def test_functions_on_a_part_of_the_integers_agree(part: int, text: str, domain: str, length: int) -> None:
    note(text)
    agree(text, length, domain)


@examples(12, nightly=750)
@given(texts((*RULES, *FUNCTIONS[:8])), st.integers(1, LENGTH))
def test_functions_that_depend_on_the_key_agree(part: int, text: str, length: int) -> None:
    note(text)
    try:
        agree(text, length)
    except SpecError as error:  # whether two rules agree at all keys may be too hard to tell
        if error.code is not Code.UNSUPPORTED:
            raise
        reject()


@examples(12, nightly=750)
@given(texts((*READING, *RULES, *FUNCTIONS[:4])))
def test_functions_by_rules_that_read_the_state_agree(part: int, text: str) -> None:
    note(text)
    try:
        agree(text, keys="0..2")
    except SpecError as error:  # whether two rules agree at all keys may be too hard to tell
        if error.code is not Code.UNSUPPORTED:
            raise
        reject()


def test_rules_with_one_text_are_told_apart() -> None:
    text = MODULE.format(actions="f' = [x \\in DOM |-> x * k] /\\ UNCHANGED g", one="f[3] # 6", two="f[3] # 4")
    text = text.replace("KEYS", "1..2").replace("DOM ", "Nat ")
    encoded = encode(resolve_text(text, config_text=CONFIGURATION), 2)
    found = search(encoded.system, encoded.system.properties, 2)
    assert isinstance(found["One"], Refuted)
    assert isinstance(found["Two"], Bounded)


@examples(12, nightly=750)
@given(texts())
def test_explicit_search_holds_them_too(part: int, text: str) -> None:
    """With keys that can be listed; what is said of all of Nat cannot be."""
    note(text)
    listed = re.sub(r"\\[AE] x \\in (DOM|DOMAIN f) :", r"\\A x \\in {k0, 1} :".replace("k0", "0"), text)
    listed = listed.replace("KEYS", "0..2").replace("DOM ", "Nat ")
    spec = resolve_text(listed, config_text=CONFIGURATION)
    explored = explore(spec, limits=Limits(STATES, LENGTH))
    with deep():
        encoded = encode(spec, LENGTH)
    assert not encoded.left_out
    if "too many states" not in explored.reason:
        compare_verdicts(encoded, explored)


def test_a_copy_of_a_function_that_was_changed_where_the_key_was_known_still_finds_room() -> None:
    """In the first step the key is always 0, and from the second on an integer without bounds."""
    copied = "f' = g /\\ g' = [g EXCEPT ![k] = g[last]]"
    doubled = "f = g /\\ f' = [f EXCEPT ![last] = @ + f[last]] /\\ g' = (last :> (g[k] + 1) @@ k :> 0) @@ g"
    worst = "\\A x \\in DOMAIN f : f[x] < 3"
    text = MODULE.format(actions=f"({copied}) \\/ ({doubled})", one=worst, two=worst)
    assert agree(text) == "invariant invariant"


NESTED = r"""---- MODULE Nested ----
EXTENDS Integers, TLC
VARIABLES t, last
Add(k) == t' = [t EXCEPT ![k].at = @ + 1, ![last].of[k] = @ + 2]
Init == t = [x \in DOM |-> [at |-> 0, of |-> [y \in DOM |-> 0]]] /\ last = 0
Next == \E k \in KEYS : last' = k /\ Add(k)
One == INV
Two == t[last].of[last] < 4
===="""


@pytest.mark.parametrize(
    "invariant",
    [
        "t[last].at < 2",
        "\\A x \\in DOM : t[x].of[1] = 0 \\/ t[x].at = 0",
        "t[last].of \\in [DOM -> 0..2]",
    ],
)
def test_nested_functions_with_infinite_domains_agree(invariant: str) -> None:
    assert "invariant" in agree(NESTED.replace("INV", invariant), 2)


PAIRS = r"""---- MODULE Pairs ----
EXTENDS Integers, TLC
VARIABLES f, last
Users == {"u", "v"}
Init == f = [u \in Users, n \in DOM |-> 0] /\ last = 0
Next == \E u \in Users : \E k \in KEYS : f' = [f EXCEPT ![u, k] = @ + k] /\ last' = f[u, last] + f["u", k]
One == last < 3
Two == \A n \in DOM : f["v", n] < 4
===="""


def test_a_domain_may_be_a_product() -> None:
    assert agree(PAIRS) == "invariant invariant"


def test_they_are_laid_out_as_their_changes() -> None:
    text = MODULE.format(actions="f' = [f EXCEPT ![k] = 1] /\\ UNCHANGED g", one="TRUE", two="TRUE")
    text = text.replace("KEYS", "Nat").replace("DOM ", "Nat ")
    encoded = encode(resolve_text(text, config_text=CONFIGURATION), 3)
    (layout,) = [register.layout for variable, register in encoded.registers.items() if variable.name == "f"]
    assert isinstance(layout, Filled)
    assert isinstance(layout.changes, Entries)
    assert layout.changes.rows is not None
    assert layout.changes.rows.count == 3
    assert encoded.depth == 3
