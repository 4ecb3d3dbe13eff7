"""Small specifications have the same steps, verdicts and shortest violations in both readings."""

from __future__ import annotations

from itertools import product
from typing import assert_never

from hypothesis import given, note, reject

from symcheck.base.diagnostic import Code, SpecError
from symcheck.concrete.search.exploration import Exploration, Fails, Finding, Holds, Open
from symcheck.concrete.search.explore import Limits, explore
from symcheck.concrete.steps.successors import Machine, Values
from symcheck.core.spec import Spec
from symcheck.engine.bmc import search
from symcheck.engine.verdict import Bounded, Refuted, Verdict
from symcheck.resolve import resolve_text
from symcheck.symbolic.encode import encode
from symcheck.symbolic.encoded import Encoded
from symcheck.symbolic.questions import DEFINEDNESS
from symcheck.system.transition_system import Property
from symcheck.term import BOOL, FALSE, Term, conj, disj, evaluate_all, free_variables
from tests.agreement.reading import deep
from tests.agreement.specs import CONFIGURATION, specs
from tests.agreement.states import Assignment, Laid
from tests.amounts import examples

LENGTH = 4
STATES = 400
CHOICES = 8  # so many boolean inputs are tried one by one
LACKING = (Code.UNSUPPORTED, Code.TOO_LARGE)


def agree(text: str) -> str:
    """Checks one specification; what came of it, for the counts."""
    spec = resolve_text(text, config_text=CONFIGURATION)
    explored = explore(spec, limits=Limits(STATES, LENGTH))
    try:
        with deep():
            encoded = encode(spec, LENGTH)
    except SpecError as error:
        return rejected(error, explored)
    for error in encoded.left_out.values():
        if error.code not in LACKING:
            raise error
    if "too many states" in explored.reason:
        return "too many states"
    compare_steps(spec, encoded)
    return compare_verdicts(encoded, explored)


def rejected(error: SpecError, explored: Exploration) -> str:
    """Where there is nothing to encode there is nothing to explore."""
    if error.code is Code.VACUOUS:
        assert explored.distinct == 0
        assert not isinstance(finding(explored, DEFINEDNESS).answer, Fails)
    elif error.code not in LACKING:
        answer = finding(explored, DEFINEDNESS).answer
        assert isinstance(answer, Fails), f"only the symbolic reading fails: {error}"
        assert answer.trace is None, "the initial predicate fails before there is a state"
    return error.code.name


def finding(explored: Exploration, name: str) -> Finding:
    return next(found for found in explored.findings if found.name == name)


# ------------------------------------------------------------ steps


def compare_steps(spec: Spec, encoded: Encoded) -> None:
    """From every state within the length, both readings step to the same states by the same actions, or both fail."""
    machine, laid = Machine(spec), Laid(encoded.registers)
    level = dict.fromkeys(machine.initial())
    seen = dict(level)
    lemma = encoded.system.lemma
    for _ in range(LENGTH):
        following: dict[Values, None] = {}
        for state in level:
            assignment = laid.assignment(dict(zip(spec.variables, state, strict=True)))
            assert evaluate_all((lemma,), assignment) == [True], f"the lemma rules out {machine.state(state)}"
            following.update(dict.fromkeys(compare_step(machine, encoded, state, assignment)))
        level = {state: None for state in following if state not in seen}
        seen |= level
        if len(seen) > STATES:
            return


def compare_step(machine: Machine, encoded: Encoded, state: Values, assignment: Assignment) -> list[Values]:
    shown = {name: str(value) for name, value in machine.state(state).items()}
    expected: set[tuple[str, Values]] | str
    try:
        for invariant in machine.spec.invariants:
            machine.condition(invariant.expr)(state, None)
        expected = {(found.action, found.state) for found in machine.transitions(state)}
    except SpecError as error:
        expected = str(error)
    found = steps(machine, encoded, assignment)
    if found is None:
        return [] if isinstance(expected, str) else [after for _, after in expected]
    if isinstance(expected, str):
        assert isinstance(found, str), f"only the value reading fails in {shown}: {expected}"
        return []
    assert not isinstance(found, str), f"only the symbolic reading fails in {shown}: {found}"
    missing, more = expected - found, found - expected
    assert not missing, f"no symbolic step from {shown} to {missing}"
    assert not more, f"a symbolic step from {shown} to {more}"
    return [after for _, after in expected]


def steps(machine: Machine, encoded: Encoded, assignment: Assignment) -> set[tuple[str, Values]] | str | None:
    """The labelled successors by the transition system, or its evaluation error; None if the inputs are too many."""
    system = encoded.system
    if len(system.inputs) > CHOICES or any(term.sort is not BOOL for term in system.inputs):
        return None
    found: set[tuple[str, Values]] = set()
    undefined = next((each.bad for each in system.properties if each.name == DEFINEDNESS), FALSE)
    if not free_variables(undefined) <= assignment.keys() | set(system.inputs):
        return None  # a solver decides what some quantifier says
    for choice in product((False, True), repeat=len(system.inputs)):
        values = {**assignment, **dict(zip(system.inputs, choice, strict=True))}
        if evaluate_all((undefined,), values) == [True]:
            return ", ".join(f"{failure.message} at {failure.span}" for failure in encoded.failures)
        guards = evaluate_all([action.guard for action in system.actions], values)
        for action, guard in zip(system.actions, guards, strict=True):
            if guard:
                after = evaluate_all(action.effects.values(), values)
                state = encoded.state({**assignment, **dict(zip(action.effects, after, strict=True))})
                found.add((action.name, machine.values(state)))
    return found


# ------------------------------------------------------------ verdicts


def compare_verdicts(encoded: Encoded, explored: Exploration, length: int = LENGTH) -> str:
    """The same verdict for every property within the length, and the same shortest depth."""
    system = encoded.system
    verdicts = search(system, system.properties, length)
    if any(isinstance(verdict, Refuted) for name, verdict in verdicts.items() if name in encoded.lacking):
        return "lacking"  # it says nothing of behaviors that come there
    undefined = depth_of(verdicts[DEFINEDNESS])
    results = [] if undefined is None else ["undefined"]
    for prop in system.properties:
        if prop.name in encoded.lacking:
            continue
        answer = finding(explored, encoded.titles[prop.name]).answer
        found = depth_of(verdicts[prop.name])
        if found is not None and prop.name != DEFINEDNESS:
            results.append(prop.kind)
        match answer:
            case Fails(trace):
                assert trace is not None, "the initial predicate was encoded"
                expected = [len(trace) - 1]
                if prop.name == DEFINEDNESS:
                    # an error in a next state may be met before one in a state beside this one
                    expected.append(len(trace) - 2)
                assert found in expected, f"{prop.name}: {found} instead of {expected}"
            case Open(_, depth):
                # an error in a next state is met in the last states, from which explicit search takes no steps
                last = depth - 1 if prop.name == DEFINEDNESS else depth
                assert found is None or found > last, f"{prop.name}: {found}, but there is none up to {depth}"
            case Holds():
                assert found is None or (undefined is not None and undefined <= found), f"{prop.name}: {found}"
            case _:
                assert_never(answer)
    return " ".join(sorted(results)) or ("left out" if encoded.left_out else "holds")


def depth_of(verdict: Verdict) -> int | None:
    """Of the violation, if there is one."""
    assert isinstance(verdict, Refuted | Bounded), f"undecided: {verdict}"
    return verdict.path.length if isinstance(verdict, Refuted) else None


def can_be_taken(encoded: Encoded) -> list[Property]:
    """For each action, by its name, what is bad where it can be taken."""
    system = encoded.system
    guards: dict[str, list[Term]] = {}
    for action in system.actions:
        guards.setdefault(action.name, []).append(conj((system.constraint, action.guard)))
    return [Property(name, "invariant", disj(terms), sequential=True) for name, terms in guards.items()]


def ever_enabled(encoded: Encoded) -> set[str]:
    """The names of the actions that some behavior within the length takes, by search."""
    verdicts = search(encoded.system, can_be_taken(encoded), LENGTH - 1)
    return {name for name, verdict in verdicts.items() if isinstance(verdict, Refuted)}


def actions_taken(spec: Spec) -> set[str]:
    """The names of the actions of all steps within the length, by going through the states."""
    machine = Machine(spec)
    level = seen = dict.fromkeys(machine.initial())
    names: set[str] = set()
    for _ in range(LENGTH):
        found = [transition for state in level for transition in machine.transitions(state)]
        names.update(transition.action for transition in found)
        level = {transition.state: None for transition in found if transition.state not in seen}
        seen = seen | level
        if len(seen) > STATES:
            reject()
    return names


@examples(50, nightly=6_000, parts=6)
@given(specs())
def test_both_readings_agree(part: int, text: str) -> None:
    note(text)
    agree(text)


@examples(25, nightly=2_000, parts=2)
@given(specs())
def test_the_same_actions_are_ever_enabled(part: int, text: str) -> None:
    note(text)
    spec = resolve_text(text, config_text=CONFIGURATION)
    try:
        taken = actions_taken(spec)
        with deep():
            encoded = encode(spec, LENGTH)
    except SpecError:
        reject()  # evaluation errors are the other test's
    assert ever_enabled(encoded) == taken
