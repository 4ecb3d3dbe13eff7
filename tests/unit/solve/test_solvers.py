"""Every solver keeps the protocol: answers, values, cores, steps, budgets, interrupts."""

from __future__ import annotations

import subprocess
import sys
from threading import Timer
from time import monotonic

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from symcheck.base.budget import Budget
from symcheck.solve import Answer, SolverFactory
from symcheck.solve.choose import sat, z3
from symcheck.term import (
    BOOL,
    FALSE,
    INT,
    TRUE,
    Term,
    add,
    at_most_one,
    conj,
    disj,
    div,
    eq,
    exactly_one,
    iff,
    integer,
    ite,
    le,
    mod,
    mul,
    neg,
    sub,
    variable,
)
from symcheck.term import evaluate as value_of

A, B = variable("a", BOOL), variable("b", BOOL)
A_NEXT = variable("a'", BOOL)
X, Y = variable("x", INT), variable("y", INT)
X_NEXT = variable("x'", INT)

BOOLEAN: dict[str, SolverFactory] = {
    "default": sat(),
    "glucose4": sat("glucose4"),
    "minisat22": sat("minisat22"),
    "cadical195": sat("cadical195"),
    "z3 QF_FD": z3(boolean=True),
    "z3": z3(boolean=False),
}


@pytest.fixture(params=sorted(BOOLEAN))
def boolean(request: pytest.FixtureRequest) -> SolverFactory:
    return BOOLEAN[request.param]


def test_steps(boolean: SolverFactory) -> None:
    """A bit that toggles."""
    solver = boolean({A: A_NEXT})
    solver.add(A)
    for step in range(5):
        solver.add(iff(A_NEXT, neg(A)), step)
    assert solver.check([(A, 5)]) is Answer.UNSAT
    assert solver.core() == {(A, 5)}
    assert solver.check([(neg(A), 5)]) is Answer.SAT
    assert [solver.values([A], step)[A] for step in range(6)] == [True, False, True, False, True, False]


def test_what_is_defined_for_one_formula_is_not_asserted_with_another(boolean: SolverFactory) -> None:
    wide = disj([conj([A, B]), conj([neg(A), neg(B)])])
    solver = boolean({A: A_NEXT})
    solver.add(wide, 0)
    assert solver.check([(disj([conj([A, B]), conj([A, neg(B)])]), 1), (neg(B), 1)]) is Answer.SAT


def test_assumptions_do_not_stay(boolean: SolverFactory) -> None:
    solver = boolean({})
    solver.add(disj([A, B]))
    assert solver.check([(neg(A), 0), (neg(B), 0)]) is Answer.UNSAT
    assert solver.core() == {(neg(A), 0), (neg(B), 0)}
    assert solver.check() is Answer.SAT
    assert solver.check([(FALSE, 0)]) is Answer.UNSAT
    assert solver.check([(TRUE, 0), (conj([A, neg(B)]), 0)]) is Answer.SAT
    assert solver.values([A, B]) == {A: True, B: False}


def test_unknown_variables_have_a_value(boolean: SolverFactory) -> None:
    solver = boolean({})
    assert solver.check() is Answer.SAT
    assert solver.values([variable("nowhere", BOOL)], 3) == {variable("nowhere", BOOL): False}


def test_contradiction(boolean: SolverFactory) -> None:
    solver = boolean({})
    solver.add(FALSE)
    assert solver.check() is Answer.UNSAT
    assert solver.core() == frozenset()


def pigeons(count: int) -> list[Term]:
    """So many pigeons in one hole less: hard for resolution."""
    places = [[variable(f"p{i}h{j}", BOOL) for j in range(count - 1)] for i in range(count)]
    apart = [disj([neg(p[j]), neg(q[j])]) for j in range(count - 1) for i, p in enumerate(places) for q in places[:i]]
    return [*(disj(row) for row in places), *apart]


@pytest.mark.parametrize("name", ["default", "glucose4", "minisat22", "cadical195", "z3 QF_FD"])
def test_a_budget_ends_a_check(name: str) -> None:
    solver = BOOLEAN[name]({})
    for clause in pigeons(13):
        solver.add(clause)
    started = monotonic()
    assert solver.check(budget=Budget(0.5)) is Answer.UNKNOWN
    assert monotonic() - started < 5
    assert solver.check(budget=Budget(0.0)) is Answer.UNKNOWN


@pytest.mark.parametrize("name", ["glucose4", "z3 QF_FD"])
def test_interrupt_from_another_thread(name: str) -> None:
    solver = BOOLEAN[name]({})
    for clause in pigeons(13):
        solver.add(clause)
    Timer(0.5, solver.interrupt).start()
    started = monotonic()
    assert solver.check() is Answer.UNKNOWN
    assert monotonic() - started < 8


@pytest.mark.parametrize("name", ["sat()", "sat('cadical195')", "z3(boolean=True)"])
def test_the_keyboard_interrupts(name: str) -> None:
    """Ctrl-C arrives as KeyboardInterrupt, not as an answer or a crash."""
    code = f"""
import os, signal, threading
from tests.unit.solve.test_solvers import pigeons
from symcheck.solve.choose import sat, z3
solver = {name}({{}})
for clause in pigeons(13):
    solver.add(clause)
threading.Timer(0.7, os.kill, (os.getpid(), signal.SIGINT)).start()
try:
    print(solver.check())
except KeyboardInterrupt:
    print("interrupted")
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=False)
    assert done.stdout == "interrupted\n", done.stderr


def test_the_keyboard_interrupts_whoever_waits_for_checks_on_another_thread() -> None:
    """Z3 would take the signal, and lose it where its answer comes at that moment."""
    code = """
import os, signal, threading, time
from symcheck.solve.choose import z3
from symcheck.term import INT, add, conj, eq, integer, le, variable

x, y = variable("x", INT), variable("y", INT)
ended = False

def check_on():
    solver, number = z3(boolean=False)({}), 0
    while not ended:
        number += 1
        near = conj((le(integer(number % 50), x), le(x, integer(100)), eq(add((x, y)), integer(number))))
        solver.check([(near, 0)])

heard = 0
for turn in range(20):
    ended = False
    thread = threading.Thread(target=check_on)
    thread.start()
    try:
        time.sleep(0.05 + 0.003 * turn)
        os.kill(os.getpid(), signal.SIGINT)
        time.sleep(0.3)
    except KeyboardInterrupt:
        heard += 1
    ended = True
    thread.join()
print(heard)
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=False)
    assert done.stdout == "20\n", done.stderr


def test_a_hard_check_is_handed_on(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing asserted, defined or assumed is lost on the way."""
    from symcheck.solve import sat_native

    monkeypatch.setattr(sat_native, "_SLICE", 50)
    monkeypatch.setattr(sat_native, "_HARD", 100)
    solver = sat()({A: A_NEXT})
    solver.add(A)
    solver.add(iff(A_NEXT, neg(A)))
    fits = variable("fits", BOOL)
    for clause in pigeons(7):
        solver.add(disj([fits, clause]))
    assert solver.check([(neg(fits), 0)]) is Answer.UNSAT
    assert solver.name == "cadical195"
    assert solver.core() == {(neg(fits), 0)}
    solver.add(iff(A_NEXT, neg(A)), 1)
    assert solver.check([(fits, 0)]) is Answer.SAT
    assert [solver.values([A], step)[A] for step in range(3)] == [True, False, True]


def test_integers() -> None:
    solver = z3(boolean=False)({X: X_NEXT})
    solver.add(eq(X, integer(-7)))
    for step in range(5):
        solver.add(eq(X_NEXT, add([X, integer(3)])), step)
    assert solver.check([(le(X, integer(3)), 5)]) is Answer.UNSAT
    assert solver.check([(neg(le(X, integer(7))), 5)]) is Answer.SAT
    assert [solver.values([X], step)[X] for step in range(6)] == [-7, -4, -1, 2, 5, 8]


def test_big_integers() -> None:
    solver = z3(boolean=False)({})
    solver.add(eq(X, integer(-(10**40))))
    assert solver.check() is Answer.SAT
    assert solver.values([X, Y]) == {X: -(10**40), Y: 0}


NUMBERS = st.recursive(
    st.one_of(st.sampled_from([X, Y]), st.integers(-3, 3).map(integer)),
    lambda inner: st.one_of(
        st.tuples(inner, inner).map(add),
        st.tuples(inner, inner).map(lambda p: sub(*p)),
        st.tuples(inner, inner).map(lambda p: mul(*p)),
        st.tuples(inner, inner).map(lambda p: div(*p)),
        st.tuples(inner, inner).map(lambda p: mod(*p)),
        st.tuples(inner, inner).map(lambda p: ite(A, *p)),
    ),
    max_leaves=6,
)


@settings(max_examples=150, deadline=None)
@given(NUMBERS, st.integers(-6, 6), st.integers(-6, 6), st.booleans())
def test_lowered_arithmetic_means_what_evaluation_does(term: Term, x: int, y: int, a: bool) -> None:
    expected = value_of(term, {X: x, Y: y, A: a})
    solver = z3(boolean=False)({})
    for each, value in ((X, x), (Y, y)):
        solver.add(eq(each, integer(value)))
    solver.add(A if a else neg(A))
    result = variable("result", INT)
    solver.add(eq(result, term))
    assert solver.check() is Answer.SAT
    assert solver.values([result])[result] == expected


def test_cardinality(boolean: SolverFactory) -> None:
    letters = [variable(f"c{place}", BOOL) for place in range(9)]
    solver = boolean({})
    solver.add(exactly_one(letters))
    assert solver.check([(letters[0], 0), (letters[8], 0)]) is Answer.UNSAT
    assert solver.check([(neg(at_most_one(letters[:7])), 0)]) is Answer.UNSAT
    assert solver.check([(neg(letter), 0) for letter in letters[:8]]) is Answer.SAT
    assert solver.values(letters)[letters[8]] is True


def test_importing_the_package_loads_no_solver() -> None:
    code = "import sys, symcheck.engine.bmc; print([m for m in ('z3', 'pysat', 'pysmt') if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=True)
    assert done.stdout == "[]\n"
