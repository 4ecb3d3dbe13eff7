"""What is evaluated is counted at the forms."""

from __future__ import annotations

import pytest

from symcheck.core.expr import Expr, SetMap
from symcheck.symbolic.environment import Env
from symcheck.symbolic.form_table import FORMS
from symcheck.symbolic.reading import Reading
from symcheck.symbolic.values import Sym
from symcheck.term import Term


@pytest.fixture
def maps(monkeypatch: pytest.MonkeyPatch) -> list[Expr]:
    """The sets {e : n \\in S} that are evaluated."""
    evaluated: list[Expr] = []
    form = FORMS[SetMap]

    def counted(reading: Reading, expr: SetMap, env: Env, path: Term) -> Sym:
        evaluated.append(expr)
        return form(reading, expr, env, path)

    monkeypatch.setitem(FORMS, SetMap, counted)
    return evaluated
