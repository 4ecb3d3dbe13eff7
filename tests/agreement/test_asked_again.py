"""What is passed on from definition to definition means the same in both readings, whoever asks, and how often."""

from __future__ import annotations

import pytest

import symcheck

LOG = r"""---- MODULE Log ----
EXTENDS Integers, Sequences
VARIABLE log
Init == log = <<>>
Held(h) == {{h[i] : i \in DOMAIN h}}
First(h, n) == CHOOSE i \in DOMAIN h : h[i] = n
New(h, n) == First(h, n) = Len(h)
Next == \E n \in 1..3 : Len(log) < 3 /\ log' = Append(log, n) /\ {step}
Before(h, a, b) == {before}
Inv == \A a, b \in 1..3 : a < b /\ {{a, b}} \subseteq Held(log) => Before(log, a, b)
====
"""
GUARDED = r"First(h, a) < First(h, b)"
NOT_GUARDED = r"First(h, a) < First(h, 6 - a - b)"


@pytest.mark.parametrize(
    ("step", "before", "kind", "depth"),
    [
        ("TRUE", GUARDED, "invariant", 2),
        ("New(log', n)", GUARDED, "invariant", 2),
        ("New(log', n) /\\ (First(log', n) = 1 \\/ New(log, n - 1))", GUARDED, "definedness", 0),
        ("TRUE", NOT_GUARDED, "definedness", 2),
    ],
    ids=["now", "next", "both", "not-guarded"],
)
def test_engines_agree(step: str, before: str, kind: str, depth: int) -> None:
    spec = symcheck.loads(LOG.format(step=step, before=before))
    for engine in ("explicit", "bmc"):
        report = symcheck.check(spec, invariants=["Inv"], length=3, engine=engine, deadlock=False)
        violated = [(each["kind"], each["depth"]) for each in report.results if each["verdict"] == "violated"]
        assert violated == [(kind, depth)], engine
