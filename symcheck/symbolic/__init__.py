"""The symbolic reading of TLA+: specifications to transition systems over terms; must not know the value reading."""

from symcheck.symbolic import forms
from symcheck.symbolic.encode import encode
from symcheck.symbolic.encoded import Encoded

__all__ = ["Encoded", "encode", "forms"]
