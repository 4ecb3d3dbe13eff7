r"""Which uses of CHOOSE put a set into a sequence."""

from __future__ import annotations

import pytest

from symcheck.core.expr import Choose
from symcheck.core.listings import listed
from symcheck.core.parts import reached
from symcheck.resolve import resolve_text

MODULE = r"""---- MODULE M ----
EXTENDS Naturals, FiniteSets, Functions
CONSTANT Set
VARIABLES held, other
size == Cardinality(held)
Different(f) == \A i, j \in DOMAIN f : i # j => f[i] # f[j]
Init == held = {} /\ other = {}
Next == UNCHANGED <<held, other>>
Shown == ({formula}) = 1
====
"""
CONFIGURATION = "INIT Init\nNEXT Next\nCONSTANT Set = {1}\nINVARIANT Shown\n"
OVER = r"CHOOSE f \in [1..Cardinality(held) -> held] : "


def _listed(formula: str) -> str | None:
    spec = resolve_text(MODULE.replace("{formula}", formula), config_text=CONFIGURATION)
    (found,) = (node for each in spec.invariants for node in reached(each.expr) if isinstance(node, Choose))
    whole = listed(found)
    return None if whole is None else whole.span.text


@pytest.mark.parametrize("formula", [
    r"\A i, j \in DOMAIN f : f[i] = f[j] => i = j",
    r"\A i, j \in 1..Cardinality(held) : j = i \/ ~(f[i] = f[j])",
    r"\A i \in 1..size : \A j \in DOMAIN f : i < j => f[i] # f[j]",
    r"/\ IsInjective(f)",
    "Different(f)",
    "Range(f) = held",
    r"held = {f[i] : i \in DOMAIN f}",
    r"\A x \in held : \E i \in DOMAIN f : f[i] = x",
    r"IsInjective(f) /\ Range(f) = held",
])
def test_each_element_once(formula: str) -> None:
    assert _listed(OVER + formula) == "held"


@pytest.mark.parametrize("formula", [
    OVER + "TRUE",
    OVER + r"\A i, j \in DOMAIN f : i = j => f[i] = f[j]",
    OVER + r"\A i, j \in DOMAIN f : f[i] = f[j] => i # j",
    OVER + r"\A i, j \in DOMAIN f : f[i] = f[j] \/ i = j",
    OVER + r"\A i, j \in DOMAIN f : i < j => f[i] < f[j]",
    OVER + r"\A i, j \in DOMAIN f : f[i] = f[i] => i = j",
    OVER + r"\A i, j \in 1..2 : f[i] = f[j] => i = j",
    OVER + r"\A i \in DOMAIN f : \E j \in DOMAIN f : f[i] = f[j] => i = j",
    OVER + r"\E i, j \in DOMAIN f : f[i] = f[j] => i = j",
    OVER + r"\A i, j, k \in DOMAIN f : f[i] = f[j] => i = k",
    OVER + r"\A x \in other : \E i \in DOMAIN f : f[i] = x",
    OVER + r"\A x \in held : \A i \in DOMAIN f : f[i] = x",
    OVER + "Range(f) = other",
    OVER + r"IsInjective(f) /\ (held # {} => f[1] = 2)",
    r"CHOOSE f \in [1..Cardinality(held) -> other] : IsInjective(f)",
    r"CHOOSE f \in [0..Cardinality(held) -> held] : Range(f) = held",
    r"CHOOSE f \in [1..Cardinality(held) + 1 -> held] : Range(f) = held",
    r"CHOOSE f \in [held -> 1..Cardinality(held)] : IsInjective(f)",
    r"CHOOSE f \in held : IsInjective(f)",
])
def test_something_else(formula: str) -> None:
    assert _listed(formula) is None


def test_the_set_may_have_a_name() -> None:
    assert _listed(r"LET S == Set \cup held n == Cardinality(S) IN CHOOSE s \in [1..n -> S] : IsInjective(s)") == "S"
