"""Models and expressions that nobody wrote for this project."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from symcheck.base.diagnostic import SpecError
from symcheck.resolve import load, resolve_expression, resolve_text

SHARED = Path(__file__).parents[4] / "shared"
CORPUS = SHARED / "corpus"
pytestmark = [
    pytest.mark.corpus,
    pytest.mark.skipif(not CORPUS.is_dir(), reason="the corpus is not beside the checkout"),
]

def rows(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()] if path.is_file() else []


@pytest.mark.parametrize("row", rows(CORPUS / "models.jsonl"), ids=lambda row: row["id"])
def test_models_resolve_with_their_configurations(row: dict[str, Any]) -> None:
    spec = load(CORPUS / row["spec"], CORPUS / row["cfg"])
    assert spec.constants == ()
    assert spec.behavior is not None or not spec.variables


@pytest.mark.parametrize("row", rows(SHARED / "conformance" / "expressions.jsonl"), ids=lambda row: row["id"])
def test_expressions_are_accepted_or_rejected(row: dict[str, Any]) -> None:
    text = f"---- MODULE T ----\nEXTENDS {', '.join(row['extends'])}\n{row['defs']}\n====\n"

    def resolve() -> None:
        resolve_expression(resolve_text(text), row["expr"])

    if row["error"] not in ("parse", "semantic", "config"):
        resolve()
        return
    with pytest.raises(SpecError) as caught:
        resolve()
    letter = "C" if row["error"] == "config" else "S"
    assert all(found.code.value.startswith(letter) and found.span is not None for found in caught.value.diagnostics)
