"""How long is looked for lemmas before anything is proved."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from symcheck.base import budget
from symcheck.base.budget import Budget
from symcheck.pipeline.engines.strengthening import _patience


@pytest.mark.parametrize(("elapsed", "seconds"), [(0.1, 2.0), (5.0, 5.0), (40.0, 10.0), (58.0, 2.0)])
def test_lemmas_may_take_as_long_as_all_before(elapsed: float, seconds: float, monkeypatch: pytest.MonkeyPatch) -> None:
    now = [100.0]
    monkeypatch.setattr(budget, "monotonic", lambda: now[0])
    task = SimpleNamespace(budget=Budget(60.0))
    now[0] += elapsed
    assert _patience(task).remaining == pytest.approx(seconds)  # type: ignore[arg-type]
