"""Certifies what provers found, for the tests of every prover."""

from __future__ import annotations

from collections.abc import Mapping

from symcheck.engine.verdict import Proved
from symcheck.pipeline.certificate import Certificate
from symcheck.pipeline.proofs.certify import Certifier, Refused
from symcheck.system.transition_system import TransitionSystem


def certify_all(system: TransitionSystem, verdicts: Mapping[str, Proved]) -> dict[str, Certificate | Refused]:
    """Every verdict certified, those first that others use."""
    certifier = Certifier(system)
    properties = {prop.name: prop for prop in system.properties}
    found: dict[str, Certificate | Refused] = {}
    waiting = dict(verdicts)
    while waiting:
        ready = [name for name, proved in waiting.items() if not set(proved.using) & waiting.keys()] or list(waiting)
        for name in ready:
            found[name] = certifier.certify(properties[name], waiting.pop(name))
    return found
