"""Warnings about checks that say less than they seem to."""

from __future__ import annotations

import pytest

import symcheck
from symcheck.base.diagnostic import Code, SpecError
from symcheck.cli.report_text import detail
from symcheck.pipeline.outcome import Proof

HEAD = "---- MODULE M ----\nEXTENDS Naturals\n"
BODY = r"""VARIABLES x, y
Init == x = 0 /\ y = 0
Up == x < 3 /\ x' = x + 1 /\ UNCHANGED y
Down == x = 3 /\ x' = 0 /\ y' = y
Never == x = 7 /\ x' = 0 /\ UNCHANGED y
Next == Up \/ Down
Spec == Init /\ [][Next]_<<x, y>>
Good == x <= 3
Constant == 1 + 1 = 2
Still == y = 0
Numbers == [1..2 -> 1..2]
Nothing == CHOOSE n \in {} : TRUE
Live == <>(x = 3)
===="""


def _warnings(config: str, body: str = BODY) -> list[str]:
    report = symcheck.check(symcheck.loads(HEAD + body, config))
    return [each.message for each in report.diagnostics]


def test_a_sound_check_is_left_in_peace() -> None:
    assert _warnings("SPECIFICATION Spec\nINVARIANT Good") == []


@pytest.mark.parametrize(("config", "said"), [
    ("SPECIFICATION Spec", "no invariant and no property is configured"),
    ("SPECIFICATION Spec\nINVARIANT Constant", "Constant mentions no variable"),
    ("SPECIFICATION Spec\nINVARIANT Good\nSYMMETRY Numbers", "SYMMETRY has no effect: Numbers is not a set of perm"),
    ("SPECIFICATION Spec\nINVARIANT Good\nSYMMETRY Nothing", "SYMMETRY has no effect: Nothing cannot be evaluated: "),
    ("SPECIFICATION Spec\nINVARIANT Still", "Still reads only y, which no step changes"),
])
def test_weak_checks(config: str, said: str) -> None:
    (message,) = _warnings(config)
    assert message.startswith(said)


def test_an_invariant_of_the_run_need_not_mention_a_variable() -> None:
    body = BODY.replace("Still ==", 'Soon == TLCGet("level") < 9\nStill ==')
    body = body.replace("VARIABLES", "LOCAL INSTANCE TLC\nVARIABLES", 1)
    assert _warnings("SPECIFICATION Spec\nINVARIANT Soon", body) == []


def test_a_field_that_no_record_has() -> None:
    body = BODY.replace("/\\ y = 0", "/\\ y = [count |-> 0]").replace("UNCHANGED y", "y' = [y EXCEPT !.cuont = @ + 1]")
    report = symcheck.check(symcheck.loads(HEAD + body, "SPECIFICATION Spec\nINVARIANT Good"))
    (said,) = report.diagnostics  # Never, which has the same mistake, is no part of Next
    assert said.message == "no record has a field cuont: here EXCEPT changes nothing"
    assert said.hint == "did you mean count?"
    assert said.span is not None
    assert said.span.text == "cuont"


def test_a_subscript_that_forgets_a_variable() -> None:
    body = BODY.replace("_<<x, y>>", "_y")
    report = symcheck.check(symcheck.loads(HEAD + body, "SPECIFICATION Spec\nINVARIANT Good"))
    (said,) = report.diagnostics
    assert said.message.startswith("the subscript of [][Next]_v does not mention x: by TLA+ a step that keeps the rest")
    assert said.span is not None
    assert said.span.text == "y"


def test_an_action_that_is_never_enabled() -> None:
    body = BODY.replace("Next == Up", "Next == Never \\/ (\\E i \\in 1..2 : Never) \\/ Up")
    assert _warnings("SPECIFICATION Spec\nINVARIANT Good", body) == [
        "action Never is never enabled in any reachable state"
    ]


def test_a_property_of_steps_that_never_come() -> None:
    more = [
        "Far == x > 3", "Keeps == [][~Far]_Far", "Fine == [][x # x']_x", "Sum == [][TRUE]_(x + y)",
        "Fixed == [][y' = y]_y", "Locked == [][FALSE]_y",
    ]  # fmt: skip
    body = BODY.replace("====", "\n".join((*more, "====")))
    (message,) = _warnings("SPECIFICATION Spec\nPROPERTIES Keeps Fine Sum Fixed Locked", body)
    assert "no reachable step changes what [][…]_v in Keeps speaks of" in message


def test_premises_that_no_state_satisfies() -> None:
    more = [
        "Far == x > 9 => y = 7", "All == \\A i \\in 4..5 : x = i => y = i", "Then == (x = 8) ~> (x = 3)",
        "Always == [](x > 7 => <>(x = 3))", "Named == LET far == x > 9 IN far => y = 7", "Calls == Far",
        "None == \\A i \\in 1..2 : (x = 3 + i) ~> (x = 3)",
        # asked of some state, of all of them, or of none on purpose
        "Each == \\A i \\in 1..2 : (x = 1 /\\ i = 2) ~> (x = 3)",
        "Met == x = 3 => y = 0", "Some == \\A i \\in 3..5 : x = i => y = 0", "Off == 1 = 2 => x = 0",
    ]  # fmt: skip
    body = BODY.replace("====", "\n".join((*more, "====")))
    found = _warnings("SPECIFICATION Spec\nINVARIANTS Far All Calls Met Some\nPROPERTIES Then Each Always None", body)
    premise = "no reachable state satisfies the premise of {}, so nothing is asked of any"
    assert [each for each in found if "premise" in each] == [
        premise.format(name) for name in ("Far", "All", "Calls", "Then", "Always", "None")
    ]
    assert not [each for each in _warnings("SPECIFICATION Spec\nINVARIANT Off", body) if "premise" in each]


def test_a_view_under_which_states_are_one() -> None:
    body = BODY.replace("====", "View == x\nBoth == <<x, y>>\n====").replace("UNCHANGED y", "y' \\in {0, 1}")
    config = "SPECIFICATION Spec\nINVARIANT Good\nVIEW "
    report = symcheck.check(symcheck.loads(HEAD + body, config + "View"), engine="explicit")
    assert [each.message for each in report.diagnostics if "View" in each.message] == [
        "states with the same View are one state: what holds was shown of the first of them"
    ]
    assert {detail(each) for each in report.outcomes if isinstance(each, Proof)} == {
        "in all 4 reachable states up to VIEW View (explicit)"
    }


def test_no_initial_state_within_the_constraint() -> None:
    body = BODY.replace("====", "Far == x > 9\n====")
    config = "SPECIFICATION Spec\nINVARIANT Good\nCONSTRAINT Far"
    report = symcheck.check(symcheck.loads(HEAD + body, config), engine="explicit")
    assert [each.message for each in report.diagnostics] == [
        "no initial state satisfies Far, so nothing is searched on from"
    ]


def test_no_initial_state() -> None:
    messages = _warnings("SPECIFICATION Spec\nINVARIANT Good", BODY.replace("Init == x = 0", "Init == x = 0 /\\ 1 = 2"))
    assert messages == ["no state satisfies the initial predicate, so everything holds of nothing"]


def test_fairness_of_what_is_no_step() -> None:
    fair = "_<<x, y>> /\\ WF_<<x, y>>(x = 7) /\\ SF_<<x, y>>(\\E i \\in 1..2 : Up /\\ i = 1)"
    (message,) = _warnings("SPECIFICATION Spec\nINVARIANT Good\nPROPERTY Live", BODY.replace("_<<x, y>>", fair))
    assert message == "fairness is asked of x = 7, which says nothing of a step"


def test_fairness_without_a_temporal_property() -> None:
    body = BODY.replace("_<<x, y>>", "_<<x, y>> /\\ WF_<<x, y>>(Up)")
    (message,) = _warnings("SPECIFICATION Spec\nINVARIANT Good", body)
    assert message.startswith("fairness has no influence")
    assert _warnings("SPECIFICATION Spec\nINVARIANT Good\nPROPERTY Live", body) == []


COUNTER = """---- MODULE Counter ----
EXTENDS Naturals
VARIABLE x
Spec == x = 0 /\\ [][x' = x + 1]_x /\\ WF_x(x' = x + 1)
Low == x < %d
Odd == []<>(x %% 2 = 1)
Ever == <>(x = 9)
===="""


def test_liveness_of_what_a_constraint_leaves_of_the_behaviors() -> None:
    config = "SPECIFICATION Spec\nPROPERTIES Odd Ever\nCONSTRAINT Low\nCHECK_DEADLOCK FALSE"
    report = symcheck.check(symcheck.loads(COUNTER % 5, config))
    assert report.verdict == "proved"  # of nothing: every behavior leaves the constraint
    assert [each.message for each in report.diagnostics] == [
        "Odd, Ever: behaviors that leave Low were not looked at"
    ]
    cyclic = (COUNTER % 5).replace("x + 1", "(x + 1) % 4")
    assert symcheck.check(symcheck.loads(cyclic, config.replace(" Ever", ""))).diagnostics == ()


def test_engines_without_liveness_name_those_that_have_it() -> None:
    config = "SPECIFICATION Spec\nPROPERTY Odd\nCHECK_DEADLOCK FALSE"
    spec = symcheck.loads((COUNTER % 5).replace("x + 1", "(x + 1) % 4"), config)
    for engine in ("kinduction", "spacer"):
        (found,) = [row for row in symcheck.check(spec, engine=engine, length=3).results if row["property"] == "Odd"]
        assert "explicit and auto decide them" in found["reason"]
    assert symcheck.check(spec).verdict == "proved"


def test_listing_what_is_infinite_names_the_engines_that_need_not() -> None:
    spec = symcheck.loads((COUNTER % 5).replace("x = 0 /", "x \\in Nat /"), "SPECIFICATION Spec\nINVARIANT Low")
    with pytest.raises(SpecError) as caught:
        symcheck.check(spec, engine="explicit")
    (found,) = caught.value.diagnostics
    assert found.code is Code.INFINITE_SET
    assert "the others, and auto" in found.hint
    assert symcheck.check(spec, engine="bmc", length=2).exit_code == 12
