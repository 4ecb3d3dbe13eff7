"""Text to syntax trees, for modules and TLC configurations; must not know what a name means."""

from symcheck.syntax.cfg import parse_configuration
from symcheck.syntax.parser import (
    further_configuration,
    parse,
    parse_all,
    parse_argument,
    parse_expression,
    parse_further,
)
from symcheck.syntax.print import print_expression, print_module

__all__ = [
    "further_configuration", "parse", "parse_all", "parse_argument", "parse_configuration", "parse_expression",
    "parse_further", "print_expression", "print_module",
]  # fmt: skip
