from __future__ import annotations

import sys
import threading

from symcheck.concrete.deep import deeply


def depth(left: int) -> int:
    return 0 if left == 0 else 1 + depth(left - 1)


def test_the_limit_is_put_back() -> None:
    before = sys.getrecursionlimit()
    assert deeply(lambda: depth(20_000)) == 20_000
    assert sys.getrecursionlimit() == before


def test_one_that_ends_takes_no_depth_from_another() -> None:
    before = sys.getrecursionlimit()
    started, ended = threading.Event(), threading.Event()

    def first() -> None:
        def wait() -> None:
            started.set()
            ended.wait(30)

        deeply(wait)

    given_up = threading.Thread(target=first)
    given_up.start()
    assert started.wait(30)

    def second() -> int:
        ended.set()
        given_up.join(30)
        return depth(20_000)

    assert deeply(second) == 20_000
    assert sys.getrecursionlimit() == before
