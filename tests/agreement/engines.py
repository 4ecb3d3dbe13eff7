"""What the engines say of one specification, side by side; must not know what the specification is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import symcheck
from symcheck.base.diagnostic import Code, SpecError
from symcheck.pipeline.api import Spec

LACKING = (Code.UNSUPPORTED, Code.TOO_LARGE)


@dataclass(frozen=True)
class Answer:
    """A verdict as it is reported, with the depth to which it holds or the length of the violation."""

    verdict: str
    depth: int | None
    kind: str


def answers(spec: Spec, engine: str, timeout: float | None, length: int | None = None) -> Mapping[str, Answer] | None:
    """By property; None where the engine lacks what the specification needs."""
    try:
        report = symcheck.check(spec, engine=engine, timeout=timeout, length=length)
    except SpecError as error:
        if error.code not in LACKING:
            raise
        return None
    found = report.to_json()
    for diagnostic in found["diagnostics"]:
        assert "disagree" not in diagnostic["message"], diagnostic["message"]
    return {each["property"]: Answer(each["verdict"], each["depth"], each["kind"]) for each in found["results"]}


def contradictions(listed: Mapping[str, Answer], found: Mapping[str, Answer], shortest: bool) -> list[str]:
    """Where an engine says other things than the one that lists all states; `shortest`: its violations are the
    shortest ones, as the listed ones are but for lassos."""
    wrong = []
    for name, one in listed.items():
        other = found.get(name)
        if other is None:
            continue
        if {one.verdict, other.verdict} == {"proved", "violated"}:
            wrong.append(f"{name}: {other} instead of {one}")
        if one.verdict != "violated" or one.depth is None or other.depth is None:
            continue
        if one.kind == other.kind == "definedness":
            continue  # an error in a next state may be met before one in a state beside this one
        if other.verdict == "bounded" and other.depth >= one.depth:
            wrong.append(f"{name}: {other}, but it is violated: {one}")
        if shortest and other.verdict == "violated":
            if other.depth > one.depth or (one.kind != "temporal" and other.depth < one.depth):
                wrong.append(f"{name}: {other}, but the shortest is {one}")
    return wrong
