"""What makes different states one: a VIEW, and a SYMMETRY where that is sound; must not know how states are found."""

from __future__ import annotations

from typing import TYPE_CHECKING

from symcheck.base.observe import Observer
from symcheck.core.spec import Spec

if TYPE_CHECKING:
    from symcheck.concrete.symmetry.orbits import Orbits


class Alike:
    """`names` say what does, `orbits` are what a SYMMETRY makes one state, None where it is not made use of."""

    def __init__(self, spec: Spec, observer: Observer) -> None:
        self.names: list[str] = [] if spec.view is None else [f"VIEW {spec.view.name}"]
        self.orbits: Orbits | None = None
        if spec.symmetry is None:
            return
        from symcheck.concrete.symmetry.orbits import Unused, orbits  # most configurations have none

        found = orbits(spec)
        if isinstance(found, Unused):
            observer.note(f"SYMMETRY is not made use of: {found.reason}")
        else:
            self.orbits = found
            self.names.append("SYMMETRY")
