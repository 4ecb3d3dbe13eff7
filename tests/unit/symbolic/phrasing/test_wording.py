"""What is written in TLA+ means what the solver variables mean: in every state of some layouts, exhaustively."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping, Sequence
from itertools import product

import pytest

import symcheck
from symcheck.concrete.evaluate import evaluate
from symcheck.resolve import resolve_expression
from symcheck.symbolic.layouts.allocation import allocate
from symcheck.symbolic.layouts.layout import Atoms, Entries, Fixed, Flag, Layout, Members, Mixed, Number
from symcheck.symbolic.layouts.register import Register
from symcheck.symbolic.phrasing.dictionary import Dictionary
from symcheck.symbolic.phrasing.family import family, is_trivial
from symcheck.symbolic.phrasing.integers import bounded
from symcheck.symbolic.phrasing.lines import lines
from symcheck.symbolic.phrasing.literal import Clause, Place
from symcheck.symbolic.phrasing.names import Names
from symcheck.symbolic.phrasing.types import Types
from symcheck.symbolic.phrasing.words import Words
from symcheck.term import BOOL, Term, add, conj, disj, div, eq, free_variables, integer, le, mod, mul, neg
from symcheck.term import evaluate as value_of
from symcheck.value import FALSE, TRUE, FiniteSet, ModelValue, String, TupleValue, Value, make_record, make_set

A, B, C, NONE = ModelValue("a"), ModelValue("b"), ModelValue("c"), ModelValue("none")
P = make_set((A, B, C))
IDLE, BUSY, DONE = String("idle"), String("busy"), String("done")
SPEC = symcheck.loads(
    "---- MODULE Words ----\nEXTENDS Integers\nCONSTANTS P, a, b, c, none\nVARIABLE x\n====\n",
    "CONSTANTS\nP = {a, b, c}\na = a\nb = b\nc = c\nnone = none\n",
).core
ANY = Atoms((IDLE, BUSY, DONE))
YES_NO = Members(dict.fromkeys(P, False))
LAYOUTS: Mapping[str, Layout] = {
    "a boolean": Flag(),
    "two values": Atoms((1, 2)),
    "three strings": ANY,
    "an element or none": Atoms((A, B, C, NONE)),
    "a set": YES_NO,
    "a set that has an element": Members({1: True, 2: False, 3: False}),
    "a set of records": Members(
        {make_record({"from": each, "kind": kind}): False for each in (A, B) for kind in (IDLE, BUSY)}
    ),
    "a function": Entries(dict.fromkeys(P, (True, ANY))),
    "a function with results of different types": Entries({A: (True, Flag()), B: (True, ANY), C: (True, Fixed(1))}),
    "a partial function": Entries(dict.fromkeys(P, (False, Atoms((1, 2))))),
    "a partial function that is never empty": Entries({A: (True, Flag()), B: (False, Flag())}),
    "a partial function with different results": Entries({A: (False, Atoms((1, 2))), B: (False, Atoms((2, 3, 4)))}),
    "a record": Entries({String("n"): (True, Atoms((1, 2))), String("set"): (True, YES_NO)}),
    "a record that may lack a field": Entries({String("n"): (True, Flag()), String("m"): (False, Flag())}),
    "a tuple": Entries({1: (True, Flag()), 2: (True, ANY)}, sequence=True),
    "a sequence": Entries({place: (False, Atoms((A, B))) for place in (1, 2, 3)}, sequence=True),
    "a sequence of at least one": Entries({1: (True, Flag()), 2: (False, Flag())}, sequence=True),
    "a sequence with different places": Entries({1: (False, Fixed(1)), 2: (False, Atoms((1, 2)))}, sequence=True),
    "a queue": Entries({place: (False, Atoms((A, B, C))) for place in (1, 2, 3)}, sequence=True, distinct=True),
    "an element or a record": Mixed((Fixed(NONE), Entries({String("n"): (True, Atoms((1, 2, 3)))}))),
    "elements or a set": Mixed((Atoms((A, NONE)), Members({1: False, 2: False}))),
    "functions of sets": Entries(dict.fromkeys((A, B), (True, Members({A: False, B: False})))),
    "functions of queues": Entries(
        {A: (True, Entries({1: (False, Atoms((1, 2))), 2: (False, Atoms((1, 2)))}, sequence=True, distinct=True))}
    ),
    "many values": Atoms(tuple(range(50))),
    "nothing but one": Fixed(TupleValue([1, 2])),
}
NAMES = Names({P: "P"}, (*SPEC.definitions, "P", "a", "b", "c", "none", "x"))


def assignments(register: Register) -> Iterator[dict[Term, bool | int]]:
    variables = list(register.all_variables())
    assert all(variable.sort == BOOL for variable in variables)
    lemma = conj(register.all_lemmas())
    for bits in product((False, True), repeat=len(variables)):
        assignment: dict[Term, bool | int] = dict(zip(variables, bits, strict=True))
        if value_of(lemma, assignment):
            yield assignment


def meaning(formula: str, values: Sequence[Value]) -> list[bool]:
    """Whether the formula holds where x is each of the values."""
    (name,) = SPEC.variables
    expr = resolve_expression(SPEC, formula)
    found = [evaluate(expr, {name: value}) for value in values]
    assert set(found) <= {TRUE, FALSE}
    return [each is TRUE for each in found]


@pytest.mark.parametrize("layout", LAYOUTS.values(), ids=LAYOUTS.keys())
def test_a_type_has_exactly_the_values_of_its_layout(layout: Layout) -> None:
    register = allocate(layout, "x")
    values = {register.decode(assignment) for assignment in assignments(register)}
    text = Types(NAMES, {}).set(layout, Place("x"))
    found = evaluate(resolve_expression(SPEC, text))
    assert isinstance(found, FiniteSet)
    assert set(found) == values, text


@pytest.mark.parametrize("layout", LAYOUTS.values(), ids=LAYOUTS.keys())
def test_sentences_mean_their_clauses(layout: Layout) -> None:
    register = allocate(layout, "x")
    dictionary = Dictionary({"x": register})
    states, values = _some(register)
    for clause in _clauses(dictionary, list(register.all_variables()), 20):
        term = dictionary.term(clause)
        assert term is not None
        text = Words(NAMES, dictionary.layout, {}).sentence(clause).text()
        assert meaning(text, values) == [value_of(term, each) for each in states], text


@pytest.mark.parametrize("layout", LAYOUTS.values(), ids=LAYOUTS.keys())
def test_lines_mean_all_clauses_of_their_families(layout: Layout) -> None:
    register = allocate(layout, "x")
    dictionary = Dictionary({"x": register})
    states, values = _some(register)
    folded = 0
    for clause in _clauses(dictionary, list(register.all_variables()), 20):
        found = family(clause, [P])
        assert found is not None
        terms = [dictionary.term(member) for member in found.members]
        if None in terms:
            continue  # the layout is not the same for all elements
        folded += len(terms) > 1
        (text,) = lines([found], dictionary, NAMES)
        whole = conj(term for term in terms if term is not None)
        assert meaning(text, values) == [value_of(whole, each) for each in states], text
    if layout == LAYOUTS["a function"]:
        assert folded > 8


def test_the_way_back_is_the_same_clause_where_everything_is_there() -> None:
    register = allocate(LAYOUTS["a function"], "x")
    dictionary = Dictionary({"x": register})
    lemma = conj(register.all_lemmas())
    variables = list(register.all_variables())
    rng = random.Random(2)
    for _ in range(50):
        chosen = rng.sample(variables, 3)
        term = disj(variable if rng.random() < 0.5 else neg(variable) for variable in chosen)
        back = dictionary.term(dictionary.clause(term))
        assert back is not None
        for assignment in assignments(register):
            assert value_of(lemma, assignment)
            assert value_of(term, assignment) == value_of(back, assignment)


def test_readable_forms() -> None:
    register = allocate(LAYOUTS["a function"], "x")
    dictionary = Dictionary({"x": register})
    place = Place("x")
    at = {each: place.then(each) for each in P}

    def said(*literals: object) -> list[str]:
        found = family(frozenset(literals), [P])  # type: ignore[arg-type]
        assert found is not None
        return lines([found], dictionary, NAMES)

    among = dictionary.among
    busy, idle = frozenset((BUSY,)), frozenset((IDLE,))
    assert said(among(at[A], idle | busy)) == ['\\A p \\in P : x[p] # "done"']
    assert said(among(at[A], idle | {DONE}), among(at[B], busy | {DONE})) == [
        '\\A p, q \\in P : x[p] = "busy" => x[q] # "idle"'
    ]
    assert said(*(among(at[each], busy) for each in P)) == ['\\E p \\in P : x[p] = "busy"']
    two = said(among(at[A], idle), among(at[B], idle))
    assert two == ['\\A p, q \\in P : p # q => x[p] = "idle" \\/ x[q] = "idle"']


NUMBERS = Entries(dict.fromkeys(P, (True, Number())))


@pytest.mark.parametrize("seed", range(4))
def test_comparisons_of_numbers_mean_their_terms(seed: int) -> None:
    register = allocate(NUMBERS, "x")
    dictionary = Dictionary({"x": register})
    variables = list(register.all_variables())
    rng = random.Random(seed)
    states = [{variable: rng.randint(-3, 3) for variable in variables} for _ in range(60)]
    values = [register.decode(each) for each in states]
    for _ in range(15):
        literals = []
        for _ in range(rng.randint(1, 3)):
            one, other = (
                add([mul(integer(rng.randint(-2, 2)), rng.choice(variables)), rng.choice([*variables, integer(2)])])
                for _ in range(2)
            )
            atom = le(one, other) if rng.random() < 0.6 else eq(one, other)
            literals.append(atom if rng.random() < 0.5 else neg(atom))
        if not free_variables(disj(literals)):
            continue
        (clause,) = bounded([dictionary.clause(disj(literals))])
        text = Words(NAMES, dictionary.layout, {}).sentence(clause).text()
        assert meaning(text, values) == [value_of(disj(literals), each) for each in states], text
        found = family(clause, [P])
        assert found is not None
        terms = [term for member in found.members if (term := dictionary.term(member)) is not None]
        assert len(terms) == len(found.members)
        (line,) = lines([found], dictionary, NAMES)
        assert meaning(line, values) == [value_of(conj(terms), each) for each in states], line


def test_numbers_with_bounds_are_in_intervals() -> None:
    register = allocate(Number(), "x")
    dictionary = Dictionary({"x": register})
    (x,) = register.variables
    bit = eq(mod(div(x, integer(2)), integer(2)), integer(1))
    terms = [le(integer(0), x), le(x, integer(7)), bit, neg(bit), disj((neg(bit), le(x, integer(2))))]
    clauses = bounded(map(dictionary.clause, terms))
    said = [Words(NAMES, dictionary.layout, {}).sentence(each).text() for each in clauses]
    assert said[:2] == ["x >= 0", "x <= 7"]
    for text, term in zip(said, terms, strict=True):
        states = [{x: value} for value in range(8)]
        assert meaning(text, list(range(8))) == [value_of(term, each) for each in states], text


def test_readable_comparisons() -> None:
    register = allocate(NUMBERS, "x")
    dictionary = Dictionary({"x": register})
    a, b, c = register.all_variables()

    def said(term: Term) -> str:
        return Words(NAMES, dictionary.layout, {}).sentence(bounded([dictionary.clause(term)])[0]).text()

    assert said(neg(le(add([integer(1), a]), b))) == "x[b] <= x[a]"
    assert said(le(add([integer(1), a]), b)) == "x[a] < x[b]"
    assert said(le(add([integer(3), a]), b)) == "x[a] + 3 <= x[b]"
    assert said(neg(le(a, integer(2)))) == "x[a] >= 3"
    assert said(neg(eq(a, add([b, c])))) == "x[a] # x[b] + x[c]"


def _some(register: Register) -> tuple[list[dict[Term, bool | int]], list[Value]]:
    """States, and what they mean; not all where there are many."""
    states = list(assignments(register))
    states = random.Random(3).sample(states, min(len(states), 40))
    return states, [register.decode(each) for each in states]


def _clauses(dictionary: Dictionary, variables: Sequence[Term], count: int) -> Iterator[Clause]:
    rng = random.Random(1)
    for _ in range(count if variables else 0):
        chosen = rng.sample(variables, min(len(variables), rng.randint(1, 4)))
        clause = dictionary.clause(disj(each if rng.random() < 0.5 else neg(each) for each in chosen))
        if not is_trivial(clause, dictionary):
            yield clause
