"""Deadlines, parts of them, and what is interrupted at their end."""

from __future__ import annotations

from threading import Event
from time import monotonic

from symcheck.base.budget import Budget


def test_a_part_never_outlives_the_whole() -> None:
    left = Budget(60).slice(5).remaining
    assert left is not None
    assert left <= 5
    assert Budget(0).slice(5).remaining == 0.0
    assert Budget(0).slice(5).exhausted
    assert not Budget().slice(5).exhausted
    assert Budget().remaining is None


def test_what_runs_is_interrupted_when_the_time_is_up() -> None:
    heard = Event()
    started = monotonic()
    with Budget().slice(0.05).interrupting(heard.set):
        assert heard.wait(30)
    assert monotonic() - started < 20


def test_what_has_ended_is_not() -> None:
    heard = Event()
    with Budget(0.2).interrupting(heard.set):
        pass
    assert not heard.wait(0.4)
