from __future__ import annotations

import pytest

from symcheck.concrete.explain.formulas import explain
from symcheck.concrete.steps.successors import Machine
from symcheck.value import make_set, make_tuple
from tests.unit.concrete.specs import spec


def blamed(formula: str, x: object = 3, more: str = "") -> list[tuple[str, dict[str, str], dict[str, str]]]:
    made = spec(f"VARIABLE x\n{more}\nInit == x = 0\nNext == UNCHANGED x\nInv == {formula}")
    machine = Machine(made)
    found = explain(machine, "Inv", made.definitions["Inv"].body, (x,))  # type: ignore[arg-type]
    return [
        (each.text, {n: str(v) for n, v in each.bindings}, {n: str(v) for n, v in each.values})
        for each in found.conjuncts
    ]


@pytest.mark.parametrize(
    ("formula", "expected"),
    [
        ("x < 3", [("x < 3", {}, {"x": "3"})]),
        ("x > 0 /\\ x + 1 < 3 /\\ x = 5", [("x + 1 < 3", {}, {"x + 1": "4", "x": "3"}), ("x = 5", {}, {"x": "3"})]),
        ("\\A k \\in 1..5 : k # x", [("k # x", {"k": "3"}, {"x": "3"})]),
        ("x > 2 => x < 3", [("x > 2 => x < 3", {}, {"x": "3"})]),
        ("x > 2 => (x > 0 /\\ x < 3)", [("x < 3", {}, {"x": "3"})]),
        ("IF x > 2 THEN x = 4 ELSE TRUE", [("x = 4", {}, {"x": "3"})]),
        ("CASE x > 2 -> x = 4 [] OTHER -> TRUE", [("x = 4", {}, {"x": "3"})]),
        ("LET y == x + 1 IN y < 3", [("y < 3", {}, {"y": "4"})]),
        ("Below(2)", [("x < n", {"n": "2"}, {"x": "3"})]),
        ("\\A k \\in {1, 2} : Below(k)", [("x < n", {"k": "1", "n": "1"}, {"x": "3"})]),
        ("~(x = 3)", [("~(x = 3)", {}, {"x": "3"})]),
        ("\\E k \\in {1, 2} : k = x", [("\\E k \\in {1, 2} : k = x", {}, {})]),
        ("FALSE", [("FALSE", {}, {})]),
        ("x < 10", []),
        ("x", []),
        ("x > 5 /\\ 1 \\div (x - 3) > 0", [("x > 5", {}, {"x": "3"})]),
    ],
)
def test_conjuncts_and_values(formula, expected):
    found = blamed(formula, more="Below(n) == x < n")
    assert [(text, bindings) for text, bindings, _ in found] == [(text, bindings) for text, bindings, _ in expected]
    for (_, _, values), (_, _, wanted) in zip(found, expected, strict=True):
        assert wanted.items() <= values.items()


def test_parts_of_functions_and_sets_are_shown():
    ((text, bindings, values),) = blamed("\\A k \\in DOMAIN x : x[k] \\in {1}", make_tuple([1, 2]))
    assert (text, bindings) == ("x[k] \\in {1}", {"k": "2"})
    assert values == {"x[k]": "2"}
    ((_, _, values),) = blamed("Cardinality(x) < 2", make_set([1, 2]))
    assert values == {"Cardinality(x)": "2", "x": "{1, 2}"}


def test_text_over_several_lines_is_shown_on_one():
    ((text, _, _),) = blamed("x +\n     1 <\n   3")
    assert text == "x + 1 < 3"


def test_steps_are_explained_too():
    body = "VARIABLE x\nInit == x = 0\nNext == x' = x + 1\nProp == [][\\A k \\in {1, 2} : x' > x /\\ x' < 6 - k]_x"
    made = spec(body, "INIT Init\nNEXT Next\nPROPERTY Prop")
    (conjunct,) = explain(Machine(made), "Prop", made.properties[0].expr, (4,), (5,)).conjuncts
    assert conjunct.text == "x' < 6 - k"
    assert conjunct.bindings == (("k", 1),)
    assert conjunct.values == (("x'", 5),)


def test_long_text_is_cut():
    formula = "x < 3 \\/ " + " \\/ ".join(f"x = {number}" for number in range(100, 150))
    ((text, _, values),) = blamed(formula)
    assert len(text) == 200
    assert text.endswith("…")
    assert values == {"x": "3"}
