#!/usr/bin/env python3
"""Makes tables and a plot of what run.py has measured; must not run anything.

    python benchmarks/report.py FILE.jsonl … [--out FOLDER]

writes FOLDER/report.md, a table for each suite with a column for each checker, and FOLDER/growth.svg, the cost against
the size for each family and checker. Without --out the tables go to the terminal.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from plot import Curve, plot

Row = dict[str, Any]


def read(files: Sequence[Path]) -> list[Row]:
    """The rows of all files, in order; of several on the same check and checker the last."""
    found: dict[tuple[str, str, str], Row] = {}
    for file in files:
        for line in file.read_text(encoding="utf-8").splitlines():
            if line.strip():
                row = json.loads(line)
                found[row["suite"], row["name"], row["checker"]] = row
    return list(found.values())


def tables(rows: Sequence[Row]) -> Iterator[str]:
    """One table for each suite, in Markdown: seconds, peak memory and what is to be said of the verdict."""
    for suite in dict.fromkeys(row["suite"] for row in rows):
        mine = [row for row in rows if row["suite"] == suite]
        checkers = list(dict.fromkeys(row["checker"] for row in mine))
        yield f"## {suite}\n"
        yield "| benchmark | target | " + " | ".join(checkers) + " |"
        yield "|---|---:|" + "---|" * len(checkers)
        for name in dict.fromkeys(row["name"] for row in mine):
            cells = {row["checker"]: _cell(row) for row in mine if row["name"] == name}
            target = next(row["target"] for row in mine if row["name"] == name)
            shown = "" if target is None else f"{target:g} s"
            yield f"| {name} | {shown} | " + " | ".join(cells.get(each, "") for each in checkers) + " |"
        yield ""


def _cell(row: Row) -> str:
    depth = "" if row["depth"] is None else f" at {row['depth']}"
    note = f" **{row['result']}**" if row["result"] in ("missed", "WRONG", "undecided") else ""
    return f"{row['seconds']:.2f} s, {row['peak_mib']:.0f} MiB, {row['verdict']}{depth}{note}"


def curves(rows: Sequence[Row]) -> list[Curve]:
    """Seconds against size for each family and checker; only sizes with an answer."""
    found: dict[tuple[str, str], list[tuple[float, float]]] = {}
    for row in rows:
        if row["family"] and row["size"] is not None and row["verdict"] in ("proved", "violated", "bounded"):
            found.setdefault((row["family"], row["checker"]), []).append((row["size"], row["seconds"]))
    return [Curve(f"{family} ({checker})", tuple(sorted(points))) for (family, checker), points in found.items()]


def main(argv: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="+", type=Path, metavar="FILE.jsonl")
    parser.add_argument("--out", type=Path, metavar="FOLDER")
    options = parser.parse_args(argv)
    rows = read(options.files)
    text = "\n".join(tables(rows))
    drawn = curves(rows)
    if options.out is None:
        print(text)
        return 0
    options.out.mkdir(parents=True, exist_ok=True)
    if drawn:
        (options.out / "growth.svg").write_text(plot(drawn, "size", "seconds"), encoding="utf-8")
        text += "\n![cost against size](growth.svg)\n"
    (options.out / "report.md").write_text("# Benchmarks\n\n" + text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
