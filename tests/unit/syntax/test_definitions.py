from __future__ import annotations

import pytest

from symcheck.base.diagnostic import SpecError
from symcheck.syntax import ast, parse


def units(body: str) -> tuple[ast.Unit, ...]:
    return parse(f"---- MODULE M ----\n{body}\n====").units


def unit(body: str) -> ast.Unit:
    (found,) = units(body)
    return found


@pytest.mark.parametrize(
    ("text", "name", "params"),
    [
        ("F == 1", "F", []),
        ("F(x, G(_, _), _ + _, -. _, _ ^+) == 1", "F", [("x", 0), ("G", 2), ("+", 2), ("-.", 1), ("^+", 1)]),
        ("a (+) b == 1", r"\oplus", [("a", 0), ("b", 0)]),
        ("a \\cup b == 1", r"\cup", [("a", 0), ("b", 0)]),
        ("-. a == 1", "-.", [("a", 0)]),
        ("a ^+ == 1", "^+", [("a", 0)]),
    ],
)
def test_operator_definitions(text: str, name: str, params: list[tuple[str, int]]) -> None:
    found = unit(text)
    assert isinstance(found, ast.OperatorDefinition)
    assert (found.name, [(param.name, param.arity) for param in found.params]) == (name, params)
    assert found.span.text == text
    assert found.name_span.text in text


def test_local_definitions_span_their_keyword() -> None:
    found = units("LOCAL F == 1\nLOCAL f[x \\in S] == 2\nLOCAL I == INSTANCE N\nLOCAL INSTANCE N\nG == 3")
    assert [getattr(item, "local", None) for item in found] == [True, True, True, True, False]
    assert found[0].span.text == "LOCAL F == 1"
    assert found[1].span.text == "LOCAL f[x \\in S] == 2"


def test_functions() -> None:
    found = unit("f[x, y \\in S, <<z, w>> \\in T] == x")
    assert isinstance(found, ast.FunctionDefinition)
    assert found.name_span.text == "f"
    assert [(bound.pattern, [name.name for name in bound.names]) for bound in found.bounds] == [
        (False, ["x", "y"]), (True, ["z", "w"]),
    ]  # fmt: skip


def test_instances() -> None:
    found = unit("I(x, F(_)) == INSTANCE N WITH a <- x + 1, G <- LAMBDA p : p, + <- -, \\prec <- <, H <- F\n")
    assert isinstance(found, ast.ModuleDefinition)
    assert found.instance.module.name == "N"
    assert [(item.name, type(item.value).__name__) for item in found.instance.substitutions] == [
        ("a", "Operation"), ("G", "Lambda"), ("+", "OperatorSymbol"), (r"\prec", "OperatorSymbol"), ("H", "Name"),
    ]  # fmt: skip


@pytest.mark.parametrize("following", ["G == 1", "THEOREM TRUE", "----", "LOCAL G == 1", "VARIABLE x", ""])
def test_an_operator_symbol_may_be_the_last_substitution(following: str) -> None:
    found = units(f"INSTANCE N WITH f <- +\n{following}")[0]
    assert isinstance(found, ast.Instance)
    assert isinstance(found.substitutions[0].value, ast.OperatorSymbol)


def test_recursive() -> None:
    found = unit("RECURSIVE F(_), G(_, _), _ \\o _")
    assert isinstance(found, ast.Recursive)
    assert [(param.name, param.arity) for param in found.declarations] == [("F", 1), ("G", 2), ("\\o", 2)]


@pytest.mark.parametrize(
    ("text", "message", "hint"),
    [
        ("F(x == 1", "expected an operator, a definition or `====`, found `F`", ""),
        ("F(1) == 1", "expected a parameter, found `1`", ""),
        ("F() == 1", "expected a parameter, found `)`", "without parameters"),
        ("RECURSIVE F(x)", "expected `_` for each parameter, found `x`", ""),
        ("RECURSIVE F(_) G(_)", "expected `,` before another name, or a definition, found `G`", ""),
        ("I == INSTANCE N WITH a = 1", "expected `<-` after a, found `=`", ""),
        ("I == INSTANCE N WITH 1 <- 1", "expected the name of a constant or variable of the module, found `1`", ""),
        ("INSTANCE", "expected the name of a module, found the end of the module", ""),
        ("f[x] == 1", r"expected `\in` and the set that the variable ranges over, found `]`", ""),
        ("CONSTANT _ x", "expected an operator symbol between `_` and `_`, found `x`", ""),
        ("LOCAL x", "expected a definition or INSTANCE after LOCAL, found `x`", ""),
        ("LOCAL F == LAMBDA x : x", "expected an expression, found `LAMBDA`", "as an argument"),
    ],
)
def test_errors(text: str, message: str, hint: str) -> None:
    with pytest.raises(SpecError) as caught:
        units(text)
    assert caught.value.diagnostics[0].message == message
    assert hint in caught.value.diagnostics[0].hint
