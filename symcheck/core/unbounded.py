"""The error of a CHOOSE without a set, which no reading can evaluate; evaluates nothing."""

from __future__ import annotations

from symcheck.base.diagnostic import Code, SpecError
from symcheck.base.span import Span


def unbounded_choice(span: Span) -> SpecError:
    """Mostly it defines a value that is none of the others, and any model value will do."""
    return SpecError(
        Code.UNBOUNDED,
        "an unbounded CHOOSE cannot be evaluated",
        span,
        "give it a set, or make what it defines a model value in the .cfg, as in CONSTANT NoNode = NoNode",
    )
