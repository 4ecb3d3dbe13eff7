"""Text to syntax trees, for modules and TLC configurations; must not know what a name means."""

from symcheck.syntax.cfg import parse_configuration
from symcheck.syntax.parser import parse, parse_all, parse_argument, parse_expression
from symcheck.syntax.print import print_expression, print_module

__all__ = [
    "parse", "parse_all", "parse_argument", "parse_configuration", "parse_expression", "print_expression",
    "print_module",
]  # fmt: skip
