"""Joining values that hold under different conditions."""

from __future__ import annotations

from symcheck.symbolic.failures import Failures
from symcheck.symbolic.functions.rule_function import RuleFunction
from symcheck.symbolic.lazy import Either, Integers, PowerSet
from symcheck.symbolic.merge import KEPT, MANY, blended, choose, merge
from symcheck.symbolic.unfolding import Recursive, Unfolding
from symcheck.symbolic.values import SymFun, SymSet, Union, function_of, set_of
from symcheck.term import BOOL, FALSE, INT, TRUE, Term, conj, evaluate, neg, variable
from symcheck.term.walk import nodes
from symcheck.value import EMPTY_SET, EMPTY_TUPLE, ModelValue, String, make_record, make_set, make_tuple
from symcheck.value import FALSE as NO
from symcheck.value import TRUE as YES
from tests.unit.symbolic.tables import A, B, values

NUMBER = variable("n", INT)


def test_conditions_that_are_decided_leave_one_value() -> None:
    assert choose(TRUE, 1, 2) == 1
    assert choose(FALSE, 1, 2) == 2
    assert choose(A, 5, 5) == 5
    assert merge(((FALSE, 1), (A, 2))) == 2


def test_what_most_options_agree_on_is_said_once() -> None:
    # each of many branches takes another element out of one set: what is kept must not be written out per branch
    picks = [variable(f"pick{number}", BOOL) for number in range(MANY + 12)]
    stored = [variable(f"stored{number}", BOOL) for number in range(len(picks))]
    chosen = []
    for out in range(len(picks)):
        members = {number + 1: TRUE if number == out else inside for number, inside in enumerate(stored)}
        chosen.append(set_of(members))
    joined = merge(zip(picks, chosen, strict=True))
    assert isinstance(joined, SymSet)
    assert len(nodes(joined.members.values())) < 8 * len(picks)
    for number, inside in enumerate(joined.members.values()):
        for other in range(len(picks)):
            for before in (False, True):
                state = {pick: place == other for place, pick in enumerate(picks)}
                state |= dict.fromkeys(stored, before)
                assert evaluate(inside, state) is (before or number == other)


def test_booleans_become_one_term() -> None:
    assert choose(A, YES, NO) is A
    assert choose(A, NO, YES) is neg(A)
    assert values(choose(A, B, YES), A, B) == [YES, YES, NO, YES]


def test_small_integers_stay_apart_and_large_ones_become_terms() -> None:
    small = choose(A, 1, 2)
    assert isinstance(small, Union)
    assert values(small, A) == [2, 1]
    mixed = choose(A, 1, NUMBER)
    assert isinstance(mixed, Term)
    assert mixed.sort is INT


def test_kinds_stay_apart() -> None:
    none = ModelValue("none")
    found = merge(((conj((A, B)), none), (conj((A, neg(B))), String("x")), (neg(A), make_tuple((1,)))))
    assert isinstance(found, Union)
    assert len(found.options) == 3
    assert values(found, A, B) == [make_tuple((1,)), make_tuple((1,)), String("x"), none]


def test_one_conditions_for_equal_values() -> None:
    found = merge(((conj((A, B)), 1), (conj((A, neg(B))), 2), (neg(A), 1)))
    assert isinstance(found, Union)
    assert [value for _, value in found.options] == [1, 2]
    assert values(found, A, B) == [1, 1, 2, 1]


def test_plain_sets_stay_whole_until_they_are_blended() -> None:
    found = choose(A, make_set((1, 2)), make_set((2, 3)))
    assert isinstance(found, Union)
    one = blended(found)
    assert isinstance(one, SymSet)
    assert one.members[2] is TRUE
    assert values(one, A) == [make_set((2, 3)), make_set((1, 2))]
    assert blended(5) == 5


def test_many_plain_sets_are_blended_at_once() -> None:
    path, options = TRUE, []
    for number in range(KEPT + 1):
        options.append((conj((path, A if number else B)), make_set((number,))))
        path = neg(B)
    assert isinstance(merge(options[:2]), Union)
    assert isinstance(merge([(variable(f"g{n}", A.sort), make_set((n,))) for n in range(KEPT + 1)]), SymSet)


def test_symbolic_sets_are_merged_inside() -> None:
    found = choose(A, set_of({1: B, 2: TRUE}), EMPTY_SET)
    assert isinstance(found, SymSet)
    assert values(found, A, B) == [EMPTY_SET, EMPTY_SET, make_set((2,)), make_set((1, 2))]


def test_functions_are_merged_key_by_key() -> None:
    found = choose(A, function_of({1: (TRUE, B)}), make_tuple((YES, NO)))
    assert isinstance(found, SymFun)
    assert found.entries[1][0] is TRUE
    assert found.entries[2][0] is neg(A)
    assert values(found, A, B) == [make_tuple((YES, NO))] * 2 + [make_tuple((NO,)), make_tuple((YES,))]


def test_unions_are_flattened() -> None:
    inner = choose(B, 1, String("x"))
    found = choose(A, inner, 1)
    assert isinstance(found, Union)
    assert len(found.options) == 2
    assert values(found, A, B) == [1, 1, String("x"), 1]


def test_records_of_other_fields_are_one_function() -> None:
    one, other = make_record({"k": 1}), make_record({"k": 2, "v": 3})
    assert values(blended(choose(A, one, other)), A) == [other, one]


def test_lazy_sets_become_a_choice_of_sets() -> None:
    every, some = PowerSet(make_set((1,))), Integers(0, None)
    assert choose(A, every, every) is every
    found = choose(A, every, some)
    assert isinstance(found, Either)
    assert [option for _, option in found.options] == [every, some]
    beside = merge(((conj((A, B)), every), (conj((A, neg(B))), make_set(())), (neg(A), 1)))
    assert isinstance(beside, Union)
    assert {type(option) for _, option in beside.options} == {Either, int}


def test_functions_by_rule_stay_apart() -> None:
    def by_rule() -> RuleFunction:
        called = Recursive("f", None)
        return RuleFunction(
            Integers(0, None), lambda key, where: (key, Failures()), called, TRUE, Unfolding(), lambda _: True, None
        )

    one, other = by_rule(), by_rule()
    assert choose(A, one, one) is one
    for second in (other, EMPTY_TUPLE):
        found = choose(A, one, second)
        assert isinstance(found, Union)
        assert found.options == ((A, one), (neg(A), second))
