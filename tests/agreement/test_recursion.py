"""What is recursive means the same in both readings: it is evaluated where it is applied, as deep as that goes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from symcheck.concrete.deep import deeply
from tests.agreement.states import Laid
from tests.agreement.test_readings import EVERY, LACKING, MEETING, State, agree, worlds
from tests.amounts import examples

FUNCTIONS = (
    "F[k \\in {domain}] == IF {end} THEN {base} ELSE F[{less}] + {more}",
    "F[k \\in {domain}] == IF {end} THEN {base} ELSE {more} + F[{less}] + F[{less}]",
    "F[k \\in {domain}] == CASE {end} -> {base} [] OTHER -> LET x == F[{less}] IN IF x > 3 THEN {more} ELSE x + {more}",
)
OPERATORS = tuple(
    "RECURSIVE F(_) " + text.replace("F[k \\in {domain}]", "F(k)").replace("[{less}]", "({less})") for text in FUNCTIONS
)
DOMAINS = (
    "0..3", "-1..3", "Nat", "Int", "0..i", "{0, 1, 2, 3}", "{x \\in -2..4 : x > i}", "s \\cup {0, 1}",
    "{x \\in Int : x < 5}",
)  # fmt: skip
ENDS = ("k = 0", "k <= 0", "k <= i", "k \\notin s", "k = n", "k > 2", "k < n", "b \\/ k <= 1")
LESS = (
    "k - 1", "k \\div 2", "k - 2", "IF b THEN k - 1 ELSE k - 2", "k - i", "f[k]", "CHOOSE x \\in {0, 1} : x < k",
    "k + 1",
)  # fmt: skip
VALUES = ("1", "k", "i", "n", "Head(q)", "Cardinality(s)", "k * 2", "f[k]", "1 \\div k")
ARGUMENTS = ("i", "n", "2", "3", "Len(q)", "f[i]", "Head(q)", "i + 1", "IF b THEN 0 ELSE i", "Cardinality(s)", "m")
USES = (
    "{call}",
    "{call} + {call}",
    "IF b THEN 0 ELSE {call}",
    "{call} > 1 /\\ i > 0",
    "\\E x \\in s : {other} = x",
    "{{{other} : x \\in s}}",
    "[x \\in s |-> {other}]",
    "<<{call}, n>>",
)
WHOLE = (
    "F = F", "F = f", "DOMAIN F", "[F EXCEPT ![i] = 5]", "[F EXCEPT ![i] = 5][1]", "<<F>>", "(IF b THEN F ELSE f)[i]",
    "F @@ f", "{F}", "F \\in [DOMAIN F -> Int]", "[a |-> F].a[i]", "Len(F)", "{x \\in DOMAIN F : F[x] > 1}",
)  # fmt: skip


@st.composite
def recursions(draw: st.DrawFn) -> str:
    """An expression with a recursive definition of a number."""
    as_function = draw(st.booleans())
    texts = FUNCTIONS if as_function else OPERATORS
    parts = {
        "domain": draw(st.sampled_from(DOMAINS)), "end": draw(st.sampled_from(ENDS)),
        "less": draw(st.sampled_from(LESS)), "base": draw(st.sampled_from(VALUES)),
        "more": draw(st.sampled_from(VALUES)),
    }  # fmt: skip
    definition = draw(st.sampled_from(texts)).format(**parts)
    if as_function and draw(st.integers(0, 3)) == 0:
        return f"LET {definition} IN {draw(st.sampled_from(WHOLE))}"
    argument, other = draw(st.sampled_from(ARGUMENTS)), draw(st.sampled_from(("x", "x - 1", "x + i")))
    call, inner = (f"F[{argument}]", f"F[{other}]") if as_function else (f"F({argument})", f"F({other})")
    return f"LET {definition} IN {draw(st.sampled_from(USES)).format(call=call, other=inner)}"


@examples(5, nightly=500, parts=4)  # what does not end takes seconds
@given(recursions(), worlds())
def test_recursive_definitions_agree(part: int, text: str, world: tuple[Laid, list[State]]) -> None:
    deeply(lambda: agree(text, *world))


@pytest.mark.parametrize(
    "text",
    [
        # an error at a key that nobody applies is none
        r"LET F[k \in -1..3] == IF k = 0 THEN i ELSE F[k - 1] + 1 IN F[i]",
        r"LET F[k \in 0..3] == IF k = 0 THEN 0 ELSE 6 \div (k - 3) + F[k - 1] IN F[2] + i",
        r"LET F[k \in 0..3] == IF k = 0 THEN 0 ELSE 6 \div (k - 3) + F[k - 1] IN <<F, i>>",
        # functions of their own, at the same keys
        (
            r"LET F[k \in 0..3] == IF k = 0 THEN 0 ELSE LET G[j \in 0..3] == IF j = 0 THEN k ELSE G[j - 1]"
            r" IN F[k - 1] + G[k] IN F[3] + i"
        ),
        # integers without bounds
        r"LET F[k \in Nat] == IF k = 0 THEN 1 ELSE k * F[k - 1] IN F[n]",
        r"LET F[k \in Nat] == IF k = 0 THEN 1 ELSE k * F[k - 1] IN IF n > 0 /\ n < 5 THEN F[n + 2] ELSE 0",
        r"LET RECURSIVE F(_) F(k) == IF k <= 0 THEN 0 ELSE 2 + F(k - 1) IN F(n)",
        r"LET RECURSIVE F(_) F(k) == IF k < 10 THEN k ELSE (k % 10) + F(k \div 10) IN F(n * 100 + 7)",
        # in several arguments, and from one to the other
        r"LET F[x \in 0..3, y \in Nat] == IF x = 0 THEN y ELSE F[x - 1, y + 1] IN F[i, n + 1]",
        r"LET F[<<x, y>> \in Nat \X Nat] == IF x = 0 THEN y ELSE F[<<x - 1, y + x>>] IN F[<<i, 2>>]",
        (
            r"LET RECURSIVE E(_), O(_) E(k) == IF k = 0 THEN TRUE ELSE O(k - 1)"
            r" O(k) == IF k = 0 THEN FALSE ELSE E(k - 1) IN <<E(i), O(Len(q))>>"
        ),
        r"LET RECURSIVE G(_, _) G(x, y) == IF y = 0 THEN x ELSE G(y, x % y) IN G(12, i + 1)",
        r"LET F[k \in Nat] == IF k < 2 THEN k ELSE F[k - 1] + F[k - 2] IN F[i + Len(q)]",
        # over sets
        r"LET F[T \in SUBSET (0..3)] == IF T = {} THEN 0 ELSE LET x == CHOOSE x \in T : TRUE IN x + F[T \ {x}] IN F[s]",
        (
            r"LET F[T \in SUBSET Nat] == IF T = {} THEN 0 ELSE LET x == CHOOSE x \in T : TRUE IN x + F[T \ {x}]"
            r" IN F[s \cup {Len(q)}]"
        ),
        (
            r"LET RECURSIVE F(_, _) F(T, done) == IF T = {} THEN done ELSE"
            r" LET x == CHOOSE x \in T : \A y \in T : y <= x IN F(T \ {x}, Append(done, x)) IN F(s, <<>>)"
        ),
        # over sequences
        r"LET RECURSIVE F(_) F(w) == IF w = <<>> THEN 0 ELSE Head(w) + F(Tail(w)) IN F(q)",
        r"LET RECURSIVE F(_) F(w) == Head(w) + F(Tail(w)) IN IF i = 0 THEN F(q) ELSE 0",
        r"LET RECURSIVE F(_) F(w) == IF Len(w) <= 1 THEN w ELSE F(Tail(w)) \o <<Head(w)>> IN F(q)",
        # along pointers, which the layouts allow to lead round
        r"LET RECURSIVE F(_) F(k) == IF k \notin DOMAIN f \/ f[k] = k THEN k ELSE F(f[k]) IN F(1)",
        (
            r"LET RECURSIVE F(_, _) F(k, seen) == IF k \in seen \/ k \notin DOMAIN f THEN seen"
            r" ELSE F(f[k], seen \cup {k}) IN F(i, {})"
        ),
        r"LET RECURSIVE F(_) F(k) == IF k \in s /\ b THEN F((k + 1) % 4) ELSE k IN F(0)",
        r"LET F[k \in Nat] == IF k \in s /\ b THEN F[(k + 1) % 4] ELSE k IN F[i]",
        # an argument that nobody needs may fail
        r"LET RECURSIVE F(_, _) F(k, x) == IF k = 0 THEN 0 ELSE F(k - 1, 1 \div (k - 1)) IN F(i, Head(q))",
        # under quantifiers, with operators
        r"LET RECURSIVE F(_) F(k) == \A x \in s : x >= k \/ F(x) IN F(i)",
        r"LET RECURSIVE F(_, _) F(Op(_), k) == IF k = 0 THEN 0 ELSE Op(k) + F(Op, k - 1) IN F(LAMBDA x : x * i, i)",
        (
            r"LET F[k \in 0..3] == IF k = 0 THEN i ELSE F[k - 1] G[k \in 0..3] == IF k = 3 THEN 5 ELSE G[k + 1]"
            r" IN (IF b THEN F ELSE G)[i]"
        ),
    ],
)
def test_what_is_recursive_ends_where_the_data_do(text: str) -> None:
    assert deeply(lambda: agree(text, Laid.out(EVERY), MEETING)) not in [code.name for code in LACKING]


def test_what_fails_in_one_of_many_calls_is_not_asked_about_in_the_next() -> None:
    """Two ways on from each call, of which most fail: a solver would be asked about all of them at once."""
    text = (
        r"LET RECURSIVE F(_) F(k) == CASE k < n -> f[k] [] OTHER -> LET x == F(IF b THEN k - 1 ELSE k - 2)"
        r" IN IF x > 3 THEN Cardinality(s) ELSE x + Cardinality(s) IN F(2)"
    )
    assert deeply(lambda: agree(text, Laid.out(EVERY), MEETING[:3])) in ("fails", "value", "fails value")
