"""The symbolic reading of an expression, specialised to a state, is the value reading of it there; and it fails exactly
where the value reading does."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import currently_in_test_context, given, note
from hypothesis import strategies as st

from symcheck.base.diagnostic import Code, SpecError
from symcheck.concrete.evaluate import evaluate
from symcheck.core.expr import Expr, Variable
from symcheck.resolve import resolve_expression
from symcheck.symbolic.failures import Failures
from symcheck.symbolic.values import Sym
from symcheck.term import Term, conj
from symcheck.term import evaluate as value_of
from symcheck.value import Value
from tests.agreement.expressions import TYPES, Writer
from tests.agreement.reading import read
from tests.agreement.states import VARIABLES, Assignment, Laid, specification, value_in
from tests.amounts import examples

SPEC = specification()
STATES = 6
LACKING = (Code.UNSUPPORTED, Code.TOO_LARGE)

State = dict[Variable, Value]


@st.composite
def texts(draw: st.DrawFn, wrong: int = 2, depth: int = 3) -> str:
    """An expression over the variables."""
    scope = tuple((name, kind) for name, (kind, _) in VARIABLES.items() if name != "n" or draw(st.booleans()))
    return Writer(draw, wrong).expr(draw(st.sampled_from(TYPES)), scope, depth)


@st.composite
def worlds(draw: st.DrawFn) -> tuple[Laid, list[State]]:
    """Layouts for some values of each variable, and states over these values."""
    values = {}
    for variable in SPEC.variables:
        known = VARIABLES[variable.name][1]
        values[variable] = tuple(draw(st.lists(st.sampled_from(known), min_size=1, unique_by=str)))
    states = [{variable: draw(st.sampled_from(found)) for variable, found in values.items()} for _ in range(STATES)]
    return Laid.out(values), states


class UndecidedError(Exception):
    """What an expression is depends on what a solver says of all integers."""


class _Assignment(dict[Term, bool | int]):
    def __missing__(self, term: Term) -> bool | int:
        if str(term.payload).startswith("exists!"):
            raise UndecidedError(str(term))
        raise KeyError(term)


def in_state(expr: Expr, state: State) -> Value | SpecError:
    """What the value reading gives."""
    try:
        return evaluate(expr, state)
    except SpecError as error:
        return error


def agree(text: str, laid: Laid, states: list[State]) -> str:
    """Checks one expression in some states; what came of it, for the counts."""
    if currently_in_test_context():
        note(text)
    expr = resolve_expression(SPEC, text)
    try:
        found, failures = read(expr, laid.state, laid.lemmas)
    except SpecError as error:
        if error.code not in LACKING:
            raise
        return error.code.name
    try:
        results = {agree_in(expr, found, failures, state, _Assignment(laid.assignment(state))) for state in states}
    except UndecidedError:
        return "a solver decides"
    return " ".join(sorted(results))


def agree_in(expr: Expr, found: Sym, failures: Failures, state: State, assignment: Assignment) -> str:
    expected = in_state(expr, state)
    shown = {variable.name: str(value) for variable, value in state.items()}
    failed = [failure for failure in failures if value_of(failure.condition, assignment)]
    if isinstance(expected, SpecError):
        assert failed, f"only the value reading fails: {expected} in {shown}"
        return "fails"
    if any(failure.is_lack for failure in failed):
        return "lacks"
    assert not failed, f"only the symbolic reading fails: {failed[0].message} at {failed[0].span} in {shown}"
    value = value_in(found, assignment)
    assert value == expected, f"{value} instead of {expected} in {shown}"
    return "value"


@examples(200, nightly=12_000, parts=6)
@given(texts(), worlds())
def test_both_readings_agree(part: int, text: str, world: tuple[Laid, list[State]]) -> None:
    agree(text, *world)


@examples(50, nightly=2_000)
@given(worlds())
def test_states_are_decoded_as_they_were_stored(part: int, world: tuple[Laid, list[State]]) -> None:
    laid, states = world
    lemma = conj(laid.lemmas)
    for state in states:
        assignment = laid.assignment(state)
        assert {variable: register.decode(assignment) for variable, register in laid.registers.items()} == state
        assert {variable: value_in(sym, assignment) for variable, sym in laid.state.items()} == state
        assert value_of(lemma, assignment)


EVERY = {variable: VARIABLES[variable.name][1] for variable in SPEC.variables}
# the values of different variables meet in different combinations
MEETING = [
    {variable: values[(7 * turn + place) % len(values)] for place, (variable, values) in enumerate(EVERY.items())}
    for turn in range(12)
]


@pytest.mark.parametrize(
    "text",
    [
        # which error, and whether there is one
        r"{i, c}",
        r"Cardinality(kSubset(m, m))",
        r'(CHOOSE x \in [{1, 2} -> {[y \in {{}} |-> 0], IF b THEN nested ELSE ("p" :> f)}] : TRUE)[2]',
        r"{m, r}",
        r"SUBSET {m, i}",
        r"[{1} -> {m, i}]",
        r"{m, i} \X {m, c}",
        r"{m, 0} \cup {r}",
        r"Cardinality({[a |-> m, b |-> b], [a |-> i, b |-> b]})",
        r"{{1}, {m}} = {{c}}",
        r"<<i, m>> = <<0, c>>",
        r"[a |-> i, b |-> c] = [a |-> 1, b |-> 2]",
        r"f = g",
        r"n ^ i",
        r"(n - 1) ^ (i - i)",
        r"2 ^ (3 ^ (4 ^ i))",
        r"n ^ (3 ^ (4 ^ i))",
        # sets within sets that have no order
        r'{{"a"}, {{"a"}, {m}}}',
        r'{{"a"}} \cup {{{"a"}} \cup {s}}',
        r'[x \in {{"a"}, s} |-> 0]',
        r'[x \in {0} |-> {{"a"}, {{"a"}, t}}]',
        r'FoldSet(LAMBDA x, y : {{"a"}, y}, {m}, s)',
        r"FoldSet(LAMBDA x, y : {{[a |-> 0]}} \cup {y}, {m, m}, FoldRight(LAMBDA x, y : s, q, s))",
        # sets of many values whose elements are of different kinds, as many or not
        r'{"a"} = IF s = {} THEN {{"a"}, {m}} ELSE {m}',
        r"(s \cup {none, 7, 8, 9}) = {none, m, [a |-> i]}",
        r'{none, "b"} = {m, i}',
        r"{s} = {i}",
        r"{s : x \in s} # {Cardinality(s)}",
        r"(IF b THEN {s, {7}} ELSE {}) = {i, 1}",
        r"{s, {1}} = q",
        r"{g} = t",
        r"(m :> s) \in {(CHOOSE x \in {(c :> {3})} : TRUE)}",
        r"<<i>> \in {<<c>>}",
        r"1 \in {x \in {0, i} : 1 \div x = 1}",
        r"(DOMAIN q) \notin {x \in t : m}",
        r"{} \subseteq {x \in s : m}",
        r"q \in Seq({1, 2})",
        r"r \in Seq(Nat)",
        r"<<i, c>> \in Seq({2})",
        r"m \in 2..i",
        r"f \in [0..i -> Nat]",
        r"(SUBSET s \cup t) \in SUBSET t",
        r"SelectSeq(q, LAMBDA x : CASE x = 0 -> FALSE)",
        r"1 % (i - 1)",
        r"Head(q) + Head(Tail(q))",
        # EXCEPT outside of a domain, and at what is reached only
        r"[q EXCEPT ![c] = 1]",
        r"[r EXCEPT ![i] = 1]",
        r"[f EXCEPT ![m] = 1]",
        r"[[x \in {} |-> s] EXCEPT ![c] = {1}]",
        r"[g EXCEPT ![c] = {Head(q)}]",
        r"[q EXCEPT ![i] = @ + 1]",
        # sequences and ranges
        r"SubSeq(q, i, n)",
        r"SubSeq(q, n, n)",
        r"SubSeq(<<1>>, 3, n)",
        r"SubSeq(IF b THEN q ELSE c, 1, i)",
        r"Len(IF b THEN c ELSE q)",
        r'c \o (IF b THEN "x" ELSE q)',
        r"q \o Append(q, Len(q))",
        r"DOMAIN q = 1..i",
        # sets that are not written out
        r"{x \in SUBSET s : Cardinality(x) = i}",
        r"IF b THEN SUBSET s ELSE {{i}}",
        r"1 \in IF b THEN Nat ELSE s",
        r"(i..2) \in {{}, {1}}",
        r"\E x \in SUBSET s, y \in s : y \in x",
        r"[s -> {1}] = {[x \in s |-> 1]}",
        r"Nat = Nat /\ {n} = {i}",
        r"Cardinality({n, i})",
        # definitions
        r"LET F[k \in 0..3] == IF k = 0 THEN i ELSE F[k - 1] + 1 IN F[i]",
        r"LET F[k \in Nat] == IF k = 0 THEN i ELSE F[k - 1] + 1 IN F[i]",
        # a recursive function is evaluated where it is applied, and as a whole where it is needed as one
        r"LET F[k \in -1..3] == IF k = 0 THEN i ELSE F[k - 1] + 1 IN F[i]",
        r"LET F[k \in 0..3] == IF k = 0 THEN 0 ELSE F[k - 1] + q[k] IN F[Len(q)]",
        r"LET F[k \in 0..3] == IF k = 0 THEN 0 ELSE F[k - 1] + q[k] IN F[n]",
        r"LET F[k \in 0..3] == IF k = 0 THEN 0 ELSE F[k - 1] + q[k] IN F",
        # what a LET defines in a recursive definition is another operator each time
        r"LET RECURSIVE G(_) G(x) == IF x <= 0 THEN i ELSE LET y == G(x - 1) IN LET H(z) == y + z IN H(1) IN G(3)",
        # arguments are evaluated where they are needed
        r"LET RECURSIVE G(_, _) G(x, y) == IF x = {} THEN y ELSE G({}, 1) IN G(s, 1 \div i)",
        # the first of several functions, tuples or records in the order that their parts give
        r"(CHOOSE x \in [{1, 2} -> {i, n}] : b)[2]",
        r"CHOOSE x \in {n, i} \X {n, i} : x[1] # x[2]",
        r"CHOOSE x \in [a : {n, i}, b : {TRUE, b}] : x.a > 0",
        # sorting: by integers without bounds, and stable
        r"SortSeq(q \o <<n, i>>, LAMBDA x, y : x < y)",
        r"SortSeq(log \o log, LAMBDA x, y : x.a < y.a)",
        # sets without an order
        r"{{{<<0, c>>}}, SUBSET pairs} \cup {{<<1, c>>}}",
        r"LET RECURSIVE S(_) S(T) == IF T = {} THEN 0 ELSE LET x == CHOOSE x \in T : TRUE IN x + S(T \ {x}) IN S(s)",
        r"LET RECURSIVE S(_) S(k) == IF k >= Len(q) THEN 0 ELSE q[k + 1] + S(k + 1) IN S(0)",
        r"LET RECURSIVE S(_) S(k) == IF k > i THEN <<>> ELSE <<k>> \o S(k + 1) IN S(1)",
        # what has failed does not go on
        r"MapThenFoldSet(LAMBDA x, y : s \ y, {}, LAMBDA x : i, LAMBDA T : CHOOSE x \in T : x > 0, {{1}})",
        r"LET RECURSIVE S(_) S(T) == IF T = {} THEN 0 ELSE LET x == Head(T) G(y) == i + y IN G(S(T \ {x})) IN S(s)",
    ],
)
def test_what_is_easily_read_differently(text: str) -> None:
    assert agree(text, Laid.out(EVERY), MEETING) not in [code.name for code in LACKING]


def test_a_key_that_is_not_there_fails_nowhere() -> None:
    """Its value would be a set of elements that cannot be compared."""
    values = {each: known[: 2 if each.name in ("i", "s", "t") else 1] for each, known in EVERY.items()}
    states = [dict(zip(values, chosen, strict=True)) for chosen in product(*values.values())]
    agree(r"[x \in 1..i |-> FoldSet(LAMBDA y, z : z \cup {y}, {}, t) \cup s]", Laid.out(values), states)
