"""One specification in two texts: with a set that can be listed, and with one that cannot; the same of both matters."""

from __future__ import annotations

from symcheck.concrete.search.exploration import Exploration
from symcheck.concrete.search.explore import Limits, explore
from symcheck.resolve import resolve_text
from symcheck.symbolic.encode import encode
from symcheck.symbolic.encoded import Encoded
from tests.agreement.reading import deep

STATES = 5_000


def both(listed: str, unbounded: str, config: str, length: int) -> tuple[Encoded, Exploration]:
    """What the symbolic reading makes of the second text, and explicit search of the first."""
    explored = explore(resolve_text(listed, config_text=config), limits=Limits(STATES, length))
    spec = resolve_text(unbounded, config_text=config)
    with deep():
        encoded = encode(spec, length)
    assert not encoded.left_out
    return encoded, explored
