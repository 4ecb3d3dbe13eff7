"""Quantifiers moved inwards mean what they meant, and where something can fail they stay where they are."""

from __future__ import annotations

import pytest

from symcheck.symbolic.environment import View
from symcheck.symbolic.failures import Failures
from symcheck.symbolic.forms import binders
from symcheck.symbolic.reading import Reading
from symcheck.symbolic.values import function_of, set_of
from symcheck.term import BOOL, TRUE, Term, evaluate, size, variable
from symcheck.value import Value
from tests.agreement.reading import tools
from tests.agreement.states import value_in
from tests.unit.symbolic.specs import specification
from tests.unit.symbolic.tables import assignments

SPLIT = [
    "\\A r, k \\in s : ~(f[r] = 1 /\\ f[k] = 2)",
    "\\A r \\in s : \\A k \\in s : f[r] = 1 => f[k] # 2",
    "\\A r, k \\in s : f[r] = 1 \\/ f[k] = 2 \\/ s = {1}",
    "\\A r, k \\in s : (f[r] = 1 /\\ s # {1}) => ~(f[k] = 1)",
    "\\E r, k \\in s : f[r] = 1 /\\ f[k] = 2",
    "\\E r \\in s, k \\in {j \\in s : j > 1} : f[r] = 1 /\\ ~(f[k] = 1 \\/ k = 3)",
    "\\E r \\in s : \\E k, j \\in s : f[r] = 1 /\\ f[k] = 2 /\\ k # j",
    "\\E r, k \\in {} : TRUE /\\ f[r] = 1 /\\ f[k] = 1",
    "\\A r, k \\in s : FALSE \\/ f[r] = 1",
]
WHOLE = [
    "\\A r, k \\in s : r # k => ~(f[r] = 1 /\\ f[k] = 1)",
    "\\A r \\in s : f[r] = 1 => s # {}",
    "\\A r, k \\in s : f[r] = 1 /\\ f[k] = 1",
    "\\A r, k \\in s : f[r] = 1 \\/ f[k + 1] = 2",
    "\\E r, k \\in s : f[r] = 1 /\\ f[k] /\\ k > 1",
    "\\E r \\in s : \\A k \\in s : f[r] = 1 /\\ f[k] = 1",
]


def read(expression: str) -> tuple[list[object], Term | None]:
    """The values, or codes of failures, under all ways to fill a set and a function; and the term."""
    bits = [variable(f"b{place}", BOOL) for place in range(6)]
    spec = specification(
        f"VARIABLES s, f\nInit == s = {{}} /\\ f = s\nNext == UNCHANGED <<s, f>>\nValue == {expression}"
    )
    universe: list[Value] = [1, 2, 3]
    container = set_of(dict(zip(universe, bits[:3], strict=True)))
    from symcheck.symbolic.merge import choose

    function = function_of({key: (TRUE, choose(bit, 1, 2)) for key, bit in zip(universe, bits[3:], strict=True)})
    values = {var: container if var.name == "s" else function for var in spec.variables}
    failures = Failures()
    found = Reading(tools(), View(values), None, failures).value(spec.definitions["Value"].body, {}, TRUE)
    results: list[object] = []
    for assignment in assignments(*bits):
        failed = {failure.code.name for failure in failures if evaluate(failure.condition, assignment)}
        results.append(failed or value_in(found, assignment))
    return results, found if isinstance(found, Term) else None


@pytest.mark.parametrize("expression", [*SPLIT, *WHOLE])
def test_nothing_changes(expression: str, monkeypatch: pytest.MonkeyPatch) -> None:
    found, _ = read(expression)
    monkeypatch.setattr(binders, "miniscoped", lambda *_: None)
    assert found == read(expression)[0]


@pytest.mark.parametrize(
    ("expression", "several"), [*((each, True) for each in SPLIT), *((each, False) for each in WHOLE)]
)
def test_what_is_moved(expression: str, several: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    moved = []
    original = binders.miniscoped

    def noted(*args: object) -> object:
        moved.append(original(*args))  # type: ignore[arg-type]
        return moved[-1]

    monkeypatch.setattr(binders, "miniscoped", noted)
    read(expression)
    assert any(term is not None for term in moved) is several


def test_the_term_is_smaller(monkeypatch: pytest.MonkeyPatch) -> None:
    _, small = read(SPLIT[0])
    monkeypatch.setattr(binders, "miniscoped", lambda *_: None)
    _, large = read(SPLIT[0])
    assert small is not None
    assert large is not None
    assert size(small) < size(large)
