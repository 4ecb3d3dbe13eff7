#!/usr/bin/env python3
"""Times the parser in this process: an ordinary spec, long lists, nesting, each in two sizes; knows no verdicts.

Processor time, so that what else the machine does counts for little.

    python benchmarks/bench_parse.py

`growth` is the time of the double size over that of the single one: about 2 where the parser is linear.
"""

from __future__ import annotations

import gc
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from symcheck.base.diagnostic import SpecError
from symcheck.syntax import parse, print_module

RUNS = 9
SPECS = Path(__file__).resolve().parent / "specs"


@dataclass(frozen=True, slots=True)
class Case:
    """A text for each size, and the seconds that the single size may take (None: no target)."""

    name: str
    text: Callable[[int], str]
    size: int
    target: float | None = None


def module(body: str) -> str:
    return f"---- MODULE M ----\nEXTENDS Naturals\n{body}\n====\n"


def ordinary(lines: int) -> str:
    """The units of the benchmark specs, without comments and empty lines, over and over."""
    code = []
    for path in sorted(SPECS.glob("*.tla")):
        tree = parse(path.read_text(encoding="utf-8"), str(path))
        source = tree.span.source
        for unit in tree.units:
            # Whole lines, so that columns stay what they were.
            start, end = unit.span.line, source.position(unit.span.end)[0]
            code += [source.line(number) for number in range(start, end + 1)]
    code = [line for line in code if line.strip() and not line.lstrip().startswith(("\\*", "(*"))]
    return module("\n".join((code * (lines // len(code) + 1))[:lines]))


def nested(count: int) -> str:
    return module("E == " + "(" * count + "1" + ")" * count)


def tuples(count: int) -> str:
    return module("E == {" + ", ".join(f"<<{i}, {i + 1}>>" for i in range(count)) + "}")


CASES = (
    Case("ordinary spec, 1,000 lines", ordinary, 1000, 0.050),
    Case("set of 8,000 tuples", tuples, 8000, 1.0),
    Case("sum of 8,000 terms", lambda n: module(f"E == {' + '.join(['x'] * n)}"), 8000),
    Case("list of 8,000 bullets", lambda n: module("E ==\n" + "  /\\ x = 1\n" * n), 8000),
    Case("8,000 definitions", lambda n: module("\n".join(f"F{i}(x) == x + {i}" for i in range(n))), 8000),
    Case("10,000 nested parentheses (an error)", nested, 10_000),
    Case("10,000 nested bullets (an error)", lambda n: module("E == " + "/\\ " * n + "x"), 10_000),
)


def seconds(text: str) -> float:
    """The fastest of some runs."""
    best = float("inf")
    for _ in range(RUNS):
        gc.collect()
        started = time.process_time()
        with suppress(SpecError):
            parse(text)
        best = min(best, time.process_time() - started)
    return best


def main() -> int:
    missed = 0
    print(f"{'':40}{'ms':>9}{'growth':>9}{'target':>9}")
    for case in CASES:
        once, twice = (seconds(case.text(size)) for size in (case.size, 2 * case.size))
        target = "" if case.target is None else f"{case.target * 1000:.0f} ms"
        late = case.target is not None and once > case.target
        missed += late
        print(f"{case.name:40}{once * 1000:9.1f}{twice / once:9.2f}{target:>9}{'  missed' if late else ''}")
    text = ordinary(1000)
    tree = parse(text)
    started = time.process_time()
    print_module(tree)
    print(f"{'printing the ordinary spec':40}{(time.process_time() - started) * 1000:9.1f}")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
