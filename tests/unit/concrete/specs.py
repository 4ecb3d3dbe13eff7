"""Small specifications as text, for the tests of searches."""

from __future__ import annotations

from symcheck.core.spec import Spec
from symcheck.resolve import resolve_text

EXTENDS = "Integers, Sequences, FiniteSets, TLC"


def spec(body: str, config: str = "INIT Init\nNEXT Next") -> Spec:
    """A module with this body."""
    return resolve_text(f"---- MODULE M ----\nEXTENDS {EXTENDS}\n{body}\n====\n", config_text=config)
