"""The command line as a process: interrupts, deadlines, pipes, start-up."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from symcheck.pipeline.processes.supervise import GRACE

ROOT = Path(__file__).parents[2]
# true, as no triangular number is 4000000, but nothing finds that out: every window of steps has a bad end
ENDLESS = r"""---- MODULE Endless ----
EXTENDS Integers
VARIABLES x, y, z
Init == x = 0 /\ y = 0 /\ z = 0
Up == x' = x + 1 /\ y' = y + x /\ UNCHANGED z
Round == z' = (z + 1) % 3 /\ UNCHANGED <<x, y>>
Next == Up \/ Round
Natural == x >= 0 /\ y >= 0 /\ y # 4000000
====
"""
CONFIG = "INIT Init\nNEXT Next\nINVARIANT Natural\n"


# listing states ends after a while, at a choice from an infinite set; others go on
ENDS = r"""---- MODULE Ends ----
EXTENDS Integers
VARIABLES x, y
Init == x = 0 /\ y = 0
Next == \/ x < 20000 /\ x' = x + 1 /\ UNCHANGED y
        \/ x = 20000 /\ x' = x + 1 /\ \E n \in Nat : y' = n
        \/ x > 20000 /\ UNCHANGED <<x, y>>
Low == y < 1000000
====
"""


@pytest.fixture
def endless(tmp_path: Path) -> Path:
    path = tmp_path / "Endless.tla"
    path.write_text(ENDLESS, encoding="utf-8")
    path.with_suffix(".cfg").write_text(CONFIG, encoding="utf-8")
    return path


def _start(*arguments: object) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "symcheck.cli.main", *map(str, arguments)]
    return subprocess.Popen(command, cwd=ROOT, text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE)


@pytest.mark.parametrize("engine", ["explicit", "bmc", "auto"])
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_an_interrupt_tells_what_is_known(engine: str, number: int, endless: Path) -> None:
    for patience in (3, 10, 40):  # a busy machine takes a while to get anywhere
        process = _start("check", endless, "--engine", engine, "--format", "json", "--verbose")
        assert process.stderr is not None
        assert "is read" in process.stderr.readline()
        time.sleep(patience)
        process.send_signal(number)
        out, err = process.communicate(timeout=90)
        assert process.returncode == 20, err
        assert "Traceback" not in err
        report = json.loads(out)
        assert report["verdict"] == "unknown"
        natural = report["results"][0]
        assert natural["reason"].startswith("interrupted")
        if natural["depth"] is not None:
            break
    assert natural["depth"] > 0


@pytest.mark.parametrize("engine", ["auto", "explicit", "bmc", "kinduction", "spacer"])
def test_a_timeout_is_kept(engine: str, endless: Path) -> None:
    started = time.monotonic()
    process = _start("check", endless, "--engine", engine, "--timeout", 2, "--format", "json")
    out, err = process.communicate(timeout=90)
    taken = time.monotonic() - started
    assert process.returncode == 20, err
    report = json.loads(out)
    assert report["results"][0]["reason"].startswith("out of time")
    assert 2 <= report["stats"]["seconds"] < 2 + GRACE + 1
    assert taken < 2 + GRACE + 4  # with what it takes to start on a busy machine


@pytest.mark.skipif(sys.platform != "linux", reason="looks at /proc")
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGKILL])
def test_no_process_is_left_behind(number: int, endless: Path) -> None:
    process = _start("check", endless, "--verbose")
    assert process.stderr is not None
    assert "is read" in process.stderr.readline()
    children: list[str] = []
    for _ in range(200):
        time.sleep(0.1)
        tasks = Path(f"/proc/{process.pid}/task").glob("*/children")
        children = [child for each in tasks for child in each.read_text(encoding="ascii").split()]
        if children:
            break
    assert children
    process.send_signal(number)
    process.communicate(timeout=90)
    for _ in range(100):
        if not any(Path(f"/proc/{child}").exists() for child in children):
            break
        time.sleep(0.1)
    assert not any(Path(f"/proc/{child}").exists() for child in children)


def test_what_explicit_search_has_split_off_outlives_it(tmp_path: Path) -> None:
    path = tmp_path / "Ends.tla"
    path.write_text(ENDS, encoding="utf-8")
    path.with_suffix(".cfg").write_text("INIT Init\nNEXT Next\nINVARIANT Low\nCHECK_DEADLOCK FALSE\n", encoding="utf-8")
    out, _ = _start("check", path, "--timeout", 4, "--format", "json").communicate(timeout=60)
    reasons = {row["property"]: row.get("reason", "") for row in json.loads(out)["results"]}
    assert "SIGKILL" not in reasons["Low"]
    assert "out of time" in reasons["Low"]


def test_a_reader_that_goes_away_is_no_error(endless: Path) -> None:
    process = _start("simulate", endless, "--length", 5_000)
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdout.readline()
    process.stdout.close()
    err = process.stderr.read()
    process.wait(timeout=90)
    process.stderr.close()
    assert "Traceback" not in err
    assert process.returncode in (0, 141)


def test_nothing_but_the_report_when_piped(endless: Path) -> None:
    process = _start("check", endless, "--timeout", 1)
    out, err = process.communicate(timeout=90)
    assert err == ""
    assert out.startswith("Endless: UNKNOWN")


def test_progress_on_a_terminal(endless: Path) -> None:
    pty = pytest.importorskip("pty")
    leader, follower = pty.openpty()
    command = [sys.executable, "-m", "symcheck.cli.main", "check", str(endless), "--timeout", "4"]
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=follower)
    os.close(follower)
    process.communicate(timeout=60)
    shown = os.read(leader, 100_000).decode()
    os.close(leader)
    assert "explicit: depth " in shown


def test_importing_symcheck_is_cheap() -> None:
    code = "import sys, symcheck; print(sorted(m for m in sys.modules if m.startswith(('symcheck', 'z3', 'typer'))))"
    out = subprocess.run([sys.executable, "-c", code], cwd=ROOT, text=True, capture_output=True, check=True).stdout
    assert out.strip() == "['symcheck']"


def test_bounded_search_loads_z3_only_where_it_is_needed() -> None:
    code = "import sys, symcheck.pipeline.engines.symbolically; assert 'z3' not in sys.modules"
    subprocess.run([sys.executable, "-c", code], cwd=ROOT, text=True, capture_output=True, check=True)


def test_a_small_check_loads_no_solver(endless: Path) -> None:
    endless.write_text(ENDLESS.replace("x + 1", "(x + 1) % 3").replace("y + x", "(y + x) % 3"), encoding="utf-8")
    code = (
        "import sys; from symcheck.cli.main import run; code = run(['check', sys.argv[1]]);"
        "assert code == 0, code; assert not {'z3', 'pysat', 'pysmt', 'rich', 'hypothesis'} & sys.modules.keys()"
    )
    subprocess.run([sys.executable, "-c", code, str(endless)], cwd=ROOT, text=True, capture_output=True, check=True)


LONG = r"""---- MODULE Long ----
EXTENDS Integers
VARIABLE x
Init == x = 0
Next == x' = (x + 1) % 10
Far == \A k \in 0..(2^40) : k # x + 2^41
Low == x < 5
====
"""


@pytest.mark.skipif(not hasattr(os, "fork"), reason="one search at a time")
def test_one_long_evaluation_does_not_keep_others_from_searching(tmp_path: Path) -> None:
    path = tmp_path / "Long.tla"
    path.write_text(LONG, encoding="utf-8")
    with _start("check", path, "--inv", "Far,Low", "--no-deadlock", "--format", "json") as process:
        out, _ = process.communicate(timeout=60)
    results = {result["property"]: result["verdict"] for result in json.loads(out)["results"]}
    assert process.returncode == 12
    assert results["Low"] == "violated"
