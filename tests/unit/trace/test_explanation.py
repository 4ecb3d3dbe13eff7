from __future__ import annotations

from symcheck.base.span import Source, Span
from symcheck.trace.explanation import Explanation, FalseConjunct, explanation_text


def test_the_text_names_the_conjunct_its_bindings_and_its_values():
    source = Source("M.tla", "Inv == \\A p \\in P :\n  x[p] < 3\n")
    conjunct = FalseConjunct("x[p] < 3", Span(source, 22, 30), (("p", 1),), (("x[p]", 4),))
    assert explanation_text(Explanation("Inv", (conjunct,))).splitlines() == [
        "Inv is false:",
        "  x[p] < 3  (line 2)",
        "    for p = 1",
        "    x[p] = 4",
    ]
