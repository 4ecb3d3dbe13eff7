"""Every diagnostic code has a section in docs/errors/, and every section belongs to a code."""

from __future__ import annotations

import re
from pathlib import Path

from symcheck.base.diagnostic import Code

PAGES = Path(__file__).parents[2] / "docs" / "errors"
PAGE_OF = {
    "S": "specification.md",
    "C": "configuration.md",
    "D": "definedness.md",
    "U": "unsupported.md",
    "W": "warnings.md",
}


def _sections(page: str) -> dict[str, str]:
    text = (PAGES / page).read_text(encoding="utf-8")
    return dict(re.findall(r"^## ([A-Z]\d{3}) (.+)$", text, flags=re.MULTILINE))


def test_every_code_has_a_section_under_its_name() -> None:
    documented = {code: title for page in PAGE_OF.values() for code, title in _sections(page).items()}
    assert documented == {code.value: code.name.lower().replace("_", " ") for code in Code}


def test_every_section_stands_on_the_page_of_its_letter() -> None:
    for letter, page in PAGE_OF.items():
        assert {code[0] for code in _sections(page)} == {letter}
