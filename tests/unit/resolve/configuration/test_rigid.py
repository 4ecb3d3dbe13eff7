"""Constants left symbolic: what --cinit and `-D 'N \\in S'` make of a specification."""

from __future__ import annotations

from typing import Any

import pytest

from symcheck.base.diagnostic import Code, SpecError
from symcheck.concrete.steps.successors import Machine
from symcheck.core.expr import Level
from symcheck.core.spec import Spec
from symcheck.resolve import resolve_text

TEXT = r"""---- MODULE M ----
EXTENDS Integers, Apalache
CONSTANTS N, S, T
ASSUME Apart == N # 2
ASSUME Fixed == T # {}
VARIABLE x
Node == 1..N
Init == x = 0
Move(i) == x < i /\ x' = i
Stay == UNCHANGED x
Next == (\E i \in Node : Move(i)) \/ Stay
Plain == N \in 1..3 /\ S = {1} /\ T = {"a"}
Primed == N' \in 1..3 /\ S' = {1} /\ T' := {"a"}
Numbers == N' \in 1..3 /\ N > 1
Ones == {1}
Parts == Numbers /\ S = Ones /\ T = S
Either == (N = 1 \/ N = 3) /\ S \in SUBSET {1} /\ T = {"a"}
Dependent == N \in 1..3 /\ S = 1..N /\ T = {"a"}
Unbounded == N > 1 /\ S = {1} /\ T = {"a"}
None == N \in 4..3 /\ S = {1} /\ T = {"a"}
Next2 == Next
Sym == {[i \in 1..N |-> i]}
====
"""


def _spec(cinit: str | None = None, config: str | None = None, **asked: Any) -> Spec:
    return resolve_text(TEXT, config_text=config, init="Init", next="Next", cinit=cinit, **asked)


def _initial(spec: Spec) -> list[str]:
    machine = Machine(spec)
    return sorted(" ".join(map(str, state)) for state in machine.initial())


@pytest.mark.parametrize("cinit", ["Plain", "Primed", r"""N \in 1..3 /\ S = {1} /\ T = {"a"}"""])
def test_a_constant_becomes_a_variable_that_init_gives_every_allowed_value(cinit: str) -> None:
    spec = _spec(cinit)
    assert [variable.name for variable in spec.variables] == ["N", "x"]
    assert [variable.rigid for variable in spec.variables] == [True, False]
    assert _initial(spec) == ["1 0", "3 0"]  # 2 is not what the specification assumes
    assert {name: str(value) for name, value in spec.bound_constants.items()} == {"S": "{1}", "T": '{"a"}'}


def test_assumptions_that_speak_of_it_restrict_and_the_others_are_checked() -> None:
    spec = _spec("Plain")
    assert [each.name for each in spec.assumptions] == ["Fixed"]
    assert spec.parameters is not None
    assert spec.parameters.name == "Plain"


def test_no_step_changes_it_and_steps_keep_their_names() -> None:
    machine = Machine(_spec("Plain"))
    steps = {(each.action, each.bindings, each.state) for each in machine.transitions((3, 1))}
    assert {(action, state) for action, _, state in steps} == {
        ("Move", (3, 2)), ("Move", (3, 3)), ("Stay", (3, 1)),
    }


def test_its_level_stays_that_of_a_constant() -> None:
    spec = _spec("Plain")
    assert spec.definitions["Node"].level is Level.CONSTANT


def test_a_predicate_may_be_made_of_definitions() -> None:
    spec = _spec("Parts")
    assert _initial(spec) == ["3 0"]
    assert [variable.name for variable in spec.variables] == ["N", "x"]


def test_alternatives_and_several_constants() -> None:
    assert _initial(_spec("Either")) == ["1 {1} 0", "1 {} 0", "3 {1} 0", "3 {} 0"]
    assert _initial(_spec("Dependent")) == ["1 0", "3 0"]


def test_the_command_line_overrides_the_configuration() -> None:
    spec = _spec("Plain", "CONSTANTS N = 7 S = 7\nT = 7\n")
    assert _initial(spec) == ["1 0", "3 0"]
    spec = _spec(r"N \in 1..3", 'CONSTANTS N = 7 S = 7\nT = {"b"}\n')
    assert str(spec.bound_constants["S"]) == "7"


def test_a_range_for_one_constant() -> None:
    spec = _spec(definitions=(("N", r"\in 3..4"), ("S", "{}"), ("T", "{1}")))
    assert _initial(spec) == ["3 0", "4 0"]


def test_a_constant_that_gets_no_set_has_no_value() -> None:
    with pytest.raises(SpecError) as raised:
        _spec("Unbounded")
    (diagnostic,) = raised.value.diagnostics
    assert diagnostic.code is Code.CONFIG_UNBOUND_CONSTANT
    assert diagnostic.span is not None
    assert diagnostic.span.line == 3
    assert "CONSTANT N =" in diagnostic.hint
    assert r"-D 'N \in" in diagnostic.hint


def test_a_range_for_what_is_no_constant() -> None:
    with pytest.raises(SpecError) as raised:
        _spec("Plain", definitions=(("Nod", r"\in 3..4"),))
    assert raised.value.diagnostics[0].code is Code.CONFIG_UNKNOWN_NAME


def test_a_predicate_that_only_fixes_is_an_assumption() -> None:
    spec = _spec(r"N = 3 /\ S = {} /\ T = {1} /\ N > 5")
    assert [variable.name for variable in spec.variables] == ["x"]
    assert [each.name for each in spec.assumptions][2:] == [r"N = 3 /\ S = {} /\ T = {1} /\ N > 5"]


def test_operators_cannot_be_left_open() -> None:
    text = "---- MODULE M ----\nEXTENDS Integers\nCONSTANT Op(_)\nVARIABLE x\nInit == x = 0\nNext == x' = Op(x)\n====\n"
    with pytest.raises(SpecError) as raised:
        resolve_text(text, init="Init", next="Next", cinit=r"Op \in 1..3")
    assert Code.CONFIG_LEVEL in {each.code for each in raised.value.diagnostics}
    assert all(each.span is not None for each in raised.value.diagnostics)


def test_symmetry_needs_one_value() -> None:
    with pytest.raises(SpecError) as raised:
        _spec("Plain", "SYMMETRY Sym\nINIT Init\nNEXT Next\n")
    (diagnostic,) = raised.value.diagnostics
    assert diagnostic.code is Code.CONFIG_LEVEL
    assert "N" in diagnostic.message


def test_states_that_differ_in_a_constant_differ_in_a_view() -> None:
    spec = _spec("Plain", "INIT Init\nNEXT Next\nVIEW Ones\n")
    assert spec.view is not None
    machine = Machine(spec)
    view = machine.function(spec.view.expr)
    assert view((1, 0)) != view((3, 0))
    assert view((1, 0)) == view((1, 1))
