"""Property-directed reachability (IC3) on Boolean systems; must not know TLA+."""

from symcheck.engine.pdr.search import Pdr, search

__all__ = ["Pdr", "search"]
