from __future__ import annotations

import pytest

from symcheck.base.diagnostic import Code
from symcheck.concrete.evaluate import evaluate
from symcheck.concrete.steps.successors import Machine
from symcheck.core.expr import Call, Definition, Literal
from symcheck.resolve import resolve_expression
from symcheck.value import TRUE, ModelValue, String, make_set
from tests.unit.resolve.show import body_of, mistakes, places, resolved, show

MACHINE = """CONSTANTS N, Ids, Op(_)
VARIABLE x
vars == <<x>>
Init == x = N
Next == x' = Op(x)
Spec == Init /\\ [][Next]_vars
Small == x < 10
Sooner == x' > x
Perms == {Ids}
"""
STEP = "Plus(n) == n + 1\n"
GIVEN = "CONSTANTS N = 1 Ids = {a, b} Op <- Plus\n"


def test_values_are_put_for_constants() -> None:
    spec = resolved(MACHINE + STEP, GIVEN + "INIT Init NEXT Next", allow_symbolic=False)
    assert dict(spec.bound_constants) == {"N": 1, "Ids": make_set([ModelValue("a"), ModelValue("b")])}
    assert body_of(spec, "Init") == "EQ(x, 1)"
    assert body_of(spec, "Next") == "EQ(PRIME(x), Plus(x))"
    assert spec.constants == ()


def test_every_form_of_value() -> None:
    body = "CONSTANTS A, B, C, D, E\nAll == <<A, B, C, D, E>>\nASSUME 1 = 1"
    spec = resolved(body, 'CONSTANTS A = -3 B = "s" C = TRUE D = {{}, {1, m}} E = E', allow_symbolic=False)
    assert dict(spec.bound_constants) == {
        "A": -3, "B": String("s"), "C": TRUE, "D": make_set([make_set([]), make_set([1, ModelValue("m")])]),
        "E": ModelValue("E"),
    }  # fmt: skip


def test_operators_by_their_values() -> None:
    spec = resolved("CONSTANT F(_, _)\nE == F(1, 2)", "CONSTANTS F(1, 2) = 3 F(2, m) = 4", allow_symbolic=False)
    call = spec.definitions["E"].body
    assert isinstance(call, Call)
    assert show(call.definition.body) == "(case AND(EQ(a1, 1), EQ(a2, 2)) -> 3 | AND(EQ(a1, 2), EQ(a2, m)) -> 4)"


def test_definitions_are_replaced_everywhere() -> None:
    inner = "---- MODULE In ----\nEXTENDS Integers\nAll == Nat\n====\n"
    spec = resolved(f"{inner}I == INSTANCE In\nFew == 0..3\nE == Nat\nF == I!All", "CONSTANT Nat <- Few")
    assert body_of(spec, "E") == "Few"
    call = spec.definitions["F"].body
    assert isinstance(call, Call)
    assert show(call.definition.body) == "Few"


def test_a_definition_can_be_given_a_value() -> None:
    spec = resolved("None == CHOOSE n : n \\notin Nat\nE == None", "CONSTANT None = None")
    assert body_of(spec, "E") == "None"
    assert isinstance(spec.definitions["E"].body, Literal)


def test_replacements_within_one_module() -> None:
    inner = "---- MODULE In ----\nEXTENDS Integers\nAll == Nat\nUse == All\n====\n"
    body = f"{inner}I == INSTANCE In\nFew == 0..3\nE == Nat\nF == I!Use"
    found = mistakes(body, "CONSTANT All <- [Out] Few")
    assert places(found) == [(Code.CONFIG_UNKNOWN_NAME, 1, 10)]


INNER = """====
---- MODULE In ----
EXTENDS Integers
CONSTANT Hash(_, _)
VARIABLE last
None == CHOOSE n : n \\notin Nat
Begin == last = None
Step == \\E n \\in 0..2 : Hash(n, last')"""
OUTER = """CONSTANTS Hash(_, _), Nothing
VARIABLES last, table
I == INSTANCE In
HashOf(n, found) == found = table[n] /\\ table' = [table EXCEPT ![n] = n]
None == 7
Init == table = [n \\in 0..2 |-> n + 1] /\\ I!Begin
Next == I!Step
"""


@pytest.mark.parametrize("given", ["None = [In] Nothing", "None <- [In] Nothing"])
def test_a_value_within_one_module(given: str) -> None:
    config = f"CONSTANTS Hash <- HashOf Nothing = Nothing {given}\nINIT Init NEXT Next"
    spec = resolved(OUTER + INNER, config, allow_symbolic=False)
    assert body_of(spec, "None") == "7"
    ((last, _),) = Machine(spec).initial()
    assert last == ModelValue("Nothing")


def test_an_unknown_module_is_given_no_value() -> None:
    found = mistakes(OUTER + INNER, "CONSTANTS Hash <- HashOf Nothing = 1 None = [On] 1\nINIT Init NEXT Next")
    assert places(found) == [(Code.CONFIG_UNKNOWN_NAME, 1, 38)]


def test_an_action_may_be_put_for_a_constant_that_an_instance_takes() -> None:
    """TLC looks at levels before it reads a configuration."""
    config = "CONSTANTS Hash <- HashOf Nothing = -1 None = [In] Nothing\nINIT Init NEXT Next"
    spec = resolved(OUTER + INNER, config, allow_symbolic=False)
    machine = Machine(spec)
    (first,) = machine.initial()
    assert sorted(str(last) for last, _ in machine.successors(first)) == ["1", "2", "3"]


def test_replacements_follow_one_another() -> None:
    spec = resolved("CONSTANTS N, M\nE == <<N, M>>", "CONSTANTS N <- M M = 3", allow_symbolic=False)
    assert body_of(spec, "E") == "TUPLE(3, 3)"


def test_a_replacement_may_speak_of_what_it_replaces() -> None:
    spec = resolved("F(n) == n\nG(n) == F(n)", "CONSTANT F <- G")
    assert spec.definitions["G"].recursive


def test_constants_may_stay_symbolic() -> None:
    spec = resolved(MACHINE, init="Init", next="Next")
    assert [(constant.name, constant.arity) for constant in spec.constants] == [("N", 0), ("Ids", 0), ("Op", 1)]
    assert body_of(spec, "Next") == "EQ(PRIME(x), Op(x))"


def test_definitions_of_the_command_line_come_first() -> None:
    spec = resolved(
        MACHINE + STEP, GIVEN + "INIT Init NEXT Next", allow_symbolic=False,
        definitions=(("N", "1 + 2"), ("Ids", '{p, q, -0}')),
    )  # fmt: skip
    assert spec.bound_constants["Ids"] == make_set([ModelValue("p"), ModelValue("q"), 0])
    init = spec.definitions["Init"].body
    assert show(init) == "EQ(x, N)"
    assert body_of(spec, "N") == "ADD(1, 2)"
    assert isinstance(spec.definitions["N"], Definition)


@pytest.mark.parametrize(
    ("config", "expected"),
    [
        ("CONSTANTS N = 1 Ids = 1", [(Code.CONFIG_UNBOUND_CONSTANT, "Op")]),
        ("CONSTANTS N = 1 N = 2 Ids = 1 Op <- Plus", [(Code.CONFIG_DUPLICATE, "N is given")]),
        ("CONSTANTS N = 1 Ids = 1 Op <- Pls", [(Code.CONFIG_UNKNOWN_NAME, "no Pls")]),
        ("CONSTANTS N = 1 Ids <- Plus Op <- Plus", [(Code.CONFIG_LEVEL, "Ids takes no arguments")]),
        ("CONSTANTS N = 1 Ids = 1 Op = 1", [(Code.CONFIG_LEVEL, "a value takes no arguments")]),
        (f"{GIVEN}Mm <- Small", [(Code.CONFIG_UNKNOWN_NAME, "no constant or definition Mm")]),
        ('CONSTANTS N = {1, "s"} Ids = 1 Op <- Plus', [(Code.CONFIG_VALUE, "cannot compare")]),
        (f"{GIVEN}INVARIANT Smal", [(Code.CONFIG_UNKNOWN_NAME, "Smal, which is not defined")]),
        (f"{GIVEN}CONSTRAINT Plus", [(Code.CONFIG_LEVEL, "Plus, which takes 1 argument")]),
        (f"{GIVEN}INVARIANTS Spec Sooner", [(Code.CONFIG_LEVEL, "Spec is temp"), (Code.CONFIG_LEVEL, "Sooner is act")]),
        (f"{GIVEN}CONSTRAINT Sooner", [(Code.CONFIG_LEVEL, "state-level formula, Sooner is action-level")]),
        (f"{GIVEN}SYMMETRY Small", [(Code.CONFIG_LEVEL, "constant-level formula, Small is state-level")]),
        (f"{GIVEN}VIEW a VIEW b", [(Code.CONFIG_DUPLICATE, "VIEW names b")]),
        (f"{GIVEN}CHECK_DEADLOCK TRUE CHECK_DEADLOCK FALSE", [(Code.CONFIG_DUPLICATE, "is given twice")]),
        (f"{GIVEN}INIT Init", [(Code.CONFIG_NO_BEHAVIOR, "there is no NEXT")]),
        (f"{GIVEN}NEXT Next", [(Code.CONFIG_NO_BEHAVIOR, "there is no INIT")]),
        (GIVEN, [(Code.CONFIG_NO_BEHAVIOR, "nothing says how")]),
        (f"{GIVEN}SPECIFICATION Spec INIT Init", [(Code.CONFIG_DUPLICATE, "both SPECIFICATION and INIT")]),
        (f"{GIVEN}INIT Next NEXT Next", [(Code.CONFIG_LEVEL, "INIT takes a state-level formula")]),
        (f"{GIVEN}INIT Init NEXT Spec", [(Code.CONFIG_LEVEL, "NEXT takes an action-level formula")]),
        (f"{GIVEN}INIT Init NEXT Next POSTCONDITION Small", [(Code.CONFIG_LEVEL, "takes a constant-level formula")]),
        (f"{GIVEN}INIT Init NEXT Next PROPERTY Sooner", [(Code.CONFIG_LEVEL, "Sooner is an action")]),
    ],
)  # fmt: skip
def test_mistaken_configurations(config: str, expected: list[tuple[Code, str]]) -> None:
    found = mistakes(MACHINE + STEP, config, allow_symbolic=False)
    matched = [(d.code, part) for d, (_, part) in zip(found, expected, strict=False) if part in d.message]
    assert matched == expected, [str(d) for d in found]
    assert all(d.span is not None for d in found)


def test_unknown_names_suggest_the_nearest() -> None:
    (found,) = mistakes(MACHINE + STEP, GIVEN + "INIT Init NEXT Next INVARIANT Smal")
    assert found.hint == "did you mean Small?"
    (found,) = mistakes(MACHINE + STEP, GIVEN + "INIT Init NEXT Next PROPERTY I!Small")
    assert found.hint == "a formula of an instance gets a name in the module: ISmall == I!Small"


def test_an_invariant_of_steps_is_told_where_it_belongs() -> None:
    (found,) = mistakes(MACHINE + STEP, GIVEN + "INIT Init NEXT Next INVARIANT Sooner")
    assert found.code is Code.CONFIG_LEVEL
    assert found.hint == "what every step does goes under PROPERTY, as [][Sooner]_vars"


def test_a_value_for_what_is_not_there_is_ignored_with_a_warning() -> None:
    spec = resolved(MACHINE + STEP, GIVEN + "Idz = 3 INIT Init NEXT Next")
    assert [(w.code, w.hint) for w in spec.warnings] == [(Code.IGNORED, "did you mean Ids?")]


def test_every_keyword_is_honoured() -> None:
    body = MACHINE + STEP + "Two == 1 = 1\nAway == [a |-> x']\n"
    spec = resolved(
        body,
        GIVEN + "INIT Init NEXT Next INVARIANT Small CONSTRAINT Small ACTION_CONSTRAINT Sooner SYMMETRY Perms "
        "VIEW vars ALIAS Away POSTCONDITION Two CHECK_DEADLOCK FALSE",
    )
    assert [named.name for named in spec.invariants] == ["Small"]
    assert [named.name for named in spec.constraints] == ["Small"]
    assert [named.name for named in spec.action_constraints] == ["Sooner"]
    single = (spec.symmetry, spec.view, spec.alias, spec.postcondition)
    assert [named.name for named in single if named is not None] == ["Perms", "vars", "Away", "Two"]
    assert not spec.check_deadlock
    assert str(spec.invariants[0].span).startswith("M.tla:9:")


def test_flags_stand_instead_of_the_configuration() -> None:
    config = GIVEN + "SPECIFICATION Spec INVARIANT Small CHECK_DEADLOCK FALSE"
    spec = resolved(
        MACHINE + STEP, config, init="x = 3", next="Next", invariants=("x # 4", "Small"), properties=("[]Small",),
        deadlock=True,
    )  # fmt: skip
    assert spec.behavior is not None
    assert show(spec.behavior.init) == "EQ(x, 3)"
    assert [(named.name, show(named.expr)) for named in spec.invariants] == [("x # 4", "NE(x, 4)"), ("Small", "Small")]
    assert [(p.name, p.kind) for p in spec.properties] == [("[]Small", "invariant")]
    assert spec.check_deadlock


def test_operators_of_the_command_line() -> None:
    config = GIVEN.replace("Op <- Plus", "INIT Init NEXT Next")
    spec = resolved(MACHINE + STEP, config, definitions=(("Op", "Plus"),))
    assert body_of(spec, "Next") == "EQ(PRIME(x), Plus(x))"


def test_the_value_of_uninitialised_variables_needs_no_configuration() -> None:
    spec = resolved("CONSTANT defaultInitValue\nE == defaultInitValue", allow_symbolic=False)
    assert body_of(spec, "E") == "defaultInitValue"
    assert isinstance(spec.definitions["E"].body, Literal)


def test_without_a_configuration_the_usual_names_are_taken() -> None:
    assert (spec := resolved(MACHINE, init=None, next=None)).behavior is not None
    assert spec.behavior.subscript is not None
    alone = resolved(MACHINE.replace("Spec ==", "Other =="), init=None, next=None)
    assert alone.behavior is not None
    assert alone.behavior.subscript is None


def test_without_variables_only_assumptions_are_checked() -> None:
    spec = resolved("Init == 3\nASSUME 1 < 2")
    assert spec.behavior is None
    assert len(spec.assumptions) == 1


@pytest.mark.parametrize(
    ("definitions", "code", "where"),
    [
        ((("N", "1 +"),), Code.SYNTAX, "<-D N>:1:4"),
        ((("N", "1 + Foo"),), Code.UNKNOWN_NAME, "<-D N>:1:5"),
        ((("M", "1"),), Code.CONFIG_UNKNOWN_NAME, "<command line>:1:1"),
        ((("Op", "1"),), Code.CONFIG_LEVEL, "<command line>:1:1"),
    ],
)
def test_mistaken_definitions_of_the_command_line(
    definitions: tuple[tuple[str, str], ...], code: Code, where: str
) -> None:
    (found,) = mistakes(MACHINE, definitions=definitions)
    assert (found.code, str(found.span)) == (code, where)


@pytest.mark.parametrize(("text", "expected"), [("LAMBDA n : n + 1", "4"), ("LAMBDA n : IF n = N THEN 0 ELSE N", "0")])
def test_an_operator_on_the_command_line(text: str, expected: str) -> None:
    spec = resolved(MACHINE, definitions=(("Op", text), ("N", "3")))
    assert str(evaluate(resolve_expression(spec, "Op(3)"))) == expected


@pytest.mark.parametrize(
    ("definition", "message"),
    [(("Op", "LAMBDA m, n : m + n"), "takes 2"), (("N", "LAMBDA n : n"), "takes 1"), (("Op", "LAMBDA n : Foo"), "Foo")],
)
def test_an_operator_that_does_not_fit(definition: tuple[str, str], message: str) -> None:
    (found,) = mistakes(MACHINE, definitions=(definition,))
    assert message in found.message


def test_what_the_configuration_calls_otherwise_is_told() -> None:
    found = mistakes(MACHINE + STEP, "CONSTANTS N = 1 Idz = 1 Op <- Plus INIT Init NEXT Next", allow_symbolic=False)
    assert [(each.code, each.hint) for each in found] == [
        (Code.CONFIG_UNBOUND_CONSTANT, "the configuration gives Idz, which is no constant: write Ids")
    ]
