"""Hints that take long are evaluated again only as long as they are of use."""

from __future__ import annotations

from collections import Counter

import pytest

from symcheck.resolve import resolve_text
from symcheck.symbolic.encode import encode
from symcheck.symbolic.environment import View
from symcheck.symbolic.layouts import reliance
from symcheck.symbolic.layouts.hints import Hint
from symcheck.symbolic.reading import Tools
from symcheck.term import Term
from tests.unit.symbolic.specs import specification

BODY = r"""VARIABLES x, y
Init == x = 0 /\ y = 0
Next == x' = x + 1 /\ y' = IF y < 9 THEN y + 2 ELSE y
Natural == x >= 0
Few == y < 5
Square == \E n \in Nat : n * n > x + y
"""


def evaluations(monkeypatch: pytest.MonkeyPatch, names: str, idle: float, depth: int | None) -> Counter[str]:
    """How often each hint is evaluated where everything takes longer than `idle`."""
    counts: Counter[str] = Counter()
    evaluate = reliance.holds

    def counted(hint: Hint, tools: Tools, state: View) -> Term | None:
        counts[hint.title] += 1
        return evaluate(hint, tools, state)

    monkeypatch.setattr(reliance, "holds", counted)
    monkeypatch.setattr(reliance, "IDLE", idle)
    encode(specification(BODY, f"INVARIANTS {names}\nCHECK_DEADLOCK FALSE"), depth)
    return counts


def test_what_keeps_nothing_out_is_evaluated_once(monkeypatch: pytest.MonkeyPatch) -> None:
    assert evaluations(monkeypatch, "Natural", 100.0, 7) == {"Natural": 4}
    assert evaluations(monkeypatch, "Natural", -1.0, 7) == {"Natural": 1}


def test_what_cannot_be_relied_on_is_evaluated_once(monkeypatch: pytest.MonkeyPatch) -> None:
    assert evaluations(monkeypatch, "Few Square", -1.0, 7) == {"Few": 4, "Square": 1}


def test_what_may_close_layouts_for_all_depths_is_evaluated_again(monkeypatch: pytest.MonkeyPatch) -> None:
    assert evaluations(monkeypatch, "Natural", -1.0, None)["Natural"] > 1


LISTED = r"""EXTENDS Bags, Naturals
VARIABLES bag, n
Init == bag = EmptyBag /\ n = 0
Next == \E e \in 1..3 : e \notin DOMAIN bag /\ bag' = bag (+) SetToBag({e}) /\ n' = n + 1
TypeOK == bag \in SubBag(SetToBag(1..40))
Few == BagCardinality(bag) < 4
"""


def test_what_nobody_asked_for_is_given_up_after_a_while(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reliance, "SLOW", 0.1)
    text = f"---- MODULE M ----\n{LISTED}\n====\n"
    encoded = encode(resolve_text(text, config_text="INIT Init\nNEXT Next\nINVARIANT Few\nCHECK_DEADLOCK FALSE"), 9)
    assert "hint TypeOK" not in encoded.assumed
