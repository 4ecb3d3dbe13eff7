"""Certificates say what is needed."""

from __future__ import annotations

from symcheck.base.budget import Budget
from symcheck.engine.pdr.boolean import BooleanSearch
from symcheck.engine.verdict import Proved
from symcheck.system.transition_system import Property
from symcheck.term import TRUE, conj, neg
from tests.conformance.toys import act, bits, make


def test_each_property_has_its_own_lemmas() -> None:
    x, y, z = bits("x", "y", "z")
    toy = make(
        "apart",
        (x, y, z),
        conj([neg(x), neg(y), neg(z)]),
        [act("X", y, {x: TRUE}), act("Z", TRUE, {z: TRUE})],
        {Property("not x", "invariant", x): None, Property("not y", "invariant", y): None},
    )
    search = BooleanSearch(toy.system)
    search.run(Budget())
    verdicts = search.verdicts()
    assert verdicts["not y"] == Proved(neg(y))
    assert verdicts["not x"] == Proved(conj((neg(x), neg(y))))
