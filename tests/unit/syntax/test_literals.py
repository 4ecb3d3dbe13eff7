from __future__ import annotations

import pytest

from symcheck.base.diagnostic import Code, SpecError
from symcheck.base.span import Source, Span
from symcheck.syntax.literals import MOST_DIGITS, number_value, string_value

SPAN = Span(Source("<test>", ""), 0, 0)


@pytest.mark.parametrize(
    ("text", "value"), [("0", 0), ("007", 7), ("\\b101", 5), ("\\O17", 15), ("\\hFf", 255), ("9" * 4000, 10**4000 - 1)]
)
def test_numbers(text: str, value: int) -> None:
    assert number_value(text, SPAN) == value


def test_a_number_that_python_cannot_print_is_refused() -> None:
    with pytest.raises(SpecError) as caught:
        number_value("1" * (MOST_DIGITS + 1), SPAN, Code.CONFIG_SYNTAX)
    assert caught.value.code is Code.CONFIG_SYNTAX


@pytest.mark.parametrize(
    ("literal", "text"),
    [
        ('""', ""),
        ('"abc"', "abc"),
        (r'"\\"', "\\"),
        (r'"\\\\n"', "\\\\n"),
        (r'"\\\n"', "\\\n"),
        (r'"\"\t\f\r"', '"\t\f\r'),
        (r'"a\\"', "a\\"),
        ('"∀é"', "∀é"),
    ],
)
def test_strings(literal: str, text: str) -> None:
    assert string_value(literal) == text
