"""What the command line prints, word for word: each file of `golden/` holds a command, its exit code and its output.

After a change that is meant, SYMCHECK_UPDATE_GOLDEN=1 writes the files anew; read the difference before committing it.
"""

from __future__ import annotations

import os
import re
import shlex
from pathlib import Path

import pytest

from tests.cli.conftest import Cli

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
GOLDEN = sorted((HERE / "golden").glob("*.txt"))


def _stable(text: str) -> str:
    """Without what differs from run to run and from machine to machine."""
    text = re.sub(r"\d+\.\d+ s\b", "0.00 s", text)
    return re.sub(r'"(seconds|peak_mib)": [\d.e-]+', r'"\1": 0', text)


def _transcript(command: str, code: int, out: str, err: str) -> str:
    parts = [f"$ {command}\n", _stable(out)]
    if err:
        parts += ["--- stderr\n", _stable(err)]
    return "".join([*parts, f"--- exit {code}\n"])


@pytest.mark.parametrize("path", GOLDEN, ids=lambda path: path.stem)
def test_transcript(path: Path, cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    expected = path.read_text(encoding="utf-8")
    command = expected.splitlines()[0].removeprefix("$ ")
    program, *arguments = shlex.split(command)
    assert program == "symcheck"
    result = cli(*arguments)
    found = _transcript(command, result.code, result.out, result.err)
    if os.environ.get("SYMCHECK_UPDATE_GOLDEN"):
        path.write_text(found, encoding="utf-8")
    assert found == expected


def test_there_are_transcripts() -> None:
    assert len(GOLDEN) >= 10
