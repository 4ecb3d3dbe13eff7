"""The table of expression forms, by node, and of operators that guard or prime their operands; knows none of them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from symcheck.core.ops import Op
from symcheck.symbolic.values import Sym

Form = TypeVar("Form", bound=Callable[..., Sym])
"""(reading, expression, environment, path) -> value"""

FORMS: dict[type, Callable[..., Sym]] = {}

APPLICATIONS: dict[Op, Callable[..., Sym]] = {}


def forms(node: type[Any]) -> Callable[[Form], Form]:
    """Enter the evaluation of a kind of node."""

    def enter(form: Form) -> Form:
        FORMS[node] = form
        return form

    return enter


def applies(op: Op) -> Callable[[Form], Form]:
    """Enter the evaluation of an operator whose operands are not simply evaluated first."""

    def enter(form: Form) -> Form:
        APPLICATIONS[op] = form
        return form

    return enter
