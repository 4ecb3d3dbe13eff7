from __future__ import annotations

import pytest

from symcheck.base.diagnostic import Code
from tests.unit.resolve.show import body_of, mistakes, places, resolved

DECLARED = "CONSTANTS S, T, a, b, c, f, G(_)\nVARIABLES x, y\n"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("TRUE", "TRUE"),
        ("BOOLEAN", "BOOLEAN"),
        ("12", "12"),
        ("3.0", "3"),
        ("-3", "-3"),
        ("-a", "NEG(a)"),
        ('"s"', '"s"'),
        ("a > b", "GT(a, b)"),
        ("a # b", "NE(a, b)"),
        ("a - b - c", "SUB(SUB(a, b), c)"),
        ("a /\\ b /\\ c", "AND(a, b, c)"),
        ("a /\\ (b /\\ c)", "AND(a, b, c)"),
        ("\n /\\ a\n /\\ b /\\ c\n", "AND(a, b, c)"),
        ("\n /\\ a\n", "a"),
        ("\n \\/ a\n \\/ (b \\/ c)\n", "OR(a, b, c)"),
        ("a /\\ (b \\/ c)", "AND(a, OR(b, c))"),
        ("S \\X T \\X S", "PRODUCT(S, T, S)"),
        ("(S \\X T) \\X S", "PRODUCT(PRODUCT(S, T), S)"),
        ("f[a]", "APPLY(f, a)"),
        ("f[a, b]", "APPLY(f, TUPLE(a, b))"),
        ("f.r", 'APPLY(f, "r")'),
        ("<<>>", "TUPLE"),
        ("{a, b}", "SET(a, b)"),
        ("[r |-> a, s |-> b]", 'RECORD("r", a, "s", b)'),
        ("[r : S, s : T]", 'RECORD_SET("r", S, "s", T)'),
        ("[S -> T]", "FUNCTION_SET(S, T)"),
        ("{i \\in S : i = a}", "{i in S: EQ(i, a)}"),
        ("{i + j : i, j \\in S}", "{ADD(i, j): i in S, j in S}"),
        ("[i, j \\in S |-> i]", "[i in S, j in S |-> i]"),
        ("\\A i, j \\in S, k \\in T : i = k", "(forall i in S, j in S, k in T: EQ(i, k))"),
        ("\\E <<i, j>> \\in S : i = j", "(exists <i j> in S: EQ(i, j))"),
        ("\\E i : i = a", "(exists i: EQ(i, a))"),
        ("CHOOSE i \\in S : i = a", "(choose i in S: EQ(i, a))"),
        ("[f EXCEPT ![a] = @ + 1, !.r[b, c].s = a]",
         '[f except ![a] = ADD(@, 1), !["r"][TUPLE(b, c)]["s"] = a]'),
        ("IF a THEN b ELSE c", "(if a b c)"),
        ("CASE a -> b [] OTHER -> c", "(case a -> b | else c)"),
        ("lab :: a", "a"),
        ("x'", "PRIME(x)"),
        ("[x' = a]_<<x, y>>", "SQUARE(EQ(PRIME(x), a), TUPLE(x, y))"),
        ("<<x' = a>>_x", "ANGLE(EQ(PRIME(x), a), x)"),
        ("WF_x(x' = a)", "WEAK_FAIRNESS(x, EQ(PRIME(x), a))"),
        ("SF_x(x' = a)", "STRONG_FAIRNESS(x, EQ(PRIME(x), a))"),
        ("[](x = a) => <>(y = b)", "IMPLIES(ALWAYS(EQ(x, a)), EVENTUALLY(EQ(y, b)))"),
        ("\\EE z : [](z = x)", "(temporal exists z: ALWAYS(EQ(z, x)))"),
        ("G(a)", "G(a)"),
        ("LET p == a q(i) == p + i IN q(b)", "(let p q: q(b))"),
        ("LET g[i \\in S] == g[i - 1] IN g[a]", "(let g: APPLY(g, a))"),
    ],
)  # fmt: skip
def test_every_form_is_resolved(text: str, expected: str) -> None:
    assert body_of(resolved(f"{DECLARED}E == {text}"), "E") == expected


def test_recursive_functions_speak_of_themselves() -> None:
    spec = resolved("f[i \\in Nat] == IF i = 0 THEN 1 ELSE i * f[i - 1]\ng[i \\in Nat] == i")
    assert body_of(spec, "f") == "[rec f i in NAT |-> (if EQ(i, 0) 1 MUL(i, APPLY(f, SUB(i, 1))))]"
    assert body_of(spec, "g") == "[i in NAT |-> i]"


def test_bound_identifiers_are_things_not_names() -> None:
    spec = resolved("E == {1} \\cup {i \\in {1} : \\A j \\in {i} : i = j}")
    assert body_of(spec, "E") == "CUP(SET(1), {i in SET(1): (forall j in SET(i): EQ(i, j))})"


def test_domains_stand_outside_of_their_own_identifiers() -> None:
    assert [d.code for d in mistakes("E == \\A i \\in {1}, j \\in {i} : i = j")] == [Code.UNKNOWN_NAME]


@pytest.mark.parametrize(
    ("text", "code", "column"),
    [
        ("@", Code.MISPLACED, 6),
        ("[r |-> 1, r |-> 2]", Code.DUPLICATE, 16),
        ("[r : {}, r : {}]", Code.DUPLICATE, 15),
        ("\\A i \\in {} : \\E i \\in {} : TRUE", Code.DUPLICATE, 23),
        ("LET i == 1 IN LET i == 2 IN i", Code.DUPLICATE, 24),
        ("LET g[<<i, j>> \\in {}] == i IN g[1, 2]", Code.ARITY, 37),
    ],
)
def test_misplaced_things_are_located(text: str, code: Code, column: int) -> None:
    assert places(mistakes(f"E == {text}")) == [(code, 1, column)]


def test_several_mistakes_in_one_definition_are_all_told() -> None:
    found = mistakes("E == p + q\nF == r")
    assert places(found) == [(Code.UNKNOWN_NAME, 1, 6), (Code.UNKNOWN_NAME, 1, 10), (Code.UNKNOWN_NAME, 2, 6)]


def test_a_fraction_is_an_error_only_where_it_is_used() -> None:
    assert body_of(resolved("E == 1\nUnused == 3.14"), "E") == "1"
    assert places(mistakes("E == 3.14\nASSUME E = E")) == [(Code.UNSUPPORTED, 1, 6)]


def test_long_chains_need_no_deep_stack() -> None:
    chain = " + ".join(["x"] * 5000)
    conjunction = " /\\ ".join(["x = 1"] * 5000)
    spec = resolved(f"VARIABLE x\nE == {chain}\nF == {conjunction}")
    assert body_of(spec, "F").count("EQ(x, 1)") == 5000
