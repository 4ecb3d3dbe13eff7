"""Layouts are described for whoever asks how values are held."""

from __future__ import annotations

from symcheck.symbolic.layouts.layout import Atoms, Fixed, Members, Mixed, Number, describe


def test_descriptions() -> None:
    assert describe(Fixed(1)) == "always 1"
    assert describe(Atoms((1, 2))) == "one of 2 values"
    assert describe(Mixed((Number(), Members({1: False})))) == "integer without bounds or set over 1 possible elements"
