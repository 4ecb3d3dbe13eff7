"""Writes traces and proofs to files and names the folders for them; must not know where these come from."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:
    from collections.abc import Callable

    from symcheck.core.spec import Spec
    from symcheck.pipeline.report import Report
    from symcheck.trace.trace import Trace


def can_be_written(path: Path | None, option: str) -> None:
    """Raises the command line's error for a file that is known beforehand to have no place: a search is long."""
    import os

    if path is None:
        return
    folder = path.parent
    if not folder.is_dir():
        raise typer.BadParameter(f"there is no folder {folder}", param_hint=option)
    if path.is_dir() or not os.access(path if path.exists() else folder, os.W_OK):
        raise typer.BadParameter(f"{path} cannot be written", param_hint=option)


def saved(report: Report, save: Callable[[], Report]) -> Report:
    """What `save` makes of the report. Where it fails the report says so: what was found is told all the same."""
    from dataclasses import replace

    from symcheck.base.diagnostic import SpecError
    from symcheck.pipeline.report import rejection_code

    try:
        return save()
    except SpecError as error:
        code = report.exit_code or rejection_code(error.code)
        return replace(report, exit_code=code, diagnostics=(*report.diagnostics, *error.diagnostics))


def save_all(
    report: Report,
    spec: Spec,
    path: Path,
    config: Path | None,
    trace: Path | None,
    run_dir: Path | None,
    out_dir: Path | None,
    proof: Path | None,
) -> Report:
    """Whatever files were asked for of a run on the specification at `path`; where there is nothing to be written the
    report says so. Raises SpecError UNREADABLE where one cannot be written."""
    if report.trace is not None:
        if trace is not None:
            save_trace(report.trace, trace)
        for folder in run_folders(path, run_dir, out_dir):
            save_trace(report.trace, folder / "violation.itf.json")
            for number, further in enumerate(report.more, start=2):
                assert further.replayed is not None, "a counterexample is a behavior"
                save_trace(further.replayed.trace, folder / f"violation{number}.itf.json")
    if proof is None:
        return report
    beside = path.with_suffix(".cfg")
    return save_proof(report, spec, proof, config or (beside if beside.is_file() else path))


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
    from symcheck.pipeline.proofs.proof_module import operators_replaced, proof_module

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
