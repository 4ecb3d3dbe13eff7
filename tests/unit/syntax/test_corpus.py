"""Every specification and configuration of ../shared/corpus parses, and prints as text that parses to the same."""

from __future__ import annotations

from pathlib import Path

import pytest

from symcheck.syntax import parse, parse_all, parse_configuration, print_module

CORPUS = Path(__file__).parents[3].parent / "shared" / "corpus"
MODULES = sorted(CORPUS.rglob("*.tla"))
CONFIGURATIONS = sorted(CORPUS.rglob("*.cfg"))

pytestmark = [
    pytest.mark.corpus,
    pytest.mark.skipif(not MODULES, reason="needs ../shared/corpus"),
]


def test_there_are_files() -> None:
    assert len(MODULES) == 205
    assert len(CONFIGURATIONS) == 118


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.name)
def test_module(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    module = parse(text, str(path))
    assert module.name == path.stem
    assert module in parse_all(text, str(path))
    assert parse(print_module(module), str(path)) == module


@pytest.mark.parametrize("path", CONFIGURATIONS, ids=lambda path: path.name)
def test_configuration(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    configuration = parse_configuration(text, str(path))
    mentioned = sum(text.count(word) for word in ("INIT", "SPECIFICATION", "INVARIANT", "CONSTANT"))
    assert configuration.statements or mentioned == 0
