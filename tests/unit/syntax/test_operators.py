from __future__ import annotations

from pathlib import Path

import pytest

from symcheck.syntax.operators import AS_PREFIX, INFIX, OPERATORS, POSTFIX, PREFIX, SPELLINGS

FACTS = Path(__file__).parents[3].parent / "shared" / "conformance" / "operators.tsv"


@pytest.mark.corpus
@pytest.mark.skipif(not FACTS.exists(), reason="needs ../shared/conformance")
def test_table_is_the_recorded_one() -> None:
    recorded = set()
    for line in FACTS.read_text(encoding="utf-8").splitlines():
        if line.startswith(("# ", "fixity")):
            continue
        fixity, symbol, low, high, left, *synonyms = line.split("\t")
        recorded.add((fixity, symbol, int(low), int(high), left == "yes", *(synonyms[0].split() if synonyms else ())))
    ours = {
        (operator.fixity, operator.symbol, operator.low, operator.high, operator.left_associative, *operator.synonyms)
        for operator in OPERATORS
    }
    assert ours == recorded


def test_each_operator_is_found_by_its_fixity() -> None:
    assert len(PREFIX) + len(INFIX) + len(POSTFIX) == len(OPERATORS)
    assert all(operator.low <= operator.high for operator in OPERATORS)


def test_no_spelling_has_two_meanings() -> None:
    spellings = [s for operator in OPERATORS for s in (operator.symbol, *operator.synonyms)]
    assert len(spellings) == len(set(spellings))
    assert SPELLINGS["≠"] == SPELLINGS["#"] == "/="
    assert SPELLINGS["=<"] == SPELLINGS["≤"] == r"\leq"


def test_a_lone_minus_before_an_operand_is_prefix_minus() -> None:
    assert AS_PREFIX["-"] is PREFIX["-."]
    assert "-" not in PREFIX
