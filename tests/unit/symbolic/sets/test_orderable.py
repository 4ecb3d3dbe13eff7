"""A set without an order is noticed, also where an element holds an integer without bounds."""

from __future__ import annotations

from symcheck.symbolic.sets.orderable import COMPARED, check_comparable
from symcheck.symbolic.values import Sym, SymSet, function_of, set_of
from symcheck.term import INT, TRUE, Term, variable
from symcheck.value import String, Value, make_record, make_tuple
from tests.unit.symbolic.tables import A, B, failing, site

N = variable("n", INT)
RECORD = make_record({"a": 0, "b": 1})


def pair(first: Sym, second: Sym) -> Sym:
    return function_of({1: (TRUE, first), 2: (TRUE, second)})


def failures(members: dict[Value, Term], *cells: tuple[Term, Sym]) -> list[str]:
    at = site()
    container = set_of(members, cells)
    assert isinstance(container, SymSet)
    check_comparable(at, container)
    return failing(at, A, B)


def test_plain_values_are_compared_with_each_other() -> None:
    assert failures({make_tuple((1, 2)): A, RECORD: B}) == ["", "", "", "INCOMPARABLE"]


def test_and_with_what_holds_an_integer_without_bounds() -> None:
    assert failures({RECORD: A}, (B, pair(N, 1))) == ["", "", "", "INCOMPARABLE"]
    assert failures({}, (A, pair(N, 1)), (B, pair(N, String("p")))) == ["", "", "", "INCOMPARABLE"]


def test_what_is_alike_inside_can_be_compared() -> None:
    assert failures({make_tuple((3, 1)): A}, (B, pair(N, 1)), (TRUE, pair(1, N))) == [""] * 4


def test_large_sets_are_looked_through() -> None:
    many: dict[Value, Term] = {make_tuple((number, 1)): TRUE for number in range(COMPARED)}
    assert failures({**many, RECORD: A}) == ["", "", "INCOMPARABLE", "INCOMPARABLE"]
