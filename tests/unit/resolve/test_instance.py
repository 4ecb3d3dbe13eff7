from __future__ import annotations

import pytest

from symcheck.base.diagnostic import Code
from symcheck.core.expr import Call, Let
from tests.unit.resolve.show import body_of, mistakes, places, resolved, show

WITH = "I == INSTANCE Inner WITH c <- 1, F <- Len, v <- 1"
INNER = """---- MODULE Inner ----
EXTENDS Integers
CONSTANT c, F(_)
VARIABLE v
LOCAL Hidden == c
Plus(a) == F(a) + Hidden
Step == v' = Plus(v)
Same == UNCHANGED v
====
"""


def test_parameters_are_replaced_by_what_is_written_for_them() -> None:
    spec = resolved(
        f"{INNER}VARIABLES x, y\nI == INSTANCE Inner WITH c <- 3, F <- LAMBDA n : n * 2, v <- x + y\nE == I!Step",
    )
    step = spec.definitions["E"].body
    assert isinstance(step, Call)
    assert step.definition.name == "I!Step"
    assert step.definition.module == "Inner"
    assert show(step.definition.body) == "EQ(PRIME(ADD(x, y)), I!Plus(ADD(x, y)))"
    plus = step.definition.body.args[1]  # type: ignore[union-attr]
    assert isinstance(plus, Call)
    assert show(plus.definition.body) == "ADD((let LAMBDA: LAMBDA(a)), I!Hidden)"


def test_the_same_name_stands_for_itself() -> None:
    spec = resolved(f"{INNER}CONSTANT c, F(_)\nVARIABLE v\nINSTANCE Inner\nE == Step /\\ Same")
    assert body_of(spec, "Step") == "EQ(PRIME(v), Plus(v))"
    assert body_of(spec, "Same") == "UNCHANGED(v)"
    assert "Hidden" not in spec.definitions


def test_instances_with_parameters() -> None:
    spec = resolved(f"{INNER}VARIABLE v\nI(c, F(_)) == INSTANCE Inner\nE == I(3, Len)!Plus(4) + I(5, -.)!Plus(6)")
    assert body_of(spec, "E") == "ADD(I!Plus(3, &LEN, 4), I!Plus(5, &NEG, 6))"
    plus = spec.definitions["E"].body.args[0]  # type: ignore[union-attr]
    assert isinstance(plus, Call)
    assert show(plus.definition.body) == "ADD(F(a), I!Hidden(c, F))"
    assert [param.name for param in plus.definition.params] == ["c", "F", "a"]


def test_instances_within_instances() -> None:
    deep = """---- MODULE Deep ----
EXTENDS Integers
CONSTANT k
---- MODULE Deeper ----
CONSTANT m
V == <<m, k>>
====
D(n) == INSTANCE Deeper WITH m <- n + k
W(n) == D(n)!V
====
"""
    spec = resolved(f"{deep}P(q) == INSTANCE Deep WITH k <- q\nE == <<P(4)!W(1), P(5)!D(2)!V>>")
    assert body_of(spec, "E") == "TUPLE(P!W(4, 1), P!D!V(5, 2))"
    inner = spec.definitions["E"].body.args[1]  # type: ignore[union-attr]
    assert isinstance(inner, Call)
    assert show(inner.definition.body) == "TUPLE(ADD(n, q), q)"


def test_instances_as_operator_arguments_keep_their_parameters() -> None:
    spec = resolved(f"{INNER}VARIABLE v\nI(c, F(_)) == INSTANCE Inner\nApply(G(_)) == G(1)\nJ == INSTANCE Sequences\n"
                    "E == Apply(J!Len)")  # fmt: skip
    assert body_of(spec, "E") == "Apply(&LEN)"


def test_an_instance_inside_a_let_may_speak_of_what_is_bound_there() -> None:
    spec = resolved(f"{INNER}VARIABLE v\nE(k) == LET I == INSTANCE Inner WITH c <- k, F <- Len IN I!Plus(1)")
    let = spec.definitions["E"].body
    assert isinstance(let, Let)
    assert [definition.name for definition in let.definitions] == ["I!Hidden", "I!Plus"]
    assert show(let.definitions[0].body) == "k"


def test_library_modules_can_be_instantiated() -> None:
    spec = resolved("S == INSTANCE Sequences\nLOCAL INSTANCE FiniteSets\nE == S!Len(<<>>) + Cardinality({})")
    assert body_of(spec, "E") == "ADD(LEN(TUPLE), CARDINALITY(SET))"


def test_what_is_reached_by_two_ways_is_one_thing() -> None:
    spec = resolved("INSTANCE Sequences\nINSTANCE FiniteSetsExt\nINSTANCE SequencesExt\nE == Max({1})")
    assert body_of(spec, "E") == "Max(SET(1))"


def test_a_definition_that_reads_the_same_is_no_duplicate() -> None:
    same = "---- MODULE Same ----\nTwice(a) == <<a, a>>\nOther == 1\n====\n"
    assert body_of(resolved(f"{same}Twice(a) == <<a,  a>>\nINSTANCE Same\nE == Twice(Other)"), "E") == "Twice(Other)"
    found = mistakes(f"{same}Twice(a) == <<a>>\nINSTANCE Same")
    assert places(found) == [(Code.DUPLICATE, 6, 1)]


def test_a_definition_may_stand_twice_in_one_module() -> None:
    again = "RECURSIVE Down(_)\nDown(n) == Down(n - 1)\nDown(n) ==  Down(n - 1)\nF(a) == <<a, 1>>\nF(a) == <<a,  1>>\n"
    assert body_of(resolved(f"{again}E == F(Down(1))"), "E") == "F(Down(1))"
    assert places(mistakes("F(a) == <<a>>\nF(b) == <<b>>")) == [(Code.DUPLICATE, 2, 1)]
    assert places(mistakes("F(a) == <<a>>\nF == 1")) == [(Code.DUPLICATE, 2, 1)]


@pytest.mark.parametrize(
    ("text", "code", "place", "hint"),
    [
        ("I == INSTANCE Inner WITH c <- 1, F <- Len", Code.SUBSTITUTION, (10, 6), "write WITH v <- …"),
        ("I == INSTANCE Inner WITH c <- 1, F <- Len, v <- 1, cc <- 2", Code.SUBSTITUTION, (10, 52), "did you mean c?"),
        ("I == INSTANCE Inner WITH c <- 1, F <- Len, v <- 1, c <- 2", Code.SUBSTITUTION, (10, 52), ""),
        ("I == INSTANCE Inner WITH c <- 1, F <- \\cup, v <- 1", Code.ARITY, (10, 39), ""),
        ("VARIABLE z\nI == INSTANCE Inner WITH c <- z, F <- Len, v <- 1", Code.SUBSTITUTION, (11, 26), ""),
        ("VARIABLE z\nI == INSTANCE Inner WITH c <- 1, F <- Len, v <- z'", Code.SUBSTITUTION, (11, 44), ""),
        (f"{WITH}\nE == I!Stp", Code.UNKNOWN_NAME, (11, 8), "did you mean Step?"),
        (f"{WITH}\nE == I!Hidden", Code.UNKNOWN_NAME, (11, 8), ""),
        (f"{WITH}\nE == I!v", Code.UNKNOWN_NAME, (11, 8), ""),
        (f"{WITH}\nE == I", Code.UNKNOWN_NAME, (11, 6), "name one of its definitions: I!…"),
        ("I(n) == INSTANCE Inner WITH c <- n, F <- Len, v <- 1\nE == I!Same", Code.ARITY, (11, 6), ""),
        ("I == INSTANCE Sequences WITH c <- 1", Code.SUBSTITUTION, (10, 30), ""),
        ("E == Nothing!Op", Code.UNKNOWN_NAME, (10, 6), ""),
    ],
)  # fmt: skip
def test_mistaken_instances(text: str, code: Code, place: tuple[int, int], hint: str) -> None:
    (found,) = mistakes(f"{INNER}{text}")
    assert places((found,)) == [(code, *place)]
    assert found.hint == hint


def test_a_module_of_constants_takes_what_speaks_of_states() -> None:
    pure = "---- MODULE Pure ----\nCONSTANT c\nTwice == <<c, c>>\n====\n"
    spec = resolved(f"{pure}VARIABLE x\nI == INSTANCE Pure WITH c <- x\nE == I!Twice")
    assert body_of(spec, "E") == "I!Twice"


def test_nested_modules_see_what_stands_before_them() -> None:
    spec = resolved("k == 1\n---- MODULE N ----\nSee == k\n====\nlater == 2\nI == INSTANCE N\nE == I!See")
    assert body_of(spec, "E") == "I!See"
    assert places(mistakes("---- MODULE N ----\nSee == k\n====\nk == 2")) == [(Code.UNKNOWN_NAME, 2, 8)]
