"""Integer constructors keep the meaning of what they simplify."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from symcheck.term import (
    BOOL,
    FALSE,
    INT,
    TRUE,
    Kind,
    Term,
    add,
    conj,
    disj,
    div,
    eq,
    evaluate,
    integer,
    ite,
    le,
    lt,
    mod,
    mul,
    neg,
    negate,
    sub,
    variable,
)

A, B = (variable(name, BOOL) for name in "ab")
X, Y = (variable(name, INT) for name in "xy")

BINARY = {
    "sub": (sub, lambda a, b: a - b),
    "mul": (mul, lambda a, b: a * b),
    "div": (div, lambda a, b: a // b if b else 0),
    "mod": (mod, lambda a, b: a % b if b else a),
}
COMPARE = {"eq": (eq, lambda a, b: a == b), "le": (le, lambda a, b: a <= b), "lt": (lt, lambda a, b: a < b)}


def numbers() -> st.SearchStrategy[object]:
    leaves = st.one_of(st.sampled_from([X, Y]), st.integers(-5, 5).map(integer))
    return st.recursive(
        leaves,
        lambda inner: st.one_of(
            st.tuples(st.just("add"), st.lists(inner, max_size=4)),
            st.tuples(st.sampled_from(sorted(BINARY)), inner, inner),
            st.tuples(st.just("negate"), inner),
            st.tuples(st.just("ite"), st.sampled_from([A, B, neg(A)]), inner, inner),
        ),
        max_leaves=10,
    )


def build(tree: object) -> Term:
    match tree:
        case Term():
            return tree
        case ("add", list(items)):
            return add(map(build, items))
        case ("negate", inner):
            return negate(build(inner))
        case ("ite", Term() as condition, a, b):
            return ite(condition, build(a), build(b))
        case (str(name), a, b):
            return BINARY[name][0](build(a), build(b))
    raise AssertionError(tree)


def naive(tree: object, env: dict[Term, int]) -> int:
    match tree:
        case Term():
            return int(evaluate(tree, env))
        case ("add", list(items)):
            return sum(naive(item, env) for item in items)
        case ("negate", inner):
            return -naive(inner, env)
        case ("ite", Term() as condition, a, b):
            return naive(a if evaluate(condition, env) else b, env)
        case (str(name), a, b):
            return int(BINARY[name][1](naive(a, env), naive(b, env)))
    raise AssertionError(tree)


environments = st.fixed_dictionaries({A: st.booleans(), B: st.booleans(), X: st.integers(-9, 9), Y: st.integers(-9, 9)})


@settings(max_examples=500, deadline=None)
@given(numbers(), environments)
def test_arithmetic_keeps_the_meaning(tree: object, env: dict[Term, int]) -> None:
    assert evaluate(build(tree), env) == naive(tree, env)


@settings(max_examples=500, deadline=None)
@given(numbers(), numbers(), st.sampled_from(sorted(COMPARE)), environments)
def test_comparison_keeps_the_meaning(left: object, right: object, name: str, env: dict[Term, int]) -> None:
    construct, meaning = COMPARE[name]
    assert evaluate(construct(build(left), build(right)), env) == meaning(naive(left, env), naive(right, env))


def test_sums_are_linear_forms() -> None:
    assert add([X, integer(2), Y, integer(-2)]) is add([Y, X])
    assert sub(add([X, Y]), Y) is X
    assert negate(negate(X)) is X
    assert mul(integer(2), add([X, integer(1)])) is add([X, X, integer(2)])
    assert mul(integer(0), X) is integer(0)


def test_comparisons_fold() -> None:
    assert eq(integer(2), integer(2)) is TRUE
    assert le(add([X, integer(1)]), add([X, integer(1)])) is TRUE
    assert lt(X, X) is FALSE
    assert eq(add([X, integer(1)]), integer(3)) is eq(X, integer(2))
    assert le(integer(3), X) is neg(le(X, integer(2)))
    assert eq(A, TRUE) is A


def test_equality_with_a_constant_goes_into_ite() -> None:
    chain = ite(A, integer(1), ite(B, integer(2), integer(3)))
    assert eq(chain, integer(2)) is conj([neg(A), B])
    assert eq(chain, integer(4)) is FALSE
    assert le(chain, integer(2)) is disj([A, B])


def test_a_long_chain_of_ite_is_no_recursion() -> None:
    chain = integer(-1)
    for index in range(20_000):
        chain = ite(variable(f"chain{index}", BOOL), integer(index % 7), chain)
    assert eq(chain, integer(3)).op in (Kind.AND, Kind.OR)
