"""What the board makes of what searches write on it."""

from __future__ import annotations

from symcheck.concrete.replay import Replayed
from symcheck.concrete.search.exploration import Exploration
from symcheck.pipeline.board import CONTRADICTED, FIRST_VIOLATION, INTERRUPTED, UNDEFINED_BEYOND, Board
from symcheck.pipeline.certificate import Certificate
from symcheck.pipeline.outcome import DEFINEDNESS, Certified, NoneWithin, Proof, Question, Undecided, Violation
from symcheck.term import TRUE
from symcheck.trace.trace import Step, Trace

REPLAYED = Replayed(Trace(("x",), (Step("Init", (), {"x": 3}),)), "invariant")
WHOLE = Exploration((), 5, 3, 2, True)
FIRST, SECOND = Question("First", "invariant"), Question("Second", "temporal")


def test_what_is_settled_is_no_longer_open() -> None:
    board = Board([FIRST, SECOND])
    board.settle(Proof(FIRST, "explicit", WHOLE))
    assert board.open == (SECOND,)
    board.settle(Proof(FIRST, "bmc", WHOLE))
    assert board.outcomes(None)[0].engine == "explicit"


def test_a_replayed_behavior_refutes_a_proof_and_that_is_told() -> None:
    board = Board([FIRST])
    board.settle(Proof(FIRST, "pdr", WHOLE))
    board.settle(Violation(FIRST, "bmc", REPLAYED))
    board.settle(Proof(FIRST, "pdr", WHOLE))
    assert board.violated
    assert "a bug of symcheck" in board.diagnostics[0].message


def test_what_is_withdrawn_is_neither_open_nor_settled() -> None:
    board = Board([FIRST, SECOND])
    board.withdraw(FIRST)
    assert board.open == (SECOND,)
    board.settle(Proof(SECOND, "pdr", WHOLE))
    assert board.answered(None)
    assert isinstance(board.outcomes(None)[0], Undecided)


def test_a_reason_of_its_own_is_kept_beside_a_violation() -> None:
    board = Board([FIRST, SECOND])
    board.settle(Violation(FIRST, "bmc", REPLAYED))
    assert getattr(board.outcomes(None)[1], "reason", "") == FIRST_VIOLATION
    board.leave([SECOND], "bmc", "not treated symbolically")
    assert getattr(board.outcomes(None)[1], "reason", "") == "not treated symbolically"


def test_a_certificate_says_too_little_where_evaluation_fails() -> None:
    board = Board([FIRST, SECOND, DEFINEDNESS])
    board.settle(Proof(FIRST, "pdr", Certified((Certificate(TRUE, (), 0, (), (), 3, ("z3",)),))))
    board.settle(Proof(SECOND, "explicit", WHOLE))
    assert [type(outcome) for outcome in board.outcomes(None)] == [Proof, Proof, Undecided]
    board.settle(Violation(DEFINEDNESS, "bmc", REPLAYED))
    first, second, _ = board.outcomes(None)
    assert isinstance(first, Undecided)
    assert first.reason == UNDEFINED_BEYOND
    assert isinstance(second, Proof)


def test_a_depth_counts_up_to_the_evaluation_error() -> None:
    """What an encoding says of states that cannot be evaluated is no answer; REPLAYED has one state."""
    board = Board([FIRST, SECOND, DEFINEDNESS])
    board.reached([FIRST], "bmc", 6)
    board.reached([SECOND], "explicit", 6)
    assert [type(outcome) for outcome in board.outcomes(6)] == [NoneWithin, NoneWithin, Undecided]
    board.settle(Violation(DEFINEDNESS, "bmc", REPLAYED))
    for length in (6, 9):
        first, second, _ = board.outcomes(length)
        assert isinstance(first, Undecided)
        assert (first.depth, first.reason) == (None, UNDEFINED_BEYOND)
        assert getattr(second, "depth", None) == 6


def test_what_an_encoding_says_is_not_claimed_where_it_is_contradicted() -> None:
    """By whomever it was found; what was found in lists of states stays, and so does what a behavior refutes."""
    third, fourth = Question("Third", "invariant"), Question("Fourth", "invariant")
    board = Board([FIRST, SECOND, third, fourth])
    board.settle(Proof(FIRST, "pdr", Certified((Certificate(TRUE, (), 0, (), (), 3, ("z3",)),))))
    board.settle(Proof(SECOND, "explicit", WHOLE))
    board.settle(Violation(third, "bmc", REPLAYED))
    board.reached([fourth], "bmc", 6)
    assert [type(outcome) for outcome in board.outcomes(6)] == [Proof, Proof, Violation, NoneWithin]
    board.contradict()
    found = board.outcomes(6)
    assert [type(outcome) for outcome in found] == [Undecided, Proof, Violation, Undecided]
    assert [getattr(found[index], "reason", "") for index in (0, 3)] == [CONTRADICTED, CONTRADICTED]
    board.reached([fourth], "explicit", 8)
    assert isinstance(board.outcomes(6)[3], NoneWithin)


def test_a_reached_length_makes_an_open_question_bounded() -> None:
    board = Board([FIRST, SECOND])
    board.reached([FIRST], "bmc", 8)
    first, second = board.outcomes(length=8)
    assert isinstance(first, NoneWithin)
    assert (first.engine, first.depth) == ("bmc", 8)
    assert isinstance(second, Undecided)
    assert second.depth is None


def test_without_a_length_nothing_is_bounded() -> None:
    board = Board([FIRST])
    board.reached([FIRST], "explicit", 3)
    board.reached([FIRST], "bmc", 8)
    board.reached([FIRST], "explicit", 5)
    board.leave([FIRST], "bmc", INTERRUPTED)
    (outcome,) = board.outcomes(length=None)
    assert isinstance(outcome, Undecided)
    assert (outcome.engine, outcome.depth, outcome.reason) == ("bmc", 8, INTERRUPTED)


def test_a_length_that_was_not_reached_leaves_the_question_unknown() -> None:
    board = Board([FIRST])
    board.reached([FIRST], "bmc", 7)
    assert isinstance(board.outcomes(length=8)[0], Undecided)


def test_a_reason_for_the_rest_is_no_news_for_what_has_one() -> None:
    board = Board([FIRST, SECOND])
    board.leave([FIRST], "a", "too hard")
    board.leave_rest("b", "out of time")
    reasons = [outcome.reason for outcome in board.outcomes(None) if isinstance(outcome, Undecided)]
    assert reasons == ["too hard", "out of time"]
