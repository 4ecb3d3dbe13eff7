"""Writes traces and proofs to files and names the folders for them; must not know where these come from."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from symcheck.core.spec import Spec
    from symcheck.pipeline.report import Report
    from symcheck.trace.trace import Trace


def save_trace(trace: Trace, path: Path) -> None:
    """The trace as ITF JSON. Raises SpecError UNREADABLE where the file cannot be written."""
    from symcheck.base.diagnostic import Code, SpecError
    from symcheck.base.span import Source, Span
    from symcheck.trace import itf

    try:
        path.write_text(itf.dumps(trace), encoding="utf-8")
    except OSError as error:
        message = f"cannot write the trace: {error.strerror or error}"
        raise SpecError(Code.UNREADABLE, message, at=Span(Source(str(path), ""), 0, 0)) from error


def save_proof(report: Report, spec: Spec, path: Path, configuration: Path) -> Report:
    """The inductive invariant of a report as a module, with its configurations beside it; the report says so where
    there is none. Raises SpecError UNREADABLE where a file cannot be written."""
    from dataclasses import replace

    from symcheck.base.diagnostic import Code, Diagnostic, SpecError
    from symcheck.base.span import Source, Span
    from symcheck.pipeline.certificate import Spoken, Unspoken
    from symcheck.pipeline.proof_module import operators_replaced, proof_module

    invariant = report.invariant
    if not isinstance(invariant, Spoken):
        if isinstance(invariant, Unspoken):
            why, hint = invariant.reason, ""
        elif report.verdict == "proved":
            why, hint = "the proof is no invariant: all reachable states were listed", "ask for one with --engine pdr"
        else:
            why, hint = "nothing was proved by an invariant", "engines that find invariants: --engine pdr"
        at = None if spec.behavior is None else spec.behavior.next.span
        message = f"{path} is not written: {why}"
        return replace(report, diagnostics=(*report.diagnostics, Diagnostic(Code.NO_INVARIANT, message, at, hint)))
    found = proof_module(spec, invariant, path, operators_replaced(configuration, spec))
    texts = {path: found.module, path.with_suffix(".cfg"): found.configuration}
    texts[path.with_name(f"{path.stem}Step.cfg")] = found.step
    for each, text in texts.items():
        try:
            each.write_text(text, encoding="utf-8")
        except OSError as error:
            message = f"cannot write the proof: {error.strerror or error}"
            raise SpecError(Code.UNREADABLE, message, at=Span(Source(str(each), ""), 0, 0)) from error
    return report


def run_folders(spec: Path, run_dir: Path | None, out_dir: Path | None) -> list[Path]:
    """The folders, made where they are missing, that Apalache's --run-dir and --out-dir ask for: the one itself, and a
    new one for each run below `out_dir/Spec.tla`. Raises SpecError UNREADABLE where one cannot be made."""
    from datetime import datetime

    from symcheck.base.diagnostic import Code, SpecError
    from symcheck.base.span import Source, Span

    found = [] if run_dir is None else [run_dir]
    if out_dir is not None:
        found.append(out_dir / spec.name / datetime.now().strftime("%Y-%m-%dT%H-%M-%S_%f"))
    for folder in found:
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            message = f"cannot make the folder: {error.strerror or error}"
            raise SpecError(Code.UNREADABLE, message, at=Span(Source(str(folder), ""), 0, 0)) from error
    return found
