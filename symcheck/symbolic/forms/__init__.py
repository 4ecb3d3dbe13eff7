"""The forms of expressions; importing this package enters them all."""

from symcheck.symbolic.forms import binders, calls, connectives, effects, functions, operators, steps

__all__ = ["binders", "calls", "connectives", "effects", "functions", "operators", "steps"]
