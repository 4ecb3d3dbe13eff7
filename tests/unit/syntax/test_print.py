from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from symcheck.base.span import Source, Span
from symcheck.syntax import ast, parse, parse_expression, print_expression, print_module
from symcheck.syntax.operators import INFIX, POSTFIX, PREFIX

AT = Span(Source("", ""), 0, 0)

WORDS = st.sampled_from(["a", "b", "x1", "_y", "Op", "Nat"])
IDENTIFIERS = WORDS.map(lambda word: ast.Identifier(word, AT))
STRINGS = st.text(st.sampled_from('ab\\"\n\t\r\f∀ (*'), max_size=4)
ANY_SYMBOL = st.sampled_from([*INFIX, *PREFIX, *POSTFIX])


def name(word: str) -> ast.Name:
    return ast.Name((ast.NamePart(word, (), AT),), AT)


def bounds(domains: st.SearchStrategy[ast.Expr]) -> st.SearchStrategy[ast.Bound]:
    names = st.lists(IDENTIFIERS, min_size=1, max_size=2).map(tuple)
    return st.builds(ast.Bound, names, st.booleans(), domains, st.just(AT))


def one_name(bound: ast.Bound) -> ast.Bound:
    """Set filters and CHOOSE bind one name or one tuple."""
    return bound if bound.pattern else ast.Bound(bound.names[:1], False, bound.domain, AT)


def no_membership(expr: ast.Expr) -> ast.Expr:
    r"""`{x \in S : y \in T}` is a filter, so a membership that is mapped stands in parentheses."""
    return ast.Parenthesised(expr, AT) if isinstance(expr, ast.Operation) and expr.symbol == r"\in" else expr


@st.composite
def names(draw: st.DrawFn, exprs: st.SearchStrategy[ast.Expr], symbols: bool = True) -> ast.Name:
    argument = st.one_of(
        exprs,
        st.builds(ast.OperatorSymbol, ANY_SYMBOL, st.just(AT)),
        st.builds(ast.Lambda, st.lists(IDENTIFIERS, min_size=1, max_size=2).map(tuple), exprs, st.just(AT)),
    )
    some = st.lists(argument, min_size=1, max_size=2).map(tuple)
    arguments = st.one_of(st.just(()), some)
    parts = [ast.NamePart(draw(WORDS), draw(arguments), AT)]
    if symbols and draw(st.booleans()):
        # Prefix symbols and bullets before a parenthesis begin an expression, so only the others apply to arguments.
        parts = [ast.NamePart(draw(st.sampled_from(["+", r"\cup", "*", "<", "'", "@@"])), draw(some), AT)]
    for _ in range(draw(st.integers(0, 2))):
        match draw(st.integers(0, 3)):
            case 0:
                parts.append(ast.NamePart(draw(WORDS), draw(arguments), AT))
            case 1:
                parts.append(ast.NamePart(draw(st.sampled_from(["1", "2", "<<", ">>", "@", ":"])), (), AT))
            case 2:
                parts.append(ast.NamePart("()", draw(some), AT))
            case _:
                symbol = draw(st.sampled_from(["+", r"\cup", "/\\", "-.", "~", "^+"]))
                parts.append(ast.NamePart(symbol, draw(some), AT))
    return ast.Name(tuple(parts), AT)


@st.composite
def updates(draw: st.DrawFn, exprs: st.SearchStrategy[ast.Expr]) -> ast.ExceptUpdate:
    step = st.one_of(IDENTIFIERS, st.lists(exprs, min_size=1, max_size=2).map(tuple))
    return ast.ExceptUpdate(tuple(draw(st.lists(step, min_size=1, max_size=3))), draw(exprs), AT)


def definitions(exprs: st.SearchStrategy[ast.Expr]) -> st.SearchStrategy[ast.OperatorDefinition]:
    parameter = st.one_of(
        st.builds(ast.Parameter, WORDS, st.integers(0, 2), st.just(AT)),
        st.sampled_from([ast.Parameter("+", 2, AT), ast.Parameter("-.", 1, AT), ast.Parameter("^*", 1, AT)]),
    )
    plain = st.builds(ast.Parameter, WORDS, st.just(0), st.just(AT))
    heads = st.one_of(
        st.tuples(WORDS, st.lists(parameter, max_size=2).map(tuple)),
        st.tuples(st.sampled_from([symbol for symbol in INFIX if symbol != "="]), st.tuples(plain, plain)),
        st.tuples(st.sampled_from(["^+", "^*", "^#"]), st.tuples(plain)),
        st.tuples(st.just("-."), st.tuples(plain)),
    )
    return st.builds(
        lambda head, body: ast.OperatorDefinition(head[0], head[1], body, False, AT, AT), heads, exprs
    )


def grow(exprs: st.SearchStrategy[ast.Expr]) -> st.SearchStrategy[ast.Expr]:
    """One level more. Operands are closed by brackets, or are junction lists, which columns close."""
    closed = exprs.map(lambda expr: expr if isinstance(expr, ast.Name) else ast.Parenthesised(expr, AT))
    junctions = st.builds(
        ast.Junction, st.sampled_from(["/\\", "\\/"]), st.lists(exprs, min_size=1, max_size=3).map(tuple), st.just(AT)
    )
    operands = st.one_of(closed, closed, junctions)
    pairs = st.tuples(operands, operands)
    runs = st.builds(
        _run,
        st.sampled_from([symbol for symbol, operator in INFIX.items() if operator.left_associative]),
        st.lists(operands, min_size=2, max_size=4),
    )
    fields = st.lists(st.tuples(IDENTIFIERS, exprs), min_size=1, max_size=2).map(tuple)
    items = st.lists(exprs, max_size=3).map(tuple)
    some_items = st.lists(exprs, min_size=1, max_size=2).map(tuple)
    # Read as `x \\in S` first, so that what binds less than \\in needs parentheses.
    tight_bounds = st.lists(bounds(operands), min_size=1, max_size=2).map(tuple)
    some_bounds = st.lists(bounds(exprs), min_size=1, max_size=2).map(tuple)
    names_only = st.lists(IDENTIFIERS, min_size=1, max_size=2).map(tuple)
    unbounded = names_only.map(lambda found: (ast.Bound(found, False, None, AT),))
    at = st.just(AT)
    subscripts = st.one_of(
        names(exprs, symbols=False), exprs.map(lambda e: ast.Parenthesised(e, AT)), st.builds(ast.TupleExpr, items, at)
    )
    return st.one_of(
        names(exprs),
        junctions,
        runs,
        st.builds(lambda op, both: ast.Operation("infix", op, both, AT, AT), st.sampled_from([*INFIX]), pairs),
        st.builds(lambda op, one: ast.Operation("prefix", op, (one,), AT, AT), st.sampled_from([*PREFIX]), operands),
        st.builds(lambda op, one: ast.Operation("postfix", op, (one,), AT, AT), st.sampled_from([*POSTFIX]), operands),
        st.builds(ast.Application, operands, some_items, at),
        st.builds(ast.FieldAccess, operands, IDENTIFIERS, at),
        st.builds(ast.TupleExpr, items, at),
        st.builds(ast.SetEnum, items, at),
        st.builds(ast.SetFilter, bounds(operands).map(one_name), exprs, at),
        st.builds(ast.SetMap, exprs.map(no_membership), some_bounds, at),
        st.builds(ast.FunctionExpr, tight_bounds, exprs, at),
        st.builds(ast.FunctionSet, exprs, exprs, at),
        st.builds(ast.RecordExpr, fields, at),
        st.builds(ast.RecordSet, fields, at),
        st.builds(ast.Except, exprs, st.lists(updates(exprs), min_size=1, max_size=2).map(tuple), at),
        st.builds(ast.ActionExpr, st.booleans(), exprs, subscripts, at),
        st.builds(ast.Fairness, st.booleans(), subscripts, exprs, at),
        st.builds(ast.Quantifier, st.sampled_from(["\\A", "\\E"]), st.one_of(some_bounds, unbounded), exprs, at),
        st.builds(ast.Quantifier, st.sampled_from(["\\AA", "\\EE"]), unbounded, exprs, at),
        st.builds(ast.Choose, bounds(st.one_of(st.none(), exprs)), exprs, at),
        st.builds(ast.If, exprs, exprs, exprs, at),
        st.builds(
            ast.Case,
            st.lists(st.tuples(closed, closed), min_size=1, max_size=2).map(tuple),
            st.one_of(st.none(), exprs),
            at,
        ),
        st.builds(ast.Let, st.lists(definitions(exprs), min_size=1, max_size=2).map(tuple), exprs, at),
        st.builds(ast.Label, WORDS, st.lists(IDENTIFIERS, max_size=2).map(tuple), exprs, at),
    )


def _run(symbol: str, items: list[ast.Expr]) -> ast.Expr:
    left = items[0]
    for right in items[1:]:
        left = ast.Operation("infix", symbol, (left, right), AT, AT)
    return left


LEAVES: st.SearchStrategy[ast.Expr] = st.one_of(
    WORDS.map(name),
    st.builds(ast.Number, st.integers(0, 10**20), st.sampled_from(["", "5", "007"]), st.just(AT)),
    st.builds(ast.String, STRINGS, st.just(AT)),
    st.just(ast.At(AT)),
)
EXPRESSIONS = st.recursive(LEAVES, grow, max_leaves=12)


@given(EXPRESSIONS)
def test_printed_expressions_parse_to_the_same_tree(expr: ast.Expr) -> None:
    assert parse_expression(print_expression(expr)) == expr


@given(st.lists(definitions(EXPRESSIONS), max_size=3), EXPRESSIONS)
def test_printed_modules_parse_to_the_same_tree(defined: list[ast.OperatorDefinition], goal: ast.Expr) -> None:
    module = ast.Module("M", (), (*defined, ast.Theorem(None, goal, AT), ast.Assumption("A", goal, AT)), AT, AT)
    assert parse(print_module(module)) == module


MODULE = """---- MODULE M ----
EXTENDS Naturals, Sequences
CONSTANTS c, F(_, _), _ \\prec _, -. _, _ ^+
VARIABLES x, y
RECURSIVE G(_)
LOCAL G(n) == n
f[n \\in Nat, <<m, k>> \\in S] == n
LOCAL I(z) == INSTANCE N WITH a <- x + 1, H <- LAMBDA p : p, + <- -
LOCAL INSTANCE N
ASSUME Named == c
ASSUME c
THEOREM T == ASSUME TRUE PROVE TRUE
THEOREM c
---- MODULE Inner ----
A == 1
====
====
"""


def test_every_unit_prints_as_it_is_written() -> None:
    assert print_module(parse(MODULE)) == MODULE


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("/\\ a /\\ b\n/\\ \\/ c\n   \\/ d", "/\\ a /\\ b\n/\\ \\/ c\n   \\/ d"),
        ("/\\ a\n/\\ b\n=> c", " /\\ a\n /\\ b\n=> c"),
        ("  /\\ a\n/\\ b", " /\\ a\n/\\ b"),
        ("/\\ a\n'", " /\\ a\n'"),
        ("F( + , -1)", "F( +, - 1)"),
        ("( *(a, b))", "( *(a, b))"),
        ("1.5 + .25 + \\hff", "1.5 + 0.25 + 255"),
        ("LET x==1 y==2 IN x", "LET x == 1\n    y == 2\nIN x"),
        ("\\b1 ≠ ⟨⟩", "1 /= <<>>"),
        ('"a\\"\\\\"', '"a\\"\\\\"'),
    ],
)
def test_layout(text: str, printed: str) -> None:
    assert print_expression(parse_expression(text)) == printed


def test_a_long_chain_prints() -> None:
    text = " + ".join(["x"] * 8000)
    assert print_expression(parse_expression(text)) == text
