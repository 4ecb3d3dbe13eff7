"""Subexpression names: `Op!1!2`, `Op!label`; must not know of any other names."""

from __future__ import annotations

from symcheck.base.span import Span
from symcheck.core.expr import Expr
from symcheck.resolve.names import Leading, Names
from symcheck.resolve.scope import Defined
from symcheck.syntax import ast


def select(names: Names, defined: Defined, parts: tuple[ast.NamePart, ...], leading: Leading, span: Span) -> Expr:
    return names.resolution.lack("subexpression names", span)
