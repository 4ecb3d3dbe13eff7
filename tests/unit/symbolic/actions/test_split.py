"""Init and Next are split into branches that give every variable a value."""

from __future__ import annotations

from symcheck.base.diagnostic import Code
from symcheck.engine.bmc import search
from symcheck.engine.verdict import Bounded, Refuted
from symcheck.symbolic.actions.branch import Branch
from symcheck.symbolic.actions.joins import BRANCHES, by_input
from symcheck.symbolic.actions.narrowing import LIGHT, SMALLER, weight
from symcheck.symbolic.actions.split import Splitter
from symcheck.symbolic.encode import encode
from symcheck.symbolic.failures import Failures
from symcheck.symbolic.sets.choice import Inputs
from symcheck.symbolic.values import SymSet
from symcheck.term import FALSE, TRUE
from symcheck.value import TRUE as YES
from symcheck.value import make_record, make_set, make_tuple
from tests.agreement.reading import tools
from tests.unit.symbolic.specs import Steps, behavior, labels, specification

X = "VARIABLE x\nInit == x = 0\n"
XY = "VARIABLES x, y\nInit == x = 0 /\\ y = 0\n"


def branches(body: str, **values: object) -> Steps:
    return Steps(specification(body), **values)  # type: ignore[arg-type]


def test_disjunctions_and_quantifiers_fork_under_the_names_of_definitions() -> None:
    body = """Up(n) == x < 3 /\\ x' = x + n
Down == x > 0 /\\ x' = x - 1
Next == Down \\/ \\E k \\in {1, 2} : Up(k)"""
    found = branches(X + body, x=(0, 1, 2)).branches
    assert labels(found) == ["Down", "Up k=1 n=1", "Up k=2 n=2"]


def test_a_conjunction_keeps_the_name_around_it() -> None:
    body = """Left == x' = 1 - x
Right == y' = 1 - y
Both == Left /\\ Right
Next == Both \\/ (Left /\\ UNCHANGED y) \\/ (Left /\\ y' = 0)"""
    assert labels(branches(XY + body, x=(0, 1), y=(0, 1)).branches) == ["Both", "Next", "Next"]


def test_guards_are_conditions_of_the_state() -> None:
    steps = branches(X + "Next == x = 1 /\\ x' = 0", x=(0, 1))
    (branch,) = steps.branches
    (bit,) = next(iter(steps.registers.values())).all_variables()
    assert branch.path is bit
    assert list(branch.assigned.values()) == [0]


def test_what_can_never_be_is_left_out() -> None:
    assert branches(X + "Next == (x = 5 /\\ x' = 0) \\/ (\\E k \\in {} : x' = k)", x=(0, 1)).branches == []


def test_conditionals_on_both_sides_are_one_branch() -> None:
    steps = branches(X + "Next == IF x = 0 THEN x' = 1 ELSE x' = 0", x=(0, 1))
    (branch,) = steps.branches
    assert branch.path is TRUE
    two = branches(XY + "Next == IF x = 0 THEN x' = 1 /\\ y' = 0 ELSE (x' = 0 /\\ y' = 1) \\/ (x' = 1 /\\ y' = 1)",
                   x=(0, 1), y=(0, 1))  # fmt: skip
    assert len(two.branches) == 3


def test_choices_from_sets_become_inputs() -> None:
    steps = branches("VARIABLE x\nInit == x = {}\nNext == x' \\in SUBSET {1, 2}", x=(make_set(()), make_set((1, 2))))
    (branch,) = steps.branches
    assert len(steps.inputs.made) == 2
    assert branch.choices == tuple(steps.inputs.made)
    assert branch.possible is TRUE


def test_choices_among_values_that_depend_on_the_state_fork() -> None:
    """Each changes what it changes, and nothing else."""
    some = tuple(make_set((number,)) for number in range(1, 15))
    body = "VARIABLE x\nInit == x = {}\nNext == x' \\in {(x \\ {k}) \\cup {k + 1} : k \\in x \\cap {1, 2}}"
    steps = branches(body, x=some)
    assert steps.inputs.made == []
    (register,) = steps.registers.values()
    assert isinstance(register.sym, SymSet)
    members = register.sym.members
    assert [branch.path for branch in steps.branches] == [members[1], members[2]]
    for branch, gone, there in zip(steps.branches, (1, 2), (2, 3), strict=True):
        (after,) = branch.assigned.values()
        assert isinstance(after, SymSet)
        assert after.since(register.sym) == {gone: FALSE, there: TRUE}


def test_so_many_choices_that_forks_would_be_too_many_are_inputs() -> None:
    many = tuple(make_set((number,)) for number in range(BRANCHES + 1))
    body = "VARIABLE x\nInit == x = {}\nNext == x' \\in {x \\ {k} : k \\in x}"
    steps = branches(body, x=many)
    assert len(steps.branches) == 1
    assert steps.inputs.made


SUBSETS = r"""VARIABLES x, y
Init == x = {} /\ y = {}
Next == \E A \in SUBSET (1..SIZE), B \in SUBSET (1..SIZE) : Cardinality(A) = 1 + Cardinality(B) /\ x' = A /\ y' = B
More == Cardinality(x) # SIZE \/ 1 \in y
Rest == x = {} \/ ~(x \subseteq y)
"""


def test_forks_over_several_sets_of_subsets_do_not_multiply() -> None:
    some = (make_set(()), make_set(range(1, 7)))
    assert len(branches(SUBSETS.replace("SIZE", "4"), x=some, y=some).branches) == 56
    many = branches(SUBSETS.replace("SIZE", "6"), x=some, y=some)
    assert len(many.branches) <= 64
    assert many.inputs.made
    for size in ("4", "6"):
        encoded = encode(specification(SUBSETS.replace("SIZE", size), "INVARIANTS More Rest"), 2)
        verdicts = search(encoded.system, encoded.system.properties, 2)
        assert isinstance(verdicts["Rest"], Bounded)
        assert isinstance(verdicts["More"], Refuted)


PAIRS = r"""VARIABLES s, q
Init == s = 1..2 /\ q = <<>>
Take == \E a, b \in s : /\ Len(q) < 5
                        /\ \A i \in DOMAIN q : q[i].low < a
                        /\ q' = Append(q, [low |-> a, high |-> a + b])
                        /\ s' = s \ {b}
"""


def test_where_forks_would_be_too_many_quantifiers_choose_by_inputs_if_that_is_smaller() -> None:
    numbers = tuple(range(1, 30))
    pair = [make_record({"low": number, "high": number + 20}) for number in numbers]
    found = {"s": (make_set(()), make_set(numbers)), "q": tuple(make_tuple(pair[:n]) for n in range(6))}
    forks = branches(PAIRS + "Next == Take", **found)
    assert len(forks.branches) > BRANCHES
    (picked,) = by_input(forks.inputs, Branch(TRUE, TRUE, {}), forks.branches)
    (chosen,) = branches(PAIRS + "Next == TRUE /\\ Take", **found).branches
    assert weight(picked) > max(LIGHT, SMALLER * weight(chosen))


def test_choices_by_inputs_are_those_that_forks_would_be() -> None:
    """What can be reached, and where it ends."""
    body = r"""VARIABLES s, q
Init == s = {2 * i : i \in 1..17} /\ q = <<>>
Take == \E a, b \in s : /\ a # b
                        /\ \A i \in DOMAIN q : q[i].low > a
                        /\ q' = Append(q, [low |-> b, high |-> a])
                        /\ s' = {c \in s : c < b}
Next == Len(q) < 6 /\ Take
Early == Len(q) < 2 \/ q[1].low + q[2].high > 8
Rest == \A i \in DOMAIN q : \A c \in s : c < q[i].low
"""
    spec = specification(body, "INVARIANTS Early Rest")
    encoded = encode(spec, 4)
    assert len(encoded.system.inputs) == 10, "a and b are one of 17 each"
    verdicts = search(encoded.system, encoded.system.properties, 4)
    assert isinstance(verdicts["Rest"], Bounded)
    early, deadlock = verdicts["Early"], verdicts["deadlock"]
    assert isinstance(early, Refuted)
    assert isinstance(deadlock, Refuted)
    assert (early.path.length, deadlock.path.length) == (2, 1)


def test_a_choice_of_one_needs_no_input() -> None:
    steps = branches(X + "Next == x' \\in {1}", x=(0, 1))
    assert steps.inputs.made == []
    assert list(steps.branches[0].assigned.values()) == [1]


def test_primed_variables_are_tested_once_they_have_values() -> None:
    body = "Next == y' = 1 - y /\\ x' = y' /\\ x' # x"
    (branch,) = branches(XY + body, x=(0, 1), y=(0, 1)).branches
    assert branch.path is not TRUE
    assert len(branch.assigned) == 2


def test_unchanged_reaches_through_definitions_and_tuples() -> None:
    steps = branches(XY + "vars == <<x, <<y>>>>\nNext == UNCHANGED vars", x=(0, 1), y=(0, 1))
    (branch,) = steps.branches
    assert {variable.name: sym for variable, sym in branch.assigned.items()} == {
        variable.name: sym for variable, sym in steps.state.values.items()
    }


def test_a_universal_quantifier_over_assignments_is_a_conjunction() -> None:
    steps = branches(XY + "Next == \\A k \\in {1} : x' = k /\\ y' = k", x=(0, 1), y=(0, 1))
    (branch,) = steps.branches
    assert list(branch.assigned.values()) == [1, 1]


def test_what_a_branch_leaves_open_is_for_the_caller_to_see() -> None:
    (branch,) = branches(XY + "Next == x' = 1", x=(0, 1), y=(0, 1)).branches
    assert [variable.name for variable in branch.assigned] == ["x"]


def test_a_case_without_a_match_fails() -> None:
    steps = branches(X + "Next == CASE x = 0 -> x' = 1", x=(0, 1))
    assert [failure.code for failure in steps.failures] == [Code.CASE_NO_MATCH]


def test_initial_states() -> None:
    spec = specification("VARIABLES x, y\nInit == x \\in {0, 1} /\\ (y = TRUE \\/ y = (x = 1))\nNext == FALSE")
    inputs = Inputs("init", 64)
    found = Splitter(tools(), None, inputs, Failures()).split(behavior(spec).init, "Init")
    assert len(found) == 2
    assert len(inputs.made) == 1
    first, second = (branch.assigned[spec.variables[1]] for branch in found)
    assert first is YES
    assert second is inputs.made[0]


def test_composition_is_one_step_after_the_other() -> None:
    body = XY + r"""Up == x' = x + 1 /\ y' = y
Copy == \E d \in 1..2 : y' = x + d /\ x' = x
Next == x < 4 /\ (Up \cdot Copy)
Low == y < 5
Known == y <= x + 2"""
    encoded = encode(specification(body, "INVARIANTS Low Known\nCHECK_DEADLOCK FALSE"), 6)
    verdicts = search(encoded.system, encoded.system.properties, 6)
    assert isinstance(verdicts["Known"], Bounded)
    low = verdicts["Low"]
    assert isinstance(low, Refuted)
    assert low.path.length == 3


def test_composition_beside_assignments_keeps_these() -> None:
    body = X + r"Next == x' = x + 2 /\ x < 4 /\ ((x' = x + 1) \cdot (x' = x + 1))" + "\nEven == x \\in {0, 2, 4}"
    encoded = encode(specification(body, "INVARIANT Even\nCHECK_DEADLOCK FALSE"), 6)
    verdicts = search(encoded.system, encoded.system.properties, 6)
    assert isinstance(verdicts["Even"], Bounded)
