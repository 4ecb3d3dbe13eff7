"""symcheck: a symbolic, bounded and inductive model checker for TLA+.

`load`, `loads` and `check` are imported on first use, so that `import symcheck` stays cheap.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from symcheck.pipeline.api import Report, Spec, check, load, loads

__all__ = ["Report", "Spec", "check", "load", "loads"]
__version__ = "0.1.0"


def __getattr__(name: str) -> Any:
    if name in __all__:
        return getattr(importlib.import_module("symcheck.pipeline.api"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
