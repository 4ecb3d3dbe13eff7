"""Every way to be left without an answer ends with exit code 20, the verdict unknown and a reason; never with 0."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from symcheck.pipeline.engines.registry import ENGINES

ROOT = Path(__file__).parents[2]
UNDECIDED = 20

# true, as no triangular number is 4000000, but nothing finds that out: every window of steps has a bad end
HARD = r"""---- MODULE Case ----
EXTENDS Integers
VARIABLES x, y
Init == x = 0 /\ y = 0
Next == x' = x + 1 /\ y' = y + x
Holds == y # 4000000
====
"""
# each state has more successors than can be listed, and one of them more than can be written out
WIDE = r"""---- MODULE Case ----
EXTENDS Integers, FiniteSets
VARIABLES s
Init == s = {}
Next == \E T \in SUBSET (1..400) : Cardinality(T) % 7 = 3 /\ s' = (s \ T) \cup (T \ s)
Holds == Cardinality(s) # 399
====
"""
GROWING = r"""---- MODULE Case ----
EXTENDS Integers, Sequences
VARIABLES s
Init == s = <<>>
Next == \E n \in 0..1 : s' = Append(s, n)
Holds == Len(s) < 2 \/ s # [i \in 1..Len(s) |-> i]
====
"""
LIVE = r"""---- MODULE Case ----
EXTENDS Integers
VARIABLES x
Init == x = 0
Next == x' = (x + 1) % 3
Spec == Init /\ [][Next]_x /\ WF_x(Next)
Holds == <>(x = 2)
====
"""
LEFT_OUT = r"""---- MODULE Case ----
EXTENDS Integers, TLC
VARIABLES x
Init == x = 0
Next == x' = (x + 1) % 3
Holds == TLCGet("distinct") < 100 /\ x < 3
====
"""
EASY = LEFT_OUT.replace('TLCGet("distinct") < 100 /\\ ', "")
INVARIANT = "INIT Init\nNEXT Next\nINVARIANT Holds\nCHECK_DEADLOCK FALSE\n"
PROPERTY = "SPECIFICATION Spec\nPROPERTY Holds\n"

EVERY = tuple(ENGINES)
SYMBOLIC = tuple(engine for engine in ENGINES if engine not in ("auto", "explicit"))
PROVERS = tuple(engine for engine in SYMBOLIC if engine != "bmc")
SAFETY_ALONE = tuple(engine for engine in PROVERS if not ENGINES[engine].takes_liveness)
SEARCHES = ("auto", "explicit", "bmc", "kinduction", "spacer")  # pdr says at once that it has nothing to say of HARD

NO_ANSWER = """
from symcheck.solve import Answer
import symcheck.solve.sat_native, symcheck.solve.z3_native
symcheck.solve.sat_native.SatNative.check = lambda *_: Answer.UNKNOWN
symcheck.solve.z3_native.Z3Native.check = lambda *_: Answer.UNKNOWN
"""
REFUSED = """
from symcheck.pipeline.proofs import certify
certify.discharge = lambda *_, **__: certify.Refused("not believed")
"""
KILLED = """
import os, signal
from symcheck.pipeline.engines import auto, proving, symbolically
def end(*_, **__): os.kill(os.getpid(), signal.{signal})
symbolically.search = proving.in_turns = end
auto.STATES = 1000
"""
CRASHED = """
from symcheck.pipeline.engines import auto, proving, symbolically
def crash(*_, **__): raise {error}
symbolically.search = proving.in_turns = crash
auto.STATES = 1000
"""

# a specification, its configuration, what is changed in the program, options, engines, and a part of the reason
TABLE: dict[str, tuple[str, str, str, tuple[str, ...], tuple[str, ...], str]] = {
    "no time": (EASY, INVARIANT, "", ("--timeout", "0"), EVERY, "out of time"),
    "next to no time": (HARD, INVARIANT, "", ("--timeout", "0.05"), SEARCHES, "out of time"),
    "little time": (HARD, INVARIANT, "", ("--timeout", "1"), SEARCHES, "out of time"),
    "one step takes too long": (WIDE, INVARIANT, "", ("--timeout", "1"), EVERY, ""),
    "little memory": (HARD, INVARIANT, "", ("--memory", "15", "--timeout", "40"), SEARCHES, "out of memory"),
    "length not reached": (HARD, INVARIANT, "", ("--length", "100000000", "--timeout", "2"), EVERY, ""),
    "values that grow": (GROWING, INVARIANT, "", ("--timeout", "10"), PROVERS, "keep growing"),
    "temporal": (LIVE, PROPERTY, "", ("--timeout", "2"), ("bmc", *SAFETY_ALONE), ""),
    "temporal and bounded": (LIVE, PROPERTY, "", ("--length", "5", "--timeout", "5"), SAFETY_ALONE, ""),
    "left out": (LEFT_OUT, INVARIANT, "", ("--timeout", "2"), SYMBOLIC, "not treated symbolically"),
    "left out and bounded": (LEFT_OUT, INVARIANT, "", ("--length", "5"), SYMBOLIC, "not treated symbolically"),
    "solvers without answers": (HARD, INVARIANT, NO_ANSWER, ("--timeout", "2"), SYMBOLIC, ""),
    "certificates that are refused": (EASY, INVARIANT, REFUSED, ("--timeout", "5"), PROVERS, "not believed"),
    "processes that are killed": (HARD, INVARIANT, KILLED.format(signal="SIGKILL"), (), ("auto",), "SIGKILL"),
    "processes that abort": (HARD, INVARIANT, KILLED.format(signal="SIGABRT"), (), ("auto",), "SIGABRT"),
    "processes that crash": (HARD, INVARIANT, CRASHED.format(error="ValueError(7)"), (), ("auto",), "internal error"),
    "processes without memory": (HARD, INVARIANT, CRASHED.format(error="MemoryError"), (), ("auto",), "out of memory"),
    "an abort with bounded memory": (
        HARD, INVARIANT, KILLED.format(signal="SIGABRT"), ("--memory", "400"), ("bmc",), "SIGABRT",
    ),
    "no memory in this process": (
        HARD, INVARIANT, CRASHED.format(error="MemoryError"), (), ("bmc",), "out of memory",
    ),
}
CASES = [
    pytest.param(*row[:4], engine, row[5], id=f"{name}, {engine}") for name, row in TABLE.items() for engine in row[4]
]


def _command(folder: Path, spec: str, config: str, patch: str, options: tuple[str, ...]) -> list[str]:
    path = folder / "Case.tla"
    path.write_text(spec, encoding="utf-8")
    path.with_suffix(".cfg").write_text(config, encoding="utf-8")
    start = patch + "\nimport sys\nfrom symcheck.cli.main import main\nsys.argv = ['symcheck', *sys.argv[1:]]\nmain()\n"
    return [sys.executable, "-c", start, "check", str(path), "--format", "json", *options]


def _believe(out: str, code: int, err: str, reason: str, early: bool = False) -> None:
    assert code == UNDECIDED, (out, err)
    assert "Traceback" not in err
    report = json.loads(out)
    assert (report["verdict"], report["exit_code"]) == ("unknown", UNDECIDED)
    if early and not report["results"]:
        return  # so early that there were no questions yet
    left = [result for result in report["results"] if result["property"] == "Holds"]
    assert [result["verdict"] for result in left] == ["unknown"]
    assert left[0]["reason"]
    assert reason in left[0]["reason"]


@pytest.mark.parametrize(("spec", "config", "patch", "options", "engine", "reason"), CASES)
def test_undecided(
    spec: str, config: str, patch: str, options: tuple[str, ...], engine: str, reason: str, tmp_path: Path
) -> None:
    command = _command(tmp_path, spec, config, patch, (*options, "--engine", engine))
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=90, check=False)
    _believe(done.stdout, done.returncode, done.stderr, reason)


@pytest.mark.parametrize("engine", SEARCHES)
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_interrupted(engine: str, number: signal.Signals, tmp_path: Path) -> None:
    command = _command(tmp_path, HARD, INVARIANT, "", ("--verbose", "--engine", engine))
    process = subprocess.Popen(command, cwd=ROOT, text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert process.stderr is not None
    assert "is read" in process.stderr.readline()
    process.send_signal(number)
    out, err = process.communicate(timeout=90)
    _believe(out, process.returncode, err, "interrupted", early=True)


def test_every_engine_is_in_the_table() -> None:
    assert {engine for row in TABLE.values() for engine in row[4]} == set(ENGINES)
