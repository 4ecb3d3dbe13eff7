from __future__ import annotations

import pytest

from symcheck.base.diagnostic import Code, Diagnostic, SpecError
from symcheck.syntax import ast, parse


def errors(body: str) -> tuple[Diagnostic, ...]:
    with pytest.raises(SpecError) as caught:
        parse(f"---- MODULE M ----\nEXTENDS Naturals\n{body}\n====\n", "M.tla")
    return caught.value.diagnostics


def places(body: str) -> list[tuple[int, int]]:
    return [(found.span.line, found.span.column) for found in errors(body) if found.span is not None]


def test_every_unit() -> None:
    module = parse(
        """---- MODULE M ----
        EXTENDS Naturals, Sequences
        CONSTANT c  CONSTANTS F(_), _ \\prec _
        VARIABLE x  VARIABLES y, z
        RECURSIVE G(_)
        ASSUME c > 0  ASSUMPTION Named == c > 1  AXIOM c > 2
        -----
        INSTANCE N
        G(n) == n   f[n \\in Nat] == n   I == INSTANCE N
        THEOREM x = 1  LEMMA L == y = 1  PROPOSITION P == ASSUME x PROVE y  COROLLARY z
        USE DEF G  HIDE f
        ---- MODULE Inner ----
        EXTENDS Integers
        H == 1
        ====
        END == 1
        ====
        """
    )
    assert [name.name for name in module.extends] == ["Naturals", "Sequences"]
    assert [type(unit).__name__ for unit in module.units] == [
        "Constants", "Constants", "Variables", "Variables", "Recursive", "Assumption", "Assumption", "Assumption",
        "Instance", "OperatorDefinition", "FunctionDefinition", "ModuleDefinition", "Theorem", "Theorem", "Theorem",
        "Theorem", "Module", "OperatorDefinition",
    ]  # fmt: skip
    inner = module.units[-2]
    assert isinstance(inner, ast.Module)
    assert (inner.name, inner.name_span.text, len(inner.units)) == ("Inner", "Inner", 1)
    assert inner.span.text.startswith("---- MODULE Inner")
    assert inner.span.text.endswith("====")


def test_names_of_assumptions_and_theorems() -> None:
    module = parse("---- MODULE M ----\nASSUME A == 1\nASSUME 2\nTHEOREM T == 3\nTHEOREM 4\n====")
    assert [unit.name for unit in module.units if isinstance(unit, ast.Assumption | ast.Theorem)] == [
        "A", None, "T", None,
    ]  # fmt: skip


def test_independent_errors_are_told_together() -> None:
    body = "A == (1\nB == 2\nC == {3\nD(x) == LET y == [x\n    z == 4 IN z\nE == 5\nF == 6 7\nG == 8"
    assert places(body) == [(4, 1), (6, 1), (7, 5), (9, 8)]


def test_an_error_inside_a_nested_module_leaves_the_rest() -> None:
    body = "---- MODULE Inner ----\nA == )\n====\nB == )"
    assert places(body) == [(4, 6), (6, 6)]


def test_after_a_broken_header_the_units_are_read() -> None:
    with pytest.raises(SpecError) as caught:
        parse("---- MODULE M ----\nEXTENDS 1\nA == )\n====")
    assert [found.span.line for found in caught.value.diagnostics if found.span] == [2, 3]


def test_at_most_twenty_errors() -> None:
    assert len(errors("A == )\n" * 1000)) == 20


def test_too_many_open_modules_are_an_error() -> None:
    with pytest.raises(SpecError) as caught:
        parse("---- MODULE M ----\n" * 10_000)
    assert caught.value.code is Code.NESTING


@pytest.mark.parametrize(
    ("body", "message", "hint"),
    [
        ("Init = 1", "expected an operator, a definition or `====`, found `Init`", "written with =="),
        ("Init := 1", "expected an operator, a definition or `====`, found `Init`", "written with =="),
        ("A == x == 1", "expected an expression, found the start of the definition `x ==`", "equality"),
        ("A == 1\n  == 2", "expected an operator, a definition or `====`, found `==`", "equality"),
        ("A == x' == 1", "expected an expression, found the start of the definition `x' ==`", "equality"),
        ("A == IF x THEN y", "expected `ELSE`, found the end of the module", "every IF has an ELSE"),
        ("A == {a |-> 1}", "expected `}` or `,`, found `|->`", "a record is written"),
        ("A == LET x = 5 IN x", "expected a definition, found `x`", "written with =="),
        ("A == UNCHANGED x, y", "expected an operator, a definition or `====`, found `,`", "UNCHANGED <<x, y>>"),
        ("IN == 1", "expected an operator, a definition or `====`, found `IN`", "reserved word"),
        ("A == not x", "expected an operator, a definition or `====`, found `x`", ""),
        ("A == x and y", "expected an operator, a definition or `====`, found `and`", "conjunction"),
        ("A == x \\inn S", "expected an operator, a definition or `====`, found `S`", "did you mean \\in?"),
        ("A == \\forall x : x", "expected an expression, found `\\`", "\\A"),
        ("A == x <1> y", "expected an operator, a definition or `====`, found `<1>`", "names a step"),
        ("variable x", "expected an operator, a definition or `====`, found `variable`", "in capitals: VARIABLE"),
        ("def Foo = 1", "expected an operator, a definition or `====`, found `def`", "a definition is written Name =="),
        ("var x : int", "expected an operator, a definition or `====`, found `var`", "declared by VARIABLE"),
        ("const N", "expected an operator, a definition or `====`, found `const`", "declared by CONSTANT"),
        ("import Foo", "expected an operator, a definition or `====`, found `import`", "EXTENDS"),
        ("val = 1", "expected an operator, a definition or `====`, found `val`", "written with =="),
        ("VARIABLES x y", "expected `,` before another name, or a definition, found `y`", ""),
        ("VARIABLES", "expected the name of a variable, found the end of the module", ""),
        ("VARIABLE IF", "expected the name of a variable, found `IF`", "IF is a reserved word"),
        ("CONSTANTS x,", "expected the name of a constant, found the end of the module", ""),
        ("ASSUME", "expected an expression, found the end of the module", ""),
        ("THEOREM T ==", "expected an expression, found the end of the module", ""),
        ("A == (1", "expected `)` to close the `(` of line 3, column 6, found the end of the module", ""),
    ],
)
def test_errors(body: str, message: str, hint: str) -> None:
    found = errors(body)[0]
    assert (found.code, found.message) == (Code.SYNTAX, message)
    assert hint in found.hint


def test_a_module_that_never_ends() -> None:
    with pytest.raises(SpecError) as caught:
        parse("---- MODULE M ----\nA == 1\n")
    assert caught.value.diagnostics[0].message == "expected `====` at the end of module M, found the end of the text"


def test_a_module_that_ends_with_too_few_signs() -> None:
    with pytest.raises(SpecError) as caught:
        parse("---- MODULE M ----\nVARIABLE x\nA == x\n===\n")
    assert caught.value.diagnostics[0].hint == "a module ends with at least four ="


def test_a_module_may_be_named_like_a_fairness_condition() -> None:
    assert parse("---- MODULE WF_Lemmas ----\n====").name == "WF_Lemmas"
