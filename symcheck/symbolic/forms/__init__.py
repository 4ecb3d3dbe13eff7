"""The forms of expressions that are no plain application of an operator; importing this package enters them all."""

from symcheck.symbolic.forms import binders, connectives, effects, functions, steps

__all__ = ["binders", "connectives", "effects", "functions", "steps"]
