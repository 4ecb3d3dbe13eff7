"""Runs code that recurses deeply on a stack of its own; must not know what the code does."""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable
from typing import TypeVar

from symcheck.base.diagnostic import Code, SpecError
from symcheck.base.span import Span

_T = TypeVar("_T")

# virtual memory, touched only as far as the recursion goes: the largest that can be had
_STACK_BYTES = (1 << 29, 1 << 27, 1 << 25)
# a frame that passes through compiled code takes about 1 KB of such a stack
_FRAMES_PER_MEGABYTE = 290


def deeply(work: Callable[[], _T], at: Span | None = None) -> _T:
    """The result of the work, or its exception. Errors: RECURSION_DEPTH, at a place, where the recursion does not end.

    Called from within itself it only runs the work. Interrupts of the main thread reach the caller.
    """
    if getattr(_inside, "flag", False):
        return _bounded(work, at)
    results: list[_T] = []
    errors: list[BaseException] = []

    def run() -> None:
        _inside.flag = True
        try:
            results.append(_bounded(work, at))
        except BaseException as error:  # noqa: BLE001 (handed on to the caller's thread)
            errors.append(error)

    with _allowance:
        _start(run).join()
    if errors:
        raise errors[0]
    return results[0]


def _start(run: Callable[[], None]) -> threading.Thread:
    """Starts a thread with a large stack and a recursion limit to match; with a smaller one where memory is limited."""
    before, limit = threading.stack_size(), sys.getrecursionlimit()
    try:
        for size in _STACK_BYTES:
            threading.stack_size(size)
            sys.setrecursionlimit(max(limit, (size >> 20) * _FRAMES_PER_MEGABYTE))
            thread = threading.Thread(target=run, daemon=True)
            try:
                thread.start()
            except RuntimeError:
                continue
            return thread
    finally:
        threading.stack_size(before)
    raise MemoryError("no thread can be started")


class _Allowance:
    """The recursion limit is one for all threads: it is put back when the last of those that need it high has ended,
    as one that was given up may end at any time."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._users = 0
        self._before = 0

    def __enter__(self) -> None:
        with self._lock:
            if self._users == 0:
                self._before = sys.getrecursionlimit()
            self._users += 1

    def __exit__(self, *raised: object) -> None:
        with self._lock:
            self._users -= 1
            if self._users == 0:
                sys.setrecursionlimit(self._before)


_allowance = _Allowance()
_inside = threading.local()


def _bounded(work: Callable[[], _T], at: Span | None) -> _T:
    try:
        return work()
    except RecursionError:
        raise SpecError(
            Code.RECURSION_DEPTH,
            "the evaluation recurses too deeply",
            at,
            hint="does every recursive definition reach an end?",
        ) from None
