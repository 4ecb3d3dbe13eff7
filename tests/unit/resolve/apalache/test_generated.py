"""What stands beside a generator says what it gives."""

from __future__ import annotations

import pytest

from symcheck.core.expr import Apply, Quantified
from symcheck.core.ops import Op
from symcheck.core.parts import reached
from symcheck.resolve import resolve_text
from symcheck.resolve.apalache.generated import is_choice


def initial(conjuncts: str) -> list[object]:
    text = f"---- MODULE M ----\nEXTENDS Integers, Apalache\nVARIABLE x\nInit == {conjuncts}\nNext == x' = x\n====\n"
    spec = resolve_text(text, init="Init", next="Next")
    assert spec.behavior is not None
    return list(reached(spec.behavior.init))


def test_a_set_that_can_be_listed_gives_all_of_its_subsets() -> None:
    nodes = initial(r"x = Gen(1) /\ x \subseteq 1..3")
    assert not any(isinstance(node, Quantified) for node in nodes)
    assert any(isinstance(node, Apply) and node.op is Op.SUBSET for node in nodes)


@pytest.mark.parametrize("most", [0, 1, 3])
def test_of_an_infinite_set_so_many_elements_are_chosen(most: int) -> None:
    nodes = initial(rf"x = Gen({most}) /\ x \subseteq [at : Int]")
    assert sum(isinstance(node, Quantified) for node in nodes) == most
    assert not any(is_choice(node) for node in nodes)  # type: ignore[arg-type]


def test_a_membership_is_taken_as_it_is() -> None:
    nodes = initial(r"x = Gen(7) /\ x \in Int")
    assert not any(isinstance(node, Quantified) for node in nodes)
