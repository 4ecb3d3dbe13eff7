"""The symbolic reading of an expression, specialised to a state, is the value reading of it there; and it fails exactly
where the value reading does."""

from __future__ import annotations

from hypothesis import given, note, settings
from hypothesis import strategies as st

from symcheck.base.diagnostic import Code, SpecError
from symcheck.concrete.evaluate import evaluate
from symcheck.core.expr import Expr, Variable
from symcheck.resolve import resolve_expression
from symcheck.symbolic.failures import Failures
from symcheck.symbolic.values import Sym
from symcheck.term import conj
from symcheck.term import evaluate as value_of
from symcheck.value import Value
from tests.agreement.expressions import TYPES, Writer
from tests.agreement.reading import read
from tests.agreement.states import VARIABLES, Assignment, Laid, specification, value_in

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


def in_state(expr: Expr, state: State) -> Value | SpecError:
    """What the value reading gives."""
    try:
        return evaluate(expr, state)
    except SpecError as error:
        return error


def agree(text: str, laid: Laid, states: list[State]) -> str:
    """Checks one expression in some states; what came of it, for the counts."""
    note(text)
    expr = resolve_expression(SPEC, text)
    try:
        found, failures = read(expr, laid.state)
    except SpecError as error:
        if error.code not in LACKING:
            raise
        return error.code.name
    results = {agree_in(expr, found, failures, state, laid.assignment(state)) for state in states}
    return " ".join(sorted(results))


def agree_in(expr: Expr, found: Sym, failures: Failures, state: State, assignment: Assignment) -> str:
    expected = in_state(expr, state)
    shown = {variable.name: str(value) for variable, value in state.items()}
    failed = [failure for failure in failures if value_of(failure.condition, assignment)]
    if isinstance(expected, SpecError):
        assert failed, f"only the value reading fails: {expected} in {shown}"
        return "fails"
    assert not failed, f"only the symbolic reading fails: {failed[0].message} at {failed[0].span} in {shown}"
    value = value_in(found, assignment)
    assert value == expected, f"{value} instead of {expected} in {shown}"
    return "value"


@settings(max_examples=2 * settings.default.max_examples)
@given(texts(), worlds())
def test_both_readings_agree(text: str, world: tuple[Laid, list[State]]) -> None:
    agree(text, *world)


@settings(max_examples=settings.default.max_examples // 2)
@given(worlds())
def test_states_are_decoded_as_they_were_stored(world: tuple[Laid, list[State]]) -> None:
    laid, states = world
    lemma = conj(lemma for register in laid.registers.values() for lemma in register.all_lemmas())
    for state in states:
        assignment = laid.assignment(state)
        assert {variable: register.decode(assignment) for variable, register in laid.registers.items()} == state
        assert {variable: value_in(sym, assignment) for variable, sym in laid.state.items()} == state
        assert value_of(lemma, assignment)
