"""What the board makes of what searches write on it."""

from __future__ import annotations

import pytest

from symcheck.concrete.exploration import Exploration
from symcheck.pipeline.board import INTERRUPTED, Board
from symcheck.pipeline.outcome import NoneWithin, Proof, Question, Undecided

WHOLE = Exploration((), 5, 3, 2, True)
FIRST, SECOND = Question("First", "invariant"), Question("Second", "temporal")


def test_what_is_settled_is_no_longer_open() -> None:
    board = Board([FIRST, SECOND])
    board.settle(Proof(FIRST, "explicit", WHOLE))
    assert board.open == (SECOND,)
    with pytest.raises(AssertionError):
        board.settle(Proof(FIRST, "bmc", WHOLE))


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
