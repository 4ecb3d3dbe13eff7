"""What a TLC configuration file says, statement by statement; must not know the specification it is for."""

from __future__ import annotations

from dataclasses import field

from symcheck.base.node import node
from symcheck.base.span import Span


@node
class CfgNumber:
    value: int
    span: Span = field(compare=False)


@node
class CfgString:
    text: str
    span: Span = field(compare=False)


@node
class CfgName:
    """TRUE, FALSE, or a model value."""

    name: str
    span: Span = field(compare=False)


@node
class CfgSet:
    items: tuple[CfgValue, ...]
    span: Span = field(compare=False)


CfgValue = CfgNumber | CfgString | CfgName | CfgSet


@node
class Assign:
    """`name = value` under CONSTANT or, within one module only, `name = [Module] value`; with parameters
    (`Op(a, b) = v`) `args` holds them."""

    name: str
    args: tuple[CfgValue, ...]
    value: CfgValue
    span: Span = field(compare=False)
    module: str | None = None


@node
class Replace:
    """`name <- operator` or, within one module only, `name <- [Module] operator`."""

    name: str
    module: str | None
    operator: str
    span: Span = field(compare=False)


@node
class Named:
    """A name after a keyword; `keyword` is the canonical singular: INVARIANT, PROPERTY, CONSTRAINT, ACTION_CONSTRAINT,
    INIT, NEXT, SPECIFICATION, SYMMETRY, VIEW, ALIAS, POSTCONDITION."""

    keyword: str
    name: str
    span: Span = field(compare=False)


@node
class CheckDeadlock:
    value: bool
    span: Span = field(compare=False)


Statement = Assign | Replace | Named | CheckDeadlock


@node
class Configuration:
    """A whole file, in order; nothing that was written is dropped."""

    statements: tuple[Statement, ...]
    span: Span = field(compare=False)
