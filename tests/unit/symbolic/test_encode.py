"""Specifications as transition systems, and their models as states again."""

from __future__ import annotations

import pytest

from symcheck.base.budget import Budget
from symcheck.base.diagnostic import Code, SpecError
from symcheck.concrete.deep import deeply
from symcheck.engine.bmc import search
from symcheck.engine.verdict import Bounded, Refuted
from symcheck.solve import Answer, default_solver
from symcheck.symbolic.encode import encode
from symcheck.symbolic.encoded import Encoded
from symcheck.symbolic.layouts.layout import Members, Number
from symcheck.term import INT, TRUE, conj, disj, neg
from symcheck.value import make_set
from tests.unit.symbolic.specs import specification

COUNTER = """VARIABLE x
Init == x = 0
Up == x < 3 /\\ x' = x + 1
Next == Up
Small == x < 3
Steps == [][x' = x + 1]_x
Fast == [][x' = x + 2]_x
"""


def shortest(encoded: Encoded, name: str, length: int = 5) -> int | None:
    """The depth of a violation by search; None if there is none within the length."""
    system = encoded.system
    prop = next(prop for prop in system.properties if prop.name == name)
    verdict = search(system, [prop], length)[name]
    if isinstance(verdict, Bounded):
        return None
    assert isinstance(verdict, Refuted)
    return verdict.path.length


def test_a_closed_encoding_holds_for_all_behaviors() -> None:
    encoded = encode(specification(COUNTER, "INVARIANT Small\nPROPERTIES Steps Fast"))
    assert encoded.depth is None
    assert [action.name for action in encoded.system.actions] == ["Up"]
    assert sorted(encoded.titles.values()) == ["Fast", "Small", "Steps", "deadlock", "definedness"]
    assert not encoded.left_out
    assert not encoded.system.inputs
    assert shortest(encoded, "Small") == 3
    assert shortest(encoded, "deadlock") == 3
    assert shortest(encoded, "definedness") is None
    assert shortest(encoded, "Steps") is None
    assert shortest(encoded, "Fast") == 1


def test_models_are_states_again() -> None:
    encoded = encode(specification(COUNTER, "INVARIANT Small"))
    prop = next(prop for prop in encoded.system.properties if prop.name == "Small")
    verdict = search(encoded.system, [prop], 5)["Small"]
    assert isinstance(verdict, Refuted)
    trace = encoded.trace((move.action, move.state) for move in verdict.path.moves)
    assert [step.action for step in trace.steps] == ["Init", "Up", "Up", "Up"]
    assert [step.state["x"] for step in trace.steps] == [0, 1, 2, 3]


def test_what_grows_without_end_is_encoded_to_a_depth() -> None:
    body = "VARIABLE s\nInit == s = <<>>\nNext == s' = Append(s, 1)\nNotThree == s # <<1, 1, 1>>"
    encoded = encode(specification(body, "INVARIANT NotThree\nCHECK_DEADLOCK FALSE"), 4)
    assert encoded.depth == 4
    assert not encoded.assumed
    assert shortest(encoded, "NotThree", 4) == 3


GROWING = "VARIABLE s\nInit == s = <<>>\nNext == s' = Append(s, 1)\nTypeOK == Len(s) < 6\nNever == s # <<2>>"


def test_what_an_invariant_keeps_small_is_encoded_for_good() -> None:
    encoded = encode(specification(GROWING, "INVARIANT TypeOK\nCHECK_DEADLOCK FALSE"))
    assert encoded.depth is None
    assert encoded.assumed == {"TypeOK", "definedness"}
    assert shortest(encoded, "TypeOK", 8) == 6


def test_a_type_invariant_that_nobody_asked_for_is_to_be_shown() -> None:
    spec = specification(GROWING, "INVARIANT Never\nCHECK_DEADLOCK FALSE")
    encoded = encode(spec)
    assert encoded.depth is None
    assert encoded.assumed == {"Never", "hint TypeOK", "definedness"}
    assert [prop.kind for prop in encoded.system.properties] == ["invariant", "overflow", "definedness"]
    assert shortest(encoded, "hint TypeOK", 8) == 6
    assert encode(spec, 8, doubted={"Never", "hint TypeOK"}).assumed == frozenset()


def test_growing_sequences_keep_their_states() -> None:
    body = "VARIABLE s\nInit == s = <<1>>\nNext == Len(s) < 4 /\\ s' = Append(s, Len(s) + 1)\nShort == Len(s) < 3"
    encoded = encode(specification(body, "INVARIANT Short"))
    assert shortest(encoded, "Short") == 2
    assert shortest(encoded, "deadlock") == 3


def test_integers_that_never_stop_are_numbers() -> None:
    body = "VARIABLE x\nInit == x = 0\nNext == x' = x + 1\nNonnegative == x >= 0"
    encoded = encode(specification(body, "INVARIANT Nonnegative"))
    assert encoded.depth is None
    (register,) = encoded.registers.values()
    assert register.layout == Number()
    assert [term.sort for term in encoded.system.state] == [INT]
    assert shortest(encoded, "Nonnegative") is None


def test_universes_hold_what_some_action_adds() -> None:
    body = "VARIABLE s\nInit == s = {}\nNext == \\E k \\in 1..3 : k \\notin s /\\ s' = s \\cup {k}"
    encoded = encode(specification(body))
    (register,) = encoded.registers.values()
    assert register.layout == Members({1: False, 2: False, 3: False})
    bits = dict(zip(register.all_variables(), (True, False, True), strict=True))
    assert encoded.state(bits) == {"s": make_set((1, 3))}
    assert len(encoded.system.actions) == 3


def test_evaluation_errors_are_a_property_of_states() -> None:
    body = "VARIABLE x\nInit == x = 2\nNext == x > 0 /\\ x' = x - 1\nInv == 6 \\div x > 0"
    encoded = encode(specification(body, "INVARIANT Inv"))
    assert [failure.code for failure in encoded.failures] == [Code.DIVISION_BY_ZERO]
    assert shortest(encoded, "definedness") == 2


def test_a_variable_without_a_next_value_is_an_error() -> None:
    encoded = encode(specification("VARIABLES x, y\nInit == x = 0 /\\ y = 0\nNext == x' = 1"))
    assert [failure.code for failure in encoded.failures] == [Code.UNASSIGNED]
    assert shortest(encoded, "definedness") == 0


def test_constraints_keep_states_from_being_left() -> None:
    encoded = encode(specification(f"{COUNTER}Two == x < 2", "INVARIANT Small\nCONSTRAINT Two\nCHECK_DEADLOCK FALSE"))
    assert encoded.system.constraint is not TRUE
    assert shortest(encoded, "Small") is None


@pytest.mark.parametrize(
    ("init", "code"),
    [("x = 0 /\\ x = 1", Code.VACUOUS), ("x \\in {}", Code.VACUOUS), ("x = Head(<<>>)", Code.EMPTY_SEQUENCE),
     ("x \\in {1, TRUE}", Code.INCOMPARABLE)],
)  # fmt: skip
def test_nothing_to_encode(init: str, code: Code) -> None:
    with pytest.raises(SpecError) as caught:
        encode(specification(f"VARIABLE x\nInit == {init}\nNext == x' = x"))
    assert caught.value.code is code


def test_properties_of_the_first_state_are_a_system_of_their_own() -> None:
    encoded = encode(specification(f"{COUNTER}Start == x = 0", "PROPERTY Start"))
    assert [prop.name for prop in encoded.initial.properties] == ["Start"]
    assert not encoded.initial.actions
    assert search(encoded.initial, encoded.initial.properties, 0)["Start"] == Bounded(0)


def test_what_cannot_be_encoded_is_left_out_with_its_reason() -> None:
    encoded = encode(specification(f"{COUNTER}Odd == TLCGet(1) = x", "INVARIANTS Small Odd"))
    assert encoded.left_out["Odd"].code is Code.UNSUPPORTED
    assert shortest(encoded, "Small") == 3


PRINTING = """VARIABLE x
Init == x = 0 /\\ TLCSet(1, 0)
Next == x < 5 /\\ x' = x + 1 /\\ TLCSet(1, TLCGet(1) + 1) /\\ PrintT({shown})
Wrong == x < 3
"""


def test_what_is_only_printed_or_stored_decides_nothing_but_whether_that_fails() -> None:
    encoded = encode(specification(PRINTING.replace("{shown}", 'TLCGet("distinct")'), "INVARIANT Wrong"))
    assert shortest(encoded, "Wrong") == 3
    assert encoded.left_out.keys() == {"definedness"}
    assert not encoded.lacking
    assert not encoded.assumed, "that an evaluation succeeds is not known"


def test_what_is_printed_may_fail() -> None:
    text = PRINTING.replace("TLCGet(1) + 1", "x").replace("{shown}", "1 \\div (x - 2)")
    encoded = encode(specification(text, "INVARIANT Wrong"))
    assert not encoded.left_out
    assert shortest(encoded, "definedness") == 2


def test_what_is_recursive_is_unfolded_further_where_that_is_doubted() -> None:
    body = """VARIABLES x, y
RECURSIVE Down(_)
Down(n) == IF n <= 0 THEN 0 ELSE 2 + Down(n - 1)
Init == x \\in Nat /\\ x < 4 /\\ y = 0
Next == x' = x + 20 /\\ y' = Down(x)
Small == y <= 90
"""
    spec = specification(body, "INVARIANT Small\nCHECK_DEADLOCK FALSE")
    encoded = deeply(lambda: encode(spec, 5, doubted={"Small"}))
    (name,) = encoded.lacking
    assert shortest(encoded, name) == 2, "from 40 on there are more than 32 calls"
    further = deeply(lambda: encode(spec, 5, doubted={"Small", encoded.titles[name]}))
    (again,) = further.lacking
    assert encoded.titles[name] != further.titles[again]
    assert shortest(further, again) is None
    assert shortest(further, "Small") == 4


def test_what_has_no_reading_on_terms_is_read_for_each_value_of_its_arguments() -> None:
    body = r"""VARIABLES s, q
Injective(f) == \A i, j \in DOMAIN f : f[i] = f[j] => i = j
Listed(S) == CHOOSE f \in [1..Cardinality(S) -> S] : Injective(f)
Init == s = {} /\ q = <<>>
Next == \E x \in 1..4 : s' = s \cup {x} /\ q' = Listed(s)
NotThese == q # Listed({1, 3, 4})
"""
    encoded = encode(specification(body, "INVARIANT NotThese"), 5)
    assert shortest(encoded, "NotThese") == 4


def test_a_type_invariant_that_does_not_hold_at_first_is_no_hint() -> None:
    body = GROWING.replace("Len(s) < 6", "Len(s) \\in 1..6")
    assert not encode(specification(body, "INVARIANT Never\nCHECK_DEADLOCK FALSE"), 8).assumed & {"hint TypeOK"}


def test_a_choice_among_too_many_is_an_input_also_in_a_guard() -> None:
    body = r"""VARIABLES s, n
Wide == 1..20
Good == \E T \in SUBSET Wide : Cardinality(T) = 2 /\ s \subseteq T
Init == s = {} /\ n = 0
Next == /\ \E x \in {1, 5, 9, 12} : s' = s \cup {x}
        /\ n' = n + 1
        /\ Good'
Pair == Cardinality(s) < 2
Triple == Cardinality(s) < 3
"""
    encoded = encode(specification(body, "INVARIANT Pair Triple\nCHECK_DEADLOCK FALSE"), 4)
    assert {action.name for action in encoded.system.actions} == {"Next"}
    assert shortest(encoded, "Pair") == 2
    assert shortest(encoded, "Triple") is None


def test_steps_of_sets_of_sets_touch_what_they_move() -> None:
    """An element that is chosen by a condition is a plain value in each action, and so is what is made of it."""
    body = r"""VARIABLE trains
Track == 1..12
Init == trains = {{1, 2}, {4, 5, 6}, {9, 10}}
Moved(c, d) == LET train == CHOOSE t \in trains : c \in t IN <<train, {x + d : x \in train}>>
Next == \E c \in UNION trains : trains' \in
    {(trains \ {m[1]}) \cup {m[2]} : m \in {w \in {Moved(c, d) : d \in {-1, 1}} :
        w[2] \subseteq Track /\ w[2] \cap UNION (trains \ {w[1]}) = {}}}
"""
    encoded = encode(specification(body + "Far == {11, 12} \\notin trains", "INVARIANT Far"))
    assert encoded.depth is None
    assert encoded.system.inputs == ()
    assert {len(action.effects) for action in encoded.system.actions} == {2}
    assert shortest(encoded, "Far") == 2


def test_what_is_absent_at_first_makes_no_more_initial_states() -> None:
    """A seat that is free has no guest: there is one initial state, not one for each guest that it might have."""
    system = encode(
        specification("""VARIABLE seats
Init == seats = [s \\in 1..3 |-> "free"]
Take(s) == seats[s] = "free" /\\ \\E g \\in {"ann", "bob"} : seats' = [seats EXCEPT ![s] = [guest |-> g, fare |-> s]]
Next == \\E s \\in 1..3 : Take(s)
""")
    ).system
    solver = default_solver(boolean=True)(system.primed)
    solver.add(conj((system.init, system.lemma)))
    assert solver.check(()) is Answer.SAT
    first = solver.values(system.state)
    assert any(not first[bit] for bit in system.state), "there are parts that are absent"
    solver.add(disj(neg(bit) if first[bit] else bit for bit in system.state))
    assert solver.check(()) is Answer.UNSAT


INBOXES = """VARIABLES queue, last
Kinds == {"push", "pull", "none"}
Empty == queue = [n \\in 1..2 |-> <<>>]
Init == \\/ Empty /\\ last \\in Kinds
        \\/ Empty /\\ last = [kind |-> "push", from |-> 1]
Send(n, k) == Len(queue[n]) < 2 /\\ queue' = [queue EXCEPT ![n] = Append(@, k)] /\\ last' = [kind |-> k, from |-> n]
Take(n) == queue[n] # <<>> /\\ queue' = [queue EXCEPT ![n] = Tail(@)] /\\ last' = Head(queue[n])
Next == \\E n \\in 1..2 : Take(n) \\/ \\E k \\in Kinds : Send(n, k)
"""


def test_parts_that_are_absent_at_first_make_no_more_initial_states() -> None:
    encoded = encode(specification(INBOXES, "INVARIANT Init"))
    assert encoded.depth is None
    system = encoded.system
    solver = default_solver(boolean=True)(system.primed)
    solver.add(conj((system.init, system.lemma)))
    count = 0
    while solver.check((), Budget(30)) is Answer.SAT:
        count += 1
        assert count <= 4, "more initial states than meanings"
        state = solver.values(system.state)
        solver.add(disj(neg(each) if state[each] else each for each in system.state))
    assert count == 4


@pytest.mark.parametrize("depth", [3, 4])
def test_few_elements_each_of_very_many_values_are_not_written_out(depth: int) -> None:
    """A history of what every log was."""
    body = r"""VARIABLES seen, logs
Init == seen = {} /\ logs = [i \in 1..3 |-> <<>>]
Add == \E i, entry \in 1..3 : logs' = [logs EXCEPT ![i] = Append(@, entry)] /\ UNCHANGED seen
Note == \E i \in 1..3 : seen' = seen \cup {[who |-> i, logs |-> logs]} /\ UNCHANGED logs
Next == Add \/ Note
Few == Cardinality(seen) < 3
Same == \A one, two \in seen : one.who = two.who => one = two
"""
    encoded = encode(specification(body, "INVARIANTS Few Same\n"), depth)
    found = search(encoded.system, encoded.system.properties, depth)
    few, same = found["Few"], found["Same"]
    assert isinstance(few, Refuted)
    assert isinstance(same, Refuted)
    assert (few.path.length, same.path.length) == (3, 3)
    (seen,) = [each.layout for variable, each in encoded.registers.items() if variable.name == "seen"]
    assert isinstance(seen, Members)
    assert seen.cells is not None
