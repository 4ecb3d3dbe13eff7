"""How large a value may get: what grows upon itself in each step, an integer that is squared, a sequence that is put
behind itself, the set of all subsets, would exhaust the memory."""

from __future__ import annotations

LARGEST_EXPLICIT_SET = 1 << 24
"""A set of more elements is not written out."""

LARGEST_INTEGER_BITS = 14_000
"""A longer integer is not made by * and ^; Python writes none of more than 4,300 digits."""

LONGEST_SEQUENCE = 1 << 20
"""A longer sequence or string is not made by \\o."""
